"""What must be done today and in the days after (今天); each line opens its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import (
    annual_reports,
    backups,
    board,
    calendars,
    catalogs,
    drafts,
    offices,
    request_lists,
    today,
)
from app.operations.annual_reports import ReportDeadline
from app.operations.board import Board
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.drafts import DraftRow
from app.operations.packages import reminders
from app.operations.packages.reminders import Reminders
from app.operations.request_lists import Waiting
from app.operations.today import Today
from app.rules.calendar import Calendar, DayKind, weekday_name
from app.rules.catalog import VersionStatus
from app.ui import theme
from app.ui.disclosures.drafts import FORM
from app.ui.home.heap import TITLES, Heap
from app.ui.home.notices import EXCEPTIONS, NO_CALENDAR, NO_CATALOG, RESTORED, UNSAVED, Notice
from app.ui.home.task_card import TaskCard
from app.ui.home.tasks import (
    BOARD_NOTHING,
    BOARD_TITLE,
    PACKAGES_NOTHING,
    PACKAGES_TITLE,
    REQUESTS_NOTHING,
    REQUESTS_TITLE,
    of_board,
    of_packages,
    of_requests,
)
from app.ui.widgets.page import Context, Page
from app.ui.widgets.shown import shown

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TWO_COLUMNS = 720  # pixels at 100 %
_NEW = N_("新登记的信息")
_DAYS = {
    DayKind.WORKDAY: N_("今天是 {year} 年 {month} 月 {day} 日，{weekday}，工作日。"),
    DayKind.WEEKEND: N_("今天是 {year} 年 {month} 月 {day} 日，{weekday}，不上班；下一个工作日是 {next}。"),
    DayKind.HOLIDAY: N_("今天是 {year} 年 {month} 月 {day} 日，{weekday}，{name}放假；下一个工作日是 {next}。"),
    DayKind.MAKE_UP: N_("今天是 {year} 年 {month} 月 {day} 日，{weekday}，{name}调休，上班。"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything the first page shows."""

    today: Today
    board: Board
    requests: Waiting
    deadlines: list[ReportDeadline]
    office_code: str
    calendar: Calendar
    has_catalog: bool
    restored: str
    unsaved: DraftRow | None
    packages: Reminders


def day_sentence(day: date, calendar: Calendar) -> str:
    """Today's date, weekday, whether the office works, and which holiday it is."""
    values = {"year": day.year, "month": day.month, "day": day.day, "weekday": weekday_name(day)}
    following = calendar.next_working(day).isoformat()
    return _(_DAYS[calendar.kind(day)]).format(**values, name=_(calendar.name(day)), next=following)


class HomePage(Page):
    """The first page."""

    title = N_("今天")
    watches = frozenset(
        {
            *("disclosure", "channel_event", "calendar_year", "catalog_version", "catalog_exception", "setting"),
            *("notice", "objection", "village_matter", "payout_roll", "office"),
            *("request", "request_event", "annual_report"),
            *("device", "arrival", "dispute"),
        }
    )
    help_page = "today"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._seen: Seen | None = None
        self.day = QLabel()
        self.day.setWordWrap(True)
        self.restored = Notice(
            RESTORED, self._confirm_restored, lambda: self.go.emit("disclosures", DisclosureFilter()), main=True
        )
        self.unsaved = Notice(UNSAVED, self._go_on)
        self.no_catalog = Notice(
            NO_CATALOG,
            lambda: self.go.emit("catalog", "starter"),
            lambda: self.go.emit("catalog", "import"),
            main=True,
        )
        self.exceptions = Notice(EXCEPTIONS, lambda: self.go.emit("catalog", "exceptions"))
        self.no_calendar = Notice(NO_CALENDAR, lambda: self.go.emit("settings", "calendars"))
        self.heaps = {view: self._heap(view) for view in TITLES}
        self.board = TaskCard(BOARD_TITLE, BOARD_NOTHING)
        self.requests = TaskCard(REQUESTS_TITLE, REQUESTS_NOTHING)
        self.packages = TaskCard(PACKAGES_TITLE, PACKAGES_NOTHING)
        for card in (self.board, self.requests, self.packages):
            card.go.connect(self.go)
        self._columns = 0
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setSpacing(theme.scaled(12))
        for widget in (self.day, self.restored, self.unsaved, self.no_catalog):
            box.addWidget(widget)
        self._heaps = QHBoxLayout()
        self._heaps.setSpacing(theme.scaled(12))
        self._sides = [QVBoxLayout(), QVBoxLayout()]
        for side in self._sides:
            side.setSpacing(theme.scaled(12))
            self._heaps.addLayout(side)
        box.addLayout(self._heaps)
        for widget in (self.exceptions, self.no_calendar):
            box.addWidget(widget)
        box.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._arrange(1)

    def reload(self) -> None:
        """Read everything again."""
        day, store, person = self.context.today(), self.runner.store, self.runner.person_uuid

        def work(session: Session) -> Seen:
            adopted = any(row.status is VersionStatus.ADOPTED for row in catalogs.versions(session, day))
            restored = backups.restored_at(store) if store else ""
            typed = [row for row in drafts.waiting(session, person) if row.form == FORM]
            unsaved = typed[0] if typed else None
            waiting, reports = request_lists.waiting(session, day), annual_reports.deadlines(session, day)
            return Seen(
                today.overview(session, day), board.overview(session, day), waiting, reports, offices.own_code(session),
                calendars.calendar(session), adopted, restored, unsaved, reminders.waiting(session, day),
            )  # fmt: skip

        self.runner.query(self, work, self._show)

    def retranslate(self) -> None:
        """Say the day again."""
        if self._seen:
            self.day.setText(day_sentence(self.context.today(), self._seen.calendar))

    def new(self) -> None:
        """Ctrl+N registers an item from here, too."""
        self.go.emit("disclosures", "new")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns of cards where there is room for them."""
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= theme.scaled(TWO_COLUMNS) else 1)

    def _heap(self, view: str) -> Heap:
        heap = Heap(view)
        heap.opened.connect(lambda uuid: self.go.emit("disclosures", uuid))
        heap.all_asked.connect(lambda asked: self.go.emit("disclosures", DisclosureFilter(view=asked, order="due")))
        return heap

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, side in enumerate(self._sides):
            for heap in self._cards():  # with `takeAt` PySide keeps the item, and Qt its height of before
                side.removeWidget(heap)
            while side.count():
                side.takeAt(0)
            self._heaps.setStretch(number, int(number < columns))
        for number, heap in enumerate(self._cards()):
            self._sides[number % columns].addWidget(heap)
        for side in self._sides[:columns]:
            side.addStretch(1)

    def _cards(self) -> tuple[QWidget, ...]:
        """The cards in reading order; requests and what waits on the boards stand at the heads of the columns."""
        first, *rest = self.heaps.values()
        return (first, self.requests, *rest[:1], self.board, self.packages, *rest[1:])

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self.retranslate()
        for section in seen.today.sections:
            self.heaps[section.view].show_section(section)
        self.board.show_tasks(of_board(seen.board))
        self.requests.show_tasks(of_requests(seen.requests, seen.deadlines, seen.office_code))
        self.packages.show_tasks(of_packages(seen.packages))
        self.packages.setVisible(seen.packages.used)  # an office that exchanges nothing need not see it
        counts = seen.today.counts
        self.badge.emit(counts["overdue"] + counts["due_soon"] + seen.requests.overdue + seen.requests.due_soon)
        self.counted.emit(-1)
        self.restored.offer(bool(seen.restored), at=seen.restored.replace("T", " ")[:16])
        draft = seen.unsaved
        name = str(draft.fields.get("title") or "") if draft else ""
        self.unsaved.offer(draft is not None, at=shown(draft.at) if draft else "", name=name or _(_NEW))
        self.no_catalog.offer(not seen.has_catalog)
        self.exceptions.offer(seen.today.exceptions_due > 0, n=seen.today.exceptions_due)
        self.no_calendar.offer(seen.today.next_year_missing)

    def leave(self) -> None:
        """What is typed on other pages shows here: read again on coming back."""
        self.stale = True

    def _go_on(self) -> None:
        if self._seen and self._seen.unsaved:
            self.go.emit("disclosures", self._seen.unsaved.record_uuid or "new")

    def _confirm_restored(self) -> None:
        store = self.runner.store
        if store:
            self.runner.query(self, lambda _s: backups.confirm_restored(store), lambda _r: self.reload(), slot="seen")
