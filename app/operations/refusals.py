"""Refusing what the rules find wrong."""

from collections.abc import Iterable

from app.errors import UserError
from app.i18n import N_
from app.rules.problems import Problem

_SEVERAL = N_("{first}（另有 {more} 处需要改正）")


def refuse(problems: Iterable[Problem]) -> None:
    """Raise UserError if any of the problems is more than a warning; the sentence is the first one's."""
    grave = [problem for problem in problems if not problem.warning]
    if len(grave) == 1:
        raise UserError(grave[0].message, grave[0].values)
    if grave:
        raise UserError(_SEVERAL, {"first": grave[0].text, "more": len(grave) - 1})
