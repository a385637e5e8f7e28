"""A register of millions of rows on the screen: the first page, the next two hundred, jumps, counts, and the memory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from statistics import median

from app.operations import disclosure_lists
from app.operations.disclosure_lists import DisclosureFilter, DisclosurePages
from app.store.database import Store
from benchmarks.clock import Figure, measured, memory
from benchmarks.make_store import TODAY

PAGES = 200
SIZE = 200


def measure(store: Store, pages: int = PAGES) -> list[Figure]:
    """Walk the register under every filter and order, and tell how long each page takes."""
    print(f"{'':<26}{'rows':>10}{'count':>9}{'first':>9}{'next':>9}{'slowest':>9}{'middle':>9}{'end':>9}   ms")
    spans = [_walked(store, name, wanted, pages) for name, wanted in _filters(store)]
    counts = _view_counts(store)
    return [
        Figure("list, slowest first page", max(first for first, _slowest in spans), "ms", 100),
        Figure("list, slowest next page", max(slowest for _first, slowest in spans), "ms", 100),
        Figure("list, counts of the views", counts, "ms", 1000),
        Figure("list, memory of the process", memory(), "MB", 400),
    ]


def _filters(store: Store) -> Iterator[tuple[str, DisclosureFilter]]:
    with store.read() as session:
        domain = disclosure_lists.domains(session)[0]
        first = DisclosurePages(DisclosureFilter(), TODAY).page(session, 0, 1)[0]
    for order in disclosure_lists.ORDERS:
        yield f"all, by {order}", DisclosureFilter(order=order)
    for view in list(disclosure_lists.VIEWS)[1:]:
        yield f"view {view}", DisclosureFilter(view=view)
    month = DisclosureFilter(began_from=TODAY - timedelta(30), began_to=TODAY)
    yield "overdue, by due", DisclosureFilter(view="overdue", order="due")
    yield "a month, by began", replace(month, order="began")
    yield "a month, by entered", month
    yield "one domain", DisclosureFilter(domain=domain)
    yield "one domain, by began", DisclosureFilter(domain=domain, order="began")
    yield "one responsible body", DisclosureFilter(responsible=first.responsible)
    yield "on the board", DisclosureFilter(channel="board")
    yield "status withdrawn", DisclosureFilter(statuses=("withdrawn",))
    yield "no document number", DisclosureFilter(blank=("document_number",))
    yield "common text", DisclosureFilter(text="公示")
    yield "common text, by began", DisclosureFilter(text="公示", order="began")
    yield "rare text", DisclosureFilter(text="〔2026〕4199")


def _walked(store: Store, name: str, wanted: DisclosureFilter, pages: int) -> tuple[float, float]:
    """The milliseconds of the first page, and of the slowest of the next ones."""
    shown = DisclosurePages(wanted, TODAY)
    first = _page(store, shown, 0)
    with store.read() as session:
        rows, count = measured(lambda: shown.count(session))
    last = max(0, (rows - 1) // SIZE)
    following = [_page(store, shown, index) for index in range(1, min(pages, last) + 1)] or [0.0]
    middle, end = (_page(store, shown, index) for index in (last // 2, last))
    spans = (count, first, median(following), max(following), middle, end)
    print(f"{name:<26}{rows:>10,}{''.join(f'{span:>9.1f}' for span in spans)}", flush=True)
    return first, max(following)


def _page(store: Store, shown: DisclosurePages, index: int) -> float:
    with store.read() as session:
        _rows, span = measured(lambda: shown.page(session, index, SIZE))
    return span


def _view_counts(store: Store) -> float:
    with store.read() as session:
        _counts, span = measured(lambda: disclosure_lists.view_counts(session, TODAY))
    print(f"{'counts of the views':<26}{'':>10}{span:>9.1f}")
    return span
