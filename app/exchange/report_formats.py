"""The formats of the annual report as TOML files."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.paths import RESOURCES
from app.rules.annual_report import ReportFormat

FOLDER = RESOURCES / "report_formats"


@cache
def formats(folder: Path = FOLDER) -> Mapping[str, ReportFormat]:
    """Every format by its id, the newest first."""
    return {}


def format_of(year: int) -> ReportFormat:
    """The format in which a year is reported."""
    return next(form for form in formats().values() if form.fits(year))
