"""Requests from sheets and onto sheets and paper: the plan, the rows that were refused, template, export, print."""

import pytest
from PySide6.QtGui import QDesktopServices

from app.exchange.tables import read_tables
from app.operations import request_lists, request_sheets
from app.operations.request_lists import RequestFilter
from app.ui.disclosures import saving
from app.ui.printing.preview import Preview
from app.ui.widgets.plan_dialog import PlanDialog
from tests.factory import ask
from tests.ui.requests.conftest import TODAY

HEADINGS = ("申请人", "申请渠道", "提交或送达日期", "申请事项")
GOOD = ("演示申请人己", "当面提交", "2026-03-18", "测试导入的一件")
BAD = ("演示申请人庚", "当面提交", "2026-03-99", "测试日期不对的一件")


def pasted(*rows):
    return "\n".join("\t".join(row) for row in (HEADINGS, *rows))


def listed(store):
    return ask(store, request_lists.listed, RequestFilter(), TODAY)


@pytest.fixture
def saved_to(monkeypatch, tmp_path):
    """Where the next file is written, in place of the question; nothing is opened."""
    monkeypatch.setattr(saving, "save_file", lambda _parent, _title, _patterns, path: tmp_path / path.name)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    return tmp_path


def plan_of(desk):
    return next(each for each in desk.findChildren(PlanDialog) if each.isVisible())


def test_rows_from_a_spreadsheet_are_planned_first_and_taken_as_one_step(desk, store, runner):
    desk.table.pasted.emit(pasted(GOOD, BAD))
    dialog = plan_of(desk)
    assert dialog.accept_button.text() == "导入 1 行"
    assert len(listed(store)) == 5
    dialog.accept_button.click()
    assert listed(store)[0].title == "测试导入的一件"
    assert desk.model.rowCount() == 6
    runner.undo()
    assert len(listed(store)) == 5


def test_the_refused_rows_go_to_a_file_of_their_own(desk, saved_to):
    desk.table.pasted.emit(pasted(GOOD, BAD))
    plan_of(desk).keep_button.click()
    (written,) = saved_to.glob("*.xlsx")
    assert written.stat().st_size > 0


def test_a_sheet_without_requests_is_refused_with_its_cure(desk, failures, tmp_path):
    empty = tmp_path / "空.csv"
    empty.write_text("\n", encoding="utf-8")
    desk.transfer.plan_file(empty)
    assert len(failures) == 1
    assert not desk.findChildren(PlanDialog)


def test_an_empty_sheet_to_fill_in_holds_every_column(desk, saved_to):
    desk.transfer.template()
    (written,) = saved_to.glob("*.xlsx")
    headings = {str(cell) for grid in read_tables(written) for row in grid.rows for cell in row}
    assert headings >= {column.heading for column in request_sheets.COLUMNS}


def test_what_is_exported_is_what_is_filtered_and_comes_back_unchanged(desk, saved_to, store):
    desk.bar.change(view="confirmation")
    desk.export()
    (written,) = saved_to.glob("*.xlsx")
    plan = ask(store, request_sheets.plan_file, written, TODAY)
    assert len(plan.lines) == 1
    assert plan.ready == ()


def test_the_register_is_shown_as_it_will_print(desk, failures):
    desk.bar.change(view="open")
    desk.print()
    preview = next(each for each in desk.findChildren(Preview) if each.isVisible())
    assert failures == []
    preview.done(0)
