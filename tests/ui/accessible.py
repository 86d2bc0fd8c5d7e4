"""What a screen reader would say of the widgets that take focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def spoken(widget: QWidget) -> str:
    """The accessible name as Qt gives it to the system; a button's text counts."""
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name) if interface is not None else ""
    return name or widget.accessibleName()


def unnamed(root: QWidget) -> list[QWidget]:
    """Visible widgets that take focus by Tab and have no name; inner parts of Qt's own widgets are left out."""
    found = [root, *root.findChildren(QWidget)]
    return [
        w
        for w in found
        if w.isVisible()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not w.objectName().startswith("qt_")
        and not isinstance(w.parent(), QAbstractScrollArea)
        and not spoken(w)
    ]
