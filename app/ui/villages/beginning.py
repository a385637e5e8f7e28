"""From a line of the year plan to a notice: the draft that a clerk goes on with, linked to its matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.i18n import N_, _, speaking
from app.operations import notices, villages
from app.rules.notice_templates import NoticeKind
from app.rules.villages import Cycle, Occasion, Theme

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.operations.matters import PlanCell
    from app.rules.notices import NoticeDraft

_TITLE = N_("{village}{matter}公示")
_MONTH, _QUARTER = N_("{month}月"), N_("第{n}季度")
_HALVES = (N_("上半年"), N_("下半年"))
_YEAR = N_("全年")


def span_words(cycle: Cycle, occasion: Occasion) -> str:
    """Which part of the year an occasion covers, in the language in use: 3月, 第2季度, 上半年, 全年."""
    if cycle is Cycle.MONTHLY:
        return _(_MONTH).format(month=occasion.first.month)
    if cycle is Cycle.QUARTERLY:
        return _(_QUARTER).format(n=occasion.number)
    return _(_HALVES[occasion.number - 1]) if cycle is Cycle.HALF_YEARLY else _(_YEAR)


def begun(session: Session, cell: PlanCell, today: date) -> NoticeDraft:
    """A draft of the notice that discloses this matter on this occasion; nothing is kept by this."""
    matter = cell.matter
    words = {}
    for language, key in (("zh", "span"), ("mn_Mong", "span_mn")):
        with speaking(language):
            words[key] = span_words(matter.cycle, cell.occasion)
    kind = NoticeKind.FINANCE if matter.theme is Theme.FINANCE else NoticeKind.FREE
    values: dict[str, object] = {**words, "year": cell.occasion.first.year}
    draft = notices.begun(session, kind, matter.office_code, values, today)
    draft = replace(draft, matter_uuid=matter.uuid, item_key=matter.item_key, planned_on=_planned(cell, today))
    if kind is NoticeKind.FREE:
        title, title_mn = _titles(session, cell)
        draft = replace(draft, title=title, title_mn=title_mn)
    return draft


def _planned(cell: PlanCell, today: date) -> date:
    """Within the days of the occasion, where they are not over."""
    return min(max(today, cell.occasion.first), max(today, cell.occasion.due_on))


def _titles(session: Session, cell: PlanCell) -> tuple[str, str]:
    place, matter = villages.place(session, cell.matter.office_code), cell.matter
    with speaking("zh"):
        title = _(_TITLE).format(village=place.name, matter=matter.name)
    with speaking("mn_Mong"):
        title_mn = _(_TITLE).format(village=place.name_mn or place.name, matter=matter.name_mn or matter.name)
    return title, title_mn
