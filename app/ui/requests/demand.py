"""What people ask for (需求分析) over a period, what several ask for, and what became public for all of it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.operations import afterwards_sheets, demand, papers
from app.operations.demand import PARTS, SOURCE, Demand, Repeated, Share
from app.operations.request_lists import RequestFilter
from app.ui import theme
from app.ui.catalog.sections import Section
from app.ui.requests.proactive_list import ProactiveList
from app.ui.requests.shares import Shares
from app.ui.villages.writing import Writing
from app.ui.widgets.buttons import Heading, Label, secondary
from app.ui.widgets.chips import Flow, View, ViewRow
from app.ui.widgets.empty import Empty
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.folding import Folding
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.scrolling import scrolled
from app.ui.widgets.small_table import SmallTable
from app.ui.widgets.words import name

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

DEMAND, PROACTIVE = "demand", "proactive"
VIEWS = {DEMAND: N_("需求分析"), PROACTIVE: N_("转主动公开清单")}
_PRINT, _EXPORT = N_("打印"), N_("导出…")
_THIS, _LAST, _MONTH = N_("本年"), N_("上年"), N_("近12个月")
_FIRST, _TO = N_("从"), N_("到")
_TOTAL = N_("{first} 至 {last}，共收到申请 {n} 件。点一项，看它的申请。")
_WRONG = N_("结束日期早于开始日期，请改一下。")
_PROPOSALS = afterwards_sheets.PROPOSALS_TITLE
_WHY_PROPOSE = N_(
    "两个以上的申请人问同一件事，而且答复过公开的，可以考虑转为主动公开（《政府信息公开条例》第四十四条）。"
    "双击一行看这些申请，在申请的“后续”里转为主动公开。"
)
_EMPTY, _WHY = N_("这段时间没有收到申请"), N_("换一段时间；登记申请时填写“主题”，这里就能看出群众最关心什么。")
REPEATED = (
    ColumnSpec("topic", N_("主题或申请事项"), 0),
    ColumnSpec("applicants", N_("申请人数"), 80, kind="number"),
    ColumnSpec("n", N_("件数"), 70, kind="number"),
    ColumnSpec("disclosed", N_("其中答复公开"), 90, kind="number"),
    ColumnSpec("decided", N_("已提出或审核"), 90, kind="number"),
)
ROWS_SHOWN = 6
PERIOD_WIDTH = 320


class DemandSection(Section):
    """The period above, the five tables with their bars and the proposals under it; or the list of what went public."""

    watches = frozenset({"request", "request_event", "applicant", "disclosure"})
    help_page = "remedies"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._demand: Demand | None = None
        self.views = ViewRow([View(key, title) for key, title in VIEWS.items()], may_keep=False)
        self.period = Form((FieldSpec("first", _FIRST, "date"), FieldSpec("last", _TO, "date")))
        self.period.setMaximumWidth(theme.scaled(PERIOD_WIDTH))
        self.total = Label(wrap=True)
        self.shares = {key: Shares(title) for key, title in PARTS.items()}
        self.repeated = SmallTable(REPEATED)
        self.proposals = QWidget()
        self.empty = Empty(_EMPTY, _WHY)
        self.room = QStackedWidget()
        self.places = QStackedWidget()
        self.proactive = ProactiveList(context)
        self.writing = Writing(self, context, self.said)
        self._lay_out()
        self._listen()
        self._set_period(date(context.today().year, 1, 1), context.today())
        self.show_view(DEMAND)

    def _lay_out(self) -> None:
        name(self.repeated, _PROPOSALS)
        self.add_buttons(secondary(_EXPORT, self.export), secondary(_PRINT, self.print))
        self.room.addWidget(scrolled(self._tables(), across=False))
        self.room.addWidget(self.empty)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.scaled(8))
        box.addWidget(Folding(self.period, self._quick()))
        box.addWidget(self.total)
        box.addWidget(self.room, 1)
        self.places.addWidget(whole)
        self.places.addWidget(self.proactive)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.scaled(8))
        outer.addWidget(self.views, 0, Qt.AlignmentFlag.AlignTop)
        outer.addWidget(self.places, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Larger type needs a longer line for the days."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.period.setMaximumWidth(theme.scaled(PERIOD_WIDTH))

    def _tables(self) -> QWidget:
        """The tables and the proposals, one under the other."""
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, theme.scaled(8), 0)
        box.setSpacing(theme.scaled(16))
        under = QVBoxLayout(self.proposals)
        under.setContentsMargins(0, 0, 0, 0)
        for part in (Heading(_PROPOSALS, times=1.1), Label(_WHY_PROPOSE, tone="quiet", wrap=True), self.repeated):
            under.addWidget(part)
        box.addWidget(self.proposals)
        for shares in self.shares.values():
            box.addWidget(shares)
        box.addWidget(Label(SOURCE, tone="quiet", wrap=True))
        box.addStretch(1)
        return inside

    def _quick(self) -> QWidget:
        """Periods that are asked for most."""
        today, line = self.context.today(), QWidget()
        buttons = Flow(line, end=True)
        last = today.year - 1
        for message, first, to in (
            (_THIS, date(today.year, 1, 1), today),
            (_LAST, date(last, 1, 1), date(last, 12, 31)),
            (_MONTH, date(last, today.month, 1), today),
        ):
            buttons.addWidget(secondary(message, partial(self.show_period, first, to)))
        return line

    def _listen(self) -> None:
        self.views.chosen.connect(lambda key: self.show_view(key or DEMAND))
        self.period.edited.connect(lambda _key: self.reload())
        self.period.save_asked.connect(self.reload)
        self.repeated.opened.connect(self._open_repeated)
        for key, shares in self.shares.items():
            shares.opened.connect(partial(self._open_share, key))
        self.proactive.said.connect(self.said)
        self.proactive.go.connect(self.go)
        self.proactive.counted.connect(lambda n: self._count(PROACTIVE, n))

    def reload(self) -> None:
        """Count the period and read the list."""
        self.proactive.reload()
        first, last = self.first_and_last()
        if first > last:
            self.total.set_tone("late")
            self.total.say(_WRONG)
            return
        self.total.set_tone("")
        self.runner.query(self, partial(demand.analysed, first=first, last=last), self._take, slot="demand")

    def retranslate(self) -> None:
        """Say the tables again."""
        if self._demand:
            self._take(self._demand)
        self.proactive.retranslate()

    def open(self, target: object) -> None:
        """Show a view by its key, or a request in the list of what went public."""
        if target in VIEWS:
            self.show_view(str(target))
        elif isinstance(target, str):
            self.show_view(PROACTIVE)
            self.proactive.open(target)

    def show_view(self, key: str) -> None:
        """Show the analysis or the list."""
        self.views.choose(key)
        self.places.setCurrentIndex(list(VIEWS).index(key))
        self.counted.emit(self.proactive.count() if key == PROACTIVE else self._demand.total if self._demand else -1)

    def show_period(self, first: date, last: date) -> None:
        """Count this period."""
        self._set_period(first, last)
        self.reload()

    def first_and_last(self) -> tuple[date, date]:
        """The period; an empty end is today, an empty beginning the first of that year."""
        values = self.period.values()
        last: date = values["last"] or self.context.today()
        return values["first"] or date(last.year, 1, 1), last

    def print(self) -> None:
        """Show what is seen as it will print."""
        if self.views.current() == PROACTIVE:
            self.writing.preview(papers.proactive_of(self.proactive.state()))
        else:
            self.writing.preview(papers.demand_of(*self.first_and_last()))

    def export(self) -> None:
        """Write what is seen as a table."""
        proactive, state = self.views.current() == PROACTIVE, self.proactive.state()
        first, last = self.first_and_last()

        def write(session: Session, path: Path) -> None:
            if proactive:
                afterwards_sheets.export_proactive(session, state, path)
            else:
                afterwards_sheets.export_demand(session, first, last, path)

        self.writing.export(_(VIEWS[PROACTIVE] if proactive else demand.TITLE), write)

    def _set_period(self, first: date, last: date) -> None:
        self.period.set_values({"first": first, "last": last})

    def _count(self, view: str, n: int) -> None:
        if self.views.current() == view:
            self.counted.emit(n)

    def _take(self, found: Demand) -> None:
        self._demand = found
        self.total.say(_TOTAL, first=found.first.isoformat(), last=found.last.isoformat(), n=f"{found.total:,}")
        for key, shares in self.shares.items():
            shares.show_shares(getattr(found, key))
        self.repeated.set_rows(found.repeated)
        lines = min(len(found.repeated), ROWS_SHOWN) + 1
        self.repeated.setFixedHeight(self.repeated.verticalHeader().defaultSectionSize() * lines + theme.scaled(24))
        self.proposals.setVisible(bool(found.repeated))
        self.room.setCurrentIndex(0 if found.total else 1)
        self._count(DEMAND, found.total)

    def _narrowed(self, **values: object) -> RequestFilter:
        first, last = self.first_and_last()
        return RequestFilter(**{"arrived_from": first, "arrived_to": last, **values})  # type: ignore[arg-type]

    def _open_share(self, part: str, share: Share) -> None:
        """Go to the requests behind a line."""
        fields = {"by_topic": "topic", "by_kind": "applicant_kind", "by_channel": "channel", "by_outcome": "outcome"}
        if part in fields:
            self.go.emit("requests", self._narrowed(**{fields[part]: share.key}))
            return
        (first, last), (year, month) = self.first_and_last(), map(int, share.key.split("-"))
        begins, ends = demand.month(year, month)
        self.go.emit("requests", self._narrowed(arrived_from=max(first, begins), arrived_to=min(last, ends)))

    def _open_repeated(self, row: Repeated) -> None:
        self.go.emit("requests", self._narrowed(**({"topic": row.topic} if row.by_topic else {"text": row.topic})))
