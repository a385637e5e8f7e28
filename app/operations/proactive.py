"""From one who asked to all who read (转主动公开, 第四十四条): suggested, judged, made a draft of the register."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_, _
from app.models.disclosure import Disclosure
from app.models.request import Request
from app.operations import disclosures
from app.operations.gate import gate
from app.operations.request_cases import request_of
from app.rules.disclosures import STATUS_NAMES, DisclosureDraft, Status
from app.rules.outcomes import outcome
from app.rules.requests import PROACTIVE_NAMES, Proactive

SUGGEST = N_("建议申请 {number} 转主动公开")
ACCEPT = N_("申请 {number} 转主动公开")
DECLINE = N_("申请 {number} 审核后不转主动公开")
TITLE = N_("转主动公开清单")
SOURCE = N_(
    "《政府信息公开条例》第四十四条：多个申请人就相同政府信息提出申请，且该信息属于可以公开的，可以纳入主动公开；"
    "申请人建议纳入的，经审核认为属于主动公开范围的，应当及时主动公开。"
)
_ACCEPTED = N_("这件申请已经转为主动公开，草稿在“公开台账”里。如要改变，请先撤销那次操作。")
_NO_REASON = N_("请写明审核后不转主动公开的理由。")
_NOTE = N_("由依申请公开 {number} 转来；形成日期暂填审核之日，请核对。")


@dataclass(frozen=True, slots=True)
class ProactiveRow:
    """A request that was thought of for all; `disclosure` is the item made of it, `status` where that stands."""

    request_uuid: str
    number: str
    title: str
    topic: str
    arrived_on: date
    outcome: str
    state: Proactive
    note: str
    disclosure_uuid: str
    disclosure: str
    status: str
    published_on: date | None

    @property
    def state_name(self) -> str:
        """What was decided, in words."""
        return _(PROACTIVE_NAMES[self.state])

    @property
    def outcome_name(self) -> str:
        """How the request ended, in words; empty while it is open."""
        found = outcome(self.outcome)
        return _(found.name) if found else ""

    @property
    def status_name(self) -> str:
        """Where the item stands in the register, in words; empty without one."""
        return _(STATUS_NAMES[Status(self.status)]) if self.status else ""


def suggest(session: Session, request_uuid: str, note: str, today: date) -> None:
    """Note that what was asked for should be published for all; UserError if it already is a draft."""
    _decide(session, request_uuid, Proactive.SUGGESTED, note)


def decline(session: Session, request_uuid: str, note: str, today: date) -> None:
    """Keep that it stays with the one who asked, and why; UserError without a reason."""
    if not note.strip():
        raise UserError(_NO_REASON)
    _decide(session, request_uuid, Proactive.DECLINED, note)


def accept(session: Session, request_uuid: str, note: str, today: date) -> str:
    """Make a draft of the disclosure register; returns its uuid. It passes the five gates like every other.

    Its clock runs from today, the day it was judged to be for all, until a person enters when it was formed.
    """
    request, masked = _decide(session, request_uuid, Proactive.ACCEPTED, note), gate(session)
    draft = DisclosureDraft(
        title=masked(request.title),
        summary=masked(request.content),
        formed_on=today,
        note=_(_NOTE).format(number=request.number),
    )
    request.disclosure_uuid = disclosures.register(session, draft, today)
    return request.disclosure_uuid


def _decide(session: Session, request_uuid: str, state: Proactive, note: str) -> Request:
    request = request_of(session, request_uuid)
    if request.disclosure_uuid and _stands(session, request.disclosure_uuid):
        raise UserError(_ACCEPTED)
    request.proactive, request.proactive_note = str(state), note.strip() or request.proactive_note
    request.disclosure_uuid = ""
    return request


def _stands(session: Session, disclosure_uuid: str) -> bool:
    return session.scalar(select(Disclosure.id).where(Disclosure.uuid == disclosure_uuid)) is not None


def listed(session: Session, state: str = "") -> list[ProactiveRow]:
    """Requests suggested, accepted or declined (转主动公开清单), the newest first; `state` narrows to one of these."""
    asked = (
        select(Request, Disclosure.title, Disclosure.status, Disclosure.published_on)
        .outerjoin(Disclosure, Disclosure.uuid == Request.disclosure_uuid)
        .where(Request.proactive == state if state else Request.proactive > Proactive.NONE)  # the index serves ">"
    )
    found = [
        ProactiveRow(
            r.uuid, r.number, r.title, r.topic, r.arrived_on, r.outcome, Proactive(r.proactive), r.proactive_note,
            r.disclosure_uuid, title or "", status or "", published_on,
        )
        for r, title, status, published_on in session.execute(asked)
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.arrived_on, row.number), reverse=True)
