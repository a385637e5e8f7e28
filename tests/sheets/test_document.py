"""The official document of GB/T 9704-2012."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.sheets.document import DocumentSheet, Level, draw

MM = 72 / 25.4
EXACT = 1  # mm


@pytest.fixture
def document(masthead):
    return DocumentSheet(
        title="关于做好嘎查村务公开工作的通知",
        document_number="测演政发〔2026〕5号",
        addressee="各嘎查村民委员会",
        paragraphs=((Level.FIRST, "一、公开的内容"), (Level.TEXT, "公" * 2000)),
        issued_on=date(2026, 11, 20),
        copies="测试旗人民政府办公室",
        printed_by="测试旗演示苏木党政综合办公室",
        **masthead,
    )


def places(pdf, page, wanted):
    """Where a character stands on a page, in mm from the left and from the top: left, top, right, bottom."""
    with pypdfium2.PdfDocument(pdf) as opened:
        sheet = opened[page]
        text = sheet.get_textpage()
        boxes = [text.get_charbox(n) for n, char in enumerate(text.get_text_range()) if char == wanted]
        height = sheet.get_height()
    return [(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM) for left, bottom, right, top in boxes]


def test_a_full_page_holds_22_lines_of_28_characters(document, typefaces):
    found = places(draw(document, typefaces), 1, "公")
    lines = {}
    for box in found:
        lines.setdefault(round(box[1]), []).append(box)
    assert len(lines) == 22
    assert {len(line) for line in lines.values()} == {28}


def test_the_lines_fill_the_type_area(document, typefaces):
    found = places(draw(document, typefaces), 1, "公")
    letter = found[0][2] - found[0][0]
    own = 156 / 28
    side = (own - letter) / 2
    assert min(box[0] for box in found) == pytest.approx(28 + side, abs=EXACT)
    assert max(box[2] for box in found) == pytest.approx(28 + 156 - side, abs=EXACT)
    pitch = (max(box[1] for box in found) - min(box[1] for box in found)) / 21
    assert pitch == pytest.approx(225 / 22, abs=0.01)
    middles = [(box[1] + box[3]) / 2 for box in found]
    assert min(middles) == pytest.approx(37 + pitch / 2, abs=EXACT)
    assert max(middles) == pytest.approx(37 + 225 - pitch / 2, abs=EXACT)


def test_the_red_head_stands_in_its_order(document, typefaces, texts):
    page = texts(draw(document, typefaces))[0]
    words = ["测试旗演示苏木人民政府", "测演政发〔2026〕5号", "关于做好", "各嘎查村民委员会：", "一、公开的内容"]
    assert [page.index(word) for word in words] == sorted(page.index(word) for word in words)


def test_the_mark_is_red_and_stands_35_mm_under_the_edge_of_the_type_area(document, typefaces):
    with pypdfium2.PdfDocument(draw(document, typefaces)) as opened:
        image = opened[0].render(scale=2).to_pil().convert("RGB")
    red = [y for y in range(image.height) for x in range(image.width // 3, image.width // 2) if is_red(image, x, y)]
    assert min(red) / 2 / MM == pytest.approx(37 + 35, abs=2)


def is_red(image, x, y):
    r, g, b = image.getpixel((x, y))
    return r > 150 and g < 80 and b < 80


def test_odd_pages_are_numbered_at_the_right_and_even_ones_at_the_left(document, typefaces):
    pdf = draw(document, typefaces)
    first = [box for box in places(pdf, 0, "1") if box[1] > 262]
    second = [box for box in places(pdf, 1, "2") if box[1] > 262]
    assert first[0][0] > 160
    assert second[0][0] < 50
    assert first[0][1] == pytest.approx(37 + 225 + 7, abs=2)


def test_the_date_ends_four_characters_before_the_edge(document, typefaces):
    pdf = draw(replace(document, paragraphs=((Level.TEXT, "公开。"),), printed_by=""), typefaces)
    (end,) = [box[2] for box in places(pdf, 0, "日")]
    assert end == pytest.approx(28 + 156 - 4 * 156 / 28, abs=1.5)  # a digit ends before its room does


def test_the_signature_never_stands_without_text(document, typefaces, texts):
    for lines in range(8, 32):
        pages = texts(draw(replace(document, paragraphs=((Level.TEXT, "公" * 28 * lines),), printed_by=""), typefaces))
        signed = next(page for page in pages if "2026年11月20日" in page)
        assert "公公" in signed


def test_annexes_are_named_under_the_text(document, typefaces, texts):
    short = replace(document, paragraphs=((Level.TEXT, "公开。"),))
    assert "附件：登记表" in texts(draw(replace(short, annexes=("登记表",)), typefaces))[0]
    page = texts(draw(replace(short, annexes=("登记表", "目录")), typefaces))[0]
    assert "附件：1. 登记表" in page
    assert "2. 目录" in page
    assert "附件" not in texts(draw(short, typefaces))[0]


def test_the_imprint_stands_at_the_foot_of_the_last_page_which_is_even(document, typefaces, texts):
    for text in ("公开。", "公" * 900, "公" * 2000):
        pages = texts(draw(replace(document, paragraphs=((Level.TEXT, text),)), typefaces))
        assert len(pages) % 2 == 0
        assert "抄送：测试旗人民政府办公室。" in pages[-1]
        assert "2026年11月20日印发" in pages[-1]


def test_the_same_document_gives_the_same_bytes(document, typefaces):
    assert draw(document, typefaces) == draw(document, typefaces)
