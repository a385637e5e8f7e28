"""A package appears whole or not at all, and its parts lie where the format says."""

import hashlib
import re
import tracemalloc
import zipfile

import pytest

from app.errors import UserError
from app.exchange.packages import writing, zips
from app.exchange.packages.json_lines import line
from app.exchange.packages.reading import opened
from app.exchange.packages.writing import Writer
from tests.exchange.packages.parcel_samples import (
    FOLDER,
    LINES,
    PHOTO,
    README,
    header,
    key,
    knowing,
    listed,
    package,
    unpacked,
)

NAME = f"{FOLDER}.zip"


def test_all_parts_lie_below_one_folder_named_like_the_file(tmp_path):
    with zipfile.ZipFile(package(tmp_path)) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {FOLDER}
        assert {name.partition("/")[2] for name in archive.namelist()} == {
            "bagit.txt",
            "bag-info.txt",
            "package.json",
            "manifest-sha256.txt",
            "manifest-sm3.txt",
            "tagmanifest-sha256.txt",
            "signature-1.json",
            "readme.html",
            "data/records.ndjson",
            f"data/att/{hashlib.sha256(PHOTO).hexdigest()}",
        }


def test_the_parts_are_what_was_given(tmp_path):
    files = unpacked(package(tmp_path))
    assert files["data/records.ndjson"] == b"".join(map(line, LINES))
    assert files[f"data/att/{hashlib.sha256(PHOTO).hexdigest()}"] == PHOTO
    assert files["readme.html"] == README
    assert files["package.json"] == header().as_json()


def test_the_lists_are_those_of_the_standard_library(tmp_path):
    files = unpacked(package(tmp_path))
    payload = {name: data for name, data in files.items() if name.startswith("data/")}
    assert files["manifest-sha256.txt"] == listed(payload, "sha256")
    assert files["manifest-sm3.txt"] == listed(payload, "sm3")
    tags = set(files) - set(payload) - {"tagmanifest-sha256.txt", "signature-1.json"}
    assert files["tagmanifest-sha256.txt"] == listed({name: files[name] for name in tags}, "sha256")
    size = sum(map(len, payload.values()))
    assert f"\nPayload-Oxum: {size}.2\n".encode() in files["bag-info.txt"]


def test_what_is_told_of_the_file_is_true_of_it(tmp_path):
    with Writer(tmp_path / NAME, key()) as writer:
        written = writer.finish(header())
    data = written.path.read_bytes()
    assert (written.size, written.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_same_content_gives_the_same_bytes(tmp_path):
    first = package(tmp_path).read_bytes()
    assert package(tmp_path).read_bytes() == first


def test_a_package_without_records_has_an_empty_list_of_them(tmp_path):
    with Writer(tmp_path / NAME, key()) as writer:
        path = writer.finish(header()).path
    with opened(path, knowing()) as parcel:
        assert list(parcel.records()) == []


def test_an_attachment_is_written_once(tmp_path):
    sha256 = hashlib.sha256(PHOTO).hexdigest()
    with Writer(tmp_path / NAME, key()) as writer:
        writer.attach(sha256, PHOTO)
        writer.attach(sha256, PHOTO)
        path = writer.finish(header()).path
    with zipfile.ZipFile(path) as archive:
        assert sum(name.endswith(sha256) for name in archive.namelist()) == 1


def test_what_is_packed_already_is_stored_as_it_is(tmp_path):
    noise = b"".join(hashlib.sha256(bytes([number])).digest() for number in range(200))
    with Writer(tmp_path / NAME, key()) as writer:
        for data in (noise, PHOTO):
            writer.attach(hashlib.sha256(data).hexdigest(), data)
        path = writer.finish(header()).path
    with zipfile.ZipFile(path) as archive:
        methods = {info.filename[-64:]: info.compress_type for info in archive.infolist()}
    assert methods[hashlib.sha256(noise).hexdigest()] == zipfile.ZIP_STORED
    assert methods[hashlib.sha256(PHOTO).hexdigest()] == zipfile.ZIP_DEFLATED


def test_a_spoilt_attachment_is_not_sent(tmp_path):
    with Writer(tmp_path / NAME, key()) as writer, pytest.raises(UserError, match="不一样"):
        writer.attach(hashlib.sha256(PHOTO).hexdigest(), PHOTO[:-1] + b"x")


def test_an_attachment_no_receiver_would_take_is_not_sent(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "LARGEST_ATTACHMENT", 2**10)
    with Writer(tmp_path / NAME, key()) as writer, pytest.raises(UserError, match="超过"):
        writer.attach(hashlib.sha256(PHOTO).hexdigest(), PHOTO)


@pytest.mark.parametrize(("limit", "least"), [("LARGEST_PAYLOAD", len(PHOTO)), ("MOST_PAYLOAD", 1)])
def test_more_than_any_receiver_would_take_is_not_sent(tmp_path, monkeypatch, limit, least):
    monkeypatch.setattr(writing, limit, least)
    with Writer(tmp_path / NAME, key()) as writer:
        writer.attach(hashlib.sha256(PHOTO).hexdigest(), PHOTO)
        with pytest.raises(UserError, match="上限"):
            writer.attach(hashlib.sha256(b"one more").hexdigest(), b"one more")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", range(4))
def test_whatever_goes_wrong_leaves_what_was_there(tmp_path, step):
    target = tmp_path / NAME
    target.write_bytes(b"the one before")

    def work() -> None:
        with Writer(target, key()) as writer:
            fail_at(0)
            with writer.records() as add:
                add(line(LINES[0]))
                fail_at(1)
            writer.attach(hashlib.sha256(PHOTO).hexdigest(), PHOTO)
            fail_at(2)
            writer.tag("readme.html", README)
            fail_at(3)

    def fail_at(number: int) -> None:
        if number == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert target.read_bytes() == b"the one before"


def test_a_writer_left_without_finish_leaves_nothing(tmp_path):
    with Writer(tmp_path / NAME, key()) as writer:
        writer.tag("readme.html", README)
    assert list(tmp_path.iterdir()) == []


def test_until_it_is_finished_nothing_has_the_name(tmp_path):
    with Writer(tmp_path / NAME, key()) as writer:
        writer.tag("readme.html", README)
        assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
        writer.finish(header())
        assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_folder_that_is_gone_is_said_in_a_sentence(tmp_path):
    with pytest.raises(UserError, match="不存在"), Writer(tmp_path / "gone" / NAME, key()):
        pass


@pytest.mark.parametrize("name", ["../a.html", "data/x", "附件.html", "readme.html", ".hidden"])
def test_a_file_that_no_reader_would_take_is_not_written(tmp_path, name):
    with Writer(tmp_path / NAME, key()) as writer:
        writer.tag("readme.html", README)
        with pytest.raises(ValueError, match=re.escape(name)):
            writer.tag(name, b"")


def test_a_package_is_signed_by_the_device_it_names(tmp_path):
    with Writer(tmp_path / NAME, key(2)) as writer, pytest.raises(ValueError, match=key().public.kid):
        writer.finish(header())


def test_the_records_are_written_only_once_and_only_as_lines(tmp_path):
    with Writer(tmp_path / NAME, key()) as writer:
        with writer.records() as add, pytest.raises(ValueError, match="no line"):
            add(b"{}")
        with pytest.raises(ValueError, match="records"), writer.records():
            pass


def test_memory_does_not_grow_with_the_records(tmp_path):
    text = line({"text": "".join(map(chr, range(0x4E00, 0x6000)))})
    count = 40 * 2**20 // len(text)
    tracemalloc.start()
    try:
        with Writer(tmp_path / NAME, key()) as writer:
            with writer.records() as add:
                for _each in range(count):
                    add(text)
            path = writer.finish(header()).path
        with opened(path, knowing()) as parcel:
            read = sum(1 for _each in parcel.records())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert read == count
    assert peak < 12 * zips.CHUNK
