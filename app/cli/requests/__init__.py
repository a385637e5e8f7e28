"""The commands about requests for information."""

from app.cli.commands import Group

requests = Group(entries={})
