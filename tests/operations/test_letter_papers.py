"""Letters on paper and as Word files."""

from dataclasses import replace
from datetime import date, datetime

import pypdfium2
import pytest
from docx import Document

from app.errors import UserError
from app.operations import letter_papers, letters, offices, papers, printouts
from app.rules.bilingual import Layout
from app.rules.letters import BLANK, LetterKind
from app.rules.request_events import EventKind
from tests.factory import ask, do
from tests.request_desk import registered, stepped

ON, LATER = date(2026, 3, 10), date(2026, 5, 29)
NOW = datetime(2026, 5, 29, 9, 30)


@pytest.fixture
def request_uuid(store):
    for key, value in (("review_authority", "演示旗人民政府"), ("court", "演示旗人民法院"), ("letter_short", "测旗")):
        do(store, offices.choose, key, value)
    uuid = registered(store)
    stepped(store, uuid, EventKind.REPLY, ON, outcome="3.4", reason="演示理由")
    return uuid


def letter(store, request_uuid, kind, issue=True):
    draft = ask(store, letters.begun, request_uuid, kind, "", LATER)
    made = do(store, letters.keep, replace(draft, body=draft.body.replace(BLANK, "演示")))
    if issue:
        do(store, letters.issue, made, ON, LATER)
    return made


def drawn(store, uuid, kind, layout=None):
    paper = papers.letter_of(uuid, kind)
    options = ask(store, lambda session: papers.usual(paper.kind, LATER, session))
    options = papers.shaped(paper.kind, layout, options) if layout else options
    return ask(store, papers.drawn, paper, options, NOW)


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")


def test_a_reply_is_an_official_document_with_number_addressee_and_day(store, request_uuid):
    made = drawn(store, letter(store, request_uuid, LetterKind.REPLY), LetterKind.REPLY)
    text = text_of(made.pdf)
    assert "测旗公复〔2026〕1号" in text
    assert "演示申请人甲：" in text
    assert "先向演示旗人民政府申请行政复议" in text
    assert "2026年3月10日" in text
    assert (made.held, made.number) == ("", "测旗公复〔2026〕1号")
    with pypdfium2.PdfDocument(made.pdf) as document:
        assert document[0].get_size() == pytest.approx((595, 842), abs=1)


def test_a_draft_may_be_looked_at_and_does_not_go_out(store, request_uuid):
    made = drawn(store, letter(store, request_uuid, LetterKind.REPLY, issue=False), LetterKind.REPLY)
    assert "（草稿，未编号）" in text_of(made.pdf)
    with pytest.raises(UserError, match="还没有印发"):
        made.check()


def test_the_receipt_is_one_slip_in_one_script_or_both(store):
    uuid = registered(store)
    slip = letter(store, uuid, LetterKind.RECEIPT)
    alone = drawn(store, slip, LetterKind.RECEIPT)
    assert (alone.pages, alone.paper.kind) == (1, papers.Kind.LETTER_FORM)
    assert "答复期限2026-03-30" in text_of(alone.pdf).replace(" ", "")
    both = drawn(store, slip, LetterKind.RECEIPT, Layout.ZH_PROMINENT_2026)
    assert both.pages == 1
    assert text_of(both.pdf).count("2026-03-30") == 2


def test_a_delivery_receipt_leaves_room_for_signatures(store, request_uuid):
    letter(store, request_uuid, LetterKind.REPLY)
    made = drawn(store, letter(store, request_uuid, LetterKind.DELIVERY), LetterKind.DELIVERY)
    text = text_of(made.pdf)
    assert "测旗公复〔2026〕1号" in text
    assert "受送达人（签名或盖章" in text.replace("\n", "")


def test_a_file_says_of_itself_no_name(store, request_uuid):
    made = drawn(store, letter(store, request_uuid, LetterKind.REPLY), LetterKind.REPLY)
    with pypdfium2.PdfDocument(made.pdf) as document:
        said = "".join(document.get_metadata_dict().values())
    assert "演示申请人甲" not in said
    assert "演示申请人甲" not in made.title
    assert made.title == "答复书 测旗公复〔2026〕1号"


def test_a_letter_is_drawn_again_to_the_same_byte(store, request_uuid):
    made = drawn(store, letter(store, request_uuid, LetterKind.REPLY), LetterKind.REPLY)
    kept = do(store, printouts.record, made, printouts.ON_PAPER)
    again = ask(store, printouts.drawn_again, kept)
    assert again.same
    (row,) = ask(store, printouts.listed)
    assert (row.name, row.subject) == ("申请文书", "答复书 测旗公复〔2026〕1号")


def test_the_word_file_has_the_margins_faces_and_words_of_the_document(store, request_uuid, tmp_path):
    path = tmp_path / "答复书.docx"
    ask(store, letter_papers.write_word, letter(store, request_uuid, LetterKind.REPLY), path, NOW)
    document = Document(path)
    section = document.sections[0]
    margins = (section.top_margin.mm, section.left_margin.mm, section.right_margin.mm, section.bottom_margin.mm)
    assert margins == pytest.approx((37, 28, 26, 35), abs=0.1)
    assert section.first_page_header.paragraphs[0].text == "测试旗人民政府办公室"
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["测旗公复〔2026〕1号", "政府信息公开申请答复书", "演示申请人甲："]
    assert texts[-2:] == ["测试旗人民政府办公室", "2026年3月10日"]
    body = document.paragraphs[3]
    assert (body.runs[0].font.name, body.runs[0].font.size.pt) == ("仿宋_GB2312", 16)
    assert body.paragraph_format.first_line_indent.pt == 32
    said = document.core_properties
    assert (said.author, said.title) == ("测试旗人民政府办公室", "政府信息公开申请答复书")
    assert "演示申请人甲" not in said.comments + said.subject + said.last_modified_by


def test_a_form_in_word_is_a_table(store, tmp_path):
    path = tmp_path / "回执.docx"
    ask(store, letter_papers.write_word, letter(store, registered(store), LetterKind.RECEIPT), path, NOW)
    (table,) = Document(path).tables
    cells = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert cells["申请人"] == "演示申请人甲"
    assert cells["经办人（签名）"] == ""


def test_nothing_leaves_with_a_blank_not_even_to_word(store, request_uuid, tmp_path):
    draft = ask(store, letters.begun, request_uuid, LetterKind.REPLY, "", LATER)
    open_one = do(store, letters.keep, replace(draft, body=f"{draft.body}{BLANK}"))
    path = tmp_path / "答复书.docx"
    with pytest.raises(UserError, match="还有空白"):
        ask(store, letter_papers.write_word, open_one, path, NOW)
    assert not path.exists()


def test_a_file_name_with_a_personal_number_is_refused(store, request_uuid, tmp_path):
    made = letter(store, request_uuid, LetterKind.REPLY)
    with pytest.raises(UserError, match="文件名里有证件号"):
        ask(store, letter_papers.write_word, made, tmp_path / "11010519491231002X.docx", NOW)
