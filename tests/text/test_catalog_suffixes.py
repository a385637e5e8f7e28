"""The suffixes of what the program itself says in Mongolian: messages, glossary and our own words."""

from pathlib import Path

import pytest

from app.text.suffixes import faults
from tools import words


def wrong(texts: list[str]) -> dict[str, list[str]]:
    return {text: found for text in texts if (found := list(faults(text)))}


def test_the_translated_messages_have_no_wrong_suffix() -> None:
    said = [str(message.string) for message in words.messages(words.known()) if message.string]
    assert said
    assert wrong(said) == {}


@pytest.mark.parametrize("path", [words.GLOSSARY, words.OWN_WORDS], ids=lambda path: path.stem)
def test_the_word_lists_have_no_wrong_suffix(path: Path) -> None:
    written = [text for row in words.rows(path) for key, text in row.items() if key.startswith("mn")]
    assert written
    assert wrong(written) == {}
