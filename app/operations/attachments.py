"""Files that belong to a record; the same bytes are stored once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.base import Owned
from app.models.catalog import CatalogException
from app.models.disclosure import Attachment, Disclosure
from app.models.local import Content
from app.models.notice import Notice
from app.models.request import Request
from app.operations.owners import refuse_foreign
from app.rules import privacy

ATTACH = N_("添加附件")
DETACH = N_("移除附件")
LARGEST = 100 * 2**20

_OWNING: tuple[type[Owned], ...] = (Disclosure, Notice, Request, CatalogException)
_TOO_LARGE = N_("附件 {name} 有 {size} MB，超过 {limit} MB。请压缩或拆分后再添加。")
_UNREADABLE = N_("读不到附件 {name}，没有添加。请检查文件是否还在、是否被其他程序占用。")
_PRIVATE_NAME = N_("附件文件名里有身份证号、银行卡号或手机号。请改名后再添加。")
_EMPTY = N_("附件 {name} 是空文件，没有添加。请检查扫描或拷贝是否完成。")


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file of a record."""

    uuid: str
    name: str
    size: int
    sha256: str


def read(path: Path) -> tuple[str, bytes]:
    """A file's name and bytes, read before the store is asked to change; UserError if that cannot be."""
    if privacy.find(path.stem):
        raise UserError(_PRIVATE_NAME)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(_TOO_LARGE, {"name": path.name, "size": size // 2**20, "limit": LARGEST // 2**20})
        data = path.read_bytes()
    except OSError as error:
        raise UserError(_UNREADABLE, {"name": path.name}, str(error)) from error
    if not data:
        raise UserError(_EMPTY, {"name": path.name})
    return path.name, data


def attach(session: Session, owner_uuid: str, name: str, data: bytes) -> bool:
    """Add a file to a record; returns whether the bytes were already in the file (and are stored once)."""
    for cls in _OWNING:
        refuse_foreign(session, session.scalars(select(cls).where(cls.uuid == owner_uuid)).all())
    digest = hashlib.sha256(data).hexdigest()
    known = session.scalar(select(Content.sha256).where(Content.sha256 == digest)) is not None
    if not known:
        session.add(Content(sha256=digest, size=len(data), data=data))
    session.add(Attachment(owner_uuid=owner_uuid, name=name, sha256=digest, size=len(data)))
    return known


def detach(session: Session, uuid: str) -> None:
    """Take a file off its record; the bytes stay, so that it can be undone."""
    session.delete(session.scalars(select(Attachment).where(Attachment.uuid == uuid)).one())


def of(session: Session, owner_uuid: str) -> list[AttachmentRow]:
    """The files of a record, by name."""
    found = select(Attachment).where(Attachment.owner_uuid == owner_uuid).order_by(Attachment.name)
    return [AttachmentRow(a.uuid, a.name, a.size, a.sha256) for a in session.scalars(found)]


def content(session: Session, sha256: str) -> bytes:
    """The bytes of a file."""
    return session.get_one(Content, sha256).data


def damaged(session: Session) -> Sequence[str]:
    """Names of files whose bytes are missing or no longer what they were."""
    found = []
    for name, sha256 in session.execute(select(Attachment.name, Attachment.sha256)):
        kept = session.get(Content, sha256)
        if kept is None or hashlib.sha256(kept.data).hexdigest() != sha256:
            found.append(name)
        session.expire_all()
    return found
