"""Drawing letters and rules on a canvas; lengths in points, y counted from the foot of the page."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from app.sheets.fonts import Role, Typefaces, printable
from app.sheets.lines import broken

MM = 72 / 25.4
THIN, THICK = 0.4, 0.9
BLACK, PALE, MIDDLE = 0.0, 0.92, 0.55
# Height of Han characters over the baseline and under it, in em: what centres a line in its leading.
ABOVE, BELOW = 0.86, 0.13


class Align(StrEnum):
    """How lines stand in their room."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Pen:
    """Sets text in the given faces on a ReportLab canvas."""

    def __init__(self, canvas: Any, typefaces: Typefaces) -> None:
        self.canvas = canvas
        self.typefaces = typefaces

    def width(self, text: str, size: float, role: Role = Role.TEXT) -> float:
        """The length of a text on one line."""
        return self.typefaces.width(text, role, size)

    def lines(self, text: str, width: float, size: float, role: Role = Role.TEXT) -> list[str]:
        """The text broken into lines no longer than the width."""
        return broken(printable(text), width, lambda part: self.typefaces.width(part, role, size))

    def text(self, x: float, y: float, text: str, size: float, role: Role = Role.TEXT, grey: float = BLACK) -> float:
        """Draw one line from x on the baseline y; where it ends comes out."""
        self.canvas.setFillGray(grey)
        for font, piece in self.typefaces.runs(text, role):
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, y, piece)
            x += self.width(piece, size, role)
        return x

    def aligned(
        self,
        x: float,
        y: float,
        room: float,
        text: str,
        size: float,
        role: Role = Role.TEXT,
        align: Align = Align.CENTRE,
    ) -> None:
        """Draw one line within a room that begins at x."""
        slack = room - self.width(text, size, role)
        shift = {Align.LEFT: 0.0, Align.CENTRE: slack / 2, Align.RIGHT: slack}[align]
        self.text(x + shift, y, text, size, role)

    def block(
        self,
        x: float,
        top: float,
        room: float,
        lines: Sequence[str],
        size: float,
        leading: float,
        role: Role,
        align: Align,
    ) -> None:
        """Draw lines under each other, the first one's room beginning at `top`."""
        drop = (leading + (ABOVE - BELOW) * size) / 2
        for number, line in enumerate(lines):
            self.aligned(x, top - number * leading - drop, room, line, size, role, align)

    def rules(self, lines: Sequence[tuple[float, float, float, float]], weight: float = THIN) -> None:
        """Draw straight black lines, each from (x, y) to (x, y)."""
        self.canvas.setStrokeGray(BLACK)
        self.canvas.setLineWidth(weight)
        self.canvas.lines(lines)

    def box(
        self, x: float, top: float, width: float, height: float, weight: float = THIN, fill: float | None = None
    ) -> None:
        """Draw a rectangle hanging from `top`: outlined unless the weight is 0, filled where a grey is given."""
        self.canvas.setStrokeGray(BLACK)
        self.canvas.setLineWidth(weight)
        if fill is not None:
            self.canvas.setFillGray(fill)
        self.canvas.rect(x, top - height, width, height, stroke=int(weight > 0), fill=int(fill is not None))
