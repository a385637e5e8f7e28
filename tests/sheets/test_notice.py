"""The notice for the wall, in lines, in columns and in both."""

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.i18n import _, language, speaking
from app.rules.bilingual import Layout
from app.sheets.book import printed
from app.sheets.notice import NoticeSheet, day_words, draw, fill, span_words
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Size
from app.sheets.table import Column

MONGOLIAN_TITLE = "ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠲᠤᠰᠠᠯᠠᠮᠵᠢ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ"
COLUMNS = (
    Column("序号", 10, Align.CENTRE, whole=True),
    Column("姓名", 36, Align.CENTRE),
    Column("金额（元）", 28, Align.END),
)
COLUMNS_MN = (
    Column("ᠳᠤᠭᠠᠷ", 10, Align.CENTRE, whole=True),
    Column("ᠨᠡᠷ᠎ᠡ", 36, Align.CENTRE),
    Column("ᠮᠥᠩᠭᠦ (ᠶᠤᠸᠠᠨ)", 28, Align.END),
)
SETUPS = [
    Setup(layout, size, landscape)
    for layout in Layout
    for size, landscape in ((Size.A4, False), (Size.A4, True), (Size.A3, False), (Size.A3, True))
]


def rows(count):
    return tuple((str(n), f"测试户{n}", f"{2000 + n:,}.50") for n in range(1, count + 1))


@pytest.fixture
def notice(masthead):
    return NoticeSheet(
        title="草原补助奖励资金发放公示",
        issued_on=date(2026, 11, 20),
        addressed="各嘎查农牧民：",
        paragraphs=("根据草原补助奖励政策，现将本苏木2026年度第一批补助奖励资金的发放情况予以公示，接受社会监督。",),
        columns=COLUMNS,
        rows=rows(12),
        period=(date(2026, 11, 20), date(2026, 11, 27)),
        phone="0000-0000000",
        **masthead,
    )


@pytest.fixture
def spoken(notice):
    """The notice in the language that is spoken."""
    mongolian = replace(
        notice,
        title=MONGOLIAN_TITLE,
        office="ᠰᠤᠮᠤ᠎ᠶᠢᠨ ᠠᠷᠠᠳ᠎ᠤᠨ ᠵᠠᠰᠠᠭ᠎ᠤᠨ ᠣᠷᠳᠣᠨ",
        addressed="ᠭᠠᠴᠠᠭ᠎ᠠ᠎ᠶᠢᠨ ᠢᠷᠭᠡᠳ ᠮᠠᠯᠴᠢᠳ᠄",
        paragraphs=("2026 ᠣᠨ᠎ᠤ ᠲᠤᠰᠠᠯᠠᠮᠵᠢ ᠠᠪᠬᠤ ᠡᠷᠦᠬᠡ᠎ᠶᠢᠨ ᠨᠡᠷ᠎ᠡ᠂ ᠮᠥᠩᠭᠦ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠪᠠ᠃",),
        columns=COLUMNS_MN,
    )
    return lambda: mongolian if language() == "mn_Mong" else notice


def test_a_notice_says_what_whom_when_and_where_to_object(notice, typefaces, texts):
    page = texts(draw(notice, typefaces, setup=Setup(size=Size.A3)))[0].replace("\n", "")
    for words in (
        "草原补助奖励资金发放公示",
        "各嘎查农牧民：",
        "公示期：2026年11月20日至2026年11月27日",
        "联系电话：0000-0000000",
        "测试户12",
        "2,012.50",
    ):
        assert words in page
    assert page.index("测试户12") < page.rindex("测试旗演示苏木人民政府") < page.rindex("2026年11月20日")


@pytest.mark.parametrize("setup", SETUPS, ids=lambda s: f"{s.layout}-{s.size}-{'across' if s.landscape else 'upright'}")
def test_nothing_stands_in_the_margins_in_any_layout(setup, spoken, typefaces, margins):
    assert min(margins(printed(spoken, fill, setup, typefaces))) >= 15


def test_title_and_text_are_read_from_two_metres_on_a3(notice, typefaces):
    with pypdfium2.PdfDocument(draw(notice, typefaces, setup=Setup(size=Size.A3))) as document:
        text = document[0].get_textpage()
        words = text.get_text_range()
        height = {char: text.get_charbox(words.index(char), loose=True) for char in "草各"}
    assert height["草"][2] - height["草"][0] >= 36
    assert height["各"][2] - height["各"][0] >= 18


def test_a_roll_of_twelve_stands_on_one_page_of_each_paper(notice, typefaces, texts):
    for setup in (Setup(), Setup(size=Size.A3), Setup(size=Size.A3, landscape=True)):
        assert len(texts(draw(notice, typefaces, setup=setup))) == 1


def test_both_scripts_share_one_page_of_a3(spoken, typefaces, texts):
    for layout in (Layout.ZH_PROMINENT_2026, Layout.MN_FIRST_1996):
        setup = Setup(layout, Size.A3, landscape=True)
        (page,) = texts(printed(lambda: replace(spoken(), period=None), fill, setup, typefaces))
        assert "草原补助奖励资金发放公示" in page.replace("\n", "")
        assert MONGOLIAN_TITLE.split(" ")[0] in page


@pytest.mark.parametrize("layout", [Layout.ZH_ONLY, Layout.MN_ONLY])
def test_a_long_roll_takes_as_many_pages_as_it_needs_and_loses_nobody(layout, spoken, typefaces, texts):
    def long():
        return replace(spoken(), rows=rows(200))

    pages = texts(printed(long, fill, Setup(layout, Size.A3, landscape=True), typefaces))
    assert len(pages) > 1
    assert re.findall(r"2,(\d\d\d)\.50", "".join(pages)) == [f"{n:03}" for n in range(1, 201)]


@pytest.mark.parametrize("layout", [Layout.ZH_ONLY, Layout.MN_ONLY])
def test_long_paragraphs_go_on_on_the_next_page(layout, spoken, typefaces, texts):
    def long():
        own = spoken()
        return replace(own, rows=(), columns=(), paragraphs=tuple(f"{n}: {own.paragraphs[0]}" for n in range(100, 160)))

    pages = texts(printed(long, fill, Setup(layout), typefaces))
    assert len(pages) > 1
    found = re.findall(r"(1[0-5]\d): ", "\n".join(pages).replace("\r", ""))
    assert found == [str(n) for n in range(100, 160)]


def test_equal_letters_in_both_scripts_where_the_old_measures_ask_for_them(spoken, typefaces):
    drawn = {}

    def note(sheet, pages, tell=None):
        fill(sheet, pages, tell)
        drawn[language()] = pages.sizes

    printed(spoken, note, Setup(Layout.MN_FIRST_1996, Size.A3, landscape=True), typefaces)
    assert drawn["zh"] == drawn["mn_Mong"]
    printed(spoken, note, Setup(Layout.ZH_PROMINENT_2026, Size.A3, landscape=True), typefaces)
    assert all(zh >= mn for zh, mn in zip(drawn["zh"], drawn["mn_Mong"], strict=True))


def test_the_office_says_on_which_side_chinese_stands(spoken, typefaces):
    def title_at(zh_left):
        setup = Setup(Layout.ZH_PROMINENT_2026, Size.A3, landscape=True, zh_left=zh_left)
        with pypdfium2.PdfDocument(printed(spoken, fill, setup, typefaces)) as document:
            page = document[0]
            text = page.get_textpage()
            return text.get_charbox(text.get_text_range().index("草"))[0] / page.get_width()

    assert title_at(True) < 0.5 < title_at(False)


def test_the_lines_of_a_paragraph_end_in_one_edge(notice, typefaces):
    long = replace(notice, paragraphs=("公开，（测试）。2026年" * 30,), columns=(), rows=(), period=None, phone="")
    with pypdfium2.PdfDocument(draw(long, typefaces, setup=Setup())) as document:
        text = document[0].get_textpage()
        ends = {}
        for n, char in enumerate(text.get_text_range()):
            if char.strip():
                _left, bottom, right, _top = text.get_charbox(n, loose=True)
                ends[round(bottom)] = max(right, ends.get(round(bottom), 0.0))
    full = [ends[line] for line in sorted(ends, reverse=True)][
        2:-4
    ]  # without title, addressees, last line, closing, foot
    assert len(full) > 5
    assert max(full) - min(full) < 1


def test_draft_stands_on_each_page_of_unread_mongolian_and_can_be_left_off(spoken, typefaces, texts):
    def long():
        return replace(spoken(), rows=rows(120))

    marked = texts(printed(long, fill, Setup(Layout.MN_ONLY), typefaces))
    with speaking("mn_Mong"):
        word, reason = _("草稿"), _("草稿：蒙古文尚未经母语人员审读。")
    assert all(word in page for page in marked)
    assert sum(reason.split(" ")[-1] in page.replace("\n", " ") for page in marked) >= 1
    plain = texts(printed(long, fill, Setup(Layout.MN_ONLY, mark_drafts=False), typefaces))
    assert not any(word in page for page in plain)


def test_days_are_written_out_in_running_text():
    first, last = date(2026, 11, 20), date(2026, 11, 27)
    assert (day_words(first), span_words(first, last)) == ("2026年11月20日", "2026年11月20日至2026年11月27日")
    with speaking("mn_Mong"):
        assert day_words(first).startswith("2026 ᠣᠨ")
        assert span_words(first, last).count("2026 ᠣᠨ") == 2


def test_a_notice_without_period_and_telephone_asks_nothing(notice, typefaces, texts):
    page = texts(draw(replace(notice, period=None, phone=""), typefaces, setup=Setup()))[0]
    assert "公示期" not in page
    assert "联系电话" not in page
    page = texts(draw(replace(notice, period=None), typefaces, setup=Setup()))[0]
    assert "联系电话：0000-0000000。" in page


def test_the_same_notice_gives_the_same_bytes(spoken, typefaces):
    setup = Setup(Layout.MN_FIRST_1996, Size.A3, landscape=True)
    assert printed(spoken, fill, setup, typefaces) == printed(spoken, fill, setup, typefaces)
