"""The way of an item from draft to withdrawal, and what it needs on the way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.rules import disclosures as rules
from app.rules.disclosures import ChannelDraft, DisclosureDraft, Gate, GateAnswer, Move, Status

TODAY = date(2026, 11, 21)
WHOLE = DisclosureDraft(title="草原生态补奖资金发放结果", item_key="k", formed_on=date(2026, 11, 3))


def fields_of(draft: DisclosureDraft, warning: bool = False) -> set[str]:
    return {p.field for p in rules.problems(draft, TODAY) if p.warning == warning}


def test_a_whole_draft_has_no_problem() -> None:
    assert rules.problems(WHOLE, TODAY) == []


def test_title_and_one_date_are_needed_and_the_catalog_item_is_missed() -> None:
    empty = DisclosureDraft()
    assert fields_of(empty) == {"title", "formed_on"}
    assert fields_of(empty, warning=True) == {"item_key"}


@pytest.mark.parametrize("field", ["formed_on", "obtained_on"])
def test_a_day_in_the_future_is_refused(field: str) -> None:
    assert fields_of(replace(WHOLE, **{field: TODAY + timedelta(1)})) == {field}


def test_an_event_may_lie_in_the_future() -> None:
    assert fields_of(replace(WHOLE, event_on=TODAY + timedelta(30))) == set()


def test_obtained_before_formed_is_worth_a_look() -> None:
    assert fields_of(replace(WHOLE, obtained_on=date(2026, 11, 1)), warning=True) == {"obtained_on"}


@pytest.mark.parametrize(
    ("text", "refused"),
    [("发放给 11010519491231002X", True), ("联系 13812345678", False), ("文号 内政办发〔2026〕13号", None)],
)
def test_personal_numbers_are_refused_and_telephones_pointed_out(text: str, refused: bool | None) -> None:
    draft = replace(WHOLE, summary=text)
    assert fields_of(draft) == ({"summary"} if refused else set())
    assert fields_of(draft, warning=True) == ({"summary"} if refused is False else set())


def test_every_status_has_a_way_out() -> None:
    assert all(rules.moves(status) for status in Status)


def test_a_draft_goes_out_without_review_only_where_the_office_says_so() -> None:
    assert rules.move_problem(Status.DRAFT, Move.PUBLISH) is not None
    assert rules.move_problem(Status.DRAFT, Move.PUBLISH, review_required=False) is None
    assert rules.move_problem(Status.WITHDRAWN, Move.PUBLISH, review_required=False) is not None


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("move", list(Move))
def test_a_move_is_allowed_or_says_why_not(status: Status, move: Move) -> None:
    problem = rules.move_problem(status, move)
    assert (problem is None) == (move in rules.moves(status))
    assert problem is None or problem.text.endswith("。")


def all_gates(passed: bool = True, note: str = "") -> list[GateAnswer]:
    return [GateAnswer(gate, passed, note) for gate in Gate]


def test_all_five_gates_and_a_reviewer_are_needed() -> None:
    assert rules.review_problems(all_gates(), "演示乙") == []
    assert {p.field for p in rules.review_problems(all_gates()[:4], " ")} == {"reviewer", Gate.WORDING}


def test_a_closed_gate_needs_its_reason_and_sends_the_item_back() -> None:
    answers = [*all_gates()[:4], GateAnswer(Gate.WORDING, False)]
    assert [p.field for p in rules.review_problems(answers, "演示乙")] == [Gate.WORDING]
    answers[-1] = GateAnswer(Gate.WORDING, False, "标题有错字")
    assert rules.review_problems(answers, "演示乙") == []
    assert rules.reviewed(answers) is Status.RETURNED
    assert rules.reviewed(all_gates()) is Status.APPROVED


def test_a_channel_event_in_the_future_is_refused_and_one_before_the_item_pointed_out() -> None:
    late = rules.channel_problems(ChannelDraft("website", TODAY + timedelta(1)), None, TODAY)
    early = rules.channel_problems(ChannelDraft("website", date(2026, 11, 1)), date(2026, 11, 3), TODAY)
    assert [p.warning for p in late] == [False]
    assert [p.warning for p in early] == [True]
    assert rules.channel_problems(ChannelDraft("website", TODAY), date(2026, 11, 3), TODAY) == []
