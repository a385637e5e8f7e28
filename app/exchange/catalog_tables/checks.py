"""What deserves a second look in a catalog that could be read; nothing here is corrected."""

import re
from collections.abc import Iterable, Iterator

from app.exchange.catalog_tables.reading import CatalogRowRead
from app.i18n import N_
from app.rules.problems import Problem
from app.rules.time_limits import parse

_PAIRS = {"〔": "〕", "﹝": "﹞", "[": "]", "［": "］", "(": ")", "（": "）", "《": "》", "〈": "〉"}
_ALIKE = str.maketrans("﹝﹞[]［］（）＜＞<>", "〔〕〔〕〔〕()〈〉〈〉")
_MISSING_NUMBER = re.compile(r"[发函规办字令][〔(]\d{4,}号|〔\d{4}[^〕\d]")
# Laws that were repealed while published tables still cite them, with what took their place.
_REPEALED = {
    "婚姻法": "民法典",
    "继承法": "民法典",
    "收养法": "民法典",
    "担保法": "民法典",
    "合同法": "民法典",
    "物权法": "民法典",
    "侵权责任法": "民法典",
    "民法总则": "民法典",
    "民法通则": "民法典",
    "执业医师法": "医师法",
}
_TRADITIONAL = frozenset("開內據時體層級縣鄉鎮動請會眾對項類責單領號範圍間務達應辦導資訊規劃業學衛監權與為發電農")
_PINYIN = re.compile("[\u4e00-\u9fff]\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\\)")
_NOISE = re.compile("[\ufffd]|(?<![a-z./@:])[a-z]{4,}\\s*(?=[\u4e00-\u9fff])")


def row_warnings(row: CatalogRowRead, channels_text: str, has_channels: bool) -> Iterator[Problem]:
    """Give the warnings of one row: its time limit, its basis, its channels, its audience and mode."""
    if row.time_limit and not parse(row.time_limit).understood:
        message = N_("公开时限“{text}”未能识别，将按20个工作日提醒，请核对。")
        yield Problem("time_limit", message, {"text": row.time_limit}, warning=True)
    yield from _basis_warnings(row.basis)
    boxes = [mark.required for mark in row.channels]
    if not row.channels and has_channels:
        yield Problem("channels", N_("没有写公开渠道。"), warning=True)
    elif False in boxes and True not in boxes:
        yield Problem("channels", N_("公开渠道都没有勾选：{text}"), {"text": channels_text}, warning=True)
    if row.audience_all and row.audience_group:
        yield Problem("audience", N_("“全社会”和“特定群体”都勾选了，请核对公开对象。"), warning=True)


def _basis_warnings(basis: str) -> Iterator[Problem]:
    if basis and (not _paired(basis) or _MISSING_NUMBER.search(basis)):
        yield Problem("basis", N_("公开依据中的括号、书名号或文号不完整，请核对原文。"), warning=True)
    for law, instead in _REPEALED.items():
        if re.search(f"[《〈](?:中华人民共和国)?{law}[》〉]", basis):
            message = N_("公开依据中的《{law}》已由《{instead}》代替，请核对。")
            yield Problem("basis", message, {"law": law, "instead": instead}, warning=True)


def _paired(text: str) -> bool:
    """Whether every bracket is closed by its own kind; list numbers such as 1) do not count."""
    text = re.sub(r"(?<![\d(（])\d{1,2}[)）]", "", text).translate(_ALIKE)
    awaited: list[str] = []
    for sign in text:
        if sign in _PAIRS:
            awaited.append(_PAIRS[sign])
        elif sign in _PAIRS.values() and (not awaited or awaited.pop() != sign):
            return False
    return not awaited


def damage_warnings(texts: Iterable[str]) -> Iterator[Problem]:
    """Give a warning when the characters of a table look converted (traditional characters) or badly recognised."""
    whole = "\n".join(texts)
    if sum(letter in _TRADITIONAL for letter in whole) * 50 > len(whole):
        yield Problem("", N_("表中有许多繁体字，可能经过转换，请与原件核对后再采用。"), warning=True)
    if _PINYIN.search(whole) or _NOISE.search(whole):
        yield Problem("", N_("表中夹有拼音或乱码，可能是识别或复制造成的，请与原件核对后再采用。"), warning=True)
