"""What differs between the words in which a checkpoint was asked and those of now, marked piece by piece."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.style.theme import theme
from app.ui.widgets.prose import LINE_HEIGHT, Prose
from app.words import piece_word

# In few places the words have changed.
if TYPE_CHECKING:
    from app.domain.catalogue import Checkpoint
    from app.domain.text_diff import Piece


class Difference(QWidget):
    """Question and way to verify (Japanese, which alone counts), what went struck through and what came underlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Prose(self, "quiet")
        self.question = Prose(self, selectable=True)
        self.verify = Prose(self, selectable=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self.title, self.question, self.verify):
            self._column.addWidget(part)
        self.hide()

    def put(self, title: str, question: str, verify: str, now: Checkpoint) -> None:
        """Show how `now` differs from the words of then, under a title; `clear` shows nothing."""
        from app.domain.text_diff import text_diff

        self.title.setText(title)
        for part, name, then, today in (
            (self.question, _("Question"), question, now.question.ja),
            (self.verify, _("How to verify"), verify, now.verify.ja),
        ):
            self._mark(part, name, text_diff(then, today) if then != today else ())
        self._column.setSpacing(theme().px(6))
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        self.hide()

    def text(self) -> str:
        """All that is shown, as text."""
        parts = (self.title, self.question, self.verify)
        return "" if self.isHidden() else " ".join(part.text() for part in parts if not part.isHidden())

    def _mark(self, part: Prose, name: str, pieces: tuple[Piece, ...]) -> None:
        part.setVisible(bool(pieces))
        if not pieces:
            part.setText("")
            return
        words = [piece_word(piece) for piece in pieces]
        marked = [_marked(piece, word) for piece, word in zip(pieces, words, strict=True)]
        style = f"margin-top:0px;margin-bottom:0px;line-height:{LINE_HEIGHT}%;white-space:pre-wrap"
        part.show_marked(f'<p style="{style}">{escape(name)}: {"".join(marked)}</p>', f"{name}: {''.join(words)}")


def _marked(piece: Piece, word: str) -> str:
    if piece.shift == "same":
        return escape(word).replace("\n", "<br>")
    before, _sign, after = word.partition(piece.text)
    removed = piece.shift == "removed"
    colour = theme().colour("nonconforming" if removed else "conforming").name()
    tag = "s" if removed else "u"
    inner = f"<{tag}>{escape(piece.text)}</{tag}>".replace("\n", "<br>")
    return f'<span style="color:{colour}">{escape(before)}{inner}{escape(after)}</span>'
