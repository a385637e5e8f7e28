"""From the start of the process to the window painted, against an empty window of PySide6.

Both are started in turn, the program on its demonstration. The window is painted before the office's file is open;
when the first page stands is told beside it.
"""

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from app.operations import demo
from benchmarks.clock import Figure, told

TIMES = 10
ROOT = Path(__file__).resolve().parent.parent


def measure(times: int = TIMES) -> list[Figure]:
    """Start each so many times, and tell how they compare; both with compiled modules, as they are installed."""
    empty: list[float] = []
    ours: list[float] = []
    pages: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        environment = _environment(Path(home))
        for turn in range(times + 1):
            plain, program = _started("empty", environment), _started("program", environment)
            if turn:  # the first start of each fills the caches of the disk
                empty.append(plain["window"])
                ours.append(program["window"])
                pages.append(program["page"])
    for name, spans in (("empty window", empty), ("the program's window", ours), ("its first page", pages)):
        print(told(name, spans))
    return [Figure("start against an empty window, median", median(ours) / median(empty), "×", 2)]


def _environment(home: Path) -> dict[str, str]:
    store = demo.store_in(home / "demo", date.today())
    screen = {} if os.environ.get("DISPLAY") else {"QT_QPA_PLATFORM": "offscreen"}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = {"PYTHONPYCACHEPREFIX": str(home / "compiled")}
    return {**kept, **screen, **compiled, "ILTOD_HOME": str(home), "ILTOD_STORE": str(store)}


def _started(which: str, environment: dict[str, str]) -> dict[str, float]:
    """The milliseconds from the start until each thing was said to be painted."""
    begin = perf_counter()
    command = [sys.executable, "-m", "benchmarks.first_paint", which]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        return {line.strip(): (perf_counter() - begin) * 1000 for line in process.stdout}
