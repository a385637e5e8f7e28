"""Where lines of a sheet end: the rules stand in `app/text/breaks.py`, for lines and columns alike."""

from app.text.breaks import COUNTED, NO_END, NO_START, Measure, broken

__all__ = ["COUNTED", "NO_END", "NO_START", "Measure", "broken"]
