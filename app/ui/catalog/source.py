"""The items of a catalog as the table of the page reads them, narrowed by what a person asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.i18n import N_, _
from app.operations import catalogs
from app.operations.catalogs import ItemRow
from app.rules.catalog import STANDING_NAMES, Standing
from app.text import search_keys
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

IN_FORCE = ""  # stands for "what is in force today" where a version is named
STATES = {Standing.OWN: "good", Standing.SEEN: "good", Standing.UNCHECKED: "soon"}


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items are shown; every field that is set narrows them."""

    version: str = IN_FORCE
    domain: str = ""
    level: str = ""
    standing: str = ""
    text: str = ""


def standing_pill(standing: Standing) -> Pill:
    """How sure a row is, as a pill."""
    return Pill(STATES[standing], _(STANDING_NAMES[standing]))


COLUMNS = (
    ColumnSpec("name", N_("事项"), 0),
    ColumnSpec("level1", N_("一级事项"), 130),
    ColumnSpec("domain", N_("领域"), 110),
    ColumnSpec("time_limit", N_("公开时限"), 150),
    ColumnSpec("standing", N_("核对情况"), 132, kind="pill", value=lambda row: standing_pill(row.standing)),
)


def read(session: Session, version: str, today: date) -> list[ItemRow]:
    """All items of a version, or those in force today."""
    return catalogs.items(session, version) if version else catalogs.in_force(session, today)


def narrowed(items: Sequence[ItemRow], wanted: ItemFilter) -> list[ItemRow]:
    """The items that the filter admits, in their order."""
    query = search_keys.query(wanted.text)
    return [item for item in items if _fits(item, wanted) and (query is None or _answers(item, query, wanted.text))]


def _fits(item: ItemRow, wanted: ItemFilter) -> bool:
    return (
        (not wanted.domain or item.domain == wanted.domain)
        and (not wanted.level or wanted.level in item.levels)
        and (not wanted.standing or item.standing == wanted.standing)
    )


def _answers(item: ItemRow, query: search_keys.Query, text: str) -> bool:
    """Names by characters or pinyin, the long texts by characters alone."""
    if query.hit([item.level3, item.level2, item.level1, item.domain]):
        return True
    plain = text.strip().casefold()
    return any(plain in each.casefold() for each in (item.content, item.basis, item.publisher, item.time_limit))


class ItemSource:
    """Reads the whole catalog once (some thousand rows at most) and hands it out in pages."""

    def __init__(self, wanted: ItemFilter, today: date) -> None:
        self.wanted, self._today = wanted, today
        self._items: list[ItemRow] = []

    def count(self, session: Session) -> int:
        """How many items the filter admits now."""
        self._items = narrowed(read(session, self.wanted.version, self._today), self.wanted)
        return len(self._items)

    def page(self, _session: Session, index: int, size: int) -> Sequence[ItemRow]:
        """The items from index * size on."""
        return self._items[index * size : (index + 1) * size]


def version_of_item(session: Session, uuid: str, today: date) -> str | None:
    """Where to find an item: IN_FORCE, else the version that holds it; None if no catalog does."""
    if any(item.uuid == uuid for item in catalogs.in_force(session, today)):
        return IN_FORCE
    for version in catalogs.versions(session, today):
        if any(item.uuid == uuid for item in catalogs.items(session, version.uuid)):
            return version.uuid
    return None
