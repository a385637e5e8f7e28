"""The fee on the command line: computed, suggested, its tariffs, its ledger."""

from datetime import date

import pytest

from app.exchange import tariffs
from app.rules.fees import Step, Tariff
from app.rules.request_events import EventKind
from tests.request_desk import ARRIVED, registered, stepped

OWN = Tariff("测试标准", date(2026, 3, 1), "测试通知", (Step(1, 7_700),), (Step(1, 500),))


@pytest.mark.parametrize(
    ("words", "fen"),
    [(("--items", "45"), 550_000), (("--nth", "35"), 20_000), (("--pages", "120"), 110_000)],
)
def test_a_fee_is_computed_with_its_steps(answer, words, fen):
    found = answer("fee", "compute", *words)
    assert found["amount_fen"] == fen
    assert found["lines"]


def test_a_fee_is_computed_without_an_office(run, tmp_path):
    said = run("--store", tmp_path / "none.iltod", "--today", "2026-03-18", "fee", "compute", "--pages", "68")
    assert said.code == 0
    assert "共68页：380.00元。" in said.out


@pytest.mark.parametrize("words", [(), ("--nth", "1", "--pages", "1")])
def test_one_thing_is_computed_at_a_time(iltod, words):
    assert iltod("fee", "compute", *words).code == 2


def test_before_the_first_tariff_the_sentence_says_so(iltod):
    said = iltod("fee", "compute", "--nth", "1", "--on", "2020-01-01")
    assert (said.code, "2020-01-01" in said.err) == (1, True)


def test_a_request_has_a_suggestion_by_either_method(answer, store):
    registered(store)
    assert answer("fee", "suggest", "2026-0001", "--method", "item")["amount_fen"] == 0
    assert answer("fee", "suggest", "2026-0001", "--method", "page", "--pages", "68")["amount_fen"] == 38_000


def test_a_tariff_is_written_changed_and_installed(answer, iltod, tmp_path):
    answer("fee", "template", tmp_path / "t.toml")
    assert tariffs.read(tmp_path / "t.toml").items[0] == Step(1, 0)
    tariffs.write(tmp_path / "t.toml", OWN)
    assert answer("fee", "install", tmp_path / "t.toml")["name"] == "测试标准"
    assert [row["tariff"]["name"] for row in answer("fee", "tariffs")][-1] == "测试标准"
    assert answer("fee", "compute", "--nth", "1")["amount_fen"] == 7_700
    assert answer("fee", "compute", "--nth", "1", "--on", "2026-02-28")["amount_fen"] == 0
    assert "每件77.00元" in iltod("fee", "tariffs").out


def test_a_broken_tariff_is_refused_in_a_sentence(iltod, tmp_path):
    (tmp_path / "t.toml").write_text("name = 1", encoding="utf-8")
    said = iltod("fee", "install", tmp_path / "t.toml")
    assert (said.code, "t.toml" in said.err) == (1, True)


def test_the_ledger_tells_its_lines_and_sums_and_is_written(answer, iltod, store, tmp_path):
    uuid = registered(store)
    stepped(store, uuid, EventKind.FEE_NOTICE, ARRIVED)
    found = answer("fee", "ledger")
    assert [row["number"] for row in found["rows"]] == ["2026-0001"]
    assert found["totals"] == {"notices": 1, "billed_fen": 38_000, "collected_fen": 0}
    assert answer("fee", "ledger", "--year", "2025")["rows"] == []
    for ending in ("xlsx", "csv", "pdf"):
        assert iltod("fee", "ledger", "--out", tmp_path / f"a.{ending}").code == 0
        assert (tmp_path / f"a.{ending}").stat().st_size
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
