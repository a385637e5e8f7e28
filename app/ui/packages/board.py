"""Who has sent (报送情况): the offices below by period, in the order of their codes, and what stands behind a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.i18n import N_, _
from app.operations import papers
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.notice_lists import NoticeFilter
from app.operations.packages import board, board_sheets
from app.operations.packages.board import Board, BoardRow, Cell, Done, PackageRow, VillageRow
from app.operations.request_lists import RequestFilter
from app.rules.package_periods import STATE_NAMES, State
from app.rules.packages import LINK_NAMES, Link
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.catalog.sections import Section
from app.ui.villages.choosing import spoken
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Button, Label, quiet, secondary
from app.ui.widgets.chips import View, ViewRow
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

_COLOURS = {
    State.SENT: "good",
    State.LATE: "soon",
    State.MISSING: "late",
    State.NOT_DUE: "unknown",
    State.OUTSIDE: "unknown",
}
ALL, MISSING, OPEN = "all", "missing", "open"
KINDS = {ALL: N_("全部单位"), MISSING: N_("上期未报的"), OPEN: N_("有退回或冲突的")}
_SENTENCE = N_("{period}（{due} 前报）：{all} 个单位中 {sent} 个已报，{late} 个迟报，{missing} 个未报。")
_NOTE = N_("只列情况，不排名次。没有新内容的单位不用报送，可以打电话问一问。")
_PRINT, _EXPORT = N_("打印"), N_("导出…")
_EMPTY = N_("还没有报送的下级单位")
_EMPTY_WHY = N_("先在“嘎查村”里登记苏木乡镇，再在“信任”里登记它们的登记卡；以后这里逐期显示谁报了、谁还没有报。")
_NO_HIT, _NO_HIT_WHY = N_("没有这样的单位"), N_("换上面的条件，可以看其他单位。")
_NOTHING = N_("选一个单位，看它报了哪些包、有没有退回的，以及各项应公开的完成情况。")
_NOT_ENROLLED = N_("还没有登记这个单位的密钥，不能接收它的报送包。请在“信任”里登记它的登记卡。")
_DUE = N_("应公开 {due} 条，已公开 {done} 条，按时 {in_time} 条")
_PACKAGE = N_("第 {seq} 包")
_NEVER = N_("第 {seqs} 包没有收到，内容在后来的包里")
_TAKEN, _FIGURES = N_("收到的报送包"), N_("本单位及下级本年数据（双击看公示）")
_DISCLOSURES, _REQUESTS, _NOTICES = N_("公开台账"), N_("依申请公开"), N_("公示")
_PLACE, _TRUST, _DISPUTES = N_("嘎查村"), N_("登记密钥"), N_("处理退回和冲突")


def office_of(row: BoardRow | VillageRow) -> str:
    """The office's name in the language in use."""
    return spoken(row.office, row.office_mn)


def cell_pill(cell: Cell) -> Pill:
    """How an office stands with a period, with the day it sent."""
    words = _(STATE_NAMES[cell.state])
    return Pill(_COLOURS[cell.state], f"{words} {cell.on:%m-%d}" if cell.on and cell.state != State.OUTSIDE else words)


def kind_fits(kind: str, row: BoardRow) -> bool:
    """Whether an office is one of those a chip asks for."""
    if kind == MISSING:
        return row.now.state is State.MISSING
    return kind != OPEN or bool(row.returned or row.conflicts)


def _columns(shown: Board | None) -> tuple[ColumnSpec, ...]:
    """The office, its periods from the newest back to the first that counts for any, and what else is seen at once."""
    periods = [] if shown is None else [_period(shown, place) for place in reversed(range(len(shown.periods)))]
    if shown is not None:
        periods = [each for each, counts in zip(periods, _counting(shown), strict=True) if counts]
    return (
        ColumnSpec("office", N_("单位"), 150, value=office_of),
        *periods,
        ColumnSpec("seq", N_("最近一包"), 70, kind="number", value=lambda row: row.seq or None),
        ColumnSpec("returned", N_("退回"), 60, kind="number", value=lambda row: row.returned or None),
        ColumnSpec("conflicts", N_("冲突"), 60, kind="number", value=lambda row: row.conflicts or None),
        ColumnSpec("unseen", N_("未收到的包"), 0, value=lambda row: "、".join(map(str, row.unseen))),
    )


def _counting(shown: Board) -> list[bool]:
    """Whether a period counts for any office, the newest first; the two newest are always shown."""
    places = reversed(range(len(shown.periods)))
    every = len(shown.rows)
    return [n < 2 or shown.counted(place)[State.OUTSIDE] < every for n, place in enumerate(places)]


def _period(shown: Board, place: int) -> ColumnSpec:
    title = board.period_name(shown.periods[place])
    return ColumnSpec(f"period{place}", title, 100, kind="pill", value=lambda row: cell_pill(row.cells[place]))


_PACKAGES = (
    ColumnSpec("seq", N_("序号"), 50, kind="number"),
    ColumnSpec("taken_at", N_("接收时间"), 120),
    ColumnSpec("taken", N_("接收"), 60, kind="number"),
    ColumnSpec("returned", N_("退回"), 60, kind="number"),
    ColumnSpec("conflict", N_("冲突"), 60, kind="number"),
    ColumnSpec("note", N_("说明"), 0, value=lambda row: _(LINK_NAMES[Link(row.note)]) if row.note else ""),
)


def _figure(key: str, title: str) -> ColumnSpec:
    return ColumnSpec(key, title, 70, kind="number", value=lambda row: row.figures.get(key) or None)


_BELOW = (
    ColumnSpec("office", N_("单位"), 0, value=office_of),
    _figure("items_due", N_("应公开")),
    _figure("items_done", N_("已公开")),
    _figure("items_in_time", N_("按时")),
    _figure("notices", N_("公示")),
    _figure("requests_received", N_("收到申请")),
)


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind an office: its packages, and the offices below it with their figures."""

    packages: Sequence[PackageRow]
    below: Sequence[VillageRow]


class BoardTab(Section):
    """The board, and the chosen office beside it."""

    watches = frozenset({"arrival", "dispute", "device", "office", "office_figure", "disclosure", "setting"})
    help_page = "packages"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._board: Board | None = None
        self.sentence = Label(wrap=True)
        self.kinds = ViewRow([View(key, title) for key, title in KINDS.items()], may_keep=False)
        self.table = SmallTable(_columns(None))
        self.empty = Empty(_EMPTY, _EMPTY_WHY)
        self.no_hit = Empty(_NO_HIT, _NO_HIT_WHY)
        self.room = QStackedWidget()
        self.detail = Detail()
        self.nothing = Label(_NOTHING, tone="quiet", wrap=True)
        self.facts = Facts()
        self.packages = SmallTable(_PACKAGES)
        self.below = SmallTable(_BELOW)
        self.writing = Writing(self, context, self.said)
        self._lay_out()
        self._listen()
        self._show(None)

    def _lay_out(self) -> None:
        for table, title in ((self.table, board.TITLE), (self.packages, _TAKEN), (self.below, _FIGURES)):
            name(table, title)
        self.print_button, self.export_button = secondary(_PRINT, self.print), secondary(_EXPORT, self.export)
        self.add_buttons(self.export_button, self.print_button)
        for place in (self.table, self.empty, self.no_hit):
            self.room.addWidget(place)
        self.taken, self.figures = Label(_TAKEN, tone="quiet"), Label(_FIGURES, tone="quiet")
        for widget in (self.nothing, self.facts, self.taken, self.packages, self.figures, self.below):
            self.detail.add(widget)
        for table in (self.packages, self.below):
            table.setMinimumHeight(theme.scaled(110))
            table.setMaximumHeight(theme.scaled(180))
        self.detail.add_stretch()
        self.kinds.choose(ALL)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(self.sentence)
        box.addWidget(Label(_NOTE, tone="quiet", wrap=True))
        box.addWidget(self.kinds)
        self.beside = Beside(self.room, self.detail, (58, 42))
        box.addWidget(self.beside, 1)

    def _listen(self) -> None:
        self.kinds.chosen.connect(lambda key: self.show_kind(key or ALL))
        self.table.current_changed.connect(self._show)
        self.table.opened.connect(lambda _row: self.packages.setFocus())
        self.below.opened.connect(lambda row: self.go.emit("notices", NoticeFilter(office_code=row.office_code)))

    def reload(self) -> None:
        """Read the board of today."""
        today = self.context.today()
        self.runner.query(self, lambda session: board.board(session, today), self._take, slot="board")

    def retranslate(self) -> None:
        """Say sentence, table and detail again."""
        if self._board:
            self._say()
            self.show_kind(self.kinds.current() or ALL)

    def open(self, target: object) -> None:
        """Show an office by its code."""
        codes = [row.office_code for row in self.table.rows()]
        if target in codes:
            self.table.selectRow(codes.index(str(target)))

    def show_kind(self, kind: str) -> None:
        """Show the offices of this kind, or all; stay on the one that was shown."""
        self.kinds.choose(kind)
        if self._board is None:
            return
        here = self.table.current()
        rows = [row for row in self._board.rows if kind_fits(kind, row)]
        self.table.set_rows(rows, _columns(self._board))
        self.room.setCurrentWidget(self.table if rows else self.no_hit if self._board.rows else self.empty)
        self.counted.emit(len(rows))
        self.open(here.office_code if here else "")

    def print(self) -> None:
        """Show the board as it will print."""
        self.writing.preview(papers.board_of(self.context.today()))

    def export(self) -> None:
        """Write the board as a table."""
        today = self.context.today()

        def write(session: Session, path: Path) -> None:
            board_sheets.export(session, today, path)

        self.writing.export(_(board_sheets.TITLE), write)

    def _take(self, found: Board) -> None:
        self._board = found
        self._say()
        self.show_kind(self.kinds.current() or ALL)

    def _say(self) -> None:
        shown = self._board
        assert shown is not None
        place = max(len(shown.periods) - 2, 0)
        counts = {str(state): n for state, n in shown.counted(place).items()}
        period, due = board.period_name(shown.periods[place]), shown.periods[place].due_on.isoformat()
        self.sentence.say(_SENTENCE if shown.rows else "", period=period, due=due, all=len(shown.rows), **counts)
        self.sentence.set_tone("soon" if counts[State.MISSING] else "")
        self.kinds.set_counts({key: sum(kind_fits(key, row) for row in shown.rows) for key in KINDS})
        for button in (self.print_button, self.export_button):
            button.setEnabled(bool(shown.rows))

    def _show(self, row: BoardRow | None) -> None:
        self.detail.set_heading(office_of(row) if row else "")
        self.nothing.say(_NOTHING if row is None else _NOT_ENROLLED)
        self.nothing.setVisible(row is None or not row.enrolled)
        self.facts.show_rows(list(_facts(self._board, row)) if row and self._board else [])
        for widget in (self.taken, self.packages, self.figures, self.below):
            widget.setVisible(row is not None)
        self.detail.set_actions(*(self._actions(row) if row else ()))
        if row:
            year = self.context.today().year
            work = partial(_behind, code=row.office_code, year=year)
            self.runner.query(self, work, self._show_behind, slot="behind")

    def _show_behind(self, found: Behind) -> None:
        self.packages.set_rows(found.packages)
        self.below.set_rows(found.below)

    def _actions(self, row: BoardRow) -> Iterator[Button]:
        code = row.office_code
        if row.returned or row.conflicts:
            yield secondary(_DISPUTES, lambda: self.go.emit("receive", "disputes"))
        if not row.enrolled:
            yield secondary(_TRUST, lambda: self.go.emit("trust", ""))
        yield quiet(_DISCLOSURES, lambda: self.go.emit("disclosures", DisclosureFilter(owner=code)))
        yield quiet(_NOTICES, lambda: self.go.emit("notices", NoticeFilter(office_code=code)))
        yield quiet(_REQUESTS, lambda: self.go.emit("requests", RequestFilter(owner=code)))
        yield quiet(_PLACE, lambda: self.go.emit("villages", code))


def _behind(session: Session, code: str, year: int) -> Behind:
    return Behind(board.packages_of(session, code), board.villages_of(session, code, year))


def _facts(shown: Board, row: BoardRow) -> Iterator[tuple[str, str]]:
    """Labels and texts of an office."""
    if row.seq:
        sent = f"{_(_PACKAGE).format(seq=row.seq)}　{row.sent_on}"
        yield N_("最近一包"), sent
    if row.unseen:
        yield N_("未收到"), _(_NEVER).format(seqs="、".join(map(str, row.unseen)))
    yield N_("本年完成情况"), _done(row.year)
    for place in reversed(range(len(shown.periods))):
        if words := _done(row.cells[place].done):
            yield board.period_name(shown.periods[place]), words
    yield N_("使用的目录"), row.held.get("catalog", "")
    yield N_("节假日安排"), row.held.get("calendar", "")
    yield N_("参数包"), row.held.get("pack", "")


def _done(done: Done) -> str:
    return _(_DUE).format(due=done.due, done=done.done, in_time=done.in_time) if done.due else ""
