"""The steps of a case: taken one after another, the last one taken back."""

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import click

from app.cli.answers import Answer
from app.cli.commands import argument, command, option
from app.cli.kinds import Day, OneOf, Whole
from app.cli.requests.filters import found, number_of, request_argument
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import references, request_lists, requests
from app.rules.request_days import ends, event_words
from app.rules.request_events import EVENT_NAMES, Event, EventKind, FeeMethod, PartyKind

_TAKEN = N_("申请 {number}：{step}，{on}。")
_TAKEN_BACK = N_("已撤回申请 {number} 的上一步。")
_STATE = N_("状态：{state}")
_NOT_YUAN = N_("“{text}”不是以元为单位的金额，请写成 380 或者 380.50 这样。")
_AGREES = {"yes": True, "no": False}


class Yuan(click.ParamType[int]):
    """An amount in yuan, as fen."""

    name = "yuan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read the amount."""
        try:
            fen = Decimal(str(value)) * 100
        except InvalidOperation:
            fen = Decimal("NaN")
        if not fen.is_finite() or fen % 1:
            self.fail(_(_NOT_YUAN).format(text=value), param, ctx)
        return int(fen)


@command
@request_argument
@argument("kind", type=OneOf(EventKind))
@option("--on", type=Day(), help=N_("日期，默认今天。"))
@option("--reached", "reached_on", type=Day(), help=N_("文书送达的日期，征求意见和缴费的期限从它算起。"))
@option("--days", type=Whole(1), help=N_("延长几个工作日，或者补正期限几个工作日。"))
@option("--party", default="", help=N_("向谁征求意见，转交谁承办。"))
@option("--party-kind", type=OneOf(PartyKind), help=N_("第三方、共同制作机关或者其他机关。"))
@option("--answers", default="", metavar="ID", help=N_("这是哪一份征求意见的结果；只有一份时不用写。"))
@option("--agrees", type=OneOf(_AGREES), help=N_("对方同意（yes）或者不同意（no）公开。"))
@option("--outcome", default="", help=N_("答复类型的代码，例如 3.4；用 iltod requests outcomes 查看。"))
@option("--basis", default="", help=N_("依据的条款，例如 15。"))
@option("--reason", default="", help=N_("理由，或者需要补正的内容。"))
@option("--method", type=OneOf(FeeMethod), help=N_("按件（item）或者按量（page）计收。"))
@option("--pages", "quantity", type=Whole(1), help=N_("页数，或者本月第几件。"))
@option("--amount", "amount_fen", type=Yuan(), help=N_("应收金额（元）。"))
@option("--document", "document_number", default="", help=N_("文号。"))
@option("--by", "person", default="", help=N_("经手人；延期时是同意延期的负责人。"))
def event(place: Workplace, request: str, kind: str, on: date | None, answers: str, **typed: Any) -> Answer:
    """Take the next step of a case; a refusal says why, and what deserves a second look is told."""
    (uuid,) = found(place, [request])
    values = {name: value for name, value in typed.items() if value is not None}
    if "agrees" in values:
        values["agrees"] = _AGREES[values["agrees"]]
    if answers:
        values["answers"] = place.ask(references.step, answers)
    step, number = Event(EventKind(kind), on or place.today, **values), number_of(place, uuid)
    warnings = [problem.text for problem in place.ask(requests.step_problems, uuid, step, place.today)]
    told = {"number": number, "step": _(EVENT_NAMES[step.kind])}
    made = place.change(requests.STEP, partial(requests.step, uuid=uuid, event=step, today=place.today), told)
    row, case = _opened(place, uuid)
    value: dict[str, Any] = {"uuid": made, "request": uuid, "number": number, "state": row.state, "due_on": row.due_on}
    value |= {"next": row.next_kind, "next_on": row.next_on, "outcome": row.outcome, "warnings": warnings}
    first = _(_TAKEN).format(number=number, step=event_words(step), on=step.on.isoformat())
    return Answer(value, (first, _(_STATE).format(state=row.state_name), *ends(case), *warnings))


def _opened(place: Workplace, uuid: str) -> tuple[request_lists.RequestRow, Any]:
    detail = place.ask(request_lists.opened, uuid, place.today)
    return detail.row, detail.case


@command
@request_argument
def take_back(place: Workplace, request: str) -> Answer:
    """Take the last step of a case off again."""
    (uuid,) = found(place, [request])
    number = number_of(place, uuid)
    place.change(requests.TAKE_BACK, partial(requests.take_back, uuid=uuid), {"number": number})
    row, case = _opened(place, uuid)
    shown = (_(_TAKEN_BACK).format(number=number), _(_STATE).format(state=row.state_name), *ends(case))
    return Answer({"request": uuid, "number": number, "state": row.state, "due_on": row.due_on}, shown)
