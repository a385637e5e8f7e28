"""Titles of catalogs and the domains (领域) they name."""

import re
import unicodedata

DOMAINS = (
    "重大建设项目",
    "公共资源交易",
    "义务教育",
    "户籍管理",
    "社会救助",
    "养老服务",
    "公共法律服务",
    "财政预决算",
    "就业创业",
    "就业",
    "社会保险",
    "城乡规划",
    "国土空间规划",
    "农村集体土地征收",
    "征地补偿",
    "生态环境",
    "环境保护",
    "保障性住房",
    "国有土地上房屋征收与补偿",
    "国有土地上房屋征收",
    "农村危房改造",
    "市政服务",
    "城市综合执法",
    "城市管理综合执法",
    "涉农补贴",
    "公共文化服务",
    "文化服务",
    "医疗卫生",
    "卫生健康",
    "安全生产",
    "救灾",
    "食品药品监管",
    "税收管理",
    "扶贫",
    "乡村振兴",
    "新闻出版版权",
    "统计",
    "交通运输",
    "自然资源",
    "旅游",
    "嘎查村务公开",
    "村务公开",
)
_NUMBER = r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]"
_TITLE = re.compile(r"目录|公开清单|事项清单")
_SECTION = re.compile(rf"\s*{_NUMBER}\s*\S{{2,40}}")
_NAMED = re.compile(rf"^\s*(?:{_NUMBER}\s*)?(\S{{2,20}}?)领域")
_LONGEST = 60


def is_title(text: str) -> bool:
    """Whether a line is the title of a catalog or of one domain in it."""
    bare = "".join(text.split())
    return len(bare) <= _LONGEST and bool(_TITLE.search(bare) or (_SECTION.match(bare) and domain_in(bare)))


def domain_in(text: str) -> str:
    """Find the domain a title names: the longest known one in it, else the words before 领域, else nothing."""
    bare = "".join(unicodedata.normalize("NFC", text).split())
    known = [domain for domain in DOMAINS if domain in bare]
    if known:
        return max(known, key=len)
    named = _NAMED.match(bare)
    return named[1] if named else ""


def title_in(heading: str) -> str:
    """Find the title among the lines above a table: the last that says 目录 or 清单, else nothing."""
    return next((line for line in reversed(heading.split("\n")) if _TITLE.search(line) and len(line) <= _LONGEST), "")
