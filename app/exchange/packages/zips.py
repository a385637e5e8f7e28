"""The zip round a package, read as if an enemy had made it: one folder, plain names, honest sizes, nothing between."""

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_IFMT, S_IFREG
from typing import BinaryIO

from app.errors import UserError
from app.exchange.packages.envelope import MAGIC
from app.exchange.packages.manifests import BAGIT, sha256_of
from app.i18n import N_

LARGEST = 8 * 2**30
"""Bytes of a package, and of all in it: the most a stick of those offices and an hour of copying hold."""
MOST_ENTRIES = 100_000
"""Files in a package: a year's attachments of a banner are some ten thousand."""
LARGEST_PAYLOAD, MOST_PAYLOAD = LARGEST - 2**30, MOST_ENTRIES - 100
"""What a writer puts in at most, so that header, lists and workbook still find room."""
LARGEST_TAG = 32 * 2**20
"""Bytes of a file that is no payload: the list of the most attachments has 14 MB, the longest workbook 20 MB."""
LARGEST_ATTACHMENT = 128 * 2**20
"""Bytes of an attachment: the program takes in none above 100 MB, and one is held in memory whole."""
MOST_RATIO, FREE_OF_RATIO = 250, 64 * 2**20
"""How far deflate may have shrunk a file above so many bytes: records shrink to a fifth, zeros to a thousandth."""
CHUNK = 2**20

_LARGEST_DIRECTORY = 32 * 2**20  # of the zip, which Python reads at once: some 200 bytes for each entry
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_FLAGS = 0x0806  # UTF-8 names, two bits of how hard deflate tried
_DESCRIBED = 0x0008  # sizes follow the data, as programs write that cannot go back
_LONGEST_DESCRIPTOR = 24
_FOLDER_BIT = 0x10
_UNKNOWN_SIZE = 0xFFFFFFFF
_LOCAL = struct.Struct("<4s5H3I2H")
_END = struct.Struct("<4s4H2IH")
_END64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR = struct.Struct("<4sIQI")
FOLDER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
TAG_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_INVALID = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)

_GONE = N_("读不了文件“{file}”。请检查U盘是否插好、文件是否还在，再试一次。")
_NOT_OURS = N_("“{file}”不是报送包。请确认选对了文件，它的名称一般以 zwgk 开头、以 .zip 结尾。")
_SEALED = N_("“{file}”是加密的报送包，要先用本机密钥打开。请在“报送”页接收它。")
_CUT = N_(
    "报送包“{file}”不完整，可能没有拷完就拔了U盘，或是分卷的一部分。没有接收。请从U盘重新复制，或请发出单位重新写一次U盘。"
)
DAMAGED = N_("报送包“{file}”已损坏，没有接收。请从U盘重新复制一次；仍不行时，请发出单位重新导出。")
_TOO_LARGE = N_(
    "报送包“{file}”里的“{part}”大得不正常，没有接收。请用电话问发出单位是否确实发了这个文件，并请其重新导出。"
)
_TOO_MANY = N_("报送包“{file}”里的文件超过 {limit} 个，没有接收。请让发出单位分几次导出。")
_BAD_ENTRY = N_(
    "报送包“{file}”里有不该有的内容“{part}”，可能被人动过，没有接收。请用电话告诉发出单位，并请其重新导出。"
)


class Archive:
    """An open package as files below its one folder; nothing of it is believed but that the zip is sound.

    Raises UserError if the file is no package, is cut short, damaged, too large or holds what no package holds.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise UserError(_GONE, {"file": self.name}, str(error)) from error
        try:
            with self.explained():
                directory = self._directory()
                self._zip = zipfile.ZipFile(self._file)
                self._check_places(directory)
            self.entries: Mapping[str, zipfile.ZipInfo] = self._entries()
        except BaseException:
            self._file.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._file.close()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say of whatever goes wrong in reading that the package is damaged, or that the stick is gone."""
        try:
            yield
        except _INVALID as error:
            raise UserError(DAMAGED, {"file": self.name}, str(error)) from error
        except OSError as error:
            raise UserError(_GONE, {"file": self.name}, str(error)) from error

    def sha256(self) -> str:
        """The hash of the whole file, by which the next package names this one."""
        with self.explained():
            return sha256_of(self._file)

    def stream(self, name: str) -> BinaryIO:
        """A file to be read piece by piece, inside `explained`."""
        return io.BufferedReader(self._zip.open(self.entries[name]), CHUNK)  # type: ignore[type-var]

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file piece by piece, no more of it than the zip says it has; UserError if it is damaged or shorter."""
        left = self.entries[name].file_size
        with self.explained(), self._zip.open(self.entries[name]) as file:
            while chunk := file.read(CHUNK):
                left -= len(chunk)
                yield chunk
            if left:
                raise zipfile.BadZipFile("not as long as it says")

    def content(self, name: str, largest: int = LARGEST_TAG) -> bytes:
        """A whole file; UserError if it is damaged or larger than this."""
        if self.entries[name].file_size > largest:
            raise self.too_large(name)
        return b"".join(self.chunks(name))

    def too_large(self, part: str) -> UserError:
        """The error for a part of the package that is larger than any of its kind can be."""
        return UserError(_TOO_LARGE, {"file": self.name, "part": part})

    def bad_entry(self, part: str) -> UserError:
        """The error for a part that no package has; its name is shown without what could disturb the screen."""
        shown = part if part.isprintable() else ascii(part)
        return UserError(_BAD_ENTRY, {"file": self.name, "part": shown[:80]})

    def _directory(self) -> range:
        """Where the zip's directory stands, just before the end, looked up before Python reads all of it."""
        size = os.fstat(self._file.fileno()).st_size
        start = self._file.read(len(MAGIC))
        if not start.startswith(b"PK\x03\x04"):
            raise UserError(_CUT if not size else _SEALED if start == MAGIC else _NOT_OURS, {"file": self.name})
        found = _end_of(self._file, size)
        if found is None:
            raise UserError(_CUT, {"file": self.name})
        if len(found) > _LARGEST_DIRECTORY:
            raise UserError(_TOO_MANY, {"file": self.name, "limit": MOST_ENTRIES})
        return found

    def _check_places(self, directory: range) -> None:
        """Refuse entries that overlap, leave room between them or say of themselves two things in two places."""
        infos = self._zip.infolist()
        if len(infos) > MOST_ENTRIES:
            raise UserError(_TOO_MANY, {"file": self.name, "limit": MOST_ENTRIES})
        end, slack = 0, 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if not end <= info.header_offset <= end + slack:
                raise zipfile.BadZipFile("entries overlap or leave room")
            end = self._end_of_entry(info)
            slack = _LONGEST_DESCRIPTOR if info.flag_bits & _DESCRIBED else 0
        if not end <= directory.start <= end + slack:
            raise zipfile.BadZipFile("room before the directory")

    def _end_of_entry(self, info: zipfile.ZipInfo) -> int:
        self._file.seek(info.header_offset)
        local = _LOCAL.unpack(self._file.read(_LOCAL.size))
        signature, _version, flags, method, _time, _day, crc, packed, size, name, extra = local
        if signature != b"PK\x03\x04" or (flags, method) != (info.flag_bits, info.compress_type):
            raise zipfile.BadZipFile("the entry is not what the directory says")
        if not flags & _DESCRIBED:
            told = ((crc, info.CRC), (packed, info.compress_size), (size, info.file_size))
            if any(here not in (there, _UNKNOWN_SIZE) for here, there in told):
                raise zipfile.BadZipFile("the entry is not as large as the directory says")
        return info.header_offset + _LOCAL.size + int(name) + int(extra) + info.compress_size

    def _entries(self) -> dict[str, zipfile.ZipInfo]:
        """The files by their names below the folder."""
        found: dict[str, zipfile.ZipInfo] = {}
        folders, folded, whole = set(), set(), 0
        if not any(info.orig_filename.endswith(f"/{BAGIT}") for info in self._zip.infolist()):
            raise UserError(_NOT_OURS, {"file": self.name})
        for number, info in enumerate(self._zip.infolist(), 1):
            folder, _slash, name = info.orig_filename.partition("/")
            folders.add(folder)
            folded.add(name.lower())
            whole += info.file_size
            plain = FOLDER_NAME.fullmatch(folder) and name and _is_plain_file(info)
            if not plain or len(folders) > 1 or len(folded) < number:  # fewer: a name twice, or in another case
                raise self.bad_entry(info.orig_filename)
            if whole > LARGEST or _is_bomb(info):
                raise self.too_large(info.orig_filename)
            found[name] = info
        return found


def _is_plain_file(info: zipfile.ZipInfo) -> bool:
    """No folder, link or device, not encrypted, packed in a way every program knows."""
    kind = S_IFMT(info.external_attr >> 16)
    plain = kind in (0, S_IFREG) and not info.external_attr & _FOLDER_BIT and not info.volume
    return plain and info.compress_type in _METHODS and not info.flag_bits & ~(_FLAGS | _DESCRIBED)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > FREE_OF_RATIO and info.file_size > MOST_RATIO * info.compress_size


def _end_of(file: BinaryIO, size: int) -> range | None:
    """Where the directory of the zip stands, if the file ends as a zip does, with nothing behind and no comment."""
    tail_size = _END.size + _LOCATOR.size + _END64.size
    file.seek(max(0, size - tail_size))
    tail = file.read(tail_size).rjust(tail_size, b"\0")
    signature, *_counts, length, start, comment = _END.unpack(tail[-_END.size :])
    end = size - _END.size
    if signature != b"PK\x05\x06" or comment:
        return None
    if _LOCATOR.unpack_from(tail, _END64.size)[0] == b"PK\x06\x07":
        signature, *_versions, length, start = _END64.unpack_from(tail)
        end = size - tail_size
        if signature != b"PK\x06\x06":
            return None
    return range(start, end) if start + length == end else None
