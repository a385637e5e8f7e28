import pytest

from app.i18n import set_language
from app.rules.time_limits import parse
from app.ui.catalog.limit_words import limit_words


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("自信息形成之日起20个工作日内", ["“信息形成”之日起 20 个工作日内"]),
        ("实时公开", ["“信息形成或变更”当日"]),
        ("及时公开", ["及时：按设置的办理目标，法定最迟 20 个工作日"]),
        ("每季度公开一次", ["定期：每季度"]),
        ("每月后10个工作日内公开", ["定期：每月结束后 10 个工作日内"]),
        ("", ["目录未写公开时限，按《政府信息公开条例》第二十六条的20个工作日计算。"]),
    ],
)
def test_a_limit_is_said_in_words(phrase, words):
    assert limit_words(parse(phrase)) == words


def test_each_rule_of_a_limit_has_a_line_with_what_it_is_for():
    phrase = "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示"
    lines = limit_words(parse(phrase))
    assert len(lines) == 2
    assert "20 个工作日" in lines[0]
    assert "7 个工作日" in lines[1]
    assert lines[1].startswith("行政许可")


def test_a_phrase_that_was_not_understood_says_so():
    (line,) = limit_words(parse("视情况另行商定"))
    assert line.startswith("时限“视情况另行商定”未能识别")


def test_the_words_follow_the_language_without_losing_the_numbers():
    set_language("mn_Mong")
    assert "20" in limit_words(parse("自信息形成之日起20个工作日内"))[0]
