"""What is being typed, kept outside the registers until it is saved (U01: typed work is never lost)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.local import Draft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An unsaved form: which form, which record (empty: a new one), what was typed, when."""

    form: str
    record_uuid: str
    person_uuid: str
    fields: Mapping[str, Any]
    at: datetime


def keep(
    session: Session, form: str, record_uuid: str, person_uuid: str, fields: Mapping[str, Any], now: datetime
) -> None:
    """Keep what stands in a form; the draft of one record never opens in another."""
    draft = _draft(session, form, record_uuid, person_uuid)
    if draft is None:
        session.add(Draft(form=form, record_uuid=record_uuid, person_uuid=person_uuid, fields=dict(fields), at=now))
    else:
        draft.fields, draft.at = dict(fields), now


def kept(session: Session, form: str, record_uuid: str, person_uuid: str) -> DraftRow | None:
    """What was typed and not saved."""
    draft = _draft(session, form, record_uuid, person_uuid)
    return _row(draft) if draft else None


def waiting(session: Session, person_uuid: str) -> list[DraftRow]:
    """Everything this person typed and did not save, newest first."""
    found = select(Draft).where(Draft.person_uuid == person_uuid).order_by(Draft.at.desc())
    return [_row(draft) for draft in session.scalars(found)]


def drop(session: Session, form: str, record_uuid: str, person_uuid: str) -> None:
    """Forget a draft: it was saved, or a person threw it away."""
    draft = _draft(session, form, record_uuid, person_uuid)
    if draft is not None:
        session.delete(draft)


def _draft(session: Session, form: str, record_uuid: str, person_uuid: str) -> Draft | None:
    return session.scalar(
        select(Draft).where(Draft.form == form, Draft.record_uuid == record_uuid, Draft.person_uuid == person_uuid)
    )


def _row(draft: Draft) -> DraftRow:
    return DraftRow(draft.form, draft.record_uuid, draft.person_uuid, draft.fields, draft.at)
