"""What a hurried clerk mistypes about requests and reports is refused or told of, never kept in silence."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.errors import UserError
from app.operations import annual_reports, request_lists, requests
from app.operations.request_lists import RequestFilter
from app.rules.privacy import check_digit
from app.rules.request_events import EventKind
from app.rules.requests import request_problems
from tests.factory import OFFICE, TODAY, ask, do
from tests.request_desk import APPLICANT, registered, request_draft, stepped

OVER = date(2027, 1, 20)
YEAR, OWN = 2025, "own"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount_fen": 10**24}, "超过一亿元"),
        ({"quantity": 10**24}, "页数或者件次应为"),
        ({"quantity": 0}, "页数或者件次应为"),
    ],
)
def test_a_fee_nobody_can_mean_is_refused(store, values, sentence):
    with pytest.raises(UserError, match=sentence):
        stepped(store, registered(store), EventKind.FEE_NOTICE, date(2026, 3, 5), **values)


def test_an_identity_number_in_a_name_or_a_title_is_told():
    first = "15222119900101001"
    number = first + check_digit(first)
    draft = request_draft(f"{number}的档案", applicant=replace(APPLICANT, name=f"演示甲{number}"))
    told = [problem for problem in request_problems(draft, TODAY) if "证件号或者银行卡号" in problem.text]
    assert [(problem.field, problem.warning) for problem in told] == [("applicant", True), ("title", True)]
    assert not any(number in problem.text for problem in told)


def test_a_figure_nobody_can_mean_is_refused(store):
    with pytest.raises(UserError, match="太大"):
        do(store, annual_reports.set_figures, OFFICE.code, YEAR, OWN, {"3.new.person": Decimal("1e30")})


def test_no_reason_lets_a_name_without_a_figure_into_a_final_report(store):
    do(store, annual_reports.write_section, OFFICE.code, YEAR, OWN, "1", "共收到{新收申请数}件。")
    do(store, annual_reports.give_reason, OFFICE.code, YEAR, OWN, "AR-NAME:1:新收申请数", "演示理由")
    with pytest.raises(UserError, match="新收申请总数"):
        do(store, annual_reports.make_final, OFFICE.code, YEAR, OWN, OVER)


def test_a_report_is_not_published_on_a_day_to_come(store):
    do(store, annual_reports.make_final, OFFICE.code, YEAR, OWN, OVER)
    for note in (annual_reports.submitted, annual_reports.published):
        with pytest.raises(UserError, match="晚于今天"):
            do(store, note, OFFICE.code, YEAR, OWN, date(2099, 1, 1), OVER)


def test_a_request_that_was_billed_is_not_split_since_each_part_would_be_billed_again(store):
    uuid = registered(store)
    stepped(store, uuid, EventKind.FEE_NOTICE, date(2026, 3, 5))
    with pytest.raises(UserError, match="不能再拆分"):
        do(store, requests.split, uuid, ["甲", "乙"], TODAY)
    assert len(ask(store, request_lists.listed, RequestFilter(), TODAY)) == 1
