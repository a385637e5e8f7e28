"""The errand to the stick: at no byte of it is either side damaged, and done again it goes on where it stopped."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import Cancelled, UserError
from app.exchange.packages.stick import brought, carry
from app.exchange.packages.volumes import cut

ROOT = Path(__file__).resolve().parents[3]
NAME = "zwgk-150121-00012-report.zip"
CUT = 100_000
WORKER = """
import os, signal, sys
from pathlib import Path
from app.exchange.packages.stick import carry
source, folder, stop = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
carry(source, folder, 100_000, lambda done, total: os.kill(os.getpid(), signal.SIGKILL) if done >= stop else True)
"""


@pytest.fixture
def source(tmp_path):
    """A package on this computer; what it holds is nothing to the errand."""
    folder = tmp_path / "outbox"
    folder.mkdir()
    path = folder / NAME
    path.write_bytes(os.urandom(350_000))
    return path


@pytest.fixture
def stick(tmp_path):
    """A folder in place of a stick, for what happens on every disk."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def small_stick(tmp_path):
    """A disk of 1 MB of its own, seen also from `beside`; needs the right to mount one."""
    beside, folder = tmp_path / "beside", tmp_path / "small"
    beside.mkdir()
    folder.mkdir()
    if os.name != "posix" or os.geteuid() != 0 or not mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs", beside):
        pytest.skip("only an administrator of Linux can make a disk for this test")
    assert mounted("--bind", beside, folder)
    yield folder
    for path in (folder, beside):
        subprocess.run(["umount", "--lazy", str(path)], capture_output=True)


@pytest.fixture
def image(tmp_path):
    """The bytes of a whole disk of 16 MB, mounted at `disk`; needs the right to mount it."""
    path, folder = tmp_path / "image", tmp_path / "disk"
    path.write_bytes(bytes(16_000_000))
    folder.mkdir()
    formatted = (
        shutil.which("mkfs.ext4")
        and not subprocess.run(["mkfs.ext4", "-q", "-O", "^has_journal", str(path)], capture_output=True).returncode
    )
    if os.name != "posix" or os.geteuid() != 0 or not formatted or not mounted("-o", "loop", path, folder):
        pytest.skip("only an administrator of Linux can make a disk for this test")
    yield path
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def mounted(*words):
    return subprocess.run(["mount", *map(str, words)], capture_output=True).returncode == 0


def pulled(stick):
    """Take the stick away; the folder where it was stays."""
    subprocess.run(["umount", "--lazy", str(stick)], check=True)
    return True


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def pieces(path, volume=CUT):
    """What should stand on the stick, without the list."""
    data = path.read_bytes()
    return {each.name: data[each.start :][: each.size] for each in cut(path.name, len(data), volume)}


def told_until(stop, then):
    """Something told how far the errand is, which does `then` once, when so many bytes are done."""
    waiting = [then]

    def told(done, total):
        return waiting.pop()() if waiting and done >= stop else True

    return told


def test_a_package_stands_on_the_stick_byte_for_byte(source, stick):
    before = source.read_bytes()
    (carried,) = carry(source, stick)
    assert contents(stick) == {NAME: before}
    assert (carried.path, carried.size, carried.found) == (stick / NAME, 350_000, False)
    assert source.read_bytes() == before


def test_an_empty_file_is_carried_too(tmp_path, stick):
    (tmp_path / "a.zip").touch()
    assert carry(tmp_path / "a.zip", stick)[0].size == 0
    assert contents(stick) == {"a.zip": b""}


def test_a_large_one_goes_in_volumes_with_a_list_of_them(source, stick):
    carried = carry(source, stick, CUT)
    assert [each.path.name[len(NAME) :] for each in carried] == [".001", ".002", ".003", ".004", ".parts"]
    found = contents(stick)
    found.pop(f"{NAME}.parts")
    assert found == pieces(source)


def test_a_second_errand_writes_nothing_again(source, stick):
    first = carry(source, stick, CUT)
    inodes = {path: path.stat().st_ino for path in stick.iterdir()}
    second = carry(source, stick, CUT)
    assert all(each.found for each in second)
    assert [(each.path, each.sha256) for each in first] == [(each.path, each.sha256) for each in second]
    assert {path: path.stat().st_ino for path in stick.iterdir()} == inodes


@pytest.mark.parametrize("volume", [CUT, 1_000_000])
def test_the_bytes_told_rise_to_all_of_them(source, stick, volume):
    for _again in range(2):
        told = []
        carry(source, stick, volume, lambda done, total, told=told: told.append((done, total)))
        assert told == sorted(told)
        assert told[-1] == (700_000, 700_000)


@pytest.mark.parametrize("stop", [1, 150_000, 349_999, 699_999])
def test_a_cancel_leaves_whole_volumes_and_nothing_else(source, stick, stop):
    with pytest.raises(Cancelled):
        carry(source, stick, CUT, lambda done, total: done < stop)
    wanted = pieces(source)
    assert contents(stick).items() <= wanted.items()
    kept = len(contents(stick))
    assert sum(each.found for each in carry(source, stick, CUT)) == kept
    assert contents(stick).items() >= wanted.items()


def test_what_the_window_raises_to_cancel_passes_through(source, stick):
    def told(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        carry(source, stick, told=told)
    assert contents(stick) == {}


@pytest.mark.parametrize("name", ["报送包.zip", "zwgk-15000019900101001X.zip"])
def test_a_name_that_may_not_go_on_a_stick_is_refused_first(source, stick, name):
    with pytest.raises(UserError, match="请改名"):
        carry(source.rename(source.with_name(name)), stick)
    assert contents(stick) == {}


@pytest.mark.parametrize("size", [10, 350_000])
def test_another_file_of_that_name_is_never_overwritten(source, stick, size):
    (stick / NAME).write_bytes(b"x" * size)
    with pytest.raises(UserError, match="已有同名但内容不同的文件"):
        carry(source, stick)
    assert contents(stick) == {NAME: b"x" * size}


def test_a_volume_of_another_package_is_seen_before_anything_is_written(source, stick):
    (stick / f"{NAME}.004").write_bytes(b"other")
    with pytest.raises(UserError, match=r"同名但内容不同的文件“zwgk-150121-00012-report\.zip\.004”"):
        carry(source, stick, CUT)
    assert contents(stick) == {f"{NAME}.004": b"other"}


def test_a_list_of_another_package_of_the_same_size_is_not_overwritten(source, stick, tmp_path):
    other = tmp_path / NAME
    other.write_bytes(os.urandom(350_000))
    carry(other, stick, CUT)
    for path in stick.glob("*.0*"):
        path.unlink()
    with pytest.raises(UserError, match=r"同名但内容不同的文件“.*\.parts”"):
        carry(source, stick, CUT)


def test_a_link_on_the_stick_leads_to_no_file_of_this_computer(source, stick, tmp_path):
    own = tmp_path / "own.txt"
    own.write_bytes(b"own")
    (stick / f"{NAME}.part").symlink_to(own)
    carry(source, stick)
    assert own.read_bytes() == b"own"
    (stick / NAME).unlink()
    (stick / NAME).symlink_to(own)
    with pytest.raises(UserError, match="不是普通文件"):
        carry(source, stick)
    assert own.read_bytes() == b"own"


@pytest.mark.parametrize("spoil", [lambda data: b"x" + data[1:], lambda data: data[:-1], lambda data: b""])
def test_a_stick_that_keeps_other_bytes_than_it_was_given_is_found_out(source, stick, spoil):
    part = stick / f"{NAME}.part"

    def spoilt():
        part.write_bytes(spoil(part.read_bytes()))
        return True

    with pytest.raises(UserError, match="读回来与原文件不一致"):
        carry(source, stick, told=told_until(350_000, spoilt))
    assert contents(stick) == {}


def test_what_is_read_back_comes_from_the_disk_and_not_from_memory(source, image, tmp_path):
    data = os.urandom(6_000_000)
    source.write_bytes(data)

    def spoilt():
        place = image.read_bytes().index(data[5_000_000:5_001_000])
        with image.open("r+b") as disk:
            disk.seek(place)
            disk.write(b"x" * 1_000)
        return True

    with pytest.raises(UserError, match="读回来与原文件不一致"):
        carry(source, tmp_path / "disk", told=told_until(7_000_000, spoilt))
    carry(source, tmp_path / "disk")


def test_a_disk_that_breaks_down_is_told_as_one_that_is_gone(source, image, tmp_path):
    source.write_bytes(os.urandom(6_000_000))
    with pytest.raises(UserError, match="请检查U盘是否已插好"):
        carry(source, tmp_path / "disk", told=told_until(7_000_000, lambda: os.truncate(image, 0) or True))


def test_a_folder_that_is_not_there_is_not_made(source, tmp_path):
    with pytest.raises(UserError, match="请检查U盘是否已插好"):
        carry(source, tmp_path / "gone" / "folder")
    assert not (tmp_path / "gone").exists()


def test_a_source_that_is_gone_or_becomes_shorter_leaves_nothing_on_the_stick(source, stick):
    with pytest.raises(UserError, match="请重新生成报送包"):
        carry(source, stick, CUT, told_until(1, lambda: os.truncate(source, 150_000)))
    assert set(contents(stick)) == {f"{NAME}.001"}
    source.unlink()
    with pytest.raises(UserError, match="请重新生成报送包"):
        carry(source, stick)


def test_a_stick_without_room_is_refused_with_both_figures(source, small_stick):
    (small_stick / "filler").write_bytes(bytes(900_000))
    with pytest.raises(UserError, match=r"还需 1 MB，只剩 0 MB，没有开始写"):
        carry(source, small_stick)
    assert set(contents(small_stick)) == {"filler"}


def test_a_leftover_of_an_errand_does_not_take_the_room_it_needs(source, small_stick):
    (small_stick / f"{NAME}.part").write_bytes(bytes(900_000))
    carry(source, small_stick)
    assert contents(small_stick) == {NAME: source.read_bytes()}


def test_going_on_asks_for_no_more_room_than_what_is_missing(source, small_stick):
    carry(source, small_stick, CUT)
    (small_stick / f"{NAME}.004").unlink()
    (small_stick / "filler").write_bytes(bytes(shutil.disk_usage(small_stick).free - 150_000))
    assert [each.found for each in carry(source, small_stick, CUT)] == [True, True, True, False, True]


def test_a_stick_that_fills_up_meanwhile_keeps_what_is_whole_and_is_gone_on_with(source, small_stick):
    before = source.read_bytes()

    def fill():
        (small_stick / "filler").write_bytes(bytes(shutil.disk_usage(small_stick).free))
        return True

    with pytest.raises(UserError, match="已写满"):
        carry(source, small_stick, CUT, told_until(300_000, fill))
    (small_stick / "filler").unlink()
    assert 1 <= len(contents(small_stick)) < 4
    assert contents(small_stick).items() <= pieces(source).items()
    assert sum(each.found for each in carry(source, small_stick, CUT)) >= 1
    assert brought(small_stick / f"{NAME}.001", source.parent / "back").read_bytes() == before


def test_a_write_protected_stick_is_told_with_its_switch(source, small_stick):
    assert mounted("-o", "remount,bind,ro", small_stick)
    with pytest.raises(UserError, match="写保护开关"):
        carry(source, small_stick)
    assert contents(small_stick) == {}


@pytest.mark.parametrize("stop", [1, 100_001, 200_000, 390_000, 400_000, 690_000, 700_000])
def test_a_stick_pulled_at_any_moment_damages_neither_side(source, small_stick, stop):
    """The folder where it was stays behind, empty: nothing may be written there, on this computer's own disk."""
    beside, before = small_stick.parent / "beside", source.read_bytes()
    with pytest.raises(UserError, match="请检查U盘是否已插好"):
        carry(source, small_stick, CUT, told_until(stop, lambda: pulled(small_stick)))
    assert contents(small_stick) == {}
    assert source.read_bytes() == before
    whole = {name: data for name, data in contents(beside).items() if not name.endswith(".part")}
    assert whole.items() <= pieces(source).items()
    assert mounted("--bind", beside, small_stick)
    assert sum(each.found for each in carry(source, small_stick, CUT)) == len(whole)
    assert brought(small_stick / f"{NAME}.parts", source.parent / "back").read_bytes() == before


@pytest.mark.parametrize(("missing", "stop"), [(".002", 200_000), (".parts", 700_000), ("none", 700_000)])
def test_a_stick_pulled_between_two_volumes_is_not_mistaken_for_this_computer(source, small_stick, missing, stop):
    carry(source, small_stick, CUT)
    (small_stick / f"{NAME}{missing}").unlink(missing_ok=True)
    with pytest.raises(UserError, match="请检查U盘是否已插好"):
        carry(source, small_stick, CUT, told_until(stop, lambda: pulled(small_stick)))
    assert contents(small_stick) == {}


def test_a_volume_lost_after_it_was_written_is_seen_before_the_stick_may_be_pulled(source, stick):
    def lost():
        (stick / f"{NAME}.001").unlink()
        return True

    with pytest.raises(UserError, match="请检查U盘是否已插好"):
        carry(source, stick, CUT, told_until(400_000, lost))
    assert [each.found for each in carry(source, stick, CUT)] == [False, True, True, True, True]


@pytest.mark.parametrize("stop", [1, 100_001, 350_000, 480_000, 700_000])
def test_killed_at_any_moment_it_goes_on_where_it_stopped(source, stick, stop):
    run = subprocess.run([sys.executable, "-c", WORKER, str(source), str(stick), str(stop)], cwd=ROOT)
    assert run.returncode == -signal.SIGKILL
    left = contents(stick)
    whole = {name: data for name, data in left.items() if not name.endswith(".part")}
    assert whole.items() <= pieces(source).items()
    assert sum(each.found for each in carry(source, stick, CUT)) == len(whole)
    assert set(contents(stick)) == {*pieces(source), f"{NAME}.parts"}
    assert brought(stick / f"{NAME}.002", source.parent / "back").read_bytes() == source.read_bytes()


@pytest.fixture
def held(stick):
    """A folder in which files can be made but not renamed, as when a virus scanner holds them; call it to let go."""

    def changed(how):
        words = ["chattr", how, str(stick)]
        return bool(shutil.which("chattr")) and subprocess.run(words, capture_output=True).returncode == 0

    if not changed("+a"):
        pytest.skip("this disk cannot hold a folder for this test")
    yield lambda: changed("-a")
    changed("-a")


def test_a_file_held_for_a_moment_gets_its_name_when_it_is_let_go(source, stick, held):
    told = []

    def tell(done, total):
        told.append(done)
        return held() if told.count(700_000) == 2 else True

    carry(source, stick, told=tell)
    assert told.count(700_000) >= 2
    assert contents(stick) == {NAME: source.read_bytes()}


def test_a_file_held_for_good_is_told_and_carried_once_it_is_free(source, stick, held):
    with pytest.raises(UserError, match="杀毒软件"):
        carry(source, stick)
    assert set(contents(stick)) == {f"{NAME}.part"}
    assert held()
    carry(source, stick)
    assert contents(stick) == {NAME: source.read_bytes()}
