"""Catalog items on paper: the short list (嘎查村公开事项清单) and the table of the national form (标准目录)."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from app.i18n import N_, _
from app.rules.catalog import LEVEL_NAMES, Mode
from app.sheets.book import printed
from app.sheets.pages import Pages
from app.sheets.pen import MM, Align
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Band, Column, Row, draw_table, listed
from app.sheets.typefaces import Typefaces

SMALL, LARGE = 8.5, 10.0
LONG = 300 * MM
"""Where lines are longer than those of A4 the letters are larger."""

Cells = tuple[str, ...]


# Heading, width in mm on A4, how cells stand.
LIST = (
    (N_("序号"), 10, Align.CENTRE),
    (N_("一级事项"), 26, Align.START),
    (N_("二级事项"), 32, Align.START),
    (N_("公开内容"), 62, Align.START),
    (N_("公开依据"), 52, Align.START),
    (N_("公开时限"), 32, Align.START),
    (N_("公开主体"), 24, Align.START),
    (N_("公开渠道和载体"), 32, Align.START),
)

# The headings of the national form (标准目录): group, heading, width in mm on A4, how cells stand.
CATALOG = (
    ("", N_("序号"), 9, Align.CENTRE),
    (N_("公开事项"), N_("一级事项"), 17, Align.START),
    (N_("公开事项"), N_("二级事项"), 21, Align.START),
    ("", N_("公开内容（要素）"), 42, Align.START),
    ("", N_("公开依据"), 40, Align.START),
    ("", N_("公开时限"), 24, Align.START),
    ("", N_("公开主体"), 19, Align.START),
    ("", N_("公开渠道和载体"), 26, Align.START),
    (N_("公开对象"), N_("全社会"), 8.5, Align.CENTRE),
    (N_("公开对象"), N_("特定群体"), 14.5, Align.CENTRE),
    (N_("公开方式"), N_("主动"), 8.5, Align.CENTRE),
    (N_("公开方式"), N_("依申请"), 8.5, Align.CENTRE),
    (N_("公开层级"), N_("盟市"), 8.5, Align.CENTRE),
    (N_("公开层级"), N_("旗县"), 8.5, Align.CENTRE),
    (N_("公开层级"), N_("乡级"), 8.5, Align.CENTRE),
    (N_("公开层级"), N_("村级"), 8.5, Align.CENTRE),
)


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One item of a catalog; `channels` are names in the language of the sheet, with boxes if the catalog has them.

    `audience_all` is None and `mode` empty where the catalog does not say; `levels` holds keys of LEVEL_NAMES.
    """

    level1: str
    level2: str = ""
    level3: str = ""
    domain: str = ""
    content: str = ""
    basis: str = ""
    time_limit: str = ""
    publisher: str = ""
    channels: tuple[str, ...] = ()
    audience_all: bool | None = None
    audience_group: str = ""
    mode: Mode | None = None
    levels: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ItemListSheet(Sheet):
    """Items of one catalog version, in the order printed; a change of `domain` puts its name between the rows."""

    rows: Collection[ItemRow]
    version: str = ""
    filter_text: str = ""
    totals: tuple[str, ...] = ()
    note: str = ""


SETUP = Setup(landscape=True)


def draw_list(sheet: ItemListSheet, typefaces: Typefaces, tell: Tell | None = None, setup: Setup = SETUP) -> bytes:
    """The short list (序号 to 渠道) as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill_list, setup, typefaces, tell)


def draw_catalog(sheet: ItemListSheet, typefaces: Typefaces, tell: Tell | None = None, setup: Setup = SETUP) -> bytes:
    """The full table of the national form, with √, as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill_catalog, setup, typefaces, tell)


def fill_list(sheet: ItemListSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the short list on these pages, in the language spoken."""
    _fill(sheet, pages, [Column(_(heading), length, align) for heading, length, align in LIST], _short, tell)


def fill_catalog(sheet: ItemListSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the full table on these pages, in the language spoken."""
    columns = [Column(_(heading), length, align, _(group)) for group, heading, length, align in CATALOG]
    _fill(sheet, pages, columns, _full, tell)


def _fill(
    sheet: ItemListSheet, pages: Pages, columns: list[Column], cells: Callable[[ItemRow], Cells], tell: Tell | None
) -> None:
    size = LARGE if pages.length > LONG else SMALL
    pages.begin((sheet.version, sheet.filter_text))
    draw_table(pages, columns, _rows(sheet.rows, cells), len(sheet.rows), (sheet.totals, sheet.note), tell, size)


def _rows(rows: Iterable[ItemRow], cells: Callable[[ItemRow], Cells]) -> Iterator[Row]:
    domain = ""
    for number, row in enumerate(rows, 1):
        if row.domain != domain:
            domain = row.domain
            yield Band(domain)
        yield str(number), *cells(row)


def _short(row: ItemRow) -> Cells:
    finer = "\n".join(filter(None, (row.level2, row.level3)))
    return row.level1, finer, row.content, row.basis, row.time_limit, row.publisher, listed(row.channels)


def _full(row: ItemRow) -> Cells:
    """The cells of the short list, and a tick wherever the catalog says so (公开对象、公开方式、公开层级)."""
    return (
        *_short(row),
        _tick(row.audience_all is True),
        row.audience_group or _tick(row.audience_all is False),
        _tick(row.mode is Mode.PROACTIVE),
        _tick(row.mode is Mode.ON_REQUEST),
        *(_tick(level in row.levels) for level in LEVEL_NAMES),
    )


def _tick(yes: bool) -> str:
    return "√" if yes else ""
