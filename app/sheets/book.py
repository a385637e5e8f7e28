"""A PDF of one or two parts: each part a whole sheet in its own script, beside the other or after it.

A part alone on its pages is written page by page as it is drawn; parts that share pages are kept until both are there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, TypeVar

from app.i18n import Voice, speaking
from app.rules.bilingual import Layout
from app.sheets.archive import archived
from app.sheets.frames import Frame
from app.sheets.pages import Pages
from app.sheets.pen import MM
from app.sheets.setting import Direction
from app.sheets.sheet import Setup, Sheet, Size, Tell
from app.sheets.typefaces import Typefaces
from app.text.clean import clean

MARGIN = 16 * MM
BETWEEN = 9 * MM
SIZES = {Size.A4: (210 * MM, 297 * MM), Size.A3: (297 * MM, 420 * MM)}
PDF_LANGUAGES = {"zh": "zh-CN", "mn_Mong": "mn-Mong-CN"}

S = TypeVar("S", bound=Sheet)


@dataclass(frozen=True)
class _Part:
    """A language's share: how it is read, where on the page it stands."""

    language: str
    frame: Frame


class Book:
    """The canvas all parts of one sheet are drawn on; `number` counts its pages."""

    def __init__(self, setup: Setup, typefaces: Typefaces) -> None:
        self._out = BytesIO()
        width, height = SIZES[setup.size]
        self.paper = (height, width) if setup.landscape else (width, height)
        self.setup = setup
        self.typefaces = typefaces
        self.number = 0
        self._shared: list[tuple[list[str], list[str]]] | None = [] if setup.beside else None
        self.canvas = blank_canvas(self._out, self.paper)
        self.canvas.setCreator("Iltod")

    def parts(self) -> Iterator[_Part]:
        """The languages of the layout with their places, in reading order."""
        languages = self.setup.layout.languages
        for language in languages:
            direction = Direction.COLUMNS if language == "mn_Mong" else Direction.LINES
            yield _Part(language, replace(self._place(language), direction=direction))

    def _place(self, language: str) -> Frame:
        width, height = self.paper
        whole = Frame(MARGIN, height - MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
        if not self.setup.beside:
            return whole
        half = (whole.width - BETWEEN) / 2
        left = (language == "zh") == self._zh_left()
        return replace(whole, width=half, x=whole.x if left else whole.x + half + BETWEEN)

    def _zh_left(self) -> bool:
        """The measures of 1996 put Mongolian at the left; since 2026 the office says where the prominent script is."""
        return self.setup.zh_left and self.setup.layout is Layout.ZH_PROMINENT_2026

    def about(self, sheet: Sheet) -> None:
        """Name the sheet, the office and its number in the file's properties, and nobody else."""
        self.canvas.setTitle(_in_one_line(sheet.title))
        self.canvas.setAuthor(_in_one_line(sheet.office))
        self.canvas.setSubject(_in_one_line(sheet.sheet_number))

    def begin_page(self, number_in_part: int) -> int:
        """Start drawing a page of a part; the number of the page in the book comes out."""
        self.canvas._code = []
        return number_in_part if self._shared is not None else self.number + 1

    def end_page(self, number_in_part: int) -> None:
        """Write the page, or keep it until the other part is drawn."""
        if self._shared is None:
            self.canvas.showPage()
            self.number += 1
            return
        if len(self._shared) < number_in_part:
            self._shared.append(([], []))
        code, forms = self._shared[number_in_part - 1]
        code += self.canvas._code
        forms += self.canvas._formsinuse
        self.canvas._code, self.canvas._formsinuse = [], []
        self.number = len(self._shared)

    def written(self, about: Sheet, language: str) -> bytes:
        """End the file: what two parts share is written now, then what is known only at the end."""
        for code, forms in self._shared or ():
            self.canvas._code, self.canvas._formsinuse = code, forms
            self.canvas.showPage()
        self.canvas.save()
        return archived(self._out.getvalue(), about.printed_at, PDF_LANGUAGES[language])


def _in_one_line(text: str) -> str:
    """A text as a property of a file: no line ends, no half characters."""
    return " ".join(clean(text).split("\n"))


def blank_canvas(out: BytesIO, paper: tuple[float, float]) -> Any:
    """A canvas that begins its pages empty: ReportLab's own beginning names Helvetica, which is not embedded."""
    from reportlab.pdfgen.canvas import Canvas

    class Bare(Canvas):  # type: ignore[misc]
        def _make_preamble(self) -> None:
            self._preamble = ""

    return Bare(out, pagesize=paper, invariant=1, pageCompression=0)  # The archive compresses all at once.


def printed(
    make: Callable[[], S],
    draw: Callable[[S, Pages, Tell | None], None],
    setup: Setup,
    typefaces: Typefaces,
    tell: Tell | None = None,
) -> bytes:
    """The sheet as PDF: made and drawn once for each language of the layout.

    `make` and `draw` are called while that language is spoken. The same sheet and setup give the same bytes.
    """
    pdf, sizes = _drawn(make, draw, setup, typefaces, tell, ())
    if setup.layout is Layout.MN_FIRST_1996 and sizes[0] != sizes[-1]:  # 两种文字大小应当相同
        pdf, _sizes = _drawn(make, draw, setup, typefaces, tell, sizes[-1])
    return pdf


def _drawn(
    make: Callable[[], S],
    draw: Callable[[S, Pages, Tell | None], None],
    setup: Setup,
    typefaces: Typefaces,
    tell: Tell | None,
    caps: Sequence[float],
) -> tuple[bytes, list[list[float]]]:
    """The file, and the sizes of the tables of each part: no part has larger letters than the one before it."""
    book = Book(setup, typefaces)
    drawn: list[tuple[str, Pages]] = []
    for number, part in enumerate(parts := list(book.parts())):
        with speaking(part.language) as voice:
            sheet = make()
            if not drawn:
                first = sheet
                book.about(sheet)
            pages = Pages(sheet, book, part.frame, part.language, _draft(voice, setup), caps)
            draw(sheet, pages, _shared(tell, number, len(parts)))
            pages.close()
        drawn.append((part.language, pages))
        caps = pages.sizes
    for _language, pages in drawn:
        pages.fill_forms()
    return book.written(first, setup.layout.languages[0]), [pages.sizes for _language, pages in drawn]


def _shared(tell: Tell | None, number: int, parts: int) -> Tell | None:
    """Progress through all parts, told while one of them is drawn."""
    if tell is None or parts == 1:
        return tell
    return lambda done, total: tell(number * total + done, parts * total)


def _draft(voice: Voice, setup: Setup) -> Callable[[], bool]:
    """Whether what was said so far makes this part a draft."""
    return lambda: setup.mark_drafts and voice.unread
