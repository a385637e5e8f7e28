"""Starting the window: first the frame, then the file."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app import i18n, paths, settings
from app.errors import UserError
from app.i18n import N_, _
from app.rules.problems import Problem
from app.ui import look, theme
from app.ui.main_window import MainWindow
from app.ui.pages import PAGES
from app.ui.preferences import Preferences
from app.ui.run import History, Runner, open_store
from app.ui.single import First, call_first
from app.ui.widgets.page import Context, PageSpec

if TYPE_CHECKING:
    from app.operations.offices import OfficeRow
    from app.store.database import Store
    from app.ui.messages import Messages

STORE = "office.iltod"
BACKUP_MINUTES = 30
_BACKED_UP = N_("✓ {time} 已备份")
_NOT_BACKED_UP = N_("今天还没有备份")


def store_path(chosen: settings.Settings) -> Path:
    """The office's file: ILTOD_STORE, else the one opened last, else office.iltod in the user's folder."""
    named = os.environ.get("ILTOD_STORE")
    return Path(named) if named else chosen.store or paths.user_data() / STORE


def run_window(arguments: list[str]) -> int:
    """Open the window and stay until it is closed; 0 at once if the file has a window already."""
    preferences_file = paths.user_config() / settings.FILE
    chosen, problem = settings.load(preferences_file)
    # Named here, as `setStyle` would hand the style back and Python make all its names before the window.
    app = QApplication([sys.argv[0], "-style", "Fusion", *arguments])
    app.setApplicationName("Iltod")
    path = store_path(chosen)
    if call_first(path):
        return 0
    started = Start(app, Preferences(chosen, preferences_file), path)
    started.show(problem)
    code = app.exec()
    started.runner.close()
    return code


class Start(QObject):
    """Everything that is made once: runner, window, messages; then the file is opened."""

    def __init__(
        self, app: QApplication, preferences: Preferences, path: Path, pages: Sequence[PageSpec] = PAGES
    ) -> None:
        super().__init__(app)
        self.app = app
        self.path = path
        self.preferences = preferences
        self.runner = Runner()
        theme.load_fonts()
        current = preferences.current
        self._faces = look.wear(app, current)
        self.window = MainWindow(Context(self.runner, preferences), pages)
        self.messages: Messages | None = None
        self.first = First(path, self)
        self.first.called.connect(self.window.come_forward)
        self.runner.failed.connect(self.tell)
        self._backup = QTimer(self)
        self._backup.timeout.connect(self.back_up)

    def show(self, problem: Problem | None = None) -> None:
        """Show the frame; what takes time comes after the first paint."""
        self.window.restore_place()
        self.window.show()
        QTimer.singleShot(0, self.window, lambda: self.begin(problem))

    def begin(self, problem: Problem | None = None) -> None:
        """Listen for errors, tell what was wrong with the settings, open the file."""
        from app import log
        from app.operations import fonts
        from app.ui import qt_words
        from app.ui.messages import Messages

        qt_words.install(self.app)
        fonts.configure(self.preferences.current.fonts)
        self.messages = Messages(self.window)
        log.start(paths.user_log())
        log.install_excepthook(self.messages.show)
        if problem:
            self.messages.show_problem(problem)
        if not self._faces:
            self.window.bar.say(_(look.NO_FACES))
        self.open()

    def tell(self, error: BaseException) -> None:
        """Show an error that nobody took; what is not for people goes into the log as well."""
        if not isinstance(error, UserError):
            logging.getLogger(__name__).error("in the window", exc_info=error)
        if self.messages:
            self.messages.show(error)

    def open(self) -> None:
        """Open the office's file, or ask whose it will be."""
        if self.path.exists():
            self.runner.open(self, partial(open_store, self.path), self.ready, self._not_opened)
        else:
            self._ask_whose()

    def ready(self) -> None:
        """A file is open: show the pages; what is not seen of them at once comes after their paint."""
        from app.operations import history

        self.runner.history = History(history.newest, history.last_undoable, history.last_redoable, history.undo)
        self.window.ready()
        QTimer.singleShot(0, self, self._complete)

    def _complete(self) -> None:
        """Show the icons, who works here and the backup, and let everything be searched."""
        from app.operations import search

        self.window.navigation.show_icons()
        self.window.search.use(search.found, search.KIND_NAMES)
        self._ask_office()
        self.preferences.changed.connect(self._ask_office)
        self.window.person.reload()
        self._say_if_only_to_look_at()
        self.runner.watch()
        self.back_up()
        self._backup.start(BACKUP_MINUTES * 60_000)

    def back_up(self) -> None:
        """Make today's copy if there is none yet, and show when the last one was made."""
        from app.operations import backups

        folder = self.preferences.current.backup_folder

        def work(store: Store) -> datetime | None:
            backups.make_daily(store, folder, datetime.now())
            found = backups.listed(store.path, folder)
            return found[0].at if found else None

        self.runner.apart(self, work, self._show_backup, self._no_backup)

    def _ask_whose(self) -> None:
        from app.ui.first_start.page import TITLE, FirstStartPage

        page = FirstStartPage(self.runner, self.path)
        page.opened.connect(self._begun)
        self.window.show_alone(page, TITLE)
        page.form.focus("name")

    def _begun(self, path: Path, backup_folder: Path | None) -> None:
        self.path = path
        self.first.listen(path)
        current = self.preferences.current
        self.preferences.change(
            store=path,
            backup_folder=backup_folder or current.backup_folder,
            recent=settings.with_recent(current, path),
        )
        self.ready()

    def _not_opened(self, error: BaseException) -> None:
        self._ask_whose()
        self.tell(error)

    def _ask_office(self, _settings: object = None) -> None:
        from app.operations import offices

        if self.runner.store:
            self.runner.query(self, offices.own, self._show_office, slot="office")

    def _say_if_only_to_look_at(self) -> None:
        if self.runner.store and self.runner.store.read_only:
            self.tell(UserError(self.runner.store.read_only))

    def _show_office(self, office: OfficeRow) -> None:
        mongolian = i18n.language() == "mn_Mong" and office.name_mn
        self.window.office.setText(mongolian or office.name)

    def _show_backup(self, at: datetime | None) -> None:
        if at is None:
            self.window.bar.show_backup(_NOT_BACKED_UP, "soon")
        else:
            time = f"{at:%H:%M}" if at.date() == datetime.now().date() else f"{at:%m-%d %H:%M}"
            self.window.bar.show_backup(_BACKED_UP, time=time)

    def _no_backup(self, error: BaseException) -> None:
        self.window.bar.show_backup(_NOT_BACKED_UP, "soon")
        self.window.bar.backup.setToolTip(str(error))
        self.window.bar.say(str(error)) if isinstance(error, UserError) else self.tell(error)
