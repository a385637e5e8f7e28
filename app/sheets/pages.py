"""One page after another: title, office and number at the head, the moment of printing and page n of m at the foot.

Places are told along the reading line and across the lines: a page in columns is the same page, read the other way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from app.i18n import _
from app.sheets.faces import Role
from app.sheets.frames import Frame
from app.sheets.lengths import Least
from app.sheets.pen import MM, Align, Pen
from app.sheets.sheet import Size
from app.sheets.titles import SMALLEST, fitted_title
from app.text.clean import clean

if TYPE_CHECKING:
    from app.sheets.book import Book
    from app.sheets.sheet import Sheet

SMALL, NOTE = 8.5, 9.0
WELL_APART = "\u3000\u3000"
DRAFT = 11.0
CODE = 10.5
"""The code of a sheet is read off a wall, letter by letter."""
_UPRIGHT = {n: n + 0xFEE0 for n in range(0x21, 0x7F)} | {ord("-"): " "}
"""Letters of full width, which stand upright in a column; a hyphen would lie there like the letter I."""
LEADING, TITLE_LEADING = 1.4, 1.25
WIDER = 1.16
"""Columns stand farther apart than lines of the same type: Mongolian letters reach 1.2 em across."""
FOOT = 8 * MM
TITLES = {Size.A4: 16.0, Size.A3: 22.0}
FAR = 500  # of a form's own corner: its ink lies within


class Pages:
    """The pages of one part while they are drawn; `across` is how far down (or to the right) they are filled.

    `caps` are the sizes no table (or body) of this part may be larger than, in the order they are drawn; `sizes` become
    those they have.
    """

    def __init__(
        self, sheet: Sheet, book: Book, frame: Frame, language: str, draft: Callable[[], bool], caps: Sequence[float]
    ) -> None:
        self.sheet = sheet
        self.number = 0
        self.across = 0.0
        self.pen = Pen(book.canvas, book.typefaces, frame)
        self.least = Least(self.pen.setter)
        self.size = book.setup.size
        self.sizes: list[float] = []
        self._book = book
        self._language = language
        self._is_draft = draft
        self._caps = caps
        self._remarks: list[str] = []
        self._masthead = True
        self._title_size = TITLES[self.size]
        self._least_title = SMALLEST * self._title_size
        self._page = 1

    @property
    def length(self) -> float:
        """The length of a line from margin to margin."""
        return self.pen.frame.length

    @property
    def room(self) -> float:
        """What is still free on this page, across the lines."""
        return self._depth - self.across

    @property
    def full_room(self) -> float:
        """What is free on a page after the first."""
        return self._depth - self._short_head

    @property
    def last_words(self) -> float:
        """How deep the words are that `close` will add: why this is a draft, if it is one by what was said so far."""
        return 1.5 * MM + self.leading(SMALL) if self._is_draft() else 0.0

    def leading(self, size: float, factor: float = LEADING) -> float:
        """How far apart lines of this size stand."""
        return size * factor * (WIDER if self.pen.frame.columns else 1.0)

    def capped(self, size: float) -> float:
        """The size the next table or body may have at most, where it is to have this one."""
        return min(size, *self._caps[len(self.sizes) : len(self.sizes) + 1], size)

    def begin(self, remarks: Sequence[str] = ()) -> None:
        """Begin the first page; the remarks stand beside the office's name."""
        self._remarks = [remark for remark in map(clean, remarks) if remark]
        self._begin()

    def begin_plain(self, title_size: float, least: float) -> None:
        """Begin the first page of a sheet that names its office elsewhere: a title alone, no smaller than `least`."""
        self._masthead, self._title_size, self._least_title = False, title_size, least
        self._begin()

    def turn(self) -> None:
        """Go on on a new page."""
        self._end()
        self._begin()

    def need(self, depth: float) -> None:
        """Turn the page if less is free."""
        if self.room + 0.01 < depth:
            self.turn()

    def paragraph(self, text: str, size: float = NOTE, role: Role = Role.TEXT, align: Align = Align.START) -> None:
        """Draw a text over the whole length, on as many pages as it takes; nothing for an empty text."""
        leading = self.leading(size)
        for line in self.pen.lines(text, self.length, size, role) if text else ():
            self.need(leading)
            self.pen.block(0, self.across, self.length, [line], size, leading, role, align)
            self.across += leading

    def after(self, phrases: Sequence[str], note: str) -> None:
        """Draw what stands after a table: short phrases in one paragraph, well apart, and a note."""
        self.gap(1.5 * MM)
        self.paragraph(WELL_APART.join(phrases), role=Role.LABEL)
        self.paragraph(note)

    def after_depth(self, phrases: Sequence[str], note: str) -> float:
        """How deep `after` and what `close` adds will be: the last row of the table is not left without them."""
        texts = ((WELL_APART.join(phrases), Role.LABEL), (note, Role.TEXT))
        lines = sum(len(self.pen.lines(text, self.length, NOTE, role)) for text, role in texts if text)
        return 1.5 * MM + lines * self.leading(NOTE) + self.last_words

    def gap(self, depth: float) -> None:
        """Leave some room free."""
        self.across += depth

    def close(self) -> None:
        """End the last page, after a word on the characters that could not be printed, and why this is a draft."""
        if missing := self.pen.missing:
            names = "\u3001".join(f"U+{ord(char):04X}" for char in missing)
            self.gap(1.5 * MM)
            self.paragraph(_("印作“〓”的字在本机字体中没有：{names}。").format(names=names), SMALL)
        self._count_words = _("共 {pages} 页")
        self._draft_words = ""
        if self._is_draft():
            self._draft_words = _("草稿")
            self.gap(1.5 * MM)
            self.paragraph(_("草稿：蒙古文尚未经母语人员审读。"), SMALL)
        self._end()

    def fill_forms(self) -> None:
        """Draw what each page left open: how many pages there are, and 草稿 where nobody approved the words."""
        self._form("pages", self._count_words.format(pages=self._book.number), SMALL, Role.TEXT)
        self._form("draft", self._draft_words, DRAFT, Role.HEADING)

    @cached_property
    def _depth(self) -> float:
        return self.pen.frame.depth - FOOT - (self._foot_lines() - 1) * self.leading(SMALL)

    @property
    def _short_head(self) -> float:
        return 2 * self.leading(SMALL)

    def _begin(self) -> None:
        self.number += 1
        self._page = self._book.begin_page(self.number)
        self.across = 0.0
        if self.number == 1:
            self._title()
        else:
            self._running_head()

    def _title(self) -> None:
        size, lines = fitted_title(self.pen, self.sheet.title, self.length, self._title_size, self._least_title)
        leading = self.leading(size, TITLE_LEADING)
        self.pen.block(0, self.across, self.length, lines, size, leading, Role.HEADING, Align.CENTRE)
        self.across += len(lines) * leading
        if self._masthead:
            self.gap(1.5 * MM)
            self._line(clean(self.sheet.office), "\u3000".join(self._remarks))
            self.gap(1 * MM)

    def _running_head(self) -> None:
        """Office and title once more; the title in full is on the first page."""
        half = self.length / 2 - 2 * SMALL
        office, title = (self._shortened(text, half - 3 * SMALL) for text in (self.sheet.office, self.sheet.title))
        self._line(office, _("{title}（续）").format(title=title))
        self.across = self._short_head

    def _shortened(self, text: str, length: float) -> str:
        first, *rest = self.pen.lines(text, length, SMALL)
        return f"{first}…" if rest else first

    def _line(self, first: str, second: str) -> None:
        """Two texts at the ends of one line, or after each other where they are too long for it."""
        if self.pen.length(first + "\u3000" + second, SMALL) > self.length:
            self.paragraph(first, SMALL)
            self.paragraph(second, SMALL)
            return
        for text, align in ((first, Align.START), (second, Align.END)):
            self.pen.block(0, self.across, self.length, [text], SMALL, self.leading(SMALL), Role.TEXT, align)
        self.across += self.leading(SMALL)

    def _end(self) -> None:
        self._foot()
        self._book.end_page(self.number)

    def _foot(self) -> None:
        """The moment of printing, page, number, code and 草稿; in two lines where one is too short."""
        depth, leading = self.pen.frame.depth, self.leading(SMALL)
        ruled = depth - self._foot_lines() * leading - 0.6 * MM
        self.pen.rules([(0, ruled, self.length, ruled)])
        last = depth - leading / 2
        first = last - (self._foot_lines() - 1) * leading
        moment, number, page, _count, draft = self._foot_words()
        self.pen.text(0, first, moment, SMALL)
        before_code = self.length - self._code_length
        self.pen.aligned(0, first, before_code, number, SMALL, align=Align.END)
        if self._code_words:
            self.pen.aligned(0, first, self.length, self._code_words, CODE, Role.LABEL, Align.END)
        in_one = self.pen.length(number, SMALL) + self._code_length + 2 * SMALL if first == last else 0.0
        self._place_form("draft", self.length - in_one - self.pen.length(draft, DRAFT, Role.HEADING), last)
        end = self.pen.text(self.length / 2 - self.pen.length(page, SMALL), last, page, SMALL)
        self._place_form("pages", end + SMALL, last)

    def _foot_words(self) -> tuple[str, str, str, str, str]:
        moment = _("打印时间 {moment}").format(moment=self.sheet.printed_at.strftime("%Y-%m-%d %H:%M"))
        number = _("表号 {number}").format(number=clean(self.sheet.sheet_number)) if self.sheet.sheet_number else ""
        return moment, number, _("第 {page} 页").format(page=self._page), _("共 {pages} 页"), _("草稿")

    @cached_property
    def _code_words(self) -> str:
        code = clean(self.sheet.code)
        code = code.translate(_UPRIGHT) if self.pen.frame.columns else code
        return _("核对码 {code}").format(code=code) if code else ""

    @cached_property
    def _code_length(self) -> float:
        """How long the code is with what keeps it apart from the number."""
        return self.pen.length(self._code_words, CODE, Role.LABEL) + 2 * SMALL if self._code_words else 0.0

    def _foot_lines(self) -> int:
        """One where the halves at both sides of the middle hold what stands there, else two."""
        moment, number, page, count, draft = self._foot_words()
        before = self.pen.length(moment, SMALL) + self.pen.length(page, SMALL)
        after = self.pen.length(number + count, SMALL) + self.pen.length(draft, DRAFT, Role.HEADING) + self._code_length
        return 1 if max(before, after) + 4 * SMALL < self.length / 2 else 2

    def _form_name(self, what: str) -> str:
        return f"{what}-{self._language}"

    def _place_form(self, what: str, along: float, middle: float) -> None:
        """How many pages there are is known at the end: each page refers to one form that is drawn last."""
        canvas = self.pen.canvas
        canvas.saveState()
        canvas.translate(*self.pen.frame.point(along, middle))
        canvas.doForm(self._form_name(what))
        canvas.restoreState()

    def _form(self, what: str, text: str, size: float, role: Role) -> None:
        canvas = self.pen.canvas
        canvas.beginForm(self._form_name(what), -FAR, -FAR, FAR, FAR)
        own = Pen(canvas, self.pen.typefaces, Frame(0, 0, 0, 0, self.pen.frame.direction))
        if text:
            own.text(0, 0, text, size, role)
        else:
            canvas._code.append("q Q")  # PDFium paints a form without any operator as a coloured box.
        canvas.endForm()
