"""The words inside a cell: joining what line ends and stray blanks broke, keeping lists, reading ticks."""

import re
from typing import NamedTuple

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_SIDE = rf"[{_HAN}，。；：、（）()《》〈〉〔〕“”]"
_BLANKS = re.compile(r"[ \t\xa0\u3000\u2002\u2003\u2800⠂]+")
_STRAY = re.compile(rf"(?<={_SIDE}) (?={_SIDE}|[0-9])|(?<=[0-9]) (?={_SIDE})")
_SPLIT_NUMBER = re.compile(r"(?<=〔\d{4}〕)(\d(?: \d)+)(?= ?号)")
_ITEM = re.compile(
    rf"\s*(?:[●○·•◆■□*＊▪-]|\d{{1,2}}(?:\.\d{{1,2}})*[.、．)）]|[（(](?:\d{{1,2}}|[一二三四五六七八九十]+)[)）]"
    rf"|[①-⑳]|[一二三四五六七八九十]{{1,3}}(?:、|是)|[{_HAN}]{{2,12}}[：:]|《)"
)
_FINISHED = re.compile(r"[；;。！：:]\s*$")
_TICK = re.compile(r"[√✓✔☑■▄●þ]|(?<![A-Za-z])R(?![A-Za-z])|^[VvYy]$")
_BLANK_VALUES = frozenset({"", "-", "－", "—", "──", "─", "——", "/", "／", "无", "×", "□", "?", "？", "○", "〇"})
_DITTO = re.compile(r"(?:内容)?(?:同上|同前)[。.]?|[〃″\"]")
_WRAPPED_AT = 8  # characters; shorter full lines are rather a list
_FEWEST_WORDS = 3


def joined(text: str, lists: bool = True) -> str:
    """Join words across line ends and stray blanks; with `lists`, a line that begins a new element stays a line."""
    lines = [tidy for line in text.split("\n") if (tidy := _closed_up(line, lists))]
    if not lines:
        return ""
    wrapped = _looks_wrapped(lines)
    whole = lines[0]
    for line in lines[1:]:
        kept = lists and not _open(whole) and (_ITEM.match(line) or _FINISHED.search(whole) or not wrapped)
        whole = f"{whole}\n{line}" if kept else _sewn(whole, line)
    return _SPLIT_NUMBER.sub(lambda found: found[0].replace(" ", ""), whole)


def _closed_up(line: str, lists: bool) -> str:
    """Take the stray blanks out of a line, unless they set apart three or more words of a list."""
    line = _BLANKS.sub(" ", line).strip()
    words = line.split(" ")
    if lists and len(words) >= _FEWEST_WORDS and all(len(word) > 1 and word.isalpha() for word in words):
        return line
    return _STRAY.sub("", line)


def _sewn(upper: str, lower: str) -> str:
    """Join two lines of one sentence; a blank stays only between Latin words."""
    return _STRAY.sub("", f"{upper} {lower}")


def _looks_wrapped(lines: list[str]) -> bool:
    """Tell lines that ended because the cell was full from lines that list things: full lines are equally long."""
    longest = max(map(len, lines))
    if len(lines[-1]) == 1:
        return True
    return longest >= _WRAPPED_AT and all(longest - len(line) <= 1 for line in lines[:-1])


def _open(text: str) -> bool:
    """Whether a bracket is still open, so that the line end stands inside it."""
    return any(text.count(left) > text.count(right) for left, right in ("《》", "（）", "()", "〔〕"))


def once(text: str) -> str:
    """Give a name that was printed twice in its cell once."""
    half, odd = divmod(len(text), 2)
    return text[:half] if not odd and half > 1 and text[:half] == text[half:] else text


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, 无."""
    return text.strip() in _BLANK_VALUES


def is_ditto(text: str) -> bool:
    """Whether a cell says 同上."""
    return bool(_DITTO.fullmatch(text.strip()))


class Tick(NamedTuple):
    """What a tick cell says: ticked or not, and the words beside the tick."""

    on: bool
    words: str = ""


def tick(text: str) -> Tick:
    """Read a tick cell; words without a tick count as one, they stand in its place (县级, 申请人)."""
    if is_blank(text):
        return Tick(False)
    words = joined(_TICK.sub(" ", text), lists=False).strip(" ()（）")
    return Tick(True, "" if is_blank(words) else words)


def has_tick(text: str) -> bool:
    """Whether a tick stands in the cell."""
    return bool(_TICK.search(text))
