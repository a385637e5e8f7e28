"""Sheets look as they did when a person last looked at them (tests/golden)."""

import json
from collections import Counter

import pytest

from app import i18n, paths
from app.sheets.faces import Role
from tests.golden.__main__ import FOLDER
from tests.golden.facts import facts
from tests.golden.samples import NAMES, pdf


@pytest.fixture(autouse=True)
def _words_of_the_source(monkeypatch, tmp_path):
    """Speak without translations, so that a better word breaks no golden file."""
    monkeypatch.setattr(i18n, "FOLDER", tmp_path)


@pytest.fixture(scope="module")
def bundled(typefaces):
    """Whether the faces that come with the program set everything; with others only the text can be compared."""
    kept = {"政": (Role.TEXT, Role.LABEL, Role.HEADING), "ᠠ": (Role.MONGOL,)}
    faces = [typefaces.font(role, char) for char, roles in kept.items() for role in roles]
    return all(face and face.path.parent == paths.FONTS for face in faces)


def characters(pages):
    return Counter("".join(line for page in pages for line in page["text"]).replace(" ", ""))


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_is_drawn_as_it_was(name, typefaces, bundled):
    was = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    now = facts(pdf(name, typefaces))
    if not bundled:
        assert not characters(was) - characters(now)
        return
    assert len(now) == len(was)
    for page_now, page_was in zip(now, was, strict=True):
        assert page_now["text"] == page_was["text"]
        assert page_now["drawn"] == page_was["drawn"], "if it is better now: python -m tests.golden"
