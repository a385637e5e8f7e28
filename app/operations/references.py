"""Which record somebody means who cannot point at it: by its number or the beginning of it, or by its name."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import UserError
from app.i18n import N_
from app.models.catalog import CatalogException, CatalogVersion
from app.models.disclosure import Disclosure
from app.models.journal import Change
from app.models.notice import Notice, Objection
from app.models.office import Board, Person
from app.models.package import Dispute, Sent
from app.models.payout import Payout, PayoutRoll
from app.models.request import Letter, Remedy, Request, RequestEvent
from app.models.village import VillageMatter
from app.operations import catalogs, notice_lists, request_lists

SHORTEST = 8
_HEXADECIMAL = frozenset("0123456789abcdef")
_NONE = N_("找不到编号以“{text}”开头的记录。请核对编号，或用列表命令查看。")
_SEVERAL = N_("以“{text}”开头的编号不止一个，请多写几位。")
_TOO_SHORT = N_("“{text}”不是编号。编号由数字和字母a–f组成，至少写前{least}位。")
_SEVERAL_NAMED = N_("名称“{text}”不止一个，请改用编号。")
_NO_ITEM = N_("现行目录里没有事项“{text}”。请用“领域/事项名称”，或用目录列表里的事项代码。")
_SEVERAL_ITEMS = N_("目录里有多个事项叫“{text}”，请写成“领域/事项名称”：{names}")


def disclosure(session: Session, text: str) -> str:
    """The uuid of an item of the register; UserError if the number does not single out one."""
    return _numbered(session, Disclosure.uuid, text)


def notice(session: Session, text: str) -> str:
    """The uuid of a notice, by number (2026-0012), by the code on its sheet or by its uuid."""
    return notice_lists.by_code(session, text) or _numbered(session, Notice.uuid, text)


def objection(session: Session, text: str) -> str:
    """The uuid of an objection."""
    return _numbered(session, Objection.uuid, text)


def request(session: Session, text: str) -> str:
    """The uuid of a request, by its number, its number in another system or its uuid."""
    return request_lists.by_number(session, text) or _numbered(session, Request.uuid, text)


def step(session: Session, text: str) -> str:
    """The uuid of a step of a request's case."""
    return _numbered(session, RequestEvent.uuid, text)


def dispute(session: Session, text: str) -> str:
    """The uuid of a record in dispute."""
    return _numbered(session, Dispute.uuid, text)


def sent(session: Session, text: str) -> str:
    """The uuid of a record that was sent up."""
    return _numbered(session, Sent.record_uuid, text)


def letter(session: Session, text: str) -> str:
    """The uuid of a letter, by its document number or its uuid."""
    named = session.scalar(select(Letter.uuid).where(Letter.number == text.strip(), Letter.number != "").limit(1))
    return named or _numbered(session, Letter.uuid, text)


def remedy(session: Session, text: str) -> str:
    """The uuid of a reconsideration, suit or complaint, by its case number or its uuid."""
    return _named(session, Remedy.uuid, (Remedy.number == text.strip()) & (Remedy.number != ""), text)


def any_record(session: Session, text: str) -> str:
    """The uuid of whatever was ever touched, also if it was taken out since."""
    return _numbered(session, Change.record_uuid, text)


def exception(session: Session, text: str) -> str:
    """The uuid of a matter that is not disclosed, by number or subject."""
    return _named(session, CatalogException.uuid, CatalogException.subject == text, text)


def version(session: Session, text: str) -> str:
    """The uuid of a version of the catalog, by number or name."""
    return _named(session, CatalogVersion.uuid, CatalogVersion.name == text, text)


def person(session: Session, text: str) -> str:
    """The uuid of somebody who works here, by number or name."""
    return _named(session, Person.uuid, (Person.name == text) & Person.active, text)


def roll(session: Session, text: str) -> str:
    """The uuid of a pay-out roll; UserError if the number does not single out one."""
    return _numbered(session, PayoutRoll.uuid, text)


def payout(session: Session, text: str) -> str:
    """The uuid of a row of a pay-out roll."""
    return _numbered(session, Payout.uuid, text)


def board(session: Session, text: str) -> str:
    """The uuid of a board, by number or name."""
    return _named(session, Board.uuid, Board.name == text, text)


def matter(session: Session, text: str) -> str:
    """The uuid of a matter of a village's list; UserError if the number does not single out one."""
    return _numbered(session, VillageMatter.uuid, text)


def item(session: Session, text: str, day: date) -> catalogs.ItemRow:
    """The catalog item of a key, a name, or a domain and a name with a slash between them."""
    by_key = catalogs.item_in_force(session, text)
    if by_key is not None:
        return by_key
    found = [row for row in catalogs.in_force(session, day) if text in (row.name, f"{row.domain}/{row.name}")]
    if not found:
        raise UserError(_NO_ITEM, {"text": text})
    if len(found) > 1:
        names = "；".join(f"{row.domain}/{row.name}（{row.key}）" for row in found)
        raise UserError(_SEVERAL_ITEMS, {"text": text, "names": names})
    return found[0]


def _named(session: Session, uuid: InstrumentedAttribute[str], named: ColumnElement[bool], text: str) -> str:
    found = session.scalars(select(uuid).where(named).limit(2)).all()
    if len(found) > 1:
        raise UserError(_SEVERAL_NAMED, {"text": text})
    return found[0] if found else _numbered(session, uuid, text)


def _numbered(session: Session, uuid: InstrumentedAttribute[Any], text: str) -> str:
    start = text.strip().lower().replace("-", "")
    if len(start) < SHORTEST or not _HEXADECIMAL.issuperset(start):
        raise UserError(_TOO_SHORT, {"text": text, "least": SHORTEST})
    found = session.scalars(select(uuid).where(uuid >= start, uuid < f"{start}g").distinct().limit(2)).all()
    if len(found) != 1:
        raise UserError(_SEVERAL if found else _NONE, {"text": text})
    return str(found[0])
