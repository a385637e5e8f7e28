"""The typefaces paper is set in: found once, chosen letter by letter, embedded as subsets.

A letter that the first face lacks is taken from the next; one that none has is drawn as 〓, never as a blank.
"""

import os
import re
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from struct import unpack_from
from types import MappingProxyType
from typing import Any, NamedTuple

from app import paths
from app.errors import UserError
from app.i18n import N_

MISSING = "〓"
ESSENTIAL = "政务公开嘎查苏木，。0A"


class Role(StrEnum):
    """What a face is for: running text (宋体), labels (黑体), headings (粗黑体)."""

    TEXT = "text"
    LABEL = "label"
    HEADING = "heading"


# File names, the best first. Those of the computer are a reserve: embedded only where their fsType allows it.
_SONG = ("NotoSerifSC-Regular.ttf", "simsun.ttc", "simfang.ttf", "uming.ttc", "gbsn00lp.ttf")
_HEI = ("NotoSansSC-Regular.ttf", "simhei.ttf", "msyh.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc")
_BOLD = ("NotoSansSC-Bold.ttf", "msyhbd.ttc")
_SIGNS = ("DejaVuSans.ttf", "seguisym.ttf")
FILES: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.TEXT: (*_SONG, *_HEI, *_BOLD, *_SIGNS),
        Role.LABEL: (*_HEI, *_SONG, *_BOLD, *_SIGNS),
        Role.HEADING: (*_BOLD, *_HEI, *_SONG, *_SIGNS),
    }
)

# Joined letters in upright columns cannot be drawn here: a mark is more honest than wrong letters.
_MONGOLIAN = re.compile(
    "[\u1800-\u18af\U00011660-\U0001167f]+(?:[\u202f\u200c\u200d ]*[\u1800-\u18af\U00011660-\U0001167f]+)*"
)
# Bits of fsType (OpenType, OS/2 table).
_LEVEL, _RESTRICTED, _NO_SUBSETS, _BITMAPS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200

_UNSEEN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


class Letter(NamedTuple):
    """A character as it will be drawn: the name of its font, the character, its advance in em."""

    font: str
    char: str
    advance: float


class Typefaces:
    """The faces at hand for each role, opened when their first letter is needed."""

    def __init__(self, files: Mapping[Role, Sequence[Path]]) -> None:
        """Take the files of each role, the best first.

        Raises UserError if no file of a role can be embedded and has Chinese letters.
        """
        self.files = files
        self._opened: dict[Path, Any] = {}
        self._letters: dict[tuple[Role, str], Letter] = {}
        for role in Role:
            self._require(role)

    def letter(self, role: Role, char: str) -> Letter:
        """The character in the first face of the role that has it."""
        if (role, char) not in self._letters:
            self._letters[role, char] = self._found(role, char) or self.letter(role, MISSING)
        return self._letters[role, char]

    def width(self, text: str, role: Role, size: float) -> float:
        """The length of a text on one line, in the unit of `size`."""
        return sum(self.letter(role, char).advance for char in text) * size

    def runs(self, text: str, role: Role) -> Iterator[tuple[str, str]]:
        """The text in pieces of one font each: (name of the font, piece)."""
        for font, letters in groupby((self.letter(role, char) for char in text), key=lambda letter: letter.font):
            yield font, "".join(letter.char for letter in letters)

    def base(self, role: Role) -> str:
        """The name of the font that sets Chinese in this role."""
        return self.letter(role, ESSENTIAL[0]).font

    def _require(self, role: Role) -> None:
        for char in (*ESSENTIAL, MISSING):
            letter = self._found(role, char)
            if letter is None:
                raise UserError(
                    N_("没有可以嵌入 PDF 的中文字体，无法打印。请重新运行安装程序，或在系统中安装宋体、黑体后再试。"),
                    details=f"role={role} U+{ord(char):04X} tried={[path.name for path in self.files.get(role, ())]}",
                )
            self._letters[role, char] = letter

    def _found(self, role: Role, char: str) -> Letter | None:
        for path in self.files.get(role, ()):
            font = self._open(path)
            if font is not None and ord(char) in font.face.charToGlyph:
                return Letter(font.fontName, char, font.stringWidth(char, 1000) / 1000)
        return None

    def _open(self, path: Path) -> Any:
        if path not in self._opened:
            self._opened[path] = _font(path)
        return self._opened[path]


@cache
def typefaces(folders: tuple[Path, ...] = (paths.FONTS,)) -> Typefaces:
    """The faces of these folders, and after them those of the computer.

    Raises UserError if none of them can set Chinese.
    """
    found = _files_in([*folders, *system_folders()])
    return Typefaces(
        {role: [found[name.lower()] for name in names if name.lower() in found] for role, names in FILES.items()}
    )


def system_folders() -> list[Path]:
    """Where this system keeps its fonts, and where the person at it keeps theirs."""
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local]
    own = [Path.home() / ".local/share/fonts", Path.home() / ".fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), *own]


def printable(text: str) -> str:
    """The text without what has no shape of its own: control and format characters; line ends stay.

    A run of Mongolian becomes one 〓.
    """
    text = _MONGOLIAN.sub(
        MISSING, text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\xa0", " ")
    )
    return "".join(
        char for char in _UNSEEN.sub("", text) if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf")
    )


def _files_in(folders: Iterable[Path]) -> dict[str, Path]:
    wanted = {name.lower() for names in FILES.values() for name in names}
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.name.lower() in wanted:
                found.setdefault(path.name.lower(), path)
    return found


def _font(path: Path) -> Any:
    """The font registered for drawing; None if it has no glyf outlines or may not be embedded."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    name = f"{path.stem}-{zlib.crc32(str(path).encode()):08x}"
    try:
        font = TTFont(name, str(path), asciiReadable=False)
    except (TTFError, OSError):
        return None
    if not _embeddable(font):
        return None
    pdfmetrics.registerFont(font)
    return font


def _embeddable(font: Any) -> bool:
    """Whether the maker allows subsets in documents (OS/2 fsType); ReportLab looks but does not refuse."""
    if "OS/2" not in font.face.table:
        return True
    (allowed,) = unpack_from(">H", font.face.get_table("OS/2"), 8)
    return not (allowed & _LEVEL == _RESTRICTED or allowed & (_NO_SUBSETS | _BITMAPS_ONLY))
