"""What is typed, pasted and imported: nothing is lost, nothing blank, and what cannot be printed is named."""

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from app.rules.bilingual import Layout
from app.sheets.faces import Role
from app.sheets.register import RegisterRow, RegisterSheet, draw
from app.sheets.sheet import Setup
from app.sheets.typefaces import ESSENTIAL, Typefaces
from app.text.clean import clean

LINES, COLUMNS = Setup(landscape=True), Setup(Layout.MN_ONLY, landscape=True)
SETUPS = pytest.mark.parametrize("setup", [LINES, COLUMNS], ids=["lines", "columns"])
RARE, PRIVATE, EXTENSION_B = "\U0003134f", "\ue234", "\U00020bb7"


@pytest.fixture
def printed(masthead, typefaces):
    """Print texts as rows of a register; the PDF comes out."""

    def printed(*titles, setup=LINES, faces=typefaces):
        rows = tuple(RegisterRow(title=title) for title in titles)
        columns = ("number", "title")
        return draw(RegisterSheet(title="台账", rows=rows, columns=columns, **masthead), faces, setup=setup)

    return printed


def read(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def flat(text):
    return re.sub(r"[\s\ufffe]", "", text)


def holds(pdf, text):
    """Whether the letters of a text stand in the file in its order; PDFium sets blanks of its own."""
    return flat(text) in flat(read(pdf))


def ink(pdf):
    """How much of the first page is dark."""
    with pypdfium2.PdfDocument(pdf) as document:
        return sum(level < 128 for level in document[0].render(grayscale=True).to_pil().tobytes())


@SETUPS
@pytest.mark.parametrize(
    "text",
    [
        "a\u180bb\u180e c\u202f",
        "\u202eabc\u202c\u2067",
        "\ufeff公\u00ad开\u200b",
        "ᠮᠣᠩ\u200dᠭᠣᠯ\u180a",
        "\t公开\r\n事项\x00\x07",
        "\ud800 公开",
    ],
)
def test_marks_without_a_shape_are_neither_printed_nor_named(printed, setup, text):
    pdf = printed(text, setup=setup)
    assert holds(pdf, clean(text))
    assert "U+" not in read(pdf)


@SETUPS
def test_characters_that_no_face_has_are_marked_and_named_once(printed, setup):
    text = flat(read(printed(f"巴{RARE}图{PRIVATE}", f"{RARE}又", setup=setup)))
    assert "巴〓图〓" in text
    assert "〓又" in text
    assert text.count("U+3134F") == text.count("U+E234") == 1


@SETUPS
def test_a_character_of_the_first_plane_stays_in_the_text_under_its_mark(printed, setup):
    pdf = printed(f"巴{PRIVATE}图", setup=setup)
    assert holds(pdf, f"巴{PRIVATE}图")
    assert ink(pdf) > ink(printed("巴图", setup=setup))


def test_a_character_is_named_only_if_it_was_printed(printed):
    assert "U+" not in read(printed("公开"))


@SETUPS
def test_a_character_of_the_second_plane_is_printed_in_the_face_that_has_it(printed, setup, make_font, tmp_path, faces):
    rare = make_font(tmp_path / "rare.ttf", EXTENSION_B)
    pdf = printed(f"{EXTENSION_B}野家", f"ᠮᠣᠩᠭᠣᠯ {EXTENSION_B} ᠪᠢᠴᠢᠭ", setup=setup, faces=faces(rare))
    assert holds(pdf, f"{EXTENSION_B}野家")
    assert holds(pdf, f"ᠮᠣᠩᠭᠣᠯ {EXTENSION_B} ᠪᠢᠴᠢᠭ")
    assert "〓" not in read(pdf)
    assert any("rare" in name for name in embedded(pdf))


@pytest.fixture
def faces(typefaces):
    """The faces at hand, with others after them."""

    def with_others(*paths):
        roles = {role: [(typefaces.base(role).path, 0)] for role in Role if role is not Role.MONGOL}
        roles[Role.MONGOL] = [(typefaces.font(Role.MONGOL, "ᠠ").path, 0)]
        return Typefaces({role: [*files, *((path, 0) for path in paths)] for role, files in roles.items()})

    return with_others


def embedded(pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        return {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}


@SETUPS
@pytest.mark.parametrize(
    "text", ["ᠠᠨ" * 20, "x" * 400, "https://www.example.cn/" + "a" * 300, "公" * 900, "9" * 120, "，" * 200]
)
def test_a_word_longer_than_its_cell_is_parted_and_whole_again(printed, margins, setup, text):
    pdf = printed(text, setup=setup)
    assert holds(pdf, text)
    assert min(margins(pdf)) >= 15


@SETUPS
def test_a_cell_of_ten_thousand_characters_goes_on_over_pages(printed, margins, setup):
    text = "".join(f"{number:05}号公开" for number in range(1250))
    pdf = printed(text, "后面一行", setup=setup)
    numbers = re.findall(r"\d{5}(?=号)", flat(read(pdf)))
    assert numbers == [f"{number:05}" for number in range(1250)]
    assert holds(pdf, "后面一行")
    assert min(margins(pdf)) >= 15


@SETUPS
@pytest.mark.parametrize("text", ["共 שלום עולם 户", "ᠮᠣᠩᠭᠣᠯ مرحبا ᠪᠢᠴᠢᠭ", "é́ ñ x\u0323 Ἀθῆναι Привет", "😀 ok ∑≠€"])
def test_no_letter_of_another_script_is_lost(printed, setup, text):
    """PDFium gives runs from the right back in an order of its own."""
    assert not Counter(clean(text).replace(" ", "")) - Counter(flat(read(printed(text, setup=setup))))


@SETUPS
@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u180e", "\n\n"])
def test_an_empty_text_leaves_a_row_with_its_number(printed, setup, text):
    assert holds(printed(text, "公开", setup=setup), "公开")


def test_without_a_mongolian_face_mongolian_is_marked_and_chinese_goes_on(printed, make_font, tmp_path):
    letters = {*map(chr, range(0x20, 0x7F)), *"嘎查台账测试旗演示苏木人民府：、“”", *ESSENTIAL}
    font = make_font(tmp_path / "chinese.ttf", sorted(letters))
    chinese = Typefaces({role: [(font, 0)] for role in Role if role is not Role.MONGOL})
    pdf = printed("嘎查 ᠭᠠᠴᠠᠭ", faces=chinese)
    assert holds(pdf, "嘎查")
    assert "U+182D" in read(pdf)
    assert ink(pdf) > ink(printed("嘎查", faces=chinese))


def test_a_name_in_the_head_may_be_as_bad(masthead, typefaces):
    head = masthead | {"office": f"测试\ud800{RARE}苏木" * 20, "sheet_number": "\u202eZ-1"}
    sheet = RegisterSheet(title=f"台账{PRIVATE}\n<&>", rows=(RegisterRow(title="公开"),), **head)
    for setup in (LINES, COLUMNS, replace(LINES, layout=Layout.ZH_PROMINENT_2026)):
        text = read(draw(sheet, typefaces, setup=setup))
        assert "U+3134F" in text
        assert "U+E234" in text
