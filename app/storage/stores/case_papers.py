"""What is written of cases and serious findings, and the clock of the report of a case."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from app.domain.case_papers import CaseNote, LeakReport
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_NOTE = Shape(CaseNote, tables.case_notes)
_REPORT = Shape(LeakReport, tables.leak_reports)
_n = tables.case_notes.c
_NOTES = select(*_NOTE.columns).order_by(_n.subject, _n.topic)
_AT = select(*_NOTE.columns).where(_n.subject == bindparam("subject"), _n.topic == bindparam("topic"))
_REPORTS = select(*_REPORT.columns).order_by(tables.leak_reports.c.case_id)


class CasePaperRows:
    """Implements `app.services.ports.CasePaperStore`."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def notes(self) -> tuple[CaseNote, ...]:
        """Every note, by subject and topic."""
        return tuple(map(_NOTE.value, self._content.wire.rows(_NOTES)))

    def note(self, subject: str, topic: str) -> CaseNote | None:
        """The note of one topic."""
        row = self._content.wire.first(_AT, subject=subject, topic=topic)
        return None if row is None else _NOTE.value(row)

    def put_note(self, note: CaseNote) -> None:
        """Add or replace a note."""
        self._content.put(tables.case_notes, _NOTE.row(note))

    def remove_note(self, subject: str, topic: str) -> None:
        """Forget a note that says nothing any more; the history keeps what it said."""
        self._content.remove(tables.case_notes, subject, topic)

    def reports(self) -> tuple[LeakReport, ...]:
        """The clocks of all cases."""
        return tuple(map(_REPORT.value, self._content.wire.rows(_REPORTS)))

    def put_report(self, report: LeakReport) -> None:
        """Add or replace the clock of a case."""
        self._content.put(tables.leak_reports, _REPORT.row(report))

    def remove_report(self, case_id: str) -> None:
        """Forget a clock whose making is taken back."""
        self._content.remove(tables.leak_reports, case_id)
