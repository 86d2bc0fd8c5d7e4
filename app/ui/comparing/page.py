"""The page that compares audits (点検の比較): this one with earlier ones, each row leading to its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.domain.comparing import PlaceRow, SiteCounts, Turn
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services.carried_answers import CarriedView
from app.services.changes import Changes
from app.services.comparing import Comparison
from app.services.comparing_words import revision_words, sites_order, turn_text
from app.ui import files
from app.ui.comparing.tables import Tables
from app.ui.files import Folders
from app.ui.page import Page
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.listing import ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.prose import Prose
from app.ui.words import day_word

_FILTERS: tuple[Turn | None, ...] = (
    Turn.WORSE,
    Turn.BETTER,
    Turn.CLAIMED,
    Turn.UNANSWERED,
    Turn.ANSWERED,
    Turn.SAME,
    Turn.OTHERWISE,
    Turn.APPLIES,
    Turn.APPEARED,
    Turn.GONE,
    None,
)
"""In the order of what is looked at first; None shows all but what is answered in neither."""
_LEFT_OUT = Turn.OPEN
TABS = ("places", "checkpoints", "sites", "findings", "measures", "carried")


class ComparePage(Page):
    """`options` of a target: `file` names an audit to compare with, where it is not the earlier one that lies beside;
    `tab` one of `TABS`, and `turn` which changes are listed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.told: Comparison | None = None
        self._files: list[Path] = []
        self._round = 0
        self._stale = False
        self._carried_stale = False
        self._carried_round = 0
        self._tables = Tables(session, lambda: self.told)
        self.title = label("title", parent=self)
        self.lead = Prose(self, "quiet")
        self.notice = Notice(self)
        self.add = button("", self._browse, self)
        self.print = button("", self._print, self)
        self.clear = button("link", self._clear, self)
        self.audits = Prose(self, selectable=True)
        self.empty = EmptyState(self._browse, self)
        self.tabs = QTabWidget(self)
        self._build()
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()
        self._offer()

    # --- building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        bar = QWidget(self)
        flow = Flow(bar)
        flow.addWidget(self.add)
        flow.addWidget(self.print)
        flow.addWidget(self.clear)
        self.filters: dict[Turn | None, QToolButton] = {}
        places = QWidget()
        self._places = QVBoxLayout(places)
        buttons = QWidget(places)
        row = Flow(buttons)
        group = QButtonGroup(self)
        for turn in _FILTERS:
            each = self.filters[turn] = QToolButton(buttons)
            each.setCheckable(True)
            group.addButton(each)
            row.addWidget(each)
            each.toggled.connect(lambda on: self._filter() if on else None)
        self.places = self._tables.places(places)
        self.no_place = label("quiet", parent=places)
        for part, stretch in ((buttons, 0), (self.places, 1), (self.no_place, 1)):
            self._places.addWidget(part, stretch)
        self.checkpoints = self._tables.checkpoints(self)
        holder = QWidget()
        self._sites = QVBoxLayout(holder)
        self.order = Prose(holder, "quiet")
        self.sites = self._tables.sites(holder)
        self._sites.addWidget(self.order)
        self._sites.addWidget(self.sites, 1)
        self.findings = self._tables.findings(self)
        self.measures = self._tables.actions(self)
        self.carried = self._tables.carried(self)
        for tab in (places, self.checkpoints, holder, self.findings, self.measures, self.carried):
            self.tabs.addTab(tab, "")
        self._column = QVBoxLayout(self)
        for part in (self.title, self.lead, bar, self.notice, self.audits):
            self._column.addWidget(part)
        self._column.addWidget(self.tabs, 1)
        self._column.addWidget(self.empty, 1)
        self.filters[None].setChecked(True)

    def _dress(self) -> None:
        px = theme().px
        self._column.setContentsMargins(px(24), px(20), px(24), px(16))
        self._column.setSpacing(px(8))
        for inner in (self._places, self._sites):
            inner.setContentsMargins(px(8), px(8), px(8), px(8))
            inner.setSpacing(px(8))

    # --- Page ---------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Comparison of audits"))
        self.lead.setText(
            _("Only checkpoints that were asked in the same words are compared. The other files are only read.")
        )
        self.add.setText(_("Compare with an audit…"))
        self.print.setText(_("Print the comparison…"))
        self.clear.setText(_("Put the comparison away"))
        self.empty.say(
            _("Nothing is compared yet"),
            _("Choose the file of another audit, such as last time's, to see what got better or worse."),
            _("Compare with an audit…"),
        )
        self.tabs.setAccessibleName(_("Parts of the comparison"))
        for number, words in enumerate((*self._names(), _("Answers of last time"))):
            self.tabs.setTabText(number, words)
        for name, words in (("ScrollLeftButton", _("Earlier tabs")), ("ScrollRightButton", _("Later tabs"))):
            for arrow in self.tabs.findChildren(QToolButton, name):
                arrow.setAccessibleName(words)
        for table, words in zip(self._lists(), self._names(), strict=True):
            table.setAccessibleName(words)
            table.listing.retitle()
        self.carried.setAccessibleName(_("Answers of last time"))
        self.carried.listing.retitle()
        self.order.setText(sites_order(_))
        self.no_place.setText(_("No place is left under this filter."))
        self._tell()

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        self._stale = self._stale or bool(changes and self._files)
        self._carried_stale = self._carried_stale or bool(changes.carried or changes.sites or changes.catalogue)
        if self.isVisible():
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Compare anew what was written while nobody looked."""
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale:
            self._read()
        if self._carried_stale:
            self._read_carried()

    def open(self, target: Target) -> None:
        """Show what is asked for, as soon as it is read."""
        turn, tab = target.options.get("turn", ""), target.options.get("tab", "")
        if turn in {each.value for each in _FILTERS if each is not None}:
            self.filters[Turn(turn)].setChecked(True)
        self._wanted = tab if tab in TABS else ""
        if named := target.options.get("file", ""):
            self.compare_with(Path(named))
        elif not self._files:
            self._offer()
        self._tell()

    def pieces(self) -> tuple[QWidget, ...]:
        """The list of the tab that is shown."""
        return *self._lists(), self.carried, self.empty.button

    def help_topic(self) -> str:
        """How audits are compared."""
        return "comparing"

    # --- comparing ----------------------------------------------------------------------------------------------------

    def compare_with(self, file: Path) -> None:
        """Take another audit into the comparison."""
        if file not in self._files:
            self._files.append(file)
        self.notice.hide()
        self._read()

    def _browse(self) -> None:
        file = files.ask_open(
            self, _("Compare with an audit"), Folders(Settings(), self.session.file), files.audit_filter()
        )
        if file is not None:
            self.compare_with(file)

    def _clear(self) -> None:
        self._files.clear()
        self._round += 1
        self.told = None
        self._show()
        self.add.setFocus()

    def _print(self) -> None:
        files = "\n".join(map(str, self._compared))
        self.session.go(Target("reports", options={"report": "comparison", "with": files}))

    def _offer(self) -> None:
        """Compare at once with the audit that this one goes on from, where its file lies beside it."""
        desk = self.session.desk

        def look() -> Path | None:
            from app.services import carried_answers

            before = carried_answers.predecessor(desk)
            beside = Path(desk.file.location).with_name(before.file) if before is not None else None
            return beside if beside is not None and beside.is_file() else None

        def came(found: Path | None) -> None:
            if found is not None and not self._files:
                self.compare_with(found)

        self.session.tasks.read(look, came, owner=self)
        self._read_carried()

    def _read_carried(self) -> None:
        """What came along; told of without the file of the earlier audit."""
        self._carried_round += 1
        self._carried_stale = False
        round_, desk = self._carried_round, self.session.desk

        def work() -> tuple[CarriedView, ...]:
            from app.services import carried_answers

            return carried_answers.listing(desk)

        def came(views: tuple[CarriedView, ...]) -> None:
            # Readings overtake one another: one that began before the last change would show an older state.
            if round_ == self._carried_round:
                self.carried.put(views)
                self._tell()

        self.session.tasks.read(work, came, owner=self)

    def _read(self) -> None:
        self._round += 1
        self._stale = False
        round_, desk, wanted = self._round, self.session.desk, tuple(self._files)

        def work() -> Comparison:
            from app.services import comparing

            return comparing.compare(desk.world, wanted, desk)

        def home(told: Comparison) -> None:
            if round_ == self._round:
                self.told = told
                self._show()

        def refused(error: BaseException) -> None:
            if round_ == self._round:
                # What could not be read is left out; what was compared before stays.
                self._files = [f for f in self._files if self.told is not None and f in self._compared]
                self.notice.refuse(error)
                self._tell()

        self.session.tasks.read(work, home, refused, self)

    def _show(self) -> None:
        told = self.told
        if told is not None and not self._compared and not self._wanted:
            # Until then there was nothing but the answers of last time.
            self._wanted = TABS[0]
        self._compared = tuple(self._files)
        self._filter()
        for table, rows in (
            (self.checkpoints, told.checkpoints if told else ()),
            (self.sites, told.sites if told else ()),
            (self.findings, told.findings if told else ()),
            (self.measures, told.actions if told else ()),
        ):
            table.put(rows)
        self._tell()

    _compared: tuple[Path, ...] = ()
    _wanted = ""
    """The tab to show once there is something on it."""

    @property
    def turn(self) -> Turn | None:
        """The filter that is chosen; None for all."""
        return next((turn for turn, each in self.filters.items() if each.isChecked()), None)

    def _rows(self) -> Sequence[PlaceRow]:
        rows = self.told.rows if self.told is not None else ()
        return [row for row in rows if row.turn is self.turn or (self.turn is None and row.turn is not _LEFT_OUT)]

    def _filter(self) -> None:
        rows = self._rows()
        self.places.put(rows)
        self.places.setVisible(bool(rows))
        self.no_place.setVisible(not rows)

    def _lists(self) -> tuple[ListTable, ...]:
        return self.places, self.checkpoints, self.sites, self.findings, self.measures

    def _names(self) -> tuple[str, ...]:
        return _("Answers compared"), _("Checkpoints that fail most"), _("Sites"), _("Findings"), _("Measures")

    def _tell(self) -> None:
        told, carried = self.told, bool(self.carried.listing.rows)
        there = told is not None or carried
        for number in range(self.tabs.count()):
            last = self.tabs.widget(number) is self.carried
            self.tabs.setTabVisible(number, carried if last else told is not None)
        if self._wanted and self.tabs.isTabVisible(TABS.index(self._wanted)):
            self.tabs.setCurrentIndex(TABS.index(self._wanted))
            self._wanted = ""
        self.tabs.setVisible(there)
        self.empty.setVisible(not there)
        self.add.setVisible(there)
        self.audits.setVisible(told is not None)
        self.clear.setVisible(told is not None)
        self.print.setVisible(told is not None)
        turns = told.turns if told is not None else {}
        for turn, each in self.filters.items():
            count = turns.get(turn, 0) if turn is not None else sum(turns.values()) - turns.get(_LEFT_OUT, 0)
            word = turn_text(turn, _) if turn is not None else _("All")
            each.setText(f"{word} {count:,}")
            each.setVisible(bool(count) or turn in (Turn.WORSE, Turn.BETTER, Turn.CLAIMED, None) or each.isChecked())
        if told is None:
            return
        lines = []
        for audit in told.audits:
            state = revision_words(audit, _, current_language())
            day = _("As of {date}").format(date=day_word(audit.audit.as_of))
            head = listed(part for part in (audit.audit.period, day, state, audit.file) if part)
            line = f"{head}: {_counts(audit.counts)}"
            if not audit.texts_known:
                line += " " + _("It kept no texts of its checkpoints, so its answers cannot be compared.")
            lines.append(line)
        self.audits.setText("\n".join(lines))
        if self.places.listing.rows and not self.places.currentIndex().isValid():
            QTimer.singleShot(0, self, self._first)

    def _first(self) -> None:
        if self.places.listing.rows and not self.places.currentIndex().isValid():
            self.places.setCurrentIndex(self.places.listing.index(0, 0))


def _counts(counts: SiteCounts) -> str:
    return _(
        "× {nonconforming}  △ {partly}  ○ {conforming} (unproven {unproven})  － {na}  not answered {open}"
    ).format(
        nonconforming=counts.nonconforming,
        partly=counts.partly,
        conforming=counts.conforming,
        unproven=counts.unproven,
        na=counts.not_applicable,
        open=counts.unanswered,
    )
