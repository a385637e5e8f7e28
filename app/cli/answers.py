"""What a command answers: a value for machines, sentences and tables for people."""

import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.i18n import N_, _

_CUT_OFF = N_("接收输出的程序提前结束，输出不完整。已经完成的改动仍在，可用 iltod history 查看。")

LONGEST_CODE = 32  # numbers, days and codes stay on one line, so that they can be copied


@dataclass(frozen=True)
class Table:
    """Rows under headings (source messages), all as text already."""

    headings: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]


@dataclass(frozen=True)
class Answer:
    """`value` is the JSON of the answer; `shown` what a person reads; `code` the exit code."""

    value: Any
    shown: tuple[str | Table, ...]
    code: int = 0


@dataclass(frozen=True)
class Voice:
    """Speaks to a person, or with `json` to a program: then there is exactly one JSON value on standard output."""

    json: bool

    def answer(self, answer: Answer) -> None:
        """Tell an answer."""
        try:
            _print_json(answer.value) if self.json else _print_parts(answer.shown)
            sys.stdout.flush()  # a reader that has gone away is noticed here and not when Python ends
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise UserError(_CUT_OFF) from error

    def refuse(self, sentence: str) -> None:
        """Tell why nothing was done."""
        if self.json:
            _print_json({"error": sentence})
        else:
            print(sentence, file=sys.stderr)

    def hint(self, sentence: str) -> None:
        """Tell a person something beside the answer."""
        print(sentence, file=sys.stderr)


def plain(value: Any) -> Any:
    """The value as JSON has it: days as ISO text, enumerations by their codes, sentences of rules in words."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date | Path | Decimal):
        return _scalar(value)
    if hasattr(value, "message") and hasattr(value, "text"):
        return value.text
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(part) for key, part in value.items()}
    return [plain(part) for part in value]


def _scalar(value: date | Path | Decimal) -> str | int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value) if isinstance(value, Path) else value.isoformat()


def cell(value: Any) -> str:
    """A value as a cell of a table has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "；".join(map(cell, value)) if isinstance(value, tuple | list) else str(value)


def _print_json(value: Any) -> None:
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def _print_parts(parts: Iterable[str | Table]) -> None:
    for part in parts:
        if isinstance(part, Table):
            _print_table(part)
        else:
            print(part)


def _print_table(table: Table) -> None:
    if sys.stdout.isatty():
        _print_wide(table)
        return
    for row in (tuple(map(_, table.headings)), *table.rows):
        print("\t".join(" ".join(text.split()) for text in row))


def _print_wide(table: Table) -> None:
    """Columns that line up on a terminal, where a Chinese character takes two places."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    rows = list(table.rows)
    drawn = Drawn(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, heading in enumerate(table.headings):
        whole = all(row[place].isascii() and len(row[place]) <= LONGEST_CODE for row in rows)
        drawn.add_column(Text(_(heading)), overflow="fold", no_wrap=whole)
    for row in rows:
        drawn.add_row(*map(Text, row))
    Console(file=sys.stdout).print(drawn)
