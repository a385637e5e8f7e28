from datetime import date

import pytest

from app.operations import disclosure_lists
from app.operations.disclosure_lists import DisclosureFilter
from app.rules.disclosures import Status

TODAY = date(2026, 11, 21)


def rows(store, **wanted):
    with store.read() as session:
        pages = disclosure_lists.DisclosurePages(DisclosureFilter(**wanted), TODAY)
        return pages.page(session, 0)


@pytest.fixture
def drafts(page):
    """The page showing the drafts, ready for bulk work on all of them."""
    page.bar.views._press("drafts", True)
    page.open_bulk()
    return page


def test_the_button_says_the_exact_number_of_what_is_filtered(drafts):
    n = drafts.model.rowCount()
    assert drafts.bulk.edit_button.text() == f"对筛选出的 {n} 条修改"
    drafts.bar.change(text="保险")
    assert drafts.bulk.edit_button.text() == f"对筛选出的 {drafts.model.rowCount()} 条修改"


def test_the_button_speaks_of_the_selection_when_there_is_one(drafts):
    drafts.table.selectRow(1)
    drafts.open_bulk()
    assert drafts.bulk.edit_button.text() == "对选中的 1 条修改"
    drafts.bulk.filtered.click()
    assert drafts.bulk.edit_button.text() == f"对筛选出的 {drafts.model.rowCount()} 条修改"


def test_blank_fields_keep_what_they_hold_and_one_undo_takes_all_back(drafts, store, runner):
    before = rows(store, view="drafts")
    drafts.bulk.form.set_values({"note": "统一备注"})
    drafts.bulk.edit()
    after = rows(store, view="drafts")
    assert {row.note for row in after} == {"统一备注"}
    assert [row.responsible for row in after] == [row.responsible for row in before]
    runner.undo()
    assert [row.note for row in rows(store, view="drafts")] == [row.note for row in before]


def test_nothing_filled_in_changes_nothing_and_says_so(drafts, failures):
    drafts.bulk.edit()
    assert "没有改动" in str(failures[0])


def test_all_filtered_drafts_are_submitted_in_one_operation(drafts, store, runner):
    n = drafts.model.rowCount()
    reviewed = len(rows(store, view="in_review"))
    drafts.bulk.submit()
    assert len(rows(store, view="in_review")) == reviewed + n
    runner.undo()
    assert len(rows(store, view="drafts")) == n


def test_published_items_are_withdrawn_in_bulk_with_one_reason(page, store, runner):
    page.bar.views._press("off_web", True)
    n = page.model.rowCount()
    page.open_bulk()
    page.bulk.reason.form.set_values({"reason": "机构撤并"})
    page.bulk.reason.ask()
    withdrawn = rows(store, view="withdrawn")
    assert len(withdrawn) == n
    runner.undo()
    assert rows(store, view="withdrawn") == []


def test_channels_are_entered_for_all_that_wait_for_them(page, store):
    page.bar.views._press("to_publish", True)
    uuids = [page.model.row(n).uuid for n in range(page.model.rowCount())]
    page.open_bulk()
    page.bulk.channel.form.set_values({"channels": ("website",)})
    page.bulk.channel.ask()
    public = [row for row in rows(store) if row.uuid in uuids]
    assert {row.status for row in public} == {Status.PUBLISHED}
    assert len(public) == len(uuids) > 0


def test_one_item_that_does_not_fit_stops_the_whole(page, store, failures):
    page.open_bulk()
    before = [row.status for row in rows(store)]
    page.bulk.submit()
    assert "可以提交审核" in str(failures[0])
    assert [row.status for row in rows(store)] == before


def test_a_number_that_is_no_longer_true_stops_the_work(drafts, store, failures):
    uuid = drafts.model.row(0).uuid
    from app.operations import disclosures

    store.change("别处", lambda session: disclosures.remove(session, [uuid]))
    drafts.bulk.form.set_values({"note": "不该写入"})
    drafts.bulk.edit()
    assert "没有处理" in str(failures[0])
    assert "不该写入" not in {row.note for row in rows(store)}


def test_rows_known_only_by_their_places_are_resolved_from_the_list(page, store):
    from app.ui.disclosures.bulk_panel import Scope

    expected = [page.model.row(n).uuid for n in (3, 4, 5, 9)]
    scope = Scope(4, page.bar.wanted(), TODAY, (), ((3, 5), (9, 9)))
    with store.read() as session:
        assert scope.resolved(session) == expected


def test_drafts_are_deleted_in_bulk(drafts, store, runner):
    n = drafts.model.rowCount()
    drafts.bulk.remove()
    assert rows(store, view="drafts") == []
    runner.undo()
    assert len(rows(store, view="drafts")) == n
