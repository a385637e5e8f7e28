"""No program of ours is needed: docs/package-format.md, word by word, with tools that everybody has."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from app.exchange.packages.cards import Card, card_name, write_card
from app.exchange.packages.json_lines import canonical
from app.exchange.packages.reading import opened
from app.exchange.packages.stick import carry
from tests.exchange.packages.parcel_samples import FOLDER, PHOTO, header, key, knowing, package, packed, unpacked

PAGE = Path(__file__).resolve().parents[3] / "docs" / "package-format.md"
TOOLS = ("sh", "unzip", "sha256sum", "openssl", "cut", "xargs", "sed", "diff", "cat")


def block(word: str) -> str:
    """The commands of the page that have this word in them."""
    blocks = re.findall(r"```sh\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return next(text for text in blocks if word in text)


def run(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the commands as a person would, with the Python of this program, stopping at the first that fails."""
    (folder / "bin").mkdir(exist_ok=True)
    python = folder / "bin" / "python"
    if not python.exists():
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
    places = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    shell = ["sh", "-e", "-c", commands]
    return subprocess.run(shell, cwd=folder, env=places, capture_output=True, text=True, check=False)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the package and the key card of which the page speaks."""
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        pytest.skip(f"no {', '.join(missing)} here")
    package(tmp_path)
    card = Card("152599101", "样例苏木", "township", "样例电脑", key().public, datetime(2026, 1, 5, 9))
    write_card(tmp_path / card_name("152599101"), card, key())
    return tmp_path


def test_the_commands_of_the_page_verify_a_package(desk):
    done = run(block("pkeyutl"), desk)
    assert done.returncode == 0, done.stderr
    assert "Signature Verified Successfully" in done.stdout
    assert f"data/att/{hashlib.sha256(PHOTO).hexdigest()}: OK" in done.stdout
    assert "草原补奖公示" in done.stdout


def swap_records(folder: Path) -> None:
    """Somebody writes other records, of the same length, without touching the lists."""
    path = folder / f"{FOLDER}.zip"
    files = unpacked(path)
    packed(path, {**files, "data/records.ndjson": files["data/records.ndjson"].replace(b"notice", b"nothin")})


def lie_by_sm3(folder: Path) -> None:
    """The list of SM3 is wrong, all that names it is right."""
    path = folder / f"{FOLDER}.zip"
    files = unpacked(path)
    other = files["manifest-sm3.txt"].replace(b"a", b"b")
    tags = files["tagmanifest-sha256.txt"].replace(
        hashlib.sha256(files["manifest-sm3.txt"]).hexdigest().encode(), hashlib.sha256(other).hexdigest().encode()
    )
    packed(path, {**files, "manifest-sm3.txt": other, "tagmanifest-sha256.txt": tags})


def add_file(folder: Path) -> None:
    """There is an attachment that no list names."""
    path = folder / f"{FOLDER}.zip"
    packed(path, {**unpacked(path), "data/att/" + "0" * 64: b"x"})


def sign_elsewhere(folder: Path) -> None:
    """The signature is that of another package."""
    path = folder / f"{FOLDER}.zip"
    other = unpacked(package(folder, seq=4))["signature-1.json"]
    packed(path, {**unpacked(path), "signature-1.json": other})


@pytest.mark.parametrize("attack", [swap_records, lie_by_sm3, add_file, sign_elsewhere])
def test_the_commands_of_the_page_stop_at_a_changed_package(desk, attack):
    attack(desk)
    done = run(block("pkeyutl"), desk)
    assert done.returncode != 0
    assert "Signature Verified Successfully" not in done.stdout


def test_volumes_are_joined_as_the_page_says(tmp_path):
    if not shutil.which("sha256sum"):
        pytest.skip("no sha256sum here")
    path, stick = package(tmp_path), tmp_path / "stick"
    stick.mkdir()
    carry(path, stick, 1000)
    done = run(block("NAME.parts").replace("NAME", path.name), stick)
    assert done.returncode == 0, done.stderr
    assert (stick / path.name).read_bytes() == path.read_bytes()


def test_a_package_by_another_program_is_accepted(tmp_path):
    """Written with nothing but the page and the standard library; only the signature asks the device."""
    fields = {"title": "草原补奖公示", "amount": 1500, "files": [hashlib.sha256(PHOTO).hexdigest()]}
    record = {
        "type": "notice",
        "uuid": "019e0f5a6b2c7d3e8f00112233445566",
        "owner": "152599101201",
        "rev": 1,
        "at": "2026-05-03T09:00:00",
        "author": "",
        "replaces": [],
        "fields": fields,
    }
    head = {
        "format": 1,
        "format_minor": 0,
        "kind": "report",
        "package_uuid": "019e0f5a6b2c7d3e8f00aabbccddeeff",
        "sender": "152599101",
        "receiver": "152599",
        "device": key().public.kid,
        "seq": 3,
        "base_seq": 0,
        "prev_sha256": "",
        "made_at": "2026-05-05T10:30:00",
        "maker": "another program 2.0",
        "counts": {"notice": 1},
        "held": {},
        "summary_zh": "公示1件",
        "summary_mn": "",
        "body": {},
    }
    files = {
        "data/records.ndjson": json.dumps(record).encode() + b"\n",
        f"data/att/{hashlib.sha256(PHOTO).hexdigest()}": PHOTO,
    }
    size = sum(map(len, files.values()))

    def sums(names: list[str], algorithm: str) -> bytes:
        return "".join(f"{hashlib.new(algorithm, files[name]).hexdigest()}  {name}\n" for name in names).encode()

    payload = list(files)
    files["manifest-sha256.txt"] = sums(payload, "sha256")
    files["manifest-sm3.txt"] = sums(payload, "sm3")
    files["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    files["bag-info.txt"] = f"Contact-Name: nobody\nPayload-Oxum: {size}.2\n".encode()
    files["package.json"] = json.dumps(head, indent=2).encode()
    tags = sums([name for name in files if name not in payload], "sha256")
    value = base64.b64encode(key().sign(tags)).decode()
    files["tagmanifest-sha256.txt"] = tags
    files["signature-1.json"] = json.dumps(
        {
            "alg": "Ed25519",
            "kid": head["device"],
            "signed": "tagmanifest-sha256.txt",
            "value": value,
        }
    ).encode()
    path = tmp_path / "from-elsewhere.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"folder/{name}", data)
    with opened(path, knowing()) as parcel:
        assert parcel.header.maker == "another program 2.0"
        assert list(parcel.records()) == [record]
        assert parcel.attachment(parcel.attachments()[0]) == PHOTO


@pytest.mark.parametrize("options", ["-qrD", "-qrD0", "-qrDX9"])
def test_a_package_zipped_again_by_zip_is_the_same(tmp_path, options):
    if not (shutil.which("zip") and shutil.which("unzip")):
        pytest.skip("no zip here")
    path = package(tmp_path)
    done = run(f"unzip -q {path.name} && rm {path.name} && zip {options} {path.name} {FOLDER}", tmp_path)
    assert done.returncode == 0, done.stderr
    with opened(path, knowing()) as parcel:
        assert parcel.header == header()


def test_a_package_streamed_by_a_program_that_cannot_go_back_is_accepted(tmp_path):
    """Sizes then stand behind the data of each entry."""

    class Pipe:
        def __init__(self, path: Path) -> None:
            self.file = path.open("wb")

        def write(self, data: bytes) -> int:
            return self.file.write(data)

        def flush(self) -> None:
            self.file.flush()

    files = unpacked(package(tmp_path))
    pipe = Pipe(tmp_path / "a.zip")
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{FOLDER}/{name}", data)
    pipe.file.close()
    with opened(tmp_path / "a.zip", knowing()) as parcel:
        assert parcel.header == header()


def test_the_example_of_the_page_is_in_canonical_form():
    example = next(text for text in re.findall(r"```json\n(.+?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    assert canonical(json.loads(example)).decode() == example
