"""The faces of each role, opened when their first letter is needed, and which face sets which character.

A character that the first face lacks is taken from the next; one that none has is drawn as 〓 and named, never a blank.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.i18n import N_
from app.sheets import faces
from app.sheets.faces import Role
from app.sheets.glyphs import Font

File = tuple[Path, int]
"""A font file and the number of the face in it."""

MISSING = "〓"
ESSENTIAL = "政务公开嘎查苏木，。0A" + MISSING
CHINESE = (Role.TEXT, Role.LABEL, Role.HEADING)


class Typefaces:
    """The faces at hand for each role, the best first."""

    def __init__(self, files: Mapping[Role, Sequence[File]]) -> None:
        """Take the files of each role.

        Raises UserError if no face of a Chinese role has the letters it is for.
        """
        self._files = files
        self._opened: dict[File, Font | None] = {}
        self._found: dict[tuple[Role, str], Font | None] = {}
        self.lines: dict[str, dict[Any, Any]] = {}
        """Lines set in these faces, for each direction (`setting.Setter`)."""
        for role in CHINESE:
            self._require(role)

    def font(self, role: Role, char: str) -> Font | None:
        """The first face of the role that has the character; None if none has."""
        key = role, char
        if key not in self._found:
            self._found[key] = next((font for font in self._fonts(role) if font.has(char)), None)
        return self._found[key]

    def base(self, role: Role) -> Font:
        """The face that sets the role's own letters."""
        font = self.font(role, ESSENTIAL[0])
        assert font
        return font

    def _fonts(self, role: Role) -> list[Font]:
        return [font for file in self._files.get(role, ()) if (font := self._open(file))]

    def _open(self, file: File) -> Font | None:
        if file not in self._opened:
            from uharfbuzz import HarfBuzzError

            try:
                self._opened[file] = Font(*file)
            except (OSError, ValueError, HarfBuzzError):
                self._opened[file] = None
        return self._opened[file]

    def _require(self, role: Role) -> None:
        lacking = [char for char in ESSENTIAL if self.font(role, char) is None]
        if lacking:
            raise UserError(
                N_(
                    "没有可以嵌入 PDF 的中文字体，无法打印。请重新运行安装程序，或在“设置 · 字体”中指定字体文件后再试。"
                ),
                details=f"role={role} lacking={[f'U+{ord(char):04X}' for char in lacking]}",
            )


def typefaces() -> Typefaces:
    """The faces of this computer, those a person chose first.

    Raises UserError if none of them can set Chinese.
    """
    return _of(tuple(faces.configured().items()))


@cache
def _of(configured: tuple[tuple[Role, Path], ...]) -> Typefaces:
    chosen = dict(configured)
    return Typefaces(
        {role: [(face.path, face.index) for face in faces.found(role, chosen.get(role)).faces] for role in Role}
    )
