"""Which records travel, and how one is written as the fields of a line and read back."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.packages.json_lines import written
from app.models.base import Base, Owned
from app.operations.gate import Gate
from app.operations.packages.kinds import DOWN, KINDS, LOCAL, UP, children, content_hash, order
from tests.notice_factory import id_number
from tests.operations.packages.forging import disclosure, notice

ID, MOBILE = id_number(1), "13812345678"
ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
GATE = Gate(dict.fromkeys(("id_style", "card_style", "phone_style"), "omit"))
VALUES = {
    str: st.text(max_size=12),
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes().map(lambda moment: moment.replace(microsecond=0, fold=0)),
    object: st.dictionaries(st.text(max_size=4), st.integers(0, 9) | st.text(max_size=4), max_size=3),
}


def rows(kind):
    """Whatever may stand in the columns of a record."""
    found = {}
    for key, type_ in kind.types.items():
        words = kind.words.get(key)
        values = st.sampled_from([str(word) for word in words]) if words else VALUES[type_]
        nullable = key in kind.defaults and kind.defaults[key] is None
        found[key] = st.none() | values if nullable else values
    return st.fixed_dictionaries(found)


@ALL
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back_exactly(kind, data):
    row = data.draw(rows(kind))
    fields = json.loads(json.dumps(kind.fields(row)))
    assert kind.unfit(fields) == ""
    assert kind.values(fields) == row
    assert kind.row(fields) == [row[column.key] for column in kind.columns]
    assert kind.fields(kind.values(fields)) == fields
    assert all(fields[key] != kind.defaults[key] for key in fields.keys() & kind.defaults.keys())


@ALL
def test_every_foreign_key_names_the_kind_of_its_parent(kind):
    """A child must not be taken without what it hangs on: the file would be refused as a whole."""
    named = {column.key: key.column.table.name for column in kind.columns for key in column.foreign_keys}
    assert dict(kind.parents) == named
    assert all(kind in [child for child, _column in children(parent)] for parent in named.values())


@ALL
def test_every_unique_column_is_known_as_such(kind):
    """Two records that cannot stand side by side must be found before they are written."""
    table = kind.cls.__table__
    unique = {tuple(c.key for c in index.columns) for index in table.indexes if index.unique}
    unique |= {(column.key,) for column in table.columns if column.unique}
    assert {one for one in unique if one != ("uuid",)} == set(kind.unique)


@ALL
def test_what_is_local_does_not_travel(kind):
    assert LOCAL.isdisjoint(column.key for column in kind.columns)
    assert kind.types.keys() == {column.key for column in kind.columns}


def test_every_record_that_an_office_owns_travels():
    owned = {m.class_.__tablename__ for m in Base.registry.mappers if issubclass(m.class_, Owned)}
    assert owned == set(KINDS)


@pytest.mark.parametrize("kinds", [UP, DOWN], ids=("up", "down"))
def test_parents_come_before_what_hangs_on_them(kinds):
    place = order(kinds)
    for kind in kinds:
        for parent in kind.parents.values():
            assert place(parent) < place(kind.table) < len(kinds)
    assert place("hologram") == len(kinds)


def test_defaults_are_left_out_and_what_is_left_out_is_the_default():
    kind = KINDS["disclosure"]
    fields = kind.fields(kind.values(disclosure()))
    assert fields == disclosure()
    assert kind.values(disclosure())["note"] == ""
    assert kind.values(disclosure())["due_on"] is None


def test_the_hash_of_a_revision_does_not_depend_on_the_order_of_its_fields():
    fields = disclosure(note="演示")
    assert content_hash(written(fields)) == content_hash(written(dict(reversed(fields.items()))))
    assert content_hash(written(fields)) != content_hash(written(disclosure(note="演示 ")))
    assert content_hash(b'{"a":1}') == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


def test_fields_without_a_column_are_told_apart_and_written_again():
    kind = KINDS["disclosure"]
    newer = disclosure(mood="演示", score=[1])
    assert kind.unknown(newer) == {"mood": "演示", "score": [1]}
    assert kind.unknown(disclosure()) == {}
    assert kind.fields(kind.values(newer), carried=kind.unknown(newer)) == newer


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": 1}, "title"),
        ({"title": None}, "title"),
        ({"on_web": 1}, "on_web"),
        ({"on_web": "true"}, "on_web"),
        ({"began_on": ""}, "began_on"),
        ({"began_on": "2026-5-4"}, "began_on"),
        ({"began_on": "2026-W19-1"}, "began_on"),
        ({"due_on": 20260504}, "due_on"),
        ({"status": "teleported"}, "status"),
        ({"status": "DRAFT"}, "status"),
        ({"status": ["draft"]}, "status"),
        ({"status": {}}, "status"),
    ],
)
def test_a_value_that_cannot_stand_in_its_column_is_named(change, field):
    assert KINDS["disclosure"].unfit(disclosure(**change)) == field


def test_a_field_that_must_be_there_is_named():
    fields = notice("A")
    del fields["number"]
    assert KINDS["notice"].unfit(fields) == "number"


def test_a_word_may_be_left_empty_where_its_column_allows_it():
    kind = KINDS["remedy"]
    plain = {"office_code": "152531101", "kind": "complaint", "filed_on": "2026-05-04"}
    assert kind.unfit(plain) == kind.unfit(plain | {"result": ""}) == ""
    assert kind.unfit(plain | {"kind": ""}) == "kind"


@pytest.mark.parametrize("key", ["title", "summary", "note", "responsible", "document_number", "withdrawn_reason"])
def test_a_number_in_a_free_text_goes_out_masked(key):
    kind = KINDS["disclosure"]
    row = kind.values(disclosure(**{key: f"演示{ID}演示{MOBILE}"}))
    shown = kind.fields(row, GATE)[key]
    assert ID not in shown
    assert MOBILE not in shown
    assert kind.fields(row)[key] == f"演示{ID}演示{MOBILE}"


def test_a_number_deep_in_a_table_goes_out_masked_and_the_rest_stays():
    table = {"headings": ["户主", "电话"], "rows": [["演示", MOBILE], [{"深": [ID, 7, None, True]}]]}
    shown = KINDS["notice"].fields(KINDS["notice"].values(notice("A", table=table)), GATE)["table"]
    assert MOBILE not in str(shown)
    assert ID not in str(shown)
    assert shown["headings"] == ["户主", "电话"]
    assert shown["rows"][0][0] == "演示"
    assert shown["rows"][1][0]["深"][1:] == [7, None, True]


@pytest.mark.parametrize(
    "spelt", [f"{ID[:6]} {ID[6:14]} {ID[14:]}", "138-1234-5678", "138 1234 5678", "１３８１２３４５６７８"]
)
def test_a_number_spelt_with_blanks_or_wide_digits_is_found(spelt):
    shown = KINDS["disclosure"].fields(KINDS["disclosure"].values(disclosure(f"演示{spelt}演示")), GATE)["title"]
    assert spelt not in shown


def test_what_names_a_record_goes_out_as_it_is():
    kind = KINDS["notice"]
    values = notice(MOBILE, board_uuid=f"00000000000000{ID}", office_code=ID[:12])
    shown = kind.fields(kind.values(values), GATE)
    assert (shown["code"], shown["board_uuid"], shown["office_code"]) == (MOBILE, f"00000000000000{ID}", ID[:12])


@pytest.mark.parametrize(
    ("table", "private"),
    [
        ("objection", ("name", "contact")),
        ("letter", ("addressee", "body", "received_by")),
        ("request_event", ("party",)),
    ],
)
def test_a_private_column_is_not_written_at_all_unless_sealed(table, private):
    kind = KINDS[table]
    row = dict.fromkeys(kind.types, "演示") | kind.defaults | dict.fromkeys(private, "演示第三方")
    row |= {key: date(2026, 5, 4) for key, type_ in kind.types.items() if type_ is date}
    masked, sealed = kind.fields(row, GATE), kind.fields(row)
    assert "演示第三方" not in masked.values()
    assert all(sealed[key] == "演示第三方" for key in private)


def test_of_an_applicant_nothing_goes_out_but_the_kind():
    kind = KINDS["applicant"]
    row = dict.fromkeys(kind.types, "演示") | {"kind": "person"}
    shown = kind.fields(row, GATE)
    assert {key: value for key, value in shown.items() if value} == {"kind": "person"}
    assert kind.unfit(shown) == ""
