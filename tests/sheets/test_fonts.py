"""Faces: found, checked, and chosen letter by letter."""

import pypdfium2
import pytest

from app.errors import UserError
from app.sheets import register
from app.sheets.fonts import ESSENTIAL, MISSING, Role, Typefaces, printable, system_folders, typefaces
from app.sheets.register import RegisterRow, RegisterSheet

BASE = ESSENTIAL + MISSING


def faces(*paths):
    return Typefaces(dict.fromkeys(Role, paths))


def test_a_letter_missing_in_the_first_face_is_taken_from_the_next(tmp_path, make_font):
    first = make_font(tmp_path / "first.ttf", BASE, "First")
    second = make_font(tmp_path / "second.ttf", "㑇龥", "Second")
    runs = list(faces(first, second).runs("政务㑇龥公开", Role.TEXT))
    assert [piece for _font, piece in runs] == ["政务", "㑇龥", "公开"]
    assert [font.split("-")[0] for font, _piece in runs] == ["first", "second", "first"]


def test_a_letter_that_no_face_has_is_marked(tmp_path, make_font):
    only = make_font(tmp_path / "only.ttf", BASE, "Only")
    assert "".join(piece for _font, piece in faces(only).runs("政龘务", Role.TEXT)) == "政〓务"


def test_the_text_of_a_sheet_survives_a_change_of_face(tmp_path, make_font, typefaces, masthead, texts):
    first = make_font(tmp_path / "poor.ttf", BASE, "Poor")
    rest = list(typefaces.files[Role.TEXT])
    mixed = faces(first, *rest)
    sheet = RegisterSheet(title="主动公开台账", rows=(RegisterRow(title="政务㑇公开龥台账"),), **masthead)
    assert "政务㑇公开龥台账" in texts(register.draw(sheet, mixed))[0].replace("\n", "")


def test_without_a_chinese_face_the_message_tells_the_cure(tmp_path, make_font):
    latin = make_font(tmp_path / "latin.ttf", "ABC0", "Latin")
    with pytest.raises(UserError, match="请重新运行安装程序") as raised:
        faces(latin)
    assert "latin.ttf" in raised.value.details


def test_no_face_at_all_is_told_too():
    with pytest.raises(UserError, match="没有可以嵌入 PDF 的中文字体"):
        Typefaces({})


def test_a_face_that_may_not_be_embedded_is_passed_over(tmp_path, make_font):
    restricted = make_font(tmp_path / "restricted.ttf", BASE, "Restricted", embedding=2)
    free = make_font(tmp_path / "free.ttf", BASE, "Free")
    assert faces(restricted, free).base(Role.TEXT).startswith("free-")


def test_a_broken_file_is_passed_over(tmp_path, make_font):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"not a font")
    free = make_font(tmp_path / "free.ttf", BASE, "Free")
    assert faces(broken, tmp_path / "gone.ttf", free).base(Role.TEXT).startswith("free-")


def test_the_configured_folder_comes_before_the_others(tmp_path, make_font):
    folder = tmp_path / "mine" / "deep"
    folder.mkdir(parents=True)
    make_font(folder / "NotoSerifSC-Regular.ttf", BASE, "Mine")
    found = typefaces((tmp_path / "mine",))
    assert found.files[Role.TEXT][0] == folder / "NotoSerifSC-Regular.ttf"


def test_the_system_has_folders_of_fonts():
    assert all(folder.is_absolute() for folder in system_folders())


def test_faces_are_embedded_as_subsets(typefaces, masthead):
    pdf = register.draw(RegisterSheet(title="主动公开台账", rows=(), **masthead), typefaces)
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") >= 2
    assert len(pdf) < 200_000
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("甲\t乙\xa0丙", "甲 乙 丙"),
        ("甲\u200b\ufeff乙\x07", "甲乙"),
        ("葛\U000e0100城", "葛城"),
        ("\u3000\u3000甲", "\u3000\u3000甲"),
        ("《ᠢᠯᠡ ᠲᠣᠳᠣ》公开", "《〓》公开"),
    ],
)
def test_what_has_no_shape_is_left_out(text, clean):
    assert printable(text) == clean
