"""Cards that ask the officer before something is imported: what is asked, why, and choices that only Enter decides."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.columns import empty

_OPENING = frozenset(
    {
        Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4,
    }
)  # fmt: skip
_AT_ONCE = 4
"""Rows that are built in one go."""
_SHOWN = 3
"""So many rows are seen at once; the rest is scrolled to."""


class AskingCard(QFrame):
    """What is asked and why; the choices are put into `column`. Hidden until there is something to ask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = label("section")
        self.hint = label("quiet")
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.title)
        self.column.addWidget(self.hint)
        theme().changed.connect(self.dress)
        self.hide()

    def choice(self, letters: int, parent: QWidget | None = None) -> QComboBox:
        """A box of choices with room for so many letters; rolling through the page does not decide anything."""
        box = QComboBox(parent)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(letters)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(self)
        return box

    def dress(self) -> None:
        """Take on the present zoom."""
        px = theme().px
        self.column.setContentsMargins(px(16), px(12), px(16), px(12))
        self.column.setSpacing(px(4))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The wheel scrolls the page, not a choice; keys open the choices, and only Enter in them decides."""
        if isinstance(watched, QComboBox):
            if event.type() == QEvent.Type.Wheel:
                event.ignore()
                return True
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _opens(event):
                watched.showPopup()
                return True
        return super().eventFilter(watched, event)


class AskingRows(AskingCard):
    """A row for each thing that is asked about; who inherits it builds a row in `add_row`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = self._built = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._build_some)
        body = QWidget()
        self.grid = QGridLayout(body)
        self._area = _Area(body)
        self.column.addWidget(self._area)

    def add_row(self, row: int) -> None:
        """Build one row of the grid."""
        raise NotImplementedError

    def build(self, count: int) -> None:
        """Build so many rows anew: a few now, and the others when the window has had its turn."""
        empty(self.grid)
        self._wanted, self._built = count, 0
        self._area.rows = min(_SHOWN, count)
        self._area.updateGeometry()
        self._build_some()

    def _build_some(self) -> None:
        until = min(self._built + _AT_ONCE, self._wanted)
        while self._built < until:
            self.add_row(self._built)
            self._built += 1
        if self._built < self._wanted:
            self._rest.start()
        else:
            self._rest.stop()

    def dress(self) -> None:
        """Take on the present zoom."""
        super().dress()
        px = theme().px
        self.grid.setContentsMargins(0, px(4), px(8), px(2))
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(px(6))


class _Area(QScrollArea):
    """As high as a few rows, or as little as one where there is no room."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.rows = 1
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme().px(400), self._height(self.rows))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme().px(200), self._height(1))

    def _height(self, rows: int) -> int:
        return theme().px(38) * rows + theme().px(6)


def show_choice(box: QComboBox, meant: str | None) -> None:
    """Show what was decided; nothing decided stands first, and a separator has no data either."""
    rest = (n for n in range(box.count()) if meant is not None and box.itemData(n) == meant)
    box.setCurrentIndex(0 if meant is None else next(rest))


def _opens(event: QKeyEvent) -> bool:
    """Whether a key would change the choice of a closed box, or press the wizard's button instead of opening it."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.key() in _OPENING or (plain and event.text().isprintable() and bool(event.text()))
