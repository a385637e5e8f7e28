"""Checks of an annual report: identities of its form, kinds of numbers, differences from what was counted."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from app.i18n import N_
from app.rules.annual_report import BEFORE, Cell, Finding, Identity, ReportFormat, Values, Words, plain_number

ZERO = Decimal(0)
_UNEQUAL = N_(
    "{where}：{says}。现在前者是 {left}，后者是 {right}，相差 {difference}。请核对后改正；确属特殊情况的，写明理由。"
)
_EXCEEDS = N_("{where}：{says}。现在前者是 {left}，后者是 {right}。请核对后改正；确属特殊情况的，写明理由。")
_NEEDS = N_("{where}：{says}。现在前者是 {left}，后者是 0。请核对后改正；确属特殊情况的，写明理由。")
_NOT_WHOLE = N_("“{label}”应填 0 以上的整数，现在是 {value}，请改正。")
_NEGATIVE = N_("“{label}”不能是负数，现在是 {value}，请改正。")
_TOO_MUCH = N_("“{label}”的数字 {value} 太大，请核对。")
TOO_MUCH = Decimal(10**12)  # more was mistyped
_NEVER = N_("“{label}”填了 {value}：{why}请核对。")
_BLANK = N_("还有 {n} 栏没有填写，第一栏是“{label}”。没有发生的请填 0。")
_LEDGER = N_("“{label}”填写的是 {value}，台账统计是 {counted}。请改回台账统计的数，或写明理由。")
_SUM = N_("“{label}”填写的是 {value}，各单位报告相加是 {counted}。请改回相加的数，或写明理由。")
_CHANGED = N_("“{label}”定稿时是 {value}，现在台账统计是 {counted}。需要更正的，请先“撤回定稿”。")
_UNLISTED = N_("有 {n} 件办结申请的答复类型“{code}”不在这一年的格式里，没有计入任何办理结果。请在申请登记里改正。")
_OTHER_FORM = N_(
    "{year}年的报告用的是国办公开办函〔2019〕60号的试行格式，其中第二项的表格与本格式不同。"
    "第二项请以当年发布的报告为准，其他各项可以照用。"
)


def findings(
    form: ReportFormat,
    year: int,
    values: Values,
    previous: Values | None = None,
    below_league: bool = True,
    unlisted: Mapping[str, int] | None = None,
) -> list[Finding]:
    """What is wrong with the figures of a report, errors first.

    `previous` are last year's (None: nothing is known of it). `unlisted` are the requests that ended in the year by
    the outcomes its form does not have (AR-MUT).
    """
    found = [
        *_other_form(form, year),
        *kinds(form, values),
        *_never(form, values, below_league),
        *(each for identity in form.identities for each in _held(form, identity, values, previous or {})),
        *_unlisted(unlisted or {}),
        *_blank(form, values),
    ]
    return sorted(found, key=lambda finding: finding.warning)


def kinds(form: ReportFormat, values: Values) -> Iterator[Finding]:
    """AR-INT: counts are whole numbers from 0 on, money may have decimals."""
    for key, value in values.items():
        cell = form.cells.get(key)
        if cell is None or value is None:
            continue
        if not cell.decimal and value != value.to_integral_value():
            yield _of_cell("AR-INT", cell, _NOT_WHOLE, {"value": plain_number(value)})
        elif value < 0:
            yield _of_cell("AR-INT", cell, _NEGATIVE, {"value": plain_number(value)})
        elif value >= TOO_MUCH:
            yield _of_cell("AR-INT", cell, _TOO_MUCH, {"value": plain_number(value)})


def differences(form: ReportFormat, values: Values, counted: Values, tree: bool) -> Iterator[Finding]:
    """AR-LEDGER, in a consolidated report AR-CONS: a figure entered by hand that is not what was counted."""
    check, message = ("AR-CONS", _SUM) if tree else ("AR-LEDGER", _LEDGER)
    yield from _different(check, message, form, values, counted, False)


def changed(form: ReportFormat, frozen: Values, live: Values) -> Iterator[Finding]:
    """AR-FROZEN: a figure of a final report that would be another one today; a warning."""
    yield from _different("AR-FROZEN", _CHANGED, form, frozen, live, True)


def _different(
    check: str, message: str, form: ReportFormat, values: Values, counted: Values, warning: bool
) -> Iterator[Finding]:
    for key, count in counted.items():
        value = values.get(key)
        if count is not None and value is not None and value != count and key in form.cells:
            said = {"value": plain_number(value), "counted": plain_number(count)}
            yield _of_cell(check, form.cells[key], message, said, warning)


def summed(identity: Identity, values: Values) -> Decimal | None:
    """What the right side of an identity adds up to; None if none of it is filled in."""
    return _sum(identity.right, values, {})


def _held(form: ReportFormat, identity: Identity, values: Values, previous: Values) -> Iterator[Finding]:
    """What an identity finds: nothing while last year's figure is not known or none of this year's is filled in."""
    terms = (*identity.left, *identity.right)
    if any(term.startswith(BEFORE) and previous.get(term.removeprefix(BEFORE)) is None for term in terms):
        return
    here = [term for term in terms if not term.startswith(BEFORE)]
    if all(values.get(term) is None for term in here):
        return
    left, right = (_sum(side, values, previous) or ZERO for side in (identity.left, identity.right))
    if _holds(identity.relation, left, right):
        return
    message = {"=": _UNEQUAL, "<=": _EXCEEDS, "needs": _NEEDS}[identity.relation]
    said: dict[str, object] = {
        "left": plain_number(left),
        "right": plain_number(right),
        "difference": plain_number(abs(left - right)),
    }
    said |= {"where": Words(identity.where, " "), "says": Words((identity.says,))}
    yield Finding(identity.check, here[0], message, said, identity.warning, identity.key)


def _holds(relation: str, left: Decimal, right: Decimal) -> bool:
    if relation == "needs":
        return left <= 0 or right > 0
    return left <= right if relation == "<=" else left == right


def _sum(terms: Iterable[str], values: Values, previous: Values) -> Decimal | None:
    found = [previous.get(term.removeprefix(BEFORE)) if term.startswith(BEFORE) else values.get(term) for term in terms]
    known = [value for value in found if value is not None]
    return sum(known, ZERO) if known else None


def _never(form: ReportFormat, values: Values, below_league: bool) -> Iterator[Finding]:
    for cell in form.cells.values():
        value = values.get(cell.key)
        if below_league and cell.never and value:
            said = {"value": plain_number(value), "why": Words((cell.never,))}
            yield _of_cell("AR-RULES", cell, _NEVER, said, True)


def _unlisted(unlisted: Mapping[str, int]) -> Iterator[Finding]:
    for code, n in unlisted.items():
        yield Finding("AR-MUT", "", _UNLISTED, {"code": code, "n": n}, False, f"AR-MUT:{code}")


def _blank(form: ReportFormat, values: Values) -> Iterator[Finding]:
    empty = [cell for cell in form.cells.values() if values.get(cell.key) is None]
    if empty:
        said = {"n": len(empty), "label": empty[0].words}
        yield Finding("AR-BLANK", empty[0].key, _BLANK, said, True, "AR-BLANK")


def _other_form(form: ReportFormat, year: int) -> Iterator[Finding]:
    if year < form.since:
        yield Finding("AR-FORM", "", _OTHER_FORM, {"year": year}, True, "AR-FORM")


def _of_cell(check: str, cell: Cell, message: str, values: Mapping[str, object], warning: bool = False) -> Finding:
    return Finding(check, cell.key, message, {"label": cell.words, **values}, warning, f"{check}:{cell.key}")
