"""Whose records a register shows, as a chip that stands there only where offices below sent theirs.

And the line above a record that another office brought.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import N_, _
from app.operations.owners import ALL, OwnerRow
from app.ui.villages.choosing import spoken
from app.ui.widgets.buttons import Label
from app.ui.widgets.chips import Filter

KEY = "owner"
TITLE = N_("报送单位")
_ALL, _OWN = N_("全部单位"), N_("本单位")
_BROUGHT = N_("由“{office}”报送，只能查看。需要改动时，请该单位改后重新报送。")


def owner_filter(below: Sequence[OwnerRow]) -> list[Filter]:
    """The chip; where nothing is chosen this office's own records are shown. None where no other office sent any."""
    if not below:
        return []
    offices = [(row.code, spoken(row.name, row.name_mn)) for row in below]
    return [Filter(KEY, TITLE, [(ALL, _(_ALL)), *offices], _OWN)]


class Brought(Label):
    """Says whose the record is that is shown; hidden for this office's own."""

    def __init__(self) -> None:
        super().__init__(tone="soon", wrap=True)
        self.hide()

    def show_office(self, office: str) -> None:
        """Name the office that brought it; empty for this office's own."""
        self.say(_BROUGHT if office else "", office=office)
        self.setVisible(bool(office))
