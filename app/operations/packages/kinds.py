"""Which records travel, in what order, what of them is private, and how one is written as the fields of a line."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from app.i18n import N_
from app.models.base import Owned
from app.models.catalog import CatalogException, CatalogItem, CatalogVersion
from app.models.disclosure import Attachment, ChannelEvent, Disclosure, GateReview
from app.models.notice import Notice, Objection
from app.models.office import Board, CalendarYear, Office
from app.models.package import OfficeFigure, PackPart
from app.models.payout import Payout, PayoutPrivate, PayoutRoll
from app.models.request import (
    AnnualReport,
    Applicant,
    Letter,
    LetterTemplate,
    Remedy,
    Request,
    RequestEvent,
    RequestParty,
    Tariff,
)
from app.models.village import VillageMatter
from app.operations.gate import Gate
from app.rules.annual_report import ReportStatus, Scope
from app.rules.catalog import VersionStatus
from app.rules.channels import Channel
from app.rules.disclosures import Gate as ReviewGate
from app.rules.disclosures import Status
from app.rules.letters import LetterKind
from app.rules.notice_templates import NoticeKind
from app.rules.notices import NoticeStatus
from app.rules.offices import Level
from app.rules.remedies import RemedyKind, RemedyResult
from app.rules.request_events import EventKind, RequestState
from app.rules.requests import ApplicantKind, IdKind, RequestChannel

Row = Mapping[str, Any]
LOCAL = frozenset({"id", "uuid", "owner_code"})
_NUMBER = re.compile(
    r"\d(?:\D{0,3}\d){10}"
)  # nothing shorter is a personal number: a quick look before the careful one


@dataclass(frozen=True)
class Kind:
    """One kind of record that travels.

    `parents` names the record each foreign key must find; `private` gives what stands in place of a private column
    unless the package is sealed, `sealed_only` that the record itself travels in no other; `by_key` are the columns by
    which offices know the same thing although each has a uuid of its own for it; `health` are texts about a person.
    """

    cls: type[Owned]
    label: str
    name: str = ""
    parents: Mapping[str, str] = field(default_factory=dict)
    private: Mapping[str, Any] = field(default_factory=dict)
    sealed_only: bool = False
    by_key: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    health: tuple[str, ...] = ()
    stays: bool = False  # what this office has of its own stays when the level above sends its own
    owner_of: str = ""  # the column with the uuid of any record it belongs to (an attachment)
    words: Mapping[str, type[StrEnum]] = field(default_factory=dict)  # columns that hold one of a few words

    @property
    def table(self) -> str:
        """The name of its table, which is the type of its lines."""
        return str(self.cls.__tablename__)

    @cached_property
    def columns(self) -> tuple[Column[Any], ...]:
        """What travels of a record, in the order of its table."""
        table = self.cls.__table__
        assert isinstance(table, Table)
        return tuple(column for column in table.c if column.key not in LOCAL)

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """The value of each column that a line may leave out."""
        return {c.key: _default(c) for c in self.columns if c.nullable or _has_default(c)}

    @cached_property
    def types(self) -> Mapping[str, type]:
        """What kind of value each column holds."""
        return {c.key: c.type.python_type for c in self.columns}

    def fields(self, row: Row, gate: Gate | None = None, carried: Row | None = None) -> dict[str, Any]:
        """The fields of a line: plain values, without those equal to their default; by `gate` as they may go out."""
        found: dict[str, Any] = dict(carried) if carried else {}
        for key, kind in self._types:
            value = row[key]
            if key in self.defaults and value == self.defaults[key]:
                continue
            if value is not None and kind in _MOMENTS:
                value = value.isoformat()
            elif gate is not None:
                value = self._shown(key, value, gate)
            found[key] = value
        return found

    @cached_property
    def _types(self) -> tuple[tuple[str, type], ...]:
        return tuple(self.types.items())

    def _shown(self, key: str, value: Any, gate: Gate) -> Any:
        if key in self.private:
            return self.private[key]
        if isinstance(value, str):
            if key in self.health:
                return gate.of_person(value)
            return gate(value) if _NUMBER.search(value) else value
        return _each(value, gate) if isinstance(value, dict | list) else value

    def values(self, fields: Row) -> dict[str, Any]:
        """What stands in the columns for the fields of a line; fields that no column takes are left out."""
        found = dict(self.defaults)
        for key, value in fields.items():
            kind = self.types.get(key)
            if kind is not None:
                found[key] = _moment(kind, value) if kind in _MOMENTS and value is not None else value
        return found

    def unknown(self, fields: Row) -> dict[str, Any]:
        """The fields that this program has no column for."""
        return {key: value for key, value in fields.items() if key not in self.types}

    def unfit(self, fields: Row) -> str:
        """The name of the first field whose value cannot stand in its column; empty if all can."""
        return next((key for key, kind in self._types if not self._may_stand(key, kind, fields)), "")

    def _may_stand(self, key: str, kind: type, fields: Row) -> bool:
        if key not in fields:
            return key in self.defaults
        value = fields[key]
        if not _fits(value, kind, key in self.defaults and self.defaults[key] is None):
            return False
        return key not in self.words or value in self._known[key]

    @cached_property
    def _known(self) -> Mapping[str, frozenset[str]]:
        return {key: frozenset(words) | {self.defaults.get(key, "")} for key, words in self.words.items()}


_MOMENTS = (date, datetime)
_KEPT: Mapping[type, tuple[type, ...]] = {
    dict: (dict, list),
    list: (dict, list),
    str: (str,),
    int: (int,),
    bool: (bool,),
}


def _has_default(column: Column[Any]) -> bool:
    return isinstance(column.default, ScalarElementColumnDefault)


def _default(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _each(value: Any, gate: Gate) -> Any:
    if isinstance(value, str):
        return gate(value) if _NUMBER.search(value) else value
    if isinstance(value, dict):
        return {key: _each(one, gate) for key, one in value.items()}
    return [_each(one, gate) for one in value] if isinstance(value, list) else value


@lru_cache(maxsize=4096)
def _moment(kind: type, text: str) -> date | datetime:
    made: date | datetime = kind.fromisoformat(text)  # type: ignore[attr-defined]
    return made


def _fits(value: Any, kind: type, nullable: bool) -> bool:
    if value is None:
        return nullable
    if kind not in _MOMENTS:
        return type(value) in _KEPT[kind]
    try:
        return isinstance(value, str) and _moment(kind, value).isoformat() == value
    except ValueError:
        return False


def content_hash(fields: bytes) -> str:
    """What tells one revision of a record from another: the SHA-256 of its fields in their one way of writing."""
    return hashlib.sha256(fields).hexdigest()


_OFFICE = Kind(Office, N_("单位"), "name", by_key=("code",), unique=(("code",),), words={"level": Level}, stays=True)
UP: tuple[Kind, ...] = (
    _OFFICE,
    Kind(Board, N_("公开栏"), "name"),
    Kind(VillageMatter, N_("嘎查村公开事项"), "name"),
    Kind(CatalogException, N_("不予公开事项"), "subject"),
    Kind(Disclosure, N_("公开信息"), "title", words={"status": Status}),
    Kind(ChannelEvent, N_("公开渠道"), parents={"disclosure_uuid": "disclosure"}, words={"channel": Channel}),
    Kind(GateReview, N_("审核意见"), parents={"disclosure_uuid": "disclosure"}, words={"gate": ReviewGate}),
    Kind(Notice, N_("公示"), "title", unique=(("code",),), words={"kind": NoticeKind, "status": NoticeStatus}),
    Kind(
        Objection,
        N_("公示异议"),
        parents={"notice_uuid": "notice"},
        private={"name": "", "contact": ""},
    ),
    Kind(PayoutRoll, N_("补贴名册"), "programme"),
    Kind(Payout, N_("补贴发放"), parents={"roll_uuid": "payout_roll"}, health=("place", "item")),
    Kind(
        PayoutPrivate,
        N_("补贴对象隐私信息"),
        parents={"payout_uuid": "payout"},
        sealed_only=True,
        unique=(("payout_uuid",),),
    ),
    Kind(
        Applicant,
        N_("申请人"),
        words={"kind": ApplicantKind, "id_kind": IdKind},
        private=dict.fromkeys(
            ("name", "id_kind", "id_number", "representative", "phone", "email", "address", "postcode", "identity"), ""
        ),
    ),
    Kind(
        Request,
        N_("公开申请"),
        "title",
        parents={"applicant_uuid": "applicant"},
        words={"state": RequestState, "channel": RequestChannel, "applicant_kind": ApplicantKind},
    ),
    Kind(RequestParty, N_("共同申请人"), parents={"request_uuid": "request", "applicant_uuid": "applicant"}),
    Kind(
        RequestEvent,
        N_("申请办理步骤"),
        parents={"request_uuid": "request"},
        private={"party": ""},
        words={"kind": EventKind},
    ),
    Kind(
        Letter,
        N_("文书"),
        parents={"request_uuid": "request"},
        words={"kind": LetterKind},
        private={"addressee": "", "body": "", "received_by": ""},
    ),
    Kind(Remedy, N_("复议诉讼"), "number", words={"kind": RemedyKind, "result": RemedyResult}),
    Kind(
        AnnualReport,
        N_("年度报告"),
        unique=(("year", "office_code", "scope"),),
        words={"scope": Scope, "status": ReportStatus},
    ),
    Kind(OfficeFigure, N_("单位年度数据"), "office_name"),
    Kind(Attachment, N_("附件"), "name", owner_of="owner_uuid"),
)
DOWN: tuple[Kind, ...] = (
    _OFFICE,
    Kind(CatalogVersion, N_("目录版本"), "name", words={"status": VersionStatus}),
    Kind(CatalogItem, N_("目录事项"), "level2", parents={"version_uuid": "catalog_version"}),
    Kind(CalendarYear, N_("节假日安排"), by_key=("year",), unique=(("year",),)),
    Kind(Tariff, N_("收费标准"), "name", by_key=("in_force_on",), unique=(("in_force_on",),)),
    Kind(LetterTemplate, N_("文书样式"), "title", by_key=("key",), unique=(("key",),), stays=True),
    Kind(PackPart, N_("参数"), "name", by_key=("kind", "key"), unique=(("kind", "key"),)),
)
SUMMARY = frozenset({"annual_report", "office_figure"})
"""What a level is told that asks for figures, not records."""
KINDS: Mapping[str, Kind] = {kind.table: kind for kind in (*UP, *DOWN)}
PARENTS = frozenset(parent for kind in KINDS.values() for parent in kind.parents.values())


def children(table: str) -> list[tuple[Kind, str]]:
    """The kinds that hang on a table, each with its column."""
    return [(kind, column) for kind in KINDS.values() for column, parent in kind.parents.items() if parent == table]


def order(kinds: Iterable[Kind]) -> Callable[[str], int]:
    """The place of a table among the kinds: parents come before what hangs on them."""
    places = {kind.table: place for place, kind in enumerate(kinds)}
    return lambda table: places.get(table, len(places))
