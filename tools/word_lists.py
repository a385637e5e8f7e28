"""Lists of words that people fill in: translations taken into the catalog, and the list a native reader checks.

Both are one table, .csv or .xlsx, with a heading per column in Chinese or by its key; `accept` takes either back, says
of every row it refuses why, and takes the rest. A row with a reader, a day and 通过 or a correction is an approval: it
is written to where the translation stands (app.po, or the table of terms) and recorded in reviewed.csv.
"""

import csv
import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from openpyxl import Workbook, load_workbook

from app.text.mongolian import MVS, to_nnbsp
from tools import words

Row = Mapping[str, str]
COLUMNS = {
    "id": "编号",
    "shown": "出现处",
    "context": "语境",
    "zh": "中文",
    "mn": "蒙古文",
    "standing": "来源",
    "note": "说明",
    "priority": "先后",
    "last": "上次审定",
    "correction": "改为",
    "approved": "通过",
    "reader": "审读人",
    "date": "日期",
    "remark": "意见",
}
KEYS = {heading: key for key, heading in COLUMNS.items()}
PRINTED = ("sheets/", "rules/")
"""Where the words of printed sheets and of the law stand: they are read first."""
LEGAL = ("legal term", "print heading")
RECORDED = ("context", "zh", "mn", "reader", "date")
SUFFIXES = frozenset(
    re.findall(
        r"\S+",
        "ᠤᠨ ᠦᠨ ᠤ ᠦ ᠶᠢᠨ ᠶᠢ ᠢ ᠳᠤ ᠳᠦ ᠲᠤ ᠲᠦ ᠠᠴᠠ ᠡᠴᠡ ᠪᠠᠷ ᠪᠡᠷ ᠢᠶᠠᠷ ᠢᠶᠡᠷ ᠲᠠᠢ ᠲᠡᠢ ᠪᠠᠨ ᠪᠡᠨ ᠢᠶᠠᠨ ᠢᠶᠡᠨ"
        " ᠳᠤᠭᠠᠷ ᠳᠦᠭᠡᠷ ᠤᠳ ᠦᠳ ᠨᠤᠭᠤᠳ ᠨᠦᠭᠦᠳ ᠳᠠᠬᠢ ᠳᠡᠬᠢ ᠲᠠᠬᠢ ᠲᠡᠬᠢ ᠳᠠᠭᠠᠨ ᠳᠡᠭᠡᠨ ᠲᠠᠭᠠᠨ ᠲᠡᠭᠡᠨ ᠠ ᠡ",
    )
)
"""What may follow U+180E: the suffixes, and the separated final a/e."""
_QUOTED = re.compile("《[^》]*》|“[^”]*”")
_STRAY = re.compile("[^\u1801-\u1804\u180b\u180e\u1820-\u1842 -~\n《》〈〉“”·×–—→←✓×＋√□■\u3000]")
_CONNECTED = re.compile(f"{MVS}([\u1820-\u1842\u180b]*)")


def read(path: Path) -> list[Row]:
    """Return the rows of a filled-in list by key; ends the program if it has no column of the Chinese."""
    grid = _workbook_grid(path) if path.suffix.lower() == ".xlsx" else _text_grid(path)
    keys = [KEYS.get(heading.strip(), heading.strip()) for heading in grid[0]] if grid else []
    if "zh" not in keys:
        sys.exit(f"no column “zh” or “中文”: {path}")
    return [dict(zip(keys, cells, strict=False)) for cells in grid[1:] if any(cells)]


def _text_grid(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _workbook_grid(path: Path) -> list[list[str]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        return [[_cell(value) for value in line] for line in book.worksheets[0].iter_rows(values_only=True)]
    finally:
        book.close()


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def accept(files: Iterable[Path]) -> int:
    """Take what the lists say into the catalog and the tables; print every refused row; 1 if there was any."""
    rows = [row for file in files for row in read(file)]
    catalog = words.translated(words.extracted(), words.known())
    terms = words.terms()
    taken: list[Row] = []
    refused = 0
    for row in filter(_says_something, rows):
        message = catalog.get(row["zh"], row.get("context") or None)
        reason = refusal(row, message, terms)
        if message is None or reason:
            refused += 1
            print(f"{row['zh']!r}: {reason}")
            continue
        _write(row, message)
        taken.append(row)
    _keep(catalog, taken, terms)
    print(f"{len(taken)} taken, {refused} refused, {len(rows) - len(taken) - refused} without an answer")
    return 1 if refused else 0


def _says_something(row: Row) -> bool:
    """Whether a row asks for anything; of a reader's list, the rows not yet read ask for nothing."""
    return "correction" not in row or bool(row["correction"].strip() or row.get("approved", "").strip())


def _text(row: Row) -> str:
    return row.get("correction", "").strip() or row.get("mn", "").strip()


def refusal(row: Row, message: Message | None, terms: Mapping[str, words.Term]) -> str:
    """Return why a row cannot be taken; empty if it can."""
    if message is None:
        return "not a message of the program"
    return spelling(row["zh"], _text(row)) or _authority(row, message, terms)


def _authority(row: Row, message: Message, terms: Mapping[str, words.Term]) -> str:
    """Why whoever filled in the row may not decide this word: terms of the tables are for a reader only."""
    if is_read(row):
        stale = not row.get("correction", "").strip() and row.get("mn", "").strip() != str(message.string).strip()
        return "the translation was changed after this list was made; read it again" if stale else ""
    if row.get("approved", "").strip() or row.get("correction", "").strip():
        return "an approval needs the reader's name and a day like 2026-03-18"
    if not row.get("context") and row["zh"] in terms:
        return "the term stands in a table of words; correct it there"
    return "" if row.get("standing", "") in words.BY_HAND else f"standing must be one of {', '.join(words.BY_HAND)}"


def is_read(row: Row) -> bool:
    """Tell whether a native reader answers for the row, with name and day."""
    answered = row.get("approved", "").strip() or row.get("correction", "").strip()
    return bool(answered and row.get("reader", "").strip() and _is_day(row.get("date", "").strip()))


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def spelling(zh: str, mn: str) -> str:
    """Return what is wrong with the letters of a translation; empty if nothing is.

    Chinese is let through in 《》 and “” only: there it is something the reader must find or type as it stands.
    """
    if not mn:
        return "no translation"
    try:
        same = words.placeholders(zh) == words.placeholders(mn)
    except ValueError as error:
        return f"braces: {error}"
    if not same or zh.count("\n") != mn.count("\n"):
        return "other placeholders or lines than the Chinese"
    if stray := _STRAY.search(_QUOTED.sub("", mn)):
        return f"a letter not for Mongolian: U+{ord(stray.group()):04X}"
    return _connectors(mn)


def _connectors(mn: str) -> str:
    """What is wrong with what stands before and after U+180E; a suffix never follows a placeholder."""
    for connected in _CONNECTED.finditer(mn):
        if connected.start() == 0 or mn[connected.start() - 1] in " }\n":
            return f"nothing a suffix can follow, before {connected[1]}"
        if connected[1] not in SUFFIXES:
            return f"not a suffix: {connected[1]}"
    return ""


def _write(row: Row, message: Message) -> None:
    """Put the translation into its message; a term of a table is put right by `_correct` as well."""
    message.string = _text(row)
    if row.get("standing", "") in words.BY_HAND:
        message.auto_comments = [row["standing"]]
    if row.get("note", "").strip():
        message.user_comments = [row["note"].strip()]


def _keep(catalog: Catalog, taken: list[Row], terms: Mapping[str, words.Term]) -> None:
    """Write the tables first: the terms of the catalog are taken from them."""
    approved = [row for row in taken if is_read(row)]
    corrected = {row["zh"]: _text(row) for row in approved if not row.get("context") and row["zh"] in terms}
    _correct(words.GLOSSARY, corrected, {"mn_mong_mvs": str, "mn_mong": to_nnbsp})
    _correct(words.OWN_WORDS, corrected, {"mn": str})
    _record(approved)
    words.TRANSLATION.write_bytes(words.serialised(words.translated(words.extracted(), catalog)))


def _correct(table: Path, corrected: Mapping[str, str], columns: Mapping[str, Callable[[str], str]]) -> None:
    """Write the corrected terms into a table of words, if any of them stands there."""
    rows = words.rows(table)
    changed = [row for row in rows if row["zh"] in corrected]
    for row in changed:
        row |= {column: spelled(corrected[row["zh"]]) for column, spelled in columns.items()}
    if changed:
        _write_csv(table, list(rows[0]), rows)


def reviewed() -> dict[words.Key, Row]:
    """Return what native readers approved, by message."""
    rows = words.rows(words.REVIEWED) if words.REVIEWED.exists() else []
    return {(row["context"] or None, row["zh"]): row for row in rows}


def _record(approved: list[Row]) -> None:
    record = reviewed()
    for row in approved:
        record[row.get("context") or None, row["zh"]] = {**row, "mn": _text(row)}
    if approved:
        lines = [{column: row.get(column, "").strip() for column in RECORDED} for row in record.values()]
        _write_csv(words.REVIEWED, RECORDED, sorted(lines, key=lambda line: (line["zh"], line["context"])))


def _write_csv(path: Path, columns: Iterable[str], rows: Iterable[Row], encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def review(files: Iterable[Path]) -> int:
    """Write the list for a native reader into each of the files, printed and legal words first."""
    rows = review_list()
    for file in files:
        if file.suffix.lower() == ".xlsx":
            _write_workbook(file, rows)
        else:
            _write_csv(file, COLUMNS.values(), [_headed(row) for row in rows], "utf-8-sig")
        print(f"{len(rows)} words: {file}")
    return 0


def _headed(row: Row) -> Row:
    return {COLUMNS[key]: text for key, text in row.items()}


def review_list() -> list[Row]:
    """Return a row per translated message, with the columns a reader fills in left empty."""
    uses, record, legal = words.uses(), reviewed(), _legal_terms()
    rows = []
    for message in words.messages(words.known()):
        if not message.string:
            continue
        key = (message.context, str(message.id))
        shown = uses.get(key, [])
        row = dict.fromkeys(COLUMNS, "")
        row |= {"id": _identity(key), "shown": "\n".join(shown), "context": key[0] or "", "zh": key[1]}
        row |= {"mn": str(message.string), "standing": "\n".join(message.auto_comments)}
        row |= {"note": "\n".join(message.user_comments), "last": _last(record.get(key))}
        row["priority"] = _priority(row, first=key[1] in legal or any(place.startswith(PRINTED) for place in shown))
        rows.append(row)
    return sorted(rows, key=lambda row: (row["priority"], row["shown"], row["zh"]))


def _legal_terms() -> set[str]:
    return {row["zh"] for row in words.rows(words.GLOSSARY) if row["category"] in LEGAL}


def _identity(key: words.Key) -> str:
    """A short name for a message that stays as long as its Chinese does."""
    return hashlib.sha256("\4".join((key[0] or "", key[1])).encode()).hexdigest()[:8]


def _last(record: Row | None) -> str:
    return f"{record['date']} {record['reader']} {record['mn']}" if record else ""


def _priority(row: Row, *, first: bool) -> str:
    """1 for paper and law, 2 for what nobody has attested, 3 for the rest."""
    return "1" if first else "3" if row["standing"].endswith(" high") else "2"


def _write_workbook(path: Path, rows: list[Row]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("审读")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHIJKLMN", (10, 26, 10, 40, 48, 18, 30, 6, 24, 48, 8, 12, 12, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(list(COLUMNS.values()))
    for row in rows:
        sheet.append([row[key] for key in COLUMNS])
    book.save(path)
