"""The slip of the five gates for one item (五关审核单), filled from the record or left open for a pen."""

from dataclasses import dataclass
from datetime import date

from app.i18n import N_, _
from app.rules.disclosures import GATE_NAMES, Gate
from app.sheets.fonts import Role, Typefaces
from app.sheets.pages import A4, Pages, drawn
from app.sheets.pen import MM, Align
from app.sheets.sheet import Sheet
from app.sheets.table import Column, Table, dated

SIZE = 10.5
ROOMY = 8 * MM
SEAL = 42 * MM

_LABEL = Column("", 26, Align.CENTRE, role=Role.LABEL)
WIDE = (_LABEL, Column("", 152))
PAIRS = (_LABEL, Column("", 63), _LABEL, Column("", 63))
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
    (N_("意见"), 26, Align.LEFT),
    (N_("说明"), 76, Align.LEFT),
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


def draw(sheet: ReviewSlipSheet, typefaces: Typefaces) -> bytes:
    """The slip as PDF, A4 portrait; the same sheet gives the same bytes."""
    with drawn(sheet, A4, typefaces) as pages:
        _facts(sheet, pages)
        _gates(sheet, pages)
        _decision(pages)
        pages.gap(2 * MM)
        pages.paragraph(sheet.note)
    return pages.pdf


def _facts(sheet: ReviewSlipSheet, pages: Pages) -> None:
    wide, pairs = Table(pages, WIDE, SIZE), Table(pages, PAIRS, SIZE)
    wide.row((_("信息名称"), sheet.item_title), ROOMY)
    wide.row((_("目录事项"), sheet.catalog_item), ROOMY)
    pairs.row((_("文号"), sheet.document_number, _("责任科室"), sheet.responsible), ROOMY)
    due = dated(sheet.due_on, sheet.provisional)
    pairs.row((_("形成日期"), dated(sheet.formed_on), _("到期日"), due), ROOMY)
    wide.row((_("公开时限"), sheet.time_limit), ROOMY)
    wide.row((_("公开渠道"), "、".join(sheet.channels)), ROOMY)
    wide.row((_("内容摘要"), sheet.summary), 2 * ROOMY)


def _gates(sheet: ReviewSlipSheet, pages: Pages) -> None:
    """All five gates in their order, with what is known of each (《政府信息公开条例》第十七条：公开前审查)."""
    table = Table(pages, [Column(_(heading), width, align) for heading, width, align in GATES], SIZE)
    table.heading()
    known = {row.gate: row for row in sheet.gates}
    for gate in Gate:
        row = known.get(gate, GateRow(gate=gate))
        table.row((_(GATE_NAMES[gate]), _answer(row.passed), row.note, row.reviewer, dated(row.reviewed_on)), 2 * ROOMY)


def _answer(passed: bool | None) -> str:
    if passed is None:
        return _("□ 通过\n□ 不通过")
    return _("■ 通过\n□ 不通过") if passed else _("□ 通过\n■ 不通过")


def _decision(pages: Pages) -> None:
    """Room for what only a hand can give: the decision, the signatures, the seal."""
    pages.need(ROOMY + SEAL)
    table = Table(pages, WIDE, SIZE)
    table.row((_("审核结论"), _("□ 同意公开　　□ 退回修改　　□ 不予公开")), ROOMY)
    signing = _("签字：\n\n年　　月　　日")
    hands = Table(pages, HANDS, SIZE)
    hands.row((_("经办人"), signing, _("分管\n负责人"), signing, _("单位\n（盖章）"), ""), SEAL)
