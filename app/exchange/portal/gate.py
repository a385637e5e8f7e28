"""The second lock: no personal number leaves for the web, whoever was to mask it before."""

from collections.abc import Iterator
from typing import NamedTuple

from app.errors import UserError
from app.exchange.portal.content import Portal, PortalNotice, PortalVillage, Words
from app.i18n import N_, _
from app.rules import privacy

SHORTEST = 11
"""The digits of a mobile number, the shortest that is looked for: most cells of a roll have fewer letters."""
_FOUND = N_(
    "门户页面“{page}”的“{field}”中有身份证号、银行卡号或手机号，没有导出任何页面。请在记录中隐去这个号码后再导出一次。"
)


class _Text(NamedTuple):
    """A text, the page it would stand on, and what it is there, as a Chinese source message."""

    page: str
    field: str
    text: str


def check(portal: Portal) -> None:
    """Raise UserError naming page and field if any text or file name of the portal holds a personal number."""
    for place in _texts(portal):
        if len(place.text) >= SHORTEST and privacy.find(place.text):
            raise UserError(_FOUND, {"page": place.page, "field": _(place.field)})


def _texts(portal: Portal) -> Iterator[_Text]:
    yield from _both("index.html", N_("栏目名称"), portal.title)
    yield from _both("index.html", N_("单位名称"), portal.office)
    for village in portal.villages:
        page = f"{village.code}/index.html"
        yield _Text(page, N_("行政区划代码"), village.code)
        yield from _both(page, N_("嘎查村"), village.name)
        yield from _both(page, N_("苏木乡镇"), village.township)
        for notice in portal.shown(village):
            yield from _of_notice(village, notice)


def _of_notice(village: PortalVillage, notice: PortalNotice) -> Iterator[_Text]:
    page = f"{village.code}/{notice.code}.html"
    yield _Text(page, N_("编号"), notice.number)
    yield _Text(page, N_("核对码"), notice.code)
    yield _Text(page, N_("监督电话"), notice.phone)
    yield from _both(page, N_("类别"), notice.kind)
    yield from _both(page, N_("标题"), notice.title)
    yield from _both(page, N_("公示单位"), notice.issuer)
    yield from _both(page, N_("监督单位"), notice.supervisor)
    for text in notice.paragraphs + notice.paragraphs_mn:
        yield _Text(page, N_("正文"), text)
    yield from _of_roll(page, notice)
    for file in notice.files:
        yield _Text(page, N_("附件"), file.name)


def _of_roll(page: str, notice: PortalNotice) -> Iterator[_Text]:
    for column in notice.columns:
        yield from _both(page, N_("表头"), column.heading)
    for row in (*notice.rows, *notice.rows_mn):
        for cell in row:
            yield _Text(page, N_("名册"), cell)
    for cell in notice.totals + notice.totals_mn:
        yield _Text(page, N_("合计"), cell)


def _both(page: str, field: str, words: Words) -> Iterator[_Text]:
    return (_Text(page, field, text) for text in words)
