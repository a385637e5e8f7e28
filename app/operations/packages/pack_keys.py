"""The keys that come down with a parameter pack: new computers of the office that sends it, and every key taken back.

A new key of an office is believed because a key that is already trusted signed the pack (the root is changed by the old
root); nobody has to compare it by voice again. A key taken back stays so, wherever it is met.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.exchange.packages import envelope
from app.exchange.packages.cards import Card
from app.exchange.packages.header import Header
from app.exchange.packages.keys import PublicKey, device_key, same_fingerprint
from app.i18n import N_
from app.models.package import Device
from app.operations import offices
from app.operations.packages import trust
from app.operations.packages.pack_words import Detail, Effect, PackLine

OWN = "own"
"""The role of another computer of this office, whose key its packs announce."""
KEYS = "keys"
ANNOUNCE = N_("登记本单位另一台电脑的密钥")
NAMES = ("kid", "office_code", "office_name", "name", "alg", "public", "recipient", "recovery", "revoked_on", "reason")
_OTHER = N_("这张登记卡是“{office}”的，不是本单位的。其他单位的登记卡请在“信任”里登记。")
_KNOWN = N_("这台电脑的密钥已经登记过了，会随下一个参数包下发。")
_FINGERPRINT = N_("指纹不符：登记卡上是 {card}，输入的是 {told}。请在那台电脑上再核对一遍。")
_DAMAGED = N_("参数包里的密钥清单写得不对，没有装入。请让发出单位重新导出。")
_NEW = N_("今后也承认它签名的报送包")
_REVOKED = N_("{day} 起停用：{reason}")
_RECOVERY = N_("恢复密钥有变动，今后加密时使用新的")


@dataclass(frozen=True, slots=True)
class Told:
    """A key as a pack tells of it; `revoked_on` is empty while it is trusted."""

    kid: str
    office_code: str
    office_name: str
    name: str
    alg: str
    public: str
    recipient: str
    recovery: str
    revoked_on: str
    reason: str


def announce(session: Session, card: Card, told: str, today: date, by: str = "") -> str:
    """Have the next pack tell the offices below of another computer of this office; the uuid of the record.

    UserError if the card is of another office, its fingerprint is another, or it is known already.
    """
    if card.office_code != offices.own_code(session):
        raise UserError(_OTHER, {"office": card.office_name})
    if not same_fingerprint(card.key.fingerprint, told):
        raise UserError(_FINGERPRINT, {"card": card.key.fingerprint, "told": told.strip()[:40]})
    if session.scalar(select(Device.id).where(Device.kid == card.key.kid)):
        raise UserError(_KNOWN)
    device = Device(
        **{"kid": card.key.kid, "office_code": card.office_code, "office_name": card.office_name},
        **{"name": card.device_name, "role": OWN, "alg": card.key.alg, "public": card.key.public},
        **{"recipient": card.key.recipient, "recovery": card.recovery, "enrolled_on": today, "enrolled_by": by},
    )
    session.add(device)
    return device.uuid


def listed(session: Session, keys: Path) -> list[dict[str, str]]:
    """What a pack says of keys: this computer's, those of this office, and every one taken back."""
    own, mine = offices.own(session), device_key(keys).public
    found = [_told(Told(mine.kid, own.code, own.name, "", mine.alg, mine.public, mine.recipient, "", "", ""))]
    found[0]["recovery"] = trust.recovery(keys)
    asked = select(Device).where(or_(Device.role == OWN, Device.revoked_on.is_not(None))).order_by(Device.kid)
    for d in session.scalars(asked):
        revoked = d.revoked_on.isoformat() if d.revoked_on else ""
        who = (d.kid, d.office_code, d.office_name, d.name, d.alg, d.public, d.recipient, d.recovery)
        found.append(_told(Told(*who, revoked, d.revoked_reason)))
    return found


def _told(told: Told) -> dict[str, str]:
    return {name: getattr(told, name) for name in NAMES}


def read(header: Header) -> list[Told]:
    """The keys that a pack tells of; UserError if they are not written rightly."""
    said = header.body.get(KEYS, [])
    if not isinstance(said, list):
        raise UserError(_DAMAGED)
    return [_read(one) for one in said]


def _read(one: Any) -> Told:
    if not isinstance(one, dict) or not all(isinstance(one.get(name), str) for name in NAMES):
        raise UserError(_DAMAGED)
    told = Told(**{name: one[name] for name in NAMES})
    try:
        if told.revoked_on:
            date.fromisoformat(told.revoked_on)
        recipients = [each for each in (told.recipient, told.recovery) if each]
        if PublicKey(told.alg, told.public, told.recipient).kid != told.kid or not all(
            map(envelope.is_recipient, recipients)
        ):
            raise ValueError(told.kid)
    except ValueError as error:
        raise UserError(_DAMAGED, details=str(error)) from error
    return told


def told_of(session: Session, header: Header) -> Iterator[PackLine]:
    """What the keys of a pack would change here, in words."""
    known = _known(session)
    for told, device in ((told, known.get(told.kid)) for told in read(header)):
        fingerprint = PublicKey(told.alg, told.public, told.recipient).fingerprint
        name = f"{told.office_name} {told.name} {fingerprint}".replace("  ", " ")
        if told.revoked_on and (device is None or device.revoked_on is None):
            detail = Detail(_REVOKED, {"day": told.revoked_on, "reason": told.reason})
            yield PackLine(KEYS, Effect.CHANGED if device else Effect.NEW, name, (detail,))
        elif _is_new(told, device, header):
            yield PackLine(KEYS, Effect.NEW, name, (Detail(_NEW),))
        elif _other_recovery(told, device, header):
            yield PackLine(KEYS, Effect.CHANGED, name, (Detail(_RECOVERY),))


def take(session: Session, header: Header, today: date) -> None:
    """Trust the new keys of the sender, and trust no longer those taken back."""
    known = _known(session)
    for told in read(header):
        device = known.get(told.kid)
        if device is None and (told.revoked_on or _is_new(told, device, header)):
            session.add(_device(told, header, today))
        elif device is not None and told.revoked_on and device.revoked_on is None:
            device.revoked_on, device.revoked_reason = date.fromisoformat(told.revoked_on), told.reason
        elif device is not None and _other_recovery(told, device, header):
            device.recovery = told.recovery
    session.flush()


def _known(session: Session) -> Mapping[str, Device]:
    found: Sequence[Device] = session.scalars(select(Device)).all()
    return {device.kid: device for device in found}


def _is_new(told: Told, device: Device | None, header: Header) -> bool:
    return device is None and not told.revoked_on and told.office_code == header.sender


def _other_recovery(told: Told, device: Device | None, header: Header) -> bool:
    if device is None or not device.office_code == header.sender == told.office_code:
        return False
    return not told.revoked_on and told.recovery not in ("", device.recovery)


def _device(told: Told, header: Header, today: date) -> Device:
    own = told.office_code == header.sender
    revoked = date.fromisoformat(told.revoked_on) if told.revoked_on else None
    return Device(
        **{"kid": told.kid, "office_code": told.office_code, "office_name": told.office_name, "name": told.name},
        **{"role": "above" if own else "below", "alg": told.alg, "public": told.public},
        **{"recipient": told.recipient, "recovery": told.recovery, "enrolled_on": today},
        **{"revoked_on": revoked, "revoked_reason": told.reason if revoked else ""},
    )
