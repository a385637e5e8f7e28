"""Coverage of the catalog (目录覆盖情况): which items were due in a period, and which of them were not disclosed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.disclosure import Disclosure
from app.operations import catalogs, dues, offices
from app.rules.catalog import Mode
from app.rules.disclosures import Status
from app.rules.offices import CATALOG_LEVELS
from app.rules.time_limits import LimitKind, occurrences


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One item of the catalog in a period.

    `expected` are the recurring days that fell into the period (empty: the item is due whenever there is something);
    `disclosed` and `late` count items of the register; `open` those registered and not yet public.
    """

    item: catalogs.ItemRow
    expected: tuple[date, ...]
    disclosed: int
    late: int
    open: int

    @property
    def missing(self) -> bool:
        """Whether something was due in the period and nothing, or not enough, was disclosed."""
        return self.disclosed < len(self.expected) or (self.disclosed == 0 and self.open > 0)

    @property
    def silent(self) -> bool:
        """Whether nothing at all was registered in the period; for items without fixed days a person must judge."""
        return self.disclosed == 0 and self.open == 0


def of_period(session: Session, first: date, last: date) -> list[CoverageRow]:
    """Every item of the catalog that binds this office, with what it disclosed of it from the first to the last day.

    A register item belongs to the period in which its due date falls; without one, in which it began.
    """
    level = CATALOG_LEVELS[offices.own(session).level]
    counts = _counts(session, first, last)
    return [
        _row(item, counts, first, last)
        for item in catalogs.in_force(session, last)
        if item.mode != Mode.ON_REQUEST and (not item.levels or level in item.levels)
    ]


def _row(item: catalogs.ItemRow, counts: Mapping[tuple[str, str], int], first: date, last: date) -> CoverageRow:
    expected: list[date] = []
    for rule in dues.parsed(item.time_limit).rules:
        if rule.kind is LimitKind.RECURRING:
            expected += occurrences(rule, first, last)
    return CoverageRow(
        item,
        tuple(sorted(set(expected))),
        counts[item.key, "disclosed"],
        counts[item.key, "late"],
        counts[item.key, "open"],
    )


def _counts(session: Session, first: date, last: date) -> Counter[tuple[str, str]]:
    day = func.coalesce(Disclosure.due_on, Disclosure.began_on)
    public = Disclosure.status.in_((Status.PUBLISHED, Status.WITHDRAWN))
    late = public & (Disclosure.published_on > Disclosure.due_on)
    found = session.execute(
        select(
            Disclosure.item_key, func.count().filter(public), func.count().filter(late), func.count().filter(~public)
        )
        .where(Disclosure.item_key.is_not(None), day.between(first, last), Disclosure.owner_code == "")
        .group_by(Disclosure.item_key)
    )
    counts: Counter[tuple[str, str]] = Counter()
    for found_key, disclosed, delayed, waiting in found:
        key = found_key or ""
        counts[key, "disclosed"], counts[key, "late"], counts[key, "open"] = disclosed, delayed, waiting
    return counts
