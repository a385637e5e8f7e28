"""Who works here: changing places at the desk, with a PIN where one is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from app.errors import UserError
from app.i18n import N_, _
from app.ui.run import EVERYTHING
from app.ui.widgets.buttons import Label, primary, secondary
from app.ui.widgets.dialogs import Dialog
from app.ui.widgets.words import name, say

if TYPE_CHECKING:
    from app.operations.offices import PersonRow
    from app.store.database import Changed
    from app.ui.run import ChangedElsewhere, Runner

_NOBODY = N_("未登记姓名")
_NAME = N_("经办人")
_PEOPLE = N_("人员设置…")
_HELP = N_("帮助")
_QUIT = N_("退出")
_TITLE = N_("{name} 的口令")
_PIN = N_("口令")
_ENTER = N_("进入")
_CANCEL = N_("取消")


class PersonMenu(QPushButton):
    """The name of the person at the desk; pressing it offers the others."""

    sat = Signal(str)  # uuid of the person who sits here now
    people_asked = Signal()
    help_asked = Signal()
    quit_asked = Signal()

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._people: Sequence[PersonRow] = ()
        self._menu = QMenu(self)
        self._speech = say(self, self.setText, _NOBODY)
        self.setProperty("kind", "chip")
        self.setProperty("menu", True)
        name(self, _NAME, tip=True)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        runner.changed.connect(self._hear)

    def reload(self, wanted: str = "") -> None:
        """Read who works here, and let this person sit down if no PIN is needed."""
        from app.operations import offices

        self._runner.query(self, offices.people, partial(self._take, wanted), slot="people")

    def show_person(self, person: str) -> None:
        """Write the name."""
        self._speech.say("{person}" if person else _NOBODY, person=person)

    def _take(self, wanted: str, people: Sequence[PersonRow]) -> None:
        self._people = people
        usual = next((p for p in people if p.uuid == wanted), people[0] if len(people) == 1 else None)
        if usual and not usual.has_pin and not self._runner.person_uuid:
            self._sit(usual)

    def _hear(self, changed: Changed | ChangedElsewhere) -> None:
        if {"person", EVERYTHING} & changed.tables:
            self.reload()

    def _fill(self) -> None:
        self._menu.clear()
        for person in self._people:
            action = self._menu.addAction(person.name)
            action.setCheckable(True)
            action.setChecked(person.uuid == self._runner.person_uuid)
            action.triggered.connect(partial(self._ask, person))
        self._menu.addSeparator()
        for words, signal in ((_PEOPLE, self.people_asked), (_HELP, self.help_asked), (_QUIT, self.quit_asked)):
            self._menu.addAction(_(words), signal.emit)

    def _ask(self, person: PersonRow, _checked: bool = False) -> None:
        if person.has_pin:
            PinDialog(self, self._runner, person, self._sit).open()
        else:
            self._sit(person)

    def _sit(self, person: PersonRow) -> None:
        self._runner.sit(person.uuid, person.name)
        self.show_person(person.name)
        self.sat.emit(person.uuid)


class PinDialog(Dialog):
    """Asks for a PIN and says under it when it is wrong."""

    def __init__(self, parent: QWidget, runner: Runner, person: PersonRow, sit: Callable[[PersonRow], None]) -> None:
        super().__init__(parent, _TITLE, name=person.name)
        self._runner, self._person, self._sit = runner, person, sit
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        name(self.pin, _PIN)
        self.wrong = Label(tone="late", wrap=True)
        self.body.addWidget(self.pin)
        self.body.addWidget(self.wrong)
        self.set_buttons(secondary(_CANCEL, self.reject), primary(_ENTER, self.check))

    def check(self) -> None:
        """Let the person in if the PIN is right."""
        from app.operations import offices

        work = partial(offices.sign_in, uuid=self._person.uuid, pin=self.pin.text())
        self._runner.query(self, work, self._enter, self._refuse)

    def _enter(self, person: PersonRow) -> None:
        self.accept()
        self._sit(person)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.wrong.say(error.message, **error.values)
            self.pin.selectAll()
            self.pin.setFocus()
        else:
            self._runner.failed.emit(error)
