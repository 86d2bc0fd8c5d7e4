"""The page of the board (一覧): every site at every checkpoint, and what is done with many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.domain.audit import COMPANY
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.i18n import gettext as _
from app.services import board as boards
from app.services.board import Board, Shown, SiteRow
from app.services.changes import Changes
from app.ui.board import acts
from app.ui.board.acts import ACTS, ANSWERS, Act, At
from app.ui.board.filters import BoardFilters
from app.ui.board.legend import Legend
from app.ui.board.model import places_of
from app.ui.board.sites import Opens, SiteTable
from app.ui.board.table import BoardTable
from app.ui.page import Page
from app.ui.sealed import lock, why_sealed
from app.ui.session import Session, Target
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH
from app.ui.widgets.basics import EmptyState, button, label
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.flow import Flow
from app.ui.widgets.notice import Notice
from app.ui.words import verdict_word

_ROWS = 5
"""So many rows of cells are in sight at least; where the window is lower the page scrolls."""
_LOW = 600
"""Below this height (at 100 %) the cells need the room of the legend."""
_LOWER = 400
"""Below this height of what shows the page they need that of the buttons, whose acts the menu beside them has, too."""


class BoardPage(Page):
    """Two tabs over one reading: the cells, and one line for each site."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.board: Board | None = None
        self._round = 0
        self._stale = True
        self._target: Target | None = None
        self.title = label("title", wrap=False)
        self.told = ElidedLabel()
        self.told.setProperty("role", "quiet")
        self.notice = Notice()
        self.filters = BoardFilters(session)
        self.clear = button("link", self.show_all)
        self.turn = QToolButton()
        self.turn.setCheckable(True)
        self.turn.toggled.connect(lambda: self._show())
        self.bar = QFrame()
        self.bar.setProperty("role", "notice")
        self.bar_told = label(wrap=False)
        self.answer_buttons = {v: button("", partial(self.answer, v)) for v in ANSWERS}
        self.more = QToolButton()
        lock(session, *self.answer_buttons.values(), self.more)
        self.more.setMenu(QMenu(self.more))
        self.table = BoardTable()
        self.legend = Legend()
        self.site_table = SiteTable(lambda: session.desk.world.clock.today())
        self.empty = EmptyState(self.show_all)
        self.tabs = QTabWidget()
        self._lay()
        self.filters.changed.connect(self._show)
        self.table.chosen.connect(self._tell_chosen)
        self.table.opened.connect(self.open_place)
        self.table.answered.connect(self.answer)
        self.table.menu_wanted.connect(self.show_menu)
        self.site_table.selectionModel().selectionChanged.connect(lambda *_changed: self._tell_chosen())
        self.site_table.asked_for.connect(self._open_number)
        self.tabs.currentChanged.connect(lambda _tab: self._turned())
        theme().changed.connect(self._fit)
        self._fit()
        self.retranslate()

    # --- the page -----------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Board"))
        self.turn.setText(_("Swap rows and columns"))
        self.clear.setText(_("Take the filters off"))
        self.tabs.setTabText(0, _("Sites × checkpoints"))
        self.tabs.setTabText(1, _("Site by site"))
        # Qt names the arrows of a tab bar that has no room once only.
        for name, words in (("ScrollLeftButton", _("Earlier tabs")), ("ScrollRightButton", _("Later tabs"))):
            for arrow in self.tabs.findChildren(QToolButton, name):
                arrow.setAccessibleName(words)
        self.tabs.setAccessibleName(_("Board"))
        self.table.setAccessibleName(_("Sites × checkpoints"))
        self.site_table.setAccessibleName(_("Site by site"))
        self.site_table.listing.retitle()
        for key, (verdict, each) in enumerate(self.answer_buttons.items(), start=1):
            each.setText(f"{key} {GLYPH[verdict]} {verdict_word(verdict)}")
        self.more.setText(_("Other acts"))
        self.more.menu().clear()
        self._fill_menu(self.more.menu())
        self.filters.retranslate()
        self.legend.retranslate()
        self.empty.say(
            _("Nothing is left of it"), _("Take the filters off to see every site."), _("Take the filters off")
        )
        self._show()

    def refresh(self, changes: Changes) -> None:
        """Read the cells anew, at once where they are in sight."""
        self._stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what has changed while another page was shown."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def open(self, target: Target) -> None:
        """Filter by the options of a target; `tab` names the one to show, checkpoint and site the cell."""
        if "tab" in target.options:
            self.tabs.setCurrentIndex(int(target.options["tab"] == "sites"))
        if target.options:
            self.filters.take(target)
            self._show()
        self._target = target if target.checkpoint else None
        self._show_target()

    def pieces(self) -> tuple[QWidget, ...]:
        """The cells, or the list of the sites."""
        return self.table, self.site_table, self.empty.button

    def shows(self, places: Sequence[Place]) -> bool:
        """Whether all of these have a cell, or would have one however they are answered and reviewed."""
        if self.board is None:
            return False
        lasting = replace(self.filters.wanted(), what=frozenset(), state=None)
        shown = boards.shown(self.board, lasting)
        sites = {self.board.sites[row] for row in shown.rows}
        checkpoints = {self.board.checkpoints[column].id for column in shown.columns}
        return all(checkpoint in checkpoints and site in sites for checkpoint, site in places)

    def help_topic(self) -> str:
        """The topic of F1 on this page."""
        return "board"

    # --- what can be done ---------------------------------------------------------------------------------------------

    def places(self) -> tuple[Place, ...]:
        """What is chosen: cells, or all cells of the lines of sites."""
        if self.board is None:
            return ()
        if self.tabs.currentIndex() == 0:
            return tuple(self.table.places())
        shown = self.table.cells.shown
        marked = ((row.row, column) for row in self.site_table.selected() for column in shown.columns)
        return tuple(places_of(self.board, shown, marked))

    def answer(self, verdict: Verdict) -> None:
        """Answer what is chosen."""
        self._with_chosen(partial(acts.answer, verdict))

    def act(self, act: Act) -> None:
        """Carry out one of the acts on what is chosen."""
        self._with_chosen(act.run)

    def _with_chosen(self, run: acts.Run) -> None:
        places = self.places()
        if self.board is not None and places:
            run(At(self.session, self.board, self, self.notice), places)

    def open_place(self, place: Place) -> None:
        """Show a checkpoint at a site, or of the company."""
        checkpoint, site = place
        self.session.go(Target("checkpoints", checkpoint=checkpoint, site=site or None))

    def show_menu(self, at: QPoint) -> None:
        """The acts as a menu."""
        if not self.places():
            return
        menu = self.menu()
        menu.popup(at)

    def menu(self) -> QMenu:
        """What can be done with what is chosen."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)

        action = QAction(_("Open the checkpoint"), menu)
        action.triggered.connect(lambda: self.open_current())
        menu.addAction(action)
        menu.addSeparator()
        self._fill_menu(menu)
        return menu

    def _fill_menu(self, menu: QMenu) -> None:
        def add(text: str, run: Callable[[], None]) -> None:
            action = QAction(text, menu)
            action.triggered.connect(lambda: run())
            action.setEnabled(not self.session.sealed)
            if self.session.sealed:
                action.setToolTip(why_sealed())
            menu.addAction(action)

        menu.setToolTipsVisible(True)

        for verdict in (*ANSWERS, Verdict.UNANSWERED):
            add(f"{GLYPH[verdict]} {verdict_word(verdict)}", partial(self.answer, verdict))
        menu.addSeparator()
        for each in ACTS:
            add(_(each.title), partial(self.act, each))

    def open_current(self) -> None:
        """Show the checkpoint of the current cell."""
        if place := self.table.cells.place(self.table.currentIndex()):
            self.open_place(place)

    def show_all(self) -> None:
        """Take the filters off."""
        self.filters.take_off()
        self._show()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        self._round += 1
        self._stale = False
        round_, desk, outline = self._round, self.session.desk, self.session.outline

        def home(read: Board) -> None:
            # A reading that began before the last change would show an older state.
            if round_ == self._round:
                self.board = read
                self.filters.know(read)
                self._show()
                self._show_target()

        self.session.tasks.read(lambda: boards.board(desk, outline), home, owner=self)

    def _show(self) -> None:
        board = self.board
        if board is None:
            return
        wanted = self.filters.wanted()
        shown = boards.shown(board, wanted, self.filters.sorted_by())
        self.table.show_board(board, shown, turned=self.turn.isChecked())
        if self.tabs.currentIndex() == 1:
            self._show_sites()
        self._tell(board, shown)
        self.filters.count(self.filters.active())
        self.clear.setVisible(bool(self.filters.active() or wanted.text))
        some = bool(shown.rows and shown.columns)
        self.tabs.setVisible(some)
        self.empty.setVisible(not some)
        self._tell_chosen()

    def _turned(self) -> None:
        """Another tab is in front; the lines of the sites are put together when they are."""
        if self.tabs.currentIndex() == 1:
            self._show_sites()
        self._tell_chosen()

    def _show_sites(self) -> None:
        if self.board is not None:
            self.site_table.put(boards.site_rows(self.board, self.table.cells.shown.rows))

    def _tell(self, board: Board, shown: Shown) -> None:
        sites = sum(board.sites[row] != COMPANY for row in shown.rows)
        told = _("Sites {sites} of {all_sites}, checkpoints {columns} of {all_columns}").format(
            sites=f"{sites:,}",
            all_sites=f"{len(board.sites) - 1:,}",
            columns=f"{len(shown.columns):,}",
            all_columns=f"{board.width:,}",
        )
        if shown.hits:
            inside = set(shown.columns)
            width = board.width
            hits = sum(shown.hits[row * width + column] for row in shown.rows for column in inside)
            told += "   " + _("cells found: {count}").format(count=f"{hits:,}")
        self.told.setText(told)

    def _tell_chosen(self) -> None:
        count = len(self.places())
        self.bar_told.setText(_("Chosen: {count}").format(count=f"{count:,}"))
        for each in (*self.answer_buttons.values(), self.more):
            each.setEnabled(bool(count))

    def _show_target(self) -> None:
        if self._target is not None and self.board is not None:
            place = (self._target.checkpoint, self._target.site or COMPANY)
            if not self.table.choose(place):
                self.show_all()
                self.table.choose(place)
            self._target = None

    def _open_number(self, row: SiteRow, opens: Opens | None) -> None:
        """Show what a number of a site counts, as cells."""
        self.filters.take_off()
        options = {"what": opens.what, "state": opens.state} if opens is not None else {}
        self.filters.take(Target("board", options={**options, "text": row.name}))
        self.tabs.setCurrentIndex(0)
        self._show()
        self.table.setFocus()

    def _fit(self) -> None:
        self.filters.fit()
        self.table.setMinimumHeight(self.table.height_of(_ROWS))
        # On one line with the buttons beside it.
        self.bar_told.setMinimumHeight(theme().px(tokens.ROW))

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme().px(12))
        head.addWidget(self.title)
        head.addWidget(self.filters.search, 1)
        # Where the filters fold away, their button needs no line of its own.
        head.addWidget(self.filters.toggle)
        head.addWidget(self.clear)
        head.addWidget(self.turn)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setProperty("role", "drop")
        self._bar = Flow(self.bar)
        self._bar.setContentsMargins(theme().px(12), theme().px(6), theme().px(12), theme().px(6))
        self._bar.addWidget(self.bar_told)
        for each in self.answer_buttons.values():
            self._bar.addWidget(each)
        self._bar.addWidget(self.more)
        cells = QWidget()
        column = QVBoxLayout(cells)
        column.setContentsMargins(0, 0, 0, theme().px(6))
        column.setSpacing(theme().px(6))
        column.addWidget(self.table, 1)
        column.addWidget(self.legend)
        self.tabs.addTab(cells, "")
        self.tabs.addTab(self.site_table, "")
        layout = self._layout = QVBoxLayout(self)
        layout.setSpacing(theme().px(8))
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.filters)
        layout.addWidget(self.told)
        layout.addWidget(self.bar)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.empty, 1)
        self.empty.hide()

    def _save_room(self) -> None:
        """Where the window is low, one line of buttons is enough, and the counts stand in it."""
        around = self.parentWidget()
        low = (around.height() if around is not None else self.height()) < theme().px(_LOWER)
        for each in self.answer_buttons.values():
            each.setVisible(not low)
        pad = theme().px(12 if low else 24)
        self._layout.setContentsMargins(theme().px(24), pad, theme().px(24), theme().px(8 if low else 16))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where buttons take two lines, the table gives way and not they."""
        super().resizeEvent(event)
        self._save_room()
        self.bar.setMinimumHeight(self._bar.heightForWidth(self.bar.width()))
        # Where there is little room, tool tips and help tell what the signs mean.
        self.legend.setVisible(self.height() >= theme().px(_LOW))
