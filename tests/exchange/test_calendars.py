from datetime import date
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.calendars import load_folder, read, written
from app.rules.calendar import CalendarYear

FOLDER = Path(__file__).parents[2] / "resources" / "calendars"


def file_of(folder: Path, text: str) -> Path:
    path = folder / "2030.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_years_are_2019_to_2026():
    assert sorted(load_folder(FOLDER).years) == list(range(2019, 2027))


@pytest.mark.parametrize(
    ("year", "off", "work"),
    # how many days off and at work each notice names (2020: with the prolonged Spring Festival)
    [
        (2019, 28, 6),
        (2020, 30, 6),
        (2021, 31, 7),
        (2022, 32, 7),
        (2023, 26, 7),
        (2024, 28, 8),
        (2025, 28, 5),
        (2026, 33, 6),
    ],
)
def test_each_shipped_year_has_the_days_of_its_notice(year, off, work):
    shipped = load_folder(FOLDER).years[year]
    assert (len(shipped.off), len(shipped.work)) == (off, work)
    assert f"{year}年部分节假日安排" in shipped.source


def test_spring_festival_2020_was_prolonged_to_2_february():
    shipped = load_folder(FOLDER).years[2020]
    assert date(2020, 2, 2) in shipped.off
    assert date(2020, 2, 1) not in shipped.work


@pytest.mark.parametrize("year", range(2019, 2027))
def test_a_shipped_year_is_written_as_it_was_read(tmp_path, year):
    shipped = read(FOLDER / f"{year}.toml")
    assert read(file_of(tmp_path, written(shipped))) == shipped
    assert written(shipped) == (FOLDER / f"{year}.toml").read_text(encoding="utf-8")


def test_a_holiday_with_working_days_only_and_a_strange_source_come_back(tmp_path):
    year = CalendarYear(2030, {}, {date(2030, 1, 5): "元旦"}, '引号"与\\斜杠\n换行', date(2029, 11, 1))
    assert read(file_of(tmp_path, written(year))) == year


def test_an_empty_year_without_a_date_of_issue_is_possible(tmp_path):
    assert read(file_of(tmp_path, "year = 2030\n")) == CalendarYear(2030, {}, {})


def test_a_holiday_of_one_day_needs_no_last_day(tmp_path):
    path = file_of(tmp_path, 'year = 2030\n[[holiday]]\nname = "元旦"\nfirst = 2030-01-01\n')
    assert read(path).off == {date(2030, 1, 1): "元旦"}


HOLIDAY = 'year = 2030\n[[holiday]]\nname = "元旦"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("year = ", "无法读取"),
        ("", "“year”缺失"),
        ("year = true", "“year”缺失"),
        ('year = "2030"', "“year”缺失"),
        ("year = 2030\nsource = 1", "“source”缺失"),
        ('year = 2030\nissued_on = "昨天"', "“issued_on”缺失"),
        ("year = 2030\nissued_on = 2029-11-01T08:00:00", "只写日期"),
        ("year = 2030\nholiday = 1", "“holiday”缺失"),
        ("year = 2030\nholiday = [1]", "“holiday”缺失"),
        ("year = 2030\n[[holiday]]\nfirst = 2030-01-01", "“name”缺失"),
        (HOLIDAY + "last = 2030-01-01", "“first”缺失"),
        (HOLIDAY + "first = 2030-01-03\nlast = 2030-01-01", "早于第一天"),
        (HOLIDAY + "first = 2029-12-31\nlast = 2030-01-01", "2029-12-31不在2030年内"),
        (HOLIDAY + "work = [2031-01-04]", "2031-01-04不在2030年内"),
        (HOLIDAY + "work = [2030-01-05, 2030-01-05]", "写了两次"),
        (HOLIDAY + "first = 2030-01-05\nwork = [2030-01-05]", "既是放假日又是上班日"),
        (HOLIDAY + "work = [2030-01-04]", "本来就是周一至周五"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_with_a_sentence(tmp_path, text, sentence):
    with pytest.raises(UserError) as caught:
        read(file_of(tmp_path, text))
    assert sentence in str(caught.value)
    assert "2030.toml" in str(caught.value)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "2030.toml"
    path.write_bytes('year = 2030\nsource = "国务院"'.encode("gbk"))
    with pytest.raises(UserError, match="UTF-8"):
        read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UserError, match="无法读取"):
        read(tmp_path / "2031.toml")


def test_one_year_in_two_files_is_refused(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text("year = 2030\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"2030年的日历有两份（b\.toml）"):
        load_folder(tmp_path)
