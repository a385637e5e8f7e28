"""What an office does with a notice (公示): draft, review, post, objections, take down, correct, file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_, speaking
from app.models.base import new_uuid
from app.models.disclosure import Attachment
from app.models.notice import Notice, Objection
from app.models.office import Office
from app.models.payout import PayoutRoll
from app.operations import calendars, offices
from app.operations.refusals import refuse
from app.rules import notices as rules
from app.rules.calendar import Unit
from app.rules.notice_templates import TEMPLATES, NoticeKind, period_key
from app.rules.notices import NoticeDraft, NoticeMove, NoticeStatus, ObjectionDraft, RollTable

DRAFT = N_("起草公示“{name}”")
EDIT = N_("修改公示“{name}”")
REMOVE = N_("删除 {n} 份公示草稿")
REVIEW = N_("审核通过 {n} 份公示")
RETURN = N_("退回 {n} 份公示修改")
PRINT = N_("打印 {n} 份公示单")
POST = N_("登记 {n} 份公示张贴")
TAKE_DOWN = N_("登记 {n} 份公示取下")
FILE = N_("{n} 份公示建档")
CORRECT = N_("更正重贴公示“{name}”")
OBJECT = N_("登记对公示“{name}”的异议")
ANSWER = N_("答复对公示“{name}”的异议")
_GONE = N_("这份公示已被删除。可在“撤销”或“回收站”中找回。")
_ONLY_DRAFTS_GO = N_("“{name}”已经审核过，不能删除。没有张贴的请先退回修改，再删除。")
_NO_REVIEWER = N_("请填写审核人。")
_NO_POSTER = N_("请填写张贴人。")
_NO_TAKER = N_("请填写取下的人。")
_FUTURE = N_("日期 {day} 晚于今天，请核对。")
_BEFORE_POSTING = N_("取下日期 {day} 早于张贴日期 {posted}，请核对。")
_TOO_EARLY = N_("公示期到 {last} 才满，现在取下请写明理由。")
_NO_WHY = N_("请写明更正的原因。")
_NO_ANSWER = N_("请写明答复的内容。")
_ANSWERED = N_("这件异议已经答复过了。")
_NO_ARCHIVIST = N_("请填写建档人。")


def begun(
    session: Session, kind: NoticeKind, office_code: str, values: Mapping[str, object], today: date
) -> NoticeDraft:
    """A draft as its template begins it, in both scripts, with the office's period for the kind.

    `values` fill the words in braces beside the village, the issuer and the year; see rules/notice_templates.py.
    """
    village = session.scalar(select(Office).where(Office.code == office_code))
    own = offices.own(session)
    known = {"year": today.year, **values}
    names = {
        "zh": {"village": village.name if village else "", "issuer": own.name},
        "mn_Mong": {"village": (village.name_mn or village.name) if village else "", "issuer": own.name_mn or own.name},
    }
    words: dict[str, tuple[str, str]] = {}
    for language, own_names in names.items():
        with speaking(language):
            words[language] = rules.begun(kind, {**own_names, **_spoken(known, language)})
    with speaking("zh"):
        table = rules.began_with(kind)
    with speaking("mn_Mong"):
        table = replace(table, headings_mn=rules.began_with(kind).headings)
    template, choices = TEMPLATES[kind], offices.chosen(session)
    return NoticeDraft(
        office_code, kind, *words["zh"][:1], *words["mn_Mong"][:1], words["zh"][1], words["mn_Mong"][1], table,
        year=int(str(known["year"])), programme=str(known.get("programme", "")),
        period_days=int(choices[period_key(kind)]), period_unit=template.unit,
    )  # fmt: skip


def _spoken(values: Mapping[str, object], language: str) -> dict[str, object]:
    """The values for one language: a key ending in "_mn" is the Mongolian of the one without."""
    plain = {key: value for key, value in values.items() if not key.endswith("_mn")}
    if language == "mn_Mong":
        plain |= {key[:-3]: value for key, value in values.items() if key.endswith("_mn") and value}
    return plain


def notice_of(session: Session, uuid: str) -> Notice:
    """The record of a notice; UserError if it was taken out meanwhile."""
    found = session.scalar(select(Notice).where(Notice.uuid == uuid))
    if found is None:
        raise UserError(_GONE)
    return found


def table_of(kept: Mapping[str, Any]) -> RollTable:
    """A table as it was kept."""
    if not kept:
        return RollTable()
    return RollTable(
        tuple(kept["headings"]), tuple(kept["headings_mn"]), tuple(kept["numbers"]), tuple(kept["summed"]),
        tuple(tuple(row) for row in kept["rows"]),
    )  # fmt: skip


def draft_of(notice: Notice) -> NoticeDraft:
    """A notice's fields as they stand in its form."""
    return NoticeDraft(
        notice.office_code, NoticeKind(notice.kind), notice.title, notice.title_mn, notice.body, notice.body_mn,
        table_of(notice.table), notice.matter_uuid, notice.item_key, notice.year, notice.programme,
        notice.period_days, Unit(notice.period_unit), notice.planned_on, notice.note,
    )  # fmt: skip


def draft(session: Session, draft: NoticeDraft) -> str:
    """Keep a new notice as a draft; returns its uuid. UserError for what the rules refuse."""
    refuse(rules.problems(draft))
    uuid = new_uuid()
    notice = Notice(
        uuid=uuid,
        issuer_code=offices.own_code(session),
        number=_next_number(session, draft.year),
        code=rules.sheet_code(uuid),
        status=NoticeStatus.DRAFT,
    )
    _fill(notice, draft)
    session.add(notice)
    session.flush()
    return uuid


def _fill(notice: Notice, draft: NoticeDraft) -> None:
    """Write the fields that differ."""
    values = asdict(draft)
    table = draft.table
    values["table"] = _kept(table)
    values["kind"], values["period_unit"] = str(draft.kind), str(draft.period_unit)
    if table.rows:
        values["households"], values["amount_fen"] = rules.figures(table)
    for name, value in values.items():
        if getattr(notice, name, None) != value:
            setattr(notice, name, value)


def _kept(table: RollTable) -> dict[str, Any]:
    if not table.headings:
        return {}
    plain: dict[str, Any] = {name: list(value) for name, value in asdict(table).items()}
    plain["rows"] = [list(row) for row in table.rows]
    return plain


def _next_number(session: Session, year: int) -> str:
    """The next number of the year: 2026-0012; what was given once is not given again while the record lives."""
    numbers = select(Notice.number).where(Notice.number.like(f"{year}-%"))
    newest = session.scalar(numbers.order_by(func.length(Notice.number).desc(), Notice.number.desc()).limit(1))
    return f"{year}-{int(newest.split('-')[1]) + 1 if newest else 1:04d}"


def edit(session: Session, uuid: str, draft: NoticeDraft) -> None:
    """Correct a draft; UserError if it is no draft any more, or for what the rules refuse."""
    notice = notice_of(session, uuid)
    _may(notice, NoticeMove.EDIT)
    refuse(rules.problems(draft))
    _fill(notice, draft)


def copied(session: Session, uuid: str, today: date) -> NoticeDraft:
    """A new draft like an earlier notice, for another year or period; nothing is kept by this."""
    before = draft_of(notice_of(session, uuid))
    return replace(before, year=today.year, planned_on=None)


def remove(session: Session, uuids: Sequence[str]) -> int:
    """Take drafts to the recycle bin, with their files; returns how many."""
    for uuid in uuids:
        notice = notice_of(session, uuid)
        if notice.status != NoticeStatus.DRAFT:
            raise UserError(_ONLY_DRAFTS_GO, {"name": notice.title})
        for part in session.scalars(select(Attachment).where(Attachment.owner_uuid == uuid)):
            session.delete(part)
        for roll in session.scalars(select(PayoutRoll).where(PayoutRoll.notice_uuid == uuid)):
            roll.notice_uuid = ""
        session.delete(notice)
    return len(uuids)


def _may(notice: Notice, move: NoticeMove) -> None:
    problem = rules.move_problem(NoticeStatus(notice.status), move)
    refuse([problem] if problem else [])


def review(session: Session, uuids: Sequence[str], reviewer: str, today: date) -> int:
    """Let drafts go to the wall; UserError while blanks are left or personal numbers stand in them. How many."""
    if not reviewer.strip():
        raise UserError(_NO_REVIEWER)
    for uuid in uuids:
        notice = notice_of(session, uuid)
        _may(notice, NoticeMove.REVIEW)
        ready = draft_of(notice)
        rolls = session.scalar(select(PayoutRoll.uuid).where(PayoutRoll.notice_uuid == uuid).limit(1))
        if rolls:  # the rows stand in the roll
            ready = replace(ready, table=RollTable())
        refuse(rules.problems(ready, reviewing=True))
        notice.status, notice.reviewed_by, notice.reviewed_on = NoticeStatus.REVIEWED, reviewer.strip(), today
    return len(uuids)


def send_back(session: Session, uuids: Sequence[str]) -> int:
    """Take notices that do not hang yet back to be corrected; returns how many."""
    for uuid in uuids:
        notice = notice_of(session, uuid)
        _may(notice, NoticeMove.RETURN)
        notice.status, notice.reviewed_by, notice.reviewed_on = NoticeStatus.DRAFT, "", None
    return len(uuids)


def printed(session: Session, uuids: Sequence[str], today: date) -> int:
    """Keep that sheets were printed; one that hangs or is filed stays what it is. Returns how many."""
    for uuid in uuids:
        notice = notice_of(session, uuid)
        _may(notice, NoticeMove.PRINT)
        notice.printed_on = today
        if notice.status == NoticeStatus.REVIEWED:
            notice.status = NoticeStatus.PRINTED
    return len(uuids)


def post(session: Session, uuids: Sequence[str], on: date, by: str, today: date, board_uuid: str = "") -> int:
    """Keep that notices hang since a day; the period is counted, what they correct comes down. Returns how many."""
    if not by.strip():
        raise UserError(_NO_POSTER)
    if on > today:
        raise UserError(_FUTURE, {"day": on.isoformat()})
    for uuid in uuids:
        notice = notice_of(session, uuid)
        _may(notice, NoticeMove.POST)
        notice.status, notice.posted_on, notice.posted_by = NoticeStatus.POSTED, on, by.strip()
        notice.board_uuid = board_uuid or notice.board_uuid
        _count(session, notice)
        if notice.corrects_uuid:
            _replaced(session, notice, on, by)
    return len(uuids)


def _count(session: Session, notice: Notice) -> None:
    if notice.posted_on is None:
        return
    counted = rules.period(notice.posted_on, notice.period_days, Unit(notice.period_unit), calendars.calendar(session))
    notice.last_on, notice.last_provisional = counted.last, counted.provisional


def _replaced(session: Session, notice: Notice, on: date, by: str) -> None:
    before = session.scalar(select(Notice).where(Notice.uuid == notice.corrects_uuid))
    if before is not None and before.status == NoticeStatus.POSTED:
        before.status, before.taken_down_on, before.taken_down_by = NoticeStatus.TAKEN_DOWN, on, by.strip()
        before.reason = notice.reason


def recount(session: Session) -> list[tuple[str, str, date | None, date | None]]:
    """Count all running periods anew, as after a new calendar; (uuid, title, old last day, new one) of those moved."""
    moved = []
    for notice in session.scalars(select(Notice).where(Notice.status == NoticeStatus.POSTED)):
        before = notice.last_on
        _count(session, notice)
        if notice.last_on != before:
            moved.append((notice.uuid, notice.title, before, notice.last_on))
    return moved


def take_down(session: Session, uuids: Sequence[str], on: date, by: str, today: date, reason: str = "") -> int:
    """Keep that notices were taken down; before the end of their period only with a reason. Returns how many."""
    if not by.strip():
        raise UserError(_NO_TAKER)
    if on > today:
        raise UserError(_FUTURE, {"day": on.isoformat()})
    for uuid in uuids:
        notice = notice_of(session, uuid)
        _may(notice, NoticeMove.TAKE_DOWN)
        if notice.posted_on and on < notice.posted_on:
            raise UserError(_BEFORE_POSTING, {"day": on.isoformat(), "posted": notice.posted_on.isoformat()})
        if notice.last_on and on <= notice.last_on and not reason.strip():
            raise UserError(_TOO_EARLY, {"last": notice.last_on.isoformat()})
        notice.status, notice.taken_down_on, notice.taken_down_by = NoticeStatus.TAKEN_DOWN, on, by.strip()
        notice.reason = reason.strip() or notice.reason
    return len(uuids)


def correct(session: Session, uuid: str, reason: str, today: date) -> str:
    """Begin a corrected notice with a new number and a new period; the old one comes down when it is posted."""
    if not reason.strip():
        raise UserError(_NO_WHY)
    before = notice_of(session, uuid)
    _may(before, NoticeMove.CORRECT)
    new = draft(session, replace(draft_of(before), planned_on=None))
    corrected = notice_of(session, new)
    corrected.corrects_uuid, corrected.reason = uuid, reason.strip()
    corrected.households, corrected.amount_fen = before.households, before.amount_fen
    for roll in session.scalars(select(PayoutRoll).where(PayoutRoll.notice_uuid == uuid)):
        roll.notice_uuid = new
    return new


def object_(session: Session, uuid: str, entered: ObjectionDraft, today: date) -> str:
    """Enter an objection; it must be answered within the office's days. Returns its uuid."""
    notice = notice_of(session, uuid)
    _may(notice, NoticeMove.OBJECT)
    refuse(rules.objection_problems(entered, notice.posted_on, today))
    days = int(offices.chosen(session)["objection_days"])
    counted = rules.answer_due(entered.received_on, days, calendars.calendar(session))
    objection = Objection(notice_uuid=uuid, **asdict(entered), due_on=counted.rolled, provisional=counted.provisional)
    session.add(objection)
    return objection.uuid


def answer(session: Session, uuid: str, text: str, upheld: bool, checked_by: str, on: date, today: date) -> None:
    """Answer an objection after the supervision committee looked into it; `upheld` asks for a corrected sheet."""
    objection = session.scalars(select(Objection).where(Objection.uuid == uuid)).one()
    if objection.answered_on is not None:
        raise UserError(_ANSWERED)
    if not text.strip():
        raise UserError(_NO_ANSWER)
    if on > today:
        raise UserError(_FUTURE, {"day": on.isoformat()})
    objection.answer, objection.upheld, objection.answered_on = text.strip(), upheld, on
    objection.checked_by = checked_by.strip()


def file(session: Session, uuids: Sequence[str], by: str, today: date, retention: str = "") -> int:
    """Put notices that were taken down into their village's box, each with its number; returns how many."""
    if not by.strip():
        raise UserError(_NO_ARCHIVIST)
    retention = retention or offices.chosen(session)["retention"]
    for uuid in uuids:
        notice = notice_of(session, uuid)
        _may(notice, NoticeMove.FILE)
        waiting = _waiting(session, uuid)
        corrected = session.scalar(select(Notice.uuid).where(Notice.corrects_uuid == uuid).limit(1))
        upheld = 0 if corrected else _upheld(session, uuid)
        refuse(rules.filing_problems(waiting, upheld))
        notice.status, notice.filed_on, notice.filed_by = NoticeStatus.FILED, today, by.strip()
        notice.retention = str(rules.Retention(retention))
        notice.archive_number = _archive_number(session, notice)
    return len(uuids)


def _archive_number(session: Session, notice: Notice) -> str:
    begun = f"{notice.office_code}-{notice.year}-"
    newest = session.scalar(select(func.max(Notice.archive_number)).where(Notice.archive_number.like(begun + "%")))
    return rules.archive_number(notice.office_code, notice.year, int(newest.rpartition("-")[2]) + 1 if newest else 1)


def _waiting(session: Session, uuid: str) -> int:
    asked = select(func.count()).where(Objection.notice_uuid == uuid, Objection.answered_on.is_(None))
    return session.scalar(asked) or 0


def _upheld(session: Session, uuid: str) -> int:
    asked = select(func.count()).where(Objection.notice_uuid == uuid, Objection.upheld.is_(True))
    return session.scalar(asked) or 0
