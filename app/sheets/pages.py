"""One page after another: title, office and number at the head, the moment of printing and page n of m at the foot."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from app.i18n import _
from app.sheets.fonts import Role, Typefaces, printable
from app.sheets.pen import MM, Align, Pen
from app.sheets.sheet import Sheet

MARGIN = 16 * MM
SMALL = 8.5
LEADING = 1.4
FOOT = 8 * MM
PAGE_COUNT = "pages"


@dataclass(frozen=True)
class Paper:
    """A size of paper in points, and the size of its titles."""

    width: float
    height: float
    title: float = 16

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN


A4 = Paper(210 * MM, 297 * MM)
A4_LANDSCAPE = Paper(297 * MM, 210 * MM)
A3_LANDSCAPE = Paper(420 * MM, 297 * MM, title=22)


class Pages:
    """The pages of one sheet while they are drawn from the top down; `y` is the top of what is still free."""

    def __init__(self, sheet: Sheet, paper: Paper, typefaces: Typefaces, remarks: Sequence[str] = ()) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self._out = BytesIO()
        self.pdf = b""
        self.sheet = sheet
        self.paper = paper
        self.number = 0
        self.y = 0.0
        self._remarks = [remark for remark in map(printable, remarks) if remark]
        canvas = Canvas(
            self._out,
            pagesize=(paper.width, paper.height),
            invariant=1,
            pageCompression=1,
            initialFontName=typefaces.base(Role.TEXT),
            lang="zh-CN",
        )
        canvas.setTitle(sheet.title)
        canvas.setAuthor(sheet.office)
        canvas.setSubject(sheet.sheet_number)
        canvas.setCreator("Iltod")
        self.pen = Pen(canvas, typefaces)
        self._begin()

    @property
    def left(self) -> float:
        """Where the left margin ends."""
        return MARGIN

    @property
    def room(self) -> float:
        """The height still free on this page."""
        return self.y - self._bottom

    @property
    def full_room(self) -> float:
        """The height free on a page after the first."""
        return self.paper.height - MARGIN - self._short_head - self._bottom

    def turn(self) -> None:
        """Go on on a new page."""
        self._end()
        self._begin()

    def need(self, height: float) -> None:
        """Turn the page if less than the height is free."""
        if self.room + 0.01 < height:
            self.turn()

    def paragraph(self, text: str, size: float = 9, role: Role = Role.TEXT, align: Align = Align.LEFT) -> None:
        """Draw a text over the whole width, on as many pages as it takes; nothing for an empty text."""
        leading = size * LEADING
        for line in self.pen.lines(text, self.paper.room, size, role) if text else ():
            self.need(leading)
            self.pen.block(self.left, self.y, self.paper.room, [line], size, leading, role, align)
            self.y -= leading

    def phrases(self, phrases: Sequence[str]) -> None:
        """Draw short phrases in one paragraph, well apart."""
        self.gap(1.5 * MM)
        self.paragraph("\u3000\u3000".join(phrases), role=Role.LABEL)

    def gap(self, height: float) -> None:
        """Leave some room free."""
        self.y -= height

    def close(self) -> None:
        """End the last page and write the file into `pdf`."""
        self._end()
        canvas = self.pen.canvas
        canvas.beginForm(PAGE_COUNT)
        self.pen.text(0, 0, _("共 {pages} 页").format(pages=self.number), SMALL)
        canvas.endForm()
        canvas.save()
        self.pdf = self._out.getvalue()

    @property
    def _bottom(self) -> float:
        return MARGIN + FOOT

    @property
    def _short_head(self) -> float:
        return 2 * SMALL * LEADING

    def _begin(self) -> None:
        self.number += 1
        self.y = self.paper.height - MARGIN
        if self.number == 1:
            self._title()
        else:
            self._running_head()

    def _title(self) -> None:
        self.paragraph(self.sheet.title, self.paper.title, Role.HEADING, Align.CENTRE)
        self.gap(1.5 * MM)
        self._line(printable(self.sheet.office), "\u3000".join(self._remarks))
        self.gap(1 * MM)

    def _running_head(self) -> None:
        """Office and title once more; the title in full is on the first page."""
        half = self.paper.room / 2 - 2 * SMALL
        office, title = (self._shortened(text, half - 3 * SMALL) for text in (self.sheet.office, self.sheet.title))
        self._line(office, _("{title}（续）").format(title=title))
        self.y = self.paper.height - MARGIN - self._short_head

    def _shortened(self, text: str, width: float) -> str:
        first, *rest = self.pen.lines(text, width, SMALL)
        return f"{first}…" if rest else first

    def _line(self, left: str, right: str) -> None:
        """Two texts at the ends of one line, or under each other where they are too long for it."""
        width = self.paper.room
        if self.pen.width(left + "\u3000" + right, SMALL) > width:
            self.paragraph(left, SMALL)
            self.paragraph(right, SMALL)
            return
        for text, align in ((left, Align.LEFT), (right, Align.RIGHT)):
            self.pen.block(self.left, self.y, width, [text], SMALL, SMALL * LEADING, Role.TEXT, align)
        self.y -= SMALL * LEADING

    def _end(self) -> None:
        self._foot()
        self.pen.canvas.showPage()

    def _foot(self) -> None:
        base = MARGIN + 0.2 * SMALL
        self.pen.rules([(self.left, base + 1.5 * SMALL, self.left + self.paper.room, base + 1.5 * SMALL)])
        moment = _("打印时间 {moment}").format(moment=self.sheet.printed_at.strftime("%Y-%m-%d %H:%M"))
        self.pen.aligned(self.left, base, self.paper.room, moment, SMALL, align=Align.LEFT)
        if self.sheet.sheet_number:
            number = _("表号 {number}").format(number=printable(self.sheet.sheet_number))
            self.pen.aligned(self.left, base, self.paper.room, number, SMALL, align=Align.RIGHT)
        self._page_number(base)

    def _page_number(self, base: float) -> None:
        """How many pages there are is known at the end: each page refers to one form that is drawn last."""
        page = _("第 {page} 页").format(page=self.number)
        canvas = self.pen.canvas
        canvas.saveState()
        canvas.translate(
            self.pen.text(self.paper.width / 2 - self.pen.width(page, SMALL), base, page, SMALL) + SMALL, base
        )
        canvas.doForm(PAGE_COUNT)
        canvas.restoreState()


@contextmanager
def drawn(sheet: Sheet, paper: Paper, typefaces: Typefaces, remarks: Sequence[str] = ()) -> Iterator[Pages]:
    """Pages to draw on; their `pdf` is there when the block ends."""
    pages = Pages(sheet, paper, typefaces, remarks)
    yield pages
    pages.close()
