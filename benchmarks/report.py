"""Every cell of the annual report over the whole register, and one case among a hundred thousand requests."""

from statistics import median

from sqlalchemy import select

from app.models.request import Request
from app.operations import annual_reports, offices, request_lists
from app.operations.annual_reports import Report
from app.operations.request_lists import RequestFilter, RequestPages
from app.rules.annual_report import Scope
from app.store.database import Store
from benchmarks import request_rows
from benchmarks.clock import Figure, measured, percentile, told
from benchmarks.make_store import TODAY

CASES = 200
TIMES = 5
OLD_YEAR = 2018


def measure(store: Store, requests: int = request_rows.REQUESTS) -> list[Figure]:
    """Open reports of either format and scope, then cases all over the register; the bounds are those of the design."""
    request_rows.fill(store, requests)
    spans = {f"{year}, {scope}": _opened(store, year, scope) for year in (2024, 2025, OLD_YEAR) for scope in Scope}
    for name, (first, warm) in spans.items():
        print(f"report {name:<12} first {first:8.1f} ms, warm {warm:8.1f} ms")
    page = _page(store)
    cases = _cases(store)
    print(told("a case", cases))
    return [
        Figure("report, every cell, warm", max(warm for _first, warm in spans.values()), "ms", 2000),
        Figure("report, every cell, first time", max(first for first, _warm in spans.values()), "ms", 2000),
        Figure("report, records behind a cell", page, "ms", 100),
        Figure("request, a case opened, median", median(cases), "ms", 50),
        Figure("request, a case opened, 99th percentile", percentile(cases, 0.99), "ms", 50),
    ]


def _opened(store: Store, year: int, scope: str) -> tuple[float, float]:
    """The milliseconds of the first time, and the median of the next ones."""
    _report, first = measured(lambda: _report_of(store, year, scope))
    _report, warm = measured(lambda: _report_of(store, year, scope), TIMES)
    return first, warm


def _report_of(store: Store, year: int, scope: str) -> Report:
    with store.read() as session:
        return annual_reports.opened(session, offices.own_code(session), year, scope)


def _page(store: Store) -> float:
    wanted = RequestFilter(cell="3.7.total", year=2025)
    with store.read() as session:
        rows, span = measured(lambda: RequestPages(wanted, TODAY).page(session, 0, 200))
    print(f"records behind a cell: {len(rows)} rows in {span:.1f} ms")
    return span


def _cases(store: Store) -> list[float]:
    """The milliseconds each of some cases takes, each in a session of its own as the window opens it."""
    with store.read() as session:
        every = session.scalars(select(Request.uuid).order_by(Request.id)).all()
    return [_case(store, uuid) for uuid in every[:: max(1, len(every) // CASES)]]


def _case(store: Store, uuid: str) -> float:
    with store.read() as session:
        _detail, span = measured(lambda: request_lists.opened(session, uuid, TODAY))
    return span
