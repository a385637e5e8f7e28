"""What was read from a published catalog, and what was not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.rules.catalog import Mode, Standing
from app.rules.channels import ChannelMark
from app.rules.problems import Problem


@dataclass(frozen=True)
class CatalogRowRead:
    """One row of a catalog (公开事项), as its table says.

    `audience_all`, `mode` and `levels` are None where the table does not say; `levels` holds some of "city",
    "county", "township", "village". `seen_on` names the site where a row of the starter catalog was seen. `extra`
    holds the columns the standard form does not have, by their headings.
    """

    number: str
    domain: str
    level1: str
    level2: str = ""
    level3: str = ""
    content: str = ""
    basis: str = ""
    time_limit: str = ""
    publisher: str = ""
    channels: tuple[ChannelMark, ...] = ()
    audience_all: bool | None = None
    audience_group: str = ""
    mode: Mode | None = None
    levels: frozenset[str] | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    source_row: int = 0
    source_table: str = ""
    warnings: tuple[Problem, ...] = ()
    standing: Standing = Standing.OWN
    seen_on: str = ""


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken: its number in its table or sheet, why, and its text as found."""

    number: int
    reason: Problem
    text: str
    table: str = ""


@dataclass(frozen=True)
class CatalogReading:
    """A catalog read from one table or several.

    `header` gives for each field (level1, content, …) the heading it was found under. A table that cannot
    be read at all gives no rows and a refused row that says why.
    """

    title: str
    domains: tuple[str, ...]
    rows: tuple[CatalogRowRead, ...]
    refused: tuple[RefusedRow, ...] = ()
    warnings: tuple[Problem, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
