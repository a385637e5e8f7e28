"""Take the pictures of docs/pictures from the real window on the demonstration banner.

Every page in Chinese (zh/), in vertical Mongolian (mn/) and in Mongolian lines (mn_lines/):
`python -m tools.pictures [FOLDER] [NAME …]`, with names only these pages. The demonstration's people and offices are
invented. The day is fixed, so that the pictures differ only where the window does.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import chdir
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import paths
from app.errors import UserError
from app.i18n import N_
from app.operations import demo
from app.operations.disclosure_lists import DisclosureFilter
from app.settings import Settings
from app.ui.disclosures.filter_dialog import KeepViewDialog
from app.ui.disclosures.page import DisclosuresPage
from app.ui.help import HelpWindow
from app.ui.main_window import MainWindow
from app.ui.messages import ErrorDialog
from app.ui.preferences import Preferences
from app.ui.settings.page import SECTIONS as SETTINGS_SECTIONS
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
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description="Take the pictures of docs/pictures.")
    parser.add_argument("folder", nargs="?", type=Path, default=paths.DOCS / "pictures")
    parser.add_argument("names", nargs="*", choices=[*SHOTS, []], metavar="NAME", help="only these pages")
    asked = parser.parse_args()
    folder, wanted = asked.folder.absolute(), asked.names
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
        for way, settings in WAYS.items():
            started.preferences.change(**settings)
            for name, lead in SHOTS.items():
                if name in wanted or not wanted:
                    take(started, folder / way / f"{name}.png", lead)
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
    return dialog()


def opened(window: MainWindow) -> DisclosuresPage:
    """The register with an item chosen."""
    window.go("disclosures", DisclosureFilter())
    settle(SETTLING_MILLISECONDS)
    page = window.page()
    assert isinstance(page, DisclosuresPage)
    page.table.selectRow(OPENED)
    settle(SETTLING_MILLISECONDS)
    return page


def at(page: str, section: str) -> Callable[[MainWindow], QWidget]:
    """A section of a page."""

    def lead(window: MainWindow) -> QWidget:
        window.go(page, section)
        return window

    return lead


def searching(window: MainWindow) -> QWidget:
    """What the search of everything finds."""
    window.go("home")
    window.search.setText("补贴")
    window.search.look()
    return window


def entry(window: MainWindow) -> QWidget:
    """A new item being written, with what is still wrong with it."""
    window.go("disclosures", DisclosureFilter())
    settle(SETTLING_MILLISECONDS)
    window.page().new()
    return window


def keep_view(window: MainWindow) -> QWidget:
    """A dialog of the register: keeping a view under a name."""
    page = opened(window)
    KeepViewDialog(page).open()
    return dialog()


def trouble(window: MainWindow) -> QWidget:
    """The dialog that says what could not be done."""
    ErrorDialog(
        window, UserError(N_("磁盘已满，这次没有保存，原有数据完好。请清理磁盘或换一个磁盘后再保存一次。"))
    ).open()
    return dialog()


def handbook(window: MainWindow) -> QWidget:
    """The handbook (F1)."""
    window.go("disclosures", DisclosureFilter())
    window.show_help()
    settle(SETTLING_MILLISECONDS)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, HelpWindow) and w.isVisible())


def dialog() -> QDialog:
    """The dialog that is open."""
    settle(SETTLING_MILLISECONDS)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())


CATALOG = ("items", "versions", "exceptions", "coverage")
SETTINGS = tuple(spec.key for spec in SETTINGS_SECTIONS)
SHOTS: Mapping[str, Callable[[MainWindow], QWidget]] = {
    "today": home,
    **{f"catalog_{key}": at("catalog", key) for key in CATALOG},
    "disclosures": register,
    "disclosures_new": entry,
    "due": due,
    "import_plan": plan,
    "keep_view": keep_view,
    "search": searching,
    "trouble": trouble,
    "help": handbook,
    **{f"settings_{key}": at("settings", key) for key in SETTINGS},
}
WAYS: Mapping[str, Mapping[str, str]] = {
    "zh": {"language": "zh"},
    "mn": {"language": "mn_Mong", "writing_mode": "vertical"},
    "mn_lines": {"language": "mn_Mong", "writing_mode": "horizontal"},
}


def take(started: Start, file: Path, lead: Callable[[MainWindow], QWidget]) -> None:
    """Show something and keep its picture."""
    shown = lead(started.window)
    settle(SETTLING_MILLISECONDS)
    file.parent.mkdir(parents=True, exist_ok=True)
    shown.grab().save(str(file))
    Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    if shown is not started.window:
        shown.close()
    started.window.search.clear()


def settle(milliseconds: int) -> None:
    """Let the window read and paint."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
