"""Packages to try: small ones of invented offices, and what somebody does who takes one apart."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.exchange.packages.envelope import recovery_pair
from app.exchange.packages.header import Header, Kind, file_name
from app.exchange.packages.json_lines import line
from app.exchange.packages.keys import DeviceKey, PublicKey
from app.exchange.packages.reading import opened
from app.exchange.packages.writing import Writer

FOLDER = "zwgk-152599101-00003-report"
PHOTO = bytes(range(256)) * 8
README = "<!doctype html><title>报送包</title><p>样例苏木上报数据".encode()
LINES: tuple[dict[str, Any], ...] = (
    {
        "type": "notice",
        "uuid": "01999999-0000-7000-8000-000000000001",
        "owner": "152599101201",
        "rev": 2,
        "at": "2026-05-03T09:00:00",
        "author": "样例用户",
        "replaces": ["ab" * 32],
        "fields": {"title": "草原补奖公示", "title_mn": "ᠮᠣᠩᠭᠣᠯ", "files": [hashlib.sha256(PHOTO).hexdigest()]},
    },
    {
        "type": "notice",
        "uuid": "01999999-0000-7000-8000-000000000002",
        "owner": "152599101201",
        "rev": 3,
        "at": "2026-05-04T09:00:00",
        "author": "样例用户",
        "replaces": [],
        "deleted": True,
    },
)


@cache
def key(number: int = 1) -> DeviceKey:
    """A device; the same number signs with the same key."""
    return DeviceKey("Ed25519", bytes([number]) * 32, recovery_pair()[1])


def header(device: DeviceKey | None = None, **changes: Any) -> Header:
    """The header of the sample, or of one that differs."""
    plain = Header(
        kind=Kind.REPORT,
        package_uuid="01999999-0000-7000-8000-0000000000aa",
        sender="152599101",
        receiver="152599",
        device=(device or key()).public.kid,
        seq=3,
        base_seq=1,
        prev_sha256="cd" * 32,
        made_at=datetime(2026, 5, 5, 10, 30),
        maker="iltod 0.1.0",
        counts={"notice": 2},
        held={"calendar": "2026-1"},
        summary_zh="公示2件",
        summary_mn="ᠮᠣᠩᠭᠣᠯ",
        body={"offices": ["152599101201"]},
    )
    return replace(plain, **changes)


def package(folder: Path, device: DeviceKey | None = None, **changes: Any) -> Path:
    """A whole package: two records, a photo and a page for people."""
    device = device or key()
    head = header(device, **changes)
    with Writer(folder / file_name(head), device) as writer:
        with writer.records() as add:
            for value in LINES:
                add(line(value))
        writer.attach(hashlib.sha256(PHOTO).hexdigest(), PHOTO)
        writer.tag("readme.html", README)
        return writer.finish(head).path


def knowing(*devices: DeviceKey) -> Callable[[str], PublicKey | None]:
    """The keys a receiver enrolled; the sample's if none is said."""
    return {device.public.kid: device.public for device in devices or (key(),)}.get


def content(path: Path) -> tuple[Any, ...]:
    """All that a receiver would take from a package."""
    with opened(path, knowing()) as parcel:
        files = {sha256: parcel.attachment(sha256) for sha256 in parcel.attachments()}
        return parcel.header, parcel.key.kid, list(parcel.records()), files


def refused(path: Path, *devices: DeviceKey) -> str:
    """The sentence with which a package is refused."""
    with pytest.raises(UserError) as raised:
        opened(path, knowing(*devices)).close()
    return str(raised.value)


# What anybody can do with public tools.


def unpacked(path: Path) -> dict[str, bytes]:
    """The files of a package below its folder."""
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def packed(path: Path, files: Mapping[str, bytes], folder: str = FOLDER) -> Path:
    """A zip of these files, as a program not ours would write it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{folder}/{name}" if folder else name, data)
    return path


def relisted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same files with all lists and the Oxum made anew; the signature is left as it was."""
    payload = {name: data for name, data in files.items() if name.startswith("data/")}
    done = dict(files)
    done["bagit.txt"] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    done["bag-info.txt"] = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}\n".encode()
    for algorithm in ("sha256", "sm3"):
        done[f"manifest-{algorithm}.txt"] = listed(payload, algorithm)
    tags = set(done) - set(payload) - {"tagmanifest-sha256.txt", "signature-1.json"}
    done["tagmanifest-sha256.txt"] = listed({name: done[name] for name in tags}, "sha256")
    return done


def listed(files: Mapping[str, bytes], algorithm: str) -> bytes:
    """A manifest, with nothing but the standard library."""
    lines = (f"{hashlib.new(algorithm, files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def signed(files: Mapping[str, bytes], device: DeviceKey, **changes: str) -> dict[str, bytes]:
    """The same files with a signature by this device over their tag manifest."""
    value = base64.b64encode(device.sign(files["tagmanifest-sha256.txt"])).decode()
    said = {"alg": "Ed25519", "kid": device.public.kid, "signed": "tagmanifest-sha256.txt", "value": value}
    return {**files, "signature-1.json": json.dumps(said | changes).encode()}


def resigned(path: Path, device: DeviceKey | None = None, **files: bytes) -> Path:
    """The package with these files in place of its own (`__` for a slash, `_dot_` for a dot), signed by its device."""
    renamed = {name.replace("__", "/").replace("_dot_", "."): data for name, data in files.items()}
    return packed(path, signed(relisted({**unpacked(path), **renamed}), device or key()))
