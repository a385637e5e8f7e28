"""Pages of a register of any length: by keys, never by counting from the beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

HOP = 100_000


@dataclass(frozen=True, slots=True)
class Order:
    """How a register is sorted: by these columns, the last of which tells every two rows apart."""

    keys: tuple[InstrumentedAttribute[Any] | ColumnClause[Any], ...]
    descending: bool


class Anchors:
    """Finds page after page of one filtered, sorted register.

    Keeps the key of every place it has been to, so that the next page starts where the last one ended and a
    jump starts from the nearest place known. Meant for one list on one screen; rows that come or go meanwhile
    shift the places, and the list is read again then.
    """

    def __init__(self, conditions: Sequence[ColumnElement[bool]], order: Order) -> None:
        self._conditions, self._order = tuple(conditions), order
        self._known: dict[int, tuple[Any, ...]] = {}
        self._total: int | None = None

    def count(self, session: Session) -> int:
        """How many rows there are."""
        register: Any = self._order.keys[0].table
        self._total = session.scalar(select(func.count()).select_from(register).where(*self._conditions)) or 0
        return self._total

    def ids(self, session: Session, first: int, size: int) -> list[int]:
        """The numbers of the rows from place `first` on, at most `size`."""
        places = list(self._known)  # two threads may read pages of one list
        start = max((place for place in places if place <= first), default=0)
        while first - start > HOP:
            if self._step(session, start, HOP, 1) == []:
                return []
            start += HOP
        rows = self._step(session, start, first - start, size + 1)
        for offset, row in enumerate(rows[:: max(size, 1)]):
            self._known[first + offset * max(size, 1)] = tuple(row)
        return [row[-1] for row in rows[:size]]

    def _step(self, session: Session, start: int, offset: int, size: int) -> Sequence[Any]:
        rows = session.execute(self._select(start).offset(offset).limit(size)).all()
        if rows:
            self._known[start + offset] = tuple(rows[0])
        return rows

    def _select(self, start: int) -> Select[Any]:
        keys = self._order.keys
        query = select(*keys).where(*self._conditions)
        query = query.order_by(*(key.desc() if self._order.descending else key.asc() for key in keys))
        if (known := self._known.get(start)) is not None:
            here, there = tuple_(*keys), tuple_(*known)
            query = query.where(here <= there if self._order.descending else here >= there)
        return query
