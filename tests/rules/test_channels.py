import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.channels import Channel, ChannelMark, parse_channels, recognised

STANDARD_CELL = (
    "■政府网站 □政府公报 □两微一端 □发布会/听证会 □广播电视 □纸质媒体 ■公开查阅点 □政务服务中心 □便民服务站 "
    "□入户/现场 ■社区/企事业单位/村公示栏（电子屏） □精准推送 □其他"
)


def marks(text: str) -> list[tuple[str, bool | None, str]]:
    return [(str(mark.channel), mark.required, mark.note) for mark in parse_channels(text)]


def test_the_thirteen_standard_channels_come_in_their_order():
    assert len(Channel) == 13
    assert [mark.channel for mark in parse_channels(STANDARD_CELL)] == list(Channel)
    assert [mark.channel for mark in parse_channels(STANDARD_CELL) if mark.required] == [
        Channel.WEBSITE,
        Channel.READING_POINT,
        Channel.BOARD,
    ]


@pytest.mark.parametrize("channel", Channel)
def test_each_channel_is_recognised_by_its_own_name(channel):
    assert recognised(channel.label) == (channel, "")


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("一微一端", Channel.SOCIAL),
        ("公众号", Channel.SOCIAL),
        ("发布会听证会", Channel.PRESS_CONFERENCE),
        ("发布会.听证会", Channel.PRESS_CONFERENCE),
        ("查询点", Channel.READING_POINT),
        ("政府服务中心", Channel.SERVICE_CENTRE),
        ("行政服务中心", Channel.SERVICE_CENTRE),
        ("乡镇便民服务中心", Channel.STATION),
        ("入户/现场宣传", Channel.DOOR_TO_DOOR),
        ("人户/现场", Channel.DOOR_TO_DOOR),
        ("社区、企事业单位、村公示栏（电子屏）", Channel.BOARD),
        ("社区⁄企事业单位⁄村公示栏\n(电子\n屏)", Channel.BOARD),
        ("村（社区）公示栏（电子屏）", Channel.BOARD),
        ("公示公开栏", Channel.BOARD),
        ("三务公开", Channel.BOARD),
        ("政 府 网 站", Channel.WEBSITE),
    ],
)
def test_spellings_of_published_tables_are_recognised(text, channel):
    assert parse_channels(text) == (ChannelMark(channel),)


@pytest.mark.parametrize("text", ["公共资源交易平台", "部门网站", "明白纸", "文化机构门口", "窗口", "微信群"])
def test_free_text_becomes_other_with_a_note(text):
    assert parse_channels(text) == (ChannelMark(Channel.OTHER, None, text),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("■政府网站□政府公报口两微一端", [("website", True, ""), ("gazette", False, ""), ("social", False, "")]),
        ("R政府网站 £政府公报", [("website", True, ""), ("gazette", False, "")]),
        ("þ政府网站▲便民服务站", [("website", True, ""), ("station", True, "")]),
        ("口公共资源交易平台", [("other", False, "公共资源交易平台")]),
        ("政府网站√政府公报√", [("website", True, ""), ("gazette", True, "")]),
        ("政府网站□政府公报■", [("website", False, ""), ("gazette", True, "")]),
        ("■政府网站;政府公报", [("website", True, ""), ("gazette", None, "")]),
    ],
)
def test_boxes_belong_to_the_name_next_to_them(text, expected):
    assert marks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.政府网站 2.两微一端", [("website", None, ""), ("social", None, "")]),
        ("政府网站;微信公众号、公示栏等", [("website", None, ""), ("social", None, ""), ("board", None, "")]),
        ("便民服务站及村公示栏", [("station", None, ""), ("board", None, "")]),
        ("政府网站政府公报", [("website", None, ""), ("gazette", None, "")]),
        ("政府网站；政府网站", [("website", None, "")]),
        ("明白纸、会议", [("other", None, "明白纸"), ("other", None, "会议")]),
    ],
)
def test_names_are_told_apart_by_any_separator_or_none(text, expected):
    assert marks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("■其他 基层公共服务平台", [("other", True, "基层公共服务平台")]),
        ("■其他法律服务网", [("other", True, "法律服务网")]),
        ("其他：国家企业信用信息公示系统", [("other", None, "国家企业信用信息公示系统")]),
        ("■其他_____", [("other", True, "")]),
        ("广播电视台", [("broadcast", None, "广播电视台")]),
        ("被征收范围内公告栏", [("board", None, "被征收范围内公告栏")]),
        ("政府网站 http://www.example.invalid/1.2/a", [("website", None, "http://www.example.invalid/1.2/a")]),
        ("■政府网站 注：■为必选项", [("website", True, "注：■为必选项")]),
        ("注：■为必选项", []),
    ],
)
def test_what_follows_a_name_is_kept_as_its_note(text, expected):
    assert marks(text) == expected


@pytest.mark.parametrize("text", ["", " ", "■", "□ □", "；"])
def test_a_cell_without_names_has_no_channels(text):
    assert parse_channels(text) == ()


def test_recognised_gives_what_follows_the_name():
    assert recognised("政府网站：旗政府门户") == (Channel.WEBSITE, "旗政府门户")
    assert recognised(" 会议 ") == (Channel.OTHER, "会议")


@given(st.text("■□口R√政府网站公报其他;、（） \n注：1.ab及等"))
def test_any_cell_can_be_read(text):
    for mark in parse_channels(text):
        assert mark.channel in Channel


def test_a_narrow_column_gets_the_short_name_of_the_boards() -> None:
    assert Channel.BOARD.short == "公示栏"
    assert Channel.WEBSITE.short == Channel.WEBSITE.label
