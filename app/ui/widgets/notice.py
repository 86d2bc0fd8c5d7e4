"""What came of something, in words. A failure stays until it is put away; a success goes once it could be read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.i18n import gettext as _
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, restyle
from app.ui.widgets.passing import Passing


class Notice(QFrame):
    """Hidden until something is said. The sentence can be selected and copied; details are its tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label()
        flags = Qt.TextInteractionFlag
        self.words.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.away = QToolButton()
        self.away.setText("×")
        self.away.setProperty("role", "bare")
        self.away.clicked.connect(self.hide)
        self._passing = Passing(self, self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(12), theme().px(8), theme().px(8), theme().px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self.setVisible(False)
        self._said: Words = ""
        self._name()

    def say(self, sentence: Words, *, good: bool = True, details: str = "", stays: bool = False) -> None:
        """Show a sentence; `good` False for a refusal or a finding, which stay, as does what holds as long
        as what it is said of (`stays`)."""
        self._said = sentence
        restyle(self, role="notice" if good else "error")
        self._name()
        self.words.setToolTip(details)
        self.setVisible(True)
        self._passing.stop()
        if good and not stays:
            self._passing.begin(said(sentence))

    def refuse(self, error: BaseException) -> None:
        """Show why something could not be done."""
        told = message(error)
        self.say(told.words, good=False, details=told.details)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Put away, or with its page out of sight."""
        if self.isHidden():
            self._passing.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Say it anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def _name(self) -> None:
        self.words.setText(said(self._said))
        self.words.setAccessibleName(said(self._said))
        self.away.setAccessibleName(_("Put the message away"))
        self.away.setToolTip(_("Put the message away"))
