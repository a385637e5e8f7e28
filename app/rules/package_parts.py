"""Parameter packs (参数包): their parts, and when one may be installed.

Four rules, after The Update Framework: the number of a pack rises, a pack names every part that belongs to it and is
taken whole, its last day only warns, and a new key of the office is announced under the old one.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_, _

SOON = timedelta(days=30)
"""So long before its last day a pack is said to end soon."""


class Part(StrEnum):
    """A part of a pack; the last four are texts."""

    OFFICES = "offices"
    CATALOGS = "catalogs"
    CALENDARS = "calendars"
    TARIFFS = "tariffs"
    LETTERS = "letters"
    REPORT_FORMATS = "report_format"
    CODE_LISTS = "code_list"
    TERMS = "term"
    LEDGERS = "ledger"


PART_NAMES: Mapping[Part, str] = MappingProxyType(
    {
        Part.OFFICES: N_("单位名册"),
        Part.CATALOGS: N_("标准目录"),
        Part.CALENDARS: N_("节假日安排"),
        Part.TARIFFS: N_("收费标准"),
        Part.LETTERS: N_("文书样式"),
        Part.REPORT_FORMATS: N_("年报格式"),
        Part.CODE_LISTS: N_("代码表"),
        Part.TERMS: N_("词语对照"),
        Part.LEDGERS: N_("台账"),
    }
)
TEXTS = frozenset({Part.REPORT_FORMATS, Part.CODE_LISTS, Part.TERMS, Part.LEDGERS})
"""The parts that are texts, each entered from a file."""


class Turn(StrEnum):
    """How the number of a pack follows the one installed from the same office."""

    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    REPLACED = "replaced"  # the same number, another content


def turn(version: int, sha256: str, installed: int, installed_sha256: str) -> Turn:
    """Whether a pack may follow; 0 and "" if none of that office is installed."""
    if version > installed:
        return Turn.NEWER
    if version < installed:
        return Turn.OLDER
    return Turn.SAME if sha256 == installed_sha256 else Turn.REPLACED


class Validity(StrEnum):
    """How a pack stands to its last day; it never stops working."""

    OPEN = "open"  # no last day
    GOOD = "good"
    SOON = "soon"
    EXPIRED = "expired"


VALIDITY_NAMES: Mapping[Validity, str] = MappingProxyType(
    {
        Validity.OPEN: N_("没有写有效期。"),
        Validity.GOOD: N_("有效期至 {day}。"),
        Validity.SOON: N_("参数包即将到期（有效期至 {day}），请向上级要新的；到期后仍然可以用。"),
        Validity.EXPIRED: N_("参数包已到期（有效期至 {day}），仍然可以用，请向上级要新的。"),
    }
)


def validity(valid_until: date | None, today: date) -> Validity:
    """How a pack stands on a day; it is good on its last day."""
    if valid_until is None:
        return Validity.OPEN
    if valid_until < today:
        return Validity.EXPIRED
    return Validity.SOON if valid_until - today <= SOON else Validity.GOOD


def validity_words(valid_until: date | None, today: date) -> str:
    """The same in a sentence."""
    how = validity(valid_until, today)
    return _(VALIDITY_NAMES[how]).format(day=valid_until.isoformat() if valid_until else "")
