"""Whose packages are believed: cards compared by voice, keys taken back, the key that is locked away."""

import json

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.exchange.packages import envelope
from app.models.package import Device
from app.operations import history
from app.operations.packages import trust
from tests.factory import ask, do, register
from tests.operations.packages.desks import BANNER, LEAGUE, NOW, OTHER_TOWNSHIP, TOWNSHIP, Desk
from tests.operations.packages.forging import dump

DAY = NOW.date()


@pytest.fixture
def alone(tmp_path):
    """A banner that knows nobody yet."""
    desk = Desk(tmp_path / "alone", BANNER)
    yield desk
    desk.store.close()


def refused(desk, match, work, *args, **options):
    before = dump(desk.store)
    with pytest.raises(UserError, match=match):
        do(desk.store, work, *args, **options)
    assert dump(desk.store) == before


def device(desk, code=TOWNSHIP.code):
    return next(row for row in ask(desk.store, trust.listed) if row.office_code == code)


def test_a_card_in_a_file_is_read_by_the_office_above_and_believed_once_its_fingerprint_was_told(alone, township):
    path = ask(township.store, trust.write_own_card, township.keys, alone.folder, NOW, "一号电脑")
    assert path.name == f"zwgk-{TOWNSHIP.code}-key.json"
    card = trust.read(path)
    do(alone.store, trust.enrol, card, card.key.fingerprint, DAY, by="演示甲")
    (row,) = ask(alone.store, trust.listed)
    assert (row.office_code, row.name, row.role, row.enrolled_by) == (TOWNSHIP.code, "一号电脑", "below", "演示甲")
    assert row.fingerprint == card.key.fingerprint


def test_a_fingerprint_may_be_typed_as_it_is_heard(alone, township):
    card = township.card()
    do(alone.store, trust.enrol, card, card.key.fingerprint.lower().replace("-", " "), DAY)
    assert len(ask(alone.store, trust.listed)) == 1


@pytest.mark.parametrize("told", ["", "0000-0000-0000", "八个字", "\n"])
def test_with_another_fingerprint_nobody_is_believed(alone, township, told):
    refused(alone, "指纹", trust.enrol, township.card(), told, DAY)


def test_a_card_that_was_changed_on_the_way_is_refused(alone, township, tmp_path):
    path = ask(township.store, trust.write_own_card, township.keys, tmp_path, NOW)
    told = json.loads(path.read_text("utf-8"))
    for key in told:
        if isinstance(told[key], str):
            path.write_text(json.dumps(told | {key: told[key] + "1"}), "utf-8")
            with pytest.raises(UserError):
                trust.read(path)


def test_neither_oneself_nor_a_neighbour_nor_a_stranger_is_believed(township, other, alone):
    card = township.card()
    refused(township, "本单位自己的登记卡", trust.enrol, card, card.key.fingerprint, DAY)
    neighbour = other.card()
    refused(township, "既不是本单位的上级，也不是下级", trust.enrol, neighbour, neighbour.key.fingerprint, DAY)
    assert OTHER_TOWNSHIP.code not in {row.office_code for row in ask(township.store, trust.listed)}


def test_the_office_above_is_believed_as_such(alone, tmp_path):
    league = Desk(tmp_path / "league", LEAGUE)
    card = league.card()
    do(alone.store, trust.enrol, card, card.key.fingerprint, DAY)
    assert device(alone, LEAGUE.code).role == "above"
    league.store.close()


def test_the_same_card_twice_is_told(banner, township):
    card = township.card()
    refused(banner, "已经登记过", trust.enrol, card, card.key.fingerprint, DAY)


def test_a_card_with_a_recovery_key_made_since_takes_the_place_of_the_first(banner, township):
    trust.make_recovery(township.keys)
    card = township.card()
    do(banner.store, trust.enrol, card, card.key.fingerprint, DAY)
    kept = ask(banner.store, lambda s: s.scalar(select(Device.recovery).where(Device.kid == card.key.kid)))
    assert kept == card.recovery != ""
    assert len(ask(banner.store, trust.listed)) == 2


def test_a_key_taken_back_stays_so_and_says_why(banner, township):
    refused(banner, "原因", trust.revoke, device(banner).uuid, "  ", DAY)
    do(banner.store, trust.revoke, device(banner).uuid, "电脑丢失", DAY)
    assert (device(banner).revoked_on, device(banner).revoked_reason) == (DAY, "电脑丢失")
    card = township.card()
    refused(banner, "不能再登记", trust.enrol, card, card.key.fingerprint, DAY)


def test_what_was_taken_in_before_a_key_was_taken_back_stays(banner, township):
    register(township.store)
    township.report_to(banner)
    before = dump(banner.store, {"device", "operation", "change", "sqlite_sequence"})
    do(banner.store, trust.revoke, device(banner).uuid, "电脑丢失", DAY)
    assert dump(banner.store, {"device", "operation", "change", "sqlite_sequence"}) == before


def test_a_key_taken_back_by_mistake_is_believed_again_by_undoing(banner, township):
    do(banner.store, trust.revoke, device(banner).uuid, "点错了", DAY)
    do(banner.store, history.undo, ask(banner.store, history.newest))
    register(township.store)
    assert township.report_to(banner).taken == 2


def test_a_new_computer_of_an_office_is_enrolled_beside_the_old(banner, township, copied):
    new = copied(TOWNSHIP)
    new.keys = new.folder / "new keys"
    card = new.card()
    do(banner.store, trust.enrol, card, card.key.fingerprint, DAY)
    assert [row.office_code for row in ask(banner.store, trust.listed)].count(TOWNSHIP.code) == 2
    register(new.store)
    assert new.report_to(banner).taken == 2


def test_the_recovery_key_is_told_once_and_kept_nowhere(township):
    assert trust.recovery(township.keys) == ""
    secret = trust.make_recovery(township.keys)
    recipient = trust.recovery(township.keys)
    assert envelope.is_recipient(recipient)
    for path in township.folder.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes()
    with pytest.raises(UserError, match="已经生成过"):
        trust.make_recovery(township.keys)
    assert trust.recovery(township.keys) == recipient
    assert trust.make_recovery(township.keys, again=True) != secret
    assert trust.recovery(township.keys) != recipient


def test_no_secret_of_a_key_stands_in_the_file_of_the_office_or_on_its_card(township):
    card = ask(township.store, trust.write_own_card, township.keys, township.folder, NOW)
    secrets = [line for path in township.keys.iterdir() for line in _strings(path)]
    told = card.read_bytes() + township.store.path.read_bytes()
    public = township.card()
    hidden = [one for one in secrets if len(one) > 30 and one not in repr(public)]
    assert hidden
    assert [one for one in hidden if one.encode() in told] == []


def _strings(path):
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        return []
    return [value for value in found.values() if isinstance(value, str)]
