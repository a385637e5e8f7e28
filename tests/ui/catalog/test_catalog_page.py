import shutil
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from shiboken6 import isValid

from app.settings import Settings
from app.store.database import Store
from app.ui.catalog.page import CatalogPage
from app.ui.preferences import Preferences
from app.ui.run import Now, Runner
from app.ui.widgets.page import Context

TODAY = date(2026, 11, 21)


@pytest.fixture
def banner(demonstration, tmp_path, qapp, past):
    """A page on a demonstration of its own, with the runner it reads through."""
    store = Store.open(shutil.copy(demonstration, tmp_path / "demo.iltod"))
    runner = Runner(store, past, writer=Now(), readers=Now())
    failures = []
    runner.failed.connect(failures.append)
    page = CatalogPage(Context(runner, Preferences(Settings()), lambda: TODAY))
    page.resize(1200, 700)
    page.show()
    yield page
    assert failures == []
    runner.close()


def test_the_demonstration_shows_every_section_with_its_number(banner):
    counts = {}
    for key in ("items", "versions", "exceptions", "coverage"):
        banner.counted.connect(lambda n, key=key: counts.__setitem__(key, n))
        section = banner.choose(key)
        section.reload()
        banner.counted.disconnect()
    assert counts["items"] > 700
    assert counts["versions"] == 2
    assert counts["exceptions"] == 0
    assert counts["coverage"] > 0


def test_a_published_row_shows_its_boxes_as_the_table_has_them(banner):
    banner.section().text.setText("社会救助")
    banner.section().apply_text()
    section = banner.section()
    rows = [section.model.row(n) for n in range(section.model.rowCount())]
    number = next(n for n, row in enumerate(rows) if "■" in row.channel_boxes and "□" in row.channel_boxes)
    section.table.selectRow(number)
    boxes = next(text for text in section.detail.facts.texts() if text.startswith(("■", "□")))
    assert {line[0] for line in boxes.splitlines()} == {"■", "□"}


def test_every_control_has_a_name_and_can_be_reached(banner):
    for key in ("items", "versions", "exceptions", "coverage"):
        section = banner.choose(key)
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            for each in section.findChildren(kind):
                if each.isVisible() and each.objectName() != "qt_spinbox_lineedit":
                    said = each.accessibleName() or getattr(each, "text", str)() or each.toolTip()
                    assert said or isinstance(each.parent(), QLineEdit | QComboBox), (key, each)


def test_a_closed_page_is_freed(banner):
    table = banner.section().table
    banner.setParent(None)
    banner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(table)
