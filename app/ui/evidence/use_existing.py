"""Choosing evidence of the audit that serves another place as well."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.progress import Place
from app.i18n import gettext as _
from app.services.changes import Changes
from app.services.evidencing_register import Register
from app.ui.dialogs.dialog import Dialog
from app.ui.evidence.acts import EvidenceActs
from app.ui.evidence.table import EvidenceRow, EvidenceTable, found, rows
from app.ui.evidence.words import place_word
from app.ui.messages import message
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.find_line import FindLine


class UseExistingDialog(Dialog):
    """Lists what is in force and does not serve the place yet. Space looks at the current one."""

    def __init__(self, session: Session, place: Place, acts: EvidenceActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._place, self._acts = session, place, acts
        self._rows: list[EvidenceRow] = []
        self._read = False
        self.lead = label("quiet", parent=self)
        self.search = FindLine(self)
        self.table = EvidenceTable(self, several=True)
        self.table.hide_columns({4, 6})
        self.told = label("quiet", parent=self)
        self.preview, self.cancel = button("", self._preview, self), button("", self.reject, self)
        self.use = button("primary", self._save, self)
        px = theme().px
        acts_row = QHBoxLayout()
        acts_row.setSpacing(px(8))
        acts_row.addWidget(self.preview)
        acts_row.addWidget(self.told, 1)
        acts_row.addWidget(self.cancel)
        acts_row.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(20))
        column.setSpacing(px(12))
        for part in (self.lead, self.search):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addLayout(acts_row)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table.opened.connect(self._save)
        self.table.picked.connect(self._choose_current)
        self.table.selectionModel().selectionChanged.connect(lambda *_changed: self._look())
        space = QShortcut(QKeySequence("Space"), self.table)
        space.activated.connect(self._preview)
        self.resize(px(940), px(600))
        self.retranslate()
        self.search.setFocus()
        from app.services import evidencing_register

        session.tasks.read(lambda: evidencing_register.register(session.desk), self._came, self._refused, self)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Use evidence of the audit"))
        words = _("Choose what proves {place} as well. It is stored once and serves both.")
        self.lead.setText(words.format(place=place_word(self._session, self._place)))
        self.search.setPlaceholderText(_("Find by name, checkpoint, site or note"))
        self.search.setAccessibleName(_("Find by name, checkpoint, site or note"))
        self.table.setAccessibleName(_("Evidence of the audit"))
        self.preview.setText(_("Look at it"))
        self.cancel.setText(_("Cancel"))
        self.table.listing.retitle()
        self._look()

    def _came(self, register: Register) -> None:
        self._read = True
        self.table.know(register)
        wanted = [e for e in register.entries if e.in_force and self._place not in e.piece.places]
        self._rows = rows(self._session, wanted)
        self._fill()

    def _fill(self) -> None:
        self.table.put(found(self._rows, self.search.text()))
        self._look()

    def _look(self) -> None:
        count = self.table.selected_count()
        self.use.setEnabled(bool(count))
        self.use.setText(_("Use here ({count})").format(count=count) if count else _("Use here"))
        self.preview.setEnabled(self.table.current() is not None)
        shown = len(self.table.listing.rows)
        if self._read:
            none = _("The audit has no other evidence.") if not self._rows else _("Nothing is found by these words.")
            told = _("Shown: {count} of {total}").format(count=f"{shown:,}", total=f"{len(self._rows):,}")
            self.told.setText(told if shown else none)

    def _choose_current(self) -> None:
        # Who comes to the table by Tab has a current row that is not chosen yet.
        if not self.table.selected_count():
            self.table.selectRow(self.table.currentIndex().row())

    def _preview(self) -> None:
        if (row := self.table.current()) is not None:
            self._acts.preview(row.entry.piece)

    def _save(self) -> None:
        from app.services import evidencing_uses

        ids, place = [row.entry.piece.evidence.id for row in self.table.selected()], self._place
        if ids:
            self._session.do(
                lambda desk: evidencing_uses.serve_several(desk, ids, [place]), self._saved, self._refused, self
            )

    def _saved(self, changes: Changes) -> None:
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.told.setText(message(error).sentence)
