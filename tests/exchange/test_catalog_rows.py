"""Rows as published: catalog/README first collection 6–12, 16–18; second collection 8–21."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.exchange.catalog_tables import checks, read_catalog
from app.exchange.catalog_tables import rows as why
from app.exchange.catalog_tables.cells import joined
from app.exchange.tables import Grid, read_pasted
from app.rules.channels import Channel
from tests.exchange.oddities.builders import FLAT, HEADER, LIMIT, TITLE, document, item, read_file, read_page, xlsx


def messages(row):
    return [warning.message for warning in row.warnings]


def reasons(reading):
    return [(refused.number, refused.reason.message) for refused in reading.refused]


def test_first_level_only_in_the_first_row_is_carried_down():
    reading = read_page([FLAT, item(), item(2, "", "监督检查"), item(3, "临时救助", "办理"), item(4, "", "公示")])
    assert [row.level1 for row in reading.rows] == ["综合业务", "综合业务", "临时救助", "临时救助"]
    assert not any(row.warnings for row in reading.rows)


def test_first_level_printed_twice_in_one_cell_is_taken_once():
    assert read_page([FLAT, item(level1="综合业务\n综合业务")]).rows[0].level1 == "综合业务"


def test_content_basis_time_and_channels_merged_over_rows_belong_to_each_row(tmp_path):
    rows = [FLAT, item(), [2, "", "监督检查", *[""] * 5, "√", "", "√", "", "√", ""]]
    merges = ["B2:B3", "D2:D3", "E2:E3", "F2:F3", "G2:G3", "H2:H3"]
    reading = read_file(xlsx(tmp_path / "a.xlsx", rows, merges, "社会救助"))
    first, second = reading.rows
    assert (second.content, second.basis, second.time_limit) == (first.content, first.basis, first.time_limit)
    assert (second.publisher, second.channels) == (first.publisher, first.channels)
    assert not second.warnings


def test_blank_cells_of_an_unmerged_table_are_carried_down_with_a_warning():
    second = read_page([FLAT, item(), item(2, "", "监督检查", basis="", channels="")]).rows[1]
    assert second.basis == "《社会救助暂行办法》"
    assert [(warning.field, warning.message) for warning in second.warnings] == [
        ("basis", why.CARRIED_DOWN),
        ("channels", why.CARRIED_DOWN),
    ]
    assert second.warnings[0].text == "公开依据空白，沿用第2行。"


def test_blank_cells_beside_really_merged_ones_stay_blank(tmp_path):
    rows = [FLAT, item(), item(2, "", "监督检查", basis=""), item(3, "", "信访", basis="")]
    reading = read_file(xlsx(tmp_path / "a.xlsx", rows, ["E2:E3"], "社会救助"))
    assert [row.basis for row in reading.rows] == ["《社会救助暂行办法》", "《社会救助暂行办法》", ""]


def test_first_and_second_level_merged_into_one_cell_is_one_name(tmp_path):
    reading = read_file(xlsx(tmp_path / "a.xlsx", [FLAT, item(level2="")], ["B2:C2"], "社会救助"))
    assert (reading.rows[0].level1, reading.rows[0].level2) == ("综合业务", "")


@pytest.mark.parametrize("ditto", ["同上", "内容同上", "〃"])
def test_ditto_takes_the_value_above(ditto):
    second = read_page([FLAT, item(), item(2, "", "监督检查", content=ditto, time_limit=ditto)]).rows[1]
    assert (second.content, second.time_limit) == ("文件名称；发文部门", LIMIT)


def test_carrying_down_stops_at_a_new_domain():
    reading = read_page([FLAT, item(), ["养老服务领域基层政务公开标准目录"], item(2, "", "补贴")])
    assert reasons(reading) == [(4, why.NO_NAME)]
    assert len(reading.rows) == 1


@pytest.mark.parametrize("number", ["22", "0505", "1.2", "十一"])
def test_numbers_may_jump_or_be_codes(number):
    assert read_page([FLAT, item(), item(number, "", "监督检查")]).rows[1].number == number


def test_several_rows_under_one_merged_number(tmp_path):
    rows = [FLAT, item(), item("", "", "监督检查")]
    reading = read_file(xlsx(tmp_path / "a.xlsx", rows, ["A2:A3", "B2:B3"], "社会救助"))
    assert [(row.number, row.level2) for row in reading.rows] == [("1", "政策法规文件"), ("1", "监督检查")]


def test_numbered_row_with_nothing_in_it_is_refused():
    reading = read_page([FLAT, item(), [2, *[""] * 13], item(3, "", "监督检查")])
    assert reasons(reading) == [(3, why.ONLY_NUMBER)]
    assert len(reading.rows) == 2


def test_row_with_only_a_first_level_names_the_rows_below():
    reading = read_page([FLAT, ["", "临时救助", *[""] * 12], item(1, "", "办理")])
    assert reasons(reading) == [(2, why.ONLY_NAME)]
    assert reading.rows[0].level1 == "临时救助"


def test_content_over_several_rows_is_put_together(tmp_path):
    rows = [
        FLAT,
        item(content="1.办事指南"),
        ["", "", "", "2.受理条件", *[""] * 10],
        ["", "", "", "3.办理流程", *[""] * 10],
    ]
    reading = read_file(xlsx(tmp_path / "a.xlsx", rows, name="社会救助"))
    assert [row.content for row in reading.rows] == ["1.办事指南\n2.受理条件\n3.办理流程"]


def test_channels_each_in_a_row_of_its_own_are_put_together():
    rows = [FLAT, item(channels="■政府网站"), [*[""] * 7, "■两微一端", *[""] * 6], [*[""] * 7, "□纸质媒体", *[""] * 6]]
    marks = read_page(rows).rows[0].channels
    assert [(mark.channel, mark.required) for mark in marks] == [
        (Channel.WEBSITE, True),
        (Channel.SOCIAL, True),
        (Channel.PRINT, False),
    ]


def test_row_with_too_few_cells_and_a_tick_is_refused_not_guessed():
    reading = read_page(
        [FLAT, item(), [2, "监督检查", "内容", "《办法》", LIMIT, "民政部门", "■政府网站", "√", "√", "√"]]
    )
    assert reasons(reading) == [(3, why.NOT_ADDING_UP)]
    assert (
        reading.refused[0].reason.text == "这一行有10格，表头有14格，不能确定各格属于哪一列。请在原表中补齐后再导入。"
    )
    assert "监督检查" in reading.refused[0].text


def test_row_with_a_cell_too_many_is_refused_but_empty_ones_do_no_harm():
    reading = read_page([FLAT, [*item(), "", ""], [*item(2), "√"]])
    assert len(reading.rows) == 1
    assert reasons(reading) == [(3, why.NOT_ADDING_UP)]


def test_row_that_lost_only_its_tick_cells_is_read_without_ticks():
    row = read_page([FLAT, item()[:8]]).rows[0]
    assert (row.audience_all, row.mode, row.levels, row.publisher) == (None, None, None, "民政部门")


def test_tick_in_a_column_of_words_means_slipped_cells(tmp_path):
    slipped = [1, "综合业务", "文件", "《办法》", LIMIT, "民政部门", "■政府网站", "√", "", "√", "", "√", "√", ""]
    reading = read_file(xlsx(tmp_path / "a.xlsx", [FLAT, slipped]))
    assert reasons(reading) == [(2, why.SLIPPED)]


def test_sentence_in_a_tick_column_means_slipped_cells(tmp_path):
    slipped = item(ticks=["√", "", "√", "", "自信息形成之日起二十个工作日内公开", ""])
    assert reasons(read_file(xlsx(tmp_path / "a.xlsx", [FLAT, slipped]))) == [(2, why.SLIPPED)]


def test_words_in_place_of_ticks():
    row = read_page([FLAT, item(ticks=["", "申请人", "", "依申请公开", "县级", "镇级"])]).rows[0]
    assert (row.audience_all, row.audience_group, row.mode) == (False, "申请人", "on_request")
    assert row.levels == {"county", "township"}


def test_question_marks_and_dashes_for_blanks_are_no_ticks():
    row = read_page([FLAT, item(ticks=["√", "?", "√", "─", "√", "—"])]).rows[0]
    assert (row.audience_all, row.audience_group, row.mode, row.levels) == (True, "", "proactive", {"county"})


def test_audience_and_mode_as_text_in_one_column():
    header = [*FLAT[:8], "公开对象", "公开方式", "公开层级"]
    rows = [header, [*item()[:8], "全社会", "主动公开", "县级、乡级"], [*item(2)[:8], "项目单位", "依申请公开", "县级"]]
    first, second = read_page(rows).rows
    assert (first.audience_all, first.mode, first.levels) == (True, "proactive", {"county", "township"})
    assert (second.audience_all, second.audience_group, second.mode) == (False, "项目单位", "on_request")


def test_bare_tick_under_a_heading_without_its_parts_is_not_placed():
    row = read_page([[*FLAT[:8], "公开对象"], [*item()[:8], "√"]]).rows[0]
    assert (row.audience_all, row.audience_group) == (None, "")


def test_group_named_beside_the_tick():
    row = read_page([FLAT, item(ticks=["", "√（面向拟征收土地所在地的村集体成员）", "√", "", "√", ""])]).rows[0]
    assert (row.audience_all, row.audience_group) == (False, "面向拟征收土地所在地的村集体成员")


def test_both_audiences_or_both_modes_ticked_are_warned_about():
    row = read_page([FLAT, item(ticks=["√", "√", "√", "√", "√", ""])]).rows[0]
    assert (row.audience_all, row.audience_group, row.mode) == (True, "特定群体", None)
    assert [warning.field for warning in row.warnings] == ["mode", "audience"]


def test_ticks_lost_everywhere_are_warned_about_once():
    reading = read_page([FLAT, item(ticks=[""] * 6), item(2, ticks=[""] * 6)])
    assert len(reading.rows) == 2
    assert len(reading.warnings) == 1


def test_tick_of_word_as_a_symbol_is_seen(tmp_path):
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    path = document(tmp_path / "a.docx", [FLAT, item(ticks=[""] * 6)])
    paper = Document(path)
    sign = OxmlElement("w:sym")
    sign.set(qn("w:font"), "Wingdings")
    sign.set(qn("w:char"), "F0FC")
    paper.tables[0].cell(1, 8).paragraphs[0].add_run()._r.append(sign)
    paper.save(path)
    assert read_file(path).rows[0].audience_all is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("■政府网站□政府公报", [("website", True), ("gazette", False)]),
        ("R政府网站 £政府公报", [("website", True), ("gazette", False)]),
        ("■社区/企事业单位/村公示栏\n（电子\n屏）", [("board", True)]),
        ("政府网站;两微一端、公示栏等", [("website", None), ("social", None), ("board", None)]),
        ("口政府公报 ■政府服务中心", [("gazette", False), ("service_centre", True)]),
    ],
)
def test_channels_are_read_with_their_boxes(text, expected):
    marks = read_page([FLAT, item(channels=text)]).rows[0].channels
    assert [(mark.channel.value, mark.required) for mark in marks] == expected


def test_disclosed_but_no_channel_ticked_is_warned_about():
    row = read_page([FLAT, item(channels="□政府网站 □政府公报")]).rows[0]
    assert [warning.field for warning in row.warnings] == ["channels"]


def test_row_without_any_channel_is_warned_about():
    assert [warning.field for warning in read_page([FLAT, item(channels="")]).rows[0].warnings] == ["channels"]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("制 定 或 获 取", "制定或获取"),
        ("20 个工\n作日内", "20个工作日内"),
        ("《社会救助暂行办\n法》", "《社会救助暂行办法》"),
        ("绿化\xa0管理", "绿化管理"),
        ("建设项目用地( 用海)预审", "建设项目用地(用海)预审"),
        ("国务院令第711 号", "国务院令第711号"),
        ("建房〔2012〕8 4 号", "建房〔2012〕84号"),
        ("　政策　文件　", "政策文件"),
        ("PM 2.5 index", "PM 2.5 index"),
        ("", ""),
    ],
)
def test_words_are_joined_across_blanks_and_line_ends(broken, whole):
    assert joined(broken, lists=False) == whole


@pytest.mark.parametrize(
    "kept",
    [
        "●受理部门\n●办理条件",
        "1.受理部门\n2.办理条件",
        "1、受理部门；\n2、办理条件",
        "（1）受理部门\n（2）办理条件",
        "①受理部门\n②办理条件",
        "一是受理部门；\n二是办理条件",
        "文件名称\n文号\n发文部门",
        "《社会救助暂行办法》\n《条例》",
        "文件名称 文号 发文部门",
    ],
)
def test_list_breaks_are_kept(kept):
    assert joined(kept) == kept


def test_wrapped_content_is_joined_but_lists_inside_are_kept():
    assert joined("1.申请最低生活保障的\n条件和程序\n2.受理部门") in {
        "1.申请最低生活保障的条件和程序\n2.受理部门",
        "1.申请最低生活保障的\n条件和程序\n2.受理部门",
    }
    assert joined("国务院关于加强和改进\n最低生活保障工作的意\n见") == "国务院关于加强和改进最低生活保障工作的意见"


def test_publishers_on_lines_of_their_own_are_joined_by_a_comma():
    assert read_page([FLAT, item(publisher="应急管理局\n民政局")]).rows[0].publisher == "应急管理局、民政局"
    assert read_page([FLAT, item(publisher="人力资源和社\n会保障局")]).rows[0].publisher == "人力资源和社会保障局"
    assert read_catalog(read_pasted("\t".join(FLAT) + "\n" + "\t".join(map(str, _quoted())))).rows[0].publisher == (
        "应急管理局、民政局"
    )


def _quoted():
    return ['"应急管理局\n民政局"' if text == "民政部门" else text for text in item()]


@pytest.mark.parametrize(
    "basis",
    [
        "国办发〔201680号",
        "建村〔2017192号",
        "《办法》〔2018)23号〕",
        "〔2016 )115号)",
        "社会救助暂行办法》",
        "国办发﹝2016﹞《",
    ],
)
def test_damaged_document_numbers_are_warned_about(basis):
    assert [warning.field for warning in read_page([FLAT, item(basis=basis)]).rows[0].warnings] == ["basis"]


@pytest.mark.parametrize(
    "basis",
    ["《关于〈办法〉的通知》（国办发〔2016〕8号）", "1)《条例》；2)《办法》(国发[2016]5号)", "﹝2016﹞8号", "＜办法＞"],
)
def test_whole_document_numbers_of_any_bracket_are_fine(basis):
    assert read_page([FLAT, item(basis=basis)]).rows[0].warnings == ()


def test_repealed_laws_are_named():
    row = read_page([FLAT, item(basis="《中华人民共和国收养法》")]).rows[0]
    assert row.warnings[0].text == "公开依据中的《收养法》已由《民法典》代替，请核对。"


def test_time_limit_that_is_not_understood_is_kept_and_warned_about():
    row = read_page([FLAT, item(time_limit="按卫健委要求单独公开")]).rows[0]
    assert row.time_limit == "按卫健委要求单独公开"
    assert [warning.field for warning in row.warnings] == ["time_limit"]


def test_two_limits_in_one_cell_are_kept():
    text = "1.除处罚决定外其他内容：长期公开（动态调整）；2.处罚决定：20个工作日内。"
    assert read_page([FLAT, item(time_limit=text)]).rows[0].time_limit == text


@pytest.mark.parametrize("dash", ["─", "—", "/", ""])
def test_dash_for_a_second_level_is_none(dash):
    assert read_page([FLAT, item(level1="征地管理政策", level2=dash)]).rows[0].level2 == ""


def test_numbering_inside_names_is_kept():
    assert read_page([FLAT, item(level2="1.1就业政策法规咨询")]).rows[0].level2 == "1.1就业政策法规咨询"


def test_traditional_characters_and_pinyin_noise_are_warned_about():
    reading = read_page([FLAT, item(content="領(lǐng)域內容與時間，開辦責任單位")])
    assert len(reading.warnings) == 2
    assert list(checks.damage_warnings(["咨询电话 www.example.cn 政府网站"])) == []


def test_notes_below_the_table_are_reported(tmp_path):
    rows = [[TITLE], *HEADER, item(), ["注：■为必选项，□为可选项"]]
    reading = read_file(xlsx(tmp_path / "a.xlsx", rows, ["A5:N5"]))
    assert len(reading.rows) == 1
    assert [warning.text for warning in reading.warnings] == ["第5行是说明文字，没有读入：注：■为必选项，□为可选项"]


def test_every_row_is_taken_or_refused_and_keeps_its_number():
    rows = [
        FLAT,
        *(item(n, "" if n > 1 else "综合业务", f"事项{n}") for n in range(1, 6)),
        [6, "断行"],
        item(7),
    ]
    reading = read_page(rows)
    assert [row.source_row for row in reading.rows] == [2, 3, 4, 5, 6, 8]
    assert [refused.number for refused in reading.refused] == [7]


def test_nothing_is_carried_down_over_a_row_that_was_refused():
    reading = read_page([FLAT, item(), [2, "临时救助", "断行"], item(3, "", "办理"), item(4, "养老服务", "补贴")])
    assert reasons(reading) == [(3, why.NOT_ADDING_UP), (4, why.NO_NAME)]
    assert [row.level1 for row in reading.rows] == ["综合业务", "养老服务"]


def test_text_pasted_with_bars_is_read():
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (FLAT, item(), item(2, "", "监督\n检查"))]
    reading = read_catalog(read_pasted("社会救助领域基层政务公开标准目录\n" + "\n".join(lines)))
    assert [(row.level1, row.level2) for row in reading.rows] == [
        ("综合业务", "政策法规文件"),
        ("综合业务", "监督检查"),
    ]
    assert reading.domains == ("社会救助",)


CELLS = some.sampled_from(
    ["", "√", "同上", "■政府网站", "20个工作日内", "综合业务", "《办法》", "1", "注：", "─", "甲\n乙", "公开时限"]
)


@given(some.lists(some.lists(CELLS, max_size=16), max_size=12))
def test_no_row_is_lost_or_invented_whatever_the_table_holds(rows):
    reading = read_catalog([Grid("社会救助", (tuple(FLAT), *map(tuple, rows)), first_row=1)])
    filled = {number for number, row in enumerate(rows, 2) if any(row)}
    taken = {row.source_row for row in reading.rows}
    refused = {row.number for row in reading.refused}
    assert taken | refused <= filled | {0}
    assert not taken & refused
    assert all(row.level1 for row in reading.rows)


@given(some.permutations(range(14)), some.integers(0, 13))
def test_dropping_a_cell_never_moves_a_tick(order, dropped):
    header, row = [FLAT[place] for place in order], [str(item()[place]) for place in order]
    reading = read_page([header, row[:dropped] + row[dropped + 1 :]])
    assert all(taken.mode is None and taken.levels is None and taken.audience_all is None for taken in reading.rows)


def test_own_number_in_an_otherwise_merged_row_is_an_item_of_its_own(tmp_path):
    merges = [f"{letter}2:{letter}3" for letter in "BCDEFGHIJKLMN"]
    rows = read_file(xlsx(tmp_path / "a.xlsx", [FLAT, item(), [2, *[""] * 13]], merges, "社会救助")).rows
    assert [(row.number, row.level2, row.mode) for row in rows] == [
        ("1", "政策法规文件", "proactive"),
        ("2", "政策法规文件", "proactive"),
    ]


def test_numbered_row_without_a_name_continues_the_item_above_with_a_warning():
    second = read_page([FLAT, item(), item(2, "", "", content="", time_limit="实时公开")]).rows[1]
    assert (second.level2, second.content) == ("政策法规文件", "文件名称；发文部门")
    assert {warning.field for warning in second.warnings} == {"level2", "content"}


def test_ticks_or_a_time_limit_on_a_line_of_their_own_are_refused():
    reading = read_page([FLAT, item(), [*[""] * 8, "√", "", "√", "", "", ""], [*[""] * 5, "实时公开", *[""] * 8]])
    assert reasons(reading) == [(3, why.NO_ITEM), (4, why.NO_ITEM)]


def test_content_that_speaks_of_a_list_is_no_title():
    reading = read_page([FLAT, item(content="1.办事指南"), ["", "", "", "2.权责清单目录", *[""] * 10]])
    assert reading.rows[0].content == "1.办事指南\n2.权责清单目录"
