"""The list of notices: views, filters, a code from a sheet, the notice beside it, what comes next."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt

from app.operations import notice_lists, notices
from app.operations.notice_lists import NoticeFilter
from app.rules.notices import NoticeMove, NoticeState, NoticeStatus
from app.ui.notices.bulk_panel import Scope
from app.ui.notices.record_panel import OBJECTIONS, PERIOD, PROGRESS, STORY
from tests.ui.notices.conftest import TODAY, VILLAGES


def rows(store, view="all"):
    with store.read() as session:
        return notice_lists.listed(session, NoticeFilter(view), TODAY)


def one(store, view):
    return rows(store, view)[0]


def state_of(store, uuid):
    with store.read() as session:
        return notice_lists.opened(session, uuid, TODAY).row.state


def test_every_view_shows_as_many_notices_as_its_chip_says(board):
    for view in notice_lists.VIEWS:
        board.bar.change(view=view)
        chip = board.bar.views._chips[view].text()
        assert chip.endswith(f" {board.model.rowCount()}"), chip


def test_the_code_on_a_sheet_finds_its_notice_also_as_people_type_it(board, store):
    wanted = one(store, "running")
    board.bar.text.setText(wanted.code.replace("-", " ").lower())
    board.bar.apply_text()
    assert [board.model.row(n).uuid for n in range(board.model.rowCount())] == [wanted.uuid]


def test_a_village_a_kind_and_a_year_narrow_the_list(board):
    board.bar._filter({"office_code": VILLAGES[0][0], "kind": "homestead", "year": "2026"})
    assert board.bar.wanted() == NoticeFilter(office_code=VILLAGES[0][0], kind="homestead", year=2026)
    assert board.model.rowCount() == 1
    board.bar._filter({"year": "2020"})
    assert board._list.currentWidget() is board.empty
    board.empty.button.click()
    assert board.bar.wanted() == NoticeFilter()
    assert board.model.rowCount() == 9


def test_the_next_step_is_the_primary_button(board, store):
    expected = {"draft": NoticeMove.REVIEW, "to_print": NoticeMove.PRINT, "over": NoticeMove.TAKE_DOWN}
    for view, move in {**expected, "to_file": NoticeMove.FILE}.items():
        board.open(one(store, view).uuid)
        dressed = [m for m, b in board.record._moves.items() if b.property("kind") == "primary" and not b.isHidden()]
        assert dressed == [move]


def test_a_draft_goes_all_the_way_from_review_to_its_archive_number(board, store, qtbot):
    uuid = one(store, "draft").uuid
    board.open(uuid)
    forms = board.record.progress.forms
    for move in (NoticeMove.REVIEW, NoticeMove.POST, NoticeMove.TAKE_DOWN, NoticeMove.FILE):
        board.record.move_on(move)
        if move is NoticeMove.TAKE_DOWN:
            forms[move].form.set_values({"reason": "演示：提前取下"})
        qtbot.mouseClick(forms[move].button, Qt.MouseButton.LeftButton)
    with store.read() as session:
        detail = notice_lists.opened(session, uuid, TODAY)
    assert detail.row.status is NoticeStatus.FILED
    assert detail.board == "演示甲嘎查公示栏"  # the village's only board
    assert detail.row.archive_number == "152525105201-2026-001"
    assert "演示甲" in "".join(board.record.progress.facts.texts())


def test_posting_without_a_name_says_so_under_the_field(board, store, failures):
    uuid = one(store, "to_print").uuid
    board.open(uuid)
    form = board.record.progress.forms[NoticeMove.POST]
    board.record.move_on(NoticeMove.POST)
    form.form.set_values({"by": ""})
    form.ask()
    assert form.form._boxes["by"].wrong.text() == "请填写张贴人。"
    assert state_of(store, uuid) is NoticeState.REVIEWED
    assert failures == []


def test_the_reason_of_the_last_day_is_told_day_by_day(board, store):
    row = one(store, "running")
    board.open(row.uuid)
    board.why()
    assert board.record._shown == PERIOD
    assert row.last_on.isoformat() in board.record.period.strip._sentence.text()
    assert "土地管理法实施条例" in board.record.period.text.text()


def test_an_objection_that_is_upheld_leads_to_a_corrected_sheet(board, store):
    uuid = one(store, "objection").uuid
    board.open(("objections", uuid))
    section = board.record.objections
    assert board.record._shown == OBJECTIONS
    section.answer.form.form.set_values({"upheld": "yes", "text": "演示：已核对，确实不对", "on": TODAY})
    section.answer.form.ask()
    assert not section.correct.isHidden()
    section.correct.click()
    assert board.record._shown == PROGRESS
    form = board.record.progress.forms[NoticeMove.CORRECT]
    form.form.set_values({"reason": "演示：面积更正"})
    form.ask()
    assert board.room.currentWidget() is board.entry
    with store.read() as session:
        assert notice_lists.opened(session, board.entry.uuid, TODAY).corrects == uuid


def test_an_objection_before_the_posting_is_refused_under_its_day(board, store):
    row = one(store, "running")
    board.open(row.uuid)
    board.record.move_on(NoticeMove.OBJECT)
    enter = board.record.objections.enter
    enter.form.set_values({"received_on": row.posted_on.replace(day=1), "content": "演示"})
    enter.ask()
    assert "早于张贴日期" in enter.form._boxes["received_on"].wrong.text()
    enter.form.set_values({"received_on": TODAY, "content": "演示：名单漏了一户", "name": "演示丁"})
    enter.ask()
    with store.read() as session:
        found = notice_lists.opened(session, row.uuid, TODAY).objections
    assert "演示：名单漏了一户" in [each.content for each in found]


def test_the_story_tells_states_in_words(board, store):
    board.open(one(store, "filed").uuid)
    board.record.show_tab(STORY)
    assert "已取下 → 已建档" in board.record.story.text.text()


def test_the_same_step_is_done_with_all_selected_notices_or_with_none(board, store, failures):
    wanted = [row.uuid for row in rows(store, "to_post")]
    board.bar.change(view="to_post")
    assert board.model.row(0)  # a list on the screen has read its rows
    board.table.selectAll()
    board.open_bulk()
    scope = board.bulk.scope()
    assert (scope.n, set(scope.uuids)) == (2, set(wanted))
    assert board.bulk.forms[NoticeMove.POST].button.text() == "对选中的 2 份登记张贴"
    board.bulk.forms[NoticeMove.TAKE_DOWN].ask()
    assert len(failures) == 1
    assert {state_of(store, uuid) for uuid in wanted} == {NoticeState.REVIEWED, NoticeState.PRINTED}
    board.bulk.forms[NoticeMove.POST].ask()
    assert {state_of(store, uuid) for uuid in wanted} == {NoticeState.RUNNING}
    with store.read() as session:
        boards = {notice_lists.opened(session, uuid, TODAY).board for uuid in wanted}
    assert boards == {"演示乙嘎查公示栏", "演示丙嘎查公示栏"}


def test_a_list_that_changed_meanwhile_is_not_touched(board, store, failures):
    board.bar.change(view="draft")
    board.open_bulk()
    board.bulk._all = Scope(5, NoticeFilter("draft"), TODAY)
    board.bulk.forms[NoticeMove.REVIEW].ask()
    assert "原来是 5 份，现在是 1 份" in str(failures[0])
    assert len(rows(store, "draft")) == 1


def test_a_removed_draft_comes_back_with_undo(board, store, runner):
    board.bar.change(view="draft")
    board.open(one(store, "draft").uuid)
    board.record.remove()
    assert board._list.currentWidget() is board.empty
    runner.undo()
    assert board.model.rowCount() == 1


def test_a_posting_photo_is_kept_with_its_notice(board, store, tmp_path):
    photo = tmp_path / "board.jpg"
    photo.write_bytes(b"\xff\xd8 not a real photo")
    uuid = one(store, "running").uuid
    board.open(uuid)
    board.record.files.add([photo])
    assert [row.name for row in board.record.files.table.rows()] == ["board.jpg"]


def test_the_page_reads_again_what_another_section_changed(board, store, runner):
    uuid = one(store, "to_print").uuid
    work = partial(notices.send_back, uuids=[uuid])
    runner.change(board, notices.RETURN, work, values={"n": 1})
    board.bar.change(view="draft")
    assert board.model.rowCount() == 2


def test_a_sheet_that_says_other_days_than_it_hangs_is_told_above_everything(board, store):
    uuid = one(store, "draft").uuid
    with store.read() as session:
        draft = notice_lists.opened(session, uuid, TODAY).draft
    planned = replace(draft, planned_on=TODAY.replace(day=10))
    steps = (
        partial(notices.edit, uuid=uuid, draft=planned),
        partial(notices.review, uuids=[uuid], reviewer="演示乙", today=TODAY),
        partial(notices.printed, uuids=[uuid], today=TODAY.replace(day=9)),
        partial(notices.post, uuids=[uuid], on=TODAY, by="演示乙", today=TODAY),
    )
    for step in steps:
        store.change(notices.EDIT, step, {"name": "演示"})
    board.open(uuid)
    assert "2026-11-10张贴" in board.record.warnings.text()
    assert not board.record.warnings.isHidden()


def test_a_filter_by_programme_from_another_page_is_seen_and_can_be_let_go(board):
    board.open(NoticeFilter(programme="演示补贴"))
    assert board.model.rowCount() == 0
    assert board.bar.filters.values() == {"programme": "演示补贴"}
    board.bar.filters.clear()
    assert board.model.rowCount() == 9
