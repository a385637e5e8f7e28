"""The pages one under the other, as they will print; upright also where the window is written in columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from itertools import accumulate

from PySide6.QtCore import QEvent, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.i18n import N_
from app.ui import theme
from app.ui.printing.rendering import POINTS_PER_INCH, PdfPages, Renderer
from app.ui.widgets.words import name

WIDTH, PAGE = "width", "page"
SMALLEST, LARGEST = 0.25, 4.0
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
GAP = 16
KEPT = 8  # pictures
_UPRIGHT = QTransform(0, 1, 1, 0, 0, 0)
_PAGES = N_("打印预览的页面")


class PagesView(QAbstractScrollArea):
    """Scrolls through the pages of a PDF; `zoom` is a factor, or fits the width or the whole page."""

    page_changed = Signal(int)  # the page that is in sight, from 0
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._zoom: float | str = WIDTH
        self._rects: list[QRectF] = []
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._current = 0
        self.renderer = Renderer(self)
        self.renderer.drawn.connect(self._take)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.scaled(240), theme.scaled(240))
        name(self, _PAGES)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._look())

    @property
    def scale(self) -> float:
        """Pixels of the screen for a point of paper, at the zoom in use."""
        return self.factor * self.logicalDpiX() / POINTS_PER_INCH

    @property
    def factor(self) -> float:
        """How large the pages are shown: 1 is their real size."""
        if isinstance(self._zoom, float) or not self._pages:
            return self._zoom if isinstance(self._zoom, float) else 1.0
        room = self._across(QSizeF(self.maximumViewportSize())) - QSizeF(2 * GAP, 2 * GAP)
        bar = self.verticalScrollBar().sizeHint().width()
        room -= QSizeF(0, bar) if self._turned() else QSizeF(bar, 0)
        page = self._pages.sizes[min(self._current, len(self._pages) - 1)]
        per_point = self.logicalDpiX() / POINTS_PER_INCH
        fits = room.width() / (page.width() * per_point)
        if self._zoom == PAGE:
            fits = min(fits, room.height() / (page.height() * per_point))
        return max(SMALLEST, min(fits, LARGEST))

    @property
    def current(self) -> int:
        """The page that is in sight, from 0."""
        return self._current

    def show_pages(self, pages: PdfPages) -> None:
        """Show these instead; the place among the pages is kept as far as there are so many."""
        before, place = self._pages, self._current
        self._pages = pages
        self._images.clear()
        self._place()
        self.go_to(min(place, len(pages) - 1))
        if before is not None:
            before.close()

    def set_zoom(self, zoom: float | str) -> None:
        """Show the pages at this factor, or fitting (WIDTH, PAGE); what is in the middle stays there."""
        bar = self.verticalScrollBar()
        place = (bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep())
        self._zoom = max(SMALLEST, min(zoom, LARGEST)) if isinstance(zoom, float) else zoom
        self._place()
        bar.setValue(round(place * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(next((step for step in STEPS if step > self.factor + 0.01), LARGEST))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(next((step for step in reversed(STEPS) if step < self.factor - 0.01), SMALLEST))

    def go_to(self, number: int) -> None:
        """Bring the beginning of a page into sight."""
        if self._rects:
            number = max(0, min(number, len(self._rects) - 1))
            self.verticalScrollBar().setValue(round(self._rects[number].top() - GAP / 2))
            self._tell(number)

    def close_pages(self) -> None:
        """Let go of the file and the thread."""
        self.renderer.close()
        if self._pages is not None:
            self._pages.close()

    def image_of(self, number: int) -> QImage | None:
        """The picture of a page as it is shown now, if it has been drawn."""
        return self._images.get((number, self._device_scale()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp and PgDn turn pages, Home and End go to the first and the last; Ctrl with + - 0 zooms."""
        keys = {
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(len(self._rects) - 1),
        }
        if self._zoom == PAGE:
            keys[Qt.Key.Key_PageUp] = lambda: self.go_to(self._current - 1)
            keys[Qt.Key.Key_PageDown] = lambda: self.go_to(self._current + 1)
        if action := keys.get(Qt.Key(event.key())):
            action()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        else:
            self.zoom_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Colours of the window."""
        super().changeEvent(event)
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """White paper on the grey of the window."""
        painter = QPainter(self.viewport())
        colours = theme.colours(self)
        painter.fillRect(self.viewport().rect(), QColor(colours.line))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._in_sight():
            rect = self._rects[number].translated(
                -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
            )
            painter.fillRect(rect, QColor("white"))
            if (image := self._nearest(number)) is not None:
                painter.drawImage(rect, image)
            painter.setPen(QColor(colours.quiet))
            painter.drawRect(rect)
        painter.end()

    def _turned(self) -> bool:
        """Whether the window exchanges x and y, so that pictures must be exchanged beforehand."""
        return self.window().graphicsProxyWidget() is not None

    def _across(self, size: QSizeF) -> QSizeF:
        return size.transposed() if self._turned() else size

    def _device_scale(self) -> float:
        return round(self.scale * self.devicePixelRatioF(), 4)

    def _place(self) -> None:
        """Stand the pages one after the other in the direction of reading."""
        if not self._pages:
            return
        sizes = [self._across(size * self.scale) for size in self._pages.sizes]
        room = self.viewport().size()
        width = max(size.width() for size in sizes) + 2 * GAP
        starts = accumulate((size.height() + GAP for size in sizes), initial=float(GAP))
        wide = max(width, room.width())
        self._rects = [
            QRectF(round((wide - size.width()) / 2), round(top), round(size.width()), round(size.height()))
            for size, top in zip(sizes, starts, strict=False)
        ]
        height = self._rects[-1].bottom() + GAP
        for bar, whole, seen in (
            (self.horizontalScrollBar(), width, room.width()),
            (self.verticalScrollBar(), height, room.height()),
        ):
            bar.setRange(0, max(0, round(whole - seen)))
            bar.setPageStep(seen)
            bar.setSingleStep(theme.scaled(40))
        self._look()
        self.zoom_changed.emit(self.factor)

    def _in_sight(self) -> range:
        """The pages that are seen, at least in part."""
        if not self._rects:
            return range(0)
        top = self.verticalScrollBar().value()
        first = max(0, self._begun(top) - 1)
        last = self._begun(top + self.viewport().height())
        return range(first, max(last, first + 1))

    def _begun(self, depth: float) -> int:
        """How many pages begin above this depth."""
        return bisect_right([rect.top() for rect in self._rects], depth)

    def _look(self) -> None:
        """Have drawn what came into sight, and the next page."""
        if not self._pages or not self._rects:
            return
        seen = self._in_sight()
        read = self.verticalScrollBar().value() + self.viewport().height() / 4
        self._tell(max(seen.start, self._begun(read) - 1))
        scale = self._device_scale()
        wanted = [n for n in range(seen.start, min(seen.stop + 1, len(self._pages))) if (n, scale) not in self._images]
        self.renderer.want(self._pages, wanted, scale)
        self.viewport().update()

    def _tell(self, number: int) -> None:
        if number != self._current:
            self._current = number
            self.page_changed.emit(number)

    def _take(self, pages: PdfPages, number: int, scale: float, image: QImage) -> None:
        if pages is not self._pages:
            return
        self._images[number, scale] = image.transformed(_UPRIGHT) if self._turned() else image
        while len(self._images) > KEPT + len(self._in_sight()):
            self._images.popitem(last=False)
        self.viewport().update()

    def _nearest(self, number: int) -> QImage | None:
        """The picture of the page, or one of another size until it is drawn."""
        exact = self.image_of(number)
        return exact or next((image for (page, _scale), image in self._images.items() if page == number), None)
