"""The key of this computer: made at first use, kept in one file, never told to anybody."""

import base64
import hashlib
import json
import os
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, Protocol
from uuid import uuid4

from app.errors import UserError
from app.exchange.packages import suites
from app.i18n import N_

FILE = "device.json"
FORMAT = 1
ALG = "Ed25519"
LARGEST = 16 * 1024
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing that is mistaken on the telephone
_MISTAKEN = str.maketrans("OIL", "011")

_DAMAGED = N_(
    "本机密钥文件“{file}”已损坏，不能签名，程序没有改动它。请从这台电脑的备份中取回该文件；没有备份时，"
    "请把它改名留存，程序会另做一把新密钥，再把新的登记卡交给上级单位重新登记。"
)
_NEWER = N_("本机密钥文件“{file}”由更新版本的程序写成，现在的程序用不了，也没有改动它。请先升级本机的程序。")
_UNREADABLE = N_("读不了本机密钥文件“{file}”，不能签名。请检查该文件的访问权限，或请设置这台电脑的人处理。")
_NOT_KEPT = N_("本机密钥没有保存到“{folder}”，还不能签名。请检查磁盘空间和文件夹权限后再试。")


class Source(Protocol):
    """Where sealed bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, none at the end."""


class Target(Protocol):
    """Where bytes in the clear go."""

    def write(self, data: bytes, /) -> int:
        """Take these bytes."""

    def flush(self) -> None:
        """Pass on what was taken."""


@dataclass(frozen=True)
class PublicKey:
    """What others may know of a device: `public` verifies (base64), `recipient` seals for it (age1…).

    Raises ValueError if `public` is not base64.
    """

    alg: str
    public: str
    recipient: str

    def __post_init__(self) -> None:
        if not self.raw or base64.b64encode(self.raw).decode() != self.public:
            raise ValueError(self.public)

    @cached_property
    def raw(self) -> bytes:
        """The public signing key as its suite writes it."""
        return base64.b64decode(self.public, validate=True)

    @cached_property
    def kid(self) -> str:
        """The key's name in packages: SHA-256 in hexadecimal of suite, NUL and public key."""
        return hashlib.sha256(self.alg.encode() + b"\0" + self.raw).hexdigest()

    @property
    def fingerprint(self) -> str:
        """The first 60 bits of the kid to read out on the telephone, such as ABCD-EFGH-JKMN."""
        return fingerprint(self.kid)

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Whether this device signed these bytes; False also for a suite this program does not have."""
        suite = suites.SUITES.get(self.alg)
        return suite is not None and suite.verify(self.raw, signature, data)


def fingerprint(kid: str) -> str:
    """What is read out of a kid: its first 60 bits in Crockford's base 32."""
    number = int(kid[:15], 16)
    text = "".join(_CROCKFORD[number >> shift & 31] for shift in range(55, -5, -5))
    return "-".join((text[:4], text[4:8], text[8:]))


def same_fingerprint(one: str, other: str) -> bool:
    """Whether two fingerprints, as people type them, are the same.

    Case, blanks, hyphens and full-width letters do not matter, nor do O for 0, I and L for 1.
    """
    first, second = _plain(one), _plain(other)
    return first == second and len(first) == 12 and set(first) <= set(_CROCKFORD)


def _plain(fingerprint: str) -> str:
    folded = unicodedata.normalize("NFKC", fingerprint).upper()
    return "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Pd").translate(
        _MISTAKEN
    )


class DeviceKey:
    """The key of this computer; what is private in it is used, never shown, copied or pickled."""

    __slots__ = ("_identity", "_private", "public")

    def __init__(self, alg: str, private: bytes, identity: str) -> None:
        from pyrage import x25519

        recipient = str(x25519.Identity.from_str(identity).to_public())
        raw = suites.SUITES[alg].public(private)
        self.public = PublicKey(alg, base64.b64encode(raw).decode(), recipient)
        self._private = private
        self._identity = identity

    def sign(self, data: bytes) -> bytes:
        """The signature of these bytes."""
        return suites.SUITES[self.public.alg].sign(self._private, data)

    def decrypt(self, source: Source, target: Target) -> None:
        """Write in the clear what was sealed for this device; the errors of `pyrage` if it was not, or is damaged."""
        import pyrage

        pyrage.decrypt_io(source, target, [pyrage.x25519.Identity.from_str(self._identity)])

    def __repr__(self) -> str:
        return f"DeviceKey({self.public.fingerprint})"

    def __reduce__(self) -> NoReturn:
        # Neither copy nor pickle: a second home of the key would be one that nobody guards.
        raise TypeError("a device key does not leave its device")


def device_key(folder: Path, alg: str = ALG) -> DeviceKey:
    """The key of this computer, made at the first call; UserError if its file is damaged or cannot be kept."""
    return peek(folder) or _made(folder, alg)


def peek(folder: Path) -> DeviceKey | None:
    """The key of this computer if there is one; UserError if its file is damaged."""
    path = folder / FILE
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        _close_to_others(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UserError(_UNREADABLE, {"file": path.name}, str(error)) from error
    return _read(data, path)


def _close_to_others(path: Path) -> None:
    """A key that came back from a backup often comes back readable for all."""
    if path.stat().st_mode & 0o077:
        with suppress(OSError):
            path.chmod(0o600)


def _made(folder: Path, alg: str) -> DeviceKey:
    from pyrage import x25519

    private, identity = suites.SUITES[alg].generate(), str(x25519.Identity.generate())
    key = DeviceKey(alg, private, identity)
    content = {
        "format": FORMAT,
        "alg": alg,
        "private": base64.b64encode(private).decode(),
        "identity": identity,
        "kid": key.public.kid,
        "recipient": key.public.recipient,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = _kept(folder / FILE, json.dumps(content, indent=1).encode())
        found = key if kept else peek(folder)  # another window may have been quicker
        if found is None:
            raise FileExistsError(folder / FILE)
    except OSError as error:
        raise UserError(_NOT_KEPT, {"folder": str(folder)}, str(error)) from error
    return found


def _kept(path: Path, data: bytes) -> bool:
    """Whether the file was written, whole and for this user alone; False where there is one, which stays."""
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    try:
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return _named(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _named(part: Path, path: Path) -> bool:
    """Give the file its name unless another has it: only `link` and the `rename` of Windows refuse then."""
    try:
        if os.name == "nt":
            part.rename(path)
        else:
            os.link(part, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links: a moment's risk is better than no key
        if path.exists():
            return False
        part.rename(path)
    return True


def _read(data: bytes, path: Path) -> DeviceKey:
    try:
        if len(data) > LARGEST:
            raise ValueError(LARGEST)
        content: Mapping[str, Any] = json.loads(data)
        newer = content["format"] > FORMAT or content["alg"] not in suites.SUITES
        if not newer:
            key = DeviceKey(content["alg"], base64.b64decode(content["private"], validate=True), content["identity"])
    except Exception:  # whatever a damaged file makes the libraries say; their words may hold a piece of the key
        raise UserError(_DAMAGED, {"file": path.name}) from None
    if newer:
        raise UserError(_NEWER, {"file": path.name})
    if (key.public.kid, key.public.recipient) != (content.get("kid"), content.get("recipient")):
        raise UserError(_DAMAGED, {"file": path.name})
    return key
