"""Which face sets which character."""

import pytest

from app.errors import UserError
from app.sheets import faces
from app.sheets.faces import Role
from app.sheets.typefaces import ESSENTIAL, Typefaces, typefaces


@pytest.fixture
def unconfigured():
    yield
    faces.configure({})


def of(*paths):
    return Typefaces({role: [(path, 0) for path in paths] for role in Role})


def test_a_letter_missing_in_the_first_face_is_taken_from_the_next(tmp_path, make_font):
    both = of(make_font(tmp_path / "first.ttf", ESSENTIAL), make_font(tmp_path / "second.ttf", "㑇"))
    assert [both.font(Role.TEXT, char).path.name for char in "政㑇"] == ["first.ttf", "second.ttf"]


def test_a_letter_that_no_face_has_has_none(tmp_path, make_font):
    assert of(make_font(tmp_path / "only.ttf", ESSENTIAL)).font(Role.TEXT, "龘") is None


def test_a_broken_file_and_one_that_is_gone_are_passed_over(tmp_path, make_font):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"not a font")
    free = make_font(tmp_path / "free.ttf", ESSENTIAL)
    assert of(broken, tmp_path / "gone.ttf", free).base(Role.TEXT).path == free


def test_without_a_chinese_face_the_message_tells_the_cure(tmp_path, make_font):
    with pytest.raises(UserError, match="设置 · 字体"):
        of(make_font(tmp_path / "latin.ttf", "ABC0"))


def test_what_a_person_chose_is_printed_with_at_once(tmp_path, make_font, unconfigured):
    usual = typefaces().base(Role.TEXT).path
    mine = make_font(tmp_path / "mine.ttf", faces.HAN)
    faces.configure({"text": str(mine), "unheard-of": "x.ttf"})
    assert typefaces().base(Role.TEXT).path == mine
    faces.configure({})
    assert typefaces().base(Role.TEXT).path == usual
