"""A date: typed the way people write it, or picked from a calendar."""

import re
import unicodedata
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.rules.calendar import Calendar
from app.ui import icons
from app.ui.widgets.fields import Field, FieldSpec
from app.ui.widgets.month import Month
from app.ui.widgets.words import name, say

_WRITTEN = re.compile(r"(?:(\d{4})\D+)?(\d{1,2})\D+(\d{1,2})\D*")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PICK = N_("打开日历")
_SAMPLE = N_("年-月-日")


def typed_date(text: str, today: date) -> date | None:
    """The date meant by 2026-03-05, 2026.3.5, 2026年3月5日, 20260305 or, in this year, 3-5; None if it means none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DIGITS.fullmatch(plain) or _WRITTEN.fullmatch(plain)
    if not found:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year or today.year), int(month), int(day))
    except ValueError:
        return None


class DateField(Field):
    """A line for a date with a calendar beside it; the value is a date, or None."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec)
        self._calendar: Calendar | None = None
        self.line = QLineEdit()
        self.button = QToolButton()
        icons.put(self.button, "calendar")
        self.button.setProperty("own", True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name(self.button, _PICK, tip=True)
        for show in (self.line.setPlaceholderText, self.line.setToolTip):
            say(self.line, show, spec.hint or _SAMPLE)
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self.box.addLayout(row)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self.line.editingFinished.connect(self._tidy)
        self.button.clicked.connect(self._pick)

    def value(self) -> date | None:
        """The date typed, or None if there is none or it cannot be read."""
        return typed_date(self.line.text(), date.today())

    def set_value(self, value: Any) -> None:
        """Show this date; a draft's text in ISO form is shown as it is."""
        self.line.setText(value.isoformat() if isinstance(value, date) else value or "")

    def inputs(self) -> list[QWidget]:
        """The line."""
        return [self.line]

    def problem(self) -> str:
        """What is typed must be a date."""
        typed = self.line.text().strip()
        if not typed or self.value():
            return ""
        return _("看不懂日期“{text}”，请写成 2026-03-05 或 20260305 的样子。").format(text=typed)

    def set_read_only(self, read_only: bool) -> None:
        """Read-only text can still be copied."""
        self.line.setReadOnly(read_only)
        self.button.setEnabled(not read_only)

    def _tidy(self) -> None:
        if value := self.value():
            self.line.setText(value.isoformat())

    def know(self, calendar: Calendar) -> None:
        """Mark the days off and at work of this calendar where a day is picked."""
        self._calendar = calendar

    def _pick(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("card", True)
        today = date.today()
        month = Month(self.value() or today, today, self._calendar)
        QVBoxLayout(popup).addWidget(month)
        month.picked.connect(lambda day: self._picked(day, popup))
        popup.move(self._beside(popup.sizeHint()))
        popup.show()
        month.setFocus()

    def _beside(self, size: QSize) -> QPoint:
        """Under the line, or over it where the screen ends; in columns the view finds the place."""
        below, above = (self.line.mapToGlobal(corner) for corner in (self.line.rect().bottomLeft(), QPoint()))
        room = self.screen().availableGeometry()
        y = below.y() if below.y() + size.height() <= room.bottom() else above.y() - size.height()
        return QPoint(max(room.left(), min(below.x(), room.right() - size.width())), max(room.top(), y))

    def _picked(self, day: date, popup: QWidget) -> None:
        self.line.setText(day.isoformat())
        popup.close()
        self.line.setFocus()
        self.edited.emit()
