"""A package is cut and listed so that a missing piece is known by name, by our program and by public tools."""

import hashlib
import shutil
import subprocess

import pytest

from app.errors import UserError
from app.exchange.packages.volumes import (
    VOLUME,
    PartsList,
    check_name,
    cut,
    is_plain,
    list_size,
    whole_name,
)

NAME = "zwgk-150121001-00012-report.zip"
WHOLE = "a" * 64


def listed(size=2_500, volume=1_000):
    return PartsList(NAME, size, volume, WHOLE, tuple(f"{n:064x}" for n in range(len(cut(NAME, size, volume)))))


def test_a_package_that_fits_is_one_file_without_a_list():
    (only,) = cut(NAME, VOLUME)
    assert (only.name, only.start, only.size) == (NAME, 0, VOLUME)
    assert list_size(NAME, [only]) == 0


def test_a_larger_one_is_cut_below_two_gigabytes_without_a_gap():
    size = 4 * VOLUME + 1
    volumes = cut(NAME, size)
    assert [volume.name[-4:] for volume in volumes] == [".001", ".002", ".003", ".004", ".005"]
    assert [volume.start for volume in volumes] == [0, VOLUME, 2 * VOLUME, 3 * VOLUME, 4 * VOLUME]
    assert sum(volume.size for volume in volumes) == size
    assert max(volume.size for volume in volumes) < 2**31


@pytest.mark.parametrize("size", [1_001, 2_000, 2_500, 1_000_500])
def test_a_list_is_read_as_it_was_written_and_as_long_as_foretold(size):
    written = listed(size).as_bytes()
    assert PartsList.read(NAME, written) == listed(size)
    assert PartsList.read(NAME, written.replace(b"\n", b"\r\n")) == listed(size)
    assert len(written) == list_size(NAME, cut(NAME, size, 1_000))


def test_public_tools_check_the_volumes_by_the_list_and_join_them(tmp_path):
    if not shutil.which("sha256sum"):
        pytest.skip("there is no sha256sum here")
    content = bytes(range(250)) * 10
    pieces = [content[volume.start :][: volume.size] for volume in cut(NAME, len(content), 1_000)]
    for n, piece in enumerate(pieces, 1):
        (tmp_path / f"{NAME}.{n:03}").write_bytes(piece)
    of = tuple(hashlib.sha256(piece).hexdigest() for piece in pieces)
    written = PartsList(NAME, len(content), 1_000, hashlib.sha256(content).hexdigest(), of).as_bytes()
    (tmp_path / f"{NAME}.parts").write_bytes(written)
    command = f"sha256sum --strict -c {NAME}.parts && cat {NAME}.0* > {NAME}"
    subprocess.run(["sh", "-ec", command], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / NAME).read_bytes() == content
    (tmp_path / f"{NAME}.003").write_bytes(b"x" * 500)
    assert subprocess.run(["sh", "-ec", command], cwd=tmp_path, capture_output=True).returncode


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"report.zip.002", b"../../evil.002", id="a path"),
        pytest.param(b".003", b".004", id="a gap"),
        pytest.param(b" 2500 ", b" 9999999999 ", id="too large for its volumes"),
        pytest.param(b" 1000 ", b" 0 ", id="volumes of nothing"),
        pytest.param(b" 2500 1000 ", b" 999999999999999 1 ", id="a thousand million volumes"),
        pytest.param(b"zwgk-parts 1", b"zwgk-parts x", id="no number of a format"),
        pytest.param(b"0", "一".encode(), id="other letters"),
    ],
)
def test_a_damaged_list_is_refused_with_its_name(old, new):
    written = listed().as_bytes()
    assert old in written
    with pytest.raises(UserError, match=r"分卷清单“zwgk-150121001-00012-report\.zip\.parts”已损坏"):
        PartsList.read(NAME, written.replace(old, new))


def test_a_list_with_a_line_too_many_or_of_one_volume_is_refused():
    written = listed().as_bytes()
    last = written.splitlines(keepends=True)[-1]
    for damaged in (written + last, written + b"\n", b"".join(written.splitlines(keepends=True)[:2])):
        with pytest.raises(UserError, match="已损坏"):
            PartsList.read(NAME, damaged)


def test_every_list_cut_short_is_refused():
    written = listed().as_bytes()
    for length in range(len(written) - 1):
        with pytest.raises(UserError, match="分卷清单"):
            PartsList.read(NAME, written[:length])


def test_a_list_of_a_newer_program_is_told_from_a_damaged_one():
    with pytest.raises(UserError, match="请先升级"):
        PartsList.read(NAME, listed().as_bytes().replace(b"zwgk-parts 1", b"zwgk-parts 2"))


def test_the_name_of_the_whole_is_found_from_every_piece():
    assert {whole_name(NAME + tail) for tail in ("", ".001", ".017", ".1000", ".parts", ".PARTS")} == {NAME}
    assert whole_name("zwgk-1.zip.age.002") == "zwgk-1.zip.age"


@pytest.mark.parametrize(
    "name", [NAME, "zwgk-150121-00012-report.zip", "zwgk-150121001001-99999-catalog.zip.age", "zwgk-1501-key.json"]
)
def test_names_of_packages_may_go_on_a_stick(name):
    check_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "报送包.zip",
        "ᠢᠯᠡ.zip",
        "zwgk 1.zip",
        ".zip",
        "zwgk-1.",
        "a/b.zip",
        "a\\b.zip",
        "a:b.zip",
        "zwgk-\n.zip",
        "x" * 130,
        "zwgk-15000019900101001X.zip",
        "zwgk-13900000000.zip",
        f"{NAME}.001",
        f"{NAME}.parts",
        f"{NAME}.part",
    ],
)
def test_other_names_may_not(name):
    assert not is_plain(name)
    with pytest.raises(UserError, match="请改名"):
        check_name(name)
