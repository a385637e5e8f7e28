"""Settings: which program this is, and where its things lie (关于)."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QWidget

from app import paths
from app.i18n import N_, _
from app.ui import theme
from app.ui.catalog.facts import Facts
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Label, secondary
from app.ui.widgets.chips import Flow
from app.ui.widgets.page import Context

_NAME = N_("Iltod 基层政务公开工作台")
_OFFLINE = N_("程序不联网，登记的内容只在这台电脑的数据文件里。")
_UNKNOWN = N_("未知（直接从源程序运行）")
_LOG, _COPY, _COPIED = N_("打开日志文件夹"), N_("复制以上内容"), N_("已复制。")
_FACTS = (N_("版本"), N_("数据文件"), N_("日志文件夹"), N_("屏幕字体"), N_("运行环境"))


class AboutSection(ScrollingSection):
    """Facts for the person on the telephone."""

    help_page = "index"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.facts = Facts()
        buttons = QWidget()
        flow = Flow(buttons)
        flow.addWidget(secondary(_LOG, self.open_log))
        flow.addWidget(secondary(_COPY, self.copy))
        self.add(Label(_NAME), Label(_OFFLINE, tone="quiet", wrap=True), self.facts, buttons)

    def reload(self) -> None:
        """Say where things lie now."""
        store = self.runner.store
        texts = (_version(), str(store.path) if store else "", str(paths.user_log()), faces(), f"Qt {qVersion()}")
        self.facts.show_rows(list(zip(_FACTS, texts, strict=True)))

    def retranslate(self) -> None:
        """Say it again."""
        self.refresh()

    def open_log(self) -> None:
        """Show the log's folder in the computer's file manager."""
        folder = paths.user_log()
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def copy(self) -> None:
        """Put the facts on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(self.facts.texts()))
        self.said.emit(_(_COPIED))


def faces() -> str:
    """The typefaces the screen really uses, for Chinese and for Mongolian."""
    used = (QFontInfo(theme.font(language, 100)).family() for language in ("zh", "mn_Mong"))
    return "、".join(dict.fromkeys(used))


def _version() -> str:
    try:
        return version("iltod")
    except PackageNotFoundError:
        return _(_UNKNOWN)
