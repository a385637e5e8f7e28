"""The annual report (年度报告): counted from the registers, completed by hand, checked, made final.

A report need not have a record: it is always there, live, for any office and year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.i18n import N_
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.request_lists import RequestFilter
from app.rules.annual_report import Finding, ReportFormat

SET_FIGURES = N_("填写{year}年年度报告的数字")
GIVE_REASON = N_("说明{year}年年度报告的核对结果")
WRITE = N_("修改{year}年年度报告的文字")
FINAL = N_("{year}年年度报告定稿")
REOPEN = N_("重新打开{year}年年度报告")
SUBMIT = N_("登记{year}年年度报告的报送")
PUBLISH = N_("登记{year}年年度报告的公布")
REMOVE = N_("删除{year}年年度报告里填写的内容")


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office that reports: `parent_code` "" at the top of this file."""

    code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its value, where it comes from ("counted", "entered", "summed", "": none), what the registers count.

    In a consolidated report `counted` is the sum of the offices' figures.
    """

    value: Decimal | None
    source: str = ""
    counted: Decimal | None = None


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
        """The errors that have no written reason: while there is one, the report cannot be made final."""
        return tuple(each for each in self.findings if not each.warning and not self.reasons.get(each.key))

    @property
    def title(self) -> str:
        """The heading of the report."""
        return self.form.title.format(office=self.office, year=self.year)


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
class RemedyFilter:
    """The remedies behind a cell of table 4 (operations/remedies.conditions)."""

    block: str
    result: str
    year: int
    office_code: str


@dataclass(frozen=True, slots=True)
class FeeFilter:
    """The fee notices behind a figure."""

    year: int
    office_code: str


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


def opened(session: Session, office_code: str, year: int, scope: str = "own", form: str = "") -> Report:
    """The report of an office for a year, live; UserError for an unknown office or a format of other years."""
    raise NotImplementedError


def reports(session: Session) -> list[ReportRow]:
    """The reports somebody wrote something into, the newest year first."""
    return []


def offices_of(session: Session) -> list[OfficeRow]:
    """The offices that report: this one and those below it; villages do not."""
    return []


def set_figures(
    session: Session, office_code: str, year: int, scope: str, values: Mapping[str, Decimal | None]
) -> None:
    """Enter figures by hand; None takes one back. UserError if the report is final or a figure cannot be right."""


def give_reason(session: Session, office_code: str, year: int, scope: str, key: str, reason: str) -> None:
    """Write why a finding stands, by its key; an empty reason takes it back."""


def write_section(session: Session, office_code: str, year: int, scope: str, key: str, text: str) -> None:
    """Write a section; figures stand in it by name: {新收申请总数}, {上年:新收申请总数}, {增幅:新收申请总数}."""


def make_final(session: Session, office_code: str, year: int, scope: str, today: date) -> None:
    """Freeze every figure. UserError while an error has no written reason."""


def reopen(session: Session, office_code: str, year: int, scope: str) -> None:
    """Make it a draft again."""


def submitted(session: Session, office_code: str, year: int, scope: str, on: date | None) -> None:
    """Note when it went to the level above."""


def published(session: Session, office_code: str, year: int, scope: str, on: date | None) -> None:
    """Note when it was published."""


def remove(session: Session, office_code: str, year: int, scope: str) -> None:
    """Take what was written into a report to the recycle bin."""


def behind(session: Session, office_code: str, year: int, scope: str, cell: str) -> Behind:
    """What a cell opens to."""
    return Behind("", None, None)


def deadlines(session: Session, today: date) -> list[ReportDeadline]:
    """The reports of last year, own and consolidated, with the days left."""
    return []
