import pytest

from app.operations.packages.kinds import UP
from app.ui.packages.coded_values import word_of
from app.ui.packages.field_names import value_words

CODED = [(kind.table, column, code) for kind in UP for column, codes in kind.words.items() for code in codes]


@pytest.mark.parametrize(("table", "column", "code"), CODED)
def test_every_code_that_travels_has_its_word(table, column, code):
    assert word_of(table, column, code)


def test_a_code_nobody_knows_is_shown_as_it_came():
    assert value_words("disclosure", "status", "newer") == "newer"
    assert value_words("disclosure", "status", "draft") == "草稿"


def test_a_text_that_looks_like_a_code_stays_a_text():
    assert value_words("disclosure", "title", "draft") == "draft"
