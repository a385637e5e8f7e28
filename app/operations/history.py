"""What was done, by whom, and the way back: undo, redo, recycle bin, the story of one record."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Exists, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.errors import UserError
from app.i18n import N_, _
from app.models.journal import Change, Operation
from app.models.local import Meta
from app.models.office import Office
from app.models.payout import Unmasking
from app.models.printout import Printout
from app.store import journal
from app.store.many import batches

UNDO = N_("撤销“{title}”")
REDO = N_("重做“{title}”")
_MADE_ANEW = N_("删除以后又建了同样的一份，不能恢复这一份。请先删去现在的那一份，再恢复。")
_ALREADY_BACK = N_("这条记录已经在登记册里，不用再恢复。")
_BEGINNING = N_("建立数据文件这一步不能撤销：撤销了就没有单位了。单位名称可在“设置”中修改。")
_LOOKED = N_("谁看过未隐去的信息，这条记录要留下，不能撤销。理由写错了的，请重新查看一次并写明。")
_OWNER_GONE = N_("它所属的记录也在回收站里。请先恢复那条记录。")
_PASSED_OVER = (Printout.__tablename__, Unmasking.__tablename__)
# First where most belong.
_OWNERS = ("roll_uuid", "payout_uuid", "disclosure_uuid", "owner_uuid", "version_uuid", "notice_uuid")


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One thing a person did."""

    id: int
    title: str
    at: datetime
    person: str
    undone: bool


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """One record in the recycle bin."""

    seq: int
    table: str
    uuid: str
    name: str
    at: datetime
    person: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record, as it was and as it became."""

    at: datetime
    person: str
    title: str
    field: str
    old: str
    new: str


def titled(operation: Operation) -> str:
    """What was done, in the language in use."""
    values = dict(operation.values)
    if isinstance(values.get("title"), Mapping):  # the title of an undo names what it undid
        inner = values["title"]
        values["title"] = _(inner["message"]).format(**inner["values"])
    return _(operation.title).format(**values)


def done(session: Session, limit: int = 200) -> list[OperationRow]:
    """The latest operations, newest first."""
    found = session.scalars(select(Operation).order_by(Operation.id.desc()).limit(limit))
    return [_row(operation) for operation in found]


def _row(operation: Operation) -> OperationRow:
    return OperationRow(
        operation.id, titled(operation), operation.at, operation.person, operation.undone_by is not None
    )


def newest(session: Session) -> int:
    """The number of the newest operation; zero if nothing was done yet."""
    return session.scalar(select(func.max(Operation.id))) or 0


def last_undoable(session: Session) -> OperationRow | None:
    """The newest operation that was not undone and touched a record; never the one that made the file.

    That something was printed is passed over: Ctrl+Z after a print means the edit before it. The list of operations
    can take back the record of a print as well. That somebody looked behind the mask stays for good.
    """
    touched = exists().where(Change.operation_id == Operation.id, Change.record_table.not_in(_PASSED_OVER))
    found = session.scalar(
        select(Operation)
        .where(Operation.undoes.is_(None), Operation.undone_by.is_(None), touched, ~_established())
        .order_by(Operation.id.desc())
        .limit(1)
    )
    return _row(found) if found else None


def _established() -> Exists:
    """Whether the operation entered the office whose file this is: without it no page and no paper has a name.

    The villages are offices too; entering them can be undone.
    """
    code = select(Meta.value).where(Meta.key == "office").scalar_subquery()
    own = Change.record_uuid.in_(select(Office.uuid).where(Office.code == code))
    return exists().where(own, Change.kind == "added", _of_operation(Change, Operation.id))


def _of_operation(change: type[Change], operation: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """That a change, found by its record, is of this operation; + 0, or all thousands of the operation are read."""
    return change.operation_id + 0 == operation


def last_redoable(session: Session) -> OperationRow | None:
    """The newest undo that can itself be undone: nothing new was done since."""
    newest = session.scalar(select(func.max(Operation.id)).where(Operation.undoes.is_(None)))
    redo = aliased(Operation)
    is_undo = ~exists().where(redo.id == Operation.undoes, redo.undoes.is_not(None))
    found = session.scalar(
        select(Operation)
        .where(Operation.undoes.is_not(None), Operation.undone_by.is_(None), Operation.id > (newest or 0), is_undo)
        .order_by(Operation.id.desc())
        .limit(1)
    )
    return _row(found) if found else None


def undo(session: Session, operation_id: int) -> str:
    """Put everything that an operation touched back as it was; returns what was undone.

    Undoing an undo is redoing. UserError if a later operation touched the same records, if it made the file, or if it
    kept that somebody looked behind the mask.
    """
    if session.scalar(
        select(Change.seq)
        .where(Change.operation_id == operation_id, Change.record_table == Unmasking.__tablename__)
        .limit(1)
    ):
        raise UserError(_LOOKED)
    if session.scalar(
        select(Operation.id).where(Operation.id == operation_id, Operation.undoes.is_(None), _established())
    ):
        raise UserError(_BEGINNING)
    operation = journal.undo(session, operation_id)
    this = session.get_one(Operation, session.info["operation"])
    original = operation if operation.undoes is None else session.get_one(Operation, operation.undoes)
    this.title = UNDO if operation is original else REDO
    this.values = {"title": {"message": original.title, "values": original.values}}
    return titled(original)


def removed(session: Session, limit: int = 500) -> list[RemovedRow]:
    """The recycle bin: records that were taken out and not brought back, newest first.

    What went with its owner comes back with it and has no line of its own.
    """
    later, whole, undoing, undone = aliased(Change), aliased(Change), aliased(Operation), aliased(Operation)
    back = exists().where(later.record_uuid == Change.record_uuid, later.seq > Change.seq)
    same = _of_operation(whole, Change.operation_id)
    part = exists().where(whole.record_uuid == _owner(), whole.kind == "removed", same)
    takes_back = select(undoing.id).join(undone, undone.id == undoing.undoes).where(undone.undoes.is_(None))
    found = session.execute(
        select(Change, Operation)
        .join(Operation, Operation.id == Change.operation_id)
        .where(Change.kind == "removed", Change.operation_id.not_in(takes_back), ~back, ~part)
        .order_by(Change.seq.desc())
        .limit(limit)
    )
    return [
        RemovedRow(c.seq, c.record_table, c.record_uuid, _name(c.record_table, c.before), o.at, o.person)
        for c, o in found
    ]


def _name(table: str, values: Mapping[str, Any]) -> str:
    columns = journal.record_classes()[table].search_name
    return next((str(values[c]) for c in columns if values.get(c)), "")


def bring_back(session: Session, seq: int) -> str:
    """Take one record, and what belonged to it, out of the recycle bin; returns its uuid."""
    change = session.get_one(Change, seq)
    classes = journal.record_classes()
    cls = classes[change.record_table]
    if session.scalar(select(cls.uuid).where(cls.uuid == change.record_uuid)):
        raise UserError(_ALREADY_BACK)
    if _owner_gone(session, change):
        raise UserError(_OWNER_GONE)
    try:
        journal.restore_before(session, cls, change)
    except IntegrityError as error:  # what must be the only one of its kind was made anew meanwhile
        raise UserError(_MADE_ANEW) from error
    for table, parts in _parts(session, change).items():
        for seqs in batches(parts):
            went = select(Change).where(Change.seq.in_(seqs)).order_by(Change.seq.desc())
            journal.put_back(session, classes[table], change.kind, went)
    return change.record_uuid


def _owner_gone(session: Session, change: Change) -> bool:
    """Whether the record belonged to another that was taken out and not brought back."""
    owner = next((change.before[name] for name in _OWNERS if change.before.get(name)), None)
    table = session.scalar(select(Change.record_table).where(Change.record_uuid == owner).limit(1))
    if table is None:
        return False
    cls = journal.record_classes()[table]
    return session.scalar(select(cls.uuid).where(cls.uuid == owner)) is None


def _owner() -> ColumnElement[str | None]:
    """The record that the one removed belonged to."""
    return func.coalesce(*(Change.before[name].as_string() for name in _OWNERS))


def _parts(session: Session, change: Change) -> dict[str, list[int]]:
    """What went with its owner in the same operation, and what went with that: numbers of the changes by table."""
    went = select(_owner(), Change.record_uuid, Change.record_table, Change.seq).where(
        Change.operation_id == change.operation_id, Change.kind == change.kind
    )
    by_owner: dict[str | None, list[tuple[str, str, int]]] = defaultdict(list)
    for owner, uuid, table, seq in session.execute(went):
        by_owner[owner].append((uuid, table, seq))
    parts: dict[str, list[int]] = defaultdict(list)
    owners = [change.record_uuid]
    for each in owners:  # which grows meanwhile
        for uuid, table, seq in by_owner[each]:
            owners.append(uuid)
            parts[table].append(seq)
    return parts


def story(session: Session, uuid: str) -> list[FieldChange]:
    """What became of one record, field by field, newest first (留痕)."""
    found = session.execute(
        select(Change, Operation)
        .join(Operation, Operation.id == Change.operation_id)
        .where(Change.record_uuid == uuid)
        .order_by(Change.seq.desc())
    ).all()
    if not found:
        return []
    after = _now(session, found[0][0])
    lines: list[FieldChange] = []
    for change, operation in found:
        lines += _lines(change, operation, after)
        after = change.before
    return lines


def _now(session: Session, change: Change) -> dict[str, Any]:
    cls = journal.record_classes()[change.record_table]
    record = session.scalar(select(cls).where(cls.uuid == change.record_uuid))
    return {} if record is None else {c.key: getattr(record, c.key) for c in cls.__table__.columns}


def _lines(change: Change, operation: Operation, after: Mapping[str, Any]) -> list[FieldChange]:
    if change.kind == "added" or not after:
        return [FieldChange(operation.at, operation.person, titled(operation), "", "", "")]
    return [
        FieldChange(operation.at, operation.person, titled(operation), field, _shown(old), _shown(after.get(field)))
        for field, old in change.before.items()
        if field != "id" and _shown(old) != _shown(after.get(field))
    ]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
