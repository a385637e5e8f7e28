"""The texts that go down in parameter packs: report formats, code lists, terms, ledgers, each entered from a file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_
from app.models.package import PackPart
from app.rules.package_parts import TEXTS, Part

ENTER = N_("添加下发的参数“{name}”")
REMOVE = N_("删除下发的参数“{name}”")
LARGEST = 1024 * 1024
_NO_TEXT = N_("读不了文件“{file}”，没有添加。请检查文件是否还在，内容是不是UTF-8编码的文本。")
_TOO_LARGE = N_("文件“{file}”超过了 {limit} KB，没有添加。参数文件不会这么大，请核对选的是不是对的文件。")
_NO_TOML = N_("文件“{file}”的写法不对，没有添加：第 {line} 行附近不是TOML格式。请改正后再添加。")
_NOT_TEXTS = N_("“{part}”不从文件添加。请在目录、设置等页面里修改，下发时自动带上。")
_EMPTY = N_("文件“{file}”是空的，没有添加。")


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text that goes down; `own` tells whether this office entered it."""

    uuid: str
    part: str
    key: str
    name: str
    length: int
    own: bool


def listed(session: Session) -> list[TextRow]:
    """Every text, by part and key."""
    found = session.scalars(select(PackPart).order_by(PackPart.kind, PackPart.key))
    return [TextRow(t.uuid, t.kind, t.key, t.name, len(t.text), not t.owner_code) for t in found]


def enter(session: Session, part: Part, path: Path, name: str = "") -> str:
    """Take a text from a file, in place of one of the same key (the name of the file, or `id` in it); the uuid.

    UserError if the file cannot be read, is no text, is too large, or is a TOML file written wrongly.
    """
    if part not in TEXTS:
        raise UserError(_NOT_TEXTS, {"part": part})
    content = _read(path)
    said = _toml(path, content) if path.suffix.lower() == ".toml" else {}
    key, title = str(said.get("id", "")) or path.stem, name.strip() or str(said.get("name", "")) or path.stem
    kept = session.scalar(select(PackPart).where(PackPart.kind == part, PackPart.key == key))
    if kept is None:
        kept = PackPart(kind=part, key=key[:80], name=title, text=content)
        session.add(kept)
    else:
        kept.name, kept.text = title, content
    session.flush()
    return kept.uuid


def remove(session: Session, uuid: str) -> None:
    """Take a text out; it no longer goes down, and the next pack takes it away below."""
    session.delete(session.scalars(select(PackPart).where(PackPart.uuid == uuid)).one())


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(_TOO_LARGE, {"file": path.name, "limit": LARGEST // 1024})
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(_NO_TEXT, {"file": path.name}, str(error)) from error
    if not content.strip():
        raise UserError(_EMPTY, {"file": path.name})
    return content


def _toml(path: Path, content: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        line = str(error).rpartition("line ")[2].partition(",")[0]
        raise UserError(_NO_TOML, {"file": path.name, "line": line}, str(error)) from error
