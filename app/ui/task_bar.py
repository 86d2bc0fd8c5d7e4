"""Long work above the status bar: what, how many, how long still, a way to stop it; its result stays."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import mark, ngettext
from app.ui.style.theme import theme
from app.ui.tasks import Task, Tasks
from app.ui.widgets.basics import button, label

# What the codes of `Progress` count; a code that is not here is shown as bare numbers.
_COUNTED = {
    "reading": mark("{done} / {total} read"),
    "rows": mark("{done} / {total} rows"),
    "rules": mark("rule {done} / {total}"),
    "pages": mark("page {done} / {total}"),
    "ledgers": mark("{done} / {total} ledgers"),
    "answers": mark("{done} / {total} answers"),
    "turning": mark("{done} / {total} entries"),
    "reports": mark("{done} / {total} reports"),
    "report_setting": mark("{done} / {total} parts set"),
    "report_drawing": mark("page {done} / {total}"),
    "scanning": mark("{done} / {total} scanned pages"),
    "scan_files": mark("{done} / {total} scan files"),
}
_ESTIMATE_AFTER = 2.0
_SHOWN_AFTER = 200
"""Milliseconds before a task is shown: what is done in a moment must not make the page jump."""
_RESULTS = 2
"""How many results stay; an older one gives way to a newer one, or they would fill the window."""


class TaskBar(QWidget):
    """A line for each long task that runs or ended; takes no room while there is none."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        tasks.busy.connect(self._begin)

    def lines(self) -> list[TaskLine]:
        """The lines on show, oldest first."""
        return self.findChildren(TaskLine)

    def _begin(self, task: Task) -> None:
        line = TaskLine(task, self)
        line.ended.connect(self._make_room)
        self._column.addWidget(line)

    def _make_room(self) -> None:
        results = [line for line in self.lines() if not line.running]
        for line in results[:-_RESULTS]:
            line.close_message()


class TaskLine(QFrame):
    """One task: running, or its result. `ended` comes when its result is shown."""

    ended = Signal()

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "task")
        self._task = task
        self._progress = ("", 0, 0)
        self._running = True
        self._sign = QLabel(self)
        self.words = label("", wrap=False, parent=self)
        self.count = label("quiet", wrap=False, parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.cancel = button("", self._stop, self)
        self.dismiss = QToolButton(self)
        self.dismiss.setProperty("role", "bare")
        self.dismiss.clicked.connect(self.close_message)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(16), theme().px(6), theme().px(16), theme().px(6))
        row.setSpacing(theme().px(12))
        row.addWidget(self._sign)
        row.addWidget(self.words, 2)
        row.addWidget(self.bar, 3)
        row.addWidget(self.count)
        row.addWidget(self.cancel)
        row.addWidget(self.dismiss)
        self.dismiss.hide()
        self._sign.hide()
        task.progress.connect(self._show)
        task.finished.connect(self._ended)
        theme().changed.connect(self._dress)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.show)
        self._wait.start(_SHOWN_AFTER)
        self.hide()
        self._dress()
        self.retranslate()

    @property
    def running(self) -> bool:
        """Whether the task goes on."""
        return self._running

    def retranslate(self) -> None:
        """Set every text anew."""
        title = self._task.title
        if self._running:
            self.words.setText(title)
        else:
            self.words.setText(self._task.outcome or _("Stopped: {task}").format(task=title))
        self.cancel.setText(_("Stop"))
        self.cancel.setAccessibleName(_("Stop: {task}").format(task=title))
        self.dismiss.setToolTip(_("Close this message"))
        self.dismiss.setAccessibleName(_("Close this message"))
        self.bar.setAccessibleName(title)
        if self._running and self._task.cancelled:
            self.count.setText(_("Stopping"))
        elif self._running:
            self._show(*self._progress)

    def _show(self, code: str, done: int, total: int) -> None:
        self._progress = (code, done, total)
        if total:
            # Qt counts in 32 bits.
            self.bar.setRange(0, 1000)
            self.bar.setValue(min(1000, done * 1000 // total))
            words = _(_COUNTED[code]) if code in _COUNTED else "{done} / {total}"
            parts = [words.format(done=f"{done:,}", total=f"{total:,}"), self._rest(done, total)]
            self.count.setText("  ".join(p for p in parts if p))
        elif done:
            self.count.setText(f"{done:,}")

    def _rest(self, done: int, total: int) -> str:
        """How long it will take still, once that can be said."""
        passed = monotonic() - self._task.began
        if passed < _ESTIMATE_AFTER or not 0 < done < total:
            return ""
        seconds = round(passed / done * (total - done))
        if seconds < 60:
            return ngettext("about {count} second left", "about {count} seconds left", seconds).format(count=seconds)
        minutes = -(-seconds // 60)
        return ngettext("about {count} minute left", "about {count} minutes left", minutes).format(count=minutes)

    def _stop(self) -> None:
        self._task.cancel()
        self.cancel.setEnabled(False)
        self.count.setText(_("Stopping"))

    def _ended(self) -> None:
        self._running = False
        self._wait.stop()
        if self._task.failed or not (self._task.outcome or self._task.cancelled):
            self.close_message()  # Who asked for it, or the banner, says what came of it.
            return
        self.bar.hide()
        self.count.hide()
        self.cancel.hide()
        self.retranslate()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sign.show()
        self.dismiss.show()
        self._dress()
        self.show()
        self.ended.emit()

    def close_message(self) -> None:
        """Take the line away."""
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def _dress(self) -> None:
        side = theme().px(20)
        name, token = ("info", "accent") if self._task.cancelled else ("check", "conforming")
        self._sign.setPixmap(theme().icon(name, token).pixmap(QSize(side, side)))
        self.dismiss.setIcon(theme().icon("close"))
        self.dismiss.setIconSize(QSize(theme().px(16), theme().px(16)))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
