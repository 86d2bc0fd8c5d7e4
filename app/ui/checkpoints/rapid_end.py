"""What came of a pass of quick answers, and what still needs words, evidence or a measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.audit import COMPANY
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.checkpoints.proof_card import UNPROVEN
from app.ui.checkpoints.verdicts import ORDER
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH
from app.ui.widgets.basics import button, label
from app.ui.words import verdict_word

_FAILED = (Verdict.PARTLY, Verdict.NONCONFORMING)


class RapidEnd(QWidget):
    """`wanted` carries the place to work on, `again` asks for another pass, `closed` for the end."""

    wanted = Signal(object)
    again = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: tuple[Session, Mapping[Place, Verdict], int, Mapping[Place, str]] | None = None
        self.title = label("title", parent=self)
        self.counts = label("", parent=self)
        self.next_title = label("section", parent=self)
        self.list = QListWidget(self)
        self.list.setProperty("role", "choices")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme().px(160))
        self.list.itemActivated.connect(self._open)
        self.open = button("primary", self._open_current, self)
        self.more = button("", self.again.emit, self)
        self.close_button = button("", self.closed.emit, self)
        row = QHBoxLayout()
        for each in (self.open, self.more, self.close_button):
            row.addWidget(each)
        row.addStretch(1)
        column = QVBoxLayout(self)
        pad = theme().px(32)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme().px(12))
        for part in (self.title, self.counts, self.next_title):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addLayout(row)

    def put(self, session: Session, given: Mapping[Place, Verdict], left: int, flagged: Mapping[Place, str]) -> None:
        """Tell of the verdicts that were given, how many places were left, and which are flagged."""
        if self._told is None:
            # The last verdicts may still be on their way: only then is it known what nothing proves.
            session.changed.connect(self._changed)
        self._told = session, given, left, flagged
        self._fill()

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        if self._told is None:
            return
        session, given, _left, flagged = self._told
        failed = [place for place, verdict in given.items() if verdict in _FAILED]
        wanted = list(dict.fromkeys((*failed, *flagged, *(place for place in given if place in _bare(session)))))
        if wanted != [self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())]:
            before = self.list.currentRow()
            self.list.clear()
            for place in wanted:
                row = QListWidgetItem()
                row.setData(Qt.ItemDataRole.UserRole, place)
                self.list.addItem(row)
            self.list.setCurrentRow(min(max(before, 0), len(wanted) - 1))
        self.retranslate()

    def take_focus(self) -> None:
        """The list where there is something in it, else the way out."""
        (self.list if self.list.count() else self.close_button).setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("What was answered"))
        self.open.setText(_("Work on it"))
        self.more.setText(_("Another pass…"))
        self.close_button.setText(_("Close"))
        self.list.setAccessibleName(_("What still needs to be done"))
        if self._told is None:
            return
        session, given, left, flagged = self._told
        counts = Counter(given.values())
        said = listed(f"{GLYPH[v]} {verdict_word(v)} {counts[v]}" for v in ORDER if counts[v])
        words = _("Answered: {count} ({verdicts}). Not answered yet: {left}.")
        none = _("Nothing was answered. Not answered yet: {left}.")
        self.counts.setText(
            words.format(count=len(given), verdicts=said, left=left) if given else none.format(left=left)
        )
        self.next_title.setText(_("These need a remark, a measure or evidence:"))
        there = self.list.count() > 0
        for part in (self.next_title, self.list, self.open):
            part.setVisible(there)
        row_words = partial(_row_words, session, given, flagged)
        for number in range(self.list.count()):
            row = self.list.item(number)
            row.setText(row_words(row.data(Qt.ItemDataRole.UserRole)))

    def _open(self, row: QListWidgetItem) -> None:
        self.wanted.emit(row.data(Qt.ItemDataRole.UserRole))

    def _open_current(self) -> None:
        row = self.list.currentItem()
        if row is not None:
            self._open(row)


def _bare(session: Session) -> frozenset[Place]:
    """The places whose 適合 nothing proves, as far as that is known."""
    return session.outline.unproven


def _row_words(session: Session, given: Mapping[Place, Verdict], flagged: Mapping[Place, str], place: Place) -> str:
    checkpoint, site = place
    question = session.catalogue.checkpoint(checkpoint).question.in_language(current_language())
    where = session.site_name(site) if site != COMPANY else _("(company)")
    verdict, bare = given.get(place), place in _bare(session)
    marks = (
        [f"{GLYPH[verdict]} {verdict_word(verdict)}"] if verdict is not None and (verdict in _FAILED or bare) else []
    )
    if bare:
        marks.append(f"{UNPROVEN} {_('unproven')}")
    if place in flagged:
        marks.append(f"⚑ {flagged[place]}".strip())
    return f"{checkpoint}  {where}  {listed(marks)}  {question}"
