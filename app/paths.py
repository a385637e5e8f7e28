"""Where things lie: what comes with the program, and the folders of the person using it."""

import os
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
DOCS = ROOT / "docs"
FONTS = Path(os.environ.get("ILTOD_FONTS") or ROOT / ".fonts")


def user_data() -> Path:
    """The folder of offices' files unless a person chose another; it need not exist yet."""
    return _home("data") or Path(platformdirs.user_data_dir("iltod", appauthor=False))


def user_config() -> Path:
    """The folder of this person's preferences; it need not exist yet."""
    return _home("config") or Path(platformdirs.user_config_dir("iltod", appauthor=False))


def user_log() -> Path:
    """The folder of the log; it need not exist yet."""
    return _home("log") or Path(platformdirs.user_log_dir("iltod", appauthor=False))


def _home(part: str) -> Path | None:
    home = os.environ.get("ILTOD_HOME")
    return Path(home) / part if home else None
