"""Notices on paper: one sheet, or many in a batch that goes on where it stopped."""

import sys
from functools import partial
from pathlib import Path

from app.cli import printouts
from app.cli.answers import Answer
from app.cli.commands import Misuse, argument, command, option
from app.cli.kinds import FILE
from app.cli.notices.filters import filtered, found, notice_argument
from app.cli.printouts import Look, options_of, printable
from app.cli.workplace import Workplace
from app.i18n import N_, _
from app.operations import notice_batches, notice_lists, papers
from app.operations.notice_batches import Batch
from app.operations.notice_lists import NoticeFilter
from app.operations.papers import Kind

_WRITTEN = N_("已写出：{file}")
_DONE = N_("共 {n} 份公示单、{pages} 页：新画 {drawn} 份，原来就有 {found} 份。文件在：{folder}")
_SKIPPED = N_("另有 {n} 份还是草稿，没有打印；审核后再运行一次就会补上。")
_ONE_WAY = N_("--one-file 和 --per-village 只能写一个。")
_PROGRESS = N_("{done}/{total}")


@command
@notice_argument
@argument("file", type=FILE)
@printable
def print_notice(place: Workplace, notice: str, file: Path, look: Look) -> Answer:
    """Write a notice as PDF; it counts as printed from then on."""
    (uuid,) = found(place, [notice])
    drawn = printouts.write(place, file, papers.notice_of(uuid), look)
    return Answer({"file": file, "pages": drawn.pages}, (_(_WRITTEN).format(file=file),))


@command
@argument("folder", type=FILE)
@filtered
@option("--one-file", is_flag=True, help=N_("另外合订成一个文件。"))
@option("--per-village", is_flag=True, help=N_("另外按嘎查村各合订成一个文件。"))
@printable
def batch(
    place: Workplace, folder: Path, wanted: NoticeFilter, one_file: bool, per_village: bool, look: Look
) -> Answer:
    """Write the filtered notices as PDF into a folder; what is there already is not drawn again."""
    if one_file and per_village:
        raise Misuse(_(_ONE_WAY))
    all_of_them = [row.uuid for row in place.ask(notice_lists.listed, wanted, place.today)]
    ready = place.ask(notice_batches.ready, all_of_them)
    options = options_of(place, Kind.NOTICE, look)
    job = Batch(tuple(ready), folder, options, one_file, per_village)
    finished = place.ask(notice_batches.draw, job, place.now, None if place.voice.json else _tell)
    if not place.store.read_only:
        record = partial(notice_batches.record, finished=finished)
        place.change(notice_batches.PRINT, record, {"n": len(finished.issues)})
    counts = {"n": len(finished.issues), "pages": finished.pages, "drawn": finished.drawn, "found": finished.found}
    skipped = len(all_of_them) - len(ready)
    more = (_(_SKIPPED).format(n=skipped),) if skipped else ()
    value = {**counts, "folder": folder, "files": finished.files, "skipped": skipped}
    return Answer(value, (_(_DONE).format(**counts, folder=folder), *more))


def _tell(done: int, total: int) -> None:
    """Show on a terminal how far it is."""
    if sys.stderr.isatty():
        end = "\n" if done == total else "\r"
        print(_(_PROGRESS).format(done=done, total=total), end=end, file=sys.stderr, flush=True)
