from datetime import date

import pytest
from openpyxl import load_workbook

from app.operations import disclosure_lists
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.papers import Kind
from app.ui.printing.preview import Preview
from app.ui.widgets.plan_dialog import PlanDialog

TODAY = date(2026, 11, 21)
HEAD = "信息名称\t文号\t形成日期\t责任科室\t公开日期\t公开渠道\t备注\t公开时限"


def block(rows=300, bad=()):
    lines = [HEAD]
    for n in range(1, rows + 1):
        formed = "2026-02-30" if n in bad else f"2026-{n % 10 + 1:02d}-05"
        lines.append(f"测试粘贴{n:03d}\t{n:08d}\t{formed}\t演示科\t\t\t第{n}行\t")
    return "\n".join(lines)


def plan(page):
    return page.findChildren(PlanDialog)[-1]


def pasted(store):
    with store.read() as session:
        pages = disclosure_lists.DisclosurePages(DisclosureFilter(responsible="演示科"), TODAY)
        return [*pages.page(session, 0), *pages.page(session, 1)]


def test_three_hundred_pasted_rows_keep_their_order_and_zeros(page, store, runner):
    page.table.pasted.emit(block())
    plan(page).accept_button.click()
    rows = pasted(store)
    assert [row.title for row in reversed(rows)] == [f"测试粘贴{n:03d}" for n in range(1, 301)]
    assert [row.document_number for row in reversed(rows)] == [f"{n:08d}" for n in range(1, 301)]
    runner.undo()
    assert pasted(store) == []


def test_nothing_is_written_before_the_plan_is_accepted(page, store):
    page.table.pasted.emit(block(5))
    plan(page).reject()
    assert pasted(store) == []


def test_refused_rows_are_written_with_their_reasons_and_as_they_stood(page, tmp_path, chosen_path, store):
    target = tmp_path / "refused.xlsx"
    chosen_path(target)
    page.transfer.paste(block(10, bad={3, 7}))
    plan(page).keep_refused.emit()
    sheet = [[cell.value for cell in row] for row in load_workbook(target).active.iter_rows()]
    head, *rows = sheet
    assert head[:2] == ["原行号", "信息名称"]
    assert head[-1] == "未采纳原因"
    assert [row[1] for row in rows] == ["测试粘贴003", "测试粘贴007"]
    assert [row[2] for row in rows] == ["00000003", "00000007"]
    assert all(row[-1] for row in rows)
    plan(page).accept_button.click()
    assert len(pasted(store)) == 8


def test_a_file_is_planned_and_imported(page, tmp_path, store):
    path = tmp_path / "rows.csv"
    path.write_text(block(4).replace("\t", ","), encoding="utf-8-sig")
    page.transfer.plan_file(path)
    plan(page).accept_button.click()
    assert len(pasted(store)) == 4


def test_a_clipboard_without_rows_says_what_to_do(page, failures):
    page.transfer.paste("只是一句话")
    assert "列名" in str(failures[0])


def test_the_template_has_the_columns_of_the_import(page, tmp_path, chosen_path, viewer):
    chosen_path(tmp_path / "template.xlsx")
    page.transfer.template()
    head = [cell.value for cell in next(load_workbook(tmp_path / "template.xlsx").active.iter_rows())]
    assert "信息名称" in "".join(str(cell) for cell in head)
    assert viewer.paths == [tmp_path / "template.xlsx"]


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_the_filtered_list_is_exported(page, tmp_path, chosen_path, name, qtbot):
    chosen_path(tmp_path / name)
    page.bar.views._press("in_review", True)
    with qtbot.waitSignal(page.said) as told:
        page.export()
    assert name in told.args[0]
    if name.endswith(".csv"):
        lines = (tmp_path / name).read_text(encoding="utf-8-sig").splitlines()
    else:
        lines = list(load_workbook(tmp_path / name).active.iter_rows())
    assert len(lines) == page.model.rowCount() + 1


def preview(page):
    return page.findChildren(Preview)[-1]


@pytest.mark.parametrize(("sheet", "kind"), [("print", Kind.REGISTER), ("print_due", Kind.DUE)])
def test_the_filtered_list_is_shown_as_it_will_print(page, sheet, kind):
    page.bar.views._press("overdue", True)
    getattr(page, sheet)()
    assert preview(page).drawn.paper.kind is kind
    assert preview(page).drawn.paper.about["view"] == "overdue"
    assert preview(page).drawn.pdf.startswith(b"%PDF")


def test_the_review_slip_and_the_due_reason_of_one_item_are_shown(page):
    page.bar.views._press("in_review", True)
    page.table.selectRow(0)
    for kind, signal in ((Kind.SLIP, page.record.slip_asked), (Kind.REASON, page.record.reason_asked)):
        signal.emit(page.record.uuid)
        assert preview(page).drawn.paper.kind is kind
        preview(page).reject()


def test_a_sheet_that_cannot_be_written_leaves_no_half_file_and_says_so(page, tmp_path, failures):
    page.print()
    preview(page).save_to(tmp_path / "gone" / "sheet.pdf")
    assert "sheet.pdf" in str(failures[0])
    assert not (tmp_path / "gone").exists()


def test_a_cancelled_import_keeps_nothing(page, store, runner):
    runner.job_progressed.connect(lambda job, _done, _total: job.cancel())
    page.transfer.paste(block(300))
    for dialog in page.findChildren(PlanDialog):
        dialog.accept_button.click()
    assert pasted(store) == []
