"""The section of fees: the ledger with its views, the tariffs, installing another."""

from datetime import date

import pytest

from app.exchange import tariffs as files
from app.operations import fees
from app.operations.papers import Kind
from app.rules.fees import Step, Tariff
from tests.factory import ask
from tests.request_desk import ARRIVED, registered, stepped
from tests.ui.requests.conftest import TODAY

OWN = Tariff("测试标准", date(2026, 3, 1), "测试通知", (Step(1, 0), Step(6, 5_000)), (Step(1, 100),))


@pytest.fixture
def billed(store):
    """One notice waits, one is late, one was paid; their requests."""
    late, paid, waiting = (registered(store, f"测试收费事项{n}", today=TODAY, arrived_on=ARRIVED) for n in range(3))
    early = registered(store, "测试较早的收费事项", today=TODAY, arrived_on=date(2026, 1, 12))
    stepped(store, early, "fee_notice", date(2026, 1, 19))
    for uuid in (late, paid, waiting):
        stepped(store, uuid, "fee_notice", date(2026, 3, 9))
    stepped(store, paid, "paid", date(2026, 3, 16))
    return {"late": early, "paid": paid, "waiting": waiting}


@pytest.fixture
def section(page, billed):
    return page.choose("fees")


def numbers(section):
    return [row.request_uuid for row in section.table.rows()]


def test_the_ledger_shows_the_year_with_its_sums(section):
    assert len(section.table.rows()) == 4
    assert "4 件" in section.sum.text()
    assert "1,520.00" in section.sum.text()
    assert "380.00 元。" in section.sum.text()


def test_views_narrow_to_what_is_late_or_paid(section, billed):
    section.show_view("overdue")
    assert numbers(section) == [billed["late"]]
    section.show_view("paid")
    assert numbers(section) == [billed["paid"]]


def test_the_text_narrows_by_number_matter_and_applicant(section, billed):
    section.text.setText("较早")
    assert numbers(section) == [billed["late"]]
    section.text.setText("没有这样的")
    assert section.room.currentWidget() is section.empty


def test_the_chosen_notice_tells_its_facts_and_leads_to_its_request(section, billed, page):
    gone = []
    section.go.connect(lambda key, target: gone.append((key, target)))
    section.open(billed["late"])
    texts = section.facts.texts()
    assert "68页" in " ".join(texts)
    assert "已超期" in section.pill.text()
    section.open_button.click()
    assert gone == [("requests", billed["late"])]
    assert page.key() == "requests"


def test_another_year_is_shown_also_one_that_is_not_offered(section):
    section.open(2012)
    assert section.year.year() == 2012
    assert section.room.currentWidget() is section.empty
    assert not section.print_button.isEnabled()
    section.open(2026)
    assert len(section.table.rows()) == 4


def test_a_payment_entered_elsewhere_is_seen_at_once(section, billed, store, runner):
    section.open(billed["waiting"])
    stepped(store, billed["waiting"], "paid", date(2026, 3, 18))
    runner.changed.emit(type("Changed", (), {"tables": frozenset({"request_event"})})())
    assert section.table.current().paid_on == date(2026, 3, 18)


def test_the_ledger_is_printed_and_exported(section, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(section.writing, "preview", asked.append)
    monkeypatch.setattr(section.writing._places, "ask", lambda *_what: tmp_path / "a.xlsx")
    section.print()
    section.export()
    assert [(paper.kind, paper.about) for paper in asked] == [(Kind.FEES, {"year": 2026})]
    assert (tmp_path / "a.xlsx").exists()


def test_the_tariff_in_force_stands_with_its_steps(section):
    section.show_view("tariffs")
    panel = section.tariffs
    assert panel.table.current().tariff.in_force_on == date(2021, 1, 1)
    assert "第31件起：每件200.00元，以后每10件为一档，每档每件提高100.00元。" in "\n".join(panel.facts.texts())
    assert panel.state.text() == "正在执行"
    assert panel.remove_button.isHidden()


def test_a_tariff_is_tried_out(section):
    section.show_view("tariffs")
    panel = section.tariffs
    line = panel.trying.field("pages").inputs()[0]
    line.setText("68")
    line.textEdited.emit("68")
    assert panel.trying._boxes["pages"].hint.text() == "380.00 元"


def test_another_tariff_is_installed_shown_and_taken_out_again(section, store, tmp_path):
    section.show_view("tariffs")
    files.write(tmp_path / "t.toml", OWN)
    said = []
    section.said.connect(said.append)
    section.tariffs.install(tmp_path / "t.toml")
    assert said == ["已装入“测试标准”，2026-03-01起执行。"]
    section.tariffs.table.selectRow(0)
    assert section.tariffs.state.text() == "正在执行"
    section.tariffs.remove_button.click()
    assert [row.uuid for row in ask(store, fees.tariffs)] == [""]


def test_a_broken_file_is_refused_in_a_sentence(section, tmp_path, failures):
    (tmp_path / "t.toml").write_text("x", encoding="utf-8")
    section.tariffs.install(tmp_path / "t.toml")
    assert "t.toml" in str(failures[0])


def test_the_tariff_in_force_is_written_to_be_changed(section, tmp_path):
    section.tariffs.save_to(tmp_path / "t.toml", TODAY)
    assert files.read(tmp_path / "t.toml").in_force_on == date(2021, 1, 1)


def test_an_office_without_fees_is_told_how_they_come(page):
    section = page.choose("fees")
    assert section.room.currentWidget() is section.empty
    assert "收费通知" in section.empty.heading.text()
