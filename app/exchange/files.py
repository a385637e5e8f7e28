"""Files appear whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from app.errors import UserError
from app.i18n import N_

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file that gets the name `path` when all of it is on the disk; until then the old one stays.

    Raises UserError when the disk is full, the folder is missing or the file may not be replaced.
    """
    part = path.parent / f".{uuid4().hex}.part"
    try:
        with part.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        part.unlink(missing_ok=True)


def _explained(error: OSError, path: Path) -> UserError:
    values = {"file": path.name, "folder": str(path.parent)}
    if error.errno in _FULL:
        message = N_("磁盘空间不足，“{file}”没有写完，原有文件未改动。请清理磁盘或换一个文件夹后再导出。")
    elif isinstance(error, FileNotFoundError):
        message = N_("文件夹“{folder}”不存在，“{file}”没有写出。请检查U盘是否已插好，或换一个文件夹。")
    elif isinstance(error, PermissionError):
        message = N_("“{file}”不能写入。如果它正在WPS或Excel中打开，请先关闭，再导出一次；否则请换一个文件夹。")
    else:
        message = N_("“{file}”没有写出，原有文件未改动。请换一个文件夹再导出一次。")
    return UserError(message, values, str(error))
