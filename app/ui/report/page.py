"""The page 年度报告."""

from __future__ import annotations

from app.i18n import N_
from app.ui.widgets.page import Page


class ReportPage(Page):
    """年度报告."""

    title = N_("年度报告")
    help_page = "report"
