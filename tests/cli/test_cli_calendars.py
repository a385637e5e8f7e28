import shutil
from datetime import date

import pytest

from app import paths
from app.exchange.calendars import written
from app.rules.calendar import CalendarYear
from tests.factory import register


def test_days_are_counted_and_each_is_explained(answer, iltod):
    found = answer("due", "--from", "2026-09-28", "--working-days", "5")
    assert (found["due"], found["provisional"], found["unit"]) == ("2026-10-10", False, "workday")
    assert [day["kind"] for day in found["days"]].count("holiday") == 7
    lines = iltod("due", "--from", "2026-09-28", "--working-days", "5").out.splitlines()
    assert lines == found["explained"]
    assert lines[-2:] == ["2026-10-10 星期六：国庆节调休上班，第5个工作日", "到期日：2026-10-10 星期六"]


def test_days_are_counted_back_and_as_calendar_days(answer):
    assert answer("due", "--from", "2026-03-18", "--days", "7", "--back")["due"] == "2026-03-11"
    assert answer("due", "--days", "3")["due"] == "2026-03-21"


def test_counting_needs_no_file_of_an_office(run, tmp_path):
    store = tmp_path / "none.iltod"
    assert (
        run("--json", "--store", store, "due", "--from", "2026-03-02", "--working-days", "20").value["due"]
        == "2026-03-30"
    )
    assert run("--store", store, "calendar", "list").code == 0
    assert run("--store", store, "time-limit", "及时公开").code == 0
    assert not store.exists()


def test_a_year_nobody_knows_makes_the_day_provisional(answer):
    found = answer("due", "--from", "2031-03-03", "--working-days", "5")
    assert found["provisional"] is True
    assert "尚未装入" in found["explained"][-1]


@pytest.mark.parametrize("words", [(), ("--days", "1", "--working-days", "1"), ("--days", "-1"), ("--days", "一")])
def test_counting_wants_one_whole_number(iltod, words):
    said = iltod("--json", "due", *words)
    assert said.code == 2
    assert list(said.value) == ["error"]


def test_a_time_limit_is_read_as_rules_and_counted(answer, iltod):
    found = answer("time-limit", "自信息形成或变更之日起7个工作日内", "--from", "2026-03-02")
    assert found["understood"] is True
    assert [(rule["kind"], rule["n"], rule["unit"]) for rule in found["rules"]] == [("within", 7, "workday")]
    assert found["dues"][0]["on"] == "2026-03-11"
    assert "最迟2026-03-11公开" in iltod("time-limit", "自信息形成或变更之日起7个工作日内", "--from", "2026-03-02").out


def test_a_time_limit_that_is_not_understood_says_so(answer, iltod):
    assert answer("time-limit", "看情况再说")["understood"] is False
    assert "未能识别" in iltod("time-limit", "看情况再说").out


def test_an_installed_year_moves_what_is_open_and_lists_it(answer, store, tmp_path):
    uuid = register(store, "测试信息", formed_on=date(2026, 3, 2))
    file = tmp_path / "2026.toml"
    file.write_text(written(CalendarYear(2026, {date(2026, 3, 30): "演示假"}, {})), encoding="utf-8")
    done = answer("calendar", "install", file)
    moved = {"uuid": uuid, "title": "测试信息", "old": "2026-03-30", "new": "2026-03-31", "table": "disclosure"}
    assert done["moved"] == [moved]
    year = next(year for year in answer("calendar", "list") if year["year"] == 2026)
    assert year["off"] == {"2026-03-30": "演示假"}
    assert answer("history")[0]["title"] == "装入 2026 年节假日安排"


def test_a_file_that_is_no_calendar_is_refused(iltod, tmp_path):
    file = shutil.copy(paths.RESOURCES / "calendars" / "2026.toml", tmp_path / "bad.toml")
    file.write_text(file.read_text(encoding="utf-8").replace("2026-02", "2026-13"), encoding="utf-8")
    said = iltod("calendar", "install", file)
    assert (said.code, "bad.toml" in said.err) == (1, True)
