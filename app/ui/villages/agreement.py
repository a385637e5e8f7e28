"""Whether the banner and the villages say the same (对应一致): what differs first, both sides in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import agreements, papers, villages
from app.operations.agreements import AgreementRow
from app.rules.agreement import MISMATCH_NAMES, Figures, Finding, Mismatch
from app.text import search_keys
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.menus import menu_button
from app.ui.catalog.sections import Section
from app.ui.villages.choosing import YearChoice, place_name
from app.ui.villages.text_filter import TextFilter
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill, shown
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

DIFFERENT, AGREED, ALL = "different", "agreed", "all"
KINDS: dict[str, str] = {
    DIFFERENT: N_("不一致"),
    **{str(kind): title for kind, title in MISMATCH_NAMES.items()},
    AGREED: N_("一致"),
    ALL: N_("全部"),
}
_PRINT, _EXPORT = N_("打印"), N_("导出…")
_ROLL, _NOTICE, _DISCLOSURE, _SEE = N_("打开名册"), N_("打开公示"), N_("打开公开信息"), N_("打开…")
_EMPTY = N_("这一年还没有可以核对的事项")
_EMPTY_WHY = N_("导入补贴发放名册、登记公示后，在这里逐项核对：旗县发放的户数和金额，与嘎查村张贴的是否一致。")
_NO_HIT = N_("没有这样的事项"), N_("换一个条件，或看“全部”。")
_NONE = N_("选一行，看两边各是多少、差在哪里。")
_SEARCH, _SEARCH_NAME = N_("筛选：嘎查村或事项，汉字或拼音"), N_("筛选嘎查村和事项")
_SUMMARY = N_("核对 {all} 项，不一致 {different} 项。")
_HOUSEHOLDS, _AMOUNT = N_("{n} 户"), N_("{n} 元")
_BOTH = N_("旗县 {banner}，嘎查村 {village}")
_NOTHING = N_("没有")
_SEVERAL = N_("{n} 处不一致")
_WHAT_TO_DO = {
    Mismatch.NOT_POSTED: N_("旗县已有记录，嘎查村没有张贴公示。请起草公示并张贴。"),
    Mismatch.NOT_AT_BANNER: N_("嘎查村张贴了公示，旗县没有对应的名册。请导入名册，或核对补贴名称和年度。"),
    Mismatch.HOUSEHOLDS: N_("公示的户数与名册相差 {n} 户。请核对后更正重贴，或改正名册。"),
    Mismatch.AMOUNT: N_("公示的金额与名册相差 {n} 元。请核对后更正重贴，或改正名册。"),
    Mismatch.DATES: N_("公示于 {village} 张贴，早于 {banner} 发放，不是实际发放的结果。请更正重贴。"),
}


def yuan(fen: int | None) -> Decimal | None:
    """An amount kept in fen, in yuan."""
    return None if fen is None else Decimal(fen) / 100


def result_pill(row: AgreementRow) -> Pill:
    """What differs, as a pill; several differences by their number, as the detail names them."""
    if len(row.findings) > 1:
        return Pill("late", _(_SEVERAL).format(n=len(row.findings)))
    return Pill("late" if row.findings else "good", row.result)


def finding_words(finding: Finding) -> str:
    """A difference and what to do about it, in the language in use."""
    message, banner, village = _(_WHAT_TO_DO[finding.what]), finding.banner, finding.village
    if isinstance(banner, date) and isinstance(village, date):
        return message.format(banner=banner.isoformat(), village=village.isoformat())
    if isinstance(banner, int) and isinstance(village, int):
        n = abs(banner - village)
        return message.format(n=shown(yuan(n), "money") if finding.what is Mismatch.AMOUNT else f"{n:,}")
    return message


def _side(row: AgreementRow, side: str, figure: str) -> object:
    figures: Figures | None = getattr(row, side)
    return getattr(figures, figure) if figures else None


def _money(side: str, row: AgreementRow) -> Decimal | None:
    value = _side(row, side, "amount_fen")
    return yuan(value) if isinstance(value, int) else None


BANNER, VILLAGE = "banner", "village_figures"
COLUMNS = (
    ColumnSpec("village", N_("嘎查村"), 110),
    ColumnSpec("subject", N_("公开事项"), 0),
    ColumnSpec("result", N_("核对结果"), 120, kind="pill", value=result_pill),
    ColumnSpec("b_n", N_("旗县户数"), 76, kind="number", value=lambda row: _side(row, BANNER, "households")),
    ColumnSpec("v_n", N_("公示户数"), 76, kind="number", value=lambda row: _side(row, VILLAGE, "households")),
    ColumnSpec("b_sum", N_("旗县金额（元）"), 104, kind="money", value=partial(_money, BANNER)),
    ColumnSpec("v_sum", N_("公示金额（元）"), 104, kind="money", value=partial(_money, VILLAGE)),
)


def facts(row: AgreementRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of both sides, then what to do."""
    yield N_("嘎查村"), row.village
    yield N_("核对结果"), "\n".join(finding_words(finding) for finding in row.findings) or row.result
    for label, figure, words in ((N_("户数"), "households", _HOUSEHOLDS), (N_("金额"), "amount_fen", _AMOUNT)):
        sides = [_side(row, side, figure) for side in (BANNER, VILLAGE)]
        if any(value is not None for value in sides):
            yield label, _both([_figure(value, words) for value in sides])
    days = [_side(row, side, "on") for side in (BANNER, VILLAGE)]
    if any(days):
        yield N_("日期（旗县发放或公开，嘎查村张贴）"), _both([shown(day) or _(_NOTHING) for day in days])


def _both(sides: Sequence[str]) -> str:
    return _(_BOTH).format(banner=sides[0], village=sides[1])


def _figure(value: object, words: str) -> str:
    if not isinstance(value, int):
        return _(_NOTHING)
    return _(words).format(n=shown(yuan(value), "money") if words == _AMOUNT else f"{value:,}")


class AgreementSection(Section):
    """A year above, the pairs with those that differ first, the chosen one beside them."""

    watches = frozenset({"office", "village_matter", "notice", "payout_roll", "payout", "disclosure"})
    help_page = "villages"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: Sequence[AgreementRow] = ()
        self._row: AgreementRow | None = None
        self.year = YearChoice(context.today())
        self.kinds = ViewRow([View(key, title) for key, title in KINDS.items()], may_keep=False)
        self.text = TextFilter(_SEARCH, _SEARCH_NAME)
        self.sentence = Label(wrap=True)
        self.table = SmallTable(COLUMNS)
        self.empty = Empty(_EMPTY, _EMPTY_WHY)
        self.no_hit = Empty(*_NO_HIT)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.facts = Facts()
        self.writing = Writing(self, context, self.said)
        self._lay_out()
        self.year.chosen.connect(lambda _year: self.reload())
        self.text.textChanged.connect(lambda _text: self._narrow())
        self.kinds.chosen.connect(lambda key: self._choose(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.see())
        self._show(None)

    def _lay_out(self) -> None:
        name(self.table, N_("对应一致"))
        for each in (self.table, self.empty, self.no_hit):
            self.room.addWidget(each)
        self.detail.add(self.nothing)
        self.detail.add(self.facts)
        self.detail.add_stretch()
        self.add_buttons(secondary(_EXPORT, self.export), secondary(_PRINT, self.print))
        self.kinds.choose(DIFFERENT)
        above = QWidget()
        line = QHBoxLayout(above)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.year)
        line.addWidget(self.text, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        for widget in (above, self.sentence, self.kinds):
            box.addWidget(widget)
        self.beside = Beside(self.room, self.detail)
        box.addWidget(self.beside, 1)

    def reload(self) -> None:
        """Compare the year that is shown."""
        year = self.year.year()

        def work(session: Session) -> list[AgreementRow]:
            names = {row.code: place_name(row) for row in villages.tree(session)}
            rows = agreements.compared(session, year)
            return [replace(row, village=names.get(row.office_code, row.village)) for row in rows]

        self.runner.query(self, work, self._take, slot="rows")

    def retranslate(self) -> None:
        """Say figures and detail again; the villages have names in both scripts."""
        self._say_counts()
        self._show(self._row)
        self.refresh()

    def open(self, target: object) -> None:
        """Show the year that is asked for, such as the one of a roll."""
        if isinstance(target, int) and (number := self.year.findData(target)) >= 0:
            self.year.setCurrentIndex(number)
            self.reload()

    def focus_filter(self) -> None:
        """Go to the text filter."""
        self.beside.show_list()
        self.text.setFocus()
        self.text.selectAll()

    def print(self) -> None:
        """Show the comparison as it will print."""
        self.writing.preview(papers.agreement_of(self.year.year()))

    def export(self) -> None:
        """Write the comparison as a table."""
        self.writing.export(_(agreements.TITLE), self._write)

    def export_to(self, path: Path) -> None:
        """Write the comparison to this file."""
        self.writing.export_to(path, _(agreements.TITLE), self._write)

    def _write(self, session: Session, path: Path) -> None:
        agreements.export(session, self.year.year(), path)

    def see(self) -> None:
        """Open what there is of the chosen pair: the notice, else the roll, else the disclosure."""
        if ways := self.ways():
            self.go.emit(*ways[0][1])

    def ways(self) -> list[tuple[str, tuple[str, object]]]:
        """Where the chosen pair leads: words, and the page with what it is to open."""
        return list(_ways(self._row)) if self._row else []

    def _take(self, rows: Sequence[AgreementRow]) -> None:
        self._rows = sorted(rows, key=_weight)
        kinds = {key: sum(_fits(row, key) for row in rows) for key in KINDS}
        self.kinds.set_views([View(key, title, kinds[key]) for key, title in KINDS.items() if kinds[key] or key == ALL])
        self._say_counts()
        self._choose(self.kinds.current() or (DIFFERENT if kinds[DIFFERENT] else ALL))

    def _say_counts(self) -> None:
        different = sum(bool(row.findings) for row in self._rows)
        self.sentence.say(_SUMMARY, all=len(self._rows), different=different)

    def _choose(self, key: str) -> None:
        self.kinds.choose(key)
        self._narrow()

    def _narrow(self) -> None:
        """Show the pairs that chips and text admit."""
        before, key, query = self._row, self.kinds.current() or ALL, search_keys.query(self.text.text().strip())
        rows = [
            row
            for row in self._rows
            if _fits(row, key) and (query is None or query.hit([row.village, row.subject]) is not None)
        ]
        self.table.set_rows(rows)
        self.kinds.setVisible(bool(self._rows))
        self.room.setCurrentWidget(self.table if rows else self.no_hit if self._rows else self.empty)
        self.counted.emit(len(rows))
        if before in rows:
            self.table.selectRow(rows.index(before))

    def _show(self, row: AgreementRow | None) -> None:
        self._row = row
        self.detail.set_heading(row.subject if row else "")
        self.nothing.setVisible(row is None)
        self.facts.show_rows(list(facts(row)) if row else [])
        self.detail.set_actions(*(self._actions()))

    def _actions(self) -> Iterator[Button]:
        ways = self.ways()
        if len(ways) > 1:
            yield menu_button(_SEE, [(words, partial(self.go.emit, *target)) for words, target in ways[1:]])
        if ways:
            words, target = ways[0]
            yield primary(words, partial(self.go.emit, *target))


def _ways(row: AgreementRow) -> Iterator[tuple[str, tuple[str, object]]]:
    """Where a pair leads: words, and the page with what it is to open."""
    if row.notice_uuid:
        yield _NOTICE, ("notices", row.notice_uuid)
    for uuid in row.roll_uuids[:1]:
        yield _ROLL, ("payouts", ("roll", uuid))
    if row.disclosure_uuid:
        yield _DISCLOSURE, ("disclosures", row.disclosure_uuid)


def _weight(row: AgreementRow) -> int:
    """Where a pair stands: figures that differ first, then money without a sheet, then matters, last what agrees."""
    kinds = {finding.what for finding in row.findings}
    if not kinds:
        return 4
    if kinds.isdisjoint({Mismatch.NOT_POSTED, Mismatch.NOT_AT_BANNER}):
        return 0
    return 1 if Mismatch.NOT_AT_BANNER in kinds else 2 if row.roll_uuids else 3


def _fits(row: AgreementRow, key: str) -> bool:
    if key in (ALL, DIFFERENT, AGREED):
        return key == ALL or bool(row.findings) == (key == DIFFERENT)
    return any(finding.what == key for finding in row.findings)
