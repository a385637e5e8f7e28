"""The lists of a package: which file has which hash, written as `sha256sum` writes and BagIt (RFC 8493) wants them."""

import hashlib
import re
from collections.abc import Mapping
from typing import BinaryIO

PACKAGE, RECORDS, ATTACHMENTS = "package.json", "data/records.ndjson", "data/att/"
BAGIT, BAG_INFO = "bagit.txt", "bag-info.txt"
SHA256, SM3, TAGS, SIGNATURE = "manifest-sha256.txt", "manifest-sm3.txt", "tagmanifest-sha256.txt", "signature-1.json"
README, SHEETS = "readme.html", "records.xlsx"
REQUIRED = (BAGIT, BAG_INFO, PACKAGE, SHA256, SM3, TAGS, SIGNATURE, RECORDS)
UNLISTED = (TAGS, SIGNATURE)
"""Tag files that cannot stand in the tag manifest: it itself, and what signs it."""

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_CHUNK = 2**20
_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)\n")


class Digests:
    """SHA-256 and SM3 (GB/T 32905) of the same bytes in one pass."""

    def __init__(self) -> None:
        from cryptography.hazmat.primitives.hashes import SM3, Hash

        self.size = 0
        self._sha256, self._sm3 = hashlib.sha256(), Hash(SM3())

    def update(self, data: bytes) -> None:
        """Take in more bytes."""
        self.size += len(data)
        self._sha256.update(data)
        self._sm3.update(data)

    def told(self) -> tuple[str, str]:
        """Both in hexadecimal, SHA-256 first; nothing can be added afterwards."""
        return self._sha256.hexdigest(), self._sm3.finalize().hex()


def sha256_of(file: BinaryIO) -> str:
    """The hash of a whole file, from its beginning."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def manifest(hashes: Mapping[str, str]) -> bytes:
    """The list of these files and their hashes, by name."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode("ascii")


def read_manifest(data: bytes) -> dict[str, str]:
    """Each file's hash; ValueError if a line is not as `manifest` writes it or a file stands there twice."""
    lines = data.decode("ascii").splitlines(keepends=True)
    found = {match[2]: match[1] for match in map(_LINE.fullmatch, lines) if match}
    if len(found) != len(lines):
        raise ValueError("a line that is none, or a doubled name")
    return found
