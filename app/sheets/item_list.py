"""Catalog items on paper: the short list (嘎查村公开事项清单) and the table of the national form (标准目录)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_, _
from app.rules.catalog import LEVEL_NAMES, Mode
from app.sheets.fonts import Typefaces
from app.sheets.pages import A3_LANDSCAPE, A4_LANDSCAPE, Paper, drawn
from app.sheets.pen import Align
from app.sheets.sheet import Sheet, Tell
from app.sheets.table import Band, Column, Row, Table

Cells = tuple[str, ...]


class Size(StrEnum):
    """The paper, always landscape."""

    A4 = "a4"
    A3 = "a3"


PAPERS: Mapping[Size, Paper] = MappingProxyType({Size.A4: A4_LANDSCAPE, Size.A3: A3_LANDSCAPE})

# Heading, width in mm on A4, how cells stand.
LIST = (
    (N_("序号"), 10, Align.CENTRE),
    (N_("一级事项"), 26, Align.LEFT),
    (N_("二级事项"), 32, Align.LEFT),
    (N_("公开内容"), 62, Align.LEFT),
    (N_("公开依据"), 52, Align.LEFT),
    (N_("公开时限"), 32, Align.LEFT),
    (N_("公开主体"), 24, Align.LEFT),
    (N_("公开渠道和载体"), 32, Align.LEFT),
)

# The headings of the national form (标准目录): group, heading, width in mm on A4, how cells stand.
CATALOG = (
    ("", N_("序号"), 9, Align.CENTRE),
    (N_("公开事项"), N_("一级事项"), 17, Align.LEFT),
    (N_("公开事项"), N_("二级事项"), 21, Align.LEFT),
    ("", N_("公开内容（要素）"), 42, Align.LEFT),
    ("", N_("公开依据"), 40, Align.LEFT),
    ("", N_("公开时限"), 24, Align.LEFT),
    ("", N_("公开主体"), 19, Align.LEFT),
    ("", N_("公开渠道和载体"), 26, Align.LEFT),
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
    size: Size = Size.A4


def draw_list(sheet: ItemListSheet, typefaces: Typefaces, tell: Tell | None = None) -> bytes:
    """The short list (序号 to 渠道) as PDF, landscape; the same sheet gives the same bytes."""
    columns = [Column(_(heading), width, align) for heading, width, align in LIST]
    return _drawn(sheet, columns, _short, typefaces, tell)


def draw_catalog(sheet: ItemListSheet, typefaces: Typefaces, tell: Tell | None = None) -> bytes:
    """The full table of the national form, with √, as PDF, landscape; the same sheet gives the same bytes."""
    columns = [Column(_(heading), width, align, _(group)) for group, heading, width, align in CATALOG]
    return _drawn(sheet, columns, _full, typefaces, tell)


def _drawn(
    sheet: ItemListSheet,
    columns: list[Column],
    cells: Callable[[ItemRow], Cells],
    typefaces: Typefaces,
    tell: Tell | None,
) -> bytes:
    size = 8.5 if sheet.size is Size.A4 else 10.0
    with drawn(sheet, PAPERS[sheet.size], typefaces, (sheet.version, sheet.filter_text)) as pages:
        Table(pages, columns, size).rows(_rows(sheet.rows, cells), len(sheet.rows), tell)
        pages.phrases(sheet.totals)
        pages.paragraph(sheet.note)
    return pages.pdf


def _rows(rows: Iterable[ItemRow], cells: Callable[[ItemRow], Cells]) -> Iterator[Row]:
    domain = ""
    for number, row in enumerate(rows, 1):
        if row.domain != domain:
            domain = row.domain
            yield Band(domain)
        yield str(number), *cells(row)


def _short(row: ItemRow) -> Cells:
    finer = "\n".join(filter(None, (row.level2, row.level3)))
    return row.level1, finer, row.content, row.basis, row.time_limit, row.publisher, "、".join(row.channels)


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
