"""Key cards (登记卡): how the public key of an office's computer gets to another office, signed with that same key.

The signature proves that whoever made the card has the key, and that nothing in it was changed since, the recipient
for sealing included; that the key is the office's is for people to say, who compare the fingerprint by voice.
"""

import base64
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.exchange.files import written_whole
from app.exchange.packages import envelope, json_lines, suites
from app.exchange.packages.keys import DeviceKey, PublicKey
from app.i18n import N_
from app.rules.offices import Level, OfficeDraft, office_problems

KIND = "key-card"
FORMAT = 1
LARGEST = 64 * 1024
LONGEST = 200  # letters of a name: more would push what matters off the page on which a person compares
_TURNING = {*map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))}

_UNREADABLE = N_("读不了登记卡“{file}”。请检查U盘是否插好、文件是否还在，再试一次。")
_TOO_LARGE = N_("文件“{file}”有 {size} KB，登记卡不会这么大。请核对选的是不是登记卡文件。")
_NO_CARD = N_("文件“{file}”不是登记卡，或者已经损坏。请对方重新导出登记卡（文件名形如zwgk-150000-key.json）。")
_NEWER = N_("登记卡“{file}”由更新版本的程序生成（格式 {format}），本机程序只认到格式 {known}。请先升级本机程序再登记。")
_NEWER_SUITE = N_("登记卡“{file}”使用本机程序不认识的签名算法（{alg}）。请先升级本机程序再登记。")
_WRONG = N_("登记卡“{file}”的内容不完整或格式不对，不能登记。请对方升级程序后重新导出登记卡。")
_FORGED = N_(
    "登记卡“{file}”的签名不符：文件损坏，或者内容被人改动过，不能登记。请对方重新导出，当面或用本单位的U盘交接。"
)


@dataclass(frozen=True, slots=True)
class Card:
    """Whose key it is; `office_level` is a `Level`, `recovery` the recipient (age1…) of the office's recovery key."""

    office_code: str
    office_name: str
    office_level: str
    device_name: str
    key: PublicKey
    made_at: datetime
    recovery: str = ""


def card_name(office_code: str) -> str:
    """The file name of a card, in ASCII."""
    return f"zwgk-{office_code}-key.json"


def write_card(path: Path, card: Card, key: DeviceKey) -> None:
    """Write the card signed with its own key; ValueError for another key, UserError if it cannot be written."""
    if card.key != key.public:
        raise ValueError("a card is signed with the key it carries")
    content = _content(card)
    content["signature"] = base64.b64encode(key.sign(json_lines.canonical(content))).decode()
    with written_whole(path) as file:
        file.write(json_lines.line(content))


def read_card(path: Path) -> Card:
    """The card in a file; UserError if it is damaged, too large, of a newer program, or not signed with its key."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
            size = path.stat().st_size
    except OSError as error:
        raise UserError(_UNREADABLE, {"file": path.name}, str(error)) from error
    if len(data) > LARGEST:
        raise UserError(_TOO_LARGE, {"file": path.name, "size": size // 1024})
    return _Reader(path.name).card(data)


def _content(card: Card) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": FORMAT,
        "office_code": card.office_code,
        "office_name": card.office_name,
        "office_level": str(card.office_level),
        "device_name": card.device_name,
        "alg": card.key.alg,
        "public": card.key.public,
        "recipient": card.key.recipient,
        "made_at": card.made_at.isoformat(),
        "recovery": card.recovery,
    }


class _Reader:
    """Checks the content of one card; every message names the file."""

    def __init__(self, file: str) -> None:
        self._file = file

    def card(self, data: bytes) -> Card:
        """The checked card; its signature first, since only then the fields are worth a word."""
        content = self._parsed(data)
        signature = self._bytes(content, "signature")
        key = self._key(content)
        if not key.verify(signature, json_lines.canonical({k: v for k, v in content.items() if k != "signature"})):
            raise self._error(_FORGED)
        return self._card(content, key)

    def _parsed(self, data: bytes) -> Mapping[str, Any]:
        try:
            content = json_lines.parsed(data)
        except UserError as error:
            raise self._error(_NO_CARD) from error
        if not isinstance(content, dict) or content.get("kind") != KIND or type(content.get("format")) is not int:
            raise self._error(_NO_CARD)
        if content["format"] > FORMAT:
            raise self._error(_NEWER, format=content["format"], known=FORMAT)
        return content

    def _key(self, content: Mapping[str, Any]) -> PublicKey:
        alg = self._text(content, "alg")
        if alg not in suites.SUITES:
            raise self._error(_NEWER_SUITE, alg=alg)
        self._bytes(content, "public")
        return PublicKey(alg, content["public"], self._recipient(content, "recipient"))

    def _card(self, content: Mapping[str, Any], key: PublicKey) -> Card:
        code, name, level = (self._text(content, f"office_{field}") for field in ("code", "name", "level"))
        if level not in list(Level):
            raise self._wrong("office_level")
        for problem in office_problems(OfficeDraft(code, name, Level(level))):
            raise self._wrong(f"office_{problem.field}")
        recovery = self._recipient(content, "recovery") if content.get("recovery") else ""
        return Card(code, name, level, self._text(content, "device_name"), key, self._moment(content), recovery)

    def _text(self, content: Mapping[str, Any], field: str) -> str:
        value = content.get(field)
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST or any(map(_deceives, value)):
            raise self._wrong(field)
        return value

    def _bytes(self, content: Mapping[str, Any], field: str) -> bytes:
        try:
            found = base64.b64decode(self._text(content, field), validate=True)
        except ValueError as error:
            raise self._wrong(field) from error
        if base64.b64encode(found).decode() != content[field]:
            raise self._wrong(field)
        return found

    def _recipient(self, content: Mapping[str, Any], field: str) -> str:
        text = self._text(content, field)
        if not envelope.is_recipient(text):
            raise self._wrong(field)
        return text

    def _moment(self, content: Mapping[str, Any]) -> datetime:
        try:
            return datetime.fromisoformat(self._text(content, "made_at"))
        except ValueError as error:
            raise self._wrong("made_at") from error

    def _wrong(self, field: str) -> UserError:
        return UserError(_WRONG, {"file": self._file}, field)

    def _error(self, message: str, **values: object) -> UserError:
        return UserError(message, {"file": self._file, **values})


def _deceives(char: str) -> bool:
    """Whether a sign would make a name look like another: a control, or a turn of the direction of writing."""
    return unicodedata.category(char) in ("Cc", "Cs") or char in _TURNING
