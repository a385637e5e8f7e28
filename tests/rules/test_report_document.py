"""A report as it is read."""

from app.rules.report_document import Prose


def test_what_somebody_wrote_is_read_paragraph_by_paragraph():
    typed = "今年新收申请3件。\n\n　　没有收取信息处理费。 \r\n   \n落实了年度工作要点。"
    assert Prose(typed).paragraphs == ["今年新收申请3件。", "没有收取信息处理费。", "落实了年度工作要点。"]
    assert Prose("").paragraphs == []
