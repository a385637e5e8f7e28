"""The paper of packages: what goes with the stick, and what goes back with the receipt."""

import pypdfium2
import pytest
from sqlalchemy import select

from app.errors import UserError
from app.models.package import Dispute
from app.operations import papers
from app.operations.papers import Kind, PrintOptions
from app.rules.bilingual import Layout
from app.rules.privacy import check_digit
from tests.factory import ask, do, published
from tests.operations.packages.desks import BANNER, TOWNSHIP, Desk
from tests.operations.packages.quarrel import ABOVE, BELOW, quarrelled

ID = "00000019900101001" + check_digit("00000019900101001")


def drawn(desk, paper, layout=Layout.ZH_ONLY):
    return ask(desk.store, papers.drawn, paper, papers.shaped(paper.kind, layout, PrintOptions()), desk.now)


def text_of(sheet):
    with pypdfium2.PdfDocument(sheet.pdf) as document:
        return "".join("".join(page.get_textpage().get_text_bounded() for page in document).split())


def close(*desks):
    for desk in desks:
        desk.store.close()


@pytest.fixture
def offices(tmp_path):
    banner, township = Desk(tmp_path / "banner", BANNER), Desk(tmp_path / "township", TOWNSHIP)
    banner.know(township)
    published(township.store, "演示草场补贴安排")
    yield banner, township
    close(banner, township)


def test_the_slip_tells_whose_package_it_is_what_it_holds_and_how_to_know_it_again(offices):
    _banner, township = offices
    made = township.export()
    sheet = drawn(township, papers.package_of(made.header.package_uuid))
    said = text_of(sheet)
    assert (sheet.pages, sheet.title, sheet.paper.kind) == (1, "第 1 包", Kind.PACKAGE)
    for words in ("报送单", TOWNSHIP.name, BANNER.name, made.path.name, made.sha256, "公开信息", "经办人", "（盖章）"):
        assert words.replace(" ", "") in said
    assert township.card().key.fingerprint in said
    assert f"共{made.records}条" in said
    assert "以盖章的本单为准" in said


@pytest.mark.parametrize("layout", Layout)
def test_a_slip_and_a_receipt_slip_stand_on_one_page_in_every_layout(offices, layout):
    banner, township = offices
    made = township.export()
    banner.take(made.path)
    slip = drawn(township, papers.package_of(made.header.package_uuid), layout)
    answer = drawn(banner, papers.receipt_of(made.header.device), layout)
    parts = 1 if layout in (Layout.ZH_ONLY, Layout.MN_ONLY) or slip.options.setup.beside else 2
    assert (slip.pages, answer.pages) == (parts, parts)


def test_a_package_nobody_wrote_has_no_slip(offices):
    _banner, township = offices
    with pytest.raises(UserError, match="没有找到这个报送包"):
        drawn(township, papers.package_of("0" * 32))


def test_the_receipt_slip_names_what_was_not_taken_with_its_reason(tmp_path):
    banner, township, _uuid, _receipt = quarrelled(tmp_path)
    sheet = drawn(banner, papers.receipt_of(township.card().key.kid))
    said = text_of(sheet)
    assert sheet.title == TOWNSHIP.name
    assert BELOW in said
    assert ABOVE not in said
    for words in ("冲突1条", "两个版本都保留着", "经办人", "第3包及以前的内容都已收到"):
        assert words in said
    close(banner, township)


def test_a_number_in_a_name_is_masked_on_the_receipt_slip(tmp_path):
    banner, township, _uuid, _receipt = quarrelled(tmp_path)

    def slip_in(session):
        dispute = session.scalars(select(Dispute)).one()
        dispute.theirs = dispute.theirs | {"fields": {"title": f"演示 {ID}"}}

    do(banner.store, slip_in)
    said = text_of(drawn(banner, papers.receipt_of(township.card().key.kid)))
    assert "没有接收的记录" in said
    assert ID not in said
    close(banner, township)


def test_before_anything_was_taken_in_there_is_no_receipt_slip(offices):
    banner, township = offices
    with pytest.raises(UserError, match="没有回执单可打印"):
        drawn(banner, papers.receipt_of(township.card().key.kid))


def test_what_was_taken_is_told_package_by_package_and_in_all(offices):
    banner, township = offices
    first = township.export()
    township.read(banner.take(first.path))
    published(township.store, "演示新信息")
    second = township.export()
    banner.take(second.path)
    said = text_of(drawn(banner, papers.receipt_of(first.header.device)))
    assert f"已接收{first.records + second.records}条重复0条退回0条冲突0条" in said
    assert "没有接收的记录" not in said
