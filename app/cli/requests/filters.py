"""Which requests are meant: named one by one, or by the filter of the list."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from app.cli.commands import argument, option
from app.cli.kinds import Day, OneOf, Whole
from app.cli.workplace import Workplace
from app.i18n import N_
from app.operations import references, request_cases
from app.operations.request_lists import ORDERS, VIEWS, RequestFilter
from app.rules.request_events import RequestState
from app.rules.requests import ApplicantKind, RequestChannel

request_argument = argument("request", metavar="REQUEST")
ids_argument = argument("ids", nargs=-1, required=True, metavar="REQUEST...")
_OPTIONS = (
    option("--view", type=OneOf(filter(None, VIEWS)), help=N_("现成的筛选。")),
    option("--text", default="", help=N_("编号、事项、内容或申请人里含有这些字。")),
    option("--state", "states", multiple=True, type=OneOf(RequestState), help=N_("状态，可写多次。")),
    option("--channel", type=OneOf(RequestChannel), help=N_("申请渠道。")),
    option("--kind", "applicant_kind", type=OneOf(ApplicantKind), help=N_("申请人类别。")),
    option("--outcome", default="", help=N_("答复类型的代码，例如 3.4；写3为全部不予公开。")),
    option("--topic", default="", help=N_("主题。")),
    option("--handler", default="", help=N_("经办人。")),
    option("--from", "arrived_from", type=Day(), help=N_("提交或送达日期从这天起。")),
    option("--to", "arrived_to", type=Day(), help=N_("提交或送达日期到这天止。")),
    option("--closed-from", type=Day(), help=N_("办结日期从这天起。")),
    option("--closed-to", type=Day(), help=N_("办结日期到这天止。")),
    option("--cell", default="", help=N_("年度报告的一格，例如 3.new.total，要同时写 --year。")),
    option("--year", type=Whole(1), help=N_("年度报告的年份。")),
    option("--owner", default="", metavar="CODE", help=N_("这个下级单位报送的；all 为全部单位的。默认只有本单位的。")),
    option("--order", default="entered", type=OneOf(ORDERS), help=N_("排序：登记先后、提交日期、答复期限。")),
)


def filtered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the filter; its function gets them as one filter, `wanted`."""

    @wraps(function)
    def with_filter(*args: Any, **options: Any) -> Any:
        named = {name: options.pop(name) for name in RequestFilter.__dataclass_fields__ if name in options}
        wanted = RequestFilter(**{name: value for name, value in named.items() if value is not None})
        return function(*args, wanted=wanted, **options)

    for each in reversed(_OPTIONS):
        each(with_filter)
    return with_filter


def found(place: Workplace, ids: Sequence[str]) -> list[str]:
    """The requests meant by number or uuid, each once."""
    return list(dict.fromkeys(place.ask(references.request, text) for text in ids))


def number_of(place: Workplace, uuid: str) -> str:
    """The number of a request, as records of operations name it."""
    return place.ask(lambda session: request_cases.request_of(session, uuid).number)
