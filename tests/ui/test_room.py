"""Labels find room: on every page and in the main dialogs, in each way of writing, in small type and in large."""

import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.errors import UserError
from app.i18n import N_
from app.operations import history, offices, search
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.notice_lists import NoticeFilter
from app.operations.request_lists import RequestFilter
from app.rules.request_events import EventKind
from app.rules.requests import RequestDraft, request_problems
from app.settings import Settings
from app.store.database import Desk, Store
from app.ui import look, theme
from app.ui.disclosures.record_panel import TABS
from app.ui.help import HelpWindow
from app.ui.main_window import MainWindow
from app.ui.messages import ErrorDialog
from app.ui.notices.page import SECTIONS as NOTICES
from app.ui.notices.record_panel import TABS as NOTICE_TABS
from app.ui.packages.page import SECTIONS as PACKAGES
from app.ui.pages import PAGES
from app.ui.payouts.page import SECTIONS as PAYOUTS
from app.ui.preferences import Preferences
from app.ui.report.page import SECTIONS as REPORT
from app.ui.requests.case_panel import TABS as CASE_TABS
from app.ui.requests.entry_values import together_text
from app.ui.requests.page import SECTIONS as REQUESTS
from app.ui.run import History, Now, Runner
from app.ui.settings.choices import GROUP_NAMES
from app.ui.settings.page import SECTIONS as SETTINGS
from app.ui.villages.page import SECTIONS as VILLAGES
from app.ui.widgets.fields import Option
from app.ui.widgets.page import Context
from app.ui.writing_mode import Host
from tests.ui.room import unfit

TODAY = date(2026, 11, 21)
SCREEN = (1366, 768)
WAYS = {
    "zh": {"language": "zh"},
    "mn": {"language": "mn_Mong", "writing_mode": "vertical"},
    "mn_lines": {"language": "mn_Mong", "writing_mode": "horizontal"},
}
SCALES = (100, 200)
CATALOG = ("items", "versions", "exceptions", "coverage")
OPENED = 11  # the row whose item is shown: it can be moved on
PASTED = "信息名称\t形成日期\t目录事项\n演示信息甲\t2026-11-03\t政府预算\n演示信息乙\t2026-13-03\t政府预算\n"
FULL = N_("磁盘已满，这次没有保存，原有数据完好。请清理磁盘或换一个磁盘后再保存一次。")


@pytest.fixture(autouse=True)
def looks():
    """The window of this module keeps its own looks."""


@pytest.fixture(scope="module")
def office(tmp_path_factory, qapp, demonstration):
    """Opens the window on the demonstration's file; asked for the same way again, it is that one with its pages."""
    kept = {}

    def opened(way):
        if way not in kept:
            _close(kept)
            folder = tmp_path_factory.mktemp("room")
            store = Store.open(Path(shutil.copy(demonstration, folder / "demo.iltod")))
            look.wear(qapp, Settings(theme="light"))
            kept[way] = _opened(store, Preferences(Settings(theme="light"), folder / "settings.json"))
        return kept[way]

    qapp.setStyle("Fusion")
    theme.load_fonts()
    yield opened
    _close(kept)
    look.wear(qapp, Settings(theme="light"))


def _opened(store, preferences):
    with store.read() as session:
        person = offices.people(session)[0]
    store.desk = Desk(person.uuid, person.name)
    past = History(history.newest, history.last_undoable, history.last_redoable, history.undo)
    runner = Runner(store, past, writer=Now(), readers=Now())
    window = MainWindow(Context(runner, preferences, lambda: TODAY), PAGES)
    window.resize(*SCREEN)
    window.show()
    window.ready()
    window.navigation.show_icons()
    window.search.use(search.found, search.KIND_NAMES)
    window.office.setText("测试旗演示镇")
    window.person.reload()
    return window


def _close(kept):
    """Let go of the window, so that the next look dresses no pages but its own."""
    for window in kept.values():
        window.close()
        window.runner.close()
        window.runner.store.close()
        window.deleteLater()
    kept.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="module", params=[(way, scale) for way in WAYS for scale in SCALES], ids="{0[0]}-{0[1]}".format)
def window(request, office):
    """The window in this look; its pages are made in small type and turn large with the window."""
    way, scale = request.param
    opened = office(way)
    opened.context.preferences.change(**WAYS[way], scale=scale)
    return opened


def fitted(window):
    """The window as large as an office screen, unless its parts do not let it once they are at rest."""
    settle()
    window.resize(*SCREEN)
    settle()
    return window.size().toTuple()


def settle():
    """Let the layouts come to rest: each round may ask for another."""
    for _round in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def page(window, key, target=None):
    window.go(key, target)
    return window.centre


def record(window, tab):
    shown = _register(window)
    shown.beside.show_detail()
    shown.record.show_tab(tab)
    return window.centre


def _register(window):
    window.go("disclosures", DisclosureFilter())
    shown = window.page()
    shown.close_bulk()
    shown.table.selectRow(OPENED)
    return shown


def new(window):
    window.go("disclosures", "new")
    return window.centre


def bulk(window):
    _register(window).open_bulk()
    return window.centre


def found(window):
    window.go("home")
    window.search.setText("补贴")
    window.search.look()
    return window.centre


def more(window):
    _register(window).ask_more()
    return dialog()


def keep_view(window):
    _register(window)._ask_view_name()
    return dialog()


def plan(window):
    _register(window).transfer.paste(PASTED)
    return dialog()


def roll(window):
    """A roll beside the list, its form open; where the demonstration has none, the empty page."""
    window.go("payouts", "rolls")
    section = window.page().section()
    if section.table.rows():
        section.table.selectRow(0)
        section.beside.show_detail()
        section.detail.edit()
    return window.centre


def notice(window, tab):
    window.go("notices", NoticeFilter())
    section = window.page().section()
    section.close_bulk()
    section.table.selectRow(0)
    section.beside.show_detail()
    section.record.show_tab(tab)
    return window.centre


def new_notice(window):
    window.go("notices", "new")
    form = window.page().section().entry.form
    form.set_values({"kind": "low_income_first"})
    form.edited.emit("kind")
    return window.centre


def many_notices(window):
    window.go("notices", NoticeFilter())
    window.page().section().open_bulk()
    return window.centre


def request_register(window):
    """The register with a case beside it; where the demonstration has none, the empty page."""
    window.go("requests", RequestFilter())
    section = window.page().section()
    section.table.selectRow(0)
    section.beside.show_detail()
    return section


def new_request(window):
    window.go("requests", "new")
    entry = window.page().section().entry
    if not entry.question.isHidden():
        entry.question.use_saved.click()
    form = entry.form
    form.together.set_value(together_text([{"applicant": "演示申请人乙"}]))
    form.set_values({"applicant_kind": "business"})
    form.who.form.edited.emit("applicant_kind")
    form.show_problems(request_problems(RequestDraft(), TODAY))
    form.who.name.offer([Option("1", "演示商贸有限公司", "商业企业 · 0470-0000010")])
    return window.centre


def cell_of_report(window):
    window.go("requests", RequestFilter(cell="3.new.total", year=TODAY.year))
    section = window.page().section()
    section.after.show_number("2026-0001")
    return window.centre


def split_letter(window):
    section = request_register(window)
    if not section.record.uuid:
        return window.centre
    section.split()
    return dialog()


def case(window, tab):
    section = request_register(window)
    section.record.show_tab(tab)
    return window.centre


def reply_to_request(window):
    """The form of a reply, its types open; where the demonstration has no case that runs, the empty page."""
    window.go("requests", RequestFilter(states=("running",)))
    section = window.page().section()
    section.table.selectRow(0)
    section.beside.show_detail()
    if EventKind.REPLY in section.record.steps and section.record.uuid:
        section.record.ask_step(EventKind.REPLY)
        section.record.progress.form().form.field("outcome").groups.chosen.emit("3")
        section.record.progress.form().ask()
    return window.centre


def request_dates(window):
    request_register(window).ask_dates()
    return dialog()


def payout_list(window):
    window.go("payouts", "rolls")
    window.page().section().importing.pasted(PASTED)
    return dialog()


def choices(window, group):
    window.go("settings", "choices")
    window.page().section().show_group(group)
    return window.centre


def stick(window):
    window.go("packages", "send")
    window.page().section().export()
    return dialog()


def trouble(window):
    ErrorDialog(window, UserError(FULL)).open()
    return dialog()


def handbook(window):
    window.go("home")
    window.show_help()
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, HelpWindow) and each.isVisible())


def dialog():
    settle()
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())


PLACES = {
    "home": partial(page, key="home"),
    **{f"catalog-{key}": partial(page, key="catalog", target=key) for key in CATALOG},
    "register": partial(page, key="disclosures", target=DisclosureFilter()),
    **{f"record-{tab}": partial(record, tab=tab) for tab in TABS},
    "new": new,
    "bulk": bulk,
    "search": found,
    **{f"villages-{spec.key}": partial(page, key="villages", target=spec.key) for spec in VILLAGES},
    **{f"notices-{spec.key}": partial(page, key="notices", target=spec.key) for spec in NOTICES},
    **{f"notice-{tab}": partial(notice, tab=tab) for tab in NOTICE_TABS},
    "notice-new": new_notice,
    "notice-bulk": many_notices,
    **{f"payouts-{spec.key}": partial(page, key="payouts", target=spec.key) for spec in PAYOUTS},
    "payout-roll": roll,
    "payout-list": payout_list,
    **{f"requests-{spec.key}": partial(page, key="requests", target=spec.key) for spec in REQUESTS},
    **{f"case-{tab}": partial(case, tab=tab) for tab in CASE_TABS},
    "case-reply": reply_to_request,
    "request-new": new_request,
    "request-cell": cell_of_report,
    "request-split": split_letter,
    "request-dates": request_dates,
    **{f"report-{spec.key}": partial(page, key="report", target=spec.key) for spec in REPORT},
    "report-cell": partial(page, key="report", target="3.new.person"),
    **{f"choices-{group}": partial(choices, group=group) for group in GROUP_NAMES},
    **{f"settings-{spec.key}": partial(page, key="settings", target=spec.key) for spec in SETTINGS},
    **{f"packages-{spec.key}": partial(page, key="packages", target=spec.key) for spec in PACKAGES},
    "packages-stick": stick,
    "more": more,
    "keep-view": keep_view,
    "plan": plan,
    "trouble": trouble,
    "help": handbook,
}


@pytest.mark.parametrize("place", PLACES)
def test_everything_that_is_shown_has_room(window, place):
    shown = PLACES[place](window)
    assert fitted(window) == SCREEN
    shown.grab()  # tips are given while a name is drawn
    try:
        assert unfit(_content(shown)) == []
    finally:
        window.search.clear()
        if shown is not window.centre:
            shown.close()
        settle()


def _content(shown: QWidget) -> QWidget:
    """What stands in a dialog; the centre of the window is that already."""
    host = shown.findChild(Host) if isinstance(shown, QDialog | HelpWindow) else None
    return host.content if host else shown
