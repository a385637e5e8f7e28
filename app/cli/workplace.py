"""Where a command works: the office's file, the day, the person; everything it needs to know and nothing it did."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app import paths, settings
from app.cli.answers import Voice
from app.errors import UserError
from app.i18n import N_
from app.rules.privacy import without_numbers

if TYPE_CHECKING:
    from app.store.database import Desk, Store

T = TypeVar("T")
NOBODY = "命令行"  # a name as it stands in the record, the same in every language
PIN = "ILTOD_PIN"

_NO_STORE = N_("找不到数据文件 {file}。请用 iltod init 建立，或用 --store 指出它在哪里。")


def usual_store(chosen: settings.Settings) -> Path:
    """The office's file unless the command names one: ILTOD_STORE, the one opened last, office.iltod at home."""
    named = os.environ.get("ILTOD_STORE")
    return Path(named) if named else chosen.store or paths.user_data() / "office.iltod"


@dataclass
class Workplace:
    """The surroundings of one command; the file is opened when the command first asks it something."""

    voice: Voice
    path: Path
    today: date
    person: str
    backup_folder: Path | None

    @property
    def now(self) -> datetime:
        """The moment of the day the command works on."""
        return datetime.combine(self.today, datetime.now().time().replace(microsecond=0))

    @cached_property
    def store(self) -> "Store":
        """The open file; UserError if it is not there or not ours, or if the person is not who they say."""
        from app.store.database import Store

        if not self.path.exists():
            raise UserError(_NO_STORE, {"file": str(self.path)})
        store = Store.open(self.path)
        try:
            store.desk = self._desk(store)
        except BaseException:
            store.close()
            raise
        return store

    def _desk(self, store: "Store") -> "Desk":
        from app.operations import offices, references
        from app.store.database import Desk

        if not self.person:
            return Desk(person=NOBODY)
        with store.read() as session:
            uuid = references.person(session, self.person)
            person = offices.sign_in(session, uuid, os.environ.get(PIN, ""))
        return Desk(person.uuid, person.name)

    def ask(self, work: Callable[..., T], *args: Any, **options: Any) -> T:
        """What a reading returns."""
        with self.store.read() as session:
            return work(session, *args, **options)

    def change(self, title: str, work: Callable[[Any], T], values: Mapping[str, Any] | None = None) -> T:
        """Carry out an operation under its title; what it returns."""
        return self.store.change(title, work, without_numbers(values or {}))[0]

    def close(self) -> None:
        """Let go of the file, if it was opened."""
        if "store" in self.__dict__:
            self.store.close()
