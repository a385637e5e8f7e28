"""A year's report brought in from a file (补录、下级报送): what would become of each figure, then exactly that.

Figures come in as entered by hand. A total that is the sum of its parts is left to be added up, so that it follows when
a part is corrected.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.report_files import FigureIn, ReportIn, read_report
from app.exchange.report_formats import format_of
from app.i18n import N_, _
from app.models.office import Office
from app.operations import annual_reports, offices, report_figures
from app.operations.annual_reports import Report
from app.operations.plans import Fate, PlanLine
from app.rules.annual_report import ReportFormat, ReportStatus, Scope
from app.rules.annual_report_checks import kinds, summed
from app.rules.offices import Level
from app.sheets.sheet import Tell

IMPORT = N_("导入{year}年年度报告：{n} 项")
_UNKNOWN_OFFICE = N_(
    "本数据文件里没有“{office}”（代码 {code}），“{file}”没有读入。请先在“设置”的单位里加上它，或改正文件里的单位代码。"
)
_OTHER_FORMAT = N_("{year}年的年度报告用“{right}”，“{file}”是按另一种格式（{form}）填的。请用“{right}”的模板。")
_WRONG_SCOPE = N_("看不懂“{file}”里的范围“{scope}”。请写“本机关”或“汇总（含下级）”，再导入。")
_IS_FINAL = N_("“{office}”{year}年的年度报告已经定稿，不能再导入。需要更正的，请先“撤回定稿”。")
_FUTURE = N_("“{file}”是{year}年的报告，这一年还没有到。请核对“报告年份”。")
_NOTHING = N_("没有可以导入的数字，年度报告没有改动。请看各栏的原因，改正原表后再导入。")
_OTHER_NAME = N_("文件里的单位名称是“{said}”，按代码 {code} 记在“{office}”名下，请核对。")
_TOO_LARGE = N_("这个数太大，不会是年度报告的数字，请核对。")
LARGEST = 10**12
_NO_CELL, _TWICE = N_("{year}年的格式没有这一栏。"), N_("同一栏写了两次，只取前一个。")
_NO_SECTION, _SAME = N_("{year}年的格式没有这一节文字。"), N_("与现有的数字相同")
_SAME_TEXT, _WAS = N_("与现有的文字相同"), N_("原来是 {value}")
_REASONS = N_("文件里有 {n} 条核对结果的说明理由，一并带入。")


@dataclass(frozen=True)
class ReportPlan:
    """What an import would do, cell by cell.

    `values` are entered as they are; the `rest`, totals and what is there already, only if it is not the same then.
    """

    source: str
    office_code: str
    office: str
    year: int
    scope: str
    form: str
    values: Mapping[str, Decimal]
    rest: Mapping[str, Decimal]
    sections: Mapping[str, str]
    reasons: Mapping[str, str]
    lines: tuple[PlanLine, ...]
    notes: tuple[str, ...]

    @property
    def taken(self) -> int:
        """How many figures and sections would be written."""
        return sum(line.fate in (Fate.TAKEN, Fate.CHANGED) for line in self.lines)


def plan_file(session: Session, path: Path, today: date) -> ReportPlan:
    """The plan of taking a year's report from our JSON or our workbook.

    UserError if it cannot be read, is of an office nobody knows here, of another format, of a year to come, or if the
    report is final.
    """
    read = read_report(path)
    scope = _scope(read, path)
    code, notes = _office(session, read, path)
    form = _form(read, path, today)
    report = annual_reports.opened(session, code, read.year, scope)
    if report.status == ReportStatus.FINAL:
        raise UserError(_IS_FINAL, {"office": report.office, "year": read.year})
    planner = _Planner(report, report_figures.anything(session, code, read.year))
    for figure in read.figures:
        planner.figure(figure)
    for key, text in read.sections.items():
        planner.section(key, text)
    values = {key: value for key, value in planner.values.items() if value not in set(_sums(form, key, planner.said))}
    if read.reasons:
        notes = (*notes, _(_REASONS).format(n=len(read.reasons)))
    return ReportPlan(
        source=path.name,
        office_code=code,
        office=report.office,
        year=read.year,
        scope=scope,
        form=form.id,
        values=values,
        rest={key: value for key, value in planner.said.items() if key not in values},
        sections=planner.sections,
        reasons=read.reasons,
        lines=tuple(planner.lines),
        notes=(*read.notes, *notes),
    )


def accept(session: Session, plan: ReportPlan, tell: Tell | None = None) -> int:
    """Enter what the plan takes; how many figures and sections those are. UserError if it takes nothing."""
    if not plan.taken:
        raise UserError(_NOTHING)
    where = plan.office_code, plan.year, plan.scope
    annual_reports.set_figures(session, *where, plan.values)
    session.flush()
    figures = annual_reports.opened(session, *where).figures
    differing = {key: value for key, value in plan.rest.items() if figures[key].value != value}
    if differing:
        annual_reports.set_figures(session, *where, differing)
    for key, text in plan.sections.items():
        annual_reports.write_section(session, *where, key, text)
    _reason(session, plan)
    if tell:
        tell(plan.taken, plan.taken)
    return plan.taken


def _reason(session: Session, plan: ReportPlan) -> None:
    """Keep the reasons of those findings that are found here too."""
    if not plan.reasons:
        return
    session.flush()
    where = plan.office_code, plan.year, plan.scope
    found = {finding.key for finding in annual_reports.opened(session, *where).findings}
    for key, reason in plan.reasons.items():
        if key in found:
            annual_reports.give_reason(session, *where, key, reason)


@dataclass
class _Planner:
    """Decides figure by figure; `kept` tells whether the registers of this file hold the office's year."""

    report: Report
    kept: bool
    values: dict[str, Decimal] = field(default_factory=dict)
    said: dict[str, Decimal] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    lines: list[PlanLine] = field(default_factory=list)

    def figure(self, figure: FigureIn) -> None:
        """Decide on a figure."""
        cell = self.report.form.cells.get(figure.key)
        name = _(cell.label) if cell else figure.label or figure.key
        wrong = self._wrong(figure)
        if wrong or figure.value is None:
            self.lines.append(PlanLine(Fate.REFUSED, figure.row, name, wrong))
            return
        self.said[figure.key] = figure.value
        now = self.report.figures[figure.key]
        ours = now.source in ("entered", "summed") or self.kept
        if now.value == figure.value and ours:
            self.lines.append(PlanLine(Fate.UNCHANGED, figure.row, name, _(_SAME)))
            return
        self.values[figure.key] = figure.value
        changed = now.value is not None and ours
        reason = _(_WAS).format(value=now.value) if changed else ""
        self.lines.append(PlanLine(Fate.CHANGED if changed else Fate.TAKEN, figure.row, name, reason))

    def section(self, key: str, text: str) -> None:
        """Decide on a section of the text."""
        title = next((each.title for each in self.report.form.sections if each.key == key and each.text), "")
        old = self.report.sections.get(key, "")
        if not title:
            reason = _(_NO_SECTION).format(year=self.report.year)
            self.lines.append(PlanLine(Fate.REFUSED, 0, key, reason))
        elif old == text.strip():
            self.lines.append(PlanLine(Fate.UNCHANGED, 0, _(title), _(_SAME_TEXT)))
        else:
            self.sections[key] = text
            self.lines.append(PlanLine(Fate.CHANGED if old else Fate.TAKEN, 0, _(title)))

    def _wrong(self, figure: FigureIn) -> str:
        """Why a figure cannot be taken; empty if it can."""
        if figure.key not in self.report.form.cells:
            return _(_NO_CELL).format(year=self.report.year)
        if figure.problem:
            return figure.problem
        if figure.key in self.said:
            return _(_TWICE)
        if figure.value and abs(figure.value) > LARGEST:
            return _(_TOO_LARGE)
        return "".join(each.text for each in kinds(self.report.form, {figure.key: figure.value}))


def _sums(form: ReportFormat, total: str, said: Mapping[str, Decimal]) -> Iterator[Decimal]:
    """What the file's other figures add up to where they make this total."""
    for identity in form.identities:
        if identity.adds and identity.left == (total,):
            added = summed(identity, {key: said.get(key) for key in identity.right})
            if added is not None:
                yield added


def _scope(read: ReportIn, path: Path) -> str:
    scope = read.scope or Scope.OWN
    if scope not in set(Scope):
        raise UserError(_WRONG_SCOPE, {"file": path.name, "scope": read.scope})
    return str(scope)


def _office(session: Session, read: ReportIn, path: Path) -> tuple[str, tuple[str, ...]]:
    """Whose report it is: by its code, else by its name, else this office's own; and what to look at twice."""
    if not read.office_code and not read.office:
        return offices.own_code(session), ()
    by = Office.code == read.office_code if read.office_code else Office.name == read.office
    found = session.scalars(select(Office).where(by, Office.level != Level.VILLAGE)).first()
    if found is None:
        values = {"office": read.office, "code": read.office_code, "file": path.name}
        raise UserError(_UNKNOWN_OFFICE, values)
    if read.office and read.office != found.name:
        return found.code, (_(_OTHER_NAME).format(said=read.office, code=found.code, office=found.name),)
    return found.code, ()


def _form(read: ReportIn, path: Path, today: date) -> ReportFormat:
    if read.year > today.year:
        raise UserError(_FUTURE, {"file": path.name, "year": read.year})
    right = format_of(read.year)
    if read.form and read.form != right.id:
        values = {"year": read.year, "right": right.name, "file": path.name, "form": read.form}
        raise UserError(_OTHER_FORMAT, values)
    return right
