"""Whose file it is, who works here, what the office chose."""

import pytest

from app.errors import UserError
from app.models.office import Person
from app.operations import offices
from app.rules.choices import CHOICES
from tests.factory import OFFICE, ask, do


def test_the_office_keeps_its_code_and_may_be_renamed(store):
    assert ask(store, offices.own) == offices.OfficeRow("000001", OFFICE.name, "", OFFICE.level)
    do(store, offices.rename, " 测试旗人民政府 ", "ᠬᠣᠰᠢᠭᠤ")
    assert ask(store, offices.own) == offices.OfficeRow("000001", "测试旗人民政府", "ᠬᠣᠰᠢᠭᠤ", OFFICE.level)
    with pytest.raises(UserError, match="请填写单位名称"):
        do(store, offices.rename, "  ", "")


def test_people_are_listed_by_name_and_the_retired_only_on_request(store):
    first = do(store, offices.add_person, " 演示甲 ")
    do(store, offices.add_person, "演示乙")
    do(store, offices.retire, first)
    assert [row.name for row in ask(store, offices.people)] == ["演示乙"]
    assert {(row.name, row.active) for row in ask(store, offices.people, True)} == {("演示甲", False), ("演示乙", True)}


def test_two_people_of_one_name_need_a_way_to_tell_them_apart(store):
    uuid = do(store, offices.add_person, "演示甲")
    with pytest.raises(UserError, match="已有同名人员“演示甲”"):
        do(store, offices.add_person, "演示甲 ")
    do(store, offices.retire, uuid)
    do(store, offices.add_person, "演示甲")
    assert len(ask(store, offices.people)) == 1


@pytest.mark.parametrize("pin", ["123", "123456789", "12a4", "１２３４"])
def test_a_pin_has_four_to_eight_digits(pin, store):
    with pytest.raises(UserError, match="口令应为 4 至 8 位数字"):
        do(store, offices.add_person, "演示甲", pin)


def test_only_the_right_pin_lets_somebody_in(store):
    uuid = do(store, offices.add_person, "演示甲", "2468")
    assert ask(store, offices.sign_in, uuid, "2468").has_pin
    for wrong in ("", "2469", "24680"):
        with pytest.raises(UserError, match="口令不对"):
            ask(store, offices.sign_in, uuid, wrong)
    do(store, offices.set_pin, uuid, "13579")
    assert ask(store, offices.sign_in, uuid, "13579").name == "演示甲"
    do(store, offices.set_pin, uuid, "")
    assert not ask(store, offices.sign_in, uuid).has_pin


def test_a_pin_is_kept_only_as_a_salted_hash(store):
    for name in ("演示甲", "演示乙"):
        do(store, offices.add_person, name, "24681357")
    with store.read() as session:
        hashes = [person.pin_hash for person in session.query(Person)]
    assert len(set(hashes)) == 2
    assert "24681357" not in "".join(hashes)
    store.close()
    assert b"24681357" not in store.path.read_bytes()


def test_choices_have_their_usual_value_until_the_office_says_otherwise(store):
    assert ask(store, offices.chosen) == {key: choice.default for key, choice in CHOICES.items()}
    do(store, offices.choose, "timely_days", "5")
    do(store, offices.choose, "timely_days", "7")
    values = {row.choice.key: row.value for row in ask(store, offices.choice_rows)}
    assert values == {key: choice.default for key, choice in CHOICES.items()} | {"timely_days": "7"}


@pytest.mark.parametrize(
    ("key", "value"),
    [("timely_days", "21"), ("timely_days", "x"), ("review_required", "maybe"), ("yearly_month_day", "02-30")],
)
def test_a_value_that_does_not_fit_is_refused(key, value, store):
    with pytest.raises(UserError, match=r"请"):
        do(store, offices.choose, key, value)
    assert ask(store, offices.chosen)[key] == CHOICES[key].default
