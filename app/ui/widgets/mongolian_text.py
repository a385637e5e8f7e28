"""A Mongolian line or text as a column of its own within a window of lines; in a window in columns, as it is."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.writing_mode import Host, field_vertical

WIDEST = (1 << 24) - 1  # Qt's QWIDGETSIZE_MAX
LENGTH = 180  # pixels of a column at 100 %


class MongolianText(Host):
    """Holds a line or a text area; the faces change with the way it stands."""

    def __init__(self, content: QWidget) -> None:
        super().__init__(content, lambda: field_vertical() and theme.load_column_faces())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def turn(self) -> None:
        """Stand the way of writing in use, in the faces for it."""
        super().turn()
        self.content.setProperty("columns", self.view is not None)
        self.content.style().unpolish(self.content)
        self.content.style().polish(self.content)
        self.fit()

    def fit(self) -> None:
        """As broad as its columns; what is left beside a column would look like room to write."""
        self.setMaximumWidth(self.view.sizeHint().width() if self.view is not None else WIDEST)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As long as a column of a few words, where it is one."""
        hint = super().sizeHint()
        return hint if self.view is None else QSize(hint.width(), theme.scaled(LENGTH))

    def minimumSizeHint(self) -> QSize:
        """A column is never shorter."""
        return super().minimumSizeHint() if self.view is None else QSize(theme.scaled(40), theme.scaled(LENGTH))

    def changeEvent(self, event: QEvent) -> None:
        """A column grows with the type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "content"):
            self.fit()
