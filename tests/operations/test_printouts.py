"""What was printed is kept, and can be printed again as it was."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import select

from app.errors import UserError
from app.i18n import speaking
from app.models.printout import Printout
from app.operations import disclosures, history, papers, printouts
from app.operations.disclosure_lists import DisclosureFilter
from app.operations.papers import Kind, PrintOptions
from app.rules.bilingual import Layout
from tests.factory import NOW, TODAY, ask, do, published, register

FILTER = DisclosureFilter(text="测试", statuses=("draft", "published"), began_from=date(2026, 1, 1), order="began")


def kept(store, paper=None, way=printouts.ON_PAPER, **options):
    """A sheet that was drawn and recorded; the sheet and the uuid of its record."""
    paper = paper or papers.register_of(FILTER)
    wanted = replace(papers.usual(paper.kind, TODAY), **options)
    drawn = ask(store, papers.drawn, paper, wanted, NOW)
    return drawn, do(store, printouts.record, drawn, way)


def test_a_filter_comes_back_from_the_record_as_it_was():
    assert papers.filter_of(papers.register_of(FILTER).about) == FILTER
    assert papers.filter_of(papers.register_of(DisclosureFilter()).about) == DisclosureFilter()


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("kind", ["register", "slip", "reason", "village"])
def test_a_sheet_printed_again_is_the_same_to_the_byte(store, kind, layout):
    uuid = published(store, time_limit="自信息形成之日起20个工作日内")
    paper = {
        "register": papers.register_of(FILTER),
        "slip": papers.slip_of(uuid),
        "reason": papers.reason_of(uuid),
        "village": papers.items_of("village"),
    }[kind]
    options = papers.shaped(paper.kind, layout, PrintOptions())
    drawn = ask(store, papers.drawn, paper, options, NOW)
    again = ask(store, printouts.drawn_again, do(store, printouts.record, drawn, printouts.ON_PAPER))
    assert again.same
    assert again.drawn == drawn


def test_printing_again_says_when_the_records_changed_since(store):
    published(store)
    _drawn, uuid = kept(store)
    register(store, "测试后来的信息")
    again = ask(store, printouts.drawn_again, uuid)
    assert not again.same
    assert again.drawn.at == NOW


def test_printing_again_speaks_the_language_of_the_first_time(store):
    published(store)
    drawn, uuid = kept(store)
    with speaking("mn_Mong"):
        assert ask(store, printouts.drawn_again, uuid).drawn == drawn


def test_the_record_says_what_how_when_and_by_whom(store):
    published(store)
    drawn, _uuid = kept(store, way=printouts.AS_FILE)
    (row,) = ask(store, printouts.listed)
    with pikepdf.open(BytesIO(drawn.pdf)) as document:
        assert (row.pages, row.number) == (len(document.pages), str(document.docinfo.Subject))
    assert (row.name, row.subject) == ("主动公开台账", "测试")
    assert (row.layout, row.paper, row.landscape, row.printed_at) == ("zh_only", "a4", True, NOW)
    assert row.way == printouts.AS_FILE


def test_the_list_is_narrowed_by_kind_and_by_words(store):
    uuid = published(store, "测试供水公告")
    kept(store)
    kept(store, papers.slip_of(uuid))
    assert [row.kind for row in ask(store, printouts.listed)] == ["review_slip", "register"]
    assert [row.kind for row in ask(store, printouts.listed, kind="register")] == ["register"]
    assert [row.kind for row in ask(store, printouts.listed, text="供水")] == ["review_slip"]
    assert [row.kind for row in ask(store, printouts.listed, text="tz-2026")] == ["register"]
    assert ask(store, printouts.listed, text="没有") == []
    assert len(ask(store, printouts.listed, limit=1)) == 1


def test_the_title_in_the_record_hides_personal_numbers(store):
    kept(store, papers.register_of(DisclosureFilter(text="测试 11010119900307109X 的公告")))
    (row,) = ask(store, printouts.listed)
    assert "0307" not in row.subject


def test_a_number_somebody_searched_by_is_not_kept_and_so_cannot_be_printed_by_again(store):
    _drawn, uuid = kept(store, papers.register_of(DisclosureFilter(text="测试 11010119900307109X 的公告")))
    with store.read() as session:
        arguments = str(session.scalar(select(Printout.arguments)))
    assert "0307" not in arguments
    with pytest.raises(UserError, match="重新筛选"):
        ask(store, printouts.drawn_again, uuid)


def test_the_newest_edit_is_undone_before_the_record_of_a_print(store):
    register(store)
    edit = ask(store, history.newest)
    kept(store)
    newest = ask(store, history.newest)
    assert edit == ask(store, history.last_undoable).id < newest
    do(store, history.undo, newest)
    assert ask(store, printouts.listed) == []
    assert ask(store, history.removed) == []


def test_what_is_gone_cannot_be_printed_again(store):
    item = register(store)
    _drawn, uuid = kept(store, papers.slip_of(item))
    do(store, disclosures.remove, [item])
    with pytest.raises(UserError):
        ask(store, printouts.drawn_again, uuid)
    with pytest.raises(UserError, match="没有这一条"):
        ask(store, printouts.drawn_again, "0" * 32)


def test_what_hangs_on_a_wall_has_both_scripts_and_the_rest_the_language_in_use():
    assert papers.usual(Kind.VILLAGE, date(2026, 6, 30)).layout is Layout.MN_FIRST_1996
    assert papers.usual(Kind.VILLAGE, date(2026, 7, 1)).layout is Layout.ZH_PROMINENT_2026
    assert papers.usual(Kind.SLIP, TODAY).layout is Layout.ZH_ONLY
    with speaking("mn_Mong"):
        assert papers.usual(Kind.SLIP, TODAY).layout is Layout.MN_ONLY


def test_an_item_without_a_count_has_no_strip_to_print(store):
    uuid = register(store, time_limit="每月公开")
    with pytest.raises(UserError, match="没有逐日说明"):
        ask(store, papers.drawn, papers.reason_of(uuid), PrintOptions(), datetime(2026, 3, 18))


def test_a_record_whose_own_number_looks_like_a_telephone_is_found_again(store):
    paper = papers.Paper(Kind.COVERAGE, {"year": 2026, "uuid": "0198a7c3d4e57f6a8b9cd13812345678"})
    drawn = ask(store, papers.drawn, paper, papers.usual(paper.kind, TODAY), NOW)
    kept = do(store, printouts.record, drawn, printouts.AS_FILE)
    assert ask(store, printouts.paper_of, kept) == paper
