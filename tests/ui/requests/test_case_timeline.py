"""The time line of a case: every day with what it is, the sums, the choices that took part, keys in the grid."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.operations import offices
from app.rules.calendar import Calendar, CalendarYear
from app.rules.request_clock import DayPart, played
from app.rules.request_days import day_words
from app.rules.request_events import Event, EventKind, PartyKind, RequestChoices
from app.rules.requests import RequestChannel
from app.ui import theme
from app.ui.requests.case_panel import DAYS, CasePanel
from app.ui.requests.case_words import why_words
from app.ui.requests.day_grid import PART_NAMES, day_sentence, deadlines
from app.ui.requests.timeline import GRID, LIST, choice_words, chosen_of
from tests.factory import do
from tests.request_desk import ARRIVED, by_internet, opened, registered, replied, stepped
from tests.ui.requests.conftest import TODAY

SPRING = Calendar(
    {
        2026: CalendarYear(
            2026,
            {date(2026, 2, 15) + timedelta(days=n): "春节" for n in range(9)},
            {date(2026, 2, 14): "春节", date(2026, 2, 28): "春节"},
        )
    }
)


@pytest.fixture
def panel(context, shown):
    return shown(CasePanel(context), 520, 1000)


@pytest.fixture
def line(panel):
    """The time line of the panel, for any case."""

    def show(uuid):
        panel.show_record(uuid, DAYS)
        return panel.days

    return show


def in_person(*events, arrived=date(2026, 2, 9)):
    return played(RequestChannel.IN_PERSON, arrived, events, SPRING, RequestChoices())


def parts(case):
    return {day.on: day_words(day) for day in case.days}


def test_a_running_case_says_how_much_is_gone_and_left(line, store):
    assert line(registered(store)).sums.text() == "已计 14 个工作日，还剩 6 个，答复期限是 2026-03-30。"


def test_an_unconfirmed_case_has_no_days_yet(line, store):
    assert line(by_internet(store)).sums.text() == "期限还没有起算。"


def test_a_case_that_stands_says_so(line, store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 3, 9))
    assert line(uuid).sums.text() == "已计 5 个工作日，期限停止计算。"


def test_an_ended_case_says_what_it_took(line, store):
    assert line(replied(store)).sums.text() == "共用 10 个工作日，期限是 20 个工作日。"


def test_a_late_case_says_by_how_many_days(line, store):
    sums = line(registered(store, arrived_on=date(2026, 1, 12))).sums.text()
    assert sums == "期限 20 个工作日已满，超过 25 个工作日。"


def test_an_extended_case_says_what_was_before(line, store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.EXTEND, date(2026, 3, 18))
    said = line(uuid).sums.text().splitlines()
    assert said == ["已计 14 个工作日，还剩 26 个，答复期限是 2026-04-28。", "延期以前的期限是 2026-03-30。"]


def test_overlapping_consultations_are_told_as_one_stretch(line, store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.CONSULT_OUT, date(2026, 3, 9))
    stepped(store, uuid, EventKind.CONSULT_OUT, date(2026, 3, 10), party="演示机关", party_kind=PartyKind.AGENCY)
    assert "征求意见共有 16 个工作日不计入期限，几份意见重叠的日子只扣一次。" in line(uuid).sums.text()
    assert chosen_of(opened(store, uuid).case) == ["agency_days", "sending_day", "opinion_day"]


def test_a_year_without_calendar_is_told_as_provisional(line, store):
    shown = line(registered(store, today=date(2026, 12, 20), arrived_on=date(2026, 12, 15)))
    assert "答复期限暂定 2027-01-12（待节假日安排公布）" in shown.sums.text()
    assert shown.provisional.text().startswith("2027年的节假日安排还没有装入")


def test_choices_that_took_part_are_named_with_their_value_and_lead_to_the_settings(panel, line, store, qtbot):
    do(store, offices.choose, "payment_restart", "resumes")
    uuid = registered(store)
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 3, 9))
    assert line(uuid).chosen.texts() == ["申请人缴费后的答复期限", "接着计算"]
    with qtbot.waitSignal(panel.go) as asked:
        panel.days._chosen_parts[-1].click()
    assert asked.args == ["settings", "choices"]


def test_a_number_chosen_by_the_office_stands_as_it_is():
    assert choice_words("correction_days", "15") == "15"
    assert choice_words("sending_day", "counted") == "计入期限"


def test_every_day_off_says_why_and_every_make_up_day_counts():
    said = parts(in_person())
    assert said[date(2026, 2, 9)] == "起算当日，不计"
    assert said[date(2026, 2, 14)] == "春节调休上班，第5个工作日"
    assert said[date(2026, 2, 16)] == "春节放假，不计"
    assert said[date(2026, 3, 1)] == "周末，不计"
    assert said[date(2026, 3, 13)] == "第20个工作日"


def test_a_day_tells_what_happened_and_what_was_due():
    case = in_person(Event(EventKind.CONSULT_OUT, date(2026, 2, 10), "u", party="演示方", party_kind="third_party"))
    (day,) = (day for day in case.days if day.on == date(2026, 2, 10))
    assert day_sentence(day, case) == "2026-02-10 星期二：第1个工作日；征求意见"
    (last,) = (day for day in case.days if day.on == case.consultations[0].due)
    assert day_sentence(last, case).endswith("征求意见，不计；“演示方”意见的期限")
    assert (case.due, "答复期限") in list(deadlines(case))


def test_days_used_stop_at_today_and_at_the_end():
    case = in_person()
    assert case.used_by(date(2026, 2, 9)) == 0
    assert case.used_by(date(2026, 2, 14)) == 5
    ended = in_person(Event(EventKind.REPLY, date(2026, 2, 12), outcome="1"))
    assert ended.used_by(date(2026, 12, 1)) == 3


def test_the_legend_shows_only_what_is_there(line, store):
    shown = line(registered(store))
    assert {part for part, item in shown.legend.items() if item.isVisible()} == {
        DayPart.START, DayPart.COUNTED, DayPart.OFF,
    }  # fmt: skip
    assert set(shown.legend) == set(PART_NAMES) == set(DayPart)


def test_keys_walk_the_grid_and_tell_each_day(panel, line, store, qtbot):
    shown = line(registered(store))
    assert shown.told.text() == "2026-03-20 星期五：第14个工作日"
    qtbot.keyClick(shown.grid, Qt.Key.Key_Right)
    assert shown.told.text() == "2026-03-21 星期六：周末，不计"
    qtbot.keyClick(shown.grid, Qt.Key.Key_Up)
    assert shown.told.text() == "2026-03-14 星期六：周末，不计"
    qtbot.keyClick(shown.grid, Qt.Key.Key_Home)
    assert shown.told.text() == "2026-03-02 星期一：起算当日，不计"
    qtbot.keyClick(shown.grid, Qt.Key.Key_Left)  # nothing before it
    assert shown.grid.day == ARRIVED
    qtbot.keyClick(shown.grid, Qt.Key.Key_End)
    assert shown.told.text() == "2026-03-30 星期一：第20个工作日；答复期限"
    assert shown.grid.accessibleDescription() == shown.told.text()


def test_the_pointer_tells_a_day_by_click_and_tip(line, store, qtbot):
    grid = line(registered(store)).grid
    place = grid._place(date(2026, 3, 6)).center()
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert grid.day == date(2026, 3, 6)
    QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, place, grid.mapToGlobal(place)))
    assert QToolTip.text() == "2026-03-06 星期五：第4个工作日"
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))  # the heads are no days
    assert grid.day == date(2026, 3, 6)


def test_another_case_puts_the_keyboard_on_today_again(line, store, qtbot):
    shown = line(registered(store))
    qtbot.keyClick(shown.grid, Qt.Key.Key_Home)
    line(registered(store, "测试另一件"))
    assert shown.grid.day == TODAY


def test_every_counted_day_is_painted_and_a_day_off_is_not(line, store):
    grid = line(registered(store)).grid
    picture = grid.grab().toImage()

    def ground(day):
        place = grid._place(day)
        return picture.pixelColor(place.left() + 5, place.bottom() - 5).name()

    assert ground(date(2026, 3, 3)) == ground(date(2026, 3, 20))
    assert ground(date(2026, 3, 21)) == theme.LIGHT.paper.lower()
    assert len({ground(date(2026, 3, 3)), ground(date(2026, 3, 23)), ground(date(2026, 3, 21))}) == 3


def test_the_list_holds_every_day_for_those_who_do_not_look(line, store):
    shown = line(registered(store))
    shown.show_way(LIST)
    assert not shown.grid.isVisible()
    model = shown.table.model()
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    assert rows[0] == ["2026-03-02", "星期一", "", "起算当日，不计"]
    assert rows[-1] == ["2026-03-30", "星期一", "20", "第20个工作日；答复期限"]
    assert len(rows) == 29
    shown.show_way("")
    assert shown.ways.current() == LIST
    shown.show_way(GRID)
    assert shown.grid.isVisible()


def test_the_reason_of_the_next_step_names_its_article():
    assert why_words(in_person()) == "从 2026-02-09 的第二天起20个工作日内答复（第三十三条）。"
    notice = Event(EventKind.CORRECTION_NOTICE, date(2026, 2, 11), days=5, reason="测试")
    waiting = in_person(notice)
    assert why_words(waiting).startswith("已经告知补正，申请人应在 2026-02-25 前补正；从 2026-02-26 起")
    again = in_person(notice, Event(EventKind.CORRECTED, date(2026, 2, 12)))
    assert why_words(again).startswith("期限重新计算：从 2026-02-12 的第二天起20个工作日内答复")
    extended = in_person(Event(EventKind.EXTEND, date(2026, 2, 12), days=10, person="演示负责人"))
    assert "加延长的10个工作日，在 2026-03-27 前答复" in why_words(extended)
    assert why_words(in_person(Event(EventKind.ARCHIVE, date(2026, 2, 12)))) == ""
