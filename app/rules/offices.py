"""Offices and their place in the tree (旗县—苏木乡镇—嘎查村), and the people at their desks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_
from app.rules.problems import Problem


class Level(StrEnum):
    """The level of an office; the administrative code has a fixed length at each (GB/T 2260, GB/T 10114)."""

    LEAGUE = "league"
    BANNER = "banner"
    TOWNSHIP = "township"
    VILLAGE = "village"


LEVEL_NAMES: Mapping[Level, str] = MappingProxyType(
    {
        Level.LEAGUE: N_("盟市"),
        Level.BANNER: N_("旗县"),
        Level.TOWNSHIP: N_("苏木乡镇"),
        Level.VILLAGE: N_("嘎查村"),
    }
)
CODE_LENGTHS: Mapping[Level, int] = MappingProxyType(
    {Level.LEAGUE: 4, Level.BANNER: 6, Level.TOWNSHIP: 9, Level.VILLAGE: 12}
)

# Which of a catalog's level columns (公开层级) bind an office of this level.
CATALOG_LEVELS: Mapping[Level, str] = MappingProxyType(
    {Level.LEAGUE: "city", Level.BANNER: "county", Level.TOWNSHIP: "township", Level.VILLAGE: "village"}
)


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    """An office as it is entered; `phone` takes complaints (监督举报电话), `committee` supervises (村务监督委员会)."""

    code: str
    name: str
    level: Level
    name_mn: str = ""
    phone: str = ""
    committee: str = ""
    committee_mn: str = ""
    address: str = ""


def office_problems(draft: OfficeDraft) -> list[Problem]:
    """What keeps an office from being entered."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", N_("请填写单位名称。")))
    length = CODE_LENGTHS[draft.level]
    if not (draft.code.isascii() and draft.code.isdigit() and len(draft.code) == length):
        found.append(
            Problem(
                "code", N_("行政区划代码应为 {length} 位数字，现在是“{code}”。"), {"length": length, "code": draft.code}
            )
        )
    return found


def parent_code(code: str) -> str:
    """The code of the office above: 12 → 9 → 6 → 4 digits; empty at the top."""
    shorter = [length for length in CODE_LENGTHS.values() if length < len(code)]
    return code[: max(shorter)] if shorter else ""


def person_problems(name: str, pin: str) -> list[Problem]:
    """What keeps somebody from being entered; a PIN is optional."""
    found = []
    if not name.strip():
        found.append(Problem("name", N_("请填写姓名。")))
    if pin and not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        found.append(Problem("pin", N_("口令应为 4 至 8 位数字；不需要口令时留空。")))
    return found
