"""A package that went up, as a line of the list and as the facts beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.i18n import N_, _
from app.operations.packages.shipped import ShipmentRow
from app.rules.packages import Fate
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill, shown, size_words

STATES: Mapping[str, tuple[str, str]] = {
    "outbox": ("soon", N_("在发件箱，还没有写入U盘")),
    "gone": ("late", N_("文件不在了，请重新导出")),
    "carried": ("soon", N_("已写入U盘，等回执")),
    "answered": ("good", N_("已回执")),
    "returned": ("late", N_("已回执，有 {n} 条退回或冲突要处理")),
    "covered": ("unknown", N_("上级没有收到，内容已在后来的包里")),
}
SAID = N_("已接收 {taken} 条，重复 {unchanged} 条，退回 {returned} 条，冲突 {conflict} 条。")
GROUP = 8  # characters of a checksum that are read together
_RECORDS, _DAY = N_("{n} 条"), N_("{at} 写入“{medium}”")


def state_pill(row: ShipmentRow) -> Pill:
    """How far it is, in words; green only once the level above has answered."""
    state, words = STATES[row.fate]
    return Pill(state, _(words).format(n=row.open))


def in_groups(sha256: str) -> str:
    """A checksum in groups, to be compared by eye."""
    return " ".join(sha256[start : start + GROUP] for start in range(0, len(sha256), GROUP))


COLUMNS = (
    ColumnSpec("seq", N_("序号"), 60, kind="number"),
    ColumnSpec("made_at", N_("导出时间"), 150, kind="date"),
    ColumnSpec("records", N_("记录（条）"), 90, kind="number"),
    ColumnSpec("fate", N_("状态"), 0, kind="pill", value=state_pill),
)


def facts(row: ShipmentRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a package."""
    yield N_("状态"), state_pill(row).text
    yield N_("导出时间"), shown(row.made_at)
    yield N_("内容"), _(_RECORDS).format(n=f"{row.records:,}")
    if row.carried_at:
        yield N_("写入U盘"), _(_DAY).format(at=shown(row.carried_at), medium=row.medium)
    yield N_("回执读入时间"), shown(row.answered_at)
    if row.fate in ("answered", "returned"):
        yield N_("回执"), _(SAID).format(**{fate: f"{row.counts[fate]:,}" for fate in Fate})
    yield N_("文件"), row.path.name
    yield N_("大小"), size_words(row.size)
    yield N_("文件核对码（SHA-256）"), in_groups(row.sha256)
