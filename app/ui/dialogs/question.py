"""A question before something is lost or replaced: one way back, which is what Enter and Escape choose, and one on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.ui.dialogs.dialog import Dialog
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label

_WIDTH = 460
"""Pixels at 100 % that the sentence has."""


class Question(Dialog):
    """Accepted when the officer chose to go on, rejected when everything stays as it is."""

    def __init__(self, title: str, words: str, stay: str, go_on: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.words = label("", words, parent=self)
        self.stay, self.go_on = button("primary", self.reject, self), button("", self.accept, self)
        self.stay.setText(stay)
        self.go_on.setText(go_on)
        self.stay.setDefault(True)
        self._acts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._acts.setSpacing(theme().px(8))
        self._acts.addStretch(1)
        self._acts.addWidget(self.go_on)
        self._acts.addWidget(self.stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(20)] * 4)
        column.setSpacing(theme().px(16))
        column.addWidget(self.words)
        column.addLayout(self._acts)
        self._fit_screen(parent.screen().availableSize().width())
        self.stay.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_screen(self, room: int) -> None:
        """As wide as the words of the buttons need; where the screen has no room for them side by side, they stand
        below each other."""
        if self.minimumSizeHint().width() > room - theme().px(20):
            self._acts.setDirection(QBoxLayout.Direction.TopToBottom)
        width = min(max(theme().px(_WIDTH), self.minimumSizeHint().width()), room)
        self.resize(width, self.heightForWidth(width))


def agreed(title: str, words: str, stay: str, go_on: str, parent: QWidget) -> bool:
    """Ask, and wait for the answer: whether to go on."""
    return bool(Question(title, words, stay, go_on, parent).exec())
