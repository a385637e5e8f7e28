"""What people ask for (需求分析): by topic, kind of applicant, channel, outcome, month; what several ask for."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import ColumnElement, case, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.i18n import N_, _
from app.models.request import Applicant, Request
from app.rules.outcomes import OLD_OUTCOMES, OUTCOMES
from app.rules.requests import APPLICANT_NAMES, REQUEST_CHANNEL_NAMES, ApplicantKind, Proactive, RequestChannel

TITLE = N_("依申请公开需求分析表")
SOURCE = N_(
    "内蒙古自治区《全面推进基层政务公开标准化规范化工作实施意见》（内政公发〔2020〕2号）五（一）："
    "分析、掌握社会公众政务公开需求。按提交或送达之日统计。"
)
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "by_topic": N_("按主题"),
        "by_kind": N_("按申请人类别"),
        "by_channel": N_("按申请渠道"),
        "by_outcome": N_("按答复类型"),
        "by_month": N_("按月份"),
    }
)
_NO_TOPIC, _OPEN = N_("没有填写主题"), N_("尚未办结")
_DISCLOSED = ("1", "2", "3.3.1", "3.3.2", "3.3.3")
SHOWN = 50
_PERCENT = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a table: `label` is a source message or somebody's own word; `percent` of all requests."""

    key: str
    label: str
    n: int
    percent: Decimal

    @property
    def name(self) -> str:
        """What is counted, in the language in use."""
        return _(self.label)


@dataclass(frozen=True, slots=True)
class Repeated:
    """What several different applicants asked for; `topic` is its topic, or its title where none was entered.

    `disclosed` are the requests that were answered with the information, whole or in part; `decided` those already
    suggested, accepted or declined for publication. `by_topic`: whether `topic` was entered as one.
    """

    topic: str
    n: int
    applicants: int
    disclosed: int
    decided: int
    by_topic: bool


@dataclass(frozen=True, slots=True)
class Demand:
    """The requests that came in from `first` to `last`, counted five ways, and proposals for proactive disclosure."""

    first: date
    last: date
    total: int
    by_topic: tuple[Share, ...]
    by_kind: tuple[Share, ...]
    by_channel: tuple[Share, ...]
    by_outcome: tuple[Share, ...]
    by_month: tuple[Share, ...]
    repeated: tuple[Repeated, ...]


def analysed(session: Session, first: date, last: date) -> Demand:
    """The demand of a period, by the day of arrival; all shares are of the requests that came in it."""
    period = Request.arrived_on.between(first, last)
    total = session.scalar(select(func.count()).select_from(Request).where(period)) or 0

    def shares(column: InstrumentedAttribute[str], named: Callable[[str], str]) -> tuple[Share, ...]:
        found = session.execute(select(column, func.count()).where(period).group_by(column)).all()
        ordered = sorted(found, key=lambda pair: (-pair[1], pair[0]))
        return tuple(Share(key, named(key), n, percent(n, total)) for key, n in ordered)

    return Demand(
        first, last, total,
        shares(Request.topic, lambda key: key or _NO_TOPIC),
        shares(Request.applicant_kind, lambda key: APPLICANT_NAMES[ApplicantKind(key)]),
        shares(Request.channel, lambda key: REQUEST_CHANNEL_NAMES[RequestChannel(key)]),
        shares(Request.outcome, _outcome_name),
        tuple(_months(session, period, total)),
        tuple(_repeated(session, period)),
    )  # fmt: skip


def _months(session: Session, period: ColumnElement[bool], total: int) -> Iterator[Share]:
    parts = (extract("year", Request.arrived_on), extract("month", Request.arrived_on))
    found = session.execute(select(*parts, func.count()).where(period).group_by(*parts).order_by(*parts))
    for year, month, n in found:
        key = f"{year}-{month:02d}"
        yield Share(key, key, n, percent(n, total))


def month(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def percent(n: int, total: int) -> Decimal:
    """A share in per cent with one decimal; 0 of nothing."""
    return (Decimal(100 * n) / total).quantize(_PERCENT) if total else Decimal(0)


def _outcome_name(code: str) -> str:
    found = OUTCOMES.get(code) or OLD_OUTCOMES.get(code)
    return found.name if found else code or _OPEN


def _repeated(session: Session, period: ColumnElement[bool]) -> Iterator[Repeated]:
    """Topics, or titles without one, that different applicants asked for, the most wanted first (第四十四条)."""
    what = case((Request.topic != "", Request.topic), else_=Request.title)
    applicants = func.count(Applicant.identity.distinct())
    asked = (
        select(
            what, func.count(), applicants, func.sum(case((Request.outcome.in_(_DISCLOSED), 1), else_=0)),
            func.sum(case((Request.proactive != Proactive.NONE, 1), else_=0)), func.max(Request.topic) != "",
        )
        .join(Applicant, Applicant.uuid == Request.applicant_uuid)
        .where(period)
        .group_by(what)
        .having(applicants > 1)
        .order_by(applicants.desc(), func.count().desc(), what)
        .limit(SHOWN)
    )  # fmt: skip
    return (Repeated(*row) for row in session.execute(asked))


def alike(session: Session, request_uuid: str) -> Repeated | None:
    """Whether other applicants asked for the same as this request, at any time; None if nobody else did."""
    request = session.scalars(select(Request).where(Request.uuid == request_uuid)).one()
    same = Request.topic == request.topic if request.topic else Request.title == request.title
    found = [each for each in _repeated(session, same) if each.topic in (request.topic, request.title)]
    return found[0] if found else None
