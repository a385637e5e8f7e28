import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from app import paths
from app.errors import UserError
from app.settings import RECENT, Settings, load, save, with_recent

FULL = Settings(
    language="mn_Mong",
    writing_mode="horizontal",
    scale=150,
    theme="dark",
    store=Path("某旗") / "公开.iltod",
    backup_folder=Path("备份"),
    recent=(Path("甲.iltod"), Path("乙.iltod")),
    geometry="AdnQywADAAA=",
    columns={"requests": (40, 200, 96)},
    papers={"notice": "A3"},
    fonts={"text": "/fonts/song.ttf"},
    last={"village": "159999101201"},
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "settings.json"


def written(file, content):
    file.parent.mkdir(parents=True)
    file.write_bytes(content)


def test_without_a_file_the_defaults_come_without_complaint(file):
    assert load(file) == (Settings(), None)


def test_every_preference_comes_back_as_it_was_saved(file):
    save(FULL, file)
    assert load(file) == (FULL, None)


def test_each_preference_differs_from_its_default_in_the_round_trip():
    default = Settings()
    same = [name for name in Settings.__slots__ if getattr(FULL, name) == getattr(default, name)]
    assert same == ["unknown"]


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(FrozenInstanceError):
        FULL.scale = 100


def test_entries_of_a_newer_program_survive_a_save(file):
    written(file, '{"scale": 125, "声音": {"提醒": [1, 2]}}'.encode())
    settings, problem = load(file)
    save(replace(settings, scale=200), file)
    content = json.loads(file.read_text(encoding="utf-8"))
    assert problem is None
    assert (content["scale"], content["声音"]) == (200, {"提醒": [1, 2]})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"scale": 1',
        b"\xff\xfe\x00",
        b"[]",
        b'{"scale": "large"}',
        b'{"scale": 9000}',
        b'{"language": "tlh"}',
        b'{"theme": null}',
        b'{"writing_mode": "spiral"}',
        b'{"recent": 7}',
        b'{"columns": {"home": "wide"}}',
        b'{"papers": ["A3"]}',
        b'{"fonts": "song.ttf"}',
        b'{"last": 7}',
    ],
)
def test_a_damaged_file_is_kept_aside_and_defaults_are_used(file, content):
    written(file, content)
    settings, problem = load(file)
    kept = file.with_name("settings.json.broken")
    assert settings == Settings()
    assert kept.read_bytes() == content
    assert not file.exists()
    assert problem.warning
    assert "settings.json.broken" in problem.text


def test_a_folder_in_the_place_of_the_file_gives_defaults_and_a_sentence(file):
    file.mkdir(parents=True)
    settings, problem = load(file)
    assert settings == Settings()
    assert "settings.json" in problem.text


def test_saving_over_old_settings_leaves_no_temporary_file(file):
    save(FULL, file)
    save(Settings(), file)
    assert load(file)[0] == Settings()
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


def test_settings_that_cannot_be_saved_are_said_in_a_sentence_and_the_old_ones_stay(file):
    save(FULL, file)
    file.with_name("settings.json.part").mkdir()
    with pytest.raises(UserError, match="没有保存"):
        save(Settings(), file)
    assert load(file) == (FULL, None)


def test_the_latest_file_stands_first_and_once_among_the_recent_ones():
    settings = Settings(recent=tuple(Path(f"{number}.iltod") for number in range(RECENT)))
    recent = with_recent(settings, Path("3.iltod"))
    assert recent[:2] == (Path("3.iltod"), Path("0.iltod"))
    assert len(recent) == len(set(recent)) == RECENT
    assert len(with_recent(settings, Path("新.iltod"))) == RECENT


def test_one_variable_moves_all_folders_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setenv("ILTOD_HOME", str(tmp_path))
    folders = (paths.user_data(), paths.user_config(), paths.user_log())
    assert folders == (tmp_path / "data", tmp_path / "config", tmp_path / "log")


def test_without_the_variable_the_folders_are_those_of_the_system(monkeypatch):
    monkeypatch.delenv("ILTOD_HOME", raising=False)
    assert all("iltod" in folder.parts for folder in (paths.user_data(), paths.user_config(), paths.user_log()))
    assert not paths.user_data().is_relative_to(paths.ROOT)
