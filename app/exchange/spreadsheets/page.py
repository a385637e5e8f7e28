"""A table as a web page for the portal."""

import html
from collections.abc import Iterable, Mapping, Sequence

from app.exchange.spreadsheets.columns import Cell, Column, Kind, shown
from app.exchange.spreadsheets.guard import without_controls
from app.i18n import _, language

_STYLE = """\
:root { color-scheme: light dark; }
body { margin: 1.5rem; line-height: 1.6;
  font-family: "Noto Sans SC", "Microsoft YaHei", "Noto Sans Mongolian", "Mongolian Baiti", sans-serif; }
table { border-collapse: collapse; width: 100%; }
caption { font-size: 1.3rem; font-weight: 600; padding: 0 0 1rem; }
th, td { border: 1px solid #888; padding: .35rem .6rem; text-align: start; vertical-align: top; white-space: pre-line; }
th { background: #8883; }
.number { text-align: end; }
.mongolian { writing-mode: vertical-lr; text-orientation: sideways; }
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<table>
<caption{script}>{title}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}</tbody>
</table>
</body>
</html>
"""
_MONGOLIAN = range(0x1800, 0x18B0)


def html_table(title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Cell]]) -> str:
    """Make a whole page that needs no other file: all text escaped, cells in Mongolian letters upright."""
    headings = [_(column.heading) for column in columns]
    return _PAGE.format(
        language="mn-Mong" if language() == "mn_Mong" else "zh-CN",
        style=_STYLE,
        title=_safe(title),
        script=_script(title),
        head="".join(f'<th scope="col"{_script(text)}>{_safe(text)}</th>' for text in headings),
        body="".join(f"<tr>{''.join(_data(row.get(column.key), column) for column in columns)}</tr>\n" for row in rows),
    )


def _data(value: Cell, column: Column) -> str:
    text = shown(value, column)
    looks = ' class="number"' if column.kind is Kind.NUMBER else _script(text)
    return f"<td{looks}>{_safe(text)}</td>"


def _script(text: str) -> str:
    return ' lang="mn-Mong" class="mongolian"' if any(ord(letter) in _MONGOLIAN for letter in text) else ""


def _safe(text: str) -> str:
    return html.escape(without_controls(text))
