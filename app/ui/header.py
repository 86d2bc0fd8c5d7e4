"""The bar at the top: which audit, which site, the search, how much is answered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.audit import Site
from app.domain.progress import Tally
from app.i18n import gettext as _
from app.ui.search import SearchField
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.elided_box import ElidedBox

_FEW_WORDS = 900
"""Below this width (at 100 %) the count has no words and the sites have no label."""
_COUNT = Qt.ItemDataRole.UserRole + 1


class Header(QFrame):
    """Always says where one is: audit, period, site, answered of total."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._session = session
        # Its end is the period: that of two audits of one company tells them apart.
        self.name = ElidedLabel(self, Qt.TextElideMode.ElideMiddle)
        self.name.setProperty("role", "section")
        self.site_label = label("quiet", wrap=False, parent=self)
        self.site = ElidedBox(self)
        self.site.setItemDelegate(_SiteRow(self.site))
        self.site_label.setBuddy(self.site)
        self.search = SearchField(session, self)
        self.count = label("quiet", wrap=False, parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self._is_low_on_room = False
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.name, 4)
        self._row.addWidget(self.site_label)
        self._row.addWidget(self.site, 3)
        self._row.addWidget(self.search, 6)
        self._row.addWidget(self.count)
        self._row.addWidget(self.bar)
        self.site.activated.connect(self._chosen)
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.site_label.setText(_("Site"))
        self.site.setAccessibleName(_("Site under examination"))
        self.bar.setAccessibleName(_("Progress"))
        self.refresh()

    def refresh(self) -> None:
        """Read names and counts anew."""
        session = self._session
        audit = session.outline.audit
        self.name.setText(f"{audit.organisation}  {audit.period}")
        by_site = session.outline.by_site()
        sites = session.sites
        if [self.site.itemData(row) for row in range(self.site.count())] != [site.id for site in sites]:
            self.site.clear()
            for site in sites:
                self.site.addItem(site.name, site.id)
        for row, site in enumerate(sites):
            self._tell(row, site, by_site[site.id])
        self.site.setCurrentIndex(self.site.findData(session.site))
        self.site.setVisible(bool(sites))
        self.fit(self.width())
        self.site.view().setMinimumWidth(theme().px(300))
        here, total = session.tally_here(), session.outline.total()
        # The overview counts every site: what counts one says so.
        several = len(sites) > 1
        words = _("This site: {answered} / {total} answered") if several else _("{answered} / {total} answered")
        told = words.format(answered=f"{here.answered:,}", total=f"{here.total:,}")
        self.count.setText(f"{here.answered:,} / {here.total:,}" if self._is_low_on_room else told)
        self.count.setAccessibleName(told)
        self.bar.setRange(0, max(1, here.total))
        self.bar.setValue(here.answered)
        whole = _("The whole audit: {answered} / {total} answered")
        tip = whole.format(answered=f"{total.answered:,}", total=f"{total.total:,}")
        if total.unconfirmed:
            tip += _(", ") + _("copies to confirm: {count}").format(count=f"{total.unconfirmed:,}")
        self.count.setToolTip("\n".join((told, tip)) if self._is_low_on_room else tip)
        self.bar.setToolTip(tip)

    def _tell(self, row: int, site: Site, tally: Tally) -> None:
        """Name and counts of a site in the box; what is told already is left as it is: there may be hundreds."""
        words = _("{answered} of {total} answered").format(answered=tally.answered, total=tally.total)
        told = f"{site.name}{_(', ')}{words}"
        if self.site.itemData(row, Qt.ItemDataRole.AccessibleTextRole) != told:
            self.site.setItemText(row, site.name)
            self.site.setItemData(row, f"{tally.answered:,} / {tally.total:,}", _COUNT)
            self.site.setItemData(row, told, Qt.ItemDataRole.AccessibleTextRole)

    def fit(self, width: int) -> None:
        """Leave out what there is no room for: first the bar, then the label of the sites and the words of the count,
        so that company and period can be told."""
        self.bar.setVisible(width >= theme().px(1100))
        self.site_label.setVisible(bool(self._session.sites) and width >= theme().px(_FEW_WORDS))
        low = width < theme().px(_FEW_WORDS)
        if low is not self._is_low_on_room:
            self._is_low_on_room = low
            self._row.setStretchFactor(self.name, 7 if low else 4)
            self.refresh()

    def _chosen(self, index: int) -> None:
        self._session.choose_site(str(self.site.itemData(index)))

    def _dress(self) -> None:
        px = theme().px
        self._row.setContentsMargins(px(16), px(8), px(16), px(8))
        self._row.setSpacing(px(12))
        self.bar.setFixedWidth(px(140))
        self.name.setMinimumWidth(px(60))
        self.site.setMinimumWidth(px(90))
        self.search.setMinimumWidth(px(80))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _SiteRow(QStyledItemDelegate):
    """A site in the list: its name left, its progress right."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width() + theme().px(90), theme().px(32))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        area: QRect = option.rect.adjusted(0, 0, -theme().px(10), 0)
        painter.save()
        painter.setFont(theme().font(12))
        painter.setPen(theme().colour("quiet"))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area, right, str(index.data(_COUNT) or ""))
        painter.restore()
