"""Search over everything: any piece of text, pinyin, Mongolian in any spelling; ranked, with the hit shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import N_
from app.models.base import Record
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


def found(session: Session, words: str, limit: int = 50, kinds: Sequence[str] = ()) -> list[SearchHit]:
    """The best hits, at most `limit`: whole names first, then beginnings, then places inside, each the newest first."""
    query = search_keys.query(words)
    if query is None:
        return []
    ranked: list[tuple[tuple[int, ...], SearchHit]] = []
    for kind, cls in index.searched().items():
        if kind in KIND_NAMES and (not kinds or kind in kinds):
            ranked += _of_kind(session, kind, cls, query, limit)
    ranked.sort(key=lambda pair: pair[0])
    return [hit for _rank, hit in ranked[:limit]]


def _of_kind(
    session: Session, kind: str, cls: type[Record], query: search_keys.Query, limit: int
) -> list[tuple[tuple[int, ...], SearchHit]]:
    """Records whose name answers; only if these are too few, also those whose other text does."""
    hits: dict[int, tuple[tuple[int, ...], SearchHit]] = {}
    for columns, fields in (("name", cls.search_name), ("{name text}", (*cls.search_name, *cls.search_text))):
        ids = [n for n in index.candidates(session, cls, query.match(columns), CANDIDATES) if n not in hits]
        hits.update(_proved(session, kind, cls, query, fields, ids))
        if len(hits) >= limit:
            break
    return list(hits.values())


def _proved(
    session: Session, kind: str, cls: type[Record], query: search_keys.Query, names: Sequence[str], ids: Sequence[int]
) -> dict[int, tuple[tuple[int, ...], SearchHit]]:
    """Those of the records that answer with one of these columns, ranked, by their numbers."""
    if not ids:
        return {}
    owner = getattr(cls, "owner_uuid", cls.uuid)
    columns = [getattr(cls, name) for name in names]
    proved: dict[int, tuple[tuple[int, ...], SearchHit]] = {}
    for number, uuid, owner_uuid, *values in session.execute(
        select(cls.id, cls.uuid, owner, *columns).where(cls.id.in_(ids))
    ):
        fields = [value or "" for value in values]
        hit = query.hit(fields)
        if hit:
            name = next(filter(None, fields), "")
            shown = SearchHit(kind, uuid, owner_uuid, name, fields[hit.field], hit.start, hit.end, hit.how)
            proved[number] = ((*hit.rank[:3], -number), shown)
    return proved
