"""Which notices are meant: named one by one, or by the filter of the list."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from app.cli.commands import argument, option
from app.cli.kinds import OneOf, Whole
from app.cli.workplace import Workplace
from app.i18n import N_
from app.operations import references, villages
from app.operations.notice_lists import VIEWS, NoticeFilter
from app.rules.notice_templates import NoticeKind

notice_argument = argument("notice", metavar="ID")
ids_argument = argument("ids", nargs=-1, required=True, metavar="ID...")
_OPTIONS = (
    option("--view", type=OneOf(VIEWS), help=N_("现成的筛选。")),
    option("--text", default="", help=N_("标题、编号、核对码或档号里含有这些字。")),
    option("--village", "where", default="", metavar="PLACE", help=N_("只要这个嘎查村或苏木乡镇的。")),
    option("--kind", type=OneOf(NoticeKind), help=N_("公示种类。")),
    option("--year", type=Whole(1), help=N_("年份。")),
    option("--programme", default="", help=N_("补贴项目。")),
    option("--owner", default="", metavar="CODE", help=N_("这个下级单位报送的；all 为全部单位的。默认只有本单位的。")),
)


def filtered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the filter; its function gets them as one filter, `wanted`."""

    @wraps(function)
    def with_filter(place: Workplace, **options: Any) -> Any:
        view, text, where, kind, year, programme, owner = (
            options.pop(name) for name in ("view", "text", "where", "kind", "year", "programme", "owner")
        )
        code = place.ask(villages.found, where).code if where else ""
        wanted = NoticeFilter(view or "all", text, code, kind or "", year, programme, owner)
        return function(place, wanted=wanted, **options)

    for each in reversed(_OPTIONS):
        each(with_filter)
    return with_filter


def found(place: Workplace, ids: Sequence[str]) -> list[str]:
    """The notices meant by number, code or uuid, each once."""
    return list(dict.fromkeys(place.ask(references.notice, text) for text in ids))
