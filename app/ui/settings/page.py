"""The page 设置."""

from __future__ import annotations

from app.i18n import N_
from app.ui.catalog.sections import Sections, SectionSpec
from app.ui.printing.section import PrintoutsSection
from app.ui.settings.about import AboutSection
from app.ui.settings.backups import BackupsSection
from app.ui.settings.calendars import CalendarsSection
from app.ui.settings.checks import ChecksSection
from app.ui.settings.choices import ChoicesSection
from app.ui.settings.display import DisplaySection
from app.ui.settings.fonts import FontsSection
from app.ui.settings.history import LogSection, RecycleSection
from app.ui.settings.office import OfficeSection
from app.ui.settings.people import PeopleSection
from app.ui.widgets.page import Context

SECTIONS = (
    SectionSpec("office", N_("单位"), OfficeSection),
    SectionSpec("people", N_("人员"), PeopleSection),
    SectionSpec("choices", N_("选择项"), ChoicesSection),
    SectionSpec("calendars", N_("节假日"), CalendarsSection),
    SectionSpec("backups", N_("备份与恢复"), BackupsSection),
    SectionSpec("recycle", N_("回收站"), RecycleSection),
    SectionSpec("log", N_("操作记录"), LogSection),
    SectionSpec("printouts", N_("打印记录"), PrintoutsSection),
    SectionSpec("display", N_("显示"), DisplaySection),
    SectionSpec("fonts", N_("字体"), FontsSection),
    SectionSpec("checks", N_("检查"), ChecksSection),
    SectionSpec("about", N_("关于"), AboutSection),
)


class SettingsPage(Sections):
    """Everything about the office and the program that is not daily work."""

    title = N_("设置")
    help_page = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context, SECTIONS)

    def open(self, target: object) -> None:
        """Show a section by its key; the record of an office stands in the first."""
        self.choose(target if isinstance(target, str) and target in self._specs else "office")
