"""What the columns of records are called where two versions of one stand side by side."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import N_, _
from app.rules.remedies import REMEDY_FIELD_NAMES
from app.rules.requests import REQUEST_FIELD_NAMES
from app.ui.disclosures.story_section import NAMES as DISCLOSURE_NAMES
from app.ui.notices.entry_text import FIELD_NAMES as NOTICE_NAMES
from app.ui.packages.coded_values import word_of

_OTHER = N_("其他内容（{column}）")
_COMMON: Mapping[str, str] = {
    "code": N_("代码"),
    "name": N_("名称"),
    "name_mn": N_("蒙古文名称"),
    "title": N_("标题"),
    "level": N_("层级"),
    "office_code": N_("单位"),
    "office_name": N_("单位"),
    "address": N_("地址"),
    "phone": N_("联系电话"),
    "place": N_("位置"),
    "content": N_("内容"),
    "subject": N_("事项"),
    "reason": N_("理由"),
    "reviewer": N_("审核人"),
    "decided_on": N_("决定日期"),
    "channel": N_("渠道"),
    "published_on": N_("公开日期"),
    "ended_on": N_("停用日期"),
    "due_on": N_("到期日"),
    "due_provisional": N_("到期日是否暂定"),
    "began_on": N_("开始日期"),
    "domain": N_("领域"),
    "on_web": N_("已上网"),
    "passed": N_("通过"),
    "number": N_("编号"),
    "programme": N_("补贴项目"),
    "batch": N_("批次"),
    "year": N_("年份"),
    "households": N_("户数"),
    "amount_fen": N_("金额"),
    "total_fen": N_("金额"),
    "posted_on": N_("张贴日期"),
    "posted_by": N_("张贴人"),
    "taken_down_on": N_("撤下日期"),
    "last_on": N_("期满日"),
    "answer": N_("答复"),
    "answered_on": N_("答复日期"),
    "received_on": N_("收到日期"),
    "happened_on": N_("日期"),
    "state": N_("状态"),
    "status": N_("状态"),
    "outcome": N_("办理结果"),
    "closed_on": N_("办结日期"),
    "kind": N_("种类"),
    "handler": N_("经办人"),
    "figures": N_("数据"),
    "note": N_("备注"),
    "size": N_("大小"),
}
_OF: Mapping[str, Mapping[str, str]] = {
    "disclosure": DISCLOSURE_NAMES,
    "notice": NOTICE_NAMES,
    "request": REQUEST_FIELD_NAMES,
    "remedy": REMEDY_FIELD_NAMES,
}


def field_name(table: str, column: str) -> str:
    """What a column of a kind of record is called, in the language in use; one without a name shows the column's."""
    known = _OF.get(table, {}).get(column) or _COMMON.get(column)
    return _(known) if known else _(_OTHER).format(column=column)


def value_words(table: str, column: str, value: object) -> str:
    """A value as it travels, for people: money in yuan, codes in words, long structures as they stand."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _(N_("是")) if value else _(N_("否"))
    if column.endswith("_fen") and isinstance(value, int):
        return f"{value / 100:,.2f}"
    if isinstance(value, dict):
        return "；".join(f"{key}：{value_words('', '', one)}" for key, one in value.items())
    if isinstance(value, list):
        return "、".join(value_words("", "", one) for one in value)
    word = word_of(table, column, value) if isinstance(value, str) else ""
    return _(word) if word else str(value)
