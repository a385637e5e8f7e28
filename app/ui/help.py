"""The handbook: one text for each page, in the chosen language or else in Chinese."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from app import paths
from app.i18n import N_, _, language
from app.ui import writing_mode
from app.ui.widgets.buttons import Label, secondary
from app.ui.widgets.file_dialogs import run_hosted
from app.ui.widgets.fitting import fit
from app.ui.widgets.words import name, say

FOLDER = paths.DOCS / "help"
SIZE = (900, 640)
_TITLE = N_("帮助")
_SEARCH = N_("在帮助中查找")
_TOPICS = N_("目录")
_TEXT = N_("帮助正文")
_PRINT = N_("打印")
_MISSING = N_("这一页的帮助还没有写。请从左边的目录中选择其他主题。")
_NOTHING = N_("没有找到。请换一个词。")
_FILE = Qt.ItemDataRole.UserRole


def topic_file(topic: str, folder: Path = FOLDER) -> Path | None:
    """The text of a topic in the language in use, else in Chinese; None if there is none."""
    candidates = (folder / code / f"{topic}.md" for code in (language(), "zh"))
    return next((file for file in candidates if file.is_file()), None)


def topics(folder: Path = FOLDER) -> list[tuple[str, str]]:
    """Every topic with its heading, the index first."""
    found = {file.stem for file in (folder / "zh").glob("*.md")}
    return [(topic, _heading(topic, folder)) for topic in sorted(found, key=lambda each: (each != "index", each))]


def _heading(topic: str, folder: Path) -> str:
    file = topic_file(topic, folder)
    first = file.read_text(encoding="utf-8").partition("\n")[0] if file else ""
    return first.lstrip("# ").strip() or topic


class HelpWindow(QWidget):
    """Topics at the left, the text at the right, and a search over all of them."""

    def __init__(self, parent: QWidget | None = None, folder: Path = FOLDER) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.BypassGraphicsProxyWidget)
        self._folder = folder
        self.search = QLineEdit()
        self.topics = QListWidget()
        self.text = QTextBrowser()
        self.nothing = Label(_NOTHING, tone="quiet", wrap=True)
        fit(self, *SIZE)
        say(self, self.setWindowTitle, _TITLE)
        for show in (self.search.setPlaceholderText, self.search.setToolTip):
            say(self.search, show, _SEARCH)
        for widget, words in ((self.search, _SEARCH), (self.topics, _TOPICS), (self.text, _TEXT)):
            name(widget, words)
        self._lay_out()
        self._listen()
        self.look_for("")

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.nothing)
        left.addWidget(self.topics, 1)
        left.addWidget(secondary(_PRINT, self.print))
        self.text.setOpenLinks(False)
        content = QWidget()
        row = QHBoxLayout(content)
        row.addLayout(left, 1)
        row.addWidget(self.text, 3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(writing_mode.Host(content))

    def _listen(self) -> None:
        self.search.textChanged.connect(self.look_for)
        self.topics.currentItemChanged.connect(self._choose)
        self.text.anchorClicked.connect(self._follow)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self.print)

    def show_topic(self, topic: str) -> None:
        """Open at this topic."""
        self.search.clear()
        for number in range(self.topics.count()):
            if self.topics.item(number).data(_FILE) == topic:
                self.topics.setCurrentRow(number)
        self._read(topic)
        self.show()
        self.raise_()
        self.activateWindow()

    def look_for(self, words: str) -> None:
        """Offer the topics whose text has these words."""
        self.topics.clear()
        for topic, heading in topics(self._folder):
            file = topic_file(topic, self._folder)
            if file and words.strip().lower() in file.read_text(encoding="utf-8").lower():
                item = QListWidgetItem(heading)
                item.setData(_FILE, topic)
                self.topics.addItem(item)
        self.nothing.setVisible(bool(words.strip()) and not self.topics.count())

    def print(self) -> None:
        """Print the text that is shown, by the computer's own printer dialog."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        drawn_by_qt = sys.platform == "linux"
        accepted = run_hosted(dialog, self) if drawn_by_qt and writing_mode.vertical() else dialog.exec()
        if accepted:
            self.text.print_(printer)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._read(item.data(_FILE))

    def _read(self, topic: str) -> None:
        file = topic_file(topic, self._folder)
        if file is None:
            self.text.setPlainText(_(_MISSING))
            return
        self.text.document().setBaseUrl(QUrl.fromLocalFile(str(file)))
        self.text.setMarkdown(file.read_text(encoding="utf-8"))
        if words := self.search.text().strip():
            self.text.find(words, QTextDocument.FindFlag(0))

    def _follow(self, link: QUrl) -> None:
        topic = Path(link.path()).stem
        if link.fileName().endswith(".md") and topic_file(topic, self._folder):
            self.show_topic(topic)
