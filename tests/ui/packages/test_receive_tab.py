import shutil

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from app.exchange.packages.chain import Chain, chain, note_chain
from app.models.disclosure import Disclosure
from app.operations import disclosures, history, offices
from app.operations.packages import arrivals, disputes, errands, trust
from app.rules.disclosures import DisclosureDraft
from app.ui.packages.answer_dialog import AnswerDialog
from app.ui.packages.arrival_dialog import ArrivalDialog
from app.ui.packages.found_dialog import FoundDialog, Known, line_of
from app.ui.writing_mode import Host
from tests.factory import ask, do, records
from tests.ui.packages.conftest import BANNER, NOW, TODAY, TOWNSHIP, Office

OTHER = "152599"


@pytest.fixture
def store(tmp_path):
    """The banner's file, in which the window works here."""
    made = offices.create_store(tmp_path / "banner" / "office.iltod", BANNER)
    yield made
    made.close()


@pytest.fixture
def banner(store):
    return Office(store, errands.keys_folder())


@pytest.fixture
def township(tmp_path):
    made = offices.create_store(tmp_path / "township" / "office.iltod", TOWNSHIP)
    yield Office(made, tmp_path / "township-keys")
    made.close()


@pytest.fixture
def tab(page):
    return page.choose("receive")


@pytest.fixture
def send(township, stick):
    """The township writes a package to the stick; where it lies there."""

    def sent():
        path = township.export().path
        errands.carry_out(township.store, path, stick, township.now)
        return stick / path.name

    return sent


@pytest.fixture
def opened(tab):
    """Open a package and hand back its plan as it is shown."""

    def open_it(path):
        tab.receiving.open(path)
        assert isinstance(tab.receiving.dialog, ArrivalDialog)
        return tab.receiving.dialog

    return open_it


@pytest.fixture
def accepted(opened, tab):
    """Take a package in, and put the receipt off."""

    def accept_it(path):
        opened(path).accept_button.click()
        tab.receiving.dialog.reject()

    return accept_it


def titled(store, uuid, title, foreign=False):
    """Change a record's title."""

    def change(session):
        session.info["foreign"] = foreign
        session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one().title = title

    do(store, change)


def titles(store):
    return ask(store, lambda session: sorted(session.scalars(select(Disclosure.title))))


def texts(dialog):
    return [label.text() for label in dialog.findChildren(Host)[0].content.findChildren(QLabel)]


def choose(dialog, name):
    number = next(n for n, line in enumerate(dialog.table.rows()) if line.found.path.name == name)
    dialog.table.selectRow(number)
    return dialog.table.current()


@pytest.fixture
def quarrel(known, township, banner, send, accepted):
    """A record that both sides changed after it was taken in; the package with the township's version."""
    uuid = township.disclose("演示信息甲")
    accepted(send())
    titled(township.store, uuid, "演示信息甲（苏木更正）")
    titled(banner.store, uuid, "演示信息甲（旗里更正）", foreign=True)
    return send()


def test_before_anything_came_the_page_says_how_it_goes(tab):
    assert tab.room.currentWidget() is tab.empty
    assert tab.disputes.room.currentIndex() == 1


def test_what_lies_on_the_stick_is_told_file_by_file(known, township, banner, send, stick, tab):
    township.disclose()
    path = send()
    ask(township.store, trust.write_own_card, township.keys, stick, NOW)
    (stick / "zwgk-152500101-00009-report.zip").write_bytes(b"PK")
    (stick / "照片.jpg").write_bytes(b"x")
    tab.receiving.look(stick)
    dialog = tab.receiving.dialog
    assert isinstance(dialog, FoundDialog)
    assert len(dialog.table.rows()) == 3
    first = dialog.table.rows()[0]
    assert (first.found.path, first.office, first.seq, first.kind) == (path, "演示苏木", 1, "报送包")
    broken = choose(dialog, "zwgk-152500101-00009-report.zip")
    assert broken.state.text == "打不开"
    assert "不是报送包" in dialog.why.text()
    assert not dialog.open_button.isEnabled()
    assert choose(dialog, "zwgk-152500101-key.json").why == "这是登记卡，在“信任”里登记。"
    assert dialog.open_button.text() == "到“信任”登记"


def test_a_folder_without_packages_says_so(tab, stick):
    tab.receiving.look(stick)
    assert tab.receiving.dialog.room.currentIndex() == 1
    assert not tab.receiving.dialog.open_button.isEnabled()


def test_the_counts_of_the_plan_add_up_and_the_button_names_them(known, township, send, opened, failures):
    for number in range(3):
        township.disclose(f"演示信息{number}")
    dialog = opened(send())
    *kinds, total = dialog.counts.rows()
    assert sum(count.taken for count in kinds) == total.taken == total.total == 4
    assert dialog.accept_button.text() == "接收 4 条"
    assert dialog.chain.text() == "序号相连"
    assert failures == []


def test_exactly_the_plan_is_taken_in_and_can_be_undone(known, township, store, send, accepted, tab, runner):
    township.disclose("演示信息甲")
    before = records(store)
    accepted(send())
    assert titles(store) == ["演示信息甲"]
    assert [(row.office, row.seq, row.taken) for row in tab.table.rows()] == [("演示苏木", 1, 2)]
    assert ask(store, history.done)[0].title == "接收“演示苏木”第 1 个报送包"
    runner.undo()
    assert records(store) == before
    assert tab.table.rows() == []


def test_a_plan_that_is_put_away_leaves_nothing(known, township, store, send, opened):
    township.disclose()
    before = records(store)
    opened(send()).reject()
    assert records(store) == before
    assert [path for path in errands.inbox(store).rglob("*") if path.is_file()] == []


def test_cancelling_half_way_keeps_nothing(known, township, store, send, opened, tab, runner, failures):
    township.disclose()
    dialog, before = opened(send()), records(store)
    runner.job_started.connect(lambda job: job.cancel())
    dialog.accept_button.click()
    assert records(store) == before
    assert failures == []
    assert tab.table.rows() == []
    assert [path for path in errands.inbox(store).rglob("*") if path.is_file()] == []


def test_a_store_that_changed_after_the_plan_is_not_written_to(quarrel, banner, store, opened, failures):
    dialog = opened(quarrel)
    uuid = ask(store, lambda session: session.scalars(select(Disclosure.uuid)).one())
    titled(store, uuid, "演示信息甲（苏木更正）", foreign=True)
    before = records(store)
    dialog.accept_button.click()
    assert "数据又有变化" in str(failures[0])
    assert records(store) == before


def test_a_conflict_shows_both_versions_in_full_before_anything_is_taken(quarrel, opened, store):
    dialog = opened(quarrel)
    assert dialog.accept_button.text() == "登记收到，一条也不接收"
    assert [row.fate for row in dialog.left.rows()] == ["conflict"]
    assert "双方的版本都有修改" in dialog.reason.text()
    heading, line = dialog.versions.lines()
    assert heading == ("", "本单位现有", "来件")
    assert line == ("信息名称", "演示信息甲（旗里更正）", "演示信息甲（苏木更正）")
    assert titles(store) == ["演示信息甲（旗里更正）"]


def test_a_returned_record_is_named_with_its_reason(known, township, send, opened):
    do(township.store, _of_another_office)
    township.disclose("演示信息甲")
    dialog = opened(send())
    (left,) = dialog.left.rows()
    assert (left.name, left.fate) == ("演示别处的信息", "returned")
    assert "不在报送单位管辖范围内" in dialog.reason.text()
    assert dialog.versions.isHidden()
    assert dialog.accept_button.text() == "接收 2 条"


def _of_another_office(session):
    draft = DisclosureDraft(title="演示别处的信息", formed_on=TODAY)
    uuid = disclosures.register(session, draft, TODAY)
    session.flush()
    session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one().office_code = "152500102"


def test_the_version_that_stands_here_is_kept_and_the_next_one_comes_up(quarrel, accepted, tab, store):
    accepted(quarrel)
    tab.choose("disputes")
    tab.disputes.table.selectRow(0)
    assert tab.disputes.versions.lines()[1][2] == "演示信息甲（苏木更正）"
    tab.disputes.form.set_values({"note": "已电话核对"})
    tab.disputes.keep()
    assert titles(store) == ["演示信息甲（旗里更正）"]
    assert ask(store, disputes.open_ones) == []
    assert tab.disputes.room.currentIndex() == 1


def test_the_version_that_came_is_taken_and_that_can_be_undone(quarrel, accepted, tab, store, runner):
    accepted(quarrel)
    tab.disputes.table.selectRow(0)
    tab.disputes.adopt()
    assert titles(store) == ["演示信息甲（苏木更正）"]
    runner.undo()
    assert titles(store) == ["演示信息甲（旗里更正）"]
    assert len(tab.disputes.table.rows()) == 1


def test_a_lost_package_is_named_and_its_content_taken_from_the_next(known, township, send, accepted, opened):
    township.disclose("演示信息甲")
    accepted(send())
    township.disclose("演示信息乙")
    township.export()  # lost on the way
    dialog = opened(send())
    assert "没有收到的包号：2。" in texts(dialog)
    assert dialog.accept_button.text().startswith("接收 ")


def test_a_package_that_must_wait_cannot_be_taken_in(known, township, banner, send, opened, runner):
    township.disclose("演示信息甲")
    township.read(banner.take(township.export().path))
    runner.undo()
    township.disclose("演示信息乙")
    dialog = opened(send())
    assert "要先接收前面的报送包" in dialog.chain.text()
    assert "没有收到的包号：1。" in texts(dialog)
    assert dialog.accept_button.text() == "关闭"
    assert dialog.counts.rows() == []


def test_a_package_that_does_not_join_waits_until_somebody_telephoned(known, township, send, accepted, opened, store):
    township.disclose("演示信息甲")
    accepted(send())
    now = chain(township.keys, TOWNSHIP.code)
    note_chain(township.keys, TOWNSHIP.code, Chain(now.seq, "0" * 64, now.package_uuid))
    township.disclose("演示信息丙")
    dialog = opened(send())
    assert not dialog.accept_button.isEnabled()
    assert "请先打电话核实" in dialog.chain.text()
    dialog.verified.setChecked(True)
    dialog.accept_button.click()
    assert titles(store) == ["演示信息丙", "演示信息甲"]


def test_the_same_package_again_offers_only_the_same_receipt(known, township, send, accepted, opened, stick, tab):
    township.disclose()
    path = send()
    accepted(path)
    tab.receiving.look(stick)
    assert tab.receiving.dialog.table.rows()[0].state.text == "已接收"
    tab.receiving.dialog.reject()
    for _time in range(2):
        opened(path).accept_button.click()
        dialog = tab.receiving.dialog
        assert isinstance(dialog, AnswerDialog)
        dialog.write_button.click()
        assert dialog.pull.text() == f"可以拔出 {stick}"
        dialog.write_button.click()
    assert [file.name for file in stick.glob("*receipt*")] == ["zwgk-152500-00001-receipt.zip"]


def test_the_receipt_goes_back_on_the_same_stick_and_the_township_reads_it(
    known, township, send, opened, stick, tab, store
):
    township.disclose()
    opened(send()).accept_button.click()
    tab.receiving.dialog.write_button.click()
    tab.receiving.dialog.write_button.click()
    (receipt,) = stick.glob("*receipt*")
    answered = township.read(receipt)
    assert (answered.upto, answered.taken) == (1, 2)
    assert ask(store, arrivals.listed)[0].answered_at is not None


def test_a_stranger_is_told_to_send_the_card_first(township, banner, send, tab, failures, store):
    township.enrol(banner)
    township.disclose()
    tab.receiving.open(send())
    assert "没有登记的密钥" in str(failures[0])
    assert tab.receiving.dialog is None
    assert [path for path in errands.inbox(store).rglob("*") if path.is_file()] == []


def test_a_package_for_another_office_is_not_opened(known, township, stick, send):
    township.disclose()
    send()
    (found,) = errands.found_on(stick)
    line = line_of(found, Known(OTHER, {TOWNSHIP.code: TOWNSHIP.name, BANNER.code: BANNER.name}, ()))
    assert (line.tab, line.state.text, line.why) == ("", "不是给本单位的", "它是发给 演示旗 的，请交给对的单位。")


def test_a_card_on_the_stick_leads_to_where_it_is_registered(township, stick, tab, page):
    ask(township.store, trust.write_own_card, township.keys, stick, NOW)
    tab.receiving.look(stick)
    tab.receiving.dialog.go_on()
    assert page.key() == "trust"


def test_a_receipt_of_ones_own_is_of_no_use_here(known, township, banner, stick, tab):
    township.disclose()
    shutil.copy(banner.take(township.export().path), stick)
    tab.receiving.look(stick)
    assert tab.receiving.dialog.table.rows()[0].why == "它是本单位自己写出的，不用接收。"
    assert not tab.receiving.dialog.open_button.isEnabled()


def test_a_receipt_from_above_is_read_elsewhere(known, township, banner, stick):
    township.disclose()
    shutil.copy(banner.take(township.export().path), stick)
    (found,) = errands.found_on(stick)
    line = line_of(found, Known(TOWNSHIP.code, {BANNER.code: BANNER.name}, ()))
    assert (line.tab, line.office, line.why) == ("receipts", "演示旗", "这是回执，在“回执与退回”里读入。")


def test_a_sealed_package_is_opened_with_the_key_of_this_computer(township, banner, send, opened, store):
    trust.make_recovery(banner.keys)
    township.enrol(banner)
    banner.enrol(township)
    do(township.store, offices.choose, "package_private", "sealed")
    township.disclose("演示信息甲")
    path = send()
    assert path.name.endswith(".age")
    opened(path).accept_button.click()
    assert titles(store) == ["演示信息甲"]


def test_nothing_of_a_person_stands_in_the_name_of_an_operation(known, township, send, accepted, store):
    township.disclose()
    accepted(send())
    assert "演示信息" not in ask(store, history.done)[0].title
