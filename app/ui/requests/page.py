"""The page 依申请公开."""

from __future__ import annotations

from app.i18n import N_
from app.ui.widgets.page import Page


class RequestsPage(Page):
    """依申请公开."""

    title = N_("依申请公开")
    help_page = "requests"
