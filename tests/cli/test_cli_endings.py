"""Every way a command line can end: codes, sentences, trouble with file and disk, real processes."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.main import ENTRIES
from app.store import database
from tests.factory import integrity, register

ROOT = Path(__file__).resolve().parents[2]
RUN = "import sys; from app.cli.main import run; sys.exit(run(sys.argv[1:]))"


def process(*words, code=RUN, typed=b"", **environment):
    """Run the command line in a process of its own; bytes in, bytes out."""
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, cwd=ROOT, input=typed, capture_output=True, env=os.environ | environment)


def test_help_is_chinese_and_names_every_command(run):
    said = run("--help")
    assert said.code == 0
    assert "用法：iltod" in said.out
    assert all(f"  {word} " in said.out for word in ENTRIES)
    assert "Show this message" not in said.out


def test_a_group_without_a_command_tells_its_commands(run):
    said = run("disclosures")
    assert (said.code, "登记一条公开信息。" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("dues",), "没有命令“dues”。用 iltod --help 查看写法。"),
        (("check", "--fast"), "没有选项“--fast”。用 iltod check --help 查看写法。"),
        (("check", "now"), "命令没有写完整，或多写了认不得的词。用 iltod check --help 查看写法。"),
        (("search",), "缺少“TEXT”。用 iltod search --help 查看写法。"),
        (("search", "x", "--limit"), "选项“--limit”的写法不对"),
        (("search", "x", "--limit", "0"), "“--limit”的值不对：“0”不是1以上的整数。"),
        (("search", "x", "--kind", "y"), "“--kind”的值不对：“y”不在可选的值之中"),
        (("--today", "2026-02-30", "check"), "“2026-02-30”不是存在的日期"),
        (("init", "--level", "banner", "--name", "x"), "缺少“--office”。"),
    ],
)
def test_a_command_line_written_wrongly_is_told_in_chinese(run, words, sentence):
    said = run(*words)
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    as_json = run(*words, "--json")
    assert (as_json.code, as_json.err) == (2, "")
    assert as_json.value == {"error": said.err.strip()}


def test_json_may_stand_anywhere_but_not_behind_two_dashes(iltod):
    assert iltod("check", "--json").value["well"] is True
    assert iltod("--json", "search", "--", "--json").value == []
    assert iltod("search", "--", "--json").out.startswith("种类\t")


def test_the_language_is_chosen_on_the_line(run):
    assert run("--language", "mn_Mong", "--help").code == 0
    assert run("--language", "fr", "--help").code == 2


def test_a_file_that_is_not_there_is_told_with_the_cure(run, tmp_path):
    said = run("--store", tmp_path / "none.iltod", "today")
    assert (said.code, "iltod init" in said.err) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_the_file_is_taken_from_the_environment_or_from_home(run, path, home, monkeypatch):
    assert run("check").code == 1
    monkeypatch.setenv("ILTOD_STORE", str(path))
    assert run("check").code == 0
    monkeypatch.delenv("ILTOD_STORE")
    (home / "data").mkdir()
    shutil.copy(path, home / "data" / "office.iltod")
    assert run("check").code == 0


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\0" + bytes(4000)])
def test_a_file_that_is_not_ours_is_left_as_it_is(run, tmp_path, content):
    file = tmp_path / "other.iltod"
    file.write_bytes(content)
    said = run("--json", "--store", file, "people", "add", "演示甲")
    assert said.code == 1
    assert list(said.value) == ["error"]
    assert file.read_bytes() == content


def test_a_database_of_another_program_is_left_as_it_is(run, tmp_path):
    file = tmp_path / "other.iltod"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE letter (text)")
    connection.close()
    before = file.read_bytes()
    said = run("--store", file, "check")
    assert (said.code, "不是本程序的数据文件" in said.err) == (1, True)
    assert file.read_bytes() == before


def test_a_file_of_a_newer_program_can_be_read_but_not_changed(iltod, answer, store, path):
    register(store)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
    connection.close()
    assert answer("disclosures", "list")["total"] == 1
    said = iltod("people", "add", "演示甲")
    assert (said.code, "只能查看，不能修改" in said.err) == (1, True)


def test_a_file_that_another_program_is_writing_is_told(iltod, path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 20)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = iltod("people", "add", "演示甲")
    other.rollback()
    other.close()
    assert (said.code, "正被另一个程序占用，这次没有保存" in said.err) == (1, True)


@pytest.mark.skipif(os.name != "posix", reason="only POSIX can limit how far a file may grow")
def test_a_full_disk_keeps_what_there_was(path, tmp_path, store):
    register(store, "旧信息")
    store.close()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(os.urandom(3_000_000))
    uuid = process("--json", "--store", path, "disclosures", "list", "--limit", "1")
    found = uuid.stdout.decode().split('"uuid": "')[1][:32]
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size + 1_000_000},) * 2); "
    said = process("--store", path, "disclosures", "attach", found, scan, code=limit + RUN)
    assert said.returncode == 1
    assert "这次没有保存" in said.stderr.decode()
    assert "Traceback" not in said.stderr.decode()
    assert integrity(path) == ("ok", [])
    after = process("--json", "--store", path, "disclosures", "show", found)
    assert '"files": []' in after.stdout.decode()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX sends a real interrupt to one process")
def test_an_interrupt_in_the_middle_keeps_nothing(path):
    code = (
        "import os, signal; from sqlalchemy import event; from sqlalchemy.orm import Session\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"event.listen(Session, 'after_flush', lambda *_: os.kill(os.getpid(), {signal.SIGINT:d}))\n{RUN}"
    )
    said = process("--json", "--store", path, "people", "add", "演示甲", code=code)
    assert said.returncode == 1
    assert "已中断" in said.stdout.decode()
    listed = process("--json", "--store", path, "people", "list")
    assert listed.stdout.decode().strip() == "[]"


@pytest.mark.skipif(os.name != "posix", reason="Windows tells a broken pipe in another way")
def test_a_reader_that_goes_away_is_told_without_a_traceback(path):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", RUN, "--store", str(path), "check"]
    done = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "接收输出的程序提前结束，输出不完整。已经完成的改动仍在，可用 iltod history 查看。"
    ]


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "gbk"}])
def test_the_output_is_utf8_whatever_the_terminal_says(path, environment):
    said = process("--store", path, "check", **environment)
    assert said.returncode == 0
    assert "数据文件完好。" in said.stdout.decode("utf-8")


def test_the_program_itself_takes_a_command_line(path):
    command = [sys.executable, "-m", "app", "--json", "--store", str(path), "people", "list"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True)
    assert (done.returncode, done.stdout.decode().strip()) == (0, "[]")


def test_help_pays_for_no_library_it_does_not_need():
    heavy = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "docx", "lxml", "pypinyin", "PySide6", "rich")
    code = "import sys; from app.cli.main import run; run(['--help']); print(set(sys.argv) & set(sys.modules))"
    assert process(*heavy, code=code).stdout.decode().splitlines()[-1] == "set()"


def test_a_table_on_a_terminal_lines_up_although_chinese_is_wide(path):
    pty = pytest.importorskip("pty")
    process("--store", path, "people", "add", "演示甲")
    process("--store", path, "people", "add", "一个名字很长的演示人员")
    try:
        main, other = pty.openpty()
    except OSError:
        pytest.skip("this system has no terminals to give, as in a bare chroot")
    command = [sys.executable, "-c", RUN, "--store", str(path), "people", "list"]
    subprocess.run(command, cwd=ROOT, stdout=other, check=True, env=os.environ | {"COLUMNS": "70", "TERM": "dumb"})
    os.close(other)
    text = os.read(main, 65536).decode()
    os.close(main)
    rows = [line for line in text.splitlines() if "演示" in line]
    places = {len(line[: line.index("否")].encode("gbk")) for line in rows}
    assert len(rows) == 2
    assert len(places) == 1
    assert all(re.search(r"\b[0-9a-f]{32}\b", line) for line in rows)
