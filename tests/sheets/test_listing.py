"""A list whose words are all given."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from app.sheets.listing import TALL, ListColumn, ListSheet, draw
from app.sheets.pen import Align
from app.sheets.table import Band

COLUMNS = (
    ListColumn("序号", 10, Align.CENTRE, whole=True),
    ListColumn("公示内容", 60),
    ListColumn("周期", 20, whole=True),
    ListColumn("金额（元）", 25, Align.END),
)


def rows(count):
    return tuple((str(n), f"第{n}项公示", "每季度", f"{n:,}.50") for n in range(1, count + 1))


@pytest.fixture
def sheet(masthead):
    return ListSheet(
        title="嘎查公开事项清单",
        columns=COLUMNS,
        rows=rows(3),
        period="2026年",
        filter_text="演示嘎查",
        totals=("共 3 项", "每季度 3 项"),
        note="依据《村民委员会组织法》。",
        **masthead,
    )


def paper(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(round(side / 72 * 25.4) for side in document[0].get_size())


def test_a_list_reads_as_it_was_given(sheet, typefaces, texts):
    (page,) = texts(draw(sheet, typefaces))
    for words in (
        "嘎查公开事项清单",
        "2026年",
        "演示嘎查",
        "序号 公示内容 周期 金额（元）",
        "2 第2项公示 每季度 2.50",
        "依据《村民委员会组织法》。",
    ):
        assert words in page
    assert page.index("第3项公示") < page.index("共 3 项") < page.index("每季度 3 项") < page.index("依据")


def test_a_list_lies_across_or_stands_upright(sheet, typefaces):
    assert paper(draw(sheet, typefaces)) == (297, 210)
    assert paper(draw(sheet, typefaces, setup=TALL)) == (210, 297)


def test_a_long_list_repeats_its_heading_counts_its_pages_and_loses_nothing(sheet, typefaces, texts, margins):
    pdf = draw(replace(sheet, rows=rows(150)), typefaces)
    pages = texts(pdf)
    assert len(pages) > 2
    assert all("公示内容" in page and f"共 {len(pages)} 页" in page for page in pages)
    assert re.findall(r"第(\d+)项", "".join(pages)) == [str(n) for n in range(1, 151)]
    assert min(margins(pdf)) >= 15


def test_a_band_names_the_rows_after_it_and_is_not_lost_without_any(sheet, typefaces, texts):
    grouped = (Band("一季度"), *rows(2), Band("二季度"), Band("三季度"), rows(3)[2], Band("四季度"))
    (page,) = texts(draw(replace(sheet, rows=grouped), typefaces))
    places = [page.index(words) for words in ("一季度", "第2项", "二季度", "三季度", "第3项", "四季度", "共 3 项")]
    assert places == sorted(places)


def test_a_band_is_not_left_at_the_end_of_a_page(sheet, typefaces, texts):
    grouped = tuple(row for n in range(40) for row in (Band(f"第{n}组"), *rows(2)))
    for page in texts(draw(replace(sheet, rows=grouped, note=""), typefaces)):
        assert page.rindex("组") < page.rindex("项公示")


def test_a_list_without_rows_says_so(sheet, typefaces, texts):
    assert "没有符合条件的记录" in texts(draw(replace(sheet, rows=()), typefaces))[0]


def test_the_reader_of_a_long_list_is_told_how_far_it_is(sheet, typefaces):
    told = []
    draw(replace(sheet, rows=(Band("全年"), *rows(150))), typefaces, lambda done, count: told.append((done, count)))
    assert told == sorted(told)
    assert told[-1] == (150, 150)
    assert len(told) > 2


def test_the_same_list_gives_the_same_bytes(sheet, typefaces):
    assert draw(sheet, typefaces) == draw(sheet, typefaces)
