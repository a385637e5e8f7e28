"""Looking at the register of disclosed items: filters, ready views with their counts, pages, one item whole."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, column, exists, false, func, literal_column, or_, select, table
from sqlalchemy.orm import Session

from app.i18n import N_
from app.models.disclosure import OFF_WEB, OPEN, WITHDRAWN, ChannelEvent, Disclosure, GateReview
from app.models.office import SavedView
from app.operations import attachments, calendars, catalogs, disclosures, dues, owners
from app.operations.filing import wordings
from app.operations.paging import Anchors, Order
from app.rules import disclosures as rules
from app.rules.calendar import TimeLeft
from app.rules.disclosures import DisclosureDraft, Gate, Move, Status
from app.rules.time_limits import Due
from app.store import search as index
from app.text import search_keys

PAGE = "disclosures"
VIEWS: Mapping[str, str] = {
    "": N_("全部"),
    "due_this_month": N_("本月到期"),
    "overdue": N_("已超期"),
    "in_review": N_("待审核"),
    "returned": N_("已退回"),
    "to_publish": N_("待公开"),
    "off_web": N_("未上网"),
    "provisional": N_("暂定"),
    "drafts": N_("草稿"),
    "withdrawn": N_("已撤下"),
}
ORDERS: Mapping[str, Order] = {
    "entered": Order((Disclosure.id,), descending=True),
    "began": Order((Disclosure.began_on, Disclosure.id), descending=True),
    "due": Order((Disclosure.due_on, Disclosure.id), descending=False),
}
EXACT_HITS = 500


@dataclass(frozen=True, slots=True)
class DisclosureFilter:
    """What is shown; every field that is set narrows it. `blank` names fields that must be empty.

    With `appeared_on` the days of publishing are those on these channels, else that of the item.
    """

    view: str = ""
    text: str = ""
    domain: str = ""
    statuses: tuple[str, ...] = ()
    channel: str = ""
    responsible: str = ""
    item_key: str = ""
    began_from: date | None = None
    began_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    blank: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None
    appeared_on: tuple[str, ...] = ()  # channels, within the days of publishing: behind a figure of the annual report
    office_code: str = ""
    owner: str = ""  # whose records: operations/owners.py
    order: str = "entered"


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """A line of the register; `left` is the time left, None when the item is not open."""

    uuid: str
    title: str
    title_mn: str
    domain: str
    item_name: str
    document_number: str
    responsible: str
    formed_on: date | None
    due_on: date | None
    provisional: bool
    left: TimeLeft | None
    status: Status
    published_on: date | None
    on_web: bool
    channels: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One appearance of an item."""

    uuid: str
    channel: str
    published_on: date
    place: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One answer at one gate."""

    gate: Gate
    passed: bool
    reviewer: str
    at: datetime
    note: str


@dataclass(frozen=True)
class DisclosureDetail:
    """One item whole: its fields, why it is due when, what happened to it, what may be done next."""

    row: DisclosureRow
    draft: DisclosureDraft
    item: catalogs.ItemRow | None
    due: Due
    events: tuple[EventRow, ...]
    reviews: tuple[ReviewRow, ...]
    files: tuple[attachments.AttachmentRow, ...]
    moves: tuple[Move, ...]
    withdrawn_reason: str
    brought_by: str = ""  # the office that sent it, which alone may change it


def _narrowed(session: Session, wanted: DisclosureFilter, today: date) -> tuple[list[Any], Order]:
    """The filter as conditions, and the order they are read in; what is shown is exactly what they admit."""
    found, order = [*_view(wanted.view, today), *_fields(wanted), *_whose(session, wanted)], ORDERS[wanted.order]
    query = search_keys.query(wanted.text)
    if query is None:
        return [*found, *([false()] if wanted.text.strip() else [])], order
    match = query.match("{name text}")
    ids = index.candidates(session, Disclosure, match, EXACT_HITS + 1)
    if len(ids) <= EXACT_HITS:
        return [*found, _proved(session, query, ids)], order
    if wanted.order == "entered":
        with_table = [Disclosure.id == _KEYS.c.rowid] if found else []
        return [*found, *with_table, _matches(match)], _BY_KEYS
    return [*found, (Disclosure.id + 0).in_(select(_KEYS.c.rowid).where(_matches(match)))], order


def _whose(session: Session, wanted: DisclosureFilter) -> list[ColumnElement[bool]]:
    """Nothing is asked for where all records are this office's own: millions are then listed by the index alone."""
    return owners.where(Disclosure, wanted.owner, wanted.office_code) if owners.any_foreign(session) else []


def _view(view: str, today: date) -> list[Any]:
    month_end = (today.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
    status = Disclosure.status
    views: Mapping[str, list[Any]] = {
        "": [],
        "due_this_month": [OPEN, Disclosure.due_on.between(today.replace(day=1), month_end)],
        "overdue": [OPEN, Disclosure.due_on < today],
        "due_soon": [OPEN, Disclosure.due_on.between(today, today + timedelta(7))],
        "in_review": [OPEN, status == Status.IN_REVIEW],
        "returned": [OPEN, status == Status.RETURNED],
        "to_publish": [OPEN, status == Status.APPROVED],
        "off_web": [OFF_WEB],
        "provisional": [OPEN, Disclosure.due_provisional],
        "drafts": [OPEN, status == Status.DRAFT],
        "withdrawn": [WITHDRAWN],
    }
    return views[view]


def _fields(wanted: DisclosureFilter) -> list[Any]:
    item = Disclosure
    ranges = ((item.began_on, wanted.began_from, wanted.began_to), (item.due_on, wanted.due_from, wanted.due_to))
    equal = (
        (item.domain, wanted.domain),
        (item.responsible, wanted.responsible),
        (item.item_key, wanted.item_key),
        (item.office_code, wanted.office_code),
    )
    found: list[Any] = [column == value for column, value in equal if value]
    found += _published(wanted)
    found += [column >= first for column, first, _last in ranges if first]
    found += [column <= last for column, _first, last in ranges if last]
    if wanted.statuses:
        found += _served_by_an_index(wanted.statuses)
        found.append(item.status.in_(wanted.statuses))
    if wanted.order == "due":
        found.append(item.due_on.is_not(None))
    if wanted.channel:
        found.append(exists().where(ChannelEvent.disclosure_uuid == item.uuid, ChannelEvent.channel == wanted.channel))
    for name in wanted.blank:
        blank = getattr(item, name)
        found.append(or_(blank.is_(None), blank == "") if name not in _DATES else blank.is_(None))
    return found


def _published(wanted: DisclosureFilter) -> list[Any]:
    """When it was published, or appeared on one of some channels."""
    day = ChannelEvent.published_on if wanted.appeared_on else Disclosure.published_on
    days = [day >= wanted.published_from] if wanted.published_from else []
    days += [day <= wanted.published_to] if wanted.published_to else []
    if not wanted.appeared_on:
        return days
    its = ChannelEvent.disclosure_uuid == Disclosure.uuid
    return [exists().where(its, ChannelEvent.channel.in_(wanted.appeared_on), *days)]


def _served_by_an_index(statuses: Sequence[str]) -> list[Any]:
    """What follows from these standings anyway, in the words of the index of the few items that have them."""
    if rules.OPEN.issuperset(statuses):
        return [OPEN]
    return [WITHDRAWN] if set(statuses) == {Status.WITHDRAWN} else []


_DATES = frozenset({"formed_on", "obtained_on", "event_on", "due_on", "published_on"})


# Words in more items than are worth proving: the index is read along with the table, in its own order if it can be.
_KEYS = table("search_disclosure", column("rowid", Integer))
_BY_KEYS = Order((_KEYS.c.rowid,), descending=True)


def _matches(match: str) -> ColumnElement[bool]:
    return literal_column("search_disclosure").bool_op("MATCH")(match)


def _proved(session: Session, query: search_keys.Query, ids: Sequence[int]) -> ColumnElement[bool]:
    """Those of a few items that have the words, each looked at itself."""
    columns = [getattr(Disclosure, name) for name in (*Disclosure.search_name, *Disclosure.search_text)]
    rows = session.execute(select(Disclosure.id, *columns).where(Disclosure.id.in_(ids)))
    return Disclosure.id.in_([row[0] for row in rows if query.place([value or "" for value in row[1:]])])


class DisclosurePages:
    """One filtered, sorted register, page by page; made anew when the filter changes."""

    def __init__(self, wanted: DisclosureFilter, today: date) -> None:
        self.wanted, self._today = wanted, today
        self._anchors: Anchors | None = None
        self._days: calendars.WorkingDays | None = None

    def _ready(self, session: Session) -> Anchors:
        if self._anchors is None:
            self._anchors = Anchors(*_narrowed(session, self.wanted, self._today))
            self._days = calendars.WorkingDays(calendars.calendar(session), self._today)
        return self._anchors

    def count(self, session: Session) -> int:
        """How many items the filter admits."""
        return self._ready(session).count(session)

    def page(self, session: Session, index: int, size: int = 200) -> list[DisclosureRow]:
        """Page number `index`, counted from zero."""
        ids = self._ready(session).ids(session, index * size, size)
        assert self._days is not None
        return rows_of(session, ids, self._days)


def rows_of(session: Session, ids: Sequence[int], days: calendars.WorkingDays) -> list[DisclosureRow]:
    """The register's lines with these numbers, in their order."""
    records = {r.id: r for r in session.scalars(select(Disclosure).where(Disclosure.id.in_(ids)))}
    found = [records[number] for number in ids if number in records]
    channels = _channels(session, [item.uuid for item in found])
    items = wordings(session, {item.item_key for item in found if item.item_key})
    names = {key: item.name for key, item in items.items()}
    rows = [_row(item, channels[item.uuid], names.get(item.item_key or "", ""), days) for item in found]
    session.expunge_all()
    return rows


def _row(item: Disclosure, channels: Sequence[str], item_name: str, days: calendars.WorkingDays) -> DisclosureRow:
    status = Status(item.status)
    open_ = status in rules.OPEN and item.due_on is not None
    return DisclosureRow(
        item.uuid, item.title, item.title_mn, item.domain, item_name, item.document_number, item.responsible,
        item.formed_on, item.due_on, item.due_provisional, days.left(item.due_on) if open_ and item.due_on else None,
        status, item.published_on, item.on_web, tuple(channels), item.note,
    )  # fmt: skip


def _channels(session: Session, uuids: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    events = select(ChannelEvent.disclosure_uuid, ChannelEvent.channel).where(ChannelEvent.disclosure_uuid.in_(uuids))
    for uuid, channel in session.execute(events.order_by(ChannelEvent.published_on, ChannelEvent.id)):
        if channel not in found[uuid]:
            found[uuid].append(channel)
    return found


def opened(session: Session, uuid: str, today: date) -> DisclosureDetail:
    """One item whole; UserError if it was taken out meanwhile."""
    record = disclosures.item_of(session, uuid)
    known = calendars.calendar(session)
    (row,) = rows_of(session, [record.id], calendars.WorkingDays(known, today))
    record = disclosures.item_of(session, uuid)
    draft = disclosures.draft_of(record)
    events = select(ChannelEvent).where(ChannelEvent.disclosure_uuid == uuid).order_by(ChannelEvent.published_on)
    reviews = select(GateReview).where(GateReview.disclosure_uuid == uuid).order_by(GateReview.id.desc())
    return DisclosureDetail(
        row=row,
        draft=draft,
        item=catalogs.item_in_force(session, draft.item_key) if draft.item_key else None,
        due=dues.due_of(draft, known, dues.choices(session)),
        events=tuple(EventRow(e.uuid, e.channel, e.published_on, e.place) for e in session.scalars(events)),
        reviews=tuple(ReviewRow(Gate(r.gate), r.passed, r.reviewer, r.at, r.note) for r in session.scalars(reviews)),
        files=tuple(attachments.of(session, uuid)),
        moves=() if record.owner_code else rules.moves(row.status, disclosures.review_required(session)),
        withdrawn_reason=record.withdrawn_reason,
        brought_by=owners.brought_by(session, record),
    )


def view_counts(session: Session, today: date, owner: str = "") -> dict[str, int]:
    """How many items each ready view holds, except the whole register; `owner` as owners.py tells."""
    whose = _whose(session, DisclosureFilter(owner=owner))
    return {
        view: session.scalar(select(func.count()).select_from(Disclosure).where(and_(*_view(view, today), *whose))) or 0
        for view in (*list(VIEWS)[1:-1], "due_soon")
    }


def uuids(session: Session, wanted: DisclosureFilter, today: date, limit: int) -> list[str]:
    """The filtered items, for bulk edit: exactly those the list shows, at most `limit`."""
    found, order = _narrowed(session, wanted, today)
    number = order.keys[-1]
    ids = select(number).where(*found).order_by(number.desc()).limit(limit)
    return list(session.scalars(select(Disclosure.uuid).where(Disclosure.id.in_(ids)).order_by(Disclosure.id.desc())))


def domains(session: Session) -> list[str]:
    """The domains that occur in the register, found by hopping through their index."""
    found: list[str] = []
    while True:
        least = select(func.min(Disclosure.domain))
        value = session.scalar(least.where(Disclosure.domain > found[-1]) if found else least)
        if value is None:
            return [domain for domain in found if domain]
        found.append(value)


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A view that somebody kept."""

    uuid: str
    name: str
    wanted: DisclosureFilter = field(default_factory=DisclosureFilter)


KEEP_VIEW = N_("保存筛选“{name}”")
DROP_VIEW = N_("删除筛选“{name}”")


def keep_view(session: Session, name: str, wanted: DisclosureFilter) -> str:
    """Keep a filter under a name; returns its uuid."""
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(wanted).items()}
    view = SavedView(page=PAGE, name=name, filters=values)
    session.add(view)
    return view.uuid


def kept_views(session: Session) -> list[ViewRow]:
    """The views people kept, by name."""
    found = session.scalars(select(SavedView).where(SavedView.page == PAGE).order_by(SavedView.name))
    return [ViewRow(view.uuid, view.name, filter_of(view.filters)) for view in found]


def filter_of(values: Mapping[str, Any]) -> DisclosureFilter:
    """A filter as it was kept; fields this program does not know are left out."""
    known = DisclosureFilter.__dataclass_fields__
    read = {key: _read(key, value) for key, value in values.items() if key in known}
    return replace(DisclosureFilter(), **read)


def _read(key: str, value: Any) -> Any:
    if key.endswith(("_from", "_to")):
        return date.fromisoformat(value) if value else None
    return tuple(value) if isinstance(value, list) else value


def drop_view(session: Session, uuid: str) -> None:
    """Take a kept view away."""
    session.delete(session.scalars(select(SavedView).where(SavedView.uuid == uuid)).one())
