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
_SHORT = 10
_NAMED = frozenset(("code", "kind", "status", "sha256", "key", "item_key", "channel", "outcome", "state", "level"))
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
        for key, default, moment, free in self._written:
            value = row[key]
            if value == default:
                continue
            if moment:
                found[key] = None if value is None else value.isoformat()
                continue
            if free and gate is not None:
                value = self._shown(key, value, gate)
            if value != default:  # what is omitted may be as if nothing had been there
                found[key] = value
        return found

    @cached_property
    def _written(self) -> tuple[tuple[str, Any, bool, bool], ...]:
        return tuple(
            (key, self.defaults.get(key, _NO_DEFAULT), kind in _MOMENTS, self._is_free(key, kind))
            for key, kind in self.types.items()
        )

    def _is_free(self, key: str, kind: type) -> bool:
        """Whether a column holds what somebody typed, in which a personal number may stand."""
        named = key in self.words or key.endswith(("_code", "uuid")) or key in _NAMED
        return key in self.private or not (named or kind in (int, bool, *_MOMENTS))

    def _shown(self, key: str, value: Any, gate: Gate) -> Any:
        if key in self.private:
            return self.private[key]
        if isinstance(value, str) and key in self.health:
            return gate.of_person(value)
        return _each(value, gate)

    @staticmethod
    def named(name: str, gate: Gate) -> str:
        """A name as it may go out."""
        return gate(name) if _NUMBER.search(name) else name

    def values(self, fields: Row) -> dict[str, Any]:
        """What stands in the columns for the fields of a line; fields that no column takes are left out."""
        found = dict(self.defaults)
        for key, value in fields.items():
            checks = self._checks.get(key)
            if checks is not None:
                found[key] = _moment(checks.moment, value) if checks.moment and value is not None else value
        return found

    def row(self, fields: Row) -> list[Any]:
        """The same values in the order of the columns."""
        return [
            (_moment(moment, fields[key]) if moment and fields[key] is not None else fields[key])
            if key in fields
            else default
            for key, default, moment in self._columns_read
        ]

    @cached_property
    def _columns_read(self) -> tuple[tuple[str, Any, type | None], ...]:
        return tuple((key, self.defaults.get(key), check.moment) for key, check in self._checks.items())

    def unknown(self, fields: Row) -> dict[str, Any]:
        """The fields that this program has no column for."""
        return {} if fields.keys() <= self.types.keys() else {k: v for k, v in fields.items() if k not in self.types}

    def unfit(self, fields: Row) -> str:
        """The name of the first field whose value cannot stand in its column; empty if all can."""
        for key in self._required:
            if key not in fields:
                return key
        for key, value in fields.items():
            checks = self._checks.get(key)
            if checks is not None and not checks.fits(value):
                return key
        return ""

    @cached_property
    def _required(self) -> tuple[str, ...]:
        return tuple(key for key in self.types if key not in self.defaults)

    @cached_property
    def _checks(self) -> Mapping[str, "_Check"]:
        return {key: self._check(key, kind) for key, kind in self.types.items()}

    def _check(self, key: str, kind: type) -> "_Check":
        nullable = key in self.defaults and self.defaults[key] is None
        words = self.words.get(key)
        known = None if words is None else frozenset(words).union([self.defaults[key]] if key in self.defaults else [])
        return _Check(kind if kind in _MOMENTS else None, _KEPT.get(kind, (dict, list)), nullable, known)


@dataclass(frozen=True, slots=True)
class _Check:
    """What a value must be to stand in a column."""

    moment: type | None
    kinds: tuple[type, ...]
    nullable: bool
    known: frozenset[str] | None

    def fits(self, value: Any) -> bool:
        """Whether it may stand there."""
        if value is None:
            return self.nullable
        if self.moment is not None:
            return isinstance(value, str) and _is_moment(self.moment, value)
        return type(value) in self.kinds and (self.known is None or value in self.known)


_NO_DEFAULT = object()
_MOMENTS = (date, datetime)
_KEPT: Mapping[type, tuple[type, ...]] = {str: (str,), int: (int,), bool: (bool,)}  # all else is JSON


def _has_default(column: Column[Any]) -> bool:
    return isinstance(column.default, ScalarElementColumnDefault)


def _default(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _each(value: Any, gate: Gate) -> Any:
    """What somebody typed as it may go out, also where it stands in lists; most texts are too short for a number."""
    if isinstance(value, str):
        return gate(value) if len(value) > _SHORT and _NUMBER.search(value) else value
    if isinstance(value, dict):
        return {key: _each(one, gate) for key, one in value.items()}
    return [_each(one, gate) for one in value] if isinstance(value, list) else value


@lru_cache(maxsize=4096)
def _moment(kind: type, text: str) -> date | datetime:
    made: date | datetime = kind.fromisoformat(text)  # type: ignore[attr-defined]
    return made


@lru_cache(maxsize=4096)
def _is_moment(kind: type, text: str) -> bool:
    """Whether a text is the one way to write a day or a moment."""
    try:
        made = _moment(kind, text)
    except ValueError:
        return False
    return type(made) is kind and made.isoformat() == text


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
