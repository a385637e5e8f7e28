"""The text of a sheet comes out of the file as it went in: both scripts, in reading order, page after page.

Copying, searching and the screen readers of other people depend on it. PDFium sets blanks of its own where letters
stand apart, and on a page with both scripts also line ends; their order and every letter are ours.
"""

import re

import pypdfium2
import pytest

from app.i18n import language
from app.rules.bilingual import Layout
from app.sheets import notice
from app.sheets.book import printed
from app.sheets.notice import NoticeSheet
from app.sheets.pen import Align
from app.sheets.sheet import Setup, Size
from app.sheets.table import Column
from tests.golden.samples import MASTHEAD, OFFICE, TITLE

PARAGRAPHS = {
    "zh": "第{number:03}段：根据《草原补奖办法》（测政办发〔2026〕5号），420 户（ᠡᠷᠦᠬᠡ）共 1,054.50 万元。",
    "mn_Mong": "{number:03} (测政办发〔2026〕5号) 《ᠳᠦᠷᠢᠮ》᠎ᠦᠨ ᠶᠣᠰᠣᠭᠠᠷ 2026 ᠣᠨ᠎ᠤ 11 ᠳ᠋ᠦᠭᠡᠷ ᠰᠠᠷ᠎ᠠ᠎ᠶᠢᠨ 1,054.50 ᠶᠤᠸᠠᠨ᠃",
}
MANY = 25
SETUPS = {
    "lines": Setup(),
    "columns": Setup(Layout.MN_ONLY),
    "columns on wide paper": Setup(Layout.MN_ONLY, landscape=True),
    "both beside": Setup(Layout.ZH_PROMINENT_2026, Size.A3, landscape=True),
    "both beside, Mongolian first": Setup(Layout.MN_FIRST_1996, Size.A3, landscape=True),
    "both after each other": Setup(Layout.MN_FIRST_1996),
}


def paragraphs(spoken):
    return tuple(PARAGRAPHS[spoken].format(number=number) for number in range(1, MANY + 1))


def rows(spoken):
    return [(str(number), f"ᠡᠷᠦᠬᠡ {number} 户", f"{number * 411:,}.50") for number in range(1, 41)]


def make():
    spoken = language()
    columns = (Column("序号", 10, Align.CENTRE), Column("ᠡᠷᠦᠬᠡ", 30), Column("金额", 25, Align.END))
    facts = MASTHEAD | {"office": OFFICE[spoken], "title": TITLE[spoken], "columns": columns, "rows": rows(spoken)}
    return NoticeSheet(issued_on=MASTHEAD["printed_at"].date(), paragraphs=paragraphs(spoken), **facts)


def flat(text):
    """The letters of a text: PDFium marks the end of a parted number with U+FFFE."""
    return re.sub(r"[\s\ufffe]", "", text)


def read(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture(scope="module", params=SETUPS)
def sheet(request, typefaces):
    setup = SETUPS[request.param]
    pages = read(printed(make, notice.fill, setup, typefaces))
    assert len(pages) > 1
    return setup, flat("".join(pages))


def positions(text, words):
    return [text.find(flat(word)) for word in words]


def test_every_paragraph_and_row_is_found_in_its_order(sheet):
    setup, text = sheet
    for spoken in setup.layout.languages:
        found = positions(text, [flat(sentence)[:8] for sentence in paragraphs(spoken)])
        assert -1 not in found
        assert found == sorted(found)
        cells = positions(text, [f"ᠡᠷᠦᠬᠡ {number} 户 {amount}" for number, _name, amount in rows(spoken)])
        assert -1 not in cells
        assert cells == sorted(cells)


def test_what_a_sentence_says_is_whole_unless_a_page_ends_in_it(sheet):
    setup, text = sheet
    for spoken in setup.layout.languages:
        whole = [sentence for sentence in paragraphs(spoken) if flat(sentence) in text]
        assert len(whole) >= MANY - 6


def test_a_mongolian_column_is_read_in_one_line_with_its_blanks(typefaces):
    def short():
        return NoticeSheet(office="测试", title=TITLE["mn_Mong"], issued_on=MASTHEAD["printed_at"].date(), **_HEAD)

    (page,) = read(printed(short, notice.fill, Setup(Layout.MN_ONLY), typefaces))
    assert page.splitlines()[0] == TITLE["mn_Mong"]


_HEAD = {"sheet_number": "Z-1", "printed_at": MASTHEAD["printed_at"]}
