"""Packages between levels: how they join, what becomes of a record, who may send what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.offices import Level
from app.rules.packages import (
    DOUBTFUL,
    FATE_NAMES,
    LINK_NAMES,
    TAKEN_IN,
    Fate,
    Link,
    Parcel,
    fate,
    is_within,
    link,
    removal,
    scope,
    unseen,
)


def parcel(seq, base=0, prev="", sha="", uuid=""):
    return Parcel(uuid or f"package {seq}", seq, base, prev or f"sha {seq - 1}", sha or f"sha {seq}")


ONE, TWO, THREE = parcel(1), parcel(2), parcel(3)


def test_the_first_package_and_the_next_one_join():
    assert link(ONE, []) == (Link.NEXT, ())
    assert link(parcel(1, prev="whatever"), []) == (Link.NEXT, ())
    assert link(TWO, [ONE]) == (Link.NEXT, ())


def test_the_same_package_again_is_repeated_wherever_it_stood_in_the_row():
    assert link(ONE, [ONE, TWO]) == (Link.REPEATED, ())
    assert link(TWO, [ONE, TWO]) == (Link.REPEATED, ())


@pytest.mark.parametrize(
    "other",
    [
        parcel(1, uuid="another"),
        parcel(1, sha="changed"),
        parcel(9, uuid="package 1"),
        parcel(9, uuid="package 1", sha="x"),
    ],
)
def test_the_same_number_or_name_with_other_content_is_replaced(other):
    assert link(other, [ONE]) == (Link.REPLACED, ())


def test_a_package_older_than_the_newest_is_covered_by_it():
    assert link(TWO, [ONE, THREE]) == (Link.COVERED, ())


def test_numbers_that_never_came_are_named_and_their_content_is_in_the_later_package():
    assert link(parcel(4), [ONE]) == (Link.GAP, (2, 3))
    assert link(THREE, []) == (Link.GAP, (1, 2))


def test_a_package_that_builds_on_one_that_is_not_here_waits_for_it():
    assert link(parcel(5, base=3), [ONE]) == (Link.WAITING, (2, 3))
    assert link(parcel(2, base=1), []) == (Link.WAITING, (1,))


def test_a_package_whose_forerunner_was_another_is_forked():
    assert link(parcel(2, prev="of another file"), [ONE]) == (Link.FORKED, ())


def test_unseen_are_the_numbers_below_the_newest_that_never_came():
    assert unseen([]) == ()
    assert unseen([ONE, TWO]) == ()
    assert unseen([parcel(5), TWO]) == (1, 3, 4)


@given(st.permutations(range(1, 7)), st.integers(1, 6))
def test_whatever_the_order_a_package_is_taken_once_at_most(order, last):
    known = []
    for seq in [*order[:last], *order]:
        one = parcel(seq)
        found, missing = link(one, known)
        if found in TAKEN_IN:
            assert one not in known
            known.append(one)
        assert found not in (Link.WAITING, Link.REPLACED)
        assert set(missing).isdisjoint(each.seq for each in known)
    assert max(each.seq for each in known) == 6


FATES = [
    ("a", "a", [], Fate.UNCHANGED),
    ("a", "a", ["a"], Fate.UNCHANGED),
    (None, "a", [], Fate.TAKEN),
    (None, "b", ["a"], Fate.TAKEN),
    ("a", "b", ["a"], Fate.TAKEN),
    ("a", "c", ["b", "a"], Fate.TAKEN),
    ("x", "b", ["a"], Fate.CONFLICT),
    ("x", "b", [], Fate.CONFLICT),
]


@pytest.mark.parametrize(("ours", "theirs", "replaces", "expected"), FATES)
def test_a_revision_is_taken_where_it_replaces_what_stands_here(ours, theirs, replaces, expected):
    assert fate(ours, theirs, replaces) is expected


@pytest.mark.parametrize(
    ("ours", "replaces", "expected"),
    [(None, ["a"], Fate.UNCHANGED), ("a", ["a"], Fate.TAKEN), ("x", ["a"], Fate.CONFLICT)],
)
def test_a_removal_is_taken_where_the_owner_knew_what_stands_here(ours, replaces, expected):
    assert removal(ours, replaces) is expected


def test_an_office_is_within_another_whose_code_begins_its_own():
    assert is_within("152500101", "152500")
    assert is_within("152500", "152500")
    assert not is_within("152501101", "152500")
    assert not is_within("152500", "152500101")
    assert not is_within("152500", "")


SCOPES = [
    (Level.VILLAGE, "usual", "records"),
    (Level.TOWNSHIP, "usual", "records"),
    (Level.BANNER, "usual", "summary"),
    (Level.LEAGUE, "usual", "summary"),
    (Level.BANNER, "records", "records"),
    (Level.TOWNSHIP, "summary", "summary"),
]


@pytest.mark.parametrize(("level", "chosen", "expected"), SCOPES)
def test_townships_hand_up_records_and_banners_figures_unless_chosen_otherwise(level, chosen, expected):
    assert scope(level, chosen) == expected


def test_every_fate_and_link_has_words_and_doubt_is_taken_in_only_with_a_person():
    assert set(FATE_NAMES) == set(Fate)
    assert set(LINK_NAMES) == set(Link)
    assert set(DOUBTFUL) < set(TAKEN_IN)
