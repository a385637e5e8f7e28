"""The notice for the wall, in lines, in columns and in both."""

import re
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

import pypdfium2
import pytest
from PIL import ImageOps

from app import i18n
from app.i18n import _, language, speaking
from app.rules.bilingual import Layout
from app.sheets.book import printed
from app.sheets.notice import NoticeSheet, Period, day_words, draw, fill, span_words
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
        period=Period(date(2026, 11, 20), date(2026, 11, 27)),
        phone="0000-0000000",
        **masthead,
    )


@pytest.fixture
def source_words(monkeypatch, tmp_path):
    """Speak without translations, so that the words looked for are the same in every layout."""
    monkeypatch.setattr(i18n, "FOLDER", tmp_path)


@pytest.fixture
def whole(notice):
    """A notice with all that a notice may have."""
    return replace(
        notice,
        summed=(2,),
        totals=("合计", "", "24,084.00"),
        period=Period(date(2026, 11, 20), date(2026, 11, 27), "7日"),
        supervisor="测试旗农牧局",
        address="演示苏木为民服务大厅",
        signature="嘎查村务监督委员会（签名）：",
        code="K7P-3QX4",
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


@pytest.mark.parametrize("setup", SETUPS, ids=lambda s: f"{s.layout}-{s.size}-{'across' if s.landscape else 'upright'}")
@pytest.mark.parametrize("count", [12, 100])
def test_nor_with_all_that_a_notice_may_have(count, setup, whole, typefaces, margins):
    sheet = replace(whole, rows=rows(count), period=Period(length="7个工作日"))
    assert min(margins(printed(lambda: sheet, fill, setup, typefaces))) >= 15


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


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        (
            Period(date(2026, 12, 28), date(2027, 1, 8), "10个工作日"),
            "公示期：2026年12月28日至2027年1月8日（10个工作日）。如有异议，请在公示期内向本单位提出。",
        ),
        (Period(date(2026, 11, 20)), "公示期：长期，开始日期：2026年11月20日。如有异议，请向本单位提出。"),
        (Period(length="7个工作日"), "公示期：自张贴之日起7个工作日。如有异议，请在公示期内向本单位提出。"),
        (Period(), "公示期：自张贴之日起长期公示。如有异议，请向本单位提出。"),
    ],
)
def test_the_period_is_told_as_far_as_it_is_known(period, sentence, notice, typefaces, texts):
    page = texts(draw(replace(notice, period=period), typefaces, setup=Setup()))[0].replace("\n", "")
    assert sentence in page
    assert ("张贴日期：________年____月____日" in page) == (period.first is None)


def test_supervisor_telephone_and_address_stand_whole_on_as_few_lines_as_hold_them(whole, typefaces, texts):
    lines = texts(draw(whole, typefaces, setup=Setup()))[0].split("\n")
    told = [line.strip("\u3000 ") for line in lines if "监督单位" in line or "受理地址" in line]
    assert "".join(told[:2]).replace("\u3000", "") == (
        "监督单位：测试旗农牧局。监督举报电话：0000-0000000。受理地址：演示苏木为民服务大厅。"
    )
    assert told[0].endswith("0000-0000000。")
    assert "联系电话" not in "".join(lines)


def test_a_pen_finds_room_for_its_name_over_the_issuer(whole, typefaces):
    with pypdfium2.PdfDocument(draw(whole, typefaces, setup=Setup())) as document:
        page = document[0]
        text = page.get_textpage()
        words = text.get_text_range()
        at = words.index("（签名）：") + len("（签名）：") - 1
        _left, bottom, right, _top = text.get_charbox(at, loose=True)
        issuer = text.get_charbox(words.rindex("测试旗演示"), loose=True)
        picture = page.render(scale=1, grayscale=True).to_pil()
    assert bottom > issuer[3]
    foot = picture.height - int(bottom)
    room = ImageOps.invert(picture.crop((int(right) + 10, foot - 30, int(right) + 130, foot)))
    left, rule, end, under = room.getbbox()
    assert (left, end) == (0, 120)
    assert rule >= 25
    assert under - rule <= 2


@pytest.mark.usefixtures("source_words")
@pytest.mark.parametrize("setup", SETUPS, ids=lambda s: f"{s.layout}-{s.size}-{'across' if s.landscape else 'upright'}")
def test_the_code_stands_once_in_every_part_on_every_page(setup, whole, typefaces, texts):
    sheet = replace(whole, rows=rows(60))
    pages = texts(printed(lambda: sheet, fill, setup, typefaces))
    for page in pages:
        found = re.findall(r"核对码 K7P[- ]3QX4", unicodedata.normalize("NFKC", page.replace("\n", "")))
        assert found
        assert len(found) <= (2 if setup.beside else 1)
    if setup.layout is Layout.ZH_ONLY:
        assert all("核对码 K7P-3QX4" in page for page in pages)


def test_the_letters_of_the_code_stand_upright_in_columns(whole, typefaces):
    with pypdfium2.PdfDocument(printed(lambda: whole, fill, Setup(Layout.MN_ONLY), typefaces)) as document:
        text = document[0].get_textpage()
        words = text.get_text_range()
        places = [text.get_charbox(words.index(letter)) for letter in "Ｋ７Ｐ"]
    assert [place[3] for place in places] == sorted((place[3] for place in places), reverse=True)
    assert max(place[0] for place in places) - min(place[0] for place in places) < 4
    assert all(top - bottom > right - left for left, bottom, right, top in places)


def amounts(page):
    """The amounts of the rows of a page, and what its sums say."""
    flat = re.sub(r"\s", " ", page)
    told = {word: re.findall(rf"{word} *([\d,.]+)", flat) for word in ("本页小计", "累计", "合计")}
    end = min([len(flat), *(flat.index(word) for word, found in told.items() if found)])
    listed = re.findall(r"[\d,]+\.\d\d", flat[:end])
    return [_exact(cell) for cell in listed], {word: _exact(found[0]) for word, found in told.items() if found}


def _exact(cell):
    return Decimal(cell.replace(",", ""))


@pytest.mark.usefixtures("source_words")
@pytest.mark.parametrize("setup", [Setup(), Setup(size=Size.A3), Setup(Layout.MN_ONLY, Size.A3, landscape=True)])
def test_the_pages_of_a_long_roll_end_in_sums_that_add_up(setup, whole, typefaces, texts):
    many = tuple((str(n), f"第{n}测试户", f"{n * n:,}.{n % 100:02}") for n in range(1, 161))
    total = sum((_exact(cells[2]) for cells in many), Decimal(0))
    sheet = replace(whole, rows=many, totals=("合计", "160户", f"{total:,}"), period=None)
    pages = [amounts(page) for page in texts(printed(lambda: sheet, fill, setup, typefaces))]
    assert len(pages) > 2
    own = [sum(listed) for listed, _told in pages]
    assert [cell for listed, _told in pages for cell in listed] == [_exact(cells[2]) for cells in many]
    assert [told["本页小计"] for _listed, told in pages] == own
    assert [told.get("累计") for _listed, told in pages] == [None, *list(accumulate(own))[1:-1], None]
    assert sum(own) == total


def test_a_roll_on_one_page_ends_in_its_totals_alone(whole, typefaces, texts):
    (page,) = texts(draw(whole, typefaces, setup=Setup()))
    assert "合计 24,084.00" in page
    assert "小计" not in page
    assert "累计" not in page


@pytest.mark.parametrize("count", range(20, 61, 3))
def test_however_long_the_roll_its_end_is_not_left_alone(count, whole, typefaces, texts):
    """The last row, the totals, who signs and who issues it stand on one page."""
    last = texts(draw(replace(whole, rows=rows(count)), typefaces, setup=Setup()))[-1]
    places = [last.rindex(words) for words in (f"测试户{count}", "合计", "（签名）", "测试旗演示苏木人民政府")]
    assert places == sorted(places)


def test_a_cell_longer_than_a_page_breaks_no_sum(whole, typefaces, texts, margins):
    many = (*rows(5), ("6", "测试户" * 900, "1.00"), *rows(5))
    pdf = draw(replace(whole, rows=many, totals=()), typefaces, setup=Setup())
    told = [amounts(page)[1] for page in texts(pdf)]
    assert len(told) > 2
    assert sum((page["本页小计"] for page in told if page), Decimal(0)) == sum(_exact(cells[2]) for cells in many)
    assert min(margins(pdf)) >= 15


def test_an_amount_that_is_no_number_is_refused(whole, typefaces):
    with pytest.raises(ValueError, match="约三百"):
        draw(replace(whole, rows=(("1", "测试户", "约三百"),)), typefaces)


def test_the_same_notice_gives_the_same_bytes(spoken, typefaces):
    setup = Setup(Layout.MN_FIRST_1996, Size.A3, landscape=True)
    assert printed(spoken, fill, setup, typefaces) == printed(spoken, fill, setup, typefaces)
