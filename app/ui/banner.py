"""What must be read before going on: errors and notices at the top of the page area, never a box to click away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.messages import Message
from app.ui.said import Words, said
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.passing import Passing


class Banner(QFrame):
    """One sentence with its sign, an action or details if there are any, and a way to close it."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action: Callable[[], object] | None = None
        self._tone = "error"
        self._words: Words = ""
        self._to_do: Words = ""
        self._sign = QLabel(self)
        self.text = label("", parent=self)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.act = button("", self._do, self)
        self.details = button("", self._toggle, self)
        self.copy = button("", self._copy, self)
        self.dismiss = QToolButton(self)
        self.dismiss.setProperty("role", "bare")
        self.dismiss.clicked.connect(self.hide)
        self.more = QPlainTextEdit(self)
        self.more.setReadOnly(True)
        row = QHBoxLayout()
        row.setSpacing(theme().px(10))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        for each in (self.act, self.details, self.copy, self.dismiss):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(12), theme().px(8)] * 2)
        column.addLayout(row)
        column.addWidget(self.more)
        theme().changed.connect(self._dress)
        self._passing = Passing(self, self.hide)
        self.hide()
        self.retranslate()

    def show_message(self, message: Message, action: Words = "", do: Callable[[], object] | None = None) -> None:
        """Say an error, perhaps with one thing to do; the same one is not said twice at a time."""
        self._say("error", message.words, message.details, action, do)

    def notice(self, sentence: Words, action: Words = "", do: Callable[[], object] | None = None) -> None:
        """Say something that is no error, perhaps with one thing to do; without that it goes once it could be read."""
        self._say("notice", sentence, "", action, do)
        if do is None:
            self._passing.begin(said(sentence))

    def _say(
        self, tone: str, sentence: Words, details: str, action: Words = "", do: Callable[[], object] | None = None
    ) -> None:
        self._passing.stop()
        self._action, self._tone = do, tone
        self._words, self._to_do = sentence, action
        self.more.setPlainText(details)
        self.more.hide()
        self.copy.hide()
        self.details.setVisible(bool(details))
        self.act.setVisible(do is not None)
        restyle(self, role=tone)
        self.retranslate()
        self._dress()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _do(self) -> None:
        action = self._action
        self.hide()
        if action is not None:
            action()

    def _toggle(self) -> None:
        self.more.setVisible(not self.more.isVisible())
        self.copy.setVisible(self.more.isVisible())
        self.retranslate()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.text.text()}\n\n{self.more.toPlainText()}")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.text.setText(said(self._words))
        self.setAccessibleName(said(self._words))
        self.act.setText(said(self._to_do))
        self.details.setText(_("Hide details") if self.more.isVisible() else _("Details"))
        self.copy.setText(_("Copy"))
        self.dismiss.setToolTip(_("Close this message"))
        self.dismiss.setAccessibleName(_("Close this message"))
        self.more.setAccessibleName(_("Details"))
        self.text.setAccessibleName(_("Message"))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Room is needed around it now."""
        self.toggled.emit(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Its room is free again."""
        if self.isHidden():
            self._passing.stop()
        self.toggled.emit(False)
        super().hideEvent(event)

    def _dress(self) -> None:
        token = "nonconforming" if self._tone == "error" else "accent"
        side = theme().px(20)
        name = "error" if self._tone == "error" else "info"
        self._sign.setPixmap(theme().icon(name, token).pixmap(QSize(side, side)))
        self._sign.setFixedHeight(theme().px(32))
        self.text.setMinimumHeight(theme().px(32))
        self.dismiss.setIcon(theme().icon("close"))
        self.dismiss.setIconSize(QSize(theme().px(16), theme().px(16)))
        self.more.setFixedHeight(theme().px(140))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
