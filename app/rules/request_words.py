"""What offices write in their own ledgers of requests, read as channel, kind of applicant and outcome.

The words are those of the forms of 2018 and 2021 with or without their numbering, and of everyday speech; what could
mean several things is not guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from app.rules.outcomes import FIRST_YEAR, NOT_CORRECTED, NOT_PAID, OLD_OUTCOMES, OUTCOMES, WITHDRAWN, outcomes_of
from app.rules.request_events import PartyKind
from app.rules.requests import ApplicantKind, IdKind, Medium, RequestChannel, RequestRoute

_NOISE = re.compile(r"[\s“”\"'‘’《》()\[\]【】，,。、;:：；·.]|（|）")
_NUMBERING = re.compile(r"^(?:\([一二三四五六七八九十\d]+\)|[①-⑩]|\d{1,2}(?:\.o?\d)*[.、]?)\s*")
_CODE = re.compile(r"3\.3\.\d(?:\.o\d)?|\d\.\d")
_C, _K = RequestChannel, ApplicantKind
_Kind = TypeVar("_Kind")

# The first whose words are found decides, so what is more exact stands first.
_CHANNELS: tuple[tuple[RequestChannel, str], ...] = (
    (_C.FAX, "传真"),
    (_C.INTERNET, "互联网|网络|网上|网站|网页|在线|邮箱|电子邮件|平台|微信|公众号|email|e-mail"),
    (_C.ORDINARY_MAIL, "平常信函|平信|普通信|不需签收|无需签收|来信"),
    (_C.SIGNED_MAIL, "邮寄|挂号|ems|特快|快递|信函|邮政|信件|寄送"),
    (_C.IN_PERSON, "当面|现场|窗口|来访|上门|当场|面交|直接|自送|大厅"),
)
_APPLICANTS: tuple[tuple[ApplicantKind, str], ...] = (
    (_K.LEGAL, "法律服务|律师|律所|公证"),
    (_K.RESEARCH, "科研|研究院|研究所|高校|大学|学院|学校"),
    (_K.WELFARE, "公益|基金会|慈善|志愿"),
    (_K.BUSINESS, "企业|公司|合作社|商业|工厂|集团|个体工商户|商行|经营部"),
    (_K.PERSON, "自然人|公民|个人|群众|村民|牧民|农民|居民"),
    (_K.OTHER, "其他|组织|法人|社团|协会|单位|机关|委员会"),
)
_IDS: tuple[tuple[IdKind, str], ...] = (
    (IdKind.CREDIT_CODE, "信用代码|营业执照|组织机构|执照"),
    (IdKind.PASSPORT, "护照|通行证"),
    (IdKind.ID_CARD, "身份证"),
    (IdKind.OTHER, "."),
)
_PARTIES: tuple[tuple[PartyKind, str], ...] = (
    (PartyKind.CO_AUTHOR, "共同制作|联合|会签"),
    (PartyKind.AGENCY, "机关|部门|单位|局|委|办"),
    (PartyKind.THIRD_PARTY, "第三方|权利人|个人|企业|公司"),
)
_MEDIA: tuple[tuple[Medium, str], ...] = (
    (Medium.ELECTRONIC, "电子|光盘|u盘|邮件"),
    (Medium.READING, "查阅|抄录|阅览"),
    (Medium.PAPER, "纸"),
    (Medium.OTHER, "."),
)
_ROUTES: tuple[tuple[RequestRoute, str], ...] = (
    (RequestRoute.EMAIL, "电子邮件|邮箱|email|e-mail"),
    (RequestRoute.FAX, "传真"),
    (RequestRoute.INTERNET, "网"),
    (RequestRoute.IN_PERSON, "自行|领取|自取|当面|现场"),
    (RequestRoute.MAIL, "邮|快递|寄"),
)
_WITHDRAWN = re.compile("撤回|撤销申请|申请撤销|撤件|(?<!视为)放弃申请|主动放弃")
_NEW: tuple[tuple[str, str], ...] = (
    (NOT_PAID, "缴费|缴纳费用|缴纳"),
    (NOT_CORRECTED, "逾期不补正|逾期未补正|未补正|不补正|视为放弃"),
    ("5.5", "重新出具|确认或"),
    ("5.4", "大量反复|反复申请|频繁申请"),
    ("5.2", "重复申请|重复提出"),
    ("5.3", "公开出版物|出版物|报刊"),
    ("5.1", "信访|举报|投诉"),
    ("4.3", "补正后|仍不明确|内容不明确"),
    ("4.2", "另行制作|没有现成|无现成|加工|分析汇总"),
    ("4.1", "不掌握|不存在|未制作|未获取|不属于本|非本机关|非本级|不属本"),
    ("3.8", "行政查询|不动产登记|工商登记|登记资料"),
    ("3.7", "执法案卷"),
    ("3.6", "过程性"),
    ("3.5", "内部事务|内部管理"),
    ("3.4", "第三方|商业秘密|个人隐私"),
    ("3.3", "三安全|社会稳定|一稳定"),
    ("3.2", "法律行政法规禁止|法律法规禁止|其他法律|禁止公开"),
    ("3.1", "国家秘密"),
    ("2", "部分公开|区分处理|部分予以公开|部分提供"),
    ("1", "予以公开|(?<!不)同意公开|已主动公开|主动公开范围|全部公开|已公开|^公开|依申请公开|已提供|告知获取"),
    (WITHDRAWN, "^其他|其他处理|其他方式|更改补充|更正|其他途径"),
)
_OLD: tuple[tuple[str, str], ...] = (
    ("3.3.4.o1", "国家秘密"),
    ("3.3.4.o2", "商业秘密"),
    ("3.3.4.o3", "个人隐私"),
    ("3.3.4.o4", "安全|社会稳定"),
    ("3.3.4.o5", "不是条例|非条例|不是政府信息|不属于政府信息|所指"),
    ("3.3.4.o6", "其他情形|规定的其他|第三方|过程性|内部"),
    ("3.3.7", "更改补充|更改|补正|补充"),
    ("3.3.8", "其他途径|其他方式|信访|举报|投诉|行政查询"),
    ("3.3.5", "不属于本|非本机关|不属本|非本级"),
    ("3.3.6", "不存在|不掌握|未制作|未获取"),
    ("3.3.3", "部分公开|部分提供|区分处理"),
    ("3.3.1", "主动公开|已公开"),
    ("3.3.2", "(?<!不)同意公开|予以公开|^公开|全部公开|依申请公开|已提供"),
)
_AMBIGUOUS = re.compile("(?:不予公开|不同意公开|不公开|无法提供|不予处理)(?:答复)?")  # a part of the form, no row of it
_SHORT_NAME = 4  # letters; the name of a person rather than of an organisation


def plain(text: str) -> str:
    """The text without blanks, brackets, quotation marks and stops, in narrow letters."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


_NAMES: Mapping[str, str] = MappingProxyType(
    {plain(each.name.rpartition("：")[2]): each.code for each in (*OLD_OUTCOMES.values(), *OUTCOMES.values())}
)


class OutcomeRead(NamedTuple):
    """An outcome as it was read; no code: it was not understood. Of 6.3 it tells whether the applicant withdrew."""

    code: str
    withdrawn: bool = False


def outcome_read(text: str, year: int) -> OutcomeRead:
    """How a case ended that was closed in this year, by a code of its form or the words for one."""
    raw = unicodedata.normalize("NFKC", text).strip().removesuffix(".0")
    if raw in OUTCOMES or raw in OLD_OUTCOMES:
        return OutcomeRead(raw)
    listed, tight = outcomes_of(year), plain(_NUMBERING.sub("", raw))
    if _WITHDRAWN.search(tight):
        return OutcomeRead(WITHDRAWN, True)
    if (led := _CODE.match(raw)) and led[0] in listed:
        return OutcomeRead(led[0])
    if not tight or is_ambiguous(text):
        return OutcomeRead("")
    if _NAMES.get(tight) in listed:
        return OutcomeRead(_NAMES[tight])
    words = _NEW if year >= FIRST_YEAR else _OLD
    return OutcomeRead(next((code for code, pattern in words if re.search(pattern, tight)), ""))


def is_ambiguous(text: str) -> bool:
    """Whether the words name a part of the form and not one of its rows (不予公开)."""
    raw = unicodedata.normalize("NFKC", text).strip()
    return bool(_AMBIGUOUS.fullmatch(plain(_NUMBERING.sub("", raw))))


def channel_read(text: str) -> RequestChannel | None:
    """The channel a request came by; None where the words do not tell."""
    return _first(_CHANNELS, text)


def applicant_read(text: str, name: str) -> tuple[ApplicantKind, bool]:
    """The kind of applicant by what was written, or else by the name; whether it was guessed."""
    if found := _first(_APPLICANTS, text):
        return found, False
    if len(name.strip()) <= _SHORT_NAME:
        return ApplicantKind.PERSON, True
    return _first(_APPLICANTS, name) or ApplicantKind.PERSON, True


def id_read(text: str, kind: ApplicantKind) -> IdKind:
    """The proof of identity; unless it is named, what this kind of applicant shows."""
    usual = IdKind.ID_CARD if kind is ApplicantKind.PERSON else IdKind.CREDIT_CODE
    return _first(_IDS, text) or usual


def party_read(text: str) -> PartyKind | None:
    """Who was consulted; None where the words do not tell."""
    return _first(_PARTIES, text)


def medium_read(text: str) -> Medium:
    """The form in which the information is wanted; paper unless something else is written."""
    return _first(_MEDIA, text) or Medium.PAPER


def route_read(text: str) -> RequestRoute:
    """The way by which it is to be sent; by mail unless something else is written."""
    return _first(_ROUTES, text) or RequestRoute.MAIL


def _first(words: Iterable[tuple[_Kind, str]], text: str) -> _Kind | None:
    tight = plain(text)
    return next((kind for kind, pattern in words if tight and re.search(pattern, tight)), None)
