"""The tariffs (收费标准) known here, what a request costs by the chosen one, and installing another by file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import fees
from app.operations.fees import TariffRow
from app.rules import fees as rules
from app.rules.fees import Tariff
from app.rules.payouts import yuan
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.disclosures.saving import Places
from app.ui.widgets.buttons import Label, danger, primary, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.dialogs import open_file
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from datetime import date

    from app.ui.widgets.page import Context

PATTERNS = ((N_("收费标准（TOML）"), "*.toml"),)
_INSTALL, _CHOOSE = N_("装入收费标准…"), N_("选择收费标准文件")
_TEMPLATE, _SAVE, _FILE = N_("另存一份来改…"), N_("保存收费标准"), N_("信息处理费收费标准")
_REMOVE = N_("删除这份标准")
_WHAT = N_(
    "一件申请按收到之日正在执行的标准计费。自治区或本级另有规定的，先“另存一份来改”，改好执行日期和各档价格，再装入；"
    "以前的申请仍按当时的标准。"
)
_SHIPPED, _OWN, _NOW, _LATER = N_("随程序提供"), N_("本单位装入"), N_("正在执行"), N_("{day} 起执行")
_ITEMS, _PAGES, _SOURCE = N_("按件（同一申请人一个自然月内累计）"), N_("按量（每件申请单独计算）"), N_("依据")
_INSTALLED, _WRITTEN = N_("已装入“{name}”，{day}起执行。"), N_("已写到 {file}。")
_TRY_NTH, _TRY_PAGES = N_("试算：当月第几件"), N_("试算：页数")
_COSTS = N_("{amount} 元")
MOST = 100_000


def origin(row: TariffRow) -> str:
    """Whose tariff it is."""
    return _(_OWN) if row.uuid else _(_SHIPPED)


COLUMNS = (
    ColumnSpec("day", N_("起执行"), 110, kind="date", value=lambda row: row.tariff.in_force_on),
    ColumnSpec("name", N_("收费标准"), 0, value=lambda row: row.tariff.name),
    ColumnSpec("origin", N_("来历"), 130, value=origin),
)


class TariffsPanel(QWidget):
    """The list of tariffs; the chosen one beside it, with a line to try it out."""

    said = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._rows: Sequence[TariffRow] = ()
        self._places = Places()
        self.table = SmallTable(COLUMNS)
        self.detail = Detail()
        self.state = Label(tone="good", wrap=True)
        self.facts = Facts()
        self.trying = Form((FieldSpec("nth", _TRY_NTH, "number"), FieldSpec("pages", _TRY_PAGES, "number")))
        self.remove_button = danger(_REMOVE, self.remove)
        self._lay_out()
        self.table.current_changed.connect(self._show)
        self.trying.edited.connect(lambda _key: self._try())

    def _lay_out(self) -> None:
        name(self.table, _FILE)
        for widget in (self.state, self.facts, self.trying):
            self.detail.add(widget)
        self.detail.add_stretch()
        self.detail.set_actions(self.remove_button)
        line = QWidget()
        buttons = Flow(line)
        for button in (secondary(_TEMPLATE, self.save), primary(_INSTALL, self.choose)):
            buttons.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(Label(_WHAT, tone="quiet", wrap=True))
        box.addWidget(line)
        box.addWidget(Beside(self.table, self.detail), 1)

    def reload(self) -> None:
        """Read the tariffs."""
        self._context.runner.query(self, fees.tariffs, self._take, slot="tariffs")

    def retranslate(self) -> None:
        """Say the chosen tariff again."""
        self._show(self.table.current())

    def choose(self) -> None:
        """Ask for a file and install it."""
        if path := open_file(self, _CHOOSE, PATTERNS):
            self.install(path)

    def install(self, path: Path) -> None:
        """Take a tariff from a file."""
        read = partial(self._install, path)
        self._context.runner.query(self, lambda _session: fees.announced(path), read, slot="file")

    def save(self) -> None:
        """Ask where to write the tariff in force as a file to change."""
        today = self._context.today()
        if path := self._places.ask(self, _(_SAVE), PATTERNS, _(_FILE), today):
            self.save_to(path, today)

    def save_to(self, path: Path, today: date) -> None:
        """Write the tariff in force to this file."""
        work = partial(fees.write_template, path=path, today=today)
        self._context.runner.query(
            self, work, lambda _none: self.said.emit(_(_WRITTEN).format(file=path.name)), slot="save"
        )

    def remove(self) -> None:
        """Take out the chosen tariff of the office."""
        if (row := self.table.current()) and row.uuid:
            work = partial(fees.remove_tariff, uuid=row.uuid)
            self._context.runner.change(self, fees.REMOVE, work, values={"name": row.tariff.name})

    def _install(self, path: Path, tariff: Tariff) -> None:
        work = partial(fees.install, path=path)
        self._context.runner.change(self, fees.INSTALL, work, self._installed, {"name": tariff.name})

    def _installed(self, tariff: Tariff) -> None:
        self.said.emit(_(_INSTALLED).format(name=tariff.name, day=tariff.in_force_on.isoformat()))

    def _take(self, rows: Sequence[TariffRow]) -> None:
        before = self.table.current()
        self._rows = rows[::-1]
        self.table.set_rows(self._rows)
        days = [row.tariff.in_force_on for row in self._rows]
        now = next((n for n, day in enumerate(days) if day <= self._context.today()), 0)
        kept = days.index(before.tariff.in_force_on) if before and before.tariff.in_force_on in days else now
        self.table.selectRow(kept)

    def _show(self, row: TariffRow | None) -> None:
        self.detail.set_heading(row.tariff.name if row else "")
        self.remove_button.setVisible(row is not None and bool(row.uuid))
        self._say_state(row)
        tariff = row.tariff if row else None
        shown = (
            (_ITEMS, "\n".join(rules.step_lines(tariff.items, "item"))),
            (_PAGES, "\n".join(rules.step_lines(tariff.pages, "page"))),
            (_SOURCE, tariff.source),
        ) if tariff else ()  # fmt: skip
        self.facts.show_rows(shown)
        self._try()

    def _say_state(self, row: TariffRow | None) -> None:
        """Whether it counts today, or from when."""
        today = self._context.today()
        begun = [each.tariff.in_force_on for each in self._rows if each.tariff.in_force_on <= today]
        later = row is not None and row.tariff.in_force_on > today
        now = row is not None and bool(begun) and row.tariff.in_force_on == max(begun)
        self.state.say(_NOW if now else _LATER if later else "", day=row.tariff.in_force_on.isoformat() if row else "")
        self.state.setVisible(now or later)

    def _try(self) -> None:
        """What the typed numbers would cost."""
        row: TariffRow | None = self.table.current()
        for key, price in (("nth", rules.item_fee), ("pages", rules.page_fee)):
            n = self.trying.values()[key]
            known = row is not None and bool(n) and n <= MOST
            told = _(_COSTS).format(amount=yuan(price(n, row.tariff))) if known and row else ""
            self.trying.show_hint(key, told)
