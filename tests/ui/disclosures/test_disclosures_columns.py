"""What a clerk does in the record where the window stands in columns."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.ui.disclosures.files_section import FilesSection
from app.ui.writing_mode import Host
from tests.factory import register
from tests.ui.columns import place_of


@pytest.fixture
def host(shown, runner, wear):
    """The files of an item, in columns."""
    wear("mn_Mong")
    return shown(Host(FilesSection(runner)), 500, 600)


def drop(view, place, path):
    """Bring a file over the view and let go of it there."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(place, *how)
    QApplication.sendEvent(view.viewport(), entered)
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(place, *how))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(place), *how))
    return entered.isAccepted()


def test_a_file_dropped_onto_an_item_in_columns_is_attached(host, runner, store, tmp_path, qtbot):
    uuid = register(store)
    section = host.content
    section.show_files(uuid, ())
    path = tmp_path / "测试附件.txt"
    path.write_text("测试")
    seen = []
    runner.changed.connect(seen.append)
    assert drop(host.view, place_of(host.view, section), path)
    qtbot.waitUntil(lambda: bool(seen))
    assert "attachment" in seen[-1].tables
