"""The page of the findings (検出事項): one list from all sources, what is behind each, and what becomes of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import current_language, listed, mark
from app.i18n import gettext as _
from app.services import findings
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.ui.findings import rows
from app.ui.findings.acts import FindingActs
from app.ui.findings.columns import columns
from app.ui.findings.detail import FindingPanel
from app.ui.findings.dialogs import AssignDialog, StatusDialog
from app.ui.findings.filters import FindingFilters
from app.ui.findings.not_run import NotRunLine
from app.ui.findings.rows import FindingRow, FindingsData
from app.ui.findings.words import ledger_word
from app.ui.page import Page
from app.ui.plan.dialogs import ChooseDialog
from app.ui.sealed import lock
from app.ui.session import Session, Target
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, button, label
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.flow import Flow
from app.ui.widgets.listing import Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes

_FACT, _SITE = 1, 2

_SPARE = frozenset({3, 4, 5, 7, 8})
"""Columns that the panel tells as well: checkpoint, rule, number of rows, measure, first seen."""

_SPARED = (8, 5, 4, 3, 7)
"""The same in the order in which they give way: first seen, number of rows, rule, checkpoint, measure."""

_SENTENCE = 380
"""Pixels at 100 % that the sentence wants."""

_MOST_LEDGERS = 3
"""So many missing ledgers are named where nothing was found yet."""

_ROWS = 6
"""So many rows of the table are in sight at least, its head included; a lower page is scrolled."""

_EMPTY = 160
"""Pixels at 100 % that what is said in place of the table wants to be read."""

_NARROW = 560
"""Below this width (at 100 %) the thresholds are found in the menu only."""


class FindingsPage(Page):
    """A table with filters; one finding in full beside it; below, a line on the rules that could not be run."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.data: FindingsData | None = None
        self._round = 0
        self._stale = False
        self._wanted = ""
        self.title = label("title", wrap=False)
        self.told = ElidedLabel()
        self.told.setProperty("role", "quiet")
        self.thresholds_button = button("", self.show_thresholds)
        self.run_button = button("primary", self.run)
        self.notice = Notice()
        self.acts = FindingActs(session, self.notice, self)
        self.filters = FindingFilters(session)
        self.clear = button("link", self.show_all)
        self.bulk = QFrame()
        self.bulk.setProperty("role", "notice")
        self.bulk_told = label(wrap=False)
        self.bulk_status = button("", self.change_status)
        self.bulk_assign = button("", self.assign)
        self.bulk_measures = button("", self.choose_measures)
        lock(session, self.run_button, self.bulk_status, self.bulk_assign, self.bulk_measures)
        self.table = ListTable(Listing(columns(), lambda row: row.finding.id), several=True)
        self.empty = EmptyState(self._begin)
        self._panel: FindingPanel | None = None
        self.not_run = NotRunLine(session)
        self._lay()
        self.filters.changed.connect(self._show)
        self.table.picked.connect(lambda: self._picked(reveal=not self.panes.narrow))
        self.table.opened.connect(lambda: self._picked(reveal=True))
        self.table.selectionModel().selectionChanged.connect(lambda: self._selected())
        self.not_run.wanted.connect(self.import_ledger)
        self.panes.alone.connect(self._make_room)
        self.table.viewport().installEventFilter(self)
        theme().changed.connect(self._fit)
        self._fit()
        self.retranslate()

    @property
    def panel(self) -> FindingPanel:
        """One finding in full; built when the first one is shown."""
        if self._panel is None:
            self._panel = FindingPanel(self.session)
            self._panel.assign.connect(self.assign)
            self._panel.failed.connect(self.notice.refuse)
            self._panel.retranslate()
            self.panes.take_in(self._panel)
        return self._panel

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_all(self) -> None:
        """Take all filters off."""
        self.filters.take_off()
        self._show()

    def open(self, target: Target) -> None:
        """Show a finding, or the findings that the options (names of the filters) choose."""
        # The site of a target is where the officer is; only an option asks for its findings alone.
        if target.options:
            self.filters.take(target)
            self._show()
        if target.finding:
            self._wanted = target.finding
            self._show_wanted()

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        if changes.sites:
            self.filters.fill()
        if changes.findings or changes.plan or changes.sites or changes.ledgers or changes.places or changes.audit:
            self._stale = True
            if self.isVisible():
                self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what was written while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Findings"))
        self.run_button.setText(_("Compare the ledgers"))
        self.run_button.setToolTip(_("Derive all findings anew from answers and ledgers; what you decided stays."))
        self.thresholds_button.setText(_("Thresholds…"))
        self.thresholds_button.setToolTip(_("The numbers and days that rules compare with"))
        self.clear.setText(_("Take the filters off"))
        self.bulk_status.setText(_("Change the state…"))
        self.bulk_assign.setText(_("Put under a measure…"))
        self.bulk_measures.setText(_("Choose measures…"))
        self.filters.retranslate()
        self.table.setAccessibleName(_("Findings"))
        self.table.listing.retitle()
        self.panes.retranslate()
        if self._panel is not None:
            self._panel.retranslate()
        self._selected()
        self._read()

    def pieces(self) -> tuple[QWidget, ...]:
        """The findings."""
        return self.table, self.empty.button

    def help_topic(self) -> str:
        """The topic of F1 on this page."""
        return "findings"

    def leave(self) -> bool:
        """Write what was typed; stay while something was refused."""
        if self._panel is None:
            return True
        self.panel.save.flush()
        if refused := self.panel.save.refused():
            self._wanted = str(refused[0][0])
            self._show_wanted()
            self.notice.say(lambda: _("Something here could not be saved. Correct it or undo it."), good=False)
            self.panel.focus_refused()
            return False
        return True

    # --- acts ---------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Derive all findings anew."""
        self.run_button.setEnabled(False)
        desk = self.session.desk
        self.session.tasks.long(
            lambda: _("Comparing the ledgers"),
            lambda progress: findings.refresh(desk, progress),
            self._ran,
            self._not_run,
            owner=self,
            writes=True,
        )

    def show_thresholds(self) -> None:
        """Show and change the numbers and days that rules compare with."""
        from app.ui.findings.thresholds import ThresholdsDialog

        ThresholdsDialog(self.session, self.window()).open()

    def import_ledger(self, kind: str) -> None:
        """Import a ledger that rules wait for."""
        from app.ui.wizards.ledger_import import LedgerImportWizard

        LedgerImportWizard(self.session, kind, None, self.window()).open()

    def change_status(self) -> None:
        """Ask for the state of the findings that are selected."""
        chosen = self.table.selected()
        if chosen:
            identities = [row.finding.id for row in chosen]
            covered = all(findings.is_excepted(row.finding) for row in chosen)
            today = self.session.desk.world.clock.today()
            StatusDialog(self, len(chosen), partial(self.acts.change, identities), today, covered=covered).open()

    def assign(self) -> None:
        """Ask for the measure that the selected findings are put under."""
        chosen = self.table.selected()
        if not chosen or self.data is None:
            return
        asked = {c.id: c for c in self.session.outline.checkpoints}
        items = [i for i in self.session.catalogue.items if i.id in {c.item for c in asked.values()}]
        first = next((c for row in chosen for c in row.finding.checkpoints if c in asked), "")
        item = asked[first].item if first else ""
        identities = tuple(row.finding.id for row in chosen)
        AssignDialog(
            self, len(chosen), self.data.actions, items, item, lambda given: self.acts.assign(identities, given)
        ).open()

    def choose_measures(self) -> None:
        """Choose the measures, one or several, that answer the selected findings."""
        chosen = self.table.selected()
        if not chosen or self.data is None:
            return
        identities = tuple(row.finding.id for row in chosen)
        naming = [a.number for a in self.data.actions if set(identities) <= set(a.findings)]
        choices = [(f"No.{a.number}  {a.item}  {a.measure}", a.number) for a in self.data.actions]
        told = _("Measures that answer the selected findings ({count})").format(count=f"{len(identities):,}")
        dialog = ChooseDialog(self, told, choices, naming, partial(self.acts.set_measures, identities, naming))
        dialog.setWindowTitle(told)
        dialog.open()

    def _ran(self, counts: FindingCounts) -> None:
        self.run_button.setEnabled(True)
        words = mark("Compared: {new} new, {resolved} no longer found, {open} not settled.")
        self.notice.say(
            lambda: _(words).format(new=f"{counts.new:,}", resolved=f"{counts.resolved:,}", open=f"{counts.open:,}")
        )
        # An acceptance may have lapsed, or a finding say something else, though none came or went.
        written = counts.new or counts.resolved or counts.stale or counts.lapsed
        at = self.session.desk.stamp() if written else ""
        self.session.took(Changes(at=at, findings=True, places=frozenset(counts.stale)))

    def _not_run(self, error: BaseException) -> None:
        self.run_button.setEnabled(True)
        self.notice.refuse(error)

    def _begin(self) -> None:
        if self.data is not None and self.data.rows:
            self.show_all()
        else:
            self.session.go(Target("ledgers", kind=next(iter(self._lacking()), "")))

    def _lacking(self) -> dict[str, int]:
        """The ledgers for want of which rules could not be run."""
        return rows.ledgers_wanted(self.data.untested) if self.data is not None else {}

    # --- inside -------------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.thresholds_button)
        head.addWidget(self.run_button)
        self._line = QWidget()
        line = QHBoxLayout(self._line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.filters.search, 1)
        # Where the filters fold away, their button needs no line of its own.
        line.addWidget(self.filters.toggle)
        line.addWidget(self.clear)
        bulk = self._bulk = Flow(self.bulk)
        bulk.setContentsMargins(theme().px(12), theme().px(8), theme().px(12), theme().px(8))
        for each in (self.bulk_told, self.bulk_status, self.bulk_assign, self.bulk_measures):
            bulk.addWidget(each)
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self.bulk)
        column.addWidget(self.table, 1)
        # What it tells may be longer than there is room below the filters.
        self.empty_area = QScrollArea()
        self.empty_area.setWidgetResizable(True)
        self.empty_area.setFrameShape(QFrame.Shape.NoFrame)
        self.empty_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.empty_area.setWidget(self.empty)
        column.addWidget(self.empty_area, 1)
        column.addWidget(self.not_run)
        self.panes = Panes(master, None)
        layout = QVBoxLayout(self)
        pad = theme().px(24)
        layout.setContentsMargins(pad, pad, pad, theme().px(16))
        layout.setSpacing(theme().px(12))
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self._line)
        layout.addWidget(self.filters)
        layout.addWidget(self.told)
        layout.addWidget(self.panes, 1)

    def _fit(self) -> None:
        self._spare()
        self.filters.fit()
        self.empty_area.setMinimumHeight(theme().px(_EMPTY))
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setMinimumHeight(theme().px(_ROWS * tokens.ROW) + bar)
        # On one line with the buttons beside it.
        self.bulk_told.setMinimumHeight(theme().px(tokens.ROW))

    def _read(self) -> None:
        self._round += 1
        self._stale = False
        round_, desk, language = self._round, self.session.desk, current_language()
        sites = {s.id: s.name for s in self.session.outline.sites}

        def home(read: FindingsData) -> None:
            # A reading that began before the last change would put an older state into the fields.
            if round_ == self._round:
                self.data = read
                self.not_run.show_rules(read.untested, self._rule_title)
                self._show()
                self._show_wanted()

        self.session.tasks.read(lambda: rows.read(desk, language, sites), home, owner=self)

    def _rule_title(self, rule: str) -> str:
        return self.session.catalogue.rule(rule).title.in_language(current_language())

    def _show(self) -> None:
        if self.data is None:
            return
        wanted = self.filters.wanted()
        shown = rows.chosen(self.data.rows, wanted)
        self.table.put(shown)
        self.told.setText(
            _("{shown} of {all} shown   not settled {live}   ◆ serious {serious}").format(
                shown=f"{len(shown):,}",
                all=f"{len(self.data.rows):,}",
                live=f"{self.data.live:,}",
                serious=f"{self.data.serious:,}",
            )
            + (
                "   "
                + _("besides answers that adopt what the ledgers found (counted there): {count}").format(
                    count=f"{self.data.restated:,}"
                )
                if self.data.restated
                else ""
            )
        )
        active = wanted.active()
        self.filters.count(active)
        self.clear.setVisible(bool(active or wanted.text))
        self.table.setVisible(bool(shown))
        self._spare()
        self.empty_area.setVisible(not shown)
        self._say_empty()
        self._selected()
        if self.panes.revealed and (row := self._current()) is not None:
            self.panel.show_row(row)

    def _say_empty(self) -> None:
        assert self.data is not None  # noqa: S101 - called with data only
        if self.data.rows:
            self.empty.say(
                _("No finding matches"), _("Take the filters off to see all findings."), _("Take the filters off")
            )
        elif self.data.untested:
            lacking = listed(ledger_word(kind) for kind in list(self._lacking())[:_MOST_LEDGERS])
            self.empty.say(
                _("No findings yet"),
                _(
                    "That does not mean that there is no problem: rules could not be run. Import the ledgers they "
                    "need, such as {ledgers}; failed answers appear here as well."
                ).format(ledgers=lacking)
                if lacking
                else _("That does not mean that there is no problem: rules could not be run, or only in part."),
                _("To the ledgers"),
            )
        else:
            self.empty.say(
                _("No findings"),
                _("All rules were run on the ledgers imported, and no answer failed so far."),
                _("To the ledgers"),
            )

    def _show_wanted(self) -> None:
        if not self._wanted or self.data is None:
            return
        if not any(row.finding.id == self._wanted for row in self.data.rows):
            return
        if self.table.listing.find(self._wanted) < 0:
            self.show_all()
        identity, self._wanted = self._wanted, ""
        self.table.choose(identity)
        self._picked(reveal=True)

    def _current(self) -> FindingRow | None:
        index = self.table.currentIndex()
        return self.table.listing.at(index) if index.isValid() else None

    def _picked(self, *, reveal: bool) -> None:
        row = self._current()
        if row is None:
            self.panes.conceal()
            return
        self.panel.show_row(row)
        if reveal:
            self.panes.reveal()

    def _make_room(self, alone: bool) -> None:
        for part in (self._line, self.filters, self.told):
            part.setVisible(not alone)
        wanted = self.filters.wanted()
        self.clear.setVisible(not alone and bool(wanted.active() or wanted.text))
        self._spare()

    def _spare(self) -> None:
        # The panel tells all of it; where there is little room, the sentence wants it more than these.
        if self.panes.revealed:
            self.table.hide_columns(_SPARE)
            if self.table.horizontalHeader().length() > self.table.viewport().width():
                self.table.hide_columns(_SPARE | {_SITE})
            return
        for count in range(len(_SPARED) + 1):
            self.table.hide_columns(_SPARED[:count])
            if self.table.horizontalHeader().sectionSize(_FACT) >= theme().px(_SENTENCE):
                break

    def _selected(self) -> None:
        count = self.table.selected_count()
        self.bulk.setVisible(count > 1)
        self._give_lines()
        self.bulk_told.setText(_("{count} selected").format(count=f"{count:,}"))

    def _give_lines(self) -> None:
        """Where the buttons take two lines, the table gives way and not they."""
        self.bulk.setMinimumHeight(self._bulk.heightForWidth(self.bulk.width()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The table has another width."""
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            self._spare()
            self._give_lines()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room the thresholds are left to the menu."""
        super().resizeEvent(event)
        self.thresholds_button.setVisible(self.width() >= theme().px(_NARROW))
