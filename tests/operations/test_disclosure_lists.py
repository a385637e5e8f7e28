"""The register as it is looked at: filters, views with their counts, pages."""

from datetime import date, timedelta

import pytest

from app.models.disclosure import Disclosure
from app.operations import disclosure_lists, disclosures, history, paging, today
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages
from app.rules.disclosures import ChannelDraft, Status
from tests.factory import NOW, TODAY, adopted, approved, ask, do, draft, published, records, register, table_text
from tests.operations.test_disclosures import in_review, returned, withdrawn


@pytest.fixture
def mixed(store):
    """Items of every standing, due before, soon, later, next month, never."""
    for days in (0, 1, 5, 12, 16, 17, 30, 45):
        register(store, f"草稿{days}", formed_on=TODAY - timedelta(days), time_limit="自信息形成之日起10个工作日内")
    in_review(store)
    returned(store)
    approved(store, "待公开")
    published(store, "已上网")
    published(store, "只上栏", channels=("board",))
    withdrawn(store)
    register(store, "没有到期日", time_limit="按年公开")
    register(store, "事件未定", time_limit="会议召开前5个工作日")
    do(store, disclosures.register, draft("跨年", formed_on=date(2026, 12, 20)), date(2026, 12, 20))
    return store


def listed(store, size=200, **wanted):
    pages, found, number = DisclosurePages(DisclosureFilter(**wanted), TODAY), [], 0
    with store.read() as session:
        while page := pages.page(session, number, size):
            found += page
            number += 1
    return found


def count(store, **wanted):
    return ask(store, DisclosurePages(DisclosureFilter(**wanted), TODAY).count)


OPEN = ("draft", "in_review", "returned", "approved")
VIEWS = {
    "": lambda row: True,
    "due_this_month": lambda row: row["status"] in OPEN and row["due_on"] and f"{row['due_on']:%Y%m}" == "202603",
    "overdue": lambda row: row["status"] in OPEN and row["due_on"] and row["due_on"] < TODAY,
    "due_soon": lambda row: row["status"] in OPEN and row["due_on"] and 0 <= (row["due_on"] - TODAY).days <= 7,
    "in_review": lambda row: row["status"] == "in_review",
    "returned": lambda row: row["status"] == "returned",
    "to_publish": lambda row: row["status"] == "approved",
    "off_web": lambda row: row["status"] == "published" and not row["on_web"],
    "provisional": lambda row: row["status"] in OPEN and row["due_provisional"],
    "drafts": lambda row: row["status"] == "draft",
    "withdrawn": lambda row: row["status"] == "withdrawn",
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_shows_exactly_its_items_and_counts_them(view, mixed):
    expected = {uuid for uuid, row in records(mixed)["disclosure"].items() if VIEWS[view](row)}
    assert expected
    assert {row.uuid for row in listed(mixed, view=view)} == expected
    assert count(mixed, view=view) == len(expected)
    assert ask(mixed, disclosure_lists.view_counts, TODAY).get(view, len(expected)) == len(expected)
    assert set(ask(mixed, disclosure_lists.uuids, DisclosureFilter(view=view), TODAY, 100)) == expected


def test_every_ready_view_has_a_name_and_a_test():
    assert set(disclosure_lists.VIEWS) | {"due_soon"} == set(VIEWS)


def test_the_first_page_counts_what_its_views_show(mixed):
    overview = ask(mixed, today.overview, TODAY)
    for section in overview.sections:
        assert section.count == count(mixed, view=section.view) == overview.counts[section.view]
        shown = [row.uuid for row in listed(mixed, view=section.view, order="due")]
        assert [row.uuid for row in section.rows] == shown[: today.SHOWN]


SORTED = {
    "entered": lambda row: -row["id"],
    "began": lambda row: (-row["began_on"].toordinal(), -row["id"]),
    "due": lambda row: (row["due_on"], row["id"]),
}


def numbered(store):
    with store.read() as session:
        columns = Disclosure.__table__.columns
        return [{c.key: getattr(row, c.key) for c in columns} for row in session.query(Disclosure)]


@pytest.mark.parametrize("size", [1, 2, 5, 200])
@pytest.mark.parametrize("order", SORTED)
def test_the_pages_one_after_the_other_are_the_whole_list(order, size, mixed):
    rows = [row for row in numbered(mixed) if order != "due" or row["due_on"]]
    assert [row.uuid for row in listed(mixed, size, order=order)] == [
        r["uuid"] for r in sorted(rows, key=SORTED[order])
    ]
    assert count(mixed, order=order) == len(rows)


@pytest.mark.parametrize("hop", [3, 100_000])
@pytest.mark.parametrize("order", SORTED)
def test_a_jump_to_any_page_shows_that_page(order, hop, mixed, monkeypatch):
    monkeypatch.setattr(paging, "HOP", hop)
    whole = [row.uuid for row in listed(mixed, order=order)]
    pages = DisclosurePages(DisclosureFilter(order=order), TODAY)
    with mixed.read() as session:
        for page in (7, 2, 0, 5, 8, 1, 3, 100, 4, 6):
            assert [row.uuid for row in pages.page(session, page, 2)] == whole[2 * page : 2 * page + 2]


def test_rows_entered_meanwhile_neither_repeat_nor_hide_a_row(mixed):
    before = [row.uuid for row in listed(mixed)]
    pages, found = DisclosurePages(DisclosureFilter(), TODAY), []
    for number in range(len(before) // 3 + 1):
        found += [row.uuid for row in ask(mixed, pages.page, number, 3)]
        register(mixed, f"中途登记{number}")
    assert found == before


def test_a_row_says_what_the_register_says(store):
    version = adopted(store, table_text(("招生", "划片范围", "20个工作日内")))
    key = ask(store, disclosure_lists.catalogs.items, version)[0].key
    late = register(store, "迟", item_key=key, formed_on=date(2026, 2, 2), note="备注", document_number="7号")
    public = published(store, "已公开", channels=("board", "website"))
    rows = {row.uuid: row for row in listed(store)}
    assert (rows[late].item_name, rows[late].domain, rows[late].note) == ("划片范围", "义务教育", "备注")
    assert (rows[late].left.calendar < 0, rows[late].due_on < TODAY) == (True, True)
    assert (rows[public].left, rows[public].status, rows[public].on_web) == (None, Status.PUBLISHED, True)
    assert set(rows[public].channels) == {"board", "website"}


FIELDS = {
    "domain": {"domain": "义务教育"},
    "responsible": {"responsible": "甲科"},
    "statuses": {"statuses": ("published", "withdrawn")},
    "began": {"began_from": date(2026, 3, 2), "began_to": date(2026, 3, 4)},
    "due": {"due_from": date(2026, 3, 30), "due_to": date(2026, 3, 31)},
    "view and field": {"view": "drafts", "responsible": "甲科"},
    "blank text": {"blank": ("document_number",)},
    "blank day": {"blank": ("obtained_on",)},
    "blank item": {"blank": ("item_key",)},
    "blank several": {"blank": ("item_key", "document_number", "published_on")},
}


def fits(row, wanted):
    first, last = wanted.get("began_from", date.min), wanted.get("began_to", date.max)
    due_first, due_last = wanted.get("due_from"), wanted.get("due_to")
    return (
        all(row[name] == wanted[name] for name in ("domain", "responsible") if name in wanted)
        and row["status"] in wanted.get("statuses", tuple(Status))
        and first <= row["began_on"] <= last
        and (not due_first or (row["due_on"] is not None and due_first <= row["due_on"] <= due_last))
        and VIEWS[wanted.get("view", "")](row)
        and not any(row[name] for name in wanted.get("blank", ()))
    )


@pytest.mark.parametrize("wanted", FIELDS.values(), ids=FIELDS)
def test_each_field_narrows_exactly(wanted, store):
    version = adopted(store, table_text(("招生", "划片范围", "20个工作日内")))
    key = ask(store, disclosure_lists.catalogs.items, version)[0].key
    for number in range(12):
        values = {
            "item_key": key if number % 3 == 0 else "",
            "responsible": ("甲科", "乙科")[number % 2],
            "formed_on": date(2026, 3, 1 + number % 6),
            "obtained_on": date(2026, 3, 8) if number % 4 == 0 else None,
            "document_number": f"{number}号" if number % 5 == 0 else "",
        }
        (published if number % 7 == 0 else register)(store, f"信息{number}", **values)
    expected = {uuid for uuid, row in records(store)["disclosure"].items() if fits(row, wanted)}
    assert 0 < len(expected) < 12
    assert {row.uuid for row in listed(store, **wanted)} == expected
    assert count(store, **wanted) == len(expected)


def test_the_filter_by_channel_counts_an_item_once(store):
    both = published(store, "一", channels=("website", "board"))
    do(store, disclosures.publish, [both], [ChannelDraft("board", date(2026, 3, 12))], TODAY)
    published(store, "二")
    assert [row.uuid for row in listed(store, channel="board")] == [both]
    assert count(store, channel="website") == 2


@pytest.mark.parametrize("most", [2, 2_000])
def test_the_filter_by_text_is_exact_however_many_there_are(most, store, monkeypatch):
    monkeypatch.setattr(disclosure_lists, "EXACT_HITS", most)
    meadow = {register(store, f"牧场补贴{number}") for number in range(4)}
    parted = register(store, "牧民与场站", note="补贴")
    assert {row.uuid for row in listed(store, text="牧场")} == meadow
    assert {row.uuid for row in listed(store, text="mcbt")} == meadow
    assert {row.uuid for row in listed(store, text="补贴")} == {*meadow, parted}
    assert listed(store, text="冬季") == listed(store, text="，") == []
    assert count(store, text="牧场 3") == 1
    assert len(listed(store, text=" ")) == 5


def test_the_text_filter_proves_what_the_index_only_proposes(store):
    register(store, "甲乙和乙丙")
    wanted = register(store, "甲乙丙")
    assert [row.uuid for row in listed(store, text="甲乙丙")] == [wanted]


def test_bulk_edit_gets_no_more_items_than_asked_for(mixed):
    assert len(ask(mixed, disclosure_lists.uuids, DisclosureFilter(), TODAY, 5)) == 5


def test_a_kept_view_comes_back_as_it_was_and_can_be_dropped(store):
    wanted = DisclosureFilter(
        view="overdue",
        text="牧场",
        statuses=("draft",),
        began_from=date(2026, 1, 1),
        due_to=date(2026, 6, 30),
        blank=("note",),
        channel="board",
        order="due",
    )
    uuid = do(store, disclosure_lists.keep_view, "我的", wanted)
    do(store, disclosure_lists.keep_view, "另一个", DisclosureFilter())
    kept = {view.name: view.wanted for view in ask(store, disclosure_lists.kept_views)}
    assert kept == {"我的": wanted, "另一个": DisclosureFilter()}
    do(store, disclosure_lists.drop_view, uuid)
    assert [view.name for view in ask(store, disclosure_lists.kept_views)] == ["另一个"]
    assert [row.table for row in ask(store, history.removed)] == ["saved_view"]


def test_a_view_kept_by_a_later_program_shows_what_this_one_knows():
    assert disclosure_lists.filter_of({"text": "牧场", "colour": "red"}) == DisclosureFilter(text="牧场")


def test_the_domains_of_the_register_are_found_once_each(store):
    assert ask(store, disclosure_lists.domains) == []
    for domain in ("义务教育", "就业"):
        version = adopted(store, table_text(("招生", f"{domain}事项", "及时"), domain=domain))
        key = ask(store, disclosure_lists.catalogs.items, version)[0].key
        for title in "一二":
            register(store, title, item_key=key)
    register(store, "无领域")
    assert sorted(ask(store, disclosure_lists.domains)) == sorted(["义务教育", "就业"])


def test_the_detail_has_everything_of_one_item(store):
    uuid = published(store, "一", channels=("board",))
    detail = ask(store, disclosure_lists.opened, uuid, TODAY)
    assert (detail.draft.title, len(detail.reviews), len(detail.events), detail.files) == ("一", 5, 1, ())
    assert detail.reviews[0].at == NOW
    assert detail.item is None
