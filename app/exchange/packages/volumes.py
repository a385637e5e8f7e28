"""How a package is cut so that every stick can hold it (分卷), and the list by which it is put together again.

FAT32, which most sticks still carry, holds no file of 4 GB, and some old card readers none above 2 GB. A larger package
`NAME` therefore travels as `NAME.001`, `NAME.002` … all of one size but the last, and `NAME.parts`, written last:

    # zwgk-parts 1 <bytes of the whole> <bytes of a volume> <sha256 of the whole>
    <sha256>  NAME.001
    <sha256>  NAME.002

so that a volume that is missing is known by name even if it is the last one, and nothing but public tools is needed to
check and join them: `sha256sum -c NAME.parts && cat NAME.0* > NAME`. A package that fits is one file, without a list.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import UserError
from app.i18n import N_
from app.rules.privacy import find

VOLUME = 2_000_000_000
"""So many bytes at most has one file on a stick."""
LIST = ".parts"
LARGEST_LIST = 1_000_000
"""A list above so many bytes is none: it would tell of a package of ten terabytes."""
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,118}[A-Za-z0-9])?")
_TAIL = re.compile(r"\.(?:\d{3,}|parts)\Z", re.IGNORECASE)
_UNFINISHED = ".part"
_HEAD = re.compile(r"# zwgk-parts (\d{1,9}) (\d{1,15}) (\d{1,15}) ([0-9a-f]{64})")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")

_BAD_NAME = N_("文件名“{file}”不能用于U盘传送：只能用英文字母、数字、点、横线，也不能含证件号、手机号。请改名后再试。")
_BAD_LIST = N_("分卷清单“{file}”已损坏，报送包没有读入。请在发送方的电脑上重新写一次U盘。")
_NEWER_LIST = N_("分卷清单“{file}”由更新版本的程序写成，没有读入。请先升级本机的程序。")


@dataclass(frozen=True)
class Volume:
    """A file on the stick: its name, where in the package it begins, how many bytes it has."""

    name: str
    start: int
    size: int


@dataclass(frozen=True)
class PartsList:
    """What `NAME.parts` says: sizes in bytes, the fingerprint of the whole and of each volume in order."""

    name: str
    size: int
    volume: int
    sha256: str
    of: tuple[str, ...]

    @property
    def volumes(self) -> list[Volume]:
        """The volumes it lists."""
        return cut(self.name, self.size, self.volume)

    def as_bytes(self) -> bytes:
        """The list as it is written, always as long for packages of the same size."""
        head = f"# zwgk-parts 1 {self.size} {self.volume} {self.sha256}"
        lines = (f"{sha256}  {volume.name}" for sha256, volume in zip(self.of, self.volumes, strict=True))
        return "".join(f"{line}\n" for line in (head, *lines)).encode("ascii")

    @classmethod
    def read(cls, name: str, data: bytes) -> "PartsList":
        """The list of the package `name`; UserError if it is damaged, of another package or of a newer program."""
        head, *lines = data.decode("ascii", "replace").splitlines() or [""]
        told, found = _HEAD.fullmatch(head), [_LINE.fullmatch(line) for line in lines]
        if told and int(told[1]) > 1:
            raise UserError(_NEWER_LIST, {"file": name + LIST})
        if told and int(told[3]):
            listed = cls(name, int(told[2]), int(told[3]), told[4], tuple(each[1] for each in found if each))
            if listed._is_made_of([each[2] if each else "" for each in found]):
                return listed
        raise UserError(_BAD_LIST, {"file": name + LIST})

    def _is_made_of(self, names: Sequence[str]) -> bool:
        """Whether these are its volumes. Names are compared, never taken from a list: none leads out of the folder."""
        count = -(-self.size // self.volume)
        return len(names) == count > 1 and [volume.name for volume in self.volumes] == list(names)


def cut(name: str, size: int, volume: int = VOLUME) -> list[Volume]:
    """The files a package of so many bytes becomes: itself if it fits, else its volumes in order."""
    if size <= volume:
        return [Volume(name, 0, size)]
    starts = range(0, size, volume)
    return [Volume(f"{name}.{n:03}", start, min(volume, size - start)) for n, start in enumerate(starts, 1)]


def list_size(name: str, volumes: Sequence[Volume]) -> int:
    """How many bytes the list of these volumes will have; 0 for a package in one piece."""
    if len(volumes) < 2:
        return 0
    size, nothing = sum(volume.size for volume in volumes), "0" * 64
    return len(PartsList(name, size, volumes[0].size, nothing, (nothing,) * len(volumes)).as_bytes())


def whole_name(name: str) -> str:
    """The name of the package a file belongs to: without what marks a volume or a list."""
    return _TAIL.sub("", name)


def is_plain(name: str) -> bool:
    """Whether a name may stand on a stick: ASCII, short, no personal number, not the name of a piece of a package.

    Parts between hyphens are looked at one by one: an office code and the sequence number behind it would else pass
    for a telephone number.
    """
    one_whole = whole_name(name) == name and not name.lower().endswith(_UNFINISHED)
    return bool(_PLAIN.fullmatch(name)) and one_whole and not any(find(part) for part in name.split("-"))


def check_name(name: str) -> None:
    """UserError if a file of this name may not go on a stick."""
    if not is_plain(name):
        raise UserError(_BAD_NAME, {"file": name})
