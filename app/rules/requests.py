"""Requests for information (依申请公开): who may ask, what a request must say, by which way it comes in.

《政府信息公开条例》第二十九条 tells what a request contains, 第三十一条 on which day it counts as received; the case is
told by rules/request_clock.py.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_, _
from app.rules.privacy import NumberKind, find, id_problem
from app.rules.problems import Problem


class ApplicantKind(StrEnum):
    """Who asks: a natural person or one of the five kinds of organisation of table 3."""

    PERSON = "person"
    BUSINESS = "business"
    RESEARCH = "research"
    WELFARE = "welfare"
    LEGAL = "legal"
    OTHER = "other"


APPLICANT_NAMES: Mapping[ApplicantKind, str] = MappingProxyType(
    {
        ApplicantKind.PERSON: N_("自然人"),
        ApplicantKind.BUSINESS: N_("商业企业"),
        ApplicantKind.RESEARCH: N_("科研机构"),
        ApplicantKind.WELFARE: N_("社会公益组织"),
        ApplicantKind.LEGAL: N_("法律服务机构"),
        ApplicantKind.OTHER: N_("其他组织"),
    }
)


class IdKind(StrEnum):
    """Proof of identity (身份证明)."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    CREDIT_CODE = "credit_code"
    OTHER = "other"


ID_NAMES: Mapping[IdKind, str] = MappingProxyType(
    {
        IdKind.ID_CARD: N_("居民身份证"),
        IdKind.PASSPORT: N_("护照或通行证"),
        IdKind.CREDIT_CODE: N_("统一社会信用代码"),
        IdKind.OTHER: N_("其他证件"),
    }
)


class RequestChannel(StrEnum):
    """How a request comes in; it decides which day counts as that of receipt (第三十一条)."""

    IN_PERSON = "in_person"
    SIGNED_MAIL = "signed_mail"
    ORDINARY_MAIL = "ordinary_mail"
    INTERNET = "internet"
    FAX = "fax"


REQUEST_CHANNEL_NAMES: Mapping[RequestChannel, str] = MappingProxyType(
    {
        RequestChannel.IN_PERSON: N_("当面提交"),
        RequestChannel.SIGNED_MAIL: N_("邮寄（需签收）"),
        RequestChannel.ORDINARY_MAIL: N_("平常信函"),
        RequestChannel.INTERNET: N_("互联网"),
        RequestChannel.FAX: N_("传真"),
    }
)
RECEIPT_RULES: Mapping[RequestChannel, str] = MappingProxyType(
    {
        RequestChannel.IN_PERSON: N_("提交之日为收到申请之日（《政府信息公开条例》第三十一条第（一）项）。"),
        RequestChannel.SIGNED_MAIL: N_("签收之日为收到申请之日（《政府信息公开条例》第三十一条第（二）项）。"),
        RequestChannel.ORDINARY_MAIL: N_(
            "收到信函的当日与申请人确认，确认之日为收到申请之日（《政府信息公开条例》第三十一条第（二）项）。"
        ),
        RequestChannel.INTERNET: N_("双方确认之日为收到申请之日（《政府信息公开条例》第三十一条第（三）项）。"),
        RequestChannel.FAX: N_("双方确认之日为收到申请之日（《政府信息公开条例》第三十一条第（三）项）。"),
    }
)
CONFIRMED = frozenset({RequestChannel.ORDINARY_MAIL, RequestChannel.INTERNET, RequestChannel.FAX})
"""Channels whose clock starts only when the applicant was reached."""


class Medium(StrEnum):
    """In which form the information is wanted (获取信息的方式)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    READING = "reading"
    OTHER = "other"


MEDIUM_NAMES: Mapping[Medium, str] = MappingProxyType(
    {
        Medium.PAPER: N_("纸质"),
        Medium.ELECTRONIC: N_("电子数据"),
        Medium.READING: N_("现场查阅"),
        Medium.OTHER: N_("其他方式"),
    }
)


class RequestRoute(StrEnum):
    """By which way it is to be sent (获取信息的途径)."""

    MAIL = "mail"
    EMAIL = "email"
    IN_PERSON = "in_person"
    INTERNET = "internet"
    FAX = "fax"


ROUTE_NAMES: Mapping[RequestRoute, str] = MappingProxyType(
    {
        RequestRoute.MAIL: N_("邮寄"),
        RequestRoute.EMAIL: N_("电子邮件"),
        RequestRoute.IN_PERSON: N_("当面领取"),
        RequestRoute.INTERNET: N_("网上获取"),
        RequestRoute.FAX: N_("传真"),
    }
)


class Proactive(StrEnum):
    """Whether what was asked for should be published for all (转主动公开, 第四十四条)."""

    NONE = ""
    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    DECLINED = "declined"


PROACTIVE_NAMES: Mapping[Proactive, str] = MappingProxyType(
    {
        Proactive.NONE: N_("未提出"),
        Proactive.SUGGESTED: N_("建议转主动公开"),
        Proactive.ACCEPTED: N_("已转主动公开"),
        Proactive.DECLINED: N_("审核后不转"),
    }
)


@dataclass(frozen=True, slots=True)
class ApplicantDraft:
    """Who asks, as it is entered; all of it private."""

    kind: ApplicantKind = ApplicantKind.PERSON
    name: str = ""
    id_kind: IdKind = IdKind.ID_CARD
    id_number: str = ""
    representative: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""

    @property
    def identity(self) -> str:
        """Who counts as the same applicant: the identity number, else name with phone, else the name alone."""
        number = re.sub(r"\W", "", self.id_number).upper()
        return number or "/".join(filter(None, (self.name.strip(), re.sub(r"\D", "", self.phone))))


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as it is entered; `arrived_on` is the day it was handed in, signed for, or came in by net or fax.

    `number` empty: the next of the office's pattern. `letter_uuid`: the letter it was split from, empty for a letter
    of its own. `together` are those who ask jointly with the applicant.
    """

    applicant: ApplicantDraft = field(default_factory=ApplicantDraft)
    together: tuple[ApplicantDraft, ...] = ()
    channel: RequestChannel = RequestChannel.IN_PERSON
    arrived_on: date | None = None
    title: str = ""
    content: str = ""
    purpose: str = ""
    medium: Medium = Medium.PAPER
    route: RequestRoute = RequestRoute.MAIL
    topic: str = ""
    handler: str = ""
    external_number: str = ""
    number: str = ""
    letter_uuid: str = ""
    suggests_proactive: bool = False
    note: str = ""


REQUEST_FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "number": N_("申请编号"),
        "applicant_kind": N_("申请人类别"),
        "applicant": N_("申请人"),
        "id_kind": N_("证件种类"),
        "id_number": N_("证件号码"),
        "representative": N_("法定代表人或代理人"),
        "phone": N_("联系电话"),
        "email": N_("电子邮箱"),
        "address": N_("通信地址"),
        "postcode": N_("邮政编码"),
        "together": N_("共同申请人"),
        "channel": N_("申请渠道"),
        "arrived_on": N_("提交或送达日期"),
        "title": N_("申请事项"),
        "content": N_("所需信息的内容描述"),
        "purpose": N_("用途"),
        "medium": N_("获取信息的方式"),
        "route": N_("获取信息的途径"),
        "topic": N_("主题"),
        "handler": N_("经办人"),
        "external_number": N_("外部系统编号"),
        "suggests_proactive": N_("建议转主动公开"),
        "note": N_("备注"),
    }
)
_NO_PROOF = N_("没有身份证明：可以先登记，再用补正告知书一次告知申请人（《政府信息公开条例》第二十九条、第三十条）。")
_NO_CONTACT = N_("没有联系方式：可以先登记，再用补正告知书一次告知申请人（《政府信息公开条例》第二十九条、第三十条）。")
_NUMBER_IN_WORDS = N_("“{field}”里有证件号或者银行卡号。证件号请只写在“证件号码”里，文书和台账上不应出现。")
_NO_DESCRIPTION = N_(
    "没有写信息的名称、文号或者其他特征描述：可以先登记，再用补正告知书一次告知申请人"
    "（《政府信息公开条例》第二十九条、第三十条）。"
)


def request_problems(draft: RequestDraft, today: date) -> list[Problem]:
    """What keeps a request from being registered; what 第二十九条 asks for and is missing is a warning.

    Such a request is registered, and the applicant told once what to supply (第三十条).
    """
    return [*_must(draft, today), *_lacking(draft), *_shapes(draft)]


def _must(draft: RequestDraft, today: date) -> Iterator[Problem]:
    if not draft.applicant.name.strip():
        yield Problem("applicant", N_("请填写申请人的姓名或名称；匿名的来信请写“匿名”。"))
    if not draft.title.strip():
        yield Problem("title", N_("请用一句话写明申请什么信息。"))
    if draft.arrived_on is None:
        yield Problem("arrived_on", N_("请填写提交或送达日期，期限由它算起。"))
    elif draft.arrived_on > today:
        values = {"day": draft.arrived_on.isoformat()}
        yield Problem("arrived_on", N_("提交或送达日期 {day} 晚于今天，请核对。"), values)


def _lacking(draft: RequestDraft) -> Iterator[Problem]:
    who = draft.applicant
    if not who.id_number.strip():
        yield Problem("id_number", _NO_PROOF, warning=True)
    if not (who.phone or who.email or who.address).strip():
        yield Problem("phone", _NO_CONTACT, warning=True)
    if not draft.content.strip():
        yield Problem("content", _NO_DESCRIPTION, warning=True)


def _shapes(draft: RequestDraft) -> Iterator[Problem]:
    for each in (draft.applicant, *draft.together):
        problem = id_problem(each.id_number) if each.id_kind is IdKind.ID_CARD else None
        if problem:
            yield problem._replace(warning=True)
    words = {"applicant": "、".join(each.name for each in (draft.applicant, *draft.together)), "title": draft.title}
    for name, text in words.items():
        if any(hit.kind is not NumberKind.MOBILE for hit in find(text)):
            yield Problem(name, _NUMBER_IN_WORDS, {"field": _(REQUEST_FIELD_NAMES[name])}, warning=True)
    if any(not each.name.strip() for each in draft.together):
        yield Problem("together", N_("共同申请人里有没写姓名的，请写上或删去。"))
