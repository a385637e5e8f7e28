"""What a new calendar moved, each line leading to the page of its record."""

from datetime import date

import pytest

from app.operations.calendars import Moved
from app.ui.settings.moved import MovedList

OLD, NEW = date(2027, 1, 5), date(2027, 1, 8)
ROWS = (
    Moved("a" * 32, "测试信息", OLD, NEW),
    Moved("b" * 32, "测试公示", OLD, NEW, "notice"),
    Moved("c" * 32, "测试公示", OLD, NEW, "objection"),
)


@pytest.fixture
def moved(shown):
    return shown(MovedList(), 700, 300)


def test_each_line_says_what_moved_and_leads_to_its_page(moved):
    went = []
    moved.opened.connect(lambda page, uuid: went.append((page, uuid[0])))
    moved.show_moved(ROWS)
    for row in moved.table.rows():
        moved.table.opened.emit(row)
    assert went == [("disclosures", "a"), ("notices", "b"), ("notices", "c")]
    kinds = [moved.table.model().index(n, 1).data() for n in range(3)]
    assert kinds == ["公开到期", "公示期满", "答复异议"]


def test_nothing_moved_is_said_too(moved):
    moved.show_moved(())
    assert moved.sentence.text()
    assert not moved.table.isVisible()
