"""A strip over every page of a sealed audit: that nothing can be changed, who sealed it, and where it is reopened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.dates import moment
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label


class SealBar(QFrame):
    """Hidden while the audit is not sealed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._session = session
        self._sign = QLabel(self)
        self.words = label("", parent=self)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.go = button("link", lambda: session.go(Target("finish")), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[theme().px(12), theme().px(8)] * 2)
        row.setSpacing(theme().px(10))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        session.changed.connect(self._changed)
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        revision = self._session.outline.revision
        self.setVisible(revision.sealed)
        if revision.sealed:
            said = _(
                "Sealed and read-only: revision {revision}, by {name}, {moment}, fingerprint {fingerprint}. "
                "To change anything, reopen it on “Review and seal” first."
            ).format(
                revision=revision.number,
                name=revision.sealed_by,
                moment=moment(revision.sealed_at),
                fingerprint=revision.short,
            )
            self.words.setText(said)
            self.words.setAccessibleName(said)
            self.setAccessibleName(said)
        self.go.setText(_("Review and seal…"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _changed(self, changes: Changes) -> None:
        if changes.audit:
            self.retranslate()

    def _dress(self) -> None:
        side = theme().px(20)
        self._sign.setPixmap(theme().icon("lock", "accent").pixmap(QSize(side, side)))
        self._sign.setFixedHeight(theme().px(32))
        self.words.setMinimumHeight(theme().px(32))
