"""Notices on the village board (公示): what one needs, the way it goes, its period, its code, its archive number.

The day a notice is posted is not counted (《民法典》第二百零一条); a period in calendar days that would end on a day
off ends on the next working day (第二百零三条), since objections are taken at an office.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_, _
from app.rules.calendar import Calendar, Count, Unit, count
from app.rules.disclosures import PRIVATE
from app.rules.notice_templates import TEMPLATES, NoticeKind, Template
from app.rules.privacy import NumberKind, find, health_words
from app.rules.problems import Problem

BLANK = "＿＿"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_ALIKE = str.maketrans("ILO", "110")
_PEOPLE = re.compile(r"户主|姓名")
_MONEY = re.compile(r"元")


class NoticeStatus(StrEnum):
    """Where a notice stands; whether its period runs is told by its days (NoticeState)."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PRINTED = "printed"
    POSTED = "posted"
    TAKEN_DOWN = "taken_down"
    FILED = "filed"


WAS_POSTED = (NoticeStatus.POSTED, NoticeStatus.TAKEN_DOWN, NoticeStatus.FILED)
"""What a notice is once the villagers could read it."""


class NoticeState(StrEnum):
    """What a list says of a notice: its status, and for a posted one what its days and objections make of it."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PRINTED = "printed"
    RUNNING = "running"
    LONG_TERM = "long_term"
    OBJECTION = "objection"
    OVER = "over"
    TAKEN_DOWN = "taken_down"
    FILED = "filed"


STATE_NAMES: Mapping[NoticeState, str] = MappingProxyType(
    {
        NoticeState.DRAFT: N_("草稿"),
        NoticeState.REVIEWED: N_("已审核"),
        NoticeState.PRINTED: N_("已打印"),
        NoticeState.RUNNING: N_("公示中"),
        NoticeState.LONG_TERM: N_("长期公示"),
        NoticeState.OBJECTION: N_("有异议"),
        NoticeState.OVER: N_("公示期满"),
        NoticeState.TAKEN_DOWN: N_("已取下"),
        NoticeState.FILED: N_("已建档"),
    }
)


class NoticeMove(StrEnum):
    """What a person may do with a notice."""

    EDIT = "edit"
    REVIEW = "review"
    RETURN = "return"
    PRINT = "print"
    POST = "post"
    OBJECT = "object"
    TAKE_DOWN = "take_down"
    CORRECT = "correct"
    FILE = "file"


MOVE_NAMES: Mapping[NoticeMove, str] = MappingProxyType(
    {
        NoticeMove.EDIT: N_("修改"),
        NoticeMove.REVIEW: N_("审核通过"),
        NoticeMove.RETURN: N_("退回修改"),
        NoticeMove.PRINT: N_("打印"),
        NoticeMove.POST: N_("登记张贴"),
        NoticeMove.OBJECT: N_("登记异议"),
        NoticeMove.TAKE_DOWN: N_("登记取下"),
        NoticeMove.CORRECT: N_("更正重贴"),
        NoticeMove.FILE: N_("建档"),
    }
)
_M = NoticeMove
MOVES: Mapping[NoticeStatus, tuple[NoticeMove, ...]] = MappingProxyType(
    {
        NoticeStatus.DRAFT: (_M.EDIT, _M.REVIEW),
        NoticeStatus.REVIEWED: (_M.PRINT, _M.POST, _M.RETURN),
        NoticeStatus.PRINTED: (_M.POST, _M.PRINT, _M.RETURN),
        NoticeStatus.POSTED: (_M.TAKE_DOWN, _M.OBJECT, _M.CORRECT, _M.PRINT),
        NoticeStatus.TAKEN_DOWN: (_M.FILE, _M.OBJECT, _M.CORRECT, _M.PRINT),
        NoticeStatus.FILED: (_M.PRINT,),
    }
)
_REFUSALS: Mapping[NoticeMove, str] = MappingProxyType(
    {
        NoticeMove.EDIT: N_("只有草稿可以修改。已审核、没有张贴的请先“退回修改”；已经张贴的请用“更正重贴”。"),
        NoticeMove.REVIEW: N_("只有草稿可以审核。"),
        NoticeMove.RETURN: N_("只有已审核、还没有张贴的公示可以退回修改；已经张贴的请用“更正重贴”。"),
        NoticeMove.PRINT: N_("草稿还不能打印张贴，请先审核。"),
        NoticeMove.POST: N_("只有已审核或已打印的公示可以登记张贴。"),
        NoticeMove.OBJECT: N_("只有张贴过、还没有建档的公示可以登记异议。"),
        NoticeMove.TAKE_DOWN: N_("只有张贴着的公示可以登记取下。"),
        NoticeMove.CORRECT: N_("只有张贴过的公示需要更正重贴；没有张贴的请直接修改。"),
        NoticeMove.FILE: N_("只有已经取下的公示可以建档，请先登记取下。"),
    }
)


def moves(status: NoticeStatus) -> tuple[NoticeMove, ...]:
    """What may be done with a notice that stands so."""
    return MOVES[status]


def move_problem(status: NoticeStatus, move: NoticeMove) -> Problem | None:
    """Why a move is refused, or nothing."""
    return None if move in MOVES[status] else Problem("status", _REFUSALS[move])


@dataclass(frozen=True, slots=True)
class RollTable:
    """A table as it stands on the sheet: headings in both scripts, which columns hold numbers, rows of text."""

    headings: tuple[str, ...] = ()
    headings_mn: tuple[str, ...] = ()
    numbers: tuple[bool, ...] = ()
    summed: tuple[bool, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A notice as it is filled in; `period_days` 0: posted for good (长期), `planned_on`: when it is to be posted."""

    office_code: str = ""
    kind: NoticeKind = NoticeKind.FREE
    title: str = ""
    title_mn: str = ""
    body: str = ""
    body_mn: str = ""
    table: RollTable = field(default_factory=RollTable)
    matter_uuid: str = ""
    item_key: str = ""
    year: int = 0
    programme: str = ""
    period_days: int = 7
    period_unit: Unit = Unit.DAY
    planned_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """When a notice must hang: the first whole day after posting, the last day (None: for good), and the count."""

    first: date
    last: date | None
    counted: Count | None
    provisional: bool = False


def period(posted_on: date, days: int, unit: Unit, calendar: Calendar) -> Period:
    """The notice period (公示期) of a notice posted on a day; provisional where a year's calendar is not installed."""
    if days <= 0:
        return Period(posted_on, None, None)
    counted = count(posted_on, days, unit, calendar)
    return Period(posted_on + timedelta(days=1), counted.rolled, counted, counted.provisional)


def sheet_problem(
    planned_on: date | None, posted_on: date, days: int, unit: Unit, calendar: Calendar
) -> Problem | None:
    """A word where a sheet was printed with the days of one posting and hangs since another; they bind the villagers.

    Nothing where the sheet left the days to a pen, and nothing where it says no last day (长期, 暂定).
    """
    if planned_on is None or planned_on == posted_on:
        return None
    said, real = (period(day, days, unit, calendar) for day in (planned_on, posted_on))
    if said.last is None or real.last is None or said.provisional:
        return None
    values = {
        "planned": planned_on.isoformat(),
        "said": said.last.isoformat(),
        "posted": posted_on.isoformat(),
        "last": real.last.isoformat(),
    }
    return Problem("posted_on", _OTHER_DAYS, values, warning=True)


_OTHER_DAYS = N_(
    "公示单上印的是{planned}张贴、公示到{said}，实际{posted}张贴、应公示到{last}。"
    "请在公示单上改正日期，或者重新打印后更换。"
)


def state(
    status: NoticeStatus, last_on: date | None, period_days: int, open_objections: int, today: date
) -> NoticeState:
    """What the lists say of a notice on a day."""
    if status != NoticeStatus.POSTED:
        return NoticeState(status)
    if open_objections:
        return NoticeState.OBJECTION
    if period_days <= 0:
        return NoticeState.LONG_TERM
    return NoticeState.OVER if last_on and last_on < today else NoticeState.RUNNING


def problems(draft: NoticeDraft, reviewing: bool = False) -> list[Problem]:
    """What keeps a notice from being kept, or with `reviewing` from going on the wall."""
    found = list(_missing(draft))
    template = TEMPLATES[draft.kind]
    if 0 < draft.period_days < template.least:
        values = {"least": template.least, "source": _(template.source)}
        found.append(Problem("period_days", N_("这种公示的期限不得少于{least}（{source}）。"), values))
    if draft.period_days < 0 or draft.period_days > 3650:
        found.append(Problem("period_days", N_("公示期应为 0（长期）至 3650 之间的整数。")))
    found += _table_problems(draft.table)
    found += _privacy_problems(draft)
    if reviewing:
        found += _unready(draft)
    return found


def _missing(draft: NoticeDraft) -> Iterator[Problem]:
    if not draft.office_code:
        yield Problem("office_code", N_("请选择张贴的嘎查村。"))
    if not draft.title.strip():
        yield Problem("title", N_("请填写公示标题。"))
    if not 1990 <= draft.year <= 2100:
        yield Problem("year", N_("请填写公示所属的年份，例如 2026。"))


def _unready(draft: NoticeDraft) -> Iterator[Problem]:
    for name in ("title", "title_mn", "body", "body_mn"):
        if BLANK in getattr(draft, name):
            yield Problem(name, N_("还有空白“{blank}”没有填写，填好后才能审核。"), {"blank": BLANK})
    if not draft.body.strip() and not draft.table.rows:
        yield Problem("body", N_("正文和表格都是空的，没有可以公示的内容。"))
    if draft.table.headings and not draft.table.rows:
        yield Problem("table", N_("表格里还没有行。不用表格时请删去表格。"))
    for number, row in enumerate(draft.table.rows, 1):
        if any(BLANK in cell for cell in row):
            yield Problem("table", N_("表格第{row}行还有空白“{blank}”没有填写。"), {"row": number, "blank": BLANK})
    if not draft.title_mn.strip():
        yield Problem("title_mn", N_("没有蒙古文标题，蒙古文部分将印汉文标题。"), warning=True)


def _table_problems(table: RollTable) -> Iterator[Problem]:
    for number, row in enumerate(table.rows, 1):
        if len(row) != len(table.headings):
            yield Problem(
                "table",
                N_("表格第{row}行有{cells}格，表头有{columns}列，请补齐或删去。"),
                {"row": number, "cells": len(row), "columns": len(table.headings)},
            )
            continue
        for heading, cell, is_number in zip(table.headings, row, table.numbers, strict=False):
            if is_number and cell.strip() and number_of(cell) is None:
                values = {"row": number, "heading": heading, "text": cell}
                yield Problem("table", N_("表格第{row}行的“{heading}”应为数字，现在是“{text}”。"), values)


def _privacy_problems(draft: NoticeDraft) -> Iterator[Problem]:
    for name in ("title", "title_mn", "body", "body_mn"):
        text = getattr(draft, name)
        for kind in sorted({hit.kind for hit in find(text)}):
            yield Problem(name, PRIVATE[kind], warning=kind == NumberKind.MOBILE)
        if words := health_words(text):
            yield Problem(name, _HEALTH, {"words": "、".join(words)}, warning=True)
    for row, column, kind in private_cells(draft.table):
        heading = draft.table.headings[column] if column < len(draft.table.headings) else str(column + 1)
        values = {"row": row + 1, "heading": heading}
        yield Problem("table", PRIVATE_CELL[kind], values, warning=kind == NumberKind.MOBILE)
    if words := health_words("\n".join(cell for row in draft.table.rows for cell in row)):
        yield Problem("table", _HEALTH_CELLS, {"words": "、".join(words)}, warning=True)


_HEALTH = N_(
    "这里有“{words}”，可能涉及健康状况。健康信息属于敏感个人信息，不应写入公示（《个人信息保护法》第二十八条）。"
)
_HEALTH_CELLS = N_("表格里有“{words}”，涉及健康状况，打印和导出时会隐去（《个人信息保护法》第二十八条）。")
PRIVATE_CELL: Mapping[str, str] = MappingProxyType(
    {
        NumberKind.ID_18: N_("表格第{row}行的“{heading}”有身份证号，请删去或打码。"),
        NumberKind.ID_15: N_("表格第{row}行的“{heading}”有15位身份证号，请删去或打码。"),
        NumberKind.BANK_CARD: N_("表格第{row}行的“{heading}”有银行卡号，请删去或打码。"),
        NumberKind.MOBILE: N_("表格第{row}行的“{heading}”有手机号，请删去或打码。"),
    }
)


def private_cells(table: RollTable) -> Iterator[tuple[int, int, NumberKind]]:
    """The cells of a table that hold a personal number: row and column from 0, and what it is."""
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            for hit in find(cell):
                yield row, column, hit.kind


def number_of(text: str) -> Decimal | None:
    """The number a cell shows; None if it is none."""
    plain = text.replace(",", "").replace("，", "").replace(" ", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def figures(table: RollTable) -> tuple[int | None, int | None]:
    """The households of a roll and, in fen, the sum of its last column of yuan that adds up; None where it has none."""
    if not table.rows or not table.headings:
        return None, None
    households = len(table.rows) if _PEOPLE.search(table.headings[0]) else None
    marked = enumerate(zip(table.headings, table.summed, strict=False))
    sums = [n for n, (heading, summed) in marked if summed and _MONEY.search(heading)]
    if not sums:
        return households, None
    numbers = [number_of(row[sums[-1]]) or Decimal(0) for row in table.rows if len(row) > sums[-1]]
    return households, int((sum(numbers, Decimal(0)) * 100).to_integral_value())


def begun(kind: NoticeKind, values: Mapping[str, object]) -> tuple[str, str]:
    """Title and text a kind begins with, in the language in use; what is not known is a blank (＿＿)."""
    template: Template = TEMPLATES[kind]
    known = _Blanks({key: value for key, value in values.items() if value not in (None, "")})
    paragraphs = [_(paragraph).format_map(known) for paragraph in template.paragraphs]
    return _(template.title).format_map(known), "\n".join(paragraphs)


class _Blanks(dict[str, object]):
    """Words to fill in; one that is missing leaves a blank."""

    def __missing__(self, _key: str) -> str:
        return BLANK


def began_with(kind: NoticeKind) -> RollTable:
    """The empty table a kind begins with; its headings in the language in use, and no Mongolian ones."""
    columns = TEMPLATES[kind].columns
    return RollTable(
        tuple(_(column.heading) for column in columns),
        (),
        tuple(column.number for column in columns),
        tuple(column.summed for column in columns),
    )


def sheet_code(uuid: str) -> str:
    """The short code that leads from a sheet on the wall to its record: seven letters and a check letter, ABCD-EFGH."""
    number = int.from_bytes(hashlib.sha256(uuid.encode()).digest()[:5]) >> 5
    letters = "".join(LETTERS[number >> shift & 31] for shift in range(30, -1, -5))
    return f"{letters[:4]}-{letters[4:]}{_check(letters)}"


def read_code(text: str) -> str:
    """A code as a person typed it, brought into its form; empty if it is none or its check letter is wrong."""
    typed = unicodedata.normalize("NFKC", text).upper().translate(_ALIKE)
    letters = re.sub(r"[\W_]", "", typed)
    if len(letters) != 8 or any(letter not in LETTERS for letter in letters) or _check(letters[:7]) != letters[7]:
        return ""
    return f"{letters[:4]}-{letters[4:]}"


def _check(letters: str) -> str:
    """A letter that notices any one wrong letter, and nearly always two neighbours that changed places."""
    total = sum(LETTERS.index(letter) * (2 * place + 1) for place, letter in enumerate(letters))
    return LETTERS[total % 32]


class Retention(StrEnum):
    """How long a filed notice is kept (保管期限)."""

    PERMANENT = "permanent"
    THIRTY = "30"
    TEN = "10"


RETENTION_NAMES: Mapping[Retention, str] = MappingProxyType(
    {Retention.PERMANENT: N_("永久"), Retention.THIRTY: N_("30年"), Retention.TEN: N_("10年")}
)


def archive_number(office_code: str, year: int, sequence: int) -> str:
    """The number of a filed notice in its village's box (档号): code, year, turn."""
    return f"{office_code}-{year}-{sequence:03d}"


@dataclass(frozen=True, slots=True)
class ObjectionDraft:
    """An objection as it is entered."""

    received_on: date
    content: str
    name: str = ""
    contact: str = ""


def objection_problems(draft: ObjectionDraft, posted_on: date | None, today: date) -> list[Problem]:
    """What keeps an objection from being entered."""
    found = []
    if not draft.content.strip():
        found.append(Problem("content", N_("请写明异议的内容。")))
    if draft.received_on > today:
        found.append(Problem("received_on", N_("收到日期晚于今天，请核对。")))
    if posted_on and draft.received_on < posted_on:
        found.append(Problem("received_on", N_("收到日期早于张贴日期，请核对。")))
    return found


def answer_due(received_on: date, days: int, calendar: Calendar) -> Count:
    """By when an objection must be answered: so many calendar days (choice; 10 in two local rules)."""
    return count(received_on, days, Unit.DAY, calendar)


def filing_problems(open_objections: int, upheld_uncorrected: int, reason: str = "") -> Sequence[Problem]:
    """What keeps a notice that was taken down from being filed; an upheld objection wants a new sheet or a reason."""
    found = []
    if open_objections:
        found.append(Problem("objections", N_("还有{n}件异议没有答复，答复后才能建档。"), {"n": open_objections}))
    if upheld_uncorrected and not reason.strip():
        message = N_("有异议成立，却没有更正重贴。请先更正重贴；不需要重贴的，请在建档时写明原因。")
        found.append(Problem("reason", message))
    return found


def answer_problems(received_on: date, text: str, on: date, today: date) -> list[Problem]:
    """What keeps an answer to an objection from being entered."""
    found = []
    if not text.strip():
        found.append(Problem("answer", N_("请写明答复的内容。")))
    if on > today:
        found.append(Problem("answered_on", N_("答复日期晚于今天，请核对。")))
    if on < received_on:
        found.append(Problem("answered_on", N_("答复日期早于收到异议的日期，请核对。")))
    return found
