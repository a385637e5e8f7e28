"""What stands in a column and what lies along it."""

import pytest

from app.text.upright import upright


@pytest.mark.parametrize("char", "政嘎㑇龥𠀀あア、。，！？：；〇〓　①Ⅳ℃※×□☑○★％Ａ５￥")
def test_han_and_what_is_as_wide_stand_upright(char):
    assert upright(char)


@pytest.mark.parametrize("char", "ᠠᠢ᠐᠂Aa05 -–—…·《》〈〉（）〔〕【】「」“”‘’()[]～→%ー")
def test_letters_digits_brackets_and_dashes_lie_along_the_column(char):
    assert not upright(char)


@pytest.mark.parametrize("char", ["\u180b", "\u180e", "\u202f", "\u200d"])
def test_marks_without_a_shape_follow_the_letters(char):
    assert not upright(char)
