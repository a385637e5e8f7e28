"""Reconsiderations, suits and complaints: entered, concluded, listed, written to a table or on paper."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial, wraps
from pathlib import Path
from typing import Any

from app.cli import printouts
from app.cli.answers import Answer, Table, cell
from app.cli.commands import Entry, Group, argument, command, option
from app.cli.kinds import FILE, Day, OneOf, Whole
from app.cli.printouts import Look, printable
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import afterwards_sheets, papers, references
from app.operations import remedies as work
from app.operations.remedies import RemedyFilter
from app.operations.request_lists import RemedyRow
from app.rules.remedies import SHORT_NAMES, SUITS, RemedyDraft, RemedyKind, RemedyResult, result_name

_ADDED = N_("已登记，编号 {uuid}。")
_EDITED, _DECIDED = N_("已修改。"), N_("已登记结果。")
_REMOVED = N_("已删除 {n} 件，可用 iltod undo 找回。")
_WRITTEN, _EXPORTED = N_("已写出：{file}"), N_("已导出 {n} 件：{file}")
_KINDS = {"reconsideration": (RemedyKind.REVIEW,), "suit": tuple(sorted(SUITS)), "complaint": (RemedyKind.COMPLAINT,)}
HEADINGS = (
    N_("种类"), N_("提出日期"), N_("案号"), N_("受理机关"), N_("涉及的申请"), N_("结果"), N_("审结日期"), N_("编号"),
)  # fmt: skip

remedies = Group(
    entries={
        "add": Entry(N_("登记一件行政复议、行政诉讼或举报投诉。"), __name__, "add"),
        "list": Entry(N_("列出，可筛选。"), __name__, "list_remedies"),
        "edit": Entry(N_("修改一件，只改写出的各项。"), __name__, "edit"),
        "decide": Entry(N_("登记结果。"), __name__, "decide"),
        "remove": Entry(N_("删除登记错的，放进回收站。"), __name__, "remove"),
        "export": Entry(N_("把筛选出的导出为xlsx或csv。"), __name__, "export"),
        "print": Entry(N_("把筛选出的打印为PDF。"), __name__, "print_remedies"),
    }
)
_FIELDS = (
    option("--filed-on", "filed_on", type=Day(), help=N_("提出的日期，登记时默认今天。")),
    option("--request", metavar="REQUEST", help=N_("涉及的申请：编号；不涉及本机的申请时不写。")),
    option("--authority", help=N_("复议机关、法院或接到投诉的机关。")),
    option("--number", help=N_("案号。")),
    option("--claim", help=N_("请求事项。")),
    option("--after", metavar="ID", help=N_("复议后起诉的，之前的那次行政复议。")),
    option("--result", type=OneOf(filter(None, RemedyResult)), help=N_("结果：维持、纠正、其他。")),
    option("--decided-on", "decided_on", type=Day(), help=N_("审结日期。")),
    option("--handling", help=N_("办理情况。")),
)
_FILTERS = (
    option("--kind", type=OneOf(_KINDS), help=N_("只要这一种。")),
    option("--year", type=Whole(1990), help=N_("这一年提出、审结或者年底尚未审结的。")),
    option("--result", type=OneOf(filter(None, RemedyResult)), help=N_("只要这种结果。")),
    option("--pending", is_flag=True, help=N_("只要尚未审结的。")),
    option("--text", default="", help=N_("案号、机关、事项、申请编号里含有这些字。")),
)
_id = argument("remedy", metavar="ID")


def _with(options: Sequence[Callable[..., Any]], name: str, made: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command these options; its function gets what `made` makes of their values under this name."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def gathered(*args: Any, **values: Any) -> Any:
            own = {key: values.pop(key) for key in keys}
            return function(*args, **values, **{name: made(**own)})

        others = list(getattr(function, "__click_params__", ()))
        for each in reversed(options):
            each(gathered)
        keys = [param.name for param in gathered.__click_params__ if param not in others]  # type: ignore[attr-defined]
        return gathered

    return decorate


def _filter(kind: str | None, year: int | None, result: str | None, pending: bool, text: str) -> RemedyFilter:
    return RemedyFilter(_KINDS[kind] if kind else (), result or "", True if pending else None, text, year)


_filled = _with(_FIELDS, "values", lambda **values: {k: v for k, v in values.items() if v is not None})
_filtered = _with(_FILTERS, "wanted", _filter)


def _draft(place: Workplace, draft: RemedyDraft, values: dict[str, Any]) -> RemedyDraft:
    """The draft with what the command says; numbers of records stand for them."""
    known = {**values}
    if (request := known.pop("request", None)) is not None:
        known["request_uuid"] = place.ask(references.request, request) if request else ""
    if (after := known.pop("after", None)) is not None:
        known["after_uuid"] = place.ask(references.remedy, after) if after else ""
    if result := known.get("result"):
        known["result"] = RemedyResult(result)
    return replace(draft, **known)


def _warnings(place: Workplace, draft: RemedyDraft, uuid: str = "") -> tuple[str, ...]:
    return tuple(each.text for each in place.ask(work.problems, draft, place.today, uuid) if each.warning)


def _named(draft: RemedyDraft) -> dict[str, str]:
    return {"kind": _(SHORT_NAMES[draft.kind])}


@command
@argument("kind", type=OneOf(RemedyKind))
@_filled
def add(place: Workplace, kind: str, values: dict[str, Any]) -> Answer:
    """Enter a remedy; tells its number, and what deserves a second look."""
    draft = _draft(place, RemedyDraft(RemedyKind(kind), place.today), values)
    told = _warnings(place, draft)
    uuid = place.change(work.ADD, partial(work.add, draft=draft, today=place.today), _named(draft))
    return Answer({"uuid": uuid, "warnings": told}, (_(_ADDED).format(uuid=uuid), *told))


@command
@_filtered
def list_remedies(place: Workplace, wanted: RemedyFilter) -> Answer:
    """Tell the remedies, the newest first."""
    rows = place.ask(work.listed, wanted)
    return Answer(rows, (Table(HEADINGS, map(_line, rows)),))


def _line(row: RemedyRow) -> tuple[str, ...]:
    kind = RemedyKind(row.kind)
    result = _(result_name(kind, RemedyResult(row.result), row.decided_on))
    return (
        _(SHORT_NAMES[kind]), cell(row.filed_on), row.number, row.authority, row.request, result,
        cell(row.decided_on), row.uuid,
    )  # fmt: skip


@command
@_id
@option("--kind", type=OneOf(RemedyKind), help=N_("种类。"))
@_filled
def edit(place: Workplace, remedy: str, kind: str | None, values: dict[str, Any]) -> Answer:
    """Correct what is written, and nothing else."""
    uuid = place.ask(references.remedy, remedy)
    draft = _draft(place, place.ask(work.draft_of, uuid), values)
    draft = replace(draft, kind=RemedyKind(kind)) if kind else draft
    told = _warnings(place, draft, uuid)
    place.change(work.EDIT, partial(work.edit, uuid=uuid, draft=draft, today=place.today), _named(draft))
    return Answer({"uuid": uuid, "warnings": told}, (_(_EDITED), *told))


@command
@_id
@argument("result", type=OneOf(filter(None, RemedyResult)))
@option("--on", type=Day(), help=N_("审结日期，默认今天。"))
@option("--handling", default="", help=N_("办理情况；不写则不改。"))
def decide(place: Workplace, remedy: str, result: str, on: date | None, handling: str) -> Answer:
    """Enter how a remedy ended."""
    uuid = place.ask(references.remedy, remedy)
    ended = partial(
        work.decide, uuid=uuid, result=RemedyResult(result), on=on or place.today, handling=handling, today=place.today
    )
    place.change(work.DECIDE, ended, _named(place.ask(work.draft_of, uuid)))
    return Answer({"uuid": uuid, "result": result}, (_(_DECIDED),))


@command
@argument("ids", nargs=-1, required=True, metavar="ID…")
def remove(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Take out what was entered by mistake."""
    uuids = [place.ask(references.remedy, each) for each in ids]
    n = place.change(work.REMOVE, partial(work.remove, uuids=uuids), {"n": len(uuids)})
    return Answer({"removed": n}, (_(_REMOVED).format(n=n),))


@command
@argument("file", type=FILE)
@_filtered
def export(place: Workplace, file: Path, wanted: RemedyFilter) -> Answer:
    """Write the filtered remedies as a table."""
    n = place.ask(afterwards_sheets.export_remedies, wanted, file)
    return Answer({"file": file, "rows": n}, (_(_EXPORTED).format(n=n, file=file),))


@command
@argument("file", type=FILE)
@_filtered
@printable
def print_remedies(place: Workplace, file: Path, wanted: RemedyFilter, look: Look) -> Answer:
    """Write the filtered remedies as PDF."""
    drawn = printouts.write(place, file, papers.remedies_of(wanted), look)
    return Answer({"file": file, "pages": drawn.pages}, (_(_WRITTEN).format(file=file),))
