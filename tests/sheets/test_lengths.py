"""How a table shares its length among its columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sheets.lengths import fitted, shared

SHARES = st.lists(st.floats(1, 100), min_size=1, max_size=12)


def test_columns_have_their_shares_where_nothing_is_too_long():
    assert shared(100, [1, 1, 2], [10, 10, 10]) == [25, 25, 50]


def test_a_column_has_its_longest_piece_and_the_others_give_way_by_their_shares():
    assert shared(100, [1, 1, 2], [40, 0, 0]) == [40, 20, 40]


def test_a_column_that_gives_way_is_stopped_at_its_own_longest_piece():
    assert shared(100, [1, 1, 1], [50, 30, 0]) == [50, 30, 20]


@given(SHARES, st.data())
def test_nothing_of_the_length_is_lost_and_nobody_has_less_than_the_least(shares, data):
    least = [data.draw(st.floats(0, 100 / len(shares))) for _share in shares]
    lengths = shared(100, shares, least)
    assert sum(lengths) == pytest.approx(100)
    assert all(length >= own - 1e-9 for length, own in zip(lengths, least, strict=True))


def test_letters_grow_smaller_before_a_word_is_parted():
    size, lengths = fitted(100, [1, 1], [6, 6], pad=2, size=9, smallest=7.5)
    assert size == 7.5
    assert sum(lengths) == pytest.approx(100)
    assert min(lengths) >= 6 * 7.5 + 2


def test_letters_keep_their_size_where_all_words_fit():
    assert fitted(100, [1, 1], [4, 4], pad=2, size=9, smallest=7.5)[0] == 9


def test_at_the_smallest_size_all_columns_are_cut_alike():
    size, lengths = fitted(100, [1, 5], [20, 10], pad=0, size=9, smallest=7.5)
    assert size == 7.5
    assert lengths[0] / lengths[1] == pytest.approx(2, rel=0.01)
    assert sum(lengths) == pytest.approx(100)
