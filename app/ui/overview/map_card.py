"""Items × sites as a map, or as numbers by site; many sites are searched, filtered, and sorted by the worst."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.audit import COMPANY
from app.domain.shares import Share
from app.domain.site_names import match_name
from app.i18n import current_language
from app.i18n import gettext as _
from app.services.overview import Overview, Parts
from app.services.overview_charts import Chart, item_label
from app.ui.overview.chart import ChartCard
from app.ui.overview.matrix import Matrix
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.flow import Flow

_FEW = 8
"""So many sites are seen at a glance: nothing is asked about them."""
_BAD = (Share.NONCONFORMING, Share.PARTLY)
_OPEN = (Share.UNANSWERED, Share.COPIED)


class MapCard(ChartCard):
    """`cell` carries (item, site id) of a cell of the map."""

    cell = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view: Overview | None = None
        self.table.most_rows = 14
        self.matrix = Matrix(self)
        self.matrix.chosen.connect(self.cell)
        self.signs = label("quiet", parent=self)
        self.nothing = label("quiet", parent=self)
        self.search = FindLine()
        self.order, self.wanted = QComboBox(self), QComboBox(self)
        self.tools = QWidget(self)
        row = Flow(self.tools)
        for each in (self.search, self.order, self.wanted):
            row.addWidget(each)
        at = self.column.indexOf(self.table)
        for part in (self.tools, self.signs, self.matrix, self.nothing):
            self.column.insertWidget(at, part)
            at += 1
        self.search.textChanged.connect(lambda _text: self._show())
        for box in (self.order, self.wanted):
            box.activated.connect(lambda _n: self._show())
        self._words()

    def show_view(self, view: Overview, chart: Chart, *, as_table: bool) -> None:
        """Show other numbers; `chart` has those of the sites."""
        self._view = view
        self.show_chart(chart, as_table=as_table)

    def sites(self) -> list[str]:
        """The company and the sites that the filters leave, in the order that is wanted."""
        view = self._view
        if view is None:
            return []
        if len(view.sites) <= _FEW + 1:
            return [each.id for each in view.sites]
        names = {site.id: site.name for site in self._session.sites}
        text = match_name(self.search.text())
        wanted = self.wanted.currentData() or ""
        left = [p for p in view.sites if (not text or text in match_name(names.get(p.id, ""))) and _is(p, wanted)]
        if self.order.currentData() == "worst":
            # The company leads: it is no site among others.
            left.sort(key=lambda p: (p.id != COMPANY, *_badness(p)))
        return [each.id for each in left]

    def _show(self) -> None:
        view, chart = self._view, self.chart
        if view is None or chart is None:
            return
        sites = self.sites()
        rows = {row.id: row for row in chart.rows}
        self._rows: Sequence[object] = [rows[site] for site in sites if site in rows]  # type: ignore[assignment]
        super()._show()
        many = len(view.sites) > _FEW + 1
        self.tools.setVisible(many)
        there = bool(sites)
        self.table.setVisible(self.as_table and there)
        self.matrix.setVisible(not self.as_table and there)
        self.signs.setVisible(not self.as_table and there)
        self.nothing.setVisible(not there)
        self.legend.hide()
        self.turn.setText(_("Show as a map") if self.as_table else _("Show as a table"))
        self.turn.setAccessibleName(f"{self.turn.text()}: {chart.title}")
        language = current_language()
        titles = {item.id: item_label(item, language) for item in self._session.catalogue.items}
        names = {site.id: site.name for site in self._session.sites}
        self.matrix.show_overview(view, titles, names, sites)
        self.matrix.setAccessibleName(chart.title)
        self.matrix.setAccessibleDescription(chart.alt)

    def _words(self) -> None:
        signs = _("○ conforming  △ partly deficient  × nonconforming  － not applicable  ・ not answered")
        self.signs.setText(f"{signs}  {_('□ conforming but unproven')}")
        self.nothing.setText(_("No site is left under these filters."))
        self.search.setPlaceholderText(_("Search the sites"))
        self.search.setAccessibleName(_("Search the sites"))
        for box, name, choices in (
            (self.order, _("Order of the sites"), (("", _("As listed")), ("worst", _("The worst first")))),
            (
                self.wanted,
                _("Which sites"),
                (("", _("All sites")), ("bad", _("With deficiencies")), ("open", _("With answers missing"))),
            ),
        ):
            chosen = max(0, box.currentIndex())
            box.clear()
            for data, word in choices:
                box.addItem(word, data)
            box.setCurrentIndex(chosen)
            box.setAccessibleName(name)
            box.setMinimumWidth(theme().px(150))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words()
        super().changeEvent(event)


def _is(parts: Parts, wanted: str) -> bool:
    shares = {"bad": _BAD, "open": _OPEN}.get(wanted)
    return shares is None or any(parts.shares[share] for share in shares)


def _badness(parts: Parts) -> tuple[int, ...]:
    missing = sum(parts.shares[share] for share in _OPEN)
    return (-parts.shares[Share.NONCONFORMING], -parts.shares[Share.PARTLY], -missing)
