"""Parameter packs as lines of lists: those made here, and the entries of one that is to be installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.i18n import N_, _
from app.operations.packages.pack_keys import KEYS
from app.operations.packages.pack_words import EFFECT_NAMES, Effect, PackLine
from app.operations.packages.packs import MadeRow, PackRow
from app.rules.package_parts import PART_NAMES, Part, Validity, validity, validity_words
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill, shown, size_words

STATES: Mapping[Effect, str] = {
    Effect.NEW: "good",
    Effect.CHANGED: "soon",
    Effect.SAME: "unknown",
    Effect.KEPT: "unknown",
    Effect.GONE: "late",
    Effect.REFUSED: "late",
}
TONES: Mapping[Validity, str] = {
    Validity.OPEN: "quiet",
    Validity.GOOD: "quiet",
    Validity.SOON: "soon",
    Validity.EXPIRED: "late",
}
INSTALLED = N_("“{office}”第 {version} 版参数包，{on} 装入。")
_ALL, _KEYS = N_("全部下级"), N_("密钥")
_OPEN = N_("不限")


def valid_words(valid_until: date | None, today: date) -> tuple[str, str]:
    """The sentence about the last day of a pack, and its tone."""
    return validity_words(valid_until, today), TONES[validity(valid_until, today)]


def installed_words(row: PackRow) -> str:
    """Which pack is installed, and since when."""
    return _(INSTALLED).format(office=row.office, version=row.version, on=shown(row.taken_at))


def parts_words(parts: Sequence[str]) -> str:
    """The parts by their names, in their order."""
    return "、".join(_(name) for part, name in PART_NAMES.items() if part in parts)


def part_words(line: PackLine) -> str:
    """The part of an entry; keys are none, and go down with every pack."""
    return _(_KEYS) if line.part == KEYS else line.part_name


def effect_pill(line: PackLine) -> Pill:
    """What becomes of an entry."""
    return Pill(STATES[line.effect], _(EFFECT_NAMES[line.effect]))


MADE = (
    ColumnSpec("version", N_("版本"), 70, kind="number"),
    ColumnSpec("made_at", N_("生成时间"), 150, kind="date"),
    ColumnSpec("parts", N_("内容"), 0, value=lambda row: parts_words(row.parts)),
    ColumnSpec("valid_until", N_("有效期至"), 120, value=lambda row: _until(row.valid_until)),
)
LINES = (
    ColumnSpec("part", N_("部分"), 90, value=part_words),
    ColumnSpec("name", N_("名称"), 0),
    ColumnSpec("effect", N_("处理"), 110, kind="pill", value=effect_pill),
)


def _until(day: date | None) -> str:
    return day.isoformat() if day else _(_OPEN)


def facts(row: MadeRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a pack that was made here."""
    yield N_("内容"), "\n".join(_(PART_NAMES[part]) for part in Part if part in row.parts)
    yield N_("下发给"), row.receiver or _(_ALL)
    yield N_("有效期至"), _until(row.valid_until)
    yield N_("生成时间"), shown(row.made_at)
    yield N_("文件"), row.path.name
    yield N_("大小"), size_words(row.size)
