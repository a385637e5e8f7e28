"""The annual report is counted from the registers, completed by hand, checked, made final; every figure opens."""

import json
import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.errors import UserError
from app.exchange.report_formats import formats
from app.models.office import Office
from app.models.request import Applicant, Request
from app.operations import annual_reports, fees, history, offices, owners, remedies, report_records, request_counts
from app.operations.annual_reports import FeeFilter
from app.operations.report_figures import OLD_CHANNELS
from app.operations.request_lists import RequestFilter, RequestPages
from app.rules.channels import Channel
from app.rules.offices import Level
from app.rules.outcomes import OLD_OUTCOMES, OUTCOMES
from app.rules.remedies import RemedyDraft, RemedyKind, RemedyResult
from app.rules.request_events import EventKind
from app.rules.requests import ApplicantKind, RequestChannel
from tests.factory import OFFICE, TODAY, ask, do, operation, published, records
from tests.request_desk import COMPANY, registered, replied, stepped

OWN, TREE = "own", "tree"
YEAR = 2026
OVER = date(2027, 1, 20)
EXAMPLES = json.loads((Path(__file__).parents[1] / "worked_examples.json").read_text(encoding="utf-8"))
TEXT = {"1": "共收到申请{新收申请总数}件。", "5": "有待改进。", "6": "没有其他事项。"}


def opened(store, year=YEAR, scope=OWN, code=OFFICE.code):
    return ask(store, annual_reports.opened, code, year, scope)


def figure(store, key, year=YEAR, scope=OWN, code=OFFICE.code):
    return opened(store, year, scope, code).figures[key]


def value(store, key, *more):
    return figure(store, key, *more).value


def enter(store, year=YEAR, scope=OWN, code=OFFICE.code, **values):
    """Figures by hand; the keys of cells have dots, which `values` write as double underlines."""
    plain = {key.replace("__", "."): None if n is None else Decimal(str(n)) for key, n in values.items()}
    do(store, annual_reports.set_figures, code, year, scope, plain)


def filled(store, year=YEAR, scope=OWN, code=OFFICE.code):
    """A report in which everything is filled in."""
    blank = {key: Decimal(0) for key, each in opened(store, year, scope, code).figures.items() if each.value is None}
    do(store, annual_reports.set_figures, code, year, scope, blank)
    for key, text in TEXT.items():
        do(store, annual_reports.write_section, code, year, scope, key, text)


def finished(store, year=YEAR, scope=OWN, code=OFFICE.code):
    filled(store, year, scope, code)
    do(store, annual_reports.make_final, code, year, scope, date(year + 1, 1, 20))


def keys(report):
    return {finding.key for finding in report.findings}


def township(store, code="000001101", name="演示苏木人民政府", level=Level.TOWNSHIP):
    office = Office(code=code, name=name, level=level, parent_code=code[:6])
    do(store, lambda session: session.add(office))
    return code


def scattered(session, rng, code, n=400):
    """Requests of every kind, with days around three turns of the year, some still open, some never received."""
    applicant = Applicant(kind="person", name="演示申请人", identity="演示")
    session.add(applicant)
    outcomes = [*OUTCOMES, *OLD_OUTCOMES, ""]
    for number in range(n):
        arrived = date(2017, 1, 1) + timedelta(rng.randrange(3200))
        received = rng.choice([None, arrived, arrived, arrived + timedelta(3)])
        closed = rng.choice([None, arrived + timedelta(rng.randrange(4, 120))])
        session.add(
            Request(
                office_code=code,
                number=str(number),
                letter_uuid="x",
                applicant_uuid=applicant.uuid,
                applicant_kind=rng.choice(list(ApplicantKind)),
                channel=rng.choice(list(RequestChannel)),
                arrived_on=arrived,
                title="演示",
                state="replied" if closed else "running",
                received_on=received,
                extended=rng.random() < 0.3,
                flags=rng.choice(["", "overdue", "carried_over overdue"]),
                outcome=rng.choice(outcomes) if closed else "",
                closed_on=closed,
            )
        )


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2022, 2024, 2026])
def test_every_figure_is_the_count_of_its_records(store, year):
    do(store, scattered, random.Random(year), OFFICE.code)
    report = opened(store, year)
    fed = [key for key, cell in report.form.cells.items() if cell.fed_by == "requests"]
    assert len(fed) > 20
    with store.read() as session:
        for key in fed:
            conditions = [Request.office_code == OFFICE.code, *request_counts.conditions(key, year)]
            count = session.scalar(select(func.count()).select_from(Request).where(*conditions))
            assert report.figures[key].counted == count, key


def test_the_requests_behind_a_figure_are_as_many_as_it_says(store):
    do(store, scattered, random.Random(1), OFFICE.code)
    for key in ("3.new.total", "3.carried_out.person", "3.1.total", "3.7.business"):
        behind = ask(store, annual_reports.behind, OFFICE.code, 2022, OWN, key)
        assert behind.page == "requests"
        with store.read() as session:
            assert RequestPages(behind.target, TODAY).count(session) == behind.count
        assert len(ask(store, report_records.listed, behind.target, TODAY)) == behind.count


def test_outcomes_the_form_lacks_are_told_and_not_counted(store):
    do(store, scattered, random.Random(2), OFFICE.code)
    wrong = [each for each in opened(store, 2022).findings if each.check == "AR-MUT"]
    assert {each.key.removeprefix("AR-MUT:") for each in wrong} <= {*OLD_OUTCOMES, ""}
    assert wrong


def test_the_report_is_there_before_anybody_wrote_into_it(store):
    replied(store)
    registered(store, "未办结", applicant=COMPANY)
    report = opened(store)
    assert (report.uuid, report.status, report.title) == ("", "draft", f"{OFFICE.name}2026年政府信息公开工作年度报告")
    assert report.figures["3.new.total"].value == 2
    assert report.figures["3.1.person"].value == 1
    assert report.figures["3.carried_out.business"].value == 1
    assert report.open_findings == ()
    assert report.due_on == date(2027, 1, 31)
    assert ask(store, annual_reports.reports) == []


def test_what_was_carried_out_is_carried_in_the_next_year(store):
    registered(store)
    assert value(store, "3.carried_out.person") == 1
    assert value(store, "3.carried_in.person", 2027) == 1
    assert "AR-PREV:person" not in keys(opened(store, 2027))


def test_a_carry_over_that_is_not_last_years_is_an_error(store):
    registered(store)
    enter(store, 2027, **{"3__carried_in__person": 2})
    assert {"AR-PREV:person", "AR-PREV:total", "AR-LEDGER:3.carried_in.person"} <= keys(opened(store, 2027))


def test_nothing_is_carried_over_from_a_year_nobody_knows(store):
    enter(store, **{"3__carried_in__person": 2, "3__carried_out__person": 2})
    assert not any(key.startswith("AR-PREV") for key in keys(opened(store)))


def test_a_figure_entered_otherwise_than_counted_needs_a_reason(store):
    replied(store)
    enter(store, **{"3__new__person": 2, "3__carried_out__person": 1})
    changed = figure(store, "3.new.person")
    assert (changed.value, changed.source, changed.counted) == (2, "entered", 1)
    assert value(store, "3.new.total") == 2
    assert figure(store, "3.new.total").source == "summed"
    assert {each.key for each in opened(store).open_findings} == {
        "AR-LEDGER:3.new.person",
        "AR-LEDGER:3.carried_out.person",
    }
    filled(store)
    with pytest.raises(UserError, match="还有 2 处核对不符"):
        do(store, annual_reports.make_final, OFFICE.code, YEAR, OWN, OVER)
    for key in ("AR-LEDGER:3.new.person", "AR-LEDGER:3.carried_out.person"):
        do(store, annual_reports.give_reason, OFFICE.code, YEAR, OWN, key, "一件在旧系统里登记。")
    do(store, annual_reports.make_final, OFFICE.code, YEAR, OWN, OVER)
    assert opened(store).status == "final"


def test_totals_follow_the_parts_that_were_entered(store):
    replied(store)
    enter(store, **{"3__2__business": 3})
    assert [value(store, f"3.{row}") for row in ("2.total", "7.business", "7.person", "7.total")] == [3, 3, 1, 4]


def test_a_total_entered_by_hand_stays_and_is_checked(store):
    replied(store)
    enter(store, **{"3__7__total": 5})
    assert value(store, "3.7.total") == 5
    assert {"AR-BAL:total", "AR-SUM7:total", "AR-ROW:7"} <= keys(opened(store))


def test_a_figure_taken_back_is_counted_again(store):
    replied(store)
    enter(store, **{"3__new__person": 5})
    enter(store, **{"3__new__person": None})
    assert (figure(store, "3.new.person").value, figure(store, "3.new.person").source) == (1, "counted")


@pytest.mark.parametrize(
    ("key", "number", "sentence"),
    [
        ("3.new.person", "1.5", "应填 0 以上的整数"),
        ("3.new.person", "-1", "不能是负数"),
        ("3.new.person", "NaN", "应填数字"),
        ("2.charges.amount", "Infinity", "应填数字"),
        ("9.9", "1", "不是“2021年格式”里的栏"),
        ("2018:3.1", "1", "不是“2021年格式”里的栏"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(store, key, number, sentence):
    with pytest.raises(UserError, match=sentence):
        do(store, annual_reports.set_figures, OFFICE.code, YEAR, OWN, {key: Decimal(number)})
    assert ask(store, annual_reports.reports) == []


def test_entering_figures_can_be_undone(store):
    replied(store)
    before = records(store)
    _none, changed = operation(
        store, annual_reports.set_figures, OFFICE.code, YEAR, OWN, {"2.licence.decisions": Decimal(9)}
    )
    do(store, history.undo, changed.operation)
    assert records(store) == before
    assert value(store, "2.licence.decisions") is None


def test_a_final_report_keeps_its_figures_and_its_text(store):
    replied(store)
    finished(store)
    assert opened(store).texts["1"] == "共收到申请1件。"
    replied(store, "后来补登记的申请")
    report = opened(store)
    assert (report.figures["3.new.total"].value, report.figures["3.new.total"].counted) == (1, 2)
    assert report.texts["1"] == "共收到申请1件。"
    changed = [each for each in report.findings if each.check == "AR-FROZEN"]
    assert "AR-FROZEN:3.new.total" in {each.key for each in changed}
    assert all(each.warning for each in changed)


def test_a_final_report_is_changed_only_after_it_was_reopened(store):
    replied(store)
    finished(store)
    for work, more in (
        (annual_reports.set_figures, ({"2.licence.decisions": Decimal(1)},)),
        (annual_reports.write_section, ("1", "改")),
        (annual_reports.remove, ()),
    ):
        with pytest.raises(UserError, match="已经定稿"):
            do(store, work, OFFICE.code, YEAR, OWN, *more)
    do(store, annual_reports.reopen, OFFICE.code, YEAR, OWN)
    enter(store, **{"2__licence__decisions": 4})
    assert value(store, "2.licence.decisions") == 4


def test_a_report_is_not_final_before_its_year_is_over(store):
    filled(store)
    with pytest.raises(UserError, match="统计期到12月31日才结束"):
        do(store, annual_reports.make_final, OFFICE.code, YEAR, OWN, date(2026, 12, 31))


def test_it_is_submitted_and_published_only_when_final(store):
    filled(store)
    with pytest.raises(UserError, match="还没有定稿"):
        do(store, annual_reports.submitted, OFFICE.code, YEAR, OWN, OVER)
    do(store, annual_reports.make_final, OFFICE.code, YEAR, OWN, OVER)
    with pytest.raises(UserError, match="请核对日期"):
        do(store, annual_reports.published, OFFICE.code, YEAR, OWN, date(2026, 5, 1))
    do(store, annual_reports.submitted, OFFICE.code, YEAR, OWN, OVER)
    do(store, annual_reports.published, OFFICE.code, YEAR, OWN, OVER)
    (row,) = ask(store, annual_reports.reports)
    assert (row.status, row.submitted_on, row.published_on, row.findings) == ("final", OVER, OVER, 0)


def test_a_name_in_the_text_that_no_figure_has_keeps_the_report_from_being_final(store):
    filled(store)
    do(store, annual_reports.write_section, OFFICE.code, YEAR, OWN, "1", "共收到{新收申请数}件。")
    with pytest.raises(UserError, match="新收申请总数"):
        do(store, annual_reports.make_final, OFFICE.code, YEAR, OWN, OVER)


def test_a_section_of_the_table_has_no_text(store):
    with pytest.raises(UserError, match="可以写文字"):
        do(store, annual_reports.write_section, OFFICE.code, YEAR, OWN, "3", "文字")


def test_a_reason_hangs_on_a_finding(store):
    with pytest.raises(UserError, match="没有“AR-BAL:person”这一条"):
        do(store, annual_reports.give_reason, OFFICE.code, YEAR, OWN, "AR-BAL:person", "理由")


def test_text_that_is_last_years_is_told(store):
    long = "一年来，本机关坚持以公开为常态、不公开为例外，加强制度建设，主动公开信息{新收申请总数}条。"
    for year in (2025, 2026):
        do(store, annual_reports.write_section, OFFICE.code, year, OWN, "1", long)
    report = opened(store)
    assert report.similar["1"] == 100
    assert "AR-SAME:1" in keys(report)
    do(store, offices.choose, "similarity", "100")
    do(store, annual_reports.write_section, OFFICE.code, YEAR, OWN, "1", "今年改写了这一部分。" + long)
    assert "AR-SAME:1" not in keys(opened(store))


def test_remedies_and_fees_are_counted_and_open_to_their_records(store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 3, 9), reached_on=date(2026, 3, 9))
    stepped(store, uuid, EventKind.PAID, date(2026, 3, 16), amount_fen=38_000)
    draft = RemedyDraft(
        kind=RemedyKind.REVIEW, filed_on=date(2026, 3, 10), authority="演示市人民政府", claim="演示请求",
        result=RemedyResult.UPHELD, decided_on=date(2026, 3, 17),
    )  # fmt: skip
    do(store, remedies.add, draft, TODAY)
    assert [value(store, f"4.review.{key}") for key in ("upheld", "pending", "total")] == [1, 0, 1]
    assert [value(store, f"6.fee.{key}") for key in ("notices", "billed", "collected")] == [1, 380, 380]
    totals = ask(store, fees.totals, OFFICE.code, YEAR)
    assert totals.billed_fen == totals.collected_fen == 38_000
    for key in ("4.review.upheld", "6.fee.notices"):
        behind = ask(store, annual_reports.behind, OFFICE.code, YEAR, OWN, key)
        assert len(ask(store, report_records.listed, behind.target, TODAY)) == behind.count == 1
    assert isinstance(behind.target, FeeFilter)


def test_items_disclosed_are_counted_once_and_once_for_each_channel(store):
    on = date(2018, 5, 3)
    published(store, "甲", ("website", "board", "social"), on, formed_on=on)
    published(store, "乙", ("gazette", "website"), on, formed_on=on)
    published(store, "丙", ("website",), date(2026, 3, 10))
    values = [value(store, f"2018:1.{row}", 2018) for row in ("1", "2.1", "2.2", "2.3", "2.4", "2.5")]
    assert values == [2, 1, 2, None, 1, 1]
    for row in ("1.1", "1.2.1", "1.2.2", "1.2.4", "1.2.5"):
        behind = ask(store, annual_reports.behind, OFFICE.code, 2018, OWN, f"2018:{row}")
        assert behind.page == "disclosures"
        assert len(ask(store, report_records.listed, behind.target, TODAY)) == behind.count


def test_every_channel_of_the_register_is_in_one_row_of_the_form_of_2018():
    assert sorted(channel for channels in OLD_CHANNELS.values() for channel in channels if channel) == sorted(Channel)


def test_a_cell_no_register_feeds_opens_to_nothing(store):
    behind = ask(store, annual_reports.behind, OFFICE.code, YEAR, OWN, "2.licence.decisions")
    assert (behind.page, behind.target, behind.count) == ("", None, None)


def test_an_old_year_is_entered_in_its_own_form_with_its_known_mistake(store):
    seeds = {row["code"]: row["seed_value"] for row in EXAMPLES["legacy_2018_rows"] if row["seed_value"] is not None}
    values = {f"2018:{code}": Decimal(str(n)) for code, n in seeds.items()}
    do(store, annual_reports.set_figures, OFFICE.code, 2018, OWN, values)
    report = opened(store, 2018)
    assert {key: each.value for key, each in report.figures.items() if each.value is not None} == values
    assert {each.key for each in report.findings if each.check not in ("AR-TEXT", "AR-BLANK")} == {"S09"}
    assert report.open_findings == ()


def test_a_year_is_not_reported_in_the_form_of_another(store):
    with pytest.raises(UserError, match="2018年的年度报告用“2018年格式”"):
        ask(store, annual_reports.opened, OFFICE.code, 2018, OWN, "2021")
    assert opened(store, 2018).form is formats()["2018"]


@pytest.mark.parametrize("year", [0, 1989, 9999])
def test_a_year_out_of_all_reason_is_refused(store, year):
    with pytest.raises(UserError, match="请填 1990 至 2100 之间的年份"):
        opened(store, year)
    with pytest.raises(UserError, match="请填 1990 至 2100 之间的年份"):
        enter(store, year, **{"3__new__person": 1})


@pytest.mark.parametrize("code", ["999999", "000001101200"])
def test_villages_and_strangers_report_nothing(store, code):
    township(store, "000001101200", "演示嘎查", Level.VILLAGE)
    with pytest.raises(UserError, match="不编制年度报告"):
        opened(store, code=code)
    assert [unit.code for unit in ask(store, annual_reports.offices_of)] == [OFFICE.code]


def test_a_consolidated_report_adds_up_and_names_who_is_missing(store):
    first, second = township(store), township(store, "000001102", "演示镇人民政府")
    replied(store)
    enter(store, code=first, **{"3__new__person": 4, "3__1__person": 4, "2__licence__decisions": 7})
    report = opened(store, scope=TREE)
    assert [report.figures[key].value for key in ("3.new.total", "3.1.person", "2.licence.decisions")] == [5, 5, 7]
    assert report.figures["3.new.person"].source == "summed"
    assert report.missing_units == ("演示镇人民政府",)
    assert "AR-CONS:missing" in keys(report)
    enter(store, code=second, **{"3__new__person": 0})
    assert opened(store, scope=TREE).missing_units == ()
    parts = ask(store, annual_reports.parts, OFFICE.code, YEAR, "3.new.person")
    assert [(unit.code, each.value) for unit, each in parts] == [(OFFICE.code, 1), (first, 4), (second, 0)]


def test_a_consolidated_figure_entered_otherwise_needs_a_reason(store):
    township(store)
    replied(store)
    enter(store, scope=TREE, **{"2__licence__decisions": 3, "3__new__person": 3})
    report = opened(store, scope=TREE)
    assert "AR-CONS:3.new.person" in {each.key for each in report.open_findings}
    assert "AR-CONS:2.licence.decisions" not in keys(report)


def test_a_consolidated_report_takes_the_final_figures_of_those_below(store):
    code = township(store)
    enter(store, code=code, **{"3__new__person": 2, "3__carried_out__person": 2})
    finished(store, code=code)
    assert value(store, "3.carried_out.total", YEAR, TREE) == 2
    assert value(store, "3.carried_in.total", YEAR + 1, TREE) == 0
    assert "AR-PREV:total" in keys(opened(store, YEAR + 1, TREE))


def test_requests_of_every_office_are_behind_a_consolidated_figure(store):
    code = township(store)
    do(store, scattered, random.Random(3), OFFICE.code, 100)
    do(store, scattered, random.Random(4), code, 100)
    behind = ask(store, annual_reports.behind, OFFICE.code, 2022, TREE, "3.new.total")
    assert behind.target == RequestFilter(cell="3.new.total", year=2022, owner=owners.ALL)
    with store.read() as session:
        assert RequestPages(behind.target, TODAY).count(session) == behind.count


def test_the_reports_of_last_year_are_due_on_the_days_of_the_office(store):
    assert ask(store, annual_reports.deadlines, date(2026, 6, 1)) == []
    assert [(each.year, each.scope, each.due_on, each.done, each.days_left) for each in
            ask(store, annual_reports.deadlines, date(2026, 1, 21))] == [
        (2025, OWN, date(2026, 1, 31), False, 10)]  # fmt: skip
    township(store)
    do(store, offices.choose, "consolidated_due", "02-20")
    found = ask(store, annual_reports.deadlines, date(2026, 1, 21))
    assert [(each.scope, each.due_on) for each in found] == [(OWN, date(2026, 1, 31)), (TREE, date(2026, 2, 20))]


def test_a_report_that_is_late_stays_until_it_went_out(store):
    replied(store)
    late = date(2027, 3, 1)
    assert [(each.year, each.done, each.days_left) for each in ask(store, annual_reports.deadlines, late)] == [
        (2026, False, -29)
    ]
    finished(store)
    do(store, annual_reports.submitted, OFFICE.code, YEAR, OWN, OVER)
    assert [each.done for each in ask(store, annual_reports.deadlines, late)] == [True]


def test_removing_a_report_leaves_what_the_registers_count(store):
    replied(store)
    enter(store, **{"2__licence__decisions": 3})
    do(store, annual_reports.remove, OFFICE.code, YEAR, OWN)
    assert ask(store, annual_reports.reports) == []
    assert (value(store, "2.licence.decisions"), value(store, "3.new.total")) == (None, 1)
