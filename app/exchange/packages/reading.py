"""A package read: all of it is verified before any of it is handed on."""

import base64
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from app.errors import UserError
from app.exchange.packages import manifests
from app.exchange.packages.header import MINOR, Header
from app.exchange.packages.json_lines import LONGEST, parsed, record, reread
from app.exchange.packages.keys import PublicKey
from app.exchange.packages.manifests import ATTACHMENTS, RECORDS, Digests, read_manifest
from app.exchange.packages.zips import DAMAGED, LARGEST_ATTACHMENT, LARGEST_TAG, TAG_NAME, Archive
from app.i18n import N_

Tell = Callable[[int, int], None]
"""Told how many bytes of how many are verified; it may raise Cancelled."""
KeyOf = Callable[[str], PublicKey | None]

_KNOWN = frozenset({*manifests.REQUIRED, manifests.README, manifests.SHEETS})
_DATA, _ATTACHMENT = "data/", re.compile(r"data/att/[0-9a-f]{64}")
_FETCH = "fetch.txt"  # BagIt's list of files to be had elsewhere: a package is whole

_INCOMPLETE = N_("报送包“{file}”里缺少“{part}”，没有接收。请让发出单位重新导出。")
_CHANGED = N_(
    "报送包“{file}”在签名以后被改动过（{part}），没有接收。请不要使用这个文件，用电话告诉发出单位，并请其重新导出。"
)
_UNKNOWN_KEY = N_(
    "报送包“{file}”由本机没有登记的密钥签名，不能确认是谁发出的，没有接收。"
    "请先登记发出单位的登记卡，并用电话核对指纹，再接收。"
)


class Parcel:
    """A verified package: what it says of itself, whose key signed it, the hash of the file, and what is in it.

    To be closed, or used in a `with`. The file must stay as it is meanwhile: verify a copy, not what lies on a stick.
    """

    def __init__(self, archive: Archive, header: Header, key: PublicKey, sha256: str) -> None:
        self._archive = archive
        self.header, self.key, self.sha256 = header, key, sha256

    def __enter__(self) -> "Parcel":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()

    def records(self, again: bool = False) -> Iterator[dict[str, Any]]:
        """The lines one by one; UserError at the first that is too long or no object in proper JSON.

        `again` says that all of them were read before, so that nothing in them need be looked for once more.
        """
        read = reread if again else record
        with self._archive.explained(), self._archive.stream(RECORDS) as file:
            while data := file.readline(LONGEST + 1):
                found = read(data)
                if not isinstance(found, dict) or not data.endswith(b"\n"):
                    raise UserError(DAMAGED, {"file": self._archive.name}, "a line that is no object")
                yield found

    def attachments(self) -> Sequence[str]:
        """The hashes of the attachments in it."""
        names = sorted(self._archive.entries)
        return [name.removeprefix(ATTACHMENTS) for name in names if name.startswith(ATTACHMENTS)]

    def attachment(self, sha256: str) -> bytes:
        """An attachment of `attachments()`; UserError if it cannot be read any more."""
        return self._archive.content(ATTACHMENTS + sha256, LARGEST_ATTACHMENT)


def opened(path: Path, key_of: KeyOf, tell: Tell | None = None) -> Parcel:
    """The package in this file once all of it is verified: its shape, every hash, and the signature by a known key.

    `key_of` gives the key of a kid, None for one nobody enrolled, and raises UserError for one that was revoked.
    UserError says what is wrong and what to do: no package, cut short, damaged, changed after it was signed, signed
    by a stranger, too large, or of a newer program.
    """
    archive = Archive(path)
    try:
        header = Header.read(_named(archive, manifests.PACKAGE))  # first, since a newer format may look different
        check = _Check(archive, header, tell)
        check.names()
        key = check.signature(key_of)
        check.tags()
        check.payload()
        return Parcel(archive, header, key, archive.sha256())
    except BaseException:
        archive.close()
        raise


def unverified_header(path: Path) -> Header:
    """What a file says of itself, for a list of what lies on a stick: anybody may have written it."""
    archive = Archive(path)
    try:
        return Header.read(_named(archive, manifests.PACKAGE))
    finally:
        archive.close()


def _named(archive: Archive, name: str) -> bytes:
    if name not in archive.entries:
        raise UserError(_INCOMPLETE, {"file": archive.name, "part": name})
    return archive.content(name)


@dataclass(frozen=True)
class _Signature:
    alg: str
    kid: str
    value: bytes

    @classmethod
    def read(cls, data: bytes) -> "_Signature | None":
        said = parsed(data)
        if not isinstance(said, dict) or set(said) != {"alg", "kid", "signed", "value"}:
            return None
        if said["signed"] != manifests.TAGS or not all(isinstance(each, str) for each in said.values()):
            return None
        try:
            return cls(said["alg"], said["kid"], base64.b64decode(said["value"], validate=True))
        except ValueError:
            return None


class _Check:
    """The verification of one package, cheapest first, so that an enemy's gets no further than its signature."""

    def __init__(self, archive: Archive, header: Header, tell: Tell | None) -> None:
        self._archive, self._header, self._tell = archive, header, tell
        self._payload = {name for name in archive.entries if name.startswith(_DATA)}
        self._done, self._all = 0, sum(info.file_size for info in archive.entries.values())

    def names(self) -> None:
        """Every file that must be there, and none that no package has."""
        for name in manifests.REQUIRED:
            if name not in self._archive.entries:
                raise UserError(_INCOMPLETE, {"file": self._archive.name, "part": name})
        for name, info in self._archive.entries.items():
            if not self._may_be(name):
                raise self._archive.bad_entry(name)
            if name != RECORDS and info.file_size > (LARGEST_ATTACHMENT if name in self._payload else LARGEST_TAG):
                raise self._archive.too_large(name)

    def signature(self, key_of: KeyOf) -> PublicKey:
        """The known key by which the tag manifest is signed."""
        signature = _Signature.read(self._archive.content(manifests.SIGNATURE))
        if signature is None:
            raise self._changed(manifests.SIGNATURE)
        key = key_of(signature.kid)
        if key is None or key.kid != signature.kid:
            raise UserError(_UNKNOWN_KEY, {"file": self._archive.name}, signature.kid)
        signed = self._archive.content(manifests.TAGS)
        if signature.alg != key.alg or not key.verify(signature.value, signed):
            raise self._changed(manifests.TAGS)
        if self._header.device != key.kid:
            raise self._changed(manifests.PACKAGE)
        return key

    def tags(self) -> None:
        """Every tag file is the one that was signed, and the declaration of the bag is ours."""
        listed = self._listed(manifests.TAGS)
        if set(listed) != set(self._archive.entries) - self._payload - set(manifests.UNLISTED):
            raise self._changed(manifests.TAGS)
        for name, sha256 in listed.items():
            if self._digests(name)[0] != sha256:
                raise self._changed(name)
        if self._archive.content(manifests.BAGIT) != manifests.DECLARATION:
            raise self._changed(manifests.BAGIT)

    def payload(self) -> None:
        """Both manifests list exactly the payload, and every file of it is what they say."""
        by_sha256, by_sm3 = self._listed(manifests.SHA256), self._listed(manifests.SM3)
        if not set(by_sha256) == set(by_sm3) == self._payload:
            raise self._changed(manifests.SHA256)
        size = sum(self._archive.entries[name].file_size for name in self._payload)
        oxum = f"Payload-Oxum: {size}.{len(self._payload)}"
        if oxum.encode() not in self._archive.content(manifests.BAG_INFO).split(b"\n"):
            raise self._changed(manifests.BAG_INFO)
        for name in sorted(self._payload):
            sha256, sm3 = self._digests(name)
            named_rightly = name == RECORDS or name == ATTACHMENTS + sha256
            if (sha256, sm3) != (by_sha256[name], by_sm3[name]) or not named_rightly:
                raise self._changed(name)

    def _may_be(self, name: str) -> bool:
        if name in self._payload:
            return name == RECORDS or bool(_ATTACHMENT.fullmatch(name))
        newer = self._header.format_minor > MINOR and name != _FETCH and bool(TAG_NAME.fullmatch(name))
        return name in _KNOWN or newer

    def _listed(self, name: str) -> dict[str, str]:
        try:
            return read_manifest(self._archive.content(name))
        except ValueError as error:
            raise self._changed(name) from error

    def _digests(self, name: str) -> tuple[str, str]:
        digests = Digests()
        for chunk in self._archive.chunks(name):
            digests.update(chunk)
            self._done += len(chunk)
            if self._tell:
                self._tell(self._done, self._all)
        return digests.told()

    def _changed(self, part: str) -> UserError:
        return UserError(_CHANGED, {"file": self._archive.name, "part": part})
