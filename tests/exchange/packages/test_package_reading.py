"""What is verified is handed on, the same as often as it is asked for."""

import hashlib
import json
import zipfile

import pytest

from app.errors import Cancelled, UserError
from app.exchange.packages.envelope import recovery_pair, seal
from app.exchange.packages.header import FORMAT, MINOR
from app.exchange.packages.reading import opened, unverified_header
from tests.exchange.packages.parcel_samples import (
    LINES,
    PHOTO,
    content,
    header,
    key,
    knowing,
    package,
    packed,
    refused,
    relisted,
    resigned,
    signed,
    unpacked,
)


def changed_header(**changes: object) -> bytes:
    return json.dumps({**json.loads(header().as_json()), **changes}).encode()


def test_a_package_is_read_as_it_was_written(tmp_path):
    path = package(tmp_path)
    with opened(path, knowing()) as parcel:
        assert parcel.header == header()
        assert parcel.key == key().public
        assert parcel.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert list(parcel.records()) == list(LINES)
        assert parcel.attachments() == [hashlib.sha256(PHOTO).hexdigest()]
        assert parcel.attachment(parcel.attachments()[0]) == PHOTO


def test_the_records_can_be_walked_again_and_at_once(tmp_path):
    with opened(package(tmp_path), knowing()) as parcel:
        assert list(zip(parcel.records(), parcel.records(), strict=True)) == [(each, each) for each in LINES]


def test_a_package_may_have_any_name_on_the_stick(tmp_path):
    path = package(tmp_path)
    assert content(path.rename(tmp_path / "报送 (1).zip"))[0] == header()


def test_a_package_so_large_that_zip_needs_longer_numbers_is_read(tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(zipfile, "ZIP64_LIMIT", 100)  # the standard library's own bound, so that every number is long
        patch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 3)
        path = package(tmp_path)
    assert b"PK\x06\x06" in path.read_bytes()
    assert content(path)[0] == header()
    path.write_bytes(path.read_bytes()[:-60])
    assert "不完整" in refused(path)


def test_verifying_tells_how_far_it_is_and_can_be_stopped(tmp_path):
    path, told = package(tmp_path), []
    opened(path, knowing(), lambda done, whole: told.append((done, whole))).close()
    assert told == sorted(told)
    assert told[-1][0] <= told[-1][1]
    assert sum(len(data) for name, data in unpacked(path).items() if name.startswith("data/")) <= told[-1][0]

    def stop(_done: int, _whole: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        opened(path, knowing(), stop)


def test_the_list_of_a_stick_shows_what_a_file_says_without_a_key(tmp_path):
    assert unverified_header(package(tmp_path)) == header()


def test_a_newer_minor_format_is_read_with_the_files_it_adds(tmp_path):
    new = changed_header(format_minor=MINOR + 1, weather="晴")
    path = resigned(package(tmp_path), package_dot_json=new, datapackage_dot_json=b"{}")
    head, _kid, records, _files = content(path)
    assert head.extra == {"weather": "晴"}
    assert records == list(LINES)


def test_our_own_format_has_no_such_files(tmp_path):
    assert "datapackage.json" in refused(resigned(package(tmp_path), datapackage_dot_json=b"{}"))


@pytest.mark.parametrize("name", ["fetch.txt", ".hidden", "..", "data/other.csv", "data/att/1", "sub/file.txt"])
def test_some_files_no_minor_format_may_add(tmp_path, name):
    new = changed_header(format_minor=MINOR + 1)
    files = {**unpacked(package(tmp_path)), "package.json": new, name: b"x"}
    sentence = refused(packed(tmp_path / "a.zip", signed(relisted(files), key())))
    assert f"“{name}”" in sentence


def test_a_newer_format_asks_for_a_newer_program_even_where_all_else_is_strange(tmp_path):
    files = {"package.json": changed_header(format=FORMAT + 1), "bagit.txt": b"", "other/file.bin": b""}
    assert f"格式 {FORMAT + 1}" in refused(packed(tmp_path / "a.zip", files))


@pytest.mark.parametrize(
    "name",
    [
        "bag-info.txt",
        "package.json",
        "manifest-sha256.txt",
        "manifest-sm3.txt",
        "tagmanifest-sha256.txt",
        "signature-1.json",
        "data/records.ndjson",
    ],
)
def test_a_part_that_is_missing_is_named(tmp_path, name):
    files = unpacked(package(tmp_path))
    del files[name]
    assert f"缺少“{name}”" in refused(packed(tmp_path / "a.zip", files))


def test_another_file_is_no_package(tmp_path):
    for name, data in (("a.txt", b"hello"), ("b.pdf", b"%PDF-1.7\n"), ("c.zip", b"\0" * 1000)):
        (tmp_path / name).write_bytes(data)
        assert "不是报送包" in refused(tmp_path / name)


def test_another_zip_is_no_package(tmp_path):
    assert "不是报送包" in refused(packed(tmp_path / "a.xlsx", {"[Content_Types].xml": b"<x/>"}, folder=""))


def test_an_empty_file_was_not_copied_to_the_end(tmp_path):
    (tmp_path / "a.zip").touch()
    assert "不完整" in refused(tmp_path / "a.zip")


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path):
    assert "U盘" in refused(tmp_path / "a.zip")
    assert "U盘" in refused(tmp_path)


def test_a_sealed_package_says_that_it_is_sealed(tmp_path):
    seal(package(tmp_path), tmp_path / "a.zip.age", [recovery_pair()[0], recovery_pair()[0]])
    assert "加密" in refused(tmp_path / "a.zip.age")


def test_a_stranger_is_told_from_somebody_who_changed_a_package(tmp_path):
    path = package(tmp_path)
    assert "没有登记" in refused(path, key(2))
    assert "改动过" in refused(packed(path, {**unpacked(path), "readme.html": b"another"}))


def test_a_revoked_key_is_refused_in_the_words_of_the_receiver(tmp_path):
    def revoked(_kid: str) -> None:
        raise UserError("这把密钥已停用。请换一把。")

    with pytest.raises(UserError, match="已停用"):
        opened(package(tmp_path), revoked)


def test_a_refused_file_is_not_kept_open(tmp_path):
    path = package(tmp_path)
    refused(path, key(2))
    path.rename(tmp_path / "b.zip")  # Windows would not let it
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


@pytest.mark.parametrize("text", [b"[]\n", b'{"a":1,"a":2}\n', b'{"a":1}', b'{"a":1.5}\n', b"\n", b"{}\n\n", b"\xff\n"])
def test_a_line_that_is_no_record_is_refused_when_it_is_reached(tmp_path, text):
    path = resigned(package(tmp_path), data__records_dot_ndjson=b'{"first":1}\n' + text)
    with opened(path, knowing()) as parcel:
        records = parcel.records()
        assert next(records) == {"first": 1}
        with pytest.raises(UserError, match="请"):
            list(records)
