"""What hangs in the villages as pages for the web: all of it, masked, and less of a person than on the board."""

from datetime import date, datetime

import pypdfium2
import pytest
from lxml import html

from app.errors import Cancelled, UserError
from app.operations import notices, offices, payout_plans, payouts, portals, villages
from app.operations.payout_plans import Defaults
from app.rules.bilingual import Layout
from app.rules.notices import RollTable
from app.rules.offices import Level, OfficeDraft
from app.rules.privacy import find
from tests.factory import NOW, TODAY, ask, do
from tests.notice_factory import EAST, SOUTH, WEST, drafted, filed, id_number, posted, reviewed, settled, taken_down

ADDRESS = "测试旗测试苏木测试东嘎查三组12号"


@pytest.fixture
def tree(store):
    return settled(store)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "portal"


def written(store, folder, **options):
    return ask(store, portals.write, folder, TODAY, now=NOW, **options)


def read(folder):
    """The text of every page, and the names of all files."""
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")}


def paid(store, *addresses):
    """The posted notice of a roll with identity numbers and addresses; its uuid."""
    heading = "嘎查村\t村民小组\t户主姓名\t身份证号\t家庭住址\t银行卡号\t联系电话\t金额（元）"
    rows = [
        f"{EAST}\t三组\t测试{n}\t{id_number(n)}\t{address}\t6222020200112233440\t13800000000\t{n}00"
        for n, address in enumerate(addresses, 1)
    ]
    plan = ask(store, payout_plans.plan_pasted, "\n".join((heading, *rows)), Defaults("测试补贴", year=2026), TODAY)
    do(store, payouts.accept, plan)
    (roll,) = ask(store, payouts.rolls, 2026)
    (uuid,) = do(store, payouts.make_notices, [roll.uuid], TODAY)
    do(store, notices.review, [uuid], "演示乙", TODAY)
    do(store, notices.post, [uuid], date(2026, 3, 16), "演示丙", TODAY)
    return uuid


def code_of(store, uuid):
    with store.read() as session:
        return notices.notice_of(session, uuid).code


def cells(page):
    return [
        [cell.text_content() for cell in row]
        for row in html.fromstring(page).xpath("//section[@lang='zh-CN']//table//tr")
    ]


def test_every_village_has_a_page_and_every_sheet_that_hangs_another(tree, folder):
    uuid = posted(tree, "关于测试事项的公示", table=RollTable(("户主姓名",), (), (False,), (False,), (("测试甲",),)))
    drafted(tree, "还是草稿")
    reviewed(tree, "还没有张贴")
    assert written(tree, folder) == 5
    found = read(folder)
    page = f"{EAST}/{code_of(tree, uuid)}.html"
    assert set(found) == {"index.html", f"{EAST}/index.html", f"{WEST}/index.html", f"{SOUTH}/index.html", page}
    assert "测试苏木" in found["index.html"]
    for part in (
        "关于测试事项的公示",
        "现予公示。",
        "测试甲",
        "0470-0000001",
        "测试东嘎查村务监督委员会",
        "2026-03-16",
    ):
        assert part in html.fromstring(found[page]).text_content() or part in found[f"{EAST}/index.html"]
    assert not any("还是草稿" in text or "还没有张贴" in text for text in found.values())


def test_a_sheet_that_was_taken_down_is_listed_and_tells_nothing_more(tree, folder):
    posted(tree)
    down = taken_down(tree, "取下的公示", body="测试丁一户")
    filed(tree, "建档的公示", body="测试戊一户")
    written(tree, folder)
    found = read(folder)
    assert "取下的公示" in found[f"{EAST}/index.html"]
    assert "建档的公示" in found[f"{EAST}/index.html"]
    assert not any("一户" in text for text in found.values())
    assert f"{EAST}/{code_of(tree, down)}.html" not in found


def test_no_number_of_a_person_and_no_group_reaches_the_pages(tree, folder):
    paid(tree, *[ADDRESS] * 30)
    written(tree, folder, with_pdf=True)
    for text in read(folder).values():
        assert not find(html.fromstring(text).text_content())
        assert "三组" not in text
        assert "测试苏木测试东" not in text


def test_an_address_goes_no_further_than_the_township_whatever_the_board_shows(tree, folder):
    do(tree, offices.choose, "address_style", "village")
    uuid = paid(tree, ADDRESS, "测试镇某村", "")
    written(tree, folder, with_pdf=True)
    name = code_of(tree, uuid)
    rows = cells(read(folder)[f"{EAST}/{name}.html"])
    place = rows[0].index("家庭住址")
    assert [row[place] for row in rows[1:4]] == ["测试旗测试苏木", "测试镇", ""]
    assert rows[-1][-1] == "600.00"
    with pypdfium2.PdfDocument(folder / EAST / f"{name}.pdf") as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "测试1" in text
    assert "某村" not in text


def test_an_address_column_that_tells_nothing_any_more_goes_with_the_group(tree, folder):
    headings = ("户主姓名", "村民小组", "住址", "金额（元）")
    flags = (False, False, False, True)
    table = RollTable(
        headings, (), flags, flags, (("测试甲", "一组", "三号", "100"), ("测试乙", "二组", "四号", "50.5"))
    )
    uuid = posted(tree, table=table)
    written(tree, folder)
    rows = cells(read(folder)[f"{EAST}/{code_of(tree, uuid)}.html"])
    assert rows == [["户主姓名", "金额（元）"], ["测试甲", "100"], ["测试乙", "50.5"], ["合计", "150.5"]]


def test_a_mobile_as_telephone_for_complaints_is_masked_on_the_web(tree, folder):
    do(tree, villages.edit, SOUTH, OfficeDraft(SOUTH, "测试南嘎查", Level.VILLAGE, phone="13800000000"))
    posted(tree, office_code=SOUTH)
    written(tree, folder)
    assert not any("13800000000" in text for text in read(folder).values())


def test_the_sheet_lies_beside_its_page_where_that_is_wanted(tree, folder):
    uuid = posted(tree)
    written(tree, folder)
    assert not list(folder.rglob("*.pdf"))
    written(tree, folder, with_pdf=True)
    (file,) = folder.rglob("*.pdf")
    assert file.name == f"{code_of(tree, uuid)}.pdf"
    with pypdfium2.PdfDocument(file) as document:
        assert len(document) >= 1
        assert "测试公示" in document[0].get_textpage().get_text_range()


def test_both_scripts_are_there_as_the_law_of_the_day_has_them(tree):
    posted(tree)
    found = ask(tree, portals.of_office, datetime(2026, 3, 18, 9))
    assert found.layout is Layout.MN_FIRST_1996
    assert ask(tree, portals.of_office, datetime(2026, 7, 1, 9)).layout is Layout.ZH_PROMINENT_2026
    (notice,) = found.villages[0].notices
    assert notice.title.mn == "ᠮᠡᠳᠡᠭᠡ"
    assert found.villages[0].name.mn
    assert found.villages[0].township.zh == "测试苏木"
    assert notice.period == (date(2026, 3, 10), date(2026, 3, 16))


def test_a_long_term_sheet_has_no_last_day(tree):
    posted(tree, period_days=0)
    assert ask(tree, portals.of_office, NOW).villages[0].notices[0].period == (date(2026, 3, 9), None)


def test_a_merged_village_is_there_only_with_what_hung_in_it(tree):
    posted(tree)
    do(tree, villages.merge, EAST, WEST, date(2026, 3, 10))
    do(tree, villages.merge, SOUTH, WEST, date(2026, 3, 10))
    assert [village.code for village in ask(tree, portals.of_office, NOW).villages] == [EAST, WEST]


def test_without_anything_posted_nothing_is_written(tree, folder):
    drafted(tree)
    with pytest.raises(UserError, match="还没有张贴过公示"):
        written(tree, folder)
    assert not folder.exists()


def test_a_cancelled_export_leaves_the_pages_that_were_there(tree, folder):
    posted(tree)
    written(tree, folder)
    before = read(folder)
    posted(tree, "又一份公示")

    def cancel(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        written(tree, folder, tell=cancel)
    assert read(folder) == before


def test_the_same_day_gives_the_same_pages(tree, folder, tmp_path):
    posted(tree)
    written(tree, folder)
    written(tree, tmp_path / "again")
    assert read(folder) == read(tmp_path / "again")
    ask(tree, portals.write, tmp_path / "dated", TODAY)
    assert "2026-03-18" in (tmp_path / "dated" / "index.html").read_text()
