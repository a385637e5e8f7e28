"""Choosing files: the computer's own dialog where the window is written in lines, Qt's, hosted, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import writing_mode
from app.ui.widgets.fitting import fit

SIZE = (780, 460)
Patterns = Sequence[tuple[str, str]]


def open_file(parent: QWidget, title: str, patterns: Patterns, folder: Path | None = None) -> Path | None:
    """The file a person chose, or None; `patterns` are (words marked with N_, "*.xlsx *.csv")."""
    if writing_mode.vertical():
        dialog = _dialog(title, QFileDialog.FileMode.ExistingFile, patterns, folder)
        return next(iter(_chosen(dialog, parent)), None)
    path, _filter = QFileDialog.getOpenFileName(parent, _(title), str(folder or ""), _filters(patterns))
    return Path(path) if path else None


def open_files(parent: QWidget, title: str, patterns: Patterns, folder: Path | None = None) -> list[Path]:
    """The files a person chose."""
    if writing_mode.vertical():
        return _chosen(_dialog(title, QFileDialog.FileMode.ExistingFiles, patterns, folder), parent)
    paths, _filter = QFileDialog.getOpenFileNames(parent, _(title), str(folder or ""), _filters(patterns))
    return [Path(path) for path in paths]


def save_file(parent: QWidget, title: str, patterns: Patterns, proposed: Path | str = "") -> Path | None:
    """Where to write, with the ending of the first pattern if none was typed, or None.

    The dialog asks before a file is replaced.
    """
    ending = patterns[0][1].split()[0].removeprefix("*")
    if writing_mode.vertical():
        proposal = Path(proposed)
        dialog = _dialog(title, QFileDialog.FileMode.AnyFile, patterns, proposal.parent)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending.removeprefix("."))
        dialog.selectFile(proposal.name)
        return next(iter(_chosen(dialog, parent)), None)
    path, _filter = QFileDialog.getSaveFileName(parent, _(title), str(proposed), _filters(patterns))
    if not path:
        return None
    return Path(path) if Path(path).suffix else Path(path + ending)


def open_folder(parent: QWidget, title: str, folder: Path | None = None) -> Path | None:
    """The folder a person chose, or None."""
    if writing_mode.vertical():
        dialog = _dialog(title, QFileDialog.FileMode.Directory, (), folder)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return next(iter(_chosen(dialog, parent)), None)
    path = QFileDialog.getExistingDirectory(parent, _(title), str(folder or ""))
    return Path(path) if path else None


def run_hosted(dialog: QDialog, parent: QWidget | None) -> bool:
    """Run one of Qt's own dialogs written as the window is; whether it was accepted. It belongs to the caller."""
    shell = QDialog(writing_mode.window_of(parent), writing_mode.OWN_WINDOW)
    shell.setWindowTitle(dialog.windowTitle())
    box = QVBoxLayout(shell)
    box.setContentsMargins(0, 0, 0, 0)
    host = writing_mode.Host(dialog)
    box.addWidget(host)
    fit(shell, *SIZE)
    dialog.finished.connect(shell.done)
    accepted = shell.exec() == QDialog.DialogCode.Accepted
    host.release()
    shell.deleteLater()
    return accepted


def _dialog(title: str, mode: QFileDialog.FileMode, patterns: Patterns, folder: Path | None) -> QFileDialog:
    from app.ui.widgets.file_chooser import Chooser  # which a window of lines never needs

    dialog = Chooser(_(title), str(folder or ""), _filters(patterns))
    dialog.setFileMode(mode)
    return dialog


def _chosen(dialog: QFileDialog, parent: QWidget) -> list[Path]:
    accepted = run_hosted(dialog, parent)
    paths = [Path(path) for path in dialog.selectedFiles()] if accepted else []
    dialog.deleteLater()
    return paths


def _filters(patterns: Patterns) -> str:
    return ";;".join(f"{_(words)} ({endings})" for words, endings in patterns)
