"""Putting what a clerk typed into a record: the office, the catalog item, the due date. Looks each of them up once."""

from collections.abc import Set
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.models.catalog import CatalogItem, CatalogVersion
from app.models.disclosure import ChannelEvent, Disclosure
from app.operations import calendars, dues, offices
from app.rules.calendar import Calendar
from app.rules.catalog import VersionStatus
from app.rules.channels import Channel
from app.rules.disclosures import ChannelDraft, DisclosureDraft, Status
from app.rules.time_limits import Choices, Due


@dataclass(frozen=True, slots=True)
class Wording:
    """What a catalog item gives to the items filed under it."""

    name: str
    domain: str
    time_limit: str
    publisher: str


_WORDINGS = (
    select(
        CatalogItem.key,
        func.coalesce(func.nullif(CatalogItem.level3, ""), func.nullif(CatalogItem.level2, ""), CatalogItem.level1),
        CatalogItem.domain,
        CatalogItem.time_limit,
        CatalogItem.publisher,
    )
    .join(CatalogVersion, CatalogVersion.uuid == CatalogItem.version_uuid)
    .where(CatalogItem.key.in_(bindparam("keys", expanding=True)))
    .order_by(CatalogVersion.status == VersionStatus.ADOPTED, CatalogVersion.effective_from, CatalogVersion.id)
)


def wordings(session: Session, keys: Set[str]) -> dict[str, Wording]:
    """The newest wording of each item, as `catalogs.item_in_force` finds it, in one reading; the last one stays."""
    return {key: Wording(*values) for key, *values in session.connection().execute(_WORDINGS, {"keys": list(keys)})}


class Filing:
    """Files items, one or thousands, in one change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._items: dict[str, Wording | None] = {}

    @cached_property
    def _office_code(self) -> str:
        return offices.own_code(self._session)

    @cached_property
    def calendar(self) -> Calendar:
        """The calendar of the office."""
        return calendars.calendar(self._session)

    @cached_property
    def _choices(self) -> Choices:
        return dues.choices(self._session)

    def item(self, key: str) -> Wording | None:
        """The newest wording of the catalog item of a key."""
        if key and key not in self._items:
            self._items[key] = wordings(self._session, {key}).get(key)
        return self._items.get(key)

    def completed(self, draft: DisclosureDraft) -> DisclosureDraft:
        """The draft with what its catalog item says where the clerk said nothing: time limit, responsible body."""
        item = self.item(draft.item_key)
        if item is None:
            return draft
        return replace(
            draft,
            time_limit=draft.time_limit or item.time_limit,
            responsible=draft.responsible or item.publisher,
        )

    def due(self, draft: DisclosureDraft) -> Due:
        """When the item is due, with its reason, as the form shows it while it is typed."""
        return dues.due_of(self.completed(draft), self.calendar, self._choices)

    def new(self, draft: DisclosureDraft) -> Disclosure:
        """A new record for the draft; the caller adds it."""
        item = Disclosure(
            office_code=self._office_code,
            status=Status.DRAFT,
            published_on=None,
            withdrawn_on=None,
            on_web=False,
        )
        self.fill(item, draft)
        return item

    def fill(self, item: Disclosure, draft: DisclosureDraft) -> None:
        """Write into the record what differs, and count its due date anew."""
        completed = self.completed(draft)
        values: dict[str, Any] = {field.name: getattr(completed, field.name) for field in fields(completed)}
        catalog_item = self.item(draft.item_key)
        values["item_key"] = draft.item_key or None
        values["domain"] = catalog_item.domain if catalog_item else ""
        values["began_on"] = draft.formed_on or draft.obtained_on or draft.event_on
        due = dues.due_of(completed, self.calendar, self._choices)
        values["due_on"], values["due_provisional"] = due.on, due.provisional
        for name, value in values.items():
            if getattr(item, name) != value:
                setattr(item, name, value)


def appearance(item: Disclosure, event: ChannelDraft) -> ChannelEvent:
    """The record of one appearance, and what follows from it for the item; the caller adds it."""
    item.status = Status.PUBLISHED
    item.published_on = earliest(item.published_on, event.published_on)
    item.on_web = bool(item.on_web) or event.channel == Channel.WEBSITE
    return ChannelEvent(
        disclosure_uuid=item.uuid,
        office_code=item.office_code,
        channel=Channel(event.channel).value,
        published_on=event.published_on,
        place=event.place,
        ended_on=None,
    )


def earliest(first: date | None, second: date) -> date:
    """The earlier of two days, the first of which may be unknown."""
    return min(first or second, second)
