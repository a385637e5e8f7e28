"""Take the pictures of docs/pictures from the real window on the demonstration banner.

`python -m tools.pictures [FOLDER]`. The demonstration's people and offices are invented. The day is fixed, so that the
pictures differ only where the window does.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import paths
from app.operations import demo
from app.operations.disclosure_lists import DisclosureFilter
from app.settings import Settings
from app.ui.disclosures.page import DisclosuresPage
from app.ui.main_window import MainWindow
from app.ui.preferences import Preferences
from app.ui.start import Start

DAY = date(2026, 11, 20)
SIZE = (1366, 768)
OPENING_MILLISECONDS, SETTLING_MILLISECONDS = 2_000, 1_000
COLOURS = 256  # enough for a window, and less than half the file
OPENED = 12  # the row whose item is open beside the list
PASTED = (
    "信息名称\t形成日期\t目录事项\n"
    "演示信息甲\t2026-11-03\t政府预算\n演示信息乙\t2026-13-03\t政府预算\n\t2026-11-05\t政府预算\n"
)


def main() -> int:
    """Take every picture; the exit code."""
    folder = (Path(sys.argv[1]) if len(sys.argv) > 1 else paths.DOCS / "pictures").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, chdir(scratch):  # no folder of this computer in a picture
        app = QApplication([sys.argv[0], "-platform", screen(Path(scratch))])
        store = demo.store_in(Path("demo"), DAY)
        preferences = Preferences(Settings(theme="light"), Path(scratch) / "settings")
        started = Start(app, preferences, store)
        started.window.context = replace(started.window.context, today=lambda: DAY)
        started.show()
        started.window.resize(*SIZE)
        settle(OPENING_MILLISECONDS)
        started.window.person.show_person(demo.PEOPLE[0])
        for shot in SHOTS:
            take(started, folder / f"{shot.name}.png", shot)
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


def home(window: MainWindow) -> QWidget:
    """The first page."""
    window.go("home")
    return window


def catalog(window: MainWindow) -> QWidget:
    """The items of the catalog."""
    window.go("catalog", "items")
    return window


def register(window: MainWindow) -> QWidget:
    """The register with one item open beside it."""
    opened(window).record.show_tab("content")
    return window


def due(window: MainWindow) -> QWidget:
    """Why the item is due on its day (F4)."""
    opened(window).why()
    return window


def plan(window: MainWindow) -> QWidget:
    """The plan of an import of rows that were pasted."""
    opened(window).transfer.paste(PASTED)
    settle(SETTLING_MILLISECONDS)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def backup(window: MainWindow) -> QWidget:
    """The copies of the office's file."""
    window.go("settings", "backups")
    return window


def opened(window: MainWindow) -> DisclosuresPage:
    """The register with an item chosen."""
    window.go("disclosures", DisclosureFilter())
    settle(SETTLING_MILLISECONDS)
    page = window.page()
    assert isinstance(page, DisclosuresPage)
    page.table.selectRow(OPENED)
    settle(SETTLING_MILLISECONDS)
    return page


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, what leads there, the language and the colours."""

    name: str
    lead: Callable[[MainWindow], QWidget]
    language: str = "zh"
    theme: str = "light"


SHOTS = (
    Shot("today", home),
    Shot("catalog", catalog),
    Shot("disclosures", register),
    Shot("due", due),
    Shot("import_plan", plan),
    Shot("backup", backup),
    Shot("today_mn", home, "mn_Mong"),
    Shot("disclosures_dark", register, theme="dark"),
)


def take(started: Start, file: Path, shot: Shot) -> None:
    """Show something in a language and in colours, and keep its picture."""
    started.preferences.change(language=shot.language, theme=shot.theme)
    shown = shot.lead(started.window)
    settle(SETTLING_MILLISECONDS)
    shown.grab().save(str(file))
    Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    if isinstance(shown, QDialog):
        shown.reject()


def settle(milliseconds: int) -> None:
    """Let the window read and paint."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
