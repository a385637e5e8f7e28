"""What a clerk does with disclosed items (主动公开台账)."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_, _
from app.models.disclosure import Attachment, ChannelEvent, Disclosure, GateReview
from app.operations import offices
from app.operations.filing import Filing, appearance
from app.operations.owners import refuse_foreign
from app.operations.refusals import refuse
from app.rules import disclosures as rules
from app.rules.disclosures import ChannelDraft, DisclosureDraft, GateAnswer, Move, Status
from app.rules.time_limits import Due

REGISTER = N_("登记公开信息“{name}”")
EDIT = N_("修改公开信息“{name}”")
REMOVE = N_("删除 {n} 条公开信息")
SUBMIT = N_("提交 {n} 条公开信息审核")
RECALL = N_("收回 {n} 条公开信息")
REVIEW = N_("审核公开信息“{name}”")
PUBLISH = N_("登记 {n} 条公开信息的渠道")
WITHDRAW = N_("撤下 {n} 条公开信息")
REPUBLISH = N_("恢复公开 {n} 条公开信息")
BULK_EDIT = N_("批量修改 {n} 条公开信息")

_GONE = N_("这条信息已被删除。可在“撤销”或“回收站”中找回。")
_NO_REASON = N_("请写明撤下的理由，理由会留在台账里。")
_NO_CHANNEL = N_("请至少填写一个公开渠道和公开日期。")
_PUBLISHED_STAYS = N_("“{name}”已经公开过，不能删除。请改用“撤下”，并写明理由。")
_NOT_BULK = N_("不能批量修改“{field}”。")
_TWICE = N_("{day} 已登记过这个渠道，没有重复登记。")
BULK_FIELDS = frozenset(
    {
        "responsible",
        "document_number",
        "note",
        "item_key",
        "time_limit",
        "limit_scope",
        "formed_on",
        "obtained_on",
        "event_on",
    }
)


def register(session: Session, draft: DisclosureDraft, today: date) -> str:
    """Enter an item and count its due date; returns its uuid. UserError for what the rules refuse."""
    refuse(rules.problems(draft, today))
    item = Filing(session).new(draft)
    session.add(item)
    return item.uuid


def edit(session: Session, uuid: str, draft: DisclosureDraft, today: date) -> None:
    """Correct an item; only fields that differ are written, the due date is counted anew."""
    refuse(rules.problems(draft, today))
    Filing(session).fill(item_of(session, uuid), draft)


def preview(session: Session, draft: DisclosureDraft) -> tuple[DisclosureDraft, Due]:
    """What the form shows while it is typed: the draft completed from its catalog item, and when it is due and why."""
    filing = Filing(session)
    return filing.completed(draft), filing.due(draft)


def item_of(session: Session, uuid: str) -> Disclosure:
    """The record of an item; UserError if it was taken out meanwhile."""
    found = session.scalar(select(Disclosure).where(Disclosure.uuid == uuid))
    if found is None:
        raise UserError(_GONE)
    return found


def draft_of(item: Disclosure) -> DisclosureDraft:
    """An item's fields, as they stand in its form."""
    values: dict[str, Any] = {field.name: getattr(item, field.name) for field in fields(DisclosureDraft)}
    values["item_key"] = item.item_key or ""
    return DisclosureDraft(**values)


def remove(session: Session, uuids: Sequence[str]) -> int:
    """Take items that were never public to the recycle bin, with all that is theirs; returns how many."""
    for uuid in uuids:
        item = item_of(session, uuid)
        if item.status in (Status.PUBLISHED, Status.WITHDRAWN):
            raise UserError(_PUBLISHED_STAYS, {"name": item.title})
        for cls, owner in (
            (ChannelEvent, "disclosure_uuid"),
            (GateReview, "disclosure_uuid"),
            (Attachment, "owner_uuid"),
        ):
            for part in session.scalars(select(cls).where(getattr(cls, owner) == uuid)):
                session.delete(part)
        session.delete(item)
    return len(uuids)


def submit(session: Session, uuids: Sequence[str]) -> int:
    """Send items to review; returns how many."""
    return _move(session, uuids, Move.SUBMIT, Status.IN_REVIEW)


def recall(session: Session, uuids: Sequence[str]) -> int:
    """Take items back from review to correct them; returns how many."""
    return _move(session, uuids, Move.RECALL, Status.DRAFT)


def _move(session: Session, uuids: Sequence[str], move: Move, to: Status) -> int:
    for uuid in uuids:
        item = item_of(session, uuid)
        _may(session, item, move)
        item.status = to
    return len(uuids)


def _may(session: Session, item: Disclosure, move: Move) -> None:
    problem = rules.move_problem(Status(item.status), move, review_required(session))
    refuse([problem] if problem else [])


def review_required(session: Session) -> bool:
    """Whether the office lets nothing out without the five gates (《条例》第十七条)."""
    return offices.chosen(session)["review_required"] == "yes"


def review(session: Session, uuid: str, answers: Sequence[GateAnswer], reviewer: str, now: datetime) -> Status:
    """Enter the answers of the five gates; returns where the item stands now."""
    refuse(rules.review_problems(answers, reviewer))
    item = item_of(session, uuid)
    _may(session, item, Move.REVIEW)
    for answer in answers:
        session.add(
            GateReview(
                disclosure_uuid=uuid,
                gate=answer.gate,
                passed=answer.passed,
                reviewer=reviewer.strip(),
                at=now,
                note=answer.note,
            )
        )
    item.status = rules.reviewed(answers)
    return Status(item.status)


def publish(session: Session, uuids: Sequence[str], events: Sequence[ChannelDraft], today: date) -> int:
    """Enter where and when items appeared; returns how many items.

    Each stays one item however many channels carried it (不同渠道和方式公开相同信息计1条).
    """
    if not events:
        raise UserError(_NO_CHANNEL)
    for uuid in uuids:
        item = item_of(session, uuid)
        _may(session, item, Move.PUBLISH)
        for event in events:
            refuse(rules.channel_problems(event, item.formed_on, today))
            add_event(session, item, event)
    return len(uuids)


def add_event(session: Session, item: Disclosure, event: ChannelDraft) -> None:
    """Enter one appearance of an item and what follows from it; UserError if it stands there already."""
    refuse_foreign(session, [item])
    same = select(ChannelEvent.uuid).where(
        ChannelEvent.disclosure_uuid == item.uuid,
        ChannelEvent.channel == event.channel,
        ChannelEvent.published_on == event.published_on,
        ChannelEvent.place == event.place,
    )
    if session.scalar(same):
        raise UserError(_TWICE, {"day": event.published_on.isoformat()})
    session.add(appearance(item, event))


def withdraw(session: Session, uuids: Sequence[str], reason: str, today: date) -> int:
    """Take published items down; the reason stays in the register. Returns how many."""
    if not reason.strip():
        raise UserError(_NO_REASON)
    for uuid in uuids:
        item = item_of(session, uuid)
        _may(session, item, Move.WITHDRAW)
        item.status, item.withdrawn_on, item.withdrawn_reason = Status.WITHDRAWN, today, reason.strip()
    return len(uuids)


def republish(session: Session, uuids: Sequence[str]) -> int:
    """Put withdrawn items back; returns how many."""
    for uuid in uuids:
        item = item_of(session, uuid)
        _may(session, item, Move.REPUBLISH)
        item.status, item.withdrawn_on, item.withdrawn_reason = Status.PUBLISHED, None, ""
    return len(uuids)


def bulk_edit(session: Session, uuids: Sequence[str], values: Mapping[str, Any], today: date) -> int:
    """Set the same values in many items; a field left out keeps what it has. Returns how many items."""
    for field in values.keys() - BULK_FIELDS:
        raise UserError(_NOT_BULK, {"field": _(rules.FIELD_NAMES.get(field, field))})
    filing = Filing(session)
    for uuid in uuids:
        item = item_of(session, uuid)
        draft = replace(draft_of(item), **values)
        refuse(rules.problems(draft, today))
        filing.fill(item, draft)
    return len(uuids)
