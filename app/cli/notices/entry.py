"""Drafting, correcting and re-posting notices."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from app.cli.answers import Answer
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import FILE, DayOrBlank, OneOf, Whole
from app.cli.notices.filters import found, notice_argument
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations import notice_lists, notice_sheets, notices, villages
from app.rules import notices as rules
from app.rules.calendar import Unit
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeDraft

_ADDED = N_("已起草公示“{name}”，编号 {number}。")
_EDITED = N_("已修改公示“{name}”。")
_CORRECTED = N_("已另起更正稿，编号 {number}。审核、打印、张贴后，原公示自动登记取下。")
_NOTHING = N_("没有写要修改的字段，例如 --title 新的标题。")
_UNREADABLE = N_("读不到文件“{file}”，或者它不是UTF-8文本。请核对文件名和编码。")
_OPTIONS = (
    option("--title", help=N_("公示标题。")),
    option("--title-mn", help=N_("蒙古文标题。")),
    option("--body", help=N_("正文，每段一行。")),
    option("--body-mn", help=N_("蒙古文正文。")),
    option("--body-file", type=FILE, help=N_("正文取自这个文本文件。")),
    option("--body-mn-file", type=FILE, help=N_("蒙古文正文取自这个文本文件。")),
    option("--table", "table_file", type=FILE, help=N_("表格取自这个电子表格，第一行是表头。")),
    option("--year", type=Whole(1), help=N_("公示所属的年份，默认今年。")),
    option("--programme", help=N_("补贴项目。")),
    option("--item", "item_key", help=N_("对应的目录事项代码。")),
    option("--days", "period_days", type=Whole(), help=N_("公示期的天数，0为长期；默认是本单位的约定。")),
    option("--unit", "period_unit", type=OneOf(Unit), help=N_("公示期按日还是按工作日计。")),
    option("--planned", "planned_on", type=DayOrBlank(), help=N_("计划张贴的日期。")),
    option("--note", help=N_("备注。")),
)


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    for each in reversed(_OPTIONS):
        each(function)
    return function


def _given(typed: Mapping[str, Any], kind: NoticeKind) -> dict[str, Any]:
    """What was typed, as the draft has it; a field not named on the command line is left out."""
    values = {name: value for name, value in typed.items() if value is not None}
    for name in ("body", "body_mn"):
        if path := values.pop(f"{name}_file", None):
            values[name] = _text(path)
    if path := values.pop("table_file", None):
        values["table"] = notice_sheets.table_from(path, kind)
    if "planned_on" in values:
        values["planned_on"] = values["planned_on"] or None
    if "period_unit" in values:
        values["period_unit"] = Unit(values["period_unit"])
    return values


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeError) as error:
        raise UserError(_UNREADABLE, {"file": path.name}, str(error)) from error


@command
@argument("kind", type=OneOf(NoticeKind))
@argument("where", metavar="PLACE")
@option("--span", default="", help=N_("正文里的一段时间，例如：第一季度。"))
@option("--households", default="", help=N_("正文里的户数。"))
@option("--total", default="", help=N_("正文里的合计金额（元）。"))
@_fields
def begin(place: Workplace, kind: str, where: str, span: str, households: str, total: str, **typed: Any) -> Answer:
    """Draft a notice in the words of its kind; what is not known is a blank to fill in before review."""
    chosen, code = NoticeKind(kind), place.ask(villages.found, where).code
    values = _given(typed, chosen)
    words = {"span": span, "households": households, "total": total, "programme": values.get("programme", "")}
    words |= {"year": values["year"]} if "year" in values else {}
    begun = place.ask(notices.begun, chosen, code, words, place.today)
    return _drafted(place, replace(begun, **values))


@command
@option("--kind", type=OneOf(NoticeKind), default=str(NoticeKind.FREE), help=N_("公示种类。"))
@option("--village", "where", required=True, metavar="PLACE", help=N_("张贴的嘎查村。"))
@_fields
def add(place: Workplace, kind: str, where: str, **typed: Any) -> Answer:
    """Draft a notice in one's own words."""
    chosen, code = NoticeKind(kind), place.ask(villages.found, where).code
    usual = place.ask(notices.begun, chosen, code, {}, place.today)
    empty = NoticeDraft(
        code, chosen, year=place.today.year, period_days=usual.period_days, period_unit=usual.period_unit
    )
    return _drafted(place, replace(empty, **_given(typed, chosen)))


def _drafted(place: Workplace, draft: NoticeDraft) -> Answer:
    uuid = place.change(notices.DRAFT, partial(notices.draft, draft=draft), {"name": draft.title})
    row = place.ask(notice_lists.opened, uuid, place.today).row
    warnings = [problem.text for problem in rules.problems(draft)]
    value = {"uuid": uuid, "number": row.number, "code": row.code, "warnings": warnings}
    return Answer(value, (_(_ADDED).format(name=draft.title, number=row.number), *warnings))


@command
@notice_argument
@_fields
def edit(place: Workplace, notice: str, **typed: Any) -> Answer:
    """Correct a draft; an empty value clears a field."""
    (uuid,) = found(place, [notice])
    before = place.ask(notice_lists.opened, uuid, place.today).draft
    values = _given(typed, before.kind)
    if not values:
        raise Misuse(_(_NOTHING))
    draft = replace(before, **values)
    place.change(notices.EDIT, partial(notices.edit, uuid=uuid, draft=draft), {"name": draft.title})
    warnings = [problem.text for problem in rules.problems(draft)]
    return Answer({"uuid": uuid, "warnings": warnings}, (_(_EDITED).format(name=draft.title), *warnings))


@command
@notice_argument
@option("--reason", required=True, help=N_("更正的原因，会留在记录里。"))
def correct(place: Workplace, notice: str, reason: str) -> Answer:
    """Begin a corrected notice in place of one that hangs or hung."""
    (uuid,) = found(place, [notice])
    name = place.ask(notice_lists.opened, uuid, place.today).row.title
    work = partial(notices.correct, uuid=uuid, reason=reason, today=place.today)
    made = place.change(notices.CORRECT, work, {"name": name})
    number = place.ask(notice_lists.opened, made, place.today).row.number
    return Answer({"uuid": made, "number": number, "corrects": uuid}, (_(_CORRECTED).format(number=number),))
