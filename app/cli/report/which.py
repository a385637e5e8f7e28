"""Which report a command is about: the year, the office, its own figures or those of all below too."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, NamedTuple

from app.cli.commands import option
from app.cli.kinds import OneOf, Whole
from app.cli.workplace import Workplace
from app.i18n import N_
from app.operations import offices
from app.rules.annual_report import Scope

_OPTIONS = (
    option("--year", type=Whole(1990), required=True, help=N_("报告的年份。")),
    option("--office", "office_code", default="", help=N_("单位代码，不写就是本单位。")),
    option("--scope", type=OneOf(Scope), default=Scope.OWN.value, help=N_("own 本机关，tree 汇总下级。")),
)


class Which(NamedTuple):
    """The report a command names."""

    office_code: str
    year: int
    scope: str

    @property
    def said(self) -> Mapping[str, Any]:
        """What the record of the operation tells of it."""
        return {"year": self.year}


def which(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name a report; its function gets it as `report`."""

    @wraps(function)
    def with_report(place: Workplace, /, year: int, office_code: str, scope: str, **options: Any) -> Any:
        code = office_code or place.ask(offices.own_code)
        return function(place, report=Which(code, year, scope), **options)

    for each in reversed(_OPTIONS):
        each(with_report)
    return with_report
