"""Entering and correcting items."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from app.cli.answers import Answer
from app.cli.commands import Misuse, argument, command, option
from app.cli.disclosures.moves import channel_option, events_of, found
from app.cli.dues import due_value
from app.cli.kinds import Appearance, DayOrBlank
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import disclosure_lists, disclosures, references
from app.rules.disclosures import ChannelDraft, DisclosureDraft, problems

_ADDED = N_("已登记“{name}”。编号：{uuid}")
_EDITED = N_("已修改 {n} 条公开信息。")
_NOTHING = N_("没有写要修改的字段，例如 --note 新的备注。")
_DATES = ("formed_on", "obtained_on", "event_on")
_OPTIONS = (
    option("--title", help=N_("信息名称。")),
    option("--title-mn", help=N_("蒙古文名称。")),
    option("--item", "item_key", help=N_("目录事项：名称、“领域/名称”或事项代码。")),
    option("--number", "document_number", help=N_("文号。")),
    option("--responsible", help=N_("责任科室。")),
    option("--formed", "formed_on", type=DayOrBlank(), help=N_("形成日期。")),
    option("--obtained", "obtained_on", type=DayOrBlank(), help=N_("获取日期。")),
    option("--event", "event_on", type=DayOrBlank(), help=N_("事件日期。")),
    option("--limit", "time_limit", help=N_("公开时限，默认取自目录事项。")),
    option("--scope", "limit_scope", help=N_("时限有几种情形时适用的一种。")),
    option("--summary", help=N_("内容摘要。")),
    option("--note", help=N_("备注。")),
)


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    for each in reversed(_OPTIONS):
        each(function)
    return function


def _given(place: Workplace, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as the draft has it; a field not named on the command line is left out."""
    values = {name: value for name, value in typed.items() if value is not None}
    values |= {name: values[name] or None for name in _DATES if name in values}
    if values.get("item_key"):
        values["item_key"] = place.ask(references.item, values["item_key"], place.today).key
    return values


@command
@_fields
@channel_option
def add(place: Workplace, channels: tuple[Appearance, ...], **typed: Any) -> Answer:
    """Enter an item, and if it is public already also where."""
    draft = DisclosureDraft(**_given(place, typed))
    work = partial(_entered, draft=draft, events=events_of(place, channels), place=place)
    uuid = place.change(disclosures.REGISTER, work, {"name": draft.title})
    detail = place.ask(disclosure_lists.opened, uuid, place.today)
    warnings = [problem.text for problem in problems(draft, place.today)]
    value = {"uuid": uuid, "status": detail.row.status, "due": due_value(detail.due), "warnings": warnings}
    shown = (_(_ADDED).format(name=draft.title, uuid=uuid), detail.due.reason.text, *warnings)
    return Answer(value, shown)


def _entered(session: Any, draft: DisclosureDraft, events: list[ChannelDraft], place: Workplace) -> str:
    uuid = disclosures.register(session, draft, place.today)
    if events:
        session.flush()
        disclosures.publish(session, [uuid], events, place.today)
    return uuid


@command
@argument("ids", nargs=-1, required=True, metavar="ID...")
@_fields
def edit(place: Workplace, ids: tuple[str, ...], **typed: Any) -> Answer:
    """Correct one item, or set the same values in several; an empty value clears a field."""
    values, uuids = _given(place, typed), found(place, ids)
    if not values:
        raise Misuse(_(_NOTHING))
    if len(uuids) == 1:
        _corrected(place, uuids[0], values)
    else:
        work = partial(disclosures.bulk_edit, uuids=uuids, values=values, today=place.today)
        place.change(disclosures.BULK_EDIT, work, {"n": len(uuids)})
    return Answer({"uuids": uuids}, (_(_EDITED).format(n=len(uuids)),))


def _corrected(place: Workplace, uuid: str, values: Mapping[str, Any]) -> None:
    before = place.ask(lambda session: disclosures.draft_of(disclosures.item_of(session, uuid)))
    draft = replace(before, **values)
    work = partial(disclosures.edit, uuid=uuid, draft=draft, today=place.today)
    place.change(disclosures.EDIT, work, {"name": draft.title})
