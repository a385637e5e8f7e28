"""Install packages of Debian and its relatives, where that is allowed. Standard library only: it runs before set-up."""

import os
import shutil
import subprocess
from collections.abc import Sequence


def may_install() -> bool:
    """Whether this is a Debian-like system and the person at it may install packages."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install(packages: Sequence[str]) -> str:
    """Install the packages, with fresh package lists if need be; empty, or what apt-get complained of."""
    if _apt("install", *packages) == "":
        return ""
    _apt("update")
    return _apt("install", *packages)


def command(packages: Sequence[str]) -> str:
    """The line a person types to install the packages."""
    return " ".join(["sudo apt-get install --no-install-recommends", *packages])


def _apt(what: str, *packages: str) -> str:
    done = subprocess.run(
        ["apt-get", what, "-y", "-qq", "--no-install-recommends", *packages],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stderr.strip() or f"apt-get {what} failed") if done.returncode else ""
