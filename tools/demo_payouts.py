"""Write resources/demo/payouts.xlsx: a banner's pay-out list as offices keep it, with its mess and its mistakes.

    python -m tools.demo_payouts

Villages and people are invented; the region of their identity numbers (159999) does not exist.
"""

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from app.rules.privacy import check_digit

FILE = Path(__file__).resolve().parent.parent / "resources" / "demo" / "payouts.xlsx"
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
PROGRAMMES = (
    ("草原生态保护补助奖励", "面积（亩）", "9.75", 11),
    ("耕地地力保护补贴", "面积（亩）", "93.2", 12),
    ("玉米大豆生产者补贴", "面积（亩）", "61", 6),
)
HEADINGS = (
    *("序号", "补贴项目", "苏木乡镇", "嘎查村", "户主姓名", "身份证号", "人口"),
    *("", "标准", "金额（元）", "社保卡号", "手机号"),
)


LONG_ROLL = 30
"""So many households has the last village, which takes three sheets of A3."""


def identity(household: int) -> str:
    """An identity number of nobody."""
    born = f"{1950 + household % 45}{household % 12 + 1:02d}{household % 28 + 1:02d}"
    first = f"159999{born}{household % 1000:03d}"
    return first + check_digit(first)


def rows(programme: int, standard: str, villages: int) -> Iterator[tuple[object, ...]]:
    """The good rows of a programme, village by village."""
    for village in range(villages):
        households = LONG_ROLL if village == 11 else 12 + (village * 5 + programme * 3) % 9
        for turn in range(households):
            household = village * 40 + turn
            area = 20 + (household * 37 + programme * 11) % 400
            amount = round(area * float(standard), 2)
            card, phone = f"62284800{household:011d}", f"1390000{household:04d}"
            township = f"演示{NUMERALS[village // 4]}苏木"
            name, members = f"演示户{household:03d}", household % 5 + 1
            yield (
                *(township, f"演示{NUMERALS[village]}嘎查", name, identity(household), members),
                *(area, float(standard), amount, card, phone),
            )


def bad_rows(standard: str) -> Iterator[tuple[object, ...]]:
    """What must not go through."""
    good = identity(900)
    wrong = good[:17] + ("0" if good[17] != "0" else "1")
    place, rest = ("演示一苏木", "演示二嘎查"), (10, float(standard), round(10 * float(standard), 2), "", "")
    yield (*place, "演示户900", float(good[:15] + "000"), 3, *rest)
    yield (*place, "演示户901", wrong, 3, *rest)
    yield ("演示一苏木", "演示百嘎查", "演示户902", identity(902), 3, *rest)
    yield (*place, "演示户903", identity(903), 3, 10, float(standard), "待定", "", "")


def fill(sheet: Worksheet, number: int) -> None:
    """One programme: a title over all columns, the heading, rows with a blank line here and there, the sum."""
    name, measured, standard, villages = PROGRAMMES[number]
    sheet.title = name
    sheet.append([f"演示旗{name}发放名册"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    sheet["A1"].font, sheet["A1"].alignment = Font(size=16, bold=True), Alignment(horizontal="center")
    sheet.append(["制表单位：演示旗财政局（虚构）"])
    sheet.append([heading or measured for heading in HEADINGS])
    total = 0.0
    for turn, row in enumerate(rows(number, standard, villages), 1):
        sheet.append([turn, name, *row])
        total += float(str(row[7]))
        if turn % 40 == 0:
            sheet.append([])
    for row in bad_rows(standard) if number == 0 else ():
        sheet.append(["", name, *row])
    sheet.append(["合计", *[""] * 8, round(total, 2)])
    for letter, width in zip("BCDEFKL", (24, 14, 16, 12, 22, 22, 14), strict=True):
        sheet.column_dimensions[letter].width = width


def main() -> None:
    """Write the file."""
    book = Workbook()
    for number in range(len(PROGRAMMES)):
        fill(book.active if number == 0 else book.create_sheet(), number)
    book.save(FILE)


if __name__ == "__main__":
    main()
