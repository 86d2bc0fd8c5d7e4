"""What a regulator would ask back of the answer on show, with the rows behind each question and a field to reply."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import Catalogue
from app.domain.progress import Place
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import challenge_words, wording
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.comment import PageKeys
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.style.tokens import SEVERITY_GLYPH
from app.ui.widgets.autosave import Autosave, Binding
from app.ui.widgets.basics import button, label, restyle, rule
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.prose import Prose
from app.ui.words import severity_word

if TYPE_CHECKING:  # What is asked is read off the GUI thread.
    from app.domain.challenges import Reply
    from app.services.challenging import ChallengeView


class ChallengeCard(QFrame):
    """The challenges at one place. A reply is saved as it is written, like every field."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._place: Place = ("", "")
        self._views: tuple[ChallengeView, ...] = ()
        self._laid_by: tuple[Reply, ...] = ()
        self.title = label("section", parent=self)
        self.lead = Prose(self, "quiet")
        self.questions: dict[str, Question] = {}
        self._saver = Autosave(session, self, self._write)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.lead)
        self.earlier_title = label("section", parent=self)
        self.earlier = Prose(self, "quiet", selectable=True)
        self._column.addWidget(self.earlier_title)
        self._column.addWidget(self.earlier)
        self.hide()
        self.retranslate()
        self.dress()

    def put(self, place: Place, views: Sequence[ChallengeView], laid_by: Sequence[Reply] = ()) -> None:
        """Show the challenges of a place, and the replies `laid_by` to those that are not asked now; what was typed for
        another place is on its way."""
        self._place, self._views, self._laid_by = place, tuple(views), tuple(laid_by)
        shown = [self._question(view) for view in self._views]
        for question in self.questions.values():
            question.setVisible(question in shown)
        for number, question in enumerate(shown):
            self._column.insertWidget(2 + number, question)
        for before, after in zip(shown, shown[1:], strict=False):
            QWidget.setTabOrder(before.last(), after.rows)
        told = {view.challenge.basis: view for view in self._views}
        values = {basis: _reply(told.get(basis)) for basis in self.questions}
        if self.questions:
            self._saver.present(place, values)
        self.setVisible(bool(shown or self._laid_by))
        self._tell()

    def flush(self) -> None:
        """Send what was typed on its way."""
        self._saver.flush()

    @property
    def refused(self) -> tuple[Place, ...]:
        """The places where something typed could not be stored."""
        return tuple(dict.fromkeys(_place_of(record) for record, _basis in self._saver.refused()))

    def retranslate(self) -> None:
        """Set every text anew."""
        self._tell()
        if self.questions:
            self._saver.retranslate()

    def dress(self) -> None:
        """Take on the present zoom."""
        pad = theme().px(12)
        self._column.setContentsMargins(theme().px(16), pad, theme().px(16), pad)
        self._column.setSpacing(theme().px(8))
        for question in self.questions.values():
            question.dress()

    def _question(self, view: ChallengeView) -> Question:
        """The block of a question, made once for each: what is typed in it waits there until it is stored."""
        basis = view.challenge.basis
        found = self.questions.get(basis)
        if found is None:
            found = self.questions[basis] = Question(self)
            found.rows.clicked.connect(partial(self._see, basis))
            found.again.clicked.connect(partial(self._say_again, basis))
            field = found.reply
            # The service keeps no blanks around it: the cursor must not jump when it was saved.
            binding = Binding(basis, field, field.toPlainText, field.setPlainText, str, str.strip)
            self._saver.custom(binding, field.textChanged, field.finished)
        return found

    def _tell(self) -> None:
        waiting = sum(view.open for view in self._views)
        total = len(self._views)
        if waiting:
            self.title.setText(
                _("? Challenges without a reply: {open} of {total}").format(open=f"{waiting:,}", total=f"{total:,}")
            )
        else:
            self.title.setText(_("✓ Challenges, all replied to ({total})").format(total=f"{total:,}"))
        tone = "partly" if waiting else ""
        if (self.title.property("tone") or "") != tone:
            restyle(self.title, tone=tone)
        self.lead.setText(
            _(
                "What a regulator would ask back, drafted from ledgers and findings. Reply before sealing, and say "
                "what shows it."
            )
        )
        for view in self._views:
            self.questions[view.challenge.basis].tell(self._session.catalogue, view)
        for part in (self.title, self.lead):
            part.setVisible(bool(self._views))
        self._tell_earlier()
        self.setAccessibleName((self.title if self._views else self.earlier_title).text())

    def _tell_earlier(self) -> None:
        for part in (self.earlier_title, self.earlier):
            part.setVisible(bool(self._laid_by))
        count = f"{len(self._laid_by):,}"
        self.earlier_title.setText(
            _("Earlier replies to challenges that are not asked now ({count})").format(count=count)
        )
        self.earlier.setText("\n\n".join(self._told_earlier(reply) for reply in self._laid_by))

    def _told_earlier(self, reply: Reply) -> str:
        language = current_language()
        asked = challenge_words.question(self._session.catalogue, reply.code, reply.values, _, language)
        day = wording.day(reply.at[:10], language)
        return f"{asked}\n→ {reply.reply}\n" + _("Replied by {by} on {day}").format(by=reply.by, day=day)

    # --- what is done -------------------------------------------------------------------------------------------------

    def _write(self, record: Hashable, basis: str, text: Any) -> Any:
        place = _place_of(record)

        def work(desk: Desk) -> Changes:
            from app.services import challenging

            return challenging.reply(desk, *place, basis, str(text))

        return work

    def _view(self, basis: str) -> ChallengeView | None:
        return next((view for view in self._views if view.challenge.basis == basis), None)

    def _say_again(self, basis: str) -> None:
        """The earlier reply holds for the facts as they are now."""
        view = self._view(basis)
        if view is None or view.reply is None:
            return
        work = self._write(self._place, basis, view.reply.reply)
        self._session.do(work, None, lambda error: self._session.tasks.unhandled.emit(error), self)

    def _see(self, basis: str) -> None:
        view = self._view(basis)
        if view is None:
            return
        asked, (checkpoint, site) = view.challenge, self._place
        if asked.findings:
            options = {"source": "rules", "rule": basis, "text": checkpoint}
            if site:
                options["site"] = site
            self._session.go(Target("findings", checkpoint=checkpoint, finding=asked.findings[0], options=options))
        else:
            options = {"checkpoint": checkpoint, "place": site, "challenge": basis}
            self._session.go(Target("ledgers", kind=asked.kind, options=options))


class Question(QWidget):
    """One question: its grade and state, the words, the rows behind it, an earlier reply, the field for the reply."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = rule(self)
        self.state = label("quiet", parent=self)
        self.words = Prose(self, selectable=True)
        self.rows = button("link", None, self)
        self.earlier = Prose(self, "quiet", selectable=True)
        self.again = button("link", None, self)
        self.reply = GrowingText(self)
        self.reply.setTabChangesFocus(True)
        self.reply.installEventFilter(PageKeys(self))
        self.by = label("hint", parent=self)
        self._column = QVBoxLayout(self)
        for part in (self.line, self.state, self.words, self.rows, self.earlier, self.again, self.reply, self.by):
            self._column.addWidget(part)
        for link in (self.rows, self.again):
            link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.dress()

    def last(self) -> QWidget:
        """The last of it that takes the focus."""
        return self.reply

    def tell(self, catalogue: Catalogue, view: ChallengeView) -> None:
        """Set every text."""
        asked, reply, language = view.challenge, view.reply, current_language()
        state = _("without a reply") if view.open else _("replied to")
        self.state.setText(
            f"{SEVERITY_GLYPH[asked.severity]} {severity_word(asked.severity)}  {'?' if view.open else '✓'} {state}"
        )
        tone = "partly" if view.open else ""
        if (self.state.property("tone") or "") != tone:
            restyle(self.state, tone=tone)
        words = challenge_words.question(catalogue, asked.code, asked.values, _, language)
        self.words.setText(words)
        count = f"{int(asked.values['count']):,}"
        if asked.findings:
            self.rows.setText(_("See the findings ({count})").format(count=count))
        else:
            ledger = wording.ledger_name(asked.kind, _)
            self.rows.setText(_("See the rows of the {ledger} ({count})").format(ledger=ledger, count=count))
        earlier = reply is not None and view.open
        self.earlier.setVisible(earlier)
        self.again.setVisible(earlier)
        if reply is not None:
            said = wording.day(reply.at[:10], language)
            if earlier:
                told = _("Replied by {by} on {day}, when the ledgers said something else ({count}): {reply}")
                before = f"{int(reply.values.get('count', '0')):,}"
                self.earlier.setText(told.format(by=reply.by, day=said, count=before, reply=reply.reply))
            self.by.setText(_("Replied by {by} on {day}").format(by=reply.by, day=said))
        self.by.setVisible(reply is not None and not view.open)
        self.again.setText(_("The same reply still holds"))
        self.reply.setAccessibleName(_("Reply to: {question}").format(question=words))
        self.reply.setPlaceholderText(_("Your reply. Saved as you write."))

    def dress(self) -> None:
        """Take on the present zoom."""
        self._column.setContentsMargins(0, theme().px(8), 0, 0)
        self._column.setSpacing(theme().px(4))


def _reply(view: ChallengeView | None) -> str:
    """What stands in the field: the reply to the facts as they are now."""
    return view.reply.reply if view is not None and view.reply is not None and not view.open else ""


def _place_of(record: Hashable) -> Place:
    assert isinstance(record, tuple)  # noqa: S101 - what `put` presented
    return (str(record[0]), str(record[1]))
