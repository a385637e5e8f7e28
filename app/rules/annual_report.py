"""The annual report (政府信息公开工作年度报告) as a form: its tables, cells, identities and sections.

A format is data (resources/report_formats), since the State Council changes it: the statistics table of 2018, and the
format of 国办公开办函〔2021〕30号.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_, _

Values = Mapping[str, Decimal | None]
BEFORE = "previous:"
"""Begins the key of a cell of last year's report in an identity."""


class Scope(StrEnum):
    """Whose figures a report holds."""

    OWN = "own"
    TREE = "tree"


class ReportStatus(StrEnum):
    """How far a report is."""

    DRAFT = "draft"
    FINAL = "final"


SCOPE_NAMES: Mapping[Scope, str] = MappingProxyType({Scope.OWN: N_("本机关"), Scope.TREE: N_("汇总（含下级）")})
STATUS_NAMES: Mapping[ReportStatus, str] = MappingProxyType(
    {ReportStatus.DRAFT: N_("草稿"), ReportStatus.FINAL: N_("已定稿")}
)
FED_BY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "": N_("手工填写"),
        "requests": N_("依申请公开登记"),
        "disclosures": N_("主动公开台账"),
        "remedies": N_("复议诉讼台账"),
        "fees": N_("信息处理费台账"),
        "sum": N_("由其他栏相加"),
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a format, said in the language in use whenever they are shown; parts with a joint between them."""

    parts: tuple[str, ...]
    joint: str = ""

    def __str__(self) -> str:
        return self.joint.join(_(part) for part in self.parts if part)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of the form: its unit, and which register feeds it ("": entered by hand).

    `row` and `column` are its label as the form prints it, `counts` the sentences that say what it counts.
    """

    key: str
    row: tuple[str, ...]
    column: str
    unit: str
    counts: tuple[str, ...]
    fed_by: str = ""
    decimal: bool = False
    never: str = ""  # why an office of a banner or below has nothing to enter here; a warning if it does

    @property
    def words(self) -> Words:
        """Its full label, to be said later."""
        return Words((*self.row, "·" if self.column else "", self.column), " ")

    @property
    def label(self) -> str:
        """Its full label in the language in use."""
        return str(self.words)

    @property
    def definition(self) -> str:
        """What it counts, in the language in use."""
        return str(Words(self.counts))


@dataclass(frozen=True, slots=True)
class Box:
    """A place of a printed table: words, or the figure of a cell by its key; spans as in HTML.

    `level` is how deep a label of the form of 2018 stands (1 to 4), for its indent.
    """

    text: str = ""
    key: str = ""
    columns: int = 1
    rows: int = 1
    head: bool = False
    level: int = 0


Line = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is printed: `columns` across, the first `head` lines repeated on each page, boxes line by line.

    A table that is not `printed` holds figures that stand in the text only (section 六 of the format of 2021).
    """

    key: str
    title: str
    columns: int
    head: int
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]
    section: str = ""  # the section it stands in
    printed: bool = True

    @property
    def keys(self) -> Iterator[str]:
        """The keys of its cells, in reading order."""
        return (cell.key for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section of the text: its key, heading, and what belongs into it. `text` False: the section is its table."""

    key: str
    title: str
    hint: str
    text: bool = True


@dataclass(frozen=True, slots=True)
class Identity:
    """What must hold between cells: sum of the left, relation, sum of the right.

    `relation` is "=", "<=" or "needs" (the left above zero wants the right above zero). Keys that begin with BEFORE are
    last year's. `adds`: the left cell is made of the right ones when one of them is entered by hand.
    """

    check: str
    key: str
    left: tuple[str, ...]
    relation: str
    right: tuple[str, ...]
    says: str
    warning: bool = False
    adds: bool = False
    where: tuple[str, ...] = ()  # the label of the column or row it is about


@dataclass(frozen=True)
class ReportFormat:
    """A format: for which years, its tables, sections, identities, and names for figures in text (name -> cell key)."""

    id: str
    name: str
    source: str
    first_year: int
    last_year: int | None
    tables: tuple[Table, ...]
    sections: tuple[SectionSpec, ...]
    identities: tuple[Identity, ...]
    names: Mapping[str, str]
    title: str  # of the report, with {office} and {year}
    since: int = 0  # from this year on the form is exactly this one; before, its tables were other ones (a warning)
    cells: Mapping[str, Cell] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the cells by their keys."""
        object.__setattr__(self, "cells", {cell.key: cell for table in self.tables for cell in table.cells})

    def fits(self, year: int) -> bool:
        """Whether a year is reported in this format."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: its name ("AR-BAL"), the cell it points at ("": none), a sentence.

    `key` tells this finding from all others of the report: a written reason hangs on it. A warning forbids nothing.
    """

    check: str
    cell: str
    message: str
    values: Mapping[str, object]
    warning: bool
    key: str

    @property
    def text(self) -> str:
        """The sentence in the language in use."""
        return _(self.message).format(**self.values)


def plain_number(value: Decimal | None) -> str:
    """A figure as it is printed: no exponent, no zeros behind the point, no sign before nought; empty for none."""
    if value is None:
        return ""
    text = format(abs(value) if value.is_zero() else value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def due_day(year: int, month_day: str) -> date:
    """By when the report of a year is due in the year after (第四十九条), from the office's choice "01-31"."""
    month, _dash, day = month_day.partition("-")
    return date(year + 1, int(month), int(day))
