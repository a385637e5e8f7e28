"""Finding a catalog item by characters or pinyin, among those that bind the office."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.operations import catalogs, offices
from app.operations.catalogs import ItemRow
from app.rules.catalog import Mode
from app.rules.offices import CATALOG_LEVELS
from app.text import search_keys
from app.ui.widgets.fields import Option

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

OFFERED = 30


def item_option(item: ItemRow) -> Option:
    """An item as something to choose: its finest name, with its domain and the name above."""
    above = item.level2 if item.level3 else item.level1 if item.level2 else ""
    return Option(item.key, item.name, " · ".join(part for part in (item.domain, above) if part))


def binding(session: Session, today: date) -> list[ItemRow]:
    """The items in force that an office of this level discloses of its own accord."""
    level = CATALOG_LEVELS[offices.own(session).level]
    return [
        item
        for item in catalogs.in_force(session, today)
        if item.mode != Mode.ON_REQUEST and (not item.levels or level in item.levels)
    ]


class ItemFinder:
    """Looks items up as a person types; reads the catalog once and again after `forget`."""

    def __init__(self) -> None:
        self._items: list[ItemRow] | None = None

    def forget(self) -> None:
        """The catalog changed: read it again at the next search."""
        self._items = None

    def found(self, session: Session, text: str, today: date) -> list[Option]:
        """The best items for this text, at most thirty."""
        if self._items is None:
            self._items = binding(session, today)
        query = search_keys.query(text)
        if query is None:
            return []
        ranked = []
        for place, item in enumerate(self._items):
            hit = query.hit([item.name, item.level2, item.level1, item.domain])
            if hit:
                ranked.append(((*hit.rank[:3], place), item))
        ranked.sort(key=lambda pair: pair[0])
        return [item_option(item) for _rank, item in ranked[:OFFERED]]
