"""What goes up."""

from pathlib import Path

from app.cli.answers import Answer
from app.cli.commands import command, option
from app.cli.packages.errands import carried, header_value, to_option
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations.packages import errands, sending

_MADE = N_("已导出第 {seq} 个报送包，{n} 条记录，{size} 字节：{file}")
_SEALED = N_("内容已加密，只有接收单位能打开。")


@command
@to_option
@option("--despite", is_flag=True, help=N_("数据文件像是恢复过旧备份时，确认无误后照常报送。"))
def export(place: Workplace, folder: Path | None, despite: bool) -> Answer:
    """Write everything the level above has not acknowledged, and carry it to a stick if one is named."""
    made = sending.export(place.store, errands.keys_folder(), place.now, despite)
    files, told = carried(place, made.path, folder)
    values = {"seq": made.header.seq, "n": made.records, "size": made.size, "file": made.path}
    shown = [_(_MADE).format(**values), *([_(_SEALED)] if made.sealed else []), *told]
    value = {"file": made.path, "sha256": made.sha256, "size": made.size, "records": made.records}
    value |= {"sealed": made.sealed, "carried": files, "header": header_value(made.header)}
    return Answer(value, tuple(shown))
