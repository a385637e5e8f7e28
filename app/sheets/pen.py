"""Drawing letters and rules in a frame; lengths in points, along the reading line and across the lines."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from app.sheets.faces import Role
from app.sheets.frames import Frame
from app.sheets.glyphs import EmbeddedFont, Font, Glyph
from app.sheets.setting import Part, SetLine, Setter
from app.sheets.typefaces import Typefaces
from app.text.breaks import broken
from app.text.clean import clean

MM = 72 / 25.4
THIN, THICK = 0.4, 0.9
BLACK, PALE, MIDDLE = 0.0, 0.92, 0.55
Ink = float | tuple[float, float, float]
"""A grey, or red, green and blue, from 0 to 1."""
STRETCH = 4.0
"""A line that is shorter than its room by more than so many em is not stretched: it would fall apart."""
BOLD = 0.035
"""There is no bold Mongolian face: headings are drawn with an outline of this many em."""


class Align(StrEnum):
    """How lines stand in their room: at its beginning, in its middle, at its end, or from one to the other."""

    START = "start"
    CENTRE = "centre"
    END = "end"
    JUSTIFY = "justify"


class Pen:
    """Sets text in the given faces on a ReportLab canvas; `frame` is where it draws.

    `missing` gathers, in the order drawn, the characters no face has.
    """

    def __init__(self, canvas: Any, typefaces: Typefaces, frame: Frame) -> None:
        self.canvas = canvas
        self.typefaces = typefaces
        self.frame = frame
        self.setter = Setter(typefaces, frame.direction)
        self.missing: dict[str, None] = {}
        self._embedded: dict[Font, EmbeddedFont] = _embedded(canvas)

    def length(self, text: str, size: float, role: Role = Role.TEXT) -> float:
        """The length of a text on one line."""
        return self.setter.length(text, role) * size

    def lines(self, text: str, length: float, size: float, role: Role = Role.TEXT) -> list[str]:
        """The text broken into lines no longer than the length."""
        return broken(clean(text), length, lambda part: self.length(part, size, role))

    def text(
        self,
        along: float,
        middle: float,
        text: str,
        size: float,
        role: Role = Role.TEXT,
        ink: Ink = BLACK,
        spread: float = 0.0,
    ) -> float:
        """Draw one line from `along` with its middle at `middle` across; where it ends comes out.

        `spread` is left free between its glyphs; only unjoined letters bear it.
        """
        line = self.setter.line(text, role)
        self.missing.update(dict.fromkeys(line.missing))
        code = [f"{_filled(ink)} BT"]
        bold = role is Role.HEADING and line.joined
        if bold:
            code.append(f"{_filled(ink).upper()} {BOLD * size:.3f} w 2 Tr")
        if spread:
            code.append(f"{spread:.4f} Tc")
        face: tuple[str, float] | None = None
        for part in line.parts:
            font, own = self._font(part.font), part.size * size
            if face != (font.name, own):
                face = font.name, own
                code.append(f"/{font.name} {own:.3f} Tf")
            code += self._part(part, font, along, middle, size)
            along += spread * len(part.shaped.glyphs)
        code.append("0 Tr ET" if bold else "0 Tc ET" if spread else "ET")
        if self._spelt(line):
            code = [f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC", *code, "EMC"]
        self.canvas._code.extend(code)
        return along + line.length * size

    def _spelt(self, line: SetLine) -> bool:
        """Whether a reader needs the text beside the glyphs.

        Upright letters below each other read as so many lines otherwise, and 〓 as nothing but itself. PDFium loses
        characters beyond the first plane from such a text, so that lines with one do without.
        """
        needed = line.joined or bool(line.missing) or self.frame.columns
        return needed and max(line.text, default="") <= "\uffff"

    def aligned(
        self,
        along: float,
        middle: float,
        room: float,
        text: str,
        size: float,
        role: Role = Role.TEXT,
        align: Align = Align.CENTRE,
    ) -> None:
        """Draw one line within a room that begins at `along`."""
        line = self.setter.line(text, role)
        slack = room - line.length * size
        if align is Align.JUSTIFY:
            self.text(along, middle, text, size, role, spread=self._spread(line, slack, size))
            return
        shift = {Align.START: 0.0, Align.CENTRE: slack / 2, Align.END: slack}[align]
        self.text(along + shift, middle, text, size, role)

    def _spread(self, line: SetLine, slack: float, size: float) -> float:
        """What each gap of a line takes of its slack; joined letters and columns are not stretched."""
        gaps = sum(len(part.shaped.glyphs) for part in line.parts) - 1
        free = line.joined or self.frame.columns or gaps < 1 or slack > STRETCH * size
        return 0.0 if free else max(slack, 0.0) / gaps

    def block(
        self,
        along: float,
        across: float,
        room: float,
        lines: Sequence[str],
        size: float,
        leading: float,
        role: Role = Role.TEXT,
        align: Align = Align.START,
    ) -> None:
        """Draw lines after each other, the first one's room beginning at `across`."""
        for number, line in enumerate(lines):
            self.aligned(along, across + (number + 0.5) * leading, room, line, size, role, align)

    def rules(self, lines: Sequence[tuple[float, float, float, float]], weight: float = THIN) -> None:
        """Draw straight black lines, each from (along, across) to (along, across)."""
        ends = [self.frame.point(*line[:2]) + self.frame.point(*line[2:]) for line in lines]
        paths = [f"{x:.2f} {y:.2f} m {far_x:.2f} {far_y:.2f} l" for x, y, far_x, far_y in ends]
        self.canvas._code += [f"{BLACK:g} G {weight:g} w", *paths, "S"]

    def box(
        self,
        along: float,
        across: float,
        length: float,
        depth: float,
        weight: float = THIN,
        fill: float | None = None,
    ) -> None:
        """Draw a rectangle: outlined unless the weight is 0, filled where a grey is given."""
        x, y = self.frame.point(along, across)
        far_x, far_y = self.frame.point(along + length, across + depth)
        colours = f"{BLACK:g} G {weight:g} w" + ("" if fill is None else f" {fill:g} g")
        paint = {(True, False): "S", (True, True): "B", (False, True): "f"}.get((weight > 0, fill is not None), "n")
        self.canvas._code.append(f"{colours} {x:.2f} {far_y:.2f} {far_x - x:.2f} {y - far_y:.2f} re {paint}")

    def _part(self, part: Part, font: EmbeddedFont, along: float, middle: float, size: float) -> Iterator[str]:
        """The operators that draw one part: where its baseline begins and which way it runs, its glyphs."""
        own = part.size * size
        x, y = self._baseline(part, along + part.start * size, middle, own)
        turned = self.frame.columns and not part.upright
        matrix = "0 -1 1 0" if turned else "1 0 0 1"
        for right, up, run in _runs(part.shaped.glyphs):
            right, up = right * own / 1000, up * own / 1000
            at = (x + up, y - right) if turned else (x + right, y + up)
            yield f"{matrix} {at[0]:.2f} {at[1]:.2f} Tm [{self._shown(font, run)}] TJ"

    def _baseline(self, part: Part, start: float, middle: float, own: float) -> tuple[float, float]:
        x, y = self.frame.point(start, middle)
        if not self.frame.columns:
            return x, y - part.middle * own
        if part.upright:
            return x - part.shaped.length * own / 2, y - part.middle * own
        return x - part.middle * own, y

    def _shown(self, font: EmbeddedFont, glyphs: Sequence[Glyph]) -> str:
        """The array of a TJ operator: codes, and corrections where a glyph moves on by another length than its own."""
        pieces, codes = [], ""
        for glyph in glyphs:
            code = font.code(glyph)
            codes += f"{code:04X}"
            surplus = font.width(code) - glyph.advance
            if abs(surplus) > 0.01:
                pieces += [f"<{codes}>", f"{surplus:.2f}"]
                codes = ""
        return " ".join([*pieces, f"<{codes}>"] if codes else pieces)

    def _font(self, font: Font) -> EmbeddedFont:
        if font not in self._embedded:
            self._embedded[font] = EmbeddedFont(font, self.canvas._doc)
        return self._embedded[font]


def _filled(ink: Ink) -> str:
    """The operator that fills with an ink; in capitals it is the one that outlines."""
    return f"{ink:g} g" if isinstance(ink, float) else f"{ink[0]:g} {ink[1]:g} {ink[2]:g} rg"


def _runs(glyphs: Sequence[Glyph]) -> Iterator[tuple[float, float, Sequence[Glyph]]]:
    """The glyphs in runs that need no moving: how far right and up each run begins, in 1/1000 em."""
    at, begun, run = 0.0, 0.0, list[Glyph]()
    for glyph in glyphs:
        if glyph.right or glyph.up:
            if run:
                yield begun, 0.0, run
            yield at + glyph.right, glyph.up, [glyph]
            run = []
            begun = at + glyph.advance
        else:
            run.append(glyph)
        at += glyph.advance
    if run:
        yield begun, 0.0, run


def _embedded(canvas: Any) -> dict[Font, EmbeddedFont]:
    """The faces this document holds already: several pens may draw on one canvas."""
    document = canvas._doc
    if not hasattr(document, "iltod_fonts"):
        document.iltod_fonts = {}
    fonts: dict[Font, EmbeddedFont] = document.iltod_fonts
    return fonts
