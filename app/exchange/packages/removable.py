"""What is plugged into this computer (可移动磁盘): the places an errand may go to."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_REMOVABLE = 2  # DRIVE_REMOVABLE of GetDriveTypeW
_NO_DIALOG = 1  # SEM_FAILCRITICALERRORS: an empty card reader is no reason for a question of the system
_LINUX = ("/media", "/run/media", "/mnt")
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True)
class Place:
    """Where something is mounted, under which name for people, and what kind of file system it says it is."""

    path: Path
    label: str
    filesystem: str


@dataclass(frozen=True)
class Stick:
    """A removable disk: where it is, its name for people, bytes free and in all, its file system as the system says."""

    path: Path
    label: str
    free: int
    total: int
    filesystem: str


def sticks() -> list[Stick]:
    """The removable disks that can be read now, by path; empty if there are none or the system does not tell.

    A disk that calls itself a fixed one is not among them on Windows: its folder can still be chosen by hand.
    """
    found = []
    with suppress(OSError, AttributeError, ValueError):
        for place in _places():
            with suppress(OSError):
                usage = shutil.disk_usage(place.path)
                found.append(Stick(place.path, place.label, usage.free, usage.total, place.filesystem))
    return sorted(found, key=lambda stick: stick.path)


def _places() -> list[Place]:
    if sys.platform == "win32":
        return list(_of_windows())
    if sys.platform == "darwin":
        return of_mac(Path("/Volumes"))
    return of_mounts(os.fsdecode(Path("/proc/mounts").read_bytes()))


def of_mounts(mounts: str) -> list[Place]:
    """The places of sticks in a text like /proc/mounts: block devices where desktops mount what is plugged in."""
    found: dict[str, Place] = {}
    for line in mounts.split("\n"):
        device, path, filesystem = (*map(_unescaped, line.split(" ")[:3]), "", "", "")[:3]
        if device.startswith("/dev/") and any(path == root or path.startswith(f"{root}/") for root in _LINUX):
            found[path] = Place(Path(path), Path(path).name, filesystem)  # What was mounted last hides the others.
    return list(found.values())


def _unescaped(field: str) -> str:
    return _OCTAL.sub(lambda match: chr(int(match[1], 8)), field)


def of_mac(volumes: Path) -> list[Place]:
    """What is mounted in this folder; the computer's own disk is but a link there."""
    paths = sorted(path for path in volumes.iterdir() if path.is_mount() and not path.is_symlink())
    return [Place(path, path.name, "") for path in paths]


def _of_windows() -> Iterator[Place]:
    import ctypes  # Only here: nowhere else is there a library to ask.

    kernel: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
    kernel.SetErrorMode(kernel.SetErrorMode(0) | _NO_DIALOG)
    drives = kernel.GetLogicalDrives()
    for number in range(26):
        root = f"{chr(ord('A') + number)}:\\"
        if drives >> number & 1 and kernel.GetDriveTypeW(ctypes.c_wchar_p(root)) == _REMOVABLE:
            label, filesystem = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
            if kernel.GetVolumeInformationW(
                ctypes.c_wchar_p(root), label, len(label), None, None, None, filesystem, len(filesystem)
            ):
                yield Place(Path(root), label.value or root[:2], filesystem.value)
