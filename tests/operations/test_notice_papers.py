"""Notices and the lists round the board on paper: what stands there, and what never does."""

from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest

from app.errors import UserError
from app.i18n import speaking
from app.operations import (
    matters,
    notice_papers,
    notice_queries,
    notices,
    offices,
    papers,
    payouts,
    printouts,
    villages,
)
from app.operations.notice_lists import opened
from app.operations.papers import Kind
from app.rules.bilingual import Layout
from app.rules.calendar import Unit
from app.rules.notice_templates import NoticeKind
from app.rules.notices import RollTable
from app.rules.offices import Level, OfficeDraft
from app.rules.villages import Cycle, MatterDraft, Theme
from tests.factory import NOW, TODAY, ask, do
from tests.notice_board import TABLE, announced, drafted, filed, paid, pay_row, placed, posted, reviewed, village


@pytest.fixture(autouse=True)
def places(store):
    placed(store, 3)


def sheet(store, uuid, spoken="zh", now=NOW):
    """The sheet of a notice in a language, before it is drawn."""
    with store.read() as session, speaking(spoken):
        return notice_papers.sheet_of(session, uuid, now)()


def drawn(store, paper, layout=Layout.ZH_ONLY, now=NOW, **options):
    with_layout = papers.shaped(paper.kind, layout, ask(store, lambda s: papers.usual(paper.kind, now.date(), s)))
    return ask(store, papers.drawn, paper, replace(with_layout, **options), now)


def text_of(made):
    with pypdfium2.PdfDocument(made.pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_notice_says_what_when_where_to_object_and_by_which_code_it_is_found(store):
    uuid = posted(store)
    text = text_of(drawn(store, papers.notice_of(uuid)))
    row = ask(store, opened, uuid, TODAY).row
    for words in (
        "关于测试事项的公示",
        "现将测试事项公示如下。",
        "公示期：2026年3月3日至2026年3月9日（7日）",
        "监督单位：演示嘎查1村务监督委员会。",
        "监督举报电话：0479-0000001。",
        "受理地址：演示苏木演示嘎查1委员会。",
        "演示嘎查1村务监督委员会（签名）",
        "测试旗人民政府办公室",
        "2026年3月2日",
        row.number,
        row.code,
        "1,502.50",
    ):
        assert words in text.replace("\r\n", ""), words


def test_a_notice_that_hangs_nowhere_yet_leaves_its_days_to_a_pen(store):
    uuid = reviewed(store, period_days=7, period_unit=Unit.WORKDAY)
    text = text_of(drawn(store, papers.notice_of(uuid)))
    assert "自张贴之日起7个工作日" in text
    assert "张贴日期：____" in text


@pytest.mark.parametrize(
    ("planned", "first", "last"),
    [(date(2026, 3, 20), date(2026, 3, 21), date(2026, 3, 27)), (date(2026, 3, 10), None, None)],
)
def test_a_planned_day_counts_until_it_is_over(store, planned, first, last):
    made = sheet(store, reviewed(store, planned_on=planned))
    assert (made.period.first, made.period.last) == (first, last)


def test_no_last_day_is_promised_while_the_calendar_of_its_year_is_missing(store):
    uuid = reviewed(store, planned_on=date(2026, 12, 29), period_unit=Unit.WORKDAY, year=2026)
    made = sheet(store, uuid)
    assert (made.period.first, made.period.length) == (None, "7个工作日")


def test_a_notice_for_good_says_so(store):
    made = sheet(store, posted(store, period_days=0))
    assert (made.period.first, made.period.last, made.period.length) == (date(2026, 3, 2), None, "")


def test_the_issuer_answers_where_the_village_has_no_telephone(store):
    do(store, villages.add, OfficeDraft("000001101009", "演示新嘎查", Level.VILLAGE))
    made = sheet(store, reviewed(store, "000001101009"))
    assert (made.supervisor, made.phone, made.address) == ("", "", "")
    assert made.signature == "村务监督委员会（签名）："


def test_the_telephone_for_complaints_may_be_a_mobile_that_the_office_published(store):
    do(store, villages.add, OfficeDraft("000001101008", "演示流动嘎查", Level.VILLAGE, phone="13800001234"))
    assert sheet(store, reviewed(store, "000001101008")).phone == "13800001234"


def test_the_committee_does_not_sign_where_the_office_chose_so(store):
    do(store, offices.choose, "committee_signs", "no")
    assert sheet(store, reviewed(store)).signature == ""


def test_the_mongolian_part_has_its_own_words_and_chinese_where_there_are_none(store):
    both, only_chinese = reviewed(store), reviewed(store, village(2), title_mn="", body_mn="")
    made = sheet(store, both, "mn_Mong")
    assert made.title == "ᠲᠤᠷᠰᠢᠯᠲᠠ ᠬᠡᠷᠡᠭ᠎ᠦᠨ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠯ"
    assert made.paragraphs == ("ᠲᠤᠷᠰᠢᠯᠲᠠ ᠬᠡᠷᠡᠭ᠎ᠢ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠨ᠎ᠠ᠃",)
    assert made.columns[0].heading == "ᠡᠷᠦᠬᠡ᠎ᠶᠢᠨ ᠡᠵᠡᠨ"
    assert made.supervisor.startswith("ᠲᠤᠷᠰᠢᠯᠲᠠ")
    assert sheet(store, only_chinese, "mn_Mong").title == "关于测试事项的公示"


def test_words_of_the_template_are_drafts_and_an_offices_own_are_not(store):
    begun = ask(store, notices.begun, NoticeKind.PROJECT, village(1), {}, TODAY)
    own = replace(begun, title_mn="ᠥᠪᠡᠷ᠎ᠦᠨ ᠭᠠᠷᠴᠠᠭ", body_mn="ᠥᠪᠡᠷ᠎ᠦᠨ ᠦᠭᠡ᠃")
    template = (None, "{village}{year}年工程项目公示")
    assert template in said_by(store, do(store, notices.draft, begun))
    assert template not in said_by(store, do(store, notices.draft, own))


def said_by(store, uuid):
    """The messages that were said in Mongolian to make a sheet."""
    with store.read() as session, speaking("mn_Mong") as voice:
        notice_papers.sheet_of(session, uuid, NOW)()
        return voice.said


def test_columns_of_the_own_table_stand_as_numbers_and_add_up(store):
    made = sheet(store, reviewed(store))
    assert made.summed == (2,)
    assert made.totals == ("合计", "", "1,502.50", "")
    assert [column.align.name for column in made.columns] == ["START", "END", "END", "START"]


def test_a_sum_over_words_is_left_out_instead_of_failing(store):
    table = replace(TABLE, numbers=(False, False, False, False), rows=(("演示户1", "2", "见附件", ""),))
    made = sheet(store, reviewed(store, table=table))
    assert (made.summed, made.totals) == ((), ())
    assert drawn(store, papers.notice_of(reviewed(store, village(2), table=table))).pages == 1


def test_numbers_typed_with_wide_commas_and_blanks_add_up(store):
    table = replace(TABLE, rows=(("演示户1", "2", "1，000.00", ""), ("演示户2", "2", "1 500", "")))
    assert sheet(store, reviewed(store, table=table)).totals == ("合计", "", "2,500.00", "")


def test_a_pay_out_shows_its_roll_without_columns_nobody_filled(store):
    (uuid,) = announced(store, paid(store, *[pay_row(n) for n in range(1, 4)]))
    made = sheet(store, uuid)
    headings = [column.heading for column in made.columns]
    assert headings == ["序号", "户主姓名", "人口", "数量（亩）", "标准（元/亩）", "金额（元）"]
    assert made.rows[1] == ("2", "演示户2", "3", "100", "2.5", "250.00")
    assert (made.summed, made.totals) == ((5,), ("合计", "", "", "", "", "750.00"))


def test_rolls_of_several_units_say_the_unit_beside_each_quantity(store):
    (uuid,) = announced(store, paid(store, pay_row(1)))
    (other,) = paid(store, pay_row(2), programme="牲畜良种补贴", unit="头")
    do(store, lambda session: setattr(payouts.roll_of(session, other), "notice_uuid", uuid))
    made = sheet(store, uuid)
    assert [row[3] for row in made.rows] == ["100亩", "100头"]
    assert made.columns[3].heading == "数量"


def test_a_private_column_stands_there_only_as_the_gate_shows_it(store):
    row = ("演示嘎查1", "演示甲", "11010519491231002X", "3", "", "100", "2.5", "250.00", "", "13800001234")
    (uuid,) = announced(store, paid(store, row))
    text = text_of(drawn(store, papers.notice_of(uuid)))
    assert "11010519491231002X" not in text
    assert "138" not in text
    assert "身份证号" not in text
    do(store, offices.choose, "id_style", "mask")
    do(store, offices.choose, "phone_style", "mask")
    text = text_of(drawn(store, papers.notice_of(uuid)))
    assert "11*************02X" in text
    assert "138****1234" in text
    assert "11010519491231002X" not in text


def test_what_stands_beside_a_name_tells_nothing_about_health(store):
    table = RollTable(("姓名", "备注"), (), (False, False), (False, False), (("演示甲", "患有糖尿病"),))
    (row,) = sheet(store, reviewed(store, table=table)).rows
    assert "糖尿病" not in row[1]


def test_a_correction_names_the_sheet_it_takes_the_place_of(store):
    before = posted(store)
    new = do(store, notices.correct, before, "金额更正", TODAY)
    number = ask(store, opened, before, TODAY).row.number
    assert sheet(store, new).paragraphs[0] == f"本公示更正编号为{number}的公示，原公示同时取下。"


def test_a_draft_may_be_looked_at_and_neither_printed_nor_saved(store):
    uuid = drafted(store)
    looked_at = drawn(store, papers.notice_of(uuid))
    assert looked_at.pages == 1
    with pytest.raises(UserError, match="草稿还不能打印张贴"):
        looked_at.check()
    with pytest.raises(UserError, match="草稿还不能打印张贴"):
        do(store, printouts.record, looked_at, printouts.AS_FILE)
    assert ask(store, printouts.listed) == []


def test_a_notice_is_printed_by_the_record_of_its_sheet(store):
    uuid = reviewed(store)
    kept = do(store, printouts.record, drawn(store, papers.notice_of(uuid)), printouts.ON_PAPER)
    detail = ask(store, opened, uuid, TODAY)
    assert (detail.row.status, detail.printed_on) == ("printed", TODAY)
    assert ask(store, printouts.drawn_again, kept).same


def test_a_sheet_of_a_notice_that_hangs_stays_as_it_is_when_printed_again(store):
    uuid = posted(store)
    do(store, printouts.record, drawn(store, papers.notice_of(uuid)), printouts.ON_PAPER)
    assert ask(store, opened, uuid, TODAY).row.status == "posted"


def test_both_scripts_hang_on_the_wall_and_lists_for_the_desk_are_in_one(store):
    walls = {kind for kind in Kind if len(papers.usual(kind, TODAY).layout.languages) == 2}
    assert walls == {Kind.VILLAGE, Kind.NOTICE, Kind.VILLAGE_PLAN}


def test_the_fingerprint_tells_a_change_and_not_the_hour(store):
    uuid = reviewed(store)
    options = papers.usual(Kind.NOTICE, TODAY)

    def print_of(moment=NOW, setup=options.setup):
        return ask(store, notice_papers.fingerprint, uuid, moment, setup)

    first = print_of()
    assert print_of(datetime(2026, 3, 18, 17, 0)) == first
    assert print_of(setup=replace(options, paper="a4").setup) != first
    do(store, offices.choose, "committee_signs", "no")
    assert print_of() != first


def test_the_coverage_board_names_first_who_has_not_posted(store):
    rows = [pay_row(n, place) for place in (1, 2) for n in range(1, 3)]
    one, _two = announced(store, paid(store, *rows))
    do(store, notices.post, [one], date(2026, 3, 2), "演示丙", TODAY)
    text = text_of(drawn(store, papers.coverage_of(2026)))
    places = [text.index(name) for name in ("演示嘎查2", "演示嘎查3", "演示嘎查1")]
    assert places == sorted(places)
    assert "共 3 个嘎查村，已全部公示 1 个，没有名册 1 个。" in text
    assert "2026-03-02" in text


def test_a_programme_has_its_mongolian_name_on_the_coverage_board(store):
    (roll,) = paid(store, pay_row(1))
    do(store, payouts.edit, roll, "ᠪᠡᠯᠴᠢᠭᠡᠷ", "亩")
    text = text_of(drawn(store, papers.coverage_of(2026), Layout.MN_ONLY))
    assert "ᠪᠡᠯᠴᠢᠭᠡᠷ" in text
    assert "草原生态" not in text


def test_the_box_of_a_village_lists_what_was_filed_with_its_pages(store):
    uuid = filed(store)
    filed(store, village(2), title="关于别村事项的公示")
    do(store, printouts.record, drawn(store, papers.notice_of(uuid)), printouts.ON_PAPER)
    text = text_of(drawn(store, papers.archive_of(village(1), 2026)))
    assert f"{village(1)}-2026-001 关于测试事项的公示 2026-0001 2026-03-02 2026-03-12 30年 1 2026-03-18" in text
    assert "别村" not in text
    assert "别村" in text_of(drawn(store, papers.archive_of("")))


def matter(store, name, cycle, **values):
    """A matter of a village's own."""
    return do(store, matters.add, village(1), MatterDraft(name, cycle=cycle, owner="村民委员会", **values))


def test_the_list_of_a_village_stands_by_theme(store):
    matter(store, "村民会议决定", Cycle.AT_ONCE)
    matter(store, "集体财务收支", Cycle.QUARTERLY, theme=Theme.FINANCE)
    text = text_of(drawn(store, papers.village_list_of(village(1))))
    words = ("村级财务", "1 集体财务收支", "村务管理", "2 村民会议决定", "共 2 项")
    places = [text.index(each) for each in words]
    assert places == sorted(places)
    assert "演示嘎查1" in text


def test_the_year_plan_says_the_last_day_in_each_month_and_what_was_kept(store):
    matter(store, "村民会议决定", Cycle.AT_ONCE)
    finance = matter(store, "集体财务收支", Cycle.QUARTERLY, theme=Theme.FINANCE)
    posted(store, matter_uuid=finance, kind=NoticeKind.FINANCE)
    text = text_of(drawn(store, papers.village_plan_of(village(1), 2026))).replace("\r\n", " ")
    assert "1 集体财务收支 每季度" in text
    assert "31日 已公示" in text
    assert text.count("30日") == 2
    assert "随时公开的事项（发生后及时公开）：村民会议决定" in text


def test_the_list_of_differences_has_a_line_for_each(store):
    paid(store, pay_row(1))
    text = text_of(drawn(store, papers.agreement_of(2026)))
    assert "嘎查村没有公示" in text
    assert "250.00元" in text
    assert "共 1 条" in text


def test_every_list_is_drawn_in_both_scripts(store):
    filed(store)
    matter(store, "集体财务收支", Cycle.QUARTERLY)
    made = (
        papers.village_list_of(village(1)),
        papers.village_plan_of(village(1), 2026),
        papers.coverage_of(2026),
        papers.archive_of(village(1)),
        papers.queries_of(),
        papers.agreement_of(2026),
    )
    for paper in made:
        both = drawn(store, paper, Layout.ZH_PROMINENT_2026)
        assert both.pages == 1, paper.kind
        kept = do(store, printouts.record, both, printouts.AS_FILE)
        assert ask(store, printouts.drawn_again, kept).same, paper.kind


def test_the_log_of_queries_is_for_the_desk(store):
    do(store, notice_queries.ask, "演示甲", "核对金额", "公示单一份", TODAY, filed(store))
    text = text_of(drawn(store, papers.queries_of()))
    assert "2026-03-18 演示甲 核对金额 关于测试事项的公示 公示单一份" in text
    assert "不得张贴" in text
