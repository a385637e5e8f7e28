"""Whatever somebody does to a package, it is refused in a sentence or it says the very same; nothing else happens."""

import base64
import io
import random
import stat
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.exchange.packages import reading, zips
from app.exchange.packages.header import Header
from app.exchange.packages.reading import opened, unverified_header
from tests.exchange.packages.parcel_samples import (
    FOLDER,
    content,
    header,
    key,
    knowing,
    listed,
    package,
    packed,
    refused,
    relisted,
    resigned,
    signed,
    unpacked,
)

GIGABYTE = 2**30


@contextmanager
def little_memory(most: int = 24 * 2**20) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()


# Cut short, spoilt on the way


def test_a_package_cut_anywhere_is_refused(tmp_path):
    data = package(tmp_path).read_bytes()
    cut = tmp_path / "cut.zip"
    for percent in range(100):
        cut.write_bytes(data[: len(data) * percent // 100])
        assert "不完整" in refused(cut), percent
    cut.write_bytes(data[:-1])
    assert "不完整" in refused(cut)


def test_a_package_with_something_behind_or_before_it_is_refused(tmp_path):
    data = package(tmp_path).read_bytes()
    (tmp_path / "a.zip").write_bytes(data + b"\0")
    assert "不完整" in refused(tmp_path / "a.zip")
    (tmp_path / "a.zip").write_bytes(b"MZ" + data)
    assert "不是报送包" in refused(tmp_path / "a.zip")
    (tmp_path / "a.zip").write_bytes(data[:30] + data)
    refused(tmp_path / "a.zip")


def test_one_bit_of_an_attachment_on_the_way_is_damage(tmp_path):
    path = package(tmp_path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = next(info for info in archive.infolist() if "/att/" in info.filename)
    data[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0x01
    path.write_bytes(data)
    assert "已损坏" in refused(path)


def with_other_photo(files: dict[str, bytes]) -> dict[str, bytes]:
    """One bit of the attachment turned, its length the same."""
    name = next(name for name in files if name.startswith("data/att/"))
    return {**files, name: files[name][:-1] + bytes([files[name][-1] ^ 1])}


# Changed by somebody who can write zips but has no key


def test_one_bit_of_an_attachment_is_found(tmp_path):
    path = package(tmp_path)
    assert "data/att/" in refused(packed(path, with_other_photo(unpacked(path))))


def test_a_manifest_written_anew_is_found(tmp_path):
    path = package(tmp_path)
    files = unpacked(path)
    new = relisted(with_other_photo(files))
    for name in ("tagmanifest-sha256.txt", "bag-info.txt"):
        new[name] = files[name]
    assert "manifest-sha256.txt" in refused(packed(path, new))


def test_only_one_of_two_manifests_written_anew_is_found(tmp_path):
    path = package(tmp_path)
    files = unpacked(path)
    assert "manifest-sm3.txt" in refused(packed(path, {**files, "manifest-sm3.txt": files["manifest-sha256.txt"]}))


def test_a_tag_manifest_written_anew_is_found(tmp_path):
    path = package(tmp_path)
    assert "tagmanifest-sha256.txt" in refused(packed(path, relisted(with_other_photo(unpacked(path)))))


def test_a_signature_of_another_package_is_found(tmp_path):
    path = package(tmp_path)
    other = unpacked(package(tmp_path, seq=4))
    assert "改动过" in refused(packed(path, {**unpacked(path), "signature-1.json": other["signature-1.json"]}))


def test_a_package_signed_anew_by_a_stranger_is_found(tmp_path):
    path = package(tmp_path)
    assert "没有登记" in refused(packed(path, signed(relisted(unpacked(path)), key(2))))


def test_a_stranger_who_borrows_the_name_of_a_key_is_found(tmp_path):
    path = package(tmp_path)
    files = signed(relisted(unpacked(path)), key(2), kid=key().public.kid)
    assert "改动过" in refused(packed(path, files))


def test_a_known_office_cannot_sign_as_the_device_of_another(tmp_path):
    path = package(tmp_path)
    files = signed(relisted(unpacked(path)), key(2))
    assert "package.json" in refused(packed(path, files), key(), key(2))


def test_a_key_brought_along_convinces_nobody(tmp_path):
    path = package(tmp_path)
    files = signed(relisted(unpacked(path)), key(2), public=key(2).public.public)
    assert "signature-1.json" in refused(packed(path, files))


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "none"},
        {"alg": "SM2-SM3"},
        {"signed": "manifest-sha256.txt"},
        {"value": ""},
        {"value": "!" * 88},
        {"value": "A" * 88},
        {"value": base64.b64encode(key().sign(b"")).decode()},
        {"extra": "1"},
    ],
)
def test_a_signature_that_says_anything_else_is_refused(tmp_path, changes):
    path = package(tmp_path)
    assert "改动过" in refused(packed(path, signed(unpacked(path), key(), **changes)))


def test_a_signature_has_nothing_between_its_letters(tmp_path):
    path = package(tmp_path)
    files = unpacked(path)
    value = base64.b64encode(key().sign(files["tagmanifest-sha256.txt"])).decode()
    assert content(packed(path, signed(files, key(), value=value)))
    assert "改动过" in refused(packed(path, signed(files, key(), value=f"{value[:40]}\n{value[40:]}")))


def test_a_store_that_gives_another_key_than_the_one_asked_for_is_not_believed(tmp_path):
    with pytest.raises(UserError, match="没有登记"):
        opened(package(tmp_path), lambda _kid: key(2).public)


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"null", b'{"alg":"Ed25519","alg":"Ed25519"}', b"[" * 50_000])
def test_a_signature_file_that_is_none_is_refused(tmp_path, text):
    path = package(tmp_path)
    refused(packed(path, {**unpacked(path), "signature-1.json": text}))


def test_a_file_nobody_listed_is_refused(tmp_path):
    path = package(tmp_path)
    assert "改动过" in refused(packed(path, {**unpacked(path), "records.xlsx": b"PK"}))
    assert "改动过" in refused(packed(path, {**unpacked(path), "data/att/" + "0" * 64: b"x"}))


# Signed, and yet not sound: a program that is not ours, or a key in wrong hands


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bagit.txt", b"BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n"),
        ("bag-info.txt", b"Payload-Oxum: 1.1\n"),
        ("bag-info.txt", b"\xff\xfe"),
        ("manifest-sha256.txt", b""),
        ("manifest-sm3.txt", b"\r\n"),
        ("manifest-sha256.txt", b"0" * 64 + b"  ../../outside\n"),
    ],
)
def test_lists_that_do_not_say_what_is_there_are_refused(tmp_path, name, data):
    path = package(tmp_path)
    files = {**unpacked(path), name: data}
    assert f"（{name}" in refused(packed(path, tags_listed(files)))


def tags_listed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files with the tag manifest alone made anew, signed."""
    skipped = ("data/", "tagmanifest", "signature")
    tags = {name: data for name, data in files.items() if not name.startswith(skipped)}
    return signed({**files, "tagmanifest-sha256.txt": listed(tags, "sha256")}, key())


def test_a_wrong_hash_by_sm3_alone_is_found(tmp_path):
    path = package(tmp_path)
    files = unpacked(path)
    old = files["manifest-sm3.txt"]
    new = (b"f" if old[:1] != b"f" else b"e") + old[1:]
    assert "（data/att/" in refused(packed(path, tags_listed({**files, "manifest-sm3.txt": new})))


def test_a_listed_file_that_is_not_there_is_found(tmp_path):
    path = package(tmp_path)
    files = relisted(unpacked(path))
    del files["readme.html"]
    assert "（tagmanifest-sha256.txt" in refused(packed(path, signed(files, key())))


def test_two_names_that_differ_in_case_alone_are_refused(tmp_path):
    """Where the format allows further files, a stick for Windows would still hold only one of the two."""
    path = package(tmp_path)
    newer = header(format_minor=1, extra={}).as_json()
    files = {**unpacked(path), "package.json": newer, "extra.txt": b"1"}
    assert content(packed(path, signed(relisted(files), key())))
    assert "不该有" in refused(packed(path, signed(relisted({**files, "Extra.txt": b"2"}), key())))


def test_a_page_or_an_attachment_larger_than_any_is_refused(tmp_path, monkeypatch):
    assert "readme.html" in refused(resigned(package(tmp_path), readme_dot_html=bytes(zips.LARGEST_TAG + 1)))
    monkeypatch.setattr(reading, "LARGEST_ATTACHMENT", 1000)
    assert "data/att/" in refused(package(tmp_path))


def test_an_attachment_under_the_name_of_another_is_refused(tmp_path):
    path = package(tmp_path)
    name = "data/att/" + "0" * 64
    assert name in refused(packed(path, signed(relisted({**unpacked(path), name: b"not this"}), key())))


def test_a_line_without_end_is_refused_with_little_memory(tmp_path):
    path = resigned(package(tmp_path), data__records_dot_ndjson=b'{"a":"' + b"0" * (40 * 2**20))
    with little_memory(), opened(path, knowing()) as parcel, pytest.raises(UserError, match="请"):
        list(parcel.records())


# Names that lead elsewhere, and entries that are no files


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        f"{FOLDER}/../../outside.txt",
        f"{FOLDER}/./bagit.txt",
        f"{FOLDER}//bagit.txt",
        "/etc/passwd",
        "//server/share/a",
        "C:/windows/a",
        f"{FOLDER}\\readme.html",
        f"{FOLDER}/data\\att\\{'0' * 64}",
        f"{FOLDER}/data/att/../records.ndjson",
        f"{FOLDER}/data/att/{'A' * 64}",
        f"{FOLDER}/data/att/",
        f"{FOLDER}/data/Records.ndjson",
        f"{FOLDER}/README.html",
        f"{FOLDER}/BAGIT.TXT",
        f"{FOLDER}/caf\u00e9.html",
        f"{FOLDER}/cafe\u0301.html",
        f"{FOLDER}/报送.html",
        f"{FOLDER}/\u202etxt.exe",
        f"{FOLDER}/a\nb.txt",
        f"{FOLDER}/CON",
        f"{FOLDER}/fetch.txt",
        f"{FOLDER}/",
        FOLDER,
        "other/bagit.txt",
        "other/records.xlsx",
        "",
    ],
)
def test_a_name_that_no_package_has_is_refused(tmp_path, name):
    path = package(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    sentence = refused(path)
    assert "不该有" in sentence
    assert sentence.isprintable()


def test_a_name_that_stops_at_a_zero_byte_is_refused(tmp_path):
    path = package(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"{FOLDER}/records.xlsx-exe", b"x")
    path.write_bytes(path.read_bytes().replace(b"records.xlsx-exe", b"records.xlsx\0exe"))
    assert "不该有" in refused(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["readme.html", "data/records.ndjson", "bagit.txt"])
def test_a_name_that_stands_there_twice_is_refused(tmp_path, name):
    path = package(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"{FOLDER}/{name}", b"another")
    assert name in refused(path)


KINDS = (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK)
DOS_FOLDER = 0x10


@pytest.mark.parametrize("rights", [*((kind | 0o777) << 16 for kind in KINDS), DOS_FOLDER])
def test_what_is_no_plain_file_is_refused(tmp_path, rights):
    path = package(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        info = zipfile.ZipInfo(f"{FOLDER}/records.xlsx")
        info.external_attr = rights
        archive.writestr(info, b"/etc/passwd")
    sentence = refused(path)
    assert "不该有" in sentence
    assert "records.xlsx" in sentence


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_way_of_packing_is_refused(tmp_path, method):
    path = package(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"{FOLDER}/records.xlsx", b"x" * 1000, method)
    assert "不该有" in refused(path)


def test_an_entry_with_a_password_is_refused(tmp_path):
    path = package(tmp_path)
    with zipfile.ZipFile(path) as archive:
        first, start = archive.infolist()[0], archive.start_dir
    data = bytearray(path.read_bytes())
    for place in (first.header_offset + 6, start + 8):
        data[place] |= 1
    path.write_bytes(data)
    assert "records.ndjson" in refused(path)


def changed_directory(path: Path, name: str, place: int, form: str, value: int) -> None:
    """Write a word into the directory's entry of this name."""
    data = bytearray(path.read_bytes())
    entry = data.rindex(f"{FOLDER}/{name}".encode()) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into(form, data, entry + place, value)
    path.write_bytes(data)


def test_an_entry_on_another_disk_is_refused(tmp_path):
    path = package(tmp_path)
    changed_directory(path, "readme.html", 34, "<H", 1)
    assert "readme.html" in refused(path)


def test_an_entry_within_another_is_refused(tmp_path):
    """So bombs share their bytes: a thousand entries that each hold the next."""
    inner = packed(tmp_path / "inner.zip", {"bagit.txt": b"a" * 1000})
    with zipfile.ZipFile(inner) as archive:
        record = inner.read_bytes()[: archive.start_dir]
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{FOLDER}/readme.html", record)
        archive.writestr(f"{FOLDER}/bagit.txt", b"a" * 1000, zipfile.ZIP_DEFLATED)
        archive.writestr(f"{FOLDER}/package.json", b"{}")
    zips.Archive(path).close()
    changed_directory(path, "bagit.txt", 42, "<I", 30 + len(f"{FOLDER}/readme.html"))
    with pytest.raises(UserError, match="已损坏"):
        zips.Archive(path)


def test_room_between_the_last_entry_and_the_directory_is_refused(tmp_path):
    path = package(tmp_path)
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
    data = path.read_bytes()
    moved = bytearray(data[:start] + b"hidden" + data[start:])
    struct.pack_into("<I", moved, len(moved) - 6, start + 6)
    path.write_bytes(moved)
    assert "已损坏" in refused(path)


def test_an_entry_that_has_less_than_it_says_is_refused(tmp_path):
    path = package(tmp_path)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(f"{FOLDER}/readme.html")
    changed_directory(path, "readme.html", 24, "<I", info.file_size + 1)
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, info.header_offset + 22, info.file_size + 1)
    path.write_bytes(data)
    assert "已损坏" in refused(path)


def test_a_comment_that_is_not_there_is_refused(tmp_path):
    path = package(tmp_path)
    path.write_bytes(path.read_bytes()[:-2] + b"\1\0")
    assert "不完整" in refused(path)


def test_an_entry_that_is_one_thing_here_and_another_there_is_refused(tmp_path):
    path = package(tmp_path)
    data = bytearray(path.read_bytes())
    for place, value in ((8, 0), (14, data[14] ^ 1)):  # the method, the checksum of the first entry
        changed = bytearray(data)
        changed[place] = value
        path.write_bytes(changed)
        assert "已损坏" in refused(path)


# Too much of everything


def zeros_packed(size: int) -> bytes:
    """So many zeros as deflate packs them, without packing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(bytes(2**24))
    packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * (size // 2**24) + packer.flush()


def with_raw(path: Path, name: str, raw: bytes, size: int, crc: int = 0) -> Path:
    """A zip of an entry whose bytes and words are given."""
    end = io.BytesIO()
    full = f"{FOLDER}/{name}".encode()
    words = struct.pack("<5H3I2H", 20, 0, 8, 0, 33, crc, len(raw), size, len(full), 0)
    other = f"{FOLDER}/bagit.txt".encode()
    empty = struct.pack("<5H3I2H", 20, 0, 0, 0, 33, 0, 0, 0, len(other), 0)
    for entry, text, data in ((words, full, raw), (empty, other, b"")):
        end.write(b"PK\x03\x04" + entry + text + data)
    start = end.tell()
    for entry, text, place in ((words, full, 0), (empty, other, 30 + len(full) + len(raw))):
        end.write(b"PK\x01\x02" + b"\x14\0" + entry + struct.pack("<3H2I", 0, 0, 0, 0, place) + text)
    end.write(struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, end.tell() - start, start, 0))
    path.write_bytes(end.getvalue())
    return path


@pytest.mark.parametrize("name", ["data/records.ndjson", "package.json", "readme.html", "data/att/" + "0" * 64])
def test_a_gigabyte_of_packed_zeros_is_refused_with_little_memory(tmp_path, name):
    raw = zeros_packed(GIGABYTE)
    assert len(raw) < GIGABYTE / 500
    path = with_raw(tmp_path / "a.zip", name, raw, GIGABYTE)
    with little_memory():
        assert "大得不正常" in refused(path)


@pytest.mark.parametrize("size", [0, 1, 2**20, 2**26])
def test_zeros_that_deny_their_number_are_refused_with_little_memory(tmp_path, size):
    path = with_raw(tmp_path / "a.zip", "package.json", zeros_packed(GIGABYTE), size)
    with little_memory(64 * 2**20):
        refused(path)


def test_a_gigabyte_of_plain_zeros_is_no_package(tmp_path):
    path = tmp_path / "a.zip"
    with path.open("wb") as file:
        file.truncate(GIGABYTE)
    with little_memory():
        assert "不是报送包" in refused(path)


def test_a_gigabyte_behind_a_proper_beginning_was_cut(tmp_path):
    path = package(tmp_path)
    with path.open("r+b") as file:
        file.truncate(GIGABYTE)
    with little_memory():
        assert "不完整" in refused(path)


def test_a_directory_larger_than_any_is_not_read(tmp_path):
    path = package(tmp_path)
    data = path.read_bytes()
    size = 200 * 2**20
    with path.open("wb") as file:
        file.write(data)
        file.truncate(len(data) + size)
        file.seek(0, 2)
        file.write(struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, size, len(data), 0))
    with little_memory():
        assert "超过" in refused(path)


def test_more_in_a_package_than_a_disk_holds_is_refused(tmp_path, monkeypatch):
    path = package(tmp_path)
    monkeypatch.setattr(zips, "LARGEST", path.stat().st_size)
    assert "大得不正常" in refused(path)


def test_more_files_than_any_package_has_are_refused(tmp_path, monkeypatch):
    path = package(tmp_path)
    monkeypatch.setattr(zips, "MOST_ENTRIES", 9)
    assert "超过 9 个" in refused(path)


# Anything at all


def mutations(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Copies with a bit, a byte or a stretch changed, lost, doubled, moved or made up."""
    rng = random.Random(seed)

    def bit(new: bytearray, at: int, _size: int) -> None:
        new[at] ^= 1 << rng.randrange(8)

    def byte(new: bytearray, at: int, _size: int) -> None:
        new[at] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, ord("/"), ord("."), rng.randrange(256)))

    def lost(new: bytearray, at: int, size: int) -> None:
        del new[at : at + size]

    def doubled(new: bytearray, at: int, size: int) -> None:
        new[at:at] = new[at : at + size]

    def made_up(new: bytearray, at: int, size: int) -> None:
        new[at : at + size] = rng.randbytes(size)

    def moved(new: bytearray, at: int, size: int) -> None:
        piece = bytes(new[at : at + size])
        del new[at : at + size]
        to = rng.randrange(len(new) + 1)
        new[to:to] = piece

    ways: tuple[Callable[[bytearray, int, int], None], ...] = (bit, bit, byte, byte, lost, doubled, made_up, moved)
    for _each in range(count):
        new = bytearray(data)
        for _again in range(rng.choice((1, 1, 1, 2, 5))):
            rng.choice(ways)(new, rng.randrange(len(new) - 64), rng.randint(1, 40))
        yield bytes(new)


def taken(path: Path, read: Callable[[Path], Any]) -> Any:
    """What is read; the sentence of the refusal in its place."""
    try:
        return read(path)
    except UserError as error:
        return str(error)


def test_ten_thousand_random_changes_are_refused_or_mean_nothing(tmp_path):
    path, target = package(tmp_path), tmp_path / "mutated.zip"
    data, whole = path.read_bytes(), content(path)
    accepted = 0
    for number, mutated in enumerate(mutations(data, 10_000, seed=6)):
        target.write_bytes(mutated)
        found = taken(target, content)
        accepted += found == whole
        assert found == whole or (isinstance(found, str) and "请" in found), number
    assert 0 < accepted < 500  # days, versions and rights of the zip's entries mean nothing


def test_random_changes_do_not_confuse_the_list_of_a_stick(tmp_path):
    path, target = package(tmp_path), tmp_path / "mutated.zip"
    for number, mutated in enumerate(mutations(path.read_bytes(), 2_000, seed=7)):
        target.write_bytes(mutated)
        found = taken(target, unverified_header)
        assert isinstance(found, Header) or "请" in found, number
