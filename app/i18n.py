"""Words shown to people: marking them, choosing the language, translating.

Chinese is the source language, so the Chinese window needs no catalog. Nothing here knows Qt.
"""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "translations"
LANGUAGES = {"zh": "中文", "mn_Mong": "ᠮᠣᠩᠭᠣᠯ"}
REVIEWED = "reviewed.csv"
"""Per language: the sentences a native reader has approved (context, source, translation, reader, day)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A language being spoken: its words, and what was said in it so far (context or None, source message)."""

    language: str
    catalog: _gettext.NullTranslations
    said: set[tuple[str | None, str]] = field(default_factory=set)

    @property
    def unread(self) -> bool:
        """Whether anything said so far is a translation that no native reader has approved; Chinese never is."""
        if self.language == "zh":
            return False
        approved = _approved(FOLDER, self.language)
        return any(approved.get(key) != self.word(*key) for key in self.said)

    def word(self, context: str | None, message: str) -> str:
        """The translation of a message; the message itself if there is none."""
        return self.catalog.gettext(message) if context is None else self.catalog.pgettext(context, message)


_window: Voice = Voice("zh", _gettext.NullTranslations())
_borrowed: ContextVar[Voice | None] = ContextVar("voice", default=None)


def set_language(language: str) -> None:
    """Translate into this language ("zh" or "mn_Mong") from now on.

    A language without a built catalog falls back to the Chinese source, sentence by sentence.
    """
    global _window
    _window = Voice(language, _read(FOLDER, language))


def language() -> str:
    """The language in use: "zh" or "mn_Mong"."""
    return (_borrowed.get() or _window).language


@contextmanager
def speaking(language: str) -> Iterator[Voice]:
    """Translate into this language within the block and this thread only, as a sheet in two scripts needs."""
    voice = Voice(language, _read(FOLDER, language))
    token = _borrowed.set(voice)
    try:
        yield voice
    finally:
        _borrowed.reset(token)


def N_(message: str) -> str:
    """Mark a message for translation where it is stored, not shown."""
    return message


def _(message: str) -> str:
    """Translate a message into the language in use; an empty message stays empty."""
    return _say(None, message) if message else ""


def pgettext(context: str, message: str) -> str:
    """Translate a message that means different things in different places."""
    return _say(context, message)


def _say(context: str | None, message: str) -> str:
    voice = _borrowed.get()
    if voice is None:
        return _window.word(context, message)
    voice.said.add((context, message))
    return voice.word(context, message)


@cache
def _read(folder: Path, language: str) -> _gettext.NullTranslations:
    return _gettext.translation("app", folder, [language], fallback=True)


@cache
def _approved(folder: Path, language: str) -> dict[tuple[str | None, str], str]:
    import csv  # Not needed before the window.

    path = folder / language / REVIEWED
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(row["context"] or None, row["zh"]): row["mn"] for row in csv.DictReader(file)}
