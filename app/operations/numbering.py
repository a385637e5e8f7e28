"""Running numbers by a pattern of the office: what was given once is never given again."""

import re
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.local import Meta
from app.operations import offices

_N = re.compile(r"\{n(?::[^}]*)?\}")


def next_number(session: Session, column: InstrumentedAttribute[str], choice: str, year: int) -> str:
    """The next number of a year in the office's pattern (rules/choices.py: `choice`).

    The file keeps the highest one beside the records: what was deleted may come back with its number.
    """
    chosen = offices.chosen(session)
    pattern, known = chosen[choice], {"short": chosen["letter_short"], "year": year}
    head, tail = (part.format_map(known) for part in (_N.split(pattern, maxsplit=1)))
    turn = _next(session, column, head, tail)
    return pattern.format(**known, n=turn)


def _next(session: Session, column: InstrumentedAttribute[str], head: str, tail: str) -> int:
    kept = session.get(Meta, f"{column.class_.__tablename__} {head}")
    numbers = select(column).where(column >= head, column < head + "\uffff")
    newest = session.scalars(numbers.order_by(func.length(column).desc(), column.desc()).limit(20))
    turn = max([*(_turn(number, head, tail) for number in newest), int(kept.value) if kept else 0]) + 1
    session.merge(Meta(key=f"{column.class_.__tablename__} {head}", value=str(turn)))
    return turn


def _turn(number: str, head: str, tail: Any) -> int:
    middle = number.removeprefix(head).removesuffix(tail)
    return int(middle) if middle.isascii() and middle.isdigit() else 0
