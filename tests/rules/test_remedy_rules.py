"""What a reconsideration, suit or complaint needs, and the way the law wants before a court."""

from datetime import date

import pytest

from app.rules.outcomes import Route
from app.rules.remedies import About, RemedyDraft, RemedyKind, RemedyResult, problems, result_name

TODAY = date(2026, 3, 18)
FILED = date(2026, 3, 2)


def found(about=None, **values):
    """The fields that are wrong, and whether that forbids going on."""
    draft = RemedyDraft(**{"filed_on": FILED, **values})
    return {(each.field, not each.warning) for each in problems(draft, TODAY, about)}


def test_a_remedy_without_a_doubt_has_no_problem():
    assert found() == set()
    assert found(result=RemedyResult.UPHELD, decided_on=TODAY) == set()


def test_the_day_of_filing_is_needed_and_is_not_in_the_future():
    assert found(filed_on=None) == {("filed_on", True)}
    assert found(filed_on=date(2026, 3, 19)) == {("filed_on", True)}


def test_a_remedy_is_not_older_than_the_request_it_is_over():
    assert found(About(arrived_on=date(2026, 3, 3))) == {("filed_on", True)}


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 19)])
def test_a_decision_is_not_before_the_filing_nor_in_the_future(day):
    assert found(result=RemedyResult.OTHER, decided_on=day) == {("decided_on", True)}


def test_result_and_day_of_decision_belong_together():
    assert found(result=RemedyResult.CORRECTED) == {("decided_on", True)}
    assert found(decided_on=TODAY) == {("result", True)}


def test_a_complaint_may_be_closed_without_a_result():
    assert found(kind=RemedyKind.COMPLAINT, decided_on=TODAY) == set()
    assert result_name(RemedyKind.COMPLAINT, RemedyResult.PENDING, TODAY) == "已办结"
    assert result_name(RemedyKind.COMPLAINT, RemedyResult.PENDING) == "尚未办结"
    assert result_name(RemedyKind.REVIEW, RemedyResult.PENDING) == "尚未审结"


def test_a_direct_suit_over_a_refusal_is_doubted():
    assert found(About(Route.REVIEW_FIRST), kind=RemedyKind.SUIT_DIRECT) == {("kind", False)}
    assert found(About(Route.DIRECT), kind=RemedyKind.SUIT_DIRECT) == set()


def test_a_suit_after_reconsideration_needs_one():
    assert found(kind=RemedyKind.SUIT_AFTER) == {("after", False)}
    assert found(About(reviewed=True), kind=RemedyKind.SUIT_AFTER) == set()
    assert found(kind=RemedyKind.SUIT_AFTER, after_uuid="a" * 32) == set()


def test_a_suit_does_not_come_before_the_reconsideration_it_follows():
    about = About(after_filed_on=date(2026, 3, 3))
    assert found(about, kind=RemedyKind.SUIT_AFTER, after_uuid="a" * 32) == {("filed_on", True)}
