"""Shaping: the forms of Mongolian letters, where each glyph's text is, and fonts that are none."""

import pytest

from app.sheets.faces import Role
from app.sheets.glyphs import Font
from tests import our_faces

MVS, NNBSP, FVS1 = "\u180e", "\u202f", "\u180b"


@pytest.fixture(scope="module")
def mongolian(typefaces):
    font = typefaces.font(Role.MONGOL, "ᠠ")
    assert font
    return font


@pytest.fixture(scope="module")
def han(typefaces):
    return typefaces.base(Role.TEXT)


def numbers(shaped):
    return [glyph.number for glyph in shaped.glyphs]


def test_letters_join_by_their_place_in_the_word(mongolian):
    first, middle, last = numbers(mongolian.shape("ᠠᠠᠠ"))
    assert len({first, middle, last}) == 3
    assert numbers(mongolian.shape("ᠠ")) not in ([first], [middle], [last])


def test_the_text_behind_the_glyphs_is_the_text(mongolian, han):
    for font, text in ((mongolian, f"ᠭᠠᠴᠠᠭ{MVS}ᠠ ᠳ{FVS1}ᠤᠭᠠᠷ{NNBSP}ᠤᠨ"), (han, "测政办发〔2026〕5号")):
        assert "".join(glyph.text for glyph in font.shape(text).glyphs) == text


@our_faces.needed
@pytest.mark.parametrize("suffix", ["ᠤᠨ", "ᠦᠨ", "ᠶᠢᠨ", "ᠤ", "ᠦ", "ᠢ", "ᠶᠢ", "ᠲᠤ", "ᠳᠤ", "ᠠᠴᠠ", "ᠢᠶᠠᠷ", "ᠪᠠᠷ", "ᠲᠠᠢ"])
def test_a_suffix_has_the_same_form_after_either_connector(mongolian, suffix):
    newer, older = (mongolian.shape(f"ᠮᠣᠩᠭᠣᠯ{connector}{suffix}") for connector in (MVS, NNBSP))
    assert numbers(newer) == numbers(older)


@our_faces.needed
def test_a_suffix_looks_other_than_a_word_of_its_own(mongolian):
    suffix, word = (numbers(mongolian.shape(f"ᠮᠣᠩᠭᠣᠯ{between}ᠤᠨ"))[-2:] for between in (MVS, " "))
    assert suffix != word


def test_the_length_is_the_sum_of_the_advances(han):
    shaped = han.shape("公开2026")
    assert shaped.length == pytest.approx(sum(glyph.advance for glyph in shaped.glyphs) / 1000)
    assert han.shape("公").length == pytest.approx(1)


def test_marks_take_their_place_in_a_column(han):
    assert numbers(han.shape("，。")) != numbers(han.shape("，。", True))
    assert numbers(han.shape("公开")) == numbers(han.shape("公开", True))


@pytest.mark.parametrize("content", [b"", b"no font at all", b"\0\1\0\0" + b"\xff" * 200])
def test_a_file_that_is_no_font_has_no_letters(tmp_path, content):
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    assert not Font(path).has("公")
