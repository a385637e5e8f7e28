import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.text.search_keys import FTS_TOKENIZE, Hit, Query, index_tokens, pinyin_tokens, query

TITLE = "关于发放惠民补贴的通知"
NUMBER = "内政办发〔2026〕13号"
GRASS = "草原生态保护补助奖励"
PHRASE = "ᠬᠣᠰᠢᠭᠤᠨ\u180eᠤ ᠰᠠᠷ\u180eᠠ\u180eᠶᠢᠨ ᠪᠠᠢᠭᠤᠯᠬᠤ"

LETTERS = "惠民补贴长行〇女𫠊ᠰᠠᠷᠡᠶᠢᠤᠲᠬ\u180e\u202f\u180b \"*:-()^+'{},〔Near13号abＣé\u0301½"
MIXED = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(exclude_categories=["Cs"])), max_size=25)


class Index:
    """A real full-text table as the office's file holds it, with one row for each text."""

    def __init__(self) -> None:
        self.base = sqlite3.connect(":memory:")
        self.base.execute(
            f"CREATE VIRTUAL TABLE found USING fts5(text, pinyin, content='', detail=column, tokenize='{FTS_TOKENIZE}')"
        )

    def fill(self, *texts: str) -> None:
        self.base.execute("INSERT INTO found(found) VALUES ('delete-all')")
        rows = [(row, index_tokens(text), pinyin_tokens(text)) for row, text in enumerate(texts)]
        self.base.executemany("INSERT INTO found(rowid, text, pinyin) VALUES (?, ?, ?)", rows)

    def rows(self, expression: str) -> list[int]:
        return [row for (row,) in self.base.execute("SELECT rowid FROM found WHERE found MATCH ?", [expression])]


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    made = Index()
    yield made
    made.base.close()


def asked(text: str) -> Query:
    made = query(text)
    assert made is not None
    return made


def found(typed: str, *fields: str) -> Hit | None:
    return asked(typed).hit(fields)


def stretch(typed: str, text: str) -> str:
    hit = found(typed, text)
    assert hit is not None
    return text[hit.start : hit.end]


@pytest.mark.parametrize(
    "typed", ["hmbt", "huimin", "huiminbutie", "huiminb", "HMBT", "惠民补贴", "补贴", "惠", "hm 补贴", "bt ff"]
)
def test_a_chinese_title_is_found_by_characters_initials_and_pinyin(index: Index, typed: str) -> None:
    index.fill(TITLE, NUMBER)
    assert index.rows(asked(typed).match()) == [0]
    assert found(typed, TITLE)


@pytest.mark.parametrize("typed", ["2026", "26", "13", "13号", "[2026]13", "nzbf", "政办"])
def test_a_document_number_is_found_by_its_digits_and_characters(index: Index, typed: str) -> None:
    index.fill(TITLE, NUMBER)
    assert index.rows(asked(typed).match()) == [1]
    assert found(typed, NUMBER)
    assert not found(typed, TITLE)


@pytest.mark.parametrize(
    "typed",
    [
        "ᠬᠣᠰᠢᠭᠤᠨ\u202fᠤ",
        "ᠬᠣᠰᠢᠭᠤᠨ ᠤ",
        "ᠭᠤᠰᠢᠬᠣᠨ",
        "ᠰᠠᠷ ᠠ",
        "ᠰᠠᠷᠠ",
        "ᠰᠠᠷ\u180eᠠ\u202fᠶᠢᠨ",
        "ᠪᠠᠶᠢᠭᠤᠯᠬᠤ",
        "ᠪᠠᠶ",
        "ᠪ",
        "ᠭᠤᠯᠬᠤ",
    ],
)
def test_a_mongolian_phrase_is_found_in_any_spelling(index: Index, typed: str) -> None:
    index.fill(TITLE, PHRASE)
    assert index.rows(asked(typed).match()) == [1]
    assert found(typed, PHRASE)


def test_initials_find_a_word_inside_and_both_readings_of_a_polyphone() -> None:
    assert stretch("cyst", GRASS) == "草原生态"
    assert stretch("zc", "市长参会") == stretch("cc", "市长参会") == "长参"


def test_a_query_read_two_ways_finds_both_names() -> None:
    assert stretch("xian", "先进单位") == "先"
    assert stretch("xian", "西安") == "西安"


def test_the_stretch_found_lies_in_the_original_text() -> None:
    assert stretch("ᠰᠠᠷᠠ", "2026 ᠰᠠᠷ\u180eᠠ\u180b 3") == "ᠰᠠᠷ\u180eᠠ\u180b"
    assert stretch("13号", "〔２０２６〕１３号") == "１３号"
    assert stretch("cafe", "un cafe\u0301!") == "cafe\u0301"


def test_all_words_must_be_found_in_some_field() -> None:
    assert found("惠民 2026", TITLE, NUMBER) == Hit(0, 4, 6, "text", (3, 0, 0, 4))
    assert found("惠民 2027", TITLE, NUMBER) is None


def test_a_better_place_ranks_first() -> None:
    texts = ["补贴", "补贴发放", "惠民 补贴", "惠民补贴"]
    ranks = [hit.rank for text in texts if (hit := found("bt", text))]
    assert [rank[0] for rank in ranks] == [0, 1, 2, 3]


def test_letters_rank_before_pinyin_at_the_same_place() -> None:
    assert found("bt", "补贴", "bt") == Hit(1, 0, 2, "text", (0, 0, 1, 0))


def test_a_word_start_is_preferred_to_an_earlier_place_inside() -> None:
    assert stretch("ab", "cab ab") == "ab"
    hit = found("ab", "cab ab")
    assert hit is not None
    assert (hit.start, hit.rank[0]) == (4, 2)


@pytest.mark.parametrize("typed", ["惠农", "hmbd", "huiminbd", "huimina", "xx", "2027", "tongzhis"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert found(typed, TITLE, NUMBER) is None


@pytest.mark.parametrize("typed", ["", "  ", "《》", '"*', "\u180e"])
def test_a_query_without_letter_or_digit_is_none(typed: str) -> None:
    assert query(typed) is None


def test_only_a_query_of_plain_letters_is_asked_of_the_pinyin_column() -> None:
    assert asked("hmbt bt").match_pinyin == '(("ihmbt")) AND (("ibt"))'
    assert asked("hmbt 13").match_pinyin is None
    assert asked("a" * 61).match_pinyin is None
    assert asked("惠民13").match_text == '"惠民" AND "13"'


@pytest.mark.parametrize("typed", [" ".join("xian" * n for n in range(1, 15)), "惠民补贴" * 500, "abcdefghij" * 200])
def test_the_longest_query_is_still_a_valid_expression(index: Index, typed: str) -> None:
    index.fill(TITLE)
    assert index.rows(asked(typed).match()) == []
    assert index.rows(asked(typed).match_text) == []


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=MIXED, data=st.data())
def test_every_piece_of_an_indexed_text_is_found(index: Index, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    made = query(text[start : data.draw(st.integers(start, len(text)))])
    assume(made is not None)
    index.fill(text)
    assert made is not None
    assert index.rows(made.match()) == [0]
    assert index.rows(made.match_text) == [0]
    hit = made.hit([text])
    assert hit is not None
    assert 0 <= hit.start < hit.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(typed=MIXED)
def test_whatever_is_typed_gives_a_valid_expression(index: Index, typed: str) -> None:
    made = query(typed)
    assume(made is not None)
    assert made is not None
    index.fill(TITLE)
    for expression in (made.match(), made.match_text, made.match_pinyin):
        assert expression is None or index.rows(expression) in ([], [0])


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.sampled_from("惠民补贴长行乐参落嘎区单A1 "), min_size=1, max_size=12), data=st.data())
def test_every_reading_of_successive_characters_is_found(index: Index, text: str, data: st.DataObject) -> None:
    from app.text.pinyin import readings

    chinese = [one for one in text if readings(one)]
    assume(chinese)
    start = data.draw(st.integers(0, len(chinese) - 1))
    spoken = [data.draw(st.sampled_from(readings(one))) for one in chinese[start : start + 5]]
    short = data.draw(st.integers(1, len(spoken[-1])))
    index.fill(text)
    for typed in ("".join(one[0] for one in spoken), "".join([*spoken[:-1], spoken[-1][:short]])):
        made = asked(typed)
        assert made.match_pinyin is not None
        assert index.rows(made.match_pinyin) == [0]
        assert made.hit([text])
