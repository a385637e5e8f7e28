"""A document in the form of a letter (信函格式), and the forms of a case."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.rules.bilingual import Layout
from app.sheets.document import DocumentSheet, Level
from app.sheets.document import draw as draw_document
from app.sheets.letter_form import FormSheet, draw
from app.sheets.sheet import Setup, Size

MM = 72 / 25.4


@pytest.fixture
def letter(masthead):
    return DocumentSheet(
        title="政府信息公开申请答复书",
        document_number="测公复〔2026〕5号",
        addressee="演示申请人甲",
        paragraphs=((Level.TEXT, "公" * 200),),
        issued_on=date(2026, 3, 10),
        letter=True,
        **masthead,
    )


@pytest.fixture
def form(masthead):
    rows = (("申请人", "演示申请人甲"), ("备注", ""), ("", "请送回本单位。"))
    return FormSheet(title="送达回证", rows=rows, signed=("测试单位", "2026-03-10"), **masthead)


def red(pdf, page):
    """Rows of the page, in mm from the top, in which something red crosses the page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        picture = opened[page].render(scale=4).to_pil().convert("RGB")
    middles = (picture.width // 5, picture.width // 2, picture.width * 4 // 5)
    seen = range(picture.height)
    return [row / 4 / MM for row in seen if all(_is_red(picture.getpixel((x, row))) for x in middles)]


def _is_red(pixel):
    return pixel[0] - pixel[2] > 60


def text_of(pdf, page=0):
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[page].get_textpage().get_text_range()


def pages(pdf):
    with pypdfium2.PdfDocument(pdf) as opened:
        return len(opened)


def test_a_letter_has_a_double_rule_under_its_mark_and_over_the_edge(letter, typefaces):
    rows = red(draw_document(letter, typefaces), 0)
    assert min(rows) > 30
    assert min(rows) < 55
    assert max(rows) == pytest.approx(277, abs=1.5)


def test_the_first_page_of_a_letter_has_no_number_and_the_next_has(letter, typefaces):
    long = replace(letter, paragraphs=((Level.TEXT, "公" * 600),))
    pdf = draw_document(long, typefaces)
    assert pages(pdf) == 2
    assert "— 1 —" not in text_of(pdf, 0)
    assert "— 2 —" in text_of(pdf, 1)
    assert red(pdf, 1) == []


def test_a_letter_leaves_room_for_what_a_document_sets_on_two_pages(letter, typefaces):
    assert pages(draw_document(letter, typefaces)) == 1
    assert pages(draw_document(replace(letter, letter=False), typefaces)) == 2


def test_the_issuer_and_the_day_stand_under_the_text(letter, typefaces):
    text = text_of(draw_document(letter, typefaces))
    assert text.index("公公公") < text.rindex("2026年3月10日")


def test_a_form_has_its_rows_its_sentence_and_who_signs_it(form, typefaces):
    text = text_of(draw(form, typefaces))
    for words in ("送达回证", "申请人", "演示申请人甲", "备注", "请送回本单位。", "测试单位", "2026-03-10"):
        assert words in text


def test_an_empty_row_is_deeper_than_a_filled_one(form, typefaces):
    long = replace(form, rows=tuple((f"项目{n}", "") for n in range(17)))
    filled = replace(form, rows=tuple((f"项目{n}", "内容") for n in range(17)))
    assert (pages(draw(long, typefaces)), pages(draw(filled, typefaces))) == (2, 1)


@pytest.mark.parametrize("layout", list(Layout))
def test_a_form_is_printed_in_every_layout(form, typefaces, layout):
    both = len(layout.languages) > 1
    setup = Setup(layout, Size.A3 if both else Size.A4, both)
    text = text_of(draw(form, typefaces, setup))
    assert text.replace("\r\n", "").count("演示申请人甲") == len(layout.languages)


def test_the_same_form_gives_the_same_bytes(form, typefaces):
    assert draw(form, typefaces) == draw(form, typefaces)
