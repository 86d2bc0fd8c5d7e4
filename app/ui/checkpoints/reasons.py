"""Asking for a reason in place: nothing else is covered, and Esc takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.said import Words, said
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.prose import Prose


class ReasonPanel(QFrame):
    """A sentence, a line to write in, and two buttons. `given` carries the reason, never empty."""

    given = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._asked: Words = ""
        self._action: Words = ""
        self.sentence = Prose(self, selectable=True)
        self.field = QLineEdit(self)
        self.field.setMaxLength(2000)
        self.missing = label("quiet", parent=self)
        self.missing.setProperty("tone", "nonconforming")
        self.missing.hide()
        self.accept = button("", self._give, self)
        self.cancel = button("", self.take_back, self)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(self.field, 1)
        row.addWidget(self.accept)
        row.addWidget(self.cancel)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.sentence)
        self._column.addLayout(row)
        self._column.addWidget(self.missing)
        self.field.returnPressed.connect(self._give)
        self.field.textEdited.connect(lambda _text: self.missing.hide())
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.take_back)
        self.hide()
        self.dress()

    def ask(self, sentence: Words, action: Words, text: str = "") -> None:
        """Open with a sentence and the name of what the reason is for."""
        self._asked, self._action = sentence, action
        self.retranslate()
        self.field.setText(text)
        self.missing.hide()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        # A key may have opened it below the edge of the window; it has its place only once the page was laid out.
        QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and self.isVisible():
            above.ensureWidgetVisible(self)

    def insist(self) -> None:
        """Say that a reason, or taking back, is needed before going on."""
        self.missing.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Close without a reason."""
        self.close_quietly()
        self.cancelled.emit()

    def close_quietly(self) -> None:
        """Close and tell nobody."""
        self.field.clear()
        self.hide()

    def submit(self) -> None:
        """As if the button were pressed."""
        self._give()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.sentence.setText(said(self._asked))
        self.field.setAccessibleName(said(self._asked))
        self.accept.setText(said(self._action))
        self.cancel.setText(_("Take back (Esc)"))
        self.field.setPlaceholderText(_("Reason (is kept in the history)"))
        self.missing.setText(_("Write the reason, or take it back with Esc."))

    def dress(self) -> None:
        """Take on the present zoom."""
        pad = theme().px(12)
        self._column.setContentsMargins(theme().px(16), pad, theme().px(16), pad)
        self._column.setSpacing(theme().px(8))

    def _give(self) -> None:
        reason = self.field.text().strip()
        if not reason:
            self.insist()
            return
        self.close_quietly()
        self.given.emit(reason)
