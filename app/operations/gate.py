"""The one gate everything passes that leaves the office: paper, exports, the query screen (《个人信息保护法》第六条).

Texts are masked by the office's styles, private fields shown by them or not at all; file names and what a PDF says of
itself are read once more before they go out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_, _
from app.models.journal import Operation
from app.models.payout import Unmasking
from app.operations import offices
from app.rules.privacy import FIELD_NAMES, MaskStyle, NumberKind, PrivateField, field_shown, find, mask, mask_health

UNMASK = N_("查看未隐去的信息：{what}")
_NO_REASON = N_("请写明查看或导出未隐去信息的理由，理由会留在操作记录里。")
_IN_NAME = N_("文件名里有证件号、卡号或手机号，没有写出文件。请换一个不含号码的文件名。")
_IN_PDF = N_("文件属性里有证件号、卡号或手机号，没有写出文件。请从标题里删去号码。")
_STYLES: Mapping[PrivateField, str] = {
    PrivateField.ID_NUMBER: "id_style",
    PrivateField.BANK_CARD: "card_style",
    PrivateField.PHONE: "phone_style",
    PrivateField.ADDRESS: "address_style",
}


@dataclass(frozen=True)
class Gate:
    """The office's styles, by the key of their choice; called with a text it gives the text as it may go out."""

    styles: Mapping[str, str]

    def __call__(self, text: str) -> str:
        """The text with its personal numbers omitted or starred."""
        if not text:
            return text
        kinds = {
            NumberKind.BANK_CARD: MaskStyle(self.styles["card_style"]),
            NumberKind.MOBILE: MaskStyle(self.styles["phone_style"]),
        }
        return mask(text, MaskStyle(self.styles["id_style"]), kinds)

    def row(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """A row of an exported sheet, its texts as they may go out."""
        return {key: self(value) if isinstance(value, str) else value for key, value in cells.items()}

    def of_person(self, text: str) -> str:
        """What stands beside a person's name in a roll: without numbers, and without words about health."""
        return mask_health(self(text)) if text else text

    def field(self, field: PrivateField, value: str) -> str:
        """A private field as it may go out; empty where it is omitted."""
        return field_shown(field, value, self.styles[_STYLES[field]] if field in _STYLES else MaskStyle.OMIT)

    def shows(self, field: PrivateField) -> bool:
        """Whether anything of a field goes out at all, so that a sheet has a column for it."""
        return field in _STYLES and self.styles[_STYLES[field]] != MaskStyle.OMIT


def gate(session: Session) -> Gate:
    """The gate as this office set it."""
    return Gate(offices.chosen(session))


def check_name(path: Path) -> None:
    """UserError if a file's name would tell a personal number."""
    if find(path.name):
        raise UserError(_IN_NAME)


def check_properties(*texts: str) -> None:
    """UserError if what a file says of itself (title, author, subject) tells a personal number."""
    if any(find(text) for text in texts):
        raise UserError(_IN_PDF)


def unmask(
    session: Session, table: str, uuid: str, fields: tuple[PrivateField, ...], reason: str, now: datetime
) -> None:
    """Keep that somebody looked at, or took out, what is usually masked; UserError without a reason.

    It stands in the journal like every record, under the person who does this operation.
    """
    if not reason.strip():
        raise UserError(_NO_REASON)
    operation = session.get(Operation, session.info.get("operation"))
    session.add(
        Unmasking(
            record_table=table,
            record_uuid=uuid,
            what="、".join(FIELD_NAMES[field] for field in fields),
            reason=gate(session)(reason.strip()),
            at=now,
            person=operation.person if operation else "",
        )
    )


@dataclass(frozen=True, slots=True)
class UnmaskingRow:
    """One time that something was shown unmasked."""

    uuid: str
    table: str
    record_uuid: str
    what: str
    reason: str
    at: datetime
    person: str


def unmaskings(session: Session, limit: int = 500) -> list[UnmaskingRow]:
    """Who looked at what and why, newest first."""
    found = session.scalars(select(Unmasking).order_by(Unmasking.id.desc()).limit(limit))
    return [
        UnmaskingRow(
            u.uuid, u.record_table, u.record_uuid, "、".join(map(_, u.what.split("、"))), u.reason, u.at, u.person
        )
        for u in found
    ]
