"""Where the keyboard is on a page that is shown: back where it was, else on the main piece of the page."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.page import Page

_TRIES, _PAUSE = 40, 50
"""How often it is tried until a page has read what it shows, and the milliseconds between."""


class Arrival(QObject):
    """Gives the keyboard to a page, as soon as there is something on it that can have it. Whoever moves the focus
    meanwhile keeps it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._before: QWidget | None = None
        self._had: QWidget | None = None
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._try)

    def asked(self) -> None:
        """A page is asked for, which may have to be built first."""
        self.stop()
        self._had = self._focus()

    def at(self, page: Page, before: QWidget | None) -> None:
        """`page` is shown. `before` is what had the keyboard on it when it was left; None begins at its main piece."""
        now = self._focus()
        if now is not None and now is not self._had and not page.isAncestorOf(now):
            return
        # Where Qt has put it when the page before was hidden.
        self._page, self._before, self._had, self._tries = page, before, now, _TRIES
        self._try()

    def stop(self) -> None:
        """Leave the keyboard where it is."""
        self._timer.stop()
        self._page = self._before = self._had = None

    def _focus(self) -> QWidget | None:
        parent = self.parent()
        return parent.window().focusWidget() if isinstance(parent, QWidget) else None

    def _try(self) -> None:
        page = self._page
        if page is None or not shiboken6.isValid(page) or self._focus() is not self._had:
            self.stop()
            return
        wanted = next(self._offered(page), None) if page.isVisible() else None
        if wanted is None and self._tries:
            self._tries -= 1
            self._timer.start()
            return
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stop()

    def _offered(self, page: Page) -> Iterator[QWidget]:
        if self._before is not None and shiboken6.isValid(self._before) and _usable(self._before):
            yield self._before
        for piece in page.pieces():
            yield from _entrances(piece)
        if not self._tries:
            yield from _entrances(page)


def _usable(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus


def _entrances(piece: QWidget) -> Iterator[QWidget]:
    """The piece itself, else what Tab comes to in it, in the order of Tab."""
    if _usable(piece):
        yield piece
        return
    each = piece.nextInFocusChain()
    while each is not None and each is not piece:
        if piece.isAncestorOf(each) and _usable(each) and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield each
        each = each.nextInFocusChain()
