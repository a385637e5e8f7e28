from datetime import date

import pytest
from PySide6.QtCore import Qt

from app.models.notice import Notice
from app.operations import payouts
from app.ui.widgets.page import Context
from tests.factory import TODAY, ask, do
from tests.ui.payouts.conftest import FEED, GRASS, LIST


@pytest.fixture
def section(page, take, store):
    """Two programmes; the first village posted the first one."""
    rolls = take()
    take("\n".join(LIST.splitlines()[:3]), programme=FEED)
    (notice,) = do(store, payouts.make_notices, [rolls["演示一嘎查", GRASS].uuid], TODAY)
    do(store, _post, notice)
    page.section().reload()  # the rolls, which were changed past the window
    return page.choose("coverage")


def _post(session, uuid):
    notice = session.query(Notice).filter_by(uuid=uuid).one()
    notice.status, notice.posted_on = "posted", TODAY


def words(grid):
    model = grid.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def column(section, programme):
    return 2 + section._coverage.programmes.index(programme)


def at(section, village, programme):
    grid = section.grid
    number = next(n for n, row in enumerate(grid.rows()) if row.village == village)
    grid.setCurrentIndex(grid.model().index(number, column(section, programme)))


def test_villages_and_programmes_stand_in_a_grid_of_words(section):
    assert sorted(section.grid.model().headerData(c, Qt.Orientation.Horizontal) for c in (2, 3)) == sorted(
        [GRASS, FEED]
    )
    found = {row[0]: (row[1], row[column(section, GRASS)], row[column(section, FEED)]) for row in words(section.grid)}
    assert found == {
        "演示一嘎查": ("缺 1 项", "公示中", "未做公示"),
        "演示二嘎查": ("缺 1 项", "未做公示", "—"),
        "演示三嘎查": ("没有名册", "—", "—"),
    }


def test_the_sentence_counts_to_the_last_day(section):
    assert section.sentence.text() == "3 个嘎查村中 0 个已全部公示，距 2026-12-31 还有 288 天。"
    section.context = Context(section.context.runner, section.context.preferences, lambda: date(2026, 12, 31))
    section.reload()
    assert section.sentence.text() == "3 个嘎查村中 0 个已全部公示，今天（2026-12-31）是最后一天。"
    section.context = Context(section.context.runner, section.context.preferences, lambda: date(2027, 1, 3))
    section.reload()
    assert section.sentence.text() == "3 个嘎查村中 0 个已全部公示，2026-12-31 已过 3 天。"
    assert section.sentence.property("tone") == "late"


def test_only_what_is_missing_can_be_shown(section, press):
    press(section.kinds._chips["missing"])
    assert [row.village for row in section.grid.rows()] == ["演示一嘎查", "演示二嘎查"]
    press(section.kinds._chips["no_roll"])
    assert [row.village for row in section.grid.rows()] == ["演示三嘎查"]


def test_the_arrows_walk_and_enter_opens_notice_or_roll(section, store, qtbot, gone, page):
    at(section, "演示一嘎查", GRASS)
    qtbot.keyClick(section.grid, Qt.Key.Key_Return)
    notice = next(r.notice_uuid for r in ask(store, payouts.rolls) if r.notice_uuid)
    assert gone == [("notices", notice)]
    qtbot.keyClick(section.grid, Qt.Key.Key_Down)
    assert section.detail.heading.text() == "演示二嘎查"
    at(section, "演示二嘎查", GRASS)
    qtbot.keyClick(section.grid, Qt.Key.Key_Return)
    assert page.key() == "rolls"
    assert page.section().detail.roll().village == "演示二嘎查"


def test_a_cell_says_how_much_and_its_notice_is_made_from_there(section, store, gone):
    at(section, "演示二嘎查", GRASS)
    assert section.facts.texts() == ["补贴项目", GRASS, "户数", "2", "金额", "599.00 元"]
    section._make(section.grid.cell())
    assert len(gone) == 1
    assert (
        ask(store, payouts.coverage, TODAY.year).rows[1].cells[section._coverage.programmes.index(GRASS)].status
        == "draft"
    )


def test_a_cell_without_a_roll_says_so(section):
    at(section, "演示三嘎查", GRASS)
    assert "没有这个项目的名册" in section.nothing.text()
    assert section.facts.texts() == ["补贴项目", GRASS]


def test_the_board_stays_on_its_cell_when_something_changes(section, take):
    at(section, "演示二嘎查", GRASS)
    take("\n".join(LIST.splitlines()[:2]), batch="第二批")
    section.reload()
    assert section.detail.heading.text() == "演示二嘎查"


def test_a_year_without_rolls_shows_every_village(section):
    section.year.setCurrentIndex(section.year.findData(2024))
    section.year.chosen.emit(2024)
    assert [row[1] for row in words(section.grid)] == ["没有名册"] * 3


def test_several_batches_are_told_line_by_line(section, take):
    take("\n".join([LIST.splitlines()[0], LIST.splitlines()[3]]), batch="第二批")
    section.reload()
    at(section, "演示二嘎查", GRASS)
    assert "第二批：1 户，300.00 元" in section.facts.texts()[3]
