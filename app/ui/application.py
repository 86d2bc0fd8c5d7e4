"""The window as a program: shown first, what is heavy loaded behind it; errors end as sentences."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from app.i18n import LANGUAGES, current_language
from app.one_window import OneWindow
from app.paths import NAME
from app.ui.collector import Collector
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.news import News
from app.ui.settings import Settings, lead_qt
from app.ui.style.theme import load_fonts, theme
from app.ui.tasks import Tasks
from app.ui.translator import speak
from app.ui.visitors import Visitors
from app.version import __version__

_READ_WITHIN = 60_000
"""Milliseconds after which a box that nobody closes goes by itself."""
_STARTED_AFTER = 3_000
"""Milliseconds after which a start is over, whatever it was."""
_OPENED_AFTER = 1_000
"""The same of opening an audit; before the collector comes round and has all of it to look through."""


def run(kit: Kit, file: Path | None, language: str | None = None, one: OneWindow | None = None) -> int:
    """Open the window, with `file` in it if given; returns when it was closed. `one` brings what other starts ask."""
    lead_qt()
    application = QApplication(sys.argv[:1])
    application.setApplicationName(NAME)
    application.setApplicationVersion(__version__)
    # The file name of the desktop entry, by which the desktop finds name and icon.
    application.setDesktopFileName(NAME.lower())
    settings = Settings()
    dress(application, settings, language)
    tasks = Tasks()
    window = MainWindow(kit, tasks, settings)
    catcher = Catcher(window)
    catcher.install()
    if file is not None:
        window.open_file(file)
    else:
        window.preload()
    window.show()
    visitors = Visitors(one, window) if one is not None else None
    news = News(window, settings)
    if file is None:
        news.tell()
    else:
        window.opened.connect(news.tell_in)
    collector = Collector(tasks.is_busy, window)
    QTimer.singleShot(_STARTED_AFTER, collector, collector.start)
    QTimer.singleShot(_STARTED_AFTER, window, lambda: tasks.read(_sweep))
    window.opened.connect(lambda _session: QTimer.singleShot(_OPENED_AFTER, collector, collector.set_aside))
    window.closed.connect(lambda: QTimer.singleShot(0, collector, collector.release))
    code = application.exec()
    collector.stop()
    if visitors is not None:
        visitors.stop()
    tasks.close()
    catcher.remove()
    return code


def _sweep() -> None:
    with suppress(ImportError):  # The stick with the program was pulled out; another start does it.
        # Loaded behind the first painting.
        from app.ui import work_folder

        work_folder.sweep()


def tell(sentence: str) -> None:
    """Say a sentence in a box of its own, where a program that was clicked on has no window to say it in."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(application, QApplication):
        dress(application, Settings(), current_language())
    box = QMessageBox(QMessageBox.Icon.Information, NAME, sentence, QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    QTimer.singleShot(_READ_WITHIN, box, box.reject)
    box.exec()
    box.deleteLater()


def dress(application: QApplication, settings: Settings, language: str | None = None) -> None:
    """Fonts, remembered look and language."""
    load_fonts()
    mode, zoom = settings.text("mode", "system"), settings.number("zoom", 100)
    theme().wear(mode=mode if mode in ("system", "light", "dark") else "system", zoom=zoom)
    remembered = settings.text("language", "ja")
    speak(application, language or (remembered if remembered in LANGUAGES else "ja"))


class Catcher(QObject):
    """Errors that nobody expected, from slots of Qt and from threads: logged, said once, and the program goes on."""

    _caught = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._caught.connect(window.show_error, Qt.ConnectionType.QueuedConnection)
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Take errors from now on."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def remove(self) -> None:
        """Leave errors to who had them before."""
        sys.excepthook, threading.excepthook = self._before

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.exit(130)
            return
        self._caught.emit(error.with_traceback(trace))

    def _thread_hook(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._caught.emit(caught.exc_value)
