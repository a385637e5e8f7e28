"""Offices, people and the choices of an office."""

import pytest

from app.rules import choices, offices
from app.rules.offices import Level, OfficeDraft


@pytest.mark.parametrize(
    ("level", "code"),
    [(Level.LEAGUE, "1599"), (Level.BANNER, "159999"), (Level.TOWNSHIP, "159999100"), (Level.VILLAGE, "159999100201")],
)
def test_the_code_has_the_length_of_its_level(level: Level, code: str) -> None:
    assert offices.office_problems(OfficeDraft(code, "演示单位", level)) == []
    assert [p.field for p in offices.office_problems(OfficeDraft(code[:-1], " ", level))] == ["name", "code"]
    assert [p.field for p in offices.office_problems(OfficeDraft("１" * len(code), "演示单位", level))] == ["code"]


def test_the_office_above_is_told_by_the_code() -> None:
    assert [offices.parent_code(c) for c in ("159999100201", "159999100", "159999", "1599")] == [
        "159999100",
        "159999",
        "1599",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "pin", "fields"),
    [("演示甲", "", []), ("演示甲", "1234", []), ("", "12", ["name", "pin"]), ("演示甲", "abcd", ["pin"])],
)
def test_a_person_needs_a_name_and_a_pin_of_digits_if_any(name: str, pin: str, fields: list[str]) -> None:
    assert [p.field for p in offices.person_problems(name, pin)] == fields


def test_the_usual_value_of_every_choice_fits_it_and_names_its_source() -> None:
    for key, choice in choices.CHOICES.items():
        assert choices.choice_problems(key, choice.default) == []
        assert choice.source
        assert len(choice.option_names) == len(choice.options)


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("timely_days", "5", "21"),
        ("timely_days", "0", "-1"),
        ("id_style", "mask", "show"),
        ("yearly_month_day", "03-31", "02-30"),
        ("yearly_month_day", "12-1", "年底"),
        ("yearly_month_day", "", "13-01"),
    ],
)
def test_a_choice_takes_only_what_fits(key: str, good: str, bad: str) -> None:
    assert choices.choice_problems(key, good) == []
    assert [p.field for p in choices.choice_problems(key, bad)] == [key]
