"""The receipt that goes back: lost, doubled, older, for somebody else; and what it tells of every record."""

import shutil

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.exchange.packages.header import Kind as PackageKind
from app.exchange.packages.keys import device_key
from app.models.disclosure import Disclosure
from app.models.package import Dispute, Sent, Shipment
from app.operations import history
from app.operations.packages import arriving, receipts, returned, sending, trust
from app.rules.packages import Fate
from app.store.database import Store
from tests.factory import ask, do, operation, register
from tests.operations.packages.desks import NOW
from tests.operations.packages.forging import accepted, disclosure, dump, fates, forged, line, moved


def kid(desk):
    return device_key(desk.keys).public.kid


def answer(above, below):
    return receipts.write(above.store, above.keys, kid(below), above.later())


def answered(desk):
    """Which of the packages of an office have their receipt, by number."""
    return ask(desk.store, lambda s: dict(s.execute(select(Shipment.seq, Shipment.answered_at.is_not(None))).all()))


def refused(desk, receipt, match):
    before = dump(desk.store)
    with pytest.raises(UserError, match=match):
        desk.read(receipt)
    assert dump(desk.store) == before


def edit(desk, uuid, **values):
    def work(session):
        item = session.scalars(select(Disclosure).where(Disclosure.uuid == uuid)).one()
        for key, new in values.items():
            setattr(item, key, new)

    do(desk.store, work)


def test_before_anything_came_there_is_nothing_to_answer(banner, township):
    before = dump(banner.store)
    with pytest.raises(UserError, match="还没有接收过"):
        answer(banner, township)
    assert dump(banner.store) == before


def test_the_same_state_gives_the_same_receipt_byte_for_byte_also_if_the_file_was_lost(banner, township):
    register(township.store)
    first = banner.take(township.export().path)
    data = first.read_bytes()
    assert answer(banner, township) == first
    assert first.read_bytes() == data
    first.unlink()
    again = answer(banner, township)
    assert again.name == first.name
    assert township.read(again).taken == 2
    number = ask(banner.store, lambda s: s.scalars(select(Shipment.seq).where(Shipment.kind == "receipt")).all())
    assert number == [1]


def test_one_receipt_answers_for_all_that_were_lost(banner, township):
    for number in range(3):
        register(township.store, f"第{number}条")
        path = township.export().path
        banner.take(path)
    said = township.read(answer(banner, township))
    assert (said.upto, said.packages) == (3, 3)
    assert answered(township) == {1: True, 2: True, 3: True}
    with pytest.raises(UserError, match="没有新的内容"):
        township.export()


def test_a_receipt_read_twice_changes_nothing(banner, township):
    register(township.store)
    receipt = banner.take(township.export().path)
    first = township.read(receipt)
    before = dump(township.store)
    before.pop("shipment")
    assert township.read(receipt) == first
    after = dump(township.store)
    after.pop("shipment")  # when it was read last
    assert after == before


def test_an_older_receipt_after_a_newer_is_refused(banner, township):
    register(township.store, "第一条")
    old = banner.take(township.export().path)
    old = shutil.copy(old, township.folder / old.name)
    register(township.store, "第二条")
    township.read(banner.take(township.export().path))
    refused(township, old, "比已经读入的")
    assert answered(township) == {1: True, 2: True}


def test_a_receipt_for_another_computer_of_the_office_is_refused(banner, township):
    register(township.store)
    receipt = banner.take(township.export().path)
    second = moved(township, township.folder.parent / "second")
    shutil.rmtree(second.keys)
    refused(second, receipt, "不是给这台电脑的")
    second.store.close()


def test_a_receipt_for_another_office_is_refused(banner, township, other):
    register(township.store)
    refused(other, banner.take(township.export().path), "不是发给本单位的")


def test_a_receipt_by_an_unknown_or_a_revoked_key_is_refused(banner, township):
    register(township.store)
    path = township.export().path
    receipt = banner.take(path)
    (device,) = ask(township.store, trust.listed)
    do(township.store, trust.revoke, device.uuid, "电脑丢失", NOW.date())
    refused(township, receipt, "已停用的密钥")
    shutil.rmtree(banner.keys)
    receipt.unlink()
    refused(township, answer(banner, township), "登记")
    assert answered(township) == {1: False}


def test_a_receipt_from_below_is_refused(banner, township):
    path = forged(township, kind=PackageKind.RECEIPT, body={"kid": kid(banner), "upto": 9, "packages": []})
    refused(banner, path, "不是本单位的上级")


def test_a_report_is_no_receipt_and_a_receipt_no_report(banner, township):
    register(township.store)
    path = township.export().path
    receipt = banner.take(path)
    before = dump(township.store)
    with pytest.raises(UserError, match="这里要的是"):
        accepted(township, receipt)
    with banner.opened(path) as parcel, pytest.raises(UserError, match="这里要的是"):
        receipts.read(banner.store, banner.keys, parcel, NOW)
    assert dump(township.store) == before


NO_BODIES = (
    {},
    {"upto": 1, "packages": []},
    {"kid": "ours", "packages": []},
    {"kid": "ours", "upto": "1", "packages": []},
    {"kid": "ours", "upto": 1, "packages": [{}]},
    {"kid": "ours", "upto": 1, "packages": ["x"]},
    {"kid": "ours", "upto": 1, "packages": {}},
)
NO_LINES = (
    {"fate": "vanished"},
    {"seq": "1"},
    {"uuid": 7},
    {"reason": None},
    {"values": []},
    {"settled": None},
    {"held": "x"},
)


def test_a_receipt_that_is_none_is_refused_in_a_sentence(banner, township):
    register(township.store)
    township.export()
    for wrong in NO_BODIES:
        body = {key: kid(township) if told == "ours" else told for key, told in wrong.items()}
        refused(township, forged(banner, kind=PackageKind.RECEIPT, receiver=township.code, body=body), "这份回执")


def test_a_receipt_with_a_line_that_is_none_is_refused_in_a_sentence(banner, township):
    uuid = register(township.store)
    township.export()
    body = {"kid": kid(township), "upto": 1, "unseen": [], "packages": []}
    right = {"type": "disclosure", "uuid": uuid, "seq": 1, "fate": "returned", "reason": "演示", "values": {}}
    right |= {"settled": "", "note": "", "held": {}}
    how = {"kind": PackageKind.RECEIPT, "receiver": township.code, "body": body, "sort": False}
    for wrong in NO_LINES:
        refused(township, forged(banner, right | wrong, **how), "这份回执")
    township.read(forged(banner, right, **how))
    assert [row.reason for row in ask(township.store, returned.rows)] == ["演示"]


def test_what_was_returned_is_told_with_its_reason_and_filled_in(banner, township):
    uuid = register(township.store)
    edit(township, uuid, office_code="999999")
    said = township.report_to(banner)
    assert (said.taken, said.returned) == (1, 1)
    (row,) = ask(township.store, returned.rows)
    assert (row.uuid, row.fate) == (uuid, Fate.RETURNED)
    assert "999999" in row.reason


def test_a_receipt_of_an_older_package_does_not_answer_for_a_newer_revision(banner, township):
    uuid = register(township.store, "甲")
    receipt = banner.take(township.export().path)
    edit(township, uuid, title="乙")
    township.export()
    township.read(receipt)
    assert answered(township) == {1: True, 2: False}
    assert ask(township.store, lambda s: s.scalar(select(Sent.fate).where(Sent.record_uuid == uuid))) == ""
    township.report_to(banner)
    assert ask(banner.store, lambda s: s.scalars(select(Disclosure.title)).all()) == ["乙"]


def test_an_acceptance_that_was_undone_above_is_no_longer_answered_for(banner, township):
    """The banner took a package in, sent the receipt, and undid it: the next receipt says so, and all goes again."""
    uuid = register(township.store)
    first = township.export().path
    township.read(banner.take(first))
    register(township.store, "第二条")
    second = township.export().path
    with banner.opened(second) as parcel:
        plan = ask(banner.store, arriving.plan, parcel)
        _arrival, changed = operation(banner.store, arriving.accept, parcel, plan, banner.later())
    township.read(answer(banner, township))
    assert answered(township) == {1: True, 2: True}
    do(banner.store, history.undo, changed.operation)
    township.read(answer(banner, township))
    assert answered(township) == {1: True, 2: False}
    plan = accepted(banner, township.export().path)
    assert plan.total(Fate.TAKEN) == 1
    assert ask(banner.store, lambda s: set(s.scalars(select(Disclosure.title)))) == {"测试信息", "第二条"}
    assert uuid


def test_a_receipt_of_a_file_that_was_put_back_answers_for_what_that_file_sent(banner, township):
    """The township's file is a day old; the receipt speaks of a package it knows nothing of."""
    register(township.store, "第一条")
    old = moved(township, township.folder.parent / "old")
    township.store = Store.open(township.store.path)
    receipt = banner.take(township.export().path)
    said = old.read(receipt)
    assert said.upto == 1
    stands = ask(old.store, sending.standing, old.keys)
    assert (stands.seq, stands.answered, stands.upto) == (0, 0, 0)
    assert old.export(despite=True).records == 2
    old.store.close()


def test_what_came_again_and_was_taken_is_no_longer_told_as_returned(banner, township):
    bad = line("disclosure", disclosure(status="teleported"), uuid="0" * 32)
    accepted(banner, forged(township, bad))
    good = line("disclosure", disclosure(), uuid="0" * 32)
    assert fates(accepted(banner, forged(township, good))) == {Fate.TAKEN: 1}
    with township.opened(answer(banner, township)) as parcel:
        assert list(parcel.records()) == []
        assert [one["returned"] for one in parcel.header.body["packages"]] == [1, 0]
    assert ask(banner.store, lambda s: s.scalars(select(Dispute.settled)).all()) == ["superseded"]
