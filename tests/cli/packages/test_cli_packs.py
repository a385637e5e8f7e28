"""Parameter packs and copies on the command line."""

from tests.cli.packages.test_cli_packages import offices, stick, strangers

__all__ = ["offices", "stick", "strangers"]
PACK = "zwgk-152531-{n:05}-catalog.zip"


def made(banner, stick, *words):
    return banner.json("packages", "pack", "make", "--to", stick, *words)


def test_a_pack_is_made_planned_installed_and_told(offices, stick):
    banner, township = offices
    value = made(banner, stick, "--part", "tariffs", "--part", "calendars", "--until", "2026-05-20")
    assert (value["version"], sorted(value["parts"])) == (1, ["calendars", "tariffs"])
    file = stick / PACK.format(n=1)
    plan = township.json("packages", "pack", "plan", file)
    assert plan["turn"] == "newer"
    assert plan["sums"]["refused"] == 0
    assert {line["part"] for line in plan["lines"]} == {"calendars", "tariffs"}
    assert township.json("packages", "pack", "status")["installed"] == []
    assert township.json("packages", "pack", "install", file)["installed"] is True
    assert township.json("packages", "pack", "install", file)["installed"] is False
    (row,) = township.json("packages", "pack", "status")["installed"]
    assert (row["version"], row["validity"]) == (1, "soon")
    assert "即将到期" in township("packages", "status").out
    assert "节假日安排、收费标准" in banner("packages", "pack", "status").out


def test_people_read_the_plan_in_words(offices, stick):
    banner, township = offices
    made(banner, stick, "--part", "calendars")
    said = township("packages", "pack", "plan", stick / PACK.format(n=1)).out
    assert "节假日安排" in said
    assert "没有到期日因此变动" in said
    assert "以上只是方案" in said


def test_an_older_pack_is_refused(offices, stick):
    banner, township = offices
    made(banner, stick, "--part", "tariffs")
    made(banner, stick, "--part", "tariffs")
    township.json("packages", "pack", "install", stick / PACK.format(n=2))
    assert "不能退回旧版" in township.refused("packages", "pack", "install", stick / PACK.format(n=1))


def test_a_report_is_no_pack(offices, stick):
    banner, township = offices
    township.json("disclosures", "add", "--title", "演示信息", "--formed", "2026-05-04")
    file = township.json("packages", "export", "--to", stick)["carried"][0]
    assert "不是参数包" in banner.refused("packages", "pack", "install", file)


def test_a_text_goes_down_and_is_taken_out_again(offices, stick, tmp_path):
    banner, township = offices
    file = tmp_path / "codes.toml"
    file.write_text('id = "codes"\nname = "演示代码表"\n', encoding="utf-8")
    uuid = banner.json("packages", "pack", "add", file, "--part", "code_list")["uuid"]
    made(banner, stick, "--part", "code_list")
    township.json("packages", "pack", "install", stick / PACK.format(n=1))
    (text,) = township.json("packages", "pack", "texts")
    assert (text["key"], text["name"], text["own"]) == ("codes", "演示代码表", False)
    banner.json("packages", "pack", "remove", uuid)
    assert banner.json("packages", "pack", "texts") == []


def test_a_copy_brings_a_lost_file_back(offices, stick):
    banner, township = offices
    township.json("disclosures", "add", "--title", "演示信息", "--formed", "2026-05-04")
    banner.json("packages", "accept", township.json("packages", "export", "--to", stick)["carried"][0])
    card = banner.json("packages", "keys", "card", "--to", stick)
    township.file.unlink()
    for each in township.file.parent.glob("office.iltod-*"):
        each.unlink()
    township.json("init", "--office", township.code, "--level", "township", "--name", "演示苏木")
    township.json("packages", "keys", "enrol", card["file"], "--fingerprint", card["fingerprint"])
    copy = banner.json("packages", "copy", "make", "--office", township.code, "--to", stick)
    value = township.json("packages", "accept", copy["carried"][0])
    assert value["accepted"] is True
    assert [row["title"] for row in township.json("disclosures", "list")["rows"]] == ["演示信息"]
    assert "没有新的内容" in township.refused("packages", "export")
