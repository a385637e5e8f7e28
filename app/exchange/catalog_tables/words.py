"""The headings of published catalogs: what each is called, broken, abridged and misspelt."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

# Without blanks and marks; 苏木 and 嘎查 are the township and the village of Inner Mongolia.
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": ("序号", "编号", "序列号", "事项编号", "目录编号", "序"),
        "domain": ("所属领域", "相应领域", "领域", "领域名称", "公开领域", "试点领域"),
        "level1": (
            "一级事项",
            "一级目录",
            "一级",
            "I级公开事项",
            "I级事项",
            "公开类别",
            "一级公开事项",
            "事项类别名称",
        ),
        "level2": ("二级事项", "二级目录", "二级", "II级公开事项", "II级事项", "二级公开事项"),
        "level3": ("三级事项", "三级目录", "三级", "III级公开事项", "III级事项", "三级公开事项"),
        "item": ("公开事项", "事项名称", "事项", "公开项目", "公开事项名称"),
        "content": ("公开内容", "公开内容及要求", "内容", "公开要素", "公开内容要素", "公开的内容", "具体内容"),
        "basis": ("公开依据", "依据", "法律依据", "政策依据", "公开法律依据", "法规依据"),
        "time_limit": ("公开时限", "时限", "公开时间", "公开要求", "公开期限", "时限要求"),
        "publisher": (
            "公开主体",
            "公开责任单位",
            "责任单位",
            "责任主体",
            "公开责任主体",
            "公开单位",
            "发布主体",
            "责任部门",
            "主体",
        ),
        "channels": (
            "公开渠道",
            "公开渠道和载体",
            "公开渠道及载体",
            "公开渠道载体",
            "公开载体",
            "公开平台",
            "公开途径",
            "渠道",
        ),
        "audience": ("公开对象", "公开范围", "对象"),
        "audience_all": ("全社会", "社会公众", "全社会公开", "面向全社会"),
        "audience_group": ("特定群体", "特定群众", "特定对象", "特定人群"),
        "mode": ("公开方式", "方式"),
        "proactive": ("主动", "主动公开"),
        "on_request": ("依申请", "依申请公开", "申请", "申请公开"),
        "levels": ("公开层级", "层级", "公开级别"),
        "city": ("市级", "盟市级", "地市级", "盟级", "州级"),
        "county": (
            "县级",
            "区级",
            "旗县级",
            "旗县区级",
            "县区级",
            "区县级",
            "县市级",
            "县市区级",
            "旗级",
            "旗县",
            "县",
        ),
        "township": (
            "乡级",
            "乡镇级",
            "镇级",
            "镇街级",
            "街镇级",
            "乡镇",
            "街道",
            "街道级",
            "乡镇街道级",
            "乡镇街道",
            "苏木乡镇级",
            "苏木乡镇",
            "乡",
        ),
        "township_village": ("乡村级", "镇村级", "乡镇村级", "镇街村级", "苏木乡镇嘎查村级", "乡镇村", "乡村"),
        "village": ("村级", "嘎查村级", "社区级", "村社区级", "嘎查村", "村"),
    }
)
LEVELS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "city": frozenset({"city"}),
        "county": frozenset({"county"}),
        "township": frozenset({"township"}),
        "township_village": frozenset({"township", "village"}),
        "village": frozenset({"village"}),
    }
)
GROUPS = frozenset({"item", "audience", "mode", "levels"})  # headings that may stand above several narrower ones
TICKED = frozenset({"audience", "audience_all", "audience_group", "mode", "proactive", "on_request", "levels", *LEVELS})
NAMES = ("level1", "level2", "level3")
PLAIN = ("content", "basis", "time_limit", "publisher", "channels")
_FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings}
_SIMPLIFIED = str.maketrans(
    "開內據時體層級縣鄉鎮動請會眾對項類責單領號範圍間徑載門務",
    "开内据时体层级县乡镇动请会众对项类责单领号范围间径载门务",
)
_MARKS = re.compile(r"\([^()]*\)|[\s/、,，*:：?⠂()_.|-]")
_SHORTEST = 4  # a heading must have this many characters to be known with one of them missing


def tight(text: str) -> str:
    """Give a heading without blanks, marks, remarks in brackets and traditional characters."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED)
    return _MARKS.sub("", re.sub(r"\s+", "", plain))


def field_of(text: str) -> str:
    """Find the field a heading names, letter for letter or with one character missing; empty when it names none."""
    bare = tight(text)
    return _FIELDS.get(bare) or _damaged(bare)


def _damaged(bare: str) -> str:
    """Find the one field with a heading that lacks just one character of this; two such fields are none."""
    whole = [heading for heading in _FIELDS if len(heading) >= _SHORTEST and len(heading) == len(bare) + 1]
    fields = {
        _FIELDS[heading]
        for heading in whole
        if any(heading[:i] + heading[i + 1 :] == bare for i in range(len(heading)))
    }
    return fields.pop() if len(fields) == 1 else ""
