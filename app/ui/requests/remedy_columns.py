"""How a remedy stands, as a pill, and the columns of the register of remedies."""

from __future__ import annotations

from app.i18n import N_, _
from app.operations.request_lists import RemedyRow
from app.rules.remedies import SHORT_NAMES, RemedyKind, RemedyResult, result_name
from app.ui.widgets.paged_table import ColumnSpec
from app.ui.widgets.shown import Pill

_COLOURS = {RemedyResult.UPHELD: "good", RemedyResult.CORRECTED: "late", RemedyResult.OTHER: "unknown"}


def kind_name(row: RemedyRow) -> str:
    """Which remedy, in few words."""
    return _(SHORT_NAMES[RemedyKind(row.kind)])


def result_pill(row: RemedyRow) -> Pill:
    """How it ended, or that it did not yet."""
    result = RemedyResult(row.result)
    words = _(result_name(RemedyKind(row.kind), result, row.decided_on))
    return Pill(_COLOURS.get(result, "unknown" if row.decided_on else "soon"), words)


RESULT = ColumnSpec("result", N_("结果"), 130, kind="pill", value=result_pill)
KIND = ColumnSpec("kind", N_("种类"), 100, value=kind_name)
FILED = ColumnSpec("filed_on", N_("提出日期"), 100, kind="date")
REGISTER = (
    RESULT,
    KIND,
    FILED,
    ColumnSpec("number", N_("案号"), 150),
    ColumnSpec("authority", N_("受理机关"), 0),
    ColumnSpec("request", N_("涉及的申请"), 100),
    ColumnSpec("decided_on", N_("审结日期"), 100, kind="date"),
)
SHORT = (RESULT, KIND, FILED, ColumnSpec("authority", N_("受理机关"), 0))
