"""Pages that show every shared widget, for tests and for looking at them."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.rules.calendar import Calendar, CalendarYear, Unit, count
from app.ui.widgets.buttons import danger, primary, quiet, secondary
from app.ui.widgets.chips import Filter, FilterRow, Flow, View, ViewRow
from app.ui.widgets.day_strip import DayStrip
from app.ui.widgets.detail import Beside, Detail
from app.ui.widgets.empty import Empty
from app.ui.widgets.fields import FieldSpec, Option
from app.ui.widgets.form import Form
from app.ui.widgets.page import Page, PageSpec
from app.ui.widgets.paged_table import ColumnSpec, PagedModel
from app.ui.widgets.pill import Pill, PillLabel
from app.ui.widgets.table_view import TableView

STATES = (
    Pill("good", "剩 9 个工作日 · 12-01"),
    Pill("soon", "今天到期"),
    Pill("late", "超 3 个工作日"),
    Pill("unknown", "暂定"),
)
COLUMNS = (
    ColumnSpec("title", "信息名称", 0, sortable=True),
    ColumnSpec("formed_on", "形成日期", 110, kind="date", sortable=True),
    ColumnSpec("number", "件数", 80, kind="number"),
    ColumnSpec("state", "到期", 190, kind="pill", value=lambda row: STATES[row.number % 4]),
    ColumnSpec("on_web", "网站", 60, align="center", kind="mark"),
)
FIELDS = (
    FieldSpec("title", "信息名称", required=True, pin=True),
    FieldSpec("title_mn", "蒙古文名称"),
    FieldSpec("formed_on", "形成日期", "date"),
    FieldSpec("kind", "公开属性", "choice", options=(("all", "主动公开"), ("asked", "依申请公开"))),
    FieldSpec("item", "目录事项", "choice", find=lambda text, then: then([Option("1", f"{text}发放结果", "社会救助")])),
    FieldSpec("people", "惠及人数", "number"),
    FieldSpec("channels", "公开渠道", "ticks", options=(("web", "政府网站"), ("board", "公示栏"))),
    FieldSpec("summary", "内容摘要", "text", lines=3),
    FieldSpec("note", "备注"),
)
NEW_YEAR = Calendar(
    {
        2025: CalendarYear(2025, {date(2025, 10, day): "国庆节" for day in range(1, 9)}, {date(2025, 9, 28): "国庆节"}),
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    uuid: str
    number: int
    title: str = "草原生态补奖资金发放结果"
    formed_on: date = date(2025, 9, 1)
    on_web: bool = True


class Items:
    """So many rows; `first` is the number of the first."""

    def __init__(self, total: int = 1284, first: int = 0) -> None:
        self.total, self.first = total, first
        self.pages_read: list[int] = []

    def count(self, _session: object) -> int:
        return self.total

    def page(self, _session: object, index: int, size: int) -> list[Item]:
        self.pages_read.append(index)
        numbers = range(index * size, min((index + 1) * size, self.total))
        return [Item(f"u{self.first + n}", self.first + n) for n in numbers]


class ListPage(Page):
    title = "公开台账"
    watches = frozenset({"disclosure"})

    def __init__(self, context) -> None:
        super().__init__(context)
        self.views = ViewRow([View("month", "本月到期", 12), View("late", "已超期", 3), View("web", "未上网", 9)])
        self.filters = FilterRow([Filter("domain", "领域", [("a", "社会救助")]), Filter("channel", "渠道", [])])
        self.model = PagedModel(context.runner, COLUMNS, self)
        self.table = TableView(self.model)
        self.form = Form(FIELDS)
        self.detail = Detail()
        self.detail.set_heading("草原生态补奖资金发放结果")
        self.detail.add(self.form)
        self.detail.set_actions(danger("删除"), quiet("再来一条"), primary("保存"))
        self.model.counted.connect(self.counted)
        box = QVBoxLayout(self)
        for widget in (self.views, self.filters):
            box.addWidget(widget)
        box.addWidget(Beside(self.table, self.detail), 1)

    def reload(self) -> None:
        self.model.reload(Items())
        self.badge.emit(7)


class PiecesPage(Page):
    title = "今天"

    def __init__(self, context) -> None:
        super().__init__(context)
        pills = QWidget()
        flow = Flow(pills)
        for state in STATES:
            flow.addWidget(PillLabel(state))
        for make in (primary, secondary, danger, quiet):
            flow.addWidget(make("登记"))
        self.strip = DayStrip()
        self.strip.show_count(
            count(date(2025, 9, 22), 20, Unit.WORKDAY, NEW_YEAR), "形成之日起 20 个工作日内公开（《条例》第二十六条）。"
        )
        box = QVBoxLayout(self)
        box.addWidget(pills)
        box.addWidget(self.strip)
        box.addWidget(
            Empty("还没有登记", "公开的每条信息在这里登记一次，到期、统计和打印都由它而来。", "登记第一条"), 1
        )


PAGES = (
    PageSpec("home", "今天", "home", "tests.ui.gallery:PiecesPage"),
    PageSpec("disclosures", "公开台账", "disclosures", "tests.ui.gallery:ListPage"),
)
