"""An annual report as a Word file: real headings, real tables with the boxes of the form, charts as pictures."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.exchange.files import written_whole
from app.exchange.spreadsheets.guard import without_controls
from app.exchange.word import page_field, set_face
from app.rules.report_charts import Chart
from app.rules.report_document import Document, Heading, Note, Prose
from app.rules.report_grids import CellKind, Grid, GridCell

WIDTH, MARGIN = 166.0, 22.0
"""mm: the type area of A4, and what is left free beside it."""
SONG, HEI = "宋体", "黑体"
"""Faces by the names WPS and Word have for them; where one is missing they put their own."""
TITLE, HEADING, PROSE, TABLE, NOTE = 18.0, 14.0, 12.0, 9.0, 9.0
INDENT = 2 * PROSE
SHADE = "EDEDED"
CELL_MARGIN = "40"
"""Twentieths of a point."""
_SHADED = frozenset((CellKind.HEAD, CellKind.NOTE, CellKind.BAND))
_ALIGN: Mapping[CellKind, str] = MappingProxyType(
    dict.fromkeys(CellKind, "CENTER") | {CellKind.LABEL: "LEFT", CellKind.NOTE: "LEFT"}
)


def write_word(path: Path, document: Document, pictures: Sequence[bytes], made_at: datetime) -> None:
    """Write the report; `pictures` are those of its charts in their order, as PNG.

    Its properties name the title and the office. UserError if the file cannot be written.
    """
    word = _blank(document, made_at)
    _line(word, document.title, HEI, TITLE, "CENTER", style="Title")
    _line(word, "　".join((document.office, *document.remarks)), SONG, NOTE, "CENTER")
    left = iter(pictures)
    for block in document.blocks:
        match block:
            case Heading(text):
                _line(word, text, HEI, HEADING, style="Heading 1")
            case Prose():
                for paragraph in block.paragraphs:
                    _line(word, paragraph, SONG, PROSE, "JUSTIFY", indent=INDENT)
            case Note(text):
                _line(word, text, SONG, NOTE)
            case Grid():
                _table(word, block)
            case Chart():
                _picture(word, block, next(left))
    with written_whole(path) as file:
        word.save(file)


def _blank(document: Document, made_at: datetime) -> Any:
    """An empty A4 document whose properties tell nothing but the report and the office."""
    import docx
    from docx.shared import Mm

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    set_face(word.styles["Normal"], SONG, PROSE)
    for name, size in (("Title", TITLE), ("Heading 1", HEADING)):
        _plain_style(word.styles[name], size)
    said = word.core_properties
    said.title, said.author, said.last_modified_by = document.title, document.office, document.office
    said.subject, said.comments, said.language = "", "", "zh-CN"
    said.created = said.modified = made_at
    _page_number(section)
    return word


def _plain_style(style: Any, size: float) -> None:
    """A heading in black, without the blue and the rule of the template Word files begin with."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    set_face(style, HEI, size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would outrule the face
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.font.color.rgb, style.font.bold = RGBColor(0, 0, 0), False
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _line(
    word: Any, text: str, face: str, size: float, align: str = "LEFT", indent: float = 0.0, style: str | None = None
) -> Any:
    from docx.shared import Pt

    paragraph = word.add_paragraph(style=style)
    set_face(paragraph.add_run(without_controls(text)), face, size)
    paragraph.alignment = _alignment(align)
    shape = paragraph.paragraph_format
    shape.first_line_indent = Pt(indent)
    shape.space_after = Pt(4 if style is None else 8)
    return paragraph


def _alignment(name: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    return getattr(WD_ALIGN_PARAGRAPH, name)


def _table(word: Any, grid: Grid) -> None:
    """The table of a form; its heading is repeated on each page, no row is parted."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    if grid.title:
        _line(word, grid.title, HEI, PROSE, "CENTER").paragraph_format.keep_with_next = True
    table = word.add_table(rows=grid.rows, cols=grid.columns, style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _narrow_margins(table)
    unit = WIDTH / sum(grid.lengths)
    for column, share in zip(table.columns, grid.lengths, strict=True):
        column.width = Mm(share * unit)
    places = [list(row.cells) for row in table.rows]
    for row in places:
        for place, share in zip(row, grid.lengths, strict=True):
            place.width = Mm(share * unit)
    for cell in grid.cells:
        first = places[cell.row][cell.column]
        last = places[cell.end - 1][cell.end_column - 1]
        _fill(first.merge(last) if first is not last else first, cell)
    for number, row in enumerate(table.rows):
        _row_manner(row, number < grid.heads)
    _line(word, "", SONG, NOTE / 2)


def _narrow_margins(table: Any) -> None:
    """Less room beside the words of a cell than usual: table 3 has ten columns, and numbers of five digits."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), CELL_MARGIN)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def _fill(place: Any, cell: GridCell) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.shared import Pt

    paragraph = place.paragraphs[0]
    set_face(paragraph.add_run(without_controls(cell.text)), HEI if cell.kind in _SHADED else SONG, TABLE)
    paragraph.alignment = _alignment(_ALIGN[cell.kind])
    shape = paragraph.paragraph_format
    shape.space_after, shape.left_indent, shape.line_spacing = Pt(0), Pt(cell.level * TABLE), 1.0
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if cell.kind in _SHADED:
        _shade(place)


def _shade(place: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    properties = place._tc.get_or_add_tcPr()
    properties.insert_element_before(shade, "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign")


def _row_manner(row: Any, head: bool) -> None:
    """No row goes on on the next page, where the heading stands again."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        properties.append(OxmlElement(name))


def _picture(word: Any, chart: Chart, picture: bytes) -> None:
    """A chart as a picture, with its title for those who cannot see it; its figures stand in the tables too."""
    from docx.shared import Mm

    shape = word.add_picture(BytesIO(picture), width=Mm(WIDTH))
    told = shape._inline.docPr
    told.set("name", chart.title)
    told.set("descr", "；".join(_told(chart)))
    word.paragraphs[-1].paragraph_format.keep_together = True


def _told(chart: Chart) -> list[str]:
    """What a chart shows, in words."""
    told = [f"{chart.title}（{chart.measure}）"]
    for label, bars in chart.bars():
        told += [f"{label}{name}：{'—' if value is None else value}" for name, value in bars]
    return told


def _page_number(section: Any) -> None:
    """The number of the page in the middle of the foot."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = _alignment("CENTER")
    page_field(paragraph.add_run())
