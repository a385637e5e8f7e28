import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from app.operations import history, offices
from app.operations.packages import errands, trust
from app.sheets.facts import facts
from app.ui.packages.recovery_dialog import RecoveryDialog
from app.ui.packages.sticks import StickDialog
from app.ui.packages.trust_dialogs import CardDialog, EnrolDialog, RevokeDialog
from app.ui.printing.printer import PrintJob
from tests.factory import ask, do
from tests.ui.packages.conftest import BANNER, NOW, TODAY, Office


@pytest.fixture
def tab(page):
    return page.choose("trust")


@pytest.fixture
def card(banner, stick):
    """The banner's card on the stick."""
    return ask(banner.store, trust.write_own_card, banner.keys, stick, NOW, "公开办一号机")


def dialog(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def wrong(form, key):
    return form._boxes[key].wrong.text()


def enrolled(tab, card, told):
    """Read a card and type what was heard; the dialog."""
    tab.take_card(card)
    asked = dialog(EnrolDialog)
    asked.form.set_values({"told": told})
    asked.enrol()
    return asked


def test_the_fingerprint_to_read_out_is_that_of_the_card(tab, township):
    assert tab.fingerprint.text() == township.card().key.fingerprint
    assert tab.room.currentWidget() is tab.empty


def test_a_card_says_whose_it_is_but_not_its_fingerprint(tab, card, banner):
    tab.take_card(card)
    told = " ".join(dialog(EnrolDialog).facts.texts())
    assert "演示旗（152500）" in told
    assert "公开办一号机" in told
    assert banner.card().key.fingerprint not in told
    dialog(EnrolDialog).reject()


def test_another_fingerprint_is_refused_and_the_right_one_is_not_given_away(tab, card, banner, store):
    asked = enrolled(tab, card, "ABCD-EFGH-JKMN")
    assert "与登记卡不符" in wrong(asked.form, "told")
    assert banner.card().key.fingerprint not in wrong(asked.form, "told")
    assert ask(store, trust.listed) == []
    asked.reject()


def test_nothing_is_registered_before_the_fingerprint_was_heard(tab, card, store):
    asked = enrolled(tab, card, "")
    assert wrong(asked.form, "told") == "请写下电话里听到的指纹。"
    assert ask(store, trust.listed) == []
    asked.reject()


def test_the_fingerprint_may_be_typed_as_it_is_heard(tab, card, banner, store, runner):
    enrolled(tab, card, banner.card().key.fingerprint.lower().replace("-", " "))
    (row,) = tab.table.rows()
    assert (row.office_name, row.name, row.role, row.enrolled_on) == ("演示旗", "公开办一号机", "above", TODAY)
    runner.undo()
    assert ask(store, trust.listed) == []
    assert tab.room.currentWidget() is tab.empty


def test_enter_in_the_field_registers(tab, card, banner, store, qtbot):
    tab.take_card(card)
    asked = dialog(EnrolDialog)
    asked.form.set_values({"told": banner.card().key.fingerprint})
    qtbot.keyClick(asked.form.field("told").inputs()[0], Qt.Key.Key_Return)
    assert len(ask(store, trust.listed)) == 1


def test_a_file_that_is_no_card_is_refused_with_a_sentence(tab, stick, failures):
    (stick / "zwgk-1-key.json").write_text("{}")
    tab.take_card(stick / "zwgk-1-key.json")
    assert "不是登记卡" in str(failures[0])


def test_a_key_is_taken_back_with_a_reason_only(tab, card, banner, store):
    enrolled(tab, card, banner.card().key.fingerprint)
    tab.table.selectRow(0)
    tab.revoke()
    asked = dialog(RevokeDialog)
    asked.revoke()
    assert wrong(asked.form, "reason") == "请写明停用的原因。"
    asked.form.set_values({"reason": "电脑报废"})
    asked.revoke()
    (row,) = ask(store, trust.listed)
    assert (row.revoked_on, row.revoked_reason) == (TODAY, "电脑报废")
    tab.table.selectRow(0)
    assert "电脑报废" in tab.facts.texts()
    assert list(tab._actions(tab.table.rows()[0])) == []


def test_the_card_of_this_computer_goes_to_the_stick_under_the_name_it_was_given(tab, stick, context):
    said = []
    tab.said.connect(said.append)
    tab.export_card()
    asked = dialog(CardDialog)
    asked.form.set_values({"device": "党政办一号机"})
    asked.go_on()
    dialog(StickDialog).use(stick)
    card = trust.read(stick / "zwgk-152500101-key.json")
    assert card.device_name == "党政办一号机"
    assert context.preferences.current.last["device_name"] == "党政办一号机"
    assert "约好打电话核对指纹" in said[0]


def test_the_recovery_key_is_shown_once_and_kept_nowhere(tab, context, tmp_path, home):
    QGuiApplication.clipboard().clear()
    tab.recovery()
    shown = dialog(RecoveryDialog)
    shown.make_button.click()
    secret = "".join(shown.secret.text().split())
    assert secret.startswith("AGE-SECRET-KEY-1")
    assert len(secret) == 74
    shown.reject()
    assert shown.isVisible()  # Escape does not lose what can never be seen again
    shown.make_button.click()
    for folder in (tmp_path, home):
        for file in folder.rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes()
    assert QGuiApplication.clipboard().text() == ""
    assert secret not in str(context.preferences.current)


def test_the_recovery_key_is_printed_without_being_written_anywhere_else(tab, tmp_path):
    tab.recovery()
    shown = dialog(RecoveryDialog)
    shown.make_button.click()
    secret = "".join(shown.secret.text().split())
    shown.print()
    shown.panel.reject()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    text = "".join(page_text(shown.pages.pdf).split())
    assert secret in text
    assert "保险柜" in text
    assert secret not in " ".join(facts(shown.pages.pdf).properties)
    shown.print_on(printer, PrintJob("", (0,), "a4", False))
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert "已送到打印机" in shown.more.text()
    shown.make_button.click()


def page_text(pdf):
    document = PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    return text


def test_the_recovery_key_is_never_saved_as_a_file(tab):
    tab.recovery()
    shown = dialog(RecoveryDialog)
    shown.make_button.click()
    shown.print()
    shown.panel.save_asked.emit()
    shown.panel.reject()
    assert "不存成文件" in shown.more.text()
    shown.make_button.click()


def test_another_recovery_key_is_made_only_knowingly(tab):
    first = trust.make_recovery(errands.keys_folder())
    before = trust.recovery(errands.keys_folder())
    tab.recovery()
    shown = dialog(RecoveryDialog)
    assert "已经生成过" in shown.more.text()
    assert not shown.secret.isVisible()
    shown.reject()
    assert trust.recovery(errands.keys_folder()) == before
    assert first


def test_a_recovery_key_made_later_reaches_the_other_office_with_a_new_card(tab, card, banner, store, stick):
    enrolled(tab, card, banner.card().key.fingerprint)
    trust.make_recovery(banner.keys)
    again = ask(banner.store, trust.write_own_card, banner.keys, stick, NOW, "公开办一号机")
    asked = enrolled(tab, again, banner.card().key.fingerprint)
    assert len(ask(store, trust.listed)) == 1
    do(store, offices.choose, "package_private", "sealed")
    sender = Office(store, errands.keys_folder())
    sender.disclose()
    assert sender.export().sealed
    assert not asked.isVisible()


def test_the_history_names_the_office(tab, card, banner, store):
    enrolled(tab, card, banner.card().key.fingerprint)
    assert ask(store, history.done)[0].title == f"登记“{BANNER.name}”的密钥"
