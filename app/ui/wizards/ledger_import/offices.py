"""Offices of the ledger that are none of the audit's sites: the officer says what each means, or leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.domain.audit import Site
from app.i18n import gettext as _
from app.i18n import ngettext
from app.services.ledger_ports import NEW_SITE
from app.services.ledgers import ForeignOffice
from app.ui.widgets.basics import label
from app.ui.widgets.elided import ElidedLabel
from app.ui.wizards.ledger_import.asking import AskingRows, show_choice


class OfficesPanel(AskingRows):
    """`decided` carries the name of an office and what it means, as in `ForeignOffice`; hidden where there is none."""

    decided = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offices: tuple[ForeignOffice, ...] = ()
        self._sites: tuple[Site, ...] = ()
        self.boxes: dict[str, QComboBox] = {}
        self._rows: dict[str, QLabel] = {}
        self._asked: set[str] = set()
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(2, 2)
        self.dress()

    def show_offices(self, offices: Sequence[ForeignOffice], sites: Sequence[Site]) -> None:
        """Ask about these; the same ones keep their place, whatever was decided of them."""
        place = {office.name: number for number, office in enumerate(self._offices)}
        self._offices = tuple(sorted(offices, key=lambda o: place.get(o.name, len(place))))
        self._sites = tuple(sites)
        if {o.name for o in self._offices} != self._asked:
            self._build()
        self.retranslate()
        self.setVisible(bool(self._offices))

    def retranslate(self) -> None:
        """Set every text anew."""
        count = sum(office.meant is None for office in self._offices)
        self.title.setText(
            ngettext(
                "{count} office of the ledger is none of the audit's sites",
                "{count} offices of the ledger are none of the audit's sites",
                count,
            ).format(count=count)
            if count
            else _("What every office of the ledger means is decided")
        )
        self.hint.setText(
            _("Say what each means. It is stored together with the import, not before; another name of a site is known "
              "the next time. Rows of an office that you leave are shown without a site.")
        )  # fmt: skip
        for office in self._offices:
            if office.name in self.boxes:
                self._fill(office)

    def _build(self) -> None:
        self.boxes, self._rows = {}, {}
        self._asked = {office.name for office in self._offices}
        self.build(len(self._offices))

    def add_row(self, row: int) -> None:
        """An office, its rows, and what it means."""
        office = self._offices[row]
        name = ElidedLabel()
        name.setText(office.name)
        rows = self._rows[office.name] = label("quiet", wrap=False)
        box = self.boxes[office.name] = self.choice(18)
        box.activated.connect(lambda _index: self._chosen(office.name))
        for place, part in enumerate((name, rows, box)):
            self.grid.addWidget(part, row, place)
        self._fill(office)

    def _fill(self, office: ForeignOffice) -> None:
        box = self.boxes[office.name]
        rows = ngettext("{count} row", "{count} rows", office.rows).format(count=f"{office.rows:,}")
        self._rows[office.name].setText(rows)
        names = {site.id: site.name for site in self._sites}
        likely = [identity for identity in office.like if identity in names]
        box.clear()
        box.addItem(_("Not decided yet"), None)
        for identity in likely:
            box.addItem(_("This is {site} (a similar name)").format(site=names[identity]), identity)
        if likely:
            box.insertSeparator(box.count())
        for identity, site in names.items():
            if identity not in likely:
                box.addItem(_("This is {site}").format(site=site), identity)
        box.insertSeparator(box.count())
        box.addItem(_("Add it as a new site"), NEW_SITE)
        box.addItem(_("Leave it out of the audit"), "")
        show_choice(box, office.meant)
        box.setAccessibleName(_("What {office} means ({rows})").format(office=office.name, rows=rows))

    def _chosen(self, name: str) -> None:
        office = next(o for o in self._offices if o.name == name)
        meant = self.boxes[name].currentData()
        if meant != office.meant:
            self.decided.emit(name, meant)
