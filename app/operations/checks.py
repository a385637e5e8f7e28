"""Is everything whole (iltod check): the file, its references, attachments, the search index, the calendar."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, literal, select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.base import Base
from app.models.disclosure import ChannelEvent, Disclosure
from app.models.local import Tally
from app.operations import attachments, calendars
from app.store import search as index


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and a sentence."""

    name: str
    well: bool
    sentence: str


def all_of(session: Session, today: date) -> list[Finding]:
    """Look at everything; nothing is changed."""
    return [
        _file(session),
        _references(session),
        _files(session),
        _index(session),
        _tally(session),
        _calendar(session, today),
    ]


def _file(session: Session) -> Finding:
    answer = session.connection().exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
    if answer == ["ok"]:
        return Finding("file", True, _(N_("数据文件完好。")))
    return Finding("file", False, _(N_("数据文件已损坏，请从备份恢复。")))


def _references(session: Session) -> Finding:
    broken = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    if not broken:
        return Finding("references", True, _(N_("记录之间的关联完好。")))
    return Finding("references", False, _(N_("有 {n} 条记录的关联断开，请从备份恢复。")).format(n=len(broken)))


def _files(session: Session) -> Finding:
    damaged = attachments.damaged(session)
    if not damaged:
        return Finding("attachments", True, _(N_("附件完好。")))
    return Finding("attachments", False, _(N_("有 {n} 个附件缺失或损坏，请重新添加。")).format(n=len(damaged)))


def _index(session: Session) -> Finding:
    if not index.lagging(session):
        return Finding("search", True, _(N_("搜索索引完好。")))
    return Finding("search", False, _(N_("搜索索引不全，下次打开数据文件时会自动重建。")))


def _tally(session: Session) -> Finding:
    """Count over what the file tallies of each year, so that a figure of the annual report never drifts unseen."""
    found: dict[tuple[str, int, str], int] = {}
    for table, channel in ((Disclosure, literal("")), (ChannelEvent, ChannelEvent.channel)):
        groups = (table.office_code, extract("year", table.published_on), channel)
        rows = session.execute(select(*groups, func.count()).where(table.published_on.is_not(None)).group_by(*groups))
        found |= {(code, year, name): n for code, year, name, n in rows}
    kept = session.execute(select(Tally.office_code, Tally.year, Tally.channel, Tally.n).where(Tally.n != 0))
    if {(code, year, name): n for code, year, name, n in kept} == found:
        return Finding("tally", True, _(N_("各年公开信息的计数与台账一致。")))
    return Finding("tally", False, _(N_("各年公开信息的计数与台账不一致，请从备份恢复，或把数据文件交给技术人员。")))


def _calendar(session: Session, today: date) -> Finding:
    if calendars.calendar(session).knows(today):
        return Finding("calendar", True, _(N_("今年的节假日安排已装入。")))
    return Finding("calendar", False, _(N_("今年的节假日安排没有装入，到期日都是暂定。请在“设置—节假日”中装入。")))


def sizes(session: Session) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
