"""The clock of a request: every worked example, and an independent count over random cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.calendars import load_folder
from app.paths import RESOURCES
from app.rules.request_clock import DayPart, played
from app.rules.request_events import EventKind, Flag, NextStep, RequestChoices, RequestState
from app.rules.requests import RequestChannel
from tests.request_events import CHANNELS, EXAMPLES, event, on

CALENDAR = load_folder(RESOURCES / "calendars")
USUAL = RequestChoices()
K = EventKind
DEADLINES = {case["id"]: case for case in EXAMPLES["deadlines"]}
REQUESTS = [*(f"DL{n:02}" for n in range(1, 15)), "DL26"]


def case_of(example, choices=USUAL):
    """The case that the facts of a worked example make."""
    given = DEADLINES[example]["inputs"]
    arrived = on(given.get("submitted") or given.get("signed") or given["arrived"])
    steps = (
        (K.CONFIRM, "confirmed", {}),
        (K.CORRECTION_NOTICE, "correction_notice_sent", {"days": given.get("correction_period_workdays")}),
        (K.CORRECTED, "corrected_received", {}),
        (K.EXTEND, "extension_approved_and_notified", {"days": given.get("extension_workdays")}),
        (K.CONSULT_OUT, "consult_letter_sent", {"reached_on": reached(given)}),
        (K.CONSULT_IN, "opinion_received", {}),
        (K.FEE_NOTICE, "fee_notice_issued" if "fee_notice_issued" in given else "fee_notice_received", fee(given)),
        (K.PAID, "paid", {}),
    )
    events = [event(kind, on(given[key]), **more) for kind, key, more in steps if given.get(key)]
    return played(CHANNELS[given["channel"]], arrived, events, CALENDAR, choices)


def reached(given):
    day = given.get("letter_received_by_third_party") or given.get("letter_received_by_agency")
    return on(day) if day else None


def fee(given):
    return {"reached_on": on(given["fee_notice_received"])} if "fee_notice_received" in given else {}


TOLD = {
    "received": lambda case: case.received_on,
    "correction_notice_due": lambda case: case.notice_due,
    "reply_due": lambda case: case.due,
    "base_reply_due": lambda case: case.base_due,
    "extension_notice_latest": lambda case: case.base_due,
    "original_reply_due": lambda case: played(
        case.channel, case.arrived_on, [], CALENDAR, USUAL
    ).due,
    "fee_notice_latest": lambda case: played(case.channel, case.arrived_on, [], CALENDAR, USUAL).due,
    "applicant_correction_due": lambda case: case.correction_due,
    "third_party_opinion_due": lambda case: case.consultations[0].due,
    "co_agency_opinion_due": lambda case: case.consultations[0].due,
    "payment_due": lambda case: case.payment_due,
    "abandoned_from": lambda case: case.abandoned_from,
    "first_counted_day": lambda case: next(day.on for day in case.days if day.counted),
}  # fmt: skip


@pytest.mark.parametrize("example", REQUESTS)
def test_every_worked_deadline_comes_out(example):
    case, expected = case_of(example), DEADLINES[example]["expected"]
    for name, told in TOLD.items():
        if name in expected:
            assert told(case) == on(expected[name]), name
    if counted := DEADLINES[example].get("counted_days"):
        assert [day.on for day in case.days if day.counted] == [on(day) for day in counted]
        assert [day.counted for day in case.days if day.counted] == list(range(1, 21))


def test_flags_of_the_worked_examples():
    assert case_of("DL05").flags == {Flag.CONFIRMATION_LATE}
    assert [example for example in REQUESTS if case_of(example).flags and example != "DL05"] == ["DL09"]
    assert case_of("DL09").flags == {Flag.EXTENDED}


@pytest.mark.parametrize(
    ("example", "kind", "outcome"), [("DL08", K.CORRECTION_LAPSE, "6.1"), ("DL14", K.FEE_LAPSE, "6.2")]
)
def test_silence_of_the_applicant_ends_a_case_by_its_own_code(example, kind, outcome):
    case = case_of(example)
    assert DEADLINES[example]["expected"]["outcome_code"] == outcome
    ended = played(case.channel, case.arrived_on, [*case.events, event(kind, case.abandoned_from)], CALENDAR, USUAL)
    assert (ended.state, ended.outcome, ended.closed_on) == (RequestState.CLOSED, outcome, case.abandoned_from)


def test_a_year_without_calendar_gives_a_provisional_day_and_names_the_year():
    case = case_of("DL26")
    assert DEADLINES["DL26"]["expected"]["missing_year"] == 2027
    assert (case.provisional, case.missing_years) == (True, (2027,))
    assert case.due == date(2027, 1, 18)  # Monday to Friday


def test_a_case_that_ended_before_the_unknown_year_is_not_provisional():
    case = played(RequestChannel.IN_PERSON, date(2026, 12, 1), [], CALENDAR, USUAL)
    assert (case.due, case.provisional) == (date(2026, 12, 29), False)


def test_the_days_of_a_consultation_are_told_one_by_one():
    parts = {day.on: day.part for day in case_of("DL10").days}
    first, last = map(on, DEADLINES["DL10"]["expected"]["excluded_interval"])
    stopped = {day for day, part in parts.items() if part is DayPart.CONSULTING}
    assert stopped == {day for day in parts if first < day <= last}
    counted = [day.on for day in case_of("DL10").days if day.counted and day.on <= first]
    assert len(counted) == DEADLINES["DL10"]["expected"]["counted_before_pause"]


# --- choices ----------------------------------------------------------------------------------------------------------

MONDAY = date(2026, 3, 2)


def plain(*events, choices=USUAL, channel=RequestChannel.IN_PERSON, arrived=MONDAY):
    return played(channel, arrived, events, CALENDAR, choices)


def test_sending_day_and_opinion_day_are_counted_as_the_office_chose():
    asked = (event(K.CONSULT_OUT, date(2026, 3, 5)), event(K.CONSULT_IN, date(2026, 3, 10)))
    days = {
        (sending, opinion): plain(
            *asked, choices=RequestChoices(sending_day_counts=sending, opinion_day_counts=opinion)
        ).due
        for sending in (True, False)
        for opinion in (True, False)
    }  # fmt: skip
    assert days == {
        (True, True): date(2026, 4, 1),
        (True, False): date(2026, 4, 2),
        (False, True): date(2026, 4, 2),
        (False, False): date(2026, 4, 3),
    }


def test_other_agencies_answer_in_the_time_the_office_gives_them():
    def due(kind, days):
        asked = event(K.CONSULT_OUT, MONDAY, party_kind=kind)
        return plain(asked, choices=RequestChoices(agency_days=days)).consultations[0].due

    assert due("agency", 5) == date(2026, 3, 9)
    assert due("third_party", 5) == due("co_author", 5) == date(2026, 3, 23)


def test_waiting_for_reasons_stops_the_clock_only_where_the_office_chose_so():
    asked = event(K.REASON_REQUEST, date(2026, 3, 5))
    told = event(K.REASON_IN, date(2026, 3, 10))
    running = plain(asked)
    assert (running.state, running.due) == (RequestState.AWAITING_REASON, date(2026, 3, 30))
    assert running.days[-1].on == running.due
    stands = RequestChoices(reason_suspends=True)
    assert plain(asked, choices=stands).due is None
    assert plain(asked, choices=stands).next_step == (NextStep.REPLY, None)
    case = plain(asked, told, choices=stands)
    assert (case.state, case.due) == (RequestState.RUNNING, date(2026, 4, 2))
    assert {day.on.day for day in case.days if day.part is DayPart.REASONING} == {6, 7, 8, 9, 10}


def test_payment_starts_the_clock_anew_or_goes_on_as_the_office_chose():
    paid = (event(K.FEE_NOTICE, date(2026, 3, 5)), event(K.PAID, date(2026, 3, 10)))
    assert plain(*paid).due == date(2026, 4, 8)
    resumed = plain(*paid, choices=RequestChoices(payment_restarts=False))
    assert (resumed.due, resumed.started_on) == (date(2026, 4, 2), MONDAY)


def test_the_applicants_period_is_the_offices_unless_the_notice_says_another():
    notice = event(K.CORRECTION_NOTICE, date(2026, 3, 5))
    assert plain(notice, choices=RequestChoices(correction_days=5)).correction_due == date(2026, 3, 12)
    assert plain(event(K.CORRECTION_NOTICE, date(2026, 3, 5), days=3)).correction_due == date(2026, 3, 10)


# --- consultations ----------------------------------------------------------------------------------------------------


def test_consultations_that_overlap_are_taken_off_once():
    asked = (
        event(K.CONSULT_OUT, date(2026, 3, 4), uuid="a"),
        event(K.CONSULT_OUT, date(2026, 3, 6), uuid="b"),
        event(K.CONSULT_IN, date(2026, 3, 10), answers="a"),
        event(K.CONSULT_IN, date(2026, 3, 12), answers="b"),
    )
    case = plain(*asked)
    assert {day.on.day for day in case.days if day.part is DayPart.CONSULTING} == set(range(5, 13))
    assert case.due == date(2026, 4, 8)  # six working days later than 30 March, Qingming between


def test_an_opinion_that_never_came_stops_the_clock_no_longer_than_its_period():
    asked = event(K.CONSULT_OUT, date(2026, 3, 4))
    silent = plain(asked)
    assert (silent.state, silent.consultations[0].open) == (RequestState.CONSULTING, True)
    assert silent.next_step == (NextStep.OPINION, date(2026, 3, 25))
    assert silent.days[-1].on == silent.due
    lapsed = plain(asked, event(K.CONSULT_LAPSE, date(2026, 3, 30)))
    late = plain(asked, event(K.CONSULT_IN, date(2026, 4, 1)))
    assert lapsed.due == late.due == silent.due == date(2026, 4, 21)
    assert lapsed.consultations[0].lapsed_on == date(2026, 3, 30)


def test_an_answer_without_a_letter_changes_nothing():
    assert plain(event(K.CONSULT_IN, date(2026, 3, 5), answers="nobody")).due == date(2026, 3, 30)


# --- the way of a case ------------------------------------------------------------------------------------------------


def test_an_extension_counts_from_the_stretch_that_runs_and_not_after_a_new_start():
    extended = plain(event(K.EXTEND, date(2026, 3, 5), days=5))
    assert (extended.base_due, extended.due, extended.extended_days) == (date(2026, 3, 30), date(2026, 4, 7), 5)
    notice, corrected = event(K.CORRECTION_NOTICE, date(2026, 3, 6)), event(K.CORRECTED, date(2026, 3, 9))
    again = plain(*extended.events, notice, corrected)
    assert (again.due, again.started_on, again.received_on) == (date(2026, 4, 7), date(2026, 3, 9), MONDAY)
    assert again.extended_days == 5


def test_what_must_happen_next_is_told_in_every_state():
    reply = event(K.REPLY, date(2026, 3, 9), outcome="1")
    net = RequestChannel.INTERNET
    expected = {
        (): (NextStep.REPLY, date(2026, 3, 30)),
        (event(K.CORRECTION_NOTICE, date(2026, 3, 5)),): (NextStep.CORRECTION, date(2026, 3, 26)),
        (event(K.FEE_NOTICE, date(2026, 3, 5)),): (NextStep.PAYMENT, date(2026, 4, 2)),
        (reply,): (NextStep.ARCHIVE, None),
        (event(K.WITHDRAW, date(2026, 3, 5)),): (NextStep.ARCHIVE, None),
        (reply, event(K.ARCHIVE, date(2026, 3, 20))): (NextStep.NOTHING, None),
    }
    assert {events: plain(*events).next_step for events in expected} == expected
    waiting = plain(channel=net)
    assert (waiting.next_step, waiting.due, waiting.used_by(MONDAY)) == ((NextStep.CONFIRM, None), None, 0)
    assert plain(channel=RequestChannel.ORDINARY_MAIL).next_step == (NextStep.CONFIRM, MONDAY)


def test_days_before_confirmation_wait_and_a_case_shows_its_last_working_days():
    case = plain(event(K.CONFIRM, date(2026, 3, 4)), channel=RequestChannel.INTERNET)
    assert [day.part for day in case.days[:4]] == [DayPart.WAITING, DayPart.WAITING, DayPart.START, DayPart.COUNTED]
    assert (case.used_by(case.due), case.days[-1].on) == (20, case.due)
    replied = plain(event(K.REPLY, date(2026, 3, 9), outcome="1"), event(K.ARCHIVE, date(2026, 5, 20)))
    assert (replied.used_by(date(2026, 5, 20)), replied.days[-1].on, replied.archived_on) == (
        5,
        date(2026, 3, 9),
        date(2026, 5, 20),
    )
    assert (replied.ended, replied.provisional) == (True, False)


def test_what_was_used_is_told_for_any_day():
    case = plain(event(K.CORRECTION_NOTICE, date(2026, 3, 4)), event(K.CORRECTED, date(2026, 3, 9)))
    days = [date(2026, 3, day) for day in (2, 9, 10, 13, 16)]
    assert [case.used_by(day) for day in days] == [0, 0, 1, 4, 5]
    assert plain(channel=RequestChannel.FAX).used_by(date(2026, 3, 9)) == 0
    assert plain(event(K.REPLY, date(2026, 3, 9), outcome="1")).used_by(date(2026, 4, 9)) == 5


def test_late_steps_are_flagged():
    assert Flag.CORRECTION_NOTICE_LATE in plain(event(K.CORRECTION_NOTICE, date(2026, 3, 12))).flags
    assert Flag.CORRECTION_NOTICE_LATE not in plain(event(K.CORRECTION_NOTICE, date(2026, 3, 11))).flags
    assert Flag.OVERDUE in plain(event(K.REPLY, date(2026, 3, 31), outcome="1")).flags
    assert Flag.OVERDUE not in plain(event(K.REPLY, date(2026, 3, 30), outcome="1")).flags
    assert plain(event(K.TRANSFER, date(2026, 3, 3), party="演示科室")).state is RequestState.RUNNING


def test_a_reply_on_a_holiday_keeps_its_day():
    case = plain(event(K.REPLY, date(2026, 3, 8), outcome="1"))
    assert (case.closed_on, case.days[-1].part) == (date(2026, 3, 8), DayPart.OFF)


# --- an independent count ---------------------------------------------------------------------------------------------

DAY = timedelta(1)


@st.composite
def lives(draw):
    """The life of a case: corrections, several consultations at once, an extension, a fee, in this order or none."""
    arrived = date(2024, 1, 1) + timedelta(draw(st.integers(0, 730)))
    channel = draw(st.sampled_from(list(RequestChannel)))
    gap = st.integers(0, 25)
    day, events = arrived, []
    if channel in (RequestChannel.ORDINARY_MAIL, RequestChannel.INTERNET, RequestChannel.FAX):
        day += timedelta(draw(gap))
        events.append(event(K.CONFIRM, day))
    if draw(st.booleans()):
        day += timedelta(draw(gap))
        events.append(event(K.CORRECTION_NOTICE, day))
        day += timedelta(draw(gap))
        events.append(event(K.CORRECTED, day))
    asked = []
    for number in range(draw(st.integers(0, 3))):
        sent = day + timedelta(draw(gap))
        asked.append((sent, sent + timedelta(draw(gap)), draw(st.booleans()), str(number)))
    letters = [event(K.CONSULT_OUT, sent, uuid=uuid) for sent, _answered, _answers, uuid in asked]
    letters += [event(K.CONSULT_IN, back, answers=uuid) for _sent, back, answers, uuid in asked if answers]
    if draw(st.booleans()):
        letters.append(event(K.EXTEND, day + timedelta(draw(gap)), days=draw(st.integers(1, 20))))
    events += sorted(letters, key=lambda each: (each.on, each.kind is not K.CONSULT_OUT))
    day = max((each.on for each in events), default=day)
    if draw(st.booleans()) and all(answers for *_rest, answers, _uuid in asked):
        day += timedelta(draw(gap))
        events.append(event(K.FEE_NOTICE, day))
        day += timedelta(draw(gap))
        events.append(event(K.PAID, day))
    return channel, arrived, events


def counted_apart(channel, arrived, events, choices):
    """The due day by sets of days: all working days after the start, without every set that does not count.

    Written without the clock: it never walks, it only makes sets and takes the nth of a sorted list.
    """
    off = {day for year in CALENDAR.years.values() for day in year.off}
    make_up = {day for year in CALENDAR.years.values() for day in year.work}
    span = [arrived + timedelta(n) for n in range(700)]
    working = [day for day in span if day in make_up or (day.weekday() < 5 and day not in off)]
    restarts = (K.CONFIRM, K.CORRECTED, *([K.PAID] if choices.payment_restarts else []))
    starts = [each.on for each in events if each.kind in restarts]
    start = max([*starts, *([] if channel in WAITING else [arrived])])
    out = set()
    for each in events:
        if each.kind is K.CONSULT_OUT:
            lapse = [day for day in working if day > each.on][14]
            back = [other.on for other in events if other.kind is K.CONSULT_IN and other.answers == each.uuid]
            last = min([lapse, *back]) - (DAY if choices.opinion_day_counts else 0 * DAY)
            first = each.on + (DAY if choices.sending_day_counts else 0 * DAY)
            out |= {day for day in span if first <= day <= last}
    for opened, closed in ((K.CORRECTION_NOTICE, K.CORRECTED), (K.FEE_NOTICE, K.PAID)):
        pairs = zip(of(events, opened), of(events, closed), strict=True)
        out |= {day for sent, back in pairs for day in span if sent.on < day <= back.on}
    place = max((n for n, each in enumerate(events) if each.on == start and each.kind in restarts), default=-1)
    extra = sum(each.days for n, each in enumerate(events) if each.kind is K.EXTEND and n > place)
    return [day for day in working if day > start and day not in out][19 + extra]


WAITING = (RequestChannel.ORDINARY_MAIL, RequestChannel.INTERNET, RequestChannel.FAX)


def of(events, kind):
    return [each for each in events if each.kind is kind]


@settings(max_examples=300, deadline=None)
@given(
    lives(), st.builds(RequestChoices, sending_day_counts=st.booleans(), opinion_day_counts=st.booleans(),
                       payment_restarts=st.booleans()),
)  # fmt: skip
def test_the_clock_agrees_with_a_count_that_was_written_otherwise(life, choices):
    channel, arrived, events = life
    case = played(channel, arrived, events, CALENDAR, choices)
    assert case.due == counted_apart(channel, arrived, events, choices)
    stretch = [day.counted for day in case.days if day.on > case.started_on and day.counted]
    assert stretch == list(range(1, len(stretch) + 1))
    assert len({day.on for day in case.days}) == len(case.days)
