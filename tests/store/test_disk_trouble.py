"""A disk that is full or may not be written: a sentence, nothing lost, and work goes on once it is mended."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import UserError
from app.operations import attachments, backups, offices
from app.store.database import Store
from tests.factory import NOW, OFFICE, ask, do, integrity, register

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 32 MB of its own; needs the right to mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only an administrator of Linux can make a disk for this test")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder, left=100_000):
    """Leave so many bytes on the disk."""
    free = shutil.disk_usage(folder).free
    (folder / "filler").write_bytes(bytes(free - left))


def remount(folder, mode):
    subprocess.run(["mount", "-o", f"remount,{mode}", str(folder)], check=True)


def attach(store):
    return do(store, attachments.attach, "0" * 32, "扫描件.pdf", os.urandom(1_000_000))


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(path, small_disk):
    store = Store.open(shutil.copy(path, small_disk / path.name))
    register(store, "旧信息")
    fill(small_disk)
    with pytest.raises(UserError, match="磁盘已满，这次没有保存，原有数据完好"):
        attach(store)
    assert ask(store, attachments.of, "0" * 32) == []
    (small_disk / "filler").unlink()
    attach(store)
    assert len(ask(store, attachments.of, "0" * 32)) == 1
    store.close()
    assert integrity(store.path) == ("ok", [])


def test_a_file_on_a_disk_without_any_room_is_told_by_its_right_name(path, small_disk):
    copy = Path(shutil.copy(path, small_disk / path.name))
    fill(small_disk, left=0)
    with pytest.raises(UserError, match="磁盘已满"):
        register(Store.open(copy), "新信息")
    (small_disk / "filler").unlink()
    assert integrity(copy) == ("ok", [])


def test_a_full_disk_takes_no_new_file_and_no_backup(path, small_disk):
    fill(small_disk)
    before = sorted(small_disk.iterdir())
    store = Store.open(path)
    for refused in (
        lambda: offices.create_store(small_disk / "new.iltod", OFFICE),
        lambda: backups.make(store, small_disk, NOW),
    ):
        with pytest.raises(UserError, match="磁盘剩余空间不足"):
            refused()
    assert sorted(small_disk.iterdir()) == before
    store.close()


def test_a_disk_that_may_not_be_written_is_told_in_a_sentence(path, small_disk):
    copy = shutil.copy(path, small_disk / path.name)
    store = Store.open(path)
    remount(small_disk, "ro")
    for refused in (
        lambda: offices.create_store(small_disk / "new.iltod", OFFICE),
        lambda: offices.create_store(small_disk / "folder" / "new.iltod", OFFICE),
        lambda: backups.make(store, small_disk, NOW),
        lambda: backups.restore(copy, path, NOW),
        lambda: Store.open(copy),
    ):
        with pytest.raises(UserError, match=r"不能写入|打不开|正被另一个窗口使用"):
            refused()
    assert sorted(small_disk.iterdir()) == [copy]
    remount(small_disk, "rw")
    Store.open(copy).close()
    store.close()


def test_a_disk_that_becomes_unwritable_between_two_saves_loses_nothing(path, small_disk):
    store = Store.open(shutil.copy(path, small_disk / path.name))
    do(store, offices.add_person, "演示甲")
    store.close()
    remount(small_disk, "ro")
    with pytest.raises(UserError, match=r"不能写入|打不开"):
        do(store, offices.add_person, "演示乙")
    remount(small_disk, "rw")
    assert [row.name for row in ask(store, offices.people)] == ["演示甲"]
    store.close()


GROWS = """
import resource, signal, sys
from pathlib import Path
from app.errors import UserError
from app.operations import attachments, offices
from app.store.database import Store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(Path(sys.argv[1]))
store.change("first", lambda session: offices.add_person(session, "演示甲"))
resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, resource.RLIM_INFINITY))
try:
    store.change("second", lambda session: attachments.attach(session, "0" * 32, "a.pdf", bytes(2_000_000)))
except UserError as error:
    print(error.message)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.change("third", lambda session: offices.add_person(session, "演示乙"))
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no limit on the size of a file")
def test_a_file_that_cannot_grow_is_told_and_the_next_save_is_kept(path):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", GROWS, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "这次没有保存" in done.stdout
    assert integrity(path) == ("ok", [])
    store = Store.open(path)
    assert [row.name for row in ask(store, offices.people)] == ["演示乙", "演示甲"]
    assert ask(store, attachments.of, "0" * 32) == []
    store.close()
