"""What was not taken of packages from below: told, shown side by side, settled."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.cli.answers import Answer, Table, cell
from app.cli.commands import argument, command, option
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import references
from app.operations.packages import disputes as work
from app.operations.packages.disputes import DisputeRow
from app.rules.packages import FATE_NAMES, Fate

_HEADINGS = (N_("处理"), N_("报送单位"), N_("包"), N_("记录种类"), N_("名称"), N_("原因"), N_("编号"))
_PAIRS = (N_("字段"), N_("不同"), N_("本单位手里的"), N_("报送单位的"))
_KEPT = N_("已保留本单位手里的版本。下一个回执会告诉报送单位。")
_TAKEN = N_("已采用报送单位的版本，可用 iltod undo 撤销。下一个回执会告诉报送单位。")
_WHICH = argument("dispute", metavar="DISPUTE")
_note = option("--note", default="", help=N_("处理的说明。"))


@command
def list_disputes(place: Workplace) -> Answer:
    """Tell what was returned or is in conflict, and not settled."""
    rows = place.ask(work.open_ones)
    return Answer(rows, (Table(_HEADINGS, map(_shown, rows)),))


def _shown(row: DisputeRow) -> tuple[str, ...]:
    return _(FATE_NAMES[Fate(row.fate)]), row.office, str(row.seq), row.kind, row.name, row.reason, row.uuid


@command
@_WHICH
def show(place: Workplace, dispute: str) -> Answer:
    """Tell both versions of a record, field by field."""
    pairs = place.ask(work.side_by_side, place.ask(references.dispute, dispute))
    shown = [(pair.key, cell(pair.differs), cell(pair.ours), cell(pair.theirs)) for pair in pairs]
    return Answer(pairs, (Table(_PAIRS, shown),))


@command
@_WHICH
@_note
def keep(place: Workplace, dispute: str, note: str) -> Answer:
    """Keep what stands here."""
    return _settled(place, dispute, note, (work.KEEP, work.keep_ours, _KEPT, work.KEPT))


@command
@_WHICH
@_note
def take(place: Workplace, dispute: str, note: str) -> Answer:
    """Put the sender's version in place of what stands here."""
    return _settled(place, dispute, note, (work.TAKE, work.take_theirs, _TAKEN, work.TAKEN))


def _settled(place: Workplace, text: str, note: str, how: tuple[str, Callable[..., None], str, str]) -> Answer:
    title, settle, told, outcome = how
    uuid = place.ask(references.dispute, text)
    name = next((row.name or row.kind for row in place.ask(work.open_ones) if row.uuid == uuid), "")
    values: dict[str, Any] = {"uuid": uuid, "note": note, "today": place.today, "by": place.store.desk.person}
    place.change(title, partial(settle, **values), {"name": name})
    return Answer({"uuid": uuid, "settled": outcome}, (_(told),))
