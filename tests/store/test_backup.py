"""Copies that can be gone back to, and going back."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from app.errors import UserError
from app.operations import attachments, backups, offices
from app.store import backup as copies
from app.store.database import Store
from tests.factory import NOW, OFFICE, ask, counted, do, integrity, records, register


@pytest.fixture
def full(store):
    """A file with an item and its attachment."""
    uuid = register(store, "有附件的信息")
    do(store, attachments.attach, uuid, "扫描件.pdf", b"%PDF-1.7 scanned")
    return store


def left_over(folder):
    return [path.name for path in folder.rglob("*") if ".part" in path.name]


def test_a_copy_of_the_open_file_holds_everything(full):
    made = backups.make(full, None, NOW)
    assert made == full.path.parent / "backups" / "office-20260318-093000.iltod"
    assert integrity(made) == ("ok", [])
    copied = Store.open(made)
    assert records(copied) == records(full)
    copied.close()
    assert left_over(full.path.parent) == []


def test_there_is_one_daily_copy_a_day(full):
    assert backups.make_daily(full, None, NOW) is not None
    assert backups.make_daily(full, None, NOW + timedelta(hours=5)) is None
    assert backups.make_daily(full, None, NOW + timedelta(days=1)) is not None
    assert len(backups.listed(full.path, None)) == 2


def test_a_copy_of_another_office_in_the_same_folder_is_not_todays_copy(full, tmp_path):
    (tmp_path / "usb").mkdir()
    other = offices.create_store(tmp_path / "office2.iltod", OFFICE)
    backups.make_daily(other, tmp_path / "usb", NOW)
    assert backups.make_daily(full, tmp_path / "usb", NOW) is not None
    other.close()


@pytest.mark.parametrize("name", ["office.iltod", "旗[1].iltod", "a*b.iltod"])
def test_old_copies_are_thinned_to_fourteen_and_one_a_month(name, tmp_path):
    path, folder = tmp_path / name, tmp_path / "backups"
    offices.create_store(path, OFFICE).close()
    folder.mkdir()
    days = [datetime(2024, 1, 1, 8) + timedelta(days) for days in range(0, 800, 5)]
    for day in days:
        (folder / f"{path.stem}-{day:%Y%m%d-%H%M%S}.iltod").write_bytes(b"")
    (folder / f"{path.stem}-20240101-080000-pre-0002-from-0001.iltod").write_bytes(b"")
    made = copies.make_daily(path, folder, NOW)
    kept = sorted(found.stem[-15:-7] for found in folder.iterdir() if "-pre-" not in found.name)
    months = [f"{2025 + (2 + n) // 12}{(2 + n) % 12 + 1:02d}" for n in range(1, 13)]
    assert made in folder.iterdir()
    assert len(list(folder.glob("*-pre-*"))) == 1
    assert [day for day in kept if day[:6] not in months] == []
    assert {month: min(day for day in kept if day.startswith(month)) for month in months} == {
        month: min(f"{day:%Y%m%d}" for day in [*days, NOW] if f"{day:%Y%m}" == month) for month in months
    }
    assert kept[-14:] == [f"{day:%Y%m%d}" for day in [*days, NOW][-14:]]


def test_copies_are_listed_newest_first_with_what_they_hold(full):
    first = backups.make(full, None, NOW)
    register(full, "第二条")
    second = backups.make(full, None, NOW + timedelta(minutes=1))
    (second.parent / "notes.iltod").write_text("not a copy")
    found = backups.listed(full.path, None)
    assert {(b.path, b.office, b.disclosures) for b in found} == {(first, OFFICE.name, 1), (second, OFFICE.name, 2)}
    assert [b.at for b in found] == sorted((b.at for b in found), reverse=True)
    assert backups.newest(full.path, None) == found[0]


def test_without_a_copy_the_message_says_where_to_look(full, tmp_path):
    with pytest.raises(UserError, match="请插好存放备份的U盘"):
        backups.newest(full.path, tmp_path / "gone")
    with pytest.raises(UserError, match=r"备份文件夹 .*gone 不在"):
        backups.make(full, tmp_path / "gone", NOW)


def test_restoring_brings_everything_back_and_keeps_what_stood_there(full):
    made, then = backups.make(full, None, NOW), records(full)
    register(full, "备份以后登记的")
    later = records(full)
    full.close()
    restored = backups.restore(full.path, made, NOW)
    assert (restored.backup.path, restored.backup.disclosures) == (made, 1)
    now, aside = Store.open(full.path), Store.open(restored.set_aside)
    assert (records(now), records(aside)) == (then, later)
    (row,) = ask(now, attachments.of, next(iter(then["disclosure"])))
    assert ask(now, attachments.content, row.sha256) == b"%PDF-1.7 scanned"
    assert left_over(full.path.parent) == []
    now.close()
    aside.close()


def test_restoring_on_another_computer_needs_no_old_file(full, tmp_path):
    made, then = backups.make(full, None, NOW), records(full)
    (tmp_path / "new").mkdir()
    restored = backups.restore(tmp_path / "new" / "office.iltod", made, NOW)
    assert restored.set_aside is None
    moved = Store.open(tmp_path / "new" / "office.iltod")
    assert records(moved) == then
    assert ask(moved, attachments.damaged) == []
    moved.close()


def test_a_restored_file_says_so_until_a_person_confirms_it(full):
    made = backups.make(full, None, NOW)
    full.close()
    backups.restore(full.path, made, NOW)
    for _ in range(2):
        store = Store.open(full.path)
        assert backups.restored_at(store) == "2026-03-18 09:30:00"
        store.close()
    store = Store.open(full.path)
    backups.confirm_restored(store)
    assert backups.restored_at(store) == ""
    store.close()
    untouched = Store.open(made)
    assert backups.restored_at(untouched) == ""
    untouched.close()


def spoil(path):
    """Overwrite a page in the middle."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 30_000)


def test_a_damaged_copy_is_refused_and_nothing_is_touched(full):
    made = backups.make(full, None, NOW)
    full.close()
    spoil(made)
    before = full.path.read_bytes()
    with pytest.raises(UserError, match=r"没有通过检查|已损坏"):
        backups.restore(full.path, made, NOW)
    assert full.path.read_bytes() == before
    assert sorted(full.path.parent.iterdir()) == [full.path.parent / "backups", full.path]


def test_a_file_that_is_no_copy_is_refused(full, tmp_path):
    full.close()
    (tmp_path / "letter.iltod").write_text("信")
    with pytest.raises(UserError, match="不是本程序的数据文件"):
        backups.restore(full.path, tmp_path / "letter.iltod", NOW)


def test_restoring_while_another_window_uses_the_file_changes_nothing(full):
    made = backups.make(full, None, NOW)
    register(full, "还在用")
    with pytest.raises(UserError, match="正被另一个窗口使用，没有恢复，也没有改动"):
        copies.restore(made, full.path, NOW)
    assert left_over(full.path.parent) == []
    assert list(full.path.parent.glob("*before-restore*")) == []
    register(full, "照常登记")
    full.close()
    assert integrity(full.path) == ("ok", [])


def test_restoring_over_a_damaged_file_keeps_the_damaged_one_too(full):
    made, then = backups.make(full, None, NOW), records(full)
    full.close()
    full.path.write_bytes(b"SQLite format 3\0" + b"\xff" * 50_000)
    restored = backups.restore(full.path, made, NOW)
    assert restored.set_aside.read_bytes().endswith(b"\xff" * 50_000)
    store = Store.open(full.path)
    assert records(store) == then
    store.close()


def test_restoring_over_a_file_that_was_not_closed_keeps_its_last_saves(full, tmp_path):
    made = backups.make(full, None, NOW)
    register(full, "只在日志里")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("office.iltod", "office.iltod-wal"):
        shutil.copy(full.path.with_name(name), crashed / name)
    restored = backups.restore(crashed / "office.iltod", made, NOW)
    aside = Store.open(restored.set_aside)
    assert [row["title"] for row in records(aside)["disclosure"].values()] == ["有附件的信息", "只在日志里"]
    aside.close()
    assert not (crashed / "office.iltod-wal").exists()


def test_a_copy_of_a_newer_program_can_be_restored_to_look_at(full):
    made = backups.make(full, None, NOW)
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    full.close()
    backups.restore(full.path, made, NOW)
    store = Store.open(full.path)
    assert "请先升级本机的程序" in store.read_only
    assert counted(store, attachments.Attachment) == 1
    store.close()
