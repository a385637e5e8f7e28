"""Settings: the years of working days and holidays (节假日)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from app.i18n import N_, _
from app.operations import calendars
from app.operations.calendars import Moved
from app.rules.calendar import CalendarYear
from app.ui import theme
from app.ui.settings.moved import MovedList
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Label, primary
from app.ui.widgets.dialogs import open_file
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

HEIGHT = 240
PATTERNS = ((N_("节假日安排（TOML）"), "*.toml"),)
_INSTALL, _CHOOSE = N_("装入节假日安排…"), N_("选择节假日安排文件")
_WHAT = N_(
    "工作日按国务院办公厅的节假日安排计算。没有装入的年份按周一至周五暂算，到期日标明“暂定”；"
    "每年11月前后公布次年安排后，请装入新文件，到期日随之重算。"
)
_KNOWN = N_("{year} 年已装入：放假 {off} 天，调休上班 {work} 天。")
_NEXT_MISSING = N_("{year} 年的节假日安排还没有装入，跨年的到期日都是暂定。")
_SHIPPED, _OWN = N_("随程序提供"), N_("本单位装入")


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year as the list shows it."""

    year: CalendarYear
    shipped: bool


def years(session: Session) -> list[YearRow]:
    """Every year known, the newest first."""
    known, shipped = calendars.calendar(session).years, calendars.shipped().years
    return [YearRow(known[year], known[year] == shipped.get(year)) for year in sorted(known, reverse=True)]


def _origin(row: YearRow) -> Pill:
    return Pill("unknown", _(_SHIPPED)) if row.shipped else Pill("good", _(_OWN))


COLUMNS = (
    ColumnSpec("year", N_("年份"), 80, value=lambda row: str(row.year.year)),
    ColumnSpec("off", N_("放假（天）"), 100, kind="number", value=lambda row: len(row.year.off)),
    ColumnSpec("work", N_("调休（天）"), 100, kind="number", value=lambda row: len(row.year.work)),
    ColumnSpec("shipped", N_("来历"), 130, kind="pill", value=_origin),
    ColumnSpec("issued_on", N_("公布日期"), 110, kind="date", value=lambda row: row.year.issued_on),
    ColumnSpec("source", N_("出处"), 0, value=lambda row: row.year.source),
)


class CalendarsSection(ScrollingSection):
    """The years known; installing one shows whose due date moved."""

    watches = frozenset({"calendar_year"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.table = SmallTable(COLUMNS)
        self.table.setMinimumHeight(theme.scaled(HEIGHT))
        name(self.table, N_("已知年份"))
        self.missing = Label(tone="soon", wrap=True)
        self.installed = Label(tone="good", wrap=True)
        self.installed.hide()
        self.moved = MovedList()
        self.moved.opened.connect(self.go.emit)
        line = QHBoxLayout()
        self.install_button = primary(_INSTALL, self.choose)
        line.addWidget(self.install_button)
        line.addStretch(1)
        self.add(Label(_WHAT, tone="quiet", wrap=True), self.missing)
        self.add_row(line)
        self.add(self.installed, self.moved, self.table)

    def reload(self) -> None:
        """Read the years."""
        self.runner.query(self, years, self._take, slot="years")

    def choose(self) -> None:
        """Ask for a file and install it."""
        if path := open_file(self, _CHOOSE, PATTERNS):
            self.install(path)

    def install(self, path: Path) -> None:
        """Take a year's arrangement."""
        self.runner.query(self, lambda _session: calendars.announced(path), partial(self._install, path), slot="file")

    def _install(self, path: Path, year: CalendarYear) -> None:
        work = partial(calendars.install, path=path)
        self.runner.change(self, calendars.INSTALL, work, self._installed, {"year": year.year})

    def _installed(self, result: tuple[CalendarYear, list[Moved]]) -> None:
        year, moved = result
        self.installed.say(_KNOWN, year=year.year, off=len(year.off), work=len(year.work))
        self.installed.show()
        self.moved.show_moved(moved)

    def _take(self, rows: Sequence[YearRow]) -> None:
        self.table.set_rows(rows)
        known = {row.year.year for row in rows}
        wanted = _wanted_years(self.context.today())
        missing = next((year for year in wanted if year not in known), 0)
        self.missing.setVisible(bool(missing))
        self.missing.say(_NEXT_MISSING, year=missing)


def _wanted_years(today: date) -> tuple[int, ...]:
    """The current year, and from November on the next as well, when the State Council announces it."""
    return (today.year, today.year + 1) if today.month >= 11 else (today.year,)
