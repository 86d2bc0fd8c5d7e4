"""The earlier answers of one place, readable as long as the audit is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.answers import Answer
from app.i18n import gettext as _
from app.i18n import listed
from app.ui.dates import moment
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH, TONE
from app.ui.widgets.basics import button
from app.ui.widgets.prose import Prose, paragraphs
from app.ui.words import verdict_word


class Past(QWidget):
    """A line with the number of revisions; a click unfolds them, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._revisions: tuple[Answer, ...] = ()
        self.toggle = button("fold", self.turn, self)
        self.list = Prose(self, selectable=True)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.toggle)
        column.addWidget(self.list)

    def turn(self) -> None:
        """Fold or unfold."""
        self.list.setVisible(self.list.isHidden())
        self.retranslate()

    def put(self, revisions: Sequence[Answer]) -> None:
        """Show other revisions."""
        self._revisions = tuple(revisions)
        self.setVisible(bool(revisions))
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words."""
        count = len(self._revisions)
        mark = "▸" if self.list.isHidden() else "▾"
        words = _("History of this answer ({count})").format(count=count)
        self.toggle.setText(f"{mark} {words}")
        self.toggle.setAccessibleName(words)
        newest_first = tuple(reversed(self._revisions))
        self.list.show_marked(
            "".join(self._entry(answer) for answer in newest_first),
            "\n".join(self._plain(answer) for answer in newest_first),
        )

    def _entry(self, answer: Answer) -> str:
        colour, quiet = theme().colour(TONE[answer.verdict]).name(), theme().colour("quiet").name()
        word = f"{GLYPH[answer.verdict]} {verdict_word(answer.verdict)}"
        head = f'<b style="color:{colour}">{escape(word)}</b> '
        head += f'<span style="color:{quiet}">{escape(moment(answer.at))}  {escape(answer.by)}</span>'
        style = f"margin-top:{theme().px(8)}px;margin-bottom:0px;line-height:150%"
        text = f'<p style="{style}">{head}</p>'
        if answer.reason:
            text += paragraphs(_("Reason: {reason}").format(reason=answer.reason))
        return text + (paragraphs(answer.comment) if answer.comment else "")

    def _plain(self, answer: Answer) -> str:
        parts = [moment(answer.at), answer.by, verdict_word(answer.verdict), answer.reason, answer.comment]
        return listed(part for part in parts if part)
