"""Headless Chromium printing pages: one process for each, or one process told what to print through its pipe."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-file-access-from-files",
)
PAPER = {"preferCSSPageSize": True, "printBackground": True}
LONGEST = 600
"""Seconds after which a print is given up."""


def installed() -> str | None:
    """The program, if this computer has it."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def print_once(browser: str, home: Path, source: Path) -> bytes:
    """Start it, print one page to a file, end it: what a script without a driver does."""
    target = source.with_suffix(".pdf")
    own = (f"--user-data-dir={home}", "--no-pdf-header-footer", f"--print-to-pdf={target}")
    subprocess.run([browser, *FLAGS, *own, source.as_uri()], check=True, capture_output=True, timeout=LONGEST)
    return target.read_bytes()


class Tab:
    """An open tab of a running Chromium (its DevTools protocol, one message ended by NUL)."""

    def __init__(self, to: int, back: int) -> None:
        self._to = os.fdopen(to, "wb", buffering=0)
        self._back = os.fdopen(back, "rb")
        self._number = 0
        self._session: str | None = None
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def open(self, source: Path) -> None:
        """Open a page, and wait until it and its fonts are there."""
        self._ask("Page.navigate", url=source.as_uri())
        while self._message().get("method") != "Page.loadEventFired":
            pass
        self._run("document.fonts.ready.then(() => true)")

    def exchange(self, body: str) -> None:
        """Put another text into the open page, whose fonts stay loaded."""
        self._run(f"document.body.innerHTML = {json.dumps(body)}; document.fonts.ready.then(() => true)")

    def print(self) -> bytes:
        """The page as PDF."""
        return base64.b64decode(self._ask("Page.printToPDF", **PAPER)["data"])

    def close(self) -> None:
        """End the browser."""
        self._session = None
        self._ask("Browser.close")
        self._to.close()
        self._back.close()

    def _run(self, script: str) -> None:
        self._ask("Runtime.evaluate", expression=script, awaitPromise=True)

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        while (answer := self._message()).get("id") != self._number:
            pass
        result: dict[str, Any] = answer["result"]
        return result

    def _message(self) -> dict[str, Any]:
        parts = bytearray()
        while (byte := self._back.read1(1)) not in (b"\0", b""):
            parts += byte
        message: dict[str, Any] = json.loads(parts)
        return message


@contextmanager
def running(browser: str, home: Path) -> Iterator[Tab]:
    """A Chromium that prints until the block ends."""
    ours_in, its_out = os.pipe()
    its_in, ours_out = os.pipe()
    redirect = f'exec "$@" 3<&{its_in} 4>&{its_out}'  # the numbers the browser expects; dash knows none above 9
    command = ["bash", "-c", redirect, "bash", browser, *FLAGS, f"--user-data-dir={home}", "--remote-debugging-pipe"]
    with subprocess.Popen(command, pass_fds=(its_in, its_out), stderr=subprocess.DEVNULL) as process:
        os.close(its_in)
        os.close(its_out)
        tab = Tab(ours_out, ours_in)
        try:
            yield tab
        finally:
            tab.close()
            process.wait(LONGEST)
