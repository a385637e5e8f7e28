"""What a figure is: where it comes from, how it is defined, of which whole it is a share, what it must agree with."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal

from app.i18n import N_, _
from app.operations.annual_reports import Figure, Report
from app.rules.annual_report import FED_BY_NAMES, Cell, Finding
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.report.form_model import figure_words
from app.ui.report.identities import about, share
from app.ui.report.reading import differs, editable, findings_by_cell
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.detail import Detail
from app.ui.widgets.pill import PillLabel
from app.ui.widgets.shown import Pill

LOWEST = 250  # pixels at 100 %: where it stands under the table, the definition is still to be read
_NONE = N_("选一栏，看它的数字从哪里来、怎么定义、与哪些栏相互核对。")
_OPEN, _EDIT, _BACK, _REASON = N_("打开记录"), N_("填写"), N_("恢复台账统计数"), N_("写明理由")
_VALUE = N_("{value} {unit}")
_EMPTY = N_("还没有数字")
_COUNTED, _SUMMED, _ENTERED = N_("按台账统计"), N_("由下级报告或其他栏相加"), N_("手工填报")
_DIFFERS = N_("手工填报，与台账统计不一致")
_BY_HAND = N_("没有台账支持这一栏，请手工填写。")
SOURCES = {"counted": Pill("good", _COUNTED), "summed": Pill("good", _SUMMED), "entered": Pill("unknown", _ENTERED)}


def source_pill(figure: Figure) -> Pill:
    """Where a figure comes from, as a pill."""
    if differs(figure):
        return Pill("soon", _(_DIFFERS))
    found = SOURCES.get(figure.source)
    return Pill(found.state, _(found.text)) if found else Pill("unknown", _(_EMPTY))


class CellPanel(Detail):
    """Shows one cell; what its buttons ask for is told."""

    open_asked = Signal()
    edit_asked = Signal()
    back_asked = Signal()
    reason_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(theme.scaled(LOWEST))
        self.nothing = Label(_NONE, tone="quiet", wrap=True)
        self.pill = PillLabel()
        self.facts = Facts()
        for widget in (self.nothing, self.pill, self.facts):
            self.add(widget)
        self.add_stretch()
        self.show_cell(None, "")

    def show_cell(self, report: Report | None, key: str) -> None:
        """Show a cell of a report, or nothing."""
        cell = report.form.cells.get(key) if report else None
        self.nothing.setVisible(cell is None)
        if report is None or cell is None:
            self.set_heading("")
            self.pill.set_pill(Pill("unknown", ""))
            self.facts.show_rows([])
            self.set_actions()
            return
        figure = report.figures.get(key, Figure(None))
        self.set_heading(_(cell.label))
        self.pill.set_pill(source_pill(figure))
        self.facts.show_rows(list(facts(report, cell, figure)))
        self.set_actions(*self._offered(report, cell, figure))

    def _offered(self, report: Report, cell: Cell, figure: Figure) -> Iterator[Button]:
        if findings_by_cell(report).get(cell.key):
            yield secondary(_REASON, self.reason_asked.emit)
        if editable(report):
            if figure.source == "entered" and figure.counted is not None:
                yield secondary(_BACK, self.back_asked.emit)
            by_hand = not cell.fed_by
            yield (primary if by_hand else secondary)(_EDIT, self.edit_asked.emit)
        if cell.fed_by:
            yield primary(_OPEN, self.open_asked.emit)


def facts(report: Report, cell: Cell, figure: Figure) -> Iterator[tuple[str, str]]:
    """Labels and texts of a cell."""
    if figure.value is not None:
        yield N_("数字"), _(_VALUE).format(value=figure_words(figure.value), unit=_(cell.unit)).strip()
    if differs(figure):
        yield N_("台账统计"), _(_VALUE).format(value=figure_words(figure.counted), unit=_(cell.unit)).strip()
    yield N_("占比"), share(report, cell.key)
    yield N_("核对结果"), "\n".join(_with_reason(report, each.key, each.text) for each in _found(report, cell))
    yield N_("定义"), _(cell.definition)
    yield N_("数字来源"), _(FED_BY_NAMES[cell.fed_by]) if cell.fed_by else _(_BY_HAND)
    yield N_("勾稽关系"), "\n".join(about(report, cell.key))


def _found(report: Report, cell: Cell) -> tuple[Finding, ...]:
    return findings_by_cell(report).get(cell.key, ())


def _with_reason(report: Report, key: str, sentence: str) -> str:
    reason = report.reasons.get(key, "")
    return _("{sentence}（已说明：{reason}）").format(sentence=sentence, reason=reason) if reason else sentence
