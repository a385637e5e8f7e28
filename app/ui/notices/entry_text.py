"""A notice's draft as the values of its form and back, and the same words for another village."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from app.i18n import N_, _
from app.rules.calendar import Unit
from app.rules.notice_templates import TEMPLATES, NoticeKind
from app.rules.notices import NoticeDraft, RollTable
from app.ui.notices.columns import place_words
from app.ui.notices.grid_model import squared

if TYPE_CHECKING:
    from app.operations.matters import MatterRow
    from app.operations.villages import PlaceRow

FORM = "notice"  # among the drafts
LONG = "long"
TEXTS = ("title", "title_mn", "body", "body_mn")
FIELD_NAMES: Mapping[str, str] = {
    "office_codes": N_("张贴的嘎查村"),
    "kind": N_("种类"),
    "year": N_("年份"),
    "programme": N_("补贴或项目名称"),
    "matter_uuid": N_("公开事项"),
    "period_unit": N_("公示期按"),
    "period_days": N_("公示期天数"),
    "planned_on": N_("计划张贴日期"),
    "note": N_("备注（不印在公示单上）"),
    "title": N_("标题"),
    "title_mn": N_("蒙古文标题"),
    "body": N_("正文"),
    "body_mn": N_("蒙古文正文"),
    "table": N_("表格"),
}
UNITS = (("day", N_("日")), ("workday", N_("工作日")), (LONG, N_("长期公示，不设期满日")))
_TABLE = N_("{columns} 列 {rows} 行")
_NUMBER, _SUMMED = "#", "#+"


def table_text(table: RollTable) -> str:
    """A table as text, cells parted by tabs: headings, Mongolian headings, which are numbers and add up, the rows."""
    if not table.headings:
        return ""
    table = squared(table)
    marks = [_SUMMED if s else _NUMBER if n else "" for n, s in zip(table.numbers, table.summed, strict=True)]
    return "\n".join("\t".join(map(_quoted, line)) for line in (table.headings, table.headings_mn, marks, *table.rows))


def table_of(text: str) -> RollTable:
    """The table that was kept as text."""
    if not text:
        return RollTable()
    lines = [line.split("\t") for line in text.split("\n")]
    marks = lines[2]
    return squared(
        RollTable(
            tuple(lines[0]), tuple(lines[1]), tuple(bool(mark) for mark in marks),
            tuple(mark == _SUMMED for mark in marks), tuple(map(tuple, lines[3:])),
        )
    )  # fmt: skip


def _quoted(cell: str) -> str:
    return " ".join(cell.split())


def values_of(draft: NoticeDraft) -> dict[str, Any]:
    """A draft as values of the form."""
    return {
        "office_codes": draft.office_code,
        "kind": str(draft.kind),
        "period_unit": str(draft.period_unit) if draft.period_days else LONG,
        "period_days": draft.period_days or None,
        "table": table_text(draft.table),
        **{name: getattr(draft, name) for name in ("year", "programme", "matter_uuid", "planned_on", "note", *TEXTS)},
    }


def draft_of(values: Mapping[str, Any], before: NoticeDraft, table: RollTable) -> NoticeDraft:
    """What stands in the form, for the first of its villages; what the form does not ask stays as it was."""
    long = values["period_unit"] == LONG
    return replace(
        before,
        office_code=str(values["office_codes"]).split(",")[0],
        kind=NoticeKind(values["kind"] or NoticeKind.FREE),
        period_unit=before.period_unit if long else Unit(values["period_unit"] or Unit.DAY),
        period_days=0 if long else values["period_days"] or 0,
        year=values["year"] or 0,
        planned_on=_day(values["planned_on"]),
        table=table,
        title_mn=" ".join(str(values["title_mn"] or "").split()),
        **{name: values[name] or "" for name in ("programme", "matter_uuid", "note", "title", "body", "body_mn")},
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def spoken(values: Mapping[str, Any], places: Sequence[PlaceRow], matters: Sequence[MatterRow]) -> dict[str, str]:
    """What stands for itself nowhere but in the form, in words: villages, kind, unit, matter, the table."""
    names = {place.code: place_words(place) for place in places}
    codes, kind = str(values.get("office_codes") or ""), str(values.get("kind") or "")
    unit, matter = str(values.get("period_unit") or ""), str(values.get("matter_uuid") or "")
    text = str(values.get("table") or "")
    table = table_of(text)
    found = {
        codes: "、".join(names.get(code, code) for code in codes.split(",")),
        kind: _(TEMPLATES[NoticeKind(kind)].name) if kind else "",
        unit: _(dict(UNITS)[unit]) if unit else "",
        matter: next((each.name for each in matters if each.uuid == matter), ""),
        text: _(_TABLE).format(columns=len(table.headings), rows=len(table.rows)),
    }
    return {key: words for key, words in found.items() if key and words}


def for_village(draft: NoticeDraft, here: PlaceRow, there: PlaceRow) -> NoticeDraft:
    """The draft for another village: its own name wherever the first one's stands."""
    names = {"zh": (here.name, there.name), "mn": (here.name_mn or here.name, there.name_mn or there.name)}
    words = {name: getattr(draft, name).replace(*names["mn" if name.endswith("_mn") else "zh"]) for name in TEXTS}
    return replace(draft, office_code=there.code, **words)
