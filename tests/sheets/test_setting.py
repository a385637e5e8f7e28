"""Lines and columns: what stands upright, what lies, and where the text is found again."""

import re
from io import BytesIO

import pypdfium2
import pytest

from app.sheets.book import blank_canvas
from app.sheets.faces import Role
from app.sheets.frames import Frame
from app.sheets.glyphs import Font
from app.sheets.pen import Pen
from app.sheets.setting import HAN_IN_COLUMN, Direction, Setter

MVS, NNBSP, FVS1 = "\u180e", "\u202f", "\u180b"
MIXED = f"2026 ᠣᠨ{MVS}ᠤ 11 ᠰᠠᠷ{MVS}ᠠ{MVS}ᠶᠢᠨ (附件: 内政办发〔2026〕36号) 《ᠳᠦᠷᠢᠮ》{NNBSP}ᠢ"


@pytest.fixture
def column(typefaces):
    return Setter(typefaces, Direction.COLUMNS)


@pytest.fixture
def line(typefaces):
    return Setter(typefaces, Direction.LINES)


@pytest.fixture
def drawn(typefaces):
    """Draw texts beside (or under) each other on one page; the PDF comes out."""

    def draw(texts, direction, role=Role.TEXT, size=14):
        out = BytesIO()
        canvas = blank_canvas(out, (600, 800))
        pen = Pen(canvas, typefaces, Frame(20, 780, 560, 760, direction))
        for number, text in enumerate(texts):
            pen.text(0, 20 + number * 30, text, size, role)
        canvas.showPage()
        canvas.save()
        return out.getvalue()

    return draw


def read(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].get_textpage().get_text_range().replace("\r\n", "\n")


def kinds(set_line):
    return [(part.upright, "".join(glyph.text for glyph in part.shaped.glyphs)) for part in set_line.parts]


def test_chinese_and_short_numbers_stand_in_a_column_and_all_else_lies(column):
    assert kinds(column.line("第12号 2026 ABC", Role.TEXT)) == [
        (True, "第"),
        (True, "12"),
        (True, "号"),
        (False, " 2026 ABC"),
    ]


def test_in_lines_nothing_stands_apart(line):
    assert kinds(line.line("第12号 2026", Role.TEXT)) == [(False, "第12号 2026")]


@pytest.mark.parametrize("direction", list(Direction))
def test_a_line_is_as_long_as_its_parts(typefaces, direction):
    line = Setter(typefaces, direction).line(MIXED, Role.TEXT)
    last = line.parts[-1]
    assert line.length == pytest.approx(last.start + last.shaped.length * last.size, abs=0.01)
    assert [part.start for part in line.parts] == sorted(part.start for part in line.parts)
    assert line.joined


def test_each_chinese_character_takes_its_square_in_a_column(column):
    assert column.length("政务公开", Role.TEXT) == pytest.approx(4 * HAN_IN_COLUMN)


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize(
    "text",
    [
        f"ᠭᠠᠴᠠᠭ{MVS}ᠠ{MVS}ᠶᠢᠨ ᠢᠷᠭᠡᠳ ᠮᠠᠯᠴᠢᠳ᠄",
        f"ᠳ{FVS1}ᠤᠭᠠᠷ ᠮᠣᠩᠭᠣᠯ{NNBSP}ᠤᠨ",
        MIXED,
        "测政办发〔2026〕5号",
    ],
)
def test_what_is_drawn_is_read_again(drawn, direction, text):
    """PDFium puts blanks of its own beside a number that stands upright in a column, and between lines."""
    assert re.sub(r"[\n ]", "", read(drawn([text], direction))) == text.replace(" ", "")


def test_columns_are_read_in_their_order(drawn):
    texts = [f"ᠨᠢᠭᠡ{MVS}ᠳᠦᠭᠡᠷ", "ᠬᠣᠶᠠᠷ ᠳᠤᠭᠠᠷ", "ᠭᠤᠷᠪᠠ ᠳᠤᠭᠠᠷ"]
    assert read(drawn(texts, Direction.COLUMNS)).split("\n") == texts


def test_a_heading_is_darker_in_either_script(drawn):
    def ink(role, text):
        with pypdfium2.PdfDocument(drawn([text], Direction.COLUMNS, role, 36)) as document:
            return sum(255 - level for level in document[0].render(scale=1, grayscale=True).to_pil().tobytes())

    for text in ("政务公开", "ᠢᠯᠡ ᠲᠣᠳᠣ"):
        assert ink(Role.HEADING, text) > 1.15 * ink(Role.TEXT, text)


def shown(set_line):
    return "".join(text for _upright, text in kinds(set_line))


def test_a_character_that_no_face_has_is_marked_and_remembered(line):
    marked = line.line("巴\U0002a6d6图", Role.TEXT)
    assert shown(marked) == "巴〓图"
    assert marked.missing == ("\U0002a6d6",)


def test_a_font_of_the_right_sets_its_words_in_their_order(typefaces, make_font, tmp_path):
    """Words that run from the right are drawn last letter first, the first word at the right."""
    font = Font(make_font(tmp_path / "hebrew.ttf", "אבגד"))
    assert "".join(glyph.text for glyph in font.shape("אב גד").glyphs) == "דג בא"


@pytest.mark.parametrize("text", ["", " ", "\u180b", "\ue234", "x" * 4000, "ᠠ" * 40, "é\u0301", "😀", "\ud800"])
@pytest.mark.parametrize("direction", list(Direction))
def test_any_text_can_be_set(typefaces, direction, text):
    line = Setter(typefaces, direction).line(text, Role.TEXT)
    assert line.length >= 0
    assert all(glyph.number for part in line.parts for glyph in part.shaped.glyphs if glyph.text.strip())


def test_chinese_in_a_column_is_read_in_one_line(drawn):
    texts = ["联系电话：0479-7221234，3月5日", "草原生态保护（第1批）、第12号"]
    assert read(drawn(texts, Direction.COLUMNS)).split("\n") == texts
