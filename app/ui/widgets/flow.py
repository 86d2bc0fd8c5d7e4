"""A row that breaks: widgets side by side, going on below where the room ends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QToolButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.style.theme import theme
from app.ui.widgets.basics import label

_ALIKE = 8
"""Pixels at 100 % by which controls of one line of words differ in height."""


class Flow(QLayout):
    """Lays its items in lines of the given width."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        # Asked for hundreds of times while a page is laid out.
        self._heights: dict[int, int] = {}
        self._sizes: list[QSize] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        self._sizes = []
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        if width not in self._heights:
            edge = self.contentsMargins()
            inner = QRect(0, 0, width - edge.left() - edge.right(), 0)
            self._heights[width] = self._lay(inner, move=False) + edge.top() + edge.bottom()
        return self._heights[width]

    def invalidate(self) -> None:
        """Something inside has changed."""
        self._heights.clear()
        # Another list: the one before may be walked through just now.
        self._sizes = []
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rect)
        self._lay(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _lay(self, rect: QRect, *, move: bool) -> int:
        gap = theme().px(self._gap)
        x, y, high = rect.x(), rect.y(), 0
        if len(self._sizes) != len(self._items):
            self._sizes = [item.sizeHint().expandedTo(item.minimumSize()) for item in self._items]
        line: list[tuple[QLayoutItem, int, QSize]] = []
        for item, size in zip(self._items, self._sizes, strict=True):
            inner = item.widget()
            if inner is not None and inner.isHidden():
                continue
            width = min(size.width(), rect.width())
            height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
            if x > rect.x() and x + width > rect.x() + rect.width():
                if move:
                    _place(line, y, high)
                line = []
                x, y, high = rect.x(), y + high + min(gap, theme().px(8)), 0
            line.append((item, x, QSize(width, height)))
            x += width + gap
            high = max(high, height)
        if move:
            _place(line, y, high)
        return y + high - rect.y()


def _place(line: Sequence[tuple[QLayoutItem, int, QSize]], y: int, high: int) -> None:
    """Put the items of a line that is so high: their words stand level beside buttons, and high texts begin above."""
    for item, x, size in line:
        spare = high - size.height()
        level = spare // 2 if spare <= theme().px(_ALIKE) else 0
        item.setGeometry(QRect(QPoint(x, y + level), size))


def joined(*parts: QWidget) -> QWidget:
    """Widgets that stay on one line of a flow, such as a field behind its name, each level with the others."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme().px(8))
    for each in parts:
        row.addWidget(each)
    return whole


class FilterBar(QWidget):
    """Filters with their names above them; where there is little room they fold away behind a button."""

    _FOLDED_BELOW = 700

    def __init__(self, filters: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = {each: label("quiet", wrap=False) for each in filters}
        self._narrow: bool | None = None
        self.toggle = QToolButton()
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(lambda: self._arrange())
        self._body = QWidget()
        flow = Flow(self._body, 12)
        for each, name in self._names.items():
            name.setBuddy(each)
            cell = QWidget()
            column = QVBoxLayout(cell)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(theme().px(2))
            column.addWidget(name)
            column.addWidget(each)
            flow.addWidget(cell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(8))
        layout.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._body)
        theme().changed.connect(self._arrange)
        self._arrange()

    def name(self, names: Sequence[str], active: int) -> None:
        """Set the words of the filters, and how many of them filter."""
        for (each, words), text in zip(self._names.items(), names, strict=True):
            words.setText(text)
            each.setAccessibleName(text)
        self.count(active)

    def count(self, active: int) -> None:
        """Say how many filters are at work; folded away they must not be forgotten."""
        self.toggle.setText(_("Filters ({count})").format(count=active) if active else _("Filters"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if (self.width() < theme().px(self._FOLDED_BELOW)) is not self._narrow:
            self._arrange()

    def _arrange(self) -> None:
        self._narrow = self.width() < theme().px(self._FOLDED_BELOW)
        self.toggle.setVisible(self._narrow)
        self._body.setVisible(not self._narrow or self.toggle.isChecked())
