"""The page of the history (履歴): who changed what and when, whether the chain holds, and a copy to keep."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.history import Entry
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import safekeeping, wording
from app.services.changes import Changes
from app.services.ports import HistoryQuery, IntegrityResult
from app.ui import files
from app.ui.files import Folders
from app.ui.history.model import ACT, NUMBER, WHAT, WHEN, WHERE, WHO, HistoryModel
from app.ui.history.words import act_word, act_words, differences, forms_of, moment_word, names_of
from app.ui.page import Page
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, button, label, rule
from app.ui.widgets.date_field import DateField
from app.ui.widgets.flow import FilterBar, Flow
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes
from app.ui.widgets.prose import Prose
from app.ui.widgets.where import where_word

_WIDTHS = {NUMBER: 64, WHEN: 224, WHO: 96, ACT: 200, WHERE: 170, WHAT: 320}
_TOLD = 20
"""Problems of a check that are told one by one; the rest is counted."""


class HistoryPage(Page):
    """A table fetched as it is scrolled, with filters; one entry in full beside it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._stale = False
        self._people: tuple[str, ...] = ()
        self.title = label("title", wrap=False)
        self.told = label("quiet")
        self.verify_button = button("primary", self.verify)
        self.backup_button = button("", self.backup)
        self.notice = Notice()
        self.act = QComboBox()
        self.site = QComboBox()
        self.checkpoint = QComboBox()
        self.person = QComboBox()
        self.day = DateField()
        self.clear = button("link", self.show_all)
        self.filters = FilterBar((self.act, self.site, self.checkpoint, self.person, self.day))
        self.model = HistoryModel(session)
        self.model.setParent(self)
        self.table = _table(self.model)
        self.empty = EmptyState(self.show_all)
        self.entry = _EntryPanel(session)
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.panes = Panes(master, self.entry)
        self._lay()
        for box in (self.act, self.site, self.person):
            box.activated.connect(lambda: self.ask())
        self.checkpoint.activated.connect(lambda: self.ask())
        self.day.finished.connect(self.ask)
        self.table.selectionModel().currentRowChanged.connect(self._picked)
        self.table.activated.connect(lambda index: self.panes.reveal())
        self.panes.alone.connect(lambda alone: self.filters.setVisible(not alone))
        self.model.modelReset.connect(self._counted)
        self.model.filled.connect(self._filled)
        self.model.refused.connect(self.notice.refuse)
        theme().changed.connect(self._fit)
        self._fit()
        self.retranslate()
        self.ask()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def query(self) -> HistoryQuery:
        """What the filters say."""
        day = self.day.day()
        return HistoryQuery(
            checkpoint=self.checkpoint.currentData() or "",
            site=self.site.currentData() or "",
            by=self.person.currentData() or "",
            day=day.isoformat() if day else "",
            act=self.act.currentData() or "",
        )

    def ask(self) -> None:
        """Read the entries that match anew."""
        self._stale = False
        query = self.query()
        active = _active(query)
        self.filters.count(active)
        self.clear.setVisible(active > 0)
        self.model.ask(query)
        desk = self.session.desk
        self.session.tasks.read(lambda: safekeeping.people(desk), self._know_people, owner=self)

    def show_all(self) -> None:
        """Take all filters off."""
        for box in (self.act, self.site, self.checkpoint, self.person):
            box.setCurrentIndex(0)
        self.day.set_day(None)
        self.ask()

    def open(self, target: Target) -> None:
        """Show the history of a checkpoint, or all of it."""
        # The site of a target is where the officer is; it narrows the history of a checkpoint only.
        if target.checkpoint:
            for box, wanted in ((self.checkpoint, target.checkpoint), (self.site, target.site or "")):
                box.setCurrentIndex(max(0, box.findData(wanted)))
            self.ask()

    def refresh(self, changes: Changes) -> None:
        """Something was written: the history has grown. It is read when somebody looks."""
        if changes.sites:
            self._fill_filters()
        self._stale = True
        if self.isVisible():
            self.ask()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what was written meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.ask()

    def pieces(self) -> tuple[QWidget, ...]:
        """The entries."""
        return self.table, self.empty.button

    def help_topic(self) -> str:
        """The topic of F1 on this page."""
        return "history"

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("History"))
        self.verify_button.setText(_("Check for changes from outside"))
        self.backup_button.setText(_("Make a backup…"))
        self.clear.setText(_("Take the filters off"))
        self._fill_filters()
        self.filters.name((_("Act"), _("Site"), _("Checkpoint"), _("By whom"), _("Day")), _active(self.query()))
        self.table.setAccessibleName(_("History"))
        self.model.retitle()
        self.empty.say(
            _("No entry matches"),
            _("Every change of an answer, a ledger or the plan leaves an entry here. Take the filters off to see all."),
            _("Take the filters off"),
        )
        self.panes.retranslate()
        self.entry.show_entry(self.entry.entry)
        self._counted()

    # --- keeping safe -------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Check every stored byte and every link of the open file."""
        self.verify_button.setEnabled(False)
        world, place = self.session.desk.world, Path(self.session.desk.file.location)
        self.session.tasks.long(
            lambda: _("Checking the file"),
            lambda progress: safekeeping.verify(world, place, progress),
            self._verified,
            self._not_verified,
            owner=self,
        )

    def backup(self) -> None:
        """Ask for a folder and put a dated copy of the audit there."""
        folder = files.ask_folder(self, _("Folder for the backup"), Folders(Settings(), self.session.file))
        if folder is not None:
            self.backup_to(folder)

    def backup_to(self, folder: Path) -> None:
        """Put a dated copy of the audit into `folder`."""
        self.backup_button.setEnabled(False)
        desk = self.session.desk
        self.session.tasks.long(
            lambda: _("Backing up"),
            lambda progress: safekeeping.backup(desk, folder),
            self._backed_up,
            self._not_backed_up,
            owner=self,
            writes=True,
        )

    def _verified(self, result: IntegrityResult) -> None:
        self.verify_button.setEnabled(True)
        self.notice.say(lambda: _result(result), good=not result.problems)

    def _not_verified(self, error: BaseException) -> None:
        self.verify_button.setEnabled(True)
        self.notice.refuse(error)

    def _backed_up(self, copy: Path) -> None:
        self.backup_button.setEnabled(True)
        self.notice.say(lambda: _("○ Backup: {file} ({folder})").format(file=copy.name, folder=copy.parent))

    def _not_backed_up(self, error: BaseException) -> None:
        self.backup_button.setEnabled(True)
        self.notice.refuse(error)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        head = QWidget()
        buttons = Flow(head)
        buttons.addWidget(self.verify_button)
        buttons.addWidget(self.backup_button)
        below = QHBoxLayout()
        below.addWidget(self.told, 1)
        below.addWidget(self.clear)
        layout = QVBoxLayout(self)
        pad = theme().px(24)
        layout.setContentsMargins(pad, pad, pad, theme().px(16))
        layout.setSpacing(theme().px(12))
        layout.addWidget(self.title)
        layout.addWidget(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.filters)
        layout.addLayout(below)
        layout.addWidget(self.panes, 1)

    def _fit(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(theme().px(tokens.ROW))
        # The last column takes the rest; beside an open entry it keeps enough to be read by scrolling.
        self.table.horizontalHeader().setMinimumSectionSize(theme().px(40))
        for column, width in _WIDTHS.items():
            self.table.horizontalHeader().resizeSection(column, theme().px(width))
        for box, width in ((self.act, 170), (self.site, 140), (self.checkpoint, 170), (self.person, 112)):
            box.setFixedWidth(theme().px(width))
        self.day.setFixedWidth(theme().px(240))

    def _fill_filters(self) -> None:
        language = current_language()
        _fill(self.act, [(word, act) for act, word in act_words().items()])
        _fill(self.site, [(site.name, site.id) for site in self.session.sites])
        _fill(
            self.checkpoint,
            [(f"{c.id} {c.question.in_language(language)}", c.id) for c in self.session.outline.checkpoints],
        )
        self._fill_people()

    def _know_people(self, people: tuple[str, ...]) -> None:
        if people != self._people:
            self._people = people
            self._fill_people()

    def _fill_people(self) -> None:
        _fill(self.person, [(by, by) for by in self._people if by])

    def _counted(self) -> None:
        count = self.model.rowCount()
        told = _("entries: {count}, the newest first").format(count=f"{count:,}")
        # A day that cannot be read must not look as if nothing had happened on it, or as if it had been looked for.
        self.told.setText(self.day.why_not() or told)
        self.table.setVisible(count > 0)
        self.empty.setVisible(count == 0)

    def _filled(self) -> None:
        entry = self.model.entry(self.table.currentIndex().row())
        if entry is not None and self.entry.entry is None:
            self.entry.show_entry(entry)

    def _picked(self, now: QModelIndex) -> None:
        if now.isValid():
            self.entry.show_entry(self.model.entry(now.row()))
            if not self.panes.narrow:
                self.panes.reveal()


class _EntryPanel(QWidget):
    """One entry in full: when, by whom, what, and every field before and after."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.entry: Entry | None = None
        self.act = label("section")
        self.where = label("quiet")
        self.when = label()
        self.go = button("link", self._go)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme().px(4))
        self._cells: list[QWidget] = []
        self.link = label("hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme().px(16), theme().px(8), theme().px(16), theme().px(16))
        layout.setSpacing(theme().px(8))
        for each in (self.act, self.when, self.where, self.go, rule()):
            layout.addWidget(each)
        layout.addLayout(self._column)
        layout.addStretch(1)
        layout.addWidget(self.link)

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry; None while it is fetched."""
        self.entry = entry
        while self._cells:
            self._cells.pop().deleteLater()
        self.go.setVisible(entry is not None and bool(entry.event.checkpoint))
        if entry is None:
            for words in (self.act, self.where, self.when, self.link):
                words.setText("")
            return
        event = entry.event
        self.act.setText(act_word(event.act))
        self.when.setText(_("{when}  by {who}").format(when=moment_word(entry.at), who=entry.by))
        self.where.setText(where_word(self._session, event.checkpoint, event.site))
        self.where.setVisible(bool(event.checkpoint or event.site))
        self.go.setText(_("To the checkpoint {checkpoint}").format(checkpoint=event.checkpoint))
        self.link.setText(
            _("Entry {number}, check digits {hash}").format(number=f"{entry.seq:,}", hash=f"{entry.hash[:16]}…")
        )
        self.link.setToolTip(entry.hash)
        for each in differences(entry, names_of(self._session), forms_of(self._session)):
            self._put(label("section", each.field))
            if each.before:
                self._put(label("quiet", _("Before")))
                self._put(_value(each.before))
                self._put(label("quiet", _("After")))
            self._put(_value(each.after or _("(empty)")))

    def _put(self, cell: QWidget) -> None:
        self._column.addWidget(cell)
        self._cells.append(cell)

    def _go(self) -> None:
        if self.entry is not None:
            event = self.entry.event
            self._session.go(Target("checkpoints", checkpoint=event.checkpoint, site=event.site or None))


def _value(text: str) -> Prose:
    made = Prose(selectable=True)
    made.setText(text)
    return made


def _table(model: HistoryModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setStretchLastSection(True)
    header.setMinimumSectionSize(theme().px(40))
    return table


def _fill(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    """Put choices into a filter under 「すべて」, keeping what was chosen."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(_("All"), "")
    for word, data in choices:
        box.addItem(word, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)


def _active(query: HistoryQuery) -> int:
    """How many filters are at work."""
    return sum(bool(each) for each in (query.checkpoint, query.site, query.by, query.day, query.act))


def _result(result: IntegrityResult) -> str:
    """What came of a check of the file, in words."""
    if not result.problems:
        words = _(
            "○ Nothing was changed outside the program. Checked: {entries} entries of the history, {rows} rows, "
            "{blobs} pieces of evidence."
        )
        return words.format(entries=f"{result.entries:,}", rows=f"{result.rows:,}", blobs=f"{result.blobs:,}")
    lines = [
        _("× The file was changed or damaged (places: {count}). Keep it as it is, and go on with a backup.").format(
            count=f"{len(result.problems):,}"
        )
    ]
    lines += [f"・{wording.integrity_problem(each, _)}" for each in result.problems[:_TOLD]]
    if (rest := len(result.problems) - _TOLD) > 0:
        lines.append(_("and {count} more").format(count=f"{rest:,}"))
    return "\n".join(lines)
