"""The one way from a widget to the store and back.

One thread writes, two read, so that a list never waits for an import. Results come back on the screen's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.errors import Cancelled, UserError
from app.i18n import N_, _
from app.rules.privacy import without_numbers

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.store.database import Changed, Store

T = TypeVar("T")
READERS = 2
POLL_MILLISECONDS = 3_000
EVERYTHING = "*"  # stands among the tables of a Changed when any of them may have changed

_NO_STORE = N_("还没有打开数据文件。请先在首页建立或打开本单位的数据文件。")
_NOTHING_TO_UNDO = N_("没有可以撤销的操作。")
_NOTHING_TO_REDO = N_("没有可以重做的操作。")
_UNDO = N_("撤销")
_REDO = N_("重做")

Tell = Callable[[int, int], None]
Failed = Callable[[BaseException], None]


class Done(Protocol):
    """An operation as the history names it."""

    @property
    def id(self) -> int:
        """Its number in the journal."""

    @property
    def title(self) -> str:
        """What was done, in the language in use."""


@dataclass(frozen=True, slots=True)
class History:
    """How the runner asks for what was done; app/operations/history.py offers all four."""

    newest: Callable[[Session], int]
    last_undoable: Callable[[Session], Done | None]
    last_redoable: Callable[[Session], Done | None]
    undo: Callable[[Session, int], str]


@dataclass(frozen=True, slots=True)
class ChangedElsewhere:
    """Changes made by another program or window: every page reads again."""

    operation: int
    tables: frozenset[str] = frozenset({EVERYTHING})
    title: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Job:
    """Long work under way; `cancel()` makes its next `tell` raise Cancelled."""

    title: str
    values: Mapping[str, Any]
    cancelled: bool = False

    @property
    def text(self) -> str:
        """What is being done, in the language in use."""
        return _(self.title).format(**self.values)

    def cancel(self) -> None:
        """Stop at the next step; nothing of the work is kept."""
        self.cancelled = True


def open_store(path: Path) -> Store:
    """The office's file, brought up to date; UserError says what it is if it is not ours."""
    from app.store.database import Store

    return Store.open(path)


def _worked_on_closed(
    store: Store, reading: Iterable[Future[Any]], work: Callable[[Path], T]
) -> tuple[Store, Future[T]]:
    """Close the file once nobody reads it any more, do the work, open it again whatever came of it."""
    wait(reading)
    store.close()
    outcome = Now().submit(work, store.path)
    again = open_store(store.path)
    again.desk = store.desk
    return again, outcome


class Now(Executor):
    """Runs work at once, in the calling thread; for tests."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run it and hand back its finished future."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Runner(QObject):
    """Runs readings and changes away from the screen's thread and brings the results back to it.

    `then` and `failed` are called on the screen's thread, and never once the asker is gone. An error nobody takes
    goes out through the signal `failed`. All signals are emitted on the screen's thread.
    """

    changed = Signal(object)  # Changed, after each change that was kept
    failed = Signal(object)  # the exception
    busy = Signal(bool)  # whether a change is being written
    undone = Signal(str)  # what was undone, in the language in use
    redone = Signal(str)
    job_started = Signal(object)  # Job
    job_progressed = Signal(object, int, int)  # Job, done, total
    job_ended = Signal(object)  # Job
    _finished = Signal(object)

    def __init__(
        self,
        store: Store | None = None,
        history: History | None = None,
        writer: Executor | None = None,
        readers: Executor | None = None,
    ) -> None:
        super().__init__()
        self.store = store
        self.history = history
        self._writer = writer or ThreadPoolExecutor(1, thread_name_prefix="writing")
        self._readers = readers or ThreadPoolExecutor(READERS, thread_name_prefix="reading")
        self._asked: WeakKeyDictionary[QObject, dict[str, object]] = WeakKeyDictionary()
        self._writing = 0
        self._seen = 0
        self._closed = False
        self._reading: set[Future[Any]] = set()
        self._finished.connect(lambda deliver: deliver())
        self._poll = QTimer(self)
        self._poll.timeout.connect(self.look_for_changes)

    def query(
        self,
        asker: QObject,
        work: Callable[[Session], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
        slot: str = "",
    ) -> None:
        """Read, then show. A newer query of the same asker and slot takes the place of this one.

        While no file is open there is nothing to read and nothing is called.
        """
        if self.store is None:
            return
        token = object()
        asked = self._asked.setdefault(asker, {})
        asked[slot] = token

        def read() -> T | None:
            return self._read(work) if asked.get(slot) is token else None

        def show(result: T | None) -> None:
            if asked.get(slot) is token:
                then(result)  # type: ignore[arg-type]  # None only stands for T's own None here

        self._submit(self._readers, asker, read, show, failed)

    def change(
        self,
        asker: QObject,
        title: str,
        work: Callable[[Session], T],
        then: Callable[[T], None] | None = None,
        values: Mapping[str, Any] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Change the store under this title, show the result, tell every page what was touched.

        The page is told even when the asker has gone: what was kept was kept.
        """

        def done(result: tuple[T, Changed]) -> None:
            if then and isValid(asker):
                then(result[0])
            self._tell(result[1])

        self._write(asker, lambda: self._opened().change(title, work, without_numbers(values or {})), done, failed)

    def keep(self, asker: QObject, work: Callable[[Session], T], then: Callable[[T], None] | None = None) -> None:
        """Write local bookkeeping, such as drafts; no page is told."""
        self._submit(self._writer, asker, lambda: self._opened().keep(work), then or (lambda _result: None), None)

    def apart(
        self, asker: QObject, work: Callable[[Store], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Do something with the file as a whole, such as copying it, on a reading thread."""
        self._submit(self._readers, asker, lambda: work(self._opened()), then, failed)

    def long(
        self,
        asker: QObject,
        title: str,
        work: Callable[[Session, Tell], T],
        then: Callable[[T], None],
        values: Mapping[str, Any] | None = None,
        failed: Failed | None = None,
        writes: bool = True,
    ) -> Job:
        """Do long work that calls `tell(done, total)` as it goes; returns the job, which can be cancelled.

        With `writes` it is one operation, like `change`; without, it only reads (a plan, an export).
        """
        job = Job(title, dict(values or {}))
        tell = partial(self._tell_progress, job)
        self.job_started.emit(job)

        def ended(error: BaseException) -> None:
            self.job_ended.emit(job)
            if not isinstance(error, Cancelled):
                self._tell_failure(error, failed if isValid(asker) else None)

        def then_ended(result: T) -> None:
            self.job_ended.emit(job)
            if isValid(asker):
                then(result)

        if writes:
            self.change(self, title, lambda session: work(session, tell), then_ended, values, ended)
        else:
            self._submit(self._readers, self, lambda: self._read(lambda s: work(s, tell)), then_ended, ended)
        return job

    def undo(self) -> None:
        """Take the last operation back."""
        if self.history:
            self._turn_back(self.history, self.history.last_undoable, _UNDO, _NOTHING_TO_UNDO, self.undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.history:
            self._turn_back(self.history, self.history.last_redoable, _REDO, _NOTHING_TO_REDO, self.redone)

    def last_undoable(self, asker: QObject, then: Callable[[Done | None], None]) -> None:
        """Tell what `undo` would take back, or nothing."""
        if self.history and self.store:
            self.query(asker, self.history.last_undoable, then, slot="last_undoable")

    def watch(self) -> None:
        """Look every three seconds whether another program changed the file."""
        self.look_for_changes()
        self._poll.start(POLL_MILLISECONDS)

    def look_for_changes(self) -> None:
        """Look once whether another program changed the file, and tell every page if so."""
        if self.history and self.store and not self._writing:
            self.query(self, self.history.newest, self._compare, failed=lambda _error: None, slot="newest")

    def swap(self, store: Store | None) -> Store | None:
        """Work with another file from now on; returns the one before, to be closed by the caller."""
        before, self.store = self.store, store
        for asked in list(self._asked.values()):
            asked.clear()
        self._seen = 0
        if store is not None:
            self.changed.emit(ChangedElsewhere(0))
        return before

    def open(
        self, asker: QObject, make: Callable[[], Store], then: Callable[[], None], failed: Failed | None = None
    ) -> None:
        """Open or create a file with `make`, on the writing thread, and work with it from then on."""

        def made(store: Store) -> None:
            if (before := self.swap(store)) is not None:
                before.close()
            then()

        self._submit(self._writer, asker, make, made, failed)

    def with_closed(
        self, asker: QObject, work: Callable[[Path], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Close the file, do something to it such as putting a backup in its place, and open it again."""
        store, reading = self._opened(), set(self._reading)
        self.swap(None)

        def done(result: tuple[Store, Future[T]]) -> None:
            self.swap(result[0])
            if error := result[1].exception():
                self._tell_failure(error, failed)
            elif isValid(asker):
                then(result[1].result())

        self._submit(self._writer, self, partial(_worked_on_closed, store, reading, work), done, failed)

    def sit(self, person_uuid: str, person: str) -> None:
        """From now on this person works here; the name stands on every operation."""
        from app.store.database import Desk

        self._opened().desk = Desk(person_uuid, person)

    @property
    def person_uuid(self) -> str:
        """Who works here, or nothing."""
        return self.store.desk.person_uuid if self.store else ""

    def close(self) -> None:
        """Finish what was asked for, deliver nothing more, and stop the threads."""
        self._closed = True
        self._poll.stop()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        if self.store is not None:
            self.store.close()

    def _opened(self) -> Store:
        if self.store is None:
            raise UserError(_NO_STORE)
        return self.store

    def _read(self, work: Callable[[Session], T]) -> T:
        with self._opened().read() as session:
            return work(session)

    def _write(self, asker: QObject, work: Callable[[], T], then: Callable[[T], None], failed: Failed | None) -> None:
        self._writing += 1
        self.busy.emit(True)

        def done(result: T) -> None:
            self._written()
            then(result)

        def gone_wrong(error: BaseException) -> None:
            self._written()
            self._tell_failure(error, failed if isValid(asker) else None)

        self._submit(self._writer, self, work, done, gone_wrong)

    def _written(self) -> None:
        self._writing -= 1
        self.busy.emit(self._writing > 0)

    def _submit(
        self,
        executor: Executor,
        asker: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Failed | None,
    ) -> None:
        def deliver(future: Future[T]) -> None:
            if self._closed or not isValid(asker):
                return
            if error := future.exception():
                self._tell_failure(error, failed)
            else:
                then(future.result())

        def finished(future: Future[T]) -> None:
            if not future.cancelled() and isValid(self):
                self._finished.emit(partial(deliver, future))

        if self._closed:
            return
        future = executor.submit(work)
        if executor is self._readers:
            self._reading = {each for each in self._reading if not each.done()} | {future}
        future.add_done_callback(finished)

    def _tell(self, changed: Changed) -> None:
        """Tell what was touched; a gap in the numbers means that another program wrote as well."""
        gap = self._seen and changed.operation != self._seen + 1
        self._seen = changed.operation
        self.changed.emit(ChangedElsewhere(changed.operation) if gap else changed)

    def _tell_failure(self, error: BaseException, failed: Failed | None) -> None:
        (failed or self.failed.emit)(error)

    def _tell_progress(self, job: Job, done: int, total: int) -> None:
        """Called on the working thread, at every step of the work."""
        if job.cancelled:
            raise Cancelled
        self._finished.emit(lambda: self.job_progressed.emit(job, done, total))

    def _compare(self, newest: int) -> None:
        if self._writing or newest == self._seen:
            return
        first, self._seen = not self._seen, newest
        if not first:
            self.changed.emit(ChangedElsewhere(newest))

    def _turn_back(
        self, history: History, last: Callable[[Session], Done | None], title: str, nothing: str, told: Any
    ) -> None:
        def turn(found: Done | None) -> None:
            if found is None:
                self.failed.emit(UserError(nothing))
            else:
                self.change(self, title, lambda session: history.undo(session, found.id), told.emit)

        self.query(self, last, turn, slot=title)
