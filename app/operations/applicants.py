"""Who asks for information: entered once, recognised again, never shown but through the gate."""

from dataclasses import asdict, dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.request import Applicant
from app.operations.owners import mine
from app.rules.requests import ApplicantDraft, ApplicantKind, IdKind

SHOWN = 20


@dataclass(frozen=True, slots=True)
class ApplicantRow:
    """An applicant for this office's own screen."""

    uuid: str
    draft: ApplicantDraft


def draft_of(applicant: Applicant) -> ApplicantDraft:
    """An applicant's fields as they stand in a form; of one that another office brought, what it let out."""
    return ApplicantDraft(
        ApplicantKind(applicant.kind), applicant.name, IdKind(applicant.id_kind or IdKind.OTHER), applicant.id_number,
        applicant.representative, applicant.phone, applicant.email, applicant.address, applicant.postcode,
    )  # fmt: skip


def entered(session: Session, draft: ApplicantDraft) -> Applicant:
    """The record of an applicant: the one with the same identity, brought up to date, or a new one.

    What the draft leaves blank stays as it was kept.
    """
    values = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(draft).items()}
    values["kind"], values["id_kind"] = str(draft.kind), str(draft.id_kind)
    known = session.scalar(select(Applicant).where(Applicant.identity == draft.identity, mine(Applicant)).limit(1))
    if known is None or known.name != draft.name.strip():
        made = Applicant(identity=draft.identity, **values)
        session.add(made)
        session.flush()
        return made
    for name, value in values.items():
        if value and getattr(known, name) != value:
            setattr(known, name, value)
    return known


def matched(session: Session, text: str, limit: int = SHOWN) -> list[ApplicantRow]:
    """Applicants whose name begins with a text, or whose number or telephone it is; for filling in a form again."""
    typed = text.strip()
    if not typed:
        return []
    exact = or_(Applicant.id_number == typed.upper(), Applicant.phone == typed)
    asked = select(Applicant).where(mine(Applicant), or_(Applicant.name.startswith(typed, autoescape=True), exact))
    return [ApplicantRow(a.uuid, draft_of(a)) for a in session.scalars(asked.order_by(Applicant.name).limit(limit))]
