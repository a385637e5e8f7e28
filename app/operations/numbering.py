"""Running numbers by a pattern of the office: what was given once is never given again."""

import re
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.local import Meta
from app.operations import offices

_N = re.compile(r"\{n(?::[^}]*)?\}")


def next_number(session: Session, column: InstrumentedAttribute[str], choice: str, year: int) -> str:
    """The next number of a year in the office's pattern (rules/choices.py: `choice`)."""
    return next_numbers(session, column, choice, year, 1)[0]


def next_numbers(
    session: Session, column: InstrumentedAttribute[str], choice: str, year: int, n: int
) -> tuple[str, ...]:
    """The next n numbers of a year, given by this.

    The file keeps the highest one beside the records: what was deleted may come back with its number.
    """
    head, tail = _parts(session, choice, year)
    numbers = upcoming(session, column, choice, year, n)
    session.merge(Meta(key=_key(column, head), value=str(_turn(numbers[-1], head, tail))))
    return numbers


def note(session: Session, column: InstrumentedAttribute[str], choice: str, year: int, number: str) -> None:
    """Keep a number somebody typed, so that those given go on after it; one that is not of the pattern is let be."""
    head, tail = _parts(session, choice, year)
    turn = _turn(number, head, tail) if number.startswith(head) else 0
    if turn >= _next(session, column, head, tail):
        session.merge(Meta(key=_key(column, head), value=str(turn)))


def upcoming(
    session: Session, column: InstrumentedAttribute[str], choice: str, year: int, n: int = 1
) -> tuple[str, ...]:
    """The numbers the next `n` records of a year would be given; none of them is given by asking."""
    chosen = offices.chosen(session)
    known = {"short": chosen["letter_short"], "year": year}
    first, found = _next(session, column, *_parts(session, choice, year)), list[str]()
    while len(found) < n:
        turns = range(first, first + n - len(found))
        numbers = [chosen[choice].format(**known, n=turn) for turn in turns]
        typed = set(session.scalars(select(column).where(column.in_(numbers), column.class_.owner_code == "")))
        found += [number for number in numbers if number not in typed]
        first = turns.stop
    return tuple(found)


def _parts(session: Session, choice: str, year: int) -> tuple[str, str]:
    """What stands before and after the running number."""
    chosen = offices.chosen(session)
    known = {"short": chosen["letter_short"], "year": year}
    head, tail = (part.format_map(known) for part in _N.split(chosen[choice], maxsplit=1))
    return head, tail


def _key(column: InstrumentedAttribute[str], head: str) -> str:
    return f"{column.class_.__tablename__} {head}"


def _next(session: Session, column: InstrumentedAttribute[str], head: str, tail: str) -> int:
    """One more than the last number given; the kept one spares looking through thousands."""
    kept = session.get(Meta, _key(column, head))
    return (int(kept.value) if kept else _highest(session, column, head, tail)) + 1


def _highest(session: Session, column: InstrumentedAttribute[str], head: str, tail: str) -> int:
    own = column.class_.owner_code == ""  # other offices count for themselves
    numbers = select(column).where(own, column >= head, column < head + "\uffff")
    newest = session.scalars(numbers.order_by(func.length(column).desc(), column.desc()).limit(20))
    return max((_turn(number, head, tail) for number in newest), default=0)


def _turn(number: str, head: str, tail: Any) -> int:
    middle = number.removeprefix(head).removesuffix(tail)
    return int(middle) if middle.isascii() and middle.isdigit() else 0
