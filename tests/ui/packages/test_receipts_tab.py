import pytest

from app.models.disclosure import Disclosure
from app.models.package import Dispute, Sent
from app.operations import history
from app.rules.packages import Fate
from app.ui.packages.receipts import fate_pill
from tests.factory import ask, do
from tests.ui.packages.conftest import exchange, rename


@pytest.fixture
def tab(page):
    return page.choose("receipts")


def title_in(office, uuid):
    return ask(office.store, lambda s: s.query(Disclosure).filter_by(uuid=uuid).one().title)


def fate_of(office, uuid):
    return ask(office.store, lambda s: s.get(Sent, uuid).fate)


@pytest.fixture
def conflict(known, township, banner):
    """A record that both changed after it was taken in: its uuid, and the receipt that tells of it."""
    uuid = township.disclose("演示信息")
    township.read(exchange(township, banner))
    rename(township, uuid, "苏木改的名称")
    rename(banner, uuid, "旗里改的名称")
    return uuid, exchange(township, banner)


@pytest.fixture
def sent_back(tab, conflict, township):
    """The conflict as the page shows it once the receipt was read."""
    uuid, receipt = conflict
    tab.read_file(receipt)
    tab.table.selectRow(0)
    return uuid


def test_without_a_receipt_the_page_says_what_to_do(tab):
    assert tab.said_label.text() == "还没有读入过回执。收到上级的U盘后，点“读入回执…”。"
    assert tab.room.currentWidget() is tab.empty


def test_receipt_on_the_stick_is_found_and_read(known, township, banner, tab, stick, failures):
    township.disclose()
    receipt = exchange(township, banner)
    (stick / receipt.name).write_bytes(receipt.read_bytes())
    (stick / "家庭照片.zip").write_bytes(b"not ours")
    tab.look_in(stick)
    assert failures == []
    assert tab.pill.text().startswith("第 1 包已回执")
    assert tab.said_label.text() == "已接收 2 条，重复 0 条，退回 0 条，冲突 0 条。"
    assert tab.table.rows() == []


def test_stick_without_a_receipt_says_so_with_the_cure(known, tab, stick, failures):
    (stick / "zwgk-152500101-00001-report.zip").write_bytes(b"broken")
    tab.look_in(stick)
    assert "请向上级要回执" in str(failures[0])


def test_receipt_changed_by_one_byte_is_refused_and_nothing_turns_green(known, township, banner, tab, stick, failures):
    township.disclose()
    receipt = exchange(township, banner)
    data = bytearray(receipt.read_bytes())
    data[len(data) // 2] ^= 1
    (stick / receipt.name).write_bytes(data)
    tab.read_file(stick / receipt.name)
    assert len(failures) == 1
    assert tab.pill.text() == ""


def test_conflict_shows_its_reason_and_both_versions(sent_back, tab):
    (row,) = tab.table.rows()
    assert row.fate is Fate.CONFLICT
    assert fate_pill(row).text == "冲突"
    assert tab.versions.lines()[1] == ("信息名称", "苏木改的名称", "旗里改的名称")
    assert not tab.versions.isHidden()
    assert tab.detail.heading.text() == "苏木改的名称"


def test_our_version_goes_again_and_wins(sent_back, tab, township, banner, press):
    tab.send_again()
    assert tab.table.rows() == []
    assert fate_of(township, sent_back) == "again"
    township.read(exchange(township, banner))
    assert title_in(banner, sent_back) == "苏木改的名称"
    assert fate_of(township, sent_back) == Fate.TAKEN


def test_their_version_is_taken_over_and_can_be_undone(sent_back, tab, township, failures):
    tab.adopt()
    assert failures == []
    assert title_in(township, sent_back) == "旗里改的名称"
    assert tab.table.rows() == []
    done = ask(township.store, history.last_undoable)
    do(township.store, history.undo, done.id)
    assert title_in(township, sent_back) == "苏木改的名称"


def test_many_are_chosen_and_go_again_together(known, township, banner, tab, failures):
    uuids = [township.disclose(f"演示信息{n}") for n in range(3)]
    township.read(exchange(township, banner))
    for uuid in uuids:
        rename(township, uuid, "苏木改的名称")
        rename(banner, uuid, "旗里改的名称")
    tab.read_file(exchange(township, banner))
    tab.table.selectAll()
    assert tab.again_button.text() == "按本单位版本重报（3 条）"
    tab.again_button.click()
    assert {fate_of(township, uuid) for uuid in uuids} == {"again"}
    assert tab.again_button.isHidden()
    assert failures == []


def test_record_opens_on_its_own_page(sent_back, tab, gone):
    tab.open_record()
    assert gone == [("disclosures", sent_back)]


def test_record_that_is_gone_says_where_to_find_it(sent_back, tab, township, gone, failures):
    do(township.store, lambda s: s.delete(s.query(Disclosure).filter_by(uuid=sent_back).one()))
    tab.open_record()
    assert gone == []
    assert "回收站" in str(failures[0])


def test_views_show_one_kind_of_answer(sent_back, tab):
    tab.views.choose(Fate.RETURNED)
    tab.views.chosen.emit(Fate.RETURNED)
    assert tab.table.rows() == []
    tab.views.choose("")
    tab.views.chosen.emit("")
    assert len(tab.table.rows()) == 1


def test_page_leads_to_a_record_that_was_sent_back(sent_back, page, tab):
    page.choose("send")
    page.open(("receipts", sent_back))
    assert page.key() == "receipts"
    assert page.section().table.current().uuid == sent_back


def test_record_settled_above_is_told_with_the_next_receipt(sent_back, tab, township, banner):
    def keep(session):
        dispute = session.query(Dispute).one()
        dispute.settled = "kept"

    do(banner.store, keep)
    tab.read_file(banner.answer(township.card().key.kid))
    (row,) = tab.table.rows()
    assert row.reason == "上级保留了自己手里的版本。"
