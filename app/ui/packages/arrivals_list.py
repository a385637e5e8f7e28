"""The packages that were taken in: columns, and what is known of the chosen one."""

from __future__ import annotations

from collections.abc import Iterator

from app.i18n import N_, _
from app.operations.packages.arrivals import KIND_NAMES, ArrivalRow
from app.rules.packages import FATE_NAMES, LINK_NAMES, Fate
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill, shown

_ANSWERED, _NOT_ANSWERED = N_("已出回执"), N_("未出回执")
_SUM = N_("{taken} 条已接收，{unchanged} 条重复，{returned} 条退回，{conflict} 条冲突，共 {total} 条")


def receipt_pill(row: ArrivalRow) -> Pill:
    """Whether the sender was told."""
    return Pill("good", _(_ANSWERED)) if row.answered_at else Pill("soon", _(_NOT_ANSWERED))


COLUMNS = (
    ColumnSpec("office", N_("单位"), 0),
    ColumnSpec("seq", N_("包号"), 60, kind="number"),
    ColumnSpec("taken_at", N_("接收时间"), 150, kind="date"),
    *(ColumnSpec(str(fate), FATE_NAMES[fate], 70, kind="number") for fate in Fate),
    ColumnSpec("receipt", N_("回执"), 110, kind="pill", value=receipt_pill),
)


def facts(row: ArrivalRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of a package."""
    yield N_("种类"), _(KIND_NAMES[row.kind])
    yield N_("包号"), str(row.seq)
    yield N_("发出的电脑"), row.device
    yield N_("制作时间"), shown(row.made_at)
    yield N_("接收时间"), shown(row.taken_at)
    sums = {str(fate): f"{getattr(row, fate):,}" for fate in Fate}
    yield N_("处理结果"), _(_SUM).format(total=f"{row.total:,}", **sums)
    yield N_("与以前的包"), _(LINK_NAMES[row.link])
    yield N_("第一次出回执"), shown(row.answered_at)
