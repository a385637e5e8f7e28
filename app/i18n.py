"""Words shown to people: marking them, choosing the language, translating.

Chinese is the source language, so the Chinese window needs no catalog. Nothing here knows Qt.
"""

import gettext as _gettext
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "translations"
LANGUAGES = {"zh": "中文", "mn_Mong": "ᠮᠣᠩᠭᠣᠯ"}

_catalog: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "zh"
_listeners: list[Callable[[], None]] = []


def set_language(language: str) -> None:
    """Translate into this language ("zh" or "mn_Mong") from now on, and tell those who asked to know.

    A language without a built catalog falls back to the Chinese source, sentence by sentence.
    """
    global _catalog, _language
    _language = language
    _catalog = _gettext.translation("app", FOLDER, [language], fallback=True)
    for listener in list(_listeners):
        listener()


def language() -> str:
    """The language in use: "zh" or "mn_Mong"."""
    return _language


def on_language_change(listener: Callable[[], None]) -> None:
    """Call the listener after each change of language."""
    _listeners.append(listener)


def N_(message: str) -> str:
    """Mark a message for translation where it is stored, not shown."""
    return message


def _(message: str) -> str:
    """Translate a message into the language in use; an empty message stays empty."""
    return _catalog.gettext(message) if message else ""


def pgettext(context: str, message: str) -> str:
    """Translate a message that means different things in different places."""
    return _catalog.pgettext(context, message)
