"""Search over everything: any piece of text, pinyin, Mongolian in any spelling; ranked, with the hit shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from app.i18n import N_
from app.models.base import Owned, Record
from app.models.office import Office
from app.store import search as index
from app.text import search_keys

CANDIDATES = 200
KIND_NAMES = {
    "disclosure": N_("公开台账"),
    "catalog_item": N_("目录事项"),
    "catalog_version": N_("标准目录"),
    "catalog_exception": N_("不予公开事项"),
    "attachment": N_("附件"),
    "office": N_("单位"),
    "notice": N_("公示"),
    "payout_roll": N_("补贴发放名册"),
    "village_matter": N_("嘎查村公开事项"),
    "board": N_("公开栏"),
    "request": N_("依申请公开"),
}


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record found: which, its name, and the text that answered with the place in it."""

    kind: str
    uuid: str
    owner_uuid: str
    name: str
    text: str
    start: int
    end: int
    how: str
    brought_by: str = ""  # the office whose package brought it; empty for this office's own


class _Answer(NamedTuple):
    """A record that answers, before anything of it is shown."""

    rank: tuple[int, ...]
    kind: str
    uuid: str
    owner_uuid: str
    fields: Sequence[str]
    place: search_keys.Place
    owner_code: str

    def shown(self, offices: Mapping[str, str]) -> SearchHit:
        hit = self.place.hit(self.fields[self.place.field])
        name = next(filter(None, self.fields), "")
        return SearchHit(
            self.kind, self.uuid, self.owner_uuid, name, self.fields[hit.field], hit.start, hit.end, hit.how,
            offices.get(self.owner_code, self.owner_code),
        )  # fmt: skip


def found(session: Session, words: str, limit: int = 50, kinds: Sequence[str] = ()) -> list[SearchHit]:
    """The best hits, at most `limit`: whole names first, then beginnings, then places inside, each the newest first."""
    query = search_keys.query(words)
    if query is None:
        return []
    answers: list[_Answer] = []
    for kind, cls in index.searched().items():
        if kind in KIND_NAMES and (not kinds or kind in kinds):
            answers += _of_kind(session, kind, cls, query, limit)
    answers.sort(key=lambda answer: answer.rank)
    best = answers[:limit]
    offices = _names(session, {answer.owner_code for answer in best} - {""})
    return [answer.shown(offices) for answer in best]


def _names(session: Session, codes: Collection[str]) -> Mapping[str, str]:
    asked = select(Office.code, Office.name).where(Office.code.in_(codes))
    return dict(session.execute(asked).all()) if codes else {}


def _of_kind(
    session: Session, kind: str, cls: type[Record], query: search_keys.Query, limit: int
) -> Collection[_Answer]:
    """Records whose name answers; only if these are too few, also those whose other text does."""
    answers: dict[int, _Answer] = {}
    for columns, fields in (("name", cls.search_name), ("{name text}", (*cls.search_name, *cls.search_text))):
        ids = [n for n in index.candidates(session, cls, query.match(columns), CANDIDATES) if n not in answers]
        answers.update(_proved(session, kind, cls, query, fields, ids))
        if len(answers) >= limit:
            break
    return answers.values()


def _proved(
    session: Session, kind: str, cls: type[Record], query: search_keys.Query, names: Sequence[str], ids: Sequence[int]
) -> dict[int, _Answer]:
    """Those of the records that answer with one of these columns, ranked, by their numbers."""
    if not ids:
        return {}
    columns = [getattr(cls, name) for name in names]
    owner = getattr(cls, "owner_uuid", cls.uuid)
    whose = cls.owner_code if issubclass(cls, Owned) else literal("")
    proved: dict[int, _Answer] = {}
    for number, uuid, owner_uuid, code, *values in session.execute(
        select(cls.id, cls.uuid, owner, whose, *columns).where(cls.id.in_(ids))
    ):
        fields = [value or "" for value in values]
        place = query.place(fields)
        if place:
            proved[number] = _Answer((*place.rank[:3], -number), kind, uuid, owner_uuid, fields, place, code)
    return proved
