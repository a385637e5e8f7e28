"""The script that sets up, and what it set up."""

import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from app.paths import FONTS
from tests import our_faces

ROOT = Path(__file__).resolve().parent.parent
WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel("政务公开")
label.show()
print(application.platformName(), label.grab().width() > 0)
"""


@pytest.fixture(scope="module")
def dev():
    loader = SourceFileLoader("dev", str(ROOT / "dev"))
    module = module_from_spec(spec_from_loader("dev", loader))
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["help"], 0), (["nonsense"], 2)])
def test_without_a_known_command_the_script_says_what_it_can_do(arguments, code):
    done = subprocess.run(
        [sys.executable, "-B", "dev", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "./dev test" in done.stdout


@pytest.mark.parametrize(
    ("system", "name"),
    [
        ({"ID": "debian", "VERSION_ID": "12"}, "libglib2.0-0"),
        ({"ID": "debian", "VERSION_ID": "13"}, "libglib2.0-0t64"),
        ({"ID": "debian"}, "libglib2.0-0t64"),
        ({"ID": "ubuntu", "VERSION_ID": "22.04"}, "libglib2.0-0"),
        ({"ID": "ubuntu", "VERSION_ID": "24.04"}, "libglib2.0-0t64"),
        ({"ID": "uos", "VERSION_ID": "20"}, "libglib2.0-0"),
        ({}, "libglib2.0-0"),
    ],
)
def test_a_package_is_named_as_the_release_names_it(dev, system, name):
    assert dev.debian_name("libglib2.0-0", system) == name
    assert dev.debian_name("libegl1", system) == "libegl1"


@pytest.mark.skipif(sys.platform != "linux", reason="shared libraries are looked for on Linux only")
def test_only_libraries_that_cannot_be_loaded_are_missing(dev):
    wanted = {"libc.so.6": "libc6", "libnobody-has-this.so.0": "nobody-has-this"}
    assert dev.missing_libraries(wanted) == {"libnobody-has-this.so.0": "nobody-has-this"}
    assert dev.missing_libraries(dev.QT_LIBRARIES) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize(
    ("variable", "value", "there"), [("DISPLAY", ":0", True), ("WAYLAND_DISPLAY", "w", True), ("DISPLAY", "", False)]
)
def test_a_display_is_one_that_the_environment_names(dev, monkeypatch, variable, value, there):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(variable, value)
    assert dev.display_exists() is there


def test_a_window_opens_on_a_real_screen(screen):
    environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run([sys.executable, "-c", WINDOW], env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["xcb", "True"], done.stderr


@pytest.fixture(scope="module")
def mongol():
    path = FONTS / "GKMongol-Regular.ttf"
    if not path.exists():
        pytest.skip("the program's typefaces were not fetched, those of the system serve")
    with TTFont(path) as font:
        yield font


def test_the_mongolian_typeface_has_a_name_no_system_has(mongol):
    assert {mongol["name"].getDebugName(number) for number in (1, 4)} == {"GK Mongol"}


@our_faces.needed
def test_every_sign_of_the_mongolian_typeface_fits_its_line_but_three_marks_over_sanskrit(mongol):
    header, os2, glyphs = mongol["hhea"], mongol["OS/2"], mongol["glyf"]
    line = header.ascent - header.descent + header.lineGap
    assert line == os2.sTypoAscender - os2.sTypoDescender == 1330
    drawn = {code: glyphs[name] for code, name in mongol.getBestCmap().items() if glyphs[name].numberOfContours}
    over = {code for code, glyph in drawn.items() if glyph.yMax > os2.usWinAscent or -glyph.yMin > os2.usWinDescent}
    assert over == {0x1885, 0x1886, 0x18A9}


def test_the_typefaces_may_be_embedded_in_paper():
    for path in FONTS.glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            assert "glyf" in font, path.name
            assert not font["OS/2"].fsType & 0x0202, path.name
