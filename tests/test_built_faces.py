"""The faces that set-up derives: names, and where their ink lies after mirroring."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from app import paths
from tools import fonts, transposed

FACES = {
    "GKMongol-Regular.ttf": transposed.MONGOL,
    "GKMongolT-Regular.ttf": transposed.MONGOL_T,
    "GKHeiT-Regular.ttf": transposed.HAN_T,
}
pytestmark = pytest.mark.skipif(
    not all((paths.FONTS / name).exists() for name in FACES), reason="set-up found no typefaces to derive from"
)


def opened(name):
    return TTFont(paths.FONTS / name, lazy=True)


def box(font, char):
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(char)]].draw(pen)
    scale = 1000 / font["head"].unitsPerEm
    return tuple(round(edge * scale) for edge in pen.bounds)


@pytest.mark.parametrize("name", FACES)
def test_a_derived_face_has_a_name_of_its_own(name):
    with opened(name) as font:
        families = {font["name"].getDebugName(number) for number in (1, 16)} - {None}
        assert families == {FACES[name]}
        assert FACES[name].replace(" ", "") in font["name"].getDebugName(6)


def test_mongolian_letters_are_flipped_about_the_spine():
    with opened("GKMongol-Regular.ttf") as upright, opened("GKMongolT-Regular.ttf") as flipped:
        for char in "ᠠᠭᠮᠲ":
            left, low, right, high = box(upright, char)
            wanted = (left, 2 * transposed.SPINE - high, right, 2 * transposed.SPINE - low)
            assert box(flipped, char) == pytest.approx(wanted, abs=1)


@pytest.mark.skipif(not (paths.FONTS / "NotoSansSC-Regular.ttf").exists(), reason="another Chinese face serves here")
def test_chinese_is_reflected_on_the_diagonal_of_its_square_and_latin_is_flipped():
    with opened("NotoSansSC-Regular.ttf") as usual, opened("GKHeiT-Regular.ttf") as mirrored:
        top = transposed.SQUARE_TOP
        for char in "政务，"[:2]:
            left, low, right, high = box(usual, char)
            assert box(mirrored, char) == pytest.approx((top - high, top - right, top - low, top - left), abs=1)
        left, low, right, high = box(usual, "A")
        wanted = (left, 2 * transposed.MIDDLE - high, right, 2 * transposed.MIDDLE - low)
        assert box(mirrored, "A") == pytest.approx(wanted, abs=1)


def test_both_faces_of_the_vertical_window_have_lines_of_one_height():
    with opened("GKMongolT-Regular.ttf") as mongolian, opened("GKHeiT-Regular.ttf") as han:
        heights = {
            round((font["hhea"].ascent - font["hhea"].descent) * 1000 / font["head"].unitsPerEm)
            for font in (mongolian, han)
        }
    assert heights == {2 * transposed.HALF_LINE}


def test_set_up_that_was_done_does_nothing_again():
    before = {path.name: path.stat().st_mtime_ns for path in Path(fonts.FOLDER).glob("*.ttf")}
    done = subprocess.run([sys.executable, "-m", "tools.fonts", "--once"], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert {path.name: path.stat().st_mtime_ns for path in Path(fonts.FOLDER).glob("*.ttf")} == before


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell to stand in for npm")
def test_without_npm_set_up_says_what_serves_instead(tmp_path):
    """With an empty PATH neither npm nor apt-get is found; set-up ends well and says so in a sentence."""
    environment = {"PATH": str(tmp_path), "ILTOD_FONTS": str(tmp_path / "fonts"), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "tools.fonts"], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0
    assert "npm is not installed" in done.stdout
