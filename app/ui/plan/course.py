"""What became of the stages of a split: planned first, every slip with its reason, done on which day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.domain.plan import Separation, Stage
from app.domain.splitting import Course
from app.i18n import gettext as _
from app.services import timeline as words
from app.services.splitting import Programme
from app.ui.overview.programme import stage_word
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose
from app.ui.words import day_word


class CourseBox(QWidget):
    """A line for each stage of which more is known than its days; `wanted` names a stage that is to be edited."""

    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.told = Prose(role="quiet", selectable=True)
        self.stage = QComboBox()
        self.edit = button("", lambda: self.wanted.emit(self.chosen()))
        lock(session, self.edit)
        self._stages: tuple[Stage, ...] = ()
        self._tools = QWidget()
        row = Flow(self._tools)
        row.addWidget(self.stage)
        row.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self.told)
        column.addWidget(self._tools)

    def show_course(self, separation: Separation, programme: Programme) -> None:
        """Show what became of the stages of a system; the first one that is not done is offered."""
        before = self.chosen()
        self._stages = tuple(m.stage for m in separation.milestones)
        courses = {stage: programme.course(separation.id, stage) for stage in self._stages}
        lines = [f"{stage_word(stage)}: {said}" for stage in self._stages if (said := _told(courses[stage]))]
        self.told.setText("\n".join(lines))
        self.told.setVisible(bool(lines))
        self.stage.clear()
        for stage in self._stages:
            self.stage.addItem(stage_word(stage))
        first = next((n for n, stage in enumerate(self._stages) if courses[stage].done is None), 0)
        self.stage.setCurrentIndex(self._stages.index(before) if before in self._stages else first)
        self._tools.setVisible(bool(self._stages))

    def chosen(self) -> Stage | None:
        """The stage that stands in the box."""
        number = self.stage.currentIndex()
        return self._stages[number] if 0 <= number < len(self._stages) else None

    def retranslate(self) -> None:
        """Set every text anew."""
        self.stage.setAccessibleName(_("Stage"))
        self.edit.setText(_("Move it or say that it is done…"))


def _told(course: Course) -> str:
    said = []
    if course.planned_start is not None and course.planned_end is not None:
        days = words.days_word(course.planned_start, course.planned_end, day_word)
        said.append(_("planned first: {days}").format(days=days))
    for slip in course.slips:
        said.append(
            _("slipped from {before} to {end} ({reason})").format(
                before=day_word(slip.from_end), end=day_word(slip.end), reason=slip.reason
            )
        )
    if course.done is not None:
        said.append(_("done on {date}").format(date=day_word(course.done)))
    return _("; ").join(said)
