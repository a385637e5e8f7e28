"""Tables written as plain text: CSV files, and what the clipboard holds."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from app.errors import UserError
from app.exchange.tables.grid import Grid, clean, cut
from app.i18n import N_

_SIGNS = ",\t;|"
_SAMPLE = 200
_RULE = re.compile(r"[\s|:+-]*-[\s|:+-]*")


def csv_tables(text: str, source: str) -> list[Grid]:
    """Read a CSV file, whatever sign separates its cells. Raises UserError when a cell has no end or is too long."""
    rows = max((_split(text, sign, source) for sign in _SIGNS), key=_evenness)
    return _grids(rows, source)


def pasted_tables(text: str) -> list[Grid]:
    """Read text from the clipboard: cells set apart by tabs (Excel, WPS), by | signs, else one cell per line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text:
        naive = [line.split("\t") for line in text.split("\n")]
        quoted = _split(text, "\t", "") if '"' in text else naive
        return _grids(max(quoted, naive, key=_evenness), "")
    if text.count("|") > text.count("\n") // 2 and "|" in text:
        return _barred(text)
    return _grids([[line] for line in text.split("\n")], "")


def _split(text: str, sign: str, source: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        return list(reader)
    except csv.Error as error:
        message = N_("“{file}”第{row}行附近有一格过长，或引号没有成对，没有读入。请核对后再导入。")
        raise UserError(message, {"file": source, "row": reader.line_num}, str(error)) from error


def _evenness(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """Rate a way to split: the share of rows with the commonest number of cells; one cell alone is no split."""
    widths = Counter(len(row) for row in rows[:_SAMPLE] if any(row))
    width, count = widths.most_common(1)[0] if widths else (1, 0)
    return (count / widths.total(), width) if width > 1 else (0.0, 1)


def _grids(rows: Sequence[Sequence[str]], source: str, heading: str = "") -> list[Grid]:
    texts, problems = cut([[clean(cell) for cell in row] for row in rows])
    while texts and not any(texts[-1]):
        texts = texts[:-1]
    return [Grid("", texts, source, heading, problems=problems)] if texts else []


def _barred(text: str) -> list[Grid]:
    """Read rows of cells between | signs; where rows begin and end with the sign, a cell may hold line breaks."""
    lines = text.split("\n")
    framed = next(line for line in lines if "|" in line).strip().startswith("|")
    rows: list[list[str]] = []
    above: list[str] = []
    for line in _whole(lines) if framed else lines:
        if "|" in line and not _RULE.fullmatch(line):
            rows.append(_cells(line, framed))
        elif line.strip() and not rows:
            above.append(line.strip())
        elif line.strip() and not _RULE.fullmatch(line):
            rows.append([line])
    return _grids(rows, "", "\n".join(above))


def _cells(line: str, framed: bool) -> list[str]:
    line = line.strip()
    return (line.removeprefix("|").removesuffix("|") if framed else line).split("|")


def _whole(lines: Sequence[str]) -> list[str]:
    """Join the lines of a row that begins with | until one ends with |."""
    whole: list[str] = []
    for line in filter(str.strip, lines):
        if whole and whole[-1].startswith("|") and not _closed(whole[-1]):
            whole[-1] += "\n" + line.strip()
        else:
            whole.append(line.strip())
    return whole


def _closed(line: str) -> bool:
    return len(line) > 1 and line.endswith("|")
