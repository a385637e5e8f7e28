"""The columns of a ledger of requests, under the many headings offices give them."""

from app.exchange.spreadsheets import Column, Kind
from app.i18n import N_
from app.rules.outcomes import OLD_OUTCOMES, OUTCOMES
from app.rules.request_events import METHOD_NAMES, PARTY_NAMES, STATE_NAMES
from app.rules.requests import APPLICANT_NAMES, ID_NAMES, MEDIUM_NAMES, REQUEST_CHANNEL_NAMES, ROUTE_NAMES

WITHDRAWN = N_("申请人撤回")
_OUTCOMES = (*(each.name for each in (*OUTCOMES.values(), *OLD_OUTCOMES.values())), WITHDRAWN)
_PAST = N_("已经办过的步骤填写日期，没有的留空。")
COLUMNS = (
    Column(
        "number", N_("申请编号"), 16, note=N_("留空时按本单位的样式自动编号。"),
        also=("编号", "申请号", "登记号", "登记编号", "受理编号", "受理号", "收件编号", "回执编号", "流水号"),
    ),
    Column("external_number", N_("外部系统编号"), 16, also=("系统编号", "平台编号", "网上申请编号", "平台受理编号")),
    Column(
        "applicant", N_("申请人"), 18, required=True,
        also=("申请人姓名", "申请人名称", "姓名", "姓名/名称", "姓名或名称", "申请人姓名或名称", "申请单位", "申请者",
        "名称"),
    ),
    Column(
        "applicant_kind", N_("申请人类别"), 14, choices=tuple(APPLICANT_NAMES.values()),
        also=("申请人类型", "申请人性质", "申请人身份", "申请主体", "申请主体类型", "类别", "类型"),
    ),
    Column("id_kind", N_("证件种类"), 14, choices=tuple(ID_NAMES.values()), also=("证件类型", "证件名称")),
    Column(
        "id_number", N_("证件号码"), 22,
        also=("身份证号", "身份证号码", "证件号", "居民身份证号", "统一社会信用代码", "身份证明", "机构代码"),
    ),
    Column("representative", N_("法定代表人或代理人"), 14, also=("法定代表人", "代理人", "联系人", "法人代表")),
    Column("phone", N_("联系电话"), 16, also=("电话", "手机", "手机号", "手机号码", "联系方式", "电话号码")),
    Column("email", N_("电子邮箱"), 20, also=("邮箱", "电子邮件", "e-mail", "email")),
    Column("address", N_("通信地址"), 28, also=("地址", "联系地址", "通讯地址", "邮寄地址", "住址")),
    Column("postcode", N_("邮政编码"), 10, also=("邮编",)),
    Column("together", N_("共同申请人"), 18, note=N_("可填多人，用“；”隔开。"), also=("其他申请人",)),
    Column(
        "channel", N_("申请渠道"), 14, choices=tuple(REQUEST_CHANNEL_NAMES.values()),
        also=("申请方式", "渠道", "提交方式", "接收方式", "收到方式", "受理方式", "受理渠道", "来源", "申请途径",
        "申请形式"),
    ),
    Column(
        "arrived_on", N_("提交或送达日期"), 14, Kind.DATE, required=True,
        note=N_("当面提交、签收邮件、收到信函或者网上申请到达的日期。"),
        also=(
            "收到日期", "收到时间", "收到申请日期", "收到申请时间", "申请日期", "申请时间", "提交日期", "提交时间",
            "收件日期",
            "收件时间", "接收日期", "接收时间", "受理日期", "受理时间", "登记日期", "登记时间", "来件日期",
            "签收日期",
        ),
    ),
    Column(
        "confirmed_on", N_("确认日期"), 12, Kind.DATE,
        note=N_("平常信函、互联网、传真的申请与申请人确认的日期。"),
        also=("与申请人确认日期", "确认时间", "双方确认日期", "收到申请之日"),
    ),
    Column(
        "title", N_("申请事项"), 36, note=N_("用一句话写明申请什么信息；留空时取自内容描述。"),
        also=(
            "申请内容", "申请公开内容", "申请公开的内容", "申请公开事项", "申请信息名称", "信息名称",
            "申请公开的信息", "事项", "内容",
            "申请公开信息内容", "申请公开的政府信息", "申请信息", "标题", "所需信息", "申请信息内容",
        ),
    ),
    Column(
        "content", N_("所需信息的内容描述"), 44,
        also=("内容描述", "所需政府信息的内容描述", "申请内容描述", "所需信息内容描述", "具体内容", "申请内容",
        "申请公开内容", "内容"),
    ),
    Column("purpose", N_("用途"), 18, also=("所需信息用途", "所需信息的用途", "申请用途")),
    Column(
        "medium", N_("获取信息的方式"), 12, choices=tuple(MEDIUM_NAMES.values()),
        also=("提供方式", "信息载体", "载体形式"),
    ),
    Column(
        "route", N_("获取信息的途径"), 12, choices=tuple(ROUTE_NAMES.values()),
        also=("获取途径", "送达方式", "获取方式"),
    ),
    Column("topic", N_("主题"), 14, also=("主题分类", "领域", "分类")),
    Column(
        "handler", N_("经办人"), 14,
        also=("承办人", "承办单位", "承办科室", "承办部门", "办理人", "责任人", "办理科室"),
    ),
    Column(
        "correction_on", N_("补正告知日期"), 12, Kind.DATE, note=_PAST,
        also=("告知补正日期", "补正通知日期", "发出补正告知日期", "要求补正日期", "补正告知时间", "补正告知书日期"),
    ),
    Column("correction_text", N_("补正内容"), 24, also=("告知补正内容", "补正事项", "补正要求")),
    Column("correction_days", N_("补正期限（工作日）"), 10, Kind.NUMBER, also=("补正期限", "补正天数")),
    Column(
        "corrected_on", N_("补正日期"), 12, Kind.DATE,
        also=("收到补正日期", "申请人补正日期", "补正时间", "收到补正材料日期", "补正申请日期"),
    ),
    Column(
        "consulted_on", N_("征求意见日期"), 12, Kind.DATE, note=_PAST,
        also=("征求意见时间", "发出征求意见日期", "征求第三方意见日期", "征求第三方意见时间", "征询意见日期",
        "征求意见函日期"),
    ),
    Column("consult_reached_on", N_("征求意见书送达日期"), 12, Kind.DATE, also=("征求意见送达日期",)),
    Column(
        "party", N_("征求意见对象"), 18,
        also=("征求对象", "第三方", "第三方名称", "被征求意见单位", "征求意见单位"),
    ),
    Column("party_kind", N_("征求对象类别"), 12, choices=tuple(PARTY_NAMES.values()), also=("征求意见对象类别",)),
    Column(
        "opinion_on", N_("收到意见日期"), 12, Kind.DATE,
        also=("意见收到日期", "收到第三方意见日期", "意见反馈日期", "反馈日期", "回复意见日期", "第三方答复日期"),
    ),
    Column(
        "extended_on", N_("延期日期"), 12, Kind.DATE, note=_PAST,
        also=("延期答复日期", "延期告知日期", "延期时间", "延期告知时间", "延期告知书日期", "同意延期日期"),
    ),
    Column(
        "extended", N_("延期（工作日）"), 10,
        also=("延期天数", "延长天数", "延期工作日", "是否延期", "是否延期答复", "延期情况", "延期"),
    ),
    Column("extended_by", N_("同意延期的负责人"), 12, also=("延期批准人", "延期审批人")),
    Column(
        "fee_on", N_("收费通知日期"), 12, Kind.DATE, note=_PAST, also=("收费告知日期", "缴费通知日期",
        "发出收费通知日期"),
    ),
    Column("fee_reached_on", N_("收费通知送达日期"), 12, Kind.DATE),
    Column("fee_method", N_("计收方式"), 10, choices=tuple(METHOD_NAMES.values()), also=("收费方式", "收费标准")),
    Column("quantity", N_("件次或页数"), 10, Kind.NUMBER, also=("页数", "件次")),
    Column(
        "amount", N_("应收金额（元）"), 12, Kind.NUMBER,
        also=("收费金额", "信息处理费", "收费", "应缴金额", "费用", "金额"),
    ),
    Column("paid_on", N_("缴费日期"), 12, Kind.DATE, also=("缴费时间", "收费日期", "缴纳日期")),
    Column(
        "closed_on", N_("答复日期"), 12, Kind.DATE, note=N_("答复、撤回或者不再处理的日期。"),
        also=(
            "答复时间", "办结日期", "办结时间", "回复日期", "回复时间", "作出答复日期", "出具答复日期", "结案日期",
            "办理完成日期",
            "完成日期", "实际答复日期",
        ),
    ),
    Column(
        "outcome", N_("答复类型"), 26, choices=_OUTCOMES,
        note=N_("年报表格里的一种，可写名称或者代码；2018年及以前的用旧的类型。"),
        also=(
            "答复结果", "办理结果", "答复情况", "处理结果", "办理情况", "答复类别", "结果", "答复种类", "处理情况",
            "公开类型",
            "答复意见", "答复形式", "是否公开", "公开情况", "答复内容",
        ),
    ),
    Column("reason", N_("理由"), 26, also=("答复理由", "不予公开理由", "不公开理由", "说明理由")),
    Column(
        "document_number", N_("答复文号"), 22, also=("文号", "答复书文号", "告知书文号", "答复书编号", "答复编号",
        "发文字号"),
    ),
    Column("archived_on", N_("归档日期"), 12, Kind.DATE, also=("归档时间", "立卷日期")),
    Column(
        "remedy", N_("复议诉讼情况"), 20,
        also=("复议/诉讼", "复议诉讼", "行政复议", "行政诉讼", "行政复议诉讼情况", "复议、诉讼", "复议、诉讼情况",
        "是否复议诉讼"),
    ),
    Column("note", N_("备注"), 20, also=("备注说明", "说明")),
)  # fmt: skip
EXPORTED = (
    *COLUMNS,
    Column("state", N_("状态"), 12, Kind.CHOICE, tuple(STATE_NAMES.values())),
    Column("received_on", N_("收到申请之日"), 12, Kind.DATE),
    Column("due_on", N_("答复期限"), 12, Kind.DATE),
    Column("used", N_("已用工作日"), 10, Kind.NUMBER),
    Column("flags", N_("提示"), 18),
)
