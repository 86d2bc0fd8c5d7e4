"""Taking over answers of last time in bulk: those on show that are asked as they were and that nothing contradicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.progress import Place
from app.errors import UserError
from app.i18n import current_language, gettext_in
from app.i18n import gettext as _
from app.services.changes import Changes
from app.services.ports import Desk, Progress
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.widgets.basics import button
from app.ui.widgets.prose import Prose


class TakeMany(QWidget):
    """The button, and what came of it; on show while a list shows answers of last time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._places: tuple[Place, ...] = ()
        self._outcome: Words = ""
        self.take = button("", self.ask, self)
        lock(session, self.take)
        self.take.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.told = Prose(self, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.take)
        column.addWidget(self.told)
        self.hide()

    def put(self, places: Sequence[Place], *, on: bool) -> None:
        """The places on show; `on` while these are the answers of last time alone."""
        self._places = tuple(places)
        self.setVisible(on and bool(places or self._outcome))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.take.setText(_("Take over those on show ({count})…").format(count=f"{len(self._places):,}"))
        self.take.setVisible(bool(self._places))
        self.told.setText(said(self._outcome))
        self.told.setVisible(bool(self._outcome))

    def ask(self) -> None:
        """Take them over, once the officer has said so again."""
        from app.ui.dialogs.question import agreed

        words = _(
            "Each becomes your own answer of today, with the reason that it was taken over. Those that are asked in "
            "other words now, those that a second person refuted, and those that ledgers speak against, are left. "
            "Evidence does not come along."
        )
        if not agreed(_("Take over answers of last time?"), words, _("Cancel"), _("Take them over"), self.window()):
            return
        places, language = self._places, current_language()

        def work(desk: Desk, progress: Progress) -> tuple[Changes, tuple[Place, ...], dict[str, int]]:
            from app.services import carried_answers

            told = carried_answers.take(desk, places, gettext_in(language), language, progress)
            return told.changes, told.taken, dict(Counter(each.code for each in told.refused))

        def done(outcome: tuple[Changes, tuple[Place, ...], dict[str, int]]) -> None:
            _changes, taken, refused = outcome
            self._say(lambda: _outcome(len(taken), refused))

        self._session.do_long(
            lambda: _("Taking over answers of last time"),
            work,
            done,
            lambda error: self._say(message(error).words),
            self,
        )

    def _say(self, words: Words) -> None:
        self._outcome = words
        self.retranslate()


def _outcome(taken: int, refused: dict[str, int]) -> str:
    told = [_("Taken over: {count}").format(count=f"{taken:,}")]
    reasons = {
        "carried_changed": _("asked otherwise now: {count}"),
        "carried_contradicted": _("ledgers speak against it: {count}"),
        "carried_refuted": _("refuted by a second person then: {count}"),
        "carried_answered": _("answered by now: {count}"),
    }
    for code, count in refused.items():
        text = reasons.get(code)
        told.append(text.format(count=f"{count:,}") if text else UserError(code).sentence(_))
    return "  ·  ".join(told)
