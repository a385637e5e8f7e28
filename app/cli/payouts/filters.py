"""Which rolls are meant."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple

from app.cli.commands import Misuse, argument, option
from app.cli.kinds import Whole
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import payouts, references, villages
from app.operations.payouts import RollRow

_NO_ROLL = N_("请写明名册的编号，或用 --all 表示筛选出的全部。")
_NONE = N_("没有符合条件的名册。")
_OPTIONS = (
    option("--year", type=Whole(1990), help=N_("年份。")),
    option("--programme", default="", help=N_("补贴项目的全称。")),
    option("--village", default="", help=N_("嘎查村或苏木乡镇的名称或代码。")),
    option("--owner", default="", metavar="CODE", help=N_("这个下级单位报送的；all 为全部单位的。默认只有本单位的。")),
    option("--without-notice", is_flag=True, help=N_("只要还没有公示的。")),
)


class Wanted(NamedTuple):
    """What the rolls are narrowed to."""

    year: int | None
    programme: str
    village: str
    without_notice: bool
    owner: str


def filtered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that narrow the rolls; its function gets them as `wanted`."""

    @wraps(function)
    def with_filter(*args: Any, **options: Any) -> Any:
        wanted = Wanted(*(options.pop(name) for name in Wanted._fields))
        return function(*args, wanted=wanted, **options)

    for each in reversed(_OPTIONS):
        each(with_filter)
    return with_filter


def chosen(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the rolls by number, or all that are narrowed to; its function gets `ids`, `wanted`, `every`."""
    every = option("--all", "every", is_flag=True, help=N_("筛选出的全部名册。"))
    return argument("ids", nargs=-1, metavar="ROLL...")(every(filtered(function)))


def rolls(place: Workplace, wanted: Wanted) -> list[RollRow]:
    """The rolls that are narrowed to."""
    code = place.ask(villages.found, wanted.village).code if wanted.village else ""
    return place.ask(payouts.rolls, wanted.year, wanted.programme, code, wanted.without_notice, wanted.owner)


def uuids(place: Workplace, ids: Sequence[str], wanted: Wanted, every: bool) -> list[str]:
    """The rolls meant, each once; Misuse if none is."""
    if every:
        found = [row.uuid for row in rolls(place, wanted)]
    elif ids:
        found = list(dict.fromkeys(place.ask(references.roll, text) for text in ids))
    else:
        raise Misuse(_(_NO_ROLL))
    if not found:
        raise Misuse(_(_NONE))
    return found
