"""From a notice to the sheet on the wall (公示单): its words in the language spoken, its table, its period, who signs.

Every text passes the gate; only the office's own telephone for complaints is printed as the office wrote it, since a
sheet without it would be none (村务公开的监督举报电话).
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import zip_longest

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import N_, _, language, speaking
from app.models.notice import Notice
from app.models.office import Office
from app.models.payout import PayoutRoll
from app.operations import calendars, notices, offices, payouts
from app.operations.gate import Gate, gate
from app.operations.payouts import PayoutLine
from app.operations.printing import named
from app.rules import notices as rules
from app.rules.calendar import Unit
from app.rules.notice_templates import TEMPLATES, NoticeKind
from app.rules.notices import NoticeStatus, RollTable, number_of
from app.rules.payouts import yuan
from app.rules.privacy import FIELD_NAMES, NumberKind, PrivateField, find
from app.sheets import notice as sheets
from app.sheets.book import printed
from app.sheets.notice import NoticeSheet, Period
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Tell
from app.sheets.table import Column
from app.sheets.typefaces import typefaces

TITLE = N_("公示单")
_SIGNED = N_("{committee}（签名）：")
_COMMITTEE = N_("村务监督委员会")
_CORRECTS = N_("本公示更正编号为{number}的公示，原公示同时取下。")
_LENGTHS = {Unit.WORKDAY: N_("{n}个工作日"), Unit.DAY: N_("{n}日")}
_QUANTITY_OF, _STANDARD_OF = N_("数量（{unit}）"), N_("标准（元/{unit}）")
UNITS = (N_("亩"), N_("头"), N_("人"))  # what pay-outs are mostly counted in; another unit stays as the office wrote it
_PRIVATE = (PrivateField.ID_NUMBER, PrivateField.BANK_CARD, PrivateField.PHONE, PrivateField.ADDRESS)
_WORDS, _NUMBERS, _TURN = 24.0, 16.0, 10.0
"""Shares of the length that columns of words, of numbers and of the turn (序号) ask for."""


@dataclass(frozen=True)
class _Roll:
    """A table as the sheet takes it."""

    columns: tuple[Column, ...] = ()
    rows: Sequence[Sequence[str]] = ()
    summed: tuple[int, ...] = ()
    totals: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Wall:
    """All that is read once for both languages of a sheet."""

    notice: Notice
    village: Office
    issuer: Office
    corrects: str
    lines: Sequence[PayoutLine]
    units: dict[str, str]
    table: RollTable
    period: rules.Period | None
    signed: bool
    gate: Gate
    now: datetime


def notice_sheet(
    session: Session, uuid: str, now: datetime, tell: Tell | None = None, setup: Setup = sheets.SETUP
) -> bytes:
    """The notice as PDF, in the scripts and on the paper of the setup; UserError if it is gone."""
    return printed(sheet_of(session, uuid, now), sheets.fill, setup, typefaces(), tell)


def sheet_of(session: Session, uuid: str, now: datetime) -> Callable[[], NoticeSheet]:
    """What makes the sheet of a notice, each time in the language spoken; UserError if it is gone."""
    wall = _read(session, notices.notice_of(session, uuid), now)
    return lambda: _sheet(wall)


def fingerprint(session: Session, uuid: str, now: datetime, setup: Setup) -> str:
    """What tells whether a sheet would look the same again: its content in each language, and its setup.

    The moment of printing is left out.
    """
    make = sheet_of(session, uuid, now)
    seen = hashlib.sha256(repr(setup).encode())
    for spoken in setup.layout.languages:
        with speaking(spoken):
            seen.update(repr(replace(make(), printed_at=datetime.min)).encode())
    return seen.hexdigest()


def _read(session: Session, notice: Notice, now: datetime) -> _Wall:
    issuer = _office(session, notice.issuer_code) or _office(session, offices.own_code(session))
    assert issuer is not None
    rolls = session.scalars(
        select(PayoutRoll).where(PayoutRoll.notice_uuid == notice.uuid).order_by(PayoutRoll.id)
    ).all()
    corrected = session.scalar(select(Notice.number).where(Notice.uuid == notice.corrects_uuid))
    return _Wall(
        notice=notice,
        village=_office(session, notice.office_code) or issuer,
        issuer=issuer,
        corrects=corrected or "",
        lines=[line for roll in rolls for line in payouts.lines(session, roll.uuid)],
        units={roll.uuid: gate(session)(roll.unit) for roll in rolls},
        table=notices.table_of(notice.table),
        period=_period(session, notice, now.date()),
        signed=offices.chosen(session)["committee_signs"] == "yes",
        gate=gate(session),
        now=now,
    )


def _office(session: Session, code: str) -> Office | None:
    return session.scalar(select(Office).where(Office.code == code)) if code else None


def _begins(notice: Notice, today: date) -> date | None:
    """The day from which a sheet counts: posted, or planned and not over yet."""
    if notice.posted_on or notice.planned_on is None:
        return notice.posted_on
    return notice.planned_on if notice.planned_on >= today else None


def _period(session: Session, notice: Notice, today: date) -> rules.Period | None:
    begins = _begins(notice, today)
    if begins is None:
        return None
    return rules.period(begins, notice.period_days, Unit(notice.period_unit), calendars.calendar(session))


def _sheet(wall: _Wall) -> NoticeSheet:
    notice, masked = wall.notice, wall.gate
    title, body = named(notice.title, notice.title_mn), named(notice.body, notice.body_mn)
    _say_template(NoticeKind(notice.kind), title, body, *wall.table.headings_mn)
    correction = [_(_CORRECTS).format(number=wall.corrects)] if wall.corrects else []
    paragraphs = [*correction, *filter(None, map(str.strip, body.split("\n")))]
    roll = _payouts(wall) if wall.units and not wall.table.rows else _own(wall.table, masked)
    supervisor = _supervisor(wall)
    return NoticeSheet(
        office=named(wall.issuer.name, wall.issuer.name_mn),
        title=masked(title),
        sheet_number=notice.number,
        printed_at=wall.now,
        code=notice.code,
        issued_on=_begins(notice, wall.now.date()) or notice.reviewed_on or wall.now.date(),
        paragraphs=tuple(map(masked, paragraphs)),
        columns=roll.columns,
        rows=roll.rows,
        summed=roll.summed,
        totals=roll.totals,
        period=_shown_period(wall),
        supervisor=masked(supervisor),
        phone=_public(wall.village.phone or wall.issuer.phone, masked),
        address=masked(wall.village.address or wall.issuer.address),
        signature=_(_SIGNED).format(committee=masked(supervisor) or _(_COMMITTEE)) if wall.signed else "",
    )


def _supervisor(wall: _Wall) -> str:
    """Who watches over the village's affairs, in the language spoken."""
    place = wall.village if wall.village.committee else wall.issuer
    return named(place.committee, place.committee_mn)


def _public(phone: str, masked: Gate) -> str:
    """The telephone for complaints: a mobile may stand there, a number of another kind never."""
    return phone if all(hit.kind is NumberKind.MOBILE for hit in find(phone)) else masked(phone)


def _shown_period(wall: _Wall) -> Period:
    """The period as it may be promised: no days where the year's calendar is not known yet (暂定)."""
    notice, counted = wall.notice, wall.period
    days = notice.period_days
    length = _(_LENGTHS[Unit(notice.period_unit)]).format(n=days) if days > 0 else ""
    if counted is None or counted.provisional:
        return Period(length=length)
    return Period(counted.first, counted.last, length)


def _say_template(kind: NoticeKind, *texts: str) -> None:
    """Say the template's sentences that stand in a Mongolian text, so that the sheet knows whether they were read.

    What an office wrote itself is its own, and no draft.
    """
    if language() == "zh":
        return
    template = TEMPLATES[kind]
    lines = [line for text in texts for line in text.split("\n") if line]
    for message in (template.title, *template.paragraphs, *(column.heading for column in template.columns)):
        with speaking(language()):
            known = _pattern(_(message))
        if any(known.fullmatch(line) for line in lines):
            _(message)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """What a sentence looks like whatever was filled in."""
    return re.compile(".*".join(map(re.escape, re.split(r"\{\w+\}", sentence))))


def _own(table: RollTable, masked: Gate) -> _Roll:
    """The table that was typed with the notice; a column that holds no numbers is not added up."""
    if not table.headings:
        return _Roll()
    headings = [named(zh, mn) for zh, mn in zip_longest(table.headings, table.headings_mn, fillvalue="")]
    numbers = [bool(flag) for _heading, flag in zip_longest(table.headings, table.numbers)]
    columns = tuple(
        Column(masked(heading), _NUMBERS if number else _WORDS, Align.END if number else Align.START)
        for heading, number in zip(headings, numbers, strict=True)
    )
    summed = tuple(n for n, flag in enumerate(table.summed) if flag and n and _adds_up(table.rows, n))
    rows = [tuple(_cell(masked.of_person(cell), n in summed) for n, cell in enumerate(row)) for row in table.rows]
    return _Roll(columns, rows, summed, _totals(rows, len(columns), summed) if len(rows) > 1 else ())


def _adds_up(rows: Sequence[Sequence[str]], column: int) -> bool:
    return all(not row[column].strip() or number_of(row[column]) is not None for row in rows)


def _cell(text: str, summed: bool) -> str:
    """A number that is added up, without what people put between its digits."""
    return re.sub(r"\s", "", text.replace("，", ",")) if summed else text


def _totals(rows: Sequence[Sequence[str]], width: int, summed: Sequence[int]) -> tuple[str, ...]:
    if not summed:
        return ()
    cells = [_("合计"), *[""] * (width - 1)]
    for n in summed:
        cells[n] = f"{sum((number_of(row[n]) or Decimal(0) for row in rows), Decimal(0)):,f}"
    return tuple(cells)


def _payouts(wall: _Wall) -> _Roll:
    """The rows of the notice's rolls, without the columns nobody filled and without what the gate keeps."""
    units = set(wall.units.values())
    unit = units.pop() if len(units) == 1 else ""
    unit = _(unit) if unit in UNITS else unit
    columns = [Column(_("序号"), _TURN, Align.CENTRE), *_payout_columns(wall.gate, unit)]
    cells = [_payout_cells(number, line, wall, unit) for number, line in enumerate(wall.lines, 1)]
    last = len(columns) - 1
    kept = [n for n in range(len(columns)) if n in (0, 1, last) or any(row[n] for row in cells)]
    rows = [tuple(row[n] for n in kept) for row in cells]
    summed = (len(kept) - 1,)
    total = sum(line.amount_fen for line in wall.lines)
    totals = (_("合计"), *[""] * (len(kept) - 2), yuan(total)) if len(rows) > 1 else ()
    return _Roll(tuple(columns[n] for n in kept), rows, summed, totals)


def _payout_columns(masked: Gate, unit: str) -> list[Column]:
    quantity = _(_QUANTITY_OF).format(unit=unit) if unit else _("数量")
    standard = _(_STANDARD_OF).format(unit=unit) if unit else _("标准")
    private = [Column(_(FIELD_NAMES[each]), _WORDS) for each in _PRIVATE if masked.shows(each)]
    return [
        Column(_("户主姓名"), _WORDS),
        *private,
        Column(_("人口"), _TURN, Align.END),
        Column(_("品种"), _NUMBERS),
        Column(quantity, _NUMBERS, Align.END),
        Column(standard, _WORDS, Align.END),
        Column(_("金额（元）"), _NUMBERS, Align.END),
    ]


def _payout_cells(number: int, line: PayoutLine, wall: _Wall, unit: str) -> tuple[str, ...]:
    masked = wall.gate
    own = "" if unit or not line.quantity else wall.units[line.roll_uuid]  # rolls of several units
    private = {
        PrivateField.ID_NUMBER: line.id_number,
        PrivateField.BANK_CARD: line.bank_card,
        PrivateField.PHONE: line.phone,
        PrivateField.ADDRESS: line.address,
    }
    return (
        str(number),
        masked(line.name),
        *(private[each] for each in _PRIVATE if masked.shows(each)),
        "" if line.members is None else str(line.members),
        masked.of_person(line.item),
        f"{masked.of_person(line.quantity)}{own}",
        masked.of_person(line.standard),
        yuan(line.amount_fen),
    )


def subject(session: Session, uuid: str) -> str:
    """What tells a notice from others: its title in the language in use."""
    notice = notices.notice_of(session, uuid)
    return named(notice.title, notice.title_mn)


def held(session: Session, uuid: str) -> str:
    """Why a notice may be looked at and not go out yet, as a source message; empty if it may."""
    status = NoticeStatus(notices.notice_of(session, uuid).status)
    problem = rules.move_problem(status, rules.NoticeMove.PRINT)
    return problem.message if problem else ""
