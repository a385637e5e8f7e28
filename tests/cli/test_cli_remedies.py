"""Reconsiderations, suits and complaints on the command line."""

import pytest

from tests.request_desk import replied


@pytest.fixture
def review(answer, store):
    """A reconsideration over a refusal; its uuid."""
    replied(store, outcome="3.4")
    words = ("--request", "2026-0001", "--number", "测复〔2026〕1号", "--authority", "测试盟行政公署")
    return answer("remedies", "add", "reconsideration", *words)["uuid"]


def test_what_was_entered_is_listed(answer, review):
    (row,) = answer("remedies", "list")
    assert (row["uuid"], row["request"], row["filed_on"]) == (review, "2026-0001", "2026-03-18")


def test_a_direct_suit_over_a_refusal_is_warned_of(answer, review):
    (warning,) = answer("remedies", "add", "suit_direct", "--request", "2026-0001")["warnings"]
    assert "先申请行政复议" in warning


def test_a_suit_is_linked_to_the_reconsideration_it_follows(answer, review):
    answer("remedies", "add", "suit_after", "--request", "2026-0001")
    assert answer("remedies", "list", "--kind", "suit")[0]["after_uuid"] == review
    assert answer("remedies", "add", "suit_after", "--after", "测复〔2026〕1号")["warnings"] == []


def test_a_remedy_is_corrected_and_concluded_by_its_number(answer, review):
    answer("remedies", "edit", "测复〔2026〕1号", "--claim", "测试请求")
    answer("remedies", "decide", review, "upheld", "--on", "2026-03-18", "--handling", "测试办理")
    (row,) = answer("remedies", "list", "--year", "2026", "--result", "upheld")
    assert (row["claim"], row["authority"], row["handling"]) == ("测试请求", "测试盟行政公署", "测试办理")
    assert answer("remedies", "list", "--pending") == []


def test_a_kind_is_corrected(answer, review):
    answer("remedies", "edit", review, "--kind", "complaint")
    assert [row["kind"] for row in answer("remedies", "list", "--kind", "complaint")] == ["complaint"]


def test_a_remedy_is_removed_and_brought_back(answer, review):
    answer("remedies", "remove", review)
    assert answer("remedies", "list") == []
    answer("undo")
    assert len(answer("remedies", "list")) == 1


def test_the_register_is_exported_and_printed(answer, review, tmp_path):
    assert answer("remedies", "export", tmp_path / "a.xlsx", "--year", "2026")["rows"] == 1
    assert answer("remedies", "print", tmp_path / "a.pdf", "--pending", "--layout", "zh_only")["pages"] == 1
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_result_without_a_day_is_refused(iltod, review):
    said = iltod("remedies", "edit", review, "--result", "upheld")
    assert (said.code, "审结日期" in said.err) == (1, True)
