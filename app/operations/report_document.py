"""The annual report as it is read (rules/report_document.py): made in the language spoken, every text past the gate."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.operations import annual_reports
from app.operations.annual_reports import Report
from app.operations.gate import gate
from app.operations.list_papers import place_name
from app.operations.report_figures import anything, record_of
from app.rules.annual_report import Finding, ReportStatus, Scope, SectionSpec, Table, Values
from app.rules.report_charts import MOST_YEARS, charts
from app.rules.report_document import Block, Document, Heading, Note, Prose
from app.rules.report_grids import Grid, placed
from app.sheets.table import listed

DRAFT, TREE = N_("草稿，尚未定稿"), N_("汇总（含下级）")
_DRAFT_TITLE = N_("（草稿）{title}")
_FOOT = N_("填报说明")
_UNWRITTEN = N_("（本节文字还没有写）")
_ENTERED = N_("手工填报的数字：{names}。其余数字由本单位的台账生成。")
_ALL_COUNTED = N_("表中数字由本单位的台账生成，没有手工填报的数字。")
_ENTERED_IN_SUM = N_("汇总时手工填报的数字：{names}。其余数字由各单位的报告汇总。")
_ALL_SUMMED = N_("表中数字由各单位的报告汇总，汇总时没有手工填报。")
_SO_MANY = N_("《{table}》{n}个")
_OPEN, _DOUBTS = N_("还没有处理的核对结果（{n}项）："), N_("需要留意（{n}项）：")
_ITEM = N_("{number}. {text}")
_MISSING = N_("没有汇总到的单位：{names}。")
FEW = 12
"""So many figures entered by hand are named one by one, more are counted by table."""


def values_of(report: Report) -> Values:
    """The figures alone."""
    return {key: figure.value for key, figure in report.figures.items()}


def years_of(session: Session, report: Report) -> Mapping[int, Values]:
    """The figures of this report and of the years before it of which something is known, by year, for its trend."""
    code, scope = report.office_code, report.scope
    earlier = (
        year
        for year in range(report.year - MOST_YEARS + 1, report.year)
        if record_of(session, code, year, scope) or anything(session, code, year)
    )
    found = {year: annual_reports.values_of(session, code, year, scope) for year in earlier}
    return found | {report.year: values_of(report)}


def document(session: Session, report: Report, years: Mapping[int, Values]) -> Document:
    """The report as it is read, in the language spoken."""
    office, draft = place_name(session, report.office_code), report.status == ReportStatus.DRAFT
    title = _(report.form.title).format(office=office, year=report.year)
    remarks = [_(TREE)] * (report.scope == Scope.TREE) + [_(DRAFT)] * draft
    blocks = (*_sections(report, years, gate(session)), *_foot(report, draft))
    return Document(_(_DRAFT_TITLE).format(title=title) if draft else title, office, tuple(remarks), blocks)


def grids(report: Report) -> list[Grid]:
    """The printed tables of the report, in the language spoken."""
    values = values_of(report)
    return [placed(table, values, _) for table in report.form.tables if table.printed]


def _sections(report: Report, years: Mapping[int, Values], masked: Callable[[str], str]) -> Iterator[Block]:
    drawn = charts(report.form.id, values_of(report), years, _)
    tables = grids(report)
    for section in report.form.sections:
        yield Heading(_(section.title))
        yield from _prose(report, section, masked)
        own = {table.key for table in report.form.tables if table.section == section.key}
        yield from (_under(section, grid) for grid in tables if grid.key in own)
        yield from (chart for key, chart in drawn if key == section.key)


def _prose(report: Report, section: SectionSpec, masked: Callable[[str], str]) -> Iterator[Block]:
    text = masked(report.texts.get(section.key, "")).strip()
    if text:
        yield Prose(text)
    elif section.text:
        yield Note(_(_UNWRITTEN))


def _under(section: SectionSpec, grid: Grid) -> Grid:
    """A table without its title where the heading says the same just over it."""
    return replace(grid, title="") if grid.title in _(section.title) else grid


def _foot(report: Report, draft: bool) -> Iterator[Block]:
    """What was entered by hand, who is missing, and in a draft what is still open."""
    yield Heading(_(_FOOT))
    yield Note(entered_words(report))
    if report.missing_units:
        yield Note(_(_MISSING).format(names=listed(report.missing_units, "")))
    if draft:
        doubts = [each for each in report.findings if each.warning and not report.reasons.get(each.key)]
        yield from _listed(_OPEN, list(report.open_findings))
        yield from _listed(_DOUBTS, doubts)


def entered_words(report: Report) -> str:
    """Which figures were entered by hand, in a sentence."""
    entered = [key for key, figure in report.figures.items() if figure.source == "entered"]
    if not entered:
        return _(_ALL_SUMMED if report.scope == Scope.TREE else _ALL_COUNTED)
    if len(entered) <= FEW:
        names = [_(report.form.cells[key].label) for key in entered if key in report.form.cells]
    else:
        names = [
            _(_SO_MANY).format(table=_(table.title), n=count)
            for table in report.form.tables
            if (count := _count(table, entered))
        ]
    words = _ENTERED_IN_SUM if report.scope == Scope.TREE else _ENTERED
    return _(words).format(names=listed(names, ""))


def _count(table: Table, entered: list[str]) -> int:
    return len({*table.keys} & {*entered})


def _listed(heading: str, findings: list[Finding]) -> Iterator[Note]:
    if findings:
        yield Note(_(heading).format(n=len(findings)))
        yield from (Note(_(_ITEM).format(number=n, text=each.text)) for n, each in enumerate(findings, 1))
