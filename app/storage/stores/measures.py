"""What stands beside measures (progress, milestones, revised due dates, effect), and what was filed."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from app.domain.filings import Submission
from app.domain.measures import DueRevision, EffectCheck, MeasureFacts
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_FACTS = Shape(MeasureFacts, tables.measure_facts)
_REVISION = Shape(DueRevision, tables.due_revisions)
_CHECK = Shape(EffectCheck, tables.effect_checks)
_SUBMISSION = Shape(Submission, tables.submissions)
_ALL_FACTS = select(*_FACTS.columns).order_by(tables.measure_facts.c.action)
_FACTS_OF = select(*_FACTS.columns).where(tables.measure_facts.c.action == bindparam("action"))
_REVISIONS = select(*_REVISION.columns).order_by(tables.due_revisions.c.action, tables.due_revisions.c.number)
_CHECKS = select(*_CHECK.columns).order_by(tables.effect_checks.c.action, tables.effect_checks.c.number)
_SUBMISSIONS = select(*_SUBMISSION.columns).order_by(tables.submissions.c.number, tables.submissions.c.id)


class MeasureRows:
    """Implements `app.services.ports.MeasureStore`. Rows are replaced by key; the history keeps what they were."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def facts(self) -> dict[str, MeasureFacts]:
        """What stands beside measures, by the id of the measure; nothing stands beside the others."""
        return {f.action: f for f in map(_FACTS.value, self._content.wire.rows(_ALL_FACTS))}

    def facts_of(self, action: str) -> MeasureFacts:
        """What stands beside one measure."""
        row = self._content.wire.first(_FACTS_OF, action=action)
        return MeasureFacts(action) if row is None else _FACTS.value(row)

    def put_facts(self, facts: MeasureFacts) -> None:
        """Add or replace them; those that say nothing are kept no more."""
        if facts == MeasureFacts(facts.action):
            self._content.remove(tables.measure_facts, facts.action)
        else:
            self._content.put(tables.measure_facts, _FACTS.row(facts))

    def revisions(self) -> tuple[DueRevision, ...]:
        """Every revision of a due date, by measure, the first one first."""
        return tuple(map(_REVISION.value, self._content.wire.rows(_REVISIONS)))

    def put_revision(self, revision: DueRevision) -> None:
        """Add a revision."""
        self._content.put(tables.due_revisions, _REVISION.row(revision))

    def drop_revision(self, action: str, number: int) -> None:
        """Delete a revision that was taken back."""
        self._content.remove(tables.due_revisions, action, number)

    def checks(self) -> tuple[EffectCheck, ...]:
        """Every look at an effect, by measure, the first one first."""
        return tuple(map(_CHECK.value, self._content.wire.rows(_CHECKS)))

    def put_check(self, check: EffectCheck) -> None:
        """Add a look at an effect."""
        self._content.put(tables.effect_checks, _CHECK.row(check))

    def drop_check(self, action: str, number: int) -> None:
        """Delete a look at an effect that was taken back."""
        self._content.remove(tables.effect_checks, action, number)

    def submissions(self) -> tuple[Submission, ...]:
        """Every filing, the first one first."""
        return tuple(map(_SUBMISSION.value, self._content.wire.rows(_SUBMISSIONS)))

    def put_submission(self, submission: Submission) -> None:
        """Add a filing."""
        self._content.put(tables.submissions, _SUBMISSION.row(submission))

    def drop_submission(self, identity: str) -> None:
        """Delete a filing that was taken back."""
        self._content.remove(tables.submissions, identity)
