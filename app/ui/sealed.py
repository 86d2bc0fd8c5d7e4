"""In a sealed audit nothing that writes is offered: buttons are disabled, and say why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.session import Session


def why_sealed() -> str:
    """What whoever tries to write is told."""
    return _("The audit is sealed and cannot be changed; reopen it first on “Review and seal”.")


def lock(session: Session, *parts: QWidget) -> None:
    """Keep these disabled while the audit is sealed, whatever their page thinks of it, with the reason as their tip."""
    for part in parts:
        _Lock(session, part)


class _Lock(QObject):
    def __init__(self, session: Session, part: QWidget) -> None:
        super().__init__(part)
        self._session, self._part = session, part
        self._locked = self._usable = False
        self._tip = self._told = ""
        part.installEventFilter(self)
        session.changed.connect(self._changed)
        self._turn()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The page enables it or gives it a tip of its own, or another language is spoken."""
        if self._session.sealed:
            if event.type() is QEvent.Type.EnabledChange:
                self._turn()
            elif event.type() in (QEvent.Type.ToolTipChange, QEvent.Type.LanguageChange):
                self._tell()
        return False

    def _changed(self, changes: Changes) -> None:
        if changes.audit:
            self._turn()

    def _turn(self) -> None:
        if self._session.sealed:
            self._locked = True
            if not self._part.testAttribute(Qt.WidgetAttribute.WA_ForceDisabled):
                self._usable = True
                self._part.setEnabled(False)
            self._tell()
        elif self._locked:
            self._locked = False
            self._part.setEnabled(self._usable)
            if self._part.toolTip() == self._told:
                self._part.setToolTip(self._tip)
                self._part.setAccessibleDescription("")

    def _tell(self) -> None:
        tip, why = self._part.toolTip(), why_sealed()
        if tip == why:
            return
        if tip != self._told:
            self._tip = tip
        self._told = why
        self._part.setToolTip(why)
        self._part.setAccessibleDescription(why)
