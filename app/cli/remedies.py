"""The commands about reconsiderations, suits and complaints."""

from app.cli.commands import Group

remedies = Group(entries={})
