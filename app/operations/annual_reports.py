"""The annual report (年度报告): counted from the registers, completed by hand, checked, made final.

A report need not have a record: it is always there, live, for any office and year.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import MINYEAR, date, timedelta
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.report_formats import format_of, formats
from app.i18n import N_, _
from app.models.office import Office
from app.models.request import AnnualReport
from app.operations import offices, owners, report_figures
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.remedies import RemedyFilter
from app.operations.report_figures import Figure as Figure
from app.operations.report_figures import Figures, record_of
from app.operations.request_lists import RequestFilter
from app.rules import annual_report_checks as checks
from app.rules import annual_report_text as words
from app.rules.annual_report import Finding, ReportFormat, ReportStatus, Scope, Values, due_day, plain_number
from app.rules.offices import Level

SET_FIGURES = N_("填写{year}年年度报告的数字")
GIVE_REASON = N_("说明{year}年年度报告的核对结果")
WRITE = N_("修改{year}年年度报告的文字")
FINAL = N_("{year}年年度报告定稿")
REOPEN = N_("撤回{year}年年度报告的定稿")
SUBMIT = N_("登记{year}年年度报告的报送")
PUBLISH = N_("登记{year}年年度报告的公布")
REMOVE = N_("删除{year}年年度报告里填写的内容")
DUE_CHOICES: Mapping[str, str] = {Scope.OWN: "report_due", Scope.TREE: "consolidated_due"}
AHEAD = timedelta(days=62)
"""From so many days before its day on the report of the running year is told of."""
NO_NAME = "AR-NAME"
_TEXT = "text:"  # begins the keys of a final report's text among its frozen figures
YEARS = range(1990, 2101)
_NO_YEAR = N_("{year}年不能编制年度报告，请填 {first} 至 {last} 之间的年份。")
_NO_OFFICE = N_("没有代码为“{code}”的单位，或者它是嘎查村，不编制年度报告。请从单位列表里选择。")
_OTHER_FORMAT = N_("{year}年的年度报告用“{right}”，不能用“{form}”。")
_IS_FINAL = N_("{year}年的年度报告已经定稿，不能修改。需要更正的，请先“撤回定稿”。")
_NOT_FINAL = N_("{year}年的年度报告还没有定稿。请先定稿，再登记报送和公布。")
_NOT_OVER = N_("{year}年的统计期到12月31日才结束，现在还不能定稿。")
_BEFORE_END = N_("{year}年年度报告的报送和公布应在统计期结束（12月31日）之后，现在填的是 {on}，请核对日期。")
_FUTURE = N_("日期 {on} 晚于今天，请核对。")
_NO_CELL = N_("“{key}”不是“{form}”里的栏。请用 iltod report annual --json 查看各栏的代码。")
_NOT_NUMBER = N_("“{label}”应填数字，请改正。")
_NO_SECTION = N_("“{key}”不是“{form}”里可以写文字的部分。")
_NO_FINDING = N_("现在没有“{key}”这一条核对结果，不用说明理由。")
_OPEN = N_("还有 {n} 处核对不符，没有写明理由，不能定稿。第一处：{first}")
_MISSING = N_("下级有 {n} 个单位在本数据文件里没有登记，也没有这一年的报告，没有汇总进来：{names}。请补报后再定稿。")


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office that reports: `parent_code` "" at the top of this file."""

    code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True)
class Report:
    """A year's report of an office, whole; `uuid` "" while nobody wrote anything into it.

    `sections` as typed, `texts` with the figures placed; `similar` how alike last year's text is, in per cent, by
    section; `missing_units` the offices below of which this file knows nothing.
    """

    uuid: str
    office_code: str
    office: str
    year: int
    scope: str
    form: ReportFormat
    status: str
    figures: Mapping[str, Figure]
    findings: tuple[Finding, ...]
    reasons: Mapping[str, str]
    sections: Mapping[str, str]
    texts: Mapping[str, str]
    similar: Mapping[str, int]
    missing_units: tuple[str, ...]
    due_on: date
    final_on: date | None
    submitted_on: date | None
    published_on: date | None

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The errors that keep the report from being final: those without a written reason.

        A name in the text that stands for no figure would be printed as it is; no reason mends that.
        """
        errors = (each for each in self.findings if not each.warning)
        return tuple(each for each in errors if each.check == NO_NAME or not self.reasons.get(each.key))

    @property
    def title(self) -> str:
        """The heading of the report."""
        return _(self.form.title).format(office=self.office, year=self.year)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report somebody wrote something into; `findings` are the errors without a reason."""

    office_code: str
    office: str
    year: int
    scope: str
    form: str
    status: str
    findings: int
    submitted_on: date | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class FeeFilter:
    """The fee notices behind a figure."""

    year: int
    office_code: str
    owner: str = ""  # whose records: operations/owners.py


@dataclass(frozen=True, slots=True)
class Behind:
    """What a cell opens to: the page of the window ("" if no register feeds it), what it shows there, how many."""

    page: str
    target: RequestFilter | DisclosureFilter | RemedyFilter | FeeFilter | None
    count: Decimal | None


@dataclass(frozen=True, slots=True)
class ReportDeadline:
    """A report that is due; `done` once it was submitted or published."""

    year: int
    scope: str
    due_on: date
    done: bool
    days_left: int


def forms() -> Mapping[str, ReportFormat]:
    """Every format by its id, the newest first."""
    return formats()


def opened(session: Session, office_code: str, year: int, scope: str = "own", form: str = "") -> Report:
    """The report of an office for a year, live; UserError for an unknown office or a format of other years."""
    office, used = _office(session, office_code), _format(year, form)
    found, before = _figures(session, used, office_code, year, scope), _last_year(session, office_code, year, scope)
    record, last = (record_of(session, office_code, each, scope) for each in (year, year - 1))
    sections = dict(record.sections) if record else {}
    earlier = last.sections if last else {}
    report = Report(
        uuid=record.uuid if record else "",
        office_code=office_code,
        office=office.name,
        year=year,
        scope=scope,
        form=used,
        status=record.status if record else ReportStatus.DRAFT,
        figures=found.figures,
        findings=(),
        reasons=dict(record.reasons) if record else {},
        sections=sections,
        texts=_texts(used, sections, words.Figures(found.values, before or {}, year, office.name), record),
        similar={key: words.similarity(text, earlier.get(key, "")) for key, text in sections.items()},
        missing_units=_missing(session, office_code, year, found) if scope == Scope.TREE else (),
        due_on=due_day(year, offices.chosen(session)[DUE_CHOICES[scope]]),
        final_on=record.final_on if record else None,
        submitted_on=record.submitted_on if record else None,
        published_on=record.published_on if record else None,
    )
    return replace(report, findings=tuple(_findings(session, report, found, before)))


def _office(session: Session, code: str) -> Office:
    office = session.scalar(select(Office).where(Office.code == code, Office.level != Level.VILLAGE))
    if office is None:
        raise UserError(_NO_OFFICE, {"code": code})
    return office


def _format(year: int, form: str = "") -> ReportFormat:
    if year not in YEARS:
        raise UserError(_NO_YEAR, {"year": year, "first": YEARS[0], "last": YEARS[-1]})
    right = format_of(year)
    if form and form != right.id:
        wrong = formats()[form].name if form in formats() else form
        raise UserError(_OTHER_FORMAT, {"year": year, "right": right.name, "form": wrong})
    return right


def _figures(session: Session, form: ReportFormat, code: str, year: int, scope: str) -> Figures:
    if scope == Scope.TREE:
        return report_figures.tree(session, form, [unit.code for unit in _units(session, code, year)], year)
    return report_figures.own(session, form, [code], year)[code]


def values_of(session: Session, office_code: str, year: int, scope: str = "own") -> Values:
    """The figures of a year alone, without its checks; those of a final report as they were then."""
    return _figures(session, format_of(year), office_code, year, scope).values


def _units(session: Session, code: str, year: int) -> list[OfficeRow]:
    """An office and all below it that stood in the year, itself first; villages are no units of the report."""
    stood = or_(Office.ended_on.is_(None), Office.ended_on >= date(year, 1, 1))
    below = defaultdict(list)
    for office in session.scalars(select(Office).where(Office.level != Level.VILLAGE, stood).order_by(Office.code)):
        below[office.parent_code].append(_office_row(office))
    found = [_office_row(_office(session, code))]
    for unit in found:  # grows while it is walked
        found += below[unit.code]
    return found


def _office_row(office: Office) -> OfficeRow:
    return OfficeRow(office.code, office.name, office.level, office.parent_code)


def _last_year(session: Session, code: str, year: int, scope: str) -> Values | None:
    """Last year's figures; None if nothing is known of that year."""
    found = _figures(session, format_of(year - 1), code, year - 1, scope)
    return found.values if found.known else None


def _missing(session: Session, code: str, year: int, found: Figures) -> tuple[str, ...]:
    return tuple(unit.name for unit in _units(session, code, year)[1:] if unit.code not in found.known)


def _texts(
    form: ReportFormat, sections: Mapping[str, str], figures: words.Figures, record: AnnualReport | None
) -> dict[str, str]:
    """The sections with their figures; of a final report as they were then."""
    frozen = record.frozen if record and record.status == ReportStatus.FINAL else {}
    return {key: frozen.get(_TEXT + key) or words.placed(form, text, figures) for key, text in sections.items()}


def _findings(session: Session, report: Report, found: Figures, before: Values | None) -> list[Finding]:
    form, values = report.form, found.values
    entered = {key: figure.value for key, figure in found.figures.items() if figure.source == "entered"}
    counted = {key: figure.counted for key, figure in found.figures.items()}
    below_league = _office(session, report.office_code).level != Level.LEAGUE
    figures = words.Figures(values, before or {}, report.year, report.office)
    all_of_them = [
        *checks.findings(form, report.year, values, before, below_league, found.unlisted),
        *checks.differences(form, entered, counted, report.scope == Scope.TREE),
        *checks.changed(form, values, {key: figure.value for key, figure in found.live.items()}),
        *_missing_found(report.missing_units),
        *words.text_findings(form, report.sections, figures),
        *words.alike_findings(form, report.similar, int(offices.chosen(session)["similarity"])),
    ]
    return sorted(all_of_them, key=lambda finding: finding.warning)


def _missing_found(names: tuple[str, ...]) -> Iterator[Finding]:
    if names:
        yield Finding("AR-CONS", "", _MISSING, {"n": len(names), "names": "、".join(names)}, True, "AR-CONS:missing")


def reports(session: Session) -> list[ReportRow]:
    """The reports somebody wrote something into, the newest year first."""
    kept = select(AnnualReport).order_by(AnnualReport.year.desc(), AnnualReport.office_code, AnnualReport.scope)
    return [_report_row(opened(session, r.office_code, r.year, r.scope)) for r in session.scalars(kept).all()]


def _report_row(report: Report) -> ReportRow:
    return ReportRow(
        report.office_code,
        report.office,
        report.year,
        report.scope,
        report.form.id,
        report.status,
        len(report.open_findings),
        report.submitted_on,
        report.published_on,
    )


def offices_of(session: Session) -> list[OfficeRow]:
    """The offices that report: this one and those below it; villages do not."""
    own = offices.own_code(session)
    return _units(session, own, MINYEAR)


def set_figures(
    session: Session, office_code: str, year: int, scope: str, values: Mapping[str, Decimal | None]
) -> None:
    """Enter figures by hand; None takes one back. UserError if the report is final or a figure cannot be right."""
    form = _format(year)
    for key, value in values.items():
        if key not in form.cells:
            raise UserError(_NO_CELL, {"key": key, "form": form.name})
        if value is not None and not value.is_finite():
            raise UserError(_NOT_NUMBER, {"label": form.cells[key].words})
    wrong = next(checks.kinds(form, values), None)
    if wrong is not None:
        raise UserError(wrong.message, wrong.values)
    record = _draft(session, office_code, year, scope)
    record.figures = _without_none(
        record.figures | {key: None if value is None else plain_number(value) for key, value in values.items()}
    )


def _without_none(values: Mapping[str, str | None]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def give_reason(session: Session, office_code: str, year: int, scope: str, key: str, reason: str) -> None:
    """Write why a finding stands, by its key; an empty reason takes it back. UserError for a key no finding has."""
    report = opened(session, office_code, year, scope)
    if reason.strip() and key not in {finding.key for finding in report.findings}:
        raise UserError(_NO_FINDING, {"key": key})
    record = _draft(session, office_code, year, scope)
    record.reasons = _without_none(record.reasons | {key: reason.strip()})


def write_section(session: Session, office_code: str, year: int, scope: str, key: str, text: str) -> None:
    """Write a section; figures stand in it by name: {新收申请总数}, {上年:新收申请总数}, {增幅:新收申请总数}."""
    form = _format(year)
    if key not in {section.key for section in form.sections if section.text}:
        raise UserError(_NO_SECTION, {"key": key, "form": form.name})
    record = _draft(session, office_code, year, scope)
    record.sections = _without_none(record.sections | {key: text.strip()})


def _draft(session: Session, office_code: str, year: int, scope: str) -> AnnualReport:
    """The record to write into, made if there is none; UserError once it is final."""
    record = record_of(session, office_code, year, scope)
    if record is not None and record.status == ReportStatus.FINAL:
        raise UserError(_IS_FINAL, {"year": year})
    if record is None:
        _office(session, office_code)
        record = AnnualReport(
            office_code=office_code,
            year=year,
            scope=str(scope),
            form=_format(year).id,
            status=str(ReportStatus.DRAFT),
            figures={},
            reasons={},
            sections={},
            frozen={},
        )
        session.add(record)
    return record


def make_final(session: Session, office_code: str, year: int, scope: str, today: date) -> None:
    """Freeze every figure and the text. UserError while an error has no written reason, or before the year is over."""
    if today <= date(year, 12, 31):
        raise UserError(_NOT_OVER, {"year": year})
    record, report = _draft(session, office_code, year, scope), opened(session, office_code, year, scope)
    if report.open_findings:
        first = report.open_findings[0]
        raise UserError(_OPEN, {"n": len(report.open_findings), "first": first.text})
    figures = {key: None if f.value is None else plain_number(f.value) for key, f in report.figures.items()}
    record.frozen = figures | {_TEXT + key: text for key, text in report.texts.items()}
    record.status, record.final_on = str(ReportStatus.FINAL), today


def reopen(session: Session, office_code: str, year: int, scope: str) -> None:
    """Make it a draft again; what was submitted and published stays noted."""
    record = _final(session, office_code, year, scope)
    record.status, record.final_on, record.frozen = str(ReportStatus.DRAFT), None, {}


def submitted(
    session: Session, office_code: str, year: int, scope: str, on: date | None, today: date = date.max
) -> None:
    """Note when it went to the level above; None takes it back. UserError unless it is final."""
    _check_day(year, on, today)
    _final(session, office_code, year, scope).submitted_on = on


def published(
    session: Session, office_code: str, year: int, scope: str, on: date | None, today: date = date.max
) -> None:
    """Note when it was published; None takes it back. UserError unless it is final."""
    _check_day(year, on, today)
    _final(session, office_code, year, scope).published_on = on


def _final(session: Session, office_code: str, year: int, scope: str) -> AnnualReport:
    record = record_of(session, office_code, year, scope)
    if record is None or record.status != ReportStatus.FINAL:
        raise UserError(_NOT_FINAL, {"year": year})
    return record


def _check_day(year: int, on: date | None, today: date) -> None:
    if on is not None and on > today:
        raise UserError(_FUTURE, {"on": on.isoformat()})
    if on is not None and on.year <= year:
        raise UserError(_BEFORE_END, {"year": year, "on": on.isoformat()})


def remove(session: Session, office_code: str, year: int, scope: str) -> None:
    """Take what was written into a report to the recycle bin."""
    record = record_of(session, office_code, year, scope)
    if record is not None:
        session.delete(_draft(session, office_code, year, scope))


def behind(session: Session, office_code: str, year: int, scope: str, cell: str) -> Behind:
    """What a cell opens to, with how many of those are in this file; UserError for a cell the format does not have.

    What an office below reported from a file of its own is in the figure, but no record here is behind it.
    """
    form = _format(year)
    if cell not in form.cells:
        raise UserError(_NO_CELL, {"key": cell, "form": form.name})
    count: Decimal | None
    if scope == Scope.TREE:
        units = [figure.counted for _unit, figure in parts(session, office_code, year, cell)]
        count = sum((each for each in units if each is not None), Decimal())
    else:
        count = _figures(session, form, office_code, year, scope).figures[cell].counted
    whole_file = scope == Scope.TREE and office_code == offices.own_code(session)
    office, owner = ("", owners.ALL) if whole_file else (office_code, "")
    fed_by = form.cells[cell].fed_by
    if fed_by == "requests":
        return Behind("requests", RequestFilter(office_code=office, owner=owner, cell=cell, year=year), count)
    if fed_by == "remedies":
        return Behind("requests", RemedyFilter(office_code=office, owner=owner, cell=cell, year=year), count)
    if fed_by == "fees":
        return Behind("requests", FeeFilter(year, office, owner), count)
    if fed_by == "disclosures":
        return Behind("disclosures", replace(_disclosed(cell, year, office), owner=owner), count)
    return Behind("", None, None)


def _disclosed(cell: str, year: int, office: str) -> DisclosureFilter:
    channels = tuple(map(str, filter(None, report_figures.OLD_CHANNELS[cell])))
    first, last = date(year, 1, 1), date(year, 12, 31)
    return DisclosureFilter(published_from=first, published_to=last, appeared_on=channels, office_code=office)


def parts(session: Session, office_code: str, year: int, cell: str) -> list[tuple[OfficeRow, Figure]]:
    """The figures of the offices that a cell of a consolidated report adds up."""
    units = _units(session, office_code, year)
    found = report_figures.own(session, _format(year), [unit.code for unit in units], year)
    return [(unit, found[unit.code].figures[cell]) for unit in units]


def deadlines(session: Session, today: date) -> list[ReportDeadline]:
    """The reports of this office that are due or were due in this year, and late in a year those of the next January.

    One whose day has passed is left out where nothing at all is known of its year: nobody can report it from here.
    """
    found = []
    own = offices.own_code(session)
    scopes = [Scope.OWN, Scope.TREE] if len(_units(session, own, today.year)) > 1 else [Scope.OWN]
    chosen = offices.chosen(session)
    for year in (today.year - 1, today.year):
        for scope in scopes:
            due_on = due_day(year, chosen[DUE_CHOICES[scope]])
            record = record_of(session, own, year, scope)
            if due_on - today <= AHEAD and (due_on >= today or record or report_figures.anything(session, own, year)):
                done = record is not None and bool(record.submitted_on or record.published_on)
                found.append(ReportDeadline(year, scope, due_on, done, (due_on - today).days))
    return found
