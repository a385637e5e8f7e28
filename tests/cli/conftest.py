"""The command line itself, with the file of an invented office."""

import json
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from app import i18n
from app.cli.main import cli
from tests.factory import TODAY, path, store, template

__all__ = ["path", "store", "template"]


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def value(self):
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def chinese():
    """Each test begins in Chinese, whatever the one before it chose."""
    yield
    i18n.set_language("zh")


@pytest.fixture
def run():
    """Run a command line as it stands."""

    def run(*words, typed=None):
        done = CliRunner().invoke(cli, [str(word) for word in words], input=typed)
        return Said(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def iltod(run, path):
    """Run a command on the office's file on the day of the tests."""
    return lambda *words, typed=None: run("--store", path, "--today", TODAY.isoformat(), *words, typed=typed)


@pytest.fixture
def answer(iltod):
    """The JSON of a command that must be done."""

    def answer(*words, typed=None):
        said = iltod("--json", *words, typed=typed)
        assert said.code == 0, said.out + said.err
        return said.value

    return answer
