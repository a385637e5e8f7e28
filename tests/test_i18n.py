from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
def test_a_borrowed_language_is_spoken_within_its_block_and_thread_only() -> None:
    with i18n.speaking("mn_Mong"):
        inside = i18n._("保存"), i18n.language()
        with ThreadPoolExecutor(1) as pool:
            elsewhere = pool.submit(lambda: (i18n._("保存"), i18n.language())).result()
    assert inside == ("ᠬᠠᠳᠠᠭᠠᠯᠠᠬᠤ", "mn_Mong")
    assert elsewhere == (i18n._("保存"), i18n.language()) == ("保存", "zh")


@pytest.mark.usefixtures("catalogs")
@pytest.mark.parametrize(
    ("row", "unread"),
    [("", True), (",保存,ᠬᠠᠳᠠᠭᠠᠯᠠᠬᠤ", False), (",保存,ᠬᠠᠳᠠᠭᠠᠯᠠᠬᠤ ᠪᠡᠷ", True), ("表格,保存,ᠬᠠᠳᠠᠭᠠᠯᠠᠬᠤ", True)],
)
def test_words_said_are_unread_until_their_translation_as_it_stands_is_approved(row: str, unread: bool) -> None:
    (i18n.FOLDER / "mn_Mong" / i18n.REVIEWED).write_text(f"context,zh,mn\n{row}\n", encoding="utf-8")
    with i18n.speaking("mn_Mong") as voice:
        before = voice.unread
        i18n._("保存")
    assert (before, voice.unread) == (False, unread)


@pytest.mark.usefixtures("catalogs")
def test_chinese_is_never_unread() -> None:
    with i18n.speaking("zh") as voice:
        i18n._("保存")
    assert not voice.unread


def test_a_marked_message_is_itself() -> None:
    assert i18n.N_("保存") == "保存"
