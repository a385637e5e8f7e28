from itertools import product

import pytest
import uharfbuzz

from app.sheets.faces import Role, found
from app.text.clean import clean
from tests import our_faces

OURS = "GKMongol-Regular.ttf"
LETTERS = [chr(code) for code in range(0x1820, 0x1843)]


@pytest.mark.parametrize(
    "word", ["ᠫᠷᠢᠨᠲ\u180bᠧᠷ", "ᠺᠣᠳ\u180b", "ᠳ\u180bᠠᠢᠲ\u180bᠠ", "ᠡᠳ\u180b", "ᠳ\u180bᠦᠩ", "ᡝ\u180b"]
)
def test_an_effective_selector_stays(word: str) -> None:
    assert clean(word) == word


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("ᠣᠯ\u180b", "ᠣᠯ"),
        ("ᠨ\u180b\u180b", "ᠨ\u180b"),
        ("公\u180b", "公"),
        ("ᠣᠨ\u180e", "ᠣᠨ"),
        ("ᠣᠨ\u202fᠤ", "ᠣᠨ\u180eᠤ"),
        ("号\u202fᠢ", "号\u180eᠢ"),
        ("12\u202f000", "12 000"),
        ("公\u200d开", "公开"),
        ("ᠨ\u200d", "ᠨ\u200d"),
        ("\u202eab\u202c\u2067公\ufeff\u200b\u00ad", "ab公"),
        ("a\r\nb\u2028c\td\x00\ud800", "a\nb\nc d"),
        ("公\u0627\u0628\u200c\u05d0", "公\u0627\u0628\u200c\u05d0"),
        ("ᡝ\u180b", "ᡝ\u180b"),
        ("plain text", "plain text"),
    ],
)
def test_what_has_no_shape_is_taken_out(typed: str, drawn: str) -> None:
    assert clean(typed) == drawn
    assert clean(drawn) == drawn


@pytest.fixture(scope="module")
def effective():
    """Whether the selector in a text changes a form, as the names of the glyphs of our own face tell."""
    faces = found(Role.MONGOL).faces
    if not faces or faces[0].path.name != OURS:
        pytest.skip("another Mongolian face serves, of which the table does not speak")
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(faces[0].path))))

    def told(text: str) -> bool:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        uharfbuzz.shape(font, buffer)
        return any(font.glyph_to_string(glyph.codepoint).endswith(".effective") for glyph in buffer.glyph_infos)

    return told


@our_faces.needed
@pytest.mark.parametrize("selector", "\u180b\u180c\u180d\u180f")
@pytest.mark.parametrize(("before", "after"), [*product(["", "\u180a"], repeat=2)])
def test_selectors_stay_exactly_where_our_face_changes_the_letter(effective, selector, before, after) -> None:
    texts = [f"{before}{letter}{selector}{after}" for letter in LETTERS]
    assert [clean(text) for text in texts if selector in clean(text)] == [text for text in texts if effective(text)]
