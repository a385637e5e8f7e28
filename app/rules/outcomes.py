"""How a request ends (答复类型): the 21 codes of the annual report since 2019, those of the form of 2018 and before.

A code is the row of the report it is counted in. Basis and route of remedy of each are our reading of the labels
against the articles of 《政府信息公开条例》; the labels are those of the form (国办公开办函〔2021〕30号).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_

FIRST_YEAR = 2019  # 条例 as revised is in force since 2019-05-15; reports count the whole year by it
WITHDRAWN, NOT_CORRECTED, NOT_PAID, STILL_UNCLEAR = "6.3", "6.1", "6.2", "4.3"


class Route(StrEnum):
    """What an applicant may do against a reply."""

    DIRECT = "direct"  # reconsideration or suit, as the applicant likes
    REVIEW_FIRST = "review_first"  # reconsideration before any suit (复议前置)


class OutcomeGroup(StrEnum):
    """The parts of table 3 (本年度办理结果); the form of 2018 has one of its own."""

    OPEN = "1"
    PARTLY = "2"
    REFUSED = "3"
    UNABLE = "4"
    NOT_HANDLED = "5"
    OTHER = "6"
    OLD = "old"


GROUP_NAMES: Mapping[OutcomeGroup, str] = MappingProxyType(
    {
        OutcomeGroup.OPEN: N_("予以公开"),
        OutcomeGroup.PARTLY: N_("部分公开"),
        OutcomeGroup.REFUSED: N_("不予公开"),
        OutcomeGroup.UNABLE: N_("无法提供"),
        OutcomeGroup.NOT_HANDLED: N_("不予处理"),
        OutcomeGroup.OTHER: N_("其他处理"),
        OutcomeGroup.OLD: N_("2018年及以前的答复类型"),
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One leaf code: its name, the articles it may rest on, which remedy is open, whether the law wants reasons."""

    code: str
    group: OutcomeGroup
    name: str
    articles: tuple[str, ...]
    route: Route = Route.DIRECT
    reasoned: bool = True  # 说明理由: the letter must say why


_O, _G, _R = Outcome, OutcomeGroup, Route.REVIEW_FIRST
OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        outcome.code: outcome
        for outcome in (
            _O("1", _G.OPEN, N_("予以公开"), ("36(1)", "36(2)"), reasoned=False),
            _O("2", _G.PARTLY, N_("部分公开"), ("37",), _R),
            _O("3.1", _G.REFUSED, N_("属于国家秘密"), ("14",), _R),
            _O("3.2", _G.REFUSED, N_("其他法律行政法规禁止公开"), ("14",), _R),
            _O("3.3", _G.REFUSED, N_("危及“三安全一稳定”"), ("14",), _R),
            _O("3.4", _G.REFUSED, N_("保护第三方合法权益"), ("15", "32"), _R),
            _O("3.5", _G.REFUSED, N_("属于三类内部事务信息"), ("16(1)",), _R),
            _O("3.6", _G.REFUSED, N_("属于四类过程性信息"), ("16(2)",), _R),
            _O("3.7", _G.REFUSED, N_("属于行政执法案卷"), ("16(2)",), _R),
            _O("3.8", _G.REFUSED, N_("属于行政查询事项"), ("36(7)",)),
            _O("4.1", _G.UNABLE, N_("本机关不掌握相关政府信息"), ("36(4)", "36(5)")),
            _O("4.2", _G.UNABLE, N_("没有现成信息需要另行制作"), ("38",)),
            _O("4.3", _G.UNABLE, N_("补正后申请内容仍不明确"), ("30",)),
            _O("5.1", _G.NOT_HANDLED, N_("信访举报投诉类申请"), ("39(1)",)),
            _O("5.2", _G.NOT_HANDLED, N_("重复申请"), ("36(6)",)),
            _O("5.3", _G.NOT_HANDLED, N_("要求提供公开出版物"), ("39(2)",)),
            _O("5.4", _G.NOT_HANDLED, N_("无正当理由大量反复申请"), ("35",)),
            _O("5.5", _G.NOT_HANDLED, N_("要求行政机关确认或重新出具已获取信息"), ()),
            _O(
                "6.1",
                _G.OTHER,
                N_("申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
                ("30",),
                reasoned=False,
            ),
            _O(
                "6.2",
                _G.OTHER,
                N_("申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
                ("109-6",),
                reasoned=False,
            ),
            _O("6.3", _G.OTHER, N_("其他处理"), (), reasoned=False),
        )
    }
)
OLD_OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        code: Outcome(code, OutcomeGroup.OLD, name, ())
        for code, name in {
            "3.3.1": N_("属于已主动公开范围"),
            "3.3.2": N_("同意公开答复"),
            "3.3.3": N_("同意部分公开答复"),
            "3.3.4.o1": N_("不同意公开：涉及国家秘密"),
            "3.3.4.o2": N_("不同意公开：涉及商业秘密"),
            "3.3.4.o3": N_("不同意公开：涉及个人隐私"),
            "3.3.4.o4": N_("不同意公开：危及国家安全、公共安全、经济安全和社会稳定"),
            "3.3.4.o5": N_("不同意公开：不是《条例》所指应公开的政府信息"),
            "3.3.4.o6": N_("不同意公开：法律法规规定的其他情形"),
            "3.3.5": N_("不属于本行政机关公开"),
            "3.3.6": N_("申请信息不存在"),
            "3.3.7": N_("告知作出更改补充"),
            "3.3.8": N_("告知通过转其他途径办理"),
        }.items()
    }
)
ARTICLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "14": N_("《政府信息公开条例》第十四条"),
        "15": N_("《政府信息公开条例》第十五条"),
        "16(1)": N_("《政府信息公开条例》第十六条第一款"),
        "16(2)": N_("《政府信息公开条例》第十六条第二款"),
        "30": N_("《政府信息公开条例》第三十条"),
        "32": N_("《政府信息公开条例》第三十二条"),
        "35": N_("《政府信息公开条例》第三十五条"),
        "36(1)": N_("《政府信息公开条例》第三十六条第（一）项"),
        "36(2)": N_("《政府信息公开条例》第三十六条第（二）项"),
        "36(4)": N_("《政府信息公开条例》第三十六条第（四）项"),
        "36(5)": N_("《政府信息公开条例》第三十六条第（五）项"),
        "36(6)": N_("《政府信息公开条例》第三十六条第（六）项"),
        "36(7)": N_("《政府信息公开条例》第三十六条第（七）项"),
        "37": N_("《政府信息公开条例》第三十七条"),
        "38": N_("《政府信息公开条例》第三十八条"),
        "39(1)": N_("《政府信息公开条例》第三十九条第一款"),
        "39(2)": N_("《政府信息公开条例》第三十九条第二款"),
        "109-6": N_("《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第六条"),
    }
)


def outcomes_of(year: int) -> Mapping[str, Outcome]:
    """The codes a case that ends in this year may have: those of the form in which the year is reported."""
    return OUTCOMES if year >= FIRST_YEAR else OLD_OUTCOMES


def outcome(code: str) -> Outcome | None:
    """An outcome by its code, of either list."""
    return OUTCOMES.get(code) or OLD_OUTCOMES.get(code)
