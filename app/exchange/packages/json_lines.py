"""JSON in packages: one way to write a value, and nothing read that two programs could read differently."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import orjson

from app.errors import UserError
from app.i18n import N_

LONGEST = 4 * 2**20
"""Bytes a line or a file of JSON may have: the longest text of a record is a page or two, so this is far beyond."""
DEEPEST = 16
"""Levels of lists and objects: a record has three; deeper ones only try the stack."""
_INTEGERS = range(-(2**63), 2**63)  # what SQLite and every other reader holds exactly
_ONE_WAY = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
_TEXT = frozenset({str})
_PLAIN = frozenset({str, int, bool, type(None)})

_BAD = N_("报送包里的数据写得不对，没有读入。请让发出单位重新导出；仍不行时，请双方都升级到最新的程序。")
_TOO_LONG = N_("有一条数据超过了 {limit} MB，报送包放不下，也读不了。请把这条记录里过长的文字改成附件，再重新导出。")


def line(value: Mapping[str, Any]) -> bytes:
    """One line of `records.ndjson`; UserError if it is too long, TypeError if it holds what JSON cannot say exactly."""
    return canonical(dict(value)) + b"\n"


def canonical(value: Any) -> bytes:
    """The value as the one sequence of bytes that stands for it: keys sorted by code point, no blanks, UTF-8 unescaped.

    Only text, whole numbers, true, false, null, lists and objects: TypeError for a float, which no two programs write
    alike; UserError if it is too long.
    """
    _refuse_inexact(value)
    return written(value)


def written(value: Any) -> bytes:
    """The same of a value that is known to hold no float."""
    data = orjson.dumps(value, option=_ONE_WAY)
    if len(data) >= LONGEST:
        raise UserError(_TOO_LONG, {"limit": LONGEST // 2**20})
    return data


def _refuse_inexact(value: Any) -> None:
    """TypeError if there is a float in it, or a key that is no text, which `json` would write as if it were."""
    if isinstance(value, dict):
        if not _TEXT.issuperset(map(type, value)):
            raise TypeError("a key that is no text")
        value = value.values()
    elif not isinstance(value, list | tuple):
        value = (value,)
    if _PLAIN.issuperset(map(type, value)):
        return
    for each in value:
        if isinstance(each, float):
            raise TypeError("a float")
        if isinstance(each, dict | list | tuple):
            _refuse_inexact(each)


def parsed(data: bytes) -> Any:
    """The value that stands in these bytes.

    UserError for anything two programs could understand differently or no office writes: doubled keys, floats, numbers
    beyond 64 bits, half a surrogate pair, deep nesting, more than `LONGEST` bytes.
    """
    if len(data) > LONGEST:
        raise UserError(_TOO_LONG, {"limit": LONGEST // 2**20})
    try:
        value = _decode(data.decode())
        if data.count(b"[") + data.count(b"{") > DEEPEST:
            _check_depth(value)
        if b"\\" in data:
            written(value)  # half a surrogate pair can only come escaped, and has no UTF-8
    except (ValueError, TypeError, RecursionError) as error:
        # The words of the error only: they name a place, never the text that stands there.
        raise UserError(_BAD, details=getattr(error, "msg", "") or type(error).__name__) from error
    return value


def record(data: bytes) -> Any:
    """The same as `parsed` for a line of `records.ndjson`, several times faster where it is written our way.

    A doubled key or half a surrogate pair cannot come out again as it went in.
    """
    if len(data) <= LONGEST and data.count(b"[") + data.count(b"{") <= DEEPEST:
        try:
            value = orjson.loads(data)
            if orjson.dumps(value, option=_ONE_WAY) == data.removesuffix(b"\n") and is_exact(value):
                return value
        except (ValueError, TypeError):
            pass  # the slow way tells what is wrong
    return parsed(data)


def reread(data: bytes) -> Any:
    """The value of a line that `record` read before."""
    try:
        return orjson.loads(data)
    except ValueError as error:
        raise UserError(_BAD) from error


def is_exact(value: Any) -> bool:
    """Whether a value holds no float and no number beyond 64 bits with sign."""
    if isinstance(value, dict):
        return all(map(is_exact, value.values()))
    if isinstance(value, list):
        return all(map(is_exact, value))
    return value in _INTEGERS if type(value) is int else not isinstance(value, float)


def _check_depth(value: Any, left: int = DEEPEST) -> None:
    if not isinstance(value, dict | list):
        return
    if not left:
        raise _Refused("nested too deeply")
    for each in value.values() if isinstance(value, dict) else value:
        _check_depth(each, left - 1)


class _Refused(ValueError):
    """JSON that is well formed and still not read."""

    def __init__(self, msg: str) -> None:
        super().__init__(msg)
        self.msg = msg


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Refused("a doubled key")
    return found


def _whole(text: str) -> int:
    if int(text) not in _INTEGERS:  # Python itself refuses those with thousands of digits, which would take long
        raise _Refused("a number beyond 64 bits")
    return int(text)


def _no_float(text: str) -> NoReturn:
    raise _Refused("a number that is not whole")


_decode = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole, parse_float=_no_float, parse_constant=_no_float
).decode
