"""The disclosure register on paper."""

import gc
import re
import weakref
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.errors import Cancelled
from app.sheets.register import COLUMNS, RegisterRow, RegisterSheet, draw

LONG = "关于2026年度农村牧区人居环境整治项目招标、中标、合同、拨付、验收全过程信息的公告。"


def row(number=1, **facts):
    filled = {
        "title": f"草原生态保护补助奖励资金发放结果公示（第{number}批）",
        "item": "涉农补贴",
        "document_number": f"测政办发〔2026〕{number}号",
        "formed_on": date(2026, 11, 3),
        "due_on": date(2026, 12, 1),
        "published_on": date(2026, 11, 20),
        "channels": ("政府网站", "两微一端"),
        "status": "已公开",
        "note": "更正后重新公开",
    }
    return RegisterRow(**(filled | facts))


@pytest.fixture
def sheet(masthead):
    return RegisterSheet(
        title="主动公开台账",
        rows=tuple(map(row, range(1, 31))),
        period="2026年11月",
        filter_text="筛选：状态＝已公开",
        totals=("共 30 条", "已公开 30 条"),
        note="说明：渠道按登记先后排列。",
        **masthead,
    )


def flat(text):
    return text.replace("\n", "")


def test_the_first_row_reads_as_it_was_written(sheet, typefaces, texts):
    page = flat(texts(draw(replace(sheet, rows=(row(),)), typefaces))[0])
    assert "草原生态保护补助奖励资金发放结果公示（第1批）" in page
    for words in ("测政办发〔2026〕1号", "2026-11-03 2026-12-01 2026-11-20", "政府网站、两微一端", "更正后重新公开"):
        assert words in page


def test_the_head_and_the_foot_say_whose_sheet_it_is(sheet, typefaces, texts):
    page = texts(draw(replace(sheet, rows=(row(),)), typefaces))[0]
    assert page.splitlines()[0] == "主动公开台账"
    assert "测试旗演示苏木人民政府 2026年11月\u3000筛选：状态＝已公开" in page
    assert "打印时间 2026-11-20 09:30" in page
    assert "表号 Z-2026-0007" in page
    assert "共 30 条\u3000\u3000已公开 30 条" in page
    assert "说明：渠道按登记先后排列。" in page


def test_every_page_repeats_the_heading_and_counts_the_pages(sheet, typefaces, texts):
    pages = texts(draw(sheet, typefaces))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert "序号 信息名称 目录事项 文号 形成日期 到期日 公开日期 渠道 状态 备注" in page
        assert re.search(rf"第 {number} 页\s+共 {len(pages)} 页", page)
    assert "主动公开台账（续）" in pages[1]


def test_rows_are_numbered_once_each_in_order(sheet, typefaces, texts):
    numbers = re.findall(r"（第(\d+)批）", flat("".join(texts(draw(sheet, typefaces)))))
    assert numbers == [str(number) for number in range(1, 31)]


def test_nothing_stands_in_the_margins(sheet, typefaces, margins):
    crowded = (*sheet.rows, row(title=LONG * 20, note="a" * 300, channels=("政府网站",) * 9))
    assert min(margins(draw(replace(sheet, rows=crowded, title=LONG * 2, filter_text=LONG * 3), typefaces))) >= 15


def test_a_long_title_is_whole_on_the_first_page_and_shortened_on_the_next(sheet, typefaces, texts):
    pages = texts(draw(replace(sheet, title=LONG * 3), typefaces))
    assert LONG * 3 in flat(pages[0])
    assert pages[1].splitlines()[0].endswith("…（续）")


def test_a_text_longer_than_a_page_goes_on_and_loses_nothing(sheet, typefaces, texts):
    long = "\n".join(f"第{number}款规定公开。" for number in range(1, 500))
    pages = texts(draw(replace(sheet, rows=(row(title=long),)), typefaces))
    assert len(pages) > 1
    found = re.findall(r"第(\d+)款", flat("".join(pages)))
    assert found == [str(number) for number in range(1, 500)]


def test_the_same_sheet_gives_the_same_bytes(sheet, typefaces):
    assert draw(sheet, typefaces) == draw(sheet, typefaces)


def test_another_moment_of_printing_gives_other_bytes(sheet, typefaces):
    later = replace(sheet, printed_at=sheet.printed_at.replace(minute=31))
    assert draw(sheet, typefaces) != draw(later, typefaces)


def test_a_provisional_day_says_so(sheet, typefaces, texts):
    page = texts(draw(replace(sheet, rows=(row(provisional=True),)), typefaces))[0]
    assert re.search(r"2026-12-01\s+.*\s*暂定", page)


def test_an_empty_register_says_so(sheet, typefaces, texts):
    pages = texts(draw(replace(sheet, rows=(), totals=()), typefaces))
    assert len(pages) == 1
    assert "没有符合条件的记录" in pages[0]


def test_columns_can_be_chosen(sheet, typefaces, texts):
    page = texts(draw(replace(sheet, rows=(row(),), columns=("number", "title", "status")), typefaces))[0]
    assert "序号 信息名称 状态" in page
    assert "政府网站" not in page


def test_an_unknown_column_is_a_bug(sheet, typefaces):
    with pytest.raises(KeyError):
        draw(replace(sheet, columns=("colour",)), typefaces)


def test_the_file_names_the_sheet_and_the_office_and_nobody(sheet, typefaces):
    with pypdfium2.PdfDocument(draw(sheet, typefaces)) as document:
        about = document.get_metadata_dict(skip_empty=True)
    assert about["Title"] == "主动公开台账"
    assert about["Author"] == "测试旗演示苏木人民政府"
    assert about["Subject"] == "Z-2026-0007"
    assert set(about) <= {"Title", "Author", "Subject", "Creator", "Producer", "CreationDate", "ModDate", "Trapped"}


class Stream:
    """Rows that exist only while they are drawn."""

    def __init__(self, count):
        self.count = count
        self.alive = weakref.WeakSet()
        self.most = 0

    def __len__(self):
        return self.count

    def __contains__(self, _item):
        return False

    def __iter__(self):
        for number in range(1, self.count + 1):
            drawn = row(number)
            self.alive.add(drawn)
            self.most = max(self.most, len(self.alive))
            yield drawn


def test_three_thousand_rows_stream_and_tell_how_far_they_are(sheet, typefaces):
    rows, told = Stream(3000), []
    pdf = draw(replace(sheet, rows=rows), typefaces, lambda done, total: told.append((done, total)))
    gc.collect()
    assert rows.most <= 3
    assert told == sorted(told)
    assert told[-1] == (3000, 3000)
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
        last = document[pages - 1].get_textpage().get_text_range()
    assert len(told) >= pages
    assert "（第3000批）" in flat(last.replace("\r\n", "\n"))


def test_a_person_may_stop_the_printing(sheet, typefaces):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        draw(sheet, typefaces, stop)


def test_the_register_has_its_ten_columns():
    assert [heading for heading, _width, _align in COLUMNS.values()] == [
        "序号",
        "信息名称",
        "目录事项",
        "文号",
        "形成日期",
        "到期日",
        "公开日期",
        "渠道",
        "状态",
        "备注",
    ]
