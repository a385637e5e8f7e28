"""Printing many at once, all objections, the archive with its query log."""

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from app.operations import notice_lists
from app.operations.notice_lists import NoticeFilter
from app.rules.notices import NoticeState
from app.ui.notices.archive import BOX, LOG
from app.ui.notices.batch import CHOSEN, WHOLE
from app.ui.notices.bulk_panel import Scope
from app.ui.printing.preview import Preview
from tests.ui.notices.conftest import TODAY

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def batch(page):
    return page.choose("batch")


def listed(store, view):
    with store.read() as session:
        return notice_lists.listed(session, NoticeFilter(view), TODAY)


def test_a_batch_writes_every_sheet_and_marks_them_printed(batch, store, tmp_path):
    assert not batch.start_button.isEnabled()
    batch.use_folder(tmp_path / "out")
    assert batch.start_button.text() == "存成 1 份公示单"
    (row,) = batch.table.rows()
    batch.start()
    (file,) = (tmp_path / "out").glob("*.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))
    assert row.code in text
    with store.read() as session:
        assert notice_lists.opened(session, row.uuid, TODAY).row.state is NoticeState.PRINTED
    assert batch.table.rows() == []


def test_a_second_run_draws_nothing_again(batch, tmp_path):
    batch.show_view("to_post")
    batch.use_folder(tmp_path / "out")
    batch.start()
    batch.start()
    assert "这次新画 0 份，已经画好没有重画的 2 份" in batch.done.text()


def test_what_was_chosen_in_the_list_is_bound_into_one_file(page, batch, store, tmp_path):
    uuids = tuple(row.uuid for row in listed(store, "all"))
    page.section().go.emit("batch", Scope(len(uuids), NoticeFilter(), TODAY, uuids))
    assert batch.views.current() == CHOSEN
    assert len(batch.table.rows()) == 8  # without the draft
    batch.table.selectRow(0)
    batch.form.set_values({"way": WHOLE})
    batch.use_folder(tmp_path / "out")
    assert len(batch.batch().uuids) == 8
    assert batch.batch().one_file


def test_the_folder_is_remembered(batch, context, tmp_path, page):
    batch.use_folder(tmp_path / "out")
    from app.ui.notices.batch import BatchSection

    assert BatchSection(context).folder == tmp_path / "out"


def test_objections_to_answer_stand_first_and_are_answered_here(page, store):
    section = page.choose("objections")
    assert [line.objection.content for line in section.table.rows()] == ["演示：面积不对"]
    section.table.selectRow(0)
    section.answer.form.form.set_values({"upheld": "no", "text": "演示：核对无误", "on": TODAY})
    section.answer.form.ask()
    assert section.table.rows() == []
    section.show_view("all")
    assert section.table.rows()[0].objection.upheld is False


def test_an_objection_leads_to_its_notice(page, store):
    section = page.choose("objections")
    section.table.selectRow(0)
    section.go_button.click()
    assert page.key() == "notices"
    assert page.section().record.uuid == listed(store, "objection")[0].uuid


def test_what_is_filed_is_found_by_words_and_by_code(page, store):
    section = page.choose("archive")
    filed = listed(store, "filed")
    assert [row.uuid for row in section.box.rows()] == [row.uuid for row in filed]
    section.open("演示丙")
    assert [row.village for row in section.box.rows()] == ["演示丙嘎查"]
    section.bar.change(text=filed[1].code)
    assert [row.uuid for row in section.box.rows()] == [filed[1].uuid]
    section.bar.change(text="查不到的字")
    assert section.room.currentWidget() is section.empty


def test_only_filed_notices_are_in_the_archive(page, store):
    section = page.choose("archive")
    section.open(listed(store, "running")[0].number)
    assert section.box.rows() == []


def test_a_query_is_kept_with_name_and_purpose_and_the_number_masked(page, store):
    section = page.choose("archive")
    section.box.selectRow(0)
    section.form.form.set_values({"name": f"演示丁 {ID_NUMBER}", "purpose": "演示：核对补贴"})
    section.form.ask()
    section.show_view(LOG)
    (row,) = section.log.rows()
    assert (row.purpose, row.person) == ("演示：核对补贴", "演示甲")
    assert ID_NUMBER not in row.name
    assert row.name.startswith("演示丁")
    section.show_view(BOX)
    assert "1 次" in section.form.count.text()


def test_a_query_without_a_name_is_not_kept(page, store):
    section = page.choose("archive")
    section.box.selectRow(0)
    section.form.ask()
    assert section.form.form._boxes["name"].wrong.text() == "请填写查询人。"
    assert section.log.rows() == []


def test_what_a_villager_is_shown_has_no_note_of_the_office(page, store):
    section = page.choose("archive")
    section.box.selectRow(0)
    assert "《社会救助暂行办法》" in "".join(section.words.texts())
    assert not any("备注" in text for text in section.facts.texts())
    assert section.grid.table().rows


def test_the_log_and_the_box_are_put_on_paper(page, alone):
    section = page.choose("archive")
    for put in (section.print, section.print_log):
        put()
        preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
        assert preview.drawn.pages >= 1
        preview.close()
