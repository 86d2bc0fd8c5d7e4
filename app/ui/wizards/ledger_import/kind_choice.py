"""Which ledger the file is imported as: what its headings say, what the officer said, and where the two differ."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from app.i18n import gettext as _
from app.i18n import listed
from app.services import ledger_index, wording
from app.services.ledger_kinds import Kinds
from app.ui.generated.ledger_import_file import Ui_LedgerImportFile
from app.ui.widgets.basics import restyle


class KindChoice(QObject):
    """Over the card of the form. `chosen` carries the kind that the officer wants instead.

    Of a kind that nobody has said (empty) the one is taken that is certain; else the officer is asked.
    """

    chosen = Signal(str)

    def __init__(self, form: Ui_LedgerImportFile, kinds: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._all = ledger_index.ordered(kinds)
        self._found = Kinds((), "")
        self._kind = ""
        self._asked = False
        form.kind.activated.connect(self._picked)
        form.likelier.clicked.connect(lambda: self.chosen.emit(self.likelier))
        form.kindCard.hide()

    @property
    def likelier(self) -> str:
        """The kind that the file fits better than the one it is to be imported as, empty when there is none."""
        fitting = [guess.kind for guess in self._found.guesses]
        if self._found.kind and self._found.kind != self._kind:
            return self._found.kind
        return fitting[0] if fitting and self._kind not in fitting else ""

    def show_kinds(self, found: Kinds, kind: str, *, asked: bool) -> None:
        """Show what a file may be, and as what it is imported now; `asked` tells that the officer said so."""
        self._found, self._kind, self._asked = found, kind, asked
        self._form.kindCard.show()
        self.retranslate()

    def hide(self) -> None:
        """No file is known."""
        self._form.kindCard.hide()

    def retranslate(self) -> None:
        """Set every text anew."""
        box, likely = self._form.kind, [guess.kind for guess in self._found.guesses]
        with QSignalBlocker(box):
            box.clear()
            if not self._kind:
                box.addItem(_("(please choose)"), "")
            for kind in likely:
                box.addItem(_("{ledger} (likely)").format(ledger=wording.ledger_name(kind, _)), kind)
            if likely:
                box.insertSeparator(box.count())
            for kind in self._all:
                if kind not in likely:
                    box.addItem(wording.ledger_name(kind, _), kind)
            box.setCurrentIndex(max(0, box.findData(self._kind)))
            box.setMaxVisibleItems(box.count())
        other = self.likelier if self._kind else ""
        self._form.likelier.setVisible(bool(other))
        self._form.likelier.setText(_("Import as {ledger}").format(ledger=wording.ledger_name(other, _)))
        restyle(self._form.likelier, role="primary" if other else "")
        told = self._told(other)
        self._form.kindTold.setText(told)
        self._form.kindTold.setVisible(bool(told))
        restyle(self._form.kindTold, role="" if told.startswith("△") else "quiet",
                tone="partly" if told.startswith("△") else "")  # fmt: skip

    def _told(self, other: str) -> str:
        likely = [wording.ledger_name(guess.kind, _) for guess in self._found.guesses]
        if other:
            return _("△ By its headings the file is the {other}, not the {ledger}.").format(
                other=wording.ledger_name(other, _), ledger=wording.ledger_name(self._kind, _)
            )
        if not self._kind and not likely:
            return _("△ By its headings the file is none of the ledgers. Choose which one it is; in the next steps you "
                     "say what its columns are.")  # fmt: skip
        if not self._kind:
            return _("△ Which ledger it is is not certain. By its headings it may be: {ledgers}.").format(
                ledgers=listed(likely)
            )
        if more := self._others():
            return _("The file holds other ledgers as well: {ledgers}. They can be imported after this one.").format(
                ledgers=listed(more)
            )
        return "" if self._asked else _("Recognised by the headings. If that is wrong, choose another one.")

    def _others(self) -> list[str]:
        """Ledgers on sheets that the chosen kind leaves."""
        mine = {name for guess in self._found.guesses if guess.kind == self._kind for name in guess.sheets}
        rest = [guess.kind for guess in self._found.guesses if guess.kind != self._kind and set(guess.sheets) - mine]
        return [wording.ledger_name(kind, _) for kind in rest]

    def _picked(self, _number: int) -> None:
        kind = self._form.kind.currentData() or ""
        if kind and kind != self._kind:
            self.chosen.emit(kind)
