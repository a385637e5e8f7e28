from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app import i18n


@pytest.fixture
def catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A built Mongolian catalog of a few words, and Chinese again afterwards."""
    catalog = Catalog(locale="mn_Mong", fuzzy=False)
    catalog.add("保存", "ᠬᠠᠳᠠᠭᠠᠯᠠᠬᠤ")
    catalog.add("行", "ᠮᠥᠷ", context="表格")
    catalog.add("删除", "")
    folder = tmp_path / "mn_Mong" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "app.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(i18n, "FOLDER", tmp_path)
    monkeypatch.setattr(i18n, "_listeners", [])
    yield
    i18n.set_language("zh")


@pytest.mark.usefixtures("catalogs")
def test_a_message_is_translated_into_the_language_in_use() -> None:
    i18n.set_language("mn_Mong")
    assert i18n.language() == "mn_Mong"
    assert i18n._("保存") == "ᠬᠠᠳᠠᠭᠠᠯᠠᠬᠤ"
    i18n.set_language("zh")
    assert i18n._("保存") == "保存"


@pytest.mark.usefixtures("catalogs")
def test_a_message_with_a_context_has_its_own_translation() -> None:
    i18n.set_language("mn_Mong")
    assert i18n.pgettext("表格", "行") == "ᠮᠥᠷ"
    assert i18n._("行") == "行"


@pytest.mark.usefixtures("catalogs")
@pytest.mark.parametrize("message", ["删除", "没有译文的话"])
def test_a_message_without_translation_is_shown_in_chinese(message: str) -> None:
    i18n.set_language("mn_Mong")
    assert i18n._(message) == message


@pytest.mark.usefixtures("catalogs")
def test_a_language_without_a_catalog_is_shown_in_chinese() -> None:
    i18n.set_language("fr")
    assert i18n._("保存") == "保存"


@pytest.mark.usefixtures("catalogs")
@pytest.mark.parametrize("language", ["zh", "mn_Mong"])
def test_an_empty_message_stays_empty(language: str) -> None:
    i18n.set_language(language)
    assert i18n._("") == ""


@pytest.mark.usefixtures("catalogs")
def test_listeners_are_called_after_each_change_in_the_new_language() -> None:
    heard: list[str] = []
    i18n.on_language_change(lambda: heard.append(i18n._("保存")))
    i18n.set_language("mn_Mong")
    i18n.set_language("zh")
    assert heard == ["ᠬᠠᠳᠠᠭᠠᠯᠠᠬᠤ", "保存"]


def test_a_marked_message_is_itself() -> None:
    assert i18n.N_("保存") == "保存"
