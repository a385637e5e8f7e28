"""PDF/A-2b: what a checker of archives looks at, read back from real sheets."""

import re
from datetime import datetime
from io import BytesIO

import pikepdf
import pytest

from app.rules.bilingual import Layout
from app.sheets.archive import archived, srgb_profile
from app.sheets.register import RegisterRow, RegisterSheet, draw
from app.sheets.sheet import Setup, Size

BOTH = Setup(Layout.ZH_PROMINENT_2026, Size.A3, landscape=True)
TITLE = "ᠢᠳᠡᠪᠬᠢᠲᠡᠢ᠎ᠪᠡᠷ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ ᠳᠠᠩᠰᠠ & 主动公开台账 <2026>"


@pytest.fixture(scope="module")
def sheet():
    return RegisterSheet(
        office="测试旗演示苏木人民政府",
        title=TITLE,
        sheet_number="Z-2026-0007",
        printed_at=datetime(2026, 11, 20, 9, 30, 5),
        rows=(RegisterRow(title="草原生态保护补助奖励资金发放结果公示"),),
    )


@pytest.fixture(scope="module")
def document(sheet, typefaces):
    with pikepdf.open(BytesIO(draw(sheet, typefaces, setup=BOTH))) as opened:
        yield opened


def fonts(document):
    return [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]


def test_every_face_is_embedded_as_a_subset_that_names_its_codes(document):
    descendants = [font for font in fonts(document) if font.Subtype == "/CIDFontType2"]
    assert len(descendants) == len([font for font in fonts(document) if font.Subtype == "/Type0"]) >= 3
    assert len(fonts(document)) == 2 * len(descendants)
    for font in descendants:
        assert re.fullmatch(r"/[A-Z]{6}\+\w+", str(font.BaseFont))
        assert font.FontDescriptor.FontName == font.BaseFont
        codes = len(font.W[1]) + 1
        assert len(font.CIDToGIDMap.read_bytes()) == 2 * codes
        assert font.FontDescriptor.CIDSet.read_bytes().hex()[:1] in "8cef"
        assert len(font.FontDescriptor.FontFile2.read_bytes()) < 200_000


def test_the_description_for_archives_says_what_the_old_one_says(document):
    described = document.Root.Metadata.read_bytes().decode()
    about = document.docinfo
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in described
    assert str(about["/Title"]) == TITLE
    assert TITLE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in described
    assert str(about["/CreationDate"]) == str(about["/ModDate"]) == "D:20261120093005+08'00'"
    assert described.count("2026-11-20T09:30:05+08:00") == 2
    for key in ("/Author", "/Subject", "/Creator", "/Producer"):
        assert str(about[key]) in described
    assert set(about.keys()) == {
        "/Title", "/Author", "/Subject", "/Creator", "/Producer", "/CreationDate", "/ModDate",
    }  # fmt: skip


def test_colours_are_srgb_by_a_profile_of_the_right_size(document):
    (intent,) = document.Root.OutputIntents
    profile = intent.DestOutputProfile.read_bytes()
    assert intent.S == "/GTS_PDFA1"
    assert profile == srgb_profile()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8:12] == b"\x02\x10\0\0"
    assert profile[36:40] == b"acsp"


@pytest.mark.parametrize(
    ("layout", "language"),
    [(Layout.ZH_ONLY, "zh-CN"), (Layout.MN_ONLY, "mn-Mong-CN"), (Layout.MN_FIRST_1996, "mn-Mong-CN")],
)
def test_the_file_says_the_language_that_stands_first(sheet, typefaces, layout, language):
    with pikepdf.open(BytesIO(draw(sheet, typefaces, setup=Setup(layout)))) as document:
        assert str(document.Root.Lang) == language


def test_a_face_that_is_not_embedded_is_a_bug():
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 100, "Helvetica")
    canvas.save()
    with pytest.raises(ValueError, match="Helvetica"):
        archived(out.getvalue(), datetime(2026, 11, 20), "zh-CN")
