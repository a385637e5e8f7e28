"""Titles and headings that take more than one line: as even as they can be, smaller before they take another."""

from app.sheets.faces import Role
from app.sheets.pen import Pen
from app.text.breaks import pieces
from app.text.clean import clean

MOST_LINES = 2
SMALLEST = 0.75
"""A title shrinks to this part of its size before it takes another line."""
STEP = 1.0
HALVINGS = 6


def fitted_title(pen: Pen, text: str, length: float, size: float, least: float) -> tuple[float, list[str]]:
    """The largest size in points at which a title stands on one line, else on two, else the least; and its lines."""
    wanted = max(len(pen.lines(text, length, least, Role.HEADING)), 1)
    if wanted > MOST_LINES:
        return least, balanced(pen, text, length, least)
    while size > least and len(pen.lines(text, length, size, Role.HEADING)) > wanted:
        size = max(size - STEP, least)
    return size, balanced(pen, text, length, size)


def balanced(pen: Pen, text: str, length: float, size: float, role: Role = Role.HEADING) -> list[str]:
    """The text on as few lines as the length allows, the lines as even as may be, the first never the shortest."""
    lines = pen.lines(text, length, size, role)
    if len(lines) < 2 or "\n" in text:
        return lines
    short, long = longest_piece(pen, text, size, role), length
    for _halving in range(HALVINGS):
        middle = (short + long) / 2
        tried = pen.lines(text, middle, size, role)
        if len(tried) == len(lines):
            long, lines = middle, tried
        else:
            short = middle
    return lines


def longest_piece(pen: Pen, text: str, size: float, role: Role) -> float:
    """The length in points below which a word of the text must be parted."""
    return max(pen.length(piece.rstrip(" "), size, role) for piece in pieces(clean(text)))
