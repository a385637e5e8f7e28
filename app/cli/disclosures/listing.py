"""Looking at the register."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from app.cli.answers import Answer, Table, cell, plain
from app.cli.commands import argument, command, option
from app.cli.disclosures.filters import filtered
from app.cli.disclosures.moves import found
from app.cli.dues import due_value
from app.cli.kinds import Day, Whole
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import coverage as covering
from app.operations.disclosure_lists import DisclosureDetail, DisclosureFilter, DisclosurePages, DisclosureRow, opened
from app.rules.calendar import explained
from app.rules.channels import NAMES, Channel
from app.rules.disclosures import FIELD_NAMES, GATE_NAMES, MOVE_NAMES, STATUS_NAMES

PAGE = 500
_TOTAL = N_("共 {n} 条，列出 {shown} 条。")
_FIELD = N_("{name}：{value}")
_STATUS = N_("状态")
_DUE = N_("到期日")
_NEXT = N_("下一步可以")
_COVERED = N_("目录事项 {n} 项：已公开 {disclosed} 项，应公开未公开 {missing} 项，没有任何登记 {silent} 项。")
_PASSED = {True: N_("通过"), False: N_("不通过")}


@command
@filtered
@option("--limit", type=Whole(), default=50, help=N_("最多几条，默认50；0为全部。"))
def list_disclosures(place: Workplace, wanted: DisclosureFilter, limit: int) -> Answer:
    """Tell the items the filter admits."""
    pages = DisclosurePages(wanted, place.today)
    total = place.ask(pages.count)
    rows = list(_rows(place, pages, min(limit or total, total)))
    headings = (N_("信息名称"), N_("目录事项"), N_("文号"), _DUE, N_("剩余"), _STATUS, N_("公开日期"), N_("编号"))
    told = _(_TOTAL).format(n=total, shown=len(rows))
    return Answer({"total": total, "rows": rows}, (Table(headings, map(_line, rows)), told))


def _rows(place: Workplace, pages: DisclosurePages, n: int) -> Iterator[DisclosureRow]:
    size = min(n, PAGE)
    for first in range(0, n, PAGE):
        yield from place.ask(pages.page, first // PAGE, size)[: n - first]


def _line(row: DisclosureRow) -> tuple[str, ...]:
    due, public = str(row.due_on or ""), str(row.published_on or "")
    status, left = _(STATUS_NAMES[row.status]), row.left.words if row.left else ""
    return row.title, row.item_name, row.document_number, due, left, status, public, row.uuid


@command
@argument("item", metavar="ID")
def show(place: Workplace, item: str) -> Answer:
    """Tell everything about one item."""
    (uuid,) = found(place, [item])
    detail = place.ask(opened, uuid, place.today)
    value = {**plain({**vars(detail), "due": None}), "due": due_value(detail.due)}
    return Answer(value, tuple(_whole(detail)))


def _whole(detail: DisclosureDetail) -> Iterator[str | Table]:
    draft, row = detail.draft, detail.row
    values = {name: getattr(draft, field) for field, name in FIELD_NAMES.items() if field != "item_key"}
    values |= {FIELD_NAMES["item_key"]: row.item_name, _STATUS: _(STATUS_NAMES[row.status]), _DUE: row.due_on}
    values[_NEXT] = "、".join(_(MOVE_NAMES[move]) for move in detail.moves)
    for name, value in values.items():
        if value:
            yield _(_FIELD).format(name=_(name), value=value)
    yield detail.due.reason.text
    yield from explained(detail.due.count) if detail.due.count else ()
    yield from _parts(detail)


def _parts(detail: DisclosureDetail) -> Iterator[Table]:
    if detail.events:
        events = [(_(NAMES[Channel(e.channel)]), str(e.published_on), e.place) for e in detail.events]
        yield Table((N_("公开渠道"), N_("公开日期"), N_("网址或地点")), events)
    if detail.reviews:
        reviews = [(_(GATE_NAMES[r.gate]), _(_PASSED[r.passed]), r.reviewer, str(r.at), r.note) for r in detail.reviews]
        yield Table((N_("审核关"), N_("意见"), N_("审核人"), N_("时间"), N_("理由")), reviews)
    if detail.files:
        yield Table((N_("附件"), N_("字节"), N_("编号")), [(f.name, str(f.size), f.uuid) for f in detail.files])


@command
@option("--from", "first", type=Day(), required=True, help=N_("从这天起。"))
@option("--to", "last", type=Day(), required=True, help=N_("到这天止。"))
def coverage(place: Workplace, first: date, last: date) -> Answer:
    """Tell of each item of the catalog what was disclosed of it in a period."""
    rows = place.ask(covering.of_period, first, last)
    value = [_covered(row) for row in rows]
    counts = {name: sum(bool(line[name]) for line in value) for name in ("disclosed", "missing", "silent")}
    shown = [
        (r.item.domain, r.item.name, cell(len(r.expected)), cell(r.disclosed), cell(r.late), cell(r.open)) for r in rows
    ]
    headings = (N_("领域"), N_("事项"), N_("应公开次数"), N_("已公开"), N_("超期"), N_("未公开"))
    told = _(_COVERED).format(n=len(rows), **counts)
    return Answer({"rows": value, "counts": counts}, (Table(headings, shown), told))


def _covered(row: covering.CoverageRow) -> dict[str, Any]:
    return {
        "domain": row.item.domain,
        "item": row.item.name,
        "key": row.item.key,
        "expected": row.expected,
        "disclosed": row.disclosed,
        "late": row.late,
        "open": row.open,
        "missing": row.missing,
        "silent": row.silent,
    }
