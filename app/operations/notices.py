"""What an office does with a notice (公示): draft, review, post, objections, take down, correct, file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import UserError
from app.i18n import N_, _, speaking
from app.models.base import new_uuid
from app.models.disclosure import Attachment
from app.models.local import Meta
from app.models.notice import Notice, Objection
from app.models.office import Office
from app.models.payout import Payout, PayoutRoll
from app.operations import calendars, dues, offices
from app.operations.owners import mine, refuse_foreign
from app.operations.refusals import refuse
from app.rules import notices as rules
from app.rules.calendar import Unit
from app.rules.notice_templates import TEMPLATES, NoticeKind, period_key
from app.rules.notices import NoticeDraft, NoticeMove, NoticeStatus, ObjectionDraft, RollTable
from app.rules.payouts import yuan

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
_POSTED = (N_("户主姓名"), N_("人口"), N_("品种"), N_("数量"), N_("标准"), N_("金额（元）"))
_GONE = N_("这份公示已被删除。可在“撤销”或“回收站”中找回。")
_ONLY_DRAFTS_GO = N_("“{name}”已经审核过，不能删除。没有张贴的请先退回修改，再删除。")
_NO_REVIEWER = N_("请填写审核人。")
_NO_POSTER = N_("请填写张贴人。")
_NO_TAKER = N_("请填写取下的人。")
_FUTURE = N_("日期 {day} 晚于今天，请核对。")
_BEFORE_POSTING = N_("取下日期 {day} 早于张贴日期 {posted}，请核对。")
_TOO_EARLY = N_("公示期到 {last} 才满，现在取下请写明理由。")
_NO_WHY = N_("请写明更正的原因。")
_ANSWERED = N_("这件异议已经答复过了。")
_CORRECTED = N_("这份公示已经有更正稿（编号{number}）。请在更正稿上修改；要重新更正，请先删去更正稿。")
_BEFORE_CORRECTED = N_("张贴日期 {day} 早于被更正的公示的张贴日期 {posted}，请核对。")
_NO_OBJECTION = N_("这件异议已被删除。可在“撤销”或“回收站”中找回。")
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
    uuid = _fresh(session)
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


def _fresh(session: Session) -> str:
    """A new uuid whose short code no other sheet has."""
    while True:
        uuid = new_uuid()
        if session.scalar(select(Notice.id).where(Notice.code == rules.sheet_code(uuid))) is None:
            return uuid


def _fill(notice: Notice, draft: NoticeDraft) -> None:
    """Write the fields that differ."""
    values = asdict(draft)
    table = draft.table
    values["table"] = _kept(table)
    values["kind"], values["period_unit"] = str(draft.kind), str(draft.period_unit)
    if table.rows or notice.table:  # the figures of pay-outs are those of their roll
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
    """The next number of the year: 2026-0012. What was given once is never given again."""
    return f"{year}-{_next(session, Notice.number, f'{year}-'):04d}"


def _next(session: Session, column: InstrumentedAttribute[str], series: str) -> int:
    """The next turn in a series of numbers.

    The file keeps the highest one beside the records: a notice that was deleted, or whose filing was undone, may come
    back with its number, and two sheets must not bear the same.
    """
    kept = session.get(Meta, f"{column.key} {series}")
    numbers = select(column).where(column.startswith(series, autoescape=True), mine(Notice))
    newest = session.scalar(numbers.order_by(func.length(column).desc(), column.desc()).limit(1))
    turn = max(int(newest.removeprefix(series)) if newest else 0, int(kept.value) if kept else 0) + 1
    session.merge(Meta(key=f"{column.key} {series}", value=str(turn)))
    return turn


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
            roll.notice_uuid = notice.corrects_uuid  # the sheet that hangs goes on showing it
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
        notice.printed_on = None
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
    calendar = calendars.calendar(session)
    for uuid in uuids:
        notice = notice_of(session, uuid)
        _may(notice, NoticeMove.POST)
        notice.status, notice.posted_on, notice.posted_by = NoticeStatus.POSTED, on, by.strip()
        notice.board_uuid = board_uuid or notice.board_uuid
        dues.hang(notice, calendar)
        if notice.corrects_uuid:
            _replaced(session, notice, on, by)
    return len(uuids)


def _replaced(session: Session, notice: Notice, on: date, by: str) -> None:
    """Take down the notice that this one corrects."""
    before = session.scalar(select(Notice).where(Notice.uuid == notice.corrects_uuid))
    if before is None:
        return
    if before.posted_on and on < before.posted_on:
        raise UserError(_BEFORE_CORRECTED, {"day": on.isoformat(), "posted": before.posted_on.isoformat()})
    if before.status == NoticeStatus.POSTED:
        before.status, before.taken_down_on, before.taken_down_by = NoticeStatus.TAKEN_DOWN, on, by.strip()
        before.reason = notice.reason


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
    if number := session.scalar(select(Notice.number).where(Notice.corrects_uuid == uuid)):
        raise UserError(_CORRECTED, {"number": number})
    new = draft(session, replace(draft_of(before), planned_on=None))
    corrected = notice_of(session, new)
    corrected.corrects_uuid, corrected.reason = uuid, reason.strip()
    corrected.households, corrected.amount_fen = before.households, before.amount_fen
    rolls = session.scalars(select(PayoutRoll).where(PayoutRoll.notice_uuid == uuid).order_by(PayoutRoll.id)).all()
    if rolls:
        before.table = _kept(_as_posted(session, rolls))
    for roll in rolls:
        roll.notice_uuid = new
    return new


def _as_posted(session: Session, rolls: Sequence[PayoutRoll]) -> RollTable:
    """The rows of rolls as a table, without the columns nobody filled.

    What hung on the wall stays with its notice while the rolls go on to the new one.
    """
    columns = (Payout.name, Payout.members, Payout.item, Payout.quantity, PayoutRoll.unit, Payout.standard)
    asked = select(*columns, Payout.amount_fen).join(PayoutRoll, PayoutRoll.uuid == Payout.roll_uuid)
    asked = asked.where(PayoutRoll.uuid.in_([roll.uuid for roll in rolls])).order_by(PayoutRoll.id, Payout.position)
    rows = [
        (
            name,
            "" if members is None else str(members),
            item,
            f"{quantity}{unit if quantity else ''}",
            standard,
            yuan(fen),
        )
        for name, members, item, quantity, unit, standard, fen in session.execute(asked)
    ]
    last = len(_POSTED) - 1
    kept = [n for n in range(len(_POSTED)) if n in (0, last) or any(row[n] for row in rows)]
    headings = {}
    for spoken in ("zh", "mn_Mong"):
        with speaking(spoken):
            headings[spoken] = tuple(_(_POSTED[n]) for n in kept)
    amounts = tuple(n == last for n in kept)
    return RollTable(
        headings["zh"], headings["mn_Mong"], amounts, amounts, tuple(tuple(row[n] for n in kept) for row in rows)
    )


def object_(session: Session, uuid: str, entered: ObjectionDraft, today: date) -> str:
    """Enter an objection; it must be answered within the office's days. Returns its uuid."""
    notice = notice_of(session, uuid)
    _may(notice, NoticeMove.OBJECT)
    refuse(rules.objection_problems(entered, notice.posted_on, today))
    refuse_foreign(session, [notice])
    objection = Objection(notice_uuid=uuid, **asdict(entered))
    dues.answer_by(objection, int(offices.chosen(session)["objection_days"]), calendars.calendar(session))
    session.add(objection)
    return objection.uuid


def answer(session: Session, uuid: str, text: str, upheld: bool, checked_by: str, on: date, today: date) -> None:
    """Answer an objection after the supervision committee looked into it; `upheld` asks for a corrected sheet."""
    objection = session.scalar(select(Objection).where(Objection.uuid == uuid))
    if objection is None:
        raise UserError(_NO_OBJECTION)
    if objection.answered_on is not None:
        raise UserError(_ANSWERED)
    refuse(rules.answer_problems(objection.received_on, text, on, today))
    objection.answer, objection.upheld, objection.answered_on = text.strip(), upheld, on
    objection.checked_by = checked_by.strip()


def file(session: Session, uuids: Sequence[str], by: str, today: date, retention: str = "", reason: str = "") -> int:
    """Put notices that were taken down into their village's box, each with its number; returns how many.

    UserError while an objection waits for its answer, or one was upheld and neither a correction was posted nor a
    `reason` given.
    """
    if not by.strip():
        raise UserError(_NO_ARCHIVIST)
    retention = retention or offices.chosen(session)["retention"]
    for uuid in uuids:
        notice = notice_of(session, uuid)
        _may(notice, NoticeMove.FILE)
        upheld = 0 if _was_corrected(session, uuid) else _upheld(session, uuid)
        refuse(rules.filing_problems(_waiting(session, uuid), upheld, reason))
        notice.status, notice.filed_on, notice.filed_by = NoticeStatus.FILED, today, by.strip()
        notice.retention = str(rules.Retention(retention))
        notice.reason = reason.strip() or notice.reason
        turn = _next(session, Notice.archive_number, f"{notice.office_code}-{notice.year}-")
        notice.archive_number = rules.archive_number(notice.office_code, notice.year, turn)
    return len(uuids)


def _was_corrected(session: Session, uuid: str) -> bool:
    hung = (NoticeStatus.POSTED, NoticeStatus.TAKEN_DOWN, NoticeStatus.FILED)
    asked = select(Notice.uuid).where(Notice.corrects_uuid == uuid, Notice.status.in_(hung))
    return session.scalar(asked.limit(1)) is not None


def _waiting(session: Session, uuid: str) -> int:
    asked = select(func.count()).where(Objection.notice_uuid == uuid, Objection.answered_on.is_(None))
    return session.scalar(asked) or 0


def _upheld(session: Session, uuid: str) -> int:
    asked = select(func.count()).where(Objection.notice_uuid == uuid, Objection.upheld.is_(True))
    return session.scalar(asked) or 0
