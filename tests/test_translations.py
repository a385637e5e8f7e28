import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from app.text.mongolian import NNBSP, is_mongolian, private_use
from tools import words

STANDINGS = {"own", "composed"}
CONFIDENCES = {"high", "medium", "low"}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return words.known()


@pytest.fixture(scope="module")
def translations(catalog: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in words.messages(catalog) if message.string}


def test_the_catalog_has_every_message_of_the_program_and_no_other(catalog: Catalog) -> None:
    expected = {(message.context, message.id) for message in words.messages(words.extracted())}
    assert {(message.context, message.id) for message in words.messages(catalog)} == expected


def test_every_message_of_the_program_is_translated(catalog: Catalog) -> None:
    assert [message.id for message in words.messages(catalog) if not message.string] == []


def test_the_files_are_what_update_would_write() -> None:
    assert words.problems() == []


def test_every_glossary_term_is_translated_as_the_glossary_says(catalog: Catalog, translations: dict[str, str]) -> None:
    glossary = {row["zh"]: row["mn_mong_mvs"] for row in words.rows(words.GLOSSARY)}
    used = {str(message.id) for message in words.messages(catalog) if not message.context} & glossary.keys()
    assert used
    assert {term: translations.get(term) for term in used} == {term: glossary[term] for term in used}


def test_translations_have_the_placeholders_of_the_chinese(catalog: Catalog) -> None:
    assert words.misplaced(catalog) == []


def test_translations_are_mongolian_with_the_connector_of_the_screen(translations: dict[str, str]) -> None:
    for message, translation in translations.items():
        assert is_mongolian(translation) or not re.search("[\u4e00-\u9fff]", message), message
        assert not private_use(translation), message
        assert NNBSP not in translation, message


def test_our_own_words_are_not_in_the_glossary_and_say_their_standing() -> None:
    own = words.rows(words.OWN_WORDS)
    assert not {row["zh"] for row in own} & {row["zh"] for row in words.rows(words.GLOSSARY)}
    assert len({row["zh"] for row in own}) == len(own)
    assert {row["standing"] for row in own} <= STANDINGS
    assert all(row["mn"] and row["note"] for row in own)


def test_each_glossary_term_stands_once_and_says_its_confidence() -> None:
    glossary = words.rows(words.GLOSSARY)
    assert len({row["zh"] for row in glossary}) == len(glossary)
    assert {row["confidence"] for row in glossary} == CONFIDENCES


def test_the_plural_rule_of_the_header_has_two_forms(catalog: Catalog) -> None:
    assert catalog.plural_forms == "nplurals=2; plural=(n != 1);"


def test_the_files_hold_no_moment_and_no_place() -> None:
    for path in (words.TEMPLATE, words.TRANSLATION):
        assert not re.search(rb"\d{4}-\d\d-\d\d \d\d:\d\d|\.py|@", path.read_bytes())


def test_a_translation_that_loses_a_placeholder_is_reported() -> None:
    catalog = Catalog(locale="mn_Mong")
    catalog.add("共{count}条", "ᠨᠡᠢᠲᠡ")
    catalog.add("第{n}日，{name}", "{name} {n}")
    assert [message.id for message in words.misplaced(catalog)] == ["共{count}条"]


def test_a_translation_by_hand_is_kept_and_a_term_is_taken_from_its_table() -> None:
    template, known = Catalog(), Catalog(locale="mn_Mong")
    for message in ("保存", "手写的话", "没有译过的话"):
        template.add(message)
    template.add("保存", context="别处")
    known.add("保存", "ᠠ")
    known.add("手写的话", "ᠪ")
    known.add("已经不用的话", "ᠨ")
    made = words.translated(template, known)
    assert {(message.context, message.id): message.string for message in words.messages(made)} == {
        (None, "保存"): "ᠬᠠᠳᠠᠭᠠᠯᠠᠬᠤ",
        (None, "手写的话"): "ᠪ",
        (None, "没有译过的话"): "",
        ("别处", "保存"): "",
    }
    assert made["保存"].auto_comments == ["glossary g039 high"]


def test_every_translation_says_its_standing(catalog: Catalog) -> None:
    said = {message.id: message.auto_comments for message in words.messages(catalog) if message.string}
    own = {text for text, comments in said.items() if not {*comments} & STANDINGS}
    assert all(said[text][0].startswith("glossary g") for text in own)


def test_messages_of_every_kind_of_mark_are_extracted(tmp_path: Path) -> None:
    source = '_("甲")\ni18n.N_("乙" "丙")\npgettext("表格", "行")\nother("丁")\n_(record["title"])\n_("")\n'
    (tmp_path / "page.py").write_text(source, encoding="utf-8")
    template = words.extracted(tmp_path)
    assert {(message.context, message.id) for message in words.messages(template)} == {
        (None, "甲"),
        (None, "乙丙"),
        ("表格", "行"),
    }
    assert words.unreadable(tmp_path) == []


@pytest.mark.parametrize("inside", ['f"共{n}条"', '"共" + n', '"是" if n else "否"'])
def test_a_message_put_together_inside_its_mark_is_reported(tmp_path: Path, inside: str) -> None:
    (tmp_path / "page.py").write_text(f"n = 1\n_({inside})\n", encoding="utf-8")
    assert words.unreadable(tmp_path) == ["page.py:2"]


def test_compile_makes_a_catalog_that_gettext_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    copy = tmp_path / "app.po"
    copy.write_bytes(words.TRANSLATION.read_bytes())
    monkeypatch.setattr(words, "TRANSLATION", copy)
    assert words.main(["compile"]) == 0
    with copy.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in words.messages(catalog):
        said = compiled.pgettext(message.context, message.id) if message.context else compiled.gettext(message.id)
        assert said == message.string


def test_check_fails_when_the_files_are_stale_and_update_mends_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(words, "ROOT", tmp_path)
    monkeypatch.setattr(words, "TEMPLATE", tmp_path / "app.pot")
    monkeypatch.setattr(words, "TRANSLATION", tmp_path / "mn_Mong" / "app.po")
    assert words.main(["check"]) == 1
    assert capsys.readouterr().out.splitlines() == ["stale, run update: app.pot", "stale, run update: mn_Mong/app.po"]
    assert words.main(["update"]) == 0
    assert words.main(["check"]) == 0
