"""The preview shows the pages that print, and what goes out is kept."""

from io import BytesIO

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.i18n import set_language
from app.operations import papers, printouts
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.papers import Kind, PrintOptions
from app.rules.bilingual import Layout
from app.ui import writing_mode
from app.ui.printing.pages_view import LARGEST, PAGE, SMALLEST, WIDTH
from app.ui.printing.preview import Preview
from app.ui.printing.print_panel import PrintPanel
from app.ui.printing.printer import PrintJob, Which, in_copies, pages_of, send
from app.ui.printing.remembered import remembered
from app.ui.printing.rendering import PdfPages
from app.ui.printing.section import PrintoutsSection
from tests.factory import register
from tests.notice_board import drafted

REGISTER = papers.register_of(DisclosureFilter())


@pytest.fixture
def filled(store):
    """Enough items for several pages."""
    for number in range(60):
        register(store, f"测试信息{number:02d}")
    return store


@pytest.fixture
def preview(filled, context, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Preview(parent, context, REGISTER)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    yield made
    made.reject()


def drawn_page(preview, qtbot, number=0):
    """The picture of a page as it is shown."""
    qtbot.waitUntil(lambda: preview.view.image_of(number) is not None)
    return preview.view.image_of(number)


def ink(image, left=0, top=0, width=None, height=None):
    """How dark a part of a picture is on the whole, 0 to 1."""
    part = image.copy(left, top, width or image.width(), height or image.height())
    grey = part.convertToFormat(QImage.Format.Format_Grayscale8)
    small = grey.scaled(1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return 1 - small.pixelColor(0, 0).lightnessF()


def darkness(image, parts=8):
    """The ink of each field of a grid over a picture."""
    wide, high = image.width() // parts, image.height() // parts
    return [ink(image, x * wide, y * high, wide, high) for y in range(parts) for x in range(parts)]


def test_the_page_in_sight_is_the_page_of_the_pdf(preview, qtbot):
    shown = drawn_page(preview, qtbot)
    pages = PdfPages(preview.drawn.pdf)
    assert shown == pages.image(0, preview.view._device_scale())
    assert len(pages) == preview.drawn.pages > 1
    assert preview.place.text() == f"第 1 页，共 {len(pages)} 页"
    pages.close()


def test_only_what_comes_into_sight_is_drawn(preview, qtbot):
    preview.view.set_zoom(4.0)
    drawn_page(preview, qtbot)
    last = preview.drawn.pages - 1
    assert preview.view.image_of(last) is None
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    drawn_page(preview, qtbot, last)
    assert preview.place.text() == f"第 {last + 1} 页，共 {last + 1} 页"
    qtbot.keyClick(preview.view, Qt.Key.Key_Home)
    assert preview.view.current == 0


def test_zoom_goes_in_steps_between_its_ends_and_fits(preview):
    view = preview.view
    view.set_zoom(1.0)
    view.zoom_in()
    assert view.factor == 1.1
    for _step in range(20):
        view.zoom_in()
    assert view.factor == LARGEST
    for _step in range(40):
        view.zoom_out()
    assert view.factor == SMALLEST
    view.set_zoom(WIDTH)
    wide = view.factor
    view.set_zoom(PAGE)
    assert view.factor <= wide
    assert view.horizontalScrollBar().maximum() == 0


def test_pages_turn_one_by_one_where_the_whole_page_is_seen(preview, qtbot):
    preview.view.set_zoom(PAGE)
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.view.current == 1
    qtbot.keyClick(preview.view, Qt.Key.Key_PageUp)
    assert preview.view.current == 0


def test_another_layout_is_drawn_at_once_on_its_paper_and_remembered(preview, context):
    preview.options.form.set_values({"layout": "zh_prominent_2026", "paper": "a4", "turn": "landscape", "marks": ()})
    preview.options._edit("layout")
    assert (preview.drawn.options.layout, preview.drawn.options.paper) == (Layout.ZH_PROMINENT_2026, "a3")
    with pikepdf.open(BytesIO(preview.drawn.pdf)) as document:
        assert [round(float(side) / 72 * 25.4) for side in document.pages[0].mediabox[2:]] == [420, 297]
    kept = remembered(context.preferences, Kind.REGISTER, PrintOptions())
    assert (kept.layout, kept.paper, kept.landscape) == (Layout.ZH_PROMINENT_2026, "a3", True)


def test_pages_stay_upright_in_a_window_of_columns(filled, context, qtbot):
    set_language("mn_Mong")
    writing_mode.set_mongolian(writing_mode.VERTICAL)
    parent = QWidget()
    qtbot.addWidget(parent)
    made = Preview(parent, context, REGISTER)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    try:
        made.view.set_zoom(PAGE)
        inside = drawn_page(made, qtbot)
        rect = made.view._rects[0]
        assert inside.width() < 2 * rect.width()
        assert (rect.width() > rect.height()) == (made.pages.sizes[0].height() > made.pages.sizes[0].width())
        upright = made.pages.image(0, made.view._device_scale())
        assert inside.size() == upright.size().transposed()
        assert inside.pixelColor(5, 9) == upright.pixelColor(9, 5)
    finally:
        made.reject()
        writing_mode.set_mongolian(writing_mode.HORIZONTAL)


def test_a_saved_sheet_is_the_one_shown_and_stands_in_the_record(preview, filled, tmp_path):
    target = tmp_path / "sheet.pdf"
    preview.save_to(target)
    assert target.read_bytes() == preview.drawn.pdf
    with filled.read() as session:
        (row,) = printouts.listed(session)
    assert (row.way, row.pages) == (printouts.AS_FILE, preview.drawn.pages)
    assert "sheet.pdf" in preview.notice.text()


def test_what_comes_out_of_the_printer_is_what_was_shown_at_its_size(preview, filled, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    preview.print_on(printer, PrintJob("演示打印机", (0, 1), "a4", True))
    out, shown = PdfPages((tmp_path / "out.pdf").read_bytes()), PdfPages(preview.drawn.pdf)
    assert len(out) == 2
    for number in (0, 1):
        assert out.sizes[number].width() == pytest.approx(shown.sizes[number].width(), abs=1.5)
        assert out.sizes[number].height() == pytest.approx(shown.sizes[number].height(), abs=1.5)
        fields = zip(darkness(out.image(number, 2)), darkness(shown.image(number, 2)), strict=True)
        assert max(abs(a - b) for a, b in fields) < 0.02
    assert ink(shown.image(0, 2)) > 0.005
    with filled.read() as session:
        (row,) = printouts.listed(session)
    assert row.way == printouts.ON_PAPER


def test_a3_is_made_to_fit_a4_whole(preview, tmp_path):
    preview.draw(PrintOptions(paper="a3", landscape=True))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    send(preview.pages, printer, PrintJob("演示打印机", (0,), "a4", True), lambda _done, _total: None)
    out = PdfPages((tmp_path / "out.pdf").read_bytes())
    assert out.sizes[0].width() == pytest.approx(842, abs=1.5)
    fields = zip(darkness(out.image(0, 2.828)), darkness(preview.pages.image(0, 2)), strict=True)
    assert max(abs(a - b) for a, b in fields) < 0.03


def test_a_printer_that_refuses_is_told_and_nothing_is_recorded(preview, filled, failures, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "out.pdf"))
    preview.print_on(printer, PrintJob("演示打印机", (0,), "a4", True))
    assert "演示打印机" in str(failures[0])
    with filled.read() as session:
        assert printouts.listed(session) == []


def test_pages_and_copies_come_in_the_order_of_printing():
    assert pages_of(Which.ALL, 3) == (0, 1, 2)
    assert pages_of(Which.RANGE, 5, 2, 3) == (1, 2)
    assert pages_of(Which.RANGE, 5, 4, 9) == (3, 4)
    assert pages_of(Which.RANGE, 5, 7, 9) == ()
    assert (pages_of(Which.ODD, 5), pages_of(Which.EVEN, 5)) == ((0, 2, 4), (1, 3))
    assert in_copies((0, 1), 2, collate=True) == (0, 1, 0, 1)
    assert in_copies((0, 1), 2, collate=False) == (0, 0, 1, 1)


def test_without_a_printer_the_panel_says_so_and_offers_a_file(preview, qtbot):
    panel = PrintPanel(preview, "测试", PrintOptions(), 3)
    if panel.form.values()["printer"]:
        pytest.skip("this computer has a printer")
    assert not panel.print_button.isEnabled()
    assert "存为 PDF" in panel.note.text()
    with qtbot.waitSignal(panel.save_asked):
        panel._save()


def test_printing_again_shows_the_same_sheet_or_says_that_it_differs(preview, filled, context, tmp_path, qtbot):
    preview.save_to(tmp_path / "first.pdf")
    section = PrintoutsSection(context)
    qtbot.addWidget(section)
    section.show()
    section.table.selectRow(0)
    section.again()
    same = section.findChildren(Preview)[-1]
    assert same.drawn.pdf == preview.drawn.pdf
    assert same.notice.text() == "与当时打印的完全一样。"
    assert same.new_button.isHidden()
    same.reject()
    register(filled, "测试后来的")
    section.again()
    other = section.findChildren(Preview)[-1]
    assert other.notice.text() == printouts.CHANGED
    other.new_button.click()
    assert other.drawn.number
    assert other.options.isEnabled()
    other.reject()


def test_an_empty_record_says_what_it_is_for_and_a_filter_that_nothing_fits(context, qtbot, preview, tmp_path):
    section = PrintoutsSection(context)
    qtbot.addWidget(section)
    section.show()
    assert section.room.currentWidget() is section.empty
    assert section.empty.heading.text() == "还没有打印过"
    preview.save_to(tmp_path / "first.pdf")
    assert section.room.currentWidget() is section.table
    section.text.setText("没有的字")
    section.reload()
    assert section.empty.heading.text() == "没有符合的打印记录"


def test_a_draft_of_a_notice_is_looked_at_and_both_ways_out_say_why_not(store, context, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    preview = Preview(parent, context, papers.notice_of(drafted(store)))
    preview.show()
    qtbot.waitUntil(lambda: preview.drawn is not None)
    assert preview.notice.text() == "草稿还不能打印张贴，请先审核。"
    assert len(preview.pages) >= 1
    refused = []
    context.runner.failed.connect(lambda error: refused.append(str(error)))
    preview.save_button.click()
    preview.print_button.click()
    assert refused == ["草稿还不能打印张贴，请先审核。"] * 2
    preview.reject()
