"""One way to write a value; nothing is read that two programs could read differently."""

import hashlib
import json
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.exchange.packages.json_lines import DEEPEST, LONGEST, canonical, line, parsed, record

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@given(VALUES)
def test_what_is_written_is_read_back(value):
    assert parsed(canonical(value)) == value


@given(VALUES)
def test_the_standard_library_writes_the_same(value):
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(value) == plain.encode()


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_the_order_of_keys_does_not_matter(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_a_record_is_one_line(value):
    assert line(value).count(b"\n") == 1
    assert line(value).endswith(b"\n")


def test_controls_are_escaped_as_the_format_says():
    text = "".join(map(chr, range(0x20)))
    assert canonical(text) == json.dumps(text).encode()


def test_the_bytes_are_those_the_format_says():
    value = {"b": 1, "a": [True, None, '中\t"\\/\x7f\u2028𠀀'], "Z": {}, "é": -7}
    written = '{"Z":{},"a":[true,null,"中\\t\\"\\\\/\x7f\u2028𠀀"],"b":1,"é":-7}'
    assert canonical(value) == written.encode()
    assert hashlib.sha256(canonical(value)).hexdigest() == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize("value", [1.0, {"a": 0.5}, [{"a": [2.0]}], math.nan, {1: "a"}, {None: 1}, date(2026, 1, 1)])
def test_what_json_cannot_say_exactly_is_not_written(value):
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"c":2,"b":1}}',
        '{"中":1,"\\u4e2d":2}'.encode(),
        b"1.5",
        b"[1e3]",
        b"[1.5]",
        b'{"a":{"b":1e300}}',
        b"18446744073709551615",
        b"NaN",
        b"[-Infinity]",
        b"9223372036854775808",
        b"-9223372036854775809",
        b"1" * 100_000,
        b'"\\ud800"',
        b'{"\\udc00":1}',
        b'"\xed\xa0\x80"',
        b"\xff",
        b"\xef\xbb\xbf{}",
        b"",
        b"{",
        b"{}{}",
        b"{'a':1}",
        b"[1,]",
        b'"a\nb"',
        nested(DEEPEST + 1),
        nested(100_000),
        b'{"a":' * (DEEPEST + 1) + b"1" + b"}" * (DEEPEST + 1),
        b'"' + b"a" * LONGEST + b'"',
    ],
    ids=lambda data: data[:24],
)
@pytest.mark.parametrize("read", [parsed, record])
def test_what_can_be_read_in_two_ways_is_refused(read, data):
    with pytest.raises(UserError) as raised:
        read(data)
    assert "请" in str(raised.value)


@given(VALUES)
def test_a_line_is_read_alike_however_it_is_written(value):
    assert record(canonical(value) + b"\n") == record(json.dumps(value).encode() + b"\n") == value


def test_the_error_tells_nothing_of_what_stood_there():
    with pytest.raises(UserError) as raised:
        parsed('{"name":"某某某","name":"某某某"}'.encode())
    assert "某" not in f"{raised.value}{raised.value.details}{raised.value.values}"


def test_the_deepest_and_the_largest_number_still_pass():
    assert parsed(nested(DEEPEST)) == json.loads(nested(DEEPEST))
    assert parsed(b"[9223372036854775807,-9223372036854775808]") == [2**63 - 1, -(2**63)]


def test_brackets_in_texts_are_not_depth():
    assert parsed(canonical({"a": "[" * 100})) == {"a": "[" * 100}


def test_a_line_too_long_is_not_written():
    with pytest.raises(UserError, match="4 MB"):
        line({"text": "字" * (LONGEST // 3)})
