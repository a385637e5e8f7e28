"""Looking at requests: the register, one case whole, the count of its days, the codes by which a case ends."""

from collections.abc import Iterator
from datetime import date

from app.cli.answers import Answer, Table, cell
from app.cli.commands import command, option
from app.cli.kinds import Whole
from app.cli.requests.filters import filtered, found, number_of, request_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import request_lists
from app.operations.request_lists import RequestDetail, RequestFilter, RequestPages, RequestRow
from app.rules.outcomes import ARTICLE_NAMES, GROUP_NAMES, outcomes_of
from app.rules.request_clock import Case, Consultation
from app.rules.request_days import event_words, explained
from app.rules.request_events import EVENT_NAMES, FLAG_NAMES, NEXT_NAMES, PARTY_NAMES, Flag, PartyKind
from app.rules.requests import APPLICANT_NAMES, ID_NAMES, MEDIUM_NAMES, PROACTIVE_NAMES, RECEIPT_RULES, ROUTE_NAMES
from app.rules.requests import REQUEST_CHANNEL_NAMES as CHANNELS
from app.rules.requests import REQUEST_FIELD_NAMES as FIELDS

_TOTAL = N_("共 {n} 件，列出 {shown} 件。")
_FIELD = N_("{name}：{value}")


@command
@filtered
@option("--limit", type=Whole(), default=50, help=N_("最多几件，默认50；0为全部。"))
def list_requests(place: Workplace, wanted: RequestFilter, limit: int) -> Answer:
    """Tell the requests the filter admits."""
    total = place.ask(RequestPages(wanted, place.today).count)
    rows = place.ask(request_lists.listed, wanted, place.today, limit)
    told = _(_TOTAL).format(n=total, shown=len(rows))
    return Answer({"total": total, "rows": rows}, (table(rows), told))


def table(rows: list[RequestRow]) -> Table:
    """Requests under headings; for this screen only."""
    headings = (
        N_("申请编号"), N_("申请人"), N_("申请事项"), N_("状态"), N_("下一步"), N_("日期"),
        N_("剩余时间"), N_("答复类型"),
    )  # fmt: skip
    return Table(headings, [_line(row) for row in rows])


def _line(row: RequestRow) -> tuple[str, ...]:
    step = _(NEXT_NAMES[row.next_kind]) if row.next_kind in NEXT_NAMES else ""
    left = row.left.words if row.left else ""
    return row.number, row.applicant, row.title, row.state_name, step, cell(row.next_on), left, row.outcome_name


@command
@request_argument
def show(place: Workplace, request: str) -> Answer:
    """Tell everything about one request: its fields, its case, letters, files, what came afterwards."""
    (uuid,) = found(place, [request])
    detail = place.ask(request_lists.opened, uuid, place.today)
    value = {name: getattr(detail, name) for name in detail.__dataclass_fields__}
    return Answer(value | {"used": detail.case.used_by(place.today)}, tuple(_whole(detail, place.today)))


def _whole(detail: RequestDetail, today: date) -> Iterator[str | Table]:
    for name, value in {**_asked(detail), **_standing(detail, today)}.items():
        if value not in (None, ""):
            yield _(_FIELD).format(name=_(name), value=value)
    case = detail.case
    if case.events:
        yield _steps(case)
    if case.consultations:
        yield _consultations(case)
    if detail.letters:
        rows = [(each.number, each.title, cell(each.issued_on), cell(each.delivered_on)) for each in detail.letters]
        yield Table((N_("文号"), N_("文书"), N_("印发日期"), N_("送达日期")), rows)
    if detail.files:
        yield Table((N_("附件"), N_("字节"), N_("编号")), [(f.name, str(f.size), f.uuid) for f in detail.files])
    if detail.siblings:
        yield table(list(detail.siblings))


def _steps(case: Case) -> Table:
    headings = (N_("日期"), N_("步骤"), N_("说明"), N_("送达日期"), N_("文号"), N_("编号"))
    return Table(
        headings,
        [(cell(e.on), event_words(e), e.reason, cell(e.reached_on), e.document_number, e.uuid) for e in case.events],
    )


def _consultations(case: Case) -> Table:
    headings = (N_("征求意见对象"), N_("类别"), N_("答复意见的期限"), N_("收到意见日期"), N_("编号"))
    return Table(headings, [_consultation(each) for each in case.consultations])


def _consultation(asked: Consultation) -> tuple[str, ...]:
    event = asked.event
    kind = _(PARTY_NAMES[PartyKind(event.party_kind)])
    return event.party, kind, cell(asked.due), cell(asked.in_on or asked.lapsed_on), event.uuid


def _asked(detail: RequestDetail) -> dict[str, object]:
    """What was asked, by whom and how."""
    draft, who = detail.draft, detail.draft.applicant
    return {
        FIELDS["number"]: detail.row.number,
        FIELDS["external_number"]: draft.external_number,
        FIELDS["applicant"]: who.name,
        FIELDS["applicant_kind"]: _(APPLICANT_NAMES[who.kind]),
        FIELDS["id_kind"]: _(ID_NAMES[who.id_kind]) if who.id_number else "",
        FIELDS["id_number"]: who.id_number,
        FIELDS["representative"]: who.representative,
        FIELDS["phone"]: who.phone,
        FIELDS["email"]: who.email,
        FIELDS["address"]: who.address,
        FIELDS["together"]: "、".join(other.name for other in draft.together),
        FIELDS["channel"]: _(CHANNELS[draft.channel]),
        FIELDS["arrived_on"]: draft.arrived_on,
        FIELDS["title"]: draft.title,
        FIELDS["content"]: draft.content,
        FIELDS["purpose"]: draft.purpose,
        FIELDS["medium"]: _(MEDIUM_NAMES[draft.medium]),
        FIELDS["route"]: _(ROUTE_NAMES[draft.route]),
        FIELDS["topic"]: draft.topic,
        FIELDS["handler"]: draft.handler,
        FIELDS["note"]: draft.note,
    }


def _standing(detail: RequestDetail, today: date) -> dict[str, object]:
    """Where the case stands."""
    row, case = detail.row, detail.case
    step, on = case.next_step
    return {
        N_("状态"): row.state_name,
        N_("收到申请之日"): case.received_on,
        N_("起算"): _(RECEIPT_RULES[row.channel]),
        N_("下一步"): " ".join(filter(None, (_(NEXT_NAMES[step]) if step in NEXT_NAMES else "", cell(on)))),
        N_("答复期限"): case.due,
        N_("暂定"): "、".join(map(str, case.missing_years)),
        N_("已用工作日"): case.used_by(today) if case.started_on else None,
        N_("答复类型"): row.outcome_name,
        N_("办结日期"): case.closed_on,
        N_("提示"): "、".join(_(FLAG_NAMES[Flag(flag)]) for flag in row.flags),
        N_("转主动公开"): _(PROACTIVE_NAMES[row.proactive]) if row.proactive else "",
        N_("可以办理"): "、".join(_(EVENT_NAMES[move]) for move in detail.moves),
    }


@command
@request_argument
def days(place: Workplace, request: str) -> Answer:
    """Tell every day of a case with its number, or why it is not counted."""
    (uuid,) = found(place, [request])
    case = place.ask(request_lists.opened, uuid, place.today).case
    value = {
        "number": number_of(place, uuid), "used": case.used_by(place.today), "due_on": case.due,
        "base_due_on": case.base_due, "missing_years": case.missing_years, "days": case.days,
    }  # fmt: skip
    return Answer(value, tuple(explained(case)))


@command
@option("--year", type=Whole(1), help=N_("办结的年份，默认今年；2018年及以前用旧的类型。"))
def outcomes(place: Workplace, year: int | None) -> Answer:
    """Tell the codes by which a case of a year may end."""
    listed = outcomes_of(year or place.today.year)
    rows = [
        (each.code, _(GROUP_NAMES[each.group]), _(each.name), "；".join(_(ARTICLE_NAMES[a]) for a in each.articles))
        for each in listed.values()
    ]
    value = [{"code": each.code, "group": each.group, "name": _(each.name), "articles": each.articles,
              "route": each.route} for each in listed.values()]  # fmt: skip
    return Answer(value, (Table((N_("代码"), N_("类别"), N_("答复类型"), N_("依据")), rows),))
