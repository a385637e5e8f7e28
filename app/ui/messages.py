"""The one dialog for errors: a sentence, details to copy for the telephone, and a way on."""

import traceback

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app import log
from app.errors import UserError
from app.i18n import N_
from app.rules.problems import Problem
from app.ui.widgets.buttons import Button, Label, primary, secondary
from app.ui.widgets.dialogs import Dialog

_TITLE = N_("没有办成")
_BUG_TITLE = N_("程序出错")
_BUG = N_(
    "这一步没有完成。已保存的内容都在，正在填写的内容已存为草稿，可以继续工作。"
    "如果再次出现，请把“复制详情”的内容发给技术人员；详情已记入日志，其中没有姓名和证件号码。"
)
_COPY = N_("复制详情")
_COPIED = N_("已复制")
_CLOSE = N_("知道了")


class ErrorDialog(Dialog):
    """A UserError says its sentence; anything else is a bug and says that nothing saved was lost."""

    def __init__(self, parent: QWidget | None, error: BaseException) -> None:
        known = isinstance(error, UserError)
        super().__init__(parent, _TITLE if known else _BUG_TITLE)
        self.details = details(error)
        self.sentence = Label(wrap=True)
        if isinstance(error, UserError):
            self.sentence.say(error.message, **error.values)
        else:
            self.sentence.say(_BUG)
        self.body.addWidget(self.sentence)
        self.copy_button: Button = secondary(_COPY, self._copy)
        self.say_left(self.copy_button)
        self.copy_button.setVisible(bool(self.details))
        self.set_buttons(primary(_CLOSE, self.accept))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self.copy_button.say(_COPIED)


def details(error: BaseException) -> str:
    """Technical words for the person who repairs it, without the numbers that tell who somebody is."""
    if isinstance(error, UserError):
        return log.masked(error.details)
    return log.masked("".join(traceback.format_exception(error)))


class Messages(QObject):
    """Shows errors over the window, one at a time, from whatever thread they come."""

    _asked = Signal(object)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._open: ErrorDialog | None = None
        self._asked.connect(self._show)

    def show(self, error: BaseException) -> None:
        """Show this error; while one is shown the next are only in the log."""
        self._asked.emit(error)

    def show_problem(self, problem: Problem) -> None:
        """Show a sentence found by a rule, such as settings that could not be read."""
        self.show(UserError(problem.message, problem.values))

    def _show(self, error: BaseException) -> None:
        if self._open is not None:
            return
        self._open = ErrorDialog(self._window, error)
        self._open.finished.connect(self._closed)
        self._open.open()

    def _closed(self) -> None:
        self._open = None
