"""Long work with the office's file as a whole: writing a package, carrying it, bringing one in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from app.ui.run import ChangedElsewhere

if TYPE_CHECKING:
    from app.store.database import Store
    from app.ui.run import Failed, Job, Tell
    from app.ui.widgets.page import Page

T = TypeVar("T")
BOOKS = frozenset({"shipment", "sent", "errand"})
"""Tables of bookkeeping that stand in no journal; pages that watch them are told by `with_file`."""


def with_file(
    page: Page,
    title: str,
    work: Callable[[Store, Tell], T],
    then: Callable[[T], None],
    values: Mapping[str, Any] | None = None,
    failed: Failed | None = None,
) -> Job:
    """Do long work that reads and writes by itself, with its progress; then tell whoever watches the bookkeeping.

    It goes through a reading thread, so that nobody else's writing waits while a stick is slow.
    """
    runner = page.runner
    store = runner.store
    assert store is not None  # before a file is open there is no page to press a button on

    def done(result: T) -> None:
        then(result)
        told()

    def went_wrong(error: BaseException) -> None:
        told()
        (failed or runner.failed.emit)(error)

    def told() -> None:
        runner.changed.emit(ChangedElsewhere(0, BOOKS))

    return runner.long(page, title, lambda _session, tell: work(store, tell), done, values, went_wrong, writes=False)


def moment(page: Page) -> datetime:
    """Now, on the day that the page holds for today, to the second."""
    return datetime.combine(page.context.today(), datetime.now().time()).replace(microsecond=0)
