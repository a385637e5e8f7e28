"""The page 公示."""

from __future__ import annotations

from app.i18n import N_
from app.ui.widgets.page import Page


class NoticesPage(Page):
    """The page 公示."""

    title = N_("公示")
    help_page = "index"
