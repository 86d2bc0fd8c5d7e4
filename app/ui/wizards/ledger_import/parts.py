"""Whether a file is a newer version of the ledger or another part of it: told, and asked where the keys do not tell."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.i18n import gettext as _
from app.i18n import listed
from app.services.ledger_differences import counted
from app.services.ledger_parts import Parts, PartShare
from app.ui.wizards.ledger_import.asking import AskingCard

_MOST = 50
"""How many parts are offered one by one, those the file has most of first."""


class PartsPanel(AskingCard):
    """`decided` carries the parts that are replaced, as in `Choices.replaces`; hidden where it makes no difference."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._parts = Parts()
        self.newer, self.further = QRadioButton(self), QRadioButton(self)
        self._group = QButtonGroup(self)
        self.box = self.choice(20, self)
        for part in (self.newer, self.box, self.further):
            self.column.addWidget(part)
        for choice in (self.newer, self.further):
            self._group.addButton(choice)
        self.newer.clicked.connect(self._say_newer)
        self.further.clicked.connect(lambda: self._say(frozenset()))
        self.box.activated.connect(lambda _index: self._say_newer())
        self.dress()

    def show_parts(self, kind: str, parts: Parts) -> None:
        """Tell what was found or said, and let the officer say otherwise."""
        self._kind, self._parts = kind, parts
        self._fill()
        # Neither is chosen for the officer where the keys do not tell.
        self._group.setExclusive(False)
        self.newer.setChecked(bool(parts.replaced))
        self.further.setChecked(not parts.replaced and not parts.doubtful)
        self._group.setExclusive(True)
        self.retranslate()
        self.setVisible(parts.matters)

    def chosen(self) -> QRadioButton:
        """The choice that holds."""
        return self.newer if self.newer.isChecked() else self.further

    def retranslate(self) -> None:
        """Set every text anew."""
        parts, kind = self._parts, self._kind
        self.title.setText(
            _("Is this file a newer version of the ledger, or another part of it?")
            if parts.doubtful
            else _("What this file is to the ledger before")
        )
        records, shared = sum(s.records for s in parts.shares), counted(kind, parts.met, _)
        told = _("Of the {records} on record, this file has {shared} as well ({files}).")
        files = listed([share.file for share in parts.shares[:3]]) + ("…" if len(parts.shares) > 3 else "")
        self.hint.setText(told.format(records=counted(kind, records, _), shared=shared, files=files))
        for index, share in enumerate(self._offered()):
            self.box.setItemText(index, self._of_part(share))
        if self.box.count() > len(self._offered()):
            self.box.setItemText(self.box.count() - 1, _("Every file before"))
        self.box.setAccessibleName(_("The file of which this is a newer version"))
        gone = sum(s.missing for s in parts.shares if s.part in self._meant())
        stays = sum(s.missing for s in parts.shares)
        self.newer.setText(
            _("A newer version of the ledger before (not in it and taken for gone: {what})").format(
                what=counted(kind, gone, _)
            )
        )
        self.further.setText(
            _("Another part of the ledger (kept from before: {what})").format(what=counted(kind, stays, _))
        )

    def _of_part(self, share: PartShare) -> str:
        told = _("{file}: {shared} of {records} in this file as well")
        return told.format(file=share.file, shared=f"{share.met:,}", records=counted(self._kind, share.records, _))

    def _offered(self) -> tuple[PartShare, ...]:
        return self._parts.shares[:_MOST]

    def _fill(self) -> None:
        """The parts one by one, several together where the keys say so, and all of them."""
        parts, before = self._parts, self._meant()
        self.box.clear()
        for share in self._offered():
            self.box.addItem("", (share.part,))
        every = tuple(sorted(share.part for share in parts.shares))
        if parts.replaced and parts.replaced != every and len(parts.replaced) > 1:
            files = [share.file for share in parts.shares if share.part in parts.replaced]
            self.box.addItem(listed(files), parts.replaced)
        if len(every) > 1:
            self.box.addItem("", every)
        wanted = parts.replaced or tuple(sorted(before))
        self.box.setCurrentIndex(max(0, self._index_of(wanted)))
        self.box.setVisible(len(parts.shares) > 1)

    def _index_of(self, wanted: tuple[int, ...]) -> int:
        return next((n for n in range(self.box.count()) if tuple(self.box.itemData(n)) == wanted), -1)

    def _meant(self) -> frozenset[int]:
        """The parts that are replaced where the file is a newer version."""
        return frozenset(self.box.currentData() or ())

    def _say_newer(self) -> None:
        self._say(self._meant())

    def _say(self, replaces: frozenset[int]) -> None:
        if self._parts.doubtful or replaces != frozenset(self._parts.replaced):
            self.decided.emit(replaces)
