"""A banner that holds its townships' records: each register, figure and card keeps its own from theirs."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from app.errors import UserError
from app.models.disclosure import ChannelEvent, Disclosure
from app.models.notice import Notice, Objection
from app.models.office import Board
from app.models.payout import PayoutRoll
from app.models.request import Request
from app.operations import (
    annual_reports,
    applicants,
    attachments,
    board,
    calendars,
    checks,
    coverage,
    disclosure_lists,
    disclosure_sheets,
    disclosures,
    exceptions,
    fees,
    letters,
    matters,
    notice_lists,
    notices,
    numbering,
    offices,
    owners,
    payout_plans,
    payout_rows,
    payouts,
    remedies,
    report_records,
    request_lists,
    requests,
    search,
    today,
    village_sheets,
    villages,
)
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages
from app.operations.notice_lists import NoticeFilter
from app.operations.payout_plans import Defaults
from app.operations.plans import Fate
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RequestFilter
from app.rules.annual_report import Scope
from app.rules.catalog import ExceptionDraft, Ground
from app.rules.channels import Channel
from app.rules.disclosures import ChannelDraft
from app.rules.letters import LetterKind
from app.rules.notices import ObjectionDraft
from app.rules.offices import Level, OfficeDraft
from app.rules.remedies import RemedyDraft, RemedyKind
from app.rules.request_events import Event, EventKind
from app.rules.requests import ApplicantDraft, RequestDraft
from app.rules.villages import Cycle, MatterDraft
from app.store.database import Store
from tests import factory, notice_factory, request_desk
from tests.factory import TODAY, ask, do
from tests.notice_factory import id_number
from tests.operations.packages.desks import BANNER, NOW, OTHER_TOWNSHIP, TOWNSHIP, Desk

EAST = OfficeDraft("152531101201", "演示东嘎查", Level.VILLAGE)
WEST = OfficeDraft("152531102201", "样例西嘎查", Level.VILLAGE)
BOTH = (TOWNSHIP.code, OTHER_TOWNSHIP.code)
TITLES = ("本旗的信息", "演示苏木的信息", "样例苏木的信息")


def filled(store, village, prefix):
    """What an office does in a year, a little of everything."""
    factory.published(store, f"{prefix}的信息")
    factory.register(store, f"{prefix}拟公开")
    request_desk.replied(store, f"{prefix}的申请")
    request_desk.registered(store, f"{prefix}在办的申请", applicant=ApplicantDraft(name=f"{prefix}申请人"))
    do(store, remedies.add, RemedyDraft(kind=RemedyKind.REVIEW, filed_on=TODAY, claim=f"{prefix}复议"), TODAY)
    draft = ExceptionDraft(f"{prefix}不予公开", Ground.STATE_SECRET, "理由", "演示乙", date(2024, 3, 1))
    do(store, exceptions.add, draft, TODAY)
    if village:
        do(store, villages.add, village)
        do(store, matters.add, village.code, MatterDraft(f"{prefix}村务", cycle=Cycle.MONTHLY))
        uuid = notice_factory.posted(store, f"{prefix}公示", office_code=village.code)
        do(store, notices.object_, uuid, ObjectionDraft(date(2026, 3, 12), "有异议"), TODAY)
        notice_factory.reviewed(store, f"{prefix}待贴公示", office_code=village.code)
        notice_factory.rolled(
            store, (village.name, "测试甲", id_number(1), 100), (village.name, "测试乙", id_number(2), 50)
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The banner's closed file with its own records and those of two townships."""
    folder = tmp_path_factory.mktemp("tree")
    banner = Desk(folder / "banner", BANNER)
    do(banner.store, villages.add, TOWNSHIP)
    filled(banner.store, None, "本旗")
    for name, office, village, prefix in (
        ("north", TOWNSHIP, EAST, "演示苏木"),
        ("south", OTHER_TOWNSHIP, WEST, "样例苏木"),
    ):
        desk = Desk(folder / name, office)
        filled(desk.store, village, prefix)
        desk.know(banner)
        answered = desk.report_to(banner)
        assert (answered.returned, answered.conflict) == (0, 0), answered
        desk.store.close()
    banner.store.close()
    return banner.store.path


@pytest.fixture
def tree(built, tmp_path):
    store = Store.open(shutil.copy(built, tmp_path / "banner.iltod"))
    yield store
    store.close()


def foreign(store, cls, **values):
    """The uuid of a record that the first township sent."""
    with store.read() as session:
        asked = select(cls.uuid).where(cls.owner_code == TOWNSHIP.code).order_by(cls.id)
        return session.scalars(asked.filter_by(**values)).first()


def titles(store, **wanted):
    pages = DisclosurePages(DisclosureFilter(view="", order="began", **wanted), TODAY)
    return sorted(row.title for row in ask(store, pages.page, 0) if row.title.endswith("的信息"))


def matters_asked(store, **wanted):
    return sorted(row.title for row in ask(store, request_lists.listed, RequestFilter(**wanted), TODAY))


def hanging(store, **wanted):
    return sorted(row.title for row in ask(store, notice_lists.listed, NoticeFilter(**wanted), TODAY))


def test_a_register_shows_this_office_one_below_or_all(tree):
    assert titles(tree) == ["本旗的信息"]
    assert titles(tree, owner=TOWNSHIP.code) == ["演示苏木的信息"]
    assert titles(tree, office_code=OTHER_TOWNSHIP.code) == ["样例苏木的信息"]
    assert titles(tree, owner=owners.ALL) == sorted(TITLES)
    pages = DisclosurePages(DisclosureFilter(owner=owners.ALL), TODAY)
    assert ask(tree, pages.count) == 6
    assert len(ask(tree, disclosure_lists.uuids, DisclosureFilter(), TODAY, 99)) == 2
    assert len(list(ask(tree, lambda s: list(disclosure_sheets.exported(s, DisclosureFilter(), TODAY))))) == 2


def test_requests_show_this_office_one_below_or_all(tree):
    assert matters_asked(tree) == ["本旗在办的申请", "本旗的申请"]
    assert matters_asked(tree, owner=OTHER_TOWNSHIP.code) == ["样例苏木在办的申请", "样例苏木的申请"]
    assert len(matters_asked(tree, owner=owners.ALL)) == 6
    assert ask(tree, request_lists.view_counts, TODAY)["open"] == 1
    assert [row.claim for row in ask(tree, remedies.listed, RemedyFilter())] == ["本旗复议"]
    assert len(ask(tree, remedies.listed, RemedyFilter(owner=owners.ALL))) == 3
    assert ask(tree, fees.ledger, 2026) == []


def test_notices_are_drilled_down_to_the_village_sheet(tree):
    assert hanging(tree) == []
    assert hanging(tree, owner=TOWNSHIP.code) == ["演示苏木公示", "演示苏木待贴公示"]
    assert hanging(tree, office_code=BANNER.code) == hanging(tree, owner=owners.ALL)
    assert hanging(tree, office_code=WEST.code, view="running") == []
    uuid = foreign(tree, Notice, status="posted")
    detail = ask(tree, notice_lists.opened, uuid, TODAY)
    assert (detail.row.office_code, detail.row.village, detail.brought_by) == (EAST.code, EAST.name, TOWNSHIP.name)
    assert len(detail.objections) == 1


def test_rolls_are_narrowed_to_their_owner_and_covered_over_the_tree(tree):
    assert ask(tree, payouts.rolls, owner="") == []
    (roll,) = ask(tree, payouts.rolls, owner=TOWNSHIP.code)
    assert (roll.office_code, roll.households, roll.total_fen, roll.owner_code) == (EAST.code, 2, 15000, TOWNSHIP.code)
    covered = ask(tree, payouts.coverage, 2026)
    assert [(row.office_code, row.missing) for row in covered.rows] == [(EAST.code, 1), (WEST.code, 1)]
    assert [row.missing for row in ask(tree, payouts.coverage, 2026, owner="").rows] == [0, 0]
    plan = ask(tree, matters.year_plan, EAST.code, 2026, TODAY)
    assert len(plan) == 12
    assert {row.code: (row.matters, row.notices) for row in ask(tree, villages.villages)} == {
        EAST.code: (1, 2),
        WEST.code: (1, 2),
    }


def test_the_detail_of_what_another_office_brought_says_whose_it_is(tree):
    item, request = foreign(tree, Disclosure), foreign(tree, Request)
    assert ask(tree, disclosure_lists.opened, item, TODAY).brought_by == TOWNSHIP.name
    assert ask(tree, request_lists.opened, request, TODAY).brought_by == TOWNSHIP.name
    (own,) = ask(tree, request_lists.uuids, RequestFilter(view="open"), TODAY, 9)
    assert ask(tree, request_lists.opened, own, TODAY).brought_by == ""


def test_search_finds_all_and_says_whose(tree):
    hits = {hit.name: hit.brought_by for hit in ask(tree, search.found, "的信息")}
    assert hits == dict(zip(TITLES, ("", TOWNSHIP.name, OTHER_TOWNSHIP.name), strict=True))


def test_today_asks_only_for_this_offices_own_work(tree):
    seen = ask(tree, today.overview, date(2026, 12, 1))
    everything = sum(section.count for section in seen.sections)
    assert seen.counts["drafts"] == 1
    assert all(row.title.startswith("本旗") for section in seen.sections for row in section.rows)
    assert everything == sum(
        ask(tree, disclosure_lists.DisclosurePages(DisclosureFilter(view=section.view), date(2026, 12, 1)).count)
        for section in seen.sections
    )
    assert seen.exceptions_due == 1
    assert len(ask(tree, exceptions.listed, TODAY)) == 3
    waits = ask(tree, board.overview, date(2026, 11, 2))
    assert waits.nothing, waits
    assert ask(tree, notice_lists.objections, TODAY) == []
    assert ask(tree, request_lists.waiting, date(2026, 12, 1)).overdue == 1


def test_counting_anew_leaves_what_others_brought_as_it_is(tree):
    with tree.read() as session:
        before = session.execute(select(Notice.uuid, Notice.last_on, Notice.owner_code)).all()
    moved = do(tree, calendars.choose, "timely_days", "10")
    assert {one.title for one in moved} <= {"本旗拟公开"}
    do(tree, calendars.choose, "objection_days", "5")
    do(tree, calendars.choose, "correction_days", "7")
    with tree.read() as session:
        assert session.execute(select(Notice.uuid, Notice.last_on, Notice.owner_code)).all() == before
        assert session.scalar(select(func.count()).select_from(Objection)) == 2


def test_numbers_go_on_from_this_offices_own(tree):
    with tree.read() as session:
        own, theirs = (
            session.scalars(select(Request.number).where(Request.owner_code == owner).order_by(Request.id)).all()
            for owner in ("", TOWNSHIP.code)
        )
        following = numbering.upcoming(session, Request.number, "request_number", 2026)
    assert own == theirs  # both count from one
    assert request_desk.opened(tree, request_desk.registered(tree, "又一件")).row.number == following[0]
    assert following[0] not in own
    typed = RequestDraft(
        applicant=ApplicantDraft(name="演示申请人丙"),
        arrived_on=date(2026, 3, 3),
        title="手填编号",
        content="内容",
        number=theirs[0],
    )
    with pytest.raises(UserError, match=theirs[0]):
        do(tree, requests.register, typed, TODAY)
    number = notice_factory.kept(tree, notice_factory.drafted(tree, office_code=EAST.code))["number"]
    assert number == "2026-0001"


def test_an_applicant_of_another_office_is_not_taken_for_ones_own(tree):
    assert ask(tree, applicants.matched, "演示苏木申请人") == []
    assert [row.draft.name for row in ask(tree, applicants.matched, "本旗申请人")] == ["本旗申请人"]


CHANGES = {
    "an item is corrected": lambda s, f: disclosures.edit(s, f(Disclosure), factory.draft("改动"), TODAY),
    "an item appears": lambda s, f: disclosures.publish(
        s, [f(Disclosure, status="published")], [ChannelDraft(Channel.WEBSITE, date(2026, 3, 10), "另一处")], TODAY
    ),
    "an item is removed": lambda s, f: disclosures.remove(s, [f(Disclosure, status="draft")]),
    "an item is submitted": lambda s, f: disclosures.submit(s, [f(Disclosure, status="draft")]),
    "a file is added": lambda s, f: attachments.attach(s, f(Disclosure), "附件.pdf", b"x"),
    "a notice is taken down": lambda s, f: notices.take_down(
        s, [f(Notice, status="posted")], date(2026, 3, 17), "演示丙", TODAY
    ),
    "a villager objects": lambda s, f: notices.object_(
        s, f(Notice, status="posted"), ObjectionDraft(date(2026, 3, 12), "有异议"), TODAY
    ),
    "an objection is answered": lambda s, f: notices.answer(
        s, f(Objection), "已核实", False, "演示丁", date(2026, 3, 13), TODAY
    ),
    "a request goes on": lambda s, f: requests.step(
        s, f(Request, closed_on=None), Event(EventKind.EXTEND, TODAY, days=20, person="演示负责人"), TODAY
    ),
    "a letter is begun": lambda s, f: letters.keep(
        s, letters.begun(s, f(Request, closed_on=None), LetterKind.RECEIPT, "", TODAY)
    ),
    "a roll is made a notice": lambda s, f: payouts.make_notices(s, [f(PayoutRoll)], TODAY),
    "a roll is removed": lambda s, f: payouts.remove(s, [f(PayoutRoll)]),
    "a village is renamed": lambda s, f: villages.edit(s, EAST.code, replace(EAST, name="另一名称")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_another_office_brought_is_not_changed_here(tree, change):
    before = factory.records(tree)

    def find(cls, **values):
        return foreign(tree, cls, **values)

    with pytest.raises(UserError) as refused:
        do(tree, change, find)
    assert "报送" in str(refused.value)
    assert factory.records(tree) == before


def test_rows_of_a_foreign_roll_stay(tree):
    (roll,) = ask(tree, payouts.rolls, owner=TOWNSHIP.code)
    row = ask(tree, payouts.lines, roll.uuid)[0]
    draft = replace(ask(tree, payout_rows.draft_of, row.uuid), amount_fen=1)
    with pytest.raises(UserError, match=TOWNSHIP.name):
        do(tree, payout_rows.edit_row, row.uuid, draft, TODAY)
    with pytest.raises(UserError, match=TOWNSHIP.name):
        do(tree, payout_rows.remove_rows, [row.uuid])


def test_a_list_for_a_roll_that_a_township_keeps_is_refused_row_by_row(tree):
    text = f"嘎查村\t户主姓名\t身份证号\t金额（元）\n{EAST.name}\t测试丙\t{id_number(3)}\t10"
    with tree.read() as session:
        plan = payout_plans.plan_pasted(session, text, Defaults(programme="测试补贴", year=2026), TODAY)
        assert [line.fate for line in plan.lines] == [Fate.REFUSED]
        other = payout_plans.plan_pasted(session, text, Defaults(programme="另一补贴", year=2026), TODAY)
    assert do(tree, payouts.accept, other) == 1


def test_a_list_of_villages_leaves_those_that_hand_up_for_themselves(tree):
    text = f"苏木乡镇\t嘎查村\t代码\t监督电话\n{TOWNSHIP.name}\t{EAST.name}\t{EAST.code}\t0470-0000003"
    plan = ask(tree, village_sheets.plan_pasted, text, TODAY)
    assert [line.fate for line in plan.lines] == [Fate.REFUSED]


def test_a_sheet_of_items_the_township_has_too_comes_in_for_the_banner(tree):
    text = "信息名称\t形成日期\n演示苏木的信息\t2026-03-02"
    plan = ask(tree, disclosure_sheets.plan_pasted, text, TODAY)
    assert [line.fate for line in plan.lines] == [Fate.TAKEN]


def test_the_annual_report_counts_own_and_consolidated_and_its_identities_hold(tree):
    own, whole = (ask(tree, annual_reports.opened, BANNER.code, 2026, scope) for scope in (Scope.OWN, Scope.TREE))
    townships = [ask(tree, annual_reports.opened, code, 2026) for code in BOTH]
    for cell in ("3.new.total", "3.7.total", "3.1.total", "3.carried_out.total", "4.review.pending"):
        assert whole.figures[cell].value == sum(each.figures[cell].value for each in (own, *townships)), cell
    assert (own.figures["3.new.total"].value, whole.figures["3.new.total"].value) == (2, 6)
    for report in (own, whole, *townships):
        assert not [each for each in report.findings if not each.warning], report.findings


def test_a_consolidated_figure_opens_to_the_records_of_all_offices(tree):
    for scope, n in ((Scope.OWN, 2), (Scope.TREE, 6)):
        behind = ask(tree, annual_reports.behind, BANNER.code, 2026, scope, "3.new.total")
        assert behind.count == n
        assert len(ask(tree, report_records.listed, behind.target, TODAY)) == n
    one = ask(tree, annual_reports.behind, TOWNSHIP.code, 2026, Scope.OWN, "3.new.total")
    assert len(ask(tree, report_records.listed, one.target, TODAY)) == 2


def test_coverage_of_the_catalog_is_of_this_office(tree):
    factory.adopted(tree, factory.table_text(("一级", "二级", "每月公开")))
    (row,) = ask(tree, coverage.of_period, date(2026, 1, 1), date(2026, 12, 31))
    assert (row.disclosed, row.open) == (0, 0)


def test_the_file_is_whole_and_its_tally_right(tree):
    with tree.read() as session:
        assert session.scalar(select(func.count()).select_from(ChannelEvent)) == 3
    found = ask(tree, checks.all_of, TODAY)
    assert not [each for each in found if not each.well]


def test_boards_of_a_village_may_be_entered_beside_what_its_township_sent(tree):
    uuid = do(tree, villages.add_board, EAST.code, "旗里立的公示栏")
    with tree.read() as session:
        assert session.scalar(select(Board.owner_code).where(Board.uuid == uuid)) == ""


def test_a_file_without_packages_asks_for_nothing_more(tmp_path):
    desk = Desk(tmp_path / "alone", BANNER)
    factory.register(desk.store)
    assert ask(desk.store, owners.below) == []
    assert not ask(desk.store, owners.any_foreign)
    assert ask(desk.store, offices.own).code == BANNER.code
    assert len(ask(desk.store, disclosure_lists.uuids, DisclosureFilter(), NOW.date(), 9)) == 1
    desk.store.close()


def test_the_offices_below_are_told_by_their_codes(tree):
    assert [(row.code, row.name) for row in ask(tree, owners.below)] == [
        (TOWNSHIP.code, TOWNSHIP.name),
        (OTHER_TOWNSHIP.code, OTHER_TOWNSHIP.name),
    ]
