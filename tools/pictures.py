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
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from app import paths
from app.errors import UserError
from app.i18n import N_
from app.operations import demo, notices, request_lists
from app.operations.demo_villages import village_code
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.notice_lists import NoticeFilter
from app.operations.request_lists import RequestFilter
from app.rules.agreement import Mismatch
from app.rules.notice_templates import NoticeKind
from app.rules.requests import ApplicantDraft, RequestDraft
from app.settings import Settings
from app.ui.disclosures.filter_dialog import KeepViewDialog
from app.ui.disclosures.page import DisclosuresPage
from app.ui.help import HelpWindow
from app.ui.main_window import MainWindow
from app.ui.messages import ErrorDialog
from app.ui.notices.page import SECTIONS as NOTICES
from app.ui.packages.page import SECTIONS as PACKAGES
from app.ui.payouts.page import SECTIONS as PAYOUTS
from app.ui.preferences import Preferences
from app.ui.report.page import SECTIONS as REPORT
from app.ui.requests.page import SECTIONS as REQUESTS
from app.ui.settings.choices import GROUP_NAMES
from app.ui.settings.page import SECTIONS as SETTINGS_SECTIONS
from app.ui.start import Start
from app.ui.villages.page import SECTIONS as VILLAGES
from tools.demo_payouts import identity

DAY = date(2026, 11, 20)
SIZE = (1366, 768)
OPENING_MILLISECONDS, SETTLING_MILLISECONDS = 2_000, 1_000
COLOURS = 256  # enough for a window, and less than half the file
OPENED = 12  # the row whose item is open beside the list
PROGRAMME = 3  # a column of the coverage board
CHOSEN = {"places": 4, "matters": 6, "plan": 3, "coverage": 5, "rolls": 6, "archive": 1}  # and in other lists
PASTED = (
    "信息名称\t形成日期\t目录事项\n"
    "演示信息甲\t2026-11-03\t政府预算\n演示信息乙\t2026-13-03\t政府预算\n\t2026-11-05\t政府预算\n"
)
ROLL = "\n".join(
    "\t".join(cells)
    for cells in (
        ("嘎查村", "户主姓名", "身份证号", "数量", "标准", "金额"),
        ("演示一嘎查", "演示户001", identity(1), "57", "12.5", "712.50"),
        ("演示一嘎查", "演示户002", identity(2), "94", "12.5", "1175.00"),
        ("演示一嘎查", "演示户003", identity(3)[:15] + "000", "20", "12.5", "250.00"),
        ("演示百嘎查", "演示户004", identity(4), "20", "12.5", "250.00"),
        ("演示二嘎查", "演示户041", identity(41), "37", "12.5", "待定"),
        ("演示二嘎查", "演示户042", identity(42), "74", "12.5", "925.00"),
        ("演示二嘎查", "合计", "", "", "", "2812.50"),
    )
)
SOUGHT = "演示户241"
ASKING = ApplicantDraft(name="演示申请人51", phone="0470-0000151", address="演示一苏木演示51号")
CONSULTED, EXTENDED, REFUSED = "某企业环评报告", "2021—2025年草原监测数据", "1987年草场划分图"
"""Cases of the demonstration banner: one that waits for opinions, one extended, one that went to court."""


def main() -> int:
    """Take every picture; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description="Take the pictures of docs/pictures.")
    parser.add_argument("folder", nargs="?", type=Path, default=paths.DOCS / "pictures")
    parser.add_argument("names", nargs="*", choices=[*SHOTS, []], metavar="NAME", help="only these pages")
    asked = parser.parse_args()
    folder, wanted = asked.folder.absolute(), asked.names
    with tempfile.TemporaryDirectory() as scratch, chdir(scratch):  # no folder of this computer in a picture
        app = QApplication([sys.argv[0], "-platform", screen(Path(scratch))])
        store = demo.run(Path("demo"), DAY).files["store"]
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


def notice(tab: str) -> Callable[[MainWindow], QWidget]:
    """The list of notices with one open beside it: that against which somebody objected."""

    def lead(window: MainWindow) -> QWidget:
        window.go("notices", NoticeFilter("objection"))
        settle(SETTLING_MILLISECONDS)
        listing = window.page().section()
        listing.table.selectRow(0)
        settle(SETTLING_MILLISECONDS)
        listing.record.show_tab(tab)
        window.go("notices", NoticeFilter())
        return window

    return lead


def notice_new(window: MainWindow) -> QWidget:
    """A new notice being written, with its table."""
    rows = (("演示户301", "3", "120.5", ""), ("演示户302", "2", "待定", ""))
    with window.context.runner.store.read() as session:
        draft = notices.begun(session, NoticeKind.HOMESTEAD, village_code(8), {}, DAY)
    window.go("notices", replace(draft, table=replace(draft.table, rows=rows)))
    return window


def notice_table(window: MainWindow) -> QWidget:
    """The same form farther down: the text in both scripts, and the table."""
    notice_new(window)
    settle(SETTLING_MILLISECONDS)
    grid = window.page().section().entry.form.grid
    area = grid.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    area.ensureWidgetVisible(grid)
    return window


def agreement(window: MainWindow) -> QWidget:
    """In what the banner and a village differ."""
    beside("villages", "agreement")(window)
    section = window.page().section()
    section.kinds.chosen.emit(str(Mismatch.AMOUNT))
    section.table.selectRow(0)
    return window


def payout_plan(window: MainWindow) -> QWidget:
    """The plan of taking a pay-out list that was pasted."""
    window.go("payouts", "rolls")
    settle(SETTLING_MILLISECONDS)
    importing = window.page().section().importing
    importing.pasted(ROLL)
    settle(SETTLING_MILLISECONDS)
    importing.asking.form.set_values({"programme": "演示生产补贴", "unit": "亩"})
    importing.asking.go_on()
    settle(SETTLING_MILLISECONDS)
    return dialog()


def look_up(window: MainWindow) -> QWidget:
    """What somebody was paid."""
    window.go("payouts", "look_up")
    window.page().section().line.setText(SOUGHT)
    settle(SETTLING_MILLISECONDS)
    return window


def case(title: str, tab: str) -> Callable[[MainWindow], QWidget]:
    """The register of requests with a case open beside it, at this section."""

    def lead(window: MainWindow) -> QWidget:
        window.go("requests", RequestFilter())
        settle(SETTLING_MILLISECONDS)
        with window.context.runner.store.read() as session:
            row = request_lists.listed(session, RequestFilter(text=title), DAY)[0]
        window.go("requests", row.uuid)
        settle(SETTLING_MILLISECONDS)
        record = window.page().section().record
        record.show_tab(tab)
        if tab == "days":
            settle(SETTLING_MILLISECONDS)
            record.bring(record.days)
        return window

    return lead


def tariffs(window: MainWindow) -> QWidget:
    """What may be charged."""
    beside("requests", "fees")(window)
    section = window.page().section()
    section.show_view("tariffs")
    section.tariffs.table.selectRow(0)
    return window


def request_new(window: MainWindow) -> QWidget:
    """A request being registered."""
    content = "2026年草畜平衡奖励的发放依据和标准。"
    window.go("requests", RequestDraft(ASKING, arrived_on=DAY, title="2026年草畜平衡奖励标准", content=content))
    return window


def choices(group: str) -> Callable[[MainWindow], QWidget]:
    """A group of what the office chooses."""

    def lead(window: MainWindow) -> QWidget:
        window.go("settings", "choices")
        window.page().section().show_group(group)
        return window

    return lead


def beside(page: str, section: str) -> Callable[[MainWindow], QWidget]:
    """A section of a page with a row open beside its list."""

    def lead(window: MainWindow) -> QWidget:
        window.go(page, section)
        settle(SETTLING_MILLISECONDS)
        shown = window.page().section()
        table = next((getattr(shown, name) for name in ("table", "box", "grid") if hasattr(shown, name)), None)
        if table:
            table.setCurrentIndex(
                table.model().index(CHOSEN.get(section, 0), PROGRAMME if section == "coverage" else 0)
            )
        return window

    return lead


def at(page: str, section: str) -> Callable[[MainWindow], QWidget]:
    """A section of a page."""

    def lead(window: MainWindow) -> QWidget:
        window.go(page, section)
        return window

    return lead


def stick(window: MainWindow) -> QWidget:
    """Where a package is to go."""
    window.go("packages", "send")
    settle(SETTLING_MILLISECONDS)
    window.page().section().export()
    return dialog()


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
    **{f"villages_{spec.key}": beside("villages", spec.key) for spec in VILLAGES},
    "notices": notice("objections"),
    "notices_period": notice("period"),
    "notices_content": notice("content"),
    "notices_new": notice_new,
    "notices_table": notice_table,
    **{f"notices_{spec.key}": beside("notices", spec.key) for spec in NOTICES[1:]},
    **{f"payouts_{spec.key}": beside("payouts", spec.key) for spec in PAYOUTS},
    "villages_agreement": agreement,
    "payouts_plan": payout_plan,
    "payouts_look_up": look_up,
    "requests": case(CONSULTED, "progress"),
    "requests_days": case(EXTENDED, "days"),
    "requests_letters": case(REFUSED, "letters"),
    "requests_afterwards": case(REFUSED, "remedies"),
    "requests_new": request_new,
    **{f"requests_{spec.key}": beside("requests", spec.key) for spec in REQUESTS[1:]},
    "requests_tariffs": tariffs,
    "report_figures": at("report", "3.new.person"),
    "report_cell": at("report", "2.rules.made"),
    **{f"report_{spec.key}": beside("report", spec.key) for spec in REPORT[1:]},
    **{f"packages_{spec.key}": beside("packages", spec.key) for spec in PACKAGES},
    "packages_stick": stick,
    "search": searching,
    "trouble": trouble,
    "help": handbook,
    **{f"settings_{key}": at("settings", key) for key in SETTINGS},
    **{f"settings_choices_{group}": choices(group) for group in list(GROUP_NAMES)[1:]},
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
