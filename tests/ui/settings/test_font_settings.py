"""The typefaces of paper are shown with a sample, chosen, refused and given back."""

import pytest

from app import paths
from app.operations import fonts
from app.sheets import faces
from app.ui.settings.fonts import FontsSection
from tests import our_faces


@pytest.fixture
def section(context, shown):
    yield shown(FontsSection(context), 800, 900)
    fonts.configure({})


@our_faces.needed
def test_every_kind_of_text_has_a_sample_and_its_file(section):
    assert [card.sample.pixmap().isNull() for card in section.cards.values()] == [False] * len(faces.Role)
    assert "NotoSerifSC-Regular.ttf" in section.cards["text"].file.text()
    assert "OFL" in section.cards["text"].licence.text()


def test_the_mongolian_sample_is_a_column(section):
    picture = section.cards["mongol"].sample.pixmap()
    assert picture.height() > picture.width()


@our_faces.needed
def test_a_chosen_file_serves_at_once_and_is_remembered(section, context):
    section.choose("text", paths.FONTS / "NotoSansSC-Bold.ttf")
    card = section.cards["text"]
    assert "NotoSansSC-Bold.ttf" in card.file.text()
    assert context.preferences.current.fonts == {"text": str(paths.FONTS / "NotoSansSC-Bold.ttf")}
    card.usual_button.click()
    assert "NotoSerifSC-Regular.ttf" in card.file.text()
    assert context.preferences.current.fonts == {}


def test_a_file_that_cannot_serve_is_refused_with_the_reason(section, context, tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"not a font")
    section.choose("text", broken)
    assert "broken.ttf" in section.cards["text"].problem.text()
    assert "已损坏" in section.cards["text"].problem.text()
    assert context.preferences.current.fonts == {}


@our_faces.needed
def test_a_chosen_file_that_is_gone_is_told_and_the_usual_one_serves(section, context, tmp_path):
    context.preferences.change(fonts={"text": str(tmp_path / "gone.ttf")})
    section.reload()
    card = section.cards["text"]
    assert "gone.ttf" in card.refused.text()
    assert "NotoSerifSC-Regular.ttf" in card.file.text()
    assert not card.usual_button.isHidden()
