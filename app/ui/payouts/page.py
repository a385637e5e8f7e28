"""The page 补贴发放."""

from __future__ import annotations

from app.i18n import N_
from app.ui.widgets.page import Page


class PayoutsPage(Page):
    """The page 补贴发放."""

    title = N_("补贴发放")
    help_page = "index"
