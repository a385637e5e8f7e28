"""Painting the whole window in columns, against painting the same window in lines.

The register's page of the demonstration at the size of an office screen; both are painted in turn in one process.
"""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.clock import Figure, timed, told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

TIMES = 40
HOLD = 3
SIZE = (1366, 768)
OPENING_MILLISECONDS, SETTLING_MILLISECONDS = 2_500, 1_000
WAYS = ("horizontal", "vertical")


def measure(times: int = TIMES) -> list[Figure]:
    """Mongolian in both ways, so that the same words in the same type are painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from app.operations import demo
    from app.settings import Settings
    from app.ui.preferences import Preferences
    from app.ui.start import Start

    app = QApplication.instance() or QApplication([sys.argv[0], "-style", "Fusion"])
    assert isinstance(app, QApplication)
    spans: dict[str, list[float]] = {way: [] for way in WAYS}
    with tempfile.TemporaryDirectory() as home:
        store = demo.store_in(Path(home) / "demo", date.today())
        preferences = Preferences(Settings(theme="light", language="mn_Mong"), Path(home) / "settings.json")
        started = Start(app, preferences, store)
        started.show()
        started.window.resize(*SIZE)
        _settle(OPENING_MILLISECONDS)
        started.window.go("disclosures")
        for way in WAYS * 2:
            preferences.change(writing_mode=way)
            _settle(SETTLING_MILLISECONDS)
            spans[way] += _painted(started.window, times)
        started.window.close()
        started.runner.close()
    for way in WAYS:
        print(told(way, spans[way]))
    ratio = median(spans["vertical"]) / median(spans["horizontal"])
    return [Figure("repaint in columns against in lines, median", ratio, "×", HOLD)]


def _painted(window: "QWidget", times: int) -> list[float]:
    from PySide6.QtGui import QImage

    picture = QImage(window.size(), QImage.Format.Format_RGB32)
    spans: list[float] = []
    for _turn in range(times):
        with timed(spans):
            window.render(picture)
    return spans


def _settle(milliseconds: int) -> None:
    """Let the window read and paint."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
