"""Settings: the typefaces of paper (字体), each with a sample as it is printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QTransform
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app import pdfium
from app.errors import UserError
from app.i18n import N_, _
from app.operations import fonts
from app.operations.fonts import FontRow
from app.ui import writing_mode
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets import words
from app.ui.widgets.buttons import Button, Heading, Label, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.file_dialogs import open_file
from app.ui.widgets.page import Context

_WHAT = N_("打印用的字体。样字就是纸上的样子；选了就生效，屏幕上的字不变。")
_CHOOSE, _USUAL = N_("选择字体文件…"), N_("恢复默认")
_PATTERNS = ((N_("字体文件"), "*.ttf *.ttc *.otf *.otc"),)
_FILE = N_("{family}，文件 {file}")
_NOTHING = N_("没有可用的字体，这一类文字打印不出来。请选择一个字体文件，或重新运行安装程序。")
_SAMPLE = N_("样字")
_CHOSEN, _BACK = N_("“{name}”改用 {file}。"), N_("“{name}”恢复默认字体。")
_LARGER = 1.6  # pixels of the sample for a point of paper at 96 dots an inch
TITLE_TIMES = 1.1


class FontsSection(ScrollingSection):
    """One card for each kind of text."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.cards = {role: _Card(role, self) for role in fonts.NAMES}
        self.add(Label(_WHAT, tone="quiet", wrap=True), *self.cards.values())

    def reload(self) -> None:
        """Look at the files again."""
        fonts.configure(self.context.preferences.current.fonts)
        for row in fonts.listed():
            self.cards[row.role].show_row(row)

    def retranslate(self) -> None:
        """Say it again; the samples turn with the window."""
        self.refresh()

    def ask(self, role: str) -> None:
        """Let a person point at a font file."""
        if file := open_file(self, _CHOOSE, _PATTERNS):
            self.choose(role, file)

    def choose(self, role: str, file: Path) -> None:
        """Print with this file from now on, or say why it cannot serve."""
        try:
            chosen = fonts.choose(self.context.preferences.current.fonts, role, file)
        except UserError as error:
            self.cards[role].refuse(error)
            return
        self._keep(chosen)
        self.said.emit(_(_CHOSEN).format(name=_(fonts.NAMES[role]), file=file.name))

    def go_back(self, role: str) -> None:
        """Print with the usual file again."""
        self._keep(fonts.usual(self.context.preferences.current.fonts, role))
        self.said.emit(_(_BACK).format(name=_(fonts.NAMES[role])))

    def _keep(self, chosen: dict[str, str]) -> None:
        self.context.preferences.change(fonts=chosen)
        self.reload()


class _Card(QWidget):
    """A kind of text: its sample, its file, what the file allows, why others were refused."""

    def __init__(self, role: str, section: FontsSection) -> None:
        super().__init__()
        self.sample = QLabel()
        words.name(self.sample, _SAMPLE)
        self.file = Label(wrap=True)
        self.licence = Label(tone="quiet", wrap=True)
        self.refused = QLabel()
        self.refused.setWordWrap(True)
        self.problem = Label(tone="late", wrap=True)
        self.choose_button: Button = secondary(_CHOOSE, partial(section.ask, role))
        self.usual_button: Button = secondary(_USUAL, partial(section.go_back, role))
        buttons = QWidget()
        flow = Flow(buttons)
        flow.addWidget(self.choose_button)
        flow.addWidget(self.usual_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Heading(fonts.NAMES[role], TITLE_TIMES))
        box.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.file, self.licence, self.refused, self.problem, buttons):
            box.addWidget(widget)

    def show_row(self, row: FontRow) -> None:
        """Show what serves now."""
        self.problem.hide()
        self.sample.setVisible(row.file is not None)
        self.licence.setVisible(row.file is not None)
        if row.file is None:
            self.file.say(_NOTHING)
        else:
            self.file.say(_FILE, family=row.family, file=row.file.name)
            self.licence.say(row.licence)
            self._show_sample(row.role)
        self.refused.setText("\n".join(fonts.told(refused) for refused in row.refused))
        self.refused.setVisible(bool(row.refused))
        self.usual_button.setVisible(row.chosen is not None)

    def refuse(self, error: UserError) -> None:
        """Say why the file that was pointed at cannot serve."""
        self.problem.say(error.message, **error.values)
        self.problem.show()

    def _show_sample(self, role: str) -> None:
        try:
            picture = _picture(fonts.specimen(role, writing_mode.vertical()), self.devicePixelRatioF())
        except UserError as error:
            self.sample.hide()
            self.refuse(error)
            return
        self.sample.setPixmap(picture)


def _picture(pdf: bytes, ratio: float) -> QPixmap:
    """The page as a picture; turned beforehand where the window exchanges x and y."""
    import pypdfium2

    with pdfium.held, pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=_LARGER * ratio, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        ).copy()
    if writing_mode.vertical():
        image = image.transformed(QTransform(0, 1, 1, 0, 0, 0))
    picture = QPixmap.fromImage(image)
    picture.setDevicePixelRatio(ratio)
    return picture
