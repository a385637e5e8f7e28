"""Where law leaves a choice: each is a setting of the office, shown with its source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.i18n import N_, _
from app.rules.calendar import Unit
from app.rules.notice_templates import TEMPLATES, Template, period_key
from app.rules.problems import Problem


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its key, what it decides, the value unless the office says otherwise, and where that comes from."""

    key: str
    label: str
    default: str
    options: tuple[str, ...]  # empty: a whole number within `least` and `most`
    source: str
    least: int = 0
    most: int = 0
    option_names: tuple[str, ...] = ()
    of: str = ""  # what the label speaks of, a source message
    holds: tuple[str, ...] = ()  # a pattern with these placeholders, of which {n} must be there

    @property
    def text(self) -> str:
        """The label in the language in use."""
        return _(self.label).format(of=_(self.of)) if self.of else _(self.label)


def _period(template: Template) -> Choice:
    """How long notices of a kind hang; law's own least is kept, 0 means for good where law allows it."""
    label = N_("公示期（工作日）：{of}") if template.unit is Unit.WORKDAY else N_("公示期（日）：{of}")
    least, usual = template.least, str(template.days)
    return Choice(period_key(template.kind), label, usual, (), template.source, least, 3650, of=template.name)


MASKED = (N_("隐去"), N_("打码"))
COUNTED = (N_("计入期限"), N_("不计入期限"))
LATEST = {"report_due": "01-31", "consolidated_due": "03-31"}
"""第四十九条: an office may ask for its report earlier, never later."""
CHOICES: Mapping[str, Choice] = MappingProxyType(
    {
        choice.key: choice
        for choice in (
            Choice(
                "timely_days",
                N_("“及时公开”的办理目标（工作日）"),
                "3",
                (),
                N_("法律未规定天数，本项为约定；最迟期限仍为 20 个工作日（《政府信息公开条例》第二十六条）。"),
                0,
                20,
            ),
            Choice(
                "exception_review_months",
                N_("不予公开事项的复查间隔（月）"),
                "12",
                (),
                N_("《政府信息公开条例》第十八条要求定期评估，间隔未规定，本项为约定。"),
                1,
                60,
            ),
            Choice(
                "review_required",
                N_("公开前必须通过五关审核"),
                "yes",
                ("yes", "no"),
                N_(
                    "《政府信息公开条例》第十七条要求公开前审查；“五关”（政治、法律、政策、保密、文字）见内蒙古自治区2022年政务公开工作要点（十六）。"
                ),
                option_names=(N_("是"), N_("否")),
            ),
            Choice(
                "id_style",
                N_("打印和导出时的身份证号"),
                "omit",
                ("omit", "mask"),
                N_("法律只要求最少必要（《个人信息保护法》第六条）；隐去或打码为约定，默认隐去。"),
                option_names=MASKED,
            ),
            Choice(
                "card_style",
                N_("打印和导出时的银行卡号"),
                "omit",
                ("omit", "mask"),
                N_("检察机关曾要求村务公开栏隐去银行卡号中间各位、删去不必要的栏目；默认隐去为约定。"),
                option_names=MASKED,
            ),
            Choice(
                "phone_style",
                N_("打印和导出时的手机号"),
                "omit",
                ("omit", "mask"),
                N_("有的旗县写作138****1234；默认隐去为约定（《个人信息保护法》第六条）。"),
                option_names=MASKED,
            ),
            Choice(
                "address_style",
                N_("打印和导出时的家庭住址"),
                "omit",
                ("omit", "township", "village"),
                N_("有的旗县规定网上公示只写到苏木乡镇；公示栏写到嘎查村为约定，默认隐去。"),
                option_names=(N_("隐去"), N_("到苏木乡镇"), N_("到嘎查村")),
            ),
            Choice(
                "objection_days",
                N_("答复公示异议的期限（日）"),
                "10",
                (),
                N_("两个地方的规定写作10日以内答复（所见抄本漏了单位，按日计），本项为约定。"),
                1,
                60,
            ),
            Choice(
                "committee_signs",
                N_("公示单上留村务监督委员会签名处"),
                "yes",
                ("yes", "no"),
                N_("《村民委员会组织法》规定村务监督机构监督公开；是否在公示单上签名没有规定，本项为约定。"),
                option_names=(N_("是"), N_("否")),
            ),
            Choice(
                "retention",
                N_("公示建档后的保管期限"),
                "30",
                ("permanent", "30", "10"),
                N_(
                    "内蒙古自治区要求公示期满后在嘎查村委会建档留存，年限没有规定；永久、30年、10年三档沿用村级档案的通行做法，本项为约定。"
                ),
                option_names=(N_("永久"), N_("30年"), N_("10年")),
            ),
            Choice(
                "yearly_month_day",
                N_("“按年公开”的每年日期（月-日，未定则留空）"),
                "",
                ("",),
                N_("目录未写日期时由本单位确定。"),
                option_names=(N_("未定"),),
            ),
            Choice(
                "zh_side",
                N_("蒙汉两种文字并列且汉文突出时，汉文在"),
                "left",
                ("left", "right"),
                N_(
                    "《民族团结进步促进法》要求国家通用文字在位置、顺序等方面突出（据新闻报道）；竖排蒙古文与横排汉文并列时哪一侧为突出，没有见到规定。两种文字的位置、顺序和大小由印发单位决定并负责。"
                ),
                option_names=(N_("左侧"), N_("右侧")),
            ),
            Choice(
                "mark_drafts",
                N_("蒙古文未经母语人员审读的打印件标“草稿”"),
                "yes",
                ("yes", "no"),
                N_("本项为约定：随本程序提供的蒙古文尚未经母语人员审读。不标“草稿”时，蒙古文是否准确由印发单位负责。"),
                option_names=(N_("是"), N_("否")),
            ),
            Choice(
                "request_number",
                N_("申请编号的样式"),
                "{year}-{n:04d}",
                (),
                N_("法律未规定编号方法，本项为约定。year 代表年份，n 代表序号，写在花括号里。"),
                holds=("year", "n"),
            ),
            Choice(
                "letter_number",
                N_("文书文号的样式"),
                "{short}公复〔{year}〕{n}号",
                (),
                N_(
                    "“简称+公复〔年份〕序号”是一个地方的写法，本项为约定。"
                    "short 代表单位简称，year 代表年份，n 代表序号，写在花括号里。"
                ),
                holds=("short", "year", "n"),
            ),
            Choice(
                "letter_short",
                N_("文号里的单位简称"),
                "",
                ("",),
                N_("由本单位确定；没有填写时，文号里不写简称。"),
                option_names=(N_("未定"),),
            ),
            Choice(
                "review_authority",
                N_("文书里的行政复议机关"),
                "",
                ("",),
                N_("由本单位按行政复议的管辖确定，写全称；没有填写时，文书里留空白，填好才能印发。"),
                option_names=(N_("未定"),),
            ),
            Choice(
                "court",
                N_("文书里的人民法院"),
                "",
                ("",),
                N_("由本单位按行政诉讼的管辖确定，写全称；没有填写时，文书里留空白，填好才能印发。"),
                option_names=(N_("未定"),),
            ),
            Choice(
                "correction_days",
                N_("申请人补正的期限（工作日）"),
                "15",
                (),
                N_("《政府信息公开条例》第三十条只写“合理的补正期限”，15个工作日为约定。"),
                1,
                60,
            ),
            Choice(
                "agency_days",
                N_("其他机关答复意见的期限（工作日）"),
                "15",
                (),
                N_("法律只对第三方和共同制作机关规定15个工作日（第三十二条、第三十四条）；其他机关参照执行为约定。"),
                1,
                60,
            ),
            Choice(
                "sending_day",
                N_("发出征求意见的当日"),
                "counted",
                ("counted", "not_counted"),
                N_("《政府信息公开条例》第三十三条只写征求意见所需时间不计入期限，起止日未规定，本项为约定。"),
                option_names=COUNTED,
            ),
            Choice(
                "opinion_day",
                N_("收到意见的当日"),
                "not_counted",
                ("not_counted", "counted"),
                N_("《政府信息公开条例》第三十三条只写征求意见所需时间不计入期限，起止日未规定，本项为约定。"),
                option_names=tuple(reversed(COUNTED)),
            ),
            Choice(
                "reason_suspends",
                N_("等申请人说明理由的时间"),
                "counted",
                ("counted", "not_counted"),
                N_("《政府信息公开条例》第三十五条没有写是否计入期限，默认照常计算为约定。"),
                option_names=COUNTED,
            ),
            Choice(
                "payment_restart",
                N_("申请人缴费后的答复期限"),
                "restarts",
                ("restarts", "resumes"),
                N_("国办函〔2020〕109号第六条：自缴费完成次日起重新计算（凭记忆，未经核对），因此列为设置。"),
                option_names=(N_("重新计算"), N_("接着计算")),
            ),
            Choice(
                "late_extension",
                N_("答复期限届满之后的延期"),
                "refused",
                ("refused", "warned"),
                N_("《政府信息公开条例》第三十三条没有写延期须在期限届满前决定，不准补办是我们的理解，因此列为设置。"),
                option_names=(N_("不准登记"), N_("可以登记，只作提示")),
            ),
            Choice(
                "fee_month",
                N_("按件计收的月份按"),
                "received",
                ("received", "arrived"),
                N_("国办函〔2020〕109号第四条写“一个自然月内”，以哪一天为准没有写明，本项为约定。"),
                option_names=(N_("收到申请之日"), N_("提交或送达之日")),
            ),
            Choice(
                "report_due",
                N_("本机关年度报告的提交日期（月-日）"),
                "01-31",
                ("01-31",),
                N_("《政府信息公开条例》第四十九条：每年1月31日前。上级要求更早的，可以改早，不能改晚。"),
                option_names=(N_("法定日期"),),
            ),
            Choice(
                "consolidated_due",
                N_("本级政府年度报告的公布日期（月-日）"),
                "03-31",
                ("03-31",),
                N_("《政府信息公开条例》第四十九条：每年3月31日前。上级要求更早的，可以改早，不能改晚。"),
                option_names=(N_("法定日期"),),
            ),
            Choice(
                "similarity",
                N_("年度报告文字与上年相同多少时提示（%）"),
                "60",
                (),
                N_("内蒙古自治区2022年政务公开工作要点（二十）批评年报“内容雷同”，没有规定比例，本项为约定。"),
                10,
                100,
            ),
            Choice(
                "package_scope",
                N_("报送上级的内容"),
                "usual",
                ("usual", "records", "summary"),
                N_(
                    "法律没有规定逐级报送的内容，本项为约定：苏木乡镇和嘎查村报记录，旗县和盟市只报各单位的年度数据和年度报告。"
                ),
                option_names=(N_("按层级"), N_("全部记录"), N_("只报数据")),
            ),
            Choice(
                "package_private",
                N_("报送包里的个人信息"),
                "masked",
                ("masked", "sealed"),
                N_(
                    "《个人信息保护法》第六条、第二十五条要求最少必要；默认不报个人信息。上级确需时随包加密报送，只有上级能打开，本项为约定。"
                ),
                option_names=(N_("不报送"), N_("加密报送")),
            ),
            Choice(
                "package_cycle",
                N_("多久报送一次"),
                "month",
                ("week", "month", "quarter"),
                N_("法律没有规定逐级报送的周期，本项为约定，由上级确定；报送情况表按它列出应报和已报。"),
                option_names=(N_("每周"), N_("每月"), N_("每季度")),
            ),
            Choice(
                "package_day",
                N_("每期结束后几日内报送"),
                "5",
                (),
                N_("法律没有规定逐级报送的日期，本项为约定，由上级确定。"),
                0,
                31,
            ),
            *map(_period, TEMPLATES.values()),
        )
    }
)


def choice_problems(key: str, value: str) -> list[Problem]:
    """What is wrong with a value of a choice."""
    choice = CHOICES[key]
    if choice.holds:
        return [] if _is_pattern(value, choice.holds) else [Problem(key, _PATTERN, _named(choice.holds))]
    if key in _TYPED:
        problem = _TYPED[key](key, value)
        return [problem] if problem else []
    if choice.options:
        return [] if value in choice.options else [Problem(key, N_("请从列出的选项中选择。"))]
    if value.isascii() and value.isdigit() and choice.least <= int(value) <= choice.most:
        return []
    return [
        Problem(key, N_("请填写 {least} 至 {most} 之间的整数。"), {"least": choice.least, "most": choice.most}),
    ]


def _yearly(key: str, value: str) -> Problem | None:
    return None if not value or _is_month_day(value) else Problem(key, N_("请按“月-日”填写，例如 03-31。"))


def _not_later(key: str, value: str) -> Problem | None:
    right = _is_month_day(value) and value <= LATEST[key]
    return None if right else Problem(key, _NOT_LATER, {"latest": LATEST[key]})


def _anything(_key: str, _value: str) -> Problem | None:
    return None


_TYPED: Mapping[str, Callable[[str, str], Problem | None]] = MappingProxyType(
    {
        "yearly_month_day": _yearly,
        **dict.fromkeys(("letter_short", "review_authority", "court"), _anything),
        **dict.fromkeys(LATEST, _not_later),
    }
)


def _is_month_day(value: str) -> bool:
    month, _dash, day = value.partition("-")
    if not (month.isdigit() and day.isdigit()):
        return False
    longest = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= int(month) <= 12 and 1 <= int(day) <= longest[int(month) - 1]


_PATTERN = N_("样式里须有序号 {number}，花括号里只能写这些：{names}。")
_NOT_LATER = N_("请按“月-日”填写，且不晚于法定的 {latest}，例如 01-20。")


def _named(holds: tuple[str, ...]) -> dict[str, str]:
    return {"number": "{n}", "names": "、".join(f"{{{name}}}" for name in holds)}


def _is_pattern(value: str, holds: tuple[str, ...]) -> bool:
    """Whether a pattern has a running number and no placeholder but these."""
    try:
        numbers = [value.format(**dict.fromkeys(holds, number)) for number in (1, 2)]
    except (ValueError, KeyError, IndexError, AttributeError):
        return False
    return "{n" in value and numbers[0] != numbers[1] and bool(value.strip())
