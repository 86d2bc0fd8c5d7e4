"""The page of review and seal (確認・封印): where the audit stands, the answers to be reviewed, the people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.page import Page
from app.ui.review import data
from app.ui.review.data import FinishData
from app.ui.review.people import PeopleTab
from app.ui.review.places import PlacesTab
from app.ui.review.status import StatusTab
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.notice import Notice

TABS = ("status", "places", "people")
_Tab = TypeVar("_Tab", StatusTab, PlacesTab, PeopleTab)


class FinishPage(Page):
    """Three tabs over one reading of the audit."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.data: FinishData | None = None
        self._round = 0
        self._stale = False
        self.title = label("title", wrap=False)
        self.notice = Notice()
        self.tabs = QTabWidget()
        self._holders: dict[str, QVBoxLayout] = {}
        self._built: list[StatusTab | PlacesTab | PeopleTab] = []
        for name in TABS:
            holder = QWidget()
            self._holders[name] = QVBoxLayout(holder)
            self._holders[name].setContentsMargins(*[theme().px(12), 0] * 2)
            self.tabs.addTab(holder, "")
        layout = QVBoxLayout(self)
        pad = theme().px(24)
        layout.setContentsMargins(pad, pad, pad, theme().px(16))
        layout.setSpacing(theme().px(12))
        layout.addWidget(self.title)
        layout.addWidget(self.notice)
        layout.addWidget(self.tabs, 1)
        session.taken_over.connect(lambda _name: self._read())
        self.retranslate()
        self._read()

    def parts(self) -> Iterator[None]:
        """One tab after the other."""
        for name in TABS:
            getattr(self, name)
            yield

    @cached_property
    def status(self) -> StatusTab:
        """Where the audit stands."""
        tab = StatusTab(self.session, self.notice)
        tab.wanted.connect(self._show_places)
        return self._into("status", tab)

    @cached_property
    def places(self) -> PlacesTab:
        """The answers to be reviewed."""
        return self._into("places", PlacesTab(self.session, self.notice))

    @cached_property
    def people(self) -> PeopleTab:
        """The people of the audit."""
        tab = PeopleTab(self.session, self.notice)
        tab.called = self._called
        return self._into("people", tab)

    def _into(self, name: str, tab: _Tab) -> _Tab:
        self._holders[name].addWidget(tab)
        self._built.append(tab)
        tab.retranslate()
        if self.data is not None:
            tab.show_data(self.data)
        return tab

    def open(self, target: Target) -> None:
        """Show a tab (`tab`), or the places that the options (`item`, `site`, `state`, `by`, `gap`) leave."""
        options = target.options
        wanted = options.get("tab", "")
        if wanted in TABS:
            self.tabs.setCurrentIndex(TABS.index(wanted))
        if {"item", "site", "state", "by", "gap"} & options.keys():
            told = (options.get(name, "") for name in ("state", "gap", "by"))
            self._show_places(options.get("item", ""), options.get("site"), *told)

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        # Whatever changes may let an approval lapse.
        if changes:
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
        self.title.setText(_("Review and seal"))
        for number, text in enumerate((_("Approval and seal"), _("Answers to be reviewed"), _("People"))):
            self.tabs.setTabText(number, text)
        self.tabs.setAccessibleName(_("Parts of review and seal"))
        for name, words in (("ScrollLeftButton", _("Earlier tabs")), ("ScrollRightButton", _("Later tabs"))):
            # Qt names the arrows of a tab bar that has no room once only.
            for arrow in self.tabs.findChildren(QToolButton, name):
                arrow.setAccessibleName(words)
        for tab in self._built:
            tab.retranslate()

    def pieces(self) -> tuple[QWidget, ...]:
        """What is open, the places, or the people: as the tab is."""
        return self.places.table, self.people.table, self.status

    def help_topic(self) -> str:
        """The topic of F1 on this page."""
        return "review"

    def _show_places(self, item: str, site: str | None, state: str, gap: str, by: str = "") -> None:
        self.tabs.setCurrentIndex(TABS.index("places"))
        self.places.filter(item=item, site=site, state=state, by=by, gap=gap)
        self.places.table.setFocus()

    def _called(self, name: str) -> None:
        from app.ui.main_window import MainWindow

        window = self.window()
        if isinstance(window, MainWindow):
            window.be_called(name)
        else:
            self.session.work_as(name)

    def _read(self) -> None:
        self._round += 1
        self._stale = False
        round_, desk = self._round, self.session.desk

        def home(read: FinishData) -> None:
            if round_ == self._round:
                self.data = read
                for tab in self._built:
                    tab.show_data(read)

        self.session.tasks.read(lambda: data.read(desk), home, owner=self)
