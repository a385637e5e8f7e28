"""The columns of our own sheets and what goes into their cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.i18n import _
from app.rules.problems import Problem

Cell = str | int | float | Decimal | date | bool | None
Value = str | int | Decimal | date | None


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    `heading` and `choices` are Chinese source messages, translated when written and recognised in both languages.
    `width` counts Latin characters (a Chinese one takes two). `note` is shown when a cell of the column is selected.
    A sheet without a `required` column is not taken when read. `also` are other headings in use for it, read only.
    """

    key: str
    heading: str
    width: float = 14
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    note: str = ""
    required: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetOut:
    """One sheet to write; each row gives cells by column key, a missing key is an empty cell."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Mapping[str, Cell]] = ()


@dataclass(slots=True)
class SheetRow:
    """One row read: values by column key (None for an empty cell of any kind but text), and what is wrong with it.

    `first` is the text of its first filled cell, whatever column that stands in: a sum often says so in the ordinals.
    """

    number: int
    values: dict[str, Value]
    problems: tuple[Problem, ...] = ()
    first: str = ""


@dataclass(frozen=True)
class SheetRead:
    """The rows of a sheet, and what is wrong with its headings.

    `headings` are the headings as they stand, by column key; `above` are the words over them: title, unit, month.
    """

    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...] = field(default=())
    headings: Mapping[str, str] = field(default_factory=dict)
    above: tuple[str, ...] = ()


def shown(value: Cell, column: Column) -> str:
    """Give the cell as people read it: days as 2026-03-05, a choice in the language in use."""
    match value:
        case None:
            return ""
        case bool():
            return _("是") if value else _("否")
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case str() if column.kind is Kind.CHOICE:
            return _(value)
        case _:
            return str(value)
