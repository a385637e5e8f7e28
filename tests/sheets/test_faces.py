"""Font files: found, checked, refused with the reason."""

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

from app import paths
from app.sheets import faces
from app.sheets.faces import HAN, MONGOLIAN, Choice, Face, Refused, Role, examined, found
from tests import our_faces


@pytest.fixture
def make_cff_font():
    """Write a font with PostScript outlines."""

    def made(path, chars):
        names = {ord(char): f"u{ord(char):05X}" for char in chars}
        order = [".notdef", *names.values()]
        builder = FontBuilder(1000, isTTF=False)
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap(names)
        shape = T2CharStringPen(1000, None).getCharString()
        builder.setupCFF("Cff", {}, dict.fromkeys(order, shape), {})
        builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
        builder.setupHorizontalHeader(ascent=880, descent=-120)
        builder.setupNameTable({"familyName": "Cff", "styleName": "Regular"})
        builder.setupOS2()
        builder.setupPost()
        builder.save(path)
        return path

    return made


def reason(path, role=Role.TEXT):
    answer = examined(path, role)
    assert isinstance(answer, Refused)
    return answer.message


def test_a_whole_font_that_may_be_embedded_serves(tmp_path, make_font):
    path = make_font(tmp_path / "song.ttf", HAN, "Song of Mine")
    answer = examined(path, Role.TEXT)
    assert isinstance(answer, Face)
    assert (answer.path, answer.index, answer.family, answer.outlines) == (path, 0, "Song of Mine", "glyf")


def test_a_file_that_is_gone_is_told(tmp_path):
    assert reason(tmp_path / "gone.ttf") == faces.GONE


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    assert reason(tmp_path) == faces.GONE


@pytest.mark.parametrize("content", [b"", b"not a font", b"ttcf", b"ttcf\0\1\0\0\xff\xff\xff\xff", b"\0\1\0\0" * 50])
def test_a_file_that_is_no_font_is_told(tmp_path, content):
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    assert reason(path) == faces.DAMAGED


def test_half_a_file_is_told(tmp_path, make_font):
    whole = make_font(tmp_path / "whole.ttf", HAN).read_bytes()
    half = tmp_path / "half.ttf"
    half.write_bytes(whole[: len(whole) // 4])
    assert reason(half) == faces.DAMAGED


def test_postscript_outlines_are_told(tmp_path, make_cff_font):
    assert reason(make_cff_font(tmp_path / "cff.otf", HAN)) == faces.NOT_TRUETYPE


@pytest.mark.parametrize("bits", [0x0002, 0x0100, 0x0200, 0x0208])
def test_a_font_that_may_not_be_embedded_is_told(tmp_path, make_font, bits):
    assert reason(make_font(tmp_path / "closed.ttf", HAN, embedding=bits)) == faces.RESTRICTED


@pytest.mark.parametrize("bits", [0, 0x0004, 0x0008])
def test_preview_and_editing_allow_embedding(tmp_path, make_font, bits):
    assert isinstance(examined(make_font(tmp_path / "open.ttf", HAN, embedding=bits), Role.TEXT), Face)


def test_characters_that_are_lacking_are_named(tmp_path, make_font):
    answer = examined(make_font(tmp_path / "poor.ttf", HAN.replace("嘎", "").replace("〔", "")), Role.TEXT)
    assert answer.values == {"chars": "嘎 〔"}


def test_mongolian_letters_that_are_lacking_are_named_by_their_numbers(tmp_path, make_font):
    answer = examined(
        make_font(tmp_path / "half.ttf", MONGOLIAN.replace("\u182d", "").replace("\u202f", "")), Role.MONGOL
    )
    assert answer.values == {"chars": "U+182D U+202F"}


def test_of_a_collection_the_first_face_that_can_serve_is_taken(tmp_path, make_font):
    collection = TTCollection()
    collection.fonts = [
        TTFont(make_font(tmp_path / "latin.ttf", "ABC", "Latin")),
        TTFont(make_font(tmp_path / "han.ttf", HAN, "Han")),
    ]
    collection.save(tmp_path / "both.ttc")
    answer = examined(tmp_path / "both.ttc", Role.LABEL)
    assert (answer.index, answer.family) == (1, "Han")


def test_a_font_that_was_exchanged_is_looked_at_again(tmp_path, make_font):
    path = make_font(tmp_path / "song.ttf", "ABC")
    assert reason(path) == faces.LACKING
    make_font(path, HAN)
    assert isinstance(examined(path, Role.TEXT), Face)


def test_the_configured_file_comes_first_then_the_programs_own_then_the_computers(tmp_path, make_font):
    mine = make_font(tmp_path / "mine.ttf", HAN)
    for folder in ("bundled", "system"):
        (tmp_path / folder).mkdir()
    bundled = make_font(tmp_path / "bundled" / "NotoSerifSC-Regular.ttf", HAN)
    system = make_font(tmp_path / "system" / "simsun.ttc", HAN)
    choice = found(Role.TEXT, mine, [tmp_path / "bundled", tmp_path / "system"])
    assert [face.path for face in choice.faces] == [mine, bundled, system]


@our_faces.needed
def test_a_configured_file_that_is_gone_is_told_and_the_usual_one_serves(tmp_path):
    choice = found(Role.TEXT, tmp_path / "gone.ttf")
    assert choice.rejected[0] == Refused(tmp_path / "gone.ttf", faces.GONE)
    assert choice.faces[0].path == paths.FONTS / "NotoSerifSC-Regular.ttf"


@our_faces.needed
def test_the_computers_own_fangsong_sets_letters_where_there_is_one(tmp_path, make_font):
    own = make_font(tmp_path / "SIMFANG.TTF", HAN, "FangSong")
    choice = found(Role.FANGSONG, folders=[paths.FONTS, tmp_path])
    assert [face.path for face in choice.faces][:2] == [own, paths.FONTS / "NotoSerifSC-Regular.ttf"]


def test_mongolian_is_not_taken_from_the_computer_beside_the_programs_own(tmp_path, make_font):
    system = make_font(tmp_path / "monbaiti.ttf", MONGOLIAN)
    choice = found(Role.MONGOL, folders=[paths.FONTS, tmp_path])
    assert choice.faces[0].path == paths.FONTS / "GKMongol-Regular.ttf"
    assert system not in [face.path for face in choice.faces]
    assert Refused(system, faces.OTHER_MODEL) in choice.rejected


def test_mongolian_of_the_computer_serves_where_there_is_nothing_else(tmp_path, make_font):
    system = make_font(tmp_path / "monbaiti.ttf", MONGOLIAN)
    assert found(Role.MONGOL, folders=[tmp_path]).faces[0].path == system


def test_without_any_font_nothing_serves(tmp_path):
    assert found(Role.TEXT, folders=[tmp_path]) == Choice((), ())


def test_deep_folders_are_searched_and_capitals_do_not_matter(tmp_path, make_font):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    make_font(deep / "SimSun.TTC", HAN)
    assert found(Role.TEXT, folders=[tmp_path]).faces[0].path == deep / "SimSun.TTC"


@pytest.mark.parametrize("role", Role)
def test_every_role_is_served_on_this_computer(role):
    first = found(role).faces[0]
    assert first.lacking(faces.NEEDED[role]) == ""
