"""Our own sheets: written, read back, and never executed."""

import csv
import zipfile
from datetime import date, datetime
from decimal import Decimal
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from app.errors import UserError
from app.exchange.spreadsheets import (
    Column,
    Kind,
    SheetOut,
    html_table,
    read_date,
    read_number,
    read_sheet,
    write_csv,
    write_xlsx,
    writing,
)
from app.exchange.spreadsheets.guard import guarded, unguarded, without_controls
from app.exchange.spreadsheets.writing import sheet_titles
from app.exchange.tables import read_pasted, read_tables
from app.exchange.tables.grid import Grid
from app.rules.problems import Problem

COLUMNS = (
    Column("code", "编号", 20, note="十八位", required=True),
    Column("day", "日期", kind=Kind.DATE),
    Column("count", "数量", kind=Kind.NUMBER),
    Column("mode", "公开方式", kind=Kind.CHOICE, choices=("主动公开", "依申请公开")),
    Column("note", "备注（可空）"),
)
ROWS = [
    {"code": "000000190001010010", "day": date(2026, 3, 5), "count": -5, "mode": "主动公开", "note": "甲\n乙"},
    {"code": "0012", "day": None, "count": Decimal("2.5"), "mode": "依申请公开", "note": "=HYPERLINK(1)"},
    {"code": "#N/A", "day": date(1899, 5, 1), "count": 3, "mode": "", "note": "'=x"},
]


def grid(*rows):
    return Grid("", tuple(tuple(row) for row in rows))


def as_read(row):
    return {"code": "", "day": None, "count": None, "note": "", **row} | {"mode": row.get("mode") or None}


@pytest.fixture(params=["xlsx", "csv"])
def file(request, tmp_path):
    path = tmp_path / f"a.{request.param}"
    sheet = SheetOut("登记簿", COLUMNS, ROWS)
    if request.param == "csv":
        write_csv(path, sheet)
    else:
        write_xlsx(path, [sheet])
    return path


def test_what_is_written_is_read_back(file):
    read = read_sheet(read_tables(file)[0], COLUMNS)
    assert read.problems == ()
    assert [row.values for row in read.rows] == [as_read(row) for row in ROWS]
    assert [row.number for row in read.rows] == [2, 3, 4]
    assert not any(row.problems for row in read.rows)


def test_xlsx_holds_text_as_text_days_as_days_and_numbers_as_numbers(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", [SheetOut("登记簿", COLUMNS, ROWS)])
    sheet = load_workbook(tmp_path / "a.xlsx")["登记簿"]
    code, day, count = sheet["A2"], sheet["B2"], sheet["C2"]
    assert (code.value, code.number_format, code.data_type) == ("000000190001010010", "@", "s")
    assert (day.value, day.number_format) == (datetime(2026, 3, 5), "yyyy-mm-dd")
    assert (count.value, count.data_type) == (-5, "n")
    assert sheet["E3"].value == "'=HYPERLINK(1)"
    assert sheet["A4"].data_type == "s"
    assert sheet.freeze_panes == "A2"


def test_choices_are_offered_as_a_list_and_notes_as_a_prompt(tmp_path):
    long = tuple(f"选项{number}" * 5 for number in range(40))
    columns = (*COLUMNS, Column("long", "长列表", kind=Kind.CHOICE, choices=long))
    write_xlsx(tmp_path / "a.xlsx", [SheetOut("表", columns)])
    book = load_workbook(tmp_path / "a.xlsx")
    rules = {str(rule.sqref): rule for rule in book["表"].data_validations.dataValidation}
    assert rules["A2:A1048576"].prompt == "十八位"
    assert rules["D2:D1048576"].formula1 == "_lists!$A$1:$A$2"
    assert [book["_lists"].cell(row, 2).value for row in range(1, 41)] == list(long)
    assert book["_lists"].sheet_state == "hidden"


def test_same_rows_give_the_same_bytes(tmp_path):
    for name in "ab":
        write_xlsx(tmp_path / name, [SheetOut("表", COLUMNS, ROWS)])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    with zipfile.ZipFile(tmp_path / "a") as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01" in archive.read("docProps/core.xml")


def test_csv_begins_with_a_byte_order_mark(tmp_path):
    write_csv(tmp_path / "a.csv", SheetOut("表", COLUMNS, ROWS))
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[1] == ["000000190001010010", "2026-03-05", "-5", "主动公开", "甲\n乙"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x"]
)
def test_text_that_looks_like_a_formula_is_guarded(text, tmp_path):
    assert guarded(text) == "'" + text
    write_csv(tmp_path / "a.csv", SheetOut("表", (Column("a", "甲"),), [{"a": text}]))
    assert "\n'" in (tmp_path / "a.csv").read_text("utf-8-sig") or "\n\"'" in (tmp_path / "a.csv").read_text(
        "utf-8-sig"
    )


@pytest.mark.parametrize("text", ["", "-", "甲=乙", "'话'", "2026-03-05"])
def test_other_text_is_left_alone(text):
    assert guarded(text) == text


@given(some.text(alphabet="'=+-@甲a1\t\n ", max_size=8))
def test_guard_loses_nothing_and_leaves_no_formula(text):
    assert unguarded(guarded(text)) == text
    assert len(text) < 2 or guarded(text)[0] not in "=+-@\t\n"


@given(some.text())
def test_text_without_controls_can_stand_in_xml(text):
    kept = without_controls(text)
    assert ElementTree.fromstring(f"<a>{escape(kept)}</a>").text in {
        kept or None,
        kept.replace("\r\n", "\n").replace("\r", "\n"),
    }


def test_control_characters_and_half_characters_do_not_stop_the_export(tmp_path):
    rows = [{"code": "甲\x00\x0b\ud800乙", "note": "\x1b"}]
    write_xlsx(tmp_path / "a.xlsx", [SheetOut("表", COLUMNS, rows)])
    write_csv(tmp_path / "a.csv", SheetOut("表", COLUMNS, rows))
    assert read_tables(tmp_path / "a.xlsx")[0].rows[1][0] == "甲乙"


def test_sheet_titles_are_made_fit_for_a_workbook():
    assert sheet_titles(["登记/簿", "A", "a", "", "长" * 40, "长" * 40]) == [
        "登记 簿", "A", "a(2)", "Sheet", "长" * 31, "长" * 27 + "(2)",
    ]  # fmt: skip


def test_text_longer_than_a_cell_is_named(tmp_path):
    with pytest.raises(UserError, match="第2行“编号”"):
        write_xlsx(tmp_path / "a.xlsx", [SheetOut("表", COLUMNS, [{"code": "字" * 32768}])])
    assert not list(tmp_path.iterdir())


def test_full_disk_leaves_the_old_file_and_no_remains(tmp_path):
    resource = pytest.importorskip("resource")
    path = tmp_path / "a.csv"
    path.write_text("旧", encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(UserError, match="磁盘空间不足"):
            write_csv(path, SheetOut("表", COLUMNS, [{"code": "字" * 20_000}]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_text(encoding="utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_is_explained(tmp_path):
    with pytest.raises(UserError, match="不存在"):
        write_csv(tmp_path / "no" / "a.csv", SheetOut("表", COLUMNS))


def test_headings_are_found_in_any_order_below_titles_with_blanks_in_them():
    read = read_sheet(
        grid(
            ["登记簿"],
            [],
            ["备 注", "编\n号 *", "网址", "日 期", "数量", "公开方式"],
            ["", "01", "x", "2026.3.5", "1,200", ""],
            [""] * 6,
        ),
        COLUMNS,
    )
    assert [row.values for row in read.rows] == [as_read({"code": "01", "day": date(2026, 3, 5), "count": 1200})]
    assert read.rows[0].number == 4
    assert [(problem.warning, problem.values) for problem in read.problems] == [(True, {"heading": "网址"})]


def test_missing_columns_are_named_and_required_ones_stop_the_reading():
    optional = read_sheet(grid(["编号", "日期"], ["1", ""]), COLUMNS)
    assert len(optional.rows) == 1
    assert {problem.field for problem in optional.problems} == {"count", "mode", "note"}
    required = read_sheet(grid(["数量", "日期"], ["1", ""]), COLUMNS)
    assert required.rows == ()
    assert [problem.field for problem in required.problems if not problem.warning] == ["code"]


def test_doubled_column_stops_the_reading():
    read = read_sheet(grid(["编号", "编号", "日期"], ["1", "2", ""]), COLUMNS)
    assert read.rows == ()


def test_sheet_without_header_is_refused_with_the_headings_it_should_have():
    read = read_sheet(grid(["1", "2026-01-01"]), COLUMNS)
    assert "编号、日期、数量" in read.problems[0].text


def test_values_that_cannot_be_read_are_named_by_column():
    row = read_sheet(grid(["编号", "日期", "数量", "公开方式"], ["1", "2026-02-30", "三", "半公开"]), COLUMNS).rows[0]
    assert [(problem.field, problem.text) for problem in row.problems] == [
        ("day", "没有“2026-02-30”这一天，请核对。"),
        ("count", "“三”不是数，请只写数字，不写单位。"),
        ("mode", "“公开方式”不能是“半公开”，请从这些里选：主动公开、依申请公开。"),
    ]
    assert row.values["day"] is None


def test_merged_cells_of_our_sheet_count_for_each_row():
    text = (
        "<table><tr><td>编号</td><td>数量</td></tr><tr><td rowspan=2>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
    )
    read = read_sheet(read_pasted(text)[0], COLUMNS)
    assert [(row.values["code"], row.values["count"]) for row in read.rows] == [("1", 2), ("1", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        "2026 年 3 月 5 日",
        "20260305",
        "46086",
        "２０２６-３-５",
        "2026-03-05 09:30:00",
    ],
)
def test_days_are_read_in_every_form(text):
    assert read_date(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2026-02-30", "没有"),
        ("20261301", "没有"),
        ("26-3-5", "两位"),
        ("26年3月5日", "两位"),
        ("上周", "不是日期"),
        ("2026", "不是日期"),
    ],
)
def test_other_days_are_refused_with_the_reason(text, word):
    problem = read_date(text, "day")
    assert isinstance(problem, Problem)
    assert (problem.field, word in problem.text) == ("day", True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("-5", -5),
        ("1,200", 1200),
        ("2.50", Decimal("2.5")),
        ("３", 3),
        ("−1", -1),
        ("1.0", 1),
        (".5", Decimal("0.5")),
    ],
)
def test_numbers_are_read_in_every_form(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["", "三", "5个", "1,20", "1e9", "-", "."])
def test_other_numbers_are_refused(text):
    assert isinstance(read_number(text, "count"), Problem)


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.words = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def test_web_page_is_whole_escaped_and_upright_for_mongolian():
    rows = [{"code": "<script>alert(1)</script>", "note": "ᠢᠯᠡ ᠲᠣᠳᠣ", "count": 3, "day": date(2026, 3, 5)}]
    page = html_table("目录 & 清单", COLUMNS, rows)
    seen = Seen()
    seen.feed(page)
    names = [tag for tag, _attributes in seen.tags]
    assert "script" not in names
    assert not any({"src", "href"} & attributes.keys() for _tag, attributes in seen.tags)
    assert "<script>alert(1)</script>" in seen.words
    assert {"2026-03-05", "3", "目录 & 清单"} <= set(seen.words)
    assert ("td", {"lang": "mn-Mong", "class": "mongolian"}) in seen.tags
    assert seen.tags[0] == ("html", {"lang": "zh-CN"})


def test_web_page_can_be_read_back():
    read = read_sheet(read_pasted(html_table("表", COLUMNS, ROWS))[0], COLUMNS)
    assert [row.values["code"] for row in read.rows] == [row["code"] for row in ROWS]


def test_truth_moments_and_plain_numbers_are_shown_as_words(tmp_path):
    row = {"code": True, "note": datetime(2026, 3, 5, 9, 30)}
    write_csv(tmp_path / "a.csv", SheetOut("表", COLUMNS, [row, {"code": False, "note": 7}]))
    read = read_sheet(read_tables(tmp_path / "a.csv")[0], COLUMNS)
    assert [(row.values["code"], row.values["note"]) for row in read.rows] == [("是", "2026-03-05 09:30"), ("否", "7")]


def test_sheet_with_too_many_rows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "LAST_ROW", 3)
    with pytest.raises(UserError, match="3行"):
        write_xlsx(tmp_path / "a.xlsx", [SheetOut("表", COLUMNS, [{}] * 3)])


def test_folder_in_place_of_the_file_is_explained(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(UserError, match="没有写出"):
        write_csv(tmp_path / "a.csv", SheetOut("表", COLUMNS))
