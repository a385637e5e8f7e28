"""What people ask for over a period, and what several of them want."""

from datetime import date
from decimal import Decimal

import pytest

from app.operations import demand, proactive, request_lists
from app.operations.request_lists import RequestFilter
from app.rules.requests import ApplicantDraft, RequestChannel
from tests.factory import TODAY, ask, do
from tests.request_desk import COMPANY, registered, replied

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
THIRD = ApplicantDraft(name="演示申请人丙", phone="0470-0000011")


def found(store, first=FIRST, last=LAST):
    return ask(store, demand.analysed, first, last)


def lines(shares):
    return {share.name: (share.n, share.percent) for share in shares}


@pytest.fixture
def asked(store):
    """Five requests of three applicants on two topics and none."""
    replied(store, topic="草场补贴")
    registered(store, topic="草场补贴", applicant=COMPANY, arrived_on=date(2026, 2, 27))
    registered(store, topic="草场补贴", channel=RequestChannel.INTERNET)
    registered(store, topic="征地补偿", applicant=THIRD)
    registered(store, "测试别的事项")
    return store


def test_each_table_has_its_lines_with_their_shares(asked):
    made = found(asked)
    assert made.total == 5
    assert lines(made.by_topic) == {
        "草场补贴": (3, Decimal("60.0")),
        "征地补偿": (1, Decimal("20.0")),
        "没有填写主题": (1, Decimal("20.0")),
    }
    assert lines(made.by_kind) == {"自然人": (4, Decimal("80.0")), "商业企业": (1, Decimal("20.0"))}
    assert lines(made.by_channel) == {"当面提交": (4, Decimal("80.0")), "互联网": (1, Decimal("20.0"))}
    assert lines(made.by_outcome) == {"尚未办结": (4, Decimal("80.0")), "予以公开": (1, Decimal("20.0"))}
    assert [(share.key, share.n) for share in made.by_month] == [("2026-02", 1), ("2026-03", 4)]


@pytest.mark.parametrize("part", list(demand.PARTS))
def test_the_lines_of_a_table_add_up_to_all(asked, part):
    made = found(asked)
    assert sum(share.n for share in getattr(made, part)) == made.total


def test_only_the_period_is_counted(asked):
    assert found(asked, FIRST, date(2026, 2, 28)).total == 1
    assert found(asked, date(2025, 1, 1), date(2025, 12, 31)).by_topic == ()


def test_a_line_opens_to_its_requests(asked):
    made = found(asked)
    for field, shares in (("topic", made.by_topic), ("applicant_kind", made.by_kind), ("channel", made.by_channel)):
        for share in shares:
            if share.key:
                wanted = RequestFilter(arrived_from=FIRST, arrived_to=LAST, **{field: share.key})
                assert len(ask(asked, request_lists.listed, wanted, TODAY)) == share.n


def test_what_different_applicants_ask_for_is_proposed(asked):
    (row,) = found(asked).repeated
    assert (row.topic, row.n, row.applicants, row.disclosed, row.decided) == ("草场补贴", 3, 2, 1, 0)


def test_one_applicant_who_asks_twice_proposes_nothing(store):
    registered(store, topic="草场补贴")
    registered(store, topic="草场补贴")
    assert found(store).repeated == ()


def test_the_same_title_without_a_topic_is_recognised(store):
    uuid = registered(store)
    registered(store, applicant=THIRD)
    (row,) = found(store).repeated
    assert (row.topic, bool(row.by_topic)) == ("测试草场补贴发放依据", False)
    assert ask(store, demand.alike, uuid) == row


def test_what_was_decided_already_is_told(asked):
    (row,) = ask(asked, request_lists.listed, RequestFilter(topic="草场补贴", applicant_kind="business"), TODAY)
    do(asked, proactive.suggest, row.uuid, "", TODAY)
    assert found(asked).repeated[0].decided == 1


def test_a_request_knows_whether_others_asked_for_the_same(asked):
    by_topic = {row.topic: row.uuid for row in ask(asked, request_lists.listed, RequestFilter(), TODAY)}
    assert ask(asked, demand.alike, by_topic["草场补贴"]).applicants == 2
    assert ask(asked, demand.alike, by_topic["征地补偿"]) is None


def test_nothing_has_no_shares(store):
    assert found(store).total == 0
    assert demand.percent(0, 0) == 0
