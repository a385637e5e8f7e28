from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.operations import exceptions
from app.rules.catalog import ExceptionDraft, Ground
from app.store.database import Desk
from tests.factory import TODAY, ask, do


@pytest.fixture
def section(store, page):
    store.desk = Desk("1" * 32, "演示甲")
    return page.choose("exceptions")


def entered(store, subject, day):
    draft = ExceptionDraft(subject, Ground.TRADE_SECRET, "测试理由", "演示乙", day)
    return do(store, exceptions.add, draft, TODAY)


def test_a_matter_is_entered_by_the_keyboard_alone(store, section, qtbot, type_in):
    section.new()
    type_in(section.form.field("subject").inputs()[0], "测试企业报价")
    ground = section.form.field("ground").combo
    ground.setFocus()
    for _press in range(4):
        qtbot.keyClick(ground, Qt.Key.Key_Down)
    type_in(section.form.field("reason").inputs()[0], "企业书面提出")
    last = section.form.field("decided_on").inputs()[0]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return)
    (row,) = ask(store, exceptions.listed, TODAY)
    assert (row.subject, row.ground, row.reviewer) == ("测试企业报价", Ground.TRADE_SECRET, "演示甲")
    assert section.table.current().uuid == row.uuid


def test_what_is_missing_is_said_under_its_field(store, section):
    section.new()
    section.save()
    wrong = [key for key in ("subject", "ground", "reason") if section.form._boxes[key].wrong.isVisible()]
    assert wrong == ["subject", "ground", "reason"]
    assert ask(store, exceptions.listed, TODAY) == []


def test_matters_to_look_at_again_come_first_and_say_so(store, section):
    entered(store, "测试新的", date(2026, 3, 1))
    entered(store, "测试旧的", date(2024, 3, 1))
    section.reload()
    assert [row.subject for row in section.table.rows()] == ["测试旧的", "测试新的"]
    assert section.table.model().index(0, 3).data() == "应当复查 · 2025-03-01"


def test_looking_again_moves_the_next_time(store, section):
    uuid = entered(store, "测试旧的", date(2024, 3, 1))
    section.open(uuid)
    section.reload()
    section.confirm()
    (row,) = ask(store, exceptions.listed, TODAY)
    assert (row.review_again_on, row.reviewer) == (date(2027, 3, 18), "演示甲")


def test_a_matter_that_can_be_disclosed_is_taken_off_and_undone(store, section, runner):
    section.open(entered(store, "测试旧的", date(2024, 3, 1)))
    section.reload()
    section.remove()
    assert section.table.rows() == []
    assert section.room.currentWidget() is section.empty
    runner.undo()
    assert len(section.table.rows()) == 1


def test_what_is_being_typed_survives_a_change_elsewhere(store, section, runner):
    section.new()
    section.form.set_values({"subject": "正在填写"})
    draft = ExceptionDraft("别处登记", Ground.PRIVACY, "理由", "演示乙", TODAY)
    runner.change(section, exceptions.ADD, lambda s: exceptions.add(s, draft, TODAY), values={"name": ""})
    assert section.form.isVisible()
    assert section.form.values()["subject"] == "正在填写"
    assert len(section.table.rows()) == 1
