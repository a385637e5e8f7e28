"""A demonstration banner: the main job from an empty folder, by the same roads a clerk takes.

The office and everybody in it are invented. Days are counted back from `today`, so that there is always something due.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from app import paths
from app.exchange.spreadsheets import SheetOut, write_xlsx
from app.i18n import N_, _
from app.operations import (
    backups,
    catalog_imports,
    catalogs,
    demo_packages,
    demo_papers,
    demo_requests,
    demo_villages,
    disclosure_lists,
    disclosure_sheets,
    disclosures,
    notice_lists,
    offices,
    payouts,
    request_lists,
)
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.notice_lists import NoticeFilter
from app.operations.plans import counted
from app.operations.request_lists import RequestFilter
from app.rules.channels import NAMES, Channel
from app.rules.disclosures import Gate, GateAnswer
from app.rules.offices import Level, OfficeDraft
from app.store.database import Desk, Store

OFFICE = OfficeDraft("159999", N_("演示旗人民政府办公室"), Level.BANNER, "ᠢᠯᠡᠷᠡᠭᠦᠯᠬᠦ ᠬᠣᠰᠢᠭᠤ")
PEOPLE = (N_("演示甲"), N_("演示乙"))
STORE_NAME, SHEET_NAME, KEYS = "demo.iltod", "disclosures.xlsx", "keys"


@dataclass(frozen=True)
class Demonstration:
    """What was made: files by what they are, and the figures of each step.

    `notices` and `requests` are counted by state; `covered` are the villages that posted all their pay-outs.
    """

    files: dict[str, Path]
    catalog: dict[str, int]
    imported: dict[str, int]
    payouts: dict[str, int]
    notices: dict[str, int]
    villages: int
    covered: int
    requests: dict[str, int]
    due: list[disclosure_lists.DisclosureRow]
    overdue: int


def store_in(folder: Path, today: date) -> Path:
    """The demonstration's file in a folder, without its paper; made anew only if there is none."""
    path = folder / STORE_NAME
    if not path.exists():
        with _begun(folder) as store:
            _fill(store, folder, today)
    return path


def run(folder: Path, today: date) -> Demonstration:
    """The main job without a window: catalog, imports, what is due, register and notices on paper, pages, a backup.

    At last two townships hand up what they registered.

    UserError if the folder already holds a demonstration.
    """
    with _begun(folder) as store:
        catalog, imported, paid = _fill(store, folder, today)
        moment = _moment(today)
        year = demo_villages.paid_year(today)
        files = {"store": store.path, "sheet": folder / SHEET_NAME}
        files |= demo_papers.written(store, folder, moment, year)
        files["backup"] = backups.make(store, None, moment)
        with store.read() as session:
            wanted = DisclosureFilter(view="due_soon", order="due")
            due = disclosure_lists.DisclosurePages(wanted, today).page(session, 0)
            overdue = disclosure_lists.view_counts(session, today)["overdue"]
            posted = payouts.coverage(session, year)
            states = Counter(str(row.state) for row in notice_lists.listed(session, NoticeFilter(), today))
            asked = Counter(str(row.state) for row in request_lists.listed(session, RequestFilter(), today))
        files |= demo_packages.fill(store, folder / KEYS, folder, today)
    return Demonstration(files, catalog, imported, paid, states, len(posted.rows), posted.complete, asked, due, overdue)


@contextmanager
def _begun(folder: Path) -> Iterator[Store]:
    folder.mkdir(parents=True, exist_ok=True)
    store = offices.create_store(folder / STORE_NAME, OFFICE)
    try:
        yield store
    finally:
        store.close()


def _fill(store: Store, folder: Path, today: date) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Enter everything; what became of the rows of the catalog, of the register's spreadsheet, of the pay-out list."""
    _people(store)
    catalog = _catalog(store, today)
    sheet = folder / SHEET_NAME
    _write_sheet(store, sheet, today)
    imported = _import(store, sheet, today)
    _review_some(store, today)
    paid = demo_villages.fill(store, today)
    demo_requests.fill(store, today)
    return catalog, imported, paid


def _moment(today: date) -> datetime:
    return datetime.combine(today, datetime.min.time()).replace(hour=9)


def _people(store: Store) -> None:
    for name in map(_, PEOPLE):
        uuid, _changed = store.change(offices.ADD_PERSON, partial(offices.add_person, name=name))
        store.desk = Desk(uuid, name)


def _catalog(store: Store, today: date) -> dict[str, int]:
    """Adopt the starter catalog, then the published table of one domain on top of it."""
    year_start = today.replace(month=1, day=1)
    with store.read() as session:
        starter = catalog_imports.plan_starter(session, today)
    _adopt(store, starter, year_start, today)
    with store.read() as session:
        published = catalog_imports.plan_file(session, paths.RESOURCES / "demo" / "published_catalog.xlsx", today)
    _adopt(store, published, year_start + timedelta(1), today)
    return counted(published.lines)


def _adopt(store: Store, plan: catalog_imports.CatalogPlan, begin: date, today: date) -> None:
    values = {"name": plan.name, "n": len(plan.rows)}
    uuid, _changed = store.change(catalog_imports.IMPORT, lambda s: catalog_imports.accept(s, plan), values)
    store.change(catalogs.ADOPT, lambda s: catalogs.adopt(s, uuid, begin, today), {"name": plan.name})


def _write_sheet(store: Store, path: Path, today: date) -> None:
    """A spreadsheet as an office keeps it: good rows, and three that must be refused."""
    with store.read() as session:
        items = [item for item in catalogs.in_force(session, today) if item.mode != "on_request"]
    rows = [*_good_rows(items, today), *_bad_rows(today)]
    write_xlsx(path, [SheetOut(_(disclosure_sheets.TITLE), disclosure_sheets.COLUMNS, rows)])


def _good_rows(items: list[catalogs.ItemRow], today: date) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(items[::7]):
        formed = today - timedelta(2 * number % 180 + 1)
        public = number % 3 != 0
        yield {
            "title": f"{item.name}（{formed.year}年第{number + 1}号）",
            "domain": item.domain,
            "item": item.name,
            "document_number": f"演政办发〔{formed.year}〕{number + 1}号",
            "formed_on": formed,
            "published_on": min(formed + timedelta(number % 12), today) if public else None,
            "channels": NAMES[Channel.WEBSITE if number % 2 else Channel.BOARD] if public else "",
        }


def _bad_rows(today: date) -> Iterator[dict[str, Any]]:
    yield {"title": "演示：形成日期不存在", "formed_on": f"{today.year}-02-30"}
    yield {"title": "", "formed_on": today}
    yield {"title": "演示：没有任何日期"}


def _import(store: Store, sheet: Path, today: date) -> dict[str, int]:
    with store.read() as session:
        plan = disclosure_sheets.plan_file(session, sheet, today)
    store.change(disclosure_sheets.IMPORT, lambda s: disclosure_sheets.accept(s, plan, today), {"n": len(plan.ready)})
    return counted(plan.lines)


def _review_some(store: Store, today: date) -> None:
    """Send a few items to review and pass some of them."""
    with store.read() as session:
        waiting = disclosure_lists.uuids(session, DisclosureFilter(view="drafts"), today, 9)
    store.change(disclosures.SUBMIT, lambda s: disclosures.submit(s, waiting), {"n": len(waiting)})
    moment = datetime.combine(today, datetime.min.time()).replace(hour=8, minute=30)
    answers = [GateAnswer(gate, True) for gate in Gate]
    for uuid in waiting[:4]:
        with store.read() as session:
            name = disclosures.item_of(session, uuid).title
        review = partial(disclosures.review, uuid=uuid, answers=answers, reviewer=_(PEOPLE[1]), now=moment)
        store.change(disclosures.REVIEW, review, {"name": name})
