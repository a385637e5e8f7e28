from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app import paths
from app.i18n import set_language
from app.operations import disclosures, offices
from app.rules.choices import CHOICES
from app.ui.run import ChangedElsewhere
from tests.factory import ask, do, draft, register

ENTER = Qt.Key.Key_Return


def line(form, key):
    return form.field(key).inputs()[0]


def test_the_names_of_the_office_are_corrected(store, page, qtbot, type_in):
    section = page.section()
    section.form.set_values({"name": ""})
    type_in(line(section.form, "name"), "测试旗新名称办公室")
    line(section.form, "name_mn").setFocus()
    qtbot.keyClick(line(section.form, "name_mn"), ENTER)
    assert ask(store, offices.own).name == "测试旗新名称办公室"
    assert section.facts.texts() == ["行政区划代码", "000000000", "单位层级", "苏木乡镇"]


def test_an_office_without_a_name_is_not_kept(store, page):
    section = page.section()
    section.form.set_values({"name": ""})
    section.save()
    assert section.form._boxes["name"].wrong.text() == "请填写单位名称。"
    assert ask(store, offices.own).name == "测试旗演示镇"


def test_somebody_is_added_by_the_keyboard_and_the_pin_is_not_shown(store, page, qtbot, type_in):
    section = page.choose("people")
    section.new()
    pin = line(section.add_form, "pin")
    type_in(line(section.add_form, "name"), "测试甲")
    type_in(pin, "2468")
    assert pin.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClick(pin, ENTER)
    (person,) = ask(store, offices.people)
    assert (person.name, person.has_pin) == ("测试甲", True)
    assert ask(store, offices.sign_in, person.uuid, "2468") == person
    assert section.add_form.values() == {"name": "", "pin": ""}


def test_a_name_that_is_there_already_is_said_under_the_field(store, page, failures):
    section = page.choose("people")
    do(store, offices.add_person, "测试甲")
    section.add_form.set_values({"name": "测试甲"})
    section.add_person()
    assert "已有同名人员“测试甲”" in section.add_form._boxes["name"].wrong.text()
    assert failures == []


def test_a_person_gets_another_pin_and_leaves(store, page):
    uuid = do(store, offices.add_person, "测试甲", "2468")
    section = page.choose("people")
    section.table.selectRow(0)
    section.pin_form.set_values({"pin": "12"})
    section.set_pin()
    assert section.pin_form._boxes["pin"].wrong.isVisible()
    section.pin_form.set_values({"pin": ""})
    section.set_pin()
    assert ask(store, offices.sign_in, uuid).has_pin is False
    section.table.selectRow(0)
    section.retire()
    assert ask(store, offices.people) == []
    assert section.table.model().index(0, 2).data() == "已停用"


def test_every_choice_shows_where_it_comes_from(page):
    section = page.choose("choices")
    assert "《政府信息公开条例》第二十六条" in section.form_of("timely_days")._boxes["timely_days"].hint.text()
    assert section.values()["timely_days"] == "3"
    assert set(section.values()) == set(CHOICES)


def test_choices_stand_in_groups_of_which_one_is_shown(page, qtbot):
    section = page.choose("choices")
    assert section.group() == "limits"
    qtbot.mouseClick(section.groups._chips["periods"], Qt.MouseButton.LeftButton)
    assert section.group() == "periods"
    assert line(section.form_of("period_payout"), "period_payout").isVisible()
    assert not line(section.form_of("timely_days"), "timely_days").isVisible()
    qtbot.mouseClick(section.groups._chips["periods"], Qt.MouseButton.LeftButton)
    assert section.group() == "periods"


def test_a_period_names_its_kind_of_notice_in_the_language_in_use(page):
    section = page.choose("choices")
    label = section.forms["periods"]._layout.labelForField(section.forms["periods"]._boxes["period_payout"])
    assert label.text() == CHOICES["period_payout"].text == "公示期（日）：惠民惠农惠牧补贴发放"
    set_language("mn_Mong")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert label.text() == CHOICES["period_payout"].text


def test_what_is_changed_in_several_groups_is_kept_at_once(store, page, runner):
    section = page.choose("choices")
    section.forms["privacy"].set_values({"id_style": "mask"})
    section.forms["periods"].set_values({"period_payout": 15})
    section.save()
    kept = ask(store, offices.chosen)
    assert (kept["id_style"], kept["period_payout"]) == ("mask", "15")
    runner.undo()
    assert ask(store, offices.chosen)["id_style"] == "omit"
    assert section.values()["period_payout"] == CHOICES["period_payout"].default


def test_a_choice_moves_the_due_dates_that_follow_from_it(store, page, runner):
    register(store, "测试及时公开", time_limit="及时公开", formed_on=date(2026, 3, 2))
    section = page.choose("choices")
    section.form_of("timely_days").set_values({"timely_days": "5"})
    section.save()
    (moved,) = section.moved.table.rows()
    assert (moved.title, moved.old, moved.new) == ("测试及时公开", date(2026, 3, 5), date(2026, 3, 9))
    assert ask(store, offices.chosen)["timely_days"] == "5"
    runner.undo()
    assert section.values()["timely_days"] == "3"


def test_what_was_typed_and_not_saved_stays_when_the_file_changes_elsewhere(page, runner, type_in):
    office, other = page.section(), ChangedElsewhere(7)
    type_in(line(office.form, "name_mn"), "ᠲᠤᠷᠰᠢᠯᠲᠠ")
    runner.changed.emit(other)
    assert office.form.values()["name_mn"] == "ᠲᠤᠷᠰᠢᠯᠲᠠ"
    choices = page.choose("choices")
    type_in(line(choices.form_of("yearly_month_day"), "yearly_month_day"), "03-31")
    runner.changed.emit(other)
    assert choices.values()["yearly_month_day"] == "03-31"
    choices.save()
    choices.reload()
    assert choices.values()["yearly_month_day"] == "03-31"


def test_a_choice_that_does_not_fit_is_said_and_nothing_is_kept(store, page):
    section = page.choose("choices")
    section.form_of("timely_days").set_values({"timely_days": "99"})
    section.show_group("privacy")
    section.form_of("id_style").set_values({"id_style": "mask"})
    section.save()
    assert section.group() == "limits"
    assert section.form_of("timely_days")._boxes["timely_days"].wrong.text() == "请填写 0 至 20 之间的整数。"
    assert ask(store, offices.chosen)["id_style"] == "omit"


def test_a_new_year_is_installed_and_what_moved_is_listed(store, page, tmp_path):
    do(store, disclosures.register, draft("测试跨年信息", formed_on=date(2026, 12, 20)), date(2026, 12, 21))
    file = tmp_path / "2027.toml"
    file.write_text(
        'year = 2027\nsource = "测试通知"\nissued_on = 2026-11-01\n\n'
        '[[holiday]]\nname = "元旦"\nfirst = 2027-01-01\nlast = 2027-01-03\n',
        encoding="utf-8",
    )
    section = page.choose("calendars")
    before = section.table.model().rowCount()
    section.install(file)
    assert section.table.model().rowCount() == before + 1
    assert section.table.model().index(0, 3).data() == "本单位装入"
    assert [row.title for row in section.moved.table.rows()] == ["测试跨年信息"]
    assert section.installed.text() == "2027 年已装入：放假 3 天，调休上班 0 天。"


def test_a_file_that_is_no_calendar_is_refused_with_a_sentence(page, failures, tmp_path):
    file = tmp_path / "wrong.toml"
    file.write_text("year = [", encoding="utf-8")
    page.choose("calendars").install(file)
    assert "wrong.toml" in str(failures[0])


@pytest.mark.parametrize(("key", "value", "kept"), [("theme", "dark", "dark"), ("scale", "150", 150)])
def test_a_choice_of_looks_is_kept_at_once(page, context, key, value, kept):
    section = page.choose("display")
    combo = section.form.field(key).combo
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
    assert getattr(context.preferences.current, key) == kept


def test_the_check_says_every_finding_in_a_sentence(page):
    section = page.choose("checks")
    section.start()
    assert len(section.findings) == 6
    assert all(finding.well for finding in section.findings)


def test_the_program_says_where_its_things_lie(page, store):
    texts = page.choose("about").facts.texts()
    assert str(store.path) in texts
    assert str(paths.user_log()) in texts


def test_every_section_opens_by_its_key_and_follows_the_language(page, failures):
    for key in ("office", "people", "choices", "calendars", "backups", "recycle", "log", "display", "checks", "about"):
        page.open(key)
        assert page.key() == key
    set_language("mn_Mong")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert failures == []


def test_a_record_found_by_the_search_opens_the_first_section(page):
    page.choose("about")
    page.open("0" * 32)
    assert page.key() == "office"
