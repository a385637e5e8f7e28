"""Headers and titles as published: catalog/README first collection 1–5, 13–15; second collection 1–7."""

from pathlib import Path

import pytest

from app.exchange.catalog_tables import read_catalog
from app.exchange.catalog_tables import recognition as why
from app.exchange.tables import read_pasted, read_tables
from tests.exchange.oddities.builders import (
    FLAT,
    GROUPS,
    HEADER,
    PARTS,
    TITLE,
    document,
    item,
    page,
    read_file,
    read_page,
    xlsx,
)

STANDARD_MERGES = [f"{column}2:{column}3" for column in "ADEFGH"] + ["B2:C2", "I2:J2", "K2:L2", "M2:N2", "A1:N1"]
FILES = Path(__file__).parent / "files"


def test_two_row_header_with_merged_groups_is_read_from_xlsx(tmp_path):
    reading = read_file(xlsx(tmp_path / "a.xlsx", [[TITLE], *HEADER, item()], STANDARD_MERGES))
    assert [row.level2 for row in reading.rows] == ["政策法规文件"]
    assert (reading.title, reading.domains) == (TITLE, ("社会救助",))
    row = reading.rows[0]
    assert (row.audience_all, row.mode, row.levels) == (True, "proactive", {"county", "township", "village"})
    assert row.source_row == 4


def test_merged_cells_of_an_xls_of_excel_97_are_resolved():
    reading = read_file(FILES / "merged.xls")
    assert [(row.level1, row.level2, row.basis) for row in reading.rows] == [
        ("综合业务", "政策法规文件", "《社会救助暂行办法》"),
        ("综合业务", "监督检查", "《社会救助暂行办法》"),
    ]
    assert not reading.refused
    assert all(not row.warnings for row in reading.rows)


def test_merged_cells_of_a_docx_are_resolved(tmp_path):
    rows = [*HEADER, item(), item(2, "", "监督检查")]
    merges = [(0, 1, 0, 2), (0, 8, 0, 9), (0, 10, 0, 11), (0, 12, 0, 13), (2, 1, 3, 1)]
    reading = read_file(document(tmp_path / "a.docx", rows, merges, "（五）社会救助领域基层政务公开标准目录"))
    assert [(row.number, row.level1, row.level2) for row in reading.rows] == [
        ("1", "综合业务", "政策法规文件"),
        ("2", "综合业务", "监督检查"),
    ]
    assert reading.domains == ("社会救助",)


def test_merged_cells_of_a_web_page_are_resolved():
    cells = "".join(f"<td>{text}</td>" for text in item(2)[2:])
    first = item()
    text = (
        "<p>社会救助领域基层政务公开标准目录</p><table><tr>" + "".join(f"<td>{word}</td>" for word in FLAT) + "</tr>"
        f"<tr><td>1</td><td rowspan=2>{first[1]}</td>" + "".join(f"<td>{word}</td>" for word in first[2:]) + "</tr>"
        f"<tr><td>2</td>{cells}</tr></table>"
    )
    reading = read_catalog(read_pasted(text))
    assert [row.level1 for row in reading.rows] == ["综合业务", "综合业务"]
    assert not reading.refused


def test_three_row_header_with_a_heading_cut_over_two_rows():
    first = list(GROUPS)
    first[3] = "公開內容"
    middle = ["", "", "", "(要素)", *[""] * 10]
    reading = read_page([first, middle, PARTS, item()])
    assert reading.rows[0].content == "文件名称；发文部门"
    assert reading.rows[0].level1 == "综合业务"


def test_headings_broken_by_blanks_and_line_ends(tmp_path):
    header = ["序 号", "一 级 事 项", "二级\n事项", "公开 内容", "公开\n依据", "公开 时限", "公开主 体", "公开渠\n道"]
    header += ["全/社\n会", "特定 群体", "主 动", "依申/请公\n开", "县 级", "乡 级"]
    reading = read_file(xlsx(tmp_path / "a.xlsx", [header, item()], name="社会救助"))
    assert len(reading.header) == 14
    assert reading.rows[0].domain == "社会救助"


def test_headings_that_lost_a_character():
    header = list(FLAT)
    header[3:8] = ["公开容", "公依据", "公开时", "公主体", "公开渠"]
    header[9] = "特群体"
    reading = read_page([header, item()])
    assert len(reading.header) == 14
    assert reading.rows[0].publisher == "民政部门"


def test_a_heading_that_could_be_two_is_not_guessed():
    reading = read_page([[*FLAT[:2], "级事项", *FLAT[3:]], item()])
    assert "level2" not in reading.header
    assert reading.rows[0].extra == {"级事项": "政策法规文件"}


@pytest.mark.parametrize(
    ("place", "heading", "field"),
    [
        (9, "特定群众", "audience_group"),
        (9, "特定对象", "audience_group"),
        (9, "特定群体（请写明）", "audience_group"),
        (11, "依申请公开", "on_request"),
        (11, "申请", "on_request"),
        (3, "公开内容(要素)及要求", "content"),
        (7, "公开渠道和载体", "channels"),
        (6, "公开责任单位", "publisher"),
        (5, "公开要求", "time_limit"),
        (12, "区级", "county"),
        (12, "旗县级", "county"),
        (12, "市级", "county"),
        (13, "乡、村级", "township_village"),
        (13, "镇(街)级", "township"),
        (13, "街镇级", "township"),
        (13, "苏木乡镇", "township"),
        (1, "Ⅰ级公开事项", "level1"),
        (2, "Ⅱ级公开事项", "level2"),
    ],
)
def test_synonyms_of_headings(place, heading, field):
    header = list(FLAT)
    header[place] = heading
    reading = read_page([header, item()])
    assert field in reading.header
    assert len(reading.rows) == 1


def test_city_and_county_columns_stay_apart():
    header = [*FLAT[:12], "市级", "县级"]
    assert read_page([header, item(ticks=["√", "", "√", "", "√", ""])]).rows[0].levels == {"city"}


def test_extra_columns_are_kept_by_their_heading():
    header = [*FLAT, "责任科室", "咨询电话"]
    row = read_page([header, [*item(), "测试科", "0000-0000000"]]).rows[0]
    assert row.extra == {"责任科室": "测试科", "咨询电话": "0000-0000000"}


def test_third_level_and_domain_columns():
    header = ["序号", "所属领域", *FLAT[1:3], "三级事项", *FLAT[3:]]
    row = read_page([header, [1, "救灾", "备灾管理", "综合减灾", "示范社区", *item()[3:]]]).rows[0]
    assert (row.domain, row.level3) == ("救灾", "示范社区")


def test_missing_columns_leave_their_fields_unsaid():
    reading = read_page(
        [["序号", "公开事项", "公开依据", "公开时限"], [1, "财务收支", "《村民委员会组织法》", "每季度"]]
    )
    row = reading.rows[0]
    assert (row.level1, row.audience_all, row.mode, row.levels, row.content) == ("财务收支", None, None, None, "")


def test_columns_in_another_order():
    order = [1, 2, 6, 5, 7, 0, 4, 3, 12, 13, 10, 11, 8, 9]
    reading = read_page([[FLAT[i] for i in order], [item()[i] for i in order]])
    straight = read_page([FLAT, item()])
    assert reading.rows == straight.rows


def test_table_without_number_heading(tmp_path):
    reading = read_file(xlsx(tmp_path / "a.xlsx", [["", *FLAT[1:]], item()]))
    assert [row.level2 for row in reading.rows] == ["政策法规文件"]


def test_several_domains_in_one_page():
    rows = [
        ["（一）社会救助领域"],
        FLAT,
        item(),
        ["（二）养老服务领域基层政务公开标准目录"],
        FLAT,
        item(1, "养老服务通用政策"),
    ]
    reading = read_page(rows, "某县目录汇编")
    assert [(row.domain, row.level1) for row in reading.rows] == [
        ("社会救助", "综合业务"),
        ("养老服务", "养老服务通用政策"),
    ]


def test_header_repeated_on_each_page_carries_the_first_level_over():
    reading = read_page([FLAT, item(), FLAT, item(2, "", "监督检查")])
    assert [row.level1 for row in reading.rows] == ["综合业务", "综合业务"]


def test_table_cut_over_pages_with_no_header_on_the_later_ones():
    text = page([FLAT, item()]) + page([item(2, "", "监督检查"), item(3, "", "信访渠道")], title="下一页")
    reading = read_catalog(read_pasted(text))
    assert [row.number for row in reading.rows] == ["1", "2", "3"]
    assert [problem.message for problem in reading.warnings] == [why.HEADER_FROM_ABOVE]


def test_page_furniture_around_the_table_is_passed_over(tmp_path):
    furniture = (
        "<table><tr><td>首页 &gt; 政务公开</td><td>字号：大 中 小</td></tr><tr><td>浏览次数：12</td></tr></table>"
    )
    path = tmp_path / "a.html"
    path.write_text(f"<html><body>{furniture}{page([FLAT, item()])}</body></html>", encoding="gb18030")
    reading = read_file(path)
    assert (len(reading.rows), reading.refused, reading.title) == (1, (), TITLE)


def test_form_lines_between_title_and_header(tmp_path):
    rows = [[TITLE + "（试行）"], ["填报单位：测试局", "", "填报时间：2026年"], [], *HEADER, item()]
    reading = read_file(xlsx(tmp_path / "a.xlsx", rows))
    assert (reading.title, len(reading.rows)) == (TITLE + "（试行）", 1)


def test_key_and_value_page_is_refused_with_the_reason():
    rows = [["公开事项", "临时救助"], ["公开内容", "办事指南"], ["公开依据", "《办法》"], ["公开时限", "20个工作日"]]
    reading = read_page(rows)
    assert not reading.rows
    assert [refused.reason.message for refused in reading.refused] == [why.ONE_BY_ONE]


LAYOUT = [
    "社会救助目录\n公开事项 公开内容 公开依据\n公开时限 公开主体 公开渠道\n综合 政策\n法规 文件\n业务 20个工",
    "序号公开事项公开内容（要素）公开依据公开时限公开主体公开渠道和载体1综合业务政策法规文件文件名称",
    "公\n开\n事\n项\n公\n开\n内\n容\n公\n开\n依\n据\n公\n开\n时\n限",
]


@pytest.mark.parametrize("text", LAYOUT)
def test_layout_text_without_cells_is_refused_with_the_reason(text):
    reading = read_catalog(read_pasted(text))
    assert not reading.rows
    assert [refused.reason.message for refused in reading.refused] == [why.LAYOUT]


def test_a_table_that_is_no_catalog_is_refused_with_the_reason(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["姓名", "电话"], ["测试甲", "000"]])
    reading = read_catalog(read_tables(path))
    assert [refused.reason.message for refused in reading.refused] == [why.NO_HEADER]


def test_plain_numbered_list_is_refused():
    reading = read_catalog(read_pasted("一、制度类\n1.村规民约\n2.财务制度"))
    assert not reading.rows
    assert reading.refused


def test_no_tables_at_all_are_refused():
    assert [refused.reason.message for refused in read_catalog([]).refused] == [why.NO_HEADER]


def test_village_list_without_content_and_method_columns():
    header = ["序号", "公开事项", "公开依据", "公开时限", "公开主体", "公开渠道", "公开层级"]
    reading = read_page(
        [header, [1, "村级财务", "《村民委员会组织法》", "每季度", "村委会", "村务公开栏", "村级"]], "村务公开清单"
    )
    row = reading.rows[0]
    assert (row.domain, row.level1, row.levels) == ("村务公开", "村级财务", {"village"})


def test_header_without_rows_is_said():
    assert [refused.reason.message for refused in read_page([FLAT]).refused] == [why.NO_ROWS]


def test_item_column_over_two_columns_is_first_and_second_level():
    header = ["序号", "公开事项", "公开事项", *FLAT[3:8]]
    row = read_page([header, item()[:8]]).rows[0]
    assert (row.level1, row.level2) == ("综合业务", "政策法规文件")


def test_domain_column_alone_names_the_items():
    row = read_page([["序号", "相应领域", *FLAT[3:8]], [1, "救灾物资", *item()[3:8]]]).rows[0]
    assert (row.level1, row.domain) == ("救灾物资", "社会救助")


def test_second_level_column_alone_names_the_items():
    assert read_page([["序号", "二级事项", *FLAT[3:8]], [1, "救灾物资", *item()[3:8]]]).rows[0].level1 == "救灾物资"
