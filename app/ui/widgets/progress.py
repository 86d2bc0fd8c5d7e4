"""Work under way inside a wizard or dialog: what, how many, how long still, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import ngettext
from app.ui.style.theme import theme
from app.ui.tasks import Task
from app.ui.widgets.basics import button, label

_ESTIMATE_AFTER = 2.0


class ProgressPane(QFrame):
    """Hidden until `follow`; hidden again when the task ends. `say` makes the sentence out of code, done and total."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._task: Task | None = None
        self._say: Callable[[str, int, int], str] = lambda _code, _done, _total: ""
        self._last = ("", 0, 0)
        self.words = label("section")
        self.rest = label("quiet", wrap=False)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.stop = button("", self._stop, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (16, 12, 16, 12)))
        column.setSpacing(theme().px(8))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.rest, 1)
        row.addWidget(self.stop)
        column.addLayout(row)
        self.setVisible(False)

    @property
    def task(self) -> Task | None:
        """The work under way, None when there is none."""
        return self._task

    def follow(self, task: Task, say: Callable[[str, int, int], str], after: int = 0) -> None:
        """Show a task until it ends; one that may be over at once only when it still goes on `after` milliseconds."""
        self._task, self._say = task, say
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self._show("", 0, 0)
        task.progress.connect(self._show)
        task.finished.connect(lambda: self._ended(task))
        self.setVisible(not after)
        if after:
            QTimer.singleShot(after, self, lambda: self.setVisible(self._task is not None))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.stop.setText(_("Stop"))
        self.bar.setAccessibleName(self.words.text())
        if self._task is not None:
            self._show(*self._last)

    def _show(self, code: str, done: int, total: int) -> None:
        if self._task is None:
            return
        self._last = (code, done, total)
        self.words.setText(self._say(code, done, total))
        self.bar.setAccessibleName(self.words.text())
        if self._task.cancelled:
            self.rest.setText(_("Stopping"))
            return
        if total:
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, done * 1000 // total))
        self.rest.setText(self._left(done, total))

    def _left(self, done: int, total: int) -> str:
        """How long it will take still, once that can be said."""
        passed = monotonic() - self._task.began if self._task is not None else 0.0
        if passed < _ESTIMATE_AFTER or not 0 < done < total:
            return ""
        seconds = round(passed / done * (total - done))
        if seconds < 60:
            return ngettext("about {count} second left", "about {count} seconds left", seconds).format(count=seconds)
        minutes = -(-seconds // 60)
        return ngettext("about {count} minute left", "about {count} minutes left", minutes).format(count=minutes)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.stop.setEnabled(False)
            self.rest.setText(_("Stopping"))

    def _ended(self, task: Task) -> None:
        if self._task is task:
            self._task = None
            self.setVisible(False)
