"""The two formats of the annual report are whole: every cell has its place, its words and its meaning."""

import json
from collections import Counter
from pathlib import Path

import pytest

from app.exchange.report_formats import format_of, formats
from app.rules.annual_report import BEFORE
from app.rules.outcomes import OLD_OUTCOMES, OUTCOMES

FORMS = list(formats().values())
EXAMPLES = json.loads((Path(__file__).parents[1] / "worked_examples.json").read_text(encoding="utf-8"))
of_each = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)


def boxes(table):
    return [box for line in table.lines for box in line]


def table(key):
    return next(each for form in FORMS for each in form.tables if each.key == key)


@of_each
def test_every_table_is_a_rectangle_without_holes_or_overlaps(form):
    for each in form.tables:
        taken = Counter()
        for y, line in enumerate(each.lines):
            x = 0
            for box in line:
                while taken[y, x]:
                    x += 1
                taken.update((y + down, x + right) for down in range(box.rows) for right in range(box.columns))
                x += box.columns
        assert set(taken.values()) == {1}
        assert set(taken) == {(y, x) for y in range(len(each.lines)) for x in range(each.columns)}


@of_each
def test_every_cell_stands_in_its_table_once_and_says_what_it_counts(form):
    for each in form.tables:
        assert [box.key for box in boxes(each) if box.key] == list(each.keys)
    labels = Counter(cell.label for cell in form.cells.values())
    assert [label for label, n in labels.items() if n > 1] == []
    assert [cell.key for cell in form.cells.values() if not cell.definition.endswith("。") or not cell.unit] == []


@of_each
def test_identities_and_names_point_at_cells(form):
    terms = [term for identity in form.identities for term in (*identity.left, *identity.right)]
    assert {term.removeprefix(BEFORE) for term in terms} <= set(form.cells)
    assert set(form.names.values()) == set(form.cells)
    assert len({identity.key for identity in form.identities}) == len(form.identities)


@of_each
def test_every_table_belongs_to_a_section(form):
    assert {each.section for each in form.tables} <= {section.key for section in form.sections}


def test_table_3_has_the_rows_and_columns_of_the_format():
    assert (table("3").columns, table("3").head, len(table("3").lines)) == (10, 3, 28)
    rows = list(dict.fromkeys(key.rsplit(".", 1)[0].removeprefix("3.") for key in table("3").keys))
    assert rows == ["new", "carried_in", *OUTCOMES, "7", "carried_out"]
    names = {line["label"] for line in EXAMPLES["outcome_codes"] if line["code"] in OUTCOMES}
    assert names <= {box.text for box in boxes(table("3"))}


def test_tables_2_and_4_have_the_columns_of_the_format():
    assert (table("2").columns, len(list(table("2").keys))) == (4, 10)
    assert (table("4").columns, len(list(table("4").keys))) == (15, 15)
    assert len(table("4").lines) == 4


def test_the_form_of_2018_has_its_65_rows_with_level_label_and_unit():
    lines = table("2018").lines[1:]
    rows = [(line[0].level, line[0].text, line[1].text, line[2].key != "") for line in lines]
    seeds = EXAMPLES["legacy_2018_rows"]
    assert len(rows) == 65
    assert rows == [(seed["level"], seed["label"], seed["unit"], seed["unit"] != "—") for seed in seeds]
    assert [line[2].key for line in lines if line[2].key] == [
        f"2018:{seed['code']}" for seed in seeds if seed["unit"] != "—"
    ]
    assert {f"2018:{code}" for code in OLD_OUTCOMES} <= set(format_of(2018).cells)


@pytest.mark.parametrize(
    ("year", "form"), [(2008, "2018"), (2018, "2018"), (2019, "2021"), (2021, "2021"), (2030, "2021")]
)
def test_each_year_has_its_format(year, form):
    assert format_of(year).id == form
    assert [each.id for each in FORMS if each.fits(year)] == [form]
