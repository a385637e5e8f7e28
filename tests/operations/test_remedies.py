"""Reconsiderations, suits and complaints: entered, linked, concluded, counted for the annual report."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import UserError
from app.operations import history, remedies, request_lists
from app.operations.remedies import RemedyFilter
from app.rules.remedies import RemedyDraft, RemedyKind, RemedyResult
from tests.factory import OFFICE, TODAY, ask, do, records
from tests.request_desk import opened, registered, replied

FILED = date(2026, 3, 17)
REVIEW = RemedyDraft(RemedyKind.REVIEW, FILED, authority="测试盟行政公署", number="测复〔2026〕1号", claim="测试请求")
SUIT = RemedyDraft(RemedyKind.SUIT_AFTER, TODAY, authority="测试旗人民法院")


def added(store, draft=REVIEW, **values):
    return do(store, remedies.add, replace(draft, **values), TODAY)


def listed(store, **wanted):
    return [row.uuid for row in ask(store, remedies.listed, RemedyFilter(**wanted))]


def of(store, uuid):
    (row,) = [row for row in ask(store, remedies.listed, RemedyFilter()) if row.uuid == uuid]
    return row


def ended(store, kind, filed, decided, result=RemedyResult.UPHELD):
    draft = RemedyDraft(kind, filed, result=result, decided_on=decided) if decided else RemedyDraft(kind, filed)
    return added(store, draft)


def test_a_remedy_stands_with_the_request_it_is_over(store):
    uuid = replied(store, outcome="3.4")
    made = added(store, request_uuid=uuid)
    (row,) = opened(store, uuid).remedies
    assert (row.uuid, row.request, row.authority) == (made, "2026-0001", "测试盟行政公署")


def test_a_remedy_needs_no_request_of_this_file(store):
    assert of(store, added(store)).request == ""


def test_a_request_that_is_gone_is_refused(store):
    with pytest.raises(UserError, match="找不到涉及的申请"):
        added(store, request_uuid="0" * 32)


def test_a_suit_follows_the_only_reconsideration_over_its_request(store):
    uuid = replied(store, outcome="3.4")
    review = added(store, request_uuid=uuid)
    assert of(store, added(store, SUIT, request_uuid=uuid)).after_uuid == review
    assert ask(store, remedies.problems, replace(SUIT, request_uuid=uuid), TODAY) == []


def test_of_two_reconsiderations_a_person_says_which(store):
    uuid = replied(store, outcome="3.4")
    first, second = (added(store, request_uuid=uuid) for _n in range(2))
    assert of(store, added(store, SUIT, request_uuid=uuid)).after_uuid == ""
    assert of(store, added(store, SUIT, request_uuid=uuid, after_uuid=second)).after_uuid == second
    assert first != second


def test_a_suit_follows_nothing_but_a_reconsideration(store):
    with pytest.raises(UserError, match="应是一件行政复议"):
        added(store, SUIT, after_uuid=added(store, RemedyDraft(RemedyKind.COMPLAINT, FILED)))


def test_a_direct_suit_over_a_refusal_is_warned_of_and_entered(store):
    direct = RemedyDraft(RemedyKind.SUIT_DIRECT, TODAY, request_uuid=replied(store, outcome="3.1"))
    assert [(p.field, p.warning) for p in ask(store, remedies.problems, direct, TODAY)] == [("kind", True)]
    assert of(store, added(store, direct)).kind == RemedyKind.SUIT_DIRECT


def test_a_direct_suit_over_information_that_does_not_exist_is_not_warned_of(store):
    direct = RemedyDraft(RemedyKind.SUIT_DIRECT, TODAY, request_uuid=replied(store, outcome="4.1"))
    assert ask(store, remedies.problems, direct, TODAY) == []


def test_a_remedy_is_not_older_than_its_request(store):
    with pytest.raises(UserError, match="早于收到申请"):
        added(store, request_uuid=registered(store), filed_on=date(2026, 3, 1))


def test_how_it_ended_is_entered_later_and_leaves_what_was_written(store):
    uuid = added(store, handling="已答复复议机关。")
    do(store, remedies.decide, uuid, RemedyResult.CORRECTED, TODAY, "", TODAY)
    row = of(store, uuid)
    assert (row.result, row.decided_on, row.handling) == ("corrected", TODAY, "已答复复议机关。")
    do(store, remedies.decide, uuid, RemedyResult.UPHELD, TODAY, "维持。", TODAY)
    assert of(store, uuid).handling == "维持。"


def test_a_correction_can_be_undone(store):
    uuid = added(store)
    before = records(store)
    do(store, remedies.edit, uuid, replace(REVIEW, number="测复〔2026〕2号"), TODAY)
    assert of(store, uuid).number == "测复〔2026〕2号"
    do(store, history.undo, ask(store, history.last_undoable).id)
    assert records(store) == before


def test_what_a_suit_follows_is_not_removed_before_it(store):
    review = added(store)
    suit = added(store, SUIT, after_uuid=review)
    with pytest.raises(UserError, match="后面还登记有诉讼"):
        do(store, remedies.remove, [review])
    assert do(store, remedies.remove, [review, suit]) == 2
    with pytest.raises(UserError, match="已被删除"):
        do(store, remedies.remove, [suit])


def test_a_suit_that_becomes_a_direct_one_follows_nothing(store):
    suit = added(store, SUIT, after_uuid=added(store))
    do(store, remedies.edit, suit, replace(SUIT, kind=RemedyKind.SUIT_DIRECT), TODAY)
    assert of(store, suit).after_uuid == ""


def test_table_4_counts_what_was_concluded_in_the_year_and_what_was_not_by_its_end(store):
    kind = RemedyKind.REVIEW
    ended(store, kind, date(2024, 5, 1), date(2024, 8, 1))  # over before
    ended(store, kind, date(2024, 12, 1), date(2025, 2, 1))  # from the year before
    ended(store, kind, date(2025, 3, 1), date(2025, 4, 1), RemedyResult.CORRECTED)
    ended(store, kind, date(2025, 12, 1), date(2026, 1, 5), RemedyResult.OTHER)  # not by the end of the year
    ended(store, kind, date(2025, 12, 30), None)
    ended(store, kind, date(2026, 1, 10), None)  # not filed yet
    found = {
        result: n for (block, result), n in ask(store, remedies.counted, OFFICE.code, 2025).items() if block == "review"
    }
    assert found == {"upheld": 1, "corrected": 1, "other": 0, "pending": 2, "total": 4}


def test_the_blocks_of_table_4_are_kept_apart_and_complaints_are_in_none(store):
    ended(store, RemedyKind.SUIT_DIRECT, FILED, TODAY)
    ended(store, RemedyKind.SUIT_AFTER, FILED, None)
    ended(store, RemedyKind.COMPLAINT, FILED, TODAY)
    found = ask(store, remedies.counted, OFFICE.code, 2026)
    assert {cell: n for cell, n in found.items() if n} == {
        ("direct", "upheld"): 1,
        ("direct", "total"): 1,
        ("after_review", "pending"): 1,
        ("after_review", "total"): 1,
    }


def test_every_figure_of_table_4_opens_to_its_rows(store):
    for kind in RemedyKind:
        for decided in (None, date(2025, 7, 1), date(2026, 1, 5)):
            ended(store, kind, date(2025, 6, 1), decided, RemedyResult.OTHER)
    found = ask(store, remedies.counted, OFFICE.code, 2025)
    rows = {cell: listed(store, year=2025, cell=f"4.{'.'.join(cell)}", office_code=OFFICE.code) for cell in found}
    assert {cell: len(uuids) for cell, uuids in rows.items()} == found
    assert all(
        found[block, "total"] == sum(found[block, part] for part in ("upheld", "corrected", "other", "pending"))
        for block in remedies.BLOCKS
    )


def test_the_form_of_2018_counts_both_suits_together_and_complaints_as_filed(store):
    year = 2018
    ended(store, RemedyKind.REVIEW, date(year, 1, 2), date(year, 3, 1))
    ended(store, RemedyKind.SUIT_DIRECT, date(year, 1, 2), date(year, 3, 1), RemedyResult.CORRECTED)
    ended(store, RemedyKind.SUIT_AFTER, date(year, 1, 2), date(year, 3, 1), RemedyResult.OTHER)
    ended(store, RemedyKind.SUIT_AFTER, date(year, 1, 2), None)
    ended(store, RemedyKind.COMPLAINT, date(year, 12, 31), date(year + 1, 1, 3))
    found = ask(store, remedies.counted_old, OFFICE.code, year)
    assert {row: n for row, n in found.items() if n} == {"4": 1, "4.1": 1, "5": 2, "5.2": 1, "5.3": 1, "6": 1}
    assert all(len(listed(store, year=year, cell=f"2018:{row}")) == n for row, n in found.items())


def test_filters_narrow_the_register(store):
    review = added(store, request_uuid=registered(store), number="测复〔2026〕9号")
    complaint = ended(store, RemedyKind.COMPLAINT, FILED, TODAY)
    assert listed(store, kinds=("complaint",)) == [complaint]
    assert listed(store, pending=True) == [review]
    assert listed(store, pending=False) == [complaint]
    assert listed(store, text="9号") == listed(store, text="2026-0001") == [review]
    assert listed(store, result="upheld") == [complaint]
    assert listed(store, year=2026) == [complaint, review]
    assert listed(store, year=2025) == []
    assert ask(store, remedies.years) == [2026]


def test_the_register_of_requests_lists_them_as_before(store):
    uuid = added(store)
    assert [row.uuid for row in ask(store, request_lists.remedies)] == [uuid]
