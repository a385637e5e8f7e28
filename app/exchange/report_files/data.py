"""An annual report as JSON, to be read by programs and by the office above; docs/report-format.md describes it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.exchange.files import written_whole
from app.exchange.report_files.content import FigureIn, FigureOut, ReportContent, ReportIn
from app.exchange.spreadsheets.guard import without_controls
from app.exchange.tables.kinds import contents
from app.i18n import N_, _

FORMAT, VERSION = "iltod-annual-report", 1
_NOT_OURS = N_("“{file}”不是本程序导出的年度报告，没有读入。请选年度报告页导出的 JSON 文件，或者用 Excel 模板。")
_NEWER = N_("“{file}”是较新的程序导出的，本程序读不了。请升级程序后再导入。")
_NOT_A_NUMBER = N_("“{value}”不是数，请只写数字，不写单位。")
_LONGEST = 40  # characters of what stands in place of a number


def write_data(path: Path, content: ReportContent) -> None:
    """Write the report as JSON in UTF-8; UserError if the file cannot be written."""
    text = json.dumps(_said(content), ensure_ascii=False, indent=1)
    with written_whole(path) as file:
        file.write(f"{text}\n".encode())


def read_data(path: Path) -> ReportIn:
    """Read it back. UserError if it is not ours, is of a newer version, or says no year, office or figures."""
    try:
        said = json.loads(contents(path).decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise UserError(_NOT_OURS, {"file": path.name}, str(error)) from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise UserError(_NOT_OURS, {"file": path.name})
    if not isinstance(said.get("version"), int) or said["version"] > VERSION:
        raise UserError(_NEWER, {"file": path.name})
    try:
        return _read(said)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UserError(_NOT_OURS, {"file": path.name}, repr(error)) from error


def _said(content: ReportContent) -> dict[str, Any]:
    """What stands in the file; what has no value is left out of a figure."""
    plain: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    plain["office"] = {"code": content.office_code, "name": content.office}
    for name in ("year", "scope", "title", "form", "form_name", "source", "status"):
        plain[name] = getattr(content, name)
    for name in ("final_on", "submitted_on", "published_on", "made_at"):
        moment: date | None = getattr(content, name)
        plain[name] = moment.isoformat() if moment else None
    plain["figures"] = {figure.key: _figure(figure) for figure in content.figures}
    plain["sections"] = [asdict(section) for section in content.sections]
    plain["findings"] = [asdict(finding) for finding in content.findings]
    plain["missing_units"] = list(content.missing_units)
    return plain


def _figure(figure: FigureOut) -> dict[str, Any]:
    values = {"value": _number(figure.value), "source": figure.source, "counted": _number(figure.counted)}
    named = {name: getattr(figure, name) for name in ("table", "label", "unit", "definition")}
    return {name: value for name, value in (values | named).items() if name == "value" or value not in (None, "")}


def _number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it: figures have few places, which a double keeps."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _read(said: Mapping[str, Any]) -> ReportIn:
    return ReportIn(
        office_code=_text(said["office"]["code"]),
        office=_text(said["office"].get("name")),
        year=int(said["year"]),
        scope=_text(said["scope"]),
        form=_text(said["form"]),
        figures=tuple(_figures(said["figures"])),
        sections={
            _text(section["key"]): _text(section.get("written"))
            for section in said.get("sections", [])
            if section.get("written")
        },
        reasons={
            _text(finding["key"]): _text(finding.get("reason"))
            for finding in said.get("findings", [])
            if finding.get("reason")
        },
    )


def _figures(said: Mapping[str, Any]) -> Iterator[FigureIn]:
    for row, (key, figure) in enumerate(said.items(), 1):
        value, label = figure.get("value"), _text(figure.get("label"))
        number = not isinstance(value, bool) and isinstance(value, int | Decimal)
        if number and (read := Decimal(value)).is_finite():
            yield FigureIn(row, _text(key), label, read)
        elif value is not None:
            problem = _(_NOT_A_NUMBER).format(value=_text(str(value))[:_LONGEST])
            yield FigureIn(row, _text(key), label, None, problem)


def _text(value: Any) -> str:
    """A text of the file; TypeError for what is none."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return without_controls(value)
