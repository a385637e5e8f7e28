"""The same matter at the banner and in the village, compared (政务公开与嘎查村务公开对应一致)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from app.i18n import N_


class Mismatch(StrEnum):
    """In what two records of the same matter differ."""

    NOT_POSTED = "not_posted"
    NOT_AT_BANNER = "not_at_banner"
    HOUSEHOLDS = "households"
    AMOUNT = "amount"
    DATES = "dates"


MISMATCH_NAMES: Mapping[Mismatch, str] = MappingProxyType(
    {
        Mismatch.NOT_POSTED: N_("嘎查村没有公示"),
        Mismatch.NOT_AT_BANNER: N_("旗县没有对应的记录"),
        Mismatch.HOUSEHOLDS: N_("户数不一致"),
        Mismatch.AMOUNT: N_("金额不一致"),
        Mismatch.DATES: N_("日期不一致"),
    }
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one side says of a matter; None where it says nothing. `on` is the day paid, or the day posted."""

    households: int | None = None
    amount_fen: int | None = None
    on: date | None = None


class Finding(NamedTuple):
    """One difference: what differs, and what each side says (fen for amounts, days for dates)."""

    what: Mismatch
    banner: int | date | None = None
    village: int | date | None = None


def findings(banner: Figures | None, village: Figures | None) -> list[Finding]:
    """In what the two sides differ; a figure that one side does not give is not compared.

    A sheet that was posted before the money was paid cannot show what was really paid: the dates disagree.
    """
    if banner is None or village is None:
        one_sided = Mismatch.NOT_AT_BANNER if banner is None else Mismatch.NOT_POSTED
        return [Finding(one_sided)] if banner or village else []
    found = []
    pairs = (
        (Mismatch.HOUSEHOLDS, banner.households, village.households),
        (Mismatch.AMOUNT, banner.amount_fen, village.amount_fen),
    )
    for what, ours, theirs in pairs:
        if ours is not None and theirs is not None and ours != theirs:
            found.append(Finding(what, ours, theirs))
    if banner.on and village.on and village.on < banner.on:
        found.append(Finding(Mismatch.DATES, banner.on, village.on))
    return found
