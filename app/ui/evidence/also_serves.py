"""Choosing the checkpoints and sites that a piece of evidence serves as well."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.audit import COMPANY
from app.domain.grades import Level
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.i18n import current_language
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.dialogs.dialog import Dialog
from app.ui.evidence.words import place_word
from app.ui.messages import message
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.find_line import FindLine

_ID = Qt.ItemDataRole.UserRole
_MOST = 8


class Checks(QWidget):
    """A list to tick in, with a line to find by. What is not shown by the words found stays ticked."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.title = label("section", wrap=False, parent=self)
        self.search = FindLine(self)
        self.list = QListWidget(self)
        self.list.setProperty("role", "choices")
        self.list.setWordWrap(True)
        self.list.setSpacing(theme().px(3))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for identity, text in rows:
            item = QListWidgetItem(text)
            item.setData(_ID, identity)
            item.setToolTip(text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.all, self.none = button("link", lambda: self._tick(True), self), button("link", self._untick, self)
        acts = QHBoxLayout()
        acts.addWidget(self.all)
        acts.addWidget(self.none)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self.title)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(acts)
        self.search.textChanged.connect(self._filter)

    def name(self, title: str, find: str) -> None:
        """Set the words."""
        self.title.setText(title)
        self.list.setAccessibleName(title)
        self.search.setPlaceholderText(find)
        self.search.setAccessibleName(find)
        self.all.setText(_("All shown"))
        self.none.setText(_("None"))

    def ticked(self) -> list[str]:
        """What is ticked, from above."""
        items = (self.list.item(n) for n in range(self.list.count()))
        return [str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _filter(self, words: str) -> None:
        wanted = words.casefold().split()
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))

    def _tick(self, on: bool) -> None:
        self.list.blockSignals(True)
        for number in range(self.list.count()):
            item = self.list.item(number)
            if not item.isHidden() or not on:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self.list.itemChanged.emit(self.list.item(0))

    def _untick(self) -> None:
        self._tick(False)


class AlsoServesDialog(Dialog):
    """Every ticked checkpoint at every ticked site; one of the company once. All of it is one act."""

    def __init__(self, session: Session, piece: Piece, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._piece = session, piece
        self.lead = label("quiet", parent=self)
        language = current_language()
        asked = session.outline.checkpoints
        self.checkpoints = Checks([(c.id, f"{c.id} {c.question.in_language(language)}") for c in asked], self)
        self.sites = Checks([(site.id, site.name) for site in session.sites], self)
        self.problem = label("quiet", parent=self)
        self.count = label("", parent=self)
        self.use, self.cancel = button("primary", self._save, self), button("", self.reject, self)
        px = theme().px
        lists = QHBoxLayout()
        lists.setSpacing(px(16))
        lists.addWidget(self.checkpoints, 3)
        lists.addWidget(self.sites, 2)
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        acts.addWidget(self.count, 1)
        acts.addWidget(self.cancel)
        acts.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(20))
        column.setSpacing(px(12))
        column.addWidget(self.lead)
        column.addLayout(lists, 1)
        column.addWidget(self.problem)
        column.addLayout(acts)
        self.say_problem(self.problem, "")
        for each in (self.checkpoints, self.sites):
            each.list.itemChanged.connect(lambda _item: self._look())
        self.use.setDefault(True)
        self.resize(px(860), px(620))
        self.retranslate()
        self.checkpoints.search.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        piece = self._piece
        self.setWindowTitle(_("Use for other checkpoints"))
        served = [place_word(self._session, place) for place in piece.places[:_MOST]]
        if (more := len(piece.places) - _MOST) > 0:
            served.append(_("{count} more").format(count=more))
        words = _("{name} serves: {places}") if served else _("{name} serves no checkpoint yet.")
        self.lead.setText(words.format(name=piece.evidence.name, places=_(", ").join(served)))
        self.checkpoints.name(_("Which checkpoints"), _("Find a checkpoint"))
        self.sites.name(_("Sites"), _("Find a site"))
        self.cancel.setText(_("Cancel"))
        self._look()

    def places(self) -> list[Place]:
        """The places ticked that it does not serve yet."""
        sites, known = self.sites.ticked(), set(self._piece.places)
        found: list[Place] = []
        for identity in self.checkpoints.ticked():
            of_company = self._session.catalogue.checkpoint(identity).level is Level.COMPANY
            found += [(identity, COMPANY)] if of_company else [(identity, site) for site in sites]
        return [place for place in found if place not in known]

    def _look(self) -> None:
        count = len(self.places())
        levels = {self._session.catalogue.checkpoint(c).level for c in self.checkpoints.ticked()}
        self.use.setEnabled(bool(count))
        self.use.setText(_("Use it there ({count})").format(count=count) if count else _("Use it there"))
        missing = Level.SITE in levels and not self.sites.ticked()
        self.count.setText(
            _("Tick the sites as well: some of the checkpoints are asked at each site.") if missing else ""
        )

    def _save(self) -> None:
        from app.services import evidencing_uses

        identity, places = self._piece.evidence.id, self.places()
        self.use.setEnabled(False)
        self._session.do(lambda desk: evidencing_uses.serve(desk, identity, places), self._saved, self._refused, self)

    def _saved(self, changes: Changes) -> None:
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._look()
        self.say_problem(self.problem, message(error).words)
