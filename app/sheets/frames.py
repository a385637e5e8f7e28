"""Where on the paper something is drawn, and which way it is read.

Everything on a sheet is placed by how far it lies along the reading line and across the lines, from the corner where
reading begins. In lines that is x to the right and y down; in columns y down and x to the right. So a sheet is drawn
once, and stands in either script.
"""

from dataclasses import dataclass

from app.sheets.setting import Direction


@dataclass(frozen=True)
class Frame:
    """A rectangle of the paper in points, y counted from the foot of the page: `x`, `top` are its upper left corner."""

    x: float
    top: float
    width: float
    height: float
    direction: Direction = Direction.LINES

    @property
    def columns(self) -> bool:
        """Whether it is read in columns."""
        return self.direction is Direction.COLUMNS

    @property
    def length(self) -> float:
        """The length of its lines."""
        return self.height if self.columns else self.width

    @property
    def depth(self) -> float:
        """The room its lines share."""
        return self.width if self.columns else self.height

    def point(self, along: float, across: float) -> tuple[float, float]:
        """The place on the paper: (x, y) in points."""
        return (self.x + across, self.top - along) if self.columns else (self.x + along, self.top - across)
