"""From a letter of a case to paper and to a Word file; every text passes the gate.

A letter keeps what the office wrote. Documents are Chinese; forms are said in both scripts as far as their names and
values are words of this program.
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchange import word
from app.i18n import N_, _
from app.models.request import Letter
from app.operations import offices
from app.operations.gate import check_name, check_properties, gate
from app.operations.letters import letter_of, look_of
from app.operations.printing import office_name
from app.operations.refusals import refuse
from app.operations.request_cases import request_of
from app.rules.letters import LETTER_NAMES, LetterKind, Look, form_lines, letter_problems
from app.rules.privacy import NumberKind, find
from app.sheets import document, letter_form
from app.sheets.book import printed
from app.sheets.document import DocumentSheet, Level
from app.sheets.letter_form import FormSheet
from app.sheets.sheet import Setup, Tell
from app.sheets.typefaces import typefaces
from app.text.numerals import chinese_date

TITLE, FORM_TITLE = N_("申请文书"), N_("申请回执和表单")
SETUP = letter_form.SETUP
_DRAFT_NUMBER = "（草稿，未编号）"
HELD = N_("这份文书还没有印发，可以看，不能打印。请先填好空白并印发。")


def letter_sheet(
    session: Session, uuid: str, now: datetime, tell: Tell | None = None, setup: Setup = letter_form.SETUP
) -> bytes:
    """The letter as PDF: an official document in Chinese, or a form in the scripts of the setup."""
    letter = letter_of(session, uuid)
    if look_of(LetterKind(letter.kind)) is Look.DOCUMENT:
        return document.draw(_document(session, letter, now), typefaces())
    return printed(_form(session, letter, now), letter_form.fill, setup, typefaces(), tell)


def held(session: Session, uuid: str) -> str:
    """Why a letter may be looked at and not go out yet, as a source message; empty if it may."""
    return "" if letter_of(session, uuid).issued_on else HELD


def subject(session: Session, uuid: str) -> str:
    """What tells a letter from others: its kind and its number, or that of its request; never a name."""
    letter = letter_of(session, uuid)
    number = letter.number or request_of(session, letter.request_uuid).number
    return f"{_(LETTER_NAMES[LetterKind(letter.kind)])} {number}"


def _masked(session: Session) -> Callable[[str], str]:
    """The gate for a text an office wrote; a mobile number in it stands as written, since letters name contacts."""
    masked = gate(session)
    return lambda text: text if all(hit.kind is NumberKind.MOBILE for hit in find(text)) else masked(text)


def _paragraphs(session: Session, letter: Letter) -> tuple[str, ...]:
    masked = _masked(session)
    return tuple(masked(line.strip()) for line in letter.body.split("\n") if line.strip())


def _document(session: Session, letter: Letter, now: datetime) -> DocumentSheet:
    masked, number = _masked(session), letter.number or _DRAFT_NUMBER
    return DocumentSheet(
        office=offices.own(session).name,
        title=masked(letter.title),
        sheet_number=number,
        printed_at=now,
        document_number=number,
        addressee=masked(letter.addressee),
        paragraphs=tuple((Level.TEXT, text) for text in _paragraphs(session, letter)),
        issued_on=letter.issued_on or now.date(),
        letter=True,
    )


def _form(session: Session, letter: Letter, now: datetime) -> Callable[[], FormSheet]:
    masked, number = _masked(session), request_of(session, letter.request_uuid).number
    day = letter.issued_on or now.date()

    def sheet() -> FormSheet:
        return FormSheet(
            office=office_name(session),
            title=_(masked(letter.title)),
            sheet_number=number,
            printed_at=now,
            rows=tuple((_(name), _(masked(value))) for name, value in form_lines(letter.body)),
            signed=_signed(session, LetterKind(letter.kind), day),
        )

    return sheet


def _signed(session: Session, kind: LetterKind, day: date) -> tuple[str, ...]:
    """Only the receipt is signed by the office; the other forms are signed by those who fill them in."""
    return (office_name(session), day.isoformat()) if kind is LetterKind.RECEIPT else ()


def write_word(session: Session, uuid: str, path: Path, now: datetime | None = None) -> None:
    """Write a letter as a Word file, for the office's last touch; a draft says in its number that it is one.

    UserError while a blank is left, if the disk is full, or if the file's name tells a personal number.
    """
    letter = letter_of(session, uuid)
    refuse(letter_problems(letter.title, letter.addressee, letter.body))
    masked = _masked(session)
    check_name(path)
    check_properties(letter.title, letter.number)
    form = look_of(LetterKind(letter.kind)) is Look.FORM
    rows = tuple((name, masked(value)) for name, value in form_lines(letter.body)) if form else ()
    content = word.WordDocument(
        office=offices.own(session).name,
        title=masked(letter.title),
        number=letter.number or ("" if form else _DRAFT_NUMBER),
        day=chinese_date(letter.issued_on or (now or datetime.now()).date()),
        addressee=masked(letter.addressee),
        paragraphs=tuple(text for name, text in rows if not name) if form else _paragraphs(session, letter),
        rows=tuple(row for row in rows if row[0]),
        written_at=now or datetime.now().replace(microsecond=0),
    )
    word.write(path, content)
