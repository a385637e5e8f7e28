"""One row of a catalog table after the other, with what empty and merged cells continue from above."""

import re
from collections.abc import Mapping
from dataclasses import replace

from app.exchange.catalog_tables import marks
from app.exchange.catalog_tables.cells import is_blank, is_ditto, joined, once
from app.exchange.catalog_tables.checks import row_warnings
from app.exchange.catalog_tables.header import Header
from app.exchange.catalog_tables.reading import CatalogRowRead, RefusedRow
from app.exchange.catalog_tables.words import NAMES, PLAIN, TICKED
from app.exchange.tables import old_codes
from app.exchange.tables.grid import Grid
from app.i18n import N_, _
from app.rules.catalog import FIELD_NAMES
from app.rules.channels import parse_channels
from app.rules.problems import Problem

_CARRIED = ("basis", "time_limit", "publisher", "channels")
_NAMING = frozenset({"number", "domain", *NAMES})
_BODIES = re.compile(r"(?:(?<=[局厅院])|(?<=部门|中心|政府)|(?<=委员会|办公室))\s+(?=\S{2})")
_TELLING = _NAMING | {"content"}  # without one of these a row may belong to any item
NO_ITEM = N_("没有序号、事项名称和内容，不能确定属于哪一项。")
NO_NAME = N_("没有一级事项，上面也没有可以沿用的（上一行可能没有读入）。请在原表中补上一级事项再导入。")
ONLY_NUMBER = N_("只有序号，没有内容。")
ONLY_NAME = N_("只有一级事项，没有其他内容；它作为下面各行的一级事项沿用。")
NOT_ADDING_UP = N_("这一行有{found}格，表头有{wanted}格，不能确定各格属于哪一列。请在原表中补齐后再导入。")
SLIPPED = N_("“{text}”不像是“{field}”一列的内容，各格可能错位。请在原表中核对后再导入。")
CARRIED_DOWN = N_("{field}空白，沿用第{row}行。")
BOTH_MODES = N_("“主动”和“依申请”都勾选了，请核对公开方式。")


class RowReader:
    """Reads the rows under one header."""

    def __init__(self, grid: Grid, header: Header, domain: str, table: str, before: "RowReader | None" = None) -> None:
        self._grid = grid
        self._header = header
        self._domain = domain
        self._table = table
        self._above: dict[str, str] = before._above if before else {}
        self._merging = _merging(grid, header)
        self._headings = dict(header.extra)
        for field, places in header.places.items():
            self._headings |= dict.fromkeys(places, header.headings.get(field, ""))
        self._last_row = -1
        self.rows: list[CatalogRowRead] = []
        self.refused: list[RefusedRow] = []

    def read(self, row: int) -> None:
        """Take one row: a new item, more of the one above, or refused with its reason."""
        problem = self._misfit(row)
        shown, own = self._texts(row)
        if problem:
            self._refuse(row, problem)
            self._above = {}  # what the lost row said would have been carried down
        elif not own.keys() - {"number"}:
            self._bare_number(row, shown, own)
        elif self._continues(row, own):
            self._extend(row, own)
        elif not shown.keys() & _TELLING:
            self._refuse(row, Problem("", NO_ITEM))
        elif self._only_names(shown, own):
            self._above.update(self._settled(own))
            self._refuse(row, Problem("", ONLY_NAME))
        else:
            self._take(row, shown)

    def _only_names(self, shown: Mapping[str, str], own: Mapping[str, str]) -> bool:
        """Whether a row names a first level and nothing else, in a table that says more of its items."""
        bare = own.keys() <= _NAMING and not own.keys() & {"level2", "level3"} and not shown.keys() & set(PLAIN)
        return bare and self._header.has(*PLAIN)

    def _texts(self, row: int) -> tuple[dict[str, str], dict[str, str]]:
        """Give the text seen in each field, and of these what stands in this very row, not merged down from above."""
        shown: dict[str, str] = {}
        own: dict[str, str] = {}
        for field, places in self._header.places.items():
            seen = [
                place for place in places if self._grid.origin(row, place)[1] == place and self._grid.text(row, place)
            ]
            text = "\n".join(dict.fromkeys(self._grid.text(row, place) for place in seen))
            if text and not (field not in TICKED and is_blank(text)):
                shown[field] = text
                if any(not self._grid.merged(row, place) for place in seen):
                    own[field] = text
        return shown, own

    def _misfit(self, row: int) -> Problem | None:
        """Find out whether each cell can be told its column."""
        cells, width = self._grid.rows[row], self._header.width
        short = len(cells) < width and (len(cells) <= max(self._header.written) or any(map(marks.is_bare_tick, cells)))
        if not self._grid.rectangular and (short or any(cells[width:])):
            return Problem("", NOT_ADDING_UP, {"found": len(cells), "wanted": width})
        for field, text in self._texts(row)[0].items():
            if marks.slipped(field, text):
                heading = self._header.headings.get(field, "")
                return Problem(field, SLIPPED, {"text": text[:20], "field": heading})
        return None

    def _refuse(self, row: int, reason: Problem) -> None:
        text = " | ".join(self._grid.rows[row])
        self.refused.append(RefusedRow(self._grid.number(row), reason, text, self._table))

    def _bare_number(self, row: int, shown: Mapping[str, str], own: Mapping[str, str]) -> None:
        """Pass over a row that is all merged from above or blank; a number alone is an item that got lost."""
        if own and not shown.keys() - own.keys():
            self._refuse(row, Problem("", ONLY_NUMBER))
        elif own:
            self._take(row, shown)

    def _continues(self, row: int, own: Mapping[str, str]) -> bool:
        """Whether a row only goes on with the content or the channels of the item right above it."""
        return own.keys() <= {"content", "channels"} and bool(self.rows) and self._last_row == row - 1

    def _extend(self, row: int, own: Mapping[str, str]) -> None:
        last = self.rows[-1]
        content = "\n".join(filter(None, (last.content, self._clean("content", own.get("content", "")))))
        channels = tuple(dict.fromkeys((*last.channels, *parse_channels(own.get("channels", "")))))
        doubts = old_codes.problems(self._grid, row, self._headings)
        warnings = (*last.warnings, *(doubt for doubt in doubts if doubt not in last.warnings))
        self.rows[-1] = replace(last, content=content, channels=channels, warnings=warnings)
        self._last_row = row

    def _settled(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Clean the words of a row and put in what 同上 stands for."""
        fields = {"number", "domain", *NAMES, *PLAIN} & texts.keys()
        return {
            field: self._above.get(field, "") if is_ditto(texts[field]) else self._clean(field, texts[field])
            for field in fields
        }

    def _clean(self, field: str, text: str) -> str:
        if field == "channels":
            return text
        if field == "publisher":
            text = _BODIES.sub("、", text)
        whole = joined(text, lists=field in {"content", "basis"})
        return once(whole) if field in NAMES else whole

    def _take(self, row: int, shown: Mapping[str, str]) -> None:
        texts = self._settled(shown)
        warnings = self._carry(texts)
        if not texts.get("level1"):
            self._refuse(row, Problem("level1", NO_NAME))
            return
        self._above = dict(texts)
        self._above["row"] = str(self._grid.number(row))
        read = self._row(row, texts, shown)
        if marks.both_modes(shown):
            warnings.append(Problem("mode", BOTH_MODES, warning=True))
        warnings += old_codes.problems(self._grid, row, self._headings)
        warnings += row_warnings(read, texts.get("channels", ""), self._header.has("channels"))
        self.rows.append(replace(read, warnings=tuple(warnings)))
        self._last_row = row

    def _carry(self, texts: dict[str, str]) -> list[Problem]:
        """Fill the blanks that continue the row above; in a column with merged cells, blanks are blanks."""
        unnamed = not any(texts.get(name) for name in NAMES)
        carried = [field for field in _CARRIED if field not in self._merging]
        if unnamed:
            carried += ["level2", "level3", "content"]
        carried = [field for field in carried if not texts.get(field) and self._above.get(field)]
        for field in ("domain", "level1", *carried):
            if not texts.get(field) and self._above.get(field):
                texts[field] = self._above[field]
        above = self._above.get("row", "")
        return [Problem(field, CARRIED_DOWN, {"field": _(FIELD_NAMES[field]), "row": above}, True) for field in carried]

    def _row(self, row: int, texts: Mapping[str, str], shown: Mapping[str, str]) -> CatalogRowRead:
        to = marks.audience(shown)
        extra = {
            heading: text
            for place, heading in self._header.extra.items()
            if (text := joined(self._grid.text(row, place))) and self._grid.origin(row, place)[1] == place
        }
        return CatalogRowRead(
            number=texts.get("number", ""),
            domain=texts.get("domain") or self._domain,
            level1=texts.get("level1", ""),
            level2=texts.get("level2", ""),
            level3=texts.get("level3", ""),
            content=texts.get("content", ""),
            basis=texts.get("basis", ""),
            time_limit=texts.get("time_limit", ""),
            publisher=texts.get("publisher", ""),
            channels=parse_channels(texts.get("channels", "")),
            audience_all=to.everybody,
            audience_group=to.group,
            mode=marks.mode(shown),
            levels=marks.levels(shown),
            extra=extra,
            source_row=self._grid.number(row),
            source_table=self._table,
        )


def _merging(grid: Grid, header: Header) -> frozenset[str]:
    """Find the fields whose column has cells merged downwards below the header."""
    merged = {span.left for span in grid.spans if span.bottom > span.top > header.last}
    return frozenset(field for field, places in header.places.items() if merged & set(places))
