"""What is wrong and stays so until somebody mends it: told in the status bar whatever page is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.ui.said import said
from app.ui.style.theme import theme

if TYPE_CHECKING:  # The window is there before an audit is.
    from app.ui.session import Standing, Target


class StandingButton(QToolButton):
    """Hidden while nothing is wrong; clicked, it leads to where it is mended."""

    def __init__(self, go: Callable[[Target], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._standing: Standing | None = None
        self.clicked.connect(lambda: go(self._standing.target) if self._standing is not None else None)
        theme().changed.connect(self._dress)
        self._dress()
        self.hide()

    def tell(self, standing: Standing | None) -> None:
        """Say what is wrong now; None: nothing."""
        self._standing = standing
        self.setVisible(standing is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        words = said(self._standing.words) if self._standing is not None else ""
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setToolTip(said(self._standing.details) if self._standing is not None else "")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _dress(self) -> None:
        self.setIcon(theme().icon("warning", "nonconforming"))
        self.setIconSize(QSize(theme().px(16), theme().px(16)))
