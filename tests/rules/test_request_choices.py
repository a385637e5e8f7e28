"""The choices about requests: usual values, their sources, what is refused."""

import pytest

from app.rules.choices import CHOICES, choice_problems

OURS = (
    "request_number", "letter_number", "letter_short", "correction_days", "agency_days", "sending_day", "opinion_day",
    "reason_suspends", "payment_restart", "late_extension", "fee_month", "report_due", "consolidated_due", "similarity",
)  # fmt: skip


@pytest.mark.parametrize("key", OURS)
def test_every_choice_has_a_usual_value_that_fits_and_says_where_it_comes_from(key):
    choice = CHOICES[key]
    assert choice_problems(key, choice.default) == []
    assert choice.source
    assert choice.text


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("request_number", ("{year}-{n:04}", "申{n}", "{n}（{year}）")),
        ("letter_number", ("{short}公复〔{year}〕{n}号", "{n}")),
        ("letter_short", ("", "测政")),
        ("report_due", ("01-31", "01-15")),
        ("consolidated_due", ("03-31", "02-28")),
        ("correction_days", ("1", "60")),
        ("sending_day", ("counted", "not_counted")),
    ],
)
def test_values_that_fit(key, values):
    assert [choice_problems(key, value) for value in values] == [[] for _value in values]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("request_number", ("", "{year}", "{n", "{name}{n}", "{0}", "{n.real.imag}x{m}", "7")),
        ("letter_number", ("{short}", "{what}{n}")),
        ("report_due", ("", "02-01", "01-32", "一月底")),
        ("consolidated_due", ("04-01", "03-32", "2月")),
        ("correction_days", ("0", "61", "十五", "")),
        ("sending_day", ("", "maybe")),
        ("similarity", ("9", "101")),
    ],
)
def test_values_that_do_not_fit_are_refused_in_a_sentence(key, values):
    for value in values:
        (problem,) = choice_problems(key, value)
        assert problem.text.endswith("。"), value
