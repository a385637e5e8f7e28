"""Reading the annual report: tables, one cell, checks, what there is."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from app.cli.answers import Answer, Table, plain
from app.cli.commands import argument, command, option
from app.cli.kinds import FILE
from app.cli.report.which import Which, which
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import annual_reports, report_records
from app.operations.annual_reports import Figure, Report
from app.rules import annual_report as rules
from app.rules.annual_report import Finding, ReportFormat, plain_number

_HEAD = N_("{title}（{scope}，{status}），应于 {due} 前完成。")
_ENTERED = N_("带 * 的是手工填写的数字。")
_NOTHING = N_("没有核对出问题。")
_FIGURE = N_("数字")
_ROW = N_("内容")
_SOURCES = {"counted": N_("按台账统计"), "entered": N_("手工填写"), "summed": N_("相加得出"), "": N_("还没有数字")}
_CELL = N_("“{label}”：{value}（{source}）")
_COUNTED = N_("台账统计是 {counted}。")
_FED_BY = N_("来源：{fed_by}。")
_WRITTEN = N_("已写出：{file}")
_FINDINGS = (N_("检查"), N_("处理"), N_("说明"), N_("编号"), N_("理由"))
_KINDS = {True: N_("提醒"), False: N_("不符")}


@command
@which
@option("--format", "form", default="", help=N_("格式：2021 或 2018，不写就按年份。"))
@option("--out", type=FILE, help=N_("写成文件：.docx、.pdf、.xlsx、.json。"))
def annual(place: Workplace, report: Which, form: str, out: Path | None) -> Answer:
    """Tell a year's report, or write it."""
    found = place.ask(annual_reports.opened, *report, form)
    if out is None:
        return Answer(value_of(found), tuple(_shown(found)))
    from app.operations.report_files import write

    place.ask(partial(write, path=out, form=form), *report)
    return Answer({"file": out}, (_(_WRITTEN).format(file=out),))


def value_of(report: Report) -> dict[str, Any]:
    """A report as a machine reads it; the form by its id, each figure with its label and unit."""
    plain_parts = (
        "uuid",
        "office_code",
        "office",
        "year",
        "scope",
        "status",
        "reasons",
        "sections",
        "texts",
        "similar",
    )
    days = ("due_on", "final_on", "submitted_on", "published_on", "missing_units", "title")
    return {
        **{name: plain(getattr(report, name)) for name in (*plain_parts, *days)},
        "form": report.form.id,
        "figures": {key: _figure(report.form, key, figure) for key, figure in report.figures.items()},
        "findings": [finding_value(report, finding) for finding in report.findings],
    }


def _figure(form: ReportFormat, key: str, figure: Figure) -> dict[str, Any]:
    label = {"label": form.cells[key].label, "unit": form.cells[key].unit}
    return label | {"value": number(figure.value), "source": figure.source, "counted": number(figure.counted)}


def number(value: Decimal | None) -> int | float | None:
    """A figure as JSON has it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def finding_value(report: Report, finding: Finding) -> dict[str, Any]:
    """A finding as a machine reads it."""
    named = {name: getattr(finding, name) for name in ("check", "cell", "key", "warning", "text")}
    return named | {"reason": report.reasons.get(finding.key, "")}


def _shown(report: Report) -> Iterator[str | Table]:
    scope, status = (
        _(rules.SCOPE_NAMES[rules.Scope(report.scope)]),
        _(rules.STATUS_NAMES[rules.ReportStatus(report.status)]),
    )
    yield _(_HEAD).format(title=report.title, scope=scope, status=status, due=report.due_on.isoformat())
    for table in report.form.tables:
        yield _(table.title)
        yield _table(report, table)
    if any(figure.source == "entered" for figure in report.figures.values()):
        yield _(_ENTERED)
    yield from _findings(report)


def _table(report: Report, table: rules.Table) -> Table:
    """One line for each row of the form, one column for each of its columns."""
    rows: dict[str, dict[str, str]] = {}
    for cell in table.cells:
        row, _dot, column = cell.label.partition(" · ")
        name = f"{row}（{_(cell.unit)}）" if cell.unit not in ("", "件") else row
        rows.setdefault(name, {})[column] = _written(report.figures[cell.key])
    columns = list(dict.fromkeys(column for cells in rows.values() for column in cells))
    lines = [(row, *(cells.get(column, "") for column in columns)) for row, cells in rows.items()]
    return Table((_ROW, *(column or _FIGURE for column in columns)), lines)


def _written(figure: Figure) -> str:
    return plain_number(figure.value) + ("*" if figure.source == "entered" else "")


def _findings(report: Report) -> Iterator[str | Table]:
    rows = [
        (each.check, _(_KINDS[each.warning]), each.text, each.key, report.reasons.get(each.key, ""))
        for each in report.findings
    ]
    yield Table(_FINDINGS, rows) if rows else _(_NOTHING)


@command
@argument("key", metavar="KEY")
@which
def cell(place: Workplace, key: str, report: Which) -> Answer:
    """Tell what a cell counts and which records are behind it."""
    behind = place.ask(annual_reports.behind, *report, key)
    found = place.ask(annual_reports.opened, *report)
    asked, figure = found.form.cells[key], found.figures[key]
    value = _figure(found.form, key, figure) | {"key": key, "definition": asked.definition, "fed_by": asked.fed_by}
    shown: list[str | Table] = [_cell_shown(asked, figure), asked.definition]
    shown.append(_(_FED_BY).format(fed_by=_(rules.FED_BY_NAMES[asked.fed_by])))
    if figure.counted is not None and figure.counted != figure.value:
        shown.append(_(_COUNTED).format(counted=plain_number(figure.counted)))
    rows = place.ask(report_records.listed, behind.target, place.today)
    if rows:
        shown.append(Table((N_("编号"), N_("名称"), N_("日期")), [tuple(map(str, row)) for row in rows]))
    records = [dict(zip(("number", "title", "on"), row, strict=True)) for row in rows]
    units = _parts(place, report, key) if report.scope == rules.Scope.TREE else []
    if units:
        shown.append(Table((N_("单位"), _FIGURE), [(name, plain_number(part.value)) for name, part in units]))
    parts = [{"office": name, "value": number(part.value)} for name, part in units]
    return Answer(value | {"records": records, "parts": parts}, tuple(shown))


def _cell_shown(asked: rules.Cell, figure: Figure) -> str:
    value = f"{plain_number(figure.value)} {_(asked.unit)}".strip()
    return _(_CELL).format(label=asked.label, value=value, source=_(_SOURCES[figure.source]))


def _parts(place: Workplace, report: Which, key: str) -> list[tuple[str, Figure]]:
    found = place.ask(annual_reports.parts, report.office_code, report.year, key)
    return [(unit.name, figure) for unit, figure in found]


@command
@which
def check(place: Workplace, report: Which) -> Answer:
    """Tell what the checks find; ends with 1 while an error has no written reason."""
    found = place.ask(annual_reports.opened, *report)
    value = [finding_value(found, finding) for finding in found.findings]
    return Answer(value, tuple(_findings(found)), 1 if found.open_findings else 0)


@command
def list_reports(place: Workplace) -> Answer:
    """Tell the reports somebody wrote something into."""
    found = place.ask(annual_reports.reports)
    rows = [
        (
            str(row.year),
            row.office,
            row.scope,
            row.form,
            _(rules.STATUS_NAMES[rules.ReportStatus(row.status)]),
            str(row.findings),
        )
        for row in found
    ]
    headings = (N_("年份"), N_("单位"), N_("范围"), N_("格式"), N_("状态"), N_("不符"))
    return Answer(found, (Table(headings, rows),))


@command
def formats(place: Workplace) -> Answer:
    """Tell the formats, and the names of figures that may stand in the text."""
    found = annual_reports.forms()
    value = [
        {"id": form.id, "name": form.name, "source": form.source, "first_year": form.first_year or None}
        | {"last_year": form.last_year, "names": form.names, "sections": form.sections}
        for form in found.values()
    ]
    tables: list[str | Table] = []
    for form in found.values():
        tables += [f"{form.name}：{form.source}", Table((N_("名称"), N_("栏代码")), list(form.names.items()))]
    return Answer(value, tuple(tables))
