"""A question in place after files came: two ways on, and one to leave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.said import Words, said
from app.ui.style.theme import theme
from app.ui.widgets.basics import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose


@dataclass(frozen=True)
class Way:
    """A way on: its name and what it does."""

    name: Words
    go: Callable[[], object]


class Offer(QFrame):
    """Asks one question at a time; the next one comes when the one before was settled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._waiting: list[tuple[Words, tuple[Way, ...]]] = []
        self.sentence = Prose(self, selectable=True)
        self.ways = [button("", partial(self._take, number), self) for number in range(2)]
        self.leave = button("", self._next, self)
        self._acts = QWidget(self)
        flow = Flow(self._acts)
        for each in (*self.ways, self.leave):
            flow.addWidget(each)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.sentence)
        self._column.addWidget(self._acts)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._next)
        self.hide()
        self.dress()

    def ask(self, sentence: Words, *ways: Way) -> None:
        """Ask now, or after what is being asked."""
        self._waiting.append((sentence, ways))
        if len(self._waiting) == 1:
            self._show()

    def close_quietly(self) -> None:
        """Ask nothing any more."""
        self._waiting.clear()
        self.hide()

    def retranslate(self) -> None:
        """Set every text anew."""
        if self._waiting:
            sentence, ways = self._waiting[0]
            self.sentence.setText(said(sentence))
            for each, way in zip(self.ways, ways, strict=False):
                each.setText(said(way.name))
            for number, each in enumerate(self.ways):
                each.setVisible(number < len(ways))
        self.leave.setText(_("Do not store (Esc)"))

    def dress(self) -> None:
        """Take on the present zoom."""
        self._column.setContentsMargins(theme().px(16), theme().px(12), theme().px(16), theme().px(12))
        self._column.setSpacing(theme().px(8))

    def _show(self) -> None:
        self.retranslate()
        self.show()
        self.ways[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, number: int) -> None:
        way = self._waiting[0][1][number]
        self._next()
        way.go()

    def _next(self) -> None:
        if self._waiting:
            self._waiting.pop(0)
        if self._waiting:
            self._show()
        else:
            self.hide()
