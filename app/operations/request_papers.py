"""Requests on paper: the register as a filter shows it, and how the time of one case was counted; all by the gate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.operations import request_lists
from app.operations.gate import Gate, gate
from app.operations.list_papers import listed_sheet
from app.operations.printing import numbered, office_name
from app.operations.request_lists import VIEWS, RequestDetail, RequestFilter, RequestPages, RequestRow
from app.rules.calendar import weekday_name
from app.rules.outcomes import outcome
from app.rules.request_clock import Case, CaseDay
from app.rules.request_days import day_words, event_words
from app.rules.request_days import ends as case_ends
from app.rules.request_events import FLAG_NAMES, Event, EventKind, Flag
from app.rules.requests import APPLICANT_NAMES, RECEIPT_RULES, REQUEST_CHANNEL_NAMES
from app.sheets import listing, request_case
from app.sheets.book import printed
from app.sheets.listing import ListColumn
from app.sheets.pen import Align
from app.sheets.request_case import RequestCaseSheet
from app.sheets.sheet import Setup, Tell
from app.sheets.table import Row, dated
from app.sheets.typefaces import typefaces

REGISTER_TITLE = N_("依申请公开登记簿")
CASE_TITLE = N_("依申请公开办理计时单")
PAGE_SIZE = 500
_LINES = N_("共 {n} 件")
_FILTERED = N_("筛选：{filter}")
_FROM_TO, _SINCE, _UNTIL = N_("{first} 至 {last}"), N_("{first} 起"), N_("截至 {date}")
_PRIVATE = N_("本登记簿有申请人姓名，只供本单位办理和存档，不得张贴、公开。")
_WHO = N_("{name}（{kind}）")
_ON = N_("{date}（{weekday}）")
_PROVISIONAL = N_("{date}（{weekday}），暂定")
_REACHED, _NUMBER, _PERSON = N_("送达：{day}"), N_("文号：{number}"), N_("经手：{person}")
_NOTE = N_("起算当日不计，工作日以国务院办公厅的节假日安排为准，调休上班的日子计入。")
_USED = N_("已计 {n} 个工作日")
_DAYS = ("arrived_from", "arrived_to", "closed_from", "closed_to")


def kept(wanted: RequestFilter) -> dict[str, Any]:
    """What a filter narrows, as JSON keeps it."""
    usual, values = asdict(RequestFilter()), asdict(wanted)
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    return {name: value for name, value in plain.items() if values[name] != usual[name]}


def filter_of(about: Mapping[str, Any]) -> RequestFilter:
    """The filter that was kept."""
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if name in _DAYS else value for name, value in about.items()
    }
    if "states" in values:
        values["states"] = tuple(values["states"])
    return RequestFilter(**values)


def register_list(
    session: Session, wanted: RequestFilter, now: datetime, tell: Tell | None = None, setup: Setup = listing.SETUP
) -> bytes:
    """The filtered register as PDF, newest first as on the screen."""
    pages, masked = RequestPages(wanted, now.date()), gate(session)
    total = pages.count(session)

    def rows() -> list[Row]:
        return list(_rows(session, pages, masked))

    return listed_sheet(
        session, "SQ", REGISTER_TITLE, now, setup, tell, _register_columns, rows,
        period=lambda: _period(wanted.arrived_from, wanted.arrived_to),
        filter_text=lambda: masked(_filter_text(wanted)),
        totals=lambda: (_(_LINES).format(n=total),),
        note=lambda: _(_PRIVATE),
    )  # fmt: skip


def _register_columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("申请编号"), 20, whole=True),
        ListColumn(_("申请人"), 26),
        ListColumn(_("申请事项"), 54),
        ListColumn(_("申请渠道"), 18),
        ListColumn(_("收到申请之日"), 18, Align.CENTRE, whole=True),
        ListColumn(_("答复期限"), 18, Align.CENTRE, whole=True),
        ListColumn(_("状态"), 18),
        ListColumn(_("答复类型"), 32),
        ListColumn(_("答复日期"), 18, Align.CENTRE, whole=True),
        ListColumn(_("经办人"), 16),
        ListColumn(_("提示"), 18),
    )


def _rows(session: Session, pages: RequestPages, masked: Gate) -> Iterator[Row]:
    index = 0
    while found := pages.page(session, index, PAGE_SIZE):
        yield from (_row(row, masked) for row in found)
        index += 1


def _row(row: RequestRow, masked: Gate) -> Row:
    return (
        row.number,
        masked(row.applicant),
        masked(row.title),
        _(REQUEST_CHANNEL_NAMES[row.channel]),
        dated(row.received_on),
        dated(row.due_on, row.provisional),
        row.state_name,
        row.outcome_name,
        dated(row.closed_on),
        masked(row.handler),
        "\n".join(_(FLAG_NAMES[Flag(flag)]) for flag in row.flags),
    )


def _period(first: date | None, last: date | None) -> str:
    if first and last:
        return _(_FROM_TO).format(first=first.isoformat(), last=last.isoformat())
    if first:
        return _(_SINCE).format(first=first.isoformat())
    return _(_UNTIL).format(date=last.isoformat()) if last else ""


def _filter_text(wanted: RequestFilter) -> str:
    found = outcome(wanted.outcome)
    parts = (_(VIEWS[wanted.view]) if wanted.view else "", _(found.name) if found else "", wanted.topic, wanted.text)
    shown = "、".join(filter(None, parts))
    return _(_FILTERED).format(filter=shown) if shown else ""


def case_sheet(
    session: Session, uuid: str, now: datetime, tell: Tell | None = None, setup: Setup = request_case.SETUP
) -> bytes:
    """How the time of a request was counted, as PDF; UserError if it was taken out meanwhile."""
    detail, masked = request_lists.opened(session, uuid, now.date()), gate(session)
    parties = {each.event.uuid: each.event.party for each in detail.case.consultations}

    def sheet() -> RequestCaseSheet:
        return RequestCaseSheet(
            office=office_name(session),
            title=_(CASE_TITLE),
            sheet_number=numbered("JS", now),
            printed_at=now,
            facts=tuple(_facts(detail, masked)),
            steps=tuple(_step(event, parties, masked) for event in detail.case.events),
            days=tuple(_day(day, masked) for day in detail.case.days),
            ends=tuple(_ends(detail.case, now.date())),
            note=_(_NOTE),
        )

    return printed(sheet, request_case.fill, setup, typefaces(), tell)


def subject(session: Session, uuid: str, today: date) -> str:
    """What tells a case from others: the number of its request."""
    return request_lists.opened(session, uuid, today).row.number


def _facts(detail: RequestDetail, masked: Gate) -> Iterator[tuple[str, str]]:
    row, case = detail.row, detail.case
    yield _("申请编号"), row.number
    yield _("申请事项"), masked(row.title)
    kind = _(APPLICANT_NAMES[row.applicant_kind])
    yield _("申请人"), _(_WHO).format(name=masked(row.applicant), kind=kind)
    yield _("申请渠道"), _(REQUEST_CHANNEL_NAMES[row.channel])
    yield _("提交或送达日期"), _weekday(row.arrived_on)
    yield _("收到申请之日"), "\n".join(filter(None, (_weekday(case.received_on), _(RECEIPT_RULES[row.channel]))))
    yield _("答复期限"), _weekday(case.due, case.provisional)
    yield _("状态"), row.state_name
    yield _("答复日期"), _weekday(case.closed_on)
    yield _("答复类型"), row.outcome_name
    yield _("提示"), "、".join(_(FLAG_NAMES[Flag(flag)]) for flag in row.flags)
    yield _("经办人"), masked(row.handler)


def _weekday(day: date | None, provisional: bool = False) -> str:
    if day is None:
        return ""
    return _(_PROVISIONAL if provisional else _ON).format(date=day.isoformat(), weekday=weekday_name(day))


def _step(event: Event, parties: Mapping[str, str], masked: Gate) -> tuple[str, str, str]:
    more: Sequence[str] = (
        parties.get(event.answers, ""),
        event.reason if event.kind is not EventKind.REPLY else "",
        _(_REACHED).format(day=event.reached_on.isoformat()) if event.reached_on else "",
        _(_NUMBER).format(number=event.document_number) if event.document_number else "",
        _(_PERSON).format(person=event.person) if event.person else "",
    )
    return event.on.isoformat(), masked(event_words(event)), masked("\n".join(filter(None, more)))


def _day(day: CaseDay, masked: Gate) -> tuple[str, str, str, str, str]:
    events = "\n".join(event_words(event) for event in day.events)
    number = "" if day.counted is None else str(day.counted)
    return day.on.isoformat(), weekday_name(day.on), number, day_words(day), masked(events)


def _ends(case: Case, today: date) -> Iterator[str]:
    if case.started_on:
        yield _(_USED).format(n=case.used_by(today))
    yield from case_ends(case)
