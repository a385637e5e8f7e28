"""Write the journal while a change is flushed, and play it back."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Select, event, exists, insert, inspect, or_, select
from sqlalchemy.orm import AttributeState, ORMExecuteState, Session, aliased

from app.errors import UserError
from app.i18n import N_
from app.models.base import Base, Owned, Record
from app.models.journal import Change, Operation
from app.models.office import Office
from app.store.many import BATCH, add_many, operation_of, plain, remove_many

_TOUCHED_SINCE = N_("这步操作之后，其中的记录又被修改过，不能直接撤销。请先撤销后来的操作：{later}")
_FOREIGN = N_("这条记录由“{office}”报送或下发，只有该单位能修改；在这里只能查看。需要改动时，请该单位改后重新报送。")
_ALREADY = N_("这步操作已经撤销过了。")


class Run(NamedTuple):
    """Changes of one operation that follow each other and are of one table and one kind (added, changed, removed)."""

    table: str
    kind: str
    oldest: int
    newest: int


def listen() -> None:
    """Journal every session of the program."""
    event.listen(Session, "before_flush", _write)
    event.listen(Session, "do_orm_execute", _refuse_bulk)


def _before(session: Session, record: Record) -> dict[str, Any]:
    state = inspect(record)
    columns = state.mapper.columns
    attrs = [attr for attr in state.attrs if attr.key in columns]
    # A column that was set without having been read keeps no old value: then the file tells it.
    if any(a.history.added and not a.history.deleted for a in attrs):
        table = type(record).__table__
        return dict(session.connection().execute(select(table).where(table.c.uuid == record.uuid)).mappings().one())
    return {a.key: _old(a) for a in attrs}


def _old(attr: AttributeState) -> Any:
    return attr.history.deleted[0] if attr.history.deleted else attr.value


def _write(session: Session, *_args: object) -> None:
    touched = [("added", r) for r in session.new] + [("removed", r) for r in session.deleted]
    touched += [("changed", r) for r in session.dirty if session.is_modified(r)]
    rows = [(kind, record) for kind, record in touched if isinstance(record, Record)]
    if not rows:
        return
    if not session.info.get("foreign"):
        refuse_foreign(session, [record for kind, record in rows if kind != "added"])
    operation = operation_of(session)
    session.info["tables"].update(record.__tablename__ for _, record in rows)
    session.connection().execute(
        insert(Change),
        [
            {
                "operation_id": operation,
                "record_table": record.__tablename__,
                "record_uuid": record.uuid,
                "kind": kind,
                "before": {} if kind == "added" else {k: plain(v) for k, v in _before(session, record).items()},
            }
            for kind, record in rows
        ],
    )


def refuse_foreign(session: Session, records: Sequence[Record]) -> None:
    """UserError if one of the records belongs to another office: only its owner revises it."""
    owner = next((owner for record in records if isinstance(record, Owned) and (owner := _owner(record))), None)
    if owner is not None:
        with session.no_autoflush:
            name = session.scalar(select(Office.name).where(Office.code == owner))
        raise UserError(_FOREIGN, {"office": name or owner})


def _owner(record: Owned) -> str:
    """Whose the record was before it was touched."""
    history = inspect(record).attrs.owner_code.history
    return history.deleted[0] if history.deleted else record.owner_code


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        mapper = state.bind_mapper
        if mapper is not None and issubclass(mapper.class_, Record):
            raise RuntimeError("bulk statements would bypass the journal")


def record_classes() -> dict[str, type[Record]]:
    """Every journaled table's class, by the table's name."""
    return {m.class_.__tablename__: m.class_ for m in Base.registry.mappers if issubclass(m.class_, Record)}


def undo(session: Session, operation_id: int) -> Operation:
    """Put every record of one operation back as it was, newest first; undoing an undo is redoing.

    UserError if it was undone already, or if a later operation touched one of its records.
    """
    operation = session.get_one(Operation, operation_id)
    if operation.undone_by is not None:
        raise UserError(_ALREADY)
    later = _touched_since(session, operation)
    if later is not None:
        raise UserError(_TOUCHED_SINCE, {"later": later})
    session.info["foreign"] = True  # what a package brought goes back as it came
    _put_back(session, operation_id)
    this = session.get_one(Operation, session.info["operation"])
    this.undoes, operation.undone_by = operation.id, this.id
    if operation.undoes is not None:
        session.get_one(Operation, operation.undoes).undone_by = None
    return operation


def _touched_since(session: Session, operation: Operation) -> str | None:
    mine, theirs = aliased(Change), aliased(Change)
    later = (
        select(Operation)
        .join(theirs, theirs.operation_id == Operation.id)
        .join(mine, mine.record_uuid == theirs.record_uuid)
        .where(mine.operation_id == operation.id, theirs.seq > mine.seq, Operation.id > operation.id)
        .where(or_(Operation.undoes.is_(None), Operation.undoes < operation.id), Operation.undone_by.is_(None))
        .order_by(Operation.id.desc())
        .limit(1)
    )
    found = session.scalar(later)
    return None if found is None else f"{found.at:%m-%d %H:%M} {found.person}".strip()


def _put_back(session: Session, operation_id: int) -> None:
    classes = record_classes()
    for run in _runs(session, operation_id):
        here = Change.operation_id == operation_id, Change.seq.between(run.oldest, run.newest)
        put_back(session, classes[run.table], run.kind, select(Change).where(*here).order_by(Change.seq.desc()))


def put_back(session: Session, cls: type[Record], kind: str, changes: Select[Change]) -> None:
    """Put records of one class back as they were before changes of one kind; what was only changed goes one by one."""
    if kind == "changed":
        for change in session.scalars(changes).all():
            restore_before(session, cls, change)
    elif kind == "added":
        remove_many(session, cls, cls.uuid.in_(changes.with_only_columns(Change.record_uuid).order_by(None)))
    else:
        _bring_back(session, cls, changes)


def _runs(session: Session, operation_id: int) -> list[Run]:
    """Changes of one table and one kind that follow each other, which are put back at once; the newest first."""
    columns = select(Change.record_table, Change.kind, Change.seq).where(Change.operation_id == operation_id)
    rows = session.execute(columns.order_by(Change.seq.desc()))
    runs = ((key, [row.seq for row in run]) for key, run in groupby(rows, lambda row: (row.record_table, row.kind)))
    return [Run(table, kind, seqs[-1], seqs[0]) for (table, kind), seqs in runs]


def _bring_back(session: Session, cls: type[Record], changes: Select[Change]) -> None:
    """Add again what was removed; what is there already is put back as it was."""
    there = exists().where(cls.uuid == Change.record_uuid)
    for change in session.scalars(changes.where(there)).all():
        restore_before(session, cls, change)
    gone = changes.where(~there).with_only_columns(Change.before)
    befores = session.scalars(gone.execution_options(yield_per=BATCH))
    typed = _typed(cls)
    for first in befores:
        columns = [key for key in first if key != "id"]
        add_many(session, cls, columns, map(itemgetter(*columns), map(typed, chain([first], befores))))


def restore_before(session: Session, cls: type[Record], change: Change) -> None:
    """Put one record back as it was before a change; its number in this file may be a new one."""
    record = session.scalar(select(cls).where(cls.uuid == change.record_uuid))
    values = {key: value for key, value in _typed(cls)(change.before).items() if key != "id"}
    if change.kind == "added":
        if record is not None:
            session.delete(record)
    elif record is None:
        session.add(cls(**values))
    else:
        for key, value in values.items():
            setattr(record, key, value)
    session.flush()


def _typed(cls: type[Record]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What makes the values of a record out of what the journal kept."""
    kinds = {column.key: column.type.python_type for column in cls.__table__.c}
    moments = {key: kind for key, kind in kinds.items() if kind in (date, datetime)}
    return lambda before: (
        before | {key: kind.fromisoformat(before[key]) for key, kind in moments.items() if before.get(key) is not None}
    )
