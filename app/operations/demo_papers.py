"""The demonstration's paper: its register and lists, the sheets of all villages, the pages of the banner's web site."""

from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from app.i18n import _
from app.operations import (
    catalog_sheets,
    catalogs,
    notice_batches,
    notice_lists,
    offices,
    papers,
    portals,
    printing,
    report_files,
)
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.notice_batches import Batch
from app.operations.notice_lists import NoticeFilter
from app.operations.papers import Kind, Paper
from app.rules.notices import WAS_POSTED, NoticeStatus
from app.store.database import Store


def written(store: Store, folder: Path, now: datetime, year: int) -> dict[str, Path]:
    """Write everything into the folder; the files and folders by what they are. `year` is that of the pay-outs."""
    export, portal = folder / "catalog.xlsx", folder / "portal"
    with store.read() as session:
        files = {name: folder / f"{name}.pdf" for name in _asked(year)}
        for name, paper in _asked(year).items():
            files[name].write_bytes(papers.drawn(session, paper, papers.usual(paper.kind, now.date()), now).pdf)
        catalog_sheets.export(session, catalogs.in_force(session, now.date()), _(printing.CATALOG_TITLE), export)
        portals.write(session, portal, now.date(), now=now)
        files |= _report(session, folder, now)
    return {**files, "catalog": export, "notices": _sheets(store, folder / "notices", now), "portal": portal}


def _report(session: Session, folder: Path, now: datetime) -> dict[str, Path]:
    """Last year's annual report in its four formats."""
    files = {f"report_{ending}": folder / f"report.{ending}" for ending in ("pdf", "docx", "xlsx", "json")}
    for path in files.values():
        report_files.write(session, offices.own_code(session), now.year - 1, "own", path, now=now)
    return files


def _asked(year: int) -> dict[str, Paper]:
    return {
        "register": papers.register_of(DisclosureFilter(order="began")),
        "due": papers.due_of(DisclosureFilter(view="overdue", order="due")),
        "village_list": papers.items_of("village"),
        "coverage": papers.coverage_of(year),
    }


def _sheets(store: Store, folder: Path, now: datetime) -> Path:
    """Print what hangs or hung, bound by village; what is only reviewed is left to whoever tries the program."""
    with store.read() as session:
        options = papers.usual(Kind.NOTICE, now.date(), session)
        batch = Batch(_hung(session, now), folder, options, per_village=True)
        finished = notice_batches.draw(session, batch, now)
    values = {"n": len(finished.issues)}
    store.change(notice_batches.PRINT, partial(notice_batches.record, finished=finished), values)
    return folder


def _hung(session: Session, now: datetime) -> tuple[str, ...]:
    rows = notice_lists.listed(session, NoticeFilter(), now.date())
    return tuple(row.uuid for row in rows if row.status in (*WAS_POSTED, NoticeStatus.PRINTED))
