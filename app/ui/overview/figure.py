"""The numbers at the head of the overview, each a link to what it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.columns import empty
from app.ui.widgets.link import LongLink


class Figure(QFrame):
    """A card with one number that is a link to what it counts."""

    def __init__(self, go: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        pad = theme().px(16)
        layout.setContentsMargins(pad, theme().px(12), pad, theme().px(12))
        layout.setSpacing(theme().px(4))
        self.title = label("quiet", parent=self)
        self.number = button("link", go, self)
        self.number.setProperty("counts", True)
        self.detail = label("quiet", parent=self)
        for widget in (self.title, self.number, self.detail):
            layout.addWidget(widget)
        self._more = Flush()
        self._more.setSpacing(0)
        layout.addLayout(self._more)
        layout.addStretch(1)

    def say(self, title: str, number: str, detail: str, tone: str = "") -> None:
        """Set the words; `tone` is a colour token for the number."""
        self.title.setText(title)
        self.number.setText(number)
        self.number.setAccessibleName(f"{title} {number}. {detail}")
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        if tone != self.number.property("tone"):
            restyle(self.number, tone=tone)

    def offer(self, links: Iterable[tuple[str, Callable[[], object]]]) -> None:
        """Further numbers of the card, each a link of its own."""
        empty(self._more)
        for words, go in links:
            self._more.addWidget(LongLink(words, go, self))


class Flush(QVBoxLayout):
    """Stands links, which keep room for their focus ring, flush with the words above them."""

    def setGeometry(self, room: QRect) -> None:  # noqa: N802 - Qt's name
        """Into the padding of the card; a margin below zero is none to Qt."""
        super().setGeometry(room.adjusted(-theme().px(4), 0, 0, 0))
