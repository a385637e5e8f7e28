import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.i18n import _, set_language
from app.operations import disclosure_lists, disclosures, drafts, request_lists
from app.operations.annual_reports import ReportDeadline
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.offices import create_store
from app.operations.packages import trust
from app.rules.calendar import Calendar, CalendarYear
from app.rules.offices import Level, OfficeDraft
from app.settings import Settings
from app.store.database import Store
from app.ui.home.page import HomePage, day_sentence
from app.ui.home.tasks import of_requests
from app.ui.preferences import Preferences
from app.ui.run import Now, Runner
from app.ui.widgets.page import Context
from tests.factory import ask, do

TODAY = date(2026, 11, 21)


@pytest.fixture
def full(tmp_path, demonstration):
    made = Store.open(Path(shutil.copy(demonstration, tmp_path / "demo.iltod")))
    yield made
    made.close()


@pytest.fixture
def home(full, shown, tmp_path):
    """The first page over the demonstration."""
    runner = Runner(full, writer=Now(), readers=Now())
    yield shown(HomePage(Context(runner, Preferences(Settings(), tmp_path / "s.json"), lambda: TODAY)), 1216, 660)
    runner.close()


def went(page):
    seen = []
    page.go.connect(lambda key, target: seen.append((key, target)))
    return seen


def test_each_heap_says_how_many_and_shows_the_first(home, full):
    with full.read() as session:
        counts = disclosure_lists.view_counts(session, TODAY)
    for view, heap in home.heaps.items():
        assert heap.count.text() == f"{counts[view]} 条"
        assert len(heap.lines) == min(counts[view], 5)
        assert heap.nothing.isHidden() == bool(counts[view])


def test_a_line_opens_its_record(home, full):
    seen = went(home)
    home.heaps["overdue"].lines[0].link.click()
    ((key, uuid),) = seen
    assert key == "disclosures"
    with full.read() as session:
        assert disclosures.item_of(session, uuid).due_on < TODAY


def test_a_heap_opens_its_view_by_due_date(home):
    seen = went(home)
    home.heaps["due_soon"].all.click()
    assert seen == [("disclosures", DisclosureFilter(view="due_soon", order="due"))]


def test_the_navigation_is_told_what_presses(home, full, qtbot):
    with full.read() as session:
        counts = disclosure_lists.view_counts(session, TODAY)
        requests = request_lists.view_counts(session, TODAY)
    with qtbot.waitSignal(home.badge) as told:
        home.reload()
    assert requests["overdue"]
    assert requests["due_soon"]
    assert told.args == [sum(each[view] for each in (counts, requests) for view in ("overdue", "due_soon"))]


def test_what_waits_of_requests_leads_to_those_requests(home, full):
    seen = went(home)
    for line in home.requests.lines:
        line.click()
    targets = [target for key, target in seen if key == "requests"]
    with full.read() as session:
        shown = {target.view: len(request_lists.listed(session, target, TODAY)) for target in targets}
    assert {"overdue", "confirmation", "due_soon", "suggested", "to_archive"} <= set(shown)
    assert all(shown.values())


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 1, 8), ["2025年年度报告应在 2026-01-31 前完成，还有 23 日"]),
        (date(2026, 3, 1), ["2025年汇总的年度报告应在 2026-03-31 前公布，还有 30 日"]),
        (date(2026, 4, 1), ["2025年汇总的年度报告应在 2026-03-31 前公布，已经过期"]),
    ],
)
def test_a_report_that_is_due_is_told_of(today, told):
    nothing = request_lists.Waiting(0, 0, 0, 0, 0, 0)
    own = ReportDeadline(2025, "own", date(2026, 1, 31), today > date(2026, 1, 31), (date(2026, 1, 31) - today).days)
    left = (date(2026, 3, 31) - today).days
    tree = [ReportDeadline(2025, "tree", date(2026, 3, 31), False, left)] if own.done else []
    tasks = [task for task in of_requests(nothing, [own, *tree], "000001") if task.n]
    assert [_(task.sentence).format(**task.values) for task in tasks] == told
    assert all(task.page == "report" and task.target[:2] == ("000001", 2025) for task in tasks)


def test_without_requests_the_card_says_so(context, shown):
    page = shown(HomePage(context))
    assert not page.requests.nothing.isHidden()
    assert page.requests.lines == []


def test_a_restored_file_is_confirmed_once(home, full):
    full.note("restored", "2026-11-20 09:14:00")
    home.reload()
    assert not home.restored.isHidden()
    assert "2026-11-20 09:14" in home.restored.sentence.text()
    home.restored.buttons[0].click()
    assert home.restored.isHidden()
    assert full.fact("restored") == ""


def test_unsaved_typing_is_named_and_leads_back_to_its_record(home, full):
    with full.read() as session:
        uuid = disclosure_lists.uuids(session, DisclosureFilter(), TODAY, 1)[0]
    at = datetime(2026, 11, 20, 9, 14)
    full.keep(lambda session: drafts.keep(session, "disclosure", uuid, "", {"title": "没写完的"}, at))
    home.leave()
    home.refresh()
    assert "“没写完的”有 2026-11-20 09:14 输入的内容没有保存" in home.unsaved.sentence.text()
    seen = went(home)
    home.unsaved.buttons[0].click()
    assert seen == [("disclosures", uuid)]


def test_without_a_catalog_the_first_step_is_offered(context, shown):
    page = shown(HomePage(context))
    assert not page.no_catalog.isHidden()
    seen = went(page)
    for button in page.no_catalog.buttons:
        button.click()
    assert seen == [("catalog", "starter"), ("catalog", "import")]


def test_with_a_catalog_the_first_step_is_gone(home):
    assert home.no_catalog.isHidden()


def test_from_november_the_next_calendar_is_asked_for(home):
    assert home.no_calendar.isHidden() == (not home._seen.today.next_year_missing)
    seen = went(home)
    home.no_calendar.buttons[0].click()
    assert seen == [("settings", "calendars")]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2025, 9, 30), "工作日。"),
        (date(2025, 10, 3), "国庆节放假；下一个工作日是 2025-10-09"),
        (date(2025, 9, 28), "国庆节调休，上班"),
        (date(2025, 9, 20), "不上班；下一个工作日是 2025-09-22"),
    ],
)
def test_the_day_says_whether_the_office_works(day, says):
    off = {date(2025, 10, number): "国庆节" for number in range(1, 9)}
    calendar = Calendar({2025: CalendarYear(2025, off, {date(2025, 9, 28): "国庆节"})})
    assert says in day_sentence(day, calendar)


def test_cards_stand_in_one_column_on_a_narrow_page(home):
    assert home._columns == 2
    home.resize(600, 660)
    assert home._columns == 1


def test_the_page_speaks_both_languages_and_is_freed(full, tmp_path, qapp):
    runner = Runner(full, writer=Now(), readers=Now())
    page = HomePage(Context(runner, Preferences(Settings(), tmp_path / "s.json"), lambda: TODAY))
    page.show()
    set_language("mn_Mong")
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert page.day.text()
    assert all(line.link.accessibleName() for heap in page.heaps.values() for line in heap.lines)
    page.close()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(page)
    runner.close()


def test_what_waits_on_the_boards_leads_to_where_it_is_done(qtbot, shown, store, runner, context):
    from tests.operations.test_board import posted, with_village

    with_village(store)
    posted(store, date(2026, 11, 2))
    page = shown(HomePage(Context(runner, context.preferences, lambda: TODAY)), 1216, 660)
    assert [line.text() for line in page.board.lines] == ["1 份公示期满，等待取下"]
    seen = went(page)
    page.board.lines[0].click()
    key, target = seen[0]
    assert (key, target.view) == ("notices", "over")


def test_without_villages_the_card_says_that_nothing_waits(shown, context):
    page = shown(HomePage(context), 1216, 660)
    assert not page.board.lines
    assert page.board.nothing.isVisible()


def test_what_waits_of_packages_leads_to_its_tab_once_another_office_is_known(context, shown, store, tmp_path):
    page = shown(HomePage(context))
    assert page.packages.isHidden()
    banner = create_store(tmp_path / "banner" / "office.iltod", OfficeDraft("000000", "演示旗", Level.BANNER))
    card = ask(banner, trust.own_card, tmp_path / "keys", datetime(2026, 1, 5, 9, 0), "一号机")
    banner.close()
    do(store, trust.enrol, card, card.key.fingerprint, date(2026, 1, 5))
    page.reload()
    assert not page.packages.isHidden()
    told = went(page)
    (line,) = page.packages.lines
    assert "报送" in line.text()
    line.click()
    assert told == [("packages", "send")]
