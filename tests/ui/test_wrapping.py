from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from app.ui.widgets.wrapping import in_lines, two_lines

LONG = "ᠬᠠᠳᠠᠭᠠᠯᠠᠭᠠᠳ ᠳᠠᠬᠢᠨ ᠨᠢᠭᠡ ᠵᠤᠷᠪᠤᠰ ᠨᠡᠮᠡᠬᠦ"


def test_a_long_heading_is_broken_at_the_blank_nearest_to_its_middle():
    assert two_lines("ᠨᠢᠭᠡ ᠳᠥᠷᠪᠡ ᠲᠠᠪᠤ") == "ᠨᠢᠭᠡ\nᠳᠥᠷᠪᠡ ᠲᠠᠪᠤ"


def test_a_short_heading_and_one_without_a_blank_stay_in_one_line():
    assert two_lines("ᠨᠢᠭᠡ ᠬᠤ") == "ᠨᠢᠭᠡ ᠬᠤ"
    assert two_lines("信息名称和形成日期与公开日期") == "信息名称和形成日期与公开日期"


def test_no_line_is_longer_than_allowed_and_no_word_is_lost(qapp):
    metrics = QFontMetrics(QApplication.font())
    longest = metrics.horizontalAdvance(LONG) // 2
    lines = in_lines(LONG, metrics, longest).split("\n")
    assert " ".join(lines) == LONG
    assert len(lines) > 1
    assert all(metrics.horizontalAdvance(line) <= longest for line in lines)


def test_one_word_is_never_broken(qapp):
    assert in_lines("ᠬᠠᠳᠠᠭᠠᠯᠠᠭᠠᠳ", QFontMetrics(QApplication.font()), 10) == "ᠬᠠᠳᠠᠭᠠᠯᠠᠭᠠᠳ"
