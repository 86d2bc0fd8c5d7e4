"""Who works now (今の担当者): told in the status bar, changed in two keys, for two people share one login."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from app.i18n import gettext as _
from app.ui.style.theme import theme


class WhoButton(QToolButton):
    """Says who works now, in the status bar; clicked, it asks for another one."""

    def __init__(self, clicked: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bare")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(lambda: clicked())
        self._name = ""
        theme().changed.connect(self._dress)
        self._dress()

    def say(self, name: str) -> None:
        """Name who works."""
        self._name = name
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        words = _("At work: {name}").format(name=self._name)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setToolTip(_("The history and evidence name this person. Choose another one when somebody takes over."))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _dress(self) -> None:
        self.setIcon(theme().icon("person"))
        self.setIconSize(QSize(theme().px(16), theme().px(16)))
