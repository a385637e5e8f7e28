"""The slip of the five gates."""

import re
from dataclasses import replace
from datetime import date

import pytest

from app.rules.disclosures import Gate
from app.sheets.review_slip import GateRow, ReviewSlipSheet, draw


@pytest.fixture
def slip(masthead):
    return ReviewSlipSheet(
        title="政府信息公开五关审核单",
        item_title="最低生活保障对象审批结果公示",
        catalog_item="社会救助／最低生活保障",
        document_number="演政发〔2026〕15号",
        responsible="社会事务办公室",
        formed_on=date(2026, 11, 3),
        due_on=date(2026, 12, 1),
        time_limit="制定或获取信息之日起20个工作日内",
        channels=("政府网站", "公开查阅点"),
        summary="公示对象、户数、保障金额。",
        **masthead,
    )


def gate(which, passed, note=""):
    return GateRow(gate=which, passed=passed, note=note, reviewer="审核甲", reviewed_on=date(2026, 11, 19))


def test_the_facts_of_the_item_stand_on_the_slip(slip, typefaces, texts):
    (page,) = texts(draw(slip, typefaces))
    for words in (
        "信息名称 最低生活保障对象审批结果公示",
        "文号 演政发〔2026〕15号 责任科室 社会事务办公室",
        "形成日期 2026-11-03 到期日 2026-12-01",
        "公开渠道 政府网站、公开查阅点",
        "内容摘要 公示对象、户数、保障金额。",
    ):
        assert words in page


def test_all_five_gates_stand_in_their_order_even_unanswered(slip, typefaces, texts):
    (page,) = texts(draw(slip, typefaces))
    assert re.findall("政治关|法律关|政策关|保密关|文字关", page) == ["政治关", "法律关", "政策关", "保密关", "文字关"]
    assert page.count("□ 通过") == 5
    assert page.count("□ 不通过") == 5
    assert "■" not in page


def test_an_answer_fills_its_box_and_names_the_reviewer(slip, typefaces, texts):
    answered = (gate(Gate.LEGAL, True), gate(Gate.SECRECY, False, "附件第2页有个人信息，须打码。"))
    (page,) = texts(draw(replace(slip, gates=answered), typefaces))
    assert page.count("■ 通过") == 1
    assert page.count("■ 不通过") == 1
    assert page.count("审核甲") == 2
    assert page.count("2026-11-19") == 2
    assert "附件第2页有个人信息，须打码。" in page.replace("\n", "")


def test_there_is_room_for_signatures_and_the_seal(slip, typefaces, texts):
    (page,) = texts(draw(slip, typefaces))
    assert page.count("签字：") == 2
    assert "（盖章）" in page


def test_a_long_summary_goes_on_the_next_page_and_the_signatures_stay_together(slip, typefaces, texts, margins):
    pdf = draw(replace(slip, summary="\n".join(f"第{n}户。" for n in range(1, 120))), typefaces)
    pages = texts(pdf)
    assert len(pages) > 1
    assert re.findall(r"第(\d+)户", "".join(pages).replace("\n", "")) == [str(n) for n in range(1, 120)]
    assert "审核结论" in pages[-1]
    assert "（盖章）" in pages[-1]
    assert min(margins(pdf)) >= 15


def test_the_slip_fits_one_page_within_its_margins(slip, typefaces, margins):
    full = replace(slip, gates=tuple(gate(which, False, "须补充依据。" * 3) for which in Gate), note="打印件存档。")
    assert min(margins(draw(full, typefaces))) >= 15


def test_the_same_slip_gives_the_same_bytes(slip, typefaces):
    assert draw(slip, typefaces) == draw(slip, typefaces)
