"""What goes to the portal: notices by village, as other hands masked them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from app.i18n import language
from app.rules.bilingual import Layout

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,39}")
_FILE_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,79}(?:\.[0-9A-Za-z]{1,8}){1,2}")
_TAKEN = {"index", "style", "portal", "con", "prn", "aux", "nul", "com1", "com2", "lpt1", "lpt2"}
"""Names of our own files, and names that Windows keeps for devices."""


class Words(NamedTuple):
    """A text in Chinese and in Mongolian; where there is no Mongolian one the Chinese serves."""

    zh: str
    mn: str = ""

    @property
    def spoken(self) -> str:
        """The text in the language spoken."""
        return self.mn if self.mn and language() == "mn_Mong" else self.zh


NO_WORDS = Words("")


@dataclass(frozen=True)
class PortalColumn:
    """A column of a roll; numbers are set flush to its end."""

    heading: Words
    number: bool = False


@dataclass(frozen=True)
class PortalFile:
    """A file beside a notice: a name that is unique in its village, and where the bytes come from.

    Raises ValueError for a name that does not do on every server.
    """

    name: str
    content: Path | Callable[[], bytes]

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.name) or self.name.partition(".")[0].lower() in _TAKEN:
            raise ValueError(self.name)

    def read(self) -> bytes:
        """The bytes; raises what reading raises."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content()


@dataclass(frozen=True, kw_only=True)
class PortalNotice:
    """A notice under its short code, which is the name of its page (`K7P-3QX4`).

    `period` is its first and last day, the last None for a long-term one. Cells and totals are text; `rows_mn` and
    `totals_mn` stand in the Mongolian roll where given. A notice taken down is listed with its day, one without text,
    roll and files is listed only. Raises ValueError for a code that is no file name.
    """

    code: str
    number: str
    kind: Words
    title: Words
    posted_on: date
    issuer: Words
    paragraphs: tuple[str, ...] = ()
    paragraphs_mn: tuple[str, ...] = ()
    columns: tuple[PortalColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    rows_mn: tuple[tuple[str, ...], ...] = ()
    totals: tuple[str, ...] = ()
    totals_mn: tuple[str, ...] = ()
    period: tuple[date, date | None] | None = None
    taken_down_on: date | None = None
    filed_on: date | None = None
    phone: str = ""
    supervisor: Words = NO_WORDS
    files: tuple[PortalFile, ...] = ()

    def __post_init__(self) -> None:
        _check_code(self.code)

    @property
    def page(self) -> str:
        """The name of its page within the folder of its village; empty where there is nothing to show."""
        return f"{self.code}.html" if self.paragraphs or self.columns or self.files else ""

    @property
    def past(self) -> bool:
        """Whether it hangs no longer (已撤下、已归档)."""
        return self.taken_down_on is not None or self.filed_on is not None


@dataclass(frozen=True, kw_only=True)
class PortalVillage:
    """A village (嘎查村) under its administrative code, with its township (苏木乡镇).

    Raises ValueError for a code that is no folder name, and where two files would have one name.
    """

    code: str
    name: Words
    township_code: str
    township: Words
    notices: tuple[PortalNotice, ...] = ()

    def __post_init__(self) -> None:
        _check_code(self.code)
        files = (file.name for notice in self.notices for file in notice.files)
        _check_unique([*(f"{notice.code}.html" for notice in self.notices), *files])

    @property
    def current(self) -> tuple[PortalNotice, ...]:
        """What hangs now, newest first."""
        return newest_first(notice for notice in self.notices if not notice.past)

    @property
    def past(self) -> tuple[PortalNotice, ...]:
        """What was taken down or filed, newest first."""
        return newest_first(notice for notice in self.notices if notice.past)


@dataclass(frozen=True, kw_only=True)
class Portal:
    """The villages of an office, and how the two scripts stand (蒙汉两种文字并用).

    `current_only` leaves out what was taken down; `mark_drafts` says on each page (草稿) that nobody approved its
    Mongolian. Raises ValueError where two villages have one code.
    """

    title: Words
    office: Words
    made_at: datetime
    villages: tuple[PortalVillage, ...]
    layout: Layout = Layout.ZH_PROMINENT_2026
    current_only: bool = False
    mark_drafts: bool = True

    def __post_init__(self) -> None:
        _check_unique([village.code for village in self.villages])

    def townships(self) -> Iterator[tuple[Words, tuple[PortalVillage, ...]]]:
        """The townships with their villages, both by administrative code."""
        for code in sorted({village.township_code for village in self.villages}):
            own = tuple(village for village in self.villages if village.township_code == code)
            yield own[0].township, tuple(sorted(own, key=lambda village: village.code))

    def shown(self, village: PortalVillage) -> tuple[PortalNotice, ...]:
        """The notices of a village that are listed, those hanging now first."""
        return village.current if self.current_only else village.current + village.past


def newest_first(notices: Iterable[PortalNotice]) -> tuple[PortalNotice, ...]:
    """The notices by the day they were posted, the latest first; of one day by their codes."""
    by_code = sorted(notices, key=lambda notice: notice.code)
    return tuple(sorted(by_code, key=lambda notice: notice.posted_on, reverse=True))


def _check_code(code: str) -> None:
    if not _CODE.fullmatch(code) or code.lower() in _TAKEN:
        raise ValueError(code)


def _check_unique(names: list[str]) -> None:
    """Names that differ in capitals only are one file on Windows and on memory sticks."""
    if len({name.lower() for name in names}) < len(names):
        raise ValueError(sorted(names))
