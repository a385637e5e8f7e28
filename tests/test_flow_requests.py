"""The whole way of requests: an old ledger comes in, a new letter is led to its end, both are counted and told."""

from datetime import date, datetime

import pypdfium2
import pytest

from app.errors import UserError
from app.operations import calendars, history, papers, request_lists, request_sheets, requests
from app.operations.papers import PrintOptions
from app.operations.plans import counted as fates
from app.operations.request_lists import RequestFilter
from app.rules.privacy import find
from app.rules.request_events import Event, EventKind, RequestState
from tests.factory import ask, do, records, store, template
from tests.factory import path as path
from tests.request_desk import APPLICANT, COMPANY, opened, request_draft, stepped

__all__ = ["path", "store", "template"]

K = EventKind
TODAY = date(2026, 4, 20)
LEDGER = """\
申请人\t申请人类型\t收到日期\t申请方式\t申请内容\t征求意见日期\t收到意见日期\t延期日期\t延期天数\t答复日期\t答复类型
演示甲\t公民\t2018-11-05\t当面\t演示低保名单\t\t\t\t\t2018-11-20\t不同意公开：涉及个人隐私
演示乙\t公民\t2025-12-22\t信函\t演示补贴依据\t\t\t\t\t2026-01-09\t（一）予以公开
演示公司\t企业\t2025-11-03\t网络\t演示征地批文\t2025-11-05\t2025-11-12\t2025-11-25\t5\t2025-12-05\t4.保护第三方合法权益
演示丙\t公民\t2025-03-05\t当面\t演示错行\t\t\t\t\t2025-03-01\t1
"""


def cell(store, key, year):
    """The matters behind a figure of the annual report."""
    wanted = RequestFilter(cell=key, year=year)
    return {row.title for row in ask(store, request_lists.listed, wanted, TODAY)}


def brought_in(store):
    """The office brings its past years; what does not fit is told, the rest is there with its days."""
    plan = ask(store, request_sheets.plan_pasted, LEDGER, TODAY)
    assert fates(plan.lines) == {"taken": 3, "changed": 0, "unchanged": 0, "refused": 1, "warnings": 1}
    assert "早于收到申请的日期" in plan.lines[-1].reason
    assert do(store, request_sheets.accept, plan) == 3
    assert cell(store, "3.new.total", 2025) == {"演示补贴依据", "演示征地批文"}
    assert cell(store, "3.3.4.business", 2025) == {"演示征地批文"}
    assert cell(store, "3.carried_in.total", 2026) == cell(store, "3.1.person", 2026) == {"演示补贴依据"}
    assert cell(store, "2018:3.3.4.o3", 2018) == {"演示低保名单"}


def split_letter(store):
    """A letter by fax with two matters becomes two requests; both start when the applicant was reached."""
    uuid = do(store, requests.register, request_draft("补贴依据和名单", channel="fax", together=(COMPANY,)), TODAY)
    assert opened(store, uuid, TODAY).row.state is RequestState.AWAITING_CONFIRMATION
    stepped(store, uuid, K.CONFIRM, date(2026, 3, 3), TODAY)
    made = do(store, requests.split, uuid, ["补贴依据", "补贴名单"], TODAY)
    rows = [opened(store, each, TODAY).row for each in made]
    assert [(row.number, row.due_on) for row in rows] == [
        ("2026-0001", date(2026, 3, 31)), ("2026-0002", date(2026, 3, 31)),
    ]  # fmt: skip
    return made


def answered(store, uuid):
    """One matter: two letters for opinions at once, an extension, a partly open reply; refused where it must be."""
    first = stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 5), TODAY, party="演示第三方甲")
    second = stepped(store, uuid, K.CONSULT_OUT, date(2026, 3, 9), TODAY, party="演示第三方乙")
    reply = Event(K.REPLY, date(2026, 3, 10), outcome="2")
    with pytest.raises(UserError, match="演示第三方甲"):
        do(store, requests.step, uuid, reply, TODAY)
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 12), TODAY, answers=first, agrees=True)
    stepped(store, uuid, K.CONSULT_IN, date(2026, 3, 16), TODAY, answers=second, agrees=False)
    assert opened(store, uuid, TODAY).row.due_on == date(2026, 4, 10)
    stepped(store, uuid, K.EXTEND, date(2026, 4, 8), TODAY, days=5)
    assert opened(store, uuid, TODAY).row.due_on == date(2026, 4, 17)
    stepped(store, uuid, K.REPLY, date(2026, 4, 17), TODAY, outcome="2", reason="演示理由。")
    assert opened(store, uuid, TODAY).row.flags == ("extended",)
    with pytest.raises(UserError, match="不能再答复"):
        do(store, requests.step, uuid, Event(K.REPLY, date(2026, 4, 18), outcome="1"), TODAY)


def abandoned(store, uuid):
    """The other matter: told once what is missing, never corrected, closed on the first day on which it may be."""
    stepped(store, uuid, K.CORRECTION_NOTICE, date(2026, 3, 11), TODAY)
    until = opened(store, uuid, TODAY).case.abandoned_from
    with pytest.raises(UserError, match="还没有满"):
        do(store, requests.step, uuid, Event(K.CORRECTION_LAPSE, date(2026, 4, 1)), TODAY)
    stepped(store, uuid, K.CORRECTION_LAPSE, until, TODAY)
    assert opened(store, uuid, TODAY).row.outcome == "6.1"


def test_an_old_ledger_and_a_new_letter_are_counted_together(store):
    brought_in(store)
    one, other = split_letter(store)
    answered(store, one)
    abandoned(store, other)
    assert cell(store, "3.new.total", 2026) == {"补贴依据", "补贴名单"}
    assert cell(store, "3.2.person", 2026) == {"补贴依据"}
    assert cell(store, "3.6.1.person", 2026) == {"补贴名单"}
    for year in (2018, 2019, 2025, 2026):
        new, carried, ended, left = (
            len(cell(store, f"3.{row}.total", year)) for row in ("new", "carried_in", "7", "carried_out")
        )
        assert new + carried == ended + left, year
    for uuid in (one, other):
        stepped(store, uuid, K.ARCHIVE, TODAY, TODAY)
    assert ask(store, request_lists.waiting, TODAY).to_archive == 3  # what the ledger brought is still to be filed

    paper = papers.case_of(one)
    sheet = ask(store, papers.drawn, paper, papers.shaped(paper.kind, PrintOptions().layout, PrintOptions()),
                datetime(2026, 4, 20, 9))  # fmt: skip
    with pypdfium2.PdfDocument(sheet.pdf) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert APPLICANT.name in text
    assert find(text) == []


def test_a_choice_moves_what_is_open_and_leaves_what_ended(store):
    brought_in(store)
    one, other = split_letter(store)
    answered(store, one)
    stepped(store, other, K.CORRECTION_NOTICE, date(2026, 3, 11), TODAY)
    moved = do(store, calendars.choose, "correction_days", "20")
    assert [(each.uuid, each.table) for each in moved] == [(other, "request")]


def test_all_of_it_can_be_taken_back(store):
    empty = records(store)
    brought_in(store)
    one, other = split_letter(store)
    answered(store, one)
    abandoned(store, other)
    while (latest := ask(store, history.last_undoable)) is not None:
        do(store, history.undo, latest.id)
    assert records(store) == empty
