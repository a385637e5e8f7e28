"""Errors meant for people; everything else that is raised is a bug."""

from collections.abc import Mapping

from app.i18n import _


class UserError(Exception):
    """Says in a sentence what happened and what to do next; shown as it stands.

    `message` is a Chinese source message (marked with N_) with named placeholders, `values` fill them.
    `details` is for the "copy details" button: technical words that help on the telephone, never shown first.
    """

    def __init__(self, message: str, values: Mapping[str, object] | None = None, details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.values = dict(values or {})
        self.details = details

    def __str__(self) -> str:
        return _(self.message).format(**self.values)


class Cancelled(Exception):
    """A person stopped long work; nothing of it is kept."""
