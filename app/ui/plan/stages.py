"""段階: the days of a physical split, stage by stage. What cannot be taken keeps no other stage from being kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.plan import Milestone, Stage
from app.domain.plan_checks import out_of_order
from app.errors import UserError, register_messages
from app.i18n import gettext as _
from app.services.typed_days import typed_day
from app.ui.overview.programme import stage_word
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Incomplete
from app.ui.widgets.basics import label
from app.ui.widgets.date_field import DateField
from app.ui.words import day_word

register_messages(
    {
        "stage_half": "The stage {stage} needs both its days; it is kept once they are there.",
        "stage_dates": "The stage {stage} ends before it begins.",
        "stage_order": "The stage {stage} may not begin or end before the stage {before}.",
    }
)

Raw = tuple[tuple[Stage, str, str], ...]
"""(stage, from, to) of those where something stands."""

REACHED = frozenset({Stage.SEPARATED})
"""Stages that are reached on one day."""


class StagesEditor(QWidget):
    """The stages, each from a day to a day, or on one day. `raw` is what stands in the fields."""

    edited = Signal()
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(8))
        grid.setVerticalSpacing(theme().px(8))
        self.fields: dict[Stage, tuple[DateField, ...]] = {}
        self._spans: dict[Stage, tuple[str, str]] = {}
        self._names = {stage: label("quiet", wrap=False) for stage in Stage}
        self._from, self._to = label("quiet", wrap=False), label("quiet", wrap=False)
        grid.addWidget(self._from, 0, 0)
        grid.addWidget(self._to, 0, 1)
        for number, stage in enumerate(Stage):
            self.fields[stage] = (DateField(),) if stage in REACHED else (DateField(), DateField())
            grid.addWidget(self._names[stage], 2 * number + 1, 0, 1, 2)
            for column, field in enumerate(self.fields[stage]):
                grid.addWidget(field, 2 * number + 2, column)
                field.edited.connect(self.edited)
                field.finished.connect(self.finished)
        self.setFocusProxy(self.fields[Stage.DECISION][0])

    def field_of(self, stage: Stage) -> tuple[QWidget, str]:
        """The field of a stage that is wanting: one that cannot be read, with its name, or the missing day, which the
        sentence names itself."""
        fields = self.fields[stage]
        unread = [field for field in fields if not field.readable]
        blank = [field for field in fields if not field.text().strip()]
        if unread:
            return unread[0], unread[0].line.accessibleName()
        return (blank or list(fields))[0], ""

    def raw(self) -> Raw:
        """What was typed."""
        typed = []
        for stage, fields in self.fields.items():
            start, end = fields[0].text().strip(), fields[-1].text().strip()
            if (span := self._spans.get(stage)) is not None and span[1] == end:
                start = span[0]  # Stored as a span elsewhere: kept as long as nobody writes another day.
            if start or end:
                typed.append((stage, start, end))
        return tuple(typed)

    def show_raw(self, raw: Raw) -> None:
        """Put back what was typed."""
        told = {stage: (start, end) for stage, start, end in raw}
        self._spans = {stage: days for stage, days in told.items() if stage in REACHED}
        for stage, fields in self.fields.items():
            texts = told.get(stage, ("", ""))
            for field, text in zip(fields, texts[-len(fields) :], strict=True):
                field.set_text(text)

    def retranslate(self) -> None:
        """Set every text anew."""
        self._from.setText(_("From"))
        self._to.setText(_("To"))
        for stage, fields in self.fields.items():
            words = stage_word(stage)
            self._names[stage].setText(words)
            if stage in REACHED:
                fields[0].setAccessibleName(words)
            else:
                fields[0].setAccessibleName(_("{stage}, from").format(stage=words))
                fields[1].setAccessibleName(_("{stage}, to").format(stage=words))


def stages_written(milestones: tuple[Milestone, ...]) -> Raw:
    """Stages as they stand in the editor."""
    return tuple((m.stage, day_word(m.start), day_word(m.end)) for m in _placed({m.stage: m for m in milestones}))


def stages_read(raw: Raw) -> tuple[Milestone, ...]:
    """The stages that were typed.

    Raises `Incomplete` when one cannot be read, has one of its days only, or does not come after the one before it;
    what it takes is then all others, and for those in question what is stored.
    """
    typed: dict[Stage, Milestone] = {}
    wrong: dict[Stage, UserError] = {}
    for stage, start, end in raw:
        try:
            typed[stage] = _milestone(stage, start, end)
        except UserError as error:
            wrong[stage] = error
    if (pair := out_of_order(tuple(typed.values()))) and not wrong:
        before, after = pair
        wrong_order = UserError("stage_order", stage=stage_word(after), before=stage_word(before))
        raise Incomplete(partial(_taken, typed, frozenset[Stage]()), wrong_order, after)
    if wrong:
        first = next(stage for stage in Stage if stage in wrong)
        raise Incomplete(partial(_taken, typed, frozenset(wrong)), wrong[first], first)
    return _placed(typed)


def _milestone(stage: Stage, start: str, end: str) -> Milestone:
    days = [day for text in (start, end) if (day := typed_day(text)) is not None]
    if len(days) == 1 and stage in REACHED:
        days *= 2
    if len(days) < 2:
        raise UserError("stage_half", stage=stage_word(stage))
    if days[1] < days[0]:
        raise UserError("stage_dates", stage=stage_word(stage))
    return Milestone(stage, days[0], days[1])


def _taken(
    typed: Mapping[Stage, Milestone], wrong: frozenset[Stage], stored: tuple[Milestone, ...]
) -> tuple[Milestone, ...]:
    """`stored` with as many of the typed stages as can stand together; none where a stage was emptied."""
    now = {m.stage: m for m in stored}
    waiting = {s: typed.get(s) for s in Stage if s not in wrong and typed.get(s) != now.get(s)}
    whole = _with(now, waiting)
    if out_of_order(_placed(whole)) is None:
        return _placed(whole)
    progress = True
    while progress:
        progress = False
        for stage in tuple(waiting):
            step = _with(now, {stage: waiting[stage]})
            if out_of_order(_placed(step)) is None:
                now, progress = step, True
                del waiting[stage]
    return _placed(now)


def _with(stages: Mapping[Stage, Milestone], changed: Mapping[Stage, Milestone | None]) -> dict[Stage, Milestone]:
    return {stage: m for stage, m in {**stages, **changed}.items() if m is not None}


def _placed(stages: Mapping[Stage, Milestone]) -> tuple[Milestone, ...]:
    return tuple(stages[stage] for stage in Stage if stage in stages)
