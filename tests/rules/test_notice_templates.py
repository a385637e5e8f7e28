"""What each kind of notice begins with, how long it hangs, and where that comes from."""

import pytest

from app.i18n import speaking
from app.rules.calendar import Unit
from app.rules.choices import CHOICES, choice_problems
from app.rules.notice_templates import TEMPLATES, NoticeKind, period_key
from app.rules.villages import Theme


def test_every_kind_has_a_template_under_its_own_name():
    assert set(TEMPLATES) == set(NoticeKind)
    assert all(template.kind is kind for kind, template in TEMPLATES.items())
    assert len({template.name for template in TEMPLATES.values()}) == len(NoticeKind)


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_says_where_its_period_comes_from(kind):
    assert TEMPLATES[kind].source
    assert TEMPLATES[kind].theme in {"", *Theme}


@pytest.mark.parametrize(
    ("kind", "least", "unit"),
    [
        (NoticeKind.LAND_ADVANCE, 10, Unit.WORKDAY),
        (NoticeKind.LAND_PLAN, 30, Unit.DAY),
        (NoticeKind.HOUSE_PLAN, 30, Unit.DAY),
        (NoticeKind.VOTERS, 20, Unit.DAY),
    ],
)
def test_what_law_wants_at_least_is_the_usual_period(kind, least, unit):
    template = TEMPLATES[kind]
    assert (template.least, template.days, template.unit) == (least, least, unit)


def test_a_first_review_of_low_income_hangs_seven_working_days_and_the_approval_for_good():
    first, approved = TEMPLATES[NoticeKind.LOW_INCOME_FIRST], TEMPLATES[NoticeKind.LOW_INCOME_APPROVED]
    assert (first.days, first.unit) == (7, Unit.WORKDAY)
    assert approved.days == 0


@pytest.mark.parametrize("kind", NoticeKind)
def test_the_period_of_every_kind_is_a_choice_of_the_office_with_its_source(kind):
    choice = CHOICES[period_key(kind)]
    template = TEMPLATES[kind]
    assert (choice.default, choice.source, choice.least) == (str(template.days), template.source, template.least)
    assert choice_problems(choice.key, choice.default) == []
    assert choice_problems(choice.key, str(template.least)) == []
    assert choice_problems(choice.key, "3651")
    if template.least:
        assert choice_problems(choice.key, str(template.least - 1))


def test_the_choice_names_its_kind_and_its_unit_in_the_language_in_use():
    assert CHOICES[period_key(NoticeKind.LOW_INCOME_FIRST)].text == "公示期（工作日）：低保初审公示"
    assert CHOICES[period_key(NoticeKind.PAYOUT)].text == "公示期（日）：惠民惠农惠牧补贴发放"
    assert CHOICES["retention"].text == "公示建档后的保管期限"
    with speaking("mn_Mong"):
        assert "{" not in CHOICES[period_key(NoticeKind.PAYOUT)].text


def test_no_kind_of_notice_asks_for_what_is_private():
    headings = {column.heading for template in TEMPLATES.values() for column in template.columns}
    assert not [
        heading for heading in headings if any(word in heading for word in ("身份证", "卡", "电话", "住址", "病"))
    ]
