"""What is not disclosed (不予公开), on which ground, and when to look at it again (《条例》第十四至十八条)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import N_
from app.models.catalog import CatalogException
from app.operations import offices
from app.operations.refusals import refuse
from app.rules.catalog import ExceptionDraft, Ground, exception_problems

ADD = N_("登记不予公开事项“{name}”")
REMOVE = N_("删除不予公开事项“{name}”")
REVIEWED = N_("复查不予公开事项“{name}”")


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """A matter not disclosed; `due` says that it is time to look at it again."""

    uuid: str
    subject: str
    ground: Ground
    reason: str
    reviewer: str
    decided_on: date
    review_again_on: date
    due: bool
    own: bool = True


def add(session: Session, draft: ExceptionDraft, today: date) -> str:
    """Enter a matter that is not disclosed; returns its uuid."""
    refuse(exception_problems(draft, today))
    record = CatalogException(
        subject=draft.subject.strip(),
        ground=draft.ground,
        reason=draft.reason.strip(),
        reviewer=draft.reviewer.strip(),
        decided_on=draft.decided_on,
        review_again_on=_again(session, draft.decided_on),
    )
    session.add(record)
    return record.uuid


def _again(session: Session, day: date) -> date:
    months = int(offices.chosen(session)["exception_review_months"])
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))


def listed(session: Session, today: date) -> list[ExceptionRow]:
    """Every exception, those to look at again first."""
    found = session.scalars(select(CatalogException).order_by(CatalogException.review_again_on))
    return [
        ExceptionRow(
            e.uuid, e.subject, Ground(e.ground), e.reason, e.reviewer, e.decided_on, e.review_again_on,
            e.review_again_on <= today, not e.owner_code,
        )
        for e in found
    ]  # fmt: skip


def confirm(session: Session, uuid: str, reviewer: str, today: date) -> None:
    """It was looked at again and stays undisclosed; the next time is counted from today (《条例》第十八条)."""
    record = _record(session, uuid)
    record.reviewer = reviewer.strip() or record.reviewer
    record.review_again_on = _again(session, today)


def remove(session: Session, uuid: str) -> None:
    """Take an exception to the recycle bin: the matter can be disclosed now."""
    session.delete(_record(session, uuid))


def _record(session: Session, uuid: str) -> CatalogException:
    return session.scalars(select(CatalogException).where(CatalogException.uuid == uuid)).one()
