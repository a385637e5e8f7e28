"""Sealed files: open for their receivers and the recovery key, for nobody else; nothing half is left behind."""

import errno
import io
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import UserError
from app.exchange.packages import envelope
from app.exchange.packages.keys import device_key

APP = Path(__file__).resolve().parents[3]
CHUNK = 64 * 1024  # what age seals at a time


@pytest.fixture
def banner(tmp_path):
    return device_key(tmp_path / "banner")


@pytest.fixture
def recovery():
    return envelope.recovery_pair()


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "zwgk-150000102-00001-report.zip"
    path.write_bytes(random.Random(1).randbytes(3 * CHUNK + 17))
    return path


@pytest.fixture
def sealed(tmp_path, source, banner, recovery):
    path = tmp_path / "sealed.age"
    envelope.seal(source, path, [banner.public.recipient, recovery[0]])
    return path


def refused(source, key, folder):
    """The sentence of a refusal, which must leave no file."""
    target = folder / "refused" / "out.zip"
    target.parent.mkdir()
    with pytest.raises(UserError) as raised:
        envelope.unseal(source, target, key)
    assert list(target.parent.iterdir()) == []
    target.parent.rmdir()
    return str(raised.value)


def test_the_receiver_opens_what_was_sealed_for_it(tmp_path, source, sealed, banner):
    envelope.unseal(sealed, tmp_path / "out.zip", banner)
    assert (tmp_path / "out.zip").read_bytes() == source.read_bytes()


def test_the_recovery_secret_opens_it_too_however_it_is_typed(tmp_path, source, sealed, recovery):
    secret = recovery[1]
    in_groups = " ".join(re.findall(".{1,8}", secret))
    for typed in (secret, f" {secret}\n", secret.lower(), in_groups, secret.replace("A", "Ａ")):
        envelope.unseal(sealed, tmp_path / "out.zip", typed)
        assert (tmp_path / "out.zip").read_bytes() == source.read_bytes()


def test_nothing_of_the_content_can_be_seen(tmp_path, banner, recovery):
    source = tmp_path / "roll.txt"
    source.write_text("张三丰 150000190001010000\n" * 5000, encoding="utf-8")
    envelope.seal(source, tmp_path / "roll.age", [banner.public.recipient, recovery[0]])
    data = (tmp_path / "roll.age").read_bytes()
    for seen in ("张三丰".encode(), b"150000190001010000", banner.public.recipient.encode(), b"roll"):
        assert seen not in data


def test_an_empty_file_can_be_sealed(tmp_path, banner, recovery):
    (tmp_path / "empty").touch()
    envelope.seal(tmp_path / "empty", tmp_path / "empty.age", [banner.public.recipient, recovery[0]])
    envelope.unseal(tmp_path / "empty.age", tmp_path / "out", banner)
    assert (tmp_path / "out").read_bytes() == b""


def test_another_computer_cannot_open_it(tmp_path, sealed):
    assert "不是加密给本机的" in refused(sealed, device_key(tmp_path / "stranger"), tmp_path)


def test_another_recovery_secret_cannot_open_it(tmp_path, sealed):
    assert "这把恢复密钥打不开" in refused(sealed, envelope.recovery_pair()[1], tmp_path)


@pytest.mark.parametrize("typed", ["", "恢复密钥", "AGE-SECRET-KEY-1", "age1x"])
def test_a_mistyped_secret_is_said_to_be_mistyped(tmp_path, sealed, typed):
    assert "逐字核对" in refused(sealed, typed, tmp_path)


def test_one_wrong_letter_of_the_secret_is_noticed_and_goes_nowhere(tmp_path, sealed, recovery):
    secret = recovery[1]
    wrong = secret[:-1] + ("Q" if secret[-1] != "Q" else "P")
    with pytest.raises(UserError) as raised:
        envelope.unseal(sealed, tmp_path / "out.zip", wrong)
    assert secret[20:40] not in str(raised.value) + raised.value.details


def test_a_file_cut_anywhere_is_refused(tmp_path, sealed, banner):
    data = sealed.read_bytes()
    lengths = [len(data) * percent // 100 for percent in range(100)]
    header = data.index(b"\n--- ")
    chunks = [len(data) - 17 - 16 - (CHUNK + 16) * count for count in range(4)]  # exactly after a whole chunk
    for length in (*lengths, header, *chunks, len(data) - 1):
        (tmp_path / "cut.age").write_bytes(data[:length])
        assert "损坏或不完整" in refused(tmp_path / "cut.age", banner, tmp_path), length


def test_one_changed_bit_anywhere_is_refused(tmp_path, sealed, banner):
    data = sealed.read_bytes()
    body = data.index(b"\n--- ")
    for place in (*range(0, body, 7), body + 10, *range(body + 60, len(data), 4001), len(data) - 1):
        bad = bytearray(data)
        bad[place] ^= 1
        (tmp_path / "bad.age").write_bytes(bad)
        said = refused(tmp_path / "bad.age", banner, tmp_path)
        assert "损坏或不完整" in said or "不是加密给本机的" in said, place


def test_bytes_behind_the_end_are_refused(tmp_path, sealed, banner):
    sealed.write_bytes(sealed.read_bytes() + b"x")
    assert "损坏或不完整" in refused(sealed, banner, tmp_path)


def test_what_is_no_sealed_file_is_refused(tmp_path, source, banner):
    assert "损坏或不完整" in refused(source, banner, tmp_path)


def test_a_seal_needs_the_receiver_and_a_recovery_key(tmp_path, source, banner):
    mine = banner.public.recipient
    for recipients in ([], [mine], [mine, mine]):
        with pytest.raises(UserError, match="恢复密钥"):
            envelope.seal(source, tmp_path / "out.age", recipients)
    assert not (tmp_path / "out.age").exists()


@pytest.mark.parametrize("recipient", ["", "age1x", "AGE-SECRET-KEY-1X", "中文"])
def test_one_cannot_seal_for_what_is_no_key(tmp_path, source, banner, recipient):
    assert not envelope.is_recipient(recipient)
    with pytest.raises(UserError, match="登记卡"):
        envelope.seal(source, tmp_path / "out.age", [banner.public.recipient, recipient])
    assert not (tmp_path / "out.age").exists()


def test_a_secret_is_not_taken_for_a_recipient(recovery):
    assert envelope.is_recipient(recovery[0])
    assert not envelope.is_recipient(recovery[1])


def test_files_tell_whether_they_are_sealed(tmp_path, source, sealed):
    assert envelope.is_sealed(sealed)
    assert not envelope.is_sealed(source)
    assert not envelope.is_sealed(tmp_path / "missing")
    assert not envelope.is_sealed(tmp_path)


def test_a_source_that_is_gone_is_named(tmp_path, banner, recovery):
    with pytest.raises(UserError, match=r"读不了文件“gone\.zip”"):
        envelope.seal(tmp_path / "gone.zip", tmp_path / "out.age", [banner.public.recipient, recovery[0]])
    assert "读不了文件“gone.age”" in refused(tmp_path / "gone.age", banner, tmp_path)


def test_an_older_result_stays_when_opening_fails(tmp_path, sealed, banner):
    (tmp_path / "out.zip").write_text("older")
    sealed.write_bytes(sealed.read_bytes()[:-1])
    with pytest.raises(UserError):
        envelope.unseal(sealed, tmp_path / "out.zip", banner)
    assert (tmp_path / "out.zip").read_text() == "older"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_what_was_opened_is_for_this_user_alone(tmp_path, sealed, banner):
    envelope.unseal(sealed, tmp_path / "out.zip", banner)
    assert (tmp_path / "out.zip").stat().st_mode & 0o777 == 0o600


class Pulled(io.BytesIO):
    """A file on a stick that is pulled out on the way."""

    def read(self, size=-1):
        if self.tell() > 10_000:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(min(size, 8192))


def test_a_stick_pulled_on_the_way_is_said_to_be_pulled(tmp_path, source, sealed, banner, recovery, monkeypatch):
    sealed_bytes = sealed.read_bytes()
    monkeypatch.setattr(envelope, "_opened", lambda path: Pulled(sealed_bytes))
    assert "U盘是否插好" in refused(sealed, banner, tmp_path)
    with pytest.raises(UserError, match="U盘是否插好"):
        envelope.seal(source, tmp_path / "out.age", [banner.public.recipient, recovery[0]])
    assert not (tmp_path / "out.age").exists()


LIMITED = """
import resource, signal, sys
from pathlib import Path
from app.errors import UserError
from app.exchange.packages import envelope
from app.exchange.packages.keys import device_key

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, key, recovery = Path(sys.argv[1]), device_key(Path(sys.argv[1]) / "key"), envelope.recovery_pair()[0]
source = folder / "source"
source.write_bytes(bytes(300_000))
envelope.seal(source, folder / "whole.age", [key.public.recipient, recovery])
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
for work in (
    lambda: envelope.seal(source, folder / "cut.age", [key.public.recipient, recovery]),
    lambda: envelope.unseal(folder / "whole.age", folder / "cut.zip", key),
):
    try:
        work()
    except UserError as error:
        print(error)
print(sorted(path.name for path in folder.iterdir()))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_a_full_disk_is_said_to_be_full_and_leaves_nothing(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], cwd=APP, capture_output=True, text=True, check=True
    )
    first, second, left = done.stdout.splitlines()
    assert "磁盘空间不足，“cut.age”没有写完" in first
    assert "磁盘空间不足，“cut.zip”没有写完" in second
    assert left == "['key', 'source', 'whole.age']"


FLAT = """
import resource, sys
from pathlib import Path
from app.exchange.packages import envelope
from app.exchange.packages.keys import device_key

folder, key, recovery = Path(sys.argv[1]), device_key(Path(sys.argv[1]) / "key"), envelope.recovery_pair()[0]
for name, size in (("small", 2**20), ("large", 96 * 2**20)):
    with (folder / name).open("wb") as file:
        file.truncate(size)
    envelope.seal(folder / name, folder / "sealed", [key.public.recipient, recovery])
    envelope.unseal(folder / "sealed", folder / "out", key)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, (folder / "out").stat().st_size)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell the memory of a process")
def test_a_large_file_takes_no_memory_of_its_size(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FLAT, str(tmp_path)], cwd=APP, capture_output=True, text=True, check=True
    )
    small, large = ([int(figure) for figure in line.split()] for line in done.stdout.splitlines())
    assert large[1] == 96 * 2**20
    assert large[0] - small[0] < 16 * 1024  # kibibytes
