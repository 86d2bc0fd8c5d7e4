"""Labels, cards, rules, empty states: the vocabulary of every page. Their look is the style sheet's (`role`)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.style.theme import theme
from app.ui.widgets.line import Line
from app.ui.widgets.prose import Prose


def label(role: str = "", text: str = "", *, wrap: bool = True, parent: QWidget | None = None) -> QLabel:
    """A label; `role` is one of the style sheet's (title, question, section, quiet, hint, figure) or empty.

    Its text is literal: `<b>` in a user's words is shown as it stands.
    """
    made = Prose(parent) if wrap else Line(parent)
    made.setText(text)
    if role:
        made.setProperty("role", role)
    return made


class PressButton(QPushButton):
    """Enter presses it as Space does, unless it stands in a dialog, where Enter is for the button that is the default.

    Qt presses buttons with Space alone.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and plain and not event.isAutoRepeat() and not isinstance(self.window(), QDialog):
            self.click()
        else:
            super().keyPressEvent(event)


def button(role: str = "", clicked: Callable[[], object] | None = None, parent: QWidget | None = None) -> QPushButton:
    """A push button; `role` primary, link or empty."""
    made = PressButton(parent)
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


def name_editors(root: QWidget) -> None:
    """Give the editors inside editable combo boxes the accessible name of their box; call it when words were set."""
    for box in root.findChildren(QComboBox):
        editor = box.lineEdit()
        if editor is not None:
            editor.setAccessibleName(box.accessibleName())


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
        self.title, self.text = CentredWords("section"), CentredWords("quiet")
        self.button = button("primary", clicked)
        for words in (self.title, self.text):
            layout.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._begins = clicked is not None
        self.button.hide()

    def say(self, title: str, text: str, action: str = "") -> None:
        """Set the words; there is no button without any of its own."""
        self.title.setText(title)
        self.text.setText(text)
        self.button.setText(action)
        self.button.setVisible(self._begins and bool(action))


class CentredWords(Prose):
    """Words in the middle of a place, in lines as long as can be read well where there is room."""

    _LEAST = 240
    """Pixels at 100 % that they want at the least."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = theme().px(tokens_line())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme().px(self._LEAST), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What stands around them scrolls rather than cut a line."""
        super().resizeEvent(event)
        self.setMinimumHeight(self.heightForWidth(event.size().width()))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Beside the words there may be more room than they take."""
        return max(0, super().heightForWidth(min(width, theme().px(tokens_line()))))


def tokens_line() -> int:
    """The longest line of running text in pixels at 100 %: forty full-width characters."""
    return 40 * 14
