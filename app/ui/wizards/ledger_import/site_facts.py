"""What the ledger of offices tells of the audit's sites and the audit does not know: ticked, it is filled in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.i18n import ngettext
from app.services import wording
from app.services.site_offers import SiteOffer
from app.ui.style.theme import theme
from app.ui.style.tokens import ROW
from app.ui.widgets.basics import button, label
from app.ui.widgets.notice import Notice

_SHOWN = 5
"""So many facts are seen at once; further ones are scrolled to."""


class SiteFacts(QFrame):
    """A tick for each fact and a button; `wanted` carries what is ticked. Hidden while nothing is on offer."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._offers: tuple[SiteOffer, ...] = ()
        self._filled = 0
        self.title, self.hint, self.told = label("section"), label("quiet"), label()
        self.facts = QTreeWidget()
        self.facts.setColumnCount(3)
        self.facts.setProperty("role", "table")
        self.facts.setRootIsDecorated(False)
        self.facts.setUniformRowHeights(True)
        self.facts.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.facts.setTabKeyNavigation(False)
        self.facts.itemChanged.connect(lambda _item, _column: self._show_button())
        self.fill = button("", lambda: self.wanted.emit(self.ticked()), self)
        self.notice = Notice(self)
        self._column = QVBoxLayout(self)
        for part in (self.title, self.hint, self.facts):
            self._column.addWidget(part)
        self._column.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.notice)
        self._column.addWidget(self.told)
        theme().changed.connect(self.dress)
        self.dress()
        self.hide()

    def show_offers(self, offers: Sequence[SiteOffer]) -> None:
        """Offer these, each ticked; with none left it stays in sight what was filled in."""
        self._offers = tuple(offers)
        self.facts.clear()
        self.facts.addTopLevelItems([_row(offer) for offer in self._offers])
        self.setVisible(bool(self._offers or self._filled))
        self.told.setVisible(bool(self._filled))
        for part in (self.title, self.hint, self.facts, self.fill):
            part.setVisible(bool(self._offers))
        self.retranslate()
        self.dress()

    def ticked(self) -> tuple[SiteOffer, ...]:
        """The facts that are ticked."""
        items = [self.facts.topLevelItem(number) for number in range(self.facts.topLevelItemCount())]
        on = Qt.CheckState.Checked
        pairs = zip(self._offers, items, strict=True)
        return tuple(offer for offer, item in pairs if item is not None and item.checkState(0) is on)

    def filled(self, count: int, left: Sequence[SiteOffer]) -> None:
        """So many were filled in; `left` are still on offer."""
        self._filled += count
        self.show_offers(left)

    def retranslate(self) -> None:
        """Set every text anew."""
        count = len(self._offers)
        self.title.setText(
            ngettext(
                "The ledger tells {count} fact of the sites that the audit lacks",
                "The ledger tells {count} facts of the sites that the audit lacks",
                count,
            ).format(count=f"{count:,}")
        )
        self.hint.setText(_("What is ticked is filled in at the sites. Nothing that you have entered is replaced."))
        self.facts.setHeaderLabels([_("Site"), _("Fact of the site"), _("As the ledger tells it")])
        self.facts.setAccessibleName(self.title.text())
        for number, offer in enumerate(self._offers):
            if (item := self.facts.topLevelItem(number)) is not None:
                item.setText(1, wording.site_fact(offer.field, _))
        self.fill.setText(_("Fill in what is ticked"))
        self.told.setText(
            ngettext(
                "{count} fact was filled in at the sites.", "{count} facts were filled in at the sites.", self._filled
            ).format(count=f"{self._filled:,}")
        )
        self._show_button()

    def dress(self) -> None:
        """Take on the present zoom."""
        px = theme().px
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(8))
        header = self.facts.header()
        for section, width in enumerate((220, 140)):
            header.resizeSection(section, px(width))
        for number in range(self.facts.topLevelItemCount()):
            if (item := self.facts.topLevelItem(number)) is not None:
                item.setSizeHint(0, QSize(0, px(ROW)))
        lines = min(_SHOWN, max(1, len(self._offers)))
        self.facts.setFixedHeight(lines * px(ROW) + header.sizeHint().height() + px(6))

    def _show_button(self) -> None:
        self.fill.setEnabled(bool(self.ticked()))


def _row(offer: SiteOffer) -> QTreeWidgetItem:
    item = QTreeWidgetItem([offer.name, "", offer.value])
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Checked)
    item.setToolTip(2, offer.value)
    return item
