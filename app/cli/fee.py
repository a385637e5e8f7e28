"""The commands about the information-processing fee."""

from app.cli.commands import Group

fee = Group(entries={})
