"""`iltod check` sees what is not whole."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from app.errors import UserError
from app.models.local import Content
from app.operations import attachments, checks
from app.operations import search as finding
from app.store import search
from app.store.database import Store
from tests.factory import TODAY, ask, do, published, register


def well(store, today=TODAY):
    return {finding.name: finding.well for finding in ask(store, checks.all_of, today)}


@pytest.fixture
def busy(store):
    uuid = published(store)
    do(store, attachments.attach, uuid, "一.pdf", b"1")
    return store


def outside(store, statement):
    """What another program could have done to the file."""
    store.close()
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(statement)


def test_a_file_that_is_whole_is_found_well(store, busy):
    assert well(busy) == dict.fromkeys(("file", "references", "attachments", "search", "tally", "calendar"), True)


def test_an_empty_file_is_found_well(store):
    assert set(well(store).values()) == {True}


def test_a_reference_to_nothing_is_found(busy):
    outside(busy, "DELETE FROM disclosure")
    assert not well(busy)["references"]


def test_a_lost_attachment_is_found(busy):
    busy.keep(lambda session: session.delete(session.query(Content).one()))
    assert [name for name, fine in well(busy).items() if not fine] == ["attachments"]


def test_an_index_that_lags_behind_is_found_and_made_anew(busy):
    outside(busy, "INSERT INTO search_disclosure(search_disclosure) VALUES ('delete-all')")
    assert [name for name, fine in well(busy).items() if not fine] == ["search"]
    search.rebuild(busy.engine)
    assert well(busy)["search"]


def test_a_year_without_calendar_is_found(busy):
    assert [name for name, fine in well(busy, date(2030, 1, 1)).items() if not fine] == ["calendar"]


def test_a_tally_that_is_not_what_the_register_holds_is_found(busy):
    outside(busy, "UPDATE tally SET n = n + 1 WHERE channel = ''")
    assert [name for name, fine in well(busy).items() if not fine] == ["tally"]


def test_the_sizes_are_those_of_the_tables(busy):
    register(busy)
    sizes = ask(busy, checks.sizes)
    assert (sizes["disclosure"], sizes["channel_event"], sizes["gate_review"], sizes["office"]) == (2, 1, 5, 1)


@pytest.mark.parametrize(
    "spoil",
    [
        "INSERT INTO search_disclosure(search_disclosure) VALUES ('delete-all')",
        "DELETE FROM search_disclosure_data WHERE id > 10",
    ],
    ids=["empty", "torn"],
)
def test_the_index_is_made_anew_at_the_next_opening_after_the_check_found_it_short(spoil, busy):
    outside(busy, spoil)
    again = Store.open(busy.path)
    assert set(well(again).values()) == {True}
    assert [hit.name for hit in ask(again, finding.found, "测试信息")] == ["测试信息"]
    again.close()


def test_an_index_that_is_beyond_repair_is_told_as_a_damaged_file(busy):
    outside(busy, "DELETE FROM search_disclosure_data")
    with pytest.raises(UserError, match="请用“从备份恢复”换回最近的备份"):
        Store.open(busy.path)
