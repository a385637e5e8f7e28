"""The annual report on paper: its tables, charts and text, over pages and in both directions."""

import io
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from PIL import Image

from app.exchange.report_formats import formats
from app.rules.bilingual import Layout
from app.rules.report_charts import Chart, Series
from app.rules.report_document import Heading, Note, Prose
from app.rules.report_grids import placed
from app.sheets.picture import picture
from app.sheets.report import SETUP, ReportSheet, draw
from app.sheets.sheet import usual_setup

CHART = Chart(
    "办理结果", "单位：件", ("予以公开", "不予公开", "其他处理"), (Series("", (Decimal(12), Decimal(0), None)),)
)
YEARS = Chart(
    "历年情况",
    "单位：件",
    ("2025年", "2026年"),
    (Series("新收申请", (Decimal(5), Decimal(9))), Series("办结申请", (Decimal(4), Decimal(8)))),
)


def grid(key, value=Decimal(7)):
    table = next(table for form in formats().values() for table in form.tables if table.key == key)
    return placed(table, dict.fromkeys(table.keys, value))


@pytest.fixture
def sheet(masthead):
    return ReportSheet(title="2026年政府信息公开工作年度报告", blocks=(), **masthead)


def drawn(sheet, typefaces, *blocks, layout=Layout.ZH_ONLY, **changes):
    return draw(replace(sheet, blocks=blocks, **changes), typefaces, setup=usual_setup(layout, SETUP))


def flat(page):
    return page.replace("\n", "").replace(" ", "")


def test_sections_tables_and_remarks_stand_in_their_order(sheet, typefaces, texts):
    blocks = (Heading("一、总体情况"), Prose("第一段。\n\n第二段。"), Heading("四、复议"), grid("4"), Note("手工填报"))
    page = flat("".join(texts(drawn(sheet, typefaces, *blocks, remarks=("草稿",)))))
    order = ("年度报告", "草稿", "一、总体情况", "第一段。", "第二段。", "四、复议", "结果维持", "手工填报")
    places = [page.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize("layout", [Layout.ZH_ONLY, Layout.MN_ONLY, Layout.ZH_PROMINENT_2026])
def test_table_three_stands_on_one_page_with_its_heading(sheet, typefaces, texts, layout):
    blocks = (Prose("文字。\n" * 30), Heading("三、申请情况"), grid("3"))
    pages = [flat(page) for page in texts(drawn(sheet, typefaces, *blocks, layout=layout))]
    for page in pages:
        assert page.count("四、结转下年度继续办理") == page.count("三、申请情况") == page.count("总计") / 2


def test_every_figure_of_table_three_is_printed_whole(sheet, typefaces, texts):
    (page,) = texts(drawn(sheet, typefaces, grid("3", Decimal(104223))))
    assert page.count("104223") == 25 * 7


def test_a_long_table_repeats_its_heading_on_each_page(sheet, typefaces, texts):
    pages = texts(drawn(sheet, typefaces, Prose("文字。\n" * 20), grid("2018")))
    assert len(pages) > 1
    assert all("统计指标" in page for page in pages)
    assert "".join(pages).count("接受培训人员数") == 1


@pytest.mark.parametrize("layout", [Layout.ZH_ONLY, Layout.MN_ONLY])
@pytest.mark.parametrize("key", ["2", "3", "4", "2018"])
def test_no_table_leaves_the_paper(sheet, typefaces, margins, layout, key):
    assert min(margins(drawn(sheet, typefaces, grid(key), layout=layout))) >= 15


def test_a_chart_says_every_value_in_figures(sheet, typefaces, texts):
    (page,) = texts(drawn(sheet, typefaces, CHART, YEARS))
    for words in ("办理结果", "单位：件", "予以公开", "12", "—", "2025年", "新收申请", "9", "8"):
        assert words in page
    assert page.index("2025年") < page.index("2026年", page.index("2025年"))


def test_a_chart_is_never_parted(sheet, typefaces, texts):
    pages = texts(drawn(sheet, typefaces, Prose("文字。\n" * 42), Heading("三、图"), CHART))
    assert len(pages) == 2
    assert "三、图" not in pages[0]
    assert all(words in pages[1] for words in ("三、图", "办理结果", "其他处理"))


def test_the_longest_bar_is_as_long_as_the_chart_and_zero_has_none(typefaces):
    image = Image.open(io.BytesIO(picture(CHART, typefaces))).convert("L")
    grey = [
        sum(image.getpixel((x, y)) in range(120, 160) for x in range(image.width)) for y in range(image.height)
    ]  # fmt: skip
    bars = [length for length in grey if length > image.width / 10]
    assert max(bars) > image.width * 0.7
    assert len(bars) < image.height / 4  # one bar of three


def test_a_picture_is_as_wide_as_the_text_and_says_nothing_of_itself(typefaces):
    image = Image.open(io.BytesIO(picture(YEARS, typefaces)))
    assert image.format == "PNG"
    assert image.width == pytest.approx(160 / 25.4 * 220, abs=2)
    assert image.info == {}


def test_the_same_report_gives_the_same_bytes(sheet, typefaces):
    blocks = (Heading("三、申请情况"), grid("3"), CHART, YEARS)
    assert drawn(sheet, typefaces, *blocks) == drawn(sheet, typefaces, *blocks)


def test_a_report_without_anything_is_still_a_page(sheet, typefaces):
    with pypdfium2.PdfDocument(drawn(sheet, typefaces)) as document:
        assert len(document) == 1


def test_a_reader_of_columns_sees_the_chart_too(sheet, typefaces, texts):
    (page,) = texts(drawn(sheet, typefaces, CHART, layout=Layout.MN_ONLY))
    assert all(words in flat(page) for words in ("予以公开", "12"))
