"""Catalog items on paper."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from app.rules.catalog import Mode
from app.sheets.item_list import ItemListSheet, ItemRow, draw_catalog, draw_list
from app.sheets.sheet import Setup, Size


def item(number=1, **facts):
    filled = {
        "domain": "嘎查村务公开",
        "level1": "村民自治与制度",
        "level2": f"第{number}项制度",
        "content": "本村的村民自治章程、村规民约",
        "basis": "《中华人民共和国村民委员会组织法》",
        "time_limit": "一般事项至少每季度公布一次",
        "publisher": "嘎查村民委员会",
        "channels": ("公示栏", "会议"),
        "audience_all": True,
        "mode": Mode.PROACTIVE,
        "levels": frozenset({"village"}),
    }
    return ItemRow(**(filled | facts))


@pytest.fixture
def items(masthead):
    return ItemListSheet(
        title="嘎查村公开事项清单", rows=(item(),), version="2026年版", totals=("共 1 项",), **masthead
    )


TICKED = ("全社会", "特定群体", "主动", "依申请", "盟市", "旗县", "乡级", "村级")


def columns_of_ticks(pdf):
    """The headings over which the ticks stand, from the left: those whose middles are nearest."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        total = text.get_text_range()
        middles = {name: middle(text, total.index(name[:2], total.index("公开对象"))) for name in TICKED}
        ticks = [middle(text, n) for n, char in enumerate(total) if char == "√"]
    return [min(TICKED, key=lambda name: abs(middles[name] - tick)) for tick in ticks]


def middle(text, n):
    """The middle of two characters across the page, of one if it is a tick."""
    left, _bottom, right, _top = text.get_charbox(n)
    return (left + right) / 2


def test_the_list_of_a_village_reads_in_its_eight_columns(items, typefaces, texts):
    page = texts(draw_list(items, typefaces))[0]
    assert "序号 一级事项 二级事项 公开内容 公开依据 公开时限 公开主体 公开渠道和载体" in page
    assert "1 村民自治与制度 第1项制度 本村的村民自治章程、村规民约" in page
    assert "2026年版" in page
    assert "共 1 项" in page


def test_the_national_form_has_its_groups_of_headings(items, typefaces, texts):
    page = texts(draw_catalog(replace(items, title="标准目录"), typefaces))[0].replace("\n", "")
    for words in (
        "公开事项",
        "公开内容（要素）",
        "公开依据",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "公开方式",
        "公开层级",
    ):
        assert page.count(words) == 1
    for words in ("一级事项", "二级事项", "特定群体", "主动", "盟市", "旗县", "乡级", "村级"):
        assert words in page


def test_ticks_stand_in_their_columns(items, typefaces):
    assert columns_of_ticks(draw_catalog(items, typefaces)) == ["全社会", "主动", "村级"]
    other = item(audience_all=False, mode=Mode.ON_REQUEST, levels=frozenset({"county", "township"}))
    pdf = draw_catalog(replace(items, rows=(other,)), typefaces)
    assert columns_of_ticks(pdf) == ["特定群体", "依申请", "旗县", "乡级"]


def test_a_named_group_stands_in_place_of_the_tick(items, typefaces, texts):
    pdf = draw_catalog(replace(items, rows=(item(audience_all=None, audience_group="申请人"),)), typefaces)
    assert columns_of_ticks(pdf) == ["主动", "村级"]
    assert "申请人" in texts(pdf)[0]


def test_what_the_catalog_does_not_say_is_left_open(items, typefaces):
    silent = item(audience_all=None, mode=None, levels=frozenset())
    assert columns_of_ticks(draw_catalog(replace(items, rows=(silent,)), typefaces)) == []


def test_each_domain_is_named_before_its_rows(items, typefaces, texts):
    rows = (item(1), item(2), item(3, domain="社会救助"))
    page = texts(draw_list(replace(items, rows=rows), typefaces))[0]
    assert page.count("嘎查村务公开") == 1
    assert page.index("第2项制度") < page.index("社会救助") < page.index("第3项制度")


def test_the_third_level_stands_under_the_second(items, typefaces, texts):
    page = texts(draw_list(replace(items, rows=(item(level3="印章使用"),)), typefaces))[0]
    assert page.index("第1项制度") < page.index("印章使用")


@pytest.mark.parametrize(("size", "millimetres"), [(Size.A4, (297, 210)), (Size.A3, (420, 297))])
@pytest.mark.parametrize("draw", [draw_list, draw_catalog])
def test_both_papers_lie_across_and_keep_their_margins(draw, size, millimetres, items, typefaces, margins):
    rows = tuple(
        item(number, basis="《中华人民共和国村民委员会组织法》第三十条；" * (number % 5)) for number in range(40)
    )
    pdf = draw(replace(items, rows=rows), typefaces, setup=Setup(size=size, landscape=True))
    with pypdfium2.PdfDocument(pdf) as document:
        assert tuple(round(side / 72 * 25.4) for side in document[0].get_size()) == millimetres
    assert min(margins(pdf)) >= 15


@pytest.mark.parametrize("draw", [draw_list, draw_catalog])
def test_every_item_is_there_and_the_heading_on_each_page(draw, items, typefaces, texts):
    pages = texts(draw(replace(items, rows=tuple(map(item, range(80)))), typefaces))
    assert len(pages) > 2
    assert all("公开依据" in page for page in pages)
    assert re.findall(r"第(\d+)项制", "".join(pages)) == [str(number) for number in range(80)]


def test_the_same_list_gives_the_same_bytes(items, typefaces):
    assert draw_list(items, typefaces) == draw_list(items, typefaces)
    assert draw_catalog(items, typefaces) == draw_catalog(items, typefaces)
