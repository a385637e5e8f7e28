"""The thirteen standard channels (公开渠道和载体), and reading them out of a published table.

What a filled or an empty box means (must / may, used / not used, one is enough) differs from catalog to catalog:
here a filled box is True, an empty box False and no box None; the catalog version stores which convention applies.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from app.i18n import N_, _


class Channel(StrEnum):
    """A channel by its stable code, in the order of the standard catalog."""

    WEBSITE = "website"
    GAZETTE = "gazette"
    SOCIAL = "social"
    PRESS_CONFERENCE = "press_conference"
    BROADCAST = "broadcast"
    PRINT = "print"
    READING_POINT = "reading_point"
    SERVICE_CENTRE = "service_centre"
    STATION = "station"
    DOOR_TO_DOOR = "door_to_door"
    BOARD = "board"
    PUSH = "push"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The channel's name in the language in use."""
        return _(NAMES[self])

    @property
    def short(self) -> str:
        """The name for a narrow column: 公示栏 for the long name of the boards."""
        return _(N_("公示栏")) if self is Channel.BOARD else self.label


NAMES = {
    Channel.WEBSITE: N_("政府网站"),
    Channel.GAZETTE: N_("政府公报"),
    Channel.SOCIAL: N_("两微一端"),
    Channel.PRESS_CONFERENCE: N_("发布会/听证会"),
    Channel.BROADCAST: N_("广播电视"),
    Channel.PRINT: N_("纸质媒体"),
    Channel.READING_POINT: N_("公开查阅点"),
    Channel.SERVICE_CENTRE: N_("政务服务中心"),
    Channel.STATION: N_("便民服务站"),
    Channel.DOOR_TO_DOOR: N_("入户/现场"),
    Channel.BOARD: N_("社区/企事业单位/村公示栏（电子屏）"),
    Channel.PUSH: N_("精准推送"),
    Channel.OTHER: N_("其他"),
}

# Spellings met in published tables. "/" stands for any mark of alternatives or none; blanks may stand anywhere.
SPELLINGS: dict[Channel, tuple[str, ...]] = {
    Channel.WEBSITE: (
        "县政府网站",
        "旗政府网站",
        "市政府网站",
        "区政府网站",
        "人民政府网站",
        "政府门户网站",
        "政府网站",
        "门户网站",
    ),
    Channel.GAZETTE: ("政府公报",),
    Channel.SOCIAL: ("两微一端", "二微一端", "一微一端", "微信公众号", "公众号", "政务新媒体", "微博"),
    Channel.PRESS_CONFERENCE: ("新闻发布会/听证会", "发布会/听证会", "新闻发布会", "发布会", "听证会"),
    Channel.BROADCAST: ("广播/电视", "广播", "电视"),
    Channel.PRINT: ("纸质媒体", "报纸", "报刊"),
    Channel.READING_POINT: ("政府信息公开查阅点", "公开查阅点", "政府信息查阅点", "查阅点", "公开查询点", "查询点"),
    Channel.SERVICE_CENTRE: ("政务服务中心", "政府服务中心", "行政服务中心", "政务服务大厅"),
    Channel.STATION: ("乡镇便民服务中心", "苏木乡镇便民服务中心", "便民服务站", "便民服务中心", "便民服务点"),
    Channel.DOOR_TO_DOOR: ("入户/现场宣传", "入户/现场", "人户/现场", "入户宣传", "入户", "现场宣传", "现场"),
    Channel.PUSH: ("精准推送",),
    Channel.OTHER: ("其他", "其它"),
}
BOARD_OF = (
    "社区",
    "企事业单位",
    "事业单位",
    "单位",
    "嘎查村",
    "嘎查",
    "村委会",
    "村级",
    "村务",
    "党务",
    "政务",
    "三务",
    "村",
)
BOARD_KINDS = ("公示公开栏", "公开公示栏", "公示栏", "公开栏", "公告栏", "宣传栏")

SLASH = r"\s*[/／⁄、.．·]?\s*"
CJK = r"[\u4e00-\u9fff]"


def _spaced(word: str) -> str:
    return SLASH.join(r"\s*".join(map(re.escape, part)) for part in word.split("/"))


def _one_of(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(map(_spaced, words)) + ")"


def _board() -> str:
    of = _one_of(BOARD_OF)
    screen = _spaced("电子屏")
    return rf"(?:[(（]?{of}[)）]?{SLASH})*{_one_of(BOARD_KINDS)}(?:\s*[(（]?\s*{screen}\s*[)）]?)?|三务公开|{screen}"


PATTERNS = {Channel.BOARD: _board()} | {channel: _one_of(words) for channel, words in SPELLINGS.items()}
KNOWN = re.compile("|".join(f"(?P<{channel}>{pattern})" for channel, pattern in PATTERNS.items()))

# R, £, þ and 口 are what symbol fonts and character recognition leave of boxes; 口 also ends words such as 窗口.
FILLED = rf"[■▄◆▲▇█☑☒✓✔√●þÞ]|(?<![A-Za-z])R(?=\s*{CJK})"
EMPTY = rf"[□£☐◇△〇○]|(?<!{CJK})口|(?<![门窗出入路])口(?=\s*(?:{'|'.join(PATTERNS.values())}))"
MARK = re.compile(rf"({FILLED})|({EMPTY})")
NUMBERING = re.compile(rf"(?<![\w/.:-])(?:\d{{1,2}}[.．、)）]|[①-⑳])(?=\s*{CJK})")
LEGEND = re.compile(r"\s*(注\s*[:：].*)$")
BLANKS = re.compile(r"[\s\xa0⠂\u200b]+")
JOINTS = " ;；,，、。|:：及和与或_"
ANY = f"(?:{'|'.join(PATTERNS.values())})"
REST = re.compile(rf"(?=\s*[及和与或]?\s*{ANY})|[^;；,，、。|]*?(?=[;；,，、。|]|$|\s{ANY})")


@dataclass(frozen=True)
class ChannelMark:
    """A channel named in a catalog row; `required`: True for a filled box, False for an empty one, None for none."""

    channel: Channel
    required: bool | None = None
    note: str = ""


def recognised(text: str) -> tuple[Channel, str]:
    """Name the channel that the text starts with, and give what follows it; OTHER with the whole text if none."""
    text = BLANKS.sub(" ", text).strip(JOINTS)
    found = KNOWN.match(text)
    if not found or not found.lastgroup:
        return Channel.OTHER, text
    return Channel(found.lastgroup), text[found.end() :].strip(JOINTS)


def parse_channels(text: str) -> tuple[ChannelMark, ...]:
    """Read the channels cell of a published table, in its order, each once; unknown words become OTHER with a note."""
    text = NUMBERING.sub(" ", BLANKS.sub(" ", text))
    legend = LEGEND.search(text)
    marks = list(dict.fromkeys(_marks(text[: legend.start()] if legend else text)))
    if legend and marks:
        marks[-1] = replace(marks[-1], note=" ".join(filter(None, (marks[-1].note, legend[1].strip()))))
    return tuple(marks)


def _marks(text: str) -> Iterator[ChannelMark]:
    for required, part in _boxed(text):
        while part := part.lstrip(JOINTS):
            mark, part = _first(part, required)
            yield mark
            required = None  # a box belongs to the one name next to it


def _boxed(text: str) -> Iterator[tuple[bool | None, str]]:
    """Pair each box with the text it stands before, or behind in a cell that writes its boxes behind."""
    first, *rest = MARK.split(text)
    filled, texts = [box is not None for box in rest[::3]], rest[2::3]
    if first.strip(JOINTS) and texts and not texts[-1].strip(JOINTS):
        yield from zip(filled, [first, *texts[:-1]], strict=True)
    else:
        yield from zip([None, *filled], [first, *texts], strict=True)


def _first(text: str, required: bool | None) -> tuple[ChannelMark, str]:
    """Take the first channel off the text; give it with what is left."""
    found = KNOWN.match(text)
    rest = REST.match(text, found.end() if found else 0)
    end = rest.end() if rest else len(text)
    if not found or not found.lastgroup:
        return _free(text[:end].strip(JOINTS), required), text[end:]
    channel, said = Channel(found.lastgroup), text[found.end() : end]
    note = said.strip(JOINTS).removesuffix("等")
    if note and channel is not Channel.OTHER and said[0] not in " :：(（_":
        note = text[:end].strip(JOINTS)  # the known word only begins a longer name
    return ChannelMark(channel, required, note), text[end:]


def _free(name: str, required: bool | None) -> ChannelMark:
    """Mark an unknown name: the channel that ends it (被征收范围内公告栏), else OTHER; the name stays as note."""
    ends = [found.lastgroup for found in KNOWN.finditer(name) if found.end() == len(name)]
    return ChannelMark(Channel(ends[0]) if ends and ends[0] else Channel.OTHER, required, name)
