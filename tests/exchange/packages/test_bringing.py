"""A package off the stick: joined, proved by its list, and the stick is only read."""

import os
import subprocess

import pytest

from app.errors import Cancelled, UserError
from app.exchange.packages.stick import brought, carry

NAME = "zwgk-150121-00012-report.zip"
CONTENT = bytes(range(256)) * 1_000
CUT = 100_000


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def inbox(tmp_path):
    return tmp_path / "home" / "inbox"


@pytest.fixture
def whole(stick):
    (stick / NAME).write_bytes(CONTENT)
    return stick / NAME


@pytest.fixture
def cut(tmp_path, stick):
    """The package in three volumes and their list."""
    source = tmp_path / NAME
    source.write_bytes(CONTENT)
    return [each.path for each in carry(source, stick, CUT)]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def test_a_package_is_copied_and_stays_on_the_stick(whole, stick, inbox):
    assert brought(whole, inbox) == inbox / NAME
    assert contents(inbox) == contents(stick) == {NAME: CONTENT}


@pytest.mark.parametrize("number", range(4))
def test_any_volume_or_the_list_brings_the_whole(cut, stick, inbox, number):
    before = contents(stick)
    assert brought(cut[number], inbox) == inbox / NAME
    assert contents(inbox) == {NAME: CONTENT}
    assert contents(stick) == before


def test_the_name_of_the_package_itself_brings_its_volumes(cut, stick, inbox):
    assert brought(stick / NAME, inbox).read_bytes() == CONTENT


@pytest.mark.parametrize("number", range(3))
def test_a_missing_volume_is_named_even_if_it_is_the_last(cut, inbox, number):
    cut[number].unlink()
    with pytest.raises(UserError, match=f"缺少分卷：{cut[number].name}，"):
        brought(cut[-1], inbox)
    assert contents(inbox) == {}


def test_all_missing_volumes_are_named_at_once(cut, inbox):
    cut[0].unlink()
    cut[2].unlink()
    with pytest.raises(UserError, match=f"{cut[0].name}、{cut[2].name}"):
        brought(cut[1], inbox)


@pytest.mark.parametrize("number", range(3))
def test_without_the_list_a_volume_says_what_is_missing(cut, inbox, number):
    cut[-1].unlink()
    with pytest.raises(UserError, match=f"缺少分卷清单“{cut[-1].name}”"):
        brought(cut[number], inbox)


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data + b"x", lambda data: b"x" + data[1:]])
def test_a_volume_cut_short_or_changed_by_a_byte_is_named(cut, inbox, number, spoil):
    cut[number].write_bytes(spoil(cut[number].read_bytes()))
    with pytest.raises(UserError, match=f"“{cut[number].name}”不完整或已损坏"):
        brought(cut[0], inbox)
    assert contents(inbox) == {}


def test_volumes_of_two_packages_are_never_joined(cut, tmp_path, inbox):
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / NAME).write_bytes(CONTENT[::-1])
    carry(tmp_path / NAME, other, CUT)
    (other / cut[1].name).replace(cut[1])
    with pytest.raises(UserError, match=f"“{cut[1].name}”不完整或已损坏"):
        brought(cut[0], inbox)


def test_a_list_whose_whole_is_another_is_refused(cut, inbox):
    data = cut[-1].read_bytes()
    head, rest = data.split(b"\n", 1)
    cut[-1].write_bytes(head[:-64] + b"0" * 64 + b"\n" + rest)
    with pytest.raises(UserError, match=f"“{cut[-1].name}”不完整或已损坏"):
        brought(cut[0], inbox)
    assert contents(inbox) == {}


def test_a_damaged_list_is_refused(cut, inbox):
    cut[-1].write_bytes(os.urandom(2_000_000))
    with pytest.raises(UserError, match="分卷清单"):
        brought(cut[0], inbox)


def test_brought_again_it_takes_the_place_of_the_copy_and_of_what_was_left_of_one(whole, inbox):
    inbox.mkdir(parents=True)
    (inbox / NAME).write_bytes(b"old")
    (inbox / f"{NAME}.part").write_bytes(b"half")
    brought(whole, inbox)
    assert contents(inbox) == {NAME: CONTENT}


@pytest.mark.parametrize("name", ["旗里的包.zip", "张三 15000019900101001X.zip", "ᠢᠯᠡ.zip", f"{NAME} - 副本"])
def test_a_name_somebody_gave_it_does_not_come_along(whole, stick, inbox, name):
    renamed = whole.rename(stick / name)
    copies = {brought(renamed, inbox) for _again in range(3)}
    (copy,) = copies
    assert copy.name.isascii()
    assert "1500001" not in copy.name
    assert contents(inbox) == {copy.name: CONTENT}


@pytest.mark.parametrize("stop", [1, 150_000, 256_000])
def test_a_cancel_leaves_nothing_in_the_folder(cut, stick, inbox, stop):
    with pytest.raises(Cancelled):
        brought(cut[0], inbox, lambda done, total: done < stop)
    assert contents(inbox) == {}


def test_the_bytes_told_rise_to_all_of_them(cut, inbox):
    told = []
    brought(cut[0], inbox, lambda done, total: told.append((done, total)))
    assert told == [(100_000, 256_000), (200_000, 256_000), (256_000, 256_000)]


def test_a_stick_pulled_meanwhile_leaves_nothing_in_the_folder(cut, stick, inbox):
    with pytest.raises(UserError, match="请检查U盘是否已插好"):
        brought(cut[0], inbox, lambda done, total: stick.exists() and stick.rename(stick.with_name("pulled")) and True)
    assert contents(inbox) == {}


def test_what_is_not_there_or_no_file_is_told(stick, inbox):
    with pytest.raises(UserError, match=f"找不到“{NAME}”"):
        brought(stick / NAME, inbox)
    (stick / NAME).mkdir()
    with pytest.raises(UserError, match="不是普通文件"):
        brought(stick / NAME, inbox)


@pytest.mark.skipif(os.name != "posix", reason="only there are such files")
def test_a_link_and_an_endless_pipe_are_not_read(stick, inbox, tmp_path):
    (tmp_path / "own.zip").write_bytes(b"own")
    (stick / "a.zip").symlink_to(tmp_path / "own.zip")
    os.mkfifo(stick / "b.zip")
    (stick / "c.zip").symlink_to("/dev/zero")
    for name in "abc":
        with pytest.raises(UserError, match="不是普通文件"):
            brought(stick / f"{name}.zip", inbox)
    assert contents(inbox) == {}


def test_a_full_disk_of_this_computer_is_told_with_both_figures(whole, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(small)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only an administrator of Linux can make a disk for this test")
    try:
        with pytest.raises(UserError, match="本机磁盘空间不足：还需 1 MB，只剩 0 MB"):
            brought(whole, small)
        assert contents(small) == {}
    finally:
        subprocess.run(["umount", "--lazy", str(small)], check=True)
