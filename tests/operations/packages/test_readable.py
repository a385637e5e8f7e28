"""What people read in a package that an office really wrote: complete, masked, and openable without the program."""

import io
import zipfile

import pytest
from lxml import html
from openpyxl import load_workbook

from app.operations import disclosures
from app.rules.privacy import check_digit
from tests.factory import do, published, register
from tests.operations.packages.desks import BANNER, TOWNSHIP, Desk
from tests.operations.packages.quarrel import BELOW, quarrelled

ID = "00000019900101001" + check_digit("00000019900101001")


@pytest.fixture
def township(tmp_path):
    """A township with two items, which has exchanged keys with its banner."""
    banner, desk = Desk(tmp_path / "banner", BANNER), Desk(tmp_path / "township", TOWNSHIP)
    banner.know(desk)
    desk.above = banner
    published(desk.store, "演示草场补贴安排")
    uuid = published(desk.store, "演示信息")
    do(desk.store, lambda session: setattr(disclosures.item_of(session, uuid), "title", f"演示信息 {ID}"))
    yield desk
    desk.store.close()
    banner.store.close()


def part(path, name):
    with zipfile.ZipFile(path) as file:
        return file.read(f"{path.stem}/{name}")


def text(path):
    return " ".join(" ".join(html.fromstring(part(path, "readme.html").decode()).itertext()).split())


def test_the_package_brings_a_page_and_a_workbook_with_the_names_of_its_records(township):
    path = township.export().path
    said = text(path)
    for words in ("第 1 个报送包", TOWNSHIP.name, BANNER.name, "本单位的全部数据", "演示草场补贴安排"):
        assert words in said
    assert township.card().key.fingerprint in said
    counts, names = load_workbook(io.BytesIO(part(path, "records.xlsx"))).worksheets
    assert ("公开信息", "2") in [tuple(cell.value for cell in row) for row in counts.iter_rows()]
    assert ("公开信息", TOWNSHIP.name, "演示草场补贴安排") in [
        tuple(cell.value for cell in row) for row in names.iter_rows()
    ]


def test_no_personal_number_stands_in_what_people_read(township):
    made = township.export()
    names = zipfile.ZipFile(io.BytesIO(part(made.path, "records.xlsx"))).read("xl/worksheets/sheet2.xml").decode()
    assert "演示信息" in names
    for said in (text(made.path), names, made.header.summary_zh, made.header.summary_mn):
        assert ID not in said


def test_the_summary_says_how_much_since_when_and_of_which_kinds(township):
    first = township.export()
    assert first.header.summary_zh.startswith(f"{TOWNSHIP.name}第 1 个报送包：本单位的全部数据 {first.records} 条。")
    assert "公开信息 2 条" in first.header.summary_zh
    township.read(township.above.take(first.path))
    published(township.store, "演示新信息")
    again = township.export()
    assert "第 1 包的回执以后变动的记录" in again.header.summary_zh
    assert "公开信息 1 条" in again.header.summary_zh


def test_what_was_removed_is_counted_and_not_named(township):
    township.report_to(township.above)
    uuid = register(township.store, "演示撤回的信息")
    township.report_to(township.above)
    do(township.store, disclosures.remove, [uuid])
    path = township.export().path
    assert "演示撤回的信息" not in text(path)
    assert "公开信息 1" in text(path)


def test_a_receipt_tells_how_many_were_taken_and_which_were_not_and_why(tmp_path):
    banner, township, _uuid, receipt = quarrelled(tmp_path)
    said = text(receipt)
    for words in ("第 3 号回执", "已接收 3", "冲突 1", f"{BELOW}：双方的版本都有修改", "公开信息", "报送—回执与退回"):
        assert words in said
    township.read(receipt)
    for desk in (banner, township):
        desk.store.close()


def test_a_parameter_pack_names_what_it_brings(tmp_path):
    banner = Desk(tmp_path / "banner", BANNER)
    made = banner.make("calendars")
    assert made.header.summary_zh.startswith(f"{BANNER.name}下发的第 1 个参数包")
    for words in ("第 1 个参数包", "全部下级单位", "节假日安排", "报送—参数下发"):
        assert words in text(made.path)
    banner.store.close()
