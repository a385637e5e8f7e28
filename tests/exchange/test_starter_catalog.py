"""The starter catalog that is shipped."""

from collections import Counter

import pytest

from app.exchange.starter_catalog import starter_catalog
from app.rules.catalog import Mode, Standing
from app.rules.channels import Channel
from tests.exchange.oddities.builders import read_file, xlsx


@pytest.fixture(scope="module")
def rows():
    return starter_catalog()


def test_all_rows_of_all_domains_are_there_with_their_standing(rows):
    assert len(rows) == 789
    assert Counter(row.standing for row in rows) == {Standing.SEEN: 192, Standing.UNCHECKED: 597}
    assert len({row.domain for row in rows}) == 29
    assert Standing.OWN not in {row.standing for row in rows}


def test_rows_seen_in_a_published_table_name_the_site(rows):
    assert all(row.seen_on for row in rows if row.standing is Standing.SEEN)


def test_every_row_has_a_name_a_number_and_its_line(rows):
    assert all(row.domain and row.level1 and row.number for row in rows)
    assert len({(row.domain, row.source_row) for row in rows}) == len(rows)


def test_modes_levels_and_audiences_are_read(rows):
    assert Counter(row.mode for row in rows) == {Mode.PROACTIVE: 782, Mode.ON_REQUEST: 7}
    assert sum("county" in (row.levels or ()) for row in rows) == 679
    assert sum("village" in (row.levels or ()) for row in rows) == 359
    assert sum(row.audience_all is True for row in rows) == 688
    assert {row.audience_group for row in rows if row.mode is Mode.ON_REQUEST} >= {"申请人"}


def test_channels_are_read_without_boxes(rows):
    assert all(mark.required is None for row in rows for mark in row.channels)
    assert sum(any(mark.channel is Channel.WEBSITE for mark in row.channels) for row in rows) == 578


def test_starter_rows_written_as_an_office_writes_its_table_are_read_back_whole(rows, tmp_path):
    header = ["序号", "所属领域", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体"]
    lines = [
        [row.number, row.domain, row.level1, row.level2, row.content, row.basis, row.time_limit, row.publisher]
        for row in rows
    ]
    reading = read_file(xlsx(tmp_path / "a.xlsx", [header, *lines]))
    assert not reading.refused
    assert [(row.domain, row.level1, row.level2) for row in reading.rows] == [
        (row.domain, row.level1, row.level2) for row in rows
    ]
    assert ["".join(row.content.split()) for row in reading.rows if row.content] == [
        "".join(row.content.split()) for row in rows if row.content
    ]
