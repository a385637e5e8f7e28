"""A copy of an office's own records, for one that lost its file or went back to an old backup."""

from pathlib import Path

from app.cli.answers import Answer
from app.cli.commands import command, option
from app.cli.packages.errands import carried, header_value, to_option
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations.packages import copies, errands

_MADE = N_("已导出第 {seq} 号数据副本，{n} 条记录，{size} 字节，已加密，只有该单位能打开：{file}")


@command
@option("--office", required=True, help=N_("哪个下级单位的（代码）。"))
@to_option
def make(place: Workplace, office: str, folder: Path | None) -> Answer:
    """Write everything an office handed up, sealed for that office, and carry it to a stick if one is named."""
    made = copies.make(place.store, errands.keys_folder(), office, place.now)
    files, told = carried(place, made.path, folder)
    values = {"seq": made.header.seq, "n": made.records, "size": made.size, "file": made.path}
    value = {"file": made.path, "sha256": made.sha256, "size": made.size, "records": made.records}
    return Answer(value | {"carried": files, "header": header_value(made.header)}, (_(_MADE).format(**values), *told))
