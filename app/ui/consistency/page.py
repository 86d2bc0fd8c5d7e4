"""The consistency checks (整合性チェック): what contradicts itself or is missing, and the way to each field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.consistency import Spot, Where
from app.domain.grades import Gravity
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import consistency
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.consistency import rows
from app.ui.consistency.detail import HitCard
from app.ui.consistency.rows import NOTED, ConsistencyData, HitRow
from app.ui.consistency.targets import target_of
from app.ui.page import Page
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, button, label
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.spaced import SpacedRows

_TONES = {Gravity.ERROR: "nonconforming", Gravity.WARNING: "partly", Gravity.NOTICE: "quiet"}
_SETTLE = 700
"""Milliseconds after the last change until the checks run again: who types makes many."""
_GROUPS, _ROOM = 300, 860
"""Pixels at 100 %: the list of groups, and the width of the page from which it has room beside the table."""
_ROWS = 5
"""So many rows of the table are in sight at least, its head included; a lower page is scrolled."""
_LOW = 480
"""Pixels at 100 % of the height below which only what is needed stands below the table."""
_OF_CHECK = (0, 1)
"""Columns that say the same of all hits of one check."""
_FEW = (1, 3)
"""Columns that give way where there is little room: the check, the name of the field."""


class ConsistencyPage(Page):
    """Groups on the left, hits as a table, the current one in full below; runs by itself while it is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.data: ConsistencyData | None = None
        self._round = 0
        self._stale = True
        self._running = False
        self._at: datetime | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._timer.timeout.connect(self.run)
        self.title = label("title", wrap=False)
        self.run_button = button("", self.run)
        self.notice = Notice()
        self.search = FindLine()
        self.group_box = QComboBox()
        self.told = ElidedLabel()
        self.told.setProperty("role", "quiet")
        self.groups = QListWidget()
        self.groups.setItemDelegate(SpacedRows(self.groups))
        self.groups.setProperty("role", "records")
        self.groups.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.groups.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.table = ListTable(Listing(_columns(), lambda row: row.id), several=True)
        self.empty = EmptyState(self._begin)
        self.card = HitCard()
        lock(session, self.card.leave, self.card.take_up)
        self.idle = label("quiet")
        self._lay()
        self.search.textChanged.connect(lambda _text: self._show())
        self.groups.currentRowChanged.connect(self._group_chosen)
        self.group_box.activated.connect(self._group_chosen)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self.go)
        self.table.selectionModel().selectionChanged.connect(lambda: self._picked())
        self.card.wanted.connect(self.go)
        self.card.beside.connect(self._lead)
        self.card.left.connect(self.note)
        self.card.taken_up.connect(self.unnote)
        theme().changed.connect(self._fit)
        self._fit()
        self.retranslate()

    # --- Page --------------------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Something was written: run again, once it is quiet, if anybody looks."""
        if changes:
            self._stale = True
            if self.isVisible():
                self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Run where something was written while nobody looked."""
        super().showEvent(event)
        if self._stale:
            self.run()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Consistency checks"))
        self.run_button.setText(_("Check again"))
        self.run_button.setToolTip(_("It runs by itself as well whenever something was changed."))
        self.search.setPlaceholderText(_("Search the hits"))
        self.search.setAccessibleName(_("Search the hits"))
        self.groups.setAccessibleName(_("Groups of hits"))
        self.group_box.setAccessibleName(_("Groups of hits"))
        self.table.setAccessibleName(_("Contradictions and gaps"))
        self.table.listing.retitle()
        self.card.retranslate()
        self._tell()
        # Sentences are put in words where they are read.
        if self.data is not None:
            self.run()

    def pieces(self) -> tuple[QWidget, ...]:
        """What was found."""
        return self.table, self.empty.button

    def help_topic(self) -> str:
        """The topic of F1 on this page."""
        return "consistency"

    # --- acts --------------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Run every check over the audit as it stands, off the GUI thread."""
        self._timer.stop()
        if self._running:
            # Run again when it is through: what it reads may be older than the last change.
            self._stale = True
            return
        self._stale, self._running = False, True
        self._round += 1
        desk, language = self.session.desk, current_language()
        self._tell()
        self.session.tasks.read(
            lambda: rows.read(desk, language), lambda data: self._came(data, language), self._failed, owner=self
        )

    def go(self) -> None:
        """Open the very field of the current hit."""
        if (row := self._current()) is not None:
            self._lead(row.told.hit.where)

    def note(self, reason: str) -> None:
        """Leave the selected hits as they are."""
        chosen = [row for row in self.table.selected() if row.told.note is None]
        digests = {row.id: row.told.hit.digest for row in chosen}
        if chosen:
            self._write(lambda desk: consistency.note(desk, list(digests), reason, digests))

    def unnote(self) -> None:
        """Take the selected hits up again."""
        chosen = [row.id for row in self.table.selected() if row.told.note is not None]
        if chosen:
            self._write(lambda desk: consistency.unnote(desk, chosen))

    def _write(self, work: Callable[[Desk], Changes]) -> None:
        # What is read next shows it without the pause that follows what others change.
        self.session.do(work, lambda _changes: QTimer.singleShot(0, self, self.run), self.notice.refuse, owner=self)

    def _lead(self, where: Where) -> None:
        target = target_of(where)
        if target is not None:
            self.session.go(target)
        elif where.spot is Spot.AUDIT:
            from app.ui.dialogs.facts import FactsDialog

            dialog = FactsDialog(self.session, self.window())
            dialog.open()
            dialog.lead_to(where.field)
        else:
            from app.ui.dialogs.sites import SitesDialog

            SitesDialog(self.session, self.window()).open()

    # --- showing -----------------------------------------------------------------------------------------------------

    def _came(self, data: ConsistencyData, language: str) -> None:
        self._running = False
        self.data, self._at = data, self.session.desk.world.clock.now()
        self.session.counted.emit("consistency", data.counts[Gravity.ERROR])
        self._fill_groups()
        self._show()
        if (self._stale and self.isVisible()) or language != current_language():
            self.run()

    def _failed(self, error: BaseException) -> None:
        self._running = False
        self._tell()
        self.notice.refuse(error)

    def _fill_groups(self) -> None:
        assert self.data is not None  # noqa: S101 - called with data only
        group = self._group
        for each in (self.groups, self.group_box):
            each.blockSignals(True)
            each.clear()
        for place, one in enumerate(self.data.groups):
            told = _("{words} ({count})").format(words=one.words, count=f"{one.count:,}")
            item = QListWidgetItem("　" * one.depth + told, self.groups)
            item.setData(Qt.ItemDataRole.UserRole, one.key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setToolTip(told)
            self.group_box.addItem("　" * one.depth + told, one.key)
            if one.key == group:
                self.groups.setCurrentRow(place)
                self.group_box.setCurrentIndex(place)
        if self.groups.currentRow() < 0:
            self.groups.setCurrentRow(0)
            self.group_box.setCurrentIndex(0)
        for each in (self.groups, self.group_box):
            each.blockSignals(False)

    @property
    def _group(self) -> str:
        item = self.groups.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose_group(self, key: str) -> None:
        """Show the hits of a weight, of a check (its id), those left as they are, or all (empty)."""
        if self.data is not None:
            keys = [group.key for group in self.data.groups]
            self._group_chosen(keys.index(key) if key in keys else 0)

    def _group_chosen(self, place: int) -> None:
        for each in (self.groups, self.group_box):
            each.blockSignals(True)
        self.groups.setCurrentRow(place)
        self.group_box.setCurrentIndex(place)
        for each in (self.groups, self.group_box):
            each.blockSignals(False)
        self._show()

    def _show(self) -> None:
        if self.data is None:
            return
        shown = rows.chosen(self.data, self._group, self.search.text())
        self.table.put(shown)
        if shown and not self.table.currentIndex().isValid():
            self.table.choose(shown[0].id)
        some = bool(shown)
        self.table.setVisible(some)
        self._empty_area.setVisible(not some)
        self.card.setVisible(some)
        self._say_empty()
        self._tell()
        self._fit()
        self._picked()

    def _say_empty(self) -> None:
        assert self.data is not None  # noqa: S101 - called with data only
        if self.data.rows or self.data.noted:
            self.empty.say(_("No hit matches"), _("Take the filters off to see all hits."), _("Take the filters off"))
        else:
            told = _("Answers, remarks, evidence, measures, the split, cases and filing were looked through: {checks}.")
            self.empty.say(
                _("No contradiction and no gap was found"),
                told.format(checks=_("{count} checks").format(count=self.data.checks)),
                _("Check again"),
            )

    def _begin(self) -> None:
        if self.data is not None and (self.data.rows or self.data.noted):
            self.search.clear()
            self._group_chosen(0)
        else:
            self.run()

    def _tell(self) -> None:
        self.run_button.setEnabled(not self._running)
        if self.data is None:
            self.told.setText(_("Looking through the audit…"))
            return
        parts = [f"{rows.weight_word(weight)} {self.data.counts[weight]:,}" for weight in rows.WEIGHTS]
        if self.data.noted:
            parts.append(_("left as they are {count}").format(count=f"{len(self.data.noted):,}"))
        parts.append(_("checks {count}").format(count=self.data.checks))
        if self._running:
            parts.append(_("Looking through the audit…"))
        elif self._at is not None:
            parts.append(_("as of {time}").format(time=f"{self._at.astimezone():%H:%M:%S}"))
        self.told.setText("   ".join(parts))
        self.idle.setText(rows.idle_words(self.session.catalogue, self.data.idle, current_language()))
        self.idle.setVisible(bool(self.data.idle) and not self._low)

    def _current(self) -> HitRow | None:
        index = self.table.currentIndex()
        return self.table.listing.at(index) if index.isValid() else None

    def _picked(self) -> None:
        row = self._current()
        if row is not None:
            self.card.put(row, self.table.selected_count(), noted=self._group == NOTED)

    # --- room --------------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.run_button)
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        line.addWidget(self.group_box, 1)
        self._empty_area = QScrollArea()
        self._empty_area.setWidgetResizable(True)
        self._empty_area.setFrameShape(QFrame.Shape.NoFrame)
        self._empty_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty_area.setWidget(self.empty)
        self._empty_area.hide()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self.table, 1)
        column.addWidget(self._empty_area, 1)
        column.addWidget(self.card)
        self.card.hide()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(theme().px(8))
        self._split.addWidget(self.groups)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        pad = theme().px(24)
        layout.setContentsMargins(pad, pad, pad, theme().px(16))
        layout.setSpacing(theme().px(12))
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addLayout(line)
        layout.addWidget(self.told)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.idle)
        self.idle.hide()

    @property
    def _low(self) -> bool:
        """Whether the page is so low that the table wants the room of what is told beside it."""
        return self.height() < theme().px(_LOW)

    def _fit(self) -> None:
        self.table.setMinimumHeight(theme().px(_ROWS * tokens.ROW))
        beside = self.width() >= theme().px(_ROOM)
        self.groups.setVisible(beside)
        self.group_box.setVisible(not beside)
        # Of one check alone, weight and check are told by the group.
        alone = self._group not in ("", NOTED, *(weight.value for weight in rows.WEIGHTS))
        self.table.hide_columns({*(_OF_CHECK if alone else ()), *(() if beside else _FEW)})
        self.told.setVisible(not self._low)
        self.card.fold(self._low)
        self.idle.setVisible(self.data is not None and bool(self.data.idle) and not self._low)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room, the groups are a box above the table."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._split.setSizes([theme().px(_GROUPS), max(1, self.width() - theme().px(_GROUPS))])
        self._fit()


def _columns() -> tuple[Column[HitRow], ...]:
    """Weight, check, place, field, sentence."""
    weights = list(Gravity)
    return (
        Column(
            lambda: _("Weight"),
            lambda r: r.weight,
            96,
            order=lambda r: (weights.index(r.told.severity), r.order),
            tone=lambda r: _TONES[r.told.severity] if r.told.note is None else "quiet",
            whole=True,
        ),
        Column(lambda: _("Rule"), lambda r: r.told.hit.rule, 56),
        Column(lambda: _("Place"), lambda r: r.place, 150),
        Column(lambda: _("Field"), lambda r: r.field, 96),
        Column(lambda: _("What was found"), lambda r: r.sentence, 0),
    )
