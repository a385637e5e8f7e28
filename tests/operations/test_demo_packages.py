"""What the demonstration's townships handed up: taken, returned, in conflict, and one package left to try."""

import pytest

from app.operations import demo, disclosures
from app.operations.packages import arrivals, disputes, errands, trust
from app.rules.packages import Fate
from app.store.database import Store
from tests.factory import NOW, TODAY, ask, do, integrity


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return demo.run(tmp_path_factory.mktemp("demo") / "banner", TODAY)


@pytest.fixture(scope="module")
def banner(made):
    store = Store.open(made.files["store"])
    yield store
    store.close()


def test_two_townships_reported_from_three_computers(banner):
    rows = ask(banner, arrivals.listed)
    assert [(row.office, row.seq) for row in reversed(rows)] == [
        ("演示一苏木", 1), ("演示一苏木", 2), ("演示二苏木", 1), ("演示二苏木", 2), ("演示二苏木", 1),
    ]  # fmt: skip
    assert all(row.answered_at for row in rows)
    assert len([row for row in ask(banner, trust.listed) if row.role == "below"]) == 3
    assert integrity(banner) == ("ok", [])


def test_one_record_was_returned_and_one_is_in_conflict(banner):
    found = {row.fate: row for row in ask(banner, disputes.open_ones)}
    assert {fate: row.kind for fate, row in found.items()} == {
        Fate.RETURNED: "年度报告", Fate.CONFLICT: "公开信息",
    }  # fmt: skip
    pairs = {pair.key: pair for pair in ask(banner, disputes.side_by_side, found[Fate.CONFLICT].uuid)}
    assert [key for key, pair in pairs.items() if pair.differs] == ["summary"]


def test_the_package_on_the_stick_can_be_taken_in(made, banner):
    (found,) = errands.found_on(made.files["stick"])
    opening = arrivals.opened(banner, made.files["store"].parent / demo.KEYS, found.path, NOW)
    try:
        assert (opening.plan.office, opening.plan.header.seq, opening.plan.missing) == ("演示一苏木", 3, ())
        assert opening.plan.total(Fate.TAKEN) == opening.plan.records > 0
    finally:
        opening.close()


def test_what_a_township_registered_is_its_own(banner):
    row = next(row for row in ask(banner, disputes.open_ones) if row.fate is Fate.CONFLICT)
    with pytest.raises(Exception, match="演示二苏木"):
        do(banner, disclosures.withdraw, [row.record_uuid], "演示", TODAY)
