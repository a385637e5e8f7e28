"""The log: what the program did and where it failed, for the person who repairs it. Never whom the work was about."""

import logging
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app.errors import UserError

FILE = "iltod.log"
FILES = 5
BYTES = 1_000_000

# Identity numbers, telephones and bank cards have eleven digits or more, also when written in groups. Office code and
# number in the name of a package are none.
_NUMBER = re.compile(
    r"(?P<package>(?<![0-9A-Za-z])zwgk-(?:\d{4}|\d{6}|\d{9}|\d{12})-\d{5}-(?=[a-z]))"
    r"|\d(?:[^\S\n]?[-\u2010-\u2015\u2212\uff0d]?[^\S\n]?\d){10,}[XxＸｘ]?"
)
# SQLAlchemy tells in its errors what was being saved, names and all.
_PARAMETERS = re.compile(r"\[parameters: .*")

_log = logging.getLogger(__name__)


def masked(text: str) -> str:
    """The text without the numbers that tell who somebody is, and without the values of a database statement."""
    return _NUMBER.sub(lambda found: found["package"] or "***", _PARAMETERS.sub("[parameters: ***]", text))


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, so that the text of exceptions is masked as well."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text, with its traceback if it has one."""
        return masked(super().format(record))


def start(folder: Path) -> logging.Handler:
    """Log into rotating files in this folder (five of 1 MB) from now on; the handler that does it.

    Where the folder cannot be written the program runs without a log.
    """
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / FILE, maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def install_excepthook(show: Callable[[BaseException], None]) -> None:
    """Log every error nobody caught and hand it to `show`, which may be called from any thread.

    Without this an error inside a Qt slot only prints, and leaves a window that no longer answers.
    """

    def in_main(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        _tell(error, show)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        _tell(args.exc_value, show)

    def in_cleanup(args: "sys.UnraisableHookArgs") -> None:
        _tell(args.exc_value, show)

    sys.excepthook = in_main
    threading.excepthook = in_thread
    sys.unraisablehook = in_cleanup


def _tell(error: BaseException | None, show: Callable[[BaseException], None]) -> None:
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
        return
    _write(error)
    try:
        show(error)
    except Exception as another:
        _write(another)


def _write(error: BaseException) -> None:
    """A sentence for people may name people: of it only the pattern goes into the log."""
    if isinstance(error, UserError):
        _log.warning("shown: %s", error.message)
    else:
        _log.error("not caught: %s", type(error).__name__, exc_info=error)
