"""The disclosure register on paper (主动公开台账)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.i18n import N_, _
from app.sheets.book import printed
from app.sheets.pages import Pages
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Column, dated, draw_table, listed
from app.sheets.typefaces import Typefaces

# The headings of the register with their widths in mm and how their cells stand.
COLUMNS: Mapping[str, tuple[str, float, Align]] = MappingProxyType(
    {
        "number": (N_("序号"), 11, Align.CENTRE),
        "title": (N_("信息名称"), 56, Align.START),
        "item": (N_("目录事项"), 34, Align.START),
        "document_number": (N_("文号"), 35, Align.START),
        "formed_on": (N_("形成日期"), 20, Align.CENTRE),
        "due_on": (N_("到期日"), 20, Align.CENTRE),
        "published_on": (N_("公开日期"), 20, Align.CENTRE),
        "channels": (N_("渠道"), 26, Align.START),
        "status": (N_("状态"), 16, Align.CENTRE),
        "note": (N_("备注"), 27, Align.START),
    }
)
WHOLE = ("channels", "status")


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    """One item of the register; `status` and `channels` are words in the language of the sheet."""

    title: str
    item: str = ""
    document_number: str = ""
    formed_on: date | None = None
    due_on: date | None = None
    provisional: bool = False
    published_on: date | None = None
    channels: tuple[str, ...] = ()
    status: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterSheet(Sheet):
    """The register of a period: `rows` is counted for the progress and gone through once, in the order printed.

    `period` and `filter_text` tell which rows these are, `totals` are whole phrases ("共 12 条"), `note` stands last.
    """

    rows: Collection[RegisterRow]
    period: str = ""
    filter_text: str = ""
    totals: tuple[str, ...] = ()
    note: str = ""
    columns: tuple[str, ...] = tuple(COLUMNS)


SETUP = Setup(landscape=True)


def draw(sheet: RegisterSheet, typefaces: Typefaces, tell: Tell | None = None, setup: Setup = SETUP) -> bytes:
    """The register as PDF; the same sheet and setup give the same bytes.

    Raises KeyError for a column that is not in COLUMNS.
    """
    return printed(lambda: sheet, fill, setup, typefaces, tell)


def fill(sheet: RegisterSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the register on these pages, in the language spoken."""
    pages.begin((sheet.period, sheet.filter_text))
    columns = [
        Column(_(heading), length, align, whole=key in WHOLE)
        for key, (heading, length, align) in ((key, COLUMNS[key]) for key in sheet.columns)
    ]
    rows = (_cells(sheet, n, row) for n, row in enumerate(sheet.rows, 1))
    draw_table(pages, columns, rows, len(sheet.rows), (sheet.totals, sheet.note), tell)


def _cells(sheet: RegisterSheet, number: int, row: RegisterRow) -> list[str]:
    return [str(number) if key == "number" else _cell(row, key) for key in sheet.columns]


def _cell(row: RegisterRow, key: str) -> str:
    value = getattr(row, key)
    if key == "channels":
        return listed(row.channels)
    if key == "due_on":
        return dated(row.due_on, row.provisional)
    return value if isinstance(value, str) else dated(value)
