"""Draw the pictures of docs/report: the annual report of the demonstration banner, on paper and in its files.

    python -m tools.reports [FOLDER]

Banner, people and figures are invented. Word file and workbook are shown as they read when they are opened again here,
box by box, in plain letters: Word and WPS dress them in their own faces, and draw the workbook's charts themselves.
"""

import base64
import html
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
from PIL import Image
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QPainter, QTextDocument
from sqlalchemy.orm import Session

from app import paths
from app.exchange.tables import Grid, read_tables
from app.operations import annual_reports, demo, offices, papers, report_files
from app.operations.papers import Kind
from app.rules.bilingual import Layout
from app.store.database import Store

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "report"
DAY, MOMENT, YEAR, OLD_YEAR = date(2026, 11, 20), datetime(2026, 11, 20, 9, 30), 2025, 2018
PIXELS, WIDTH, DEEPEST = 1400, 1000, 1500
COLOURS = 8
LINES = 34
"""So many lines of the JSON are shown."""
OLD = {
    "2018:1.1": 1260, "2018:1.1.o1": 4, "2018:1.1.o2": 6, "2018:1.2.1": 12, "2018:1.2.2": 840, "2018:1.2.3": 96,
    "2018:1.2.4": 310, "2018:1.2.5": 205, "2018:2.2.3": 18, "2018:3.1": 9, "2018:3.1.1": 5, "2018:3.1.3": 3,
    "2018:3.1.4": 1, "2018:3.2": 9, "2018:3.2.1": 8, "2018:3.2.2": 1, "2018:3.3": 9, "2018:3.3.1": 2, "2018:3.3.2": 5,
    "2018:3.3.6": 2, "2018:8.1": 14, "2018:8.2": 9, "2018:8.3": 31, "2018:8.3.1": 6, "2018:8.3.2": 25,
    "2018:8.4": Decimal("3.5"), "2018:9.1": 4, "2018:9.2": 2, "2018:9.3": 86,
}  # fmt: skip
"""A year of an invented banner, from before its registers began."""
BEFORE = {"3.new.person": 6, "3.1.person": 5, "3.4.1.person": 1}
ENTERED = {
    "2.rules.made": 0, "2.rules.repealed": 0, "2.rules.valid": 0, "2.normative.made": 3, "2.normative.repealed": 1,
    "2.normative.valid": 12, "2.licence.decisions": 418, "2.penalty.decisions": 57, "2.coercion.decisions": 4,
    "2.charges.amount": Decimal("36.8"),
}  # fmt: skip
TEXTS = {
    "1": "2025年，演示旗认真贯彻《中华人民共和国政府信息公开条例》，以惠农惠牧资金、草畜平衡为重点推进基层政务公开。\n"
    "全年新收政府信息公开申请{新收申请总数}件，办结{办结总数}件，均在法定期限内答复。",
    "5": "嘎查村公示还不够及时，年底前逐村核对公示清单，并为各苏木乡镇培训一次。",
    "6": "本年度没有收取信息处理费。",
}
_HEAD = """# The annual report in four files

The report of the demonstration banner for 2025, as it stands on 20 November 2026; banner, people and figures are
invented. The PDF stands here page by page as a printer gets it. Word file and workbook are shown as they read when they
are opened again, box by box, in plain letters: Word and WPS dress them in their own faces, and draw the workbook's
charts themselves. 草稿 stands on Mongolian that no native reader has approved yet. Drawn by `python -m tools.reports`.
"""


def main(folder: Path = FOLDER) -> None:
    """Draw everything into the folder, and the page that shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        demo.run(Path(scratch), DAY)
        store = Store.open(Path(scratch) / demo.STORE_NAME)
        try:
            store.change("", _fill)
            with store.read() as session:
                parts = list(_parts(session, folder, Path(scratch)))
        finally:
            store.close()
    (folder / "README.md").write_text("\n".join([_HEAD, *parts]), encoding="utf-8")


def _fill(session: Session) -> None:
    """Enter the year of 2018, as an office brings its past years in; complete the year shown, where nobody did."""
    code = offices.own_code(session)
    for year, figures in ((OLD_YEAR, OLD), (YEAR - 1, BEFORE)):
        entered = {key: Decimal(value) for key, value in figures.items()}
        annual_reports.set_figures(session, code, year, "own", entered)
    if annual_reports.opened(session, code, YEAR).uuid:
        return
    annual_reports.set_figures(session, code, YEAR, "own", {key: Decimal(n) for key, n in ENTERED.items()})
    for key, text in TEXTS.items():
        annual_reports.write_section(session, code, YEAR, "own", key, text)


def _parts(session: Session, folder: Path, scratch: Path) -> Iterator[str]:
    code = offices.own_code(session)
    yield _paper(session, folder, "paper", "On paper, in Chinese", Layout.ZH_ONLY, code)
    yield _paper(session, folder, "paper_mn", "In Mongolian, read in columns", Layout.MN_ONLY, code)
    yield _paper(
        session, folder, "paper_both", "In both scripts on A3, Chinese prominent", Layout.ZH_PROMINENT_2026, code
    )
    yield _paper(session, folder, "tree", "Consolidated with the offices below (汇总)", Layout.ZH_ONLY, code, "tree")
    yield _paper(
        session, folder, "paper_2018", "A year before 2019, in its own form", Layout.ZH_ONLY, code, year=OLD_YEAR
    )
    files = {ending: scratch / f"report{ending}" for ending in report_files.ENDINGS}
    for path in files.values():
        report_files.write(session, code, YEAR, "own", path, now=MOMENT)
    report_files.template(scratch / "template.xlsx")
    yield _shown(folder, "word", "The Word file", _word(files[".docx"]))
    yield _shown(folder, "workbook", "The workbook", _workbook(files[".xlsx"]))
    yield _shown(folder, "template", "The template for years brought in", _workbook(scratch / "template.xlsx"))
    said = files[".json"].read_text(encoding="utf-8").splitlines()
    yield "\n".join(["## The JSON\n", "```json", *said[:LINES], "…", "```", ""])


def _paper(
    session: Session,
    folder: Path,
    name: str,
    words: str,
    layout: Layout,
    code: str,
    scope: str = "own",
    year: int = YEAR,
) -> str:
    options = papers.shaped(Kind.REPORT, layout, papers.usual(Kind.REPORT, DAY, session))
    pdf = papers.drawn(session, papers.report_of(code, year, scope), replace(options), MOMENT).pdf
    with pypdfium2.PdfDocument(pdf) as document:
        pictures = [_page(page) for page in document]
    return _kept(folder, name, words, pictures)


def _page(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=PIXELS / max(page.get_size()), grayscale=True).to_pil()
    return picture


def _kept(folder: Path, name: str, words: str, pictures: list[Image.Image]) -> str:
    names = [f"{name}{f'_{n}' if len(pictures) > 1 else ''}.png" for n in range(1, len(pictures) + 1)]
    for each, picture in zip(names, pictures, strict=True):
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(folder / each, optimize=True)
    return "\n".join([f"## {words}\n", *(f"![{words}]({each})\n" for each in names)])


def _shown(folder: Path, name: str, words: str, page: str) -> str:
    """A page of HTML as a picture, as deep as it is within reason."""
    document = QTextDocument()
    document.setDefaultFont(QFont("Noto Sans SC", 10))
    document.setHtml(page)
    document.setTextWidth(WIDTH)
    image = QImage(WIDTH, min(int(document.size().height()), 3 * DEEPEST), QImage.Format.Format_RGB888)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    document.drawContents(painter)
    painter.end()
    whole = Image.frombytes(
        "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB", image.bytesPerLine()
    )
    pieces = [whole.crop((0, y, WIDTH, min(y + DEEPEST, whole.height))) for y in range(0, whole.height, DEEPEST)]
    return _kept(folder, name, words, pieces)


def _word(path: Path) -> str:
    """What a Word file says, from its own parts: headings, text, tables with their boxes, pictures."""
    document, parts = docx.Document(path), []
    tables = iter(read_tables(path))
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            parts.append(_table(next(tables)))
            continue
        tag = {"Title": "h1", "Heading 1": "h2"}.get(block.style.name, "p")
        pictures = (document.part.related_parts[each] for each in block._p.xpath(".//a:blip/@r:embed"))
        parts += [
            f'<img width="640" src="data:image/png;base64,{base64.b64encode(each.blob).decode()}">' for each in pictures
        ]
        parts.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
    return "".join(parts)


def _workbook(path: Path) -> str:
    """Every sheet of a workbook under its name; of a long one the first rows."""
    names = openpyxl.load_workbook(path, read_only=True).sheetnames
    grids = {grid.name: grid for grid in read_tables(path)}
    return "".join(f"<h3>▦ {html.escape(name)}</h3>{_table(grids[name], 30)}" for name in names if name in grids)


def _table(grid: Grid, most: int = 80) -> str:
    """A table with its merged boxes."""
    spans = {(span.top, span.left): span for span in grid.spans}
    rows = []
    for y, row in enumerate(grid.rows[:most]):
        cells = [_cell(text, spans.get((y, x))) for x, text in enumerate(row) if not grid.merged(y, x)]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    left = f"<p>… {len(grid.rows)}</p>" if len(grid.rows) > most else ""
    return f'<table border="1" cellspacing="0" cellpadding="3">{"".join(rows)}</table>{left}'


def _cell(text: str, span: Any) -> str:
    reach = f' rowspan="{span.bottom - span.top + 1}" colspan="{span.right - span.left + 1}"' if span else ""
    return f"<td{reach}>{html.escape(text[:60])}</td>"


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv[:1])
    for face in paths.FONTS.glob("NotoSansSC-*.ttf"):
        QFontDatabase.addApplicationFont(str(face))
    main(*map(Path, sys.argv[1:2]))
