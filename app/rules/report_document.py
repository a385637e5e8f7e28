"""A report as it is read, from its title to its foot: the same for paper and Word."""

from dataclasses import dataclass

from app.rules.report_charts import Chart
from app.rules.report_grids import Grid


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What somebody wrote; each line end ends a paragraph."""

    text: str

    @property
    def paragraphs(self) -> list[str]:
        """Its paragraphs, without empty ones and blanks at their ends."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Note:
    """A small remark of the program: what was entered by hand, what is still open."""

    text: str


Block = Heading | Prose | Note | Grid | Chart


@dataclass(frozen=True)
class Document:
    """A report: its title, the office, remarks beside the office's name (草稿), what follows in reading order."""

    title: str
    office: str
    remarks: tuple[str, ...]
    blocks: tuple[Block, ...]
