"""What a list of checkpoints is made of: rows, the filters over them, and the buttons that choose a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from app.domain.catalogue import Checkpoint
from app.domain.challenges import Disproof
from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import challenge_words
from app.ui.checkpoints.reading import ListReading
from app.ui.session import Session
from app.ui.widgets.flow import Flow


class Show(Enum):
    """Which rows are shown; the values are those of `Target.options["filter"]`."""

    ALL = "all"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    NONCONFORMING = "nonconforming"
    PARTLY = "partly"
    UNPROVEN = "unproven"
    CHALLENGED = "challenged"
    COPIED = "copied"
    STALE = "stale"
    CARRIED = "carried"


_OF_READING = frozenset({Show.ANSWERED, Show.COPIED, Show.CARRIED})
"""Filters that know nothing before copies and answers of last time were read."""


@dataclass(frozen=True, slots=True)
class Row:
    """One checkpoint at its place, as a list tells it; `challenged` counts the challenges that nobody replied to."""

    checkpoint: Checkpoint
    site: str
    verdict: Verdict
    evidence: int
    copied: bool
    stale: bool = False
    carried: bool = False
    unproven: bool = False
    challenged: int = 0
    refuted: Disproof | None = None

    @property
    def place(self) -> Place:
        """Where it is answered."""
        return self.checkpoint.id, self.site

    def belongs(self, show: Show) -> bool:
        """Whether it is shown under a filter; the numbers are those of the overview."""
        return {
            Show.ALL: True,
            # A copy is no answer of its site before it is confirmed there.
            Show.ANSWERED: self.verdict is not Verdict.UNANSWERED and not self.copied,
            Show.UNANSWERED: self.verdict is Verdict.UNANSWERED,
            Show.NONCONFORMING: self.verdict is Verdict.NONCONFORMING,
            Show.PARTLY: self.verdict is Verdict.PARTLY,
            Show.UNPROVEN: self.unproven,
            Show.CHALLENGED: self.challenged > 0,
            Show.COPIED: self.copied,
            Show.STALE: self.stale,
            Show.CARRIED: self.carried,
        }[show]


def rows_at(
    session: Session,
    places: Iterable[Place],
    reading: ListReading | None,
    challenged: Mapping[Place, int] | None = None,
) -> list[Row]:
    """The rows of these places; `challenged` counts the open challenges at each, None before they were read."""
    asked, unproven = challenged or {}, session.outline.unproven
    checkpoints = {c.id: c for c in session.outline.checkpoints}
    evidence: Mapping[Place, int] = reading.evidence if reading else {}
    copied: Mapping[Place, str] = reading.copied if reading else {}
    made = []
    for place in places:
        answer = session.outline.answers.get(place)
        verdict = answer.verdict if answer else Verdict.UNANSWERED
        stale = place in session.outline.stale
        row = Row(checkpoints[place[0]], place[1], verdict, evidence.get(place, 0), place in copied, stale)
        carried = reading is not None and place in reading.carried
        row = replace(row, carried=carried, unproven=place in unproven, challenged=asked.get(place, 0))
        made.append(replace(row, refuted=session.outline.refuted.get(place)))
    return made


def proof_mark(row: Row) -> str:
    """What its 適合 lacks: a proof, or that a second person did not refute it; empty where it lacks nothing."""
    if row.refuted is not None:
        return challenge_words.refuted_mark(row.refuted, _, current_language())
    return _("□ unproven") if row.unproven else ""


def marks(row: Row) -> list[str]:
    """The short words at the end of a row."""
    words = []
    if row.copied:
        words.append(_("Copy, to be confirmed"))
    if row.stale:
        words.append(_("Findings or question changed since"))
    if row.carried:
        words.append(_("Answer of last time"))
    if said := proof_mark(row):
        words.append(said)
    if row.challenged:
        words.append(_("? challenges {count}").format(count=f"{row.challenged:,}"))
    if row.checkpoint.level is Level.COMPANY:
        words.append(_("Once for the company"))
    if row.evidence:
        words.append(_("Evidence {count}").format(count=row.evidence))
    return words


class Filters(QWidget):
    """One button for each filter, with how many rows it lets through. `chosen` is emitted when another one is."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {show: QToolButton(self) for show in Show}
        group = QButtonGroup(self)
        self.bar = Flow(self)
        for each in self.buttons.values():
            each.setCheckable(True)
            group.addButton(each)
            self.bar.addWidget(each)
        self.choose(Show.ALL)
        for each in self.buttons.values():
            each.toggled.connect(lambda on: self.chosen.emit() if on else None)

    @property
    def show_only(self) -> Show:
        """The filter that is chosen."""
        return next((show for show, each in self.buttons.items() if each.isChecked()), Show.ALL)

    def choose(self, show: Show) -> None:
        """Choose a filter."""
        self.buttons[show].setChecked(True)

    def count(self, rows: Iterable[Row], *, known: bool, asked: bool = True) -> None:
        """Set the words with the numbers; `known` tells whether copies were read, `asked` whether challenges were."""
        made = list(rows)
        unread = (_OF_READING if not known else frozenset()) | (set() if asked else {Show.CHALLENGED})
        for show, text in (
            (Show.ALL, _("All {count}")),
            (Show.ANSWERED, _("Answered {count}")),
            (Show.UNANSWERED, _("Not answered {count}")),
            (Show.NONCONFORMING, _("Nonconforming {count}")),
            (Show.PARTLY, _("Partly deficient {count}")),
            (Show.UNPROVEN, _("Unproven {count}")),
            (Show.CHALLENGED, _("Challenged {count}")),
            (Show.COPIED, _("Copies to confirm {count}")),
            (Show.STALE, _("Changed since {count}")),
            (Show.CARRIED, _("Answers of last time {count}")),
        ):
            count = "…" if show in unread else f"{sum(row.belongs(show) for row in made):,}"
            self.buttons[show].setText(text.format(count=count))
        # Most audits do not go on from an earlier one.
        carried = self.buttons[Show.CARRIED]
        carried.setVisible(carried.isChecked() or any(row.carried for row in made))
        carried.setToolTip(_("The earlier audit answered it, and nobody has taken that over or laid it aside"))
        self.buttons[Show.UNPROVEN].setToolTip(
            _("Answered as conforming, and not backed by evidence or by a second person's attempt to disprove it")
        )
        self.buttons[Show.CHALLENGED].setToolTip(
            _("Ledgers or findings speak against the answer, and nobody has replied")
        )
        self.buttons[Show.COPIED].setToolTip(_("Copied from another site and not yet confirmed there"))
        self.buttons[Show.STALE].setToolTip(_("Answered before findings on the checkpoint came, went or changed"))
