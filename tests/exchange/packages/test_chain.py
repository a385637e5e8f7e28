"""What a computer remembers of its packages, beside the office's file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.errors import UserError
from app.exchange.packages.chain import Chain, chain, note_chain

FIRST = Chain(1, "a" * 64, "01890000-0000-7000-8000-000000000001")
SECOND = Chain(2, "b" * 64, "01890000-0000-7000-8000-000000000002")


def test_an_office_begins_before_its_first_package(tmp_path):
    assert chain(tmp_path / "none", "150000102") == Chain(0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_last_package_is_remembered(tmp_path):
    note_chain(tmp_path / "keys", "150000102", FIRST)
    note_chain(tmp_path / "keys", "150000102", SECOND)
    assert chain(tmp_path / "keys", "150000102") == SECOND
    assert len(list((tmp_path / "keys").iterdir())) == 1


def test_two_offices_on_one_computer_have_a_chain_each(tmp_path):
    note_chain(tmp_path, "150000102", SECOND)
    note_chain(tmp_path, "150000103", FIRST)
    assert (chain(tmp_path, "150000102"), chain(tmp_path, "150000103")) == (SECOND, FIRST)


@given(code=some.text(min_size=1, max_size=12))
def test_no_code_leads_out_of_the_folder(code, tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    note_chain(folder, code, FIRST)
    assert chain(folder, code) == FIRST
    (made,) = folder.iterdir()
    assert made.name.isascii()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"seq": 2, "sha',
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        *(
            json.dumps({"seq": 1, "sha256": "a", "package_uuid": "b"} | wrong).encode()
            for wrong in ({"seq": "1"}, {"seq": -1}, {"seq": True}, {"seq": 1.5}, {"sha256": 1}, {"package_uuid": None})
        ),
    ],
    ids=range(13),
)
def test_a_damaged_memory_is_never_taken_for_the_beginning(damage, tmp_path):
    note_chain(tmp_path, "150000102", SECOND)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    with pytest.raises(UserError) as raised:
        chain(tmp_path, "150000102")
    assert "chain-150000102.json" in str(raised.value)
    assert "核对" in str(raised.value)
    assert path.read_bytes() == damage


def test_what_cannot_be_read_or_written_is_said(tmp_path):
    (tmp_path / "chain-150000102.json").mkdir()
    with pytest.raises(UserError, match="读不了"):
        chain(tmp_path, "150000102")
    with pytest.raises(UserError):
        note_chain(tmp_path, "150000102", FIRST)
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="没有保存"):
        note_chain(tmp_path / "file", "150000102", FIRST)
