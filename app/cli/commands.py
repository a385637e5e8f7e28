"""Commands whose help is in the language in use, and which answer with an Answer."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

import click

from app.cli.answers import Answer
from app.cli.workplace import Workplace
from app.i18n import N_, _

_USAGE = N_("用法：")
_OPTIONS = N_("选项")
_COMMANDS = N_("命令")
_HELP = N_("显示这段说明。")
_ANY_OPTIONS = "[--…]"
_REQUIRED = N_("（必填）")


class Misuse(click.UsageError):
    """The command was not written as it must be; the message is a sentence already."""


class Entry(NamedTuple):
    """A command in the contents of its group: what it does, and where it is, so that only what is asked is imported."""

    help: str
    module: str
    name: str


class Option(click.Option):
    """An option whose help is a source message."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """How the option is written, and what it means."""
        record = super().get_help_record(ctx)
        return record and (record[0], _(self.help or "") + (_(_REQUIRED) if self.required else ""))


class _Spoken(click.Command):
    """The help of a command in the language in use."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _(_HELP)
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=_(_USAGE))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        formatter.write_text(_(self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what may be said with the command."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section(_(_OPTIONS)):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx))])


class Command(_Spoken):
    """A command; its function takes the workplace and returns the answer, which is told here and nowhere else."""

    def invoke(self, ctx: click.Context) -> None:
        """Do it, tell the answer, end with its code."""
        answer: Answer = super().invoke(ctx)
        place = ctx.find_object(Workplace)
        assert place is not None
        place.voice.answer(answer)
        ctx.exit(answer.code)


class Group(_Spoken, click.Group):
    """Commands under one word, each in its own module."""

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **options: Any) -> None:
        options |= {"no_args_is_help": True, "options_metavar": _ANY_OPTIONS}
        super().__init__(*args, **options)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The words, in the order in which the help tells them."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a word."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(entry.module), entry.name)
        command.help = entry.help
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands; none of them is imported for that."""
        super().format_options(ctx, formatter)
        with formatter.section(_(_COMMANDS)):
            formatter.write_dl([(word, _(entry.help)) for word, entry in self.entries.items()])


def command(function: Callable[..., Answer]) -> click.Command:
    """Make a command of a function that takes the workplace first; its help stands in the contents of its group."""
    made: click.Command = click.command(cls=Command, options_metavar=_ANY_OPTIONS)(click.pass_obj(function))
    return made


option = partial(click.option, cls=Option)
argument = click.argument
