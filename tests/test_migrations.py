"""Every shape of the file leads to the newest, with nothing lost on the way, or to nothing at all."""

# ruff: noqa: F401, F811 (fixtures are imported by name)

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app.models import Base
from app.operations import backups
from app.store import database, files, migrate, revision, search
from app.store.database import Store
from tests.factory import index_terms, integrity, path, published, records, register, store, template

MIGRATIONS = Path(migrate.__file__).parent / "migrations"
HEADING = "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = {!r}\ndown_revision = {!r}\n\n\n"
REBUILDS_A_PARENT = """
def upgrade():
    with op.batch_alter_table("disclosure", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="red"))


def downgrade():
    with op.batch_alter_table("disclosure", recreate="always") as batch:
        batch.drop_column("colour")
"""
FAILS_HALF_WAY = """
def upgrade():
    op.add_column("office", sa.Column("colour", sa.String()))
    op.execute("DELETE FROM channel_event")
    op.execute("SELECT one FROM nowhere")
"""
LEAVES_ORPHANS = """
def upgrade():
    op.execute("DELETE FROM disclosure")
"""


def scripts(location=migrate.SCRIPTS):
    config = Config()
    config.set_main_option("script_location", str(location))
    return config


def schema(path):
    """Every statement that made the file's tables, by name; the search index is not Alembic's."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type != 'trigger'")
        return {name: sql for name, sql in rows if not name.startswith(("search_", "sqlite_"))}


@pytest.fixture
def engine(tmp_path):
    """An engine as the store makes it, on a file that does not exist yet."""
    made = database._engine(tmp_path / "empty.iltod", False)
    yield made
    made.dispose()


def run(engine, action, *args, location=migrate.SCRIPTS):
    config = scripts(location)
    with engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            config.attributes["connection"] = connection
            action(config, *args)


@pytest.fixture
def program():
    """What the program knows; `undo()` gives this program back."""
    patch = pytest.MonkeyPatch()
    yield patch
    patch.undo()


@pytest.fixture
def next_program(tmp_path, program):
    """A program one revision later than this one, whose last migration has the given body."""

    def make(body):
        folder = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "next.py").write_text(HEADING.format("next", revision.HEAD) + body)
        program.setattr(migrate, "SCRIPTS", str(folder))
        program.setattr(migrate, "HEAD", "next")
        program.setattr(files, "HEAD", "next")
        program.setattr(files, "KNOWN", (*revision.KNOWN, "next"))
        return folder

    return make


def test_the_revisions_known_are_those_there_are():
    directory = ScriptDirectory.from_config(scripts())
    assert [script.revision for script in directory.walk_revisions()][::-1] == list(revision.KNOWN)
    assert directory.get_heads() == [revision.HEAD]


def test_every_migration_is_numbered_and_named():
    names = sorted(file.stem for file in (MIGRATIONS / "versions").glob("*.py"))
    assert [name[:4] for name in names] == list(revision.KNOWN)
    assert all(len(name) > 5 and name[4] == "_" for name in names)


def test_the_newest_shape_is_that_of_the_models(engine):
    migrate.to_head(engine)
    run(engine, command.check)


def test_a_forgotten_column_would_be_noticed(engine):
    migrate.to_head(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE disclosure DROP COLUMN title_mn")
    with pytest.raises(Exception, match="New upgrade operations detected"):
        run(engine, command.check)


def test_migrations_make_the_same_tables_as_the_models(engine, tmp_path):
    migrate.to_head(engine)
    direct = create_engine(f"sqlite:///{tmp_path / 'direct.iltod'}")
    Base.metadata.create_all(direct)
    direct.dispose()
    ours, theirs = schema(tmp_path / "empty.iltod"), schema(tmp_path / "direct.iltod")
    assert set(ours) - {"alembic_version"} == set(theirs)


@pytest.mark.parametrize("number", range(len(revision.KNOWN)))
def test_each_revision_goes_down_and_up_again_to_the_same_shape(number, engine, tmp_path):
    migrate.to_head(engine)
    before = schema(tmp_path / "empty.iltod")
    target = "base" if number == 0 else revision.KNOWN[number - 1]
    run(engine, command.downgrade, target)
    if target == "base":
        assert set(schema(tmp_path / "empty.iltod")) <= {"alembic_version"}
    migrate.to_head(engine)
    assert schema(tmp_path / "empty.iltod") == before


@pytest.fixture
def old(store):
    """A closed file of this program with items, their children and a journal."""
    for number in range(3):
        published(store, f"信息{number}", channels=("website", "board"))
    register(store, "草稿")
    kept = records(store)
    store.close()
    return store.path, kept


def test_an_older_file_is_backed_up_and_brought_up_to_date_with_its_children(old, next_program):
    path, kept = old
    next_program(REBUILDS_A_PARENT)
    opened = Store.open(path)
    assert records(opened) == kept
    with opened.read() as session:
        colours = session.connection().exec_driver_sql("SELECT colour FROM disclosure").scalars().all()
        assert colours == ["red"] * 4
    opened.close()
    assert files.examined(path).revision == "next"
    (copy,) = (path.parent / "backups").iterdir()
    assert f"-pre-next-from-{revision.HEAD}" in copy.name
    assert files.examined(copy).revision == revision.HEAD
    assert backups.described(copy).disclosures == 4
    assert integrity(path) == ("ok", [])


def test_foreign_keys_are_on_again_after_a_migration(old, next_program):
    next_program(REBUILDS_A_PARENT)
    opened = Store.open(old[0])
    with opened.read() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    opened.close()


def test_work_goes_on_after_a_migration_and_can_be_undone(old, next_program):
    next_program(REBUILDS_A_PARENT)
    opened = Store.open(old[0])
    uuid = register(opened, "升级以后")
    assert uuid in records(opened)["disclosure"]
    opened.close()


@pytest.mark.parametrize(("body", "told"), [(FAILS_HALF_WAY, "no such table"), (LEAVES_ORPHANS, "dangling references")])
def test_a_migration_that_fails_leaves_the_file_as_it_was(body, told, old, next_program, program):
    path, kept = old
    shape = schema(path)
    next_program(body)
    for _ in range(2):
        with pytest.raises(Exception, match=told):
            Store.open(path)
    assert schema(path) == shape
    assert files.examined(path).revision == revision.HEAD
    program.undo()
    opened = Store.open(path)
    assert records(opened) == kept
    opened.close()


def test_a_failed_migration_lets_go_of_the_file(old, next_program, program):
    next_program(FAILS_HALF_WAY)
    with pytest.raises(Exception, match="no such table"):
        Store.open(old[0])
    (copy,) = (old[0].parent / "backups").iterdir()
    program.undo()
    backups.restore(old[0], copy, backups.described(copy).at)
    opened = Store.open(old[0])
    assert records(opened) == old[1]
    opened.close()


def test_a_new_file_that_cannot_be_finished_leaves_nothing(tmp_path, next_program):
    next_program(FAILS_HALF_WAY)
    with pytest.raises(Exception, match="no such table"):
        Store.create(tmp_path / "new.iltod")
    assert [found.name for found in tmp_path.iterdir()] == ["migrations"]


def test_the_search_index_is_made_anew_when_its_keys_changed(old, monkeypatch):
    monkeypatch.setattr(search, "VERSION", "next")
    opened = Store.open(old[0])
    assert opened.fact("search") == "next"
    assert {uuid for table, _, uuid, _ in index_terms(opened) if table == "disclosure"} == set(old[1]["disclosure"])
    opened.close()
