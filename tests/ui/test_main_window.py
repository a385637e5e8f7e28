import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QPlainTextEdit

from app import i18n
from app.operations import offices, search
from app.ui import theme
from app.ui.main_window import MainWindow
from app.ui.person_menu import PinDialog
from app.ui.widgets.page import Page, PageSpec
from tests.ui.gallery import PAGES

ADD = "登记人员“{name}”"
CONTROL = Qt.KeyboardModifier.ControlModifier


class Diary(Page):
    """Notes what it is asked to do."""

    title = "设置"
    watches = frozenset({"person"})
    help_page = "settings"

    def __init__(self, context) -> None:
        super().__init__(context)
        self.done: list[object] = []

    def reload(self) -> None:
        self.done.append("reload")

    def open(self, target) -> None:
        self.done.append(target)

    def new(self) -> None:
        self.done.append("new")

    def print(self) -> None:
        self.done.append("print")

    def copy_record(self) -> None:
        self.done.append("copy")

    def why(self) -> None:
        self.done.append("why")

    def focus_filter(self) -> None:
        self.done.append("filter")

    def leave(self) -> None:
        self.done.append("leave")

    def retranslate(self) -> None:
        self.done.append("retranslate")


SPECS = (
    *PAGES,
    PageSpec("settings", "设置", "settings", f"{__name__}:Diary"),
    PageSpec("villages", "嘎查村", "villages", f"{__name__}:Diary"),
)


@pytest.fixture
def window(context, shown, qtbot):
    made = shown(MainWindow(context, SPECS), 1366, 768)
    made.ready()
    made.windowHandle().requestActivate()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


@pytest.fixture
def diary(window):
    window.go("settings")
    page = window.page()
    page.done.clear()
    return page


def add_person(runner, name="测试甲", pin=""):
    uuids = []
    runner.change(runner, ADD, lambda s: offices.add_person(s, name, pin), uuids.append, {"name": name})
    return uuids[0]


def test_first_page_is_shown_when_the_file_is_open(window):
    assert window.heading.text() == "今天"
    assert type(window.page()).__name__ == "PiecesPage"


def test_pages_are_made_when_they_are_first_opened_and_kept(window):
    window.go("disclosures")
    page = window.page()
    window.go("home")
    window.go("disclosures")
    assert window.page() is page
    assert window.count.text() == "· 1,284 条"


def test_count_belongs_to_the_page_that_is_shown(window):
    window.go("disclosures")
    window.go("home")
    assert not window.count.isVisible()


def test_keys_lead_to_pages_and_tell_the_page(window, diary, qtbot):
    for key, modifier in (
        (Qt.Key.Key_N, CONTROL),
        (Qt.Key.Key_P, CONTROL),
        (Qt.Key.Key_F, CONTROL),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_D, CONTROL | Qt.KeyboardModifier.ShiftModifier),
    ):
        qtbot.keyClick(window, key, modifier)
    assert diary.done == ["new", "print", "filter", "why", "copy"]
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.heading.text() == "公开台账"


def test_page_keeps_what_is_typed_when_it_is_left(window, diary):
    window.go("home")
    assert diary.done == ["leave"]


def test_hidden_page_reads_again_only_when_it_is_shown(window, diary, runner):
    window.go("home")
    diary.done.clear()
    add_person(runner)
    add_person(runner, "演示乙")
    assert diary.done == []
    window.go("settings")
    assert diary.done == ["reload"]


def test_page_reads_again_only_for_tables_it_watches(window, diary, runner):
    runner.change(runner, "选择", lambda session: offices.choose(session, "timely_days", "5"))
    assert diary.done == []
    add_person(runner)
    assert diary.done == ["reload"]


def test_page_leads_to_another_page_with_a_target(window, diary):
    window.go("home")
    diary.done.clear()
    window.page().go.emit("settings", "u1")
    assert window.page() is diary
    assert diary.done == ["u1"]


def test_bar_offers_to_undo_what_was_just_done(window, runner):
    add_person(runner)
    assert window.bar.undo.text() == "撤销“登记人员“测试甲””"
    window.bar.undo.click()
    assert window.bar.message.text() == "已撤销“登记人员“测试甲””。"


def test_language_changes_without_a_new_start(window, diary, context):
    context.preferences.change(language="mn_Mong")
    assert i18n.language() == "mn_Mong"
    assert "retranslate" in diary.done
    assert window.font().families()[0] == "GK Mongol T"


def test_size_and_colours_change_without_a_new_start(window, context):
    context.preferences.change(scale=200, theme="dark")
    assert theme.scaled(10) == 20
    assert theme.colours(window) is theme.DARK


def test_window_fits_a_small_screen_at_every_size(context, shown):
    window = shown(MainWindow(context, SPECS))
    window.ready()
    window.go("disclosures")
    assert window.minimumSizeHint().width() <= 1366
    context.preferences.change(scale=200)
    assert window.minimumSizeHint().width() <= 1366
    assert window.minimumSizeHint().height() <= 768


def test_window_stands_where_it_stood(window, context):
    window.resize(780, 500)
    window.close()
    kept = context.preferences.current.geometry
    assert QByteArray.fromBase64(kept.encode()).size() > 0
    again = MainWindow(context, SPECS)
    again.restore_place()
    assert (again.width(), again.height()) == (780, 500)
    again.deleteLater()


def test_search_finds_from_every_page_and_opens_the_record(window, runner, qtbot):
    window.search.use(search.found, search.KIND_NAMES)
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    window.search.setText("演示")
    window.search.look()
    assert [hit.name for hit in window.search.hits()] == ["测试旗演示镇"]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.heading.text() == "嘎查村"
    assert len(window.page().done[-1]) == 32


def test_search_without_an_answer_says_so_and_opens_nothing(window, qtbot):
    window.search.use(search.found, search.KIND_NAMES)
    window.search.setText("没有这个")
    window.search.look()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.heading.text() == "今天"


def test_every_control_has_a_name(window):
    window.go("disclosures")
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    nameless = [
        each
        for kind in kinds
        for each in window.findChildren(kind)
        if not isinstance(each.parent(), QComboBox | QLineEdit | QAbstractItemView)
        and not (each.accessibleName() or getattr(each, "text", str)() or each.toolTip())
    ]
    assert nameless == []


def test_only_person_sits_down_by_herself(window, runner):
    uuid = add_person(runner)
    window.person.reload()
    assert window.person.text() == "测试甲"
    assert runner.person_uuid == uuid


def test_person_with_a_pin_is_asked_for_it(window, runner):
    uuid = add_person(runner, pin="1234")
    window.person.reload()
    assert runner.person_uuid == ""
    people = []
    runner.query(runner, offices.people, people.extend)
    dialog = PinDialog(window, runner, people[0], lambda person: runner.sit(person.uuid, person.name))
    dialog.pin.setText("9999")
    dialog.check()
    assert "口令不对" in dialog.wrong.text()
    dialog.pin.setText("1234")
    dialog.check()
    assert runner.person_uuid == uuid
