"""Looking at notices."""

from collections.abc import Iterator

from app.cli.answers import Answer, Table, cell
from app.cli.commands import argument, command, option
from app.cli.kinds import Whole
from app.cli.notices.filters import filtered, found, notice_argument
from app.cli.notices.objections import HEADINGS, line
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations import attachments, notice_lists, offices
from app.operations.notice_lists import NoticeDetail, NoticeFilter, NoticeRow
from app.rules.calendar import Unit, explained
from app.rules.notice_templates import TEMPLATES, period_key
from app.rules.notices import MOVE_NAMES, RETENTION_NAMES, Retention
from app.rules.payouts import yuan

_TOTAL = N_("共 {n} 份，列出 {shown} 份。")
_FIELD = N_("{name}：{value}")
_NO_CODE = N_("没有核对码或编号为“{text}”的公示。核对码是公示单页脚的8个字母和数字，请再核对一遍。")
_UNITS = {Unit.DAY: N_("{n}日"), Unit.WORKDAY: N_("{n}个工作日")}
_LONG = N_("长期")


@command
@filtered
@option("--limit", type=Whole(), default=50, help=N_("最多几份，默认50；0为全部。"))
def list_notices(place: Workplace, wanted: NoticeFilter, limit: int) -> Answer:
    """Tell the notices the filter admits, the newest first."""
    total = place.ask(notice_lists.counted, wanted, place.today)
    rows = place.ask(notice_lists.listed, wanted, place.today, limit)
    told = _(_TOTAL).format(n=total, shown=len(rows))
    return Answer({"total": total, "rows": rows}, (table(rows), told))


def table(rows: list[NoticeRow]) -> Table:
    """Notices under headings."""
    headings = (N_("编号"), N_("嘎查村"), N_("公示标题"), N_("状态"), N_("张贴日期"), N_("公示最后一日"), N_("核对码"))
    shown = [(r.number, r.village, r.title, r.state_name, cell(r.posted_on), cell(r.last_on), r.code) for r in rows]
    return Table(headings, shown)


@command
@notice_argument
def show(place: Workplace, notice: str) -> Answer:
    """Tell everything about one notice."""
    (uuid,) = found(place, [notice])
    detail = place.ask(notice_lists.opened, uuid, place.today)
    files = place.ask(attachments.of, uuid)
    shown: list[str | Table] = list(_whole(detail))
    if files:
        shown.append(Table((N_("附件"), N_("字节"), N_("编号")), [(f.name, str(f.size), f.uuid) for f in files]))
    return Answer({**{name: getattr(detail, name) for name in detail.__slots__}, "files": files}, tuple(shown))


def _whole(detail: NoticeDetail) -> Iterator[str | Table]:
    row, draft = detail.row, detail.draft
    length = _(_UNITS[draft.period_unit]).format(n=draft.period_days) if draft.period_days else _(_LONG)
    values = {
        N_("编号"): row.number,
        N_("核对码"): row.code,
        N_("嘎查村"): row.village,
        N_("公示种类"): _(TEMPLATES[row.kind].name),
        N_("公示标题"): draft.title,
        N_("蒙古文标题"): draft.title_mn,
        N_("正文"): draft.body,
        N_("蒙古文正文"): draft.body_mn,
        N_("年份"): draft.year,
        N_("户数"): row.households,
        N_("金额（元）"): yuan(row.amount_fen),
        N_("状态"): row.state_name,
        N_("公示期"): length,
        N_("审核人"): detail.reviewed_by,
        N_("张贴日期"): row.posted_on,
        N_("张贴人"): detail.posted_by,
        N_("公示栏"): detail.board,
        N_("取下日期"): detail.taken_down_on,
        N_("取下人"): detail.taken_down_by,
        N_("档号"): row.archive_number,
        N_("保管期限"): _(RETENTION_NAMES[Retention(detail.retention)]) if detail.retention else "",
        N_("说明"): detail.reason,
        N_("下一步可以"): "、".join(_(MOVE_NAMES[move]) for move in detail.moves),
    }
    for name, value in values.items():
        if value not in (None, ""):
            yield _(_FIELD).format(name=_(name), value=value)
    yield from explained(detail.period.counted) if detail.period and detail.period.counted else ()
    yield from (problem.text for problem in detail.warnings)
    if draft.table.rows:
        yield Table(draft.table.headings, draft.table.rows)
    if detail.objections:
        yield Table(HEADINGS, [line(each) for each in detail.objections])


@command
@argument("text", metavar="CODE")
def code(place: Workplace, text: str) -> Answer:
    """Find the record of a sheet by what stands on it."""
    uuid = place.ask(notice_lists.by_code, text)
    if not uuid:
        raise UserError(_NO_CODE, {"text": text})
    rows = place.ask(notice_lists.rows_of, [uuid], place.today)
    return Answer(rows[0], (table(rows),))


@command
def kinds(place: Workplace) -> Answer:
    """Tell the kinds of notice, how long each hangs, and why."""
    chosen = place.ask(offices.chosen)
    value, shown = [], []
    for kind, template in TEMPLATES.items():
        days = int(chosen[period_key(kind)])
        length = _(_UNITS[template.unit]).format(n=days) if days else _(_LONG)
        columns = [_(column.heading) for column in template.columns]
        shown.append((str(kind), _(template.name), length, _(template.source)))
        value.append({"kind": kind, "name": _(template.name), "days": days, "unit": template.unit, "columns": columns})
    return Answer(value, (Table((N_("代码"), N_("公示种类"), N_("公示期"), N_("依据")), shown),))
