"""What every sheet of paper says about itself, and how it is to be printed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.rules.bilingual import Layout

Tell = Callable[[int, int], None]
"""Told how many rows of how many are drawn, once a page; it may raise Cancelled."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The office, the title, the number of the sheet and the moment it was printed; subclasses add what they show.

    By its short `code` ("K7P-3QX4") a sheet that hangs on a wall is matched to its record.
    """

    office: str
    title: str
    sheet_number: str
    printed_at: datetime
    code: str = ""


class Size(StrEnum):
    """A size of paper."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True)
class Setup:
    """How a sheet is to be printed: scripts and their order, paper, and whether unread Mongolian is marked 草稿.

    `zh_left` tells on which side Chinese stands when both scripts share a page and Chinese is the prominent one; no
    text seen says which side of a Mongolian column that is, so the office decides.
    """

    layout: Layout = Layout.ZH_ONLY
    size: Size = Size.A4
    landscape: bool = False
    zh_left: bool = True
    mark_drafts: bool = True

    @property
    def beside(self) -> bool:
        """Whether both scripts share each page; else the pages of one follow those of the other."""
        return len(self.layout.languages) > 1 and self.size is Size.A3 and self.landscape


def usual_setup(layout: Layout, lines: Setup) -> Setup:
    """The paper a sheet stands best on in a layout, where `lines` is the best for Chinese alone.

    Read in columns a row stands upright: wide tables want tall paper, forms want wide paper, and words of twice the
    length keep what is on A3 there. Two scripts stand beside each other on A3.
    """
    if layout is Layout.ZH_ONLY:
        return replace(lines, layout=layout)
    if layout is Layout.MN_ONLY:
        return replace(lines, layout=layout, landscape=not lines.landscape)
    return replace(lines, layout=layout, size=Size.A3, landscape=True)
