"""Pages of a PDF as pictures, drawn away from the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from app import pdfium

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS_PER_INCH = 72


class PdfPages:
    """A PDF in memory; `sizes` are those of its pages in points."""

    def __init__(self, pdf: bytes) -> None:
        from pypdfium2 import PdfDocument  # Slow to import, and not needed before something is printed.

        self.pdf = pdf
        with pdfium.held:
            self._document: PdfDocument | None = PdfDocument(pdf)
            self.sizes = [QSizeF(*self._document.get_page_size(n)) for n in range(len(self._document))]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, scale: float) -> QImage:
        """A page (from 0) at this many pixels for a point; an empty picture once the file was closed."""
        with pdfium.held:
            if self._document is None:
                return QImage()
            page = self._document[number]
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            try:
                made = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
                return made.copy()  # PDFium's own memory goes with the bitmap
            finally:
                bitmap.close()
                page.close()

    def close(self) -> None:
        """Let go of the file."""
        with pdfium.held:
            if self._document is not None:
                self._document.close()
                self._document = None


class Renderer(QObject):
    """Draws the pages that are asked for, one after the other; what is no longer wanted is left out."""

    drawn = Signal(object, int, float, QImage)  # the PdfPages, the page, its scale, its picture
    _finished = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._wanted: set[tuple[PdfPages, int, float]] = set()
        self._asked: set[tuple[PdfPages, int, float]] = set()
        self._closed = False
        self._finished.connect(lambda deliver: deliver())

    def want(self, pages: PdfPages, numbers: list[int], scale: float) -> None:
        """Draw these pages and no others; nothing after `close`, as a window may still be laid out when it goes."""
        if self._closed:
            return
        self._wanted = {(pages, number, scale) for number in numbers}
        for number in numbers:
            key = (pages, number, scale)
            if key not in self._asked:
                self._asked.add(key)
                self._thread.submit(self._draw, key)

    def close(self) -> None:
        """Draw nothing more and stop the thread."""
        self._closed = True
        self._wanted = set()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _draw(self, key: tuple[PdfPages, int, float]) -> None:
        pages, number, scale = key
        image = pages.image(number, scale) if key in self._wanted else QImage()
        deliver: Callable[[], None] = partial(self._deliver, key, image)
        if isValid(self):
            self._finished.emit(deliver)

    def _deliver(self, key: tuple[PdfPages, int, float], image: QImage) -> None:
        self._asked.discard(key)
        if not image.isNull():
            self.drawn.emit(*key, image)
