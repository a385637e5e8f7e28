"""The commands about the annual report."""

from app.cli.commands import Group

report = Group(entries={})
