"""What a person without the program reads in a package: a page in both scripts and a workbook of names."""

import io
import re
from dataclasses import replace

import pytest
from lxml import html
from openpyxl import load_workbook

from app.exchange.packages import readme
from app.exchange.packages.header import Kind
from app.exchange.packages.readme import IN_WORKBOOK, ON_PAGE, Contents, Listed
from app.exchange.portal import Words
from app.rules.bilingual import Layout
from tests.exchange.packages.parcel_samples import header

HOSTILE = "<script>alert(1)</script> & \"'引号'\x00\u202e"
FORMULA = '=HYPERLINK("x")'
ITEMS = tuple(("样例嘎查", f"样例信息{n}") for n in range(ON_PAGE + 5))


def contents(*kinds, **changes):
    plain = Contents(
        header=header(),
        sender=Words("样例苏木", "ᠵᠢᠱᠢᠶ᠎ᠡ"),
        receiver=Words("样例旗"),
        fingerprint="ABCD-EFGH-JKMN",
        kinds=kinds or (Listed("公开信息", len(ITEMS), ITEMS), Listed("公开渠道", 7)),
        layout=Layout.ZH_PROMINENT_2026,
    )
    return replace(plain, **changes)


def page(told):
    return html.fromstring(readme.page(told).decode())


def text(element):
    return " ".join(" ".join(element.itertext()).split())


def book(told):
    return load_workbook(io.BytesIO(readme.sheets(told)))


def rows(sheet):
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]


def test_the_page_tells_who_sends_what_to_whom_in_both_scripts():
    told = contents()
    for language in ("zh-CN", "mn-Mong"):
        section = page(told).xpath(f"//section[@lang='{language}']")[0]
        for said in ("ABCD-EFGH-JKMN", told.header.sender, told.header.receiver, str(len(ITEMS) + 7)):
            assert said in text(section)
    assert "样例苏木" in text(page(told).xpath("//section[@lang='zh-CN']")[0])
    assert "ᠵᠢᠱᠢᠶ" in text(page(told).xpath("//section[@lang='mn-Mong']")[0])


def test_the_page_asks_nothing_of_any_other_file_and_runs_no_program():
    found = page(contents(Listed("公开信息", 1, ((HOSTILE, HOSTILE),))))
    assert not found.xpath("//script | //link | //img | //iframe | //@src | //@href | //@onclick")
    assert "default-src 'none'" in found.xpath("//meta[@http-equiv]/@content")[0]
    assert "url(" not in "".join(found.xpath("//style/text()"))
    assert "<script>alert(1)</script>" in text(found)


def test_so_many_names_stand_on_the_page_and_it_says_that_more_are_in_the_workbook():
    section = page(contents()).xpath("//section[contains(@class, 'names')]")[0]
    names = [text(one) for one in section.xpath(".//li")]
    assert names[0] == "样例信息0 样例嘎查"
    assert len(names) == ON_PAGE
    assert f"本类共 {len(ITEMS)} 条，这里列出 {ON_PAGE} 条" in text(section)
    assert "records.xlsx" in text(section)


def test_a_package_without_names_has_no_list_of_them():
    assert not page(contents(Listed("公开渠道", 7))).xpath("//section[contains(@class, 'names')]")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_package_says_where_in_the_program_it_is_read(kind):
    said = text(page(contents(header=header(kind=kind))).xpath("//section[@lang='zh-CN']")[0])
    assert "在程序的“报送—" in said


def test_mongolian_that_nobody_approved_is_marked_unless_the_office_does_not_want_it():
    assert page(contents()).xpath("//section[@lang='mn-Mong']//*[contains(@class, 'marked')]")
    assert not page(contents(mark_drafts=False)).xpath("//*[contains(@class, 'marked')]")


def test_the_workbook_counts_every_kind_and_names_the_first_records():
    counts, names = book(contents()).worksheets
    assert rows(counts) == [("公开信息", str(len(ITEMS))), ("公开渠道", "7")]
    assert rows(names) == [("公开信息", "样例嘎查", name) for _office, name in ITEMS]


def test_where_the_workbook_is_cut_it_says_so():
    many = tuple(("样例嘎查", f"样例信息{n}") for n in range(IN_WORKBOOK + 1))
    found = rows(book(contents(Listed("公开信息", 90_000, many))).worksheets[1])
    assert len(found) == IN_WORKBOOK + 1
    assert found[-1][2].startswith(f"本类共 90000 条，这里列出 {IN_WORKBOOK} 条")
    assert "data/records.ndjson" in found[-1][2]


def test_every_cell_is_text_and_no_name_becomes_a_formula():
    names = book(contents(Listed("公开信息", 2, (("", FORMULA), ("", HOSTILE))))).worksheets[1]
    cells = [row[2] for row in names.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert cells[0].value == "'" + FORMULA
    assert {cell.number_format for cell in cells} == {"@"}
    assert not re.search("[\x00-\x08]", cells[1].value)


def test_the_same_contents_give_the_same_bytes():
    assert readme.page(contents()) == readme.page(contents())
    assert readme.sheets(contents()) == readme.sheets(contents())
