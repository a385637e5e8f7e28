import json

import pytest

from app.operations import history, offices
from app.rules.choices import CHOICES
from app.store.database import Store
from tests.factory import ask


def test_init_makes_a_file_that_every_command_can_open(run, tmp_path):
    file = tmp_path / "new" / "office.iltod"
    said = run("--json", "--store", file, "init", "--office", "000001001", "--level", "township", "--name", "测试苏木")
    assert said.code == 0
    assert said.value == {
        "store": str(file),
        "office": {"code": "000001001", "name": "测试苏木", "level": "township", "name_mn": ""},
    }
    store = Store.open(file)
    assert ask(store, offices.own).name == "测试苏木"
    store.close()


def test_init_leaves_an_existing_file_alone(run, path):
    before = path.read_bytes()
    said = run("--store", path, "init", "--office", "000001", "--level", "banner", "--name", "测试旗")
    assert (said.code, said.out) == (1, "")
    assert "已经存在，不会覆盖" in said.err
    assert path.read_bytes() == before


def test_init_says_how_long_a_code_must_be(run, tmp_path):
    said = run("--store", tmp_path / "x.iltod", "init", "--office", "12", "--level", "banner", "--name", "测试旗")
    assert said.code == 1
    assert "6 位数字，现在是“12”" in said.err
    assert not (tmp_path / "x.iltod").exists()


def test_people_are_added_listed_and_retired(answer):
    uuid = answer("people", "add", "演示甲")["uuid"]
    answer("people", "add", "演示乙")
    assert [row["name"] for row in answer("people", "list")] == ["演示乙", "演示甲"]
    answer("people", "retire", uuid[:20])
    assert [row["name"] for row in answer("people", "list")] == ["演示乙"]
    assert [row["active"] for row in answer("people", "list", "--all")] == [True, False]


def test_a_pin_is_read_from_standard_input_and_asked_of_the_person(iltod, answer, monkeypatch):
    answer("people", "add", "演示甲")
    assert answer("people", "pin", "演示甲", typed="1234\n")["has_pin"] is True
    refused = iltod("--person", "演示甲", "settings", "set", "timely_days", "5")
    assert (refused.code, "口令不对" in refused.err) == (1, True)
    monkeypatch.setenv("ILTOD_PIN", "1234")
    assert iltod("--person", "演示甲", "settings", "set", "timely_days", "5").code == 0
    assert answer("people", "pin", "演示甲", typed="\n")["has_pin"] is False


def test_the_record_says_who_did_it(iltod, store):
    iltod("people", "add", "演示甲")
    iltod("--person", "演示甲", "people", "add", "演示乙")
    assert [row.person for row in ask(store, history.done)][:2] == ["演示甲", "命令行"]


def test_a_person_nobody_knows_is_refused_and_nothing_is_done(iltod, answer):
    said = iltod("--person", "无此人", "people", "add", "演示乙")
    assert said.code == 1
    assert answer("people", "list") == []


def test_every_choice_is_listed_with_its_source_and_can_be_set(answer):
    answer("settings", "set", "timely_days", "5")
    rows = {row["key"]: row for row in answer("settings", "list")}
    assert rows.keys() == CHOICES.keys()
    assert rows["timely_days"]["value"] == "5"
    assert all(row["source"] for row in rows.values())


@pytest.mark.parametrize(("key", "value", "code"), [("timely_days", "21", 1), ("no_such_choice", "1", 2)])
def test_a_choice_that_does_not_fit_is_refused(iltod, answer, key, value, code):
    said = iltod("--json", "settings", "set", key, value)
    assert said.code == code
    assert list(json.loads(said.out)) == ["error"]
    assert {row["key"]: row["value"] for row in answer("settings", "list")}["timely_days"] == "3"
