"""The errand to the stick (U盘往返): a package out, a package in, at no byte of which the stick may not be pulled.

Out: room first, then each file as `NAME.part`, flushed, read back from the disk and compared, and only then under its
name. So what stands on a stick under its name is whole, a leftover `.part` is nothing, and doing the errand again goes
on where it stopped. In: a copy in a folder of this computer, since a stick may go at any moment while it is read.
"""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.exchange.packages.bringing import brought
from app.exchange.packages.disk import CHUNK, SLACK, Progress, Told, check_room, discard, part_of, put_in_place, size_of
from app.exchange.packages.disk_trouble import not_written, source_lost
from app.exchange.packages.removable import Stick, sticks
from app.exchange.packages.volumes import LIST, VOLUME, PartsList, Volume, check_name, cut, list_size
from app.i18n import N_

__all__ = ["VOLUME", "Carried", "Stick", "Told", "brought", "carry", "sticks"]

_NO_ROOM = N_("“{folder}”空间不足：还需 {needed} MB，只剩 {free} MB，没有开始写。请清理U盘或换一个U盘再试。")
_OCCUPIED = N_(
    "“{folder}”里已有同名但内容不同的文件“{file}”，没有覆盖它。请先确认它是否还有用，移走或改名后再试，或换一个文件夹。"
)
_WRITTEN_BADLY = N_("写到U盘的“{file}”读回来与原文件不一致，已作废，原文件未改动。这个U盘可能已损坏，请换一个U盘再试。")


@dataclass(frozen=True)
class Carried:
    """A file on the stick, read back and the same; `found` if it was there already."""

    path: Path
    size: int
    sha256: str
    found: bool


def carry(source: Path, folder: Path, volume: int = VOLUME, told: Told | None = None) -> list[Carried]:
    """Bring a file to a folder of a stick, in volumes if it is larger than `volume` bytes; what lies there afterwards.

    What is there already and the same is not written again. Raises UserError when the name may not go on a stick, the
    stick is full, gone, write-protected or broken, or holds something else by that name; Cancelled as `told` wishes.
    The source is only read, and whatever stands on the stick under its name stays.
    """
    check_name(source.name)
    with source_lost(source):
        size = source.stat().st_size
    pieces = cut(source.name, size, volume)
    with not_written(folder):
        errand = _Errand(source, folder, Progress(2 * size, told))
        errand.prepare(pieces)
        carried = [errand.volume(piece) for piece in pieces]
        if len(pieces) > 1:
            listed = PartsList(source.name, size, volume, errand.whole.hexdigest(), tuple(c.sha256 for c in carried))
            carried.append(errand.put(source.name + LIST, [listed.as_bytes()]))
        errand.check_still_there(carried)
    return carried


class _Errand:
    """A package on its way to a stick."""

    def __init__(self, source: Path, folder: Path, progress: Progress) -> None:
        self._source, self._folder, self._progress = source, folder, progress
        self.whole = hashlib.sha256()

    def prepare(self, pieces: list[Volume]) -> None:
        """Refuse what another file's name or the room forbids, before anything is written; clear leftovers away."""
        sizes = {piece.name: piece.size for piece in pieces}
        if listed := list_size(self._source.name, pieces):
            sizes[self._source.name + LIST] = listed
        needed = 0
        for name, size in sizes.items():
            part_of(self._folder / name).unlink(missing_ok=True)
            there = size_of(self._folder / name)
            if there not in (None, size):
                raise self._occupied(name)
            needed += size + SLACK if there is None else 0
        check_room(self._folder, needed, _NO_ROOM)

    def volume(self, piece: Volume) -> Carried:
        """Put one piece of the source on the stick."""
        return self.put(piece.name, self._read(piece))

    def put(self, name: str, content: Iterable[bytes]) -> Carried:
        """Put a file on the stick, unless it is there: then it is compared."""
        target = self._folder / name
        found = size_of(target) is not None
        if found:
            sha256 = hashlib.sha256()
            for chunk in content:
                sha256.update(chunk)
            if self._digest(target) != sha256.hexdigest():
                raise self._occupied(name)
            return Carried(target, target.stat().st_size, sha256.hexdigest(), found)
        part = part_of(target)
        try:
            digest = self._write(part, content)
            if self._digest(part) != digest:
                raise UserError(_WRITTEN_BADLY, {"file": name})
            put_in_place(part, target, self._progress)
        finally:
            discard(part)
        return Carried(target, target.stat().st_size, digest, found)

    def check_still_there(self, carried: list[Carried]) -> None:
        """OSError if the stick was pulled, or another put in its place, after a file was finished."""
        if any(size_of(each.path) != each.size for each in carried):
            raise OSError(errno.ENODEV, "another disk", str(self._folder))

    def _read(self, piece: Volume) -> Iterator[bytes]:
        with source_lost(self._source), self._source.open("rb") as file:
            file.seek(piece.start)
            left = piece.size
            while left:
                chunk = file.read(min(CHUNK, left))
                if not chunk:
                    raise EOFError  # It has become shorter.
                left -= len(chunk)
                self.whole.update(chunk)
                yield chunk
                self._progress.add(len(chunk))

    @staticmethod
    def _write(part: Path, content: Iterable[bytes]) -> str:
        sha256 = hashlib.sha256()
        # "x": a link somebody laid in its place would lead to a file of this computer.
        with part.open("xb") as file:
            for chunk in content:
                file.write(chunk)
                sha256.update(chunk)
            file.flush()
            os.fsync(file.fileno())
        return sha256.hexdigest()

    def _digest(self, path: Path) -> str:
        """The fingerprint of what is on the disk, as far as the system lets us past what it remembers of it."""
        sha256 = hashlib.sha256()
        with path.open("rb", buffering=0) as file:
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while chunk := file.read(CHUNK):
                sha256.update(chunk)
                self._progress.add(len(chunk))
        return sha256.hexdigest()

    def _occupied(self, name: str) -> UserError:
        return UserError(_OCCUPIED, {"folder": str(self._folder), "file": name})
