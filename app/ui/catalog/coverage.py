"""Coverage (目录覆盖情况): which items were due in a period, and which of them were not disclosed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from app.i18n import N_, _
from app.operations import coverage, dues
from app.operations.coverage import CoverageRow
from app.operations.disclosure_lists import DisclosureFilter
from app.rules.disclosures import DisclosureDraft
from app.rules.problems import Problem
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.limit_words import limit_words
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context, Page
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

DAYS_WIDEST = 360
MONTH, QUARTER, YEAR, OWN = "month", "quarter", "year", "own"
PERIODS = {MONTH: N_("本月"), QUARTER: N_("本季"), YEAR: N_("本年"), OWN: N_("自定")}
MISSING, SILENT, DISCLOSED, ALL = "missing", "silent", "disclosed", "all"
KINDS = {MISSING: N_("应公开未公开"), SILENT: N_("期内没有登记"), DISCLOSED: N_("已有公开"), ALL: N_("全部事项")}
STATES = {MISSING: "late", SILENT: "unknown", DISCLOSED: "good"}
_PERIOD = N_("{first} 至 {last}，本单位应主动公开的事项 {n} 项。")
_MEANS = N_(
    "时限写明定期的，按期内应公开的次数看；其余事项有登记而没有公开的，算应公开未公开；"
    "没有登记的，请对照实际工作看有没有应当公开的。应公开以次计，其余以条计。"
)
_NONE = N_("选一个事项，看它在这段时间里应当哪天公开、已经公开几条。")
_REGISTER, _REGISTERED = N_("登记一条"), N_("查看已登记")
_WRONG = N_("结束日期早于开始日期，请改正。")
_COUNT = N_("{n} 条")


def period(kind: str, today: date) -> tuple[date, date]:
    """The first and last day of this month, quarter or year."""
    first = {MONTH: today.month, QUARTER: (today.month - 1) // 3 * 3 + 1, YEAR: 1}[kind]
    last = {MONTH: today.month, QUARTER: first + 2, YEAR: 12}[kind]
    return date(today.year, first, 1), date(today.year, last, monthrange(today.year, last)[1])


def kind_of(row: CoverageRow) -> str:
    """What a person should see in the row: something is missing, nothing was registered, or it was disclosed."""
    return MISSING if row.missing else SILENT if row.silent else DISCLOSED


def kind_pill(row: CoverageRow) -> Pill:
    """The same as a pill."""
    kind = kind_of(row)
    return Pill(STATES[kind], _(KINDS[kind]))


COLUMNS = (
    ColumnSpec("item", N_("事项"), 230, value=lambda row: row.item.name),
    ColumnSpec("kind", N_("情况"), 126, kind="pill", value=kind_pill),
    ColumnSpec("expected", N_("应公开"), 66, kind="number", value=lambda row: len(row.expected) or None),
    ColumnSpec("disclosed", N_("已公开"), 66, kind="number"),
    ColumnSpec("late", N_("超期"), 54, kind="number"),
    ColumnSpec("open", N_("未公开"), 66, kind="number"),
    ColumnSpec("domain", N_("领域"), 0, value=lambda row: row.item.domain),
)


def facts(row: CoverageRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of an item in its period."""
    yield N_("领域"), row.item.domain
    yield N_("公开时限"), row.item.time_limit
    yield N_("时限的含义"), "\n".join(limit_words(dues.parsed(row.item.time_limit)))
    yield N_("应公开日期"), "、".join(day.isoformat() for day in row.expected)
    for label, number in ((N_("已公开"), row.disclosed), (N_("其中超期"), row.late), (N_("登记未公开"), row.open)):
        yield label, _(_COUNT).format(n=number)


class CoverageSection(Page):
    """A period above, the items with their counts, the chosen item beside them."""

    watches = frozenset({"disclosure", "channel_event", "catalog_version", "catalog_item", "office"})
    help_page = "catalog"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: Sequence[CoverageRow] = ()
        self._current: CoverageRow | None = None
        self.periods = ViewRow([View(key, title) for key, title in PERIODS.items()], may_keep=False)
        self.days = Form((FieldSpec("first", N_("从"), "date"), FieldSpec("last", N_("到"), "date")))
        self.kinds = ViewRow([View(key, title) for key, title in KINDS.items()], may_keep=False)
        self.sentence = Label(wrap=True)
        self.table = SmallTable(COLUMNS)
        self.detail = Detail()
        self.facts = Facts()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        name(self.table, N_("覆盖情况"))
        self.detail.add(self.nothing)
        self.detail.add(self.facts)
        self.detail.add_stretch()
        self.register = primary(_REGISTER, self._register)
        self.registered = secondary(_REGISTERED, self._registered)
        self.detail.set_actions(self.registered, self.register)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (self.periods, self.days, self.sentence, Label(_MEANS, tone="quiet", wrap=True), self.kinds):
            box.addWidget(widget)
        box.addWidget(Beside(self.table, self.detail), 1)
        self.periods.choose(QUARTER)
        self.kinds.choose(MISSING)
        self.days.setMaximumWidth(theme.scaled(DAYS_WIDEST))
        self.days.hide()
        self._show(None)

    def _listen(self) -> None:
        self.periods.chosen.connect(self._choose_period)
        self.days.edited.connect(lambda _key: self.reload())
        self.kinds.chosen.connect(lambda key: self.show_kind(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self._registered())

    def days_shown(self) -> tuple[date, date]:
        """The first and last day of the chosen period."""
        kind = self.periods.current() or QUARTER
        if kind != OWN:
            return period(kind, self.context.today())
        values = self.days.values()
        usual = period(YEAR, self.context.today())
        return values["first"] or usual[0], values["last"] or usual[1]

    def reload(self) -> None:
        """Read the coverage of the period."""
        first, last = self.days_shown()
        if self.days.show_problems([Problem("last", _WRONG)] if last < first else []):
            return
        self.runner.query(self, lambda session: coverage.of_period(session, first, last), self._take, slot="rows")

    def retranslate(self) -> None:
        """Say sentence, counts and detail again."""
        self._take(self._rows)

    def show_kind(self, kind: str) -> None:
        """Show the rows of this kind, or all."""
        self.kinds.choose(kind)
        rows = [row for row in self._rows if kind in (ALL, kind_of(row))]
        self.table.set_rows(rows)
        self.counted.emit(len(rows))

    def _choose_period(self, key: str) -> None:
        self.periods.choose(key or QUARTER)
        if key == OWN and not any(self.days.values().values()):
            first, last = period(YEAR, self.context.today())
            self.days.set_values({"first": first, "last": last})
        self.days.setVisible(key == OWN)
        self.reload()

    def _take(self, rows: Sequence[CoverageRow]) -> None:
        self._rows = rows
        first, last = self.days_shown()
        self.sentence.say(_PERIOD, first=first.isoformat(), last=last.isoformat(), n=len(rows))
        kinds = [kind_of(row) for row in rows]
        self.kinds.set_counts({key: len(rows) if key == ALL else kinds.count(key) for key in KINDS})
        here = self._current.item.uuid if self._current else ""
        self.show_kind(self.kinds.current() or ALL)
        number = next((n for n, row in enumerate(self.table.rows()) if row.item.uuid == here), -1)
        if number >= 0:
            self.table.selectRow(number)

    def _show(self, row: CoverageRow | None) -> None:
        self._current = row
        self.detail.set_heading(row.item.name if row else "")
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
        for button in (self.register, self.registered):
            button.setEnabled(row is not None)

    def _register(self) -> None:
        if self._current:
            self.go.emit("disclosures", DisclosureDraft(item_key=self._current.item.key))

    def _registered(self) -> None:
        if self._current:
            self.go.emit("disclosures", DisclosureFilter(item_key=self._current.item.key))
