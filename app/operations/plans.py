"""What an import would do, shown before it is done; what is shown is exactly what is then carried out."""

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from app.i18n import N_


class Fate(StrEnum):
    """What becomes of a row."""

    TAKEN = "taken"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


FATE_NAMES = {
    Fate.TAKEN: N_("新增"),
    Fate.CHANGED: N_("更新"),
    Fate.UNCHANGED: N_("不变"),
    Fate.REFUSED: N_("未采纳"),
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of an import: its number in the source, its name, what becomes of it and why."""

    fate: Fate
    row: int
    name: str
    reason: str = ""
    warnings: tuple[str, ...] = ()


def counted(lines: Sequence[PlanLine]) -> dict[str, int]:
    """How many rows meet each fate, and how many of those taken carry a warning."""
    fates = Counter(line.fate for line in lines)
    return {fate.value: fates[fate] for fate in Fate} | {"warnings": sum(bool(line.warnings) for line in lines)}


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector of cycles rest while very many plain rows are made, of which it would find none to collect.

    Left alone it looks through all of them again and again, for a seventh of the time.
    """
    resting = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not resting:
            gc.enable()
