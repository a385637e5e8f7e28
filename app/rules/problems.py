"""What a rule finds wrong."""

from collections.abc import Mapping
from typing import NamedTuple

from app.i18n import _


class Problem(NamedTuple):
    """One finding: the field it belongs to, a message to translate, and whether it forbids going on."""

    field: str
    message: str
    values: Mapping[str, object] = {}
    warning: bool = False

    @property
    def text(self) -> str:
        """The sentence in the language in use."""
        return _(self.message).format(**self.values)
