from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.operations import attachments, disclosure_lists, disclosures
from app.operations.disclosure_lists import DisclosureFilter
from app.rules.disclosures import Gate, Move, Status

TODAY = date(2026, 11, 21)


def uuid_in(store, view):
    with store.read() as session:
        return disclosure_lists.uuids(session, DisclosureFilter(view=view), TODAY, 1)[0]


def detail(store, uuid):
    with store.read() as session:
        return disclosure_lists.opened(session, uuid, TODAY)


def offered(page):
    return {move for move, button in page.record._moves.items() if not button.isHidden()}


def test_only_the_moves_of_its_state_are_offered(page, store):
    page.open(uuid_in(store, "drafts"))
    assert offered(page) == {Move.SUBMIT}
    page.open(uuid_in(store, "in_review"))
    assert offered(page) == {Move.RECALL, Move.REVIEW}


def test_a_draft_is_submitted_and_taken_back(page, store):
    uuid = uuid_in(store, "drafts")
    page.open(uuid)
    page.record._moves[Move.SUBMIT].click()
    assert detail(store, uuid).row.status is Status.IN_REVIEW
    assert page.record.status.text() == "待审核"
    page.record._moves[Move.RECALL].click()
    assert detail(store, uuid).row.status is Status.DRAFT


def test_a_review_starts_signed_by_the_person_at_the_desk(page, store):
    page.open(uuid_in(store, "in_review"))
    page.record.move_on(Move.REVIEW)
    assert page.record.review.form.reviewer.text() == store.desk.person


def test_a_review_needs_every_gate(page, store):
    uuid = uuid_in(store, "in_review")
    page.open(uuid)
    form = page.record.review.form
    form.lines[0].passed.click()
    form.submit()
    assert form.lines[0].wrong.isHidden()
    assert "还有未审的关" in form.lines[1].wrong.text()
    assert detail(store, uuid).row.status is Status.IN_REVIEW


def test_one_closed_gate_needs_a_reason_and_sends_the_item_back(page, store):
    uuid = uuid_in(store, "in_review")
    page.open(uuid)
    form = page.record.review.form
    form.pass_all()
    form.lines[3].refused.click()
    form.submit()
    assert "写明理由" in form.lines[3].wrong.text()
    form.lines[3].note.setText("附件里有内部信息")
    form.submit()
    found = detail(store, uuid)
    assert found.row.status is Status.RETURNED
    assert {r.gate for r in found.reviews} == set(Gate)
    assert len(page.record.review.table.rows()) == 5


def test_five_open_gates_let_the_item_out_and_channels_are_entered(page, store):
    uuid = uuid_in(store, "in_review")
    page.open(uuid)
    page.record.review.form.pass_all()
    page.record.review.form.submit()
    assert offered(page) == {Move.PUBLISH, Move.RECALL}
    page.record.move_on(Move.PUBLISH)
    channels = page.record.channels.publish
    channels.form.set_values({"channels": ("website", "board")})
    channels.ask()
    found = detail(store, uuid)
    assert found.row.status is Status.PUBLISHED
    assert found.row.published_on == TODAY
    assert found.row.channels == ("website", "board")
    assert len(page.record.channels.table.rows()) == 2


def test_a_channel_needs_a_day_that_is_not_in_the_future(page, store):
    page.open(uuid_in(store, "to_publish"))
    channels = page.record.channels.publish
    channels.form.set_values({"channels": ("website",), "published_on": date(2026, 11, 22)})
    channels.ask()
    assert "晚于今天" in channels.form._boxes["published_on"].wrong.text()


def test_the_same_channel_on_the_same_day_is_refused_with_a_sentence(page, store, failures):
    uuid = uuid_in(store, "to_publish")
    page.open(uuid)
    for _time in range(2):
        page.record.channels.publish.form.set_values({"channels": ("website",)})
        page.record.channels.publish.ask()
    assert ["已登记过这个渠道" in str(error) for error in failures] == [True]
    assert len(detail(store, uuid).events) == 1


def test_taking_down_needs_a_reason_which_stays_and_the_item_can_come_back(page, store, runner):
    uuid = uuid_in(store, "off_web")
    page.open(uuid)
    reason = page.record.channels.withdraw
    reason.ask()
    assert "理由" in reason.form._boxes["reason"].wrong.text()
    reason.form.set_values({"reason": "内容有误"})
    reason.ask()
    assert detail(store, uuid).withdrawn_reason == "内容有误"
    assert "内容有误" in page.record.channels.withdrawn.text()
    page.record._moves[Move.REPUBLISH].click()
    assert detail(store, uuid).row.status is Status.PUBLISHED
    runner.undo()
    assert detail(store, uuid).row.status is Status.WITHDRAWN


def test_delete_takes_selected_drafts_away_and_undo_brings_them_back(page, runner):
    page.bar.views._press("drafts", True)
    before = page.model.rowCount()
    page.table.selectRow(0)
    page.table.setFocus()
    page.table.remove_asked.emit(page.table.selected_uuids())
    assert page.model.rowCount() == before - 1
    runner.undo()
    assert page.model.rowCount() == before


def test_what_was_public_cannot_be_deleted(page, store, failures):
    uuid = uuid_in(store, "off_web")
    page.open(uuid)
    assert page.record._own[-1].isHidden()
    page.table.remove_asked.emit([uuid])
    assert "不能删除" in str(failures[0])


def test_files_are_dropped_on_a_record_and_opened(page, store, tmp_path, viewer):
    uuid = uuid_in(store, "drafts")
    page.open(uuid)
    file = tmp_path / "公告正文.txt"
    file.write_text("测试")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    files = page.record.files
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    files.dropEvent(event)
    assert [row.name for row in files.table.rows()] == ["公告正文.txt"]
    files._open(files.table.rows()[0])
    assert viewer.paths[0].read_text() == "测试"


def test_the_same_file_twice_is_said_and_stored_once(page, store, tmp_path, qtbot):
    page.open(uuid_in(store, "drafts"))
    file = tmp_path / "一份.txt"
    file.write_text("一样的内容")
    page.record.files.add([file])
    with qtbot.waitSignal(page.said) as told:
        page.record.files.add([file])
    assert "只存一份" in told.args[0]


def test_a_file_named_by_an_identity_number_is_refused(page, store, tmp_path, failures):
    page.open(uuid_in(store, "drafts"))
    file = tmp_path / "11010119900307001X.txt"
    file.write_text("测试")
    page.record.files.add([file])
    assert "文件名" in str(failures[0])
    assert list(page.record.files.table.rows()) == []


def test_a_file_is_saved_elsewhere_and_taken_off(page, store, tmp_path, monkeypatch):
    uuid = uuid_in(store, "drafts")
    store.change("附件", lambda session: attachments.attach(session, uuid, "表.txt", b"abc"))
    page.open(uuid)
    target = tmp_path / "另存.txt"
    monkeypatch.setattr("app.ui.disclosures.files_section.save_file", lambda *_args: target)
    files = page.record.files
    files._save(files.table.rows()[0])
    assert target.read_bytes() == b"abc"
    files._remove(files.table.rows()[0])
    assert list(files.table.rows()) == []


def test_the_story_tells_in_words_what_a_person_changed_and_nothing_the_program_wrote(page, store):
    uuid = uuid_in(store, "drafts")
    page.open(uuid)
    page.record.entry.form.set_values({"note": "改过的备注", "formed_on": date(2026, 11, 20)})
    page.record.entry.save()
    page.record.show_tab("story")
    text = page.record.story.text.text()
    assert f"{store.desk.person} 修改公开信息" in text
    assert "备注：（空） → 改过的备注" in text
    assert "due_on" not in text
    assert "began_on" not in text


@pytest.mark.parametrize("tab", ["due", "channels", "review", "files", "story"])
def test_each_section_is_shown_alone(page, tab):
    page.table.selectRow(0)
    page.record.tabs._press(tab, True)
    assert [key for key, section in page.record.sections.items() if not section.isHidden()] == [tab]


def test_without_required_review_a_draft_may_be_published_at_once(page, store):
    from app.operations import offices

    store.change("选择", lambda session: offices.choose(session, "review_required", "no"))
    uuid = uuid_in(store, "drafts")
    page.open(uuid)
    assert Move.PUBLISH in offered(page)
    with store.read() as session:
        assert not disclosures.review_required(session)
