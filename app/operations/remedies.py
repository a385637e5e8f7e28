"""Reconsiderations, suits and complaints (行政复议、行政诉讼、举报投诉): entered, concluded, counted for table 4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.base import new_uuid
from app.models.request import Remedy, Request
from app.operations import offices, owners, request_lists
from app.operations.refusals import refuse
from app.operations.request_lists import RemedyRow
from app.rules import remedies as rules
from app.rules.outcomes import outcome
from app.rules.problems import Problem
from app.rules.remedies import About, RemedyDraft, RemedyKind, RemedyResult

ADD = N_("登记{kind}")
EDIT = N_("修改{kind}")
DECIDE = N_("登记{kind}的结果")
REMOVE = N_("删除 {n} 件复议、诉讼或投诉")
_GONE = N_("这件复议、诉讼或投诉已被删除。可在“撤销”或“回收站”中找回。")
_FOLLOWED = N_("“{number}”后面还登记有诉讼，不能删除。请先删去那件诉讼，或者改它的“之前的行政复议”。")
_NO_REQUEST = N_("找不到涉及的申请，请重新选择。")
_NOT_REVIEW = N_("“之前的行政复议”应是一件行政复议，请重新选择。")
PENDING, TOTAL = "pending", "total"
BLOCKS: Mapping[str, RemedyKind] = MappingProxyType(
    {"review": RemedyKind.REVIEW, "direct": RemedyKind.SUIT_DIRECT, "after_review": RemedyKind.SUIT_AFTER}
)
"""The blocks of table 4 of the annual report."""
RESULTS = (RemedyResult.UPHELD, RemedyResult.CORRECTED, RemedyResult.OTHER)
_OLD_RESULTS = {"1": RemedyResult.UPHELD, "2": RemedyResult.CORRECTED, "3": RemedyResult.OTHER}
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class RemedyFilter:
    """What is shown; every field that is set narrows it.

    `pending` True are those not concluded, False those that are. `year` are those filed or concluded in it or pending
    in between; with `cell` those behind that figure of the year's report.
    """

    kinds: tuple[str, ...] = ()
    result: str = ""
    pending: bool | None = None
    text: str = ""
    year: int | None = None
    office_code: str = ""
    cell: str = ""
    owner: str = ""  # whose records: operations/owners.py


def problems(session: Session, draft: RemedyDraft, today: date, uuid: str = "") -> list[Problem]:
    """What keeps a remedy from being entered, and what deserves a second look; `uuid`: the one that is edited."""
    return rules.problems(draft, today, _about(session, draft, uuid))


def _about(session: Session, draft: RemedyDraft, uuid: str) -> About:
    request = session.scalar(select(Request).where(Request.uuid == draft.request_uuid)) if draft.request_uuid else None
    if draft.request_uuid and request is None:
        raise UserError(_NO_REQUEST)
    before = session.scalar(select(Remedy).where(Remedy.uuid == draft.after_uuid)) if draft.after_uuid else None
    if draft.after_uuid and (before is None or before.kind != RemedyKind.REVIEW):
        raise UserError(_NOT_REVIEW)
    found = outcome(request.outcome) if request else None
    return About(
        route=found.route if found else None,
        arrived_on=request.arrived_on if request else None,
        reviewed=bool(_reviews(session, draft.request_uuid, uuid)),
        after_filed_on=before.filed_on if before else None,
    )


def _reviews(session: Session, request_uuid: str, but: str = "") -> list[str]:
    """The reconsiderations over a request."""
    if not request_uuid:
        return []
    asked = select(Remedy.uuid).where(Remedy.request_uuid == request_uuid, Remedy.kind == RemedyKind.REVIEW)
    return [uuid for uuid in session.scalars(asked) if uuid != but]


def add(session: Session, draft: RemedyDraft, today: date) -> str:
    """Enter a remedy; returns its uuid. UserError if it cannot be.

    A suit after reconsideration over a request that has exactly one is linked to it.
    """
    refuse(problems(session, draft, today))
    record = Remedy(uuid=new_uuid(), office_code=offices.own_code(session))
    _fill(record, _linked(session, draft, record.uuid))
    session.add(record)
    return record.uuid


def edit(session: Session, uuid: str, draft: RemedyDraft, today: date) -> None:
    """Correct a remedy; only what differs is written."""
    refuse(problems(session, draft, today, uuid))
    _fill(_of(session, uuid), _linked(session, draft, uuid))


def _linked(session: Session, draft: RemedyDraft, uuid: str) -> RemedyDraft:
    if draft.kind is not RemedyKind.SUIT_AFTER:
        return replace(draft, after_uuid="")
    reviews = _reviews(session, draft.request_uuid, uuid)
    return draft if draft.after_uuid or len(reviews) != 1 else replace(draft, after_uuid=reviews[0])


def _fill(record: Remedy, draft: RemedyDraft) -> None:
    for field in fields(draft):
        value = getattr(draft, field.name)
        plain = str(value).strip() if isinstance(value, str) else value
        if getattr(record, field.name) != plain:
            setattr(record, field.name, plain)


def decide(session: Session, uuid: str, result: RemedyResult, on: date, handling: str, today: date) -> None:
    """Enter how a remedy ended; an empty `handling` leaves what is kept."""
    draft = draft_of(session, uuid)
    handled = handling.strip() or draft.handling
    edit(session, uuid, replace(draft, result=result, decided_on=on, handling=handled), today)


def remove(session: Session, uuids: Sequence[str]) -> int:
    """Take remedies entered by mistake to the recycle bin; returns how many. UserError if a suit follows one."""
    for uuid in uuids:
        record = _of(session, uuid)
        if session.scalar(select(Remedy.id).where(Remedy.after_uuid == uuid, Remedy.uuid.not_in(uuids)).limit(1)):
            raise UserError(_FOLLOWED, {"number": record.number or record.filed_on.isoformat()})
        session.delete(record)
    return len(uuids)


def _of(session: Session, uuid: str) -> Remedy:
    found = session.scalar(select(Remedy).where(Remedy.uuid == uuid))
    if found is None:
        raise UserError(_GONE)
    return found


def draft_of(session: Session, uuid: str) -> RemedyDraft:
    """A remedy's fields as they stand in its form; UserError if it is gone."""
    record = _of(session, uuid)
    values = {field.name: getattr(record, field.name) for field in fields(RemedyDraft)}
    return RemedyDraft(**values | {"kind": RemedyKind(record.kind), "result": RemedyResult(record.result)})


def in_year(year: int) -> Condition:
    """Concluded in the year, or filed by its end and not concluded by then; the total of table 4."""
    return and_(Remedy.filed_on <= date(year, 12, 31), ~_decided_before(year))


def _decided_before(year: int) -> Condition:
    return and_(Remedy.decided_on.is_not(None), Remedy.decided_on < date(year, 1, 1))


def _decided_in(year: int) -> Condition:
    return Remedy.decided_on.between(date(year, 1, 1), date(year, 12, 31))


def _pending_after(year: int) -> Condition:
    open_ = or_(Remedy.decided_on.is_(None), Remedy.decided_on > date(year, 12, 31))
    return and_(Remedy.filed_on <= date(year, 12, 31), open_)


def conditions(block: str, result: str, year: int) -> list[Condition]:
    """The remedies behind a cell of table 4: a block, and upheld, corrected, other, pending or total."""
    found: list[Condition] = [Remedy.kind == BLOCKS[block]]
    if result == TOTAL:
        return [*found, in_year(year)]
    if result == PENDING:
        return [*found, _pending_after(year)]
    return [*found, _decided_in(year), Remedy.result == result]


def old_conditions(row: str, year: int) -> list[Condition]:
    """The remedies behind a row of the form of 2018: 4 and 5 with their results, as concluded; 6 complaints, as filed.

    The form has no column for what is not concluded yet.
    """
    if row == "6":
        filed = Remedy.filed_on.between(date(year, 1, 1), date(year, 12, 31))
        return [Remedy.kind == RemedyKind.COMPLAINT, filed]
    whole, _dot, result = row.partition(".")
    kind = Remedy.kind == RemedyKind.REVIEW if whole == "4" else Remedy.kind.in_(rules.SUITS)
    return [kind, _decided_in(year), *([Remedy.result == _OLD_RESULTS[result]] if result else [])]


def cell_conditions(cell: str, year: int) -> list[Condition]:
    """The remedies behind a cell of either format by its key: "4.review.upheld"; "2018:5.1"."""
    if cell.startswith("2018:"):
        return old_conditions(cell.removeprefix("2018:"), year)
    _table, block, result = cell.split(".")
    return conditions(block, result, year)


def counted(session: Session, office_code: str, year: int) -> dict[tuple[str, str], int]:
    """Table 4 of a year: how many by block and result ("upheld", "corrected", "other", "pending", "total")."""
    results = (*map(str, RESULTS), PENDING, TOTAL)
    cells = {(block, result): conditions(block, result, year) for block in BLOCKS for result in results}
    return {cell: _count(session, office_code, wanted) for cell, wanted in cells.items()}


def counted_old(session: Session, office_code: str, year: int) -> dict[str, int]:
    """Rows 4, 5 and 6 of the form of 2018 by their codes."""
    rows = [f"{whole}{part}" for whole in ("4", "5") for part in ("", ".1", ".2", ".3")]
    return {row: _count(session, office_code, old_conditions(row, year)) for row in (*rows, "6")}


def _count(session: Session, office_code: str, wanted: Sequence[Condition]) -> int:
    asked = select(func.count()).select_from(Remedy).where(Remedy.office_code == office_code, *wanted)
    return session.scalar(asked) or 0


def narrowed(wanted: RemedyFilter) -> list[Condition]:
    """The filter as conditions."""
    found: list[Condition] = [Remedy.kind.in_(wanted.kinds)] if wanted.kinds else []
    if wanted.result:
        found.append(Remedy.result == wanted.result)
    if wanted.pending is not None:
        found.append(Remedy.decided_on.is_(None) if wanted.pending else Remedy.decided_on.is_not(None))
    if wanted.office_code:
        found.append(Remedy.office_code == wanted.office_code)
    found += owners.where(Remedy, wanted.owner, wanted.office_code)
    if wanted.year:
        found += cell_conditions(wanted.cell, wanted.year) if wanted.cell else [in_year(wanted.year)]
    return [*found, *_text(wanted.text.strip())]


def _text(text: str) -> list[Condition]:
    columns = (Remedy.number, Remedy.authority, Remedy.claim, Remedy.handling, Request.number)
    return [or_(*(column.contains(text, autoescape=True) for column in columns))] if text else []


def listed(session: Session, wanted: RemedyFilter) -> list[RemedyRow]:
    """The remedies a filter admits, the newest first."""
    return request_lists.remedies(session, "", *narrowed(wanted))


def years(session: Session) -> list[int]:
    """The years remedies were filed or concluded in, the newest first."""
    found = session.execute(
        select(func.min(Remedy.filed_on), func.max(Remedy.filed_on), func.max(Remedy.decided_on))
    ).one()
    known = [day.year for day in found if day]
    return list(range(max(known), min(known) - 1, -1)) if known else []
