"""The ledgers: which there are, the table of one, the record behind a row, import, template, export, imports so far."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.findings import Finding
from app.domain.ledgers.form import LedgerForm
from app.errors import UserError
from app.i18n import current_language, ngettext
from app.i18n import gettext as _
from app.services import ledger_index, wording
from app.services.changes import Changes
from app.services.ledger_index import LedgerEntry
from app.services.papers import room_words
from app.services.papers.rooms import Entered
from app.services.ports import LedgerQuery, StoredRecord
from app.ui.dates import moment
from app.ui.ledgers.empty import EmptyLedger
from app.ui.ledgers.file_acts import FileActs
from app.ui.ledgers.filters import LedgerFilters
from app.ui.ledgers.imports import ImportsDialog
from app.ui.ledgers.ledger_list import LedgerChoice, LedgerList
from app.ui.ledgers.model import FINDINGS, columns_of
from app.ui.ledgers.reading import FirstRows, Held, read_first, read_ids, read_ledger, rows_asked, rows_behind
from app.ui.ledgers.record_acts import RecordActs
from app.ui.ledgers.record_panel import RecordPanel
from app.ui.ledgers.table import MOST_COPIED, LedgerTable
from app.ui.ledgers.tools import LedgerTools
from app.ui.ledgers.view import View
from app.ui.ledgers.views_menu import ViewsMenu
from app.ui.page import Page
from app.ui.sealed import lock
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt")
"""What may be dropped onto the page."""
_BREATH = 0.04
"""Seconds in which the first rows of a ledger are painted before the rest of it is read."""
_LISTED = 1040
"""Below this width at 100 % the list of the ledgers becomes a drop-down in the place of the title."""
_TINY = 640
"""Below this width at 100 % the drop-down stands above the buttons."""
_TIGHT = 700
"""Below this width at 100 % the name of the ledger wants the room of the button that the navigation has as well."""
_ROOM, _CHOICE_MOST = 20, 260
"""The drop-down of ledgers gets nearly all room that the buttons leave, up to a width at 100 %."""
_CHOICE = 220
"""Pixels at 100 % that the drop-down wants beside the buttons."""
_LOW = 520
"""Below this height at 100 % the quick filters fold away."""
_WALKED = ("stocktaking", "terminals", "rooms")
"""Ledgers that a walk through the rooms is about."""


class LedgersPage(Page):
    """One ledger at a time, of whatever kind has a form; beside it the list of all."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.kind = ledger_index.MAIN[0]
        self._views: dict[str, View] = {}
        self._entries: tuple[LedgerEntry, ...] = ()
        self._settings = Settings()
        self._known: Held | None = None
        self._asked = self._round = self._entries_round = self._sought = 0
        self._last_query = LedgerQuery()
        self._wanted_key = ""
        self._build()
        self.setAcceptDrops(True)
        self.retranslate()
        self.load()

    @property
    def ledger_form(self) -> LedgerForm:
        """The form of the ledger on show."""
        return self.session.desk.world.ledgers.form(self.kind)

    # --- building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._sides = QHBoxLayout(self)
        self._sides.setSpacing(theme().px(16))
        self.list = LedgerList(self)
        self.list.chosen.connect(self.choose)
        self.any_button = button("link", lambda: self.import_any(), self)
        lock(self.session, self.any_button)
        self._left = QWidget(self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme().px(4))
        left.addWidget(self.list, 1)
        left.addWidget(self.any_button)
        self._sides.addWidget(self._left)
        column = QVBoxLayout()
        column.setSpacing(theme().px(8))
        self._sides.addLayout(column, 1)
        self._above = QHBoxLayout()
        column.addLayout(self._above)
        column.addLayout(self._head())
        column.addWidget(self.told)
        self.notice = Notice(self)
        self.acts = RecordActs(self.session, self.notice, self)
        self.acts.added.connect(self._added)
        self.files = FileActs(self.session, self._settings, self.notice, self)
        column.addWidget(self.notice)
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        self.empty_area = EmptyLedger(self)
        lock(self.session, self.empty_area.state.button, self.empty_area.record)
        self.empty_area.import_wanted.connect(self.start_import)
        self.empty_area.template_wanted.connect(self.save_template)
        self.empty_area.record_wanted.connect(self.add_record)
        self.blank = QWidget(self)
        full = QWidget(self)
        inside = QVBoxLayout(full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme().px(8))
        self.filters = LedgerFilters(full)
        lock(self.session, self.filters.record)
        self.filters.changed.connect(self._view_changed)
        self.filters.record_wanted.connect(self.add_record)
        inside.addWidget(self.filters)
        self.table = LedgerTable(self.session, self._settings, full)
        self.table.picked.connect(self._picked)
        self.table.copied.connect(self._copied)
        self.table.filter_wanted.connect(self.filters.ask_condition)
        self.table.doubleClicked.connect(lambda _index: self._open_panel())
        self.table.ledger.arrived.connect(self._show_record)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._sorted)
        self.nothing = label("quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.unfilter = button("", lambda: self.filters.clear(), full)
        none = QWidget(full)
        middle = QVBoxLayout(none)
        middle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addWidget(self.nothing)
        middle.addWidget(self.unfilter, 0, Qt.AlignmentFlag.AlignHCenter)
        self._rows = QStackedWidget(full)
        self._rows.addWidget(self.table)
        self._rows.addWidget(none)
        self.panel = RecordPanel(self.session)
        self.panel.edit.connect(self.acts.edit)
        self.panel.strike.connect(self.acts.strike)
        self.panel.restore.connect(self.acts.restore)
        self.panes = Panes(self._rows, self.panel, full)
        self.panes.closed.connect(self.table.setFocus)
        inside.addWidget(self.panes, 1)
        for each in (self.blank, self.empty_area, full):
            self.stack.addWidget(each)
        self._full = full
        find = QShortcut(QKeySequence("Ctrl+Shift+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filters.words.setFocus)
        theme().changed.connect(self._dress)
        self._dress()

    def _head(self) -> QHBoxLayout:
        self.title = label("title", wrap=False)
        self.choice = LedgerChoice(self)
        self.choice.chosen.connect(self.choose)
        self.told = ElidedLabel(self)
        self.told.setProperty("role", "quiet")
        self.import_button = button("primary", lambda: self.start_import(), self)
        lock(self.session, self.import_button)
        self.columns_menu = QMenu(self)
        self.columns_menu.aboutToShow.connect(self._fill_columns)
        self.views_menu = ViewsMenu(self._settings, self)
        self.views_menu.wanted.connect(self.show_view)
        self.views_menu.aboutToShow.connect(lambda: self.views_menu.fill(self.kind, self.filters.view))
        self.views_menu.kept.connect(lambda words: self.notice.say(words))
        self.tools = LedgerTools(self.views_menu, self.columns_menu, self)
        self.tools.template_wanted.connect(self.save_template)
        self.tools.export_wanted.connect(self.export)
        self.tools.imports_wanted.connect(self.show_imports)
        self.tools.samples_wanted.connect(self.show_samples)
        self.tools.room_wanted.connect(self.enter_room)
        # Its words may be cut, so that it never keeps the page wide.
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = self._beside = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(self.title)
        row.addWidget(self.choice, _ROOM)
        row.addStretch(1)
        row.addWidget(self.tools)
        row.addWidget(self.import_button)
        QWidget.setTabOrder(self.tools.all()[-1], self.import_button)
        return row

    def _dress(self) -> None:
        self.tools.dress()
        self._fit()
        self.panel.retranslate()

    def _fit(self) -> None:
        """Words beside the icons where there is room; the tool tips have them always."""
        beside = self.width() >= theme().px(_LISTED)
        self._left.setVisible(beside)
        self.choice.setVisible(not beside)
        tiny = self.width() < theme().px(_TINY)
        self.choice.setMaximumWidth(self.width() if tiny else theme().px(_CHOICE_MOST))
        if tiny and self._beside.indexOf(self.choice) >= 0:
            self._above.addWidget(self.choice)
        elif not tiny and self._above.indexOf(self.choice) >= 0:
            self._beside.insertWidget(1, self.choice, _ROOM)
        self.title.setVisible(beside)
        taken = self.import_button.sizeHint().width()
        taken += self.title.sizeHint().width() + self.list.width() if beside else theme().px(_CHOICE)
        # Where there is little room, the page of papers leads there.
        self.tools.room.setVisible(self.kind in _WALKED and self.width() >= theme().px(_LISTED))
        # The navigation leads there as well.
        self.tools.samples.setVisible(self.width() >= theme().px(_TIGHT))
        self.tools.fit(self.width() - taken)
        self.told.setVisible(self.height() >= theme().px(_LOW) and bool(self.told.text()))
        self.filters.set_compact(self.height() < theme().px(_LOW))
        side, above = (theme().px(24), theme().px(16)) if self.height() >= theme().px(_LOW) else (theme().px(12),) * 2
        self._sides.setContentsMargins(side, above, side, above)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the words what room there is."""
        super().resizeEvent(event)
        self._fit()

    # --- words --------------------------------------------------------------------------------------------------------

    def pieces(self) -> tuple[QWidget, ...]:
        """The records, or what to begin with."""
        return self.table, self.unfilter, self.empty_area.state.button

    def help_topic(self) -> str:
        """The topic of F1."""
        return "ledgers"

    def retranslate(self) -> None:
        self._say_ledger()
        self.import_button.setText(_("Import…"))
        self.any_button.setText(_("Import any ledger…"))
        self.any_button.setToolTip(_("Choose a file; which ledger it is is recognised by its headings."))
        self.tools.retranslate()
        self.list.setAccessibleName(_("Ledgers"))
        self._list_ledgers()
        self.nothing.setText(_("No row is as the filters want it."))
        self.unfilter.setText(_("Lift all filters"))
        self.filters.retranslate()
        self.panes.retranslate()
        self.panel.retranslate()
        self.table.ledger.retranslate()
        self._tell()

    def _say_ledger(self) -> None:
        """Name the ledger on show, and say what it is for while it is empty."""
        name = wording.ledger_name(self.kind, _)
        self.title.setText(name)
        self.table.setAccessibleName(name)
        self.empty_area.say(self.session.catalogue, self.ledger_form)

    def _list_ledgers(self) -> None:
        self.list.show_entries(self._entries, self.kind)
        self.choice.show_entries(self._entries, self.kind)

    def _tell(self) -> None:
        known = self._known
        standing = [b for b in known.batches if b.undone is None] if known is not None else []
        if not standing:
            self.told.setText("")
        else:
            last = standing[-1]
            self.told.setText(_("Last import {when}: {file}").format(when=moment(last.at), file=last.source))
        self._fit()

    # --- loading ------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the ledger anew; the rows stay as they are until it has come."""
        self._load_ledger()
        if self._known is not None:
            self._load_entries()

    def _load_entries(self) -> None:
        self._entries_round += 1
        mine, desk = self._entries_round, self.session.desk
        self.session.tasks.read(
            lambda: ledger_index.entries(desk),
            lambda entries: self._show_entries(entries) if mine == self._entries_round else None,
            owner=self,
        )

    def _load_ledger(self) -> None:
        # Readings overtake one another: what an older one brings is of yesterday.
        self._round += 1
        desk, kind, view = self.session.desk, self.kind, self.filters.view
        if self._known is None and not (view.site or view.with_findings or view.only or view.order == FINDINGS):
            query = view.query(frozenset(), {})
            self.session.tasks.read(
                lambda: read_first(desk, kind, query), partial(self._show_first, self._round, view), owner=self
            )
            return
        self._read_ledger()

    def _read_ledger(self, wait: float = 0.0) -> None:
        desk, kind, shown = self.session.desk, self.kind, partial(self._show_ledger, self._round)
        self.session.tasks.read(lambda: read_ledger(desk, kind, wait), shown, owner=self)

    def _show_first(self, round_: int, view: View, first: FirstRows) -> None:
        """Show the rows of one screen of a ledger that was just chosen; findings and the other rows follow."""
        if round_ != self._round:
            return
        kind = self.kind
        if view == self.filters.view and first.total and first.rows:
            columns = columns_of(first.fields)
            self.table.ledger.set_ledger(columns, {})
            self.table.lay_out(kind, columns, first.held)
            self.table.mark_order(view.order, descending=view.descending)
            self.table.put([row.id for row in first.rows])
            self.table.ledger.know(first.rows)
            self.filters.set_counts(first.total, first.total)
            self._rows.setCurrentIndex(0)
            self.stack.setCurrentWidget(self._full)
        self._read_ledger(_BREATH)

    def _show_entries(self, entries: tuple[LedgerEntry, ...]) -> None:
        self._entries = entries
        self._list_ledgers()

    def choose(self, kind: str) -> None:
        """The officer wants another ledger, as it was left."""
        if kind != self.kind:
            self._show_kind(kind)
            self.session.at(Target("ledgers", kind=kind))

    def _show_kind(self, kind: str, view: View | None = None) -> None:
        """Show another ledger: as it was left, or with `view`."""
        left = self.filters.view
        self._views[self.kind] = replace(left, only=frozenset(), only_told="")
        self.kind = kind
        self._known = None
        self._asked += 1
        self._sought += 1
        self._wanted_key = ""
        # What is to be exported, and in which columns, is known when the ledger is.
        for tool in (self.tools.export, self.tools.columns):
            tool.setEnabled(False)
        self.notice.hide()
        self.panes.blockSignals(True)
        self.panes.conceal()
        self.panes.blockSignals(False)
        self.table.put_away()
        self.filters.set_view(self._views.get(kind, View()) if view is None else view)
        self.stack.setCurrentWidget(self.blank)
        self._say_ledger()
        self._fit()
        self._list_ledgers()
        self._tell()
        self._load_ledger()

    def _show_ledger(self, round_: int, known: Held) -> None:
        if round_ != self._round:
            return  # Another one was chosen, or the ledger changed meanwhile.
        if not self._entries:
            self._load_entries()  # Rows come first.
        first = self._known is None or self._known.fields != known.fields
        self._known = known
        self._tell()
        for tool in (self.tools.export, self.tools.columns, self.tools.views):
            tool.setEnabled(bool(known.batches or known.total))
        self.tools.imports.setEnabled(bool(known.batches))
        # The empty page has a primary button of its own.
        restyle(self.import_button, role="primary" if known.batches else "")
        if not known.total and all(b.undone is not None for b in known.batches):
            self.stack.setCurrentWidget(self.empty_area)
            return
        columns = columns_of(known.fields)
        self.table.ledger.set_ledger(columns, known.findings)
        if first:
            self.table.lay_out(self.kind, columns, known.held)
            self.table.mark_order(self.filters.view.order, descending=self.filters.view.descending)
        elsewhere = any(not site for site in known.offices.values())
        sited = self.ledger_form.site_field in self.ledger_form
        self.filters.set_ledger(known.fields, self.session.sites, elsewhere, sited=sited)
        self.stack.setCurrentWidget(self._full)
        self._ask_rows()

    def refresh(self, changes: Changes) -> None:
        if changes.ledgers or changes.findings or changes.sites:
            self.load()

    def _view_changed(self) -> None:
        if self._known is not None:
            self._ask_rows()

    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        descending = order is Qt.SortOrder.DescendingOrder
        columns = self.table.ledger.columns
        if 0 <= section < len(columns):
            column = columns[section]
            wanted = replace(self.filters.view, order=column.order or column.id, descending=descending)
        else:
            wanted = replace(self.filters.view, order="", descending=False)
        if wanted != self.filters.view:
            self.filters.view = wanted
            self._view_changed()

    def _ask_rows(self) -> None:
        known, view = self._known, self.filters.view
        if known is None:
            return
        self._asked += 1
        mine, desk, kind = self._asked, self.session.desk, self.kind
        query = view.query(frozenset(known.findings), known.offices)
        by_findings = known.findings if view.order == FINDINGS else None
        self._last_query = query
        self.session.tasks.read(
            lambda: read_ids(desk, kind, query, by_findings),
            lambda ids: self._show_rows(ids) if mine == self._asked else None,
            owner=self,
        )

    def _show_rows(self, ids: list[int]) -> None:
        known = self._known
        if known is None:
            return
        keep = self.table.current_id()
        self.table.put(ids, keep)
        self.filters.set_counts(len(ids), known.total)
        self._rows.setCurrentIndex(0 if ids else 1)
        self.unfilter.setVisible(self.filters.view.filters)
        if self._wanted_key and ids:
            self._wanted_key = ""
            self.table.choose(0)
            self._open_panel()
        elif self.table.current_id() == 0:
            # Not told to the table: the officer may be typing a filter.
            self.panes.blockSignals(True)
            self.panes.conceal()
            self.panes.blockSignals(False)

    # --- the record ---------------------------------------------------------------------------------------------------

    def _picked(self, row: int) -> None:
        if row >= 0 and not self.panes.narrow:
            self.panes.reveal()
        self._show_record()

    def _open_panel(self) -> None:
        self.panes.reveal()
        self._show_record()

    def _show_record(self) -> None:
        known, ledger = self._known, self.table.ledger
        record = ledger.record(self.table.currentIndex().row())
        if record is None or known is None or not self.panes.revealed:
            return
        at = next((b.at for b in known.batches if b.id == record.batch), "")
        fields = sorted(known.fields, key=lambda f: f.id not in known.held)
        by_hand = known.corrected.get(record.record.match_key, ())
        self.panel.show_record(record, ledger.findings_of(record), fields, moment(at) if at else "", by_hand)

    def add_record(self) -> None:
        """Ask for a record that no file has."""
        self.acts.add(self.kind)

    def _added(self, stored: StoredRecord) -> None:
        record = stored.record
        if record.kind == self.kind and self._known is not None:
            self.open(Target("ledgers", kind=record.kind, key=record.match_key))

    def _copied(self, count: int) -> None:
        def told() -> str:
            words = ngettext(
                "{count} row was copied; paste it into Excel.",
                "{count} rows were copied; paste them into Excel.",
                count,
            )
            if count == MOST_COPIED:
                words = _("The first {count} rows were copied; export the ledger to have all of them.")
            return words.format(count=f"{count:,}")

        self.notice.say(told)

    # --- being sent here ----------------------------------------------------------------------------------------------

    def open(self, target: Target) -> None:
        """Show the rows behind a finding (`options["finding"]`) or a challenge (`options["challenge"]` to the answer at
        `options["checkpoint"]` and `options["place"]`), or one record (`key`), else the ledger as it was."""
        if target.kind and target.kind != self.kind and target.kind in self.session.desk.world.ledgers.kinds():
            self._show_kind(target.kind)
        finding = target.finding or target.options.get("finding", "")
        challenge = target.options.get("challenge", "")
        if not finding and not target.key and not challenge:
            return
        desk, kind, key = self.session.desk, self.kind, target.key
        self._sought += 1
        if challenge:
            place = target.options.get("checkpoint", ""), target.options.get("place", "")
            self.session.tasks.read(
                lambda: rows_asked(desk, place, challenge), partial(self._ask_of, self._sought), self._unknown, self
            )
            return
        self.session.tasks.read(
            lambda: rows_behind(desk, kind, key, finding), partial(self._limit, self._sought), self._unknown, self
        )

    def _limit(self, sought: int, behind: tuple[frozenset[str], Finding | None]) -> None:
        if sought != self._sought:
            return  # The officer went on to another ledger, or to other rows, meanwhile.
        keys, finding = behind
        if not keys:
            self.notice.say(lambda: _("The row is not in the ledger any more."), good=False)
            return
        if finding is not None:
            title = wording.finding_title(self.session.catalogue, finding, current_language())
            told = _("Rows behind: {finding}").format(finding=f"{finding.subject} {title}")
        else:
            told = _("One record only")
        self._wanted_key = next(iter(keys))
        self.filters.set_view(View(with_gone=True, only=keys, only_told=told))

    def _ask_of(self, sought: int, asked: tuple[frozenset[str], str]) -> None:
        keys, question = asked
        if sought != self._sought:
            return
        if not keys:
            self.notice.say(lambda: _("The challenge is not there any more."), good=False)
            return
        told = _("Rows behind: {finding}").format(finding=question)
        self._wanted_key = next(iter(keys))
        self.filters.set_view(View(only=keys, only_told=told))

    def _unknown(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.notice.refuse(error)
        else:
            self.session.tasks.unhandled.emit(error)

    # --- import and files ---------------------------------------------------------------------------------------------

    def start_import(self, file: Path | None = None) -> None:
        """Open the wizard for the ledger on show."""
        self._open_wizard(self.kind, file)

    def import_any(self, file: Path | None = None) -> None:
        """Open the wizard for a file of whatever ledger; an unclear one is taken for the one on show."""
        self._open_wizard("", file)

    def _open_wizard(self, kind: str, file: Path | None) -> None:
        from app.ui.wizards.ledger_import import LedgerImportWizard

        LedgerImportWizard(self.session, kind, file, self.window(), doubtful=self.kind).open()

    def save_template(self) -> None:
        """Write the Excel template of this ledger."""
        self.files.save_template(self.kind)

    def export(self) -> None:
        """Write the rows that the filters leave into a file."""
        self.files.export(self.kind, self._last_query)

    def show_imports(self) -> None:
        """Open the list of imports and what they changed."""
        ImportsDialog(self.session, self.kind, self.window()).open()

    def show_samples(self) -> None:
        """To the samples that are drawn from the ledgers."""
        self.session.go(Target("sampling", kind=self.kind))

    def enter_room(self) -> None:
        """Enter what was found on a walk through a room."""
        from app.ui.papers.room_chooser import ask_room

        def done(entered: Entered) -> None:
            self.notice.say(lambda: " ".join(room_words.summary(entered, _)), good=not entered.outdone)

        ask_room(self.session, self, done)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """One file of a ledger may be dropped here."""
        if dropped(event) is not None and not self.session.sealed:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Begin the import of the file, as the ledger that it is."""
        if (file := dropped(event)) is not None:
            event.acceptProposedAction()
            self.import_any(file)

    # --- menus --------------------------------------------------------------------------------------------------------

    def _fill_columns(self) -> None:
        self.columns_menu.clear()
        self.table.column_menu(self.columns_menu)
        self.columns_menu.addSeparator()
        held = self._known.held if self._known is not None else frozenset[str]()
        self.columns_menu.addAction(_("Columns as at first"), lambda: self.table.reset_columns(held))

    def show_view(self, view: View) -> None:
        """Show the rows of a view, in its order."""
        self.table.mark_order(view.order, descending=view.descending)
        self.filters.set_view(view)


def dropped(event: QDropEvent) -> Path | None:
    """The one file of a ledger that is dropped, or None."""
    names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    if len(names) == 1 and Path(names[0]).suffix.lower() in SUFFIXES:
        return Path(names[0])
    return None
