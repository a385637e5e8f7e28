"""Which step may follow, and the sentence that refuses another: the sequences SM01-SM13 and all bad input."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.calendars import load_folder
from app.paths import RESOURCES
from app.rules.outcomes import OLD_OUTCOMES, OUTCOMES
from app.rules.request_clock import played
from app.rules.request_events import ENDED, EventKind, Flag, RequestChoices, RequestState
from app.rules.request_moves import FROM, Circumstances, move_problems, moves
from app.rules.requests import RequestChannel
from tests.request_events import CHANNELS, EXAMPLES, event

CALENDAR = load_folder(RESOURCES / "calendars")
MONDAY = date(2026, 3, 2)
K, S = EventKind, RequestState
NOW = Circumstances(date(2026, 12, 31), CALENDAR, RequestChoices())
SEQUENCES = {case["id"]: case for case in EXAMPLES["state_machine"]}
REFUSALS = {
    "CONSULT_OPEN": "意见还没有收到",
    "EXTENSION_TOO_LATE": "已过，不能再延期",
    "EXTENSION_EXCEEDS_20": "合计不得超过20个工作日",
    "CORRECTION_ONLY_ONCE": "补正只能一次性告知",
}


def plain(*events, channel=RequestChannel.IN_PERSON, arrived=MONDAY):
    return played(channel, arrived, events, CALENDAR, NOW.choices)


def said(case, step, now=NOW):
    """Everything that is said of a step, and whether it forbids it."""
    found = move_problems(case, step, now)
    return "".join(problem.text for problem in found), any(not problem.warning for problem in found)


def refused(case, step, now=NOW):
    text, grave = said(case, step, now)
    assert grave, text or "accepted"
    return text


def warned(case, step, now=NOW):
    text, grave = said(case, step, now)
    assert text
    assert not grave, text
    return text


def accepted(case, step, now=NOW):
    return said(case, step, now) == ("", False)


# --- the sequences of the rules ---------------------------------------------------------------------------------------


def step_of(text, number, case):
    """A step as the file writes it, on a day on which it may be taken if any day is right."""
    word, _colon, what = text.partition("(")[0].partition(":")
    kind = K(word.lower())
    day = case.arrived_on + timedelta(number)
    more = {}
    if kind in (K.CORRECTION_LAPSE, K.FEE_LAPSE):
        day = case.abandoned_from
    if kind is K.EXTEND:
        more = {"days": int(what or 20)}
        day = case.due + timedelta(1) if "after due" in text else day
    if kind is K.CORRECTION_NOTICE and "after" in text:
        day = case.notice_due + timedelta(1)
    if kind is K.REPLY:
        more = {"outcome": what, "reason": "演示理由。"}
    if kind is K.CONSULT_OUT:
        more = {"uuid": what, "party": f"演示第三方{what}"}
    if kind is K.CONSULT_IN:
        more = {"answers": what}
    return event(kind, day, **more)


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_every_sequence_of_the_rules_goes_through_its_states(sequence):
    example = SEQUENCES[sequence]
    submitted, *texts = example["events"]
    channel = CHANNELS[submitted.partition(":")[2]]
    case, states = plain(channel=channel), []
    states.append(str(case.state))
    for number, text in enumerate(texts, 1):
        if text == "YEAR_END":  # no step: the year simply ends, and the case is counted in both
            states.append(str(case.state))
            continue
        step = step_of(text, number, case)
        found = [problem.text for problem in move_problems(case, step, NOW) if not problem.warning]
        if found:
            states.append("ERROR")
            assert REFUSALS[example["error"]] in "".join(found)
            break
        case = plain(*case.events, step, channel=channel)
        states.append(str(case.state))
    assert states == example["states"]
    assert case.outcome == example.get("outcome", case.outcome)
    if "flag" in example:
        assert Flag(example["flag"].lower()) in case.flags


def test_the_days_of_two_letters_that_overlap_are_taken_off_once():
    texts = SEQUENCES["SM12"]["events"][1:-1]
    case = plain()
    for number, text in enumerate(texts, 1):
        case = plain(*case.events, step_of(text, number, case))
    assert case.due == date(2026, 4, 2)  # (3, 5] and (4, 6] March together are three working days


# --- bad input --------------------------------------------------------------------------------------------------------


def test_steps_out_of_order_are_refused():
    case = plain(event(K.CORRECTION_NOTICE, date(2026, 3, 6)))
    text = refused(case, event(K.CORRECTED, date(2026, 3, 5)))
    assert text == "日期 2026-03-05 早于上一步的日期 2026-03-06。请按先后次序登记，或者先撤回后面的步骤。"


def test_a_step_before_receipt_or_in_the_future_is_refused():
    assert refused(plain(), event(K.REPLY, date(2026, 3, 1), reason="理由")).startswith(
        "日期 2026-03-01 早于收到申请的日期 2026-03-02，请核对。"
    )
    tomorrow = Circumstances(date(2026, 3, 3), CALENDAR, RequestChoices())
    assert refused(plain(), event(K.REPLY, date(2026, 3, 4)), tomorrow) == "日期 2026-03-04 晚于今天，请核对。"


def test_a_reply_on_a_holiday_is_taken_with_a_warning():
    assert warned(plain(), event(K.REPLY, date(2026, 3, 8))) == "2026-03-08 不上班，请核对日期。"
    assert accepted(plain(), event(K.REPLY, date(2026, 3, 9)))
    assert accepted(plain(arrived=date(2026, 9, 18)), event(K.REPLY, date(2026, 9, 20)))  # a Sunday that works


def test_an_extension_after_the_due_day_is_refused_unless_the_office_chose_to_be_warned():
    late = event(K.EXTEND, date(2026, 3, 31), days=5)
    assert refused(plain(), late) == "答复期限 2026-03-30 已过，不能再延期；延期应在期限届满前同意并告知申请人。"
    lenient = Circumstances(NOW.today, CALENDAR, RequestChoices(extension_before_due=False))
    assert "2026-03-30 已过" in warned(plain(), late, lenient)
    assert accepted(plain(), event(K.EXTEND, date(2026, 3, 30), days=20))


def test_a_second_extension_may_be_made_until_the_extended_day():
    case = plain(event(K.EXTEND, date(2026, 3, 30), days=5))
    assert accepted(case, event(K.EXTEND, date(2026, 4, 7), days=15))
    assert "还可以延长 15 个工作日" in refused(case, event(K.EXTEND, date(2026, 4, 7), days=16))
    assert "已过" in refused(case, event(K.EXTEND, date(2026, 4, 8), days=1))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"days": None}, "请填写延长几个工作日。"),
        ({"days": 0}, "请填写延长几个工作日。"),
        ({"days": 21}, "延期合计不得超过20个工作日（第三十三条），还可以延长 20 个工作日。"),
        ({"person": " "}, "请写明同意延期的政府信息公开工作机构负责人（第三十三条）。"),
    ],
)
def test_an_extension_needs_its_days_and_who_agreed(values, sentence):
    assert refused(plain(), event(K.EXTEND, date(2026, 3, 5), **values)) == sentence


def test_two_replies_are_refused():
    once = plain(event(K.REPLY, date(2026, 3, 5)))
    again = refused(once, event(K.REPLY, date(2026, 3, 6)))
    assert again == "这件申请已经答复或者办结，不能再答复。答复有误的，请先撤回上一步。"
    assert moves(once) == (K.ARCHIVE,)


@pytest.mark.parametrize(
    ("year", "outcome", "sentence"),
    [
        (2018, "3.1", "2018年的年报格式里没有这种答复类型，请改选。"),
        (2026, "3.3.4.o2", "2026年的年报格式里没有这种答复类型，请改选。"),
        (2026, "9.9", "2026年的年报格式里没有这种答复类型，请改选。"),
        (2026, "", "请选择一种答复类型。"),
        (2026, "6.1", "逾期未补正、逾期未缴费不是答复，请用“逾期未补正”或者“逾期未缴费”登记。"),
        (2026, "6.2", "逾期未补正、逾期未缴费不是答复，请用“逾期未补正”或者“逾期未缴费”登记。"),
    ],
)
def test_a_reply_takes_exactly_one_code_that_the_form_of_its_year_has(year, outcome, sentence):
    arrived = date(year, 3, 5)
    step = event(K.REPLY, date(year, 3, 12), outcome=outcome, reason="演示理由。")
    assert refused(plain(arrived=arrived), step) == sentence


def test_a_case_of_another_year_ends_by_the_codes_of_the_year_in_which_it_ends():
    case = plain(arrived=date(2018, 12, 20))
    assert accepted(case, event(K.REPLY, date(2019, 1, 8), outcome="1"))
    assert "2019年" in refused(case, event(K.REPLY, date(2019, 1, 8), outcome="3.3.2"))
    assert accepted(case, event(K.REPLY, date(2018, 12, 28), outcome="3.3.2"))


def test_a_reply_waits_for_the_opinion_or_for_its_lapse():
    case = plain(event(K.CONSULT_OUT, date(2026, 3, 4), party="演示第三方"))
    text = refused(case, event(K.REPLY, date(2026, 3, 25)))
    assert text == "“演示第三方”的意见还没有收到，期限 2026-03-25 也没有满，不能答复。"
    assert accepted(case, event(K.REPLY, date(2026, 3, 26)))


@pytest.mark.parametrize("state", [K.CORRECTION_NOTICE, K.FEE_NOTICE])
def test_a_reply_waits_for_the_applicant(state):
    case = plain(event(state, date(2026, 3, 4)))
    assert refused(case, event(K.REPLY, date(2026, 3, 9))) == "这件申请现在不能答复：还在等确认、补正或者缴费。"


def test_a_late_reply_a_wrong_article_and_missing_reasons_are_warnings():
    assert "将记为逾期答复" in warned(plain(), event(K.REPLY, date(2026, 3, 31)))
    refusal = event(K.REPLY, date(2026, 3, 9), outcome="3.4", basis="14", reason="演示理由。")
    assert warned(plain(), refusal) == "依据的条款与答复类型不符，请核对。"
    assert accepted(plain(), event(K.REPLY, date(2026, 3, 9), outcome="3.4", basis="32", reason="演示理由。"))
    assert "请写明理由" in warned(plain(), event(K.REPLY, date(2026, 3, 9), outcome="3.1"))
    unclear = event(K.REPLY, date(2026, 3, 9), outcome="4.3", reason="演示理由。")
    assert "还没有告知过补正" in warned(plain(), unclear)


def test_a_correction_is_told_once_with_what_to_correct_and_a_period():
    assert "请写明需要补正的内容" in refused(plain(), event(K.CORRECTION_NOTICE, date(2026, 3, 5), reason=" "))
    assert "1 至 60" in refused(plain(), event(K.CORRECTION_NOTICE, date(2026, 3, 5), days=0))
    assert "1 至 60" in refused(plain(), event(K.CORRECTION_NOTICE, date(2026, 3, 5), days=61))
    late = warned(plain(), event(K.CORRECTION_NOTICE, date(2026, 3, 12)))
    assert late == "补正应在收到申请之日起7个工作日内告知，已过 2026-03-11。"
    corrected = plain(event(K.CORRECTION_NOTICE, date(2026, 3, 5)), event(K.CORRECTED, date(2026, 3, 9)))
    assert "只能一次性告知" in refused(corrected, event(K.CORRECTION_NOTICE, date(2026, 3, 10)))
    assert K.CORRECTION_NOTICE not in moves(corrected)


def test_a_late_correction_may_be_taken_with_a_reason():
    case = plain(event(K.CORRECTION_NOTICE, date(2026, 3, 5), days=3))
    assert "补正期限 2026-03-10 已过" in warned(case, event(K.CORRECTED, date(2026, 3, 11)))
    assert accepted(case, event(K.CORRECTED, date(2026, 3, 10)))


@pytest.mark.parametrize(
    ("opening", "lapse", "first"),
    [(K.CORRECTION_NOTICE, K.CORRECTION_LAPSE, date(2026, 3, 27)), (K.FEE_NOTICE, K.FEE_LAPSE, date(2026, 4, 3))],
)
def test_silence_ends_a_case_only_when_the_period_is_over(opening, lapse, first):
    case = plain(event(opening, date(2026, 3, 5)))
    assert f"从 {first} 起" in refused(case, event(lapse, first - timedelta(1)))
    assert accepted(case, event(lapse, first))


def test_a_consultation_names_whom_and_an_opinion_names_its_letter():
    assert "请选择向谁征求意见" in refused(plain(), event(K.CONSULT_OUT, date(2026, 3, 5), party_kind="else"))
    assert refused(plain(), event(K.CONSULT_OUT, date(2026, 3, 5), party="")) == "请写明向谁征求意见。"
    both = plain(event(K.CONSULT_OUT, date(2026, 3, 5), uuid="a"), event(K.CONSULT_OUT, date(2026, 3, 6), uuid="b"))
    assert "请选择这是哪一份的" in refused(both, event(K.CONSULT_IN, date(2026, 3, 9)))
    assert "已经有了结果" in refused(both, event(K.CONSULT_IN, date(2026, 3, 9), answers="c"))
    assert accepted(both, event(K.CONSULT_IN, date(2026, 3, 9), answers="b"))


def test_an_opinion_comes_after_its_letter_and_lapses_after_its_period():
    case = plain(event(K.CONSULT_OUT, date(2026, 3, 4)))
    assert "意见不会早于征求意见的日期 2026-03-04" in refused(case, event(K.CONSULT_IN, date(2026, 3, 3)))
    assert "期限到 2026-03-25 才满" in refused(case, event(K.CONSULT_LAPSE, date(2026, 3, 25)))
    assert accepted(case, event(K.CONSULT_LAPSE, date(2026, 3, 26)))
    assert "之后才到" in warned(case, event(K.CONSULT_IN, date(2026, 3, 26)))


def test_a_letter_does_not_reach_anybody_before_it_is_sent():
    step = event(K.CONSULT_OUT, date(2026, 3, 5), reached_on=date(2026, 3, 4))
    assert refused(plain(), step) == "送达日期早于发出日期，请核对。"


def test_a_fee_notice_needs_a_way_and_an_amount_within_the_handling_period():
    assert "请选择按件还是按量计收" in refused(plain(), event(K.FEE_NOTICE, date(2026, 3, 5), method="both"))
    for nothing in (0, None, -1):
        text = refused(plain(), event(K.FEE_NOTICE, date(2026, 3, 5), amount_fen=nothing))
        assert text == "不需要缴费的，不用发出收费通知。"
    assert "2026-03-30 之前发出" in warned(plain(), event(K.FEE_NOTICE, date(2026, 3, 31)))
    assert accepted(plain(), event(K.FEE_NOTICE, date(2026, 3, 30)))


CASES = {
    S.AWAITING_CONFIRMATION: plain(channel=RequestChannel.INTERNET),
    S.RUNNING: plain(),
    S.AWAITING_CORRECTION: plain(event(K.CORRECTION_NOTICE, date(2026, 3, 5))),
    S.CONSULTING: plain(event(K.CONSULT_OUT, date(2026, 3, 5))),
    S.AWAITING_REASON: plain(event(K.REASON_REQUEST, date(2026, 3, 5))),
    S.AWAITING_PAYMENT: plain(event(K.FEE_NOTICE, date(2026, 3, 5))),
    S.REPLIED: plain(event(K.REPLY, date(2026, 3, 5))),
    S.CLOSED: plain(event(K.WITHDRAW, date(2026, 3, 5))),
    S.ARCHIVED: plain(event(K.WITHDRAW, date(2026, 3, 5)), event(K.ARCHIVE, date(2026, 3, 6))),
}


@pytest.mark.parametrize("state", S)
def test_what_a_state_does_not_know_is_refused_in_a_sentence(state):
    case = CASES[state]
    assert case.state is state
    for kind in K:
        text, grave = said(case, event(kind, date(2026, 6, 30), answers=""))
        if state not in FROM[kind]:
            assert grave, kind
            assert text.endswith("。")
            assert kind not in moves(case)
        else:
            assert kind in moves(case)


# --- any sequence that is accepted ------------------------------------------------------------------------------------

CODES = st.sampled_from([*OUTCOMES, *OLD_OUTCOMES, ""])
STEPS = st.tuples(st.sampled_from(K), st.integers(0, 30), st.integers(0, 25), st.integers(0, 3), CODES)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(RequestChannel), st.lists(STEPS, max_size=14))
def test_whatever_is_accepted_can_be_played_and_never_ends_in_two_replies(channel, tries):
    case, day = plain(channel=channel), MONDAY
    for number, (kind, wait, days, place, outcome) in enumerate(tries):
        letters = [each.event.uuid for each in case.consultations]
        answers = letters[place] if place < len(letters) else ""
        step = event(kind, day + timedelta(wait), uuid=str(number), days=days, answers=answers, outcome=outcome)
        if any(not problem.warning for problem in move_problems(case, step, NOW)):
            continue
        assert kind in moves(case)
        case, day = plain(*case.events, step, channel=channel), step.on
    kinds = [each.kind for each in case.events]
    assert kinds.count(K.REPLY) + sum(kinds.count(kind) for kind in (K.WITHDRAW, K.CORRECTION_LAPSE, K.FEE_LAPSE)) <= 1
    assert kinds.count(K.CORRECTION_NOTICE) <= 1
    assert case.extended_days <= 20
    assert case.ended == bool(case.closed_on) == bool(case.outcome) == (case.state in ENDED)
    assert (case.due is None) or case.due > case.arrived_on
    assert [each.on for each in case.events] == sorted(each.on for each in case.events)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount_fen": 10**11}, "超过一亿元"),
        ({"amount_fen": 100, "quantity": 0}, "页数或者件次应为"),
        ({"amount_fen": 100, "quantity": 10**9}, "页数或者件次应为"),
    ],
)
def test_a_fee_nobody_can_mean_is_refused(values, sentence):
    step = event(K.FEE_NOTICE, date(2026, 3, 5), method="page", **values)
    assert sentence in refused(plain(), step)
