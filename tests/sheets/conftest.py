"""Reading sheets back: their text, where their ink lies, and small fonts made for a test."""

from datetime import datetime

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import ImageOps

from app.sheets import typefaces as faces_at_hand

MM = 72 / 25.4


@pytest.fixture(scope="session")
def typefaces():
    return faces_at_hand.typefaces()


@pytest.fixture
def masthead():
    return {
        "office": "测试旗演示苏木人民政府",
        "sheet_number": "Z-2026-0007",
        "printed_at": datetime(2026, 11, 20, 9, 30),
    }


@pytest.fixture
def texts():
    """The text of each page; parts of a page are one line each as the reader finds them."""
    return _texts


@pytest.fixture
def margins():
    """The narrowest white border of all pages in mm, as printed: left, top, right, bottom."""
    return _margins


@pytest.fixture
def make_font():
    """Write a TrueType font of boxes for some characters."""
    return _make_font


def _texts(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def _margins(pdf, scale=2):
    with pypdfium2.PdfDocument(pdf) as document:
        borders = [_border(page.render(scale=scale, grayscale=True).to_pil(), scale) for page in document]
    return tuple(map(min, zip(*borders, strict=True)))


def _border(image, scale):
    left, top, right, bottom = ImageOps.invert(image).getbbox()
    return [pixels / scale / MM for pixels in (left, top, image.width - right, image.height - bottom)]


def _make_font(path, chars, name="Test", embedding=0):
    names = {ord(char): f"u{ord(char):05X}" for char in chars}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, _square()))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(fsType=embedding, sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.save(path)
    return path


def _square():
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in [(100, 700), (800, 700), (800, 0)]:
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()
