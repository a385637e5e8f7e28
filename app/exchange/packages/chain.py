"""What this computer remembers of its packages outside the office's file, so that a restored backup shows."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.errors import UserError
from app.exchange.files import written_whole
from app.i18n import N_

_DAMAGED = N_(
    "本机的报送序号记录“{file}”已损坏，没有报送，程序也没有改动它。"
    "请先与上级单位核对最近一次收到的报送序号，再把这个文件改名留存，然后重新报送。"
)
_UNREADABLE = N_("读不了本机的报送序号记录“{file}”，没有报送。请检查该文件的访问权限。")
_NOT_KEPT = N_("报送序号没有保存到“{folder}”。请检查磁盘空间和文件夹权限后再试。")


@dataclass(frozen=True, slots=True)
class Chain:
    """The last package an office made here: its number from 1 (0 before the first), its hash, its identity."""

    seq: int = 0
    sha256: str = ""
    package_uuid: str = ""


def chain(folder: Path, office_code: str) -> Chain:
    """What is remembered of an office's packages; the beginning if nothing is, UserError if the file is damaged."""
    path = _path(folder, office_code)
    try:
        return _read(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return Chain()
    except OSError as error:
        raise UserError(_UNREADABLE, {"file": path.name}, str(error)) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        # Never the beginning instead: the numbers would start anew and the level above would refuse them.
        raise UserError(_DAMAGED, {"file": path.name}, str(error)) from error


def note_chain(folder: Path, office_code: str, last: Chain) -> None:
    """Remember the last package of an office; UserError if it cannot be written, then the old one stays."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(_NOT_KEPT, {"folder": str(folder)}, str(error)) from error
    with written_whole(_path(folder, office_code)) as file:
        file.write(json.dumps(asdict(last), indent=1).encode())


def _path(folder: Path, office_code: str) -> Path:
    return folder / f"chain-{quote(office_code, safe='')}.json"


def _read(content: Any) -> Chain:
    seq, texts = content["seq"], (content["sha256"], content["package_uuid"])
    if type(seq) is not int or seq < 0 or not all(isinstance(text, str) for text in texts):
        raise ValueError(seq)
    return Chain(seq, *texts)
