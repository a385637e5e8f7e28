"""What is opened, what is refused, and that nothing is touched by looking."""

import sqlite3
from contextlib import closing

import pytest

from app.errors import UserError
from app.models.office import Office
from app.operations import backups, disclosures, offices
from app.store import files
from app.store.database import Store
from app.store.revision import APPLICATION_ID, HEAD
from tests.factory import OFFICE, TODAY, ask, counted, do, draft, integrity, published, register


def test_a_new_file_has_its_office_and_opens_again(tmp_path):
    path = tmp_path / "new" / "folder" / "office.iltod"
    offices.create_store(path, OFFICE).close()
    assert integrity(path) == ("ok", [])
    reopened = Store.open(path)
    assert ask(reopened, offices.own).name == OFFICE.name
    assert (files.examined(path).revision, files.examined(path).newer) == (HEAD, False)
    reopened.close()


@pytest.mark.parametrize("name", ["办公 室#1?50%25.iltod", "a&b=c;d'e.iltod", "[1].iltod"])
def test_any_name_a_folder_allows_may_be_used(name, tmp_path):
    folder = tmp_path / "盟 市%20?x#y"
    store = offices.create_store(folder / name, OFFICE)
    register(store)
    store.close()
    assert [found.name for found in folder.iterdir()] == [name]
    viewed = Store(folder / name, read_only=files.NEWER)
    assert counted(viewed, Office) == 1
    viewed.close()


def test_an_existing_file_is_never_written_over(path):
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"office\.iltod 已经存在，不会覆盖"):
        offices.create_store(path, OFFICE)
    assert path.read_bytes() == before


def test_an_office_that_is_not_filled_in_leaves_no_file(tmp_path):
    with pytest.raises(UserError, match="行政区划代码应为 6 位数字"):
        offices.create_store(tmp_path / "x.iltod", offices.offices.OfficeDraft("12", "测试旗", OFFICE.level))
    assert list(tmp_path.iterdir()) == []


def other_database(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE note(text)")


def ours_without_revision(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("CREATE TABLE alembic_version(version_num)")


NOT_OURS = {
    "text": lambda path: path.write_text("不是数据库\n" * 100, encoding="utf-8"),
    "empty": lambda path: path.write_bytes(b""),
    "signature alone": lambda path: path.write_bytes(files.SIGNATURE),
    "another database": other_database,
    "ours without a revision": ours_without_revision,
    "pdf": lambda path: path.write_bytes(b"%PDF-1.7\n" + bytes(5000)),
}


@pytest.mark.parametrize("make", NOT_OURS.values(), ids=NOT_OURS)
def test_what_is_not_ours_is_refused_and_left_as_it_was(make, tmp_path):
    path = tmp_path / "other.iltod"
    make(path)
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"不是本程序的数据文件|不是数据文件"):
        Store.open(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("kept", [100, 4096, 20_000])
def test_a_truncated_file_says_that_it_is_damaged(kept, path):
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UserError, match=r"已损坏|不是本程序的数据文件"):
        Store.open(path)
    assert path.stat().st_size == kept


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UserError, match=r"找不到数据文件 gone\.iltod"):
        Store.open(tmp_path / "gone.iltod")


def test_a_folder_is_not_a_file(tmp_path):
    with pytest.raises(UserError, match="找不到数据文件"):
        Store.open(tmp_path)


@pytest.fixture
def newer(path):
    """A file that a later program wrote."""
    store = Store.open(path)
    published(store, "旧信息")
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    opened = Store.open(path)
    yield opened
    opened.close()


def test_a_file_of_a_newer_program_can_be_read_and_not_changed(newer):
    assert "只能查看，不能修改" in newer.read_only
    assert ask(newer, offices.own).name == OFFICE.name
    for refused in (
        lambda: do(newer, disclosures.register, draft(), TODAY),
        lambda: newer.note("key", "value"),
        lambda: newer.keep(lambda session: None),
    ):
        with pytest.raises(UserError, match="请先升级本机的程序"):
            refused()
    with newer.read() as session, pytest.raises(Exception, match="readonly"):
        session.connection().exec_driver_sql("DELETE FROM office")


def test_a_file_of_a_newer_program_is_not_migrated_or_backed_up_daily(newer):
    assert files.examined(newer.path).revision == "9999"
    assert not (newer.path.parent / "backups").exists()
    assert backups.make_daily(newer, None, draft().formed_on) is None


def test_a_disk_without_room_refuses_before_anything_is_written(tmp_path):
    with pytest.raises(UserError, match="磁盘剩余空间不足"):
        files.check_free_space(tmp_path / "not" / "there.iltod", need=2**62)
    assert list(tmp_path.iterdir()) == []


def test_facts_of_the_file_are_kept_without_journal(store):
    assert store.fact("restored") == ""
    store.note("restored", "一")
    store.note("restored", "二")
    assert store.fact("restored") == "二"
    assert store.fact("office") == OFFICE.code
