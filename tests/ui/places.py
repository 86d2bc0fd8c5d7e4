"""Pages for tests of the window: they remember what they were told."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.services.changes import Changes
from app.ui.page import Page
from app.ui.registry import Entry
from app.ui.session import Session, Target


class PlainPage(Page):
    """A page with one field."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.opened: list[Target] = []
        self.changes: list[Changes] = []
        self.words = 0
        self.may_leave = True
        self.field = QLineEdit(self)
        self.field.setAccessibleName("field")
        QVBoxLayout(self).addWidget(self.field)
        self.retranslate()

    def open(self, target: Target) -> None:
        self.opened.append(target)

    def refresh(self, changes: Changes) -> None:
        self.changes.append(changes)

    def retranslate(self) -> None:
        self.words += 1

    def leave(self) -> bool:
        return self.may_leave

    def help_topic(self) -> str:
        return "checkpoints"


PAGES = (
    Entry("overview", "Overview", "overview", "tests.ui.places:PlainPage"),
    Entry("checkpoints", "Checkpoints", "checkpoints", "tests.ui.places:PlainPage"),
    Entry("findings", "Findings", "findings", "tests.ui.places:PlainPage"),
    Entry("history", "History", "history", "tests.ui.places:PlainPage"),
)
