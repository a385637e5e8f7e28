"""Sheets from the register: in the language of each part, with the office's own names."""

import pypdfium2
import pytest

from app.i18n import _, speaking
from app.operations import offices, papers, printing
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.papers import Kind
from app.rules.bilingual import Layout
from app.sheets.sheet import Setup, Size
from tests.factory import NOW, TODAY, ask, do, register

TITLE = "ᠲᠤᠰᠠᠯᠠᠮᠵᠢ᠎ᠶᠢ ᠢᠯᠡ ᠪᠣᠯᠭᠠᠬᠤ"
OFFICE = "ᠳᠤᠷᠰᠢᠬᠤ ᠬᠣᠰᠢᠭᠤ"
LIMIT = "自信息形成之日起20个工作日内"
BOTH = Setup(Layout.MN_FIRST_1996)
ALL = DisclosureFilter()


@pytest.fixture
def item(store):
    do(store, offices.rename, "测试旗人民政府", OFFICE)
    return register(store, "测试公示", title_mn=TITLE, time_limit=LIMIT)


def parts(pdf):
    """The text of the Mongolian pages and of the Chinese ones after them."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range().replace("\r\n", "") for page in document]
    chinese = [page for page in pages if "打印时间" in page]
    return "".join(page for page in pages if page not in chinese), "".join(chinese)


def words(text):
    """A text as it may stand broken into columns: its words."""
    return text.split(" ")


@pytest.mark.parametrize("kind", ["register", "due", "slip", "reason"])
def test_each_part_bears_the_name_of_the_item_and_of_the_office_in_its_own_script(store, item, kind):
    pdf = {
        "register": lambda: ask(store, printing.register_sheet, ALL, NOW, setup=BOTH),
        "due": lambda: ask(store, printing.due_sheet, ALL, NOW, setup=BOTH),
        "slip": lambda: ask(store, printing.slip_sheet, item, NOW, setup=BOTH),
        "reason": lambda: ask(store, printing.reason_sheet, item, NOW, setup=BOTH),
    }[kind]()
    mongolian, chinese = parts(pdf)
    assert all(word in mongolian for word in words(TITLE) + words(OFFICE))
    assert "测试公示" not in mongolian
    assert "测试公示" in chinese
    assert "测试旗人民政府" in chinese
    assert TITLE not in chinese


def test_the_time_left_and_the_reason_are_said_in_the_language_of_the_part(store, item):
    row = ask(store, papers.disclosure_lists.opened, item, TODAY)
    mongolian, chinese = parts(ask(store, printing.due_sheet, ALL, NOW, setup=BOTH))
    assert row.row.left.words.replace(" ", "") in chinese.replace(" ", "")
    with speaking("mn_Mong"):
        said = row.row.left.words
    assert said != row.row.left.words
    assert all(word in mongolian for word in words(said))


def test_an_item_without_a_mongolian_name_keeps_its_chinese_one(store):
    register(store, "测试公示")
    mongolian, _chinese = parts(ask(store, printing.register_sheet, ALL, NOW, setup=BOTH))
    assert "测试公示" in mongolian


def test_what_the_office_chose_rules_side_and_draft_mark(store, item):
    assert ask(store, lambda session: papers.usual(Kind.VILLAGE, TODAY, session)).zh_left
    do(store, offices.choose, "zh_side", "right")
    do(store, offices.choose, "mark_drafts", "no")
    chosen = ask(store, lambda session: papers.usual(Kind.VILLAGE, TODAY, session))
    assert not chosen.zh_left
    assert not chosen.mark_drafts


def test_draft_stands_on_the_mongolian_part_only_and_leaves_it_when_the_office_says_so(store, item):
    with speaking("mn_Mong"):
        draft = _("草稿")
    mongolian, chinese = parts(ask(store, printing.slip_sheet, item, NOW, setup=BOTH))
    assert draft in mongolian
    assert draft not in chinese
    assert "草稿" not in chinese
    plain = Setup(Layout.MN_FIRST_1996, mark_drafts=False)
    assert draft not in parts(ask(store, printing.slip_sheet, item, NOW, setup=plain))[0]


def test_every_sheet_is_shaped_for_its_layout():
    shaped = {
        (kind, layout): papers.shaped(kind, layout, papers.PrintOptions()).setup for kind in Kind for layout in Layout
    }
    assert shaped[Kind.REGISTER, Layout.ZH_ONLY].landscape
    assert not shaped[Kind.REGISTER, Layout.MN_ONLY].landscape
    assert shaped[Kind.SLIP, Layout.MN_ONLY].landscape
    assert all(setup.beside for (_kind, layout), setup in shaped.items() if len(layout.languages) > 1)
    alone = {kind: setup.size for (kind, layout), setup in shaped.items() if len(layout.languages) == 1}
    assert {kind for kind, size in alone.items() if size is Size.A3} == {Kind.NOTICE}  # read from two metres
