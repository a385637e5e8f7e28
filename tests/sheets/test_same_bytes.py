"""The same sheet gives the same bytes: in another process, in two threads at once, whatever was drawn before."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.rules.bilingual import Layout
from app.sheets import faces
from app.sheets.faces import Role
from app.sheets.glyphs import FEW
from app.sheets.register import RegisterRow, RegisterSheet, draw
from app.sheets.sheet import Setup
from app.sheets.typefaces import Typefaces
from tests.golden.samples import pdf

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("notice-zh-prominent", "register-after", "slip-mn")
PRINT = """
import hashlib, sys
from app.sheets.typefaces import typefaces
from tests.golden.samples import pdf
for name in sys.argv[1:]:
    print(hashlib.sha256(pdf(name, typefaces())).hexdigest())
"""


@pytest.fixture
def fresh():
    """Faces nothing was set in yet."""

    def make():
        return Typefaces({role: [(face.path, face.index) for face in faces.found(role).faces] for role in Role})

    return make


def printed_elsewhere(seed, names):
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PRINT, *names]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_another_process_gives_the_same_bytes(typefaces):
    ours = [hashlib.sha256(pdf(name, typefaces)).hexdigest() for name in NAMES]
    assert printed_elsewhere("1", NAMES) == printed_elsewhere("2", NAMES) == ours


def test_what_was_drawn_before_makes_no_difference(fresh):
    used, new = fresh(), fresh()
    order = [*NAMES, *reversed(NAMES)]
    before = {name: pdf(name, used) for name in order}
    for name in reversed(NAMES):
        assert pdf(name, new) == before[name]


def test_the_first_of_many_sheets_is_like_the_last(fresh):
    one = fresh()
    assert len({pdf("slip-mn", one) for _turn in range(FEW + 2)}) == 1


def test_two_threads_draw_at_once_in_two_languages(fresh):
    alone = {name: pdf(name, fresh()) for name in NAMES}
    shared = fresh()
    with ThreadPoolExecutor(2) as threads:
        drawn = list(threads.map(lambda name: (name, pdf(name, shared)), NAMES * 6))
    assert all(alone[name] == made for name, made in drawn)


def test_another_moment_or_row_gives_another_file(typefaces, masthead):
    def register(**facts):
        rows = (RegisterRow(title="公示", **facts),)
        return draw(RegisterSheet(title="台账", rows=rows, **masthead), typefaces, setup=Setup(Layout.ZH_ONLY))

    assert register() == register()
    assert register() != register(note="更正")
