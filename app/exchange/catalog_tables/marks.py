"""What the tick columns of a row say: audience, mode and levels."""

from collections.abc import Mapping
from typing import NamedTuple

from app.exchange.catalog_tables.cells import has_tick, is_blank, joined, tick
from app.exchange.catalog_tables.words import LEVELS, TICKED
from app.rules.catalog import Mode

_EVERYBODY = ("全社会", "社会公众", "全体公民", "公众")
_LEVEL_WORDS = (("city", "盟市"), ("county", "县旗区"), ("township", "乡镇街苏木"), ("village", "村社区嘎查"))
_LONGEST_LEVEL = 12


class Audience(NamedTuple):
    """To whom: everybody or not (None when the row does not say), and the group named."""

    everybody: bool | None
    group: str = ""


def audience(texts: Mapping[str, str]) -> Audience:
    """Read 公开对象 from its two tick columns or from words in one column; a bare tick in one column says nothing."""
    everybody, group = tick(texts.get("audience_all", "")), tick(texts.get("audience_group", ""))
    words = tick(texts.get("audience", "")).words
    named = [part for part in (everybody.words, words) if part and not _means_everybody(part)]
    if group.on:
        named.append(group.words or "特定群体")
    everyone = (everybody.on and not everybody.words) or any(map(_means_everybody, (everybody.words, words)))
    return Audience(everyone if everyone or named else None, "；".join(named))


def _means_everybody(words: str) -> bool:
    return any(name in words for name in _EVERYBODY)


def mode(texts: Mapping[str, str]) -> Mode | None:
    """Read 公开方式; None when the row says nothing or says both."""
    words = joined(texts.get("mode", ""), lists=False)
    requested = tick(texts.get("on_request", "")).on or "申请" in words
    proactive = tick(texts.get("proactive", "")).on or "主动" in words
    if requested == proactive:
        return None
    return Mode.ON_REQUEST if requested else Mode.PROACTIVE


def both_modes(texts: Mapping[str, str]) -> bool:
    """Whether 主动 and 依申请 are both ticked."""
    return tick(texts.get("on_request", "")).on and tick(texts.get("proactive", "")).on


def levels(texts: Mapping[str, str]) -> frozenset[str] | None:
    """Read 公开层级 from its tick columns or from words in one column; None when nothing is ticked."""
    ticked = [LEVELS[field] for field in LEVELS if tick(texts.get(field, "")).on]
    words = texts.get("levels", "")
    named = [level for level, signs in _LEVEL_WORDS if any(sign in words for sign in signs)]
    return frozenset(named).union(*ticked) or None


def slipped(field: str, text: str) -> bool:
    """Whether the text cannot belong to this column: a bare tick among words, a sentence among ticks."""
    if field in {*LEVELS, "proactive", "on_request"}:
        return not has_tick(text) and len(joined(text, lists=False)) > _LONGEST_LEVEL
    return field not in TICKED and is_bare_tick(text)


def is_bare_tick(text: str) -> bool:
    """Whether a cell holds a tick and nothing else."""
    return has_tick(text) and not is_blank(text) and not tick(text).words
