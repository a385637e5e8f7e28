"""A package off the stick: into a folder of this computer, joined from its volumes, before anything looks into it."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.exchange.packages.disk import CHUNK, SLACK, Progress, Told, check_room, discard, part_of, put_in_place, size_of
from app.exchange.packages.disk_trouble import not_taken
from app.exchange.packages.volumes import LARGEST_LIST, LIST, PartsList, is_plain, whole_name
from app.i18n import N_

_NO_ROOM_HERE = N_("本机磁盘空间不足：还需 {needed} MB，只剩 {free} MB，没有读入。请清理磁盘后再试。")
_NOT_THERE = N_("找不到“{file}”。请检查U盘是否已插好，再选一次。")
_NO_LIST = N_(
    "缺少分卷清单“{file}”，没有读入。请把它和各分卷放在同一个文件夹里；如果U盘上没有，请在发送方的电脑上重新写一次U盘。"
)
_MISSING = N_("缺少分卷：{files}，没有读入。请插入有这些分卷的U盘，把所有分卷放在同一个文件夹里再试。")
_SHORT = N_("“{file}”不完整或已损坏，没有读入。请在发送方的电脑上重新写一次U盘。")


def brought(path: Path, folder: Path, told: Told | None = None) -> Path:
    """Copy a package off the stick into a folder of this computer and return the copy; the stick is only read.

    `path` is the package, any of its volumes or their list. A copy of that name in the folder is replaced. Raises
    UserError naming the volume that is missing or damaged, or when the stick is gone or this computer's disk is full;
    Cancelled as `told` wishes. Then the folder is as it was. What the package holds is not looked at here.
    """
    with not_taken(path):
        pieces, listed = _found(path)
        folder.mkdir(parents=True, exist_ok=True)
        size = sum(piece.size for piece in pieces)
        check_room(folder, size + SLACK, _NO_ROOM_HERE)
        name = whole_name(path.name)
        part = part_of(folder / (name if is_plain(name) else "zwgk"))
        part.unlink(missing_ok=True)
        try:
            progress = Progress(size, told)
            sha256 = _joined(part, pieces, progress)
            if listed not in ("", sha256):
                raise UserError(_SHORT, {"file": name + LIST})
            # A name somebody gave it may hold a person's: such a copy is called by its content.
            target = folder / (name if is_plain(name) else f"zwgk-{sha256[:16]}.zip")
            put_in_place(part, target, progress)
        finally:
            discard(part)
    return target


@dataclass(frozen=True)
class _Piece:
    """A file to be read from the stick; `sha256` is empty where no list tells it."""

    path: Path
    size: int
    sha256: str = ""


def _found(path: Path) -> tuple[list[_Piece], str]:
    """The files a package on the stick consists of and, if it has a list, the fingerprint of the whole.

    UserError if one is missing or not as long as it should be.
    """
    name = whole_name(path.name)
    listed = path.with_name(name + LIST)
    whole = path.with_name(name)
    if size_of(whole) is not None and (path.name == name or size_of(listed) is None):
        return [_Piece(whole, size_of(whole) or 0)], ""
    if size_of(listed) is None:
        is_volume = path.name != name and path.name != listed.name
        raise UserError(_NO_LIST if is_volume else _NOT_THERE, {"file": listed.name if is_volume else path.name})
    with listed.open("rb") as file:
        parts = PartsList.read(name, file.read(LARGEST_LIST))
    sizes = {volume: size_of(path.with_name(volume.name)) for volume in parts.volumes}
    if missing := [volume.name for volume, size in sizes.items() if size is None]:
        raise UserError(_MISSING, {"files": "、".join(missing)})
    if short := [volume.name for volume, size in sizes.items() if size != volume.size]:
        raise UserError(_SHORT, {"file": short[0]})
    pieces = [_Piece(path.with_name(v.name), v.size, sha256) for v, sha256 in zip(sizes, parts.of, strict=True)]
    return pieces, parts.sha256


def _joined(target: Path, pieces: list[_Piece], progress: Progress) -> str:
    """Write the pieces one after the other and flush; the fingerprint of the whole."""
    whole = hashlib.sha256()
    with target.open("xb") as file:
        for piece in pieces:
            own = hashlib.sha256()
            for chunk in _read(piece):
                file.write(chunk)
                own.update(chunk)
                whole.update(chunk)
                progress.add(len(chunk))
            if piece.sha256 not in ("", own.hexdigest()):
                raise UserError(_SHORT, {"file": piece.path.name})
        file.flush()
        os.fsync(file.fileno())
    return whole.hexdigest()


def _read(piece: _Piece) -> Iterator[bytes]:
    left = piece.size
    with piece.path.open("rb") as file:
        while left:
            chunk = file.read(min(CHUNK, left))
            if not chunk:
                raise UserError(_SHORT, {"file": piece.path.name})
            left -= len(chunk)
            yield chunk
