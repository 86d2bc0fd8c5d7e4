"""Labels, cards, rules, empty states: the vocabulary of every page. Their look is the style sheet's (`role`)."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.style.theme import theme


def label(role: str = "", text: str = "", *, wrap: bool = True, parent: QWidget | None = None) -> QLabel:
    """A label; `role` is one of the style sheet's (title, question, section, quiet, hint, figure) or empty.

    Its text is literal: `<b>` in a user's words is shown as it stands.
    """
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class Prose(QLabel):
    """Running text with the line height of a book; literal, at most forty full-width characters a line."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            self.setProperty("role", role)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show `text` as it stands; line feeds begin new lines."""
        self._words = text
        literal = escape(text, quote=False).replace("\n", "<br>")
        super().setText(f'<div style="line-height: 150%">{literal}</div>' if text else "")
        self.setAccessibleName(text)

    def words(self) -> str:
        """The text as it was given."""
        return self._words


def button(role: str = "", clicked: Callable[[], object] | None = None, parent: QWidget | None = None) -> QPushButton:
    """A push button; `role` primary, link or empty."""
    made = QPushButton(parent)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if clicked is not None:
        made.clicked.connect(lambda: clicked())
    return made


def card(role: str = "card", parent: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """A framed panel and its layout, with the card's padding."""
    frame = QFrame(parent)
    frame.setProperty("role", role)
    layout = QVBoxLayout(frame)
    pad = theme().px(16)
    layout.setContentsMargins(pad, pad, pad, pad)
    layout.setSpacing(theme().px(8))
    return frame, layout


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline across."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties and have the style sheet look at the widget again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class EmptyState(QFrame):
    """What a place is for while it is empty, with one button to begin."""

    def __init__(self, clicked: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(theme().px(12))
        self.title = label("section")
        self.text = label("quiet")
        self.button = button("primary", clicked)
        for words in (self.title, self.text):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setMaximumWidth(theme().px(tokens_line()))
            layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(clicked is not None)

    def say(self, title: str, text: str, action: str = "") -> None:
        """Set the words."""
        self.title.setText(title)
        self.text.setText(text)
        self.button.setText(action)


def tokens_line() -> int:
    """The longest line of running text in pixels at 100 %: forty full-width characters."""
    return 40 * 14
