"""Single rows of a pay-out roll: one spelled wrong, one too many; the roll's figures and its draft notice follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.notice import Notice
from app.models.payout import Payout, PayoutPrivate, PayoutRoll
from app.operations.owners import refuse_foreign
from app.operations.payouts import recount, roll_of
from app.operations.refusals import refuse
from app.rules import payouts as rules
from app.rules.notices import NoticeStatus
from app.rules.payouts import PayoutRow
from app.rules.privacy import PrivateField
from app.store.many import remove_many

EDIT_ROW = N_("修改发放名册“{name}”里的一行")
REMOVE_ROWS = N_("删除发放名册里的 {n} 行")
_GONE = N_("名册里的这一行已被删除。可在“撤销”或“回收站”中找回。")
_ON_WALL = N_("“{name}”的公示已经审核过，名册不能再改。还没有张贴的请先退回公示，已经张贴的请更正重贴。")


@dataclass(frozen=True, slots=True)
class RowDraft:
    """A row as it stands in its form, money in fen; `private` has only the fields that are to be written anew."""

    name: str
    amount_fen: int | None
    members: int | None = None
    place: str = ""
    item: str = ""
    quantity: str = ""
    standard: str = ""
    paid_on: date | None = None
    private: Mapping[PrivateField, str] = field(default_factory=dict)


_FIELDS = ("name", "amount_fen", "members", "place", "item", "quantity", "standard", "paid_on")


def draft_of(session: Session, uuid: str) -> RowDraft:
    """A row's fields as they stand in its form, without what is private; UserError if it is gone."""
    row = _row(session, uuid)
    return RowDraft(**{name: getattr(row, name) for name in _FIELDS})


def roll_of_row(session: Session, uuid: str) -> str:
    """The uuid of the roll a row stands in; UserError if the row is gone."""
    return _row(session, uuid).roll_uuid


def edit_row(session: Session, uuid: str, draft: RowDraft, today: date) -> None:
    """Correct one row; UserError for what the rules refuse, or if its notice was reviewed already."""
    row = _row(session, uuid)
    roll = _open_roll(session, row.roll_uuid)
    texts = {name: getattr(draft, name) for name in _FIELDS} | {"name": "".join(draft.name.split())}
    private = {key.value: value.strip().upper() for key, value in draft.private.items()}
    kept = session.scalar(select(PayoutPrivate).where(PayoutPrivate.payout_uuid == uuid))
    id_number = private.get(PrivateField.ID_NUMBER, kept.id_number if kept else "")
    entered = PayoutRow(**texts, programme=roll.programme, year=roll.year, id_number=id_number)
    refuse([problem for problem in rules.problems(entered, today) if not problem.warning])
    _write(row, texts)
    if kept is None and any(private.values()):
        session.add(PayoutPrivate(payout_uuid=uuid, **private))
    elif kept is not None:
        _write(kept, private)
    session.flush()
    recount(session, [roll.uuid])


def remove_rows(session: Session, uuids: Sequence[str]) -> int:
    """Take rows to the recycle bin; UserError if the notice of one was reviewed already. Returns how many."""
    rolls = {_open_roll(session, _row(session, uuid).roll_uuid).uuid for uuid in uuids}
    remove_many(session, PayoutPrivate, PayoutPrivate.payout_uuid.in_(uuids))
    remove_many(session, Payout, Payout.uuid.in_(uuids))
    recount(session, sorted(rolls))
    return len(uuids)


def _write(record: Payout | PayoutPrivate, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


def _row(session: Session, uuid: str) -> Payout:
    found = session.scalar(select(Payout).where(Payout.uuid == uuid))
    if found is None:
        raise UserError(_GONE)
    return found


def _open_roll(session: Session, uuid: str) -> PayoutRoll:
    """The roll, if it stands on no notice or on a draft."""
    roll = roll_of(session, uuid)
    refuse_foreign(session, [roll])
    status = session.scalar(select(Notice.status).where(Notice.uuid == roll.notice_uuid)) if roll.notice_uuid else None
    if status not in (None, NoticeStatus.DRAFT):
        raise UserError(_ON_WALL, {"name": roll.programme})
    return roll
