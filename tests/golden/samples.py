"""Sheets of invented content in each layout, drawn without the translations, whose words change on their own.

Without its catalog Mongolian falls back to Chinese headings: what is tested here is how both scripts are set.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from app.i18n import language
from app.rules.bilingual import Layout
from app.rules.disclosures import Gate
from app.sheets import listing, notice, register, review_slip
from app.sheets.book import printed
from app.sheets.listing import ListColumn, ListSheet
from app.sheets.notice import NoticeSheet, Period
from app.sheets.pen import Align
from app.sheets.register import RegisterRow, RegisterSheet
from app.sheets.review_slip import GateRow, ReviewSlipSheet
from app.sheets.sheet import Setup, Sheet, Size
from app.sheets.table import Band, Column
from app.sheets.typefaces import Typefaces

MASTHEAD = {"sheet_number": "Z-2026-0007", "printed_at": datetime(2026, 11, 20, 9, 30)}
OFFICE = {"zh": "测试旗演示苏木人民政府", "mn_Mong": "ᠲᠤᠷᠰᠢᠯᠲᠠ ᠰᠤᠮᠤ᠎ᠶᠢᠨ ᠠᠷᠠᠳ᠎ᠤᠨ ᠵᠠᠰᠠᠭ᠎ᠤᠨ ᠣᠷᠳᠣᠨ"}
TITLE = {"zh": "草原补奖资金发放公示", "mn_Mong": "ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠲᠤᠰᠠᠯᠠᠮᠵᠢ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ"}
TEXT = {
    "zh": "根据《草原补奖办法》（测政办发〔2026〕5号），现将2026年度 420 户、共 1,054.50 万元的发放情况予以公示。",
    "mn_Mong": (
        "(测政办发〔2026〕5号) 《ᠳᠦᠷᠢᠮ》᠎ᠦᠨ ᠶᠣᠰᠣᠭᠠᠷ 2026 ᠣᠨ᠎ᠤ 11 ᠳ᠋ᠦᠭᠡᠷ ᠰᠠᠷ᠎ᠠ᠎ᠶᠢᠨ "
        "420 ᠡᠷᠦᠬᠡ᠎ᠶᠢᠨ 1,054.50 ᠲᠦᠮᠡᠨ ᠶᠤᠸᠠᠨ᠎ᠢ ᠨᠡᠢᠲᠡ᠎ᠳᠦ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠨ᠎ᠠ᠃"
    ),
}
NAME = {"zh": "演示户（ᠡᠷᠦᠬᠡ）{number}", "mn_Mong": "ᠡᠷᠦᠬᠡ {number} (演示户)"}


def _register() -> RegisterSheet:
    spoken = language()
    rows = [
        RegisterRow(
            title=f"{TITLE[spoken]} ({number})",
            item="涉农补贴",
            document_number=f"测政办发〔2026〕{number}号",
            formed_on=date(2026, 11, 3),
            due_on=date(2026, 12, number),
            provisional=number == 2,
            channels=("政府网站", "公示栏"),
            status="已公开",
        )
        for number in range(1, 7)
    ]
    return RegisterSheet(
        office=OFFICE[spoken], title=TITLE[spoken], rows=rows, period="2026-11", totals=("6",), **MASTHEAD
    )


def _notice() -> NoticeSheet:
    spoken = language()
    columns = (Column("序号", 10, Align.CENTRE), Column("户主", 30), Column("金额（元）", 25, Align.END))
    rows = [(str(number), NAME[spoken].format(number=number), f"{number * 411:,}.50") for number in range(1, 5)]
    return NoticeSheet(
        office=OFFICE[spoken],
        title=TITLE[spoken],
        paragraphs=(TEXT[spoken],),
        columns=columns,
        rows=rows,
        issued_on=date(2026, 11, 20),
        phone="0000-0000000",
        **MASTHEAD,
    )


def _roll() -> NoticeSheet:
    """A roll of several pages, with all that a notice may have."""
    spoken = language()
    rows = [(str(number), NAME[spoken].format(number=number), f"{number * 411:,}.50") for number in range(1, 25)]
    return replace(
        _notice(),
        rows=rows,
        summed=(2,),
        totals=("合计", "24", f"{sum(range(1, 25)) * 411 + 12:,}.00"),
        period=Period(length="7个工作日"),
        supervisor=OFFICE[spoken],
        address="演示嘎查",
        signature="村务监督委员会（签名）：",
        code="K7P-3QX4",
    )


def _list() -> ListSheet:
    spoken = language()
    columns = (ListColumn("序号", 10, Align.CENTRE), ListColumn("内容", 60), ListColumn("周期", 20, whole=True))
    rows = [(str(number), TITLE[spoken], "每季度") for number in range(1, 5)]
    return ListSheet(
        office=OFFICE[spoken],
        title=TITLE[spoken],
        columns=columns,
        rows=(Band("财务"), *rows[:2], Band("补贴"), *rows[2:]),
        period="2026",
        filter_text="演示嘎查",
        totals=("共 4 项",),
        note=TEXT[spoken],
        **MASTHEAD,
    )


def _slip() -> ReviewSlipSheet:
    spoken = language()
    return ReviewSlipSheet(
        office=OFFICE[spoken],
        title="政府信息公开五关审核单",
        item_title=TITLE[spoken],
        document_number="测政办发〔2026〕5号",
        due_on=date(2026, 12, 1),
        summary=TEXT[spoken],
        gates=(GateRow(gate=Gate.LEGAL, passed=True, reviewer="审核甲", reviewed_on=date(2026, 11, 19)),),
        **MASTHEAD,
    )


_A3 = Setup(size=Size.A3, landscape=True)
_SHEETS: Mapping[str, tuple[Callable[[], Sheet], Callable[..., None], Setup]] = {
    "register-zh": (_register, register.fill, Setup(landscape=True)),
    "register-mn": (_register, register.fill, Setup(Layout.MN_ONLY)),
    "register-after": (_register, register.fill, Setup(Layout.MN_FIRST_1996, landscape=True)),
    "notice-zh-prominent": (_notice, notice.fill, replace(_A3, layout=Layout.ZH_PROMINENT_2026)),
    "notice-mn-first": (_notice, notice.fill, replace(_A3, layout=Layout.MN_FIRST_1996)),
    "notice-mn": (_notice, notice.fill, Setup(Layout.MN_ONLY)),
    "roll-zh-prominent": (_roll, notice.fill, replace(_A3, layout=Layout.ZH_PROMINENT_2026)),
    "roll-zh": (_roll, notice.fill, Setup()),
    "list-zh": (_list, listing.fill, listing.SETUP),
    "list-mn": (_list, listing.fill, replace(listing.TALL, layout=Layout.MN_ONLY)),
    "slip-zh": (_slip, review_slip.fill, Setup()),
    "slip-mn": (_slip, review_slip.fill, Setup(Layout.MN_ONLY, landscape=True)),
}
NAMES = tuple(_SHEETS)


def pdf(name: str, typefaces: Typefaces) -> bytes:
    """The sheet of this name."""
    make, fill, setup = _SHEETS[name]
    return printed(make, fill, setup, typefaces)
