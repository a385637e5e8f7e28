"""Packages between levels (报送包): what becomes of a record that comes in, and whether packages of one computer join.

No law says how offices hand records up; these are our own rules, made so that nothing is lost, doubled or silently
overwritten. What they cannot show is that the content is true: the sealed paper 报送单 stays the legal act.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_
from app.rules.offices import Level


class Fate(StrEnum):
    """What becomes of a record of a package; each has exactly one."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    RETURNED = "returned"
    CONFLICT = "conflict"


FATE_NAMES: Mapping[Fate, str] = MappingProxyType(
    {
        Fate.TAKEN: N_("已接收"),
        Fate.UNCHANGED: N_("重复"),
        Fate.RETURNED: N_("退回"),
        Fate.CONFLICT: N_("冲突"),
    }
)


class Link(StrEnum):
    """How a package joins those that came before it from the same computer."""

    NEXT = "next"
    REPEATED = "repeated"
    COVERED = "covered"
    GAP = "gap"
    WAITING = "waiting"
    REPLACED = "replaced"
    FORKED = "forked"


LINK_NAMES: Mapping[Link, str] = MappingProxyType(
    {
        Link.NEXT: N_("序号相连"),
        Link.REPEATED: N_("已经接收过，不会重复接收；可以再出一次同样的回执。"),
        Link.COVERED: N_("后来的报送包已经包含它的内容，不必接收。"),
        Link.GAP: N_("中间有没收到的报送包；它们的内容都在这一包里，可以接收。"),
        Link.WAITING: N_("要先接收前面的报送包，这一包才能接收。"),
        Link.REPLACED: N_(
            "同一序号收到过另一个内容不同的报送包：对方可能恢复过旧备份，或同一份数据在两台电脑上使用。请先打电话核实。"
        ),
        Link.FORKED: N_("与上一包接不上：对方可能恢复过旧备份，或换过数据文件。请先打电话核实。"),
    }
)
TAKEN_IN: Collection[Link] = frozenset({Link.NEXT, Link.GAP, Link.REPLACED, Link.FORKED})
"""Whose records may be taken in; the last two only once a person has asked the sender."""
DOUBTFUL: Collection[Link] = frozenset({Link.REPLACED, Link.FORKED})


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package as its header tells of it; `sha256` is that of the whole file."""

    package_uuid: str
    seq: int
    base_seq: int
    prev_sha256: str
    sha256: str


def link(parcel: Parcel, known: Sequence[Parcel]) -> tuple[Link, tuple[int, ...]]:
    """How a package joins those taken in from the same computer, and which numbers are missing.

    A package holds everything after `base_seq`, so what was lost in between is in it; what lies before that number must
    be here already.
    """
    for one in known:
        if parcel.package_uuid == one.package_uuid and parcel.sha256 == one.sha256:
            return Link.REPEATED, ()
    if any(parcel.seq == one.seq or parcel.package_uuid == one.package_uuid for one in known):
        return Link.REPLACED, ()
    return _in_line(parcel, known)


def _in_line(parcel: Parcel, known: Sequence[Parcel]) -> tuple[Link, tuple[int, ...]]:
    """The same of one whose number was not seen before."""
    newest = max(known, key=lambda one: one.seq, default=None)
    last = newest.seq if newest else 0
    if parcel.seq < last:
        return Link.COVERED, ()
    if parcel.base_seq > last:
        return Link.WAITING, tuple(range(last + 1, parcel.base_seq + 1))
    if parcel.seq > last + 1:
        return Link.GAP, tuple(range(last + 1, parcel.seq))
    if newest and parcel.prev_sha256 != newest.sha256:
        return Link.FORKED, ()
    return Link.NEXT, ()


def unseen(known: Sequence[Parcel]) -> tuple[int, ...]:
    """The numbers below the newest that never came: lost sticks, whose content came in a later package."""
    seqs = {one.seq for one in known}
    return tuple(seq for seq in range(1, max(seqs, default=0)) if seq not in seqs)


def fate(ours: str | None, theirs: str, replaces: Collection[str]) -> Fate:
    """What becomes of a revision whose content has the hash `theirs`, where this store holds `ours` (None: nothing).

    `replaces` are the hashes of the revisions it takes the place of. Whatever else is held here is a conflict: two
    computers changed the same record, or one of them went back to an old copy.
    """
    if ours == theirs:
        return Fate.UNCHANGED
    if ours is None or ours in replaces:
        return Fate.TAKEN
    return Fate.CONFLICT


def removal(ours: str | None, replaces: Collection[str]) -> Fate:
    """What becomes of a record its owner removed."""
    if ours is None:
        return Fate.UNCHANGED
    return Fate.TAKEN if ours in replaces else Fate.CONFLICT


def is_within(code: str, office: str) -> bool:
    """Whether an office is this one or one below it; the code of one below begins with its own (GB/T 2260, 10114)."""
    return bool(office) and code.startswith(office)


def scope(level: Level, chosen: str) -> str:
    """What an office of this level hands up: its "records", or a "summary"; `chosen` is the choice package_scope."""
    if chosen in ("records", "summary"):
        return chosen
    return "records" if level in (Level.TOWNSHIP, Level.VILLAGE) else "summary"
