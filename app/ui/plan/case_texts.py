"""Fields with guidance that write notes of a case: parts of the texts of B and C, the nine items of the report."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.case_papers import CASE, CaseNote, subject_of
from app.domain.text import Text
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import case_notes
from app.services.ports import Desk
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Autosave
from app.ui.widgets.basics import button, label
from app.ui.widgets.growing_text import GrowingText

Topic = tuple[str, Text, Text, tuple[Text, ...]]
"""Id, title, guidance, and how the regulator put it in the cases of 2022-23."""


class NoteFields(QWidget):
    """One field for each topic with its guidance, folded away until somebody opens it or something is written."""

    def __init__(self, session: Session, topics: Sequence[Topic], words: Callable[[], str]) -> None:
        super().__init__()
        self._session = session
        self._topics = topics
        self._words = words
        self._opened = False
        self._record = ""
        self._values: dict[str, str] = {}
        self._save: Autosave | None = None
        self.toggle = button("link", self._turn)
        self.body = QWidget()
        self.body.setVisible(False)
        self.editors: dict[str, GrowingText] = {}
        self._titles: dict[str, tuple[QLabel, QLabel]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(8))
        layout.addWidget(self.toggle)
        layout.addWidget(self.body)

    def _build(self) -> Autosave:
        """The fields, when they are first wanted: most cases are looked at without them."""
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        for identity, _title, _guide, _quoted in self._topics:
            box = QVBoxLayout()
            box.setSpacing(theme().px(4))
            title, guide, editor = label("quiet"), label("hint"), GrowingText()
            title.setBuddy(editor)
            box.addWidget(title)
            box.addWidget(guide)
            box.addWidget(editor)
            column.addLayout(box)
            self.editors[identity] = editor
            self._titles[identity] = (title, guide)
        save = Autosave(self._session, self.body, _writing)
        for identity, editor in self.editors.items():
            save.text(identity, editor)
        return save

    def show_case(self, case_id: str, notes: Mapping[tuple[str, str], CaseNote]) -> None:
        """Show what is written of a case."""
        subject = subject_of(CASE, case_id)
        self._record = case_id
        found = {identity: notes.get((subject, identity)) for identity, *_rest in self._topics}
        self._values = {identity: note.text if note is not None else "" for identity, note in found.items()}
        if self._save is not None:
            self._save.present(case_id, self._values)
        self._name()

    def open(self) -> None:
        """Unfold."""
        if not self._opened:
            self._turn()

    def focus(self, topic: str) -> None:
        """Unfold and put the cursor into the field of this topic, if it is here."""
        if any(identity == topic for identity, *_rest in self._topics):
            self.open()
            self.editors[topic].setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        language = current_language()
        for identity, title, guide, quoted in self._topics if self._save is not None else ():
            words, hint = self._titles[identity]
            words.setText(title.in_language(language))
            lines = [guide.in_language(language)]
            if quoted:
                lines.append(_("As Table 2 of the report summary put it:"))
                quote = "“{}”" if language == "en" else "「{}」"
                lines += [quote.format(text.in_language(language)) for text in quoted]
            hint.setText("\n".join(lines))
            self.editors[identity].setAccessibleName(title.in_language(language))
        if self._save is not None:
            self._save.retranslate()
        self._name()

    def _turn(self) -> None:
        self._opened = not self._opened
        if self._save is None:
            self._save = self._build()
            self.retranslate()
            self._save.present(self._record, self._values)
        self.body.setVisible(self._opened)
        self._name()

    def _name(self) -> None:
        sign = "▾" if self._opened else "▸"
        filled = sum(bool(text) for text in self._values.values())
        count = _("{filled} of {all}").format(filled=filled, all=len(self._topics))
        self.toggle.setText(f"{sign} {self._words()} ({count})")


def _writing(record: Hashable, name: str, value: Any) -> Callable[[Desk], Any]:
    return lambda desk: case_notes.write(desk, subject_of(CASE, str(record)), name, text=str(value))


def parts_of(session: Session, part: str) -> list[Topic]:
    """The parts of a text of B or C, with the first reason of each row of 図表2 that they are drawn from."""
    rows = {row.id: row for row in session.catalogue.dispositions}
    return [
        (f.id, f.title, f.guide, tuple(rows[each].reasons[0].text for each in f.quoted[:2] if each in rows))
        for f in session.catalogue.case_fields
        if f.part == part
    ]
