"""Text that is painted, with the line height of a book; Qt's own lists set one line on the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QPainter, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.prose import LINE_HEIGHT

_PAD = 8
"""Pixels at 100 % around the text of a row."""


def spaced(text: str, font: QFont, width: float) -> tuple[QTextLayout, float]:
    """`text` broken at `width` pixels, ready to be drawn, and its height. A line feed begins a new line."""
    step = font.pixelSize() * LINE_HEIGHT / 100
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.beginLayout()
    at = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, at))
        at += step
    layout.endLayout()
    return layout, at


class SpacedRows(QStyledItemDelegate):
    """Rows of the list `view` with as many lines as they need."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Break the lines anew at another width: Qt lays a list out for its height alone, and a scroll bar that comes
        takes of the width."""
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            QTimer.singleShot(0, self._view, self._view.doItemsLayout)
        return super().eventFilter(watched, event)

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As high as its lines."""
        view, pad = option.widget, theme().px(_PAD)
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        _layout, height = spaced(_text(index), theme().font(tokens.BASE), width - 3 * pad)
        return QSize(width, round(height) + 2 * pad)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row as the style draws it, and our lines in it."""
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        view = option.widget
        style, pad = view.style(), theme().px(_PAD)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, view)
        layout, _height = spaced(_text(index), theme().font(tokens.BASE), drawn.rect.width() - 3 * pad)
        painter.save()
        painter.setPen(theme().colour("text"))
        layout.draw(painter, QPointF(drawn.rect.topLeft()) + QPointF(1.5 * pad, pad))
        painter.restore()


def _text(index: QModelIndex | QPersistentModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.DisplayRole) or "")
