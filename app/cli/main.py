"""The command line: what it is called with, and how it ends."""

import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from app import i18n, paths, settings
from app.cli.answers import Voice
from app.cli.commands import Entry, Group, option
from app.cli.kinds import FILE, Day, OneOf
from app.cli.usage import usage_sentence
from app.cli.workplace import Workplace, usual_store
from app.errors import Cancelled, UserError
from app.i18n import N_, _

DONE, REFUSED, MISUSED = 0, 1, 2
JSON = "--json"

_CANCELLED = N_("已中断，未完成的这一步没有保留。")
_BUG = N_("程序内部出错，未完成的这一步没有保留。请把上面的英文信息交给技术人员。")

ENTRIES = {
    "init": Entry(N_("建立本单位的数据文件。"), "app.cli.offices", "init"),
    "demo": Entry(N_("在一个文件夹里做一遍完整的演示。"), "app.cli.demo", "demo"),
    "today": Entry(N_("今天要办的事。"), "app.cli.lookups", "today"),
    "catalog": Entry(N_("标准目录：导入、采用、比较、废止、导出。"), "app.cli.catalog", "catalog"),
    "disclosures": Entry(
        N_("主动公开台账：登记、审核、公开、导入、导出、打印。"), "app.cli.disclosures", "disclosures"
    ),
    "villages": Entry(
        N_("苏木乡镇和嘎查村：名录、公示栏、公开事项清单、年度计划、对应一致、门户网页。"),
        "app.cli.villages",
        "villages",
    ),
    "notices": Entry(N_("嘎查村公示：起草、审核、打印、张贴、异议、取下、建档、查询。"), "app.cli.notices", "notices"),
    "payouts": Entry(N_("补贴发放：名册导入、公示、覆盖情况、查询、导出。"), "app.cli.payouts", "payouts"),
    "requests": Entry(N_("依申请公开：登记、办理、期限、文书、导入导出。"), "app.cli.requests", "requests"),
    "fee": Entry(N_("信息处理费：计算、收费标准、台账。"), "app.cli.fee", "fee"),
    "remedies": Entry(N_("行政复议、行政诉讼、举报投诉。"), "app.cli.remedies", "remedies"),
    "report": Entry(N_("政府信息公开工作年度报告。"), "app.cli.report", "report"),
    "packages": Entry(N_("报送：报送包、回执、接收、冲突、登记卡、介质登记。"), "app.cli.packages", "packages"),
    "due": Entry(N_("从某日起数工作日或自然日，逐日说明。"), "app.cli.calendars", "due"),
    "time-limit": Entry(N_("把一句公开时限读成规则。"), "app.cli.calendars", "time_limit"),
    "calendar": Entry(N_("节假日安排。"), "app.cli.calendars", "calendar"),
    "search": Entry(N_("在全部登记里查找：汉字、拼音、蒙古文。"), "app.cli.lookups", "search"),
    "check": Entry(N_("检查数据文件是否完好。"), "app.cli.lookups", "check"),
    "history": Entry(N_("做过的操作，或一条记录的变化。"), "app.cli.history", "history"),
    "undo": Entry(N_("撤销最近一步。"), "app.cli.history", "undo"),
    "redo": Entry(N_("重做最近撤销的一步。"), "app.cli.history", "redo"),
    "bin": Entry(N_("回收站。"), "app.cli.history", "bin_"),
    "printouts": Entry(N_("打印过的表：列出，按原样再印。"), "app.cli.printouts", "printouts_"),
    "people": Entry(N_("本单位的经办人员。"), "app.cli.offices", "people"),
    "settings": Entry(N_("本单位的约定。"), "app.cli.offices", "settings"),
    "fonts": Entry(N_("打印用的字体：哪个文件可用，哪个不可用，为什么。"), "app.cli.fonts", "fonts"),
    "backup": Entry(N_("备份数据文件。"), "app.cli.backups", "backup"),
    "backups": Entry(N_("可以恢复的备份。"), "app.cli.backups", "backups"),
    "restore": Entry(N_("用备份换回数据文件，原文件另存。"), "app.cli.backups", "restore"),
}


class Program(Group):
    """The whole command line; every way it can end has a code and a sentence."""

    def main(self, args: Any = None, prog_name: str | None = None, *more: Any, **extra: Any) -> Any:
        """Run and end the process: 0 done, 1 refused with the cure in a sentence, 2 not written as it must be."""
        _speak_utf8()
        words, json = _without_json(sys.argv[1:] if args is None else args)
        voice = Voice(json)
        extra |= {"standalone_mode": False, "obj": voice}
        try:
            sys.exit(super().main(words, prog_name or "iltod", *more, **extra) or DONE)
        except Exception as error:
            sys.exit(_ended(error, voice))


def _without_json(args: Sequence[str]) -> tuple[list[str], bool]:
    """The words without `--json`, which may stand anywhere before `--`, and whether it was there."""
    words = list(args)
    end = words.index("--") if "--" in words else len(words)
    return [word for word in words[:end] if word != JSON] + words[end:], JSON in words[:end]


def _speak_utf8() -> None:
    """Chinese and Mongolian come out whole whatever the terminal says of itself."""
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_options: None)(encoding="utf-8", errors="replace")


def _ended(error: Exception, voice: Voice) -> int:
    """Tell how it ended; the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and not voice.json:
        voice.hint(error.message)
        return MISUSED
    if isinstance(error, click.UsageError):
        voice.refuse(usage_sentence(error))
        return MISUSED
    voice.refuse(_why(error))
    return REFUSED


def _why(error: Exception) -> str:
    if isinstance(error, UserError):
        return str(error)
    if isinstance(error, click.Abort | Cancelled):
        return _(_CANCELLED)
    traceback.print_exception(error)
    return _(_BUG)


def _speak(ctx: click.Context, _param: click.Parameter, language: str | None) -> None:
    """Take the language before anything is said; the preferences of this person are read on the way."""
    chosen, problem = settings.load(paths.user_config() / settings.FILE)
    ctx.meta["settings"] = chosen
    i18n.set_language(language or chosen.language)
    if problem:
        ctx.ensure_object(Voice).hint(problem.text)


@click.group("iltod", cls=Program, entries=ENTRIES, help=N_("基层政务公开工作台的命令行。"))
@option("--store", type=FILE, help=N_("数据文件；不写时用 ILTOD_STORE，再不然用上次打开的。"))
@option(JSON, "_json", is_flag=True, expose_value=False, help=N_("标准输出上只有一个JSON值，可写在任何位置。"))
@option("--language", type=OneOf(i18n.LANGUAGES), is_eager=True, expose_value=False, callback=_speak, help=N_("语言。"))
@option("--today", type=Day(), help=N_("当作今天的日期，默认是真实日期。"))
@option("--person", default="", metavar="NAME", help=N_("经办人；设有口令时口令取自 ILTOD_PIN。"))
@click.pass_context
def cli(ctx: click.Context, store: Path | None, today: date | None, person: str) -> None:
    """Prepare the workplace of the command that follows."""
    from app.operations import fonts

    chosen: settings.Settings = ctx.meta["settings"]
    fonts.configure(chosen.fonts)
    path = store or usual_store(chosen)
    ctx.obj = Workplace(ctx.obj, path, today or date.today(), person, chosen.backup_folder)
    ctx.call_on_close(ctx.obj.close)


def run(argv: Sequence[str]) -> int:
    """Run one command line in this process; its exit code."""
    try:
        cli.main(argv)
    except SystemExit as end:
        return int(end.code or DONE)
    return DONE
