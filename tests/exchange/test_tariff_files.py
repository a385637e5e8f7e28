"""Tariffs as files: read, refused with the entry that is wrong, written so that they read back."""

from datetime import date
from pathlib import Path

import pytest

from app import paths
from app.errors import UserError
from app.exchange import tariffs
from app.rules.fees import Step, Tariff

OWN = Tariff(
    "测试标准“甲”",
    date(2026, 1, 1),
    "测试通知\t一",
    (Step(1, 0), Step(6, 5_050, 5, 2_500)),
    (Step(1, 0), Step(21, 1_005)),
)
GOOD = """
name = "测试标准"
in_force_on = 2026-01-01
source = "测试通知"
item = [{first = 1, price = 0}, {first = 6, price = 50.5}]
page = [{first = 1, price = 0}]
"""


def kept(folder: Path, text: str) -> Path:
    path = folder / "tariff.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    with pytest.raises(UserError) as raised:
        tariffs.read(kept(folder, text))
    return str(raised.value)


def test_the_shipped_tariff_begins_in_2021_and_tells_its_source():
    (shipped,) = tariffs.load_folder(paths.RESOURCES / "tariffs")
    assert shipped.in_force_on == date(2021, 1, 1)
    assert "国办函〔2020〕109号" in shipped.source


def test_what_was_written_reads_back_the_same(tmp_path):
    tariffs.write(tmp_path / "t.toml", OWN)
    assert tariffs.read(tmp_path / "t.toml") == OWN


def test_prices_are_yuan_with_two_decimals_at_most(tmp_path):
    assert tariffs.read(kept(tmp_path, GOOD)).items == (Step(1, 0), Step(6, 5_050))
    for price in ("50.505", "-1", '"50"', "nan", "inf", "true"):
        assert "item.price" in refused(tmp_path, GOOD.replace("50.5}", f"{price}}}"))


@pytest.mark.parametrize("field", ["name", "in_force_on", "source", "item", "page"])
def test_an_entry_that_is_missing_is_named(tmp_path, field):
    text = "\n".join(line for line in GOOD.splitlines() if not line.startswith(field))
    assert field in refused(tmp_path, text)


@pytest.mark.parametrize("first", ["0", "1.5", '"1"', "-3"])
def test_a_step_begins_at_a_whole_number(tmp_path, first):
    assert "item.first" in refused(tmp_path, GOOD.replace("first = 6", f"first = {first}"))


def test_steps_that_do_not_rise_are_refused_with_their_number(tmp_path):
    assert "第2档" in refused(tmp_path, GOOD.replace("first = 6", "first = 1"))


def test_a_step_that_is_no_table_is_refused(tmp_path):
    assert "[[page]]" in refused(tmp_path, GOOD.replace("page = [{first = 1, price = 0}]", "page = [1]"))
    assert "[[page]]" in refused(tmp_path, GOOD.replace("page = [{first = 1, price = 0}]", 'page = "x"'))


def test_what_is_no_toml_is_refused_with_the_name_of_the_file(tmp_path):
    assert "tariff.toml" in refused(tmp_path, "name =")
    with pytest.raises(UserError):
        tariffs.read(tmp_path / "missing.toml")


def test_a_moment_is_no_day(tmp_path):
    assert "in_force_on" in refused(tmp_path, GOOD.replace("2026-01-01", "2026-01-01T00:00:00"))


def test_two_tariffs_of_one_day_are_refused(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UserError) as raised:
        tariffs.load_folder(tmp_path)
    assert "2026-01-01" in str(raised.value)
