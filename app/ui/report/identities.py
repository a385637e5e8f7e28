"""What a figure takes part in: the identities of the form with their figures, and the whole it is a share of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.i18n import N_, _
from app.operations.annual_reports import Report
from app.rules.annual_report import BEFORE, Identity
from app.ui.report.form_model import figure_words
from app.ui.report.reading import value_of

_HOLDS, _FAILS = N_("{says}（{left} {relation} {right}，相符）"), N_("{says}（{left} 与 {right} 不相符）")
_SHARE = N_("占“{whole}”{n} 的 {percent}%")
_NEEDS = "needs"


def about(report: Report, key: str) -> Iterator[str]:
    """The identities that this cell takes part in, each in a sentence with its figures."""
    for identity in report.form.identities:
        if key in identity.left or key in identity.right:
            yield sentence(report, identity)


def sentence(report: Report, identity: Identity) -> str:
    """An identity with its figures; without them where last year's take part, or none is there."""
    says = _(identity.says)
    keys = (*identity.left, *identity.right)
    values = [value_of(report, key) for key in keys]
    if any(key.startswith(BEFORE) for key in keys) or all(value is None for value in values):
        return says
    left, right = _sum(report, identity.left), _sum(report, identity.right)
    told = {"says": says.rstrip("。"), "left": figure_words(left), "right": figure_words(right)}
    if identity.relation == _NEEDS:
        return says
    holds = left == right if identity.relation == "=" else left <= right
    return _(_HOLDS if holds else _FAILS).format(**told, relation="≤" if identity.relation == "<=" else "=")


def share(report: Report, key: str) -> str:
    """Which share of its whole a figure is, with the whole; empty where it is a part of nothing."""
    for identity in report.form.identities:
        is_part = identity.relation == "=" and key in identity.right and len(identity.left) == 1
        whole, part = value_of(report, identity.left[0]), value_of(report, key)
        if is_part and len(identity.right) > 1 and whole and part is not None:
            cell = report.form.cells.get(identity.left[0])
            percent = (100 * part / whole).quantize(Decimal("0.01"))
            return _(_SHARE).format(whole=_(cell.label) if cell else "", n=figure_words(whole), percent=f"{percent:f}")
    return ""


def _sum(report: Report, keys: tuple[str, ...]) -> Decimal:
    return sum((value_of(report, key) or Decimal(0) for key in keys), Decimal(0))
