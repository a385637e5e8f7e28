"""The information-processing fee (信息处理费): which tariff counts, what a request costs and why, who paid what."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app import paths
from app.errors import UserError
from app.exchange import tariffs as files
from app.i18n import N_, _
from app.models.request import Applicant, Request, RequestEvent
from app.models.request import Tariff as TariffRecord
from app.operations import calendars, offices
from app.operations.owners import where
from app.operations.request_cases import request_of
from app.rules import fees as rules
from app.rules.calendar import Calendar, Unit, count
from app.rules.fees import Step, Tariff
from app.rules.request_clock import PAYMENT_DAYS
from app.rules.request_events import ENDED, EventKind, FeeMethod

INSTALL = N_("装入信息处理费收费标准“{name}”")
REMOVE = N_("删除信息处理费收费标准“{name}”")
_NO_TARIFF = N_(
    "没有适用于 {day} 的收费标准：国办函〔2020〕109号自2021年1月1日起执行。"
    "更早的申请如曾收费，请装入当时的收费标准文件。"
)
_NOT_RECEIVED = N_("这件申请还没有与申请人确认，不算收到，不能计费。请先登记“与申请人确认”。")
_NO_PAGES = N_("按量计收，请填写页数（A4及以下幅面单面为一页）。")
_GONE = N_("这份收费标准是随程序提供的，或者已被删除，不能删除。")
_NTH = N_("{month}的申请（按{day}计）：本件是该申请人的第{n}件。")
_BY_NAME = N_("该申请人没有登记证件号码和电话，只能按姓名认定为同一人，请核对。")
_MONTH = N_("{year}年{month}月")
_BASIS = N_("依据：{source}。")
_DAY_NAMES = {"received": N_("收到申请之日"), "arrived": N_("提交或送达之日")}
_FEES = (EventKind.FEE_NOTICE, EventKind.PAID, EventKind.FEE_LAPSE)


@dataclass(frozen=True, slots=True)
class TariffRow:
    """A tariff known here; `uuid` is empty for one that came with the program."""

    uuid: str
    tariff: Tariff


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a request would cost by one method, and why, line by line; `quantity`: pages, or the nth of its month."""

    method: FeeMethod
    nth: int
    quantity: int
    amount_fen: int
    lines: tuple[str, ...]
    tariff_name: str


class FeeState(StrEnum):
    """Where a fee notice stands."""

    WAITING = "waiting"
    PAID = "paid"
    LAPSED = "lapsed"  # 逾期未缴费
    ENDED = "ended"  # the request ended before it was paid


STATE_NAMES = {
    FeeState.WAITING: N_("待缴费"),
    FeeState.PAID: N_("已缴费"),
    FeeState.LAPSED: N_("逾期未缴费"),
    FeeState.ENDED: N_("未缴费已办结"),
}


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One fee notice with what became of it; `applicant` is for this office's own screen. `pay_by` is the last day."""

    request_uuid: str
    event_uuid: str
    number: str
    title: str
    applicant: str
    applicant_kind: str
    method: str
    quantity: int | None
    amount_fen: int
    noticed_on: date
    reached_on: date | None
    document_number: str
    pay_by: date
    paid_on: date | None
    paid_fen: int | None
    state: FeeState

    def overdue(self, today: date) -> bool:
        """Whether it should have been paid and was not, and nothing was entered since."""
        return self.state is FeeState.WAITING and self.pay_by < today


@dataclass(frozen=True, slots=True)
class FeeTotals:
    """What the annual report tells of fees: notices sent and billed in a year, money that came in it."""

    notices: int
    billed_fen: int
    collected_fen: int


@lru_cache(maxsize=1)
def shipped() -> tuple[Tariff, ...]:
    """The tariffs that come with the program, the oldest first."""
    return files.load_folder(paths.RESOURCES / "tariffs")


def tariffs(session: Session) -> list[TariffRow]:
    """Every tariff known to this office, the oldest first; one of the office takes the place of one of the same day."""
    found = {tariff.in_force_on: TariffRow("", tariff) for tariff in shipped()}
    for kept in session.scalars(select(TariffRecord)):
        steps = {name: tuple(Step(*step) for step in kept.steps[name]) for name in ("items", "pages")}
        found[kept.in_force_on] = TariffRow(kept.uuid, Tariff(kept.name, kept.in_force_on, kept.source, **steps))
    return [found[day] for day in sorted(found)]


def tariff_on(session: Session, day: date) -> Tariff:
    """The tariff in force on a day; UserError before the first."""
    return among(tariffs(session), day)


def among(known: Sequence[TariffRow], day: date) -> Tariff:
    """Of these tariffs, the oldest first, the one in force on a day; UserError before the first."""
    begun = [row.tariff for row in known if row.tariff.in_force_on <= day]
    if not begun:
        raise UserError(_NO_TARIFF, {"day": day.isoformat()})
    return begun[-1]


def announced(path: Path) -> Tariff:
    """The tariff in a file, which is not installed by this; UserError if the file is not one."""
    return files.read(path)


def install(session: Session, path: Path) -> Tariff:
    """Take a tariff from a file, in place of one of the same day; UserError if the file is not one."""
    tariff = files.read(path)
    kept = session.scalar(select(TariffRecord).where(TariffRecord.in_force_on == tariff.in_force_on))
    steps = {"items": kept_steps(tariff.items), "pages": kept_steps(tariff.pages)}
    if kept is None:
        session.add(TariffRecord(in_force_on=tariff.in_force_on, name=tariff.name, source=tariff.source, steps=steps))
    else:
        kept.name, kept.source, kept.steps = tariff.name, tariff.source, steps
    return tariff


def kept_steps(steps: Sequence[Step]) -> list[list[int]]:
    """The steps of a tariff as a record keeps them."""
    return [[step.first, step.fen, step.every, step.more_fen] for step in steps]


def remove_tariff(session: Session, uuid: str) -> None:
    """Take out a tariff of the office; what came with the program for the same day counts again."""
    kept = session.scalar(select(TariffRecord).where(TariffRecord.uuid == uuid))
    if kept is None:
        raise UserError(_GONE)
    session.delete(kept)


def write_template(session: Session, path: Path, today: date) -> None:
    """Write the tariff in force as a file in which an office changes what differs."""
    files.write(path, tariff_on(session, today))


def suggested(session: Session, request_uuid: str, method: FeeMethod, pages: int = 0) -> Suggestion:
    """What a request costs by one method and why (第三条: one method for one request); nothing is kept by this.

    UserError while the request is not received, or without pages where pages are paid for.
    """
    request = request_of(session, request_uuid)
    if request.received_on is None:
        raise UserError(_NOT_RECEIVED)
    tariff, nth = tariff_on(session, request.received_on), nth_of_month(session, request)
    basis = _(_BASIS).format(source="，".join((tariff.name, tariff.source)))
    if method is FeeMethod.PAGE:
        if pages < 1:
            raise UserError(_NO_PAGES)
        lines = (*rules.page_lines(pages, tariff), basis)
        return Suggestion(method, nth, pages, rules.page_fee(pages, tariff), lines, tariff.name)
    lines = (*_nth_lines(session, request, nth), *rules.item_lines(nth, tariff), basis)
    return Suggestion(FeeMethod.ITEM, nth, nth, rules.item_fee(nth, tariff), lines, tariff.name)


def _nth_lines(session: Session, request: Request, nth: int) -> Iterator[str]:
    chosen, day = offices.chosen(session)["fee_month"], _day_of(session, request)
    month = _(_MONTH).format(year=day.year, month=day.month)
    yield _(_NTH).format(month=month, day=_(_DAY_NAMES[chosen]), n=nth)
    applicant = session.scalars(select(Applicant).where(Applicant.uuid == request.applicant_uuid)).one()
    if not (applicant.id_number or applicant.phone):
        yield _(_BY_NAME)


def _by_arrival(session: Session) -> bool:
    return offices.chosen(session)["fee_month"] == "arrived"


def _day_of(session: Session, request: Request) -> date:
    """The day that decides in which month a request is counted (a choice of the office)."""
    return request.arrived_on if _by_arrival(session) else request.received_on or request.arrived_on


def nth_of_month(session: Session, request: Request) -> int:
    """The place of a request among those of the same applicant in its month (第四条), by day, then as entered."""
    column = Request.arrived_on if _by_arrival(session) else Request.received_on
    day, same = _day_of(session, request), aliased(Applicant)
    whose = select(Applicant.identity).where(Applicant.uuid == request.applicant_uuid).scalar_subquery()
    people = select(same.uuid).where(same.identity == whose)
    before = or_(column < day, and_(column == day, Request.id <= request.id))
    asked = select(func.count()).select_from(Request).where(
        Request.applicant_uuid.in_(people), Request.office_code == request.office_code,
        column.between(day.replace(day=1), _month_end(day)), before,
    )  # fmt: skip
    return session.scalar(asked) or 0


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _in(year: int) -> ColumnElement[bool]:
    return RequestEvent.happened_on.between(date(year, 1, 1), date(year, 12, 31))


def ledger(session: Session, year: int, office_code: str = "", owner: str = "") -> list[FeeRow]:
    """The fee notices of a year, and earlier ones that were paid in it, by day; `owner` as owners.py tells."""
    touched = select(RequestEvent.request_uuid).where(RequestEvent.kind.in_(_FEES[:2]), _in(year))
    whose = where(Request, owner, office_code)
    whose += [Request.office_code == office_code] if office_code else []
    asked = select(Request, Applicant.name).join(Applicant, Applicant.uuid == Request.applicant_uuid)
    found = {r.uuid: (r, name) for r, name in session.execute(asked.where(Request.uuid.in_(touched), *whose))}
    pay_by, rows = _last_days(calendars.calendar(session)), list[FeeRow]()
    for notice, end in _notices(session, touched):
        if notice.request_uuid in found:
            rows.append(_fee_row(*found[notice.request_uuid], notice, end, pay_by))
    kept = [row for row in rows if year in (row.noticed_on.year, row.paid_on.year if row.paid_on else None)]
    return sorted(kept, key=lambda row: (row.noticed_on, row.number))


def _notices(session: Session, requests: Select[str]) -> Iterator[tuple[RequestEvent, RequestEvent | None]]:
    """Each notice of these requests with the payment or lapse that follows it."""
    asked = select(RequestEvent).where(RequestEvent.request_uuid.in_(requests), RequestEvent.kind.in_(_FEES))
    ordered = asked.order_by(RequestEvent.request_uuid, RequestEvent.happened_on, RequestEvent.id)
    events = [*session.scalars(ordered), None]
    for event, after in pairwise(events):
        if event and event.kind == EventKind.FEE_NOTICE:
            ends = after and after.request_uuid == event.request_uuid and after.kind != EventKind.FEE_NOTICE
            yield event, after if ends else None


def _last_days(known: Calendar) -> Callable[[date], date]:
    """The last day to pay by the day the notice arrived, counted once for each (第六条)."""
    return cache(lambda begins: count(begins, PAYMENT_DAYS, Unit.WORKDAY, known).due)


def _fee_row(
    request: Request,
    applicant: str,
    notice: RequestEvent,
    end: RequestEvent | None,
    pay_by: Callable[[date], date],
) -> FeeRow:
    paid = end if end and end.kind == EventKind.PAID else None
    amount = notice.amount_fen or 0
    return FeeRow(
        request.uuid, notice.uuid, request.number, request.title, applicant, request.applicant_kind, notice.method,
        notice.quantity, amount, notice.happened_on, notice.reached_on, notice.document_number,
        pay_by(notice.reached_on or notice.happened_on), paid.happened_on if paid else None,
        (amount if paid.amount_fen is None else paid.amount_fen) if paid else None, _state(request, end),
    )  # fmt: skip


def _state(request: Request, end: RequestEvent | None) -> FeeState:
    if end is None:
        return FeeState.ENDED if request.state in ENDED else FeeState.WAITING
    return FeeState.PAID if end.kind == EventKind.PAID else FeeState.LAPSED


def totals(session: Session, office_code: str, year: int) -> FeeTotals:
    """What an office billed in a year and what came in it, in fen, for the annual report.

    Money counts in the year in which it came, also where the notice is of the year before.
    """
    event, own = RequestEvent, Request.office_code == office_code
    joined = select(event).join(Request, Request.uuid == event.request_uuid).where(own, _in(year)).subquery()
    sent = joined.c.kind == EventKind.FEE_NOTICE
    notices, billed = session.execute(
        select(func.count(), func.coalesce(func.sum(joined.c.amount_fen), 0)).where(sent)
    ).one()
    billed_before = (
        select(event.amount_fen)
        .where(event.request_uuid == joined.c.request_uuid, event.kind == EventKind.FEE_NOTICE)
        .where(or_(event.happened_on < joined.c.happened_on, event.id < joined.c.id))
        .order_by(event.happened_on.desc(), event.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    came = func.sum(func.coalesce(joined.c.amount_fen, billed_before, 0))
    collected = session.scalar(select(came).where(joined.c.kind == EventKind.PAID))
    return FeeTotals(notices, billed, collected or 0)


def years(session: Session) -> list[int]:
    """The years in which a fee was billed or paid, the newest first."""
    first, last = session.execute(
        select(func.min(RequestEvent.happened_on), func.max(RequestEvent.happened_on)).where(
            RequestEvent.kind.in_(_FEES[:2])
        )
    ).one()
    return list(range(last.year, first.year - 1, -1)) if first else []
