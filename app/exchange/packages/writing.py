"""A package written: records as they come, attachments once, then the lists, the signature and the name."""

import base64
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from app.errors import UserError
from app.exchange.files import written_whole
from app.exchange.packages import manifests
from app.exchange.packages.header import Header
from app.exchange.packages.json_lines import LONGEST, canonical
from app.exchange.packages.keys import DeviceKey
from app.exchange.packages.manifests import ATTACHMENTS, RECORDS, Digests, manifest, sha256_of
from app.exchange.packages.zips import (
    CHUNK,
    FOLDER_NAME,
    LARGEST_ATTACHMENT,
    LARGEST_PAYLOAD,
    LARGEST_TAG,
    MOST_PAYLOAD,
    TAG_NAME,
)
from app.i18n import N_

_LEVEL = 1  # of deflate: four times as fast as the usual one, for a third more bytes
_SAMPLE, _WORTH_IT = 2**16, 0.9  # photos and PDF are packed already: a look at their beginning tells
_TOO_LARGE = N_("有一个附件超过了 {limit} MB，报送包放不下，没有导出。请把这个附件压缩或分成几个，再重新导出。")
_TOO_MUCH = N_(
    "要报送的内容超过了一个报送包的上限（{size} GB、{files} 个文件），没有导出。请缩小这次报送的范围，再重新导出。"
)
_SPOILT = N_("有一个附件的内容与登记时不一样，没有导出。请用备份恢复本单位的数据文件，或重新添加这个附件，再导出。")


@dataclass(frozen=True)
class Written:
    """A finished package: where it is, the hash of the file, its bytes."""

    path: Path
    sha256: str
    size: int


class Writer:
    """Writes one package; the file gets its name in `finish`, and whatever goes wrong before leaves nothing.

    The same calls give the same bytes. Attachments come before or after the records, not while they are written.
    UserError if the file cannot be written.
    """

    def __init__(self, target: Path, key: DeviceKey) -> None:
        if not FOLDER_NAME.fullmatch(target.stem):
            raise ValueError(target.stem)
        self._target, self._key = target, key
        self._payload: dict[str, tuple[str, str]] = {}  # by name: SHA-256, SM3
        self._size = 0
        self._tags: dict[str, str] = {}
        self._finished = False

    def __enter__(self) -> "Writer":
        self._whole = written_whole(self._target)
        self._file = self._whole.__enter__()
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._finished:
            return
        with suppress(OSError, ValueError):
            self._zip.close()
        with suppress(_Unfinished):
            self._whole.__exit__(kind or _Unfinished, error or _Unfinished(), trace)

    @contextmanager
    def records(self) -> Iterator[Callable[[bytes], None]]:
        """What takes the lines of the records one by one, each as `json_lines.line` makes it."""
        if RECORDS in self._payload:
            raise ValueError(RECORDS)
        with self._zip.open(self._name(RECORDS), "w", force_zip64=True) as file:
            gathered = _Gathered(file.write)
            yield gathered.add
            gathered.pass_on()
        self._take_in(RECORDS, gathered.digests.size, *gathered.digests.told())

    def attach(self, sha256: str, data: bytes) -> None:
        """Take an attachment in, once; UserError if it is too large or not what its hash says."""
        name = ATTACHMENTS + sha256
        if name in self._payload:
            return
        if len(data) > LARGEST_ATTACHMENT:
            raise UserError(_TOO_LARGE, {"limit": LARGEST_ATTACHMENT // 2**20})
        digests = Digests()
        digests.update(data)
        told = digests.told()
        if told[0] != sha256:
            raise UserError(_SPOILT, details=sha256)
        self._put(name, data)
        self._take_in(name, len(data), *told)

    def tag(self, name: str, data: bytes) -> None:
        """Take in a file for people without the program (`readme.html`, `records.xlsx`)."""
        if len(data) > LARGEST_TAG or not TAG_NAME.fullmatch(name) or name in self._tags:
            raise ValueError(name)
        self._put(name, data)
        self._tags[name] = hashlib.sha256(data).hexdigest()

    def finish(self, header: Header) -> Written:
        """Write header, lists and signature, and give the file its name."""
        if header.device != self._key.public.kid:
            raise ValueError(header.device)
        if RECORDS not in self._payload:
            with self.records():
                pass
        self.tag(manifests.BAGIT, manifests.DECLARATION)
        self.tag(manifests.BAG_INFO, self._bag_info(header))
        self.tag(manifests.PACKAGE, header.as_json())
        self.tag(manifests.SHA256, manifest({name: told[0] for name, told in self._payload.items()}))
        self.tag(manifests.SM3, manifest({name: told[1] for name, told in self._payload.items()}))
        tags = manifest(self._tags)
        self._put(manifests.TAGS, tags)
        self._put(manifests.SIGNATURE, self._signature(tags))
        self._zip.close()
        size = self._file.seek(0, 2)
        written = Written(self._target, sha256_of(self._file), size)
        self._finished = True
        self._whole.__exit__(None, None, None)
        return written

    def _take_in(self, name: str, size: int, sha256: str, sm3: str) -> None:
        """Note a file of the payload; UserError if the package becomes one that no reader takes."""
        self._payload[name] = (sha256, sm3)
        self._size += size
        if self._size > LARGEST_PAYLOAD or len(self._payload) > MOST_PAYLOAD:
            raise UserError(_TOO_MUCH, {"size": LARGEST_PAYLOAD // 2**30, "files": MOST_PAYLOAD})

    def _bag_info(self, header: Header) -> bytes:
        lines = (
            f"Bag-Software-Agent: {' '.join(header.maker.split())}",
            f"Bagging-Date: {header.made_at:%Y-%m-%d}",
            f"External-Identifier: {header.package_uuid}",
            f"Payload-Oxum: {self._size}.{len(self._payload)}",
        )
        return "".join(f"{line}\n" for line in lines).encode()

    def _signature(self, signed: bytes) -> bytes:
        value = base64.b64encode(self._key.sign(signed)).decode()
        public = self._key.public
        return canonical({"alg": public.alg, "kid": public.kid, "signed": manifests.TAGS, "value": value}) + b"\n"

    def _put(self, name: str, data: bytes) -> None:
        sample = data[:_SAMPLE]
        packs = len(zlib.compress(sample, _LEVEL)) < _WORTH_IT * len(sample)
        method = zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED
        self._zip.writestr(zipfile.ZipInfo(self._name(name)), data, method, _LEVEL)

    def _name(self, name: str) -> str:
        return f"{self._target.stem}/{name}"


class _Unfinished(Exception):
    """The writer was left without `finish`."""


class _Gathered:
    """Lines gathered into pieces worth packing and hashing at once."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self.digests = Digests()
        self._write = write
        self._lines: list[bytes] = []
        self._waiting = 0

    def add(self, line: bytes) -> None:
        """Take a line in."""
        if len(line) > LONGEST or not line.endswith(b"\n"):
            raise ValueError("no line of a record")
        self._lines.append(line)
        self._waiting += len(line)
        if self._waiting >= CHUNK:
            self.pass_on()

    def pass_on(self) -> None:
        """Write what is gathered."""
        piece = b"".join(self._lines)
        self._lines, self._waiting = [], 0
        self.digests.update(piece)
        self._write(piece)
