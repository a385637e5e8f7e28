"""The codes by which a request ends, against the forms of 2021 and 2018."""

import pytest

from app.rules.outcomes import (
    ARTICLE_NAMES,
    GROUP_NAMES,
    OLD_OUTCOMES,
    OUTCOMES,
    OutcomeGroup,
    Route,
    outcome,
    outcomes_of,
)
from tests.request_events import EXAMPLES

CODES = {row["code"]: row for row in EXAMPLES["outcome_codes"] if not row.get("computed")}
LEAVES = {row["code"]: row for row in EXAMPLES["legacy_2018_rows"] if row["code"].startswith("3.3.")}


def bare(label):
    """A label without its number and its remark: 1.属于国家秘密 is 属于国家秘密."""
    text = label.partition("（区分处理")[0]
    return text.rpartition("）")[2] if text.startswith("（") else text.rpartition(".")[2]


def test_the_21_codes_are_the_rows_of_the_form_in_its_order():
    assert list(OUTCOMES) == list(CODES)
    assert len(OUTCOMES) == 21


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_called_what_the_form_calls_it(code):
    name = "其他" if code == "6.3" else OUTCOMES[code].name  # 其他处理 where it stands alone
    assert name == bare(CODES[code]["label"])
    assert OUTCOMES[code].code == code


@pytest.mark.parametrize("code", CODES)
def test_every_code_opens_the_remedy_of_the_rules(code):
    assert OUTCOMES[code].route is (Route.REVIEW_FIRST if "review_first" in CODES[code]["remedy"] else Route.DIRECT)


@pytest.mark.parametrize("code", CODES)
def test_every_code_rests_on_the_articles_of_the_rules(code):
    told = CODES[code]["article"]
    for article in OUTCOMES[code].articles:
        number = article.partition("(")[0] if article != "109-6" else "109"
        assert number in told
        assert article in ARTICLE_NAMES
    assert bool(OUTCOMES[code].articles) == (told.startswith("条例") or "109" in told)


def test_groups_are_those_of_the_form():
    for code, row in CODES.items():
        if "group" in row:
            assert GROUP_NAMES[OUTCOMES[code].group] == row["group"].rpartition("）")[2]
    assert set(GROUP_NAMES) == set(OutcomeGroup)


def test_the_old_codes_are_the_leaves_of_the_form_of_2018():
    parents = {code for code in LEAVES if any(other.startswith(f"{code}.") for other in LEAVES)}
    assert set(OLD_OUTCOMES) == set(LEAVES) - parents
    assert {each.group for each in OLD_OUTCOMES.values()} == {OutcomeGroup.OLD}


@pytest.mark.parametrize(
    ("year", "codes"), [(2008, OLD_OUTCOMES), (2018, OLD_OUTCOMES), (2019, OUTCOMES), (2026, OUTCOMES)]
)
def test_a_year_has_the_codes_of_its_form(year, codes):
    assert outcomes_of(year) is codes


def test_an_outcome_is_found_in_either_list():
    assert outcome("3.4").name == "保护第三方合法权益"
    assert outcome("3.3.6").name == "申请信息不存在"
    assert outcome("") is None
