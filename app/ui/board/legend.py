"""What the signs and marks of the board mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.domain.grades import Verdict
from app.domain.review import State
from app.i18n import gettext as _
from app.services import board
from app.ui.board.cells import picture
from app.ui.board.model import Look
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.flow import Flow
from app.ui.words import verdict_word
from app.words import review_word

_SIDE = QSize(30, 22)
"""Pixels of a sign at 100 %."""


class Legend(QWidget):
    """A sign and a word for each, in lines that break."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[QLabel, QLabel, Look, Callable[[], str]]] = []
        flow = Flow(self, 14)
        for look, words in _looks():
            each = QWidget()
            row = QHBoxLayout(each)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme().px(4))
            sign, told = QLabel(), label("quiet", wrap=False)
            row.addWidget(sign)
            row.addWidget(told)
            flow.addWidget(each)
            self._lines.append((sign, told, look, words))
        theme().changed.connect(self._draw)
        self._draw()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        for _sign, told, _look, words in self._lines:
            told.setText(words())

    def _draw(self) -> None:
        size = QSize(theme().px(_SIDE.width()), theme().px(_SIDE.height()))
        for sign, _told, look, _words in self._lines:
            sign.setPixmap(picture(look, size, 2.0))


def _looks() -> Iterator[tuple[Look, Callable[[], str]]]:
    codes = {verdict: code for code, verdict in enumerate(board.VERDICTS)}
    for verdict in (*board.VERDICTS[1:], Verdict.UNANSWERED):
        yield Look(codes[verdict], 0, 0, False), partial(verdict_word, verdict)
    good = codes[Verdict.CONFORMING]
    yield Look(good | board.COPIED, 0, 0, False), lambda: _("copied, to be confirmed")
    yield Look(good, board.STALE, 0, False), lambda: _("findings or the question have changed since")
    yield Look(good, board.BARE, 0, False), lambda: _("unproven")
    yield Look(good, board.FLAG, 0, False), lambda: _("flagged")
    for state in (State.REQUESTED, State.ACCEPTED, State.RETURNED):
        yield Look(good, 0, board.STATES.index(state), False), partial(review_word, state)
