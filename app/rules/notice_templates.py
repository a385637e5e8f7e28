"""The kinds of notice (公示、公告) that hang in a village, each with its words, its table and its period.

A period that no text seen fixes is a choice of the office; the source says so. Words in braces are filled in when a
notice is begun; what is not known then becomes a blank that must be gone before the notice is reviewed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.i18n import N_
from app.rules.calendar import Unit


class NoticeKind(StrEnum):
    """A kind of notice; the values stand in records and packages and never change."""

    FINANCE = "finance"
    PAYOUT = "payout"
    LOW_INCOME_FIRST = "low_income_first"
    LOW_INCOME_APPROVED = "low_income_approved"
    DESTITUTE = "destitute"
    TEMPORARY_AID = "temporary_aid"
    MEDICAL_AID = "medical_aid"
    HOUSING = "housing"
    LAND_ADVANCE = "land_advance"
    LAND_PLAN = "land_plan"
    HOUSE_PLAN = "house_plan"
    HOMESTEAD = "homestead"
    PASTURE = "pasture"
    PROJECT = "project"
    VOTERS = "voters"
    ELECTION = "election"
    DECISION = "decision"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the table a kind begins with: its heading, and whether it holds numbers and whether they add up."""

    heading: str
    number: bool = False
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of notice.

    `days` is the usual period in `unit` (0: posted for good, 长期), `least` what law demands; `source` says where both
    come from. `paragraphs` and `title` are source messages with words in braces.
    """

    kind: NoticeKind
    name: str
    title: str
    paragraphs: tuple[str, ...]
    days: int
    unit: Unit
    source: str
    least: int = 0
    columns: tuple[TableColumn, ...] = ()
    theme: str = ""


_AGREED = N_("法律没有规定期限，本项为约定。")
_HEAD = TableColumn(N_("户主姓名"))
_MEMBERS = TableColumn(N_("人口"), number=True)
_AMOUNT = TableColumn(N_("金额（元）"), number=True, summed=True)
_MONTHLY = TableColumn(N_("月保障金（元）"), number=True, summed=True)
_AREA = TableColumn(N_("面积（亩）"), number=True, summed=True)
_REMARK = TableColumn(N_("备注"))

TEMPLATES: Mapping[NoticeKind, Template] = MappingProxyType(
    {
        template.kind: template
        for template in (
            Template(
                NoticeKind.FINANCE,
                N_("村级财务公开"),
                N_("{village}{year}年{span}财务收支情况公示"),
                (
                    N_(
                        "根据《中华人民共和国村民委员会组织法》第三十条，现将{village}{year}年{span}财务收支情况公布如下，请村民监督。"
                    ),
                ),
                7,
                Unit.DAY,
                N_("《村民委员会组织法》第三十条规定至少每季度公布一次，张贴多久没有规定，本项为约定。"),
                columns=(
                    TableColumn(N_("项目")),
                    TableColumn(N_("收入（元）"), number=True, summed=True),
                    TableColumn(N_("支出（元）"), number=True, summed=True),
                    _REMARK,
                ),
                theme="finance",
            ),
            Template(
                NoticeKind.PAYOUT,
                N_("惠民惠农惠牧补贴发放"),
                N_("{village}{year}年{programme}发放情况公示"),
                (N_("现将{village}{year}年{programme}实际发放情况公示如下：共发放{households}户，合计{total}元。"),),
                7,
                Unit.DAY,
                N_("内蒙古自治区要求年底前以嘎查村为单位公开实际发放结果；公示多少日没有规定，本项为约定。"),
                columns=(_HEAD, _MEMBERS, TableColumn(N_("数量"), number=True), TableColumn(N_("标准")), _AMOUNT),
                theme="subsidy",
            ),
            Template(
                NoticeKind.LOW_INCOME_FIRST,
                N_("低保初审公示"),
                N_("{village}最低生活保障初审公示"),
                (N_("根据《社会救助暂行办法》第十一条，经{issuer}调查审核，下列家庭拟纳入最低生活保障，现予公示。"),),
                7,
                Unit.WORKDAY,
                N_(
                    "《社会救助暂行办法》第十一条要求公示初审意见；期限见于已公布目录（7个工作日），县级指南有写7日的。"
                ),
                columns=(_HEAD, _MEMBERS, _MONTHLY, _REMARK),
                theme="assistance",
            ),
            Template(
                NoticeKind.LOW_INCOME_APPROVED,
                N_("低保审批公布"),
                N_("{village}最低生活保障对象公布"),
                (N_("根据《社会救助暂行办法》第十一条，经审核批准，下列家庭享受最低生活保障，现予公布。"),),
                0,
                Unit.DAY,
                N_("《社会救助暂行办法》第十一条要求在嘎查村公布审批结果；长期公布为约定，未核到条文。"),
                columns=(_HEAD, _MEMBERS, _MONTHLY, _REMARK),
                theme="assistance",
            ),
            Template(
                NoticeKind.DESTITUTE,
                N_("特困人员供养公示"),
                N_("{village}特困人员供养公示"),
                (N_("根据《社会救助暂行办法》第十六条，经{issuer}调查审核，下列人员拟纳入特困人员供养，现予公示。"),),
                7,
                Unit.WORKDAY,
                N_("《社会救助暂行办法》第十六条比照最低生活保障办理；期限随低保初审公示。"),
                columns=(TableColumn(N_("姓名")), TableColumn(N_("供养方式")), _REMARK),
                theme="assistance",
            ),
            Template(
                NoticeKind.TEMPORARY_AID,
                N_("临时救助公示"),
                N_("{village}临时救助公示"),
                (N_("根据《社会救助暂行办法》第四十八条，下列家庭或者人员拟给予临时救助，现予公示。"),),
                7,
                Unit.DAY,
                N_("《社会救助暂行办法》第四十八条要求公示，情况紧急的可以简化；期限没有规定，本项为约定。"),
                columns=(_HEAD, _MEMBERS, _AMOUNT, _REMARK),
                theme="assistance",
            ),
            Template(
                NoticeKind.MEDICAL_AID,
                N_("医疗救助公示"),
                N_("{village}医疗救助公示"),
                (N_("根据《社会救助暂行办法》第三十条，下列人员拟给予医疗救助，现予公示。"),),
                7,
                Unit.DAY,
                N_("《社会救助暂行办法》第三十条要求公示；期限没有规定，本项为约定。病情不得写入公示。"),
                columns=(TableColumn(N_("姓名")), _AMOUNT),
                theme="assistance",
            ),
            Template(
                NoticeKind.HOUSING,
                N_("危房改造对象公示"),
                N_("{village}{year}年危房改造对象公示"),
                (N_("经村民评议和审核，下列农户拟列入{year}年危房改造对象，现予公示。"),),
                7,
                Unit.DAY,
                N_("已公布目录写明结果确定后20个工作日内公开；公示多少日没有规定，本项为约定。"),
                columns=(_HEAD, _MEMBERS, _AMOUNT, _REMARK),
                theme="assistance",
            ),
            Template(
                NoticeKind.LAND_ADVANCE,
                N_("征收土地预公告"),
                N_("{village}征收土地预公告"),
                (
                    N_(
                        "根据《中华人民共和国土地管理法实施条例》，现将征收土地范围、征收目的和土地现状调查安排公告如下。"
                    ),
                ),
                10,
                Unit.WORKDAY,
                N_("《土地管理法实施条例》：征收土地预公告时间不少于十个工作日。"),
                least=10,
                theme="land",
            ),
            Template(
                NoticeKind.LAND_PLAN,
                N_("征地补偿安置方案公告"),
                N_("{village}征地补偿安置方案公告"),
                (N_("根据《中华人民共和国土地管理法实施条例》，现将征地补偿安置方案公告如下，听取意见。"),),
                30,
                Unit.DAY,
                N_("《土地管理法实施条例》：征地补偿安置方案公告时间不少于三十日。"),
                least=30,
                theme="land",
            ),
            Template(
                NoticeKind.HOUSE_PLAN,
                N_("房屋征收补偿方案征求意见"),
                N_("{village}房屋征收补偿方案征求意见公告"),
                (N_("现将房屋征收补偿方案公布如下，征求意见。"),),
                30,
                Unit.DAY,
                N_("已公布目录：征求意见期限不少于三十日。"),
                least=30,
                theme="land",
            ),
            Template(
                NoticeKind.HOMESTEAD,
                N_("宅基地申请公示"),
                N_("{village}宅基地申请公示"),
                (
                    N_(
                        "根据《中华人民共和国土地管理法实施条例》第三十四条，下列农村村民的宅基地申请已经讨论通过，现予公示。"
                    ),
                ),
                7,
                Unit.DAY,
                N_("《土地管理法实施条例》第三十四条要求在本集体范围内公示；期限没有规定，本项为约定。"),
                columns=(_HEAD, _MEMBERS, _AREA, _REMARK),
                theme="land",
            ),
            Template(
                NoticeKind.PASTURE,
                N_("土地草牧场承包公示"),
                N_("{village}土地草牧场承包情况公示"),
                (N_("现将{village}土地、草牧场承包和流转情况公示如下。"),),
                7,
                Unit.DAY,
                _AGREED,
                columns=(_HEAD, _AREA, TableColumn(N_("期限")), _REMARK),
                theme="land",
            ),
            Template(
                NoticeKind.PROJECT,
                N_("工程项目公示"),
                N_("{village}{year}年工程项目公示"),
                (N_("现将{village}{year}年工程项目情况公示如下。"),),
                7,
                Unit.DAY,
                _AGREED,
                columns=(TableColumn(N_("项目")), TableColumn(N_("实施单位")), _AMOUNT, TableColumn(N_("进度"))),
                theme="revitalisation",
            ),
            Template(
                NoticeKind.VOTERS,
                N_("选民名单公布"),
                N_("{village}选民名单公布"),
                (
                    N_(
                        "根据《中华人民共和国村民委员会组织法》第十四条，现将参加本届村民委员会选举的村民名单公布如下。对名单有异议的，应当自名单公布之日起五日内提出。"
                    ),
                ),
                20,
                Unit.DAY,
                N_("《村民委员会组织法》第十四条：选举日的二十日前公布；有异议的五日内提出，三日内处理并公布结果。"),
                least=20,
                columns=(TableColumn(N_("姓名")), TableColumn(N_("村民小组"))),
                theme="affairs",
            ),
            Template(
                NoticeKind.ELECTION,
                N_("选举结果公布"),
                N_("{village}村民委员会选举结果公布"),
                (N_("根据《中华人民共和国村民委员会组织法》第十五条，现将本届村民委员会选举结果公布如下。"),),
                7,
                Unit.DAY,
                N_("《村民委员会组织法》第十五条要求当场公布结果；张贴多久没有规定，本项为约定。"),
                columns=(TableColumn(N_("职务")), TableColumn(N_("姓名")), TableColumn(N_("得票数"), number=True)),
                theme="affairs",
            ),
            Template(
                NoticeKind.DECISION,
                N_("村民会议决定公布"),
                N_("{village}村民会议（村民代表会议）决定公布"),
                (
                    N_(
                        "根据《中华人民共和国村民委员会组织法》第三十条，现将村民会议（村民代表会议）讨论决定的事项及其实施情况公布如下。"
                    ),
                ),
                7,
                Unit.DAY,
                N_("《村民委员会组织法》第三十条要求及时公布；张贴多久没有规定，本项为约定。"),
                theme="affairs",
            ),
            Template(
                NoticeKind.FREE,
                N_("其他公示"),
                N_("{village}公示"),
                (),
                7,
                Unit.DAY,
                _AGREED,
            ),
        )
    }
)


def period_key(kind: NoticeKind) -> str:
    """The key under which the office keeps its own period for a kind (rules/choices.py)."""
    return f"period_{kind}"
