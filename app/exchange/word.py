"""An official document or a form as a Word file (docx), laid out as GB/T 9704-2012 as far as Word can.

What the PDF cannot be is edited: this file is for the office's own last touch. It names nobody but the office.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.exchange.files import written_whole

TOP, LEFT, RIGHT, BOTTOM = 37.0, 28.0, 26.0, 35.0
"""mm: 天头, 订口, 切口, 下白边 (GB/T 9704-2012 5.2)."""
WIDTH, HEIGHT = 156.0, 225.0
MARK_FROM_EDGE, OVER = 30.0, 7.0
"""mm: of a letter (信函格式) the mark, and how far its rules of 170 mm reach over the type area."""
LINES = 22
SIZE, TITLE, MARK, SMALL = 16.0, 22.0, 42.0, 14.0
"""3号, 2号, 初号, 4号 in points."""
LEADING = HEIGHT / LINES * 72 / 25.4
TEXT_FACE, TITLE_FACE, LABEL_FACE = "仿宋_GB2312", "方正小标宋简体", "黑体"
"""Faces by the names the standard's users have; Word puts its own in place of one that is missing."""
RED = "DC0000"
INDENT = 2 * SIZE
FROM_RIGHT = 4 * SIZE
NUMBERED = "— {page} —"


@dataclass(frozen=True, kw_only=True)
class WordDocument:
    """What a document says; `rows` make a form (name and value) in place of the red head and the addressee."""

    office: str
    title: str
    number: str
    day: str
    paragraphs: tuple[str, ...]
    addressee: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    written_at: datetime


def write(path: Path, content: WordDocument) -> None:
    """Write the document; UserError if the disk is full or the folder is not there."""
    document = _blank(content)
    if content.rows:
        _title(document, content.title)
        _form(document, content.rows)
    else:
        _head(document, content)
        _title(document, content.title)
        _line(document, f"{content.addressee}：")
    for paragraph in content.paragraphs:
        _line(document, paragraph, indent=INDENT)
    _signature(document, content)
    with written_whole(path) as file:
        document.save(file)


def _blank(content: WordDocument) -> Any:
    """An empty A4 document with the type area of the standard, a page number, and no name but the office's."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = Mm(BOTTOM - 7 - SMALL * 25.4 / 72)
    set_face(document.styles["Normal"], TEXT_FACE, SIZE)
    said = document.core_properties
    said.title, said.author, said.subject, said.comments = content.title, content.office, content.number, ""
    said.last_modified_by, said.created, said.modified = content.office, content.written_at, content.written_at
    _page_numbers(document, section)
    return document


def set_face(styled: Any, name: str, size: float) -> None:
    """Give a style or a run a face; Chinese faces stand in an attribute of their own."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    styled.font.name, styled.font.size = name, Pt(size)
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for which in ("w:eastAsia", "w:hAnsi", "w:ascii"):
        fonts.set(qn(which), name)


def _line(
    document: Any, text: str, face: str = TEXT_FACE, size: float = SIZE, align: str = "justify", indent: float = 0.0
) -> Any:
    """A paragraph on the grid of the standard: 22 lines of 28 characters."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    _shape(paragraph, max(LEADING, size * 1.2))
    paragraph.paragraph_format.first_line_indent = Pt(indent)
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    set_face(paragraph.add_run(text), face, size)
    return paragraph


def _shape(paragraph: Any, leading: float) -> None:
    """Lines exactly so far apart, in points, and nothing between paragraphs."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)


def _head(document: Any, content: WordDocument) -> None:
    """The head of a letter (信函格式): the mark and a double rule above the first page only, the number under them."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header_distance = Mm(MARK_FROM_EDGE)
    size = min(MARK, WIDTH * 72 / 25.4 / max(len(content.office), 1))
    mark = section.first_page_header.paragraphs[0]
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _shape(mark, size * 1.2)
    run = mark.add_run(content.office)
    set_face(run, TITLE_FACE, size)
    run.font.color.rgb = RGBColor.from_string(RED)
    _ruled(mark, "thickThinSmallGap")
    _shape(section.header.paragraphs[0], Mm(TOP - MARK_FROM_EDGE).pt)
    _shape(section.even_page_header.paragraphs[0], Mm(TOP - MARK_FROM_EDGE).pt)
    foot = section.first_page_footer.paragraphs[0]
    _shape(foot, SMALL)
    _ruled(foot, "thinThickSmallGap")
    for paragraph in (mark, foot):
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(-OVER)
    _line(document, content.number, align="right").paragraph_format.space_after = Pt(2 * LEADING)


def _ruled(paragraph: Any, kind: str) -> None:
    """A red double rule under a paragraph."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rule = OxmlElement("w:bottom")
    for name, value in (("val", kind), ("sz", "18"), ("space", "8"), ("color", RED)):
        rule.set(qn(f"w:{name}"), value)
    border = OxmlElement("w:pBdr")
    border.append(rule)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _title(document: Any, title: str) -> None:
    from docx.shared import Pt

    _line(document, title, TITLE_FACE, TITLE, "center").paragraph_format.space_after = Pt(LEADING)


def _form(document: Any, rows: Sequence[tuple[str, str]]) -> None:
    """Names and values in a table; what is to be written by hand has room."""
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    for name, value in rows:
        row = table.add_row()
        row.height = Mm(10 if value else 15)
        for cell, text, face, width in zip(
            row.cells, (name, value), (LABEL_FACE, TEXT_FACE), (50.0, WIDTH - 50.0), strict=True
        ):
            cell.width = Mm(width)
            set_face(cell.paragraphs[0].add_run(text), face, SMALL)
    _line(document, "")


def _signature(document: Any, content: WordDocument) -> None:
    """The issuer over the date, which stands four characters in from the right; two lines free for the seal."""
    from docx.shared import Pt

    for _free in range(2):
        _line(document, "").paragraph_format.keep_with_next = True
    for text in (content.office, content.day):
        line = _line(document, text, align="right")
        line.paragraph_format.right_indent = Pt(FROM_RIGHT)
        line.paragraph_format.keep_with_next = text is content.office


def _page_numbers(document: Any, section: Any) -> None:
    """— 1 — at the outer edge, odd and even pages apart, one character in; none on the first page of a letter."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
        shape = paragraph.paragraph_format
        shape.left_indent = shape.right_indent = Pt(SMALL)
        before, after = NUMBERED.split("{page}")
        for part in (before, None, after):
            run = paragraph.add_run(part or "")
            set_face(run, "宋体", SMALL)
            if part is None:
                page_field(run)


def page_field(run: Any) -> None:
    """The number of the page, which Word counts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._r.append(part)
