"""Builds tables as counties publish them: real xlsx, docx and HTML with real merged cells."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import docx
from openpyxl import Workbook

from app.exchange.catalog_tables import CatalogReading, read_catalog
from app.exchange.tables import read_pasted, read_tables

Rows = Sequence[Sequence[object]]

TITLE = "社会救助领域基层政务公开标准目录"
GROUPS = ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体"]
GROUPS += ["公开对象", "", "公开方式", "", "公开层级", ""]
PARTS = ["", "一级事项", "二级事项", "", "", "", "", "", "全社会", "特定群体", "主动", "依申请", "县级", "乡、村级"]
HEADER = [GROUPS, PARTS]
FLAT = [
    "序号",
    "一级事项",
    "二级事项",
    "公开内容",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道",
    "全社会",
    "特定群体",
]
FLAT += ["主动", "依申请", "县级", "乡级"]
LIMIT = "信息形成或者变更之日起20个工作日内"


def item(
    number: object = 1,
    level1: str = "综合业务",
    level2: str = "政策法规文件",
    content: str = "文件名称；发文部门",
    basis: str = "《社会救助暂行办法》",
    time_limit: str = LIMIT,
    publisher: str = "民政部门",
    channels: str = "■政府网站 □政府公报",
    ticks: Sequence[str] = ("√", "", "√", "", "√", "√"),
) -> list[object]:
    """One row under the standard header."""
    return [number, level1, level2, content, basis, time_limit, publisher, channels, *ticks]


def xlsx(path: Path, rows: Rows, merges: Sequence[str] = (), name: str = "Sheet1") -> Path:
    """A workbook with these merged ranges."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merges:
        sheet.merge_cells(area)
    book.save(path)
    return path


def document(path: Path, rows: Rows, merges: Sequence[tuple[int, int, int, int]] = (), above: str = "") -> Path:
    """A docx with one table; merges are top, left, bottom, right."""
    paper = docx.Document()
    if above:
        paper.add_paragraph(above)
    table = paper.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = str(text)
    for top, left, bottom, right in merges:
        table.cell(top, left).merge(table.cell(bottom, right))
    paper.save(path)
    return path


def page(rows: Rows, title: str = TITLE, tag: str = "td") -> str:
    """An HTML table without merged cells, under its title."""
    lines = ["".join(f"<{tag}>{escape(str(text))}</{tag}>" for text in row) for row in rows]
    return f"<p>{title}</p><table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def read_page(rows: Rows, title: str = TITLE) -> CatalogReading:
    """The catalog read from such a page."""
    return read_catalog(read_pasted(page(rows, title)))


def read_file(path: Path) -> CatalogReading:
    """The catalog read from a file."""
    return read_catalog(read_tables(path))
