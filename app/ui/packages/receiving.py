"""Taking a package in: what lies on the stick, copy and verify, the plan, exactly that plan, then the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.i18n import N_
from app.operations import offices
from app.operations.packages import arrivals, arriving, errands, trust
from app.operations.packages.arrivals import Opening
from app.operations.packages.errands import Found
from app.ui.packages.answer_dialog import AnswerDialog
from app.ui.packages.arrival_dialog import ArrivalDialog
from app.ui.packages.found_dialog import RECEIVE, FoundDialog, Known, Line
from app.ui.packages.sticks import StickDialog
from app.ui.packages.whole_file import moment, with_file

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.store.database import Store
    from app.ui.run import Tell
    from app.ui.widgets.dialogs import Dialog
    from app.ui.widgets.page import Page

OPEN = N_("核验 {file}")
_CHOOSE, _LOOK = N_("从哪个U盘接收"), N_("看里面的文件")
_ANSWER_TO, _WRITE = N_("回执写到哪个U盘"), N_("写到这里")


class Receiving(QObject):
    """Leads from a stick to records and to the receipt; `dialog` is the one that is open."""

    def __init__(self, page: Page, keys: Path) -> None:
        super().__init__(page)
        self._page, self._keys, self._runner = page, keys, page.runner
        self.dialog: Dialog | None = None

    def choose(self) -> None:
        """Ask for a stick."""
        dialog = StickDialog(self._page, self._page.context, _CHOOSE, _LOOK)
        dialog.chosen.connect(self.look)
        self._show(dialog)

    def look(self, folder: Path) -> None:
        """Show what lies in a folder."""

        def read(session: Session) -> tuple[Sequence[Found], Known]:
            return errands.found_on(folder), _known(session)

        self._runner.query(self, read, lambda found: self._list(folder, *found), slot="look")

    def open(self, path: Path) -> None:
        """Copy a package off the stick, verify it, and show what taking it in would do."""
        now, keys = moment(self._page), self._keys

        def work(store: Store, tell: Tell) -> Opening:
            return arrivals.opened(store, keys, path, now, tell)

        with_file(self._page, OPEN, work, partial(self._plan, path.parent), {"file": path.name})

    def answer(self, kid: str, office: str, folder: Path | None = None) -> None:
        """Offer the receipt for a computer, on the stick its package came from or another."""
        if folder is None:
            asked = StickDialog(self._page, self._page.context, _ANSWER_TO, _WRITE)
            asked.chosen.connect(partial(self.answer, kid, office))
            self._show(asked)
            return
        dialog = AnswerDialog(self._page, self._keys, kid, office, folder)
        dialog.more_asked.connect(partial(self.look, folder))
        self._show(dialog)

    def _list(self, folder: Path, found: Sequence[Found], known: Known) -> None:
        dialog = FoundDialog(self._page, folder, found, known)
        dialog.chosen.connect(self._go_on)
        dialog.other_asked.connect(self.choose)
        self._show(dialog)

    def _go_on(self, line: Line) -> None:
        if line.tab == RECEIVE:
            self.open(line.found.path)
        else:
            self._page.go.emit(line.tab, line.found.path)

    def _plan(self, folder: Path, opening: Opening) -> None:
        dialog = ArrivalDialog(self._page, opening)
        dialog.accept_asked.connect(partial(self._accept, opening, folder))
        dialog.answer_asked.connect(partial(self._answer_again, opening, folder))
        dialog.rejected.connect(opening.close)
        self._show(dialog)

    def _answer_again(self, opening: Opening, folder: Path) -> None:
        opening.close()
        self.answer(opening.plan.header.device, opening.plan.office, folder)

    def _accept(self, opening: Opening, folder: Path, verified: bool) -> None:
        plan, now, keys = opening.plan, moment(self._page), self._keys

        def work(session: Session, tell: Tell) -> None:
            try:
                arriving.accept(session, opening.parcel, plan, now, verified, tell, keys)
            finally:  # also where it is cancelled
                opening.close()

        def done(_none: None) -> None:
            if plan.header.kind != "report":
                return  # a copy of our own records: nobody waits for a receipt
            self.answer(plan.header.device, plan.office, folder)

        self._runner.long(self, arriving.ACCEPT, work, done, {"office": plan.office, "seq": plan.header.seq})

    def _show(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._closed(dialog))
        dialog.open()

    def _closed(self, dialog: Dialog) -> None:
        if self.dialog is dialog:
            self.dialog = None


def _known(session: Session) -> Known:
    names = {row.code: row.name for row in [offices.own(session)]}
    names |= {row.office_code: row.office_name for row in trust.listed(session)}
    taken = frozenset(row.package_uuid for row in arrivals.listed(session))
    return Known(offices.own_code(session), names, taken)
