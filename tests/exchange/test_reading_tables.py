"""Reading any table of any file."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from app.errors import UserError
from app.exchange.tables import kinds, read_pasted, read_tables, workbook
from app.exchange.tables.grid import LONGEST_CELL
from tests.exchange.oddities.builders import document, xlsx

FILES = Path(__file__).parent / "files"


def cells(path):
    return [list(row) for row in read_tables(path)[0].rows]


def refused(path):
    with pytest.raises(UserError) as caught:
        read_tables(path)
    assert path.name in str(caught.value)
    return caught.value.message


def written(path, data):
    path.write_bytes(data)
    return path


def rezipped(path, change):
    """The same archive with its parts changed by a function of name and bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
    return path


def test_numbers_days_and_errors_become_text(tmp_path):
    values = [
        1.0,
        0.1,
        -5,
        123456789012,
        "000000190001010010",
        date(2026, 3, 5),
        datetime(2026, 3, 5, 9, 30),
        True,
        "#N/A",
        None,
    ]
    path = xlsx(tmp_path / "a.xlsx", [["末", *["x"] * 9], values])
    assert cells(path)[1] == [
        "1", "0.1", "-5", "123456789012", "000000190001010010", "2026-03-05", "2026-03-05 09:30:00", "TRUE", "#N/A", "",
    ]  # fmt: skip


def test_blank_rows_and_columns_before_the_table_keep_their_places(tmp_path):
    book = Workbook()
    book.active["C4"] = "甲"
    book.save(tmp_path / "a.xlsx")
    grid = read_tables(tmp_path / "a.xlsx")[0]
    assert (len(grid.rows), grid.rows[3], grid.number(3)) == (4, ("", "", "甲"), 4)


def test_merged_cells_are_told_from_empty_ones(tmp_path):
    grid = read_tables(xlsx(tmp_path / "a.xlsx", [["甲", "乙"], ["", ""], ["", "丙"]], ["A1:A2"]))[0]
    assert grid.merged(1, 0)
    assert not grid.merged(2, 0)
    assert (grid.text(1, 0), grid.text(2, 0), grid.text(9, 9)) == ("甲", "", "")


def test_wrong_dimension_record_of_wps_hides_no_cells(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["甲", "乙"], ["丙", "#N/A"]])

    def shrink(name, data):
        return data.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1"') if "sheet1" in name else data

    assert cells(rezipped(path, shrink)) == [["甲", "乙"], ["丙", "#N/A"]]


def test_formatted_but_empty_cells_far_out_are_no_rows(tmp_path):
    book = Workbook()
    book.active["A1"] = "甲"
    for row in range(1, 3000):
        book.active.cell(row, 40).fill = PatternFill("solid", "FFFF00")
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [["甲"]]


def test_value_in_the_last_corner_is_refused_before_it_fills_the_memory(tmp_path):
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "甲", "乙"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="第1048576行、第16384列"):
        read_tables(tmp_path / "a.xlsx")


def test_hidden_sheets_are_left_out_and_each_other_sheet_is_a_table(tmp_path):
    book = Workbook()
    book.active.append(["甲"])
    book.create_sheet("乙").append(["乙"])
    hidden = book.create_sheet("丙")
    hidden.append(["丙"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [(grid.name, grid.rows, grid.source) for grid in read_tables(tmp_path / "a.xlsx")] == [
        ("Sheet", (("甲",),), "a.xlsx"),
        ("乙", (("乙",),), "a.xlsx"),
    ]


def test_old_workbook_is_read_whatever_its_name(tmp_path):
    path = written(tmp_path / "a.docx", (FILES / "merged.xls").read_bytes())
    grid = read_tables(path)[0]
    assert grid.name == "社会救助"
    assert grid.text(4, 1) == "综合业务"


def test_document_tables_with_spans_and_what_stands_above(tmp_path):
    path = document(tmp_path / "a.docx", [["甲", "", "乙"], ["", "", "丙\n丁"]], [(0, 0, 1, 1)], "标题")
    grid = read_tables(path)[0]
    assert grid.rows == (("甲", "", "乙"), ("", "", "丙\n丁"))
    assert (grid.heading, grid.text(1, 1)) == ("标题", "甲")


def test_web_page_with_spans_line_breaks_and_layout_tables(tmp_path):
    text = (
        "<html><head><meta charset=gb2312><title>页</title><style>x{}</style></head><body><table><tr><td>外"
        "<table><tr><td rowspan=2>甲<br>乙</td><td colspan=2>丙</td></tr><tr><td>丁</td><td>戊<p>己</p></td></tr>"
        "<tr><td rowspan=0>庚</td></tr></table></td></tr></table><table><tr><td> </td></tr></table></body></html>"
    )
    path = written(tmp_path / "a.xls", text.encode("gb18030"))
    grids = read_tables(path)
    assert len(grids) == 1
    assert grids[0].rows == (("甲\n乙", "丙", ""), ("", "丁", "戊\n己"), ("庚",))
    assert grids[0].heading == "页\n外"


def test_span_of_absurd_reach_is_cut():
    grid = read_pasted("<table><tr><td rowspan=65534 colspan=9999>甲</td></tr><tr><td>乙</td></tr></table>")[0]
    assert len(grid.rows) == 2
    assert grid.width <= 201


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_of_any_encoding_and_separator(tmp_path, coding, sign):
    lines = [["序号", "名称"], ["1", "甲\n乙"], ["2", "丙"]]
    text = "\r\n".join(sign.join(f'"{cell}"' if "\n" in cell else cell for cell in line) for line in lines)
    assert cells(written(tmp_path / "a.csv", text.encode(coding))) == lines


def test_csv_of_unknown_encoding_is_refused(tmp_path):
    assert "编码" in refused(written(tmp_path / "a.csv", b"\xff\xff\x80,\x81\xff\n"))


def test_csv_cell_without_end_is_refused_with_its_line(tmp_path):
    data = ('甲,"' + "乙" * 200_000).encode()
    assert "过长" in refused(written(tmp_path / "a.csv", data))


def test_long_cell_is_cut_with_a_warning_that_names_it(tmp_path):
    path = written(tmp_path / "a.csv", f"甲,乙\n丙,{'丁' * (LONGEST_CELL + 1)}\n".encode())
    grid = read_tables(path)[0]
    assert len(grid.rows[1][1]) == LONGEST_CELL
    assert [problem.text[:7] for problem in grid.problems] == ["第2行第2列的"]


def test_pasted_cells_of_excel_with_line_breaks():
    assert read_pasted('甲\t乙\r\n"1\r\n2"\t"说""话"""\r\n')[0].rows == (("甲", "乙"), ("1\n2", '说"话"'))


def test_pasted_quote_that_never_ends_swallows_no_rows():
    assert read_pasted('甲\t乙\n"丙\t丁\n戊\t己')[0].rows == (("甲", "乙"), ('"丙', "丁"), ("戊", "己"))


def test_pasted_html_of_the_clipboard():
    text = "Version:0.9\r\n<html><body><!--StartFragment--><table><tr><td>甲</td></tr></table></body></html>"
    assert read_pasted(text)[0].rows == (("甲",),)


def test_pasted_bars_keep_line_breaks_empty_cells_and_the_words_above():
    grid = read_pasted("标题\n| 甲 | 乙 |\n|---|---|\n| 1 | 丙\n丁 |\n| 2 | 戊 |||\n余文")[0]
    assert grid.rows == (("甲", "乙"), ("1", "丙\n丁"), ("2", "戊", "", ""), ("余文",))
    assert grid.heading == "标题"


def test_pasted_bars_without_a_frame():
    assert read_pasted("甲 | 乙\n丙 |")[0].rows == (("甲", "乙"), ("丙", ""))


def test_pasted_blank_gives_nothing():
    assert read_pasted(" \n\t\n") == []
    assert read_pasted("") == []


def test_truncated_workbook_is_refused_at_any_length(tmp_path):
    whole = xlsx(tmp_path / "a.xlsx", [["甲"] * 50] * 50).read_bytes()
    for share in (0.02, 0.5, 0.99):
        assert "损坏" in refused(written(tmp_path / "b.xlsx", whole[: int(len(whole) * share)]))


def test_workbook_with_a_flipped_byte_is_refused(tmp_path):
    data = bytearray(xlsx(tmp_path / "a.xlsx", [[f"字{n}" for n in range(50)]] * 50).read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        part = archive.getinfo("xl/worksheets/sheet1.xml")
    data[part.header_offset + 80] ^= 0xFF
    assert "损坏" in refused(written(tmp_path / "b.xlsx", bytes(data)))


def test_truncated_old_workbook_never_crashes(tmp_path):
    whole = (FILES / "merged.xls").read_bytes()
    for length in range(512, len(whole), 512):
        with suppress(UserError):
            assert read_tables(written(tmp_path / "b.xls", whole[:length]))


def test_workbook_without_its_parts_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    assert "损坏" in refused(path)


def test_damaged_document_is_refused(tmp_path):
    def shorten(name, data):
        return data[:-9] if name.endswith("document.xml") else data

    assert "损坏" in refused(rezipped(document(tmp_path / "a.docx", [["甲"]]), shorten))


def test_archive_that_unpacks_too_large_is_refused(tmp_path, monkeypatch):
    path = xlsx(tmp_path / "a.xlsx", [["甲" * 1000]] * 2000)
    monkeypatch.setattr(kinds, "LARGEST_UNPACKED", 50_000)
    assert "太大" in refused(path) or "超过" in refused(path)


def test_file_that_is_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(kinds.LARGEST_FILE + 1)
    assert "超过" in refused(path)


def ole(*streams):
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)
    )


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.xlsx", ole("EncryptionInfo", "EncryptedPackage"), "密码"),
        ("a.doc", ole("WordDocument"), "另存为docx"),
        ("a.wps", ole("Contents"), "另存为docx"),
        ("a.et", ole("ETExtData"), "在WPS中另存为xlsx"),
        ("a.xls", ole("Workbook"), "损坏"),
        ("a.pdf", b"%PDF-1.7\n", "版式文件"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "图片"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "图片"),
        ("a.rar", b"Rar!\x1a\x07", "压缩包"),
        ("a.rtf", b"{\\rtf1 x}", "另存为docx"),
        ("a.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "不是能读入的表格"),
        ("a.exe", b"MZ\x00\x01\x02\x00\x03", "不是能读入的表格"),
        ("a.csv", b"", "空文件"),
        ("a.csv", b" \r\n ", "空文件"),
        ("a.html", b"<html><body>x</body></html>", "没有找到表格"),
    ],
)
def test_files_that_cannot_be_read_are_refused_with_the_way_out(tmp_path, name, data, word):
    assert word in refused(written(tmp_path / name, data))


@pytest.mark.parametrize(("part", "word"), [("OFD.xml", "版式文件"), ("photo.txt", "压缩包")])
def test_archives_of_other_kinds_are_refused(tmp_path, part, word):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(part, "x")
    assert word in refused(tmp_path / "a.zip")


def test_missing_file_is_refused(tmp_path):
    assert "读不出来" in refused(tmp_path / "a.xlsx")


def test_old_workbook_with_a_password_is_refused(tmp_path):
    data = (FILES / "merged.xls").read_bytes()
    record = b"\xc1\x00\x02\x00\x00\x00"
    assert data.count(record) == 1
    path = written(tmp_path / "a.xls", data.replace(record, b"\x2f\x00\x02\x00\x01\x00"))
    assert "密码" in refused(path)


def test_archive_with_a_password_is_refused(tmp_path):
    data = bytearray(xlsx(tmp_path / "a.xlsx", [["甲"]]).read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(signature, place + 4)
    assert "密码" in refused(written(tmp_path / "b.xlsx", bytes(data)))


def test_old_workbook_reaching_too_far_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST_SHEET", 60)
    assert "太大" in refused(written(tmp_path / "a.xls", (FILES / "merged.xls").read_bytes()))


def test_document_with_content_controls_breaks_and_deleted_text(tmp_path):
    from docx import Document
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    row = (
        f"<w:sdt {space}><w:sdtContent><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:p>"
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r><w:del><w:r><w:t>旧</w:t></w:r></w:del>"
        "</w:p></w:tc></w:tr></w:sdtContent></w:sdt>"
    )
    path = document(tmp_path / "a.docx", [["一", "二"]])
    paper = Document(path)
    paper.tables[0]._tbl.append(parse_xml(row))
    paper.save(path)
    assert cells(path) == [["一", "二"], ["", "甲\n乙 丙"]]


def test_same_number_of_rows_as_the_sheet_has_when_its_end_is_blank(tmp_path):
    assert cells(xlsx(tmp_path / "a.xlsx", [["甲"], [" "], ["\n"]])) == [["甲"]]
