"""Which tariff counts, what a request costs and why, and the ledger of notices and payments."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select

from app.errors import UserError
from app.exchange import tariffs as files
from app.models.base import new_uuid
from app.models.request import Request
from app.operations import fees, history, offices, requests
from app.operations.fees import FeeState, FeeTotals
from app.rules.fees import Step, Tariff
from app.rules.request_events import EventKind, FeeMethod
from tests.factory import OFFICE, TODAY, ask, do
from tests.request_desk import APPLICANT, ARRIVED, COMPANY, by_internet, registered, stepped

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)
LATER = date(2026, 12, 31)
DEARER = Tariff("测试标准", date(2026, 3, 1), "测试通知", (Step(1, 7_700),), (Step(1, 500),))


def by_item(store, uuid):
    return ask(store, fees.suggested, uuid, FeeMethod.ITEM)


def by_page(store, uuid, pages):
    return ask(store, fees.suggested, uuid, FeeMethod.PAGE, pages)


def several(store, n, on=ARRIVED, **values):
    return [registered(store, f"测试事项{k}", today=LATER, arrived_on=on, **values) for k in range(n)]


def installed(store, folder, tariff=DEARER):
    path = folder / "tariff.toml"
    files.write(path, tariff)
    return do(store, fees.install, path)


def test_the_nth_request_of_a_month_costs_what_its_place_says(store):
    found = [by_item(store, uuid) for uuid in several(store, 12)]
    assert [each.nth for each in found] == list(range(1, 13))
    assert [each.amount_fen for each in found] == [0] * 10 + [10_000] * 2


def test_counting_starts_again_with_the_calendar_month(store):
    uuids = [*several(store, 10, MARCH), *several(store, 1, APRIL)]
    assert sum(by_item(store, uuid).amount_fen for uuid in uuids) == 0
    assert by_item(store, uuids[-1]).nth == 1


def test_a_letter_split_into_twelve_counts_as_twelve(store):
    letter = registered(store)
    parts = do(store, requests.split, letter, [f"测试事项{n}" for n in range(12)], TODAY)
    assert sum(by_item(store, uuid).amount_fen for uuid in parts) == 20_000


def test_requests_of_others_are_not_counted(store):
    several(store, 11)
    assert by_item(store, registered(store, applicant=COMPANY)).nth == 1


def test_the_same_person_under_the_same_number_is_one_applicant(store):
    twice = {"id_number": "演示-1", "phone": ""}
    for name in ("演示申请人甲", "演示申请人（甲）"):
        last = registered(store, applicant=type(APPLICANT)(name=name, **twice))
    assert by_item(store, last).nth == 2


def test_on_one_day_the_order_of_entry_counts_and_later_entries_do_not_move_earlier_days(store):
    second = registered(store, arrived_on=date(2026, 3, 9))
    first = registered(store, arrived_on=date(2026, 3, 3))
    assert [by_item(store, uuid).nth for uuid in (first, second)] == [1, 2]


def test_the_month_is_that_of_receipt_unless_the_office_chose_arrival(store):
    late = by_internet(store, today=LATER, arrived_on=MARCH)
    stepped(store, late, EventKind.CONFIRM, APRIL)
    several(store, 3, MARCH)
    assert by_item(store, late).nth == 1
    do(store, offices.choose, "fee_month", "arrived")
    assert by_item(store, late).nth == 1
    assert by_item(store, several(store, 1, MARCH)[0]).nth == 5


def test_a_request_that_is_not_confirmed_costs_nothing_yet(store):
    with pytest.raises(UserError, match="还没有与申请人确认"):
        by_item(store, by_internet(store))


def test_the_suggestion_says_why(store):
    *_others, last = several(store, 35)
    found = by_item(store, last)
    assert found.amount_fen == 20_000
    assert found.lines[0] == "2026年3月的申请（按收到申请之日计）：本件是该申请人的第35件。"
    assert "本月第35件：200.00元。" in found.lines
    assert "国办函〔2020〕109号" in found.lines[-1]


def test_somebody_known_by_name_alone_is_pointed_out(store):
    nameless = type(APPLICANT)(name="匿名", address="演示苏木一号")
    assert any("只能按姓名" in line for line in by_item(store, registered(store, applicant=nameless)).lines)
    assert not any("只能按姓名" in line for line in by_item(store, registered(store)).lines)


def test_pages_are_counted_for_one_request(store):
    found = by_page(store, registered(store), 68)
    assert (found.amount_fen, found.quantity, found.method) == (38_000, 68, FeeMethod.PAGE)
    with pytest.raises(UserError, match="页数"):
        by_page(store, registered(store), 0)


def test_ten_thousand_requests_of_one_person_have_their_price(store):
    uuid = registered(store)

    def fill(session):
        row = session.execute(select(Request.__table__).where(Request.uuid == uuid)).mappings().one()
        copies = [{**row, "id": None, "uuid": new_uuid(), "number": f"测试-{n}"} for n in range(9_999)]
        session.connection().execute(insert(Request.__table__), copies)
        return copies[-1]["uuid"]

    last = by_item(store, do(store, fill))
    assert (last.nth, last.amount_fen) == (10_000, 100_00 + 100_00 * 997)


def test_the_tariff_of_the_day_of_receipt_counts(store, tmp_path):
    before = registered(store, arrived_on=date(2026, 2, 27))
    installed(store, tmp_path)
    assert by_item(store, before).amount_fen == 0
    assert by_item(store, registered(store)).amount_fen == 7_700
    assert by_page(store, registered(store), 3).tariff_name == "测试标准"


def test_before_the_first_tariff_there_is_no_price(store):
    with pytest.raises(UserError, match="2020-12-31"):
        ask(store, fees.tariff_on, date(2020, 12, 31))


def test_a_tariff_of_the_same_day_takes_the_place_of_the_one_before(store, tmp_path):
    installed(store, tmp_path)
    installed(store, tmp_path, Tariff("测试标准二", DEARER.in_force_on, "测试通知二", DEARER.items, DEARER.pages))
    assert [row.tariff.name for row in ask(store, fees.tariffs)][1:] == ["测试标准二"]


def test_a_tariff_of_the_office_can_be_taken_out_and_that_undone(store, tmp_path):
    installed(store, tmp_path)
    (own,) = [row for row in ask(store, fees.tariffs) if row.uuid]
    do(store, fees.remove_tariff, own.uuid)
    assert not [row for row in ask(store, fees.tariffs) if row.uuid]
    do(store, history.undo, ask(store, history.last_undoable).id)
    assert [row.tariff for row in ask(store, fees.tariffs) if row.uuid] == [DEARER]


def test_what_came_with_the_program_cannot_be_taken_out(store):
    with pytest.raises(UserError, match="随程序提供"):
        do(store, fees.remove_tariff, "")


def test_the_template_is_the_tariff_in_force(store, tmp_path):
    ask(store, fees.write_template, tmp_path / "t.toml", TODAY)
    assert files.read(tmp_path / "t.toml") == ask(store, fees.tariff_on, TODAY)


def test_the_ledger_tells_by_when_each_notice_is_paid_and_what_became_of_it(store):
    paid, waiting, lapsed, withdrawn = several(store, 4, date(2026, 7, 6))
    for uuid in (paid, waiting, lapsed, withdrawn):
        stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 7, 20))
    stepped(store, paid, EventKind.PAID, date(2026, 8, 10))
    stepped(store, lapsed, EventKind.FEE_LAPSE, date(2026, 8, 18))
    stepped(store, withdrawn, EventKind.WITHDRAW, date(2026, 7, 30))
    rows = {row.request_uuid: row for row in ask(store, fees.ledger, 2026)}
    assert {row.pay_by for row in rows.values()} == {date(2026, 8, 17)}
    states = [rows[uuid].state for uuid in (paid, waiting, lapsed, withdrawn)]
    assert states == [FeeState.PAID, FeeState.WAITING, FeeState.LAPSED, FeeState.ENDED]
    assert (rows[paid].paid_on, rows[paid].paid_fen) == (date(2026, 8, 10), 38_000)
    assert not rows[waiting].overdue(date(2026, 8, 17))
    assert rows[waiting].overdue(date(2026, 8, 18))
    assert not rows[lapsed].overdue(date(2026, 9, 1))


def test_the_days_to_pay_run_from_the_day_the_notice_arrived(store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 3, 9), reached_on=date(2026, 3, 11))
    (row,) = ask(store, fees.ledger, 2026)
    assert row.pay_by == date(2026, 4, 9)


def test_money_counts_in_the_year_in_which_it_came(store):
    uuid = registered(store, today=date(2026, 1, 5), arrived_on=date(2025, 12, 15))
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2025, 12, 30), today=date(2026, 1, 5))
    stepped(store, uuid, EventKind.PAID, date(2026, 1, 5))
    code = OFFICE.code
    assert ask(store, fees.totals, code, 2025) == FeeTotals(1, 38_000, 0)
    assert ask(store, fees.totals, code, 2026) == FeeTotals(0, 0, 38_000)
    assert len(ask(store, fees.ledger, 2025)) == len(ask(store, fees.ledger, 2026)) == 1
    assert ask(store, fees.ledger, 2024) == []
    assert ask(store, fees.years) == [2026, 2025]


def test_a_second_notice_of_a_request_has_its_own_line_and_its_own_money(store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 3, 3))
    stepped(store, uuid, EventKind.PAID, date(2026, 3, 4))
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 3, 5), amount_fen=1_000)
    stepped(store, uuid, EventKind.PAID, date(2026, 3, 6), amount_fen=400)
    rows = ask(store, fees.ledger, 2026)
    assert [(row.amount_fen, row.paid_fen) for row in rows] == [(38_000, 38_000), (1_000, 400)]
    assert ask(store, fees.totals, OFFICE.code, 2026) == FeeTotals(2, 39_000, 38_400)


def test_the_sums_are_those_of_the_lines(store):
    for n, uuid in enumerate(several(store, 5)):
        stepped(store, uuid, EventKind.FEE_NOTICE, ARRIVED + timedelta(1), amount_fen=1_000 * (n + 1))
        if n % 2:
            stepped(store, uuid, EventKind.PAID, ARRIVED + timedelta(2))
    rows, told = ask(store, fees.ledger, 2026), ask(store, fees.totals, OFFICE.code, 2026)
    sums = len(rows), sum(row.amount_fen for row in rows), sum(row.paid_fen or 0 for row in rows)
    assert sums == (told.notices, told.billed_fen, told.collected_fen) == (5, 15_000, 6_000)


def test_an_office_without_fees_has_none(store):
    assert ask(store, fees.totals, OFFICE.code, 2026) == FeeTotals(0, 0, 0)
    assert (ask(store, fees.ledger, 2026), ask(store, fees.years)) == ([], [])
