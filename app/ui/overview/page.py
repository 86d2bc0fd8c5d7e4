"""The overview: what was answered, what failed where, what to do next. Every number leads to its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.findings import Source
from app.domain.progress import Tally
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import overview as looking
from app.services import wording
from app.services.changes import Changes
from app.services.overview import Overview, Step
from app.ui.overview.bars import Bars
from app.ui.overview.matrix import Matrix, item_titles
from app.ui.overview.programme import Programme
from app.ui.page import Page
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.columns import empty
from app.ui.widgets.link import LongLink
from app.ui.words import cause_word, day_word

_NARROW = 1000


class Figure(QFrame):
    """A card with one number that is a link to what it counts."""

    def __init__(self, go: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        layout = QVBoxLayout(self)
        pad = theme().px(16)
        layout.setContentsMargins(pad, theme().px(12), pad, theme().px(12))
        layout.setSpacing(theme().px(4))
        self.title = label("quiet", parent=self)
        self.number = button("link", go, self)
        self.number.setProperty("size", "figure")
        self.detail = label("quiet", parent=self)
        for widget in (self.title, self.number, self.detail):
            layout.addWidget(widget)
        self._more = _Flush()
        self._more.setSpacing(0)
        layout.addLayout(self._more)
        layout.addStretch(1)

    def say(self, title: str, number: str, detail: str, tone: str = "") -> None:
        """Set the words; `tone` is a colour token for the number."""
        self.title.setText(title)
        self.number.setText(number)
        self.number.setAccessibleName(f"{title} {number}. {detail}")
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        colour = theme().colour(tone or "text").name()
        self.number.setStyleSheet(
            f"font-size: {theme().px(30)}px; font-weight: bold; color: {colour}; padding: 0; text-align: left;"
        )

    def offer(self, links: Iterable[tuple[str, Callable[[], object]]]) -> None:
        """Further numbers of the card, each a link of its own."""
        empty(self._more)
        for words, go in links:
            self._more.addWidget(LongLink(words, go, self))


class _Flush(QVBoxLayout):
    """Stands links, which keep room for their focus ring, flush with the words above them."""

    def setGeometry(self, room: QRect) -> None:  # noqa: N802 - Qt's name
        """Into the padding of the card; a margin below zero is none to Qt."""
        super().setGeometry(room.adjusted(-theme().px(4), 0, 0, 0))


class OverviewPage(Page):
    """Counts, items × sites, leak types, the separation programme, next steps."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: Overview | None = None
        self._build()
        theme().changed.connect(self._show)
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
        body = QWidget()
        body.setProperty("role", "page")
        scroll.setWidget(body)
        margin = theme().px(24)
        column = QVBoxLayout(body)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme().px(16))
        self._title, self._subtitle = label("title"), label("quiet")
        column.addWidget(self._title)
        column.addWidget(self._subtitle)
        self._figures = [Figure(go, body) for go in self._links()]
        self._figure_grid = QGridLayout()
        self._figure_grid.setSpacing(theme().px(12))
        column.addLayout(self._figure_grid)
        self._cards = QGridLayout()
        self._cards.setSpacing(theme().px(16))
        column.addLayout(self._cards)
        self._matrix_card, self._matrix_title, self._legend = self._matrix_part()
        self._leak_card, self._leak_title, self._causes = self._leak_part()
        self._programme_card, self._programme_title = self._programme_part()
        self._next_card, self._next_title, self._next = self._next_part()
        column.addStretch(1)
        self._arrange()

    def _links(self) -> list[Callable[[], object]]:
        go = self.session.go
        return [
            lambda: go(Target("checkpoints", options={"filter": "unanswered"})),
            lambda: go(Target("checkpoints", options={"filter": "nonconforming"})),
            lambda: go(Target("checkpoints", options={"filter": "partly"})),
            lambda: go(Target("findings", options={"severity": "serious"})),
            lambda: go(Target("plan", options={"filter": "overdue"})),
        ]

    def _matrix_part(self) -> tuple[QFrame, QLabel, QLabel]:
        frame, layout = card()
        head = QHBoxLayout()
        title, legend = label("section", wrap=False), label("quiet")
        legend.setAlignment(Qt.AlignmentFlag.AlignRight)
        head.addWidget(title)
        head.addWidget(legend, 1)
        layout.addLayout(head)
        self._matrix = Matrix(frame)
        self._matrix.chosen.connect(self._cell_chosen)
        layout.addWidget(self._matrix)
        return frame, title, legend

    def _leak_part(self) -> tuple[QFrame, QLabel, QLabel]:
        frame, layout = card()
        title, causes = label("section"), label("quiet")
        layout.addWidget(title)
        self._bars = Bars(frame)
        self._bars.chosen.connect(lambda leak: self.session.go(Target("findings", options={"leak": leak})))
        layout.addWidget(self._bars)
        layout.addWidget(causes)
        layout.addStretch(1)
        return frame, title, causes

    def _programme_part(self) -> tuple[QFrame, QLabel]:
        frame, layout = card()
        title = label("section")
        layout.addWidget(title)
        self._programme = Programme(frame)
        layout.addWidget(self._programme)
        self._programme_link = button("link", lambda: self.session.go(Target("plan", options={"tab": "separation"})))
        row = _Flush()
        row.addWidget(self._programme_link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(row)
        layout.addStretch(1)
        return frame, title

    def _next_part(self) -> tuple[QFrame, QLabel, QVBoxLayout]:
        frame, layout = card()
        title = label("section")
        layout.addWidget(title)
        steps = _Flush()
        steps.setSpacing(0)
        layout.addLayout(steps)
        layout.addStretch(1)
        return frame, title, steps

    # --- showing ---------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        desk = self.session.desk
        self.session.tasks.read(lambda: looking.overview(desk), self._took, owner=self)

    def _took(self, view: Overview) -> None:
        self._view = view
        self._show()

    _stale = False
    """Whether something was written while another page was shown."""

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

    def help_topic(self) -> str:
        """The topic of F1."""
        return "overview"

    def retranslate(self) -> None:
        self._matrix_title.setText(_("Items × sites"))
        self._leak_title.setText(_("Findings by type of leak"))
        self._programme_title.setText(_("Physical separation"))
        self._next_title.setText(_("What to do next"))
        self._programme_link.setText(_("Open the separation programme"))
        self._matrix.setAccessibleName(_("Items × sites"))
        self._scroll.setAccessibleName(_("Overview page"))
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        audit = view.outline.audit
        self._title.setText(
            _("Overview  {organisation} {period}").format(organisation=audit.organisation, period=audit.period)
        )
        self._subtitle.setText(
            _("As of {date}. Choose a number to open the list behind it.").format(date=day_word(audit.as_of, era=True))
        )
        self._show_figures(view)
        language = current_language()
        titles = item_titles(self.session.catalogue.items)
        self._matrix.show_overview(view, titles, {s.id: s.name for s in self.session.sites})
        self._legend.setText(_("○ conforming  △ partly deficient  × nonconforming  － not applicable  ・ not answered"))
        leaks = {leak.id: leak.title.in_language(language) for leak in self.session.catalogue.leaks}
        self._bars.show_bars([(c.leak, leaks[c.leak], c.total, c.serious) for c in view.leaks])
        self._causes.setText("  ".join(f"{cause_word(cause)} {n}" for cause, n in view.causes.items()))
        today, since = self.session.desk.world.clock.today(), view.outline.audit.counted_from
        self._programme.show_separations(view.separations, today, since)
        self._show_steps(view)

    def _show_figures(self, view: Overview) -> None:
        total = view.total
        answers, bad, partly, serious, late = self._figures
        answers.say(
            _("Answers, all sites") if len(self.session.sites) > 1 else _("Answers"),
            f"{total.answered:,} / {total.total:,}",
            _to_go(total),
        )
        answers.offer(
            (words.format(count=f"{count:,}"), partial(self._show_answers, which))
            for which, count, words in (
                ("copied", view.copied, _("Copies to confirm {count}")),
                ("stale", len(view.outline.stale), _("Findings changed {count}")),
            )
            if count
        )
        bad.say(f"× {_('Nonconforming')}", f"{total.nonconforming:,}", "", "nonconforming")
        partly.say(f"△ {_('Partly deficient')}", f"{total.partly:,}", "", "partly")
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
        while (held := self._next.takeAt(0)) is not None:
            if (widget := held.widget()) is not None:
                widget.deleteLater()
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

    def _show_answers(self, which: str) -> None:
        self.session.go(Target("checkpoints", options={"filter": which}))

    def _cell_chosen(self, item: str, site: str) -> None:
        self.session.go(Target("checkpoints", site=site or None, options={"item": item}))

    # --- room ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Cards beside each other where there is room, below each other where there is not."""
        wide = self.width() >= theme().px(_NARROW)
        across = 5 if wide else 3 if self.width() >= theme().px(620) else 2
        for number, figure in enumerate(self._figures):
            self._figure_grid.addWidget(figure, number // across, number % across)
        for column in range(5):
            self._figure_grid.setColumnStretch(column, 1 if column < across else 0)
        cards = (self._next_card, self._leak_card, self._matrix_card, self._programme_card)
        # Each as high as what it tells: beside each other one of two would be half empty.
        for number, frame in enumerate(cards):
            self._cards.addWidget(frame, number, 0)


def _to_go(total: Tally) -> str:
    """How many answers are missing."""
    if total.unanswered:
        return _("{count} to go").format(count=f"{total.unanswered:,}")
    return "" if total.unconfirmed else _("All answered")


def step_text(step: Step, session: Session) -> str:
    """What to do, in a sentence."""
    site = session.site_name(step.site) or _("the whole company")
    return {
        "no_sites": _("Add the sites to be examined."),
        "no_answers": _("Answer the first checkpoint."),
        "overdue": _("Measures past their due date: {count} (the oldest {date})."),
        "due_soon": _("Measures due soon: {count} (the next on {date})."),
        "serious_without_measure": _("Serious findings without a measure: {count}."),
        "ledger_missing": _("Import a ledger: {ledger}. {count} rules wait for it."),
        "ledgers_missing": _("Import the other ledgers that rules wait for ({count}, first of all: {ledger})."),
        "unanswered": _("Checkpoints not answered yet: {count} ({site})."),
        "stale": _("Look again at the answers whose findings have changed: {count}."),
        "copied": _("Copied answers to be confirmed at their site: {count}."),
        "unproven": _("Add evidence to conforming answers ({count})."),
        "case_unsaid": _("Say whether a case occurred (parts B and C of the plan)."),
        "no_measures": _("Draft the measures from the findings."),
        "filing_incomplete": _("Enter the addressee and the representative of the plan."),
        "finished": _("Nothing is missing. Print the reports and have the confirmations signed."),
    }[step.code].format(
        count=f"{step.count:,}", site=site, date=day_word(step.day), ledger=wording.ledger_name(step.kind, _)
    )


def step_target(step: Step, session: Session) -> Target | None:
    """Where it is done."""
    first = session.next_unanswered()
    return {
        "no_answers": Target("checkpoints", checkpoint=first[0] if first is not None else ""),
        "overdue": Target("plan", options={"filter": "overdue"}),
        "due_soon": Target("plan", options={"filter": "due_soon"}),
        "serious_without_measure": Target("findings", options={"severity": "serious", "measure": "none"}),
        "ledger_missing": Target("ledgers", kind=step.kind),
        "ledgers_missing": Target("ledgers", kind=step.kind),
        "unanswered": Target(
            "checkpoints", site=step.site or None, options={"filter": "unanswered", "site": step.site}
        ),
        "stale": Target("checkpoints", options={"filter": "stale"}),
        "copied": Target("checkpoints", options={"filter": "copied"}),
        "unproven": Target("checkpoints", options={"filter": "unproven"}),
        "case_unsaid": Target("plan", options={"tab": "case"}),
        "no_measures": Target("plan", options={"tab": "actions"}),
        "filing_incomplete": Target("plan", options={"tab": "filing"}),
        "finished": Target("reports"),
    }.get(step.code)
