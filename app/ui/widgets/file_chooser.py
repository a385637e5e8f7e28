"""Qt's file dialog where it stands in columns: our icons, our dates, our question before a file is replaced."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QFileInfo, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import (
    QFileDialog,
    QFileIconProvider,
    QFileSystemModel,
    QHeaderView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from app.i18n import N_
from app.ui import icons, theme
from app.ui.widgets.shown import shown, size_words

NAME, SIZE, KIND, MOMENT = range(4)  # columns of a QFileSystemModel
PLACES, FILES = 150, 530  # pixels at 100 %
_TOOLS = {
    "backButton": "before",
    "forwardButton": "next",
    "toParentButton": "upper",
    "newFolderButton": "new_folder",
    "listModeButton": "tiles",
    "detailModeButton": "catalog",
}
_TITLE = N_("文件已经存在")
_QUESTION = N_("“{name}”已经存在。替换后，原来的内容不能恢复。要保留原文件，请另取文件名。")
_REPLACE = N_("替换")


class Chooser(QFileDialog):
    """Qt's own dialog, dressed as the rest of the window; it belongs to the caller."""

    def __init__(self, title: str, folder: str, filters: str) -> None:
        super().__init__(None, title, folder, filters)
        self.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)
        self.setIconProvider(Icons(self))
        self.setViewMode(QFileDialog.ViewMode.Detail)
        for button, icon in _TOOLS.items():
            if tool := self.findChild(QToolButton, button):
                icons.put(tool, icon)
        if tree := self.findChild(QTreeView, "treeView"):
            self._dress(tree)
        if splitter := self.findChild(QSplitter, "splitter"):
            splitter.setSizes([theme.scaled(PLACES), theme.scaled(FILES)])

    def accept(self) -> None:
        """Ask before a file is replaced."""
        from app.ui.widgets.dialogs import ask  # which offers what is here, and so comes after it

        chosen = [Path(path) for path in self.selectedFiles()]
        saving = self.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        replaced = [path for path in chosen if path.is_file()] if saving else []
        if not replaced or ask(self, _TITLE, _QUESTION, _REPLACE, name=replaced[0].name):
            super().accept()

    def _dress(self, tree: QTreeView) -> None:
        """The kind says no more than the ending of the name, and in English."""
        tree.setColumnHidden(KIND, True)
        cells = Cells(tree)
        for column in (SIZE, MOMENT):
            tree.setItemDelegateForColumn(column, cells)
        header = tree.header()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (SIZE, MOMENT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)


class Cells(QStyledItemDelegate):
    """Sizes and moments as everywhere in the program."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Say it our way."""
        super().initStyleOption(option, index)
        info = _info(index.model(), index)
        if info is None:
            return
        if index.column() == MOMENT:
            option.text = shown(datetime.fromtimestamp(info.lastModified().toSecsSinceEpoch()))  # type: ignore[attr-defined]
        else:
            option.text = "" if info.isDir() else size_words(info.size())  # type: ignore[attr-defined]


def _info(model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex) -> QFileInfo | None:
    return model.fileInfo(index) if isinstance(model, QFileSystemModel) else None


class Icons(QFileIconProvider):
    """A folder and a file of our own icons; those of Qt would lie on their side."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._folder, self._file = icons.icon("folder", widget, "accent"), icons.icon("file", widget, "quiet")
        self._computer = icons.icon("backup", widget, "quiet")

    def icon(self, asked: QAbstractFileIconProvider.IconType | QFileInfo) -> QIcon:
        """The icon of a place or a file."""
        kinds = QAbstractFileIconProvider.IconType
        if isinstance(asked, QFileInfo):
            return self._folder if asked.isDir() else self._file
        return {kinds.File: self._file, kinds.Folder: self._folder}.get(asked, self._computer)
