"""What waits on the village boards, for the first page."""

from datetime import date

from app.models.office import Office
from app.operations import board, notices, payout_plans, payouts
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeDraft, ObjectionDraft
from tests.factory import TODAY, ask, do

TOWNSHIP, VILLAGE = "000001101", "000001101201"
OCTOBER = date(2026, 10, 8)


def with_village(store):
    def add(session):
        session.add(Office(code=TOWNSHIP, name="演示苏木", level="township", parent_code="000001"))
        session.add(Office(code=VILLAGE, name="演示一嘎查", level="village", parent_code=TOWNSHIP))

    do(store, add)


def posted(store, on):
    draft = NoticeDraft(VILLAGE, NoticeKind.FREE, "演示公示", body="演示。", year=2026)
    uuid = do(store, notices.draft, draft)
    do(store, notices.review, [uuid], "演示甲", on)
    do(store, notices.post, [uuid], on, "演示乙", on)
    return uuid


def test_an_office_without_villages_has_nothing_on_its_boards(store):
    assert ask(store, board.overview, TODAY).nothing


def test_a_notice_waits_first_to_be_posted_then_to_come_down_then_to_be_filed(store):
    with_village(store)
    uuid = posted(store, date(2026, 3, 2))
    assert ask(store, board.overview, date(2026, 3, 8)).waiting.soon == 1
    assert ask(store, board.overview, TODAY).waiting.over == 1
    do(store, notices.take_down, [uuid], TODAY, "演示乙", TODAY)
    seen = ask(store, board.overview, TODAY)
    assert (seen.waiting.over, seen.waiting.to_file) == (0, 1)


def test_an_objection_waits_until_it_is_answered_and_is_late_after_its_day(store):
    with_village(store)
    uuid = posted(store, date(2026, 3, 16))
    objection = do(store, notices.object_, uuid, ObjectionDraft(date(2026, 3, 17), "面积不对"), TODAY)
    assert ask(store, board.overview, TODAY).waiting.objections == 1
    assert ask(store, board.overview, date(2026, 4, 30)).waiting.overdue_objections == 1
    do(store, notices.answer, objection, "已核实", False, "演示丙", TODAY, TODAY)
    assert ask(store, board.overview, TODAY).waiting.objections == 0


def test_pay_outs_of_the_year_are_asked_for_from_october_on(store):
    with_village(store)
    text = "嘎查村\t户主姓名\t金额\n演示一嘎查\t演示甲\t100\n"
    plan = ask(store, payout_plans.plan_pasted, text, payout_plans.Defaults("演示补贴", year=2026), TODAY)
    do(store, payouts.accept, plan)
    assert ask(store, board.overview, date(2026, 9, 30)).unposted_villages == 0
    seen = ask(store, board.overview, OCTOBER)
    assert (seen.unposted_villages, seen.payouts_due_on, seen.days_left) == (1, date(2026, 12, 31), 84)
