"""An open audit in the window: header, navigation, and the pages, each built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.domain.progress import Place
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui import registry
from app.ui.arrival import Arrival
from app.ui.banner import Banner
from app.ui.header import Header
from app.ui.navigation import Navigation
from app.ui.page import Page
from app.ui.review.seal_bar import SealBar
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style import tokens
from app.ui.style.theme import theme

_REMEMBERED = 100
_COUNTED_AFTER = 100
"""Milliseconds after which a number beside a page is read that nobody waits for: painting the page comes first."""
_LOADED_AFTER = 200
"""Milliseconds after the first page was shown before the other pages are imported: its own work comes first."""


class Workspace(QWidget):
    """Shows what `session.wanted` asks for and remembers the way. `moved` is emitted when the place has changed."""

    moved = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.session = session
        self._settings = settings
        self._entries = {entry.id: entry for entry in registry.pages()}
        self._built: dict[str, Page] = {}
        self._frames: dict[str, QScrollArea] = {}
        self._way: list[Target] = []
        self._step = -1
        self._walking = self._abandoned = False
        self._count_round = 0
        self._overlay = False
        self._coming: Target | None = None
        self._assembly: Iterator[None] | None = None
        self.header = Header(session, self)
        self.navigation = Navigation(session, tuple(self._entries.values()), self)
        self.banner = Banner(self)
        self.pages = QStackedWidget(self)
        self._arrival = Arrival(self)
        area = QVBoxLayout()
        area.setSpacing(0)
        self._banner_room = QVBoxLayout()
        self._banner_room.addWidget(self.banner)
        self.seal = SealBar(session, self)
        area.addWidget(self.seal)
        area.addLayout(self._banner_room)
        area.addWidget(self.pages, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(row, 1)
        self.navigation.chosen.connect(session.go)
        self.navigation.widen.connect(self._widen)
        session.counted.connect(self.navigation.set_count)
        session.wanted.connect(self.show_target)
        session.onward.connect(self.next_unanswered)
        session.arrived.connect(self._arrived)
        session.site_changed.connect(self._site_changed)
        session.changed.connect(self._changed)
        self.banner.toggled.connect(self._make_room)
        theme().changed.connect(self._fit)

    # --- where -------------------------------------------------------------------------------------------------------

    def resume(self) -> None:
        """Go to where the officer was in this file, or to the first page there is."""
        target, site = self._resumed()
        if site:
            self.session.choose_site(site)
        if target is not None:
            self.session.go(target)
        # When what was left is on the screen again.
        self._later(_COUNTED_AFTER, self._count_findings)
        self._later(_LOADED_AFTER, self._load_pages)
        if target is None or target.page != "overview":
            self._later(_LOADED_AFTER, self._tell_due)

    def _later(self, milliseconds: int, act: Callable[[], None]) -> None:
        """What reads the audit, unless that is closed by then."""
        QTimer.singleShot(milliseconds, self, lambda: None if self._abandoned else act())

    def build_resumed(self) -> Iterator[None]:
        """Build the page that `resume` will show, in pieces: at once they would hold the window up."""
        target, _site = self._resumed()
        if target is not None:
            yield from self._build(target.page)

    def _resumed(self) -> tuple[Target | None, str]:
        """The remembered page, or the first there is, and the site."""
        checkpoint, site = self._settings.last_place(self.file)
        if "checkpoints" in self._entries and any(c.id == checkpoint for c in self.session.outline.checkpoints):
            return Target("checkpoints", checkpoint=checkpoint), site
        first = next(iter(self._entries), None)
        return Target(first) if first is not None else None, site

    @property
    def file(self) -> Path:
        """The audit file."""
        return self.session.file

    @property
    def page(self) -> Page | None:
        """The page on show."""
        frame = self.pages.currentWidget()
        page = frame.widget() if isinstance(frame, QScrollArea) else None
        return page if isinstance(page, Page) else None

    def show_target(self, target: Target) -> None:
        """Show what `target` names. A page that is not there yet is built in pieces, and shown when it is whole."""
        if target.page not in self._entries:
            return
        target = self._resolved(target)
        # Whoever is asked for last is shown.
        self._coming = None
        self._arrival.asked()
        page = self._built.get(target.page)
        if not self._may_show(page):
            return
        if page is None:
            self._coming = target
            if self._assembly is None:
                self._assembly = self._assemble(target)
                self._go_on()
            return
        self._show(target, page)

    def _may_show(self, page: Page | None) -> bool:
        before = self.page
        return before is None or page is before or before.leave()

    def _show(self, target: Target, page: Page) -> None:
        arrived = self._step
        here = self.session.here
        left, before = self.page, _focus_in(page)
        welcome = self._arrival.welcome(left)
        page.open(target)
        led = _focus_in(page)
        self.pages.setCurrentWidget(self._frames[target.page])
        if led is not before:
            before = led  # By the page itself, to what the target names.
        elif not self._walking and replace(target, site=None) != Target(target.page):
            before = None
        if welcome and (page is not left or not page.isAncestorOf(self.window().focusWidget() or self)):
            self._arrival.at(page, before)
        # A page that knows better where it is has told so in `open`.
        if self._step == arrived and self.session.here is here:
            self.session.at(target)
        if self.navigation.narrow is False and self._overlay:
            self._fit()

    def _assemble(self, target: Target) -> Iterator[None]:
        """Build the page of `target` and show what is wanted by then; each piece holds the window up for a moment."""
        if target.page not in self._built:
            yield from self._build(target.page)
        coming, self._coming = self._coming, None
        if coming is None:
            return
        if coming.page not in self._built:
            self._coming = coming
            yield from self._assemble(coming)
        elif self._may_show(self._built[coming.page]):
            self._show(coming, self._built[coming.page])

    def _go_on(self) -> None:
        """One piece, and the next one when the window has had its turn."""
        if self._assembly is None:
            return
        try:
            next(self._assembly)
        except BaseException as error:
            self._assembly = None
            if not isinstance(error, StopIteration):
                raise
        else:
            QTimer.singleShot(0, self, self._go_on)

    def _load_pages(self) -> None:
        """Import the other pages while the officer looks at the first one: reading them would hold the window up."""
        entries, ledgers = tuple(self._entries.values()), self.session.desk.world.ledgers

        def load() -> None:
            for entry in entries:
                entry.load()
            for kind in ledgers.kinds():
                ledgers.form(kind)

        self.session.tasks.read(load, owner=self)

    def _tell_due(self) -> None:
        """Say once a day that something is late or due soon: the overview tells of it, and another page is on show."""
        from app.ui.overview.told import tell_due

        tell_due(self.session, self._settings, self.banner)

    def _build(self, identity: str) -> Iterator[None]:
        # Importing a page takes as long as building it.
        self._entries[identity].load()
        yield
        frame = _frame(self.pages)
        page = self._entries[identity].make(self.session, frame.viewport())
        yield
        yield from page.parts()
        frame.setWidget(page)
        self._built[identity], self._frames[identity] = page, frame
        self.pages.addWidget(frame)
        yield

    def _resolved(self, target: Target) -> Target:
        """With the site that is examined, where none is named."""
        return replace(target, site=self.session.site) if target.site is None else target

    def next_unanswered(self) -> None:
        """Ctrl+J: the next checkpoint of this site without an answer; if there is none, say what is left elsewhere."""
        place, here = self.session.next_unanswered(), self.session.here
        if place is not None and here is not None and here.page == "checkpoints" and place[0] == here.checkpoint:
            self.banner.notice(lambda: _("Only this checkpoint is left at this site."))
            return
        if place is not None:
            self.session.go(Target("checkpoints", checkpoint=place[0]))
            return
        by_site = self.session.outline.by_site()
        # What was answered here a moment ago may still be on its way.
        others = [s for s in self.session.sites if s.id != self.session.site]
        left = next((s for s in others if by_site[s.id].open), None)
        if left is None:
            self.banner.notice(lambda: _("Every checkpoint of this audit is answered."))
            return
        self.banner.notice(
            lambda: _("Every checkpoint of this site is answered. Next: {site}, {count} to go.").format(
                site=left.name, count=by_site[left.id].open
            ),
            lambda: _("Go there"),
            lambda: self._go_on_at(left.id),
        )

    def _go_on_at(self, site: str) -> None:
        self.session.choose_site(site)
        self.next_unanswered()

    def go_back(self) -> None:
        """Alt+←: the place before this one."""
        self._walk(-1)

    def go_forward(self) -> None:
        """Alt+→: the place one came back from."""
        self._walk(1)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._step > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether one came back from somewhere."""
        return self._step + 1 < len(self._way)

    def next_site(self, step: int) -> None:
        """The next or the previous site of the list."""
        sites = [s.id for s in self.session.sites]
        if sites:
            self.session.choose_site(sites[(sites.index(self.session.site) + step) % len(sites)])

    def next_part(self, step: int) -> None:
        """Lead the keyboard on: from the page to the navigation, to the search above, and back to the page, or round
        the other way."""
        now, parts = self.window().focusWidget(), (self.pages, self.navigation, self.header)
        at = next((n for n, part in enumerate(parts) if now is not None and part.isAncestorOf(now)), 0)
        part = parts[(at + step) % len(parts)]
        if part is self.navigation:
            self.navigation.focus_current()
        elif part is self.header:
            self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif (page := self.page) is not None:
            self._arrival.stop()
            self._arrival.at(page, _focus_in(page))

    def abandon(self) -> None:
        """The audit is closed: what is half built is not wanted any more."""
        self._assembly = self._coming = None
        self._abandoned = True
        self._arrival.stop()

    def can_leave(self) -> bool:
        """Whether every page lets the officer go."""
        return all(page.leave() for page in self._built.values())

    def shows(self, places: Sequence[Place]) -> bool:
        """Whether the page on show has all of these places."""
        page = self.page
        return page is not None and page.shows(places)

    def _walk(self, step: int) -> None:
        to = self._step + step
        if not 0 <= to < len(self._way):
            return
        self._walking = True
        try:
            self.session.go(self._way[to])
            self._step = to
        finally:
            self._walking = False
        self.moved.emit()

    def _arrived(self, target: Target) -> None:
        if target.site is None:
            target = replace(target, site=self.session.site)
        if not self._walking and (self._step < 0 or self._way[self._step] != target):
            self._way = [*self._way[: self._step + 1], target][-_REMEMBERED:]
            self._step = len(self._way) - 1
        self.navigation.show_place(target)
        if target.page == "checkpoints" and target.checkpoint:
            self._remember(target.checkpoint)
        self.moved.emit()

    def _remember(self, identity: str) -> None:
        """The place, and what the next start says of it until the file is open."""
        from app.ui.checkpoints.head import head_of, head_to_text

        checkpoint = self.session.catalogue.known(identity)
        if checkpoint is None:  # One of the company's own, taken out meanwhile.
            return
        head = head_of(self.session, checkpoint, self.session.place(checkpoint))
        self._settings.put_last_place(self.file, identity, self.session.site, head_to_text(head))

    # --- what changed ------------------------------------------------------------------------------------------------

    def _site_changed(self, site: str) -> None:
        self.header.refresh()
        self.navigation.refresh()
        here = self.session.here
        if here is not None and here.page == "checkpoints" and here.checkpoint:
            self._remember(here.checkpoint)

    def _changed(self, changes: Changes) -> None:
        self.header.refresh()
        self.navigation.refresh()
        if changes.findings:
            self._count_findings()

    def _count_findings(self) -> None:
        self._count_round += 1
        round_, desk = self._count_round, self.session.desk

        def home(count: int) -> None:
            # Readings overtake one another: one that began before the last change would show an older state.
            if round_ == self._count_round:
                self.navigation.set_findings(count)

        def count() -> int:
            from app.services import searching

            return searching.open_findings(desk)

        self.session.tasks.read(count, home, owner=self.navigation)

    # --- room --------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Collapse the navigation where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._overlay = False
        self.navigation.set_narrow(self.width() < theme().px(tokens.NARROW))
        self.header.fit(self.width())
        self._make_room(self.banner.isVisible())

    def _make_room(self, shown: bool) -> None:
        margin = theme().px(12) if shown else 0
        self._banner_room.setContentsMargins(margin, margin, margin, 0)

    def _widen(self) -> None:
        """Show the whole navigation for one choice."""
        self._overlay = True
        self.navigation.set_narrow(False)
        QTimer.singleShot(0, self.navigation.focus_current)


def _focus_in(page: QWidget) -> QWidget | None:
    """What has the keyboard in a page, or had it last; Qt's stub leaves out that there may be nothing."""
    return page.focusWidget()


def _frame(parent: QWidget) -> QScrollArea:
    """Room for a page, which can be scrolled where the window is smaller than it can become."""
    frame = QScrollArea(parent)
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frame.setWidgetResizable(True)
    return frame
