"""Versions of a catalog: keys, differences in words, what is in force, exceptions."""

from dataclasses import replace
from datetime import date

from app.rules import catalog as rules
from app.rules.catalog import ExceptionDraft, Ground, ItemFacts, VersionFacts, VersionStatus

ITEM = ItemFacts(
    "社会救助",
    "综合业务",
    "政策法规文件",
    "",
    "文件",
    "《办法》",
    "及时公开",
    "民政局",
    "■政府网站",
    "全社会",
    "proactive",
    "县",
)
TODAY = date(2026, 11, 21)


def test_an_item_keeps_its_key_when_its_facts_change_and_twins_are_told_apart() -> None:
    changed = ITEM._replace(time_limit="实时公开")
    other = ITEM._replace(level2="监督检查")
    keys = rules.keyed([ITEM, other, ITEM])
    assert keys[:2] == rules.keyed([changed, other])
    assert len(set(keys)) == 3


def test_an_item_is_named_by_its_finest_level() -> None:
    assert ITEM.name == "政策法规文件"
    assert ITEM._replace(level2="").name == "综合业务"
    assert ITEM._replace(level3="细项").name == "细项"


def test_differences_are_told_in_words() -> None:
    old = {"a": ITEM, "b": ITEM._replace(level2="监督检查")}
    new = {"a": ITEM._replace(time_limit="", publisher="旗民政局"), "c": ITEM._replace(level2="新事项")}
    assert [d.text for d in rules.differences(old, new)] == [
        "“政策法规文件”的公开时限由“及时公开”改为“空”",
        "“政策法规文件”的公开主体由“民政局”改为“旗民政局”",
        "新增事项“新事项”",
        "取消事项“监督检查”",
    ]
    assert rules.differences(old, old) == []


def version(
    uuid: str, begin: date | None, status: VersionStatus = VersionStatus.ADOPTED, **more: object
) -> VersionFacts:
    facts = VersionFacts(uuid, status, begin, None, frozenset({"社会救助"}))
    return facts._replace(**more)  # type: ignore[arg-type]


def test_the_latest_adopted_version_of_a_domain_is_in_force() -> None:
    first, second = version("1", date(2025, 1, 1)), version("2", date(2026, 1, 1))
    assert rules.in_force([second, first], TODAY) == {"社会救助": "2"}
    assert rules.in_force([second, first], date(2025, 6, 1)) == {"社会救助": "1"}
    assert rules.in_force([first], date(2024, 1, 1)) == {}


def test_drafts_withdrawn_and_ended_versions_are_not_in_force() -> None:
    begin = date(2025, 1, 1)
    ended = version("3", begin, effective_to=date(2025, 12, 31))
    dead = [
        version("1", begin, VersionStatus.DRAFT),
        version("2", begin, VersionStatus.WITHDRAWN),
        ended,
        version("4", None),
    ]
    assert rules.in_force(dead, TODAY) == {}
    assert rules.in_force(dead, date(2025, 12, 31)) == {"社会救助": "3"}


def test_another_domain_keeps_its_version() -> None:
    whole = version("1", date(2025, 1, 1), domains=frozenset({"社会救助", "就业"}))
    assert rules.in_force([whole, version("2", date(2026, 1, 1))], TODAY) == {"社会救助": "2", "就业": "1"}


def test_adopting_needs_a_draft_with_rows_and_a_day() -> None:
    assert rules.adoption_problems(VersionStatus.DRAFT, 3, TODAY) == []
    found = rules.adoption_problems(VersionStatus.WITHDRAWN, 0, None)
    assert [p.field for p in found] == ["status", "rows", "effective_from"]


def test_an_exception_needs_subject_reason_and_reviewer_and_a_day_not_in_the_future() -> None:
    whole = ExceptionDraft("演示事项", Ground.PRIVACY, "涉及个人隐私", "演示甲", TODAY)
    assert rules.exception_problems(whole, TODAY) == []
    empty = replace(whole, subject=" ", reason="", reviewer="", decided_on=date(2027, 1, 1))
    assert [p.field for p in rules.exception_problems(empty, TODAY)] == ["subject", "reason", "reviewer", "decided_on"]
    assert set(rules.GROUND_NAMES) == set(Ground)
