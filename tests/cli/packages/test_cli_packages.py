"""Packages on the command line: two offices, each with its own file and its own computer, and a stick between them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.main import cli
from tests.cli.conftest import Said
from tests.operations.packages.quarrel import ABOVE, AT_FIRST, BELOW, quarrelled

NAMES = {"152531": "演示旗", "152531101": "演示苏木"}
LEVELS = {"152531": "banner", "152531101": "township"}
REPORT, RECEIPT = "zwgk-152531101-{n:05}-report.zip", "zwgk-152531-{n:05}-receipt.zip"


class Office:
    """A file and a computer of its own; called with a command line, it tells how that ended."""

    def __init__(self, folder, code):
        self.home, self.file, self.code = folder / "home", folder / "office.iltod", code

    def __call__(self, *words, typed=None):
        line = ["--store", self.file, "--today", "2026-05-06", *words]
        done = CliRunner().invoke(cli, [str(word) for word in line], input=typed, env={"ILTOD_HOME": str(self.home)})
        return Said(done.exit_code, done.stdout, done.stderr)

    def json(self, *words):
        said = self("--json", *words)
        assert said.code == 0, said.out + said.err
        return said.value

    def refused(self, *words):
        """The sentence of a refusal, which is the same for a person and for a machine."""
        said, machine = self(*words), self("--json", *words)
        assert (said.code, said.out, machine.code) == (1, "", 1)
        assert machine.value == {"error": said.err.strip()}
        return said.err


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def strangers(tmp_path):
    """A banner and a township that know nothing of each other."""
    made = [Office(tmp_path / code, code) for code in NAMES]
    for office in made:
        office.json("init", "--office", office.code, "--level", LEVELS[office.code], "--name", NAMES[office.code])
    return made


@pytest.fixture
def offices(strangers, stick):
    """The same once each registered the other's card."""
    cards = [office.json("packages", "keys", "card", "--to", stick) for office in strangers]
    for office, card in zip(strangers, reversed(cards), strict=True):
        office.json("packages", "keys", "enrol", card["file"], "--fingerprint", card["fingerprint"])
    return strangers


def sent(township, stick, title="演示信息"):
    """A package with a new item, on the stick."""
    township.json("disclosures", "add", "--title", title, "--formed", "2026-05-04")
    (path,) = township.json("packages", "export", "--to", stick)["carried"]
    return path


def titles(office):
    return {hit["name"] for hit in office.json("search", "演示信息")}


def test_up_on_a_stick_and_the_receipt_back(offices, stick):
    banner, township = offices
    path = sent(township, stick)
    plan = banner.json("packages", "plan", path)
    assert (plan["office"], plan["link"], plan["sums"]) == (
        "演示苏木", "next", {"taken": 2, "unchanged": 0, "returned": 0, "conflict": 0}
    )  # fmt: skip
    assert banner.json("search", "演示信息") == []
    said = banner("packages", "accept", path)
    assert said.code == 0
    assert "“演示苏木”第 1 个报送包" in said.out
    assert "已接收 2，重复 0，退回 0，冲突 0。" in said.out
    assert len(banner.json("search", "演示信息")) == 1
    receipt = banner.json("packages", "answer", "--office", "152531101", "--to", stick)["carried"][0]
    assert township.json("packages", "receipt", receipt)["taken"] == 2
    assert "没有新的内容" in township.refused("packages", "export")


def test_the_same_package_again_changes_nothing_and_gives_the_same_receipt(offices, stick):
    banner, township = offices
    path = sent(township, stick)
    assert banner.json("packages", "accept", path)["accepted"] is True
    first = banner.json("packages", "answer", "--office", "152531101")["file"]
    told, before = Path(first).read_bytes(), banner.json("history")
    again = banner.json("packages", "accept", path)
    assert (again["accepted"], again["link"]) == (False, "repeated")
    second = banner.json("packages", "answer", "--office", "152531101")["file"]
    assert (second, Path(second).read_bytes()) == (first, told)
    assert banner.json("history") == before
    for _n in range(2):
        assert township.json("packages", "receipt", first)["upto"] == 1


def test_taking_in_can_be_undone(offices, stick):
    banner, township = offices
    banner.json("packages", "accept", sent(township, stick))
    banner.json("undo")
    assert banner.json("search", "演示信息") == []


def test_a_plan_leaves_no_copy_behind_and_neither_does_a_refusal(offices, stick):
    banner, township = offices
    path = sent(township, stick)
    banner.json("packages", "plan", path)
    township.refused("packages", "plan", path)
    for office in offices:
        inbox = office.file.parent / "packages" / "in"
        assert [found for found in inbox.rglob("*") if found.is_file()] == []


def test_a_stranger_is_told_to_be_registered_first(strangers, stick):
    banner, township = strangers
    path = sent(township, stick)
    for word in ("plan", "accept"):
        assert "iltod packages keys enrol" in banner.refused("packages", word, path)


def test_what_is_not_for_this_command_is_told_with_the_right_one(offices, stick):
    banner, township = offices
    path = sent(township, stick)
    banner.json("packages", "accept", path)
    receipt = banner.json("packages", "answer", "--office", "152531101", "--to", stick)["carried"][0]
    assert "iltod packages receipt" in township.refused("packages", "plan", receipt)
    assert "iltod packages receipt" in township.refused("packages", "accept", receipt)
    assert "iltod packages keys enrol" in banner.refused("packages", "accept", stick / "zwgk-152531101-key.json")
    assert "iltod packages accept" in banner.refused("packages", "receipt", path)
    assert "不是报送包" in banner.refused("packages", "plan", banner.file)
    assert "找不到" in banner.refused("packages", "plan", stick / "none.zip")


def test_a_package_for_another_office_is_not_taken(offices, tmp_path, stick):
    _banner, township = offices
    other = Office(tmp_path / "other", "152532")
    other.json("init", "--office", "152532", "--level", "banner", "--name", "样例旗")
    path = sent(township, stick)
    fingerprint = township.json("packages", "keys", "card", "--to", stick)["fingerprint"]
    card = stick / "zwgk-152531101-key.json"
    refusal = other.refused("packages", "keys", "enrol", card, "--fingerprint", fingerprint)
    assert "既不是本单位的上级，也不是下级" in refusal
    assert "没有登记的密钥" in other.refused("packages", "accept", path)


def test_a_package_of_which_a_byte_is_changed_is_not_taken(offices, stick):
    banner, township = offices
    path = sent(township, stick)
    data = bytearray(Path(path).read_bytes())
    data[len(data) // 2] ^= 1
    Path(path).write_bytes(data)
    before = banner.json("history")
    assert "没有接收" in banner.refused("packages", "accept", path)
    assert banner.json("history") == before


def test_a_later_package_waits_for_the_one_that_is_missing(offices, stick):
    banner, township = offices
    first = sent(township, stick)
    banner.json("packages", "accept", first)
    receipt = banner.json("packages", "answer", "--office", "152531101")["file"]
    township.json("packages", "receipt", receipt)
    banner.json("undo")
    second = sent(township, stick, "演示信息二")
    plan = banner("packages", "plan", second)
    assert (plan.code, "没收到的：第 1 包" in plan.out) == (0, True)
    assert "第 1 包" in banner.refused("packages", "accept", second)
    banner.json("packages", "accept", first)
    assert banner.json("packages", "accept", second)["accepted"] is True


def test_a_doubtful_package_wants_a_word_that_somebody_asked(offices, tmp_path, stick):
    banner, township = offices
    banner.json("packages", "accept", sent(township, stick))
    image = shutil.copytree(township.file.parent, tmp_path / "image")
    banner.json("packages", "accept", sent(township, stick, "演示信息二"))
    shutil.rmtree(township.file.parent)  # the whole disk went back to its image: file, keys and what they remember
    shutil.copytree(image, township.file.parent)
    (stick / REPORT.format(n=2)).unlink()
    path = sent(township, stick, "演示信息三")
    plan = banner("packages", "plan", path)
    assert (plan.code, "请先打电话核实" in plan.out) == (0, True)
    assert "核实无误，照常接收" in banner.refused("packages", "accept", path)
    assert titles(banner) == {"演示信息", "演示信息二"}
    assert banner.json("packages", "accept", path, "--verified")["accepted"] is True
    assert titles(banner) == {"演示信息", "演示信息二", "演示信息三"}


def test_a_receipt_is_for_one_computer_of_an_office_that_has_several(offices, stick):
    banner, township = offices
    banner.json("packages", "accept", sent(township, stick))
    shutil.rmtree(township.home)
    card = township.json("packages", "keys", "card", "--to", stick)
    banner.json("packages", "keys", "enrol", card["file"], "--fingerprint", card["fingerprint"])
    told = banner.refused("packages", "answer", "--office", "152531101")
    assert "--device" in told
    assert card["fingerprint"] in told
    first = next(row for row in banner.json("packages", "keys", "list") if row["fingerprint"] != card["fingerprint"])
    answer = banner.json("packages", "answer", "--office", "152531101", "--device", first["fingerprint"])
    assert answer["file"].endswith(RECEIPT.format(n=1))
    assert "还没有接收过" in banner.refused(
        "packages", "answer", "--office", "152531101", "--device", card["fingerprint"]
    )
    assert "没有登记过单位" in banner.refused("packages", "answer", "--office", "152531102")


def test_what_lies_on_the_stick_is_told_before_anything_is_believed(offices, stick):
    banner, township = offices
    path = sent(township, stick)
    rows = {row["file"].rpartition("/")[2]: row for row in banner.json("packages", "found", stick)}
    assert rows[REPORT.format(n=1)]["header"]["sender"] == "152531101"
    assert rows["zwgk-152531-key.json"]["card"]["office_name"] == "演示旗"
    said = banner("packages", "found", stick)
    assert "还没有核验" in said.out
    assert path.rpartition("/")[2] in said.out
    assert banner("packages", "found", stick / "none").code == 1


def test_status_and_log_tell_where_the_office_stands(offices, stick):
    banner, township = offices
    assert "还没有报送过。" in township("packages", "status").out
    banner.json("packages", "accept", sent(township, stick))
    receipt = banner.json("packages", "answer", "--office", "152531101", "--to", stick)["carried"][0]
    township.json("packages", "receipt", receipt)
    told = township("packages", "status").out
    for sentence in (
        "上一个报送包：第 1 包。",
        "上级已回执到第 1 包",
        "待报送的记录：0 条。",
        "上级：演示旗（152531）",
    ):
        assert sentence in told
    value = township.json("packages", "status")
    assert (value["standing"]["seq"], value["last_answered"]["taken"]) == (1, 2)
    rows = township.json("packages", "log")
    assert [(row["way"], row["outcome"]) for row in rows] == [("in", ""), ("out", "")]


def test_keys_are_compared_listed_and_revoked(offices, stick):
    banner, township = offices
    (row,) = banner.json("packages", "keys", "list")
    assert row["office_code"] == "152531101"
    card = stick / "zwgk-152531101-key.json"
    asked = banner.refused("packages", "keys", "enrol", card)
    assert "“演示苏木”（152531101）" in asked
    assert row["fingerprint"] not in asked  # who could copy it would not call
    assert "不符" in banner.refused("packages", "keys", "enrol", card, "--fingerprint", "AAAA-AAAA-AAAA")
    path = sent(township, stick)
    banner.json("packages", "keys", "revoke", row["fingerprint"], "--reason", "演示：电脑丢失")
    assert "已停用的密钥" in banner.refused("packages", "accept", path)


def test_the_recovery_key_is_told_once(offices):
    banner, _township = offices
    made = banner.json("packages", "keys", "recovery")
    assert made["secret"].startswith("AGE-SECRET-KEY-1")
    assert "已经生成过" in banner.refused("packages", "keys", "recovery")
    assert all(made["secret"] not in path.read_text("utf-8", "replace") for path in banner.home.rglob("*.*"))


@pytest.fixture
def quarrel(tmp_path):
    """Both offices in conflict over one item, of which the township knows."""
    banner, township, uuid, receipt = quarrelled(tmp_path)
    township.read(receipt)
    both = []
    for desk in (banner, township):
        desk.store.close()
        both.append(Office(desk.folder, desk.code))
    return *both, uuid


def test_a_conflict_is_shown_side_by_side_and_settled(quarrel):
    banner, _township, _uuid = quarrel
    (row,) = banner.json("packages", "disputes", "list")
    assert (row["name"], row["fate"]) == (BELOW, "conflict")
    shown = banner("packages", "disputes", "show", row["uuid"]).out
    assert f"title\t是\t{ABOVE}\t{BELOW}" in shown
    banner.json("packages", "disputes", "take", row["uuid"], "--note", "电话核实过")
    assert banner.json("packages", "disputes", "list") == []
    assert "已经处理过" in banner.refused("packages", "disputes", "keep", row["uuid"])
    banner.json("undo")
    banner.json("packages", "disputes", "keep", row["uuid"])
    assert banner.json("packages", "disputes", "list") == []


def test_what_came_back_is_sent_again_or_given_way_to(quarrel):
    _banner, township, uuid = quarrel
    (row,) = township.json("packages", "returned", "list")
    assert (row["uuid"], row["name"], row["held"]["title"]) == (uuid, BELOW, ABOVE)
    assert township("packages", "returned", "again").code == 2
    township.json("packages", "returned", "adopt", uuid)
    assert ABOVE in json.dumps(township.json("search", AT_FIRST), ensure_ascii=False)
    assert township.json("packages", "returned", "list") == []


def test_all_that_came_back_may_be_sent_again_at_once(quarrel):
    _banner, township, uuid = quarrel
    assert township.json("packages", "returned", "again", "--all") == {"again": 1, "uuids": [uuid]}
    assert township.json("packages", "returned", "list") == []
