"""The names of a package's records as a workbook, for people without the program.

Written by hand, as it holds nothing but text: openpyxl takes some 90 microseconds for a row, and a banner's package has
ten thousands of them.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from app.exchange.spreadsheets.guard import guarded, without_controls
from app.exchange.spreadsheets.writing import sheet_titles

LONGEST = 1000
"""Signs of a name that stand in a cell; a list needs no more."""
_LEVEL = 1
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_PLAIN, _HEADING = 0, 1
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="49" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class TextSheet(NamedTuple):
    """A sheet of nothing but text: its title, the headings with the widths of their columns, the rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[str]]


def workbook(sheets: Sequence[TextSheet]) -> bytes:
    """These sheets as xlsx; the same sheets give the same bytes. Every cell is text, none a formula."""
    data = io.BytesIO()
    titles = sheet_titles(sheet.title for sheet in sheets)
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _RELATIONS,
        "xl/workbook.xml": _book(titles),
        "xl/_rels/workbook.xml.rels": _book_relations(len(sheets)),
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{n}.xml": "".join(_sheet(sheet)) for n, sheet in enumerate(sheets, 1)},
    }
    with zipfile.ZipFile(data, "w") as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED, _LEVEL)
    return data.getvalue()


def _types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in range(1, count + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{sheets}</Types>'
    )


def _book(titles: Sequence[str]) -> str:
    sheets = "".join(f'<sheet name="{_text(title)}" sheetId="{n}" r:id="rId{n}"/>' for n, title in enumerate(titles, 1))
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _book_relations(count: int) -> str:
    sheets = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, count + 1)
    )
    styles = f'<Relationship Id="rId{count + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{sheets}{styles}</Relationships>'


def _sheet(sheet: TextSheet) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    for n, (_heading, width) in enumerate(sheet.columns, 1):
        yield f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row([heading for heading, _width in sheet.columns], _HEADING)
    for row in sheet.rows:
        yield _row(row, _PLAIN)
    yield "</sheetData></worksheet>"


def _row(cells: Sequence[str], style: int) -> str:
    inner = "".join(
        f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>' for cell in cells
    )
    return f"<row>{inner}</row>"


@lru_cache(maxsize=2048)  # kinds and offices stand in thousands of rows
def _text(text: str) -> str:
    return escape(without_controls(guarded(text[:LONGEST])))
