"""Where the typefaces of paper are: chosen by a person, brought with the program, or the computer's own; each checked.

Only file names known for a role are looked at, so a computer with thousands of fonts costs no time. Mongolian is taken
from the program's own face: another version shapes the same text differently.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from struct import unpack_from
from types import MappingProxyType
from typing import Any, NamedTuple

from app import paths
from app.i18n import N_


class Role(StrEnum):
    """What a face is for: running text (宋), labels (黑), headings (粗黑), official letters (仿宋), Mongolian."""

    TEXT = "text"
    LABEL = "label"
    HEADING = "heading"
    FANGSONG = "fangsong"
    MONGOL = "mongol"


HAN = "政务公开嘎查苏木，。〔〕0A〓"
MONGOLIAN = "\u1820\u1822\u182d\u1842\u180b\u180e\u202f"
NEEDED: Mapping[Role, str] = MappingProxyType({role: MONGOLIAN if role is Role.MONGOL else HAN for role in Role})

# File names, the best first: those that come with the program, then those a computer may have of its own.
_SONG = ("NotoSerifSC-Regular.ttf", "simsun.ttc", "FZSSK.TTF", "uming.ttc", "gbsn00lp.ttf")
_HEI = ("NotoSansSC-Regular.ttf", "simhei.ttf", "msyh.ttc", "FZHTK.TTF", "wqy-microhei.ttc", "wqy-zenhei.ttc")
_BOLD = ("NotoSansSC-Bold.ttf", "msyhbd.ttc", "simhei.ttf")
_FANGSONG = ("simfang.ttf", "FZFSK.TTF", "FangSong_GB2312.ttf", "仿宋_GB2312.ttf")
_MONGOL = ("GKMongol-Regular.ttf", "NotoSansMongolian-Regular.ttf", "monbaiti.ttf")
_SIGNS = ("DejaVuSans.ttf", "seguisym.ttf")
FILES: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {Role.TEXT: _SONG, Role.LABEL: _HEI, Role.HEADING: _BOLD, Role.FANGSONG: _FANGSONG, Role.MONGOL: _MONGOL}
)
# Letters that the role's own faces lack are taken from these, in this order.
RESERVE: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.TEXT: (*_HEI, *_FANGSONG, *_SIGNS),
        Role.LABEL: (*_SONG, *_SIGNS),
        Role.HEADING: (*_HEI, *_SONG, *_SIGNS),
        Role.FANGSONG: (*_SONG, *_HEI, *_SIGNS),
        Role.MONGOL: (*_HEI, *_SONG, *_SIGNS),
    }
)
ENDINGS = (".ttf", ".ttc", ".otf", ".otc")

GONE = N_("文件不在了，或者没有权限读取。")
DAMAGED = N_("不是字体文件，或者文件已损坏。")
NOT_TRUETYPE = N_("字形是 CFF（PostScript）轮廓，本程序只能把 TrueType 轮廓的字体放进 PDF。")
RESTRICTED = N_("厂商不允许把这个字体放进 PDF 文件。")
LACKING = N_("缺少必需的字：{chars}。")
OTHER_MODEL = N_("蒙古文只用随程序安装的字体：别的版本会把同样的文字写成另外的字形。")

_FAMILY, _LICENCE = 1, 13  # numbers of the name table
# fsType (OpenType, OS/2 table): the level of permission, and bits that forbid subsets or outlines.
_LEVEL, _ONLY_WITH_LICENCE, _NO_SUBSETS, _BITMAPS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200


@dataclass(frozen=True, slots=True)
class Face:
    """One face in a font file that was opened; `outlines` is glyf or cff, `licence` what the file says of itself."""

    path: Path
    index: int
    family: str
    bold: bool
    outlines: str
    may_embed: bool
    licence: str
    # A file of this kind has 30,000 of them: too many to compare, and the path and number tell the same.
    characters: frozenset[int] = field(repr=False, compare=False)

    def lacking(self, chars: str) -> str:
        """Of these characters, those the face cannot show."""
        return "".join(char for char in chars if ord(char) not in self.characters)


class Refused(NamedTuple):
    """A font file that cannot serve, and why: a message for people with its values."""

    path: Path
    message: str
    values: Mapping[str, str] = MappingProxyType({})


class Choice(NamedTuple):
    """The faces of a role, the best first; those after the first serve for letters it lacks."""

    faces: tuple[Face, ...]
    rejected: tuple[Refused, ...]


def found(role: Role, configured: Path | None = None, folders: Sequence[Path] | None = None) -> Choice:
    """The faces that serve a role: the configured file, those of the program's folder, then the computer's own.

    A file that cannot serve is listed with its reason; a configured one that is gone too.
    """
    files = _files_in(tuple(folders) if folders is not None else usual_folders())
    own, rejected = _sorted_out(_candidates(role, configured, files), role)
    if role is Role.MONGOL:
        if own and own[0].path != configured:
            rejected += [Refused(face.path, OTHER_MODEL) for face in own[1:]]
        own = own[:1]
    reserve = [face for name in RESERVE[role] if name.lower() in files for face in _usable(files[name.lower()])]
    return Choice(tuple(dict.fromkeys([*own, *reserve])), tuple(rejected))


def examined(path: Path, role: Role) -> Face | Refused:
    """The first face of a file that can serve the role; why it cannot if none does."""
    try:
        faces = _opened(path, *_state(path))
    except OSError:
        return Refused(path, GONE)
    if not faces:
        return Refused(path, DAMAGED)
    answers = [_checked(face, NEEDED[role]) for face in faces]
    return next((answer for answer in answers if isinstance(answer, Face)), answers[0])


def usual_folders() -> tuple[Path, ...]:
    """The program's folder of fonts, and after it those of the computer."""
    return (paths.FONTS, *system_folders())


def system_folders() -> list[Path]:
    """Where this system keeps its fonts, and where the person at it keeps theirs."""
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local]
    own = [Path.home() / ".local/share/fonts", Path.home() / ".fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), *own]


def _candidates(role: Role, configured: Path | None, files: Mapping[str, Path]) -> Iterator[Path]:
    if configured:
        yield configured
    yield from (files[name.lower()] for name in FILES[role] if name.lower() in files)


def _sorted_out(candidates: Iterable[Path], role: Role) -> tuple[list[Face], list[Refused]]:
    answers = [examined(path, role) for path in dict.fromkeys(candidates)]
    return (
        [answer for answer in answers if isinstance(answer, Face)],
        [answer for answer in answers if isinstance(answer, Refused)],
    )


def _usable(path: Path) -> list[Face]:
    """The faces of a reserve file that may be put into a PDF, whatever letters they have."""
    try:
        faces = _opened(path, *_state(path))
    except OSError:
        return []
    return [face for face in faces if isinstance(_checked(face, ""), Face)][:1]


def _checked(face: Face, chars: str) -> Face | Refused:
    if face.outlines != "glyf":
        return Refused(face.path, NOT_TRUETYPE)
    if not face.may_embed:
        return Refused(face.path, RESTRICTED)
    lacking = face.lacking(chars)
    if lacking:
        return Refused(face.path, LACKING, {"chars": _shown(lacking)})
    return face


def _shown(chars: str) -> str:
    """Characters in words: those without a shape by their number."""
    return " ".join(
        char if char.isprintable() and not "\u1800" <= char <= "\u18af" else f"U+{ord(char):04X}" for char in chars
    )


@cache
def _files_in(folders: tuple[Path, ...]) -> Mapping[str, Path]:
    """The files of known names in these folders, by name in small letters; the first folder wins."""
    wanted = {name.lower() for names in (*FILES.values(), *RESERVE.values()) for name in names}
    files: dict[str, Path] = {}
    for folder in folders:
        for place, _folders, names in os.walk(folder):
            for name in sorted(names):
                if name.lower() in wanted:
                    files.setdefault(name.lower(), Path(place) / name)
    return files


def _state(path: Path) -> tuple[int, int]:
    """What tells that a file was exchanged meanwhile. Raises OSError."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


@cache
def _opened(path: Path, _size: int, _changed: int) -> tuple[Face, ...]:
    """The faces of a file; none if it is no font. Raises OSError if it cannot be read."""
    import uharfbuzz as hb

    with path.open("rb"):
        pass  # HarfBuzz does not say why it could not.
    try:
        blob = hb.Blob.from_file_path(str(path))
        faces = [hb.Face(blob, index) for index in range(_count(blob))]
    except hb.HarfBuzzError:
        return ()
    return tuple(_face(path, index, face) for index, face in enumerate(faces) if _whole(face))


def _count(blob: Any) -> int:
    """How many faces the file says it holds; of a collection never more than it has room to name."""
    head, size = bytes(blob.data[:12]), len(blob.data)
    if head[:4] != b"ttcf" or len(head) < 12:
        return 1
    return min(int(unpack_from(">L", head, 8)[0]), (size - 12) // 4)


def _whole(face: Any) -> bool:
    """Whether the file holds glyphs: of one cut short HarfBuzz sees empty tables."""
    return face.glyph_count > 0 and any(len(face.reference_table(tag).data) for tag in ("glyf", "CFF ", "CFF2"))


def _face(path: Path, index: int, face: Any) -> Face:
    os2, head = bytes(face.reference_table("OS/2").data), bytes(face.reference_table("head").data)
    family = face.get_name(_FAMILY, "zh") or face.get_name(_FAMILY, "en") or path.stem
    outlines = "glyf" if len(face.reference_table("glyf").data) else "cff"
    bold = len(head) >= 46 and bool(unpack_from(">H", head, 44)[0] & 1)
    return Face(
        path,
        index,
        family,
        bold,
        outlines,
        _may_embed(os2),
        face.get_name(_LICENCE, "en") or "",
        frozenset(face.unicodes),
    )


def _may_embed(os2: bytes) -> bool:
    """Whether the maker allows subsets in documents; a face without the table says nothing against it."""
    if len(os2) < 10:
        return True
    (allowed,) = unpack_from(">H", os2, 8)
    return not (allowed & _LEVEL == _ONLY_WITH_LICENCE or allowed & (_NO_SUBSETS | _BITMAPS_ONLY))


_configured: dict[Role, Path] = {}


def configure(fonts: Mapping[str, str]) -> None:
    """Take the files a person chose, by the names of their roles; unknown roles are left alone."""
    _configured.clear()
    _configured.update({Role(role): Path(file) for role, file in fonts.items() if role in set(Role)})


def configured() -> Mapping[Role, Path]:
    """The files a person chose."""
    return MappingProxyType(_configured)
