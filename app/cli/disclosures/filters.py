"""The filter of the register, the same for every command that takes one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from app.cli.commands import option
from app.cli.kinds import Day, OneOf
from app.i18n import N_
from app.operations.disclosure_lists import ORDERS, VIEWS, DisclosureFilter
from app.rules.channels import Channel
from app.rules.disclosures import FIELD_NAMES, Status

_VIEWS = (*filter(None, VIEWS), "due_soon")
_FIELDS = (*FIELD_NAMES, "due_on", "published_on")
_OPTIONS = (
    option("--view", type=OneOf(_VIEWS), help=N_("现成的筛选。")),
    option("--text", default="", help=N_("含有这些字，也可以是拼音首字母。")),
    option("--domain", default="", help=N_("领域。")),
    option("--status", "statuses", multiple=True, type=OneOf(Status), help=N_("状态，可写多次。")),
    option("--channel", type=OneOf(Channel), help=N_("公开过的渠道。")),
    option("--responsible", default="", help=N_("责任科室。")),
    option("--from", "began_from", type=Day(), help=N_("形成日期从这天起。")),
    option("--to", "began_to", type=Day(), help=N_("形成日期到这天止。")),
    option("--due-from", type=Day(), help=N_("到期日从这天起。")),
    option("--due-to", type=Day(), help=N_("到期日到这天止。")),
    option("--blank", multiple=True, type=OneOf(_FIELDS), help=N_("这个字段为空，可写多次。")),
    option("--owner", default="", metavar="CODE", help=N_("这个下级单位报送的；all 为全部单位的。默认只有本单位的。")),
    option("--order", default="entered", type=OneOf(ORDERS), help=N_("排序：登记先后、形成日期、到期日。")),
)


def filtered(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of the filter; its function gets them as one filter, `wanted`."""

    @wraps(function)
    def with_filter(*args: Any, **options: Any) -> Any:
        named = {name: options.pop(name) for name in DisclosureFilter.__dataclass_fields__ if name in options}
        wanted = DisclosureFilter(**{name: value for name, value in named.items() if value is not None})
        return function(*args, wanted=wanted, **options)

    for each in reversed(_OPTIONS):
        each(with_filter)
    return with_filter
