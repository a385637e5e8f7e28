"""The folder of the portal: it appears whole, or the old one stays."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from app.errors import UserError
from app.exchange.portal.content import Portal, PortalFile, PortalNotice, PortalVillage
from app.exchange.portal.gate import check
from app.exchange.portal.pages import index_page, notice_page, village_page
from app.exchange.portal.style import STYLE
from app.i18n import N_

Tell = Callable[[int, int], None]
"""Told how many files of how many are written; it may raise Cancelled."""
MARKER = "portal.json"
"""The file by which a portal is known: what wrote it, when, and which files are of it."""
KIND, VERSION = "iltod-portal", 1
_OF_THE_SYSTEM = {"thumbs.db", "desktop.ini", ".ds_store"}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

_NOT_OURS = N_(
    "文件夹“{folder}”里有不属于门户页面的文件“{file}”，没有改动任何内容。请换一个空文件夹，或先移走这个文件。"
)
_NO_FOLDER = N_("“{folder}”是一个文件，不能存放门户页面。请换一个文件夹。")
_A_DISK = N_("“{folder}”是整个磁盘。请在其中新建一个文件夹，再导出到新文件夹里。")
_UNREADABLE = N_("附件“{file}”读不出来，门户页面没有导出，原有页面未改动。请检查这个附件后再导出一次。")
_NO_ROOM = N_("磁盘空间不足，门户页面没有写完，原有页面未改动。请清理磁盘或换一个磁盘后再导出。")
_GONE = N_("文件夹“{folder}”不存在，门户页面没有写出。请检查U盘是否已插好，或换一个文件夹。")
_REFUSED = N_(
    "文件夹“{folder}”不能写入，原有页面未改动。如果其中的页面正在别的程序中打开，请先关闭，再导出一次；否则请换一个文件夹。"
)
_FAILED = N_("门户页面没有写出，原有页面未改动。请检查U盘是否已插好，或换一个文件夹再导出一次。")


class _Part(NamedTuple):
    """A file of the portal: its path within the folder, and what makes its bytes."""

    path: str
    made: Callable[[], bytes]


def write(folder: Path, portal: Portal, tell: Tell | None = None) -> None:
    """Write the portal as a folder of static pages; the same portal gives the same bytes.

    A portal of ours in its place is replaced as a whole. Raises UserError where a text holds a personal number, the
    folder holds anything else, a file cannot be read, or the disk is full or gone: then all is as it was. Likewise
    after what `tell` raises.
    """
    check(portal)
    folder = folder.resolve()
    part = folder.parent / f".{uuid4().hex}.part"
    with _explained(folder):
        _check_replaceable(folder)
        try:
            part.mkdir()
            _fill(part, portal, tell)
            _check_replaceable(folder)  # Again: somebody may have put a file there meanwhile.
            _put_in_place(part, folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _fill(folder: Path, portal: Portal, tell: Tell | None) -> None:
    sizes: dict[str, int] = {}
    parts = list(_parts(portal, sizes))
    for number, part in enumerate(parts, 1):
        path = folder / part.path
        path.parent.mkdir(exist_ok=True)
        content = part.made()
        sizes[part.path] = len(content)
        path.write_bytes(content)
        if tell:
            tell(number, len(parts))
    names = sorted(part.path for part in parts)
    (folder / MARKER).write_bytes(_marker(portal, names))
    for name in (*names, MARKER):  # Written at once, they reach the disk together: far faster than one by one.
        _flush(folder / name)


def _parts(portal: Portal, sizes: dict[str, int]) -> Iterator[_Part]:
    """All files, those beside a notice before its page, which tells their `sizes`."""
    yield _Part("style.css", partial(str.encode, STYLE))
    yield _Part("index.html", lambda: index_page(portal).encode())
    for village in portal.villages:
        yield _Part(f"{village.code}/index.html", partial(_village, portal, village))
        for notice in portal.shown(village):
            if notice.page:
                yield from (_Part(f"{village.code}/{file.name}", partial(_read, file)) for file in notice.files)
                yield _Part(f"{village.code}/{notice.page}", partial(_notice, portal, village, notice, sizes))


def _village(portal: Portal, village: PortalVillage) -> bytes:
    return village_page(portal, village).encode()


def _notice(portal: Portal, village: PortalVillage, notice: PortalNotice, sizes: dict[str, int]) -> bytes:
    own = {file.name: sizes[f"{village.code}/{file.name}"] for file in notice.files}
    return notice_page(portal, village, notice, own).encode()


def _read(file: PortalFile) -> bytes:
    try:
        return file.read()
    except OSError as error:
        raise UserError(_UNREADABLE, {"file": file.name}, str(error)) from error


def _marker(portal: Portal, names: list[str]) -> bytes:
    content = {"kind": KIND, "version": VERSION, "made_at": portal.made_at.isoformat(), "files": names}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _put_in_place(part: Path, folder: Path) -> None:
    """Give the folder its name; a failure gives the old one its name back."""
    old = folder.parent / f".{uuid4().hex}.old"
    replaced = folder.exists()
    if replaced:
        folder.rename(old)
    try:
        part.rename(folder)
    except OSError:
        if replaced:
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check_replaceable(folder: Path) -> None:
    """Refuse what is no folder, a whole disk, and a folder with anything in it that no portal of ours brought."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise UserError(_NO_FOLDER, {"folder": str(folder)})
    if folder == folder.parent or folder.is_mount():
        raise UserError(_A_DISK, {"folder": str(folder)})
    ours = _files_of_portal(folder / MARKER)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if (
            not (path.is_dir() and not path.is_symlink())
            and name not in ours
            and path.name.lower() not in _OF_THE_SYSTEM
        ):
            raise UserError(_NOT_OURS, {"folder": str(folder), "file": name})


def _files_of_portal(marker: Path) -> frozenset[str]:
    """The files a portal brought, its marker among them; none if this is not the marker of a portal."""
    try:
        content = json.loads(marker.read_bytes())
    except (FileNotFoundError, ValueError):
        return frozenset()
    if not isinstance(content, dict) or content.get("kind") != KIND or not isinstance(content.get("files"), list):
        return frozenset()
    return frozenset({MARKER, *map(str, content["files"])})


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Say in a sentence why the folder could not be written."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            message = _NO_ROOM
        elif isinstance(error, FileNotFoundError):
            message = _GONE
        elif isinstance(error, PermissionError):
            message = _REFUSED
        else:
            message = _FAILED
        raise UserError(message, {"folder": str(folder)}, str(error)) from error
