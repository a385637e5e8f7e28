"""Tariffs of the information-processing fee as TOML files: shipped, or written by an office and installed."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.exchange.files import written_whole
from app.i18n import N_
from app.rules.fees import Step, Tariff, tariff_problems

_UNREADABLE = N_("收费标准文件{file}无法读取，请另存为UTF-8编码的TOML文件，或者先写出一份空白文件再填。")
_MISSING = N_("收费标准文件{file}：“{field}”缺失或格式不对，请对照样张补正。")
_NOT_MONEY = N_("收费标准文件{file}：“{field}”应是不小于0、最多两位小数的金额（元）。")
_NOT_COUNT = N_("收费标准文件{file}：“{field}”应是不小于{least}的整数。")
_WRONG = N_("收费标准文件{file}：{what}")
_TWICE = N_("有两份收费标准都从{day}起执行（{file}），请只保留一份。")
_HEAD = (
    "# 信息处理费收费标准：金额单位为元；item 按件（同一申请人一个自然月内累计），page 按量（每件申请单独计算）。",
    "# first 是从第几件、第几页算起；price 是每件、每页多少元；",
    "# every 和 more 可不写：写了就是以后每 every 件（页）为一档，每档提高 more 元。",
)


def load_folder(path: Path) -> tuple[Tariff, ...]:
    """Every tariff of a folder, the oldest first; UserError for a file that cannot be right."""
    found: dict[date, Tariff] = {}
    for file in sorted(path.glob("*.toml")):
        tariff = read(file)
        if tariff.in_force_on in found:
            raise UserError(_TWICE, {"day": tariff.in_force_on.isoformat(), "file": file.name})
        found[tariff.in_force_on] = tariff
    return tuple(found[day] for day in sorted(found))


def read(path: Path) -> Tariff:
    """The tariff in a file; UserError that says which entry is wrong."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise UserError(_UNREADABLE, {"file": path.name}, str(error)) from error
    return _Reader(path.name).tariff(content)


def written(tariff: Tariff) -> str:
    """A tariff as the text of a file, which reads back as the same tariff."""
    lines = [*_HEAD, f"name = {_quoted(tariff.name)}", f"in_force_on = {tariff.in_force_on.isoformat()}"]
    lines.append(f"source = {_quoted(tariff.source)}")
    for name, steps in (("item", tariff.items), ("page", tariff.pages)):
        for step in steps:
            lines += ["", f"[[{name}]]", *_step_lines(step)]
    return "\n".join(lines) + "\n"


def write(path: Path, tariff: Tariff) -> None:
    """Write a tariff as a file to be filled in; UserError if it cannot be written."""
    with written_whole(path) as file:
        file.write(written(tariff).encode())


def _step_lines(step: Step) -> Iterator[str]:
    yield f"first = {step.first}"
    yield f"price = {_yuan(step.fen)}"
    if step.every:
        yield f"every = {step.every}"
        yield f"more = {_yuan(step.more_fen)}"


def _yuan(fen: int) -> str:
    return str(fen // 100) if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"


class _Reader:
    """Checks the content of one file; every message names the file."""

    def __init__(self, file: str) -> None:
        self._file = file

    def tariff(self, content: Mapping[str, Any]) -> Tariff:
        """The checked tariff."""
        day = content.get("in_force_on")
        if not isinstance(day, date) or isinstance(day, datetime):
            raise self._error(_MISSING, field="in_force_on")
        items, pages = self._steps(content, "item"), self._steps(content, "page")
        tariff = Tariff(self._text(content, "name"), day, self._text(content, "source"), items, pages)
        for problem in tariff_problems(tariff):
            if not problem.warning:
                raise self._error(_WRONG, what=f"[[{problem.field}]] {problem.text}")
        return tariff

    def _text(self, content: Mapping[str, Any], field: str) -> str:
        value = content.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self._error(_MISSING, field=field)
        return value.strip()

    def _steps(self, content: Mapping[str, Any], name: str) -> tuple[Step, ...]:
        found = content.get(name)
        if not isinstance(found, Sequence) or isinstance(found, str):
            raise self._error(_MISSING, field=f"[[{name}]]")
        return tuple(self._step(each, name) for each in found)

    def _step(self, step: object, name: str) -> Step:
        if not isinstance(step, Mapping):
            raise self._error(_MISSING, field=f"[[{name}]]")
        count, money = self._count, self._money
        return Step(
            count(step.get("first"), f"{name}.first", 1), money(step.get("price"), f"{name}.price"),
            count(step.get("every", 0), f"{name}.every", 0), money(step.get("more", 0), f"{name}.more"),
        )  # fmt: skip

    def _count(self, value: object, field: str, least: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self._error(_NOT_COUNT, field=field, least=least)
        return value

    def _money(self, value: object, field: str) -> int:
        if not isinstance(value, int | Decimal) or isinstance(value, bool) or not Decimal(value).is_finite():
            raise self._error(_NOT_MONEY, field=field)
        fen = Decimal(value) * 100
        if fen < 0 or fen != int(fen):
            raise self._error(_NOT_MONEY, field=field)
        return int(fen)

    def _error(self, message: str, **values: object) -> UserError:
        return UserError(message, {"file": self._file, **values})


def _quoted(text: str) -> str:
    """Write a TOML basic string."""
    escaped = "".join(char if char >= " " and char not in '"\\\x7f' else f"\\u{ord(char):04x}" for char in text)
    return f'"{escaped}"'
