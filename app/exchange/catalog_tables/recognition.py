"""Finding the catalog among the tables of a file or a page."""

from collections.abc import Sequence
from dataclasses import replace

from app.exchange.catalog_tables.cells import has_tick
from app.exchange.catalog_tables.checks import damage_warnings
from app.exchange.catalog_tables.header import Header, begins, header_at
from app.exchange.catalog_tables.reading import CatalogReading, CatalogRowRead, RefusedRow
from app.exchange.catalog_tables.rows import RowReader
from app.exchange.catalog_tables.titles import domain_in, is_title, title_in
from app.exchange.catalog_tables.words import HEADINGS, LEVELS, field_of
from app.exchange.tables.grid import Grid
from app.i18n import N_
from app.rules.problems import Problem

_NOTES = ("注:", "注：", "备注", "说明", "填报", "填表", "联系人", "合计")
_FEWEST_LABELS = 3
_LABELS = tuple(
    word for field in ("content", "basis", "time_limit", "publisher", "channels") for word in HEADINGS[field][:1]
)
NO_HEADER = N_("没有找到标准目录的表头（一级事项、公开内容、公开依据等），没有读入。请确认选对了文件或表。")
NO_ROWS = N_("表头下面没有事项，没有读入。请检查表格是否完整。")
ONE_BY_ONE = N_("这是一页一项的“栏目：内容”样式，不是目录表，没有读入。请找到整张目录表，或逐项录入。")
LAYOUT = N_("文字没有分成格，只能猜测各段属于哪一列，没有读入。请使用原来的xlsx或docx表格，或从网页复制整张表格。")
HEADER_FROM_ABOVE = N_("从第{row}行开始的表没有表头，按前一张表的表头读入，请核对。")
NOTE = N_("第{row}行是说明文字，没有读入：{text}")
NO_DOMAIN = N_(
    "没有找到领域名称，请在表的标题中写明（如“社会救助领域”）再导入；都没有领域的目录，后采用的会代替先采用的。"
)
NO_TICKS = N_("表中有打勾的列，但一个“√”也没有，可能在复制时丢失，请补上公开对象、方式和层级。")


def read_catalog(grids: Sequence[Grid]) -> CatalogReading:
    """Read the standard catalog out of these tables.

    Rows that add up are taken, every other row is refused with its number and reason; nothing is placed by guessing.
    Tables that are no catalog are passed over when another one is.
    """
    catalog = _Catalog()
    for index, grid in enumerate(grids, 1):
        catalog.read(grid, grid.name or (f"{index}" if len(grids) > 1 else ""))
    return catalog.reading()


class _Catalog:
    """Collects what the tables give, in their order."""

    def __init__(self) -> None:
        self._readers: list[RowReader] = []
        self._refused: list[RefusedRow] = []
        self._passed_over: list[RefusedRow] = []
        self._warnings: list[Problem] = []
        self._titles: list[str] = []
        self._header: Header | None = None
        self._domain = ""

    def read(self, grid: Grid, table: str) -> None:
        """Read one table: titles, headers (also repeated ones), rows and notes as they come."""
        self._entitle(title_in(grid.heading), domain_in(grid.heading.split("\n")[-1]) or domain_in(grid.name))
        first = next((row for row in range(len(grid.rows)) if begins(grid, row)), None)
        if first is None:
            self._without_header(grid, table)
            return
        self._warnings += [*grid.problems, *damage_warnings(text for row in grid.rows for text in row)]
        for row in range(first):
            self._line(_sole(grid, row))
        self._rows(grid, table, first)

    def _rows(self, grid: Grid, table: str, first: int) -> None:
        reader: RowReader | None = None
        row = first
        while row < len(grid.rows):
            if begins(grid, row):
                self._header = header_at(grid, row)
                reader = self._begin(grid, table, self._header, reader)
                row = self._header.last
            elif self._line(_banner(grid, row)) and self._header:
                reader = self._begin(grid, table, self._header, None)
            elif reader and any(grid.rows[row]) and not self._note(grid, row):
                reader.read(row)
            row += 1

    def _begin(self, grid: Grid, table: str, header: Header, before: RowReader | None) -> RowReader:
        reader = RowReader(grid, header, self._domain, table, before)
        self._readers.append(reader)
        return reader

    def _entitle(self, title: str, domain: str) -> None:
        self._domain = domain or domain_in(title) or self._domain
        if title and title not in self._titles:
            self._titles.append(title)

    def _line(self, text: str) -> bool:
        """Take a row of one text as a title if it is one."""
        if not is_title(text):
            return False
        self._entitle(text, domain_in(text))
        return True

    def _note(self, grid: Grid, row: int) -> bool:
        text = _banner(grid, row)
        if not text.startswith(_NOTES):
            return False
        values = {"row": grid.number(row), "text": text[:60]}
        self._warnings.append(Problem("", NOTE, values, warning=True))
        return True

    def _without_header(self, grid: Grid, table: str) -> None:
        """Read a table cut off from its header by a page break; refuse a catalog in a form that cannot be read."""
        if self._header and self._header.width == grid.width and grid.width > 1 and _alike(grid, self._header):
            header = replace(self._header, first=-1, last=-1)
            self._warnings.append(Problem("", HEADER_FROM_ABOVE, {"row": grid.number(0)}, warning=True))
            reader = self._begin(grid, table, header, self._readers[-1] if self._readers else None)
            for row in range(len(grid.rows)):
                if any(grid.rows[row]):
                    reader.read(row)
            return
        reason = _unreadable(grid)
        text = "\n".join(" ".join(row) for row in grid.rows[:5])[:500]
        refused = RefusedRow(grid.number(0), Problem("", reason or NO_HEADER), text, table)
        (self._refused if reason else self._passed_over).append(refused)

    def reading(self) -> CatalogReading:
        """Give everything read so far; tables passed over are reported only when there was no catalog at all."""
        rows = [row for reader in self._readers for row in reader.rows]
        refused = [*self._refused, *(row for reader in self._readers for row in reader.refused)]
        if not rows and not refused:
            nothing = RefusedRow(0, Problem("", NO_ROWS if self._header else NO_HEADER), "")
            refused = [nothing] if self._header else self._passed_over or [nothing]
        headings = dict(self._header.headings) if self._header else {}
        domains = tuple(dict.fromkeys(row.domain for row in rows if row.domain))
        title = self._titles[0] if self._titles else ""
        return CatalogReading(
            title, domains, tuple(rows), tuple(refused), (*self._warnings, *self._gaps(rows)), headings
        )

    def _gaps(self, rows: Sequence[CatalogRowRead]) -> list[Problem]:
        found = []
        if any(not row.domain for row in rows):
            found.append(Problem("domain", NO_DOMAIN, warning=True))
        ticked = self._header and self._header.has("proactive", "on_request", "audience_all", *LEVELS)
        if ticked and rows and not any(row.mode or row.levels or row.audience_all is not None for row in rows):
            found.append(Problem("", NO_TICKS, warning=True))
        return found


def _sole(grid: Grid, row: int) -> str:
    """Give the text of a row that has only one, however often it is repeated; else nothing."""
    texts = {text for text in grid.rows[row] if text}
    return texts.pop() if len(texts) == 1 else ""


def _banner(grid: Grid, row: int) -> str:
    """Give the only text of a row if it begins at the left edge, as titles and notes between rows do."""
    text = _sole(grid, row)
    return text if text and grid.text(row, 0) == text else ""


def _alike(grid: Grid, header: Header) -> bool:
    """Whether the columns under a borrowed header look right: no sentences among the ticks."""
    ticked = [place for place in range(header.width) if place not in header.written and place not in header.extra]
    rows = [row for row in grid.rows if len(row) == header.width]
    fits = [all(len(row[place]) < 16 or has_tick(row[place]) for place in ticked) for row in rows]
    return len(rows) == len(grid.rows) and all(fits)


def _unreadable(grid: Grid) -> str:
    """Tell a catalog in a form that cannot be read from a table that is none; empty for the latter."""
    labels = [row for row in grid.rows if row and field_of(row[0].split("：")[0].split(":")[0])]
    if len(labels) >= _FEWEST_LABELS and grid.width > 1:
        return ONE_BY_ONE
    whole = "".join("".join(text.split()) for row in grid.rows for text in row)
    if sum(label in whole for label in _LABELS) >= _FEWEST_LABELS:
        coloned = sum(f"{label}{sign}" in whole for label in _LABELS for sign in ":：")
        return ONE_BY_ONE if coloned >= _FEWEST_LABELS else LAYOUT
    return ""
