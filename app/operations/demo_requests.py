"""Requests of the demonstration banner: two years of cases at every stage, letters, remedies, last year's report.

Everybody is invented. Days are counted back from `today`, so that something is always due.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.i18n import N_, _
from app.operations import calendars, demo_reports, requests
from app.rules.calendar import Calendar
from app.rules.request_events import EVENT_NAMES, Event, EventKind
from app.rules.requests import ApplicantDraft, ApplicantKind, Medium, RequestChannel, RequestDraft, RequestRoute
from app.store.database import Store

HEAD = "演示负责人"
_K, _C = EventKind, RequestChannel
_FILL = N_("登记演示旗的 {n} 件申请")


@dataclass(frozen=True)
class _Case:
    """A case: how many days ago it came, who asks what by which way, and its steps with days after arrival."""

    ago: int
    who: ApplicantDraft
    title: str
    topic: str
    channel: RequestChannel = _C.IN_PERSON
    steps: tuple[tuple[int, EventKind, dict[str, Any]], ...] = ()
    more: tuple[tuple[str, Any], ...] = ()


def _person(number: int) -> ApplicantDraft:
    return ApplicantDraft(
        ApplicantKind.PERSON, f"演示申请人{number:02d}", id_number="", phone=f"0470-00001{number:02d}",
        address=f"演示一苏木演示{number}号", postcode="000000",
    )  # fmt: skip


def _firm(kind: ApplicantKind, name: str) -> ApplicantDraft:
    return ApplicantDraft(kind, name, representative="演示代表人", phone="0470-0000200", address="演示旗演示街一号")


_SHOP = _firm(ApplicantKind.BUSINESS, "演示商贸有限公司")
_LAWYERS = _firm(ApplicantKind.LEGAL, "演示律师事务所")
_SCHOOL = _firm(ApplicantKind.RESEARCH, "演示草原研究所")
_SOCIETY = _firm(ApplicantKind.WELFARE, "演示助学协会")
_ROAD = ApplicantDraft(ApplicantKind.PERSON, "匿名", phone="0470-0000300")


def _reply(after: int, outcome: str, reason: str = "", **more: Any) -> tuple[int, EventKind, dict[str, Any]]:
    return after, _K.REPLY, {"outcome": outcome, "reason": reason, **more}


_OPEN: tuple[_Case, ...] = (
    _Case(3, _person(1), "2026年草畜平衡奖励发放依据", "草原补奖"),
    _Case(2, _person(2), "嘎查道路维修项目合同", "村务财务", _C.INTERNET),
    _Case(9, _SHOP, "工业园区土地出让公告", "土地征收", _C.SIGNED_MAIL),
    _Case(33, _person(14), "乡村公路养护资金安排", "财政预决算"),
    _Case(26, _person(3), "低保审核办法", "社会救助", _C.ORDINARY_MAIL, ((1, _K.CONFIRM, {}),)),
    _Case(
        16, _person(4), "所有补贴的文件", "草原补奖",
        steps=((6, _K.CORRECTION_NOTICE, {"reason": "请写明所需文件的名称、文号或者年份。"}),),
    ),
    _Case(
        20, _LAWYERS, "某企业环评报告", "生态环境",
        steps=(
            (4, _K.CONSULT_OUT, {"party": "演示矿业有限公司", "party_kind": "third_party", "reached": 6}),
            (7, _K.CONSULT_OUT, {"party": "演示生态环境分局", "party_kind": "agency", "reached": 8}),
        ),
    ),
    _Case(
        36, _SCHOOL, "2021—2025年草原监测数据", "生态环境",
        steps=((20, _K.EXTEND, {"days": 20, "person": HEAD, "reason": "数据涉及多个年度，需要整理核对。"}),),
        more=(("medium", Medium.ELECTRONIC), ("route", RequestRoute.EMAIL)),
    ),
    _Case(
        24, _person(5), "2025年度项目验收材料共268页", "重大建设项目",
        steps=((8, _K.FEE_NOTICE, {"method": "page", "quantity": 268, "amount_fen": 542_000, "reached": 10}),),
    ),
    _Case(
        14, _person(6), "征地补偿安置方案", "土地征收",
        steps=((3, _K.TRANSFER, {"party": "演示自然资源股"}),), more=(("suggests_proactive", True),),
    ),
)  # fmt: skip
_ENDED: tuple[_Case, ...] = (
    _Case(40, _person(7), "2026年惠民政策清单", "惠民政策", steps=(_reply(5, "1", basis="36(1)"),)),
    _Case(75, _SOCIETY, "助学金发放情况", "义务教育", steps=(_reply(12, "2", "名单中的个人信息不予公开。"),)),
    _Case(
        110, _SHOP, "招标评审专家名单", "公共资源交易", _C.INTERNET,
        ((1, _K.CONFIRM, {}), _reply(20, "3.4", "涉及第三方个人隐私，第三方不同意公开。")),
    ),
    _Case(130, _person(8), "班子会议记录", "机构职能", steps=(_reply(15, "3.6", "属于讨论记录，为过程性信息。"),)),
    _Case(150, _person(9), "1987年草场划分图", "草原补奖", steps=(_reply(24, "4.1", "经检索，没有保存该信息。"),)),
    _Case(
        170, _LAWYERS, "房屋产权登记查询", "行政查询", _C.FAX,
        ((0, _K.CONFIRM, {}), _reply(8, "3.8", "请按不动产登记资料查询办法办理。")),
    ),
    _Case(
        185, _person(10), "有关材料", "其他",
        steps=((5, _K.CORRECTION_NOTICE, {"reason": "请写明所需信息。"}), (40, _K.CORRECTION_LAPSE, {})),
    ),
    _Case(200, _person(11), "反映邻里草场纠纷", "信访", steps=(_reply(9, "5.1", "请向信访部门反映。"),)),
    _Case(215, _person(1), "2026年草畜平衡奖励发放依据", "草原补奖", steps=(_reply(6, "5.2", "此前已经答复。"),)),
    _Case(240, _person(12), "扶持资金使用情况", "财政预决算", steps=((2, _K.WITHDRAW, {"reason": "申请人已查到。"}),)),
    _Case(260, _SCHOOL, "水质监测月报", "生态环境", steps=(_reply(18, "1", basis="36(2)"),)),
    _Case(300, _person(13), "危房改造名单", "农村危房改造", steps=(_reply(20, "2", "身份证号、联系方式不予公开。"),)),
)  # fmt: skip


def fill(store: Store, today: date) -> int:
    """Enter the cases by the roads a clerk takes; returns how many."""
    with store.read() as session:
        known = calendars.calendar(session)
    cases = [*_last_year(today), *sorted((*_ENDED, *_OPEN), key=lambda case: -case.ago)]
    for case in cases:
        _enter(store, case, today, known)
    demo_reports.fill(store, today, known)
    return len(cases)


def _last_year(today: date) -> Sequence[_Case]:
    """Cases of the year before, the last of which was carried over."""
    outcomes = ("1", "1", "2", "4.1", "5.1", "1", "3.6", "6.3")
    first = (today - date(today.year - 1, 2, 9)).days
    made = [
        _Case(
            first - 34 * number, _person(20 + number), f"演示文件第{number + 1}号", "惠民政策",
            steps=(_reply(11, outcome, "演示理由。"),),
        )
        for number, outcome in enumerate(outcomes)
    ]  # fmt: skip
    late = (today - date(today.year - 1, 12, 22)).days
    return [*made, _Case(late, _SHOP, "跨年度的项目清单", "重大建设项目", steps=(_reply(18, "1"),))]


def _enter(store: Store, case: _Case, today: date, known: Calendar) -> None:
    arrived = min(known.next_working(today - timedelta(case.ago)), today)
    draft = RequestDraft(
        case.who, channel=case.channel, arrived_on=arrived, title=case.title, content=f"{case.title}的全文。",
        topic=case.topic, handler="演示甲",
    )  # fmt: skip
    draft = replace(draft, **dict(case.more))
    register = partial(requests.register, draft=draft, today=today)
    uuid, _changed = store.change(requests.REGISTER, register, {"number": ""})
    for after, kind, values in case.steps:
        on = known.next_working(arrived + timedelta(after))
        if on > today:
            continue
        told = {key: value for key, value in values.items() if key != "reached"}
        reached = known.next_working(arrived + timedelta(values["reached"])) if "reached" in values else None
        event = Event(kind, on, reached_on=reached, **told)
        _step(store, uuid, event, today)


def _step(store: Store, uuid: str, event: Event, today: date) -> None:
    work: Callable[..., str] = partial(requests.step, uuid=uuid, event=event, today=today)
    store.change(requests.STEP, work, {"number": "", "step": _(EVENT_NAMES[event.kind])})
