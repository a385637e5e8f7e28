"""The register by view, filter and order, page by page; one case whole; what waits."""

from datetime import date

import pytest

from app.operations import request_lists, requests
from app.operations.request_lists import ORDERS, VIEWS, RequestFilter, RequestPages
from app.rules.request_events import EventKind
from app.rules.requests import ApplicantDraft, ApplicantKind, RequestChannel
from tests.factory import TODAY, ask, do
from tests.request_desk import APPLICANT, ARRIVED, COMPANY, by_internet, opened, registered, replied, stepped

K = EventKind


@pytest.fixture
def desk(store):
    """One request in every state, by its name."""
    made = {
        name: registered(store, title=name) for name in ("running", "correction", "consulting", "payment", "reason")
    }
    made |= {"old": registered(store, title="old", arrived_on=date(2026, 1, 5))}
    made |= {"confirmation": by_internet(store, title="confirmation")}
    made |= {"replied": replied(store, title="replied"), "archived": replied(store, title="archived")}
    made |= {"withdrawn": registered(store, title="withdrawn", suggests_proactive=True)}
    stepped(store, made["correction"], K.CORRECTION_NOTICE, date(2026, 3, 4))
    stepped(store, made["consulting"], K.CONSULT_OUT, date(2026, 3, 4))
    stepped(store, made["payment"], K.FEE_NOTICE, date(2026, 3, 4))
    stepped(store, made["reason"], K.REASON_REQUEST, date(2026, 3, 4))
    stepped(store, made["withdrawn"], K.WITHDRAW, date(2026, 3, 5))
    stepped(store, made["archived"], K.ARCHIVE, date(2026, 3, 18))
    return made


def titles(store, today=TODAY, **wanted):
    return [row.title for row in ask(store, request_lists.listed, RequestFilter(**wanted), today)]


WHOLE = {"running", "correction", "consulting", "payment", "reason", "old", "confirmation"}
EXPECTED = {
    "": WHOLE | {"replied", "archived", "withdrawn"},
    "open": WHOLE,
    "overdue": {"old"},
    "due_soon": {"consulting", "correction"},
    "confirmation": {"confirmation"},
    "lapsed": set(),
    "correction": {"correction"},
    "consulting": {"consulting"},
    "payment": {"payment"},
    "provisional": set(),
    "to_archive": {"replied", "withdrawn"},
    "suggested": {"withdrawn"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_holds_what_its_name_says(store, desk, view):
    assert set(titles(store, view=view)) == EXPECTED[view]
    counts = ask(store, request_lists.view_counts, TODAY)
    assert counts.get(view, len(EXPECTED[""])) == len(EXPECTED[view])


def test_what_is_wanted_can_be_narrowed_by_every_field(store):
    first = replied(store, title="草场补贴", topic="草原", handler="演示甲", outcome="3.4")
    fax = {"channel": RequestChannel.FAX, "arrived_on": date(2026, 3, 10), "content": "招标文件全文。"}
    second = registered(store, title="招标文件", applicant=COMPANY, **fax)
    only_first = [
        {"topic": "草原"}, {"handler": "演示甲"}, {"outcome": "3.4"}, {"outcome": "3"},
        {"states": ("replied", "closed")}, {"applicant_kind": "person"},
        {"text": "草场"}, {"text": "2026-0001"}, {"text": "演示申请人"},
        {"closed_from": date(2026, 3, 16), "closed_to": date(2026, 3, 16)}, {"arrived_to": ARRIVED},
        {"letter_uuid": first}, {"applicant_uuid": opened(store, first).applicant_uuid},
    ]  # fmt: skip
    only_second = [{"channel": "fax"}, {"arrived_from": date(2026, 3, 3)}, {"applicant_kind": "business"}]
    for wanted in only_first:
        assert titles(store, **wanted) == ["草场补贴"], wanted
    for wanted in only_second:
        assert titles(store, **wanted) == ["招标文件"], wanted
    nothing = [{"outcome": "33"}, {"text": "%"}, {"office_code": "999999"}, {"closed_to": date(2026, 3, 15)}]
    for wanted in nothing:
        assert titles(store, **wanted) == [], wanted
    assert ask(store, request_lists.by_number, "2026-0002") == second


def test_the_register_is_ordered_as_wanted(store):
    for title, arrived in (("甲", 5), ("乙", 3), ("丙", 4)):
        registered(store, title=title, arrived_on=date(2026, 3, arrived))
    assert titles(store, order="entered") == ["丙", "乙", "甲"]
    assert titles(store, order="arrived") == ["甲", "丙", "乙"]
    assert titles(store, order="due") == ["乙", "丙", "甲"]


def test_by_due_day_only_what_has_one_is_shown(store):
    by_internet(store)
    assert titles(store, order="due") == []


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_the_register_once_and_in_order(store, order):
    for n in range(7):
        registered(store, title=f"第{n}件", arrived_on=date(2026, 3, 2 + n % 3))
    wanted = RequestFilter(order=order)
    pages = RequestPages(wanted, TODAY)
    read = [row.title for index in (0, 1, 2) for row in ask(store, pages.page, index, 3)]
    assert read == titles(store, order=order)
    assert ask(store, pages.count) == 7


def test_a_list_can_be_cut_and_gives_its_numbers(store):
    uuids = [registered(store, title=f"第{n}件") for n in range(3)]
    assert len(ask(store, request_lists.listed, RequestFilter(), TODAY, 2)) == 2
    assert ask(store, request_lists.uuids, RequestFilter(), TODAY, 2) == uuids[:0:-1]


def test_a_row_tells_how_long_there_is_and_ends_with_the_case(store):
    row = opened(store, registered(store)).row
    assert (row.left.working, row.left.calendar) == (8, 12)
    assert opened(store, replied(store, title="另一件")).row.left is None
    late = opened(store, registered(store, title="旧的", arrived_on=date(2026, 1, 5))).row
    assert late.left.state == "late"


def test_one_request_is_opened_with_all_that_belongs_to_it(store):
    uuid = registered(store)
    _first, other = do(store, requests.split, uuid, ["一", "二"], TODAY)
    detail = opened(store, uuid)
    assert detail.draft.applicant == APPLICANT
    assert [row.uuid for row in detail.siblings] == [other]
    assert K.REPLY in detail.moves
    assert K.ARCHIVE not in detail.moves
    assert (detail.letters, detail.remedies, detail.files, detail.disclosure_uuid) == ((), (), (), "")


def test_a_number_of_another_system_finds_its_request(store):
    uuid = registered(store, external_number="省平台-77")
    assert ask(store, request_lists.by_number, " 省平台-77 ") == uuid
    assert ask(store, request_lists.by_number, "") == ask(store, request_lists.by_number, "没有") == ""


def test_the_first_page_is_told_what_waits(store, desk):
    late = date(2026, 4, 20)
    found = ask(store, request_lists.waiting, late)
    assert (found.overdue, found.confirmation, found.to_archive, found.suggested) == (3, 1, 2, 1)
    assert found.lapsed == 3  # correction, opinion and payment are over
    assert ask(store, request_lists.waiting, TODAY).lapsed == 0


def test_a_name_shared_by_two_people_finds_both(store):
    registered(store, title="甲的", applicant=ApplicantDraft(name="演示同名", phone="1"))
    registered(store, title="乙的", applicant=ApplicantDraft(ApplicantKind.OTHER, "演示同名", phone="2"))
    assert set(titles(store, text="演示同名")) == {"甲的", "乙的"}
