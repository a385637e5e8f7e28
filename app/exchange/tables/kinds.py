"""What a file is, by what is in it; its name may say anything."""

import io
import struct
import zipfile
import zlib
from enum import Enum
from pathlib import Path

from app.errors import UserError
from app.i18n import N_

LARGEST_FILE = 64 << 20
LARGEST_UNPACKED = 512 << 20


class FileKind(Enum):
    """The kinds that can be read."""

    WORKBOOK = "workbook"
    DOCUMENT = "document"
    PAGE = "page"
    TEXT = "text"


_TOO_LARGE = N_("“{file}”超过{limit}MB，没有读入。请删去无关的工作表或图片，或分成几个文件再导入。")
_DAMAGED = N_("“{file}”不完整或已损坏，没有读入。请重新复制或下载一份；能打开的话，另存为xlsx再导入。")
_ENCRYPTED = N_("“{file}”设有打开密码，没有读入。请在WPS或Excel中打开，去掉密码后另存一份再导入。")
_OLD_DOCUMENT = N_("“{file}”是旧版文字文档（doc、wps），不能读入。请在WPS中另存为docx再导入。")
_OLD_SHEET = N_("“{file}”是WPS自有格式，不能读入。请在WPS中另存为xlsx再导入。")
_FIXED_PAGE = N_(
    "“{file}”是版式文件（PDF、OFD），其中的表格不能可靠读入。请找到原来的表格文件，或在WPS中转为xlsx并核对后再导入。"
)
_PICTURE = N_("“{file}”是图片，其中的文字不能读入。请使用原来的表格文件。")
_PACKED = N_("“{file}”是压缩包。请先解压，再导入其中的表格文件。")
_OTHER = N_("“{file}”不是能读入的表格。可以读入xlsx、xls、docx、csv和网页文件，请另存为其中一种再导入。")
_EMPTY = N_("“{file}”是空文件，没有内容可读。请检查文件是否复制完整。")

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", _FIXED_PAGE),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"{\\rtf", _OLD_DOCUMENT),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS = 0x2F
_FIRST_RECORDS = 10
_PARTS: tuple[tuple[str, FileKind | str], ...] = (
    ("xl/workbook.xml", FileKind.WORKBOOK),
    ("xl/workbook.bin", FileKind.WORKBOOK),
    ("word/document.xml", FileKind.DOCUMENT),
    ("OFD.xml", _FIXED_PAGE),
    ("content.xml", FileKind.WORKBOOK),
)


def contents(path: Path) -> bytes:
    """Read the bytes of the file.

    Raises UserError when it is missing, unreadable, empty or larger than `LARGEST_FILE`.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(_TOO_LARGE, {"file": path.name, "limit": LARGEST_FILE >> 20})
        data = path.read_bytes()
    except OSError as error:
        message = N_("“{file}”读不出来。请检查文件是否还在、U盘是否插好，再试一次。")
        raise UserError(message, {"file": path.name}, str(error)) from error
    if not data.strip():
        raise UserError(_EMPTY, {"file": path.name})
    return data


def kind_of(data: bytes, name: str) -> FileKind:
    """Tell the kind of the file.

    Raises UserError with the way out when it cannot be read: encrypted, damaged, PDF, picture and so on.
    """
    found: FileKind | str
    if data.startswith(b"PK"):
        found = _packed(data, name)
    elif data.startswith(_OLE):
        found = _compound(data, name)
    else:
        found = next((message for start, message in _BEGINNINGS if data.startswith(start)), "") or _written(data)
    if isinstance(found, str):
        raise UserError(found, {"file": name})
    return found


def damaged(name: str, details: str) -> UserError:
    """Make the error for a file that begins rightly and then makes no sense."""
    return UserError(_DAMAGED, {"file": name}, details)


def _packed(data: bytes, name: str) -> FileKind | str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, name)
            parts = {part.casefold() for part in archive.namelist()}
            if broken := archive.testzip():
                raise damaged(name, broken)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise damaged(name, str(error)) from error
    except RuntimeError as error:  # zipfile's word for a part that needs a password
        raise UserError(_ENCRYPTED, {"file": name}) from error
    return next((kind for part, kind in _PARTS if part.casefold() in parts), _PACKED)


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what would fill the memory; `testzip` then holds every part to the size it claims."""
    if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
        raise UserError(_TOO_LARGE, {"file": name, "limit": LARGEST_UNPACKED >> 20})


def _compound(data: bytes, name: str) -> FileKind | str:
    """Tell the kinds of the compound file format by the names of their streams."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or _locked(data):
        return _ENCRYPTED
    if has("WordDocument"):
        return _OLD_DOCUMENT
    if has("Workbook") or has("Book"):
        return FileKind.WORKBOOK
    return _OLD_DOCUMENT if name.casefold().endswith(".wps") else _OLD_SHEET


def _locked(data: bytes) -> bool:
    """Whether an xls has a password: a FILEPASS record among the first after the beginning of the workbook."""
    place = data.find(_WORKBOOK_BEGINS)
    for _record in range(_FIRST_RECORDS):
        if place < 0 or place + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, place)
        if kind == _FILEPASS:
            return True
        place += 4 + length
    return False


def _written(data: bytes) -> FileKind | str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind.TEXT
    start = data[:65536].lower()
    if b"\x00" in start and not _wide(data):
        return _OTHER
    if b"<?mso-application" in start or b"mime-version:" in start[:2000]:
        return _OTHER
    page = any(tag in start for tag in (b"<html", b"<!doctype html", b"<table", b"<body"))
    return FileKind.PAGE if page or b"<table" in data.lower() else FileKind.TEXT


def _wide(data: bytes) -> bool:
    """Guess whether this is UTF-16 without a mark: the line breaks and commas of ASCII have a zero beside them."""
    return any(sign.encode(coding) in data[:4096] for sign in ",\t\n" for coding in ("utf-16-le", "utf-16-be"))
