"""The words of letters as they come with the program: TOML files of `[[letter]]`, read once."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from app.paths import RESOURCES
from app.rules.letters import LetterKind, LetterTemplate, Look

FOLDER = RESOURCES / "letters"


@cache
def letter_templates(folder: Path = FOLDER) -> Mapping[str, LetterTemplate]:
    """Every template by its key, in the order in which an office meets them.

    These files come with the program: whatever is wrong in them is a bug and raises KeyError or ValueError.
    """
    found = {template.key: template for path in sorted(folder.glob("*.toml")) for template in _read(path)}
    order = list(LetterKind)
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: (order.index(pair[1].kind), pair[0]))))


def _read(path: Path) -> Iterator[LetterTemplate]:
    for letter in tomllib.loads(path.read_text(encoding="utf-8"))["letter"]:
        yield LetterTemplate(
            key=letter["key"],
            kind=LetterKind(letter["kind"]),
            title=letter["title"],
            addressee=letter["addressee"],
            body=letter["body"].strip(),
            look=Look(letter.get("look", Look.DOCUMENT)),
            note=letter.get("note", ""),
        )
