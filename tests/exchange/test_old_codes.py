"""Tables whose Mongolian is in the codes of old fonts, whichever way they come in."""

import csv

import pytest

from app.exchange.catalog_tables import read_catalog
from app.exchange.spreadsheets import Column, read_sheet
from app.exchange.tables import old_codes, read_pasted, read_tables
from tests.exchange.oddities.builders import FLAT, document, item, page, xlsx

BICHIG, WORD = "\ue2c1\ue27e\ue317\ue27e\ue2e8", "ᠪᠢᠴᠢᠭ"
UNSURE = "\ue284\ue286\ue2b5"
ROWS = [["信息名称", "蒙古文名称"], ["一", BICHIG], ["二", f"︽{WORD}︾"], ["三", UNSURE]]
COLUMNS = (Column("title", "信息名称"), Column("title_mn", "蒙古文名称"))


def as_csv(folder):
    path = folder / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(ROWS)
    return read_tables(path)


def as_page(folder):
    path = folder / "a.html"
    path.write_text(f"<meta charset='utf-8'>{page(ROWS)}", encoding="utf-8")
    return read_tables(path)


WAYS = {
    "xlsx": lambda folder: read_tables(xlsx(folder / "a.xlsx", ROWS)),
    "docx": lambda folder: read_tables(document(folder / "a.docx", ROWS)),
    "csv": as_csv,
    "html": as_page,
    "pasted cells": lambda _folder: read_pasted("\n".join("\t".join(row) for row in ROWS)),
    "pasted page": lambda _folder: read_pasted(page(ROWS)),
}


@pytest.mark.parametrize("way", WAYS)
def test_codes_and_vertical_brackets_are_turned_and_the_row_says_so(way, tmp_path):
    (grid,) = WAYS[way](tmp_path)
    read = read_sheet(grid, COLUMNS)
    assert [row.values["title_mn"] for row in read.rows] == [WORD, f"《{WORD}》", "ᠣ\ue286ᠨ"]
    assert [[problem.text for problem in row.problems] for row in read.rows] == [
        ["“蒙古文名称”列的蒙古文用的是旧编码（蒙科立），已转换为标准编码，请核对。"],
        [],
        [
            "“蒙古文名称”列有 1 个旧编码字符（U+E286）认不出，按原样保留，请重新输入；"
            "其余蒙古文已由旧编码（蒙科立）转换为标准编码，请核对。"
        ],
    ]
    assert all(problem.warning for row in read.rows for problem in row.problems)


def test_a_column_that_is_not_read_gives_no_warning():
    (grid,) = read_pasted(f"信息名称\t别的\n一\t{BICHIG}")
    assert [row.problems for row in read_sheet(grid, COLUMNS[:1]).rows] == [()]


def test_each_row_of_a_merged_cell_says_so(tmp_path):
    rows = [["信息名称", "蒙古文名称"], ["一", BICHIG], ["二", ""]]
    (grid,) = read_tables(xlsx(tmp_path / "a.xlsx", rows, ["B2:B3"]))
    read = read_sheet(grid, COLUMNS)
    assert [(row.values["title_mn"], len(row.problems)) for row in read.rows] == [(WORD, 1), (WORD, 1)]


def test_the_heading_above_a_table_is_turned(tmp_path):
    (grid,) = read_tables(document(tmp_path / "a.docx", [["一", "二"]], above=BICHIG))
    assert grid.heading == WORD


def test_the_rows_of_a_catalog_say_so():
    rows = [FLAT, item(level2=BICHIG), item(2, "", "监督检查")]
    first, second = read_catalog(read_pasted(page(rows))).rows
    assert first.level2 == WORD
    assert old_codes.CONVERTED in [warning.message for warning in first.warnings]
    assert "“二级事项”列" in first.warnings[-1].text
    assert old_codes.CONVERTED not in [warning.message for warning in second.warnings]


def test_content_that_goes_on_in_the_next_row_says_so_once():
    more = ["", "", "", BICHIG, *[""] * (len(FLAT) - 4)]
    (row,) = read_catalog(read_pasted(page([FLAT, item(content=BICHIG), more]))).rows
    assert row.content == f"{WORD}\n{WORD}"
    assert [warning.message for warning in row.warnings].count(old_codes.CONVERTED) == 1
