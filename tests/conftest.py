"""What every test may count on: Qt without a screen unless one was asked for, and a home of its own."""

import os
import shutil
import subprocess

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """The user's folders of this test, so that no test reads or writes those of the person running it."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("ILTOD_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def screen():
    """The name of an X display on which windows are really drawn; the test is skipped where Xvfb is missing."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is missing, so no real window can be opened: sudo apt-get install xvfb")
    ours, its = os.pipe()
    command = [server, "-displayfd", str(its), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[its], stderr=subprocess.DEVNULL)
    os.close(its)
    with os.fdopen(ours) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait()
