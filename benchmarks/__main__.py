"""Measures the figures: `python -m benchmarks [start|sheets|payouts|packages|save …] [--rows N] [--store DIR]`."""

import argparse
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from app.store.database import Store
from benchmarks import list as listing
from benchmarks import make_store, packages, payouts, repaint, report, save, search, sheets, start
from benchmarks.clock import Figure

ALONE: Mapping[str, Callable[[], list[Figure]]] = {
    "start": start.measure,
    "repaint": repaint.measure,
    "sheets": sheets.measure,
    "payouts": payouts.measure,
    "packages": packages.measure,
}
ON_STORE: Mapping[str, tuple[Callable[[Store], list[Figure]], int]] = {
    "search": (search.measure, make_store.BANNER_TEN_YEARS),
    "list": (listing.measure, make_store.REGION_YEAR),
    "save": (save.measure, make_store.REGION_YEAR),
    "report": (report.measure, make_store.REGION_YEAR),
}


def main(arguments: list[str] | None = None) -> int:
    asked = _parsed(arguments)
    figures: list[Figure] = []
    for name in asked.figures or [*ALONE, *ON_STORE]:
        print(f"== {name}", flush=True)
        figures += _measured(name, asked.rows, asked.store)
    print("== figures")
    print(*figures, sep="\n")
    return 0


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the figures of docs/figures.md.")
    parser.add_argument(
        "figures",
        nargs="*",
        metavar="start|repaint|sheets|payouts|packages|search|list|save|report",
        help="which; else all",
    )
    parser.add_argument("--rows", type=int, help="disclosures in the store, if not those the figure is meant for")
    parser.add_argument("--store", type=Path, default=make_store.default_folder(), help="the folder of the stores")
    asked = parser.parse_args(arguments)
    for name in asked.figures:
        if name not in (*ALONE, *ON_STORE):
            parser.error(f"no such figure: {name}")
    return asked


def _measured(name: str, rows: int | None, folder: Path) -> list[Figure]:
    if name in ALONE:
        return ALONE[name]()
    measure, usual = ON_STORE[name]
    with closing(make_store.store_with(rows or usual, folder)) as store:
        return measure(store)


if __name__ == "__main__":
    sys.exit(main())
