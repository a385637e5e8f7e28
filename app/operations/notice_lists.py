"""Reading notices: lists by filter and state, one notice with all that belongs to it, a sheet found by its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.notice import Notice, NoticeQuery, Objection
from app.models.office import Board, Office
from app.models.payout import PayoutRoll
from app.operations import calendars, notices, owners
from app.rules import notices as rules
from app.rules.calendar import Calendar, TimeLeft, Unit
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeDraft, NoticeMove, NoticeState, NoticeStatus, Period
from app.rules.problems import Problem

SOON_DAYS = 3
VIEWS = {
    "all": N_("全部"),
    "draft": N_("草稿"),
    "to_print": N_("待打印"),
    "to_post": N_("待张贴"),
    "running": N_("公示中"),
    "objection": N_("有异议"),
    "over": N_("期满待取下"),
    "to_file": N_("待建档"),
    "filed": N_("已建档"),
}


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """What a list is narrowed to; `text` is looked for in titles, number, code, archive number."""

    view: str = "all"
    text: str = ""
    office_code: str = ""
    kind: str = ""
    year: int | None = None
    programme: str = ""
    owner: str = ""  # whose records: operations/owners.py


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A line of the list."""

    uuid: str
    number: str
    code: str
    office_code: str
    village: str
    village_mn: str
    kind: NoticeKind
    title: str
    title_mn: str
    year: int
    programme: str
    households: int | None
    amount_fen: int | None
    status: NoticeStatus
    state: NoticeState
    posted_on: date | None
    last_on: date | None
    provisional: bool
    left: TimeLeft | None
    open_objections: int
    archive_number: str

    @property
    def state_name(self) -> str:
        """The state in words."""
        return _(rules.STATE_NAMES[self.state])


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection; name and contact are for this screen only."""

    uuid: str
    notice_uuid: str
    received_on: date
    name: str
    contact: str
    content: str
    due_on: date | None
    provisional: bool
    checked_by: str
    answer: str
    answered_on: date | None
    upheld: bool | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class NoticeDetail:
    """A notice with all that belongs to it; `rolls` are the uuids of the pay-out rolls it shows.

    `warnings` are what deserves a look: a sheet that says other days than those it hangs.
    """

    row: NoticeRow
    draft: NoticeDraft
    period: Period | None
    board: str
    reviewed_by: str
    reviewed_on: date | None
    printed_on: date | None
    posted_by: str
    taken_down_on: date | None
    taken_down_by: str
    filed_on: date | None
    filed_by: str
    retention: str
    reason: str
    corrects: str
    corrected_by: str
    objections: tuple[ObjectionRow, ...]
    rolls: tuple[str, ...]
    moves: tuple[NoticeMove, ...]
    warnings: tuple[Problem, ...] = ()
    brought_by: str = ""  # the office that sent it, which alone may change it


def listed(session: Session, wanted: NoticeFilter, today: date, limit: int = 0, first: int = 0) -> list[NoticeRow]:
    """The notices a filter admits, the newest first; `limit` 0 gives all."""
    asked = select(Notice, Office.name, Office.name_mn).outerjoin(Office, Office.code == Notice.office_code)
    asked = asked.where(*_conditions(wanted, today)).order_by(Notice.id.desc()).offset(first)
    found = session.execute(asked.limit(limit) if limit else asked).all()
    waiting = _waiting(session)
    days = calendars.WorkingDays(calendars.calendar(session), today)
    return [_row(notice, name or "", name_mn or "", waiting, days, today) for notice, name, name_mn in found]


def counted(session: Session, wanted: NoticeFilter, today: date) -> int:
    """How many notices a filter admits."""
    return session.scalar(select(func.count()).select_from(Notice).where(*_conditions(wanted, today))) or 0


def view_counts(session: Session, today: date, owner: str = "") -> dict[str, int]:
    """How many notices each view shows; `owner` as owners.py tells."""
    return {view: counted(session, NoticeFilter(view, owner=owner), today) for view in VIEWS}


def _conditions(wanted: NoticeFilter, today: date) -> list[ColumnElement[bool]]:
    found = [*_view(wanted.view, today), *owners.where(Notice, wanted.owner, wanted.office_code)]
    if wanted.office_code:  # a township or banner stands for its villages
        found.append(Notice.office_code.startswith(wanted.office_code))
    if wanted.kind:
        found.append(Notice.kind == wanted.kind)
    if wanted.year is not None:
        found.append(Notice.year == wanted.year)
    if wanted.programme:
        found.append(Notice.programme == wanted.programme)
    if text := wanted.text.strip():
        if code := rules.read_code(text):
            found.append(Notice.code == code)
        else:
            columns = (Notice.title, Notice.title_mn, Notice.number, Notice.code, Notice.archive_number)
            found.append(or_(*(column.contains(text, autoescape=True) for column in columns)))
    return found


def _view(view: str, today: date) -> list[ColumnElement[bool]]:
    posted = Notice.status == NoticeStatus.POSTED
    objected = select(Objection.uuid).where(Objection.notice_uuid == Notice.uuid, Objection.answered_on.is_(None))
    views: dict[str, list[ColumnElement[bool]]] = {
        "all": [],
        "draft": [Notice.status == NoticeStatus.DRAFT],
        "to_print": [Notice.status == NoticeStatus.REVIEWED],
        "to_post": [Notice.status.in_((NoticeStatus.REVIEWED, NoticeStatus.PRINTED))],
        "running": [posted, or_(Notice.last_on.is_(None), Notice.last_on >= today)],
        "objection": [Notice.status.in_((NoticeStatus.POSTED, NoticeStatus.TAKEN_DOWN)), objected.exists()],
        "over": [posted, Notice.last_on < today],
        "to_file": [Notice.status == NoticeStatus.TAKEN_DOWN],
        "filed": [Notice.status == NoticeStatus.FILED],
    }
    return views[view]


def _waiting(session: Session) -> dict[str, int]:
    found = select(Objection.notice_uuid, func.count()).where(Objection.answered_on.is_(None))
    return dict(session.execute(found.group_by(Objection.notice_uuid)).all())


def _row(
    notice: Notice, name: str, name_mn: str, waiting: dict[str, int], days: calendars.WorkingDays, today: date
) -> NoticeRow:
    status, objections = NoticeStatus(notice.status), waiting.get(notice.uuid, 0)
    posted = status is NoticeStatus.POSTED
    return NoticeRow(
        notice.uuid, notice.number, notice.code, notice.office_code, name, name_mn, NoticeKind(notice.kind),
        notice.title, notice.title_mn, notice.year, notice.programme, notice.households, notice.amount_fen, status,
        rules.state(status, notice.last_on, notice.period_days, objections, today), notice.posted_on, notice.last_on,
        notice.last_provisional, days.left(notice.last_on) if posted and notice.last_on else None, objections,
        notice.archive_number,
    )  # fmt: skip


def rows_of(session: Session, uuids: Sequence[str], today: date) -> list[NoticeRow]:
    """These notices as lines, in this order; those that are gone are left out."""
    asked = select(Notice, Office.name, Office.name_mn).outerjoin(Office, Office.code == Notice.office_code)
    found = {n.uuid: (n, name, mn) for n, name, mn in session.execute(asked.where(Notice.uuid.in_(uuids)))}
    waiting, days = _waiting(session), calendars.WorkingDays(calendars.calendar(session), today)
    kept = (found[uuid] for uuid in uuids if uuid in found)
    return [_row(notice, name or "", mn or "", waiting, days, today) for notice, name, mn in kept]


def opened(session: Session, uuid: str, today: date) -> NoticeDetail:
    """A notice with all that belongs to it; UserError if it is gone."""
    notice = notices.notice_of(session, uuid)
    (row,) = rows_of(session, [uuid], today)
    draft = notices.draft_of(notice)
    begins = notice.posted_on or notice.planned_on
    calendar = calendars.calendar(session)
    period = rules.period(begins, notice.period_days, Unit(notice.period_unit), calendar) if begins else None
    board = session.scalar(select(Board.name).where(Board.uuid == notice.board_uuid)) if notice.board_uuid else ""
    corrected_by = session.scalar(select(Notice.uuid).where(Notice.corrects_uuid == uuid).order_by(Notice.id.desc()))
    return NoticeDetail(
        row, draft, period, board or "", notice.reviewed_by, notice.reviewed_on, notice.printed_on, notice.posted_by,
        notice.taken_down_on, notice.taken_down_by, notice.filed_on, notice.filed_by, notice.retention, notice.reason,
        notice.corrects_uuid, corrected_by or "", tuple(objections(session, today, uuid)),
        tuple(session.scalars(select(PayoutRoll.uuid).where(PayoutRoll.notice_uuid == uuid).order_by(PayoutRoll.id))),
        () if notice.owner_code else rules.moves(row.status), tuple(_warnings(notice, calendar)),
        owners.brought_by(session, notice),
    )  # fmt: skip


def _warnings(notice: Notice, calendar: Calendar) -> list[Problem]:
    if notice.posted_on is None or notice.status != NoticeStatus.POSTED:
        return []
    if notice.printed_on and notice.printed_on > notice.posted_on:  # printed again with the real days
        return []
    unit = Unit(notice.period_unit)
    other = rules.sheet_problem(notice.planned_on, notice.posted_on, notice.period_days, unit, calendar)
    return [other] if other else []


def posted_otherwise(session: Session, uuids: Sequence[str]) -> dict[str, Problem]:
    """Of these notices those whose sheet says other days than those they hang, each with the word for the clerk."""
    calendar = calendars.calendar(session)
    found = session.scalars(select(Notice).where(Notice.uuid.in_(uuids)))
    told = {notice.uuid: _warnings(notice, calendar) for notice in found}
    return {uuid: told[uuid][0] for uuid in uuids if told.get(uuid)}


def objections(session: Session, today: date, notice_uuid: str = "", open_only: bool = False) -> list[ObjectionRow]:
    """Objections, those due first; of one notice or of all that are this office's own."""
    asked = select(Objection).order_by(Objection.answered_on.is_not(None), Objection.due_on, Objection.id)
    asked = asked.where(Objection.notice_uuid == notice_uuid if notice_uuid else owners.mine(Objection))
    if open_only:
        asked = asked.where(Objection.answered_on.is_(None))
    return [_objection(each, today) for each in session.scalars(asked)]


def _objection(each: Objection, today: date) -> ObjectionRow:
    overdue = each.answered_on is None and each.due_on is not None and each.due_on < today
    return ObjectionRow(
        each.uuid, each.notice_uuid, each.received_on, each.name, each.contact, each.content, each.due_on,
        each.provisional, each.checked_by, each.answer, each.answered_on, each.upheld, overdue,
    )  # fmt: skip


def by_code(session: Session, text: str) -> str:
    """The uuid of the notice whose code, number or archive number stands on a sheet; empty if there is none."""
    code, typed = rules.read_code(text), text.strip()
    condition = Notice.code == code if code else or_(Notice.number == typed, Notice.archive_number == typed)
    if not typed:
        return ""
    return session.scalar(select(Notice.uuid).where(condition).order_by(Notice.id.desc()).limit(1)) or ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the first page says of notices: hanging and over, soon over, objections to answer, to file."""

    over: int
    soon: int
    objections: int
    overdue_objections: int
    to_file: int


def waiting(session: Session, today: date) -> Waiting:
    """What waits to be done with notices on a day."""
    soon = select(func.count()).where(
        Notice.status == NoticeStatus.POSTED,
        Notice.last_on.between(today, today + timedelta(days=SOON_DAYS)),
        owners.mine(Notice),
    )
    asked = objections(session, today, open_only=True)
    over, to_file = (counted(session, NoticeFilter(view), today) for view in ("over", "to_file"))
    return Waiting(over, session.scalar(soon) or 0, len(asked), sum(each.overdue for each in asked), to_file)


@dataclass(frozen=True, slots=True)
class QueryRow:
    """One time that somebody asked for a filed notice or for what was paid."""

    uuid: str
    notice_uuid: str
    notice: str
    asked_on: date
    name: str
    purpose: str
    shown: str
    person: str


def queries(session: Session, notice_uuid: str = "", limit: int = 500) -> list[QueryRow]:
    """Who asked for what, newest first (查询登记)."""
    asked = select(NoticeQuery, Notice.title).outerjoin(Notice, Notice.uuid == NoticeQuery.notice_uuid)
    if notice_uuid:
        asked = asked.where(NoticeQuery.notice_uuid == notice_uuid)
    found = session.execute(asked.order_by(NoticeQuery.id.desc()).limit(limit))
    return [
        QueryRow(q.uuid, q.notice_uuid, title or "", q.asked_on, q.name, q.purpose, q.shown, q.person)
        for q, title in found
    ]
