"""Reading what is imported, and telling what became of each row."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.cli.answers import Table
from app.cli.commands import Misuse
from app.i18n import N_, _
from app.operations.plans import FATE_NAMES, Fate, PlanLine, counted

STDIN = "-"
_STDIN_NAME = N_("标准输入")
_COUNTS = N_("共 {all} 行：新增 {taken}，更新 {changed}，不变 {unchanged}，未采纳 {refused}；有提醒 {warnings}。")
_KEPT = N_("未采纳的 {n} 行已另存为 {file}，改正后可再次导入。")
_DRY = N_("以上只是方案，没有导入任何内容。")
_ONLY_XLSX = N_("未采纳的行只能另存为xlsx文件，请把 --save-refused 写成以 .xlsx 结尾的文件名。")
HEADINGS = (N_("行"), N_("处理"), N_("名称"), N_("说明"))


@contextmanager
def source(path: Path) -> Iterator[Path]:
    """The file to read; for "-" standard input, kept in a file as long as it is needed."""
    if str(path) != STDIN:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, _(_STDIN_NAME))
        kept.write_bytes(sys.stdin.buffer.read())
        yield kept


def check_refused(path: Path | None) -> None:
    """Refuse before anything is read a name under which the refused rows cannot be written."""
    if path and path.suffix.lower() != ".xlsx":
        raise Misuse(_(_ONLY_XLSX))


def save_refused(path: Path | None, lines: Sequence[PlanLine], read: Path, headings: Sequence[str]) -> list[str]:
    """Write the refused rows where a person asked for them; what to tell about it."""
    from app.operations import refused_rows

    if path is None or all(line.fate is not Fate.REFUSED for line in lines):
        return []
    return [_(_KEPT).format(n=refused_rows.save(path, lines, read, headings), file=path)]


def plan_value(plan: Any, dry_run: bool) -> dict[str, Any]:
    """A plan as a machine reads it."""
    return {
        "source": plan.source,
        "dry_run": dry_run,
        "counts": counted(plan.lines),
        "notes": plan.notes,
        "lines": plan.lines,
    }


def plan_shown(plan: Any, dry_run: bool) -> list[str | Table]:
    """A plan as a person reads it: the figures, then the rows that need a look."""
    shown: list[str | Table] = [*plan.notes, _(_COUNTS).format(all=len(plan.lines), **counted(plan.lines))]
    rows = [_row(line) for line in plan.lines if line.fate is Fate.REFUSED or line.warnings]
    shown += [Table(HEADINGS, rows)] if rows else []
    return [*shown, _(_DRY)] if dry_run else shown


def _row(line: PlanLine) -> tuple[str, ...]:
    why = "；".join(filter(None, (line.reason, *line.warnings)))
    return str(line.row), _(FATE_NAMES[line.fate]), line.name, why
