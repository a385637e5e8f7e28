"""Keys come down with packs: a new computer is trusted under the old key, and what was taken back stays so."""

from datetime import date

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.exchange.packages.cards import Card
from app.exchange.packages.keys import device_key
from app.models.package import Device
from app.operations.packages import pack_keys, packs, trust
from app.rules.offices import Level, OfficeDraft
from tests.factory import ask, do
from tests.operations.packages.desks import BANNER, NOW, OTHER_TOWNSHIP, TOWNSHIP, Desk

MAY = date(2026, 5, 6)


@pytest.fixture
def desks(tmp_path):
    made = []

    def desk(office):
        made.append(Desk(tmp_path / f"{office.code}-{len(made)}", office))
        return made[-1]

    yield desk
    for one in made:
        one.store.close()


@pytest.fixture
def banner(desks):
    return desks(BANNER)


@pytest.fixture
def township(desks, banner):
    made = desks(TOWNSHIP)
    made.know(banner)
    return made


@pytest.fixture
def second(banner, tmp_path):
    """Another computer of the banner, at the same file."""
    other = device_key(tmp_path / "second-keys")
    return tmp_path / "second-keys", Card(
        BANNER.code, BANNER.name, Level.BANNER, "第二台电脑", other.public, NOW, trust.recovery(banner.keys)
    )


def trusted(desk):
    return {row.kid: row.revoked_on for row in ask(desk.store, trust.listed)}


def test_a_new_computer_of_the_sender_is_trusted_under_the_old_key(banner, township, second):
    keys, card = second
    do(banner.store, pack_keys.announce, card, card.key.fingerprint, MAY)
    plan = township.plan(banner.make("tariffs").path)
    assert [line.name for line in plan.lines if line.part == pack_keys.KEYS] == [
        f"{BANNER.name} 第二台电脑 {card.key.fingerprint}"
    ]
    township.install(banner.make("tariffs").path)
    assert trusted(township)[card.key.kid] is None
    banner.keys = keys
    township.install(banner.make("tariffs", despite=True).path)
    assert ask(township.store, packs.installed).version == 3


def test_a_lost_computer_is_trusted_no_longer_below(banner, township, second):
    keys, card = second
    uuid = do(banner.store, pack_keys.announce, card, card.key.fingerprint, MAY)
    township.install(banner.make("tariffs").path)
    do(banner.store, trust.revoke, uuid, "电脑丢失", MAY)
    township.install(banner.make("tariffs").path)
    assert trusted(township)[card.key.kid] == MAY
    banner.keys = keys
    path = banner.make("tariffs", despite=True).path
    with pytest.raises(UserError, match="已停用"):
        township.plan(path)


def test_a_key_taken_back_above_can_no_longer_be_enrolled_below(desks, banner, township):
    other = desks(OTHER_TOWNSHIP)
    other.know(banner)
    village = desks(OfficeDraft("152531101201", "演示嘎查", Level.VILLAGE))
    kid = village.card().key.kid
    card = village.card()
    do(banner.store, trust.enrol, card, card.key.fingerprint, MAY)
    with banner.store.read() as session:
        uuid = session.scalar(select(Device.uuid).where(Device.kid == kid))
    do(banner.store, trust.revoke, uuid, "电脑丢失", MAY)
    township.install(banner.make("tariffs").path)
    assert trusted(township)[kid] == MAY
    with pytest.raises(UserError, match="停用"):
        do(township.store, trust.enrol, card, card.key.fingerprint, MAY)


def test_keys_of_neighbours_are_passed_over(desks, banner, township):
    other = desks(OTHER_TOWNSHIP)
    other.know(banner)
    township.install(banner.make("tariffs").path)
    assert other.card().key.kid not in trusted(township)


def test_a_new_recovery_key_comes_down(banner, township):
    trust.make_recovery(banner.keys)
    plan = township.plan(banner.make("tariffs").path)
    assert [d.text for line in plan.lines if line.part == pack_keys.KEYS for d in line.details] == [
        "恢复密钥有变动，今后加密时使用新的"
    ]
    township.install(banner.make("tariffs").path)
    with township.store.read() as session:
        assert session.scalars(select(Device.recovery)).all() == [trust.recovery(banner.keys)]


def test_only_a_card_of_this_office_with_its_fingerprint_is_announced(banner, township, second):
    _keys, card = second
    with pytest.raises(UserError, match="不是本单位的"):
        do(banner.store, pack_keys.announce, township.card(), township.card().key.fingerprint, MAY)
    with pytest.raises(UserError, match="指纹不符"):
        do(banner.store, pack_keys.announce, card, "0000-0000-0000", MAY)
    do(banner.store, pack_keys.announce, card, card.key.fingerprint, MAY)
    with pytest.raises(UserError, match="已经登记过"):
        do(banner.store, pack_keys.announce, card, card.key.fingerprint, MAY)
