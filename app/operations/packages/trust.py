"""Whose packages are believed: this computer's card, the cards of others, compared by voice, and keys taken back."""

import socket
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.files import written_whole
from app.exchange.packages import envelope
from app.exchange.packages.cards import Card as Card
from app.exchange.packages.cards import card_name, read_card, write_card
from app.exchange.packages.keys import PublicKey, device_key, same_fingerprint
from app.i18n import N_
from app.models.package import Device
from app.operations import offices
from app.rules.packages import is_within

ENROL = N_("登记“{office}”的密钥")
REVOKE = N_("停用“{office}”的密钥")
RECOVERY_FILE = "recovery.txt"
_OTHER_FINGERPRINT = N_(
    "输入的指纹（{told}）与登记卡不符，没有登记。请打电话请对方再读一遍；仍不符的，这张卡可能被换过，不能登记。"
)
_SAME_OFFICE = N_("这是本单位自己的登记卡，不用登记。请把它交给上级或下级单位。")
_NOT_RELATED = N_("“{office}”（{code}）既不是本单位的上级，也不是下级，没有登记。")
_KNOWN = N_("“{office}”的这个密钥已经登记过了。")
_REVOKED = N_("“{office}”的这个密钥已于 {on} 停用，不能再登记。请对方换一台电脑或重新生成密钥。")
_NO_REASON = N_("请写明停用的原因，例如“电脑报废”“电脑丢失”。")
_HAVE_RECOVERY = N_("恢复密钥已经生成过。再生成一个会使以前的恢复密钥作废；确需重新生成的，请先把旧的收好。")


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A computer whose key is known here."""

    uuid: str
    kid: str
    fingerprint: str
    office_code: str
    office_name: str
    name: str
    role: str
    enrolled_on: date
    enrolled_by: str
    revoked_on: date | None
    revoked_reason: str


def own_card(session: Session, keys: Path, now: datetime, device_name: str = "") -> Card:
    """The card of this computer, for the office above and those below."""
    office, key = offices.own(session), device_key(keys).public
    name = device_name.strip() or socket.gethostname()[:60]
    return Card(office.code, office.name, office.level, name, key, now.replace(microsecond=0), recovery(keys))


def write_own_card(session: Session, keys: Path, folder: Path, now: datetime, device_name: str = "") -> Path:
    """Write this computer's card into a folder; its path."""
    card = own_card(session, keys, now, device_name)
    path = folder / card_name(card.office_code)
    write_card(path, card, device_key(keys))
    return path


def read(path: Path) -> Card:
    """The card in a file, not yet enrolled: the fingerprint is to be compared by voice first."""
    return read_card(path)


def enrol(session: Session, card: Card, told: str, today: date, by: str = "") -> str:
    """Trust the computer of a card whose fingerprint somebody read out; the uuid of the record.

    UserError if the fingerprint is another, or the office is neither above nor below this one.
    """
    if not same_fingerprint(card.key.fingerprint, told):
        raise UserError(_OTHER_FINGERPRINT, {"told": told.strip()[:40]})
    role = _role(session, card)
    known = session.scalar(select(Device).where(Device.kid == card.key.kid))
    if known is not None:
        if known.revoked_on is not None:
            raise UserError(_REVOKED, {"office": card.office_name, "on": known.revoked_on.isoformat()})
        if (known.name, known.recovery) == (card.device_name, card.recovery):
            raise UserError(_KNOWN, {"office": card.office_name})
        known.name, known.recovery = card.device_name, card.recovery  # a recovery key made since then
        return known.uuid
    device = Device(
        kid=card.key.kid,
        office_code=card.office_code,
        office_name=card.office_name,
        name=card.device_name,
        role=role,
        alg=card.key.alg,
        public=card.key.public,
        recipient=card.key.recipient,
        recovery=card.recovery,
        enrolled_on=today,
        enrolled_by=by,
    )
    session.add(device)
    return device.uuid


def _role(session: Session, card: Card) -> str:
    own = offices.own_code(session)
    if card.office_code == own:
        raise UserError(_SAME_OFFICE)
    if is_within(card.office_code, own):
        return "below"
    if is_within(own, card.office_code):
        return "above"
    raise UserError(_NOT_RELATED, {"office": card.office_name, "code": card.office_code})


def revoke(session: Session, uuid: str, reason: str, today: date) -> None:
    """Trust a computer no longer; what it sent before stays. UserError without a reason."""
    if not reason.strip():
        raise UserError(_NO_REASON)
    device = session.scalars(select(Device).where(Device.uuid == uuid)).one()
    device.revoked_on, device.revoked_reason = today, reason.strip()


def listed(session: Session) -> list[DeviceRow]:
    """Every computer whose key was enrolled here, by office."""
    found = session.scalars(select(Device).order_by(Device.role, Device.office_code, Device.id))
    return [
        DeviceRow(
            d.uuid,
            d.kid,
            PublicKey(d.alg, d.public, d.recipient).fingerprint,
            d.office_code,
            d.office_name,
            d.name,
            d.role,
            d.enrolled_on,
            d.enrolled_by,
            d.revoked_on,
            d.revoked_reason,
        )
        for d in found
    ]


def recovery(keys: Path) -> str:
    """The recipient of this office's recovery key; empty if none was made."""
    path = keys / RECOVERY_FILE
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def make_recovery(keys: Path, again: bool = False) -> str:
    """Make the office's recovery key; its secret is returned once, to be printed and locked away, and kept nowhere.

    UserError if there is one already, unless `again`.
    """
    if recovery(keys) and not again:
        raise UserError(_HAVE_RECOVERY)
    recipient, secret = envelope.recovery_pair()
    keys.mkdir(parents=True, exist_ok=True)
    with written_whole(keys / RECOVERY_FILE) as file:
        file.write(f"{recipient}\n".encode())
    return secret
