"""What a finished sheet says of itself."""

from io import BytesIO
from typing import NamedTuple

import pikepdf

SAID = ("/Title", "/Author", "/Subject", "/Keywords")


class Facts(NamedTuple):
    """How many pages there are, the number of the sheet, and all words among the properties of the file."""

    pages: int
    number: str
    properties: tuple[str, ...]


def facts(pdf: bytes) -> Facts:
    """The facts of a sheet of ours, from the file itself."""
    with pikepdf.open(BytesIO(pdf)) as document:
        said = {name: str(document.docinfo[name]) for name in SAID if name in document.docinfo}
        return Facts(len(document.pages), said.get("/Subject", ""), tuple(said.values()))
