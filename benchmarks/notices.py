"""Invented notices in two languages, the same on every machine: a subsidy roll of a village with twelve households."""

from datetime import date, datetime

from app.i18n import language
from app.sheets.notice import NoticeSheet
from app.sheets.pen import Align
from app.sheets.table import Column
from app.text.numerals import amount

ROWS = 12
DAY = date(2026, 11, 20)


def notice(number: int) -> NoticeSheet:
    """The notice of one village in the language spoken."""
    mongolian = language() == "mn_Mong"
    columns, texts = (_COLUMNS_MN, _TEXTS_MN) if mongolian else (_COLUMNS_ZH, _TEXTS_ZH)
    return NoticeSheet(
        office=texts["office"].format(number=number),
        title=texts["title"],
        sheet_number=f"GS-2026-{number:04}",
        printed_at=datetime(2026, 11, 20, 9, 30),
        issued_on=DAY,
        paragraphs=(_PARAGRAPH_MN if mongolian else _PARAGRAPH_ZH,),
        columns=columns,
        rows=[_row(number, row, "ᠡᠷᠦᠬᠡ {name}" if mongolian else "演示户{name}") for row in range(1, ROWS + 1)],
        phone="0479-0000000",
    )


def _row(number: int, row: int, name: str) -> tuple[str, ...]:
    area = 500 + 2 * (number * 37 + row * 211) % 3000
    return str(row), name.format(name=number * ROWS + row), str(area), "2.5", amount(area * 5 // 2)


def _columns(*headings: str) -> tuple[Column, ...]:
    aligns = (Align.CENTRE, Align.START, Align.END, Align.END, Align.END)
    lengths = (10, 30, 25, 25, 25)
    return tuple(Column(*column) for column in zip(headings, lengths, aligns, strict=True))


_COLUMNS_ZH = _columns("序号", "户主", "草场面积（亩）", "标准（元/亩）", "金额（元）")
_COLUMNS_MN = _columns("ᠳᠠᠷᠠᠭᠠᠯᠠᠯ", "ᠡᠷᠦᠬᠡ᠎ᠶᠢᠨ ᠡᠵᠡᠨ", "ᠲᠠᠯᠠᠪᠠᠢ (ᠮᠤ)", "ᠪᠠᠷᠢᠮᠵᠢᠶ᠎ᠠ", "ᠮᠥᠩᠭᠦᠨ᠎ᠦ ᠲᠣᠭ᠎ᠠ")
_TEXTS_ZH = {
    "office": "测试旗演示苏木第{number}嘎查村民委员会",
    "title": "草原补奖资金发放公示",
}
_TEXTS_MN = {
    "office": "ᠲᠤᠷᠰᠢᠯᠲᠠ ᠬᠣᠰᠢᠭᠤᠨ᠎ᠤ {number} ᠭᠠᠴᠠᠭ᠎ᠠ ᠲᠣᠰᠬᠣᠨ᠎ᠤ ᠠᠷᠠᠳ᠎ᠤᠨ ᠵᠥᠪᠯᠡᠯ",
    "title": "ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠨᠥᠬᠦᠪᠦᠷᠢ ᠱᠠᠩᠨᠠᠯ᠎ᠤᠨ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠯ",
}
_PARAGRAPH_ZH = "根据草原生态保护补助奖励政策，现将2026年度草原补奖资金发放情况予以公示，接受群众监督。"
_PARAGRAPH_MN = "ᠡᠳᠦᠭᠡ 2026 ᠣᠨ᠎ᠤ ᠪᠡᠯᠴᠢᠭᠡᠷ᠎ᠦᠨ ᠨᠥᠬᠦᠪᠦᠷᠢ ᠱᠠᠩᠨᠠᠯ᠎ᠤᠨ ᠮᠥᠩᠭᠦ᠎ᠶᠢ ᠨᠡᠢᠲᠡ᠎ᠳᠦ ᠢᠯᠡ ᠵᠠᠷᠯᠠᠨ᠎ᠠ᠃"
