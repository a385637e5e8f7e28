"""The columns of the list of notices, and their states as pills."""

from __future__ import annotations

from app.i18n import N_, _, language
from app.operations.notice_lists import NoticeRow
from app.operations.villages import PlaceRow
from app.rules.notices import STATE_NAMES, NoticeState
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill

STATES = {
    NoticeState.DRAFT: "unknown",
    NoticeState.REVIEWED: "soon",
    NoticeState.PRINTED: "soon",
    NoticeState.RUNNING: "good",
    NoticeState.LONG_TERM: "good",
    NoticeState.OBJECTION: "late",
    NoticeState.OVER: "late",
    NoticeState.TAKEN_DOWN: "soon",
    NoticeState.FILED: "unknown",
}
_LAST = N_("{left} · {day}")
_PROVISIONAL = N_("暂定 · {day}")
_LONG = N_("长期")


def state_pill(row: NoticeRow) -> Pill:
    """Where a notice stands, as a pill."""
    return Pill(STATES[row.state], _(STATE_NAMES[row.state]))


def last_pill(row: NoticeRow) -> Pill:
    """The last day as a pill: 剩 3 个工作日 · 12-01 while it hangs, the bare day afterwards, nothing before."""
    if row.posted_on is None:
        return Pill("unknown", "")
    if row.last_on is None:
        return Pill("good", _(_LONG))
    if row.left is None:
        return Pill("unknown", row.last_on.isoformat())
    day = f"{row.last_on:%m-%d}"
    if row.provisional:
        return Pill(row.left.state, _(_PROVISIONAL).format(day=day))
    return Pill(row.left.state, _(_LAST).format(left=row.left.words, day=day))


def place_words(place: PlaceRow) -> str:
    """An office in the language in use; its Chinese name where no Mongolian one is kept."""
    return (place.name_mn or place.name) if language() == "mn_Mong" else place.name


def village_words(row: NoticeRow) -> str:
    """The village in the language in use; its Chinese name where no Mongolian one is kept."""
    return (row.village_mn or row.village) if language() == "mn_Mong" else row.village


def title_words(row: NoticeRow) -> str:
    """The title in the language in use; the Chinese one where there is no other."""
    return (row.title_mn or row.title) if language() == "mn_Mong" else row.title


def short_title(row: NoticeRow) -> str:
    """The title without the village, which has a column of its own."""
    title = title_words(row)
    return title.removeprefix(village_words(row)).strip() or title


def yuan(fen: int | None) -> float | None:
    """An amount kept in fen, in yuan."""
    return None if fen is None else fen / 100


COLUMNS = (
    ColumnSpec("number", N_("编号"), 92),
    ColumnSpec("village", N_("嘎查村"), 104, value=village_words),
    ColumnSpec("title", N_("标题"), 0, value=short_title),
    ColumnSpec("state", N_("状态"), 96, kind="pill", value=state_pill),
    ColumnSpec("posted_on", N_("张贴日期"), 100, kind="date"),
    ColumnSpec("last_on", N_("期满日"), 170, kind="pill", value=last_pill),
    ColumnSpec("open_objections", N_("异议"), 54, kind="number", value=lambda row: row.open_objections or None),
    ColumnSpec("households", N_("户数"), 64, kind="number"),
    ColumnSpec("amount_fen", N_("金额（元）"), 96, kind="money", value=lambda row: yuan(row.amount_fen)),
)
