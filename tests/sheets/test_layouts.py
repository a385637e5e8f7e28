"""Every sheet in every layout: nothing in the margins, no word parted, the same sheet read the other way."""

import re
from datetime import date

import pytest

from app.i18n import _, language, speaking
from app.rules.bilingual import Layout
from app.rules.calendar import Calendar, CalendarYear, Unit, count
from app.rules.catalog import Mode
from app.rules.disclosures import STATUS_NAMES, Status
from app.sheets import due_list, due_reason, item_list, listing, register, review_slip
from app.sheets.book import printed
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Size, usual_setup
from app.sheets.table import Band

CALENDAR = Calendar({2026: CalendarYear(2026, {date(2026, 10, 1): "国庆节"}, {})})
TITLE = "ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠲᠤᠰᠠᠯᠠᠮᠵᠢ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ ᠮᠡᠳᠡᠭᠦᠯᠦᠯᠲᠡ"


def spoken(chinese, mongolian):
    return mongolian if language() == "mn_Mong" else chinese


def register_row(n):
    return register.RegisterRow(
        title=spoken("草原补助奖励资金发放结果公示", TITLE),
        item="涉农补贴",
        document_number=f"测政办发〔2026〕{n}号",
        formed_on=date(2026, 11, 3),
        due_on=date(2026, 12, 1),
        provisional=n == 2,
        published_on=date(2026, 11, 20),
        channels=("政府网站", "公示栏"),
        status=_(STATUS_NAMES[list(Status)[n % len(Status)]]),
    )


def make_register(head):
    rows = tuple(map(register_row, range(1, 31)))
    return register.RegisterSheet(title=_("主动公开台账"), rows=rows, totals=(_("共 {n} 条").format(n=30),), **head)


def make_due_list(head):
    row = due_list.DueRow(
        title=spoken("发放结果公示", TITLE),
        started_on=date(2026, 11, 3),
        due_on=date(2026, 12, 1),
        provisional=True,
        left=_("剩 {n} 个工作日").format(n=12),
        reason="自形成之日起20个工作日内。",
    )
    return due_list.DueListSheet(title=_("到期提醒单"), as_of=date(2026, 11, 20), rows=(row,) * 30, **head)


def make_reason(head):
    days = count(date(2026, 9, 24), 20, Unit.WORKDAY, CALENDAR)
    return due_reason.DueReasonSheet(
        title=_("到期日说明"), item_title=spoken("发放结果公示", TITLE), count=days, sentence="二十个工作日。", **head
    )


def make_slip(head):
    return review_slip.ReviewSlipSheet(
        title=_("政府信息公开五关审核单"), item_title=spoken("发放结果公示", TITLE), **head
    )


def make_items(head):
    row = item_list.ItemRow(
        level1="村民自治",
        content="村规民约",
        basis="《中华人民共和国村民委员会组织法》",
        channels=("公示栏", "会议"),
        audience_all=True,
        mode=Mode.PROACTIVE,
        levels=frozenset({"village"}),
    )
    return item_list.ItemListSheet(title=_("政务公开事项标准目录"), rows=(row,) * 30, **head)


def make_list(head):
    columns = (
        listing.ListColumn(_("序号"), 10, Align.CENTRE, whole=True),
        listing.ListColumn(_("信息名称"), 60),
        listing.ListColumn(_("公开日期"), 25, Align.CENTRE, whole=True),
        listing.ListColumn(_("状态"), 20, Align.CENTRE, whole=True),
    )
    state = _(STATUS_NAMES[Status.PUBLISHED])
    rows = [(str(n), spoken("草原补助奖励资金发放结果公示", TITLE), "2026-11-20", state) for n in range(1, 31)]
    title = _("政务公开事项标准目录")
    return listing.ListSheet(title=title, columns=columns, rows=(Band(spoken("财务", TITLE)), *rows), **head)


SHEETS = {
    "register": (make_register, register.fill, register.SETUP),
    "due list": (make_due_list, due_list.fill, due_list.SETUP),
    "reason": (make_reason, due_reason.fill, due_reason.SETUP),
    "slip": (make_slip, review_slip.fill, review_slip.SETUP),
    "list": (make_list, listing.fill, listing.SETUP),
    "tall list": (make_list, listing.fill, listing.TALL),
    "items": (make_items, item_list.fill_list, item_list.SETUP),
    "catalog": (make_items, item_list.fill_catalog, item_list.SETUP),
}
SETUPS = [
    *(Setup(layout, Size.A4, landscape) for layout in Layout for landscape in (False, True)),
    *(Setup(layout, Size.A3, landscape=True) for layout in Layout),
]


@pytest.fixture
def pdf_of(masthead, typefaces):
    def drawn(name, setup):
        make, fill, _setup = SHEETS[name]
        return printed(lambda: make(masthead), fill, setup, typefaces)

    return drawn


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("setup", SETUPS, ids=lambda s: f"{s.layout}-{s.size}-{'across' if s.landscape else 'upright'}")
def test_no_sheet_comes_near_the_edge_in_any_layout(name, setup, pdf_of, margins):
    assert min(margins(pdf_of(name, setup), scale=1.5)) >= 15


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("layout", Layout)
def test_no_word_is_parted_on_the_usual_paper(name, layout, masthead, typefaces):
    """The words of each cell and heading are looked for in the lines that were drawn, where they must be whole."""
    make, fill, setup = SHEETS[name]
    words, lines = {}, {}

    def noted(sheet, pages, tell=None):
        draw, whole = pages.pen.block, pages.pen.lines
        lines[language()], words[language()] = set(), set()

        def block(along, across, room, texts, *others, **named):
            lines[language()].update(texts)
            draw(along, across, room, texts, *others, **named)

        def broken(text, *others, **named):
            words[language()].update(re.findall(r"[\u1820-\u18aa\u180b-\u180e\u202f]+|\d{4}-\d\d-\d\d", text))
            return whole(text, *others, **named)

        pages.pen.block, pages.pen.lines = block, broken
        fill(sheet, pages, tell)

    printed(lambda: make(masthead), noted, usual_setup(layout, setup), typefaces)
    for spoken_language, drawn in lines.items():
        text = "\n".join(drawn)
        assert words[spoken_language] or spoken_language == "zh"
        assert [word for word in words[spoken_language] if word not in text] == []


@pytest.mark.parametrize("status", Status)
def test_a_status_stands_on_one_line_in_chinese(status, masthead, typefaces, texts):
    rows = (register.RegisterRow(title="公示", status=_(STATUS_NAMES[status])),)
    sheet = register.RegisterSheet(title="主动公开台账", rows=rows, **masthead)
    for setup in (register.SETUP, Setup(), Setup(Layout.ZH_PROMINENT_2026, Size.A3, landscape=True)):
        pages = texts(printed(lambda: sheet, register.fill, setup, typefaces))
        assert _(STATUS_NAMES[status]) in pages[0]


@pytest.mark.parametrize("name", SHEETS)
def test_letters_of_mongolian_are_never_larger_than_chinese_ones_and_equal_by_the_old_measures(
    name, masthead, typefaces
):
    make, fill, setup = SHEETS[name]
    for layout in (Layout.ZH_PROMINENT_2026, Layout.MN_FIRST_1996):
        drawn = {}

        def noted(sheet, pages, tell=None, drawn=drawn):
            fill(sheet, pages, tell)
            drawn[language()] = pages.sizes

        printed(lambda: make(masthead), noted, usual_setup(layout, setup), typefaces)
        assert drawn["zh"]
        assert all(zh >= mn for zh, mn in zip(drawn["zh"], drawn["mn_Mong"], strict=True))
        if layout is Layout.MN_FIRST_1996:
            assert drawn["zh"] == drawn["mn_Mong"]


def test_the_parts_of_a_small_paper_follow_each_other(pdf_of, texts):
    pages = texts(pdf_of("slip", Setup(Layout.MN_FIRST_1996)))
    with speaking("mn_Mong"):
        title = _("政府信息公开五关审核单")
    assert title.split(" ")[0] in pages[0]
    assert pages[-1].startswith("政府信息公开五关审核单")


def test_a_wide_table_lies_in_lines_and_stands_in_columns():
    assert usual_setup(Layout.ZH_ONLY, register.SETUP) == Setup(Layout.ZH_ONLY, Size.A4, landscape=True)
    assert usual_setup(Layout.MN_ONLY, register.SETUP) == Setup(Layout.MN_ONLY, Size.A4, landscape=False)
    assert usual_setup(Layout.MN_ONLY, review_slip.SETUP) == Setup(Layout.MN_ONLY, Size.A4, landscape=True)
    assert usual_setup(Layout.MN_FIRST_1996, register.SETUP).beside


def test_a_long_title_takes_two_lines_before_it_is_made_small(masthead, typefaces):
    from app.sheets.titles import balanced, fitted_title

    heights = {}

    def noted(sheet, pages, tell=None):
        pages.begin()
        for words in ("短题", "关于" + "草原生态保护" * 7 + "的公示", "关于" + "草原生态保护" * 30 + "的公示"):
            heights[words] = fitted_title(pages.pen, words, pages.length, 16, 12)
            assert "".join(heights[words][1]) == words
        even = balanced(pages.pen, "一二三四五六七八九十" * 4, pages.length, 16)
        assert max(map(len, even)) - min(map(len, even)) <= 1

    printed(lambda: make_slip(masthead), noted, Setup(), typefaces)
    (short, short_lines), (two, two_lines), (small, _many) = heights.values()
    assert (short, len(short_lines)) == (16, 1)
    assert len(two_lines) == 2
    assert small == 12 <= two
