from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, select

from app.models.package import Errand, Sent, Shipment
from app.operations import disclosures, offices
from app.operations.packages import sending
from app.rules.offices import Level, OfficeDraft
from app.ui.packages import send
from app.ui.packages.sticks import Place, StickDialog
from app.ui.run import Runner
from tests.factory import ask, do, draft
from tests.ui.packages.conftest import TODAY


@pytest.fixture
def tab(page):
    return page.choose("send")


def states(tab):
    return [row.fate for row in tab.table.rows()]


def on(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_waits_is_told_by_kind_with_the_day_until_which(known, township, tab):
    township.disclose("演示信息甲")
    township.disclose("演示信息乙")
    tab.reload()
    assert tab.card.heading.text() == "待报送 3 条，上级：演示旗"  # the office itself is one of them
    assert "公开信息 2" in tab.card.fresh.text()
    assert tab.card.due.text() == "2026年5月：请在 2026-06-05 前报送"
    assert tab.card.notes() == []


def test_package_goes_to_the_stick_and_the_stick_may_be_pulled(known, township, tab, stick, failures):
    township.disclose()
    tab.reload()
    tab.export_to(stick)
    assert on(stick) == ["zwgk-152500101-00001-report.zip"]
    assert not tab.carried.isHidden()
    assert str(stick) in tab.carried.pull.text()
    assert tab.carried.fingerprint.text() == township.card().key.fingerprint
    assert states(tab) == ["carried"]
    assert failures == []


def test_what_changed_in_a_record_shows_without_asking(known, township, tab, runner, context):
    tab.reload()
    before = tab._situation.fresh
    runner.change(tab, "登记", lambda s: disclosures.register(s, draft("演示信息丙", formed_on=TODAY), TODAY))
    assert tab._situation.fresh == before + 1


def test_full_stick_leaves_the_package_in_the_outbox_to_be_carried_later(
    known, township, tab, tmp_path, stick, failures
):
    township.disclose()
    tab.reload()
    (stick / "zwgk-152500101-00001-report.zip").write_bytes(b"another file of this name")
    tab.export_to(stick)
    assert len(failures) == 1
    assert tab.carried.isHidden()
    assert states(tab) == ["outbox"]
    tab.table.selectRow(0)
    other = tmp_path / "other"
    other.mkdir()
    tab.carry()
    tab.dialog.use(other)
    assert on(other) == ["zwgk-152500101-00001-report.zip"]
    assert states(tab) == ["carried"]


def test_only_a_receipt_turns_a_package_green(known, township, banner, tab):
    township.disclose()
    made = township.export()
    tab.reload()
    assert [row.fate for row in tab.table.rows()] == ["outbox"]
    township.read(banner.take(made.path))
    tab.reload()
    assert send.COLUMNS[3].value(tab.table.rows()[0]).state == "good"
    assert tab.card.heading.text() == "没有待报送的内容，上级：演示旗"


def test_lost_package_is_named_once_a_later_one_was_answered(known, township, banner, tab):
    township.disclose("演示信息甲")
    township.export()
    township.disclose("演示信息乙")
    township.read(banner.take(township.export().path))
    tab.reload()
    assert states(tab) == ["answered", "covered"]
    assert any("第 1 包" in note for note in tab.card.notes())


def test_sealed_reports_need_the_key_of_the_office_above(township, tab, page):
    do(township.store, offices.choose, "package_private", "sealed")
    township.disclose()
    tab.reload()
    assert not tab.export_button.isEnabled()
    assert any("加密" in note for note in tab.card.notes())


def test_office_above_is_named_by_its_code_before_its_card_is_here(township, tab):
    assert tab.card.heading.text() == "待报送 1 条，上级：单位代码 152500"
    assert any("还没有登记上级的登记卡" in note for note in tab.card.notes())


def test_restored_file_must_be_looked_at_before_anything_goes(known, township, tab):
    township.store.note("restored", "2026-05-05 10:00")
    township.disclose()
    tab.reload()
    assert not tab.export_button.isEnabled()
    assert any("2026-05-05 10:00" in note for note in tab.card.notes())


def test_file_that_went_back_in_time_asks_before_it_goes_on(known, township, tab, stick, monkeypatch):
    township.disclose()
    township.export()
    township.store.keep(_forget)
    tab.reload()
    assert tab._situation.standing.restored
    asked = []
    monkeypatch.setattr(send, "ask", lambda *args, **values: bool(asked.append(values)))
    tab.export()
    assert asked == [{"known": 1, "seq": 0}]
    assert tab.dialog is None
    monkeypatch.setattr(send, "ask", lambda *args, **values: True)
    tab.export()
    tab.dialog.use(stick)
    assert on(stick) == ["zwgk-152500101-00002-report.zip"]


def _forget(session):
    session.execute(delete(Sent))
    session.execute(delete(Shipment))


def test_nobody_above_says_that_nothing_is_sent(runner, context, shown, tmp_path):
    league = offices.create_store(tmp_path / "league" / "office.iltod", OfficeDraft("1525", "演示盟", Level.LEAGUE))
    runner.swap(league)
    tab = shown(send.SendTab(context))
    assert tab.whole.currentWidget() is tab.top
    league.close()


def test_carried_card_goes_when_it_was_read(known, township, tab, stick, press):
    township.disclose()
    tab.reload()
    tab.export_to(stick)
    press(tab.carried.seen)
    assert tab.carried.isHidden()


def test_errand_is_in_the_log(known, township, tab, stick):
    township.disclose()
    tab.reload()
    tab.export_to(stick)
    files = ask(township.store, lambda s: [e.file for e in s.scalars(select(Errand))])
    assert files == ["zwgk-152500101-00001-report.zip"]


def test_period_that_was_missed_is_late(known, township, tab, context):
    situation_day = date(2026, 6, 10)
    object.__setattr__(context, "today", lambda: situation_day)
    tab.reload()
    assert tab.card.due.text() == "2026年5月：应在 2026-06-05 前报送，已过 5 天"
    assert tab.card.due._pill.state == "late"


def test_stick_dialog_offers_what_is_plugged_in_and_the_folder_of_last_time(context, page, stick):
    dialog = StickDialog(page, context, send._EXPORT, send._WRITE)
    seen = []
    dialog.chosen.connect(seen.append)
    dialog.show_places([])
    assert not dialog.go_button.isEnabled()
    dialog.show_places([Place(stick, "演示U盘", "3.2 GB / 7.5 GB", "vfat")])
    dialog.go_on()
    assert seen == [stick]
    again = StickDialog(page, context, send._EXPORT, send._WRITE)
    assert stick in [place.path for place in again.table.rows()]
    again.reject()


def test_outbox_of_the_tab_is_that_of_the_file(tab, township):
    assert sending.outbox(township.store).parent.parent == township.store.path.parent


def test_cancelled_errand_leaves_the_stick_empty_and_the_package_in_the_outbox(
    known, township, tab, runner, stick, failures
):
    township.disclose()
    tab.reload()
    runner.job_started.connect(lambda job: job.cancel() if "写入" in job.title else None)
    tab.export_to(stick)
    assert on(stick) == []
    assert tab.carried.isHidden()
    assert states(tab) == ["outbox"]
    assert failures == []


def test_errand_goes_on_away_from_the_thread_of_the_screen(known, township, store, past, context, stick, qtbot, shown):
    township.disclose()
    own = Runner(store, past)
    tab = shown(send.SendTab(replace(context, runner=own)))
    qtbot.waitUntil(lambda: tab._situation is not None)
    tab.export_to(stick)
    qtbot.waitUntil(lambda: not tab.carried.isHidden())
    qtbot.waitUntil(lambda: states(tab) == ["carried"])
    assert on(stick) == ["zwgk-152500101-00001-report.zip"]
    own._readers.shutdown(wait=True)
    own._writer.shutdown(wait=True)
