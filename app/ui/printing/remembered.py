"""The way each kind of sheet was printed last, among the preferences of this person."""

from dataclasses import replace

from app.operations.papers import PAPERS, Kind, PrintOptions
from app.rules.bilingual import Layout
from app.ui.preferences import Preferences

LANDSCAPE, PORTRAIT = "landscape", "portrait"


def remembered(preferences: Preferences, kind: Kind, usual: PrintOptions) -> PrintOptions:
    """The layout, paper and orientation used last for this kind of sheet; the usual ones if there are none."""
    words = preferences.current.papers.get(kind, "").split()
    if len(words) != 3 or words[0] not in set(Layout) or words[1] not in PAPERS:
        return usual
    return replace(usual, layout=Layout(words[0]), paper=words[1], landscape=words[2] == LANDSCAPE)


def remember(preferences: Preferences, kind: Kind, options: PrintOptions) -> None:
    """Keep them for the next time."""
    words = f"{options.layout} {options.paper} {LANDSCAPE if options.landscape else PORTRAIT}"
    preferences.remember(papers={**preferences.current.papers, str(kind): words})
