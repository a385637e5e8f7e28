"""The typefaces of paper: which file serves what, why others do not, and a person's own choice."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from app import paths
from app.errors import UserError
from app.i18n import N_, _
from app.sheets import faces
from app.sheets.faces import Face, Refused, Role

NAMES: Mapping[str, str] = MappingProxyType(
    {
        Role.TEXT: N_("正文（宋体）"),
        Role.LABEL: N_("栏目名（黑体）"),
        Role.HEADING: N_("标题（粗黑体）"),
        Role.FANGSONG: N_("公文正文（仿宋）"),
        Role.MONGOL: N_("蒙古文"),
    }
)
REFUSED = N_("没有用 {file}：{reason}")
UNUSABLE = N_("不能使用 {file}：{reason}请另选一个字体文件。")
FREE = N_("开放字体许可（OFL）：可以嵌入 PDF，也可以分发。")
EMBEDDABLE = N_("这台电脑自己的字体：可以嵌入 PDF，不能另行分发。")


@dataclass(frozen=True)
class FontRow:
    """What serves a role: `file` is None if nothing does; `chosen` is the file a person chose, even one gone."""

    role: str
    file: Path | None
    family: str
    licence: str
    chosen: Path | None
    refused: tuple[Refused, ...]


def configure(fonts: Mapping[str, str]) -> None:
    """Print from now on with the files a person chose, by role."""
    faces.configure(fonts)


def listed() -> list[FontRow]:
    """What serves each role on this computer."""
    return [_row(role) for role in Role]


def choose(fonts: Mapping[str, str], role: str, file: Path) -> dict[str, str]:
    """The choices with this file for the role. Raises UserError, saying why, if the file cannot serve."""
    answer = faces.examined(file, Role(role))
    if isinstance(answer, Refused):
        raise UserError(UNUSABLE, {"file": file.name, "reason": reason(answer)})
    return {**fonts, role: str(file)}


def usual(fonts: Mapping[str, str], role: str) -> dict[str, str]:
    """The choices without one for this role."""
    return {other: file for other, file in fonts.items() if other != role}


def specimen(role: str, columns: bool = False) -> bytes:
    """A PDF of a sample as paper shows it, in a column if wanted. Raises UserError if no face can set Chinese."""
    from app.sheets import specimen as sample
    from app.sheets.typefaces import typefaces

    return sample.draw(typefaces(), Role(role), columns)


def reason(refused: Refused) -> str:
    """Why a file cannot serve, in the language in use."""
    return _(refused.message).format(**refused.values)


def told(refused: Refused) -> str:
    """Which file cannot serve and why, in the language in use."""
    return _(REFUSED).format(file=refused.path.name, reason=reason(refused))


def _row(role: Role) -> FontRow:
    chosen = faces.configured().get(role)
    found = faces.found(role, chosen)
    face = next(iter(found.faces), None)
    if face is None:
        return FontRow(role, None, "", "", chosen, found.rejected)
    return FontRow(role, face.path, face.family, _licence(face), chosen, found.rejected)


def _licence(face: Face) -> str:
    free = "Open Font License" in face.licence or face.path.is_relative_to(paths.FONTS)
    return FREE if free else EMBEDDABLE
