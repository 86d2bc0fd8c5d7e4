"""What the dialogs have in common: they sit over their window, speak its language and delete themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.said import Words, said
from app.ui.style.theme import theme
from app.ui.widgets.basics import restyle

_FRAME = 40
"""Pixels at 100 % that the title of a window and what the form has still to say may need."""


class Dialog(QDialog):
    """A subclass sets up its form and its texts in `retranslate`, called here when the language was switched."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._problems: dict[QLabel, Words] = {}

    def retranslate(self) -> None:
        """Set every text anew."""

    def lay(self, *parts: QWidget, tall: QWidget, button: QPushButton) -> None:
        """One below the other, `tall` with what height is left, and below them the button, at the right."""
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(16)] * 4)
        column.setSpacing(theme().px(8))
        for part in parts:
            column.addWidget(part, 1 if part is tall else 0)
        column.addLayout(foot)

    def fit(self) -> None:
        """Take the size of the design at this zoom, no more than the screen has; called after `setupUi`."""
        size = self.size() * (theme().zoom / 100)
        parent = self.parentWidget()
        if parent is None:
            self.resize(size)
            return
        room = parent.screen().availableSize()
        if self.minimumSizeHint().height() + theme().px(_FRAME) > room.height():
            self._scroll()
        self.resize(size.boundedTo(room))

    def event(self, event: QEvent) -> bool:
        """No larger than the screen: what was not wrapped yet may have widened it."""
        if event.type() is QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._stay_on_screen)
        return super().event(event)

    def _stay_on_screen(self) -> None:
        room = self.screen().availableSize()
        if self.width() > room.width() or self.height() > room.height():
            self.resize(self.size().boundedTo(room))

    def grow(self) -> None:
        """Take the height that a text which has become longer needs, no more than the screen has."""
        form = self.layout()
        if form is not None and form.hasHeightForWidth():
            form.activate()
            wanted = min(form.totalHeightForWidth(self.width()), self.screen().availableSize().height())
            self.resize(self.width(), max(self.height(), wanted))

    def scroll_where_low(self) -> None:
        """Scroll the form where it does not fit as it was laid out, lines that wrap counted as they do."""
        form = self.layout()
        if form is not None and form.hasHeightForWidth() and form.totalHeightForWidth(self.width()) > self.height():
            self._scroll()

    def _scroll(self) -> None:
        """Where the screen is too small for the form, it is scrolled: its buttons can be reached."""
        inside, area = QWidget(), QScrollArea(self)
        inside.setProperty("role", "page")
        form = self.layout()
        if form is None:
            return
        inside.setLayout(form)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def say_problem(self, where: QLabel, sentence: Words, tone: str = "nonconforming") -> None:
        """Show in a label of the form why it cannot be done, or in another tone what came of it."""
        self._problems[where] = sentence
        restyle(where, tone=tone)
        where.setText(said(sentence))
        where.setVisible(bool(where.text()))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            for where, sentence in self._problems.items():
                where.setText(said(sentence))
        super().changeEvent(event)
