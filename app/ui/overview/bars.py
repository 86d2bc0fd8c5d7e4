"""Findings by type of leak as bars that are rows of links: the number is text, the bar only shows it again."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.i18n import gettext as _
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label

_LABEL = 96
"""Pixels at 100 % that a label keeps."""


class _Bar(QWidget):
    def __init__(self, part: float, hatched: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._part = part
        self._dark = hatched
        self.setMinimumWidth(theme().px(80))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme().px(160), theme().px(16))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        worn = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = worn.px(12)
        top = (self.height() - height) / 2
        for part, token in ((1.0, "neutral_ground"), (self._part, "accent"), (self._dark, "nonconforming")):
            if part > 0:
                painter.setBrush(worn.colour(token))
                painter.drawRoundedRect(QRectF(0, top, max(self.width() * part, height), height), 3, 3)
        painter.end()


class Bars(QWidget):
    """`chosen` carries the id of the bar that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(4))
        self._grid.setColumnStretch(1, 1)

    def show_bars(self, bars: list[tuple[str, str, int, int]]) -> None:
        """Draw (id, label, total, of them serious); the longest bar fills the room."""
        while (held := self._grid.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
        self._labels = []
        most = max((total for _id, _label, total, _serious in bars), default=0) or 1
        for row, (identity, text, total, serious) in enumerate(bars):
            words = label(text=text, parent=self)
            self._labels.append(words)
            self._grid.addWidget(words, row, 0)
            bar = _Bar(total / most, serious / most, self)
            bar.setAccessibleName(text)
            self._grid.addWidget(bar, row, 1)
            self._grid.addWidget(self._number(identity, text, total, serious), row, 2)
        self._share()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The labels give way, whatever width they have now."""
        whole = super().minimumSizeHint()
        held = self._labels[0].width() - theme().px(_LABEL) if self._labels else 0
        return QSize(whole.width() - max(0, held), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Labels take what they need, but leave room for the bars: long ones go on in a second line."""
        needed = max((self.fontMetrics().horizontalAdvance(words.text()) for words in self._labels), default=0)
        room = min(needed + theme().px(8), max(theme().px(_LABEL), self.width() * 2 // 5))
        for words in self._labels:
            words.setFixedWidth(room)

    def _number(self, identity: str, text: str, total: int, serious: int) -> QPushButton:
        number = button("link", lambda: self.chosen.emit(identity), self)
        shown = f"{total:,}"
        if serious:
            shown = _("{total} (serious {serious})").format(total=shown, serious=serious)
        number.setText(shown)
        number.setAccessibleName(f"{text} {shown}")
        number.setEnabled(total > 0)
        return number
