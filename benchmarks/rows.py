"""Invented disclosures that look like an office's register: titles of catalog items, places, months, numbers.

Everything follows from the number of a row, so that every machine measures the same register.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from app.models.disclosure import Disclosure
from app.operations.catalogs import ItemRow
from app.rules.disclosures import Status
from app.store import indexing

CHUNK = 10_000
STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
PLACES = [
    mark + stem + kind for mark in "演测示" for stem in STEMS for kind in ("苏木", "镇", "嘎查", "村", "街道", "社区")
]
FORMS = (
    "{place}{item}（{year}年{month}月）",
    "关于{place}{item}的公示",
    "{place}人民政府关于{item}的通知",
    "{place}{year}年度{item}情况（第{number}号）",
    "{item}（{place}，{year}年）",
)
FORMS_MN = ("ᠲᠣᠰᠬᠣᠨ ᠤ {item} ᠢ ᠢᠯᠡᠷᠡᠭᠦᠯᠬᠦ", "ᠭᠠᠴᠠᠭᠠᠨ ᠤ {item} ᠦᠨ ᠮᠡᠳᠡᠭᠳᠡᠯ")
WORDS_MN = ("ᠲᠤᠰᠠᠯᠠᠮᠵᠢ", "ᠭᠠᠵᠠᠷ ᠲᠠᠷᠢᠶᠠᠯᠠᠩ", "ᠪᠣᠯᠪᠠᠰᠤᠷᠠᠯ", "ᠡᠷᠡᠭᠦᠯ ᠮᠡᠨᠳᠦ", "ᠪᠡᠯᠴᠢᠭᠡᠷ", "ᠰᠠᠩᠭᠤᠦ ᠶᠢᠨ ᠲᠥᠰᠥᠪ")
OFFICE = "演甲旗人民政府办公室"
OPEN = (Status.DRAFT, Status.IN_REVIEW, Status.RETURNED, Status.APPROVED)
START_UUID = 0x0190_0000_0000  # milliseconds: uuids of version 7 that grow from row to row

DISCLOSURE = tuple(column.name for column in Disclosure.__table__.columns)
EVENT = ("id", "uuid", "disclosure_uuid", "office_code", "channel", "published_on", "place", "ended_on")


@dataclass(frozen=True)
class Plan:
    """What is to be made: how many rows, up to which day, over how many days, of which items."""

    rows: int
    today: date
    days: int
    office_code: str
    items: Sequence[ItemRow]


@dataclass(frozen=True)
class Chunk:
    """Rows ready for `executemany`."""

    disclosures: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]
    keys: list[tuple[int, str, str, str]]


def chunks(plan: Plan) -> Iterator[tuple[Plan, int, int]]:
    """The arguments of `chunk` for the whole register."""
    for first in range(1, plan.rows + 1, CHUNK):
        yield plan, first, min(first + CHUNK, plan.rows + 1)


def chunk(arguments: tuple[Plan, int, int]) -> Chunk:
    """The rows with numbers from `first` up to, not including, `after`."""
    plan, first, after = arguments
    random = Random(first)
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(plan.items))))
    items = random.choices(plan.items, cum_weights=weights, k=after - first)
    rows = [_disclosure(plan, number, item, random) for number, item in zip(range(first, after), items, strict=True)]
    events = [_event(row, random) for row in rows if row["published_on"]]
    return Chunk(
        disclosures=[tuple(_stored(row[name]) for name in DISCLOSURE) for row in rows],
        events=[tuple(_stored(event[name]) for name in EVENT) for event in events],
        keys=[(row["id"], *indexing.keys(Disclosure, row)) for row in rows],
    )


def _disclosure(plan: Plan, number: int, item: ItemRow, random: Random) -> dict[str, Any]:
    formed = plan.today - timedelta(plan.days - plan.days * number // (plan.rows + 1) + random.randrange(20))
    return {
        "id": number,
        "uuid": uuid(number, random),
        "office_code": plan.office_code,
        **_titles(item, formed, number, random),
        "item_key": item.key,
        "domain": item.domain,
        "summary": "",
        "document_number": f"演甲政办发〔{formed.year}〕{number}号",
        "responsible": item.publisher,
        "formed_on": formed,
        "obtained_on": None,
        "event_on": None,
        "began_on": formed,
        "time_limit": item.time_limit,
        "limit_scope": "",
        "due_on": formed + timedelta(28),  # as good as twenty working days here
        "due_provisional": False,
        "note": "" if random.random() < 0.9 else "已在公开栏张贴",
        "owner_code": "",
        **_standing(plan, number, formed, random),
    }


def _titles(item: ItemRow, day: date, number: int, random: Random) -> dict[str, str]:
    form = random.choice(FORMS)
    title = form.format(place=random.choice(PLACES), item=item.name, year=day.year, month=day.month, number=number)
    mongolian = random.choice(FORMS_MN).format(item=random.choice(WORDS_MN)) if random.random() < 0.01 else ""
    return {"title": title, "title_mn": mongolian}


def _standing(plan: Plan, number: int, formed: date, random: Random) -> dict[str, Any]:
    """3 % open, all of them in the last fifth; of the others 15 % are not on the web and one in 500 is withdrawn."""
    opened = number > plan.rows * 4 // 5 and random.random() < 0.15
    withdrawn = not opened and random.random() < 0.002
    public = not opened and not withdrawn
    return {
        "status": random.choice(OPEN) if opened else Status.WITHDRAWN if withdrawn else Status.PUBLISHED,
        "published_on": None if opened else min(formed + timedelta(random.randrange(25)), plan.today),
        "on_web": public and random.random() < 0.85,
        "withdrawn_on": plan.today if withdrawn else None,
        "withdrawn_reason": "内容有误" if withdrawn else "",
    }


def _event(row: dict[str, Any], random: Random) -> dict[str, Any]:
    return {
        "id": row["id"],
        "uuid": uuid(row["id"], random),
        "disclosure_uuid": row["uuid"],
        "office_code": row["office_code"],
        "channel": "website" if row["on_web"] else "board",
        "published_on": row["published_on"],
        "place": "",
        "ended_on": None,
    }


def uuid(number: int, random: Random) -> str:
    """A uuid of version 7 for the row of this number."""
    return f"{START_UUID + number:012x}7{random.getrandbits(12):03x}8{random.getrandbits(60):015x}"


def _stored(value: Any) -> Any:
    """The value as SQLite keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Status) else value
