import gc
import logging
import sys
import threading

import pytest

from app import log
from app.errors import UserError
from app.i18n import N_

INVENTED_ID = "00000019000101000X"
INVENTED_CARD = "0000 0000 0000 0000 000"
INVENTED_PHONE = "100-0000-0000"


@pytest.fixture
def written(tmp_path):
    root = logging.getLogger()
    level = root.level
    handler = log.start(tmp_path / "log")
    yield lambda: (tmp_path / "log" / log.FILE).read_text(encoding="utf-8")
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


@pytest.fixture
def shown(monkeypatch):
    for owner, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, hook, getattr(owner, hook))
    seen = []
    log.install_excepthook(seen.append)
    return seen


def failed(error):
    try:
        raise error
    except BaseException as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)
        return caught


@pytest.mark.parametrize("number", [INVENTED_ID, INVENTED_CARD, INVENTED_PHONE, "１００００００００００"])
def test_no_number_of_a_person_reaches_the_file(written, number):
    logging.getLogger("any").info("line %s of the list", number)
    assert number not in written()
    assert "line *** of the list" in written()


def test_short_numbers_and_times_stay_readable(written):
    logging.getLogger("any").info("4223174 rows in 2018, due 2026-11-21 09:30")
    assert "4223174 rows in 2018, due 2026-11-21 09:30" in written()


def test_names_of_packages_stay_readable_and_hide_no_number(written):
    logging.getLogger("any").info("zwgk-150121-00012-report.zip and zwgk-152531101201-00001-receipt.zip")
    logging.getLogger("any").info("zwgk-100-0000-0000-report.zip, zwgk-150121-00012-10000000000.zip")
    assert "zwgk-150121-00012-report.zip and zwgk-152531101201-00001-receipt.zip" in written()
    assert "zwgk-***-report.zip, zwgk-***.zip" in written()


def test_the_text_of_an_exception_is_masked_too(written, shown):
    failed(ValueError(f"bad {INVENTED_ID}"))
    assert "ValueError: bad ***" in written()
    assert "test_log.py" in written()


def test_the_values_of_a_database_statement_are_left_out(written):
    logging.getLogger("any").error("UNIQUE failed\n[SQL: INSERT]\n[parameters: ('演示乙', 3)]\n(Background: x)")
    assert "演示乙" not in written()
    assert "(Background: x)" in written()


def test_of_a_sentence_for_people_only_the_pattern_is_logged(written, shown):
    error = failed(UserError(N_("找不到 {name} 的申请。"), {"name": "测试甲"}))
    assert "找不到 {name} 的申请。" in written()
    assert "测试甲" not in written()
    assert shown == [error]


def test_an_error_nobody_caught_is_shown(shown):
    error = failed(KeyError("field"))
    assert shown == [error]


def test_an_error_in_a_thread_is_logged_and_shown(written, shown):
    def work():
        raise LookupError("in a thread")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [str(error) for error in shown] == ["in a thread"]
    assert "LookupError" in written()


def test_an_error_while_an_object_is_cleaned_up_is_logged_and_shown(written, shown):
    class Careless:
        def __del__(self):
            raise OSError("in cleanup")

    Careless()
    gc.collect()
    assert [str(error) for error in shown] == ["in cleanup"]
    assert "OSError" in written()


def test_an_error_while_showing_an_error_ends_in_the_log(written, shown):
    def broken(error):
        raise RuntimeError("no window")

    log.install_excepthook(broken)
    failed(ValueError("first"))
    assert "ValueError: first" in written()
    assert "RuntimeError: no window" in written()


@pytest.mark.parametrize("wish", [KeyboardInterrupt(), SystemExit(0)])
def test_a_wish_to_stop_is_no_error(shown, wish):
    failed(wish)
    assert shown == []


def test_the_log_keeps_five_files_of_a_megabyte(written, tmp_path):
    line = "x" * 9_990
    for _ in range(700):
        logging.getLogger("any").info(line)
    files = sorted((tmp_path / "log").iterdir())
    assert len(files) == log.FILES
    assert all(file.stat().st_size <= log.BYTES for file in files)


def test_a_folder_that_cannot_be_made_loses_only_the_log(tmp_path, capsys):
    (tmp_path / "log").write_text("a file in the way")
    handler = log.start(tmp_path / "log")
    logging.getLogger("any").warning("goes on")
    logging.getLogger().removeHandler(handler)
    assert (tmp_path / "log").read_text() == "a file in the way"
