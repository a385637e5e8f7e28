"""Preferences of this person on this computer: a frozen record in a small file."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.i18n import LANGUAGES, N_
from app.rules.problems import Problem

FILE = "settings.json"
WRITING_MODES = ("horizontal", "vertical")
THEMES = ("system", "light", "dark")
SMALLEST, LARGEST = 50, 300
RECENT = 10

_DAMAGED = N_("偏好设置文件 {file} 已损坏，这次使用默认设置。原文件改名为 {kept}，可以交给技术人员查看。")
_UNREADABLE = N_("读不了偏好设置文件 {file}，这次使用默认设置。请检查该文件的访问权限。")
_NOT_SAVED = N_("偏好设置没有保存到 {file}，本次所做的选择下次启动时不会保留。请检查磁盘空间和文件夹权限。")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program remembers between two starts.

    `scale` is in per cent; `geometry` is Qt's own description of the window, as text;
    `columns` are the widths in pixels of each page's table; `papers` is the printer paper of each kind of sheet;
    `fonts` are the font files a person chose for paper, by role; `last` is what was chosen last, such as a village.
    `unknown` are entries of a newer program, kept for it.
    """

    language: str = "zh"
    writing_mode: str = "vertical"
    scale: int = 100
    theme: str = "system"
    store: Path | None = None
    backup_folder: Path | None = None
    recent: tuple[Path, ...] = ()
    geometry: str = ""
    columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    unknown: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse with ValueError what no version of this program writes."""
        _one_of(self.language, LANGUAGES)
        _one_of(self.writing_mode, WRITING_MODES)
        _one_of(self.theme, THEMES)
        if not SMALLEST <= self.scale <= LARGEST:
            raise ValueError(self.scale)


def load(path: Path) -> tuple[Settings, Problem | None]:
    """The settings in this file; the defaults if there is none.

    A damaged file is renamed to end in `.broken`; then, and when the file may not be read, come the defaults and a
    sentence for people.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), None
    except OSError:
        return Settings(), _warning(_UNREADABLE, file=path.name)
    except UnicodeDecodeError:
        return Settings(), _set_aside(path)
    try:
        return _read(json.loads(text)), None
    except (ValueError, TypeError, AttributeError):
        return Settings(), _set_aside(path)


def save(settings: Settings, path: Path) -> None:
    """Write the settings under a temporary name first, so that a crash leaves the old ones; UserError if it fails."""
    content = asdict(settings)
    content = content.pop("unknown") | content
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise UserError(_NOT_SAVED, {"file": path.name}, str(error)) from error


def with_recent(settings: Settings, store: Path) -> tuple[Path, ...]:
    """The files opened lately, this one first, each once, at most ten."""
    return (store, *(other for other in settings.recent if other != store))[:RECENT]


def _read(content: dict[str, Any]) -> Settings:
    names = {each.name for each in fields(Settings)} - {"unknown"}
    known = {name: _READERS.get(name, str)(value) for name, value in content.items() if name in names}
    return Settings(**known, unknown={name: value for name, value in content.items() if name not in names})


def _folder(value: str | None) -> Path | None:
    return Path(value) if value else None


def _paths(values: list[str]) -> tuple[Path, ...]:
    return tuple(Path(value) for value in values)


def _widths(pages: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {page: tuple(int(width) for width in widths) for page, widths in pages.items()}


def _texts(texts: dict[str, str]) -> dict[str, str]:
    return {name: str(text) for name, text in texts.items()}


_READERS: dict[str, Any] = {
    "scale": int,
    "store": _folder,
    "backup_folder": _folder,
    "recent": _paths,
    "columns": _widths,
    "papers": _texts,
    "fonts": _texts,
    "last": _texts,
}


def _one_of(value: str, allowed: Any) -> None:
    if value not in allowed:
        raise ValueError(value)


def _set_aside(path: Path) -> Problem:
    kept = path.with_name(path.name + ".broken")
    try:
        path.replace(kept)
    except OSError:
        return _warning(_UNREADABLE, file=path.name)
    return _warning(_DAMAGED, file=path.name, kept=kept.name)


def _warning(message: str, **values: str) -> Problem:
    return Problem("settings", message, values, warning=True)
