"""Settings: language, direction of Mongolian, colours and size of the window (显示)."""

from __future__ import annotations

from app.i18n import LANGUAGES, N_
from app.ui.settings.scrolling import ScrollingSection
from app.ui.widgets.buttons import Label
from app.ui.widgets.fields import FieldSpec
from app.ui.widgets.form import Form
from app.ui.widgets.page import Context
from app.ui.writing_mode import HORIZONTAL, VERTICAL

SCALES = (100, 110, 125, 150, 175, 200)
DIRECTIONS = {VERTICAL: N_("竖排"), HORIZONTAL: N_("横排")}
THEMES = {"system": N_("跟随系统"), "light": N_("浅色"), "dark": N_("深色")}
_WHAT = N_("选了就生效，不用重新打开程序，正在填的内容不会丢。")
FIELDS = (
    FieldSpec("language", N_("界面语言"), "choice", options=tuple(LANGUAGES.items())),
    FieldSpec("writing_mode", N_("蒙古文书写方向"), "choice", options=tuple(DIRECTIONS.items())),
    FieldSpec("theme", N_("颜色"), "choice", options=tuple(THEMES.items())),
    FieldSpec("scale", N_("字号"), "choice", options=[(str(scale), f"{scale} %") for scale in SCALES]),
)


class DisplaySection(ScrollingSection):
    """Choices that work at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.form = Form(FIELDS)
        self.form.edited.connect(self._apply)
        self.add(Label(_WHAT, tone="quiet", wrap=True), self.form)

    def reload(self) -> None:
        """Show what is in use."""
        current = self.context.preferences.current
        self.form.set_values({spec.key: str(getattr(current, spec.key)) for spec in FIELDS})

    def _apply(self, key: str) -> None:
        value = self.form.values()[key]
        self.context.preferences.change(**{key: int(value) if key == "scale" else value})
