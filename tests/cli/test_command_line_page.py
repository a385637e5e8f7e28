"""The page for scripts: every command stands there, and every example does what it says."""

import re
import shlex
import shutil

import pytest

from app import paths
from app.cli.commands import Group
from app.cli.main import cli
from app.operations.packages import trust
from app.rules.offices import Level, OfficeDraft
from tests.factory import NOW, TODAY, ask
from tests.operations.packages.desks import Desk
from tests.operations.packages.quarrel import quarrelled

PAGE = paths.DOCS / "command-line.md"
EXAMPLE = re.compile(r"^ {4}(?:echo (?P<typed>\S+) \| )?iltod (?P<words>.+)$", re.MULTILINE)

FINANCE = "项目,收入（元）,支出（元）,备注\n发包收入,86000.00,,\n道路维修,,18650.50,\n"

LEDGER = (
    "申请人,申请人类型,收到日期,申请方式,申请内容,答复日期,答复类型\n"
    "演示甲,公民,2025/3/5,信函,演示低保名单,2025-03-20,（一）予以公开\n"
    "演示乙,公民,2018.3.5,当面,演示征地批文,2018.3.15,不同意公开：涉及商业秘密\n"
    "演示丙,公民,2025-03-05,当面,演示早到的答复,2025-03-01,1\n"
)


def examples():
    return [(found["words"], found["typed"]) for found in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]


def commands(group, words=()):
    """Every command of the program, as the words it is called with."""
    for word in group.list_commands(None):
        found = group.get_command(None, word)
        if isinstance(found, Group):
            yield from commands(found, (*words, word))
        else:
            yield " ".join((*words, word))


def command_of(words):
    """The words without the file they are for."""
    return re.sub(r"^--store \S+ ", "", words)


def test_every_command_has_an_example():
    shown = [command_of(words) + " " for words, _typed in examples()]
    assert [name for name in commands(cli) if not any(words.startswith(name + " ") for words in shown)] == []


def test_every_command_and_option_says_in_chinese_what_it_does():
    def told(group):
        for word in group.list_commands(None):
            found = group.get_command(None, word)
            texts = [option.help for option in found.params if hasattr(option, "help") and option.opts[0][0] == "-"]
            yield from ((word, text) for text in [found.help, *texts])
            if isinstance(found, Group):
                yield from told(found)

    assert [word for word, text in told(cli) if not re.search("[\u4e00-\u9fff]", text or "")] == []


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files the examples name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ILTOD_STORE", str(tmp_path / "office.iltod"))
    shutil.copy(paths.RESOURCES / "demo" / "published_catalog.xlsx", tmp_path)
    shutil.copy(paths.RESOURCES / "calendars" / "2026.toml", tmp_path)
    shutil.copy(paths.RESOURCES / "demo" / "payouts.xlsx", tmp_path)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 test")
    (tmp_path / "finance.csv").write_text(FINANCE, encoding="utf-8")
    (tmp_path / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "terms.toml").write_text('id = "demo"\nname = "演示词语"\n', encoding="utf-8")
    (tmp_path / "stick").mkdir()
    return tmp_path


def quarrel(desk):
    """Two files that hold different versions of an item; what the page calls by a placeholder."""
    banner, township, uuid, receipt = quarrelled(desk / "quarrel")
    township.read(receipt)
    for office, name in ((banner, "banner.iltod"), (township, "sumu.iltod")):
        office.store.close()
        shutil.copy(office.store.path, desk / name)
    second = Desk(desk / "second", OfficeDraft("000001", "演示旗", Level.BANNER))
    card = ask(second.store, trust.write_own_card, second.keys, desk / "second", NOW)
    card.rename(desk / "second.json")
    return {"RETURNED": uuid, "SECOND": second.card().key.fingerprint}


def test_the_examples_can_be_followed_from_the_first_to_the_last(desk, run):
    run("--today", TODAY, "demo", desk / "made")
    shutil.copy(desk / "made" / "disclosures.xlsx", desk)
    known = quarrel(desk)
    for words, typed in examples():
        for name, value in known.items():
            words = words.replace(f"${name}", str(value))
        said = run("--json", "--today", TODAY, *shlex.split(words), typed=f"{typed}\n" if typed else None)
        assert said.code == 0, f"{words}\n{said.out}{said.err}"
        known |= noted(said.value, words)


NOTED = {
    "disclosures add": lambda value: {"ID": value["uuid"]},
    "printouts list": lambda value: {"PRINTOUT": value[0]["uuid"]},
    "catalog import": lambda value: {"VERSION": value["version"]},
    "villages matters add": lambda value: {"MATTER": value["uuid"]},
    "notices object ": lambda value: {"OBJECTION": value["uuid"]},
    "payouts list": lambda value: {"ROLL": value[0]["uuid"]},
    "payouts show": lambda value: {"ROW": value["rows"][0]["uuid"]},
    "payouts look-up": lambda value: {"PERSON": value["rows"][0]["uuid"]},
    "requests letter begin": lambda value: {"LETTER": value["uuid"]},
    "remedies add": lambda value: {"REMEDY": value["uuid"]},
    "bin list": lambda value: {"N": value[0]["seq"]},
    "packages keys card": lambda value: {"FINGERPRINT": value["fingerprint"]},
    "packages disputes list": lambda value: {"DISPUTE": value[0]["uuid"]},
    "packages pack add": lambda value: {"TEXT": value["uuid"]},
}


def noted(value, words):
    """What the placeholders of the examples stand for after this one."""
    return next((note(value) for begin, note in NOTED.items() if command_of(words).startswith(begin)), {})
