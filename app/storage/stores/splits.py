"""How the split of systems goes: courses of stages, and interim controls."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.splitting import Control, Course
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_COURSE = Shape(Course, tables.split_courses)
_CONTROL = Shape(Control, tables.split_controls)
_COURSES = select(*_COURSE.columns).order_by(tables.split_courses.c.separation, tables.split_courses.c.stage)
_CONTROLS = select(*_CONTROL.columns).order_by(
    tables.split_controls.c.separation, tables.split_controls.c.position, tables.split_controls.c.id
)


class SplitRows:
    """Rows are replaced by separation and stage, controls by id. Those of a system that was taken out of the schedule
    stay: it may come back."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def courses(self) -> tuple[Course, ...]:
        """What became of stages."""
        return tuple(map(_COURSE.value, self._content.wire.rows(_COURSES)))

    def put_course(self, course: Course) -> None:
        """Add or replace the course of a stage."""
        self._content.put(tables.split_courses, _COURSE.row(course))

    def drop_course(self, separation: str, stage: str) -> None:
        """Delete a course that tells nothing any more."""
        self._content.remove(tables.split_courses, separation, stage)

    def controls(self) -> tuple[Control, ...]:
        """The interim controls, by system and in the officer's order."""
        return tuple(map(_CONTROL.value, self._content.wire.rows(_CONTROLS)))

    def put_control(self, control: Control) -> None:
        """Add or replace an interim control."""
        self._content.put(tables.split_controls, _CONTROL.row(control))

    def remove_control(self, identity: str) -> None:
        """Delete an interim control; the history keeps what it was."""
        self._content.remove(tables.split_controls, identity)
