"""A real file of an invented office, and short ways to fill it and to look into it."""

import shutil
from datetime import date, datetime

import pytest
from sqlalchemy import select, text

from app.operations import catalog_imports, catalogs, disclosures, offices
from app.rules.disclosures import ChannelDraft, DisclosureDraft, Gate, GateAnswer
from app.rules.offices import Level, OfficeDraft
from app.store import search
from app.store.database import Store
from app.store.journal import record_classes

TODAY = date(2026, 3, 18)
NOW = datetime(2026, 3, 18, 9, 30)
OFFICE = OfficeDraft("000001", "测试旗人民政府办公室", Level.BANNER)
PASSED = [GateAnswer(gate, True) for gate in Gate]
HEADER = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道")


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The file of an office that did nothing yet; made once, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "template.iltod"
    offices.create_store(path, OFFICE).close()
    return path


@pytest.fixture
def path(template, tmp_path):
    """A closed file of its own."""
    return shutil.copy(template, tmp_path / "office.iltod")


@pytest.fixture
def store(path):
    """An open file of its own."""
    opened = Store.open(path)
    yield opened
    opened.close()


def do(store, work, *args, **options):
    """Carry out an operation; what it returns."""
    return operation(store, work, *args, **options)[0]


def operation(store, work, *args, title="测试操作", **options):
    """Carry out an operation; what it returns and what it touched."""
    return store.change(title, lambda session: work(session, *args, **options))


def ask(store, work, *args, **options):
    """What a reading returns."""
    with store.read() as session:
        return work(session, *args, **options)


def draft(title="测试信息", **values):
    """An item as a clerk types it."""
    return DisclosureDraft(title=title, **{"formed_on": date(2026, 3, 2), **values})


def register(store, title="测试信息", **values):
    """An item in the register; its uuid."""
    return do(store, disclosures.register, draft(title, **values), TODAY)


def approved(store, title="测试信息", **values):
    """An item that passed the five gates; its uuid."""
    uuid = register(store, title, **values)
    do(store, disclosures.submit, [uuid])
    do(store, disclosures.review, uuid, PASSED, "演示乙", NOW)
    return uuid


def published(store, title="测试信息", channels=("website",), on=date(2026, 3, 10), **values):
    """An item that is public; its uuid."""
    uuid = approved(store, title, **values)
    do(store, disclosures.publish, [uuid], [ChannelDraft(channel, on) for channel in channels], TODAY)
    return uuid


def table_text(*rows, domain="义务教育"):
    """A published catalog as it is copied from a spreadsheet; each row is (level 1, level 2, limit)."""
    lines = [f"{domain}领域基层政务公开标准目录", "\t".join(HEADER)]
    for number, (level1, level2, limit) in enumerate(rows, 1):
        cells = (level1, level2, f"{level2}的内容", "测试依据", limit, "测试局", "■政府网站")
        lines.append("\t".join((str(number), *cells)))
    return "\n".join(lines)


def adopted(store, text, begin=date(2026, 1, 1), name=""):
    """A catalog that was pasted, accepted and adopted; its uuid."""
    plan = ask(store, catalog_imports.plan_pasted, text, TODAY)
    uuid = do(store, catalog_imports.accept, plan, name)
    do(store, catalogs.adopt, uuid, begin, TODAY)
    return uuid


def records(store):
    """Every record of every register by table and uuid; the file's own numbers are left out."""
    with store.read() as session:
        return {
            name: {row["uuid"]: dict(row, id=None) for row in session.execute(select(cls.__table__)).mappings()}
            for name, cls in record_classes().items()
        }


def index_terms(store):
    """Everything that stands in the search index: table, term, uuid of the record, column; no ghosts can hide."""
    found = set()
    with store.engine.connect() as connection:
        for name in search.searched():
            made = (
                f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms_{name} USING fts5vocab(main, search_{name}, instance)"
            )
            connection.execute(text(made))
            rows = connection.execute(
                text(f"SELECT term, uuid, col FROM temp.terms_{name} LEFT JOIN {name} ON {name}.id = doc")
            )
            found |= {(name, *row) for row in rows}
    return found


def integrity(path_or_store):
    """What SQLite says of the whole file."""
    path = getattr(path_or_store, "path", path_or_store)
    own = Store.open(path)
    try:
        with own.read() as session:
            connection = session.connection()
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            return whole, connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    finally:
        own.close()


def counted(store, cls):
    """How many rows a table holds."""
    with store.read() as session:
        return len(session.scalars(select(cls)).all())
