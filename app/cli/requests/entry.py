"""Registering, correcting, splitting requests."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from app.cli.answers import Answer
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import FILE, Day, OneOf
from app.cli.requests.filters import found, ids_argument, number_of, request_argument
from app.cli.workplace import Workplace
from app.errors import UserError
from app.i18n import N_, _
from app.operations import request_entry, request_lists, requests
from app.rules.request_days import ends
from app.rules.requests import (
    ApplicantDraft,
    ApplicantKind,
    IdKind,
    Medium,
    RequestChannel,
    RequestDraft,
    RequestRoute,
    request_problems,
)

_ADDED = N_("已登记申请，编号 {number}。")
_EDITED = N_("已修改申请 {number}。")
_SPLIT = N_("已拆分为 {n} 件：{numbers}")
_REMOVED = N_("已删除 {n} 件，可用 iltod undo 找回。")
_NOTHING = N_("没有写要修改的字段，例如 --handler 经办人。")
_UNREADABLE = N_("读不到文件“{file}”，或者它不是UTF-8文本。请核对文件名和编码。")
_WHO = ("kind", "name", "id_kind", "id_number", "representative", "phone", "email", "address", "postcode")
_CODES = {
    "kind": ApplicantKind,
    "id_kind": IdKind,
    "channel": RequestChannel,
    "medium": Medium,
    "route": RequestRoute,
}
_OPTIONS = (
    option("--name", help=N_("申请人的姓名或名称。")),
    option("--kind", type=OneOf(ApplicantKind), help=N_("申请人类别，默认自然人。")),
    option("--id-kind", type=OneOf(IdKind), help=N_("证件种类，默认居民身份证。")),
    option("--id-number", help=N_("证件号码。")),
    option("--representative", help=N_("法定代表人或代理人。")),
    option("--phone", help=N_("联系电话。")),
    option("--email", help=N_("电子邮箱。")),
    option("--address", help=N_("通信地址。")),
    option("--postcode", help=N_("邮政编码。")),
    option("--together", multiple=True, help=N_("共同申请人，可写多次。")),
    option("--channel", type=OneOf(RequestChannel), help=N_("申请渠道，默认当面提交。")),
    option("--arrived", "arrived_on", type=Day(), help=N_("提交或送达的日期，默认今天。")),
    option("--title", help=N_("申请事项，一句话。")),
    option("--content", help=N_("所需信息的内容描述。")),
    option("--content-file", type=FILE, help=N_("内容描述取自这个文本文件。")),
    option("--purpose", help=N_("用途。")),
    option("--medium", type=OneOf(Medium), help=N_("获取信息的方式，默认纸质。")),
    option("--route", type=OneOf(RequestRoute), help=N_("获取信息的途径，默认邮寄。")),
    option("--topic", help=N_("主题。")),
    option("--handler", help=N_("经办人。")),
    option("--external-number", help=N_("外部系统编号。")),
    option("--number", help=N_("申请编号，默认自动编号。")),
    option("--suggests-proactive/--no-suggestion", default=None, help=N_("申请人建议转主动公开。")),
    option("--note", help=N_("备注。")),
)


def _fields(function: Callable[..., Any]) -> Callable[..., Any]:
    for each in reversed(_OPTIONS):
        each(function)
    return function


def _given(typed: Mapping[str, Any], before: RequestDraft) -> RequestDraft:
    """The draft with what was typed in place of its own; a field not named on the command line stays."""
    values = {name: value for name, value in typed.items() if value is not None and value != ()}
    values |= {name: code(values[name]) for name, code in _CODES.items() if name in values}
    if path := values.pop("content_file", None):
        values["content"] = _text(path)
    if "together" in values:
        values["together"] = tuple(ApplicantDraft(name=name) for name in values["together"])
    who = {name: values.pop(name) for name in _WHO if name in values}
    return replace(before, applicant=replace(before.applicant, **who), **values)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeError) as error:
        raise UserError(_UNREADABLE, {"file": path.name}, str(error)) from error


@command
@_fields
def add(place: Workplace, **typed: Any) -> Answer:
    """Register a request; tells its number and by when it must be answered."""
    draft = _given(typed, RequestDraft(arrived_on=place.today))
    year = (draft.arrived_on or place.today).year
    number = draft.number or place.ask(request_entry.upcoming, year)[0]
    work = partial(requests.register, draft=draft, today=place.today)
    uuid = place.change(requests.REGISTER, work, {"number": number})
    detail = place.ask(request_lists.opened, uuid, place.today)
    warnings = [problem.text for problem in request_problems(draft, place.today)]
    value: dict[str, Any] = {
        "uuid": uuid,
        "number": detail.row.number,
        "state": detail.row.state,
        "due_on": detail.row.due_on,
    }
    value |= {"provisional": detail.row.provisional, "next": detail.row.next_kind, "next_on": detail.row.next_on}
    shown = (_(_ADDED).format(number=detail.row.number), *ends(detail.case), *warnings)
    return Answer(value | {"warnings": warnings}, shown)


@command
@request_argument
@_fields
def edit(place: Workplace, request: str, **typed: Any) -> Answer:
    """Correct a request; an empty value clears a field, channel and day stand once a step was taken."""
    (uuid,) = found(place, [request])
    before = place.ask(request_lists.opened, uuid, place.today).draft
    draft = _given(typed, before)
    if draft == before:
        raise Misuse(_(_NOTHING))
    number = number_of(place, uuid)
    place.change(requests.EDIT, partial(requests.edit, uuid=uuid, draft=draft, today=place.today), {"number": number})
    warnings = [problem.text for problem in request_problems(draft, place.today)]
    return Answer({"uuid": uuid, "warnings": warnings}, (_(_EDITED).format(number=number_of(place, uuid)), *warnings))


@command
@request_argument
@argument("titles", nargs=-1, required=True, metavar="TITLE...")
def split(place: Workplace, request: str, titles: tuple[str, ...]) -> Answer:
    """Make one request of each matter of a letter; the first keeps the number."""
    (uuid,) = found(place, [request])
    work = partial(requests.split, uuid=uuid, titles=titles, today=place.today)
    made = place.change(requests.SPLIT, work, {"number": number_of(place, uuid)})
    numbers = [number_of(place, each) for each in made]
    told = _(_SPLIT).format(n=len(made), numbers="、".join(numbers))
    return Answer({"uuids": made, "numbers": numbers}, (told,))


@command
@ids_argument
def remove(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Take requests without any step to the recycle bin."""
    uuids = found(place, ids)
    n = place.change(requests.REMOVE, partial(requests.remove, uuids=uuids), {"n": len(uuids)})
    return Answer({"removed": uuids}, (_(_REMOVED).format(n=n),))
