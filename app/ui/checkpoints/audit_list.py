"""All checkpoints of the audit at all their places: where the numbers of the overview lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.audit import COMPANY
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.checkpoints.carried_many import TakeMany
from app.ui.checkpoints.reading import ListReading
from app.ui.checkpoints.rows import Filters, Row, Show, proof_mark, rows_at
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.words import verdict_word

_SITE, _COPIED, _STALE, _CARRIED, _UNPROVEN, _CHALLENGED = 1, 5, 6, 7, 8, 9
"""Columns that are left out where they tell nothing."""


class AuditList(QWidget):
    """A row for each checkpoint at each site, those of the company once. `chosen` carries checkpoint and site;
    `quick` asks for quick answers."""

    chosen = Signal(str, str)
    quick = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Row] = []
        self._reading: ListReading | None = None
        self._challenged: Mapping[Place, int] | None = None
        self._gone = ""
        self.only = ""
        self._spare: set[int] = set()
        self.title = label("title", parent=self)
        self.told = label("quiet", parent=self)
        self.widen = button("link", lambda: self.show_all(self.show_only, self.site_only), self)
        self.rapid = button("", self.quick.emit, self)
        lock(session, self.rapid)
        self.filters = Filters(self)
        self.site_name = label("quiet", wrap=False, parent=self)
        self.site = QComboBox(self)
        self.site_name.setBuddy(self.site)
        self.table = ListTable(Listing(self._columns(), lambda row: row.place), self)
        self.many = TakeMany(session, self)
        self.empty = label("quiet", parent=self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.filters.chosen.connect(self._filter)
        self.site.activated.connect(lambda _n: self.refresh())
        self.table.opened.connect(self._open)
        self.table.clicked.connect(lambda _index: self._open())
        self._lay()
        self.dress()

    def _lay(self) -> None:
        sites = QWidget(self.filters)
        self._sites = QHBoxLayout(sites)
        self._sites.setContentsMargins(0, 0, 0, 0)
        self._sites.addWidget(self.site_name)
        self._sites.addWidget(self.site)
        self.filters.bar.addWidget(sites)
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.rapid)
        self._column.addLayout(head)
        self._column.addWidget(self.told)
        self._column.addWidget(self.widen, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.filters)
        self._column.addWidget(self.many)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.empty, 1)

    def _columns(self) -> Sequence[Column[Row]]:
        def question(row: Row) -> str:
            return row.checkpoint.question.in_language(current_language())

        verdicts = list(Verdict)
        return (
            Column(
                lambda: _("Verdict"),
                lambda row: f"{tokens.GLYPH[row.verdict]} {verdict_word(row.verdict)}",
                96,
                order=lambda row: verdicts.index(row.verdict),
                tone=lambda row: tokens.TONE[row.verdict],
                whole=True,
            ),
            Column(lambda: _("Site"), self._where, 136, order=self._position),
            Column(lambda: _("Checkpoint"), lambda row: row.checkpoint.id, 88, whole=True),
            Column(lambda: _("Question"), question),
            Column(
                lambda: _("Evidence files"),
                lambda row: f"{row.evidence:,}" if row.evidence else "",
                64,
                order=lambda row: row.evidence,
                right=True,
            ),
            Column(
                lambda: _("Copied"),
                lambda row: _("Copy, to be confirmed") if row.copied else "",
                104,
                tone=lambda _row: "partly",
                whole=True,
            ),
            Column(
                lambda: _("Findings"),
                lambda row: _("Changed since") if row.stale else "",
                104,
                tone=lambda _row: "partly",
                whole=True,
            ),
            Column(
                lambda: _("Last time"),
                lambda row: _("Answer of last time") if row.carried else "",
                104,
                tone=lambda _row: "partly",
                whole=True,
            ),
            Column(
                lambda: _("Proof"),
                lambda row: _("□ refuted") if row.refuted is not None else _("□ unproven") if row.unproven else "",
                88,
                tone=lambda _row: "partly",
                tip=proof_mark,
                whole=True,
            ),
            Column(
                lambda: _("Challenges"),
                lambda row: f"? {row.challenged:,}" if row.challenged else "",
                64,
                order=lambda row: row.challenged,
                tone=lambda _row: "partly",
                right=True,
            ),
        )

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def show_only(self) -> Show:
        """The filter that is chosen."""
        return self.filters.show_only

    @property
    def site_only(self) -> str | None:
        """The site whose places alone are shown, `COMPANY` for the company's, None for all."""
        chosen = self.site.currentData()
        return chosen if isinstance(chosen, str) else None

    def show_all(self, show: Show, site: str | None, gone: str = "", only: str = "") -> None:
        """Show the places under a filter, of one site or of all; `gone` names a checkpoint that is not asked, `only`
        a number of the overview whose places alone are shown (`app.services.overview_places.Choice`)."""
        self._gone, self.only = gone, only
        self._fill_sites()
        self.site.setCurrentIndex(0 if site is None else max(0, self.site.findData(site)))
        self.filters.choose(show)
        self.refresh()
        if self.table.listing.rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.listing.index(0, 0))

    def know(self, reading: ListReading) -> None:
        """What was read of evidence and copies."""
        self._reading = reading
        self.refresh()

    def ask_back(self, challenged: Mapping[Place, int]) -> None:
        """What was read of challenges: how many at each place nobody has replied to."""
        self._challenged = challenged
        self.refresh()

    def refresh(self) -> None:
        """Read answers anew."""
        self._fill_sites()
        site = self.site_only
        places = [p for p in self._session.outline.places if (site is None or p[1] == site) and self._counted(p)]
        self._rows = rows_at(self._session, places, self._reading, self._challenged)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self._fill_sites()
        self.title.setText(_("Checkpoints"))
        self.rapid.setText(_("Quick answers…  Ctrl+R"))
        if self._gone:
            said = _("Checkpoint {checkpoint} is not asked in this audit; its answers stay in the history.")
            self.told.setText(said.format(checkpoint=self._gone))
        else:
            self.told.setText(_("All answers of the audit, site by site. Choose a row to open its checkpoint."))
        self.widen.setVisible(bool(self.only))
        if self.only:
            self.told.setText(self._only_words())
            self.widen.setText(_("Show all checkpoints"))
        self.site_name.setText(_("Site"))
        self.site.setAccessibleName(_("Site"))
        self.table.setAccessibleName(_("Checkpoints"))
        self.empty.setText(_("No answer is left under this filter."))
        self.filters.count(self._rows, known=self._reading is not None, asked=self._challenged is not None)
        self.table.listing.retitle()
        self._filter()

    def _counted(self, place: Place) -> bool:
        """Whether the number of the overview that led here counts the place; none before that was read."""
        if not self.only:
            return True
        reading = self._reading
        return reading is not None and reading.only == self.only and place in (reading.chosen or ())

    def _only_words(self) -> str:
        from app.services.overview_charts import choice_words
        from app.services.overview_places import Choice

        sites = {site.id: site.name for site in self._session.sites}
        choice = Choice.read(self.only)
        words = choice_words(choice, self._session.catalogue, sites, _, current_language())
        return _("From the overview: {what}").format(what=words or _("All"))

    def dress(self) -> None:
        """Take on the present zoom."""
        margin, px = theme().px(24), theme().px
        self._column.setContentsMargins(margin, px(20), margin, margin)
        self._column.setSpacing(px(8))
        self._sites.setSpacing(px(8))
        self.site.setMinimumWidth(px(160))
        # A few rows are always in sight; where there is no room for them the page is scrolled.
        self.table.setMinimumHeight(px(6 * tokens.ROW))

    def _fill_sites(self) -> None:
        """The sites of the audit under 「すべて」, keeping what was chosen."""
        choices: list[tuple[str, str | None]] = [(_("All"), None), (_("Company"), COMPANY)]
        choices += [(site.name, site.id) for site in self._session.sites]
        if [(self.site.itemText(n), self.site.itemData(n)) for n in range(self.site.count())] == choices:
            return
        chosen = self.site_only
        self.site.clear()
        for word, identity in choices:
            self.site.addItem(word, identity)
        self.site.setCurrentIndex(0 if chosen is None else max(0, self.site.findData(chosen)))

    def _where(self, row: Row) -> str:
        return self._session.site_name(row.site) if row.site else _("Company")

    def _position(self, row: Row) -> int:
        order = [COMPANY, *(site.id for site in self._session.sites)]
        return order.index(row.site)

    def _filter(self) -> None:
        shown = [row for row in self._rows if row.belongs(self.show_only)]
        if shown != self.table.listing.rows:
            self.table.put(shown)
        # What would say the same in every row leaves its room to the question.
        spare = {_SITE} if self.site_only is not None else set()
        spare |= set() if any(row.copied for row in shown) else {_COPIED}
        spare |= set() if any(row.stale for row in shown) else {_STALE}
        spare |= set() if any(row.carried for row in shown) else {_CARRIED}
        spare |= set() if any(row.unproven for row in shown) else {_UNPROVEN}
        spare |= set() if any(row.challenged for row in shown) else {_CHALLENGED}
        if spare != self._spare:
            self._spare = spare
            self.table.hide_columns(spare)
        self.many.put([row.place for row in shown], on=self.show_only is Show.CARRIED)
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)

    def _open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.chosen.emit(*self.table.listing.at(index).place)
