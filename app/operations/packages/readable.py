"""What a person without the program reads in a package: readme.html and records.xlsx, masked like everything else."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from app.exchange.packages.header import Header
from app.exchange.packages.writing import Writer
from app.operations.packages.kinds import Kind

First = Callable[[Kind, int], list[tuple[str, str]]]


def summary(session: Session, counts: Mapping[str, int], header: Header) -> tuple[str, str]:
    """What the package holds, in a sentence of each language: Chinese, Mongolian."""
    return "", ""


def tags(session: Session, bag: Writer, header: Header, first: First) -> None:
    """Write readme.html and records.xlsx; `first(kind, limit)` gives office code and name of its first records."""
