"""Errors on their way to the banner: a bug is said once, a place that is gone is said as that, and nothing that fails
while an error is said is said in turn, without end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.errors import UserError
from app.i18n import gettext as _
from app.ui.messages import Message, message
from app.ui.out_of_reach import gone, may_be_gone
from app.ui.said import Words
from app.ui.tasks import Tasks

if TYPE_CHECKING:
    from app.ui.banner import Banner
    from app.ui.opening import OpeningPage


class ErrorTeller(QObject):
    """Says errors where `banner` says they are said now. `audit` is the file that is open or being opened; `reopen`
    is what opens it again, None while none is open."""

    def __init__(self, banner: Callable[[], Banner], tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self.reopen: Callable[[Path], object] | None = None
        self.audit: Path | None = None
        self.box: QMessageBox | None = None
        self._banner, self._tasks, self._window = banner, tasks, window
        self._asking = 0
        self._last_bug = ""

    def say(self, error: BaseException) -> None:
        """Say one; what may come of a place that is gone, once the disk was asked."""
        try:
            told = self._told(error)
        except Exception:  # noqa: BLE001 - whatever it is: it would come here again, and so without end
            self._say_in_box("")
            return
        if told is None:
            return
        if may_be_gone(error):
            self._asking += 1
            self._tasks.read(partial(gone, self.audit), partial(self._show_asked, told), owner=self)
        else:
            self._show(told)

    def refuse(self, opening: OpeningPage, error: BaseException) -> None:
        """Say on the page of a file that is being opened why it is not, where nothing else can be shown any more."""
        opening.refused = True

        def home(place_gone: bool) -> None:
            opening.refuse(message(UserError("place_gone") if place_gone else error).words)

        self._tasks.read(partial(gone, self.audit), home, owner=opening)

    def _told(self, error: BaseException) -> Message | None:
        """What to say of an error; None of a bug that is being said."""
        if not isinstance(error, UserError):
            sign = f"{type(error).__name__}:{error}:{_origin(error)}"
            if sign == self._last_bug and (self._asking or self._banner().isVisible()):
                return None
            self._last_bug = sign
        return message(error)

    def _show_asked(self, told: Message, place_gone: bool) -> None:
        self._asking -= 1
        if place_gone:
            # What happened stays among the details.
            self._show_gone(replace(told, words=message(UserError("place_gone")).words))
        else:
            self._show(told)

    def _show_gone(self, told: Message) -> None:
        audit, reopen = self.audit, self.reopen
        if audit is None or reopen is None:
            self._show(told)
            return

        def come(still: bool) -> None:
            # An audit that is open stays so while there is nothing to open.
            if still:
                self._show_gone(told)
            elif self.reopen is not None:
                reopen(audit)

        self._show(
            told, lambda: _("Open the audit again"), lambda: self._tasks.read(partial(gone, audit), come, owner=self)
        )

    def _show(self, told: Message, action: Words = "", do: Callable[[], object] | None = None) -> None:
        try:
            self._banner().show_message(told, action, do)
        except Exception:  # noqa: BLE001 - as above
            self._say_in_box(told.sentence)

    def _say_in_box(self, sentence: str) -> None:
        """Where what shows an error cannot be loaded any more: Qt's own box, one at a time."""
        if self.box is None:
            self.box = QMessageBox(self._window)
            self.box.setTextFormat(Qt.TextFormat.PlainText)
            self.box.setIcon(QMessageBox.Icon.Warning)
        if not self.box.isVisible():
            self.box.setText(sentence or _("An unexpected error happened; nothing was changed."))
            self.box.open()


def _origin(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
