"""Take the pictures of docs/pictures from the real window on the demonstration banner.

`python -m tools.pictures [FOLDER]`. The demonstration's people and offices are invented. The day is fixed, so that the
pictures differ only where the window does.
"""

import json
import sys
import tempfile
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app import paths
from app.operations import demo
from app.settings import Settings
from app.ui.preferences import Preferences
from app.ui.start import Start

DAY = date(2026, 11, 20)
SIZE = (1366, 768)
SHOTS = (
    ("today", "home", "zh", "light"),
    ("catalog", "catalog", "zh", "light"),
    ("disclosures", "disclosures", "zh", "light"),
    ("settings", "settings", "zh", "light"),
    ("today_mn", "home", "mn_Mong", "light"),
    ("disclosures_mn", "disclosures", "mn_Mong", "light"),
    ("disclosures_dark", "disclosures", "zh", "dark"),
)


def main() -> int:
    """Take every picture; the exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else paths.DOCS / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        app = QApplication([sys.argv[0], "-platform", screen(Path(scratch))])
        store = demo.store_in(Path(scratch) / "demo", DAY)
        preferences = Preferences(Settings(theme="light"), Path(scratch) / "settings")
        started = Start(app, preferences, store)
        started.show()
        started.window.resize(*SIZE)
        settle(2_000)
        for name, page, language, theme in SHOTS:
            take(started, folder / f"{name}.png", page, language, theme)
        started.window.close()
        started.runner.close()
    return 0


def screen(folder: Path) -> str:
    """An invisible screen of the size of an office PC's, as Qt's "offscreen" platform takes it."""
    file = folder / "screen.json"
    width, height = SIZE
    one = {"name": "office", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [one]}), encoding="utf-8")
    return f"offscreen:configfile={file}"


def take(started: Start, file: Path, page: str, language: str, theme: str) -> None:
    """Show a page in a language and a theme, and keep its picture."""
    started.preferences.change(language=language, theme=theme)
    started.window.go(page)
    settle(1_500)
    started.window.grab().save(str(file))


def settle(milliseconds: int) -> None:
    """Let the window read and paint."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
