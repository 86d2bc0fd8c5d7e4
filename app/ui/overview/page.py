"""The overview: what was answered, what failed where, what to do next. Every number leads to its list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.catalogue import SPLIT_YEARS
from app.domain.findings import Source
from app.domain.plan import Horizon
from app.domain.reminding import Link
from app.domain.shares import Share
from app.i18n import current_language, gettext_in
from app.i18n import gettext as _
from app.services import overview as looking
from app.services.changes import Changes
from app.services.overview import Overview, Step
from app.services.overview_charts import Chart, charts
from app.ui.overview.chart import ChartCard
from app.ui.overview.due import DuePanel, target_of
from app.ui.overview.due_list import DueDialog
from app.ui.overview.figure import Figure, Flush
from app.ui.overview.map_card import MapCard
from app.ui.overview.programme import Programme
from app.ui.overview.steps import step_target, step_text
from app.ui.page import Page
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.columns import empty
from app.ui.widgets.flow import Flow
from app.ui.widgets.link import LongLink
from app.ui.widgets.tab_order import follow_layout
from app.ui.words import day_word

_NARROW = 1000
_TABLES = "overview/tables"
"""The setting that keeps which charts were turned into tables."""
_END = object()
Seen = tuple[Overview, str, dict[str, Chart]]
"""What was read: the figures, and the charts by their ids in a language."""
_BARS = ("areas", "trends", "states", "leaks", "causes")


class OverviewPage(Page):
    """What is due, counts, next steps, charts that can be turned into tables, and the separation programme."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: Overview | None = None
        self._charts: dict[str, Chart] = {}
        self._pieces: Iterator[None] | None = None
        self._stale = False
        self._round = 0
        self._settings = Settings()
        self._tables = set(self._settings.text(_TABLES).split())
        self._build()
        theme().changed.connect(self._show)
        # What is to be done next is told to who works now.
        session.taken_over.connect(lambda _name: self.refresh(Changes()))
        self.retranslate()
        self._load()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        outer.addWidget(scroll)
        self._scroll = scroll
        body = self._body = QWidget()
        body.setProperty("role", "page")
        scroll.setWidget(body)
        margin = theme().px(24)
        column = QVBoxLayout(body)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme().px(16))
        self._title, self._subtitle = label("title"), label("quiet")
        self.turn_all: QPushButton = button("", self._turn_all, body)
        self.print: QPushButton = button("", self._print, body)
        column.addWidget(self._title)
        column.addWidget(self._subtitle)
        tools = QWidget(body)
        row = Flow(tools)
        row.addWidget(self.turn_all)
        row.addWidget(self.print)
        column.addWidget(tools)
        self._due = DuePanel(self.session, self._see_due, body)
        column.addWidget(self._due)
        self._figures = [Figure(go, body) for go in self._links()]
        self._figure_grid = QGridLayout()
        self._figure_grid.setSpacing(theme().px(12))
        column.addLayout(self._figure_grid)
        self._next_card, self._next_title, self._next = self._next_part()
        column.addWidget(self._next_card)
        self.map = MapCard(self.session, body)
        self.map.cell.connect(self._cell_chosen)
        self.bars = {name: ChartCard(body) for name in _BARS}
        for name, each in (*self.bars.items(), ("sites", self.map)):
            each.chosen.connect(self._follow)
            each.turned.connect(partial(self._turned, name))
        self.compare: QPushButton = button("link", self._compare, self.bars["trends"])
        line = Flush()
        line.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)
        trends = self.bars["trends"].column
        trends.insertLayout(trends.count() - 1, line)
        for name in ("areas", "sites", "trends", "states"):
            column.addWidget(self.map if name == "sites" else self.bars[name])
        self._pair = QGridLayout()
        self._pair.setSpacing(theme().px(16))
        column.addLayout(self._pair)
        self._programme_card, self._programme_title = self._programme_part()
        column.addWidget(self._programme_card)
        column.addStretch(1)
        shortcut = QShortcut(QKeySequence("Alt+T"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._turn_all)
        self._arrange()

    def _links(self) -> list[Callable[[], object]]:
        go = self.session.go
        return [
            lambda: go(Target("checkpoints", options={"filter": "answered"})),
            lambda: go(Target("checkpoints", options={"filter": "nonconforming"})),
            lambda: go(Target("checkpoints", options={"filter": "partly"})),
            lambda: go(Target("checkpoints", options={"filter": "unproven"})),
            lambda: go(Target("findings", options={"severity": "serious"})),
            lambda: go(Target("plan", options={"filter": "overdue"})),
        ]

    def _programme_part(self) -> tuple[QFrame, QLabel]:
        frame, layout = card()
        title = label("section")
        layout.addWidget(title)
        self._programme = Programme(frame)
        layout.addWidget(self._programme)
        self._programme_link = button("link", lambda: self.session.go(Target("plan", options={"tab": "separation"})))
        row = Flush()
        row.addWidget(self._programme_link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(row)
        layout.addStretch(1)
        return frame, title

    def _next_part(self) -> tuple[QFrame, QLabel, QVBoxLayout]:
        frame, layout = card()
        title = label("section")
        layout.addWidget(title)
        steps = Flush()
        steps.setSpacing(0)
        layout.addLayout(steps)
        layout.addStretch(1)
        return frame, title, steps

    # --- showing ---------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self._round += 1
        self._stale = False
        round_, desk, outline, language = self._round, self.session.desk, self.session.outline, current_language()

        def read() -> Seen:
            view = looking.overview(desk, outline)
            return view, language, _charts(view, self.session, language)

        def home(seen: Seen) -> None:
            # Readings overtake one another: one that began before the last change would show an older state.
            if round_ == self._round:
                self._took(seen)

        self.session.tasks.read(read, home, owner=self)

    def _took(self, seen: Seen) -> None:
        self._view, language, self._charts = seen
        if language != current_language():
            # It was switched on the way.
            self._charts = _charts(self._view, self.session, current_language())
        self._show()

    def refresh(self, changes: Changes) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self._load()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read what was written while another page was shown."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._load()

    def pieces(self) -> tuple[QWidget, ...]:
        """The first number."""
        return (self._figures[0],)

    def help_topic(self) -> str:
        """The topic of F1."""
        return "overview"

    def retranslate(self) -> None:
        self._programme_title.setText(_("Physical separation"))
        self._next_title.setText(_("What to do next"))
        self._programme_link.setText(_("Open the separation programme"))
        self._scroll.setAccessibleName(_("Overview page"))
        self.print.setText(_("Print this page…"))
        self.compare.setText(_("Compare with the earlier audit place by place"))
        self._name_turn()
        if self._view is not None:
            self._charts = _charts(self._view, self.session, current_language())
        self._show()

    def _show(self) -> None:
        """Show what was read, in pieces: all at once they would hold the window up."""
        if self._view is not None:
            self._pieces = self._shown(self._view)
            self._go_on()

    def _go_on(self) -> None:
        """One piece, and the next one when the window has had its turn."""
        pieces = self._pieces
        if pieces is not None and next(pieces, _END) is not _END:
            QTimer.singleShot(0, self, partial(self._go_on_with, pieces))

    def _go_on_with(self, pieces: Iterator[None]) -> None:
        # What was read meanwhile is shown in pieces of its own.
        if pieces is self._pieces:
            self._go_on()

    def _shown(self, view: Overview) -> Iterator[None]:
        audit = view.outline.audit
        self._title.setText(
            _("Overview  {organisation} {period}").format(organisation=audit.organisation, period=audit.period)
        )
        self._subtitle.setText(
            _("As of {date}. Choose a number to open the list behind it.").format(date=day_word(audit.as_of, era=True))
        )
        self._due.show_due(view.due)
        yield
        self._show_figures(view)
        yield
        self._show_steps(view)
        yield
        self._show_chart("areas")
        yield
        self.map.show_view(view, self._charts["sites"], as_table="sites" in self._tables)
        yield
        for name in ("trends", "states"):
            self._show_chart(name)
            yield
        self.compare.setVisible(view.earlier is not None)
        for name in ("leaks", "causes"):
            self._show_chart(name)
            yield
        horizon = Horizon(view.outline.audit.counted_from, self.session.catalogue.limit(SPLIT_YEARS))
        self._programme.show_separations(view.separations, view.today, horizon)
        # Steps, links and signs are made when they are known.
        follow_layout(self._body)

    def _show_chart(self, name: str) -> None:
        self.bars[name].show_chart(self._charts[name], as_table=name in self._tables)

    def _show_figures(self, view: Overview) -> None:
        total = view.total
        answers, bad, partly, unproven, serious, late = self._figures
        answers.say(
            _("Answers, all sites") if len(self.session.sites) > 1 else _("Answers"),
            f"{total.answered:,} / {total.total:,}",
            "" if total.open else _("All answered"),
        )
        answers.offer(
            (words.format(count=f"{count:,}"), partial(self._show_answers, which))
            for which, count, words in (
                ("unanswered", total.unanswered, _("{count} to go")),
                ("copied", view.copied, _("Copies to confirm {count}")),
                ("stale", len(view.outline.stale), _("Changed since {count}")),
            )
            if count
        )
        bad.say(f"× {_('Nonconforming')}", f"{total.nonconforming:,}", "", "nonconforming")
        partly.say(f"△ {_('Partly deficient')}", f"{total.partly:,}", "", "partly")
        conforming = sum(each.shares[Share.CONFORMING] for each in view.parts) + view.unproven
        unproven.say(
            f"□ {_('Unproven')}",
            f"{view.unproven:,}",
            _("of {count} conforming").format(count=f"{conforming:,}"),
            "partly" if view.unproven else "",
        )
        sources = looking.by_source(view.serious)
        serious.say(
            _("Serious findings"),
            f"{len(view.serious):,}",
            _("Ledgers {rules}  answers {answers}").format(
                rules=sources[Source.RULES], answers=sources[Source.ANSWERS]
            ),
            "nonconforming" if view.serious else "",
        )
        late.say(
            _("Overdue measures"),
            f"{len(view.overdue):,}",
            "",
            "nonconforming" if view.overdue else "",
        )
        soon = _("{count} due within {days} days").format(count=f"{len(view.due_soon):,}", days=looking.SOON)
        go_soon = partial(self.session.go, Target("plan", options={"filter": "due_soon"}))
        late.offer([(soon, go_soon)] if view.due_soon else [])

    def _show_steps(self, view: Overview) -> None:
        empty(self._next)
        for step in view.steps:
            self._next.addWidget(self._step(step))

    def _step(self, step: Step) -> QPushButton:
        text, target = step_text(step, self.session), step_target(step, self.session)
        line = LongLink(text, (lambda: self.session.go(target)) if target else None)
        if target is None:
            line.setEnabled(False)
        if step.code in ("overdue", "serious_without_measure"):
            line.tone = "nonconforming"
        return line

    # --- acting ----------------------------------------------------------------------------------------------------

    def _turned(self, name: str) -> None:
        """Remember which charts were turned into tables."""
        cards: dict[str, ChartCard] = {**self.bars, "sites": self.map}
        self._tables = {each for each, where in cards.items() if where.as_table}
        self._settings.put(_TABLES, " ".join(sorted(self._tables)))
        self._name_turn()

    def _turn_all(self) -> None:
        """All charts into tables, or, where all are, back."""
        every = {*self.bars, "sites"}
        self._tables = set() if self._tables == every else every
        self._settings.put(_TABLES, " ".join(sorted(self._tables)))
        self._name_turn()
        self._show()

    def _name_turn(self) -> None:
        everything = self._tables == {*self.bars, "sites"}
        self.turn_all.setText(_("All as charts") if everything else _("All as tables"))
        self.turn_all.setToolTip("Alt+T")

    def _print(self) -> None:
        self.session.go(Target("reports", options={"report": "overview"}))

    def _compare(self) -> None:
        self.session.go(Target("compare", options={"tab": "places"}))

    def _follow(self, link: Link) -> None:
        self.session.go(target_of(link))

    def _see_due(self) -> None:
        DueDialog(self.session, self.window()).open()

    def _show_answers(self, which: str) -> None:
        self.session.go(Target("checkpoints", options={"filter": which}))

    def _cell_chosen(self, item: str, site: str) -> None:
        self.session.go(Target("checkpoints", site=site or None, options={"item": item}))

    # --- room ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Figures and the two charts of findings beside each other where there is room, else below each other."""
        width = self.width()
        across = 6 if width >= theme().px(_NARROW) else 3 if width >= theme().px(620) else 2
        for number, figure in enumerate(self._figures):
            self._figure_grid.addWidget(figure, number // across, number % across)
        for column in range(6):
            self._figure_grid.setColumnStretch(column, 1 if column < across else 0)
        beside = width >= theme().px(_NARROW)
        for number, name in enumerate(("leaks", "causes")):
            self._pair.addWidget(self.bars[name], 0 if beside else number, number if beside else 0)
            self._pair.setColumnStretch(number, 1 if beside or not number else 0)


def _charts(view: Overview, session: Session, language: str) -> dict[str, Chart]:
    return {chart.id: chart for chart in charts(view, session.catalogue, gettext_in(language), language)}
