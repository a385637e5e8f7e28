"""The way of an item: to review, through the five gates, to the public and back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.cli.answers import Answer
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import Appearance, ChannelAt, OneOf
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import disclosure_lists, disclosures, references
from app.rules.channels import Channel
from app.rules.disclosures import STATUS_NAMES, ChannelDraft, Gate, GateAnswer

_SUBMITTED = N_("已提交 {n} 条审核。")
_RECALLED = N_("已收回 {n} 条。")
_REVIEWED = N_("“{name}”审核完毕，现为：{status}。")
_PUBLISHED = N_("已登记 {n} 条的公开渠道。")
_WITHDRAWN = N_("已撤下 {n} 条。")
_REPUBLISHED = N_("已恢复公开 {n} 条。")
_REMOVED = N_("已删除 {n} 条，可用 iltod undo 找回。")
_FAIL_FORM = N_("--fail 请写成 关=理由，例如 --fail wording=标题有错字。关的代码：{gates}")

ids_argument = argument("ids", nargs=-1, required=True, metavar="ID...")
channel_option = option(
    "--channel",
    "channels",
    multiple=True,
    type=ChannelAt(Channel),
    help=N_("渠道=公开日期=网址或地点，可写多次；不写日期就是今天。"),
)


def found(place: Workplace, ids: Sequence[str]) -> list[str]:
    """The items meant, each once."""
    return list(dict.fromkeys(place.ask(references.disclosure, text) for text in ids))


def events_of(place: Workplace, channels: Sequence[Appearance]) -> list[ChannelDraft]:
    """The appearances typed, as the register takes them."""
    return [ChannelDraft(each.channel, each.on or place.today, each.place) for each in channels]


def _moved(
    place: Workplace, ids: Sequence[str], title: str, work: Callable[..., int], told: str, **more: Any
) -> Answer:
    uuids = found(place, ids)
    n = place.change(title, partial(work, uuids=uuids, **more), {"n": len(uuids)})
    return Answer({"uuids": uuids}, (_(told).format(n=n),))


@command
@ids_argument
def submit(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Send items to review."""
    return _moved(place, ids, disclosures.SUBMIT, disclosures.submit, _SUBMITTED)


@command
@ids_argument
def recall(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Take items back from review."""
    return _moved(place, ids, disclosures.RECALL, disclosures.recall, _RECALLED)


@command
@ids_argument
@channel_option
def publish(place: Workplace, ids: tuple[str, ...], channels: tuple[Appearance, ...]) -> Answer:
    """Enter where and when items appeared."""
    more = {"events": events_of(place, channels), "today": place.today}
    return _moved(place, ids, disclosures.PUBLISH, disclosures.publish, _PUBLISHED, **more)


@command
@ids_argument
@option("--reason", required=True, help=N_("理由，会留在台账里。"))
def withdraw(place: Workplace, ids: tuple[str, ...], reason: str) -> Answer:
    """Take published items down."""
    more = {"reason": reason, "today": place.today}
    return _moved(place, ids, disclosures.WITHDRAW, disclosures.withdraw, _WITHDRAWN, **more)


@command
@ids_argument
def republish(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Put withdrawn items back."""
    return _moved(place, ids, disclosures.REPUBLISH, disclosures.republish, _REPUBLISHED)


@command
@ids_argument
def remove(place: Workplace, ids: tuple[str, ...]) -> Answer:
    """Take items that were never public to the recycle bin."""
    return _moved(place, ids, disclosures.REMOVE, disclosures.remove, _REMOVED)


@command
@argument("item", metavar="ID")
@option("--pass", "passed", multiple=True, type=OneOf(Gate), help=N_("这一关通过，可写多次。"))
@option("--pass-all", is_flag=True, help=N_("其余各关都通过。"))
@option("--fail", "failed", multiple=True, metavar="GATE=REASON", help=N_("这一关不通过及理由，可写多次。"))
@option("--reviewer", default="", help=N_("审核人，默认是 --person。"))
def review(
    place: Workplace, item: str, passed: tuple[str, ...], pass_all: bool, failed: tuple[str, ...], reviewer: str
) -> Answer:
    """Enter what was said at the five gates."""
    (uuid,) = found(place, [item])
    refused = dict(_refusal(text) for text in failed)
    through = [gate for gate in Gate if gate not in refused and (pass_all or gate in passed)]
    answers = [GateAnswer(gate, True) for gate in through] + [GateAnswer(g, False, why) for g, why in refused.items()]
    name = place.ask(disclosure_lists.opened, uuid, place.today).row.title
    work = partial(disclosures.review, uuid=uuid, answers=answers, reviewer=reviewer or place.person, now=place.now)
    status = place.change(disclosures.REVIEW, work, {"name": name})
    return Answer({"uuid": uuid, "status": status}, (_(_REVIEWED).format(name=name, status=_(STATUS_NAMES[status])),))


def _refusal(text: str) -> tuple[Gate, str]:
    gate, _equals, why = text.partition("=")
    if gate not in list(Gate):
        raise Misuse(_(_FAIL_FORM).format(gates="、".join(Gate)))
    return Gate(gate), why
