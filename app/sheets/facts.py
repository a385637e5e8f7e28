"""What a finished sheet says of itself."""

from io import BytesIO
from typing import NamedTuple

import pikepdf


class Facts(NamedTuple):
    """How many pages there are, and the number of the sheet."""

    pages: int
    number: str


def facts(pdf: bytes) -> Facts:
    """The facts of a sheet of ours, from the file itself."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return Facts(len(document.pages), str(document.docinfo.get("/Subject", "")))
