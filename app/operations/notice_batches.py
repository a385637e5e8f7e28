"""Many notices in one job (批量打印): a file for each, bound by village or all in one, gone on with where it stopped.

`batch.jsonl` in the folder gets a line for each finished sheet: which notice, and by what fingerprint (content and
options). So after a cancel, a pulled stick or a power cut the same batch draws only what is missing or was changed.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.i18n import N_, _, language, speaking
from app.models.notice import Notice
from app.models.printout import Printout
from app.operations import notice_papers, papers, printouts
from app.operations.gate import check_properties, gate
from app.operations.papers import Issue, Kind, PrintOptions
from app.operations.printing import named, numbered, office_name
from app.rules.notices import NoticeMove, NoticeStatus, moves
from app.sheets.bound import bound
from app.sheets.sheet import Tell
from app.store.many import batches

PRINT = N_("批量存为 PDF：{n} 份公示单")
TITLE = N_("公示单合订本")
LIST, SHEETS, WHOLE = "batch.jsonl", "sheets", "notices.pdf"
ROOM = 150_000
"""So many bytes are asked to be free for a sheet; one with a roll of sixty rows takes about half of it."""
_NOTHING = N_("没有要打印的公示。请先选定已审核的公示。")
_DRAFTS = N_("选中的公示里有 {n} 份还是草稿（例如“{name}”），草稿不能打印张贴。请先审核，或不选这些草稿。")
_NO_FOLDER = N_("文件夹“{folder}”不能使用，没有写出公示单。请检查U盘是否已插好，或换一个文件夹。")
_NO_ROOM = N_("“{folder}”所在的磁盘空间不足：约需 {needed} MB，只剩 {free} MB。请清理磁盘或换一个文件夹。")


@dataclass(frozen=True)
class Batch:
    """What is to be drawn, how, and where to; at most one of `one_file` and `per_village` binds the sheets."""

    uuids: tuple[str, ...]
    folder: Path
    options: PrintOptions
    one_file: bool = False
    per_village: bool = False

    @property
    def sheets(self) -> Path:
        """Where the single sheets are: beside each other, or apart from what they are bound into."""
        return self.folder / SHEETS if self.one_file or self.per_village else self.folder


@dataclass(frozen=True)
class Entry:
    """A finished file in the list; `sha256` is its own."""

    file: str
    fingerprint: str
    sha256: str
    pages: int
    at: str


@dataclass(frozen=True)
class Finished:
    """What a batch wrote: every sheet in its order, the files for people, and how many were there already."""

    issues: tuple[Issue, ...]
    files: tuple[Path, ...]
    found: int

    @property
    def drawn(self) -> int:
        """How many sheets were drawn now."""
        return len(self.issues) - self.found

    @property
    def pages(self) -> int:
        """How many pages all sheets have."""
        return sum(issue.pages for issue in self.issues)


def draw(session: Session, batch: Batch, now: datetime, tell: Tell | None = None) -> Finished:
    """Draw every sheet that is not there yet, by village and number, and bind them; reads the store only.

    `tell(done, total)` may raise Cancelled: finished files and the list of them stay. UserError for drafts, for a
    folder that cannot be written and for a full disk; then too what is finished stays.
    """
    wanted = _in_order(session, batch.uuids)
    _make_room(batch, len(wanted))
    job = _Job(session, batch, now)
    for village, notices in groupby(wanted, key=lambda each: each.office_code):
        own = []
        for notice in notices:
            if tell:
                tell(len(job.issues), len(wanted))
            own.append(job.one(notice))
        if batch.per_village:
            job.bind(f"{village}.pdf", own)
    if batch.one_file:
        job.bind(WHOLE, job.files)
    if tell:
        tell(len(wanted), len(wanted))
    return Finished(tuple(job.issues), tuple(job.bound or job.files), job.found)


def record(session: Session, finished: Finished) -> int:
    """Keep that these sheets went out and that their notices are printed; returns how many were not kept before."""
    known = set(session.scalars(select(Printout.sha256).where(Printout.kind == str(Kind.NOTICE))))
    waiting = set(session.scalars(select(Notice.uuid).where(Notice.status == NoticeStatus.REVIEWED)))
    new = [each for each in finished.issues if each.sha256 not in known or each.paper.about["uuid"] in waiting]
    for issue in new:
        printouts.record(session, issue, printouts.AS_FILE)
    return len(new)


def ready(session: Session, uuids: Sequence[str]) -> list[str]:
    """Those of these notices that may go out on paper."""
    return [each.uuid for each in _in_order(session, uuids, strict=False) if _may(each)]


def _may(notice: Notice) -> bool:
    return NoticeMove.PRINT in moves(NoticeStatus(notice.status))


def _in_order(session: Session, uuids: Sequence[str], strict: bool = True) -> list[Notice]:
    """The notices by village and number; UserError if there are none, or drafts among them."""
    found = [each for some in batches(uuids) for each in session.scalars(select(Notice).where(Notice.uuid.in_(some)))]
    found.sort(key=lambda each: (each.office_code, each.number, each.uuid))
    if not strict:
        return found
    if not found:
        raise UserError(_NOTHING)
    if drafts := [each for each in found if not _may(each)]:
        raise UserError(_DRAFTS, {"n": len(drafts), "name": gate(session)(drafts[0].title)})
    return found


def _make_room(batch: Batch, count: int) -> None:
    needed = count * ROOM * (2 if batch.sheets != batch.folder else 1)
    values = {"folder": str(batch.folder)}
    try:
        batch.sheets.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(batch.folder).free
    except OSError as error:
        raise UserError(_NO_FOLDER, values, str(error)) from error
    if free < needed:
        raise UserError(_NO_ROOM, {**values, "needed": needed // 1_000_000 + 1, "free": free // 1_000_000})


class _List:
    """What is done, by the uuid of a notice or the name of a bound file; a line that cannot be read is passed over."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LIST
        self._entries: dict[str, Entry] = {}
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            lines = []
        for line in lines:
            with suppress(ValueError, TypeError, KeyError):
                kept = json.loads(line)
                of = kept.pop("of")
                self._entries[of] = Entry(**kept)

    def entry(self, of: str, path: Path, fingerprint: str) -> Entry | None:
        """What was kept, if the file is still what was written and would be written the same way again."""
        entry = self._entries.get(of)
        same = entry and (entry.file, entry.fingerprint, entry.sha256) == (path.name, fingerprint, _digest(path))
        return entry if same else None

    def add(self, of: str, entry: Entry) -> None:
        """Keep that a file is finished, so that a power cut does not lose it; UserError if that cannot be written."""
        self._entries[of] = entry
        line = json.dumps({"of": of, **asdict(entry)})
        try:
            with self._path.open("ab") as file:
                file.write(f"{line}\n".encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise UserError(_NO_FOLDER, {"folder": str(self._path.parent)}, str(error)) from error


class _Job:
    """A batch while it is being drawn."""

    def __init__(self, session: Session, batch: Batch, now: datetime) -> None:
        self._session, self._batch, self._now = session, batch, now
        self._masked = gate(session)
        self._done = _List(batch.folder)
        self.issues: list[Issue] = []
        self.files: list[Path] = []
        self.bound: list[Path] = []
        self.found = 0

    def one(self, notice: Notice) -> Path:
        """Draw a sheet, unless it is there as it would be drawn now; its file."""
        now, options = self._now, self._batch.options
        paper, path = papers.notice_of(notice.uuid), self._batch.sheets / _file_name(notice)
        fingerprint = notice_papers.fingerprint(self._session, notice.uuid, now, options.setup)
        entry = self._done.entry(notice.uuid, path, fingerprint)
        if entry:
            self.found += 1
        else:
            drawn = papers.drawn(self._session, paper, options, now)
            papers.write(path, drawn.pdf)
            entry = Entry(path.name, fingerprint, drawn.sha256, drawn.pages, now.isoformat())
            self._done.add(notice.uuid, entry)
        title = self._masked(named(notice.title, notice.title_mn))
        at = datetime.fromisoformat(entry.at)
        self.issues.append(Issue(paper, options, language(), at, title, notice.number, entry.pages, entry.sha256))
        self.files.append(path)
        return path

    def bind(self, name: str, parts: Sequence[Path]) -> None:
        """Bind sheets into a file, unless it is there already and holds just these."""
        path, issues = self._batch.folder / name, self.issues[-len(parts) :]
        self.bound.append(path)
        fingerprint = hashlib.sha256("".join(issue.sha256 for issue in issues).encode()).hexdigest()
        if self._done.entry(name, path, fingerprint):
            return
        spoken = self._batch.options.setup.layout.languages[0]
        with speaking(spoken):
            about = _(TITLE), office_name(self._session), numbered("HD", self._now)
        check_properties(*about)
        papers.write(path, bound(parts, *about, self._now, spoken))
        pages = sum(issue.pages for issue in issues)
        self._done.add(name, Entry(name, fingerprint, _digest(path), pages, self._now.isoformat()))


def _file_name(notice: Notice) -> str:
    """Village and number in ASCII: nothing personal, and no two alike."""
    return f"{notice.office_code}_{notice.number}.pdf"


def _digest(path: Path) -> str:
    """The fingerprint of a file; empty if it is not there."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
