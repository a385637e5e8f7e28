"""The annual report as files: Word, PDF, workbook and JSON by the name's ending; years brought in from two of them.

What goes out passes the gate. Word, workbook and JSON are in Chinese, the language the form is published in; the PDF
follows the layout that is usual for the language in use.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange import report_files
from app.exchange.report_files import FigureOut, FindingOut, ReportContent, SectionOut
from app.exchange.report_formats import formats
from app.i18n import N_, speaking
from app.operations import annual_reports, papers, report_document
from app.operations.annual_reports import Report
from app.operations.gate import check_name, check_properties, gate
from app.operations.papers import Kind
from app.operations.report_figures import Figure
from app.operations.report_plans import IMPORT, ReportPlan, accept, plan_file
from app.rules.annual_report import Cell, ReportFormat, Table
from app.rules.report_charts import Chart
from app.rules.report_grids import placed
from app.sheets.picture import picture
from app.sheets.sheet import Tell
from app.sheets.typefaces import typefaces

__all__ = ["ENDINGS", "IMPORT", "ReportPlan", "accept", "plan_file", "template", "write"]

_ENDING = N_(
    "不认识“{ending}”这种文件。年度报告可以导出为 .docx（Word）、.pdf、.xlsx（Excel）和 .json，请改文件名的结尾。"
)
_NO_FORM = N_("没有编号为“{form}”的年度报告格式。现有的格式：{forms}。")

Writer = Callable[[Session, Report, Path, datetime], None]


def write(
    session: Session,
    office_code: str,
    year: int,
    scope: str,
    path: Path,
    form: str = "",
    tell: Tell | None = None,
    now: datetime | None = None,
) -> None:
    """Write a report as the file's ending says (.docx .pdf .xlsx .json).

    UserError for another ending, a name that tells a personal number, or a file that cannot be written.
    """
    now, ending = now or datetime.now(), path.suffix.lower()
    check_name(path)
    if ending == ".pdf":
        _write_pdf(session, office_code, year, scope, path, form, tell, now)
        return
    if ending not in _WRITERS:
        raise UserError(_ENDING, {"ending": path.suffix})
    report = annual_reports.opened(session, office_code, year, scope, form)
    with speaking("zh"):
        _WRITERS[ending](session, report, path, now)
    if tell:
        tell(1, 1)


def template(path: Path, form: str = "") -> None:
    """Write an empty workbook in a format (the newest one without a name), to enter a year's report in."""
    if form and form not in formats():
        raise UserError(_NO_FORM, {"form": form, "forms": "、".join(formats())})
    check_name(path)
    used = formats()[form] if form else next(iter(formats().values()))
    with speaking("zh"):
        grids = [placed(table, {}) for table in used.tables if table.printed]
        report_files.write_template(path, _empty(used), grids)


def content(session: Session, report: Report, now: datetime) -> ReportContent:
    """The report as a file says it, every text past the gate."""
    masked, form = gate(session), report.form
    cells = [(table, cell) for table in form.tables for cell in table.cells]
    sections = (
        SectionOut(each.key, each.title, *(masked(said.get(each.key, "")) for said in (report.sections, report.texts)))
        for each in form.sections
        if each.text
    )
    findings = (
        FindingOut(
            each.key, each.check, each.cell, masked(each.text), each.warning, masked(report.reasons.get(each.key, ""))
        )
        for each in report.findings
    )
    return ReportContent(
        form=form.id,
        form_name=form.name,
        source=form.source,
        figures=tuple(_figure(table, cell, report.figures.get(cell.key, Figure(None))) for table, cell in cells),
        sections=tuple(sections),
        office_code=report.office_code,
        office=report.office,
        title=masked(report.title),
        year=report.year,
        scope=str(report.scope),
        status=str(report.status),
        final_on=report.final_on,
        submitted_on=report.submitted_on,
        published_on=report.published_on,
        findings=tuple(findings),
        missing_units=report.missing_units,
        made_at=now,
    )


def _figure(table: Table, cell: Cell, figure: Figure) -> FigureOut:
    return FigureOut(
        cell.key, table.title, cell.label, cell.unit, cell.definition, figure.value, figure.source, figure.counted
    )


def _empty(form: ReportFormat) -> ReportContent:
    return ReportContent(
        form=form.id,
        form_name=form.name,
        source=form.source,
        figures=tuple(_figure(table, cell, Figure(None)) for table in form.tables for cell in table.cells),
        sections=tuple(SectionOut(each.key, each.title) for each in form.sections if each.text),
    )


def _write_pdf(
    session: Session, code: str, year: int, scope: str, path: Path, form: str, tell: Tell | None, now: datetime
) -> None:
    options = papers.usual(Kind.REPORT, now.date(), session)
    drawn = papers.drawn(session, papers.report_of(code, year, scope, form), options, now, tell)
    papers.write(path, drawn.pdf)


def _write_word(session: Session, report: Report, path: Path, now: datetime) -> None:
    made = report_document.document(session, report, report_document.years_of(session, report))
    check_properties(made.title, made.office)
    faces = typefaces()
    pictures = [picture(block, faces) for block in made.blocks if isinstance(block, Chart)]
    report_files.write_word(path, made, pictures, now)


def _write_workbook(session: Session, report: Report, path: Path, now: datetime) -> None:
    said = content(session, report, now)
    check_properties(said.title)
    made = report_document.document(session, report, report_document.years_of(session, report))
    charts = [block for block in made.blocks if isinstance(block, Chart)]
    report_files.write_workbook(path, said, report_document.grids(report), charts)


def _write_data(session: Session, report: Report, path: Path, now: datetime) -> None:
    report_files.write_data(path, content(session, report, now))


_WRITERS: dict[str, Writer] = {".docx": _write_word, ".xlsx": _write_workbook, ".json": _write_data}
ENDINGS = (".docx", ".pdf", ".xlsx", ".json")
