"""The starter catalog: what the 26 domains and village affairs usually list, with the standing of each row.

It is not the ministry's wording. A row that was "seen" was read in a county's published table (`seen_on` names the
site); an "unchecked" one is general knowledge or was read only in part. An empty field means "not seen". An office
compares it with its own published catalog before adopting it.
"""

import csv
from pathlib import Path

from app.exchange.catalog_tables.reading import CatalogRowRead
from app.rules.catalog import Mode, Standing
from app.rules.channels import parse_channels

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "catalogs"
_MODES = {"主动": Mode.PROACTIVE, "依申请": Mode.ON_REQUEST}
_LEVELS = {"county": frozenset({"county"}), "township_village": frozenset({"township", "village"})}


def starter_catalog(folder: Path = FOLDER) -> tuple[CatalogRowRead, ...]:
    """Load all rows of all domains, in the order of the files; `source_row` is the line in its file."""
    return tuple(row for path in sorted(folder.glob("*.csv")) for row in _domain(path))


def _domain(path: Path) -> list[CatalogRowRead]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_row(line, number) for number, line in enumerate(csv.DictReader(file), 2)]


def _row(line: dict[str, str], number: int) -> CatalogRowRead:
    audience = [group for group in line["audience"].split("；") if group]
    return CatalogRowRead(
        number=line["seq"],
        domain=line["domain"],
        level1=line["level1"],
        level2=line["level2"],
        content=line["content"],
        basis=line["basis"],
        time_limit=line["time_limit"],
        publisher=line["publisher"],
        channels=parse_channels(line["channels"]),
        audience_all="全社会" in audience if audience else None,
        audience_group="；".join(group for group in audience if group != "全社会"),
        mode=_MODES.get(line["mode"]),
        levels=frozenset().union(*(levels for column, levels in _LEVELS.items() if line[column] == "1")) or None,
        source_row=number,
        standing=Standing.SEEN if line["verified"] == "1" else Standing.UNCHECKED,
        seen_on=line["seen_on"],
    )
