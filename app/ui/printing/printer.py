"""From a PDF to a printer: each page as a picture of the whole sheet, at its real size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import UserError
from app.i18n import N_
from app.ui.printing.rendering import POINTS_PER_INCH, PdfPages

DOTS_PER_INCH = 300  # a page of A3 at more would take hundreds of megabytes on an old computer
SIZES = {"a4": QPageSize.PageSizeId.A4, "a3": QPageSize.PageSizeId.A3}
_FAILED = N_("打印机“{printer}”没有接受这份打印。请检查打印机是否开机、联网、有纸，再试一次；也可以先存为 PDF。")
Tell = Callable[[int, int], None]


class Which(StrEnum):
    """Which pages: all, from one to another, or every second one, to print on both sides by hand."""

    ALL = "all"
    RANGE = "range"
    ODD = "odd"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What is sent: the printer's name, pages from 0 in the order of printing, and whether A3 is reduced to A4."""

    printer: str
    pages: tuple[int, ...]
    paper: str
    landscape: bool


def pages_of(which: Which, count: int, first: int = 1, last: int = 0) -> tuple[int, ...]:
    """The pages chosen of so many, from 0; `first` and `last` count from 1, `last` 0 means the last."""
    if which is Which.RANGE:
        return tuple(range(max(first, 1) - 1, min(last or count, count)))
    return tuple(range(1 if which is Which.EVEN else 0, count, 1 if which is Which.ALL else 2))


def in_copies(pages: Sequence[int], copies: int, collate: bool) -> tuple[int, ...]:
    """The pages in the order of printing: whole copies one after the other, or all copies of each page together.

    Printers differ in what they make of a number of copies, so each copy is sent.
    """
    return tuple(pages) * copies if collate else tuple(page for page in pages for _copy in range(copies))


def has_paper(printer: QPrinterInfo, paper: str) -> bool:
    """Whether the printer says it takes this paper; one that says nothing is believed to."""
    known = printer.supportedPageSizes()
    return not known or SIZES[paper] in {size.id() for size in known}


def prepared(printer: QPrinter, job: PrintJob) -> QPrinter:
    """The printer, set to the paper of the job with no margins of its own: the sheet brings its margins."""
    turn = QPageLayout.Orientation.Landscape if job.landscape else QPageLayout.Orientation.Portrait
    printer.setResolution(DOTS_PER_INCH)
    printer.setPageLayout(QPageLayout(QPageSize(SIZES[job.paper]), turn, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    return printer


def send(pages: PdfPages, printer: QPrinter, job: PrintJob, tell: Tell) -> int:
    """Print; returns how many sides went out. UserError if the printer refuses; whatever `tell` raises comes through.

    A page is drawn at its real size unless the paper is smaller, and then made to fit.
    """
    painter = QPainter()
    if not painter.begin(prepared(printer, job)):
        raise UserError(_FAILED, {"printer": job.printer})
    try:
        for done, number in enumerate(job.pages):
            tell(done, len(job.pages))
            if done and not printer.newPage():
                raise UserError(_FAILED, {"printer": job.printer})
            _draw(painter, printer, pages, number)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise UserError(_FAILED, {"printer": job.printer})
    return len(job.pages)


def _draw(painter: QPainter, printer: QPrinter, pages: PdfPages, number: int) -> None:
    per_point = printer.resolution() / POINTS_PER_INCH
    size, room = pages.sizes[number], printer.paperRect(QPrinter.Unit.DevicePixel)
    whole = QSizeF(size.width() * per_point, size.height() * per_point)
    fits = min(1.0, _share(room.width(), whole.width()), _share(room.height(), whole.height()))
    shown = whole * fits
    corner_x, corner_y = ((room.width() - shown.width()) / 2, (room.height() - shown.height()) / 2)
    image = pages.image(number, per_point * fits)
    painter.drawImage(QRectF(max(corner_x, 0), max(corner_y, 0), shown.width(), shown.height()), image)


def _share(room: float, wanted: float) -> float:
    """How much of a length there is room for; paper that is a dot short of its name is long enough."""
    return 1.0 if wanted <= room + 2 else room / wanted
