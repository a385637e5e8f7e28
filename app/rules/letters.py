"""The letters of a case (文书): their kinds, the places in their words, what keeps one from going out, the remedies.

The words themselves stand in resources/letters and in the office's own versions; documents are Chinese, as the
standard of official documents is one for Chinese text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_
from app.rules.outcomes import NOT_CORRECTED, NOT_PAID, OLD_OUTCOMES, OUTCOMES, Route
from app.rules.privacy import NumberKind, find
from app.rules.problems import Problem
from app.rules.request_events import EventKind, PartyKind

BLANK = "＿＿"
"""What is not known; a letter that still holds it does not go out."""
REVIEW_FIRST_SINCE = date(2024, 1, 1)
"""《行政复议法》 as revised in 2023: before it a refusal could be sued over at once (day in force: from memory)."""
_PLACE = re.compile(r"\{([^{}\n]*)\}")


class LetterKind(StrEnum):
    """A kind of letter; the values stand in records and never change."""

    RECEIPT = "receipt"
    CORRECTION = "correction"
    REASON = "reason"
    EXTENSION = "extension"
    OPINION_THIRD = "opinion_third"
    OPINION_NOTICE = "opinion_notice"
    OPINION_REPLY = "opinion_reply"
    PUBLIC_INTEREST = "public_interest"
    OPINION_CO_AUTHOR = "opinion_co_author"
    ASSISTANCE = "assistance"
    FEE = "fee"
    REPLY = "reply"
    ABANDONED = "abandoned"
    PROACTIVE = "proactive"
    DELIVERY = "delivery"


LETTER_NAMES: Mapping[LetterKind, str] = MappingProxyType(
    {
        LetterKind.RECEIPT: N_("登记回执"),
        LetterKind.CORRECTION: N_("补正告知书"),
        LetterKind.REASON: N_("说明理由告知书"),
        LetterKind.EXTENSION: N_("延期答复告知书"),
        LetterKind.OPINION_THIRD: N_("征求意见书（第三方）"),
        LetterKind.OPINION_NOTICE: N_("征求意见告知书（申请人）"),
        LetterKind.OPINION_REPLY: N_("征求意见确认函"),
        LetterKind.PUBLIC_INTEREST: N_("依申请公开告知书（第三方）"),
        LetterKind.OPINION_CO_AUTHOR: N_("征求意见书（共同制作机关）"),
        LetterKind.ASSISTANCE: N_("协办函"),
        LetterKind.FEE: N_("收费通知书"),
        LetterKind.REPLY: N_("答复书"),
        LetterKind.ABANDONED: N_("不再处理告知书"),
        LetterKind.PROACTIVE: N_("转主动公开建议答复"),
        LetterKind.DELIVERY: N_("送达回证"),
    }
)


class Look(StrEnum):
    """How a letter stands on paper: as an official document (公文) or as a form to fill in."""

    DOCUMENT = "document"
    FORM = "form"


class Delivery(StrEnum):
    """How a letter reached the one it was for (送达方式)."""

    IN_PERSON = "in_person"
    MAIL = "mail"
    ELECTRONIC = "electronic"
    LEFT = "left"
    ANNOUNCED = "announced"


DELIVERY_NAMES: Mapping[Delivery, str] = MappingProxyType(
    {
        Delivery.IN_PERSON: N_("当面送达"),
        Delivery.MAIL: N_("邮寄送达"),
        Delivery.ELECTRONIC: N_("电子送达"),
        Delivery.LEFT: N_("留置送达"),
        Delivery.ANNOUNCED: N_("公告送达"),
    }
)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """The words of a letter, with places in braces; of a form each line is "name：value".

    `own`: the office wrote its own version. `note` tells what its words rest on and what of it nobody could check.
    """

    key: str
    kind: LetterKind
    title: str
    addressee: str
    body: str
    look: Look = Look.DOCUMENT
    note: str = ""
    own: bool = False


PLACES: Mapping[str, str] = MappingProxyType(
    {
        "申请人": N_("申请人的姓名或名称"),
        "称呼": N_("对自然人为“您”，对单位为“贵单位”"),
        "通信地址": N_("申请人的通信地址"),
        "申请编号": N_("申请的编号"),
        "申请事项": N_("申请什么信息"),
        "申请内容": N_("所需信息的内容描述"),
        "申请渠道": N_("申请是怎样提交的"),
        "提交日期": N_("提交或送达的日期"),
        "收到日期": N_("收到申请之日，期限由它算起"),
        "收到依据": N_("为什么这一天是收到申请之日"),
        "获取方式": N_("申请人要的形式"),
        "获取途径": N_("申请人要的送交途径"),
        "答复期限": N_("应当答复的最后一日"),
        "期限说明": N_("答复期限是怎样数出来的"),
        "原答复期限": N_("延期之前应当答复的最后一日"),
        "延长天数": N_("延长多少个工作日"),
        "补正内容": N_("需要补正什么"),
        "补正天数": N_("补正的工作日数"),
        "补正期限": N_("补正的最后一日"),
        "征求对象": N_("向谁征求意见或请谁协助"),
        "意见天数": N_("提出意见的工作日数"),
        "意见期限": N_("提出意见的最后一日"),
        "收费方式": N_("按件还是按量计收"),
        "收费数量": N_("页数，或当月第几件"),
        "收费标准": N_("按哪一档收费，收费标准里的原话"),
        "收费金额": N_("金额（元）"),
        "缴费期限": N_("缴费的最后一日"),
        "答复类型": N_("答复的类型"),
        "依据": N_("答复依据的条款"),
        "理由": N_("这一步写下的理由或说明"),
        "救济途径": N_("对答复不服怎么办，按答复类型和日期"),
        "复议机关": N_("行政复议机关，在设置里填写"),
        "法院": N_("有管辖权的人民法院，在设置里填写"),
        "通知日期": N_("补正告知书或者收费通知书的日期"),
        "送达文书": N_("已印发、要送达的文书和文号"),
        "受送达人": N_("文书送给谁"),
        "审核结果": N_("建议转主动公开的审核结果"),
        "审核说明": N_("审核结果的说明"),
        "单位": N_("本单位的名称"),
        "单位地址": N_("本单位的地址"),
        "单位电话": N_("本单位的电话"),
        "经办人": N_("这件申请的经办人"),
        "今日": N_("起草文书的日期"),
    }
)
"""The places a template may hold, with what stands there."""
FORM_WORDS = (
    N_("政府信息公开申请登记回执"),
    N_("征求意见确认函"),
    N_("送达回证"),
    N_("申请编号"),
    N_("申请人"),
    N_("申请事项"),
    N_("申请渠道"),
    N_("提交日期"),
    N_("收到申请之日"),
    N_("收到日期的依据"),
    N_("答复期限"),
    N_("获取信息的方式"),
    N_("获取信息的途径"),
    N_("受理单位"),
    N_("单位地址"),
    N_("联系电话"),
    N_("经办人（签名）"),
    N_("送达文书"),
    N_("受送达人"),
    N_("送达地址"),
    N_("送达方式"),
    N_("送达日期"),
    N_("送达人（签名）"),
    N_("受送达人（签名或盖章）"),
    N_("代收人（签名）及与受送达人的关系"),
    N_("备注"),
    N_("征求意见的单位"),
    N_("被征求意见人"),
    N_("意见"),
    N_("理由"),
    N_("提出意见的期限"),
    N_("签名或盖章"),
    N_("日期"),
    N_("□ 同意公开　　□ 不同意公开　　□ 部分同意公开"),
    N_("□ 当面　　□ 邮寄　　□ 电子　　□ 留置　　□ 公告"),
)
"""Titles, names and values in the forms that come with the program, so that a form can be said in Mongolian too."""

_K, _L, _P = EventKind, LetterKind, PartyKind
_OF_STEP: Mapping[EventKind, tuple[LetterKind, ...]] = MappingProxyType(
    {
        _K.CORRECTION_NOTICE: (_L.CORRECTION,),
        _K.CORRECTION_LAPSE: (_L.ABANDONED,),
        _K.EXTEND: (_L.EXTENSION,),
        _K.REASON_REQUEST: (_L.REASON,),
        _K.FEE_NOTICE: (_L.FEE,),
        _K.FEE_LAPSE: (_L.ABANDONED,),
        _K.REPLY: (_L.REPLY,),
    }
)
_OF_PARTY: Mapping[str, tuple[LetterKind, ...]] = MappingProxyType(
    {
        _P.THIRD_PARTY: (_L.OPINION_THIRD, _L.OPINION_REPLY, _L.OPINION_NOTICE),
        _P.CO_AUTHOR: (_L.OPINION_CO_AUTHOR,),
        _P.AGENCY: (_L.ASSISTANCE,),
    }
)
WITHOUT_STEP = frozenset({LetterKind.RECEIPT, LetterKind.PROACTIVE})
"""Letters about the request itself, not about one of its steps."""
TO_OTHERS = frozenset(
    {
        LetterKind.OPINION_THIRD,
        LetterKind.OPINION_REPLY,
        LetterKind.OPINION_CO_AUTHOR,
        LetterKind.ASSISTANCE,
        LetterKind.PUBLIC_INTEREST,
    }
)
"""Letters that do not go to the applicant: a receipt of delivery never names those of one to the other."""
REACHING = frozenset({LetterKind.OPINION_THIRD, LetterKind.OPINION_CO_AUTHOR, LetterKind.ASSISTANCE, LetterKind.FEE})
"""Letters from whose arrival a period runs (第三十二条, 第三十四条, 国办函〔2020〕109号 第六条)."""


def letter_of_step(kind: EventKind, party_kind: str = "", outcome: str = "") -> tuple[LetterKind, ...]:
    """The letters that belong to a step, the one to begin with first; none where the step needs none.

    Replies of the form of 2018 and before have no words here: such a case is entered after the fact.
    """
    if kind is EventKind.REPLY and outcome in OLD_OUTCOMES and outcome not in OUTCOMES:
        return ()
    return _OF_PARTY.get(party_kind, ()) if kind is EventKind.CONSULT_OUT else _OF_STEP.get(kind, ())


def steps_of(kind: LetterKind) -> tuple[EventKind, ...]:
    """The steps after which a letter of this kind is written; none: at any time."""
    if kind is LetterKind.PUBLIC_INTEREST:
        return (EventKind.REPLY,)
    if kind in {each for kinds in _OF_PARTY.values() for each in kinds}:
        return (EventKind.CONSULT_OUT,)
    return tuple(step for step, kinds in _OF_STEP.items() if kind in kinds)


def party_of(kind: LetterKind) -> str:
    """Who is consulted with a letter of this kind; empty for others."""
    return next((str(party) for party, kinds in _OF_PARTY.items() if kind in kinds), "")


_BY_BASIS = {("1", "36(1)"), ("4.1", "36(5)")}


def template_key(kind: LetterKind, outcome: str = "", basis: str = "") -> str:
    """Which template a letter is begun from; replies have one for each outcome, some for each basis."""
    if kind is LetterKind.ABANDONED:
        return f"{kind}-{NOT_PAID if outcome == NOT_PAID else NOT_CORRECTED}"
    if kind is LetterKind.REPLY:
        return f"{kind}-{outcome}-{basis}" if (outcome, basis) in _BY_BASIS else f"{kind}-{outcome}"
    return str(kind)


def places(text: str) -> list[str]:
    """The places named in a text, in their order."""
    return _PLACE.findall(text)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; what is not known becomes the blank."""
    return _PLACE.sub(lambda found: values.get(found[1], "") or BLANK, text)


_UNKNOWN = N_("模板里没有“{place}”这一项。花括号里只能写列出的项目，请改正或者删去花括号。")
_BRACE = N_("模板里有不成对的花括号，请检查每一处“{left}……{right}”。")
_NO_TITLE, _NO_BODY, _NO_ADDRESSEE = N_("请写标题。"), N_("请写正文。"), N_("请写明文书送给谁。")
_OPEN = N_("文书里还有空白“＿＿”没有填（共 {n} 处），填好或者删去后才能印发。")
_NUMBER = N_("文书里有证件号或者银行卡号，不能印发。请删去号码；公文里不需要它。")


def template_problems(title: str, body: str) -> list[Problem]:
    """What is wrong with a template as an office wrote it."""
    return [*_template("title", title, _NO_TITLE), *_template("body", body, _NO_BODY)]


def _template(field: str, text: str, missing: str) -> Iterator[Problem]:
    if not text.strip():
        yield Problem(field, missing)
    for place in dict.fromkeys(places(text)):
        if place not in PLACES:
            yield Problem(field, _UNKNOWN, {"place": f"{{{place}}}"})
    rest = _PLACE.sub("", text)
    if "{" in rest or "}" in rest:
        yield Problem(field, _BRACE, {"left": "{", "right": "}"})


def missing(title: str, body: str) -> list[Problem]:
    """That a letter has neither title nor text."""
    return [Problem(*each) for text, each in ((title, ("title", _NO_TITLE)), (body, ("body", _NO_BODY))) if not text]


def letter_problems(title: str, addressee: str, body: str) -> list[Problem]:
    """What keeps a letter in: an empty title, addressee or text, blanks, numbers that no letter needs."""
    texts, found = {"title": title, "addressee": addressee, "body": body}, missing(title, body)
    if not addressee:
        found.append(Problem("addressee", _NO_ADDRESSEE))
    for field, text in texts.items():
        if open_places := text.count(BLANK):
            found.append(Problem(field, _OPEN, {"n": open_places}))
        if any(hit.kind is not NumberKind.MOBILE for hit in find(text)):
            found.append(Problem(field, _NUMBER))
    return found


_BEFORE_2024 = (
    "如不服{什么}，可以自收到之日起60日内向{复议机关}申请行政复议，也可以自收到之日起6个月内向{法院}提起行政诉讼。"
)
_DIRECT = (
    "如不服{什么}，可以自收到之日起60日内向{复议机关}申请行政复议（《行政复议法》第二十条），"
    "也可以自收到之日起6个月内向{法院}提起行政诉讼（《行政诉讼法》第四十六条）。"
)
_REVIEW_FIRST = (
    "如不服{什么}，应当自收到之日起60日内先向{复议机关}申请行政复议（《行政复议法》第二十条、第二十三条第一款第（四）项）；"
    "对复议决定仍不服的，可以自收到复议决定书之日起15日内向{法院}提起行政诉讼（《行政诉讼法》第四十五条）。"
)
_REST = (
    "如不服其他部分，可以自收到之日起60日内向{复议机关}申请行政复议，也可以自收到之日起6个月内向{法院}提起行政诉讼"
    "（《行政诉讼法》第四十六条）。"
)
_REFUSED_PART = "其中不予公开的部分"
_DECISIONS: Mapping[LetterKind, str] = MappingProxyType(
    {LetterKind.ABANDONED: "本告知", LetterKind.PUBLIC_INTEREST: "本决定"}
)
DISCLOSED, PARTLY = "1", "2"
_REFUSAL = frozenset({"14", "15", "16(1)", "16(2)", "32"})


def remedy_route(outcome: str, on: date, basis: str = "") -> Route:
    """Which way an applicant must take against a reply of this day (《行政复议法》第二十三条第一款第（四）项).

    Review first holds for refusals under 第十四条 to 第十六条, also for the refused part of a partial disclosure.
    """
    known = OUTCOMES.get(outcome)
    other_ground = outcome == PARTLY and basis not in ("", "37") and basis not in _REFUSAL
    if on < REVIEW_FIRST_SINCE or known is None or other_ground:
        return Route.DIRECT
    return known.route


def remedy_words(kind: LetterKind, outcome: str, on: date, values: Mapping[str, str], basis: str = "") -> str:
    """The paragraph on remedies of a letter of this day, in Chinese; unknown authorities are blanks.

    To a third party the information is given, not refused: review first does not hold for it.
    """
    direct = kind is LetterKind.PUBLIC_INTEREST or remedy_route(outcome, on, basis) is Route.DIRECT
    partly = not direct and outcome == PARTLY
    if on < REVIEW_FIRST_SINCE:
        text = _BEFORE_2024
    elif direct:
        text = _DIRECT
    else:
        text = _REVIEW_FIRST + (_REST if partly else "")
    what = _REFUSED_PART if partly else _DECISIONS.get(kind, "本答复")
    return filled(text, {**values, "什么": what})


def form_lines(body: str) -> Iterable[tuple[str, str]]:
    """The lines of a form as name and value; a line without a name has an empty one."""
    for line in filter(None, map(str.strip, body.split("\n"))):
        name, colon, value = line.partition("：")
        yield (name.strip(), value.strip()) if colon else ("", line)
