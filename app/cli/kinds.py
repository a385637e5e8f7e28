"""Kinds of values on the command line, refused in sentences."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from app.i18n import N_, _

_NO_DAY = N_("“{text}”不是存在的日期，请写成 2026-03-18 这样。")
_NOT_WHOLE = N_("“{text}”不是{least}以上的整数。")
_NOT_ONE_OF = N_("“{text}”不在可选的值之中：{choices}。")


class Day(click.ParamType[date]):
    """A day as ISO writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(_(_NO_DAY).format(text=value), param, ctx)


class DayOrBlank(click.ParamType[date | None]):
    """A day, or an empty text that clears it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the day; empty text stays empty."""
        return Day().convert(value, param, ctx) if value else ""


class Whole(click.ParamType[int]):
    """A whole number of at least `least`."""

    name = "n"

    def __init__(self, least: int = 0) -> None:
        self.least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the number."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and self.least <= int(text)):
            self.fail(_(_NOT_WHOLE).format(text=text, least=self.least), param, ctx)
        return int(text)


class OneOf(click.ParamType[str]):
    """One of some codes."""

    name = "code"

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = [str(code) for code in codes]

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The codes, as the help shows them."""
        return f"[{'|'.join(self.codes)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read the code."""
        if value not in self.codes:
            self.fail(_(_NOT_ONE_OF).format(text=value, choices="、".join(self.codes)), param, ctx)
        return str(value)


class Appearance(NamedTuple):
    """A channel, a day, a place, as CODE=DATE=PLACE writes them; no day means today."""

    channel: str
    on: date | None
    place: str


class ChannelAt(click.ParamType[Appearance]):
    """Where and when something appeared."""

    name = "code[=date[=place]]"

    def __init__(self, codes: Iterable[str]) -> None:
        self._code = OneOf(codes)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Appearance:
        """Read the three parts."""
        code, _equals, rest = str(value).partition("=")
        day, _equals, where = rest.partition("=")
        on = Day().convert(day, param, ctx) if day else None
        return Appearance(self._code.convert(code, param, ctx), on, where)


FILE = click.Path(path_type=Path)
