"""What does not fit: every widget that is shown is measured, and what is cut, hidden or covered is told in a line."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QToolButton,
    QWidget,
)

from app.ui import theme
from app.ui.search.popup import SearchPopup
from app.ui.widgets.buttons import OneLine
from app.ui.widgets.pill import cell_width
from app.ui.writing_mode import Host

SLACK = 1  # pixels of rounding
FRAME = 6  # pixels at 100 % by which a frame with the keyboard is thicker than one without
MEASURED_ROWS = 12
OVER = (QSplitterHandle, SearchPopup)  # what is meant to lie over others
_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def unfit(content: QWidget) -> list[str]:
    """A line for each place within this widget where something is cut, hidden or covered."""
    found = []
    for widget in _seen(content):
        for check in (_words_cut, _outside, _covered, _columns_cut):
            found += [f"{_name(widget)}: {wrong}" for wrong in check(widget)]
        if isinstance(widget, Host) and widget.view is not None:
            found += _view_too_small(widget) + unfit(widget.content)
    return sorted(set(found))


def _seen(content: QWidget) -> Iterator[QWidget]:
    """What a person sees of it; a scroll bar and other parts of Qt's own widgets are not asked."""
    for widget in (content, *content.findChildren(QWidget)):
        if widget.isVisible() and not widget.objectName().startswith("qt_"):
            parent = widget.parentWidget()
            if not isinstance(parent, QAbstractItemView | QHeaderView | QComboBox | QLineEdit):
                yield widget


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", str)() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} “{(text or widget.accessibleName())[:24]}”"


def _words_cut(widget: QWidget) -> Iterator[str]:
    needed, measure = _needed(widget), widget.width()
    if needed > measure + SLACK:
        yield f"{measure} of {needed} wide"
    lines = _lines(widget)
    if lines > widget.height() + SLACK:
        yield f"{widget.height()} of {lines} high"


def _needed(widget: QWidget) -> int:
    """How wide the widget must be for its words."""
    measures: tuple[tuple[type[QWidget], Callable[..., int]], ...] = (
        (OneLine, lambda w: 0 if w.toolTip() else w.sizeHint().width()),
        (QLabel, lambda w: (w.minimumSizeHint() if w.wordWrap() else w.sizeHint()).width()),
        (QToolButton, lambda w: w.minimumSizeHint().width()),
        (QAbstractButton, lambda w: w.minimumSizeHint().width()),
        (QComboBox, _combo_width),
        (QLineEdit, _placeholder_width),
    )
    return next((needed(widget) for kind, needed in measures if isinstance(widget, kind)), 0)


def _lines(widget: QWidget) -> int:
    """How high the widget must be for the lines of its words."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width())
    if isinstance(widget, QAbstractButton) and widget.hasHeightForWidth():
        return widget.heightForWidth(widget.width())
    if isinstance(widget, QLineEdit):
        return widget.fontMetrics().height()
    if isinstance(widget, QAbstractButton):
        return widget.minimumSizeHint().height() - theme.scaled(FRAME)
    return widget.minimumSizeHint().height() if isinstance(widget, QLabel) else 0


def _combo_width(widget: QComboBox) -> int:
    if widget.toolTip() == widget.currentText():
        return 0
    option = QStyleOptionComboBox()
    widget.initStyleOption(option)
    field = widget.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
    )
    return widget.fontMetrics().horizontalAdvance(widget.currentText()) + widget.width() - field.width()


def _placeholder_width(widget: QLineEdit) -> int:
    if widget.text() or widget.toolTip():
        return 0
    frame = widget.sizeHint().width() - widget.fontMetrics().horizontalAdvance("x") * 17  # as Qt counts it
    return widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + max(frame, 0)


def _outside(widget: QWidget) -> Iterator[str]:
    """Beyond the edge of the parent, where no scroll bar leads."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return
    area = parent.parentWidget()
    room, place = parent.rect(), widget.geometry()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        across = area.horizontalScrollBarPolicy() == _OFF and place.width() > room.width() + SLACK
        down = area.verticalScrollBarPolicy() == _OFF and place.height() > room.height() + SLACK
    else:
        across = place.left() < room.left() - SLACK or place.right() > room.right() + SLACK
        down = place.top() < room.top() - SLACK or place.bottom() > room.bottom() + SLACK
    if across or down:
        yield f"{_rect(place)} within {type(parent).__name__} {_rect(room)}"


def _covered(widget: QWidget) -> Iterator[str]:
    """Parts that lie over each other."""
    if isinstance(widget, QAbstractScrollArea):
        return
    parts = [
        part
        for part in widget.children()
        if isinstance(part, QWidget) and part.isVisible() and not part.isWindow() and not isinstance(part, OVER)
    ]
    for number, part in enumerate(parts):
        for other in parts[number + 1 :]:
            shared = part.geometry() & other.geometry()
            if shared.width() > SLACK and shared.height() > SLACK:
                yield f"{_name(part)} lies over {_name(other)}"


def _columns_cut(widget: QWidget) -> Iterator[str]:
    if not isinstance(widget, QTableView) or widget.model() is None:
        return
    header = widget.horizontalHeader()
    rows = range(min(MEASURED_ROWS, widget.model().rowCount()))
    for section in range(header.count()):
        if widget.isColumnHidden(section):
            continue
        size, title = header.sectionSize(section), widget.model().headerData(section, Qt.Orientation.Horizontal)
        needed = header.sectionSizeHint(section)
        if header.isVisible() and needed > size + SLACK:
            yield f"heading “{title}” {size} of {needed} wide"
        kind = getattr(widget.model(), "columns", ())[section].kind
        cells = max((cell_width(widget, widget.model().index(row, section), kind) for row in rows), default=0)
        if cells > size + SLACK:
            yield f"cells of “{title}” {size} of {cells} wide"


def _view_too_small(host: Host) -> list[str]:
    """A column that is longer or broader than the view in which it stands."""
    content, view = host.content.size(), host.size().transposed()
    if content.width() > view.width() + SLACK or content.height() > view.height() + SLACK:
        return [f"{type(host.content).__name__}: {content.toTuple()} within a view of {view.toTuple()}"]
    return []


def _rect(rect: QRect) -> str:
    return f"({rect.x()}, {rect.y()}, {rect.width()}, {rect.height()})"
