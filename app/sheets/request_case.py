"""How the time of a request was counted (计时单): what it is about, its steps, every day with its number or reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import N_, _
from app.sheets.faces import Role
from app.sheets.pages import Pages
from app.sheets.pen import MM, Align
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Column, Table, draw_table

SIZE, DAY_SIZE = 10.0, 9.0
ROOMY, AIR = 7 * MM, 4 * MM
FACTS = (Column("", 30, Align.CENTRE, role=Role.LABEL), Column("", 148))
STEPS = ((N_("日期"), 24, Align.CENTRE), (N_("步骤"), 50, Align.START), (N_("说明"), 104, Align.START))
DAYS = (
    (N_("日期"), 24, Align.CENTRE),
    (N_("星期"), 18, Align.CENTRE),
    (N_("计数"), 14, Align.CENTRE),
    (N_("是否计入及原因"), 60, Align.START),
    (N_("当日办理"), 62, Align.START),
)


@dataclass(frozen=True, kw_only=True)
class RequestCaseSheet(Sheet):
    """A case in words of one language: facts by name, steps (day, step, more), days as the columns of DAYS say.

    `ends` are the phrases that sum the count up, `note` how it is done.
    """

    facts: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str, str], ...]
    days: tuple[tuple[str, str, str, str, str], ...]
    ends: tuple[str, ...] = ()
    note: str = ""


SETUP = Setup()


def fill(sheet: RequestCaseSheet, pages: Pages, tell: Tell | None = None) -> None:
    """Draw the case on these pages, in the language spoken."""
    pages.begin()
    rows = [fact for fact in sheet.facts if fact[1]]
    table = Table(pages, FACTS, SIZE, rows)
    for row in rows:
        table.row(row, ROOMY)
    if sheet.steps:
        pages.gap(AIR)
        Table(pages, _columns(STEPS), SIZE).rows(sheet.steps, len(sheet.steps))
    pages.gap(AIR)
    draw_table(pages, _columns(DAYS), sheet.days, len(sheet.days), (sheet.ends, sheet.note), tell, DAY_SIZE)


def _columns(named: Sequence[tuple[str, float, Align]]) -> list[Column]:
    return [Column(_(heading), length, align, whole=align is Align.CENTRE) for heading, length, align in named]
