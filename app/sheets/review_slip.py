"""The slip of the five gates for one item (五关审核单), filled from the record or left open for a pen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.i18n import N_, _
from app.rules.disclosures import GATE_NAMES, Gate
from app.sheets.book import printed
from app.sheets.faces import Role
from app.sheets.pages import Pages
from app.sheets.pen import MM, Align
from app.sheets.sheet import Setup, Sheet, Tell
from app.sheets.table import Column, Table, dated, listed
from app.sheets.typefaces import Typefaces

SIZE = 10.5
ROOMY, ANSWER = 8 * MM, 15 * MM
SEAL = 42 * MM
LABEL_LINES, LABEL_COLUMNS = 26, 50

_FACT = Column("", 63)
HANDS = tuple(
    Column("", width, Align.CENTRE, role=role)
    for width, role in (
        (20, Role.LABEL),
        (36, Role.TEXT),
        (20, Role.LABEL),
        (36, Role.TEXT),
        (20, Role.LABEL),
        (46, Role.TEXT),
    )
)
GATES = (
    (N_("关口"), 26, Align.CENTRE),
    (N_("意见"), 26, Align.START),
    (N_("说明"), 76, Align.START),
    (N_("审核人"), 24, Align.CENTRE),
    (N_("日期"), 26, Align.CENTRE),
)


@dataclass(frozen=True, kw_only=True)
class GateRow:
    """What was said at one gate; `passed` is None where nobody has answered yet."""

    gate: Gate
    passed: bool | None = None
    note: str = ""
    reviewer: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewSlipSheet(Sheet):
    """One item before it is public, with what the gates said; gates left out are printed open."""

    item_title: str
    catalog_item: str = ""
    document_number: str = ""
    responsible: str = ""
    formed_on: date | None = None
    time_limit: str = ""
    due_on: date | None = None
    provisional: bool = False
    channels: tuple[str, ...] = ()
    summary: str = ""
    gates: tuple[GateRow, ...] = ()
    note: str = ""


SETUP = Setup()


def draw(sheet: ReviewSlipSheet, typefaces: Typefaces, setup: Setup = SETUP) -> bytes:
    """The slip as PDF; the same sheet and setup give the same bytes."""
    return printed(lambda: sheet, fill, setup, typefaces)


def fill(sheet: ReviewSlipSheet, pages: Pages, _tell: Tell | None = None) -> None:
    """Draw the slip on these pages, in the language spoken."""
    pages.begin()
    _facts(sheet, pages)
    _gates(sheet, pages)
    _decision(pages)
    pages.gap(2 * MM)
    pages.paragraph(sheet.note)


def _facts(sheet: ReviewSlipSheet, pages: Pages) -> None:
    due = dated(sheet.due_on, sheet.provisional)
    rows = (
        ((_("信息名称"), sheet.item_title), ROOMY),
        ((_("目录事项"), sheet.catalog_item), ROOMY),
        ((_("文号"), sheet.document_number, _("责任科室"), sheet.responsible), ROOMY),
        ((_("形成日期"), dated(sheet.formed_on), _("到期日"), due), ROOMY),
        ((_("公开时限"), sheet.time_limit), ROOMY),
        ((_("公开渠道"), listed(sheet.channels, between="")), ROOMY),
        ((_("内容摘要"), sheet.summary), 2 * ROOMY),
    )
    _drawn(pages, _facts_columns(pages), rows)


def _facts_columns(pages: Pages) -> Sequence[Column]:
    """Mongolian names are twice as long as Chinese ones, and a column costs more room than a line."""
    label = Column("", LABEL_COLUMNS if pages.pen.frame.columns else LABEL_LINES, Align.CENTRE, role=Role.LABEL)
    return label, _FACT, label, _FACT


def _drawn(pages: Pages, columns: Sequence[Column], rows: Sequence[tuple[Sequence[str], float]]) -> None:
    """Rows without a heading, each at least so deep."""
    table = Table(pages, columns, SIZE, [cells for cells, _least in rows])
    for cells, least in rows:
        table.row(cells, least)


def _gates(sheet: ReviewSlipSheet, pages: Pages) -> None:
    """All five gates in their order, with what is known of each (《政府信息公开条例》第十七条：公开前审查)."""
    known = {row.gate: row for row in sheet.gates}
    rows = [_gate(known.get(gate, GateRow(gate=gate))) for gate in Gate]
    columns = [Column(_(heading), width, align, whole=align is Align.CENTRE) for heading, width, align in GATES]
    table = Table(pages, columns, SIZE, rows)
    table.heading()
    for row in rows:
        table.row(row, ANSWER)


def _gate(row: GateRow) -> Sequence[str]:
    return _(GATE_NAMES[row.gate]), _answer(row.passed), row.note, row.reviewer, dated(row.reviewed_on)


def _answer(passed: bool | None) -> str:
    if passed is None:
        return _("□ 通过\n□ 不通过")
    return _("■ 通过\n□ 不通过") if passed else _("□ 通过\n■ 不通过")


def _decision(pages: Pages) -> None:
    """Room for what only a hand can give: the decision, the signatures, the seal."""
    pages.need(ROOMY + SEAL)
    _drawn(pages, _facts_columns(pages), [((_("审核结论"), _("□ 同意公开　　□ 退回修改　　□ 不予公开")), ROOMY)])
    signing = _("签字：\n\n年　　月　　日")
    _drawn(pages, HANDS, [((_("经办人"), signing, _("分管\n负责人"), signing, _("单位\n（盖章）"), ""), SEAL)])
