import gc
import gettext

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QHelpEvent, QInputMethodEvent, QRawFont, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app import i18n
from app.errors import UserError
from app.settings import Settings
from app.ui import qt_words, theme, writing_mode
from app.ui.first_start.page import FirstStartPage
from app.ui.help import HelpWindow
from app.ui.main_window import MainWindow
from app.ui.messages import ErrorDialog
from app.ui.pages import PAGES as REAL_PAGES
from app.ui.preferences import Preferences
from app.ui.start import Start
from app.ui.widgets.buttons import primary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.mongolian_text import MongolianText
from app.ui.writing_mode.popups import Porthole
from app.ui.writing_mode.tips import Tip
from tests.ui.columns import activate, escaped, on_screen, place_of, view_of
from tests.ui.gallery import PAGES

pytestmark = pytest.mark.usefixtures("alone")

BICHIG = "ᠮᠣᠩᠭᠣᠯ"
WAYS = (("zh", "vertical"), ("mn_Mong", "vertical"), ("mn_Mong", "horizontal"))


@pytest.fixture
def window(context, shown, qtbot, wear):
    """The window with the pages that show every shared widget, in columns."""
    context.preferences.remember(language="mn_Mong")
    wear("mn_Mong")
    made = shown(MainWindow(context, PAGES), 1366, 768)
    made.ready()
    activate(made, qtbot)
    return made


def line_in(window, qtbot):
    window.go("disclosures")
    line = window.page().form.field("title").line
    line.setFocus()
    return line


@pytest.mark.parametrize(("language", "mode"), WAYS)
def test_every_page_opens_in_every_way_of_writing(context, shown, failures, wear, language, mode):
    context.preferences.remember(language=language, writing_mode=mode)
    wear(language, mode)
    window = shown(MainWindow(context, REAL_PAGES), 1366, 768)
    window.ready()
    for spec in REAL_PAGES:
        window.go(spec.key)
        assert window.page().isVisible()
        assert not window.grab().isNull()
    assert failures == []
    columns = language == "mn_Mong" and mode == "vertical"
    assert bool(window.centralWidget().view) == columns
    assert not columns or escaped() == []


@pytest.mark.parametrize(("language", "mode"), WAYS)
def test_dialogs_and_help_open_in_every_way_of_writing(context, shown, wear, language, mode):
    wear(language, mode)
    window = shown(MainWindow(context, PAGES))
    dialogs = [ErrorDialog(window, UserError("磁盘满了。")), HelpWindow(window)]
    for dialog in dialogs:
        dialog.show()
        assert not dialog.grab().isNull()
    assert writing_mode.vertical() != bool(len(escaped()))
    for dialog in dialogs:
        dialog.close()


def test_text_runs_down_and_columns_run_to_the_right(window, qtbot):
    line = line_in(window, qtbot)
    begin, end = (line.mapToGlobal(QPoint(x, 5)) for x in (5, 105))
    assert (end.y() - begin.y(), end.x() - begin.x()) == (100, 0)
    assert window.page().form.field("note").line.mapToGlobal(QPoint()).x() > begin.x()


def test_press_puts_the_caret_between_the_letters_under_the_pointer(window, qtbot):
    line = line_in(window, qtbot)
    line.setText("ᠨᠡᠭᠡ ᠬᠣᠶᠠᠷ ᠭᠤᠷᠪᠠ")
    view = view_of(window)
    for wanted in (0, 5, 11, len(line.text())):
        line.setCursorPosition(wanted)
        caret = line.cursorRect().center()
        line.setCursorPosition(0 if wanted else 3)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, line, caret))
        assert line.cursorPosition() == wanted


def test_arrows_go_where_they_point(window, qtbot):
    line = line_in(window, qtbot)
    line.setText("abc")
    line.setCursorPosition(0)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Down)
    assert line.cursorPosition() == 1
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Up)
    assert line.cursorPosition() == 0
    table = window.page().table
    table.setFocus()
    table.selectRow(2)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Right)
    assert table.currentIndex().row() == 3
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Left)
    assert table.currentIndex().row() == 2


def test_selection_clipboard_and_undo_work_in_columns(window, qtbot):
    line = line_in(window, qtbot)
    for letter in "abc":
        qtbot.keyClick(window.windowHandle(), letter)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A, control)
    assert line.selectedText() == "abc"
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_X, control)
    assert line.text() == ""
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_V, control)
    assert line.text() == "abc"


def test_undo_in_a_field_takes_back_what_was_typed_there(window, qtbot):
    line = line_in(window, qtbot)
    for letter in "abc":
        qtbot.keyClick(window.windowHandle(), letter)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "abc"


def test_first_start_stands_in_columns(qapp, tmp_path, qtbot, wear):
    preferences = Preferences(Settings(language="mn_Mong", theme="light"), tmp_path / "settings.json")
    start = Start(qapp, preferences, tmp_path / "new" / "office.iltod", PAGES)
    start.show()
    qtbot.waitUntil(lambda: isinstance(start.window.stack.currentWidget(), FirstStartPage))
    assert start.window.centralWidget().view is not None
    assert escaped() == []
    start.window.close()
    start.first.close()
    start.runner.close()
    start.window.deleteLater()


def test_shortcuts_of_the_window_and_of_a_form_work_in_columns(window, qtbot):
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    form = window.page().form
    form.field("title").line.setFocus()
    with qtbot.waitSignal(form.save_asked):
        qtbot.keyClick(window.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()


def test_input_method_writes_and_its_window_finds_the_caret(window, qtbot):
    line = line_in(window, qtbot)
    view = view_of(window)
    writing = QInputMethodEvent("ᠮᠣ", [QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, 2, 1, None)])
    QApplication.sendEvent(view, writing)
    assert line.text() == ""
    written = QInputMethodEvent("", [])
    written.setCommitString(BICHIG)
    QApplication.sendEvent(view, written)
    assert line.text() == BICHIG
    caret = view.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    assert abs(caret.center().y() - place_of(view, line, line.cursorRect().center()).y()) <= line.cursorRect().width()


def test_wheel_turns_the_columns(window, qtbot):
    window.go("disclosures")
    table, view = window.page().table, view_of(window)
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 20)
    place = QPointF(place_of(view, table))
    turned = QWheelEvent(
        place,
        QPointF(view.viewport().mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turned)
    assert table.verticalScrollBar().value() > 0


def test_menu_opens_right_of_its_button_and_wholly_in_sight(window, qtbot):
    window.person.showMenu()
    menu = window.person.menu()
    view = view_of(window)
    button = window.person.mapTo(window.centre, QPoint(0, window.person.height()))
    qtbot.waitUntil(lambda: menu.graphicsProxyWidget().pos().y() == button.y())
    assert view.sceneRect().contains(menu.graphicsProxyWidget().sceneBoundingRect())
    assert escaped() == []
    menu.close()


def small_dialog(window, qtbot):
    dialog = Dialog(window, "选择")
    options = [(str(number), f"选项{number}") for number in range(12)]
    form = Form((FieldSpec("kind", "种类", "choice", options=options), FieldSpec("on", "日期", "date")))
    dialog.body.addWidget(form)
    dialog.set_buttons(primary("完成", dialog.accept))
    dialog.open()
    activate(dialog, qtbot)
    return dialog, form


def test_list_in_a_small_dialog_is_shown_whole_and_can_be_pressed(window, qtbot):
    dialog, form = small_dialog(window, qtbot)
    form.field("kind").combo.showPopup()
    qtbot.waitUntil(lambda: len(dialog.findChildren(Porthole)) == 1)
    porthole = dialog.findChildren(Porthole)[0]
    popup = form.field("kind").combo.view()
    assert porthole.width() >= popup.height()
    row = popup.visualRect(popup.model().index(7, 0)).center()
    place = porthole.mapFromScene(
        popup.window().graphicsProxyWidget().mapToScene(QPointF(popup.mapTo(popup.window(), row)))
    )
    QTest.mouseMove(porthole.viewport(), place)
    QTest.mouseClick(porthole.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not dialog.findChildren(Porthole))
    dialog.close()


def test_calendar_opens_in_columns(window, qtbot):
    dialog, form = small_dialog(window, qtbot)
    form.field("on").button.click()
    qtbot.waitUntil(lambda: len(dialog.findChildren(Porthole)) == 1)
    assert escaped() == []
    dialog.close()


def test_enter_and_escape_answer_a_dialog_in_columns(window, qtbot):
    for key, answer in (
        (Qt.Key.Key_Return, Dialog.DialogCode.Accepted),
        (Qt.Key.Key_Escape, Dialog.DialogCode.Rejected),
    ):
        dialog = Dialog(window, "选择")
        dialog.set_buttons(primary("完成", dialog.accept))
        dialog.open()
        activate(dialog, qtbot)
        with qtbot.waitSignal(dialog.finished) as told:
            qtbot.keyClick(dialog.windowHandle(), key)
        assert told.args == [answer.value]


def test_tip_is_written_in_columns_and_goes_with_a_key(window, qtbot):
    view = view_of(window)
    place = place_of(view, window.person)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place)))
    tips = [each for each in on_screen() if isinstance(each, Tip)]
    assert [tip.text for tip in tips] == [window.person.toolTip()]
    assert escaped() == []
    qtbot.keyClick(view.viewport(), Qt.Key.Key_Shift)
    assert not [each for each in on_screen() if isinstance(each, Tip)]


def test_changing_language_keeps_what_is_typed_and_leaves_no_window_behind(window, context, qtbot):
    line = line_in(window, qtbot)
    page = window.page()
    line.setText("abcdef")
    line.setSelection(1, 3)
    qtbot.waitUntil(lambda: page.table.verticalScrollBar().maximum() > 20)
    page.table.verticalScrollBar().setValue(20)
    for change in (
        {"language": "zh"},
        {"language": "mn_Mong"},
        {"writing_mode": "horizontal"},
        {"writing_mode": "vertical"},
    ):
        context.preferences.change(**change)
        assert (line.text(), line.selectedText(), line.hasFocus()) == ("abcdef", "bcd", True)
        assert window.page() is page
        assert page.table.verticalScrollBar().value() == 20
        assert on_screen() == [window]
    assert escaped() == []


def test_menus_and_lists_still_open_after_turning_back_and_forth(window, context, qtbot):
    window.go("disclosures")
    combo = window.page().form.field("item").combo
    for language in ("zh", "mn_Mong", "zh"):
        window.person.showMenu()
        window.person.menu().close()
        combo.showPopup()
        combo.hidePopup()
        context.preferences.change(language=language)
    assert combo.lineEdit().placeholderText() == ""
    assert on_screen() == [window]


def test_forty_dialogs_leave_nothing_behind(window, qtbot):
    def widgets():
        gc.collect()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(QApplication.allWidgets())

    def open_one():
        dialog, form = small_dialog(window, qtbot)
        form.field("kind").combo.showPopup()
        form.field("kind").combo.hidePopup()
        dialog.accept()

    open_one()
    before = widgets()
    for _number in range(40):
        open_one()
    assert widgets() <= before


def test_mongolian_field_is_a_column_in_the_chinese_window(context, shown, qtbot, wear):
    wear("zh")
    form = shown(
        Form((FieldSpec("title", "标题"), FieldSpec("title_mn", "蒙古文名称", script="mn"), FieldSpec("note", "备注")))
    )
    column = form.findChild(MongolianText)
    assert column.view is not None
    assert 160 <= column.height() <= 200
    assert column.width() < 60
    activate(form, qtbot)
    form.field("title").line.setFocus()
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_Return)
    written = QInputMethodEvent("", [])
    written.setCommitString(BICHIG)
    QApplication.sendEvent(column.view, written)
    assert form.values()["title_mn"] == BICHIG
    QTest.keyClick(form.windowHandle(), Qt.Key.Key_Tab)
    assert form.field("note").line.hasFocus()


def test_mongolian_field_is_a_plain_one_in_columns_and_where_lines_are_wanted(shown, wear):
    for language, mode in (("mn_Mong", "vertical"), ("zh", "horizontal")):
        wear(language, mode)
        form = Form((FieldSpec("title_mn", "蒙古文名称", script="mn"),))
        assert form.findChild(MongolianText).view is None
        form.deleteLater()


def test_every_sign_of_the_catalog_is_in_the_faces_in_use(qapp, wear):
    wear("mn_Mong")
    fonts = [QRawFont.fromFont(QFont([family])) for family in theme.families("mn_Mong", vertical=True)[:2]]
    catalog = gettext.translation("app", i18n.FOLDER, ["mn_Mong"], fallback=True)
    texts = getattr(catalog, "_catalog", {}).values()
    signs = {sign for text in texts if isinstance(text, str) for sign in text if sign.isprintable() and sign != " "}
    assert [sign for sign in sorted(signs) if not any(font.supportsCharacter(ord(sign)) for font in fonts)] == []


def test_what_we_have_no_words_for_stays_as_qt_says_it():
    words = qt_words.QtWords()
    assert words.translate("QWidget", "Something new") == "Something new"
    assert words.translate("QWidget", "to") == "到"


def test_qt_speaks_our_words(qapp, wear):
    words = qt_words.QtWords(qapp)
    qapp.installTranslator(words)
    try:
        line = QLineEdit("abc")
        menu = line.createStandardContextMenu()
        texts = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
        assert texts == ["撤销", "重做", "剪切", "复制", "粘贴", "删除", "全选"]
        menu.deleteLater()
        line.deleteLater()
    finally:
        qapp.removeTranslator(words)
