"""The same matter at the banner and in the village, compared."""

from datetime import date

import pytest

from app.rules.agreement import MISMATCH_NAMES, Figures, Finding, Mismatch, findings

PAID, POSTED = date(2026, 11, 20), date(2026, 12, 1)
BANNER = Figures(120, 3_600_000, PAID)

SAME = [
    (None, None),
    (BANNER, Figures(120, 3_600_000, POSTED)),
    (BANNER, Figures(120, 3_600_000, PAID)),
    (BANNER, Figures(on=POSTED)),
    (Figures(on=PAID), Figures(120, 3_600_000, POSTED)),
    (Figures(), Figures(on=date(2026, 1, 1))),
]
DIFFERENT = [
    (BANNER, None, [Finding(Mismatch.NOT_POSTED)]),
    (None, BANNER, [Finding(Mismatch.NOT_AT_BANNER)]),
    (BANNER, Figures(119, 3_600_000, POSTED), [Finding(Mismatch.HOUSEHOLDS, 120, 119)]),
    (BANNER, Figures(120, 3_599_999, POSTED), [Finding(Mismatch.AMOUNT, 3_600_000, 3_599_999)]),
    (BANNER, Figures(120, 3_600_000, date(2026, 11, 19)), [Finding(Mismatch.DATES, PAID, date(2026, 11, 19))]),
    (
        BANNER,
        Figures(0, 0, date(2026, 1, 1)),
        [
            Finding(Mismatch.HOUSEHOLDS, 120, 0),
            Finding(Mismatch.AMOUNT, 3_600_000, 0),
            Finding(Mismatch.DATES, PAID, date(2026, 1, 1)),
        ],
    ),
]


@pytest.mark.parametrize(("banner", "village"), SAME)
def test_what_both_sides_say_alike_or_one_does_not_say_is_no_finding(banner, village):
    assert findings(banner, village) == []


@pytest.mark.parametrize(("banner", "village", "expected"), DIFFERENT)
def test_each_difference_is_found_with_what_both_sides_say(banner, village, expected):
    assert findings(banner, village) == expected


def test_every_mismatch_has_a_name():
    assert set(MISMATCH_NAMES) == set(Mismatch)
