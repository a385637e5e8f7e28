"""The seal round a package that holds personal data: age v1 (age-encryption.org/v1), streamed from file to file.

A seal hides; it does not prove who made it. That is what the signature within is for.
"""

import os
import unicodedata
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError
from app.exchange.files import written_whole
from app.exchange.packages.keys import DeviceKey
from app.i18n import N_

MAGIC = b"age-encryption.org/v1\n"
LEAST = 2  # the receiver and its recovery key: a lost PC must not mean lost records

_NO_RECOVERY = N_(
    "没有加密：除接收单位的密钥外，还要有一把恢复密钥，否则接收单位的电脑一坏，文件就再也打不开。"
    "请先登记含有恢复密钥的登记卡。"
)
_BAD_RECIPIENT = N_("没有加密：接收单位登记的加密公钥不正确。请向该单位重新索取登记卡并登记。")
_NOT_SEALED = N_("文件“{file}”没有加密成功，没有写出任何内容。请再试一次；仍不行时请联系技术人员。")
_NOT_FOR_US = N_(
    "文件“{file}”不是加密给本机的，打不开。请核对接收单位；如果本机换过电脑或密钥，"
    "请改用恢复密钥打开，或请对方按本机现在的登记卡重新导出。"
)
_NOT_FOR_SECRET = N_("这把恢复密钥打不开文件“{file}”。请核对是不是本单位的恢复密钥，或请对方重新导出。")
_BROKEN = N_("加密文件“{file}”已损坏或不完整，没有取出任何内容。请从U盘重新复制一次，或请对方重新导出。")
_BAD_SECRET = N_("恢复密钥输入有误。请对照打印的恢复密钥逐字核对，它以AGE-SECRET-KEY-1开头。")
_UNREADABLE = N_("读不了文件“{file}”。请检查U盘是否插好、文件是否还在，再试一次。")


class _Stream:
    """One end of the stream; remembers the error of the system, of which age tells only the words."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            self.error = error
            raise

    def write(self, data: bytes, /) -> int:
        try:
            return self._file.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._file.flush()


def seal(source: Path, target: Path, recipients: Sequence[str]) -> None:
    """Write `source` sealed for every recipient (age1…): at least the receiver and a recovery key, in any order.

    UserError if there are fewer, if one is none, or if a file cannot be read or written; then nothing is left.
    """
    import pyrage

    if len(set(recipients)) < LEAST:
        raise UserError(_NO_RECOVERY)
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in sorted(set(recipients))]
    except pyrage.RecipientError as error:
        raise UserError(_BAD_RECIPIENT, details=str(error)) from error
    with _opened(source) as inner, written_whole(target) as outer:
        read, write = _Stream(inner), _Stream(outer)
        try:
            pyrage.encrypt_io(read, write, keys)
        except (pyrage.EncryptError, OSError) as error:
            raise _failure(source, read, write, UserError(_NOT_SEALED, {"file": target.name}, str(error))) from error


def unseal(source: Path, target: Path, key: DeviceKey | str) -> None:
    """Write what is sealed in `source` in the clear, readable for this user alone.

    `key` is this computer's or the recovery secret as a person typed it. UserError if it is sealed for others,
    damaged or cut off, or a file cannot be read or written; then nothing is left.
    """
    import pyrage

    decrypt = partial(pyrage.decrypt_io, identities=[_identity(key)]) if isinstance(key, str) else key.decrypt
    with _opened(source) as outer, written_whole(target) as inner:
        os.chmod(inner.name, 0o600)
        read, write = _Stream(outer), _Stream(inner)
        try:
            decrypt(read, write)
        except (pyrage.DecryptError, OSError) as error:
            others = "No matching keys" in str(error)
            message = (_NOT_FOR_SECRET if isinstance(key, str) else _NOT_FOR_US) if others else _BROKEN
            raise _failure(source, read, write, UserError(message, {"file": source.name}, str(error))) from error


def is_sealed(path: Path) -> bool:
    """Whether the file begins as age files do; False if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def is_recipient(text: str) -> bool:
    """Whether one can seal for this (age1…)."""
    import pyrage

    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def recovery_pair() -> tuple[str, str]:
    """A recipient to seal for, and the secret that opens it: to be printed and locked away, never stored."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def _identity(secret: str) -> object:
    import pyrage

    typed = "".join(unicodedata.normalize("NFKC", secret).split()).upper()
    try:
        return pyrage.x25519.Identity.from_str(typed)
    except pyrage.IdentityError:
        raise UserError(_BAD_SECRET) from None  # what was typed may be almost right: it goes nowhere


def _opened(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise _unreadable(source, error) from error


def _failure(source: Path, read: _Stream, write: _Stream, otherwise: UserError) -> Exception:
    """What really happened: the stick was pulled, the disk is full, or what age says."""
    if read.error:
        return _unreadable(source, read.error)
    return write.error or otherwise


def _unreadable(source: Path, error: OSError) -> UserError:
    return UserError(_UNREADABLE, {"file": source.name}, str(error))
