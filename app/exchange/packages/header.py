"""What a package says of itself (`package.json`): who sends what to whom, and what it follows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from app.errors import UserError
from app.exchange.packages.json_lines import canonical, parsed
from app.i18n import N_, _

FORMAT, MINOR = 1, 0
"""A reader refuses a greater format, and reads a greater minor one: that only adds what may be passed over."""


class Kind(StrEnum):
    """What a package is for."""

    REPORT = "report"
    RECEIPT = "receipt"
    CATALOG = "catalog"
    BACKUP_COPY = "backup-copy"


KIND_NAMES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.REPORT: N_("上报数据"),
        Kind.RECEIPT: N_("回执"),
        Kind.CATALOG: N_("下发的目录和参数"),
        Kind.BACKUP_COPY: N_("备份副本"),
    }
)

_NOT_OURS = N_("这个文件不是报送包。请确认选对了文件，它的名称一般以 zwgk 开头、以 .zip 结尾。")
_BAD_FIELD = N_("报送包的说明里“{field}”一项写得不对，没有读入。请让发出单位重新导出。")
_NEWER = N_("这个报送包由更新版本的程序生成（格式 {format}），本机程序只认到格式 {known}。请先升级本机程序再接收。")
_NEW_KIND = N_("本机程序还不认识这一种报送包（{kind}）。请先升级本机程序再接收。")
_WRONG_KIND = N_("这个报送包的内容是“{kind}”，这里要的是“{wanted}”。请另选一个文件。")


@dataclass(frozen=True)
class Header:
    """The header of a package; offices by their codes, `device` by the kid of its key, the moment in local time.

    `counts` is records by type; `held` the versions of catalogs and calendar the sender works with; `body` what the
    kind needs besides; `extra` fields of a newer minor format, carried on unread.
    """

    kind: Kind
    package_uuid: str
    sender: str
    receiver: str
    device: str
    seq: int
    base_seq: int
    prev_sha256: str
    made_at: datetime
    maker: str
    counts: Mapping[str, int] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    summary_zh: str = ""
    summary_mn: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    format: int = FORMAT
    format_minor: int = MINOR
    extra: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """The header as it is written; ValueError if it would not be read back."""
        own = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "extra"}
        own |= {name: dict(own[name]) for name in ("counts", "held", "body")}
        own |= {"kind": str(self.kind), "made_at": self.made_at.strftime(_MOMENT)}
        if wrong := _wrong(own):
            raise ValueError(wrong)
        return canonical({**self.extra, **own}) + b"\n"

    @classmethod
    def read(cls, data: bytes) -> "Header":
        """The header in these bytes; UserError if it is none, is damaged or needs a newer program."""
        said = parsed(data)
        if not isinstance(said, dict) or not _count(said.get("format")):
            raise UserError(_NOT_OURS)
        if said["format"] > FORMAT:
            raise UserError(_NEWER, {"format": said["format"], "known": FORMAT})
        if wrong := _wrong(said):
            raise UserError(_BAD_FIELD, {"field": wrong})
        if said["kind"] not in set(Kind):
            raise UserError(_NEW_KIND, {"kind": said["kind"]})
        own = {name: said.pop(name) for name in _CHECKS}
        own |= {"kind": Kind(own["kind"]), "made_at": datetime.strptime(own["made_at"], _MOMENT)}
        return cls(**own, extra=said)

    def expect(self, kind: Kind) -> None:
        """UserError if this is a package of another kind."""
        if self.kind != kind:
            raise UserError(_WRONG_KIND, {"kind": _(KIND_NAMES[self.kind]), "wanted": _(KIND_NAMES[kind])})


def file_name(header: Header) -> str:
    """The name of the package's file, which any file system and any program can hold."""
    return f"zwgk-{header.sender}-{header.seq:05d}-{header.kind}.zip"


_MOMENT = "%Y-%m-%dT%H:%M:%S"
_OFFICE = re.compile(r"[0-9A-Za-z]{1,24}")
_HASH = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_LONGEST_TEXT = 4000
_DECEIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls and turns of the direction of writing: the header is shown before anything is verified."""


def _count(value: object) -> bool:
    return type(value) is int and value >= 0


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT and not _DECEIVING.search(value)


def _matching(pattern: re.Pattern[str], empty: bool = False) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value) or (empty and not value))


def _uuid(value: object) -> bool:
    try:
        return isinstance(value, str) and value in (UUID(value).hex, str(UUID(value)))
    except ValueError:
        return False


def _moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.strptime(value, _MOMENT).strftime(_MOMENT) == value
    except ValueError:
        return False


def _each(check: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


_CHECKS: Mapping[str, Callable[[object], bool]] = MappingProxyType(
    {
        "kind": _matching(_NAME),
        "package_uuid": _uuid,
        "sender": _matching(_OFFICE),
        "receiver": _matching(_OFFICE, empty=True),  # empty: to all offices below
        "device": _matching(_HASH),
        "seq": _count,
        "base_seq": _count,
        "prev_sha256": _matching(_HASH, empty=True),
        "made_at": _moment,
        "maker": _text,
        "counts": _each(_count),
        "held": _each(_text),
        "summary_zh": _text,
        "summary_mn": _text,
        "body": lambda value: isinstance(value, dict),
        "format": lambda value: value == FORMAT and type(value) is int,
        "format_minor": _count,
    }
)


def _wrong(said: Mapping[str, Any]) -> str:
    """The first field that is missing or not what it must be; empty if there is none."""
    return next((name for name, check in _CHECKS.items() if not check(said.get(name))), "")
