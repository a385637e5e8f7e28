"""The board of who has sent, on the command line."""

from datetime import datetime

import pytest

from app.operations import villages
from tests import factory
from tests.factory import do
from tests.operations.packages.desks import BANNER, OTHER_TOWNSHIP, TOWNSHIP, Desk


@pytest.fixture
def banner(tmp_path):
    """A banner's closed file with one township that sent and one that did not."""
    made, north = Desk(tmp_path / "banner", BANNER), Desk(tmp_path / "north", TOWNSHIP)
    do(made.store, villages.add, OTHER_TOWNSHIP)
    north.know(made)
    do(made.store, villages.add, TOWNSHIP)
    north.now = made.now = datetime(2026, 6, 3, 9)
    factory.register(north.store, "一条")
    north.report_to(made)
    for desk in (made, north):
        desk.store.close()
    return made.store.path


def test_the_board_is_told_in_words_and_as_a_table(run, banner, tmp_path):
    file = tmp_path / "board.csv"
    said = run("--store", banner, "--today", "2026-06-10", "packages", "board", "--periods", 2, "--export", file)
    assert said.code == 0, said.err
    assert "2026年5月（2026-06-05 前报）：2 个单位中 1 个已报，0 个迟报，0 个未报。" in said.out
    assert "演示苏木\t已报 2026-06-03\t未到期\t1" in said.out
    assert file.read_text(encoding="utf-8-sig").splitlines()[1].startswith(TOWNSHIP.code)


def test_the_board_as_json_names_states_by_their_codes(run, banner):
    said = run("--store", banner, "--today", "2026-06-10", "--json", "packages", "board")
    rows = said.value["rows"]
    assert [row["office_code"] for row in rows] == [TOWNSHIP.code, OTHER_TOWNSHIP.code]
    assert rows[0]["cells"][-2]["state"] == "sent"
    assert rows[0]["cells"][-2]["on"] == "2026-06-03"
    assert rows[1]["enrolled"] is False


def test_an_office_without_others_below_is_told_so(iltod):
    assert "还没有报送的下级单位。" in iltod("packages", "board").out
