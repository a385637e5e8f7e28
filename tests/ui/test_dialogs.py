"""Every dialog opens in every way of writing, and takes another way while it is open (sizes: test_room.py)."""

import os
from datetime import date, datetime

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QFontDatabase, QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QTreeView,
)

from app.errors import UserError
from app.i18n import _
from app.operations import backups, catalogs, offices, papers, villages
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.papers import PrintOptions
from app.operations.plans import Fate, PlanLine
from app.operations.request_lists import RequestFilter
from app.ui import theme
from app.ui.catalog.starter_dialog import StarterDialog
from app.ui.catalog.version_dialogs import AdoptDialog, CompareDialog, WithdrawDialog
from app.ui.disclosures.filter_dialog import FilterDialog, KeepViewDialog
from app.ui.look import NO_FACES
from app.ui.main_window import MainWindow
from app.ui.messages import ErrorDialog
from app.ui.packages.sticks import StickDialog
from app.ui.payouts.list_dialog import ListDialog
from app.ui.payouts.unmask_dialog import UnmaskDialog
from app.ui.person_menu import PinDialog
from app.ui.printing.preview import Preview
from app.ui.printing.print_panel import PrintPanel
from app.ui.report.day_dialog import SUBMITTED, DayDialog
from app.ui.requests.filter_dialog import DatesDialog
from app.ui.requests.split_dialog import SplitDialog
from app.ui.run import Job
from app.ui.settings.restore import RestoreDialog
from app.ui.villages.derive_dialog import DeriveDialog
from app.ui.villages.merge_dialog import MergeDialog
from app.ui.widgets import file_dialogs
from app.ui.widgets.buttons import primary
from app.ui.widgets.dialogs import Dialog, ProgressDialog
from app.ui.widgets.file_chooser import MOMENT, SIZE
from app.ui.widgets.plan_dialog import PlanDialog
from app.ui.writing_mode import Host
from app.ui.writing_mode.view import TransposedView
from tests.factory import TODAY, adopted, ask, do, register, table_text
from tests.request_desk import opened, registered
from tests.ui.columns import escaped
from tests.ui.gallery import PAGES
from tests.ui.packages.dialogs import DIALOGS as PACKAGE_DIALOGS

pytestmark = pytest.mark.usefixtures("alone")

LINES = [PlanLine(Fate.TAKEN, 2, "低保名单"), PlanLine(Fate.REFUSED, 5, "测试名单", "请填写信息名称。")]
ROW = ("招生", "招生计划", "实时公开")
WAYS = (("zh", "vertical"), ("mn_Mong", "vertical"), ("mn_Mong", "horizontal"))


@pytest.fixture
def window(context, shown):
    made = shown(MainWindow(context, PAGES), 1366, 768)
    made.ready()
    return made


def versions(store):
    return ask(store, catalogs.versions, TODAY)


def adopting(window, store):
    adopted(store, table_text(ROW))
    return AdoptDialog(window, window.context.runner, versions(store)[0], TODAY)


def withdrawing(window, store):
    adopted(store, table_text(ROW))
    return WithdrawDialog(window, versions(store)[0])


def comparing(window, store):
    adopted(store, table_text(ROW), name="旧目录")
    adopted(store, table_text(ROW, ("招生", "招生结果", "实时公开")), date(2026, 2, 1))
    new, old = versions(store)
    return CompareDialog(window, window.context.runner, new, [old])


def restoring(window, store):
    register(store)
    return RestoreDialog(
        window, window.context.runner, [backups.described(backups.make(store, None, datetime(2026, 3, 12, 9)))]
    )


def asking_for_a_pin(window, store):
    do(store, offices.add_person, "测试甲", "1234")
    return PinDialog(window, window.context.runner, ask(store, offices.people)[0], lambda _person: None)


def previewing(window, store):
    register(store)
    return Preview(window, window.context, papers.register_of(DisclosureFilter()))


def merging(window, store):
    (place,) = ask(store, villages.tree)
    return MergeDialog(window, window.context.runner, place, [place], TODAY)


def splitting(window, store):
    return SplitDialog(window, window.context.runner, opened(store, registered(store)))


MADE = {
    **PACKAGE_DIALOGS,
    StickDialog: lambda window, _store: StickDialog(window, window.context, "导出报送包", "导出并写入"),
    DayDialog: lambda window, _store: DayDialog(window, SUBMITTED, TODAY, TODAY),
    SplitDialog: splitting,
    DatesDialog: lambda window, _store: DatesDialog(window, RequestFilter()),
    MergeDialog: merging,
    DeriveDialog: lambda window, store: DeriveDialog(window, ask(store, villages.tree)),
    ListDialog: lambda window, _store: ListDialog(window, window.context),
    UnmaskDialog: lambda window, _store: UnmaskDialog(window, window.context, "0" * 32),
    AdoptDialog: adopting,
    WithdrawDialog: withdrawing,
    CompareDialog: comparing,
    StarterDialog: lambda window, _store: StarterDialog(window, window.context.runner),
    ErrorDialog: lambda window, _store: ErrorDialog(window, UserError("磁盘满了。")),
    PinDialog: asking_for_a_pin,
    RestoreDialog: restoring,
    FilterDialog: lambda window, _store: FilterDialog(window, window.context.runner, TODAY, DisclosureFilter()),
    KeepViewDialog: lambda window, _store: KeepViewDialog(window),
    PlanDialog: lambda window, _store: PlanDialog(window, "导入 {file}", LINES, file="名单.xlsx"),
    ProgressDialog: lambda window, _store: ProgressDialog(window, window.context.runner, Job("导入", {})),
    Preview: previewing,
    PrintPanel: lambda window, _store: PrintPanel(window, "测试", PrintOptions(), 3),
}


def content(dialog):
    """What stands in a dialog; in columns it is none of its children."""
    return dialog.findChildren(Host)[0].content


def texts(dialog):
    """What is written on a dialog."""
    yield dialog.windowTitle()
    for kind in (QLabel, QAbstractButton):
        yield from (each.text() for each in content(dialog).findChildren(kind))
    for line in content(dialog).findChildren(QLineEdit):
        yield from (line.text(), line.placeholderText())


def missing(dialog):
    """Signs that no face of the program has."""
    ours = [family for family in QApplication.font().families() if family.startswith(("GK ", "Noto Sans SC"))]
    families = [family for family in ours if family in QFontDatabase.families()]
    if not any("Sans SC" in family or "Hei" in family for family in families):
        return []  # The computer's own Chinese face serves.
    faces = [QRawFont.fromFont(QFont([family])) for family in families]
    signs = {sign for text in texts(dialog) for sign in text if sign.isprintable() and sign != " "}
    return sorted(sign for sign in signs if not any(face.supportsCharacter(ord(sign)) for face in faces))


def test_every_dialog_of_the_program_is_opened_here():
    ours = {kind for kind in Dialog.__subclasses__() if kind.__module__.startswith("app.")}
    assert ours == set(MADE)


@pytest.mark.parametrize(("language", "mode"), WAYS)
@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_dialog_opens(window, store, failures, wear, kind, language, mode):
    wear(language, mode)
    dialog = MADE[kind](window, store)
    dialog.open()
    columns = language == "mn_Mong" and mode == "vertical"
    host = dialog.findChildren(Host)[0]  # a Mongolian field in a Chinese dialog stands in columns of its own
    assert any(view.parentWidget() is host for view in dialog.findChildren(TransposedView)) == columns
    assert not columns or escaped() == []
    assert missing(dialog) == []
    assert not dialog.grab().isNull()
    assert failures == []
    dialog.done(0)


def test_open_dialog_turns_with_its_window(qapp, window, wear):
    wear("zh")
    dialog = PlanDialog(window, "导入 {file}", LINES, file="名单.xlsx")
    dialog.open()
    before = dialog.size()
    assert before.width() > before.height()
    wear("mn_Mong")
    assert dialog.width() < dialog.height()
    assert dialog.size().boundedTo(dialog.screen().availableSize()) == dialog.size()
    assert escaped() == []
    wear("zh")
    assert dialog.width() > dialog.height()
    dialog.done(0)


def chooser_answer(act):
    """Do this with the file dialog once it is there; what is left open is closed, or the test would never end."""

    def there():
        found = [each for each in QApplication.allWidgets() if isinstance(each, QFileDialog) and each.isVisible()]
        if found:
            act(found[0])
        else:
            QTimer.singleShot(20, there)

    QTimer.singleShot(20, there)


def press(text):
    """Press the button of the question that is open."""

    def pressed():
        dialogs = [each for each in QApplication.topLevelWidgets() if type(each) is Dialog and each.isVisible()]
        found = [
            each for dialog in dialogs for each in content(dialog).findChildren(QAbstractButton) if each.text() == text
        ]
        found[0].click() if found else QTimer.singleShot(20, pressed)

    QTimer.singleShot(20, pressed)


@pytest.mark.parametrize("replaced", [True, False])
def test_a_file_is_replaced_only_after_our_own_question(window, wear, tmp_path, replaced):
    wear("mn_Mong")
    there = tmp_path / "目录.xlsx"
    there.write_text("旧")

    def act(dialog):
        press(_("替换") if replaced else _("取消"))
        dialog.accept()
        if not replaced:
            dialog.reject()

    chooser_answer(act)
    answer = file_dialogs.save_file(window, "导出", [("电子表格", "*.xlsx")], there)
    assert answer == (there if replaced else None)
    assert escaped() == []


def test_file_dialog_in_columns_tells_sizes_and_days_as_everywhere(window, wear, tmp_path):
    wear("mn_Mong")
    (tmp_path / "目录.xlsx").write_bytes(b"x" * 2048)
    changed = datetime(2026, 3, 12, 9, 30).timestamp()
    os.utime(tmp_path / "目录.xlsx", (changed, changed))
    seen = []

    def act(dialog):
        tree = dialog.findChild(QTreeView, "treeView")
        if not tree.model().rowCount(tree.rootIndex()):
            QTimer.singleShot(20, lambda: act(dialog))
            return
        for column in (SIZE, MOMENT):
            option = QStyleOptionViewItem()
            index = tree.model().index(0, column, tree.rootIndex())
            tree.itemDelegateForColumn(column).initStyleOption(option, index)
            seen.append(option.text)
        assert escaped() == []
        dialog.reject()

    chooser_answer(act)
    assert file_dialogs.open_file(window, "导入", [("电子表格", "*.xlsx")], tmp_path) is None
    assert seen == [_("{n} KB").format(n="2.0"), "2026-03-12 09:30"]


def test_without_faces_for_columns_mongolian_stays_in_lines_and_says_so(context, window, monkeypatch, tmp_path):
    monkeypatch.setattr(theme.load_column_faces, "__defaults__", (tmp_path,))
    context.preferences.change(language="mn_Mong")
    assert window.findChildren(TransposedView) == []
    assert window.bar.message.text() == _(NO_FACES)
    context.preferences.change(language="zh")


def test_a_primary_button_with_a_menu_shows_its_arrow(shown):
    from app.ui.catalog.menus import menu_button

    with_menu = shown(menu_button("导入", [("打开", print)], "primary"), 200, 40)
    without = shown(primary("导入"), 200, 40)

    def light(button):
        picture = button.grab().toImage()
        end = range(picture.width() - 30, picture.width() - 6)
        return sum(picture.pixelColor(x, y).lightness() > 200 for x in end for y in range(8, picture.height() - 8))

    assert light(without) == 0
    assert light(with_menu) > 0
