"""The key of a computer: made once, kept whole and alone, told to nobody; its fingerprint survives the telephone."""

import base64
import copy
import errno
import hashlib
import io
import json
import logging
import os
import pickle
import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.errors import UserError
from app.exchange.packages import keys

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
KEY = keys.PublicKey("Ed25519", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "age1x")


def secrets(folder):
    """What must never be seen, in the forms in which it might be."""
    content = json.loads((folder / keys.FILE).read_text())
    raw = base64.b64decode(content["private"])
    return [content["private"], raw.hex(), repr(raw)[2:-1], content["identity"], content["identity"].lower()]


def told(folder, text):
    return [secret for secret in secrets(folder) if secret in text]


def refused(folder):
    with pytest.raises(UserError) as raised:
        keys.device_key(folder)
    return raised.value


def changed(folder, **entries):
    path = folder / keys.FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | entries))


def test_a_key_is_made_at_first_use_and_stays(tmp_path):
    folder = tmp_path / "not" / "there"
    assert keys.peek(folder) is None
    made = keys.device_key(folder)
    assert keys.device_key(folder).public == made.public == keys.peek(folder).public
    assert keys.peek(folder).sign(b"data") == made.sign(b"data")
    assert made.public.verify(made.sign(b"data"), b"data")
    assert [path.name for path in folder.iterdir()] == [keys.FILE]


def test_looking_for_a_key_makes_none(tmp_path):
    assert keys.peek(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_two_computers_have_two_keys(tmp_path):
    here, there = keys.device_key(tmp_path / "here"), keys.device_key(tmp_path / "there")
    assert here.public.kid != there.public.kid
    assert here.public.fingerprint != there.public.fingerprint
    assert here.public.recipient != there.public.recipient
    assert not there.public.verify(here.sign(b"data"), b"data")


def test_windows_that_start_together_get_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: keys.device_key(tmp_path).public.kid, range(16)))
    assert len(set(made)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [keys.FILE]


@posix
def test_the_file_is_for_this_user_alone(tmp_path):
    old = os.umask(0)
    try:
        keys.device_key(tmp_path)
    finally:
        os.umask(old)
    assert (tmp_path / keys.FILE).stat().st_mode & 0o777 == 0o600


@posix
def test_a_file_that_came_back_from_a_backup_is_closed_to_others(tmp_path):
    made = keys.device_key(tmp_path)
    (tmp_path / keys.FILE).chmod(0o644)
    assert keys.peek(tmp_path).public == made.public
    assert (tmp_path / keys.FILE).stat().st_mode & 0o777 == 0o600


def test_a_file_without_hard_links_gets_its_name_all_the_same(tmp_path, monkeypatch):
    def without(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", without)
    made = keys.device_key(tmp_path)
    assert keys.device_key(tmp_path).public == made.public
    assert [path.name for path in tmp_path.iterdir()] == [keys.FILE]


def test_what_is_private_is_not_shown_copied_or_logged(tmp_path, caplog):
    key = keys.device_key(tmp_path)
    assert repr(key) == str(key) == f"DeviceKey({key.public.fingerprint})"
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("app").warning("key %s %r %s", key, key, key.public)
        try:
            key.decrypt(io.BytesIO(b"no age file"), io.BytesIO())
        except Exception:
            logging.getLogger("app").exception("it failed")
    assert "it failed" in caplog.text
    assert told(tmp_path, caplog.text + repr(key.public)) == []
    assert not hasattr(key, "__dict__")
    for way in (pickle.dumps, copy.copy, copy.deepcopy, lambda key: pickle.dumps([key], protocol=2)):
        with pytest.raises(TypeError, match="does not leave its device"):
            way(key)


@pytest.mark.parametrize(
    "damage",
    [
        lambda good: good[: len(good) // 2],
        lambda good: b"",
        lambda good: bytes(len(good)),
        lambda good: b"[]",
        lambda good: b'{"format": "1"}',
        lambda good: b'{"format": 1, "alg": []}',
        lambda good: good.replace(b'"private"', b'"Private"'),
        lambda good: good.replace(b"AGE-SECRET-KEY-1", b"AGE-SECRET-KEY-2"),
        lambda good: good.replace(b'"kid": "', b'"kid": "0'),
        lambda good: b"[" * 10_000,
        lambda good: good + b" " * keys.LARGEST + b"x",
    ],
    ids=range(11),
)
def test_a_damaged_file_is_left_as_it_is_and_the_sentence_says_what_to_do(damage, tmp_path):
    keys.device_key(tmp_path)
    path = tmp_path / keys.FILE
    seen = secrets(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    error = refused(tmp_path)
    assert "device.json" in str(error)
    assert "重新登记" in str(error)
    assert path.read_bytes() == before
    words = error.details + "".join(traceback.format_exception(error))
    assert [secret for secret in seen if secret in words] == []


def test_one_changed_letter_of_the_private_key_is_noticed(tmp_path):
    keys.device_key(tmp_path)
    private = json.loads((tmp_path / keys.FILE).read_text())["private"]
    changed(tmp_path, private=("B" if private[0] == "A" else "A") + private[1:])
    assert "已损坏" in str(refused(tmp_path))


def test_half_of_another_file_is_noticed(tmp_path):
    keys.device_key(tmp_path / "here")
    keys.device_key(tmp_path / "there")
    changed(tmp_path / "here", identity=json.loads((tmp_path / "there" / keys.FILE).read_text())["identity"])
    assert "已损坏" in str(refused(tmp_path / "here"))


@pytest.mark.parametrize("entry", [{"format": 2}, {"alg": "SM2-SM3"}])
def test_a_file_of_a_newer_program_asks_for_that_program(entry, tmp_path):
    keys.device_key(tmp_path)
    changed(tmp_path, **entry)
    assert "请先升级本机的程序" in str(refused(tmp_path))


def test_a_folder_in_place_of_the_file_cannot_be_read(tmp_path):
    (tmp_path / keys.FILE).mkdir()
    assert "读不了" in str(refused(tmp_path))


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        assert f"没有保存到“{folder}”" in str(refused(folder))
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_disk_that_fails_at_the_last_moment_leaves_nothing(tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "请检查磁盘空间" in str(refused(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_the_name_of_a_key_is_the_hash_of_suite_and_key():
    raw = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    assert KEY.kid == hashlib.sha256(b"Ed25519\0" + raw).hexdigest()
    assert KEY.raw == raw


def test_a_fingerprint_is_the_first_sixty_bits_in_letters_nobody_mistakes():
    plain = KEY.fingerprint.replace("-", "")
    assert KEY.fingerprint == f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"
    number = 0
    for letter in plain:
        number = number * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    assert f"{number:015x}" == KEY.kid[:15]


@given(some.binary(min_size=1, max_size=64))
def test_every_key_has_a_fingerprint_that_is_its_own_however_it_is_typed(raw):
    fingerprint = keys.PublicKey("Ed25519", base64.b64encode(raw).decode(), "age1x").fingerprint
    assert len(fingerprint) == 14
    typed = fingerprint.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert keys.same_fingerprint(fingerprint, typed)
    assert keys.same_fingerprint(typed, fingerprint)


@pytest.mark.parametrize(
    "typed",
    [
        "0A1B-2C3D-4E5F",
        "oa1b2c3d4e5f",
        " OAIB 2C3D 4E5F ",
        "0alb—2c3d—4e5f",
        "０Ａ１Ｂ－２Ｃ３Ｄ－４Ｅ５Ｆ",
        "0A1B\u30002C3D\u30004E5F",
    ],
)
def test_a_fingerprint_may_be_typed_in_many_ways(typed):
    assert keys.same_fingerprint("0A1B-2C3D-4E5F", typed)


@pytest.mark.parametrize(
    "typed", ["", "0A1B-2C3D-4E5", "0A1B-2C3D-4E5G", "0A1B-2C3D-4E5F0", "2C3D-0A1B-4E5F", "UUUU-2C3D-4E5F"]
)
def test_another_fingerprint_is_another(typed):
    assert not keys.same_fingerprint("0A1B-2C3D-4E5F", typed)
    assert not keys.same_fingerprint(typed, "0A1B-2C3D-4E5F")


def test_nothing_is_not_the_fingerprint_of_nothing():
    assert not keys.same_fingerprint("", "")
    assert not keys.same_fingerprint("UUUU-UUUU-UUUU", "UUUU-UUUU-UUUU")


@pytest.mark.parametrize("public", ["", "x", "中文", "11qY AYKx", "AB==", "====", "AA==\n"])
def test_a_public_key_is_clean_base64(public):
    with pytest.raises(ValueError):  # noqa: PT011
        keys.PublicKey("Ed25519", public, "age1x")
