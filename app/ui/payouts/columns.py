"""How far a roll is, as a pill, and the columns of rolls and of their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.i18n import N_, _, language
from app.operations.payouts import CoverageRow, PayoutLine, RollRow
from app.rules.notices import NoticeStatus
from app.rules.payouts import yuan
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill

NO_NOTICE = "roll"  # what coverage says of a roll that stands on no notice
STATUS_NAMES: Mapping[str, str] = MappingProxyType(
    {
        NO_NOTICE: N_("未做公示"),
        NoticeStatus.DRAFT: N_("草稿"),
        NoticeStatus.REVIEWED: N_("已审核"),
        NoticeStatus.PRINTED: N_("已打印"),
        NoticeStatus.POSTED: N_("公示中"),
        NoticeStatus.TAKEN_DOWN: N_("已取下"),
        NoticeStatus.FILED: N_("已建档"),
    }
)
_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        NO_NOTICE: "late",
        NoticeStatus.POSTED: "good",
        NoticeStatus.TAKEN_DOWN: "good",
        NoticeStatus.FILED: "good",
    }
)
NOTHING = "—"
_YUAN = N_("{amount} 元")


def status_pill(status: str) -> Pill:
    """How far the notice of a roll is; a dash where there is no roll."""
    if not status:
        return Pill("unknown", NOTHING)
    return Pill(_COLOURS.get(status, "soon"), _(STATUS_NAMES[status]))


def village_of(row: RollRow | CoverageRow) -> str:
    """The village's name in the language in use; the Chinese one where no Mongolian one is kept."""
    return (row.village_mn or row.village) if language() == "mn_Mong" else row.village


def programme_of(row: RollRow) -> str:
    """The programme's name in the language in use, with the batch."""
    name = (row.programme_mn or row.programme) if language() == "mn_Mong" else row.programme
    return " · ".join(filter(None, (name, row.batch)))


def money(fen: int) -> str:
    """An amount in yuan, with its unit."""
    return _(_YUAN).format(amount=yuan(fen))


ROLLS = (
    ColumnSpec("village", N_("嘎查村"), 130, value=village_of),
    ColumnSpec("programme", N_("补贴项目"), 0, value=programme_of),
    ColumnSpec("year", N_("年份"), 60),
    ColumnSpec("households", N_("户数"), 70, kind="number"),
    ColumnSpec("total", N_("金额（元）"), 120, align="right", value=lambda row: yuan(row.total_fen)),
    ColumnSpec("status", N_("公示"), 110, kind="pill", value=lambda row: status_pill(row.status or NO_NOTICE)),
)
ID_NUMBER = ColumnSpec("id_number", N_("身份证号"), 170)
LINES = (
    ColumnSpec("name", N_("户主姓名"), 90),
    ColumnSpec("amount", N_("金额（元）"), 100, align="right", value=lambda row: yuan(row.amount_fen)),
    ColumnSpec("item", N_("补贴品种"), 90),
    ColumnSpec("quantity", N_("数量"), 70, align="right"),
    ColumnSpec("standard", N_("标准"), 70, align="right"),
    ColumnSpec("paid_on", N_("发放日期"), 110, kind="date"),
    ID_NUMBER,
)
FOUND = (
    ColumnSpec("year", N_("年份"), 60),
    ColumnSpec("village", N_("嘎查村"), 130),
    ColumnSpec("name", N_("户主姓名"), 90),
    ID_NUMBER,
    ColumnSpec("programme", N_("补贴项目"), 0),
    ColumnSpec("item", N_("补贴品种"), 100),
    ColumnSpec("amount", N_("金额（元）"), 110, align="right", value=lambda row: yuan(row.amount_fen)),
    ColumnSpec("paid_on", N_("发放日期"), 110, kind="date"),
)


def filled(columns: Sequence[ColumnSpec], lines: Sequence[PayoutLine]) -> frozenset[str]:
    """The keys of the columns that have anything to say of these rows; all while there are none."""
    return frozenset(c.key for c in columns if not lines or any(_value(c, line) for line in lines))


def _value(column: ColumnSpec, line: PayoutLine) -> object:
    return column.value(line) if column.value else getattr(line, column.key)
