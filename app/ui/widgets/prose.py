"""Text with the line height it needs: every label that wraps is a `Prose`; the words themselves are literal."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

LINE_HEIGHT = 150
"""Per cent of the font's own line, which is as high as its letters."""

_STYLE = f"margin-top:0px;margin-bottom:0px;line-height:{LINE_HEIGHT}%;white-space:pre-wrap"


def paragraphs(text: str) -> str:
    """`text` as rich text: each line a paragraph, nothing in it taken for markup."""
    return "".join(f'<p style="{_STYLE}">{escape(line) or "&nbsp;"}</p>' for line in text.split("\n"))


class Prose(QLabel):
    """A label for sentences: wrapped, line height 1.5. Its text is literal; line feeds begin new lines.

    `role` as for `app.ui.widgets.basics.label`; what is `selectable` can be marked with the mouse and copied.
    """

    def __init__(self, parent: QWidget | None = None, role: str = "", *, selectable: bool = False) -> None:
        super().__init__(parent)
        self._words: str | None = None
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            self.setProperty("role", role)

    def text(self) -> str:
        """The words as they were set."""
        return self._words or ""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show `text` as it stands."""
        self.show_marked(paragraphs(text) if text else "", text)

    def show_marked(self, marked: str, words: str) -> None:
        """Show rich text made here, from `paragraphs` and our own marks; `words` say the same without marks."""
        if marked != super().text() or words != self._words:
            self._words = words
            super().setText(marked)
            self.setAccessibleName(words)
