"""What a package says of itself: written, read, refused where it says nothing sound."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from app.errors import UserError
from app.exchange.packages.header import FORMAT, MINOR, Header, Kind, file_name
from tests.exchange.packages.parcel_samples import header


def said(**changes: object) -> bytes:
    plain = {**json.loads(header().as_json()), **changes}
    return json.dumps({name: value for name, value in plain.items() if value is not ...}).encode()


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as raised:
        Header.read(data)
    return str(raised.value)


@pytest.mark.parametrize("kind", Kind)
def test_a_header_is_read_as_it_was_written(kind):
    head = header(kind=kind)
    assert Header.read(head.as_json()) == head


def test_the_file_has_a_name_for_any_system():
    assert file_name(header()) == "zwgk-152599101-00003-report.zip"
    assert file_name(header(seq=123456, kind=Kind.BACKUP_COPY)) == "zwgk-152599101-123456-backup-copy.zip"


def test_fields_of_a_newer_minor_format_are_carried_on():
    head = Header.read(said(format_minor=MINOR + 1, weather={"wind": [1, "大"]}))
    assert head.extra == {"weather": {"wind": [1, "大"]}}
    assert Header.read(head.as_json()) == head


def test_an_unknown_field_cannot_take_the_place_of_a_known_one():
    assert Header.read(header(extra={"seq": 99}).as_json()).seq == 3


def test_a_newer_format_is_refused_by_name_whatever_else_it_says():
    assert refused(b'{"format":2}') == refused(said(format=FORMAT + 1, seq="soon"))
    assert "格式 2" in refused(b'{"format":2}')
    assert "升级" in refused(b'{"format":2}')


def test_a_newer_kind_asks_for_a_newer_program():
    assert "upload-plan" in refused(said(kind="upload-plan"))
    assert "升级" in refused(said(kind="upload-plan"))


@pytest.mark.parametrize("data", [b"[]", b"null", b'{"name":"a","version":"1"}', b'{"format":"1"}', b'{"format":true}'])
def test_another_json_is_no_package(data):
    assert "不是报送包" in refused(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", ...),
        ("kind", "../report"),
        ("package_uuid", "01999999-0000-7000-8000-0000000000AA"),
        ("package_uuid", "1"),
        ("sender", ""),
        ("sender", "../152599"),
        ("sender", "152599-1"),
        ("receiver", "旗"),
        ("device", "AB" * 32),
        ("seq", -1),
        ("seq", True),
        ("seq", "3"),
        ("base_seq", None),
        ("prev_sha256", "ab"),
        ("made_at", "2026-02-30T10:00:00"),
        ("made_at", "2026-05-05"),
        ("made_at", "2026-5-5T1:2:3"),
        ("maker", 7),
        ("counts", {"notice": -1}),
        ("counts", []),
        ("held", {"calendar": 1}),
        ("summary_zh", "字" * 5000),
        ("summary_zh", "公示\u202e2件"),
        ("summary_mn", "\x1b[2J"),
        ("body", []),
        ("format", 0),
        ("format_minor", ...),
    ],
)
def test_a_field_that_is_not_sound_is_named(name, value):
    assert f"“{name}”" in refused(said(**{name: value}))


@pytest.mark.parametrize("changes", [{"sender": "旗"}, {"seq": -1}, {"counts": {"a": -2}}, {"summary_zh": "字" * 5000}])
def test_a_header_nobody_could_read_is_not_written(changes):
    with pytest.raises(ValueError, match=next(iter(changes))):
        header(**changes).as_json()


def test_an_identity_may_stand_there_with_or_without_hyphens():
    for uuid in ("01999999-0000-7000-8000-0000000000aa", "0199999900007000800000000000" + "00aa"):
        assert Header.read(said(package_uuid=uuid)).package_uuid == uuid


def test_a_moment_is_told_to_the_second():
    head = header(made_at=datetime(2026, 5, 5, 10, 30, 1, 999_999))
    assert Header.read(head.as_json()) == replace(head, made_at=datetime(2026, 5, 5, 10, 30, 1))


def test_a_receiver_may_be_everybody_below():
    assert Header.read(header(kind=Kind.CATALOG, receiver="").as_json()).receiver == ""


def test_a_package_of_another_kind_is_named_as_what_it_is():
    header(kind=Kind.RECEIPT).expect(Kind.RECEIPT)
    with pytest.raises(UserError, match="“回执”，这里要的是“上报数据”"):
        header(kind=Kind.RECEIPT).expect(Kind.REPORT)
