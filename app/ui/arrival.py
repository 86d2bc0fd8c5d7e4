"""Where the keyboard is on a page that is shown: back where it was, else on the main piece of the page."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QWidget

from app.ui.page import Page

_TRIES, _PAUSE = 200, 50
"""How often it is tried until a page has read what it shows, and the milliseconds between."""


class Arrival(QObject):
    """Gives the keyboard to a page, as soon as there is something on it that can have it. Whoever moves the focus
    meanwhile keeps it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._before: QWidget | None = None
        self._had: QWidget | None = None
        self._given: QWidget | None = None
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._try)

    def asked(self) -> None:
        """A page is asked for, which may have to be built first."""
        self.stop()
        self._had = self._focus()

    def welcome(self, left: Page | None) -> bool:
        """Whether the page that was asked for is to have the keyboard: not where somebody has gone elsewhere since.
        To be asked while the page before, `left`, is still shown: Qt moves the focus of what is hidden."""
        now = self._focus()
        return now is None or now is self._had or (left is not None and left.isAncestorOf(now))

    def at(self, page: Page, before: QWidget | None) -> None:
        """`page` is shown. `before` is what had the keyboard on it when it was left; None begins at its main piece."""
        self._page, self._before, self._had, self._tries = page, before, self._focus(), _TRIES
        self._try()

    def stop(self) -> None:
        """Leave the keyboard where it is."""
        self._timer.stop()
        if self._given is not None and shiboken6.isValid(self._given):
            self._given.removeEventFilter(self)
        self._page = self._before = self._had = self._given = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """What has the keyboard is hidden once more while the page reads: Qt gives it to whatever comes next."""
        if watched is self._given and event.type() is QEvent.Type.Hide:
            watched.removeEventFilter(self)
            self._given = None
            QTimer.singleShot(0, self, self._again)
        return False

    def _again(self) -> None:
        self._had = self._focus()
        self._timer.start()

    def _focus(self) -> QWidget | None:
        parent = self.parent()
        return parent.window().focusWidget() if isinstance(parent, QWidget) else None

    def _try(self) -> None:
        page = self._page
        if page is None or not shiboken6.isValid(page) or self._focus() not in (self._had, self._given):
            self.stop()
            return
        wanted = next(self._offered(page), None) if page.isVisible() and self._given is None else None
        if wanted is not None:
            if isinstance(wanted, QAbstractItemView) and not wanted.currentIndex().isValid():
                # Else Qt makes the first row the current one, and what tells of a row opens beside it unasked.
                wanted.setCurrentIndex(QModelIndex())
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
            if wanted is not self._before:
                _into_sight(page, wanted)
                # Once more when the page has its height: what it has read may not be laid out yet.
                QTimer.singleShot(0, wanted, lambda: _into_sight(page, wanted))
            self._given = self._had = wanted
            wanted.installEventFilter(self)
        if self._tries:
            self._tries -= 1
            self._timer.start()
        else:
            self.stop()

    def _offered(self, page: Page) -> Iterator[QWidget]:
        if self._before is not None and shiboken6.isValid(self._before) and _usable(self._before):
            yield self._before
        for piece in page.pieces():
            yield from _entrances(piece)
        if not self._tries:
            yield from _entrances(page)


def _into_sight(page: Page, wanted: QWidget) -> None:
    """Scroll a page that does not fit to its top, or as far as the whole of a list at which it begins is in sight.
    Qt scrolls it to whatever got the focus on it first: to a filter in its middle."""
    viewport = page.parentWidget()
    frame = viewport.parentWidget() if viewport is not None else None
    if viewport is None or not isinstance(frame, QScrollArea) or not page.isAncestorOf(wanted):
        return
    at = 0
    if isinstance(wanted, QAbstractItemView):
        top = wanted.mapTo(page, QPoint(0, 0)).y()
        at = max(0, min(top, top + wanted.height() - viewport.height()))
    frame.verticalScrollBar().setValue(at)


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
