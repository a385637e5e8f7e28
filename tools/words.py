"""The words shown to people: gather them from the program, fill in known terms, build the catalog.

    .venv/bin/python tools/words.py update    write app.pot and app.po anew
    .venv/bin/python tools/words.py compile   write app.mo
    .venv/bin/python tools/words.py check     say what is stale or wrong; exit 1 if anything is
    .venv/bin/python tools/words.py accept FILE…  take translations, or a reader's answers, from .csv or .xlsx
    .venv/bin/python tools/words.py review FILE   write the list for a native reader, .xlsx or .csv

A term that stands in resources/glossary.csv or resources/words_own.csv always takes its translation from there, and its
comment in app.po says so; correct it in the table. Every other translation comes through `accept` (tools/word_lists.py)
or is written by hand in app.po; it is kept, and its comment says whether it is "composed" of known words or our "own".
What has no translation is shown in Chinese.
"""

import argparse
import ast
import csv
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "translations" / "app.pot"
TRANSLATION = ROOT / "translations" / "mn_Mong" / "LC_MESSAGES" / "app.po"
GLOSSARY = ROOT / "resources" / "glossary.csv"
OWN_WORDS = ROOT / "resources" / "words_own.csv"
REVIEWED = ROOT / "translations" / "mn_Mong" / "reviewed.csv"
BY_HAND = ("composed", "own")
"""How far a translation that stands in no glossary can be trusted: joined from known words, or entirely ours."""
MARKS = {"_": 1, "N_": 1, "pgettext": 2}  # the number of their arguments
SOURCES = ROOT / "app"
FORMS = ROOT / "resources" / "report_formats"
FORM_WORDS = frozenset({"text", "title", "hint", "unit", "says", "never"})
"""Which fields of a format of the annual report are shown as words."""
Key = tuple[str | None, str]
"""What tells one message from another: its context, and the Chinese."""
LOCALE = "mn_Mong"
# Babel writes the moment of the run, its own version or an invented address into these.
LEFT_OUT = (
    b"POT-Creation-Date",
    b"PO-Revision-Date",
    b"Generated-By",
    b"Last-Translator",
    b"Language-Team",
    b"Report-Msgid",
)
LEFT_OUT_LINES = tuple(b'"' + header for header in LEFT_OUT)


class Term(NamedTuple):
    """A translation taken from a table, and how far it can be trusted."""

    translation: str
    standing: str


def rows(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table of words."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def terms() -> dict[str, Term]:
    """Return the known terms by their Chinese; the glossary goes before our own words."""
    own = {row["zh"]: Term(row["mn"], row["standing"]) for row in rows(OWN_WORDS)}
    glossary = {
        row["zh"]: Term(row["mn_mong_mvs"], f"glossary {row['id']} {row['confidence']}") for row in rows(GLOSSARY)
    }
    return own | glossary


def new_catalog(locale: str | None) -> Catalog:
    """Return an empty catalog with the header of this project."""
    return Catalog(
        locale=locale, project="Iltod", version="0.1", header_comment="# Words of Iltod.", charset="utf-8", fuzzy=False
    )


def marks(source: str) -> Iterator[ast.Call]:
    """Return the calls in a Python source that mark a message."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if MARKS.get(str(name)) == len(node.args):
                yield node


def sources(folder: Path) -> Iterator[tuple[Path, str]]:
    """Return the Python files under a folder with their text."""
    for path in sorted(folder.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")


def uses(folder: Path = SOURCES) -> dict[Key, list[str]]:
    """Return every message marked in the program with the files that show it.

    Babel's own extractor would also take the key in `_(record["title"])` for a message.
    """
    found: dict[Key, list[str]] = {}
    for path, source in sources(folder):
        for call in marks(source):
            texts = [str(part.value) for part in call.args if isinstance(part, ast.Constant)]
            if len(texts) == len(call.args) and texts[-1]:
                files = found.setdefault((texts[0] if len(texts) > 1 else None, texts[-1]), [])
                files += [] if (place := path.relative_to(folder).as_posix()) in files else [place]
    for path, text in form_words() if folder == SOURCES else ():
        files = found.setdefault((None, text), [])
        files += [] if path in files else [path]
    return found


def form_words(folder: Path = FORMS) -> Iterator[tuple[str, str]]:
    """Return the words of the formats of the annual report (printed tables, sections) with the file they stand in."""
    for path in sorted(folder.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        yield path.relative_to(FORMS.parents[1]).as_posix(), content["title"]
        for part in ("section", "table", "identity"):
            for text in _words_in(content.get(part, [])):
                yield path.relative_to(FORMS.parents[1]).as_posix(), text


def _words_in(content: object) -> Iterator[str]:
    if isinstance(content, list):
        for each in content:
            yield from _words_in(each)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key in FORM_WORDS and isinstance(value, str):
                yield value
            else:
                yield from _words_in(value)


def extracted(folder: Path = SOURCES) -> Catalog:
    """Return the template: every message marked in the program."""
    template = new_catalog(None)
    for context, message in uses(folder):
        template.add(message, context=context)
    return template


def unreadable(folder: Path = SOURCES) -> list[str]:
    """Return the places where a message is put together inside its mark, so that it cannot be extracted."""
    composed = (ast.JoinedStr, ast.BinOp, ast.IfExp)
    return [
        f"{path.relative_to(folder)}:{call.lineno}"
        for path, source in sources(folder)
        for call in marks(source)
        if isinstance(call.args[-1], composed)
        and any(isinstance(part, ast.Constant) for part in ast.iter_child_nodes(call.args[-1]))
    ]


def translated(template: Catalog, known: Catalog) -> Catalog:
    """Return the Mongolian catalog of the template: terms from the tables, all else as it was."""
    catalog, tables = new_catalog(LOCALE), terms()
    for message in messages(template):
        term = None if message.context else tables.get(str(message.id))
        old = known.get(message.id, message.context)
        if term:
            catalog.add(message.id, term.translation, auto_comments=[term.standing])
        elif old and old.string:
            notes = old.user_comments
            catalog.add(message.id, old.string, [], (), [standing(old)], notes, context=message.context)
        else:
            catalog.add(message.id, "", context=message.context)
    return catalog


def standing(message: Message) -> str:
    """Return how far a translation written by hand can be trusted; what does not say so is our own."""
    return next((comment for comment in message.auto_comments if comment in BY_HAND), "own")


def messages(catalog: Catalog) -> list[Message]:
    """Return the messages of a catalog without its header."""
    return [message for message in catalog if message.id]


def serialised(catalog: Catalog) -> bytes:
    """Return the text of a catalog, the same for the same words on any machine and day."""
    file = BytesIO()
    write_po(file, catalog, width=120, no_location=True, sort_output=True)
    lines = file.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(LEFT_OUT_LINES))


def known() -> Catalog:
    """Return the Mongolian catalog as it stands in the file; an empty one if there is none."""
    if not TRANSLATION.exists():
        return new_catalog(LOCALE)
    with TRANSLATION.open("rb") as file:
        return read_po(file, locale=LOCALE)


def placeholders(text: str) -> list[str]:
    """Return the names of the placeholders of a message, sorted; Qt's own words have theirs as %1."""
    names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return sorted(names + re.findall(r"%\d", text))


def misplaced(catalog: Catalog) -> list[Message]:
    """Return the translated messages whose placeholders are not those of the Chinese."""
    done = [message for message in messages(catalog) if message.string]
    return [message for message in done if placeholders(str(message.id)) != placeholders(str(message.string))]


def problems() -> list[str]:
    """Return what is stale or wrong in the files, as lines to print."""
    template, current = extracted(), known()
    found = [f"other placeholders than the Chinese: {message.id}" for message in misplaced(current)]
    found += [f"a message put together inside its mark: {place}" for place in unreadable()]
    for path, catalog in ((TEMPLATE, template), (TRANSLATION, translated(template, current))):
        if not path.exists() or path.read_bytes() != serialised(catalog):
            found.append(f"stale, run update: {path.relative_to(ROOT)}")
    return found


def update() -> int:
    """Write the template and the translation anew."""
    template = extracted()
    catalog = translated(template, known())
    TRANSLATION.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(serialised(template))
    TRANSLATION.write_bytes(serialised(catalog))
    done = sum(bool(message.string) for message in messages(catalog))
    print(f"{len(messages(catalog))} messages, {done} translated")
    return 0


def compile_catalog() -> int:
    """Write the catalog the program reads."""
    with TRANSLATION.with_suffix(".mo").open("wb") as file:
        write_mo(file, known())
    return 0


def check() -> int:
    """Print what is stale or wrong."""
    found = problems()
    print("\n".join(found))
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """Do what the first argument asks; return the exit code."""
    from tools import word_lists  # It stands on this module.

    parser = argparse.ArgumentParser(description="The words shown to people.")
    alone = {"update": update, "compile": compile_catalog, "check": check}
    with_files = {"accept": word_lists.accept, "review": word_lists.review}
    parser.add_argument("action", choices=[*alone, *with_files])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    asked = parser.parse_args(arguments)
    if bool(asked.files) != (asked.action in with_files):
        parser.error("accept and review need a FILE, the others none")
    return with_files[asked.action](asked.files) if asked.files else alone[asked.action]()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
