"""What the history tells of the course of a physical split, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.domain.plan import Stage
from app.domain.splitting import Course
from app.i18n import gettext as _
from app.i18n import listed
from app.services import reminder_words
from app.services.told_values import whole
from app.ui.words import day_word


def courses_told(courses: Mapping[str, object]) -> str:
    """Stages with what became of them; a stage of which nothing is told is left out."""
    told = []
    for stage in Stage:
        course = courses.get(stage.value)
        if isinstance(course, Mapping):
            word = reminder_words.stage_word(stage, _)
            said = _course(whole(Course, course))
            told.append(_("{stage}: {what}").format(stage=word, what=said) if said else word)
    return listed(told)


def _course(course: Course) -> str:
    said = []
    if course.revisions:
        last = course.revisions[-1]
        said.append(
            _("{before} → {end}").format(before=_days(last.from_start, last.from_end), end=_days(last.start, last.end))
        )
    if course.done is not None:
        said.append(_("done on {date}").format(date=day_word(course.done)))
    return listed(said)


def _days(start: date, end: date) -> str:
    return day_word(end) if start == end else f"{day_word(start)} – {day_word(end)}"
