"""Bytes to text: the encodings met in offices."""

import codecs
import re

from app.errors import UserError
from app.i18n import N_

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_GB = {"gb2312", "gbk", "gb_2312", "x-gbk", "gb18030"}


def decoded(data: bytes, name: str) -> str:
    """Decode by the byte order mark, else UTF-8, else what a page declares, else GB18030.

    Raises UserError when none of them fits.
    """
    for mark, coding in _MARKS:
        if data.startswith(mark):
            return data.decode(coding, errors="replace")
    for coding in _candidates(data):
        try:
            return data.decode(coding)
        except (UnicodeDecodeError, LookupError):
            continue
    message = N_("“{file}”的文字编码无法识别，没有读入。请用WPS打开，另存为xlsx再导入。")
    raise UserError(message, {"file": name})


def _candidates(data: bytes) -> list[str]:
    if b"\x00" in data[:4096]:
        return ["utf-16-le" if data[:4096:2].count(0) < data[1:4096:2].count(0) else "utf-16-be"]
    declared = _DECLARED.search(data[:4096])
    named = declared[1].decode("ascii", "replace").lower() if declared else ""
    return ["utf-8", "gb18030" if named in _GB else named or "gb18030", "gb18030"]
