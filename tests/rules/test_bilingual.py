"""How Chinese and Mongolian stand on one sheet."""

from datetime import date

import pytest

from app.rules.bilingual import LAYOUT_NAMES, LAYOUT_SOURCES, PROMINENT_SINCE, Layout, usual_layout
from app.rules.choices import CHOICES, choice_problems


@pytest.mark.parametrize(
    ("day", "layout"),
    [
        (date(1999, 1, 1), Layout.MN_FIRST_1996),
        (date(2026, 6, 30), Layout.MN_FIRST_1996),
        (date(2026, 7, 1), Layout.ZH_PROMINENT_2026),
        (date(2030, 1, 1), Layout.ZH_PROMINENT_2026),
    ],
)
def test_a_sheet_is_laid_out_as_its_day_asks(day, layout):
    assert usual_layout(day) is layout


def test_the_prominent_script_is_read_first():
    assert Layout.ZH_PROMINENT_2026.languages == ("zh", "mn_Mong")
    assert Layout.MN_FIRST_1996.languages == ("mn_Mong", "zh")
    assert Layout.ZH_ONLY.languages == ("zh",)
    assert Layout.MN_ONLY.languages == ("mn_Mong",)


def test_the_values_that_stand_in_records_never_change():
    assert {str(layout) for layout in Layout} == {"zh_prominent_2026", "mn_first_1996", "zh_only", "mn_only"}
    assert date(2026, 7, 1) == PROMINENT_SINCE


@pytest.mark.parametrize("layout", Layout)
def test_each_layout_has_its_name_and_its_source(layout):
    assert LAYOUT_NAMES[layout]
    assert LAYOUT_SOURCES[layout].endswith("。")


@pytest.mark.parametrize(("key", "values"), [("zh_side", ("left", "right")), ("mark_drafts", ("yes", "no"))])
def test_side_and_draft_mark_are_choices_of_the_office_which_answers_for_them(key, values):
    choice = CHOICES[key]
    assert choice.options == values
    assert choice.default == values[0]
    assert "印发单位" in choice.source
    assert choice_problems(key, values[1]) == []
    assert choice_problems(key, "maybe")
