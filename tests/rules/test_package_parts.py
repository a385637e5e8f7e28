"""The number of a pack rises, and its last day only warns."""

from datetime import date

import pytest

from app.rules.package_parts import Turn, Validity, turn, validity, validity_words

DAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("version", "sha256", "expected"),
    [(4, "b", Turn.NEWER), (2, "a", Turn.OLDER), (3, "a", Turn.SAME), (3, "b", Turn.REPLACED)],
)
def test_only_a_higher_number_follows(version, sha256, expected):
    assert turn(version, sha256, 3, "a") is expected


def test_the_first_pack_follows_nothing():
    assert turn(1, "a", 0, "") is Turn.NEWER


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 4, 19), Validity.GOOD),
        (date(2026, 4, 20), Validity.SOON),
        (DAY, Validity.SOON),
        (date(2026, 5, 21), Validity.EXPIRED),
    ],
)
def test_the_last_day_is_still_good_and_warned_of_a_month_before(today, expected):
    assert validity(DAY, today) is expected


def test_a_pack_without_a_last_day_never_warns():
    assert validity(None, DAY) is Validity.OPEN
    assert validity_words(None, DAY) == "没有写有效期。"


def test_the_warning_names_the_day_and_says_that_the_pack_still_works():
    told = validity_words(DAY, date(2027, 1, 1))
    assert "2026-05-20" in told
    assert "仍然可以用" in told
