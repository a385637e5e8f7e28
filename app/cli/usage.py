"""What click finds wrong with a command line, in sentences."""

import click
from click import exceptions

from app.cli.commands import Misuse
from app.i18n import N_, _

_NO_COMMAND = N_("没有命令“{name}”。")
_NO_OPTION = N_("没有选项“{name}”。")
_MISSING = N_("缺少“{name}”。")
_BAD = N_("“{name}”的值不对：{reason}")
_BAD_OPTION = N_("选项“{name}”的写法不对：它后面要么必须写一个值，要么不能写值。")
_OTHER = N_("命令没有写完整，或多写了认不得的词。")
_SEE = N_("{sentence}用 {command} --help 查看写法。")


def usage_sentence(error: click.UsageError) -> str:
    """What is wrong with the command line, and where its way of writing is told."""
    if isinstance(error, Misuse):
        return error.message
    command = error.ctx.command_path if error.ctx else "iltod"
    return _(_SEE).format(sentence=_wrong(error), command=command)


def _wrong(error: click.UsageError) -> str:
    if isinstance(error, exceptions.NoSuchCommand):
        return _(_NO_COMMAND).format(name=error.command_name)
    if isinstance(error, click.NoSuchOption):
        return _(_NO_OPTION).format(name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return _(_BAD_OPTION).format(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return _(_MISSING).format(name=_name(error))
    if isinstance(error, click.BadParameter):
        return _(_BAD).format(name=_name(error), reason=error.message)
    return _(_OTHER)


def _name(error: click.BadParameter) -> str:
    """The parameter as it is written on the command line."""
    if error.param is None or error.ctx is None:
        return ""
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(error.ctx)
