"""Time spans, their spread, and how a figure is told."""

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """A measured figure with the bound it should hold: at most that, or at least."""

    name: str
    value: float
    unit: str
    bound: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the figure is within its bound."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return f"{self.name}: {self.value:.1f} {self.unit}, to hold {sign} {self.bound:g} {self.unit}: {verdict}"


@contextmanager
def timed(spans: list[float]) -> Iterator[None]:
    """Add to `spans` the milliseconds the block takes."""
    begin = time.perf_counter()
    yield
    spans.append((time.perf_counter() - begin) * 1000)


def measured(work: Callable[[], T], times: int = 1) -> tuple[T, float]:
    """What the work returns, and the median of its milliseconds."""
    spans: list[float] = []
    for _turn in range(times):
        with timed(spans):
            result = work()
    return result, median(spans)


def percentile(spans: Sequence[float], share: float) -> float:
    """The span that this share of all does not exceed."""
    ordered = sorted(spans)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def told(name: str, spans: Sequence[float]) -> str:
    """Median, 99th percentile and longest in one line."""
    return f"{name:<34} median {median(spans):8.2f}  p99 {percentile(spans, 0.99):8.2f}  max {max(spans):8.2f} ms"


def memory() -> float:
    """The most memory this process ever held, in megabytes."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**20 if sys.platform == "darwin" else 2**10)
