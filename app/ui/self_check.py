"""The window's part of `shadan self-check`: it opens an audit, is looked at, and is closed again."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QFont, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.ui.application import dress
from app.ui.display import check_display
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.ui.style import tokens
from app.ui.tasks import Tasks
from app.ui.translator import qt_texts

_PATIENCE = 60.0
_COLOURS = 8
"""A window that was painted has at least this many colours; an empty one has one."""


def show_window(kit: Kit, file: Path) -> str:
    """Open `file` in the main window and grab it. Raises RuntimeError saying what is wrong, UserError without Qt."""
    check_display()
    application = QApplication.instance() or QApplication(["shadan"])
    if not isinstance(application, QApplication):
        raise RuntimeError("Qt runs without widgets")
    settings = Settings()
    dress(application, settings, "ja")
    family = QFontInfo(QFont(tokens.FAMILIES)).family()
    if family != tokens.FAMILIES[0]:
        raise RuntimeError(f"text is set in {family}")
    tasks = Tasks()
    window = MainWindow(kit, tasks, settings)
    try:
        window.show()
        window.open_file(file)
        _wait(application, window)
        colours = _colours(window)
        if colours < _COLOURS:
            raise RuntimeError(f"the window was not painted: {colours} colours")
        size = window.size()
        return f"{size.width()} × {size.height()} on {QGuiApplication.platformName()}, {family}"
    finally:
        window.close()
        tasks.close()
        window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        # Later there is no such folder, and it would be made again.
        settings.save()


def said_by_qt(context: str, source: str) -> str:
    """A text of Qt's own dialogs in Japanese; itself where Qt's translations are missing."""
    check_display()
    return qt_texts("ja").translate(context, source) or source


def _wait(application: QApplication, window: MainWindow) -> None:
    until = monotonic() + _PATIENCE
    while window.session is None:
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if window.start.banner.isVisible():
            raise RuntimeError(window.start.banner.text.text())
        if monotonic() > until:
            raise RuntimeError("the audit did not open")
    application.processEvents()


def _colours(window: MainWindow) -> int:
    picture = window.grab().toImage().scaled(200, 150, Qt.AspectRatioMode.IgnoreAspectRatio)
    return len({picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())})
