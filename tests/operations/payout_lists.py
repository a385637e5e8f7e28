"""Invented villages, people and pay-out workbooks, as offices really write them."""

from openpyxl import Workbook

from app.operations import villages
from app.operations.payout_plans import Defaults, plan_file
from app.rules.offices import Level, OfficeDraft
from app.rules.privacy import check_digit
from tests.factory import TODAY, ask, do

BAYAN, HAAN, OTHER_BAYAN = "000001100201", "000001100202", "000001101201"
PLACES = (
    ("000001100", "演示苏木", Level.TOWNSHIP),
    ("000001101", "测试镇", Level.TOWNSHIP),
    (BAYAN, "演示巴彦嘎查", Level.VILLAGE),
    (HAAN, "演示哈安嘎查", Level.VILLAGE),
    (OTHER_BAYAN, "演示南嘎查", Level.VILLAGE),
)
HEADINGS = ("嘎查村", "户主姓名", "身份证号", "金额（元）")
WHOLE_LIST = Defaults(programme="演示草原补奖", year=2026)


def banner(store):
    """The store with two townships and three villages."""
    for code, name, level in PLACES:
        do(store, villages.add, OfficeDraft(code, name, level))
    return store


def identity(number):
    """An invented identity number with a right check digit, of a banner that does not exist."""
    first = f"15990019800101{number:03d}"
    return first + check_digit(first)


def workbook(path, *rows, merged=(), title="Sheet", **sheets):
    """An xlsx file of rows as they stand, and of further sheets by name; `merged` are ranges of the first."""
    book = Workbook()
    first = book.active
    first.title = title
    _fill(first, rows)
    for cells in merged:
        first.merge_cells(cells)
    for name, more in sheets.items():
        _fill(book.create_sheet(name), more)
    book.save(path)
    return path


def _fill(sheet, rows):
    for row in rows:
        sheet.append(list(row))


def planned(store, path, *rows, defaults=WHOLE_LIST, **options):
    """The plan of a workbook of these rows."""
    return ask(store, plan_file, workbook(path, *rows, **options), defaults, TODAY)


def fates(plan):
    """What becomes of each row, in their order."""
    return [line.fate.value for line in plan.lines]


def said(plan, row):
    """All that is said of a row of the sheet, by its number."""
    (line,) = [line for line in plan.lines if line.row == row]
    return " ".join((line.reason, *line.warnings))
