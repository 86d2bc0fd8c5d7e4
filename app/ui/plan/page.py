"""The page of the improvement plan (業務改善計画): measures, cases, physical split, filing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.page import Page
from app.ui.plan import data
from app.ui.plan.actions import ActionsTab
from app.ui.plan.cases import CasesTab
from app.ui.plan.data import PlanData
from app.ui.plan.factors import FactorsTab
from app.ui.plan.filing import FilingTab
from app.ui.plan.gantt.tab import TimelineTab
from app.ui.plan.leading import lead_to
from app.ui.plan.separations import SeparationsTab
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Autosave
from app.ui.widgets.basics import label
from app.ui.widgets.notice import Notice

TABS = ("actions", "cases", "separations", "filing", "timeline", "factors")
_OTHER_NAMES = {"case": "cases", "separation": "separations", "privacy": "cases"}
_END = object()


class _Tab(Protocol):
    def show_plan(self, data: PlanData) -> None: ...
    def retranslate(self) -> None: ...


@runtime_checkable
class _Pieces(Protocol):
    """A tab that is too large to be built at once: the rest of it is, once it stands in its place."""

    def pieces(self) -> Iterator[None]: ...


class PlanPage(Page):
    """Five tabs over one reading of the plan; a tab is built when it is first shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.data: PlanData | None = None
        self._round = 0
        self._stale = False
        self._makers: dict[str, Callable[[Session], QWidget]] = {
            "actions": ActionsTab,
            "cases": CasesTab,
            "separations": SeparationsTab,
            "filing": FilingTab,
            "timeline": TimelineTab,
            "factors": FactorsTab,
        }
        self._wanted: Target | None = None
        self._built: dict[str, QWidget] = {}
        self._building: dict[str, Iterator[None]] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self.title = label("title", wrap=False)
        self.notice = Notice()
        self.tabs = QTabWidget()
        for name in TABS:
            holder = QWidget()
            holder.setObjectName(name)
            self._places[name] = QVBoxLayout(holder)
            self._places[name].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, "")
        layout = QVBoxLayout(self)
        pad = theme().px(24)
        layout.setContentsMargins(pad, pad, pad, theme().px(16))
        layout.setSpacing(theme().px(12))
        layout.addWidget(self.title)
        layout.addWidget(self.notice)
        layout.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda index: self._shown(index))
        self.retranslate()
        QTimer.singleShot(0, self, lambda: self._go_on(self._pieces(TABS[0])))
        self._read()

    def tab(self, name: str) -> QWidget:
        """A tab's own widget, built when first asked for."""
        for _piece in self._pieces(name):
            pass
        return self._built[name]

    def _pieces(self, name: str) -> Iterator[None]:
        """What is left to do until a tab is built: once for each, whoever goes on with it."""
        if name not in self._building:
            self._building[name] = self._build(name)
        return self._building[name]

    def _build(self, name: str) -> Iterator[None]:
        """Build a tab in pieces: at once the larger ones would hold the window up."""
        made = self._makers[name](self.session)
        yield
        self._places[name].addWidget(made)
        if isinstance(made, _Pieces):
            yield
            yield from made.pieces()
        self._built[name] = made
        yield
        tab: _Tab = made  # type: ignore[assignment]
        tab.retranslate()
        yield
        if self.data is not None:
            tab.show_plan(self.data)

    def _go_on(self, pieces: Iterator[None]) -> None:
        """One piece, and the next one when the window has had its turn."""
        if next(pieces, _END) is not _END:
            QTimer.singleShot(0, self, lambda: self._go_on(pieces))

    @property
    def measures(self) -> ActionsTab:
        """The tab of the measures."""
        made = self.tab("actions")
        assert isinstance(made, ActionsTab)  # noqa: S101 - made so
        return made

    def open(self, target: Target) -> None:
        """Show a tab (`tab`), a filter (`filter`), one measure or `record`, and lead to one of its fields (`field`)."""
        wanted = target.options.get("tab", "")
        name = _OTHER_NAMES.get(wanted, wanted)
        if target.action or "filter" in target.options:
            name = "actions"
        if name in TABS:
            self.tabs.setCurrentIndex(TABS.index(name))
        if "filter" in target.options:
            self.measures.filter(target.options["filter"])
        if target.action:
            self.measures.choose(target.action)
        if "field" in target.options or "record" in target.options:
            self._wanted = target
            self._lead()

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        if changes.plan or changes.findings or changes.audit or changes.sites or changes.places or changes.ledgers:
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
        self.title.setText(_("Improvement plan"))
        self.tabs.setAccessibleName(_("Parts of the improvement plan"))
        for index, words in enumerate(
            (
                _("① Measures"),
                _("② Cases (B, C)"),
                _("③ Physical split"),
                _("④ Filing"),
                _("⑤ Timeline"),
                _("⑥ Six factors"),
            ),
        ):
            self.tabs.setTabText(index, words)
        # Qt names the arrows of a tab bar that has no room once only.
        for name, words in (("ScrollLeftButton", _("Earlier tabs")), ("ScrollRightButton", _("Later tabs"))):
            for arrow in self.tabs.findChildren(QToolButton, name):
                arrow.setAccessibleName(words)
        for made in self._built.values():
            tab: _Tab = made  # type: ignore[assignment]
            tab.retranslate()

    def pieces(self) -> tuple[QWidget, ...]:
        """The list of the tab that is shown, or what it begins with."""
        tab = self._built.get(TABS[self.tabs.currentIndex()])
        if isinstance(tab, ActionsTab | SeparationsTab):
            return tab.table, tab
        if isinstance(tab, TimelineTab):
            return tab.view, tab.table, tab
        if isinstance(tab, CasesTab | FactorsTab):
            return tab.list, tab
        return (tab,) if tab is not None else ()

    def help_topic(self) -> str:
        """The topic of F1 on this page."""
        return "plan"

    def leave(self) -> bool:
        """Write what was typed; stay while something was refused."""
        saving = [(name, saver) for name, made in self._built.items() for saver in made.findChildren(Autosave)]
        for _name, saver in saving:
            saver.flush()
        for name, saver in saving:
            if saver.refused():
                self.tabs.setCurrentIndex(TABS.index(name))
                self._show_refused(name, saver)
                return False
        self.notice.hide()
        return True

    def _show_refused(self, name: str, saver: Autosave) -> None:
        record = saver.refused()[0][0]
        tab = self._built[name]
        number = record if isinstance(tab, ActionsTab) and isinstance(record, int) else None
        if isinstance(tab, ActionsTab) and number is not None:
            tab.choose(number)
        elif isinstance(tab, CasesTab | SeparationsTab | FactorsTab):
            tab.choose(str(record))

        def told() -> str:
            first = _("Something here could not be saved. Correct it or undo it.")
            if number is not None:
                first = _("Measure {number} holds something that could not be saved. Correct it or undo it.").format(
                    number=number
                )
            lines = [
                _("{field}: {why}").format(field=each.field, why=each.sentence) if each.field else each.sentence
                for each in saver.complaints()
                if each.record == record
            ]
            return "\n".join((first, *lines))

        self.notice.say(told, good=False)
        saver.focus_refused()

    def _read(self) -> None:
        self._round += 1
        self._stale = False
        round_, desk = self._round, self.session.desk

        def home(read: PlanData) -> None:
            # A reading that began before the last change would put an older state into the fields.
            if round_ == self._round:
                self.data = read
                self._go_on(self._show(read))

        self.session.tasks.read(lambda: data.read(desk), home, owner=self)

    def _show(self, read: PlanData) -> Iterator[None]:
        """Show the plan on one tab after the other, the one that is seen first, unless it is read anew meanwhile."""
        seen = TABS[self.tabs.currentIndex()]
        for name in sorted(self._built, key=lambda name: name != seen):
            if self.data is not read:
                return
            tab: _Tab = self._built[name]  # type: ignore[assignment]
            tab.show_plan(read)
            yield
        self._lead()

    def _lead(self) -> None:
        """Put the cursor into the field that somebody wants to see, once the plan was read."""
        if self._wanted is not None and self.data is not None:
            target, self._wanted = self._wanted, None
            name = TABS[self.tabs.currentIndex()]
            QTimer.singleShot(0, self, lambda: lead_to(self.tab(name), target.options))

    def _shown(self, index: int) -> None:
        self._go_on(self._pieces(TABS[index]))
