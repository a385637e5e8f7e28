"""Colours, type and measures of the window; nothing else names a colour."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app import paths

POINTS = 10.5
POINTS_MONGOLIAN = 12.0
TITLE = 15 / POINTS
CHINESE = ("Noto Sans SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
MONGOLIAN = ("GK Mongol", "Noto Sans Mongolian", "Mongolian Baiti")
COLUMNS = ("GK Mongol T", "GK Hei T")
"""Faces whose signs are reflected beforehand, for a window that is transposed (app/ui/writing_mode)."""
COLUMN_FILES = ("GKMongolT-Regular.ttf", "GKHeiT-Regular.ttf")
FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "GKMongol-Regular.ttf", "NotoSansMongolian-Regular.ttf")
_CHINESE_FIRST: tuple[list[str], ...] = ([CHINESE[0]], [])
ICONS = paths.RESOURCES / "icons"
_PRELIGHT = 12


@dataclass(frozen=True, slots=True)
class Colours:
    """The named colours; states are always shown with a word as well."""

    paper: str
    surface: str
    line: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    good: str
    soon: str
    late: str
    unknown: str

    def of(self, state: str) -> str:
        """The colour of a state: good, soon, late; anything else is unknown."""
        return {"good": self.good, "soon": self.soon, "late": self.late}.get(state, self.unknown)


LIGHT = Colours(
    paper="#F6F7F5",
    surface="#FFFFFF",
    line="#D9DDD8",
    ink="#1E2421",
    quiet="#5C6661",
    accent="#0B6E6E",
    on_accent="#FFFFFF",
    good="#2E7D46",
    soon="#955800",
    late="#B3261E",
    unknown="#6B6F76",
)
DARK = Colours(
    paper="#191C1A",
    surface="#222624",
    line="#3A403C",
    ink="#E8ECE9",
    quiet="#9CA8A1",
    accent="#4FB6B0",
    on_accent="#10201F",
    good="#66BB7F",
    soon="#E0A243",
    late="#EF7D74",
    unknown="#A2A7AE",
)


def colours(_widget: QWidget) -> Colours:
    """The colours in use where this widget stands.

    The widget's own palette does not tell: a style sheet makes parts of it transparent.
    """
    return DARK if _is_dark(QGuiApplication.palette()) else LIGHT


def scaled(pixels: float) -> int:
    """A length given for 100 % in pixels of the size in use."""
    return round(pixels * QGuiApplication.font().pointSizeF() / (POINTS if bold() else POINTS_MONGOLIAN))


def bold() -> bool:
    """Whether the face in use can be bold; the Mongolian ones cannot, and Qt would draw their strokes twice."""
    return QGuiApplication.font().families()[:1] in _CHINESE_FIRST


def _is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def load_fonts(folder: Path = paths.FONTS) -> None:
    """Make the program's own typefaces known; where a file is missing the computer's are used."""
    for name in FILES:
        if (folder / name).is_file():
            _loaded(folder / name)


def load_column_faces(folder: Path = paths.FONTS) -> bool:
    """Make the faces for columns known; whether they are all there."""
    files = [folder / name for name in COLUMN_FILES]
    return all(file.is_file() for file in files) and all(_loaded(file) >= 0 for file in files)


@cache
def _loaded(file: Path) -> int:
    """Qt would load the same file twice."""
    return QFontDatabase.addApplicationFont(str(file))


def families(language: str, vertical: bool = False) -> list[str]:
    """The typefaces in order; in Mongolian the Mongolian one comes first, else Chinese faces swallow its letters."""
    if vertical:
        return [*COLUMNS, *CHINESE]
    return [*MONGOLIAN, *CHINESE] if language == "mn_Mong" else [*CHINESE, *MONGOLIAN]


def font(language: str, scale: int, vertical: bool = False) -> QFont:
    """The face of the window at this scale in per cent."""
    result = QFont()
    result.setFamilies(families(language, vertical))
    result.setPointSizeF((POINTS_MONGOLIAN if language == "mn_Mong" else POINTS) * scale / 100)
    return result


def apply(app: QApplication, theme: str, scale: int, language: str, vertical: bool = False) -> None:
    """Give every window these colours, this size and these faces; "system" follows the computer."""
    if theme == "system":
        # Its own palette tells as well as Qt.ColorScheme, without the making of all names of Qt before the window.
        app.setPalette(QPalette())
    dark = _is_dark(app.palette()) if theme == "system" else theme == "dark"
    chosen = DARK if dark else LIGHT
    app.setFont(font(language, scale, vertical))
    app.setPalette(palette(chosen))
    app.setStyleSheet(stylesheet(chosen, vertical))


def palette(c: Colours) -> QPalette:
    """Qt's palette from our colours."""
    role = QPalette.ColorRole
    result = QPalette()
    for roles, colour in (
        ((role.Window, role.AlternateBase, role.Button), c.paper),
        ((role.Base, role.ToolTipBase, role.Light), c.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), c.ink),
        ((role.PlaceholderText,), c.quiet),
        ((role.Highlight, role.Link, role.Accent, role.LinkVisited), c.accent),
        ((role.HighlightedText,), c.on_accent),
        ((role.Mid, role.Midlight, role.Dark), c.line),
    ):
        for each in roles:
            result.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, each, QColor(c.unknown))
    return result


def tinted(colour: str, alpha: int = 28) -> QColor:
    """The colour as a light wash for the ground under words of the same colour."""
    result = QColor(colour)
    result.setAlpha(alpha)
    return result


def stylesheet(c: Colours, vertical: bool = False) -> str:
    """Spacing, corners and the focus ring; colours come from the palette where Qt lets them."""
    values = {name: getattr(c, name) for name in Colours.__slots__}
    lengths = {f"px{n}": f"{scaled(n)}px" for n in (1, 2, 3, 4, 6, 8, 12, 16, 24, 32)}
    shade, turned = "dark" if c is DARK else "light", "-turned" if vertical else ""
    values["down"] = (ICONS / f"down-{shade}.png").as_posix()  # transposed it points to where a list then opens
    other = "light" if c is DARK else "dark"
    values["down_chosen"] = (ICONS / f"down-chosen-{shade}.png").as_posix()
    values["check"] = (ICONS / f"check-{shade}{turned}.png").as_posix()
    values["ticked"] = (ICONS / f"check-{other}{turned}.png").as_posix()
    values["columns"] = ", ".join(f'"{family}"' for family in (*COLUMNS, *CHINESE))
    values["weight"], values["marked"] = ("bold", c.ink) if bold() else ("normal", c.accent)
    values["hover"] = QColor(c.accent).lighter(100 + _PRELIGHT).name()
    return _SHEET % {**values, **lengths}


_SHEET = """
QToolTip { color: %(ink)s; background: %(surface)s; border: 1px solid %(line)s; padding: %(px4)s; }
QPushButton, QToolButton[own="true"] {
  color: %(ink)s; background: %(surface)s; border: 1px solid %(line)s; border-radius: %(px4)s;
  padding: %(px4)s %(px12)s; }
QPushButton { min-height: %(px16)s; }
QPushButton:hover, QToolButton[own="true"]:hover { border-color: %(accent)s; }
QPushButton:focus, QToolButton[own="true"]:focus { border: %(px2)s solid %(accent)s; }
QPushButton:disabled { color: %(unknown)s; }
QPushButton[kind="primary"] { color: %(on_accent)s; background: %(accent)s; border-color: %(accent)s;
  font-weight: %(weight)s; }
QPushButton[kind="primary"]:hover { background: %(hover)s; }
QPushButton[kind="primary"]:focus { border: %(px2)s solid %(ink)s; }
QPushButton[kind="primary"]:disabled { color: %(unknown)s; background: %(paper)s; border-color: %(line)s; }
QPushButton[kind="danger"] { color: %(late)s; border-color: %(late)s; }
QPushButton[kind="quiet"] { color: %(accent)s; background: transparent; border-color: transparent; }
QPushButton[kind="quiet"]:focus { border: %(px2)s solid %(accent)s; }
QPushButton[kind="chip"] { border-radius: %(px12)s; }
QPushButton[kind="chip"]:checked { color: %(on_accent)s; background: %(accent)s; border-color: %(accent)s; }
QPushButton[kind="chip"]:checked:focus { border: %(px2)s solid %(ink)s; }
QPushButton[menu="true"] { padding-right: %(px24)s; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QTextBrowser {
  color: %(ink)s; background: %(surface)s; border: 1px solid %(line)s; border-radius: %(px4)s; padding: %(px4)s %(px6)s;
  selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QLineEdit, QComboBox, QSpinBox { min-height: %(px16)s; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QTextBrowser:focus {
  border: %(px2)s solid %(accent)s; }
*[wrong="true"] { border: %(px2)s solid %(late)s; }
QComboBox::drop-down { border: none; width: %(px24)s; }
QComboBox::down-arrow, QPushButton::menu-indicator { image: url("%(down)s"); width: %(px12)s; height: %(px12)s; }
QPushButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center; right: %(px8)s; }
QPushButton[kind="primary"]::menu-indicator, QPushButton[kind="chip"]::menu-indicator:checked {
  image: url("%(down_chosen)s"); }
QScrollArea[clear="true"], QWidget[clear="true"] { background: transparent; }
QToolButton[own="true"]:checked { background: %(line)s; border-color: %(accent)s; }
QCheckBox, QRadioButton { spacing: %(px6)s; padding: %(px2)s; border: %(px2)s solid transparent;
  border-radius: %(px4)s; }
QCheckBox:focus, QRadioButton:focus { border-color: %(accent)s; }
QTableView { border: 1px solid %(line)s; border-radius: %(px4)s; gridline-color: %(line)s; outline: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableView:focus { border: %(px2)s solid %(accent)s; }
QHeaderView::section { color: %(quiet)s; background: %(paper)s; border: none; border-bottom: 1px solid %(line)s;
  padding: %(px4)s; }
QListView { border: none; background: transparent; outline: none; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator { width: %(px16)s; height: %(px16)s;
  background: %(surface)s; border: 1px solid %(unknown)s; border-radius: %(px3)s; }
QRadioButton::indicator { border-radius: %(px8)s; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: %(accent)s; border-color: %(accent)s;
  image: url("%(check)s"); }
QRadioButton::indicator:checked { width: %(px8)s; height: %(px8)s; border: %(px4)s solid %(accent)s; }
QCheckBox::indicator:disabled { border-color: %(line)s; }
QListView::item:selected { background: %(line)s; color: %(ink)s; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: %(px12)s; }
QScrollBar:horizontal { height: %(px12)s; }
QScrollBar::handle { background: %(unknown)s; border: %(px3)s solid transparent; border-radius: %(px4)s; }
QScrollBar::handle:vertical { min-height: %(px32)s; margin: 0 %(px3)s; border: none; }
QScrollBar::handle:horizontal { min-width: %(px32)s; margin: %(px3)s 0; border: none; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: %(surface)s; border: 1px solid %(line)s; padding: %(px4)s; }
QMenu::item { padding: %(px6)s %(px24)s; border-radius: %(px4)s; }
QMenu::item:selected { color: %(on_accent)s; background: %(accent)s; }
QMenu::item:disabled { color: %(unknown)s; }
QMenu::indicator { width: %(px12)s; height: %(px12)s; left: %(px6)s; }
QMenu::indicator:checked { image: url("%(ticked)s"); }
QMenu::indicator:checked:selected { image: url("%(check)s"); }
QProgressBar { border: 1px solid %(line)s; border-radius: %(px4)s; text-align: center; background: %(surface)s; }
QProgressBar::chunk { background: %(accent)s; }
QSplitter::handle { background: transparent; }
*[columns="true"] { font-family: %(columns)s; }
QGraphicsView { background: transparent; border: none; }
QLabel[tip="true"] { color: %(ink)s; background: %(surface)s; border: 1px solid %(line)s; padding: %(px4)s; }
QFrame[nav="true"] { border: none; border-right: 1px solid %(line)s; }
*[card="true"] { background: %(surface)s; border: 1px solid %(line)s; border-radius: %(px4)s; }
QPushButton[kind="nav"] { text-align: left; background: transparent; border: %(px2)s solid transparent;
  padding: %(px4)s %(px8)s; }
QPushButton[kind="nav"]:hover { background: %(surface)s; }
QPushButton[kind="nav"]:checked { background: %(surface)s; border-color: %(line)s; color: %(marked)s;
  font-weight: %(weight)s; }
QPushButton[kind="nav"]:focus { border: %(px2)s solid %(accent)s; }
QLabel[badge="true"] { color: %(quiet)s; font-weight: %(weight)s; }
QLabel[heading="true"] { color: %(marked)s; font-weight: %(weight)s; }
QLabel[tone="quiet"] { color: %(quiet)s; }
QLabel[tone="good"] { color: %(good)s; }
QLabel[tone="soon"] { color: %(soon)s; }
QLabel[tone="late"] { color: %(late)s; }
"""
