"""Every widget there is, asked for so that none of them is freed while Qt's list is turned into ours.

Making our objects for them may set off the collector of cycles; a widget it frees at that moment still stands in Qt's
list, and touching it ends the program.
"""

from PySide6.QtWidgets import QApplication, QWidget

from app.operations.plans import uncollected


def widgets() -> list[QWidget]:
    """All widgets of the program."""
    with uncollected():
        return QApplication.allWidgets()


def windows() -> list[QWidget]:
    """All widgets that have no parent."""
    with uncollected():
        return QApplication.topLevelWidgets()
