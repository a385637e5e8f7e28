"""Draw the pictures of docs/packages: the slips that go with the stick and back, in every script.

    python -m tools.packages [FOLDER]

The offices are those of the demonstration: invented. The day is fixed; keys are made anew, so that fingerprints and
hashes differ each time.
"""

import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

import pypdfium2
from PIL import Image
from sqlalchemy.orm import Session

from app.operations import demo, papers
from app.operations.packages.papers import package_uuid
from app.operations.packages.trust import listed
from app.operations.papers import Paper
from app.rules.bilingual import Layout
from app.store.database import Store

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "packages"
DAY, MOMENT = date(2026, 11, 20), datetime(2026, 11, 20, 9, 30)
LAYOUTS = {"zh": Layout.ZH_ONLY, "both": Layout.ZH_PROMINENT_2026, "mn": Layout.MN_ONLY}
PIXELS = 1100
"""The longer side of a picture."""
COLOURS = 8
_HEAD = """# Paper of packages

The slip that goes up with the stick (报送单) and the one that comes back with the receipt (回执单), in Chinese, in both
scripts and in Mongolian. Offices are invented; 草稿 stands on Mongolian that no native reader has approved yet. Drawn
by `python -m tools.packages`.
"""


def main(folder: Path = FOLDER) -> None:
    """Draw every slip into the folder, and the page that shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    parts = [_HEAD]
    with tempfile.TemporaryDirectory() as scratch:
        files = demo.run(Path(scratch) / "demo", DAY).files
        for name, path, paper in (("slip", files["township"], _slip), ("receipt", files["store"], _receipt)):
            store = Store.open(path)
            try:
                for script, layout in LAYOUTS.items():
                    with store.read() as session:
                        parts.append(_drawn(session, paper(session), layout, folder / f"{name}_{script}.png"))
            finally:
                store.close()
    (folder / "README.md").write_text("\n".join(parts), encoding="utf-8")


def _slip(session: Session) -> Paper:
    """Of the newest package."""
    return papers.package_of(package_uuid(session, "report"))


def _receipt(session: Session) -> Paper:
    """Of the computer enrolled last, whose package holds a conflict."""
    return papers.receipt_of(max(listed(session), key=lambda row: row.uuid).kid)


def _drawn(session: Session, paper: Paper, layout: Layout, path: Path) -> str:
    """Keep the picture of the first page; its part of the page that shows them all."""
    options = papers.shaped(paper.kind, layout, papers.usual(paper.kind, DAY, session))
    with pypdfium2.PdfDocument(papers.drawn(session, paper, options, MOMENT).pdf) as document:
        page = document[0]
        picture: Image.Image = page.render(scale=PIXELS / max(page.get_size())).to_pil()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return f"## {paper.name}: {path.stem}\n\n![{paper.name}]({path.name})\n"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
