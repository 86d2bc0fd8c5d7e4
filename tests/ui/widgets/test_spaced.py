"""Rows of a list with as many lines as they need, also when a scroll bar takes of their width."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.spaced import SpacedRows, spaced

Settle = Callable[[], None]


class Watched(SpacedRows):
    """Keeps where each row was painted: to ask the list would have it laid out."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self.painted: dict[str, QRect] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.painted[str(index.data())] = QRect(option.rect)
        super().paint(painter, option, index)


@pytest.mark.parametrize("width", range(150, 200, 7))
def test_no_row_lies_over_the_next(qtbot: QtBot, settle: Settle, width: int) -> None:
    view = QListWidget()
    qtbot.addWidget(view)
    rows = Watched(view)
    view.setItemDelegate(rows)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setResizeMode(QListWidget.ResizeMode.Adjust)
    view.setProperty("role", "records")
    view.resize(400, 300)
    view.show()
    view.addItems([f"適合だが、{'立証' * number}がない ({number})" for number in range(1, 9)])
    settle()
    view.grab()
    view.resize(width, 300)
    settle()
    rows.painted.clear()
    view.grab()
    assert view.verticalScrollBar().isVisible()
    assert len(rows.painted) > 3
    for text, row in rows.painted.items():
        pad = theme().px(8)
        _layout, height = spaced(text, theme().font(tokens.BASE), row.width() - 3 * pad)
        assert row.height() >= height + 2 * pad - 1, text
