"""What each step of a case asks for: its fields, what is filled in already, and the event they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from app.i18n import N_
from app.rules.problems import Problem
from app.rules.request_clock import MOST_EXTENSION, Case
from app.rules.request_events import METHOD_NAMES, PARTY_NAMES, Event, EventKind, FeeMethod
from app.ui.requests.outcome_field import OutcomeField
from app.ui.widgets.fields import FieldSpec

Values = Mapping[str, Any]
YES, NO = "yes", "no"
AGREES: Mapping[str, bool] = MappingProxyType({YES: True, NO: False})
_LARGEST = Decimal(10_000_000)  # yuan
_REACHED = FieldSpec("reached_on", N_("送达日期"), "date", N_("还没有送达的先空着"))
_NUMBER = FieldSpec("document_number", N_("文号"), "line", N_("在本程序里印发文书的，自动填写"))
_NOTE = FieldSpec("reason", N_("备注"), "text", lines=2)
_ANSWERS = FieldSpec("answers", N_("哪一份征求意见"), "choice", required=True)


def _on(label: str) -> FieldSpec:
    return FieldSpec("on", label, "date", required=True)


def _text(label: str, required: bool = True) -> FieldSpec:
    return FieldSpec("reason", label, "text", required=required, lines=3)


FIELDS: Mapping[EventKind, tuple[FieldSpec, ...]] = MappingProxyType(
    {
        EventKind.CONFIRM: (_on(N_("确认日期")), FieldSpec("person", N_("确认人")), _NOTE),
        EventKind.CORRECTION_NOTICE: (
            _text(N_("需要补正的内容")),
            FieldSpec("days", N_("补正期限（工作日）"), "number", required=True),
            _on(N_("告知日期")),
            _REACHED,
            _NUMBER,
        ),
        EventKind.CORRECTED: (_on(N_("收到补正的日期")), _NOTE),
        EventKind.CORRECTION_LAPSE: (_on(N_("办结日期")), _NOTE),
        EventKind.CONSULT_OUT: (
            FieldSpec("party_kind", N_("向谁征求意见"), "choice", required=True, options=tuple(PARTY_NAMES.items())),
            FieldSpec("party", N_("名称"), required=True),
            _on(N_("发出日期")),
            _REACHED,
            _text(N_("征求意见的内容"), required=False),
            _NUMBER,
        ),
        EventKind.CONSULT_IN: (
            _ANSWERS,
            FieldSpec(
                "agrees", N_("意见"), "choice",
                options=(("", N_("未表明")), (YES, N_("同意公开")), (NO, N_("不同意公开"))),
            ),
            _on(N_("收到日期")),
            _text(N_("意见和理由"), required=False),
        ),
        EventKind.CONSULT_LAPSE: (_ANSWERS, _on(N_("登记日期")), _NOTE),
        EventKind.EXTEND: (
            FieldSpec("days", N_("延长几个工作日"), "number", required=True),
            FieldSpec("person", N_("同意延期的机构负责人"), required=True),
            _on(N_("告知申请人的日期")),
            _text(N_("延期的理由"), required=False),
            _REACHED,
            _NUMBER,
        ),
        EventKind.REASON_REQUEST: (_text(N_("要求说明什么"), required=False), _on(N_("告知日期")), _REACHED, _NUMBER),
        EventKind.REASON_IN: (_on(N_("收到日期")), _text(N_("申请人说明的理由"), required=False)),
        EventKind.FEE_NOTICE: (
            FieldSpec("method", N_("计收方式"), "choice", required=True, options=tuple(METHOD_NAMES.items())),
            FieldSpec("quantity", N_("页数"), "number"),
            FieldSpec("amount_fen", N_("金额（元）"), required=True),
            _on(N_("发出日期")),
            _REACHED,
            _NUMBER,
        ),
        EventKind.PAID: (_on(N_("缴费日期")), FieldSpec("document_number", N_("票据号")), _NOTE),
        EventKind.FEE_LAPSE: (_on(N_("办结日期")), _NOTE),
        EventKind.TRANSFER: (FieldSpec("party", N_("转给谁办"), required=True), _on(N_("转交日期")), _NOTE),
        EventKind.REPLY: (
            FieldSpec("outcome", N_("答复类型"), required=True, make=OutcomeField),
            FieldSpec("basis", N_("依据的条款"), "choice"),
            _text(N_("理由"), required=False),
            _on(N_("答复日期")),
            _REACHED,
            _NUMBER,
        ),
        EventKind.WITHDRAW: (_on(N_("撤回日期")), _NOTE),
        EventKind.ARCHIVE: (
            _on(N_("归档日期")), FieldSpec("document_number", N_("档号")), FieldSpec("person", N_("归档人")),
        ),
    }
)  # fmt: skip
SAID: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.CONFIRM: N_(
            "与申请人确认之日为收到申请之日，期限从第二天起算（第三十一条）。电话联系的经过写在备注里。"
        ),
        EventKind.CORRECTION_NOTICE: N_(
            "收到申请之日起7个工作日内一次性告知：补正什么、什么时候补正（第三十条）。"
            "补正期间不计算答复期限，收到补正后重新计算。"
        ),
        EventKind.CORRECTED: N_("收到补正材料之日起，答复期限重新计算（第三十条）。"),
        EventKind.CORRECTION_LAPSE: N_("申请人无正当理由逾期不补正的，视为放弃申请，不再处理（第三十条）。"),
        EventKind.CONSULT_OUT: N_(
            "第三方和共同制作机关从收到征求意见书之日起15个工作日内提出意见（第三十二条、第三十四条）。"
            "可以同时征求几方的意见，重叠的日子只扣一次。"
        ),
        EventKind.CONSULT_IN: N_("征求意见所需时间不计入答复期限（第三十三条）。"),
        EventKind.CONSULT_LAPSE: N_(
            "第三方逾期未提出意见的，由本机关决定是否公开（第三十二条）；共同制作机关逾期未提出意见的，视为同意公开（第三十四条）。"
        ),
        EventKind.EXTEND: N_(
            "须经政府信息公开工作机构负责人同意并告知申请人，延长合计不超过20个工作日（第三十三条）。"
        ),
        EventKind.REASON_REQUEST: N_("申请的数量、频次明显超过合理范围的，可以要求申请人说明理由（第三十五条）。"),
        EventKind.REASON_IN: N_(
            "理由不合理的，告知不予处理；理由合理但不能按期答复的，可以延期并告知申请人（第三十五条）。"
        ),
        EventKind.FEE_NOTICE: N_("同一件申请只用一种计收方式；不需要缴费的，不用发收费通知（国办函〔2020〕109号）。"),
        EventKind.PAID: N_("缴费以后答复期限怎么算，是本单位的一项设置，见“期限”。"),
        EventKind.FEE_LAPSE: N_(
            "申请人逾期未按收费通知要求缴费的，视为放弃申请，不再处理（国办函〔2020〕109号第六条）。"
        ),
        EventKind.TRANSFER: N_("转给本机关内部的承办科室或者经办人，不影响期限。"),
        EventKind.REPLY: N_("每件申请只有一种答复类型，就是年度报告里的那一栏。"),
        EventKind.WITHDRAW: N_("申请人主动撤回的，按“其他处理”计入年度报告。"),
        EventKind.ARCHIVE: N_("文书和附件齐全后归档，归档后不能再登记别的步骤。"),
    }
)
_NO_DAY = N_("请填写日期。")
_BAD_AMOUNT = N_("看不懂金额“{text}”，请写成 380 或 380.50 的样子。")


def usual(kind: EventKind, case: Case, today: date, person: str, correction_days: int) -> dict[str, Any]:
    """What stands in the fields of a step before anybody typed."""
    values: dict[EventKind, dict[str, Any]] = {
        EventKind.CONFIRM: {"person": person},
        EventKind.ARCHIVE: {"person": person},
        EventKind.CORRECTION_NOTICE: {"days": correction_days},
        EventKind.EXTEND: {"days": MOST_EXTENSION - case.extended_days},
        EventKind.FEE_NOTICE: {"method": FeeMethod.ITEM},
    }
    return {"on": today, **values.get(kind, {})}


def fen_of(text: str) -> int | None:
    """An amount typed in yuan, in fen; None where it is none."""
    try:
        amount = Decimal(text.replace(",", "").replace("，", "").removesuffix("元").strip())
    except InvalidOperation:
        return None
    return int((amount * 100).to_integral_value()) if amount.is_finite() and 0 <= amount < _LARGEST else None


def event_of(kind: EventKind, values: Values, today: date) -> Event:
    """The step that these fields tell; without a day it is of today."""
    return Event(
        kind,
        values["on"] or today,
        reached_on=values.get("reached_on"),
        days=values.get("days"),
        party_kind=values.get("party_kind") or "",
        party=values.get("party") or "",
        answers=values.get("answers") or "",
        agrees=AGREES.get(values.get("agrees") or ""),
        outcome=values.get("outcome") or "",
        basis=values.get("basis") or "",
        method=values.get("method") or "",
        quantity=values.get("quantity"),
        amount_fen=fen_of(values["amount_fen"]) if values.get("amount_fen") else None,
        reason=values.get("reason") or "",
        document_number=values.get("document_number") or "",
        person=values.get("person") or "",
    )


def unread(values: Values) -> Iterator[Problem]:
    """What is missing or cannot be read in fields that the rules never see as they were typed."""
    if values["on"] is None:
        yield Problem("on", _NO_DAY)
    if (typed := values.get("amount_fen")) and fen_of(typed) is None:
        yield Problem("amount_fen", _BAD_AMOUNT, {"text": typed})
