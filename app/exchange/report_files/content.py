"""What a file of an annual report holds, besides what is only for the eye."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

ENDINGS = (".pdf", ".docx", ".xlsx", ".json")


@dataclass(frozen=True, slots=True)
class FigureOut:
    """A figure with its definition; `source` is "counted", "entered", "summed" or "", `counted` what registers say."""

    key: str
    table: str
    label: str
    unit: str
    definition: str
    value: Decimal | None = None
    source: str = ""
    counted: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SectionOut:
    """A section of the text: as it was typed, with names of figures, and as it reads."""

    key: str
    title: str
    written: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class FindingOut:
    """What a check found, and the written reason why it stands."""

    key: str
    check: str
    cell: str
    text: str
    warning: bool
    reason: str = ""


@dataclass(frozen=True)
class ReportContent:
    """A report as a file says it; `form` is the id of its format."""

    form: str
    form_name: str
    source: str
    figures: tuple[FigureOut, ...]
    sections: tuple[SectionOut, ...]
    office_code: str = ""
    office: str = ""
    title: str = ""
    year: int | None = None
    scope: str = "own"
    status: str = ""
    final_on: date | None = None
    submitted_on: date | None = None
    published_on: date | None = None
    findings: tuple[FindingOut, ...] = ()
    missing_units: tuple[str, ...] = ()
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FigureIn:
    """A figure as a file has it: where it stood, its key, what is written there; `problem` is why it cannot be read."""

    row: int
    key: str
    label: str
    value: Decimal | None
    problem: str = ""


@dataclass(frozen=True)
class ReportIn:
    """A report as it was read: nothing of it is checked against a format yet.

    `notes` are sentences on what was passed over.
    """

    office_code: str
    office: str
    year: int
    scope: str
    form: str
    figures: tuple[FigureIn, ...]
    sections: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
