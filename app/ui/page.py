"""What a page of the main window is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.domain.progress import Place
from app.services.changes import Changes
from app.ui.session import Session, Target


class Page(QWidget):
    """A page: built when first shown, told of changes, translated while it stands.

    A subclass builds its widgets in `__init__` without texts, sets every text in `retranslate` (which it calls last in
    its `__init__`; at each change of language it is called again), and overrides what else it cares about.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setProperty("role", "page")
        session.changed.connect(self.refresh)
        session.site_changed.connect(self.site_chosen)

    def retranslate(self) -> None:
        """Set every text anew."""

    def refresh(self, changes: Changes) -> None:
        """Something was written; `session.outline` is up to date."""

    def site_chosen(self, site: str) -> None:
        """Another site is examined now."""

    def open(self, target: Target) -> None:
        """Show what `target` names; called before the page becomes visible."""

    def parts(self) -> Iterator[None]:
        """Build what `__init__` left to be built, a part at a time: pages that are large hold the window up at once.

        Called before the page is shown; whoever asks for a part that is not there yet has it built there and then.
        """
        yield from ()

    def pieces(self) -> tuple[QWidget, ...]:
        """Where the keyboard begins on this page: its main piece, and what stands there while that is empty."""
        return ()

    def shows(self, places: Sequence[Place]) -> bool:
        """Whether all of these places are to be seen here, with what is answered there."""
        return False

    def help_topic(self) -> str:
        """The topic of F1 on this page."""
        return "begin"

    def leave(self) -> bool:
        """Called before another page is shown or the window closes; False when the officer must decide something."""
        return True

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
