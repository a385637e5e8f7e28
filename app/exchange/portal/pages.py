"""The pages of the portal: its contents, a village, a notice; each in both scripts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from app.exchange.portal import blocks
from app.exchange.portal.blocks import Head
from app.exchange.portal.content import Portal, PortalNotice, PortalVillage, Words, newest_first
from app.exchange.portal.html import TAGS, Html, element, joined, link, said
from app.i18n import LANGUAGES, _, language, speaking
from app.text.clean import clean
from app.text.numerals import chinese_date, mongolian_date, mongolian_span

NEWEST = 10
"""So many notices stand on the first page."""
NARROW = 6
"""A roll with more columns takes the whole width; its two scripts stand under each other."""
_PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>{title}</title>
<link rel="stylesheet" href="{root}style.css">
</head>
<body>
{scripts}
<main{shape}>
{sections}
</main>
</body>
</html>
"""


class _Way(NamedTuple):
    """A page on the way to this one: where it is, and its name."""

    target: str
    name: Words


def index_page(portal: Portal) -> str:
    """The contents: the newest notices, the townships and their villages with the number of their notices."""

    def body() -> Html:
        return joined(
            blocks.heading(
                1, portal.title.spoken, element("p", portal.office.spoken, class_="over"), id_=_text_anchor()
            ),
            _newest(portal),
            blocks.heading(2, _("嘎查村")),
            *(_township(portal, name, villages) for name, villages in portal.townships()),
        )

    return _document(portal, (portal.title,), body, root="")


def village_page(portal: Portal, village: PortalVillage) -> str:
    """A village: what hangs now, and what was taken down."""

    def body() -> Html:
        township = element("p", village.township.spoken, class_="over")
        return joined(
            _way([_Way("../index.html", portal.title)]),
            blocks.heading(1, village.name.spoken, township, id_=_text_anchor()),
            blocks.titled(blocks.heading(2, _("正在公示")), *_current(village.current)),
            Html("") if portal.current_only else _past(village.past),
        )

    return _document(portal, (village.name, portal.title), body, root="../")


def notice_page(portal: Portal, village: PortalVillage, notice: PortalNotice, sizes: Mapping[str, int]) -> str:
    """A notice with its roll; `sizes` are those of its files, in bytes."""

    def body() -> Html:
        mongolian = language() == "mn_Mong"
        texts = notice.paragraphs_mn if mongolian else notice.paragraphs
        only_chinese = mongolian and notice.paragraphs and not texts
        kind = element("p", notice.kind.spoken, class_="over")
        return joined(
            _way([_Way("../index.html", portal.title), _Way("index.html", village.name)]),
            blocks.heading(1, notice.title.spoken, kind, id_=_text_anchor()),
            _taken_down(notice),
            *(blocks.block(element("p", text), class_="text") for text in texts),
            *([_remark(_("这份公示的正文只有汉文。"))] if only_chinese else []),
            *_roll(notice),
            _particulars(notice),
            _files(notice, sizes),
        )

    shape = "wide" if len(notice.columns) > NARROW else ""
    return _document(portal, (notice.title, village.name), body, root="../", shape=shape)


def _document(portal: Portal, titles: Sequence[Words], body: Callable[[], Html], root: str, shape: str = "") -> str:
    """A whole page: the same body said once in each language of the layout."""
    sections = []
    for spoken in portal.layout.languages:
        with speaking(spoken) as voice:
            parts = [body(), _footer(portal)]
            draft = [_draft()] if portal.mark_drafts and voice.unread else []
            sections.append(blocks.section(_anchor(), _skip(), *draft, *parts))
    first = portal.layout.languages[0]
    with speaking(first):
        title = " - ".join(clean(words.spoken) for words in titles)
    return _PAGE.format(
        lang=TAGS[first],
        title=escape(title),
        root=root,
        shape=f' class="{shape}"' if shape else "",
        scripts=_scripts(portal),
        sections="\n".join(sections),
    )


def _anchor() -> str:
    return language()[:2]


def _text_anchor() -> str:
    return f"text-{_anchor()}"


def _skip() -> Html:
    return element("a", _("跳到正文"), class_="skip", href=f"#{_text_anchor()}")


def _draft() -> Html:
    """What a sheet of paper says too, as long as no native reader approved our own words on it."""
    return blocks.block(element("p", _("草稿：蒙古文尚未经母语人员审读。")), class_="marked")


def _scripts(portal: Portal) -> Html:
    """On a small screen one script stands under the other: the way to it."""
    links = (
        element("a", Html(LANGUAGES[spoken]), href=f"#{spoken[:2]}", lang=TAGS[spoken])
        for spoken in portal.layout.languages
    )
    return element("div", *links, class_="scripts")


def _way(steps: Iterable[_Way]) -> Html:
    links = [element("li", link(step.target, step.name.spoken)) for step in steps]
    return blocks.block(element("nav", element("ul", *links)), class_="way")


def _footer(portal: Portal) -> Html:
    entries = [(_("公开单位"), portal.office.spoken), (_("更新时间"), f"{portal.made_at:%Y-%m-%d %H:%M}")]
    return element("footer", blocks.facts(entries))


def _newest(portal: Portal) -> Html:
    """The notices hanging now that were posted last."""
    homes = {id(notice): village for village in portal.villages for notice in village.current}
    hanging = newest_first(notice for village in portal.villages for notice in village.current)
    entries = [_entry(notice, homes[id(notice)]) for notice in hanging[:NEWEST]]
    return blocks.titled(blocks.heading(2, _("最新公示")), *(blocks.listing(entries) or [_nothing()]))


def _entry(notice: PortalNotice, village: PortalVillage) -> Html:
    folder = f"{village.code}/"
    return element(
        "li",
        _day(notice.posted_on),
        Html(" "),
        link(folder + "index.html", village.name.spoken),
        Html(" "),
        link(folder + notice.page, notice.title.spoken) if notice.page else notice.title.spoken,
    )


def _township(portal: Portal, name: Words, villages: Sequence[PortalVillage]) -> Html:
    heads = [Head(_("嘎查村")), Head(_("正在公示"), number=True)]
    if not portal.current_only:
        heads.append(Head(_("已撤下"), number=True))
    rows = [
        (link(f"{own.code}/index.html", own.name.spoken), *map(str, (len(own.current), len(own.past))))[: len(heads)]
        for own in villages
    ]
    return blocks.titled(blocks.heading(3, name.spoken), *blocks.table(name.spoken, heads, rows))


def _current(notices: Sequence[PortalNotice]) -> list[Html]:
    if not notices:
        return [_nothing()]
    heads = [Head(_("张贴日期")), Head(_("公示")), Head(_("公示期"))]
    rows = [(_day(own.posted_on), _named(own), _span(own)) for own in notices]
    return blocks.table(_("正在公示"), heads, rows)


def _past(notices: Sequence[PortalNotice]) -> Html:
    if not notices:
        return Html("")
    heads = [Head(_("张贴日期")), Head(_("公示")), Head(_("状态"))]
    rows = [(_day(own.posted_on), _named(own), joined(*_states(own))) for own in notices]
    name = _("已撤下、已归档")
    return blocks.titled(blocks.heading(2, name), *blocks.table(name, heads, rows))


def _named(notice: PortalNotice) -> Html:
    title = link(notice.page, notice.title.spoken) if notice.page else said(notice.title.spoken)
    return joined(title, Html(" "), element("span", notice.kind.spoken, class_="over"))


def _states(notice: PortalNotice) -> Iterator[Html]:
    """What became of a notice that hangs no longer, and when."""
    for name, day in ((_("已撤下"), notice.taken_down_on), (_("已归档"), notice.filed_on)):
        if day:
            yield element("p", name, Html(" "), _day(day))


def _taken_down(notice: PortalNotice) -> Html:
    """That it hangs no longer, where nobody overlooks it."""
    if not notice.past:
        return Html("")
    return blocks.block(*_states(notice), class_="marked")


def _roll(notice: PortalNotice) -> list[Html]:
    mongolian = language() == "mn_Mong"
    rows = (mongolian and notice.rows_mn) or notice.rows
    totals = (mongolian and notice.totals_mn) or notice.totals
    heads = [Head(column.heading.spoken, column.number) for column in notice.columns]
    return blocks.table(notice.title.spoken, heads, rows, totals)


def _particulars(notice: PortalNotice) -> Html:
    return blocks.facts(
        [
            (_("公示期"), _period(notice)),
            (_("公示单位"), notice.issuer.spoken),
            (_("监督单位"), notice.supervisor.spoken),
            (_("监督电话"), notice.phone),
            (_("张贴日期"), _words(notice.posted_on)),
            (_("编号"), notice.number),
            (_("核对码"), notice.code),
        ]
    )


def _files(notice: PortalNotice, sizes: Mapping[str, int]) -> Html:
    if not notice.files:
        return Html("")
    entries = [
        element("li", link(file.name, Html(file.name)), Html(f" ({_kilobytes(sizes[file.name])} KB)"))
        for file in notice.files
    ]
    return element("div", blocks.titled(blocks.heading(2, _("附件")), *blocks.listing(entries)), class_="files")


def _nothing() -> Html:
    return _remark(_("现在没有正在公示的内容。"))


def _remark(text: str) -> Html:
    return blocks.block(element("p", text), class_="text")


def _kilobytes(size: int) -> int:
    return max(1, round(size / 1024))


def _words(day: date) -> str:
    """A day as a text writes it, in the language spoken."""
    return mongolian_date(day) if language() == "mn_Mong" else chinese_date(day)


def _period(notice: PortalNotice) -> str:
    """The period as a text writes it, in the language spoken."""
    if notice.period is None:
        return ""
    first, last = notice.period
    if last is None:
        return _("长期公示")
    if language() == "mn_Mong":
        return mongolian_span(first, last)
    return _("{first}至{last}").format(first=chinese_date(first), last=chinese_date(last))


def _day(day: date) -> Html:
    """A day as a list writes it, never parted."""
    return element("span", Html(day.isoformat()), class_="day")


def _span(notice: PortalNotice) -> Html:
    """The period as a list writes it."""
    if notice.period is None:
        return Html("")
    first, last = notice.period
    return joined(_day(first), Html(" – "), _day(last)) if last else said(_("长期公示"))
