"""The page 嘎查村."""

from __future__ import annotations

from app.i18n import N_
from app.ui.widgets.page import Page


class VillagesPage(Page):
    """The page 嘎查村."""

    title = N_("嘎查村")
    help_page = "index"
