"""Draw the specimens of docs/specimens: sheets in both scripts, as PDF and as pictures.

    python -m tools.specimens [FOLDER]

Banner, people and sums are invented, and the Mongolian was not read by a native reader: hence 草稿 on every page of it.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pypdfium2
from PIL import Image

from app.i18n import _, language
from app.rules.bilingual import Layout
from app.rules.disclosures import Gate
from app.sheets import notice, register, review_slip
from app.sheets.book import printed
from app.sheets.document import DocumentSheet, Level
from app.sheets.document import draw as draw_document
from app.sheets.notice import NoticeSheet, Period
from app.sheets.pen import Align
from app.sheets.register import RegisterRow, RegisterSheet
from app.sheets.review_slip import GateRow, ReviewSlipSheet
from app.sheets.sheet import Setup, Size
from app.sheets.table import Column
from app.sheets.typefaces import Typefaces, typefaces

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "specimens"
MOMENT = datetime(2026, 11, 20, 9, 30)
DAY = MOMENT.date()
PIXELS = 1400
"""The longer side of a picture."""
COLOURS = 16

OFFICE = ("测试旗演示苏木人民政府", "ᠲᠤᠷᠰᠢᠬᠤ ᠬᠣᠰᠢᠭᠤᠨ᠎ᠤ ᠦᠵᠡᠭᠦᠯᠬᠦ ᠰᠤᠮᠤᠨ᠎ᠤ ᠠᠷᠠᠳ᠎ᠤᠨ ᠵᠠᠰᠠᠭ᠎ᠤᠨ ᠣᠷᠳᠣᠨ")
SUBSIDY = ("草原补助奖励资金发放公示", "ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠲᠤᠰᠠᠯᠠᠮᠵᠢ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ")
ADDRESSED = ("各嘎查农牧民：", "ᠭᠠᠴᠠᠭ᠎ᠠ᠎ᠶᠢᠨ ᠢᠷᠭᠡᠳ ᠮᠠᠯᠴᠢᠳ᠄")
TOLD = (
    "现将本苏木2026年度第一批草原补助奖励资金的发放情况予以公示，接受社会监督。",
    "2026 ᠣᠨ᠎ᠤ ᠲᠤᠰᠠᠯᠠᠮᠵᠢ ᠠᠪᠬᠤ {n} ᠡᠷᠦᠬᠡ᠎ᠶᠢᠨ ᠨᠡᠷ᠎ᠡ᠂ ᠮᠥᠩᠭᠦ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠪᠠ᠃",
)
HEADINGS = (("序号", "ᠳᠤᠭᠠᠷ"), ("姓名", "ᠨᠡᠷ᠎ᠡ"), ("面积（亩）", "ᠲᠠᠯᠠᠪᠠᠢ (ᠮᠤ)"), ("金额（元）", "ᠮᠥᠩᠭᠦ (ᠶᠤᠸᠠᠨ)"))
SHAPES = ((10, Align.CENTRE), (40, Align.CENTRE), (26, Align.END), (30, Align.END))
NAME = ("测试户{n}", "ᠲᠤᠷᠰᠢᠬᠤ ᠡᠷᠦᠬᠡ {n}")
ITEMS = ("草原补助奖励资金发放结果公示（第{n}批）", "ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠲᠤᠰᠠᠯᠠᠮᠵᠢ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ ᠮᠡᠳᠡᠭᠦᠯᠦᠯᠲᠡ ({n})")
HOUSEHOLDS = 34
"""So many take three pages of A3 in both scripts."""
TOTAL = ("合计", "ᠨᠡᠢᠲᠡ")
SUPERVISOR = ("测试旗农牧局", "ᠲᠤᠷᠰᠢᠬᠤ ᠬᠣᠰᠢᠭᠤᠨ᠎ᠤ ᠲᠠᠷᠢᠶᠠᠯᠠᠩ ᠮᠠᠯᠵᠢᠯ᠎ᠤᠨ ᠲᠣᠪᠴᠢᠶ᠎ᠠ")
ADDRESS = ("演示苏木便民服务大厅", "ᠦᠵᠡᠭᠦᠯᠬᠦ ᠰᠤᠮᠤ")
SIGNATURE = ("嘎查村务监督委员会（签名）：", "ᠬᠢᠨᠠᠨ ᠳᠠᠷᠤᠭᠤᠯᠬᠤ ᠵᠥᠪᠯᠡᠯ (ᠭᠠᠷ᠎ᠤᠨ ᠦᠰᠦᠭ)᠄")
SEVEN_DAYS = ("7个工作日", "7 ᠠᠵᠢᠯ᠎ᠤᠨ ᠡᠳᠦᠷ")
LONG = (
    "为进一步规范基层政务公开工作，保障农牧民的知情权、参与权、表达权和监督权，根据《中华人民共和国政府信息公开条例》"
    "（国务院令第711号），现就嘎查村公开工作的有关事项通知如下。"
)


def _said(words: tuple[str, str]) -> str:
    """The words in the language spoken."""
    return words[language() == "mn_Mong"]


def notice_sheet() -> NoticeSheet:
    """A notice with a roll of twelve households, in the language spoken."""
    columns = [
        Column(_said(words), length, align, whole=length < 20)
        for words, (length, align) in zip(HEADINGS, SHAPES, strict=True)
    ]
    return NoticeSheet(
        office=_said(OFFICE),
        title=_said(SUBSIDY),
        sheet_number="GS-2026-0007",
        printed_at=MOMENT,
        issued_on=DAY,
        addressed=_said(ADDRESSED),
        paragraphs=(_said(TOLD).format(n=len(_twelve())),),
        columns=tuple(columns),
        rows=tuple(map(_household, _twelve())),
        phone="0000-0000000",
    )


def _twelve() -> range:
    return range(1, 13)


def _household(n: int) -> tuple[str, ...]:
    return str(n), _said(NAME).format(n=n), f"{800 + 133.5 * n:,.1f}", f"{2000 + 333.75 * n:,.2f}"


def roll_sheet() -> NoticeSheet:
    """A notice whose roll goes on over pages, with all that a notice may have, in the language spoken."""
    rows = tuple(map(_household, range(1, HOUSEHOLDS + 1)))
    area, money = (sum(Decimal(cells[n].replace(",", "")) for cells in rows) for n in (2, 3))
    return replace(
        notice_sheet(),
        paragraphs=(_said(TOLD).format(n=HOUSEHOLDS),),
        rows=rows,
        summed=(2, 3),
        totals=(_said(TOTAL), "", f"{area:,}", f"{money:,}"),
        period=Period(DAY, date(2026, 11, 30), _said(SEVEN_DAYS)),
        supervisor=_said(SUPERVISOR),
        address=_said(ADDRESS),
        signature=_said(SIGNATURE),
        code="K7P-3QX4",
    )


def unposted_sheet() -> NoticeSheet:
    """A notice without a roll, printed before anybody knows when it is posted, in the language spoken."""
    period = Period(length=_said(SEVEN_DAYS))
    return replace(roll_sheet(), columns=(), rows=(), summed=(), totals=(), period=period)


def register_sheet() -> RegisterSheet:
    """A page of the register, in the language spoken."""
    rows = [
        RegisterRow(
            title=_said(ITEMS).format(n=n),
            document_number=f"测政办发〔2026〕{n}号",
            formed_on=date(2026, 11, 3),
            due_on=date(2026, 12, 1),
            provisional=n == 3,
            published_on=DAY,
            channels=(_("政府网站"), _("公示栏")),
            status=_("已公开"),
        )
        for n in _twelve()
    ]
    return RegisterSheet(
        office=_said(OFFICE),
        title=_("主动公开台账"),
        sheet_number="TZ-2026-0001",
        printed_at=MOMENT,
        rows=tuple(rows),
        totals=(_("共 {n} 条").format(n=len(rows)),),
    )


def slip_sheet() -> ReviewSlipSheet:
    """The slip of the five gates, one gate answered, in the language spoken."""
    return ReviewSlipSheet(
        office=_said(OFFICE),
        title=_("政府信息公开五关审核单"),
        sheet_number="SH-2026-0003",
        printed_at=MOMENT,
        item_title=_said(SUBSIDY),
        document_number="测政办发〔2026〕5号",
        formed_on=date(2026, 11, 3),
        due_on=date(2026, 12, 1),
        gates=(GateRow(gate=Gate.LEGAL, passed=True, reviewer="审核甲", reviewed_on=DAY),),
    )


def document_sheet() -> DocumentSheet:
    """An official document of two pages, in Chinese."""
    text = (Level.TEXT, LONG)
    return DocumentSheet(
        office=OFFICE[0],
        mark=OFFICE[0] + "文件",
        title="测试旗演示苏木人民政府关于做好嘎查村公开工作的通知",
        sheet_number="GW-2026-0005",
        printed_at=MOMENT,
        document_number="测演政发〔2026〕5号",
        addressee="各嘎查村民委员会",
        paragraphs=(text, (Level.FIRST, "一、公开的内容"), (Level.SECOND, "（一）财务收支情况"), text, text),
        annexes=("嘎查村公开目录",),
        issued_on=DAY,
        copies="测试旗人民政府办公室",
        printed_by="测试旗演示苏木党政综合办公室",
    )


def _notice(
    layout: Layout, size: Size, landscape: bool, make: Callable[[], NoticeSheet] = notice_sheet
) -> Callable[[Typefaces], bytes]:
    return lambda faces: printed(make, notice.fill, Setup(layout, size, landscape), faces)


SPECIMENS: Mapping[str, Callable[[Typefaces], bytes]] = {
    "notice_a3_zh_prominent": _notice(Layout.ZH_PROMINENT_2026, Size.A3, True),
    "notice_a3_mn_first": _notice(Layout.MN_FIRST_1996, Size.A3, True),
    "notice_a4_zh": _notice(Layout.ZH_ONLY, Size.A4, False),
    "notice_a4_mn": _notice(Layout.MN_ONLY, Size.A4, True),
    "notice_a3_roll": _notice(Layout.ZH_PROMINENT_2026, Size.A3, True, roll_sheet),
    "notice_a4_unposted": _notice(Layout.ZH_PROMINENT_2026, Size.A4, False, unposted_sheet),
    "register_a4_zh": lambda faces: printed(register_sheet, register.fill, Setup(landscape=True), faces),
    "register_a4_mn": lambda faces: printed(register_sheet, register.fill, Setup(Layout.MN_ONLY), faces),
    "review_slip_a4_mn": lambda faces: printed(
        slip_sheet, review_slip.fill, Setup(Layout.MN_ONLY, landscape=True), faces
    ),
    "document_a4_zh": lambda faces: draw_document(document_sheet(), faces),
}


def write(folder: Path = FOLDER) -> None:
    """Write every specimen into the folder, as PDF and the first page as a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    faces = typefaces()
    for name, draw in SPECIMENS.items():
        pdf = draw(faces)
        (folder / f"{name}.pdf").write_bytes(pdf)
        _picture(pdf).save(folder / f"{name}.png", optimize=True)


def _picture(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        scale = PIXELS / max(page.get_size())
        picture: Image.Image = page.render(scale=scale).to_pil()
    return picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    write(*map(Path, sys.argv[1:2]))
