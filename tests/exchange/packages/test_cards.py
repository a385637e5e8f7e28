"""Key cards: what one office writes another reads; what was changed, forged or never was a card is refused."""

import base64
import json
import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.errors import UserError
from app.exchange.packages import cards, envelope, json_lines
from app.exchange.packages.cards import Card, card_name, read_card, write_card
from app.exchange.packages.keys import device_key
from app.rules.offices import Level


@pytest.fixture
def township(tmp_path):
    return device_key(tmp_path / "township")


@pytest.fixture
def card(township):
    return Card(
        office_code="150000102",
        office_name="示例苏木人民政府",
        office_level=Level.TOWNSHIP,
        device_name="办公室一号机",
        key=township.public,
        made_at=datetime(2026, 11, 3, 9, 30, 15),
        recovery=envelope.recovery_pair()[0],
    )


@pytest.fixture
def path(tmp_path, card, township):
    path = tmp_path / card_name(card.office_code)
    write_card(path, card, township)
    return path


def refused(path):
    return str(refusal(path))


def refusal(path):
    with pytest.raises(UserError) as raised:
        read_card(path)
    return raised.value


def content(path):
    return json.loads(path.read_bytes())


def forged(path, **entries):
    """The card changed by somebody who has no key."""
    path.write_text(json.dumps(content(path) | entries), encoding="utf-8")
    return path


def signed(path, key, without=(), **entries):
    """The card changed and signed again by the owner of the key: what a program with other ideas may write."""
    changed = {name: value for name, value in (content(path) | entries).items() if name not in (*without, "signature")}
    changed["signature"] = base64.b64encode(key.sign(json_lines.canonical(changed))).decode()
    path.write_text(json.dumps(changed), encoding="utf-8")
    return path


def test_one_office_reads_what_another_wrote(path, card):
    assert read_card(path) == card
    assert path.name == "zwgk-150000102-key.json"
    assert read_card(path).key.fingerprint == card.key.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        {"recovery": ""},
        {"office_name": "ᠰᠤᠮᠤ ᠶᠢᠨ ᠠᠷᠠᠳ ᠤᠨ ᠵᠠᠰᠠᠭ\u202fᠤᠨ ᠭᠠᠵᠠᠷ"},
        {"made_at": datetime(2026, 11, 3, 1, 30, tzinfo=UTC)},
        {"office_code": "150000", "office_level": "banner"},
        {"device_name": '\U00020000 “一”号 \\ "机" <b>'},
    ],
    ids=["no recovery", "mongolian", "with zone", "banner", "odd letters"],
)
def test_cards_of_all_kinds_travel(other, tmp_path, card, township):
    card = replace(card, **other)
    write_card(tmp_path / "card.json", card, township)
    assert read_card(tmp_path / "card.json") == card


def test_a_card_holds_nothing_private(path, tmp_path, township):
    kept = json.loads((tmp_path / "township" / "device.json").read_text())
    text = path.read_text(encoding="utf-8")
    assert kept["private"] not in text
    assert kept["identity"] not in text
    assert "SECRET" not in text
    assert kept["recipient"] in text


def test_a_card_is_signed_with_the_key_it_carries_or_not_written(tmp_path, card):
    with pytest.raises(ValueError, match="signed with the key it carries"):
        write_card(tmp_path / "card.json", card, device_key(tmp_path / "stranger"))
    assert not (tmp_path / "card.json").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("office_code", "150000103"),
        ("office_name", "示例苏木人民政府一"),
        ("office_level", "banner"),
        ("device_name", "二号机"),
        ("made_at", "2026-11-04T09:30:15"),
        ("recovery", ""),
        ("more", "1"),
    ],
)
def test_a_changed_field_breaks_the_signature(field, value, path):
    assert "签名不符" in refused(forged(path, **{field: value}))


def test_neither_key_can_be_replaced(path, tmp_path):
    stranger = device_key(tmp_path / "stranger").public
    whole = content(path)
    for entries in (
        {"public": stranger.public},
        {"recipient": stranger.recipient},
        {"recovery": envelope.recovery_pair()[0]},
        {"public": stranger.public, "recipient": stranger.recipient},
    ):
        path.write_text(json.dumps(whole))
        assert "签名不符" in refused(forged(path, **entries))


def test_a_stranger_can_sign_only_for_a_key_with_another_fingerprint(path, card, tmp_path):
    stranger = device_key(tmp_path / "stranger")
    signed(path, stranger, public=stranger.public.public, recipient=stranger.public.recipient)
    assert read_card(path).office_code == card.office_code
    assert read_card(path).key.fingerprint != card.key.fingerprint


def test_the_signature_of_another_card_does_not_serve(path, tmp_path, card, township):
    write_card(tmp_path / "other.json", replace(card, device_name="二号机"), township)
    assert "签名不符" in refused(forged(path, signature=content(tmp_path / "other.json")["signature"]))


def test_the_signature_holds_however_the_file_is_laid_out(path, card):
    path.write_text(json.dumps(dict(reversed(content(path).items())), indent=4), encoding="utf-8")
    assert read_card(path) == card


def test_a_field_of_a_newer_program_is_borne(path, card, township):
    assert read_card(signed(path, township, colour="青")) == card


def test_a_newer_format_or_suite_asks_for_a_newer_program(path, township):
    assert "（格式 2），本机程序只认到格式 1" in refused(ahead := signed(path, township, format=2))
    assert "请先升级" in refused(signed(ahead, township, format=1, alg="SM2-SM3"))


@pytest.mark.parametrize(
    "field", ["office_code", "office_name", "office_level", "device_name", "alg", "public", "recipient", "made_at"]
)
@pytest.mark.parametrize("value", [None, "", " ", 1, True, ["x"], {"a": "b"}, "x" * 201, "a\u202eb", "a\x00b"])
def test_a_field_of_the_wrong_kind_is_named_for_the_telephone(field, value, path, township):
    without = (field,) if value is None else ()
    error = refusal(signed(path, township, without, **{field: value}))
    assert "不完整或格式不对" in str(error)
    assert error.details == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("office_code", "15000010"),
        ("office_code", "../000102"),
        ("office_level", "region"),
        ("made_at", "昨天"),
        ("recipient", "age1x"),
        ("recovery", "age1x"),
        ("recovery", 5),
        ("public", "没有"),
        ("public", "QQ==="),
    ],
)
def test_a_value_that_cannot_be_is_named_for_the_telephone(field, value, path, township):
    error = refusal(signed(path, township, **{field: value}))
    assert "不完整或格式不对" in str(error)
    assert error.details == field


@pytest.mark.parametrize("signature", [None, "", 5, "====", "QUJD", "x" * 88])
def test_a_card_without_a_proper_signature_is_refused(signature, path):
    error = refusal(forged(path, signature=signature))
    assert "签名不符" in str(error) or error.details == "signature"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"kind": "key-card"}',
        b'{"kind": "key-card", "format": true}',
        b'{"kind": "report", "format": 1}',
        b'{"kind": "key-card", "kind": "key-card", "format": 1}',
        b'{"kind": "key-card", "format": 1.0}',
        b'{"kind": "key-card", "format": 1, "x": "\\ud800"}',
        b"[" * 60_000,
        b"PK\x03\x04",
    ],
    ids=range(13),
)
def test_what_is_no_card_is_refused(data, path):
    path.write_bytes(data)
    assert "不是登记卡，或者已经损坏" in refused(path)


def test_a_file_too_large_for_a_card_is_not_read(path):
    with path.open("wb") as file:
        file.truncate(10 * 2**30)
    assert f"有 {10 * 2**20} KB" in refused(path)


def test_a_card_at_the_limit_is_read_and_one_byte_more_is_not(path, card):
    whole = path.read_bytes().rstrip()
    path.write_bytes(whole + b" " * (cards.LARGEST - len(whole)))
    assert read_card(path) == card
    path.write_bytes(whole + b" " * (cards.LARGEST - len(whole) + 1))
    assert "登记卡不会这么大" in refused(path)


def test_a_card_that_is_gone_or_a_folder_is_named(tmp_path):
    assert "读不了登记卡“gone.json”" in refused(tmp_path / "gone.json")
    assert "读不了登记卡" in refused(tmp_path)


def test_a_card_cut_anywhere_is_refused(path):
    whole = path.read_bytes().rstrip()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert "不是登记卡，或者已经损坏" in refused(path)


def outcome(path):
    try:
        return read_card(path)
    except UserError:
        return "refused"


def test_a_thousand_damaged_cards_are_refused_or_the_very_same(path, card):
    whole, chance = path.read_bytes(), random.Random(6)
    for _ in range(1000):
        bad = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        path.write_bytes(bad)
        assert outcome(path) in (card, "refused")
