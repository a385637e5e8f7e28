"""Draw the pictures of docs/notices: what hangs on the boards of the demonstration banner's twelve villages.

    python -m tools.notices [FOLDER]

Villages, people and sums are invented, and the Mongolian was not read by a native reader: hence 草稿 on its pages.
The day is fixed and so are the codes on the sheets, so that the pictures differ only where the sheets do.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pypdfium2
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.notice import Notice
from app.operations import demo, notice_lists, papers
from app.operations.demo_villages import NUMERALS, PROGRAMMES_MN, village_code
from app.operations.notice_lists import NoticeFilter, NoticeRow
from app.operations.papers import Kind, Paper
from app.rules.bilingual import Layout
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeStatus, sheet_code
from app.store.database import Store

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "notices"
DAY = date(2026, 11, 20)
MOMENT = datetime(2026, 11, 20, 9, 30)
PIXELS = 1400
"""The longer side of a picture."""
COLOURS = 8
PAGES = 2
"""So many pages of a list are shown; of a notice all are."""
_HEAD = """# On the boards of twelve villages

What the demonstration banner prints on 20 November 2026: villages, people and sums are invented. Each sheet stands here
page by page as a printer gets it. 草稿 stands on the Mongolian that no native reader has approved yet.
Drawn by `python -m tools.notices`.
"""


@dataclass(frozen=True)
class Shown:
    """A sheet to be drawn: the name of its pictures, what the page says of it, and how it is printed."""

    name: str
    words: str
    paper: Paper
    layout: Layout | None = None
    size: str = ""


def main(folder: Path = FOLDER) -> None:
    """Draw every sheet into the folder, and the page that shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch:
        demo.run(Path(scratch), DAY)
        store = Store.open(Path(scratch) / demo.STORE_NAME)
        try:
            store.change("", _steady_codes)
            with store.read() as session:
                parts = [_drawn(session, shown, folder) for shown in _shown(session)]
        finally:
            store.close()
    (folder / "README.md").write_text("\n".join([_HEAD, *parts]), encoding="utf-8")


def _steady_codes(session: Session) -> None:
    """Make the codes on the sheets of their numbers; the uuid they are made of is another one each time."""
    for notice in session.scalars(select(Notice)):
        notice.code = sheet_code(notice.number)


def _shown(session: Session) -> Iterator[Shown]:
    rows = notice_lists.listed(session, NoticeFilter(), DAY)[::-1]
    yield from _payouts(rows)
    yield from _others(rows)
    yield from _layouts(rows)
    yield from _lists()


def _payouts(rows: list[NoticeRow]) -> Iterator[Shown]:
    """The pay-out notice of each village: the newest of its first programme."""
    first, second = list(PROGRAMMES_MN)[:2]
    for number, numeral in enumerate(NUMERALS):
        programme = second if number == len(NUMERALS) - 1 else first
        found = [r for r in rows if (r.office_code, r.programme) == (village_code(number), programme)][-1]
        corrected = "; corrected after an objection, and posted anew" if number == 7 else ""
        long = "; a roll over several pages, each ending in its sum" if number == 11 else ""
        words = f"演示{numeral}嘎查: {programme}, {found.households} households{corrected}{long}"
        yield Shown(f"payout_{number + 1:02d}", words, papers.notice_of(found.uuid))


def _others(rows: list[NoticeRow]) -> Iterator[Shown]:
    for kind, words in (
        (NoticeKind.FINANCE, "Village finance of a quarter (村级财务公开)"),
        (NoticeKind.LOW_INCOME_FIRST, "Low-income support, first review (低保初审公示)"),
        (NoticeKind.LOW_INCOME_APPROVED, "Low-income support, approved, posted for good (低保审批公布)"),
        (NoticeKind.ELECTION, "Election of the village committee (选举结果公布)"),
        (NoticeKind.DECISION, "A decision of the assembly, without a table (村民会议决定)"),
    ):
        yield Shown(kind.value, words, papers.notice_of(_of_kind(rows, kind)))


def _layouts(rows: list[NoticeRow]) -> Iterator[Shown]:
    """The same sheet on other paper and in other layouts."""
    roll = next(row.uuid for row in rows if row.kind is NoticeKind.PAYOUT and row.status is NoticeStatus.POSTED)
    paper = papers.notice_of(roll)
    yield Shown("payout_a4", "A pay-out notice on A4: Chinese, then Mongolian", paper, size="a4")
    yield Shown("payout_mn_first", "The same by the measures of 1996: Mongolian first", paper, Layout.MN_FIRST_1996)
    yield Shown("payout_mn_only", "The same in Mongolian only", paper, Layout.MN_ONLY)
    yield Shown("payout_zh_only", "The same in Chinese only", paper, Layout.ZH_ONLY)


def _lists() -> Iterator[Shown]:
    code = village_code(0)
    yield Shown("village_list", "What a village discloses (公开事项清单)", papers.village_list_of(code))
    yield Shown("village_plan", "What it must post when (年度公开计划)", papers.village_plan_of(code, DAY.year))
    yield Shown("coverage", "Who posted the year's pay-outs (补贴发放公示进度表)", papers.coverage_of(DAY.year))
    yield Shown("archive", "What lies in the boxes of the archive (档案盒目录)", papers.archive_of("", DAY.year))
    yield Shown("agreement", "In what banner and villages differ (对应一致核对表)", papers.agreement_of(DAY.year))


def _of_kind(rows: list[NoticeRow], kind: NoticeKind) -> str:
    return next(row.uuid for row in rows if row.kind is kind)


def _drawn(session: Session, shown: Shown, folder: Path) -> str:
    """Keep the pictures of a sheet; its part of the page that shows them all."""
    options = papers.usual(shown.paper.kind, DAY, session)
    if shown.layout:
        options = papers.shaped(shown.paper.kind, shown.layout, options)
    if shown.size:
        options = replace(options, paper=shown.size, landscape=False)
    pictures = _pictures(papers.drawn(session, shown.paper, options, MOMENT).pdf)
    kept = pictures if shown.paper.kind is Kind.NOTICE else pictures[:PAGES]
    names = [f"{shown.name}{f'_{n}' if len(kept) > 1 else ''}.png" for n in range(1, len(kept) + 1)]
    for name, picture in zip(names, kept, strict=True):
        picture.save(folder / name, optimize=True)
    left = f" The first {len(kept)} of {len(pictures)} pages." if len(pictures) > len(kept) else ""
    return "\n".join([f"## {shown.words}\n{left}".rstrip() + "\n", *(f"![{shown.words}]({name})\n" for name in names)])


def _pictures(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_picture(document[n]) for n in range(len(document))]


def _picture(page: pypdfium2.PdfPage) -> Image.Image:
    picture: Image.Image = page.render(scale=PIXELS / max(page.get_size()), grayscale=True).to_pil()
    return picture.quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
