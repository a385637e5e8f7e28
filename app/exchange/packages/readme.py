"""What a person without the program reads in a package: a page in both scripts, and a workbook of the names.

The page brings its own style, no script, and asks nothing of any other computer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

from app.exchange.packages.header import Header, Kind
from app.exchange.packages.manifests import RECORDS, SHA256, SHEETS
from app.exchange.packages.workbook import TextSheet, workbook
from app.exchange.portal import blocks
from app.exchange.portal.blocks import Head
from app.exchange.portal.content import Words
from app.exchange.portal.html import TAGS, Html, element, joined
from app.exchange.portal.style import STYLE
from app.i18n import N_, _, speaking
from app.rules.bilingual import Layout

ON_PAGE = 200
"""So many names of a kind stand on the page."""
IN_WORKBOOK = 5_000
"""So many names of a kind stand in the workbook."""
BOTH = ("zh", "mn_Mong")
_PAGE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{sections}
</main>
{names}
</body>
</html>
"""
_STYLE = """\
section.names h2 { margin: 20px 0 6px; font-size: 1em; }
section.names ol { margin: 0; padding: 0 0 0 3em; }
section.names li { padding: 1px 0; }
section.zh .steps li { padding: 3px 0; }
section.zh dt { width: 7em; }
section.zh dd { margin-left: 7em; word-wrap: break-word; overflow-wrap: break-word; }
"""
_FOR: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.REPORT: N_("接收单位在程序的“报送—接收”里选中这个文件，核对以后接收，再出回执。"),
        Kind.RECEIPT: N_("接收单位在程序的“报送—回执与退回”里读入这个文件。"),
        Kind.CATALOG: N_("下级单位在程序的“报送—参数下发”里选中这个文件，核对以后安装。"),
        Kind.BACKUP_COPY: N_("接收单位在程序的“报送—接收”里选中这个文件，取回本单位的数据。"),
    }
)
_TITLES: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.REPORT: N_("第 {seq} 个报送包"),
        Kind.RECEIPT: N_("第 {seq} 号回执"),
        Kind.CATALOG: N_("第 {seq} 个参数包"),
        Kind.BACKUP_COPY: N_("第 {seq} 个本单位数据副本"),
    }
)
_WHOLE = N_("把整个文件原样交给接收单位。里面的文件一个也不能改动：改动以后签名不符，对方不能接收。")
_MASKED = N_("{file} 列出记录的名称，用表格软件打开。名称里的证件号、银行卡号、手机号已经隐去。")
_CHECK = N_("没有装程序的电脑，可以照 {file} 核对每个文件的 SHA-256 值。")
_VOICE = N_("接收以前，请用电话核对签名密钥的指纹；有法律效力的，是一并交接、盖了章的纸单。")
_ALL_BELOW = N_("全部下级单位")
_OFFICE = N_("{name}（{code}）")
_FIRST = N_("本单位的全部数据")
_SINCE = N_("第 {seq} 包的回执以后的变动")
_CUT = N_("本类共 {n} 条，这里列出 {shown} 条；其余的和已删除的，见 {file}。")
_HERE = N_("各类记录的名称列在下面，照登记时的文字。")


@dataclass(frozen=True)
class Listed:
    """The records of one kind: what it is called (a source message), how many, office and name of the first of them."""

    label: str
    count: int
    names: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Contents:
    """What page and workbook tell of a package; every text has passed the privacy mask.

    `receiver` without a code stands for all offices below; `mark_drafts` says of Mongolian that nobody approved it.
    """

    header: Header
    sender: Words
    receiver: Words
    fingerprint: str
    kinds: Sequence[Listed]
    layout: Layout
    mark_drafts: bool = True


def page(contents: Contents) -> bytes:
    """The page `readme.html` in UTF-8; the same contents give the same bytes."""
    languages = [language for language in contents.layout.languages if language in BOTH]
    with speaking(languages[0]):
        title = _title(contents.header)
    html = _PAGE.format(
        lang=TAGS[languages[0]],
        title=escape(title),
        style=STYLE + _STYLE,
        sections="\n".join(_section(contents, language) for language in languages),
        names=_names(contents),
    )
    return html.encode()


def sheets(contents: Contents) -> bytes:
    """The workbook `records.xlsx`: how many records of each kind, and the names of the first of them."""
    counts = [(_label(each.label), str(each.count)) for each in contents.kinds]
    return workbook(
        (
            TextSheet(_both(N_("条数")), ((_both(N_("种类")), 28), (_both(N_("条数")), 12)), counts),
            TextSheet(
                _both(N_("名称")),
                ((_both(N_("种类")), 28), (_both(N_("单位")), 28), (_both(N_("名称")), 80)),
                _name_rows(contents.kinds),
            ),
        )
    )


def _section(contents: Contents, language: str) -> Html:
    """What the package is and what to do with it, in one language."""
    with speaking(language) as voice:
        body = [
            blocks.heading(1, _title(contents.header)),
            blocks.facts(_facts(contents)),
            blocks.titled(blocks.heading(2, _("这个文件怎么用")), *_steps(contents)),
            blocks.titled(blocks.heading(2, _("内容")), *_counted(contents.kinds)),
        ]
        draft = contents.mark_drafts and voice.unread
        marked = [blocks.block(element("p", _("草稿：蒙古文尚未经母语人员审读。")), class_="marked")] if draft else []
        return blocks.section(language[:2], *marked, *body)


def _title(header: Header) -> str:
    return _(_TITLES[header.kind]).format(seq=header.seq)


def _facts(contents: Contents) -> Iterator[tuple[str, str]]:
    header = contents.header
    yield _("发出单位"), _(_OFFICE).format(name=contents.sender.spoken, code=header.sender)
    if header.receiver:
        yield _("接收单位"), _(_OFFICE).format(name=contents.receiver.spoken, code=header.receiver)
    else:
        yield _("接收单位"), _(_ALL_BELOW)
    yield _("编制时间"), f"{header.made_at:%Y-%m-%d %H:%M}"
    if header.kind is Kind.REPORT:
        yield _("报送内容"), _(_SINCE).format(seq=header.base_seq) if header.base_seq else _(_FIRST)
    yield _("记录"), _("共 {n} 条").format(n=sum(each.count for each in contents.kinds))
    yield _("密钥指纹"), contents.fingerprint


def _steps(contents: Contents) -> list[Html]:
    named = any(each.names for each in contents.kinds)
    steps = (
        _(_WHOLE),
        _(_FOR[contents.header.kind]),
        _(_VOICE),
        *([_(_MASKED).format(file=SHEETS)] if named else []),
        _(_CHECK).format(file=SHA256),
        *([_(_HERE)] if named else []),
    )
    return [blocks.block(element("ul", *(element("li", step) for step in steps)), class_="steps")]


def _counted(kinds: Sequence[Listed]) -> list[Html]:
    heads = [Head(_("种类")), Head(_("条数"), number=True)]
    return blocks.table(_("内容"), heads, [(_(each.label), str(each.count)) for each in kinds])


def _names(contents: Contents) -> Html:
    """The names as they were entered, which is mostly Chinese: once for both sections."""
    with speaking("zh"):
        parts = [part for each in contents.kinds if each.names for part in _of_kind(each)]
        if not parts:
            return Html("")
        inner = element("div", *parts, class_="inner")
        return element("main", element("section", inner, class_="zh names", lang=TAGS["zh"]), class_="wide")


def _of_kind(each: Listed) -> Iterator[Html]:
    shown = each.names[:ON_PAGE]
    yield element("h2", _(each.label))
    yield element("ol", *(element("li", joined(name, Html(" "), _over(office))) for office, name in shown))
    if each.count > len(shown):
        yield element("p", _(_CUT).format(n=each.count, shown=len(shown), file=SHEETS), class_="over")


def _over(office: str) -> Html:
    return element("span", office, class_="over") if office else Html("")


def _name_rows(kinds: Sequence[Listed]) -> Iterator[tuple[str, str, str]]:
    for each in kinds:
        label, shown = _label(each.label), each.names[:IN_WORKBOOK]
        yield from ((label, office, name) for office, name in shown)
        if shown and each.count > len(shown):
            with speaking("zh"):
                yield label, "", _(_CUT).format(n=each.count, shown=len(shown), file=RECORDS)


def _label(message: str) -> str:
    with speaking("zh"):
        return _(message)


def _both(message: str) -> str:
    """A heading in both scripts, for whoever opens the workbook."""
    said = []
    for language in BOTH:
        with speaking(language):
            said.append(_(message))
    return "\n".join(dict.fromkeys(said))
