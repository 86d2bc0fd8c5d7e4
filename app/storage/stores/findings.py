"""Findings by id, and the decisions on proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, not_, or_, select

from app.domain.findings import LIVE, Acceptance, Finding, Ground, ProposalDecision, Source
from app.domain.grades import Severity
from app.services.ports import FindingQuery
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content, Row

_FINDING = Shape(Finding, tables.findings, apart=("acceptance",))
_ACCEPTANCE = Shape(Acceptance, tables.acceptances)
_GROUND = Shape(Ground, tables.grounds)
_DECISION = Shape(ProposalDecision, tables.proposal_decisions)
_ALL = select(*_FINDING.columns).order_by(tables.findings.c.id)
_ONE = select(*_FINDING.columns).where(tables.findings.c.id == bindparam("id"))
_f = tables.findings.c
_d = tables.proposal_decisions.c
_ACCEPTANCES = select(tables.acceptances.c.finding, *_ACCEPTANCE.columns)
_UNTIL = (
    select(tables.acceptances.c.finding, tables.acceptances.c.until)
    .join(tables.findings, _f.id == tables.acceptances.c.finding)
    .where(_f.status == "accepted")
)
_GROUNDS = select(*_GROUND.columns).order_by(tables.grounds.c.checkpoint, tables.grounds.c.site)
_GROUND_AT = select(*_GROUND.columns).where(
    tables.grounds.c.checkpoint == bindparam("checkpoint"), tables.grounds.c.site == bindparam("site")
)
_DECISIONS = select(*_DECISION.columns).order_by(_d.at, _d.checkpoint, _d.site, _d.basis)


def _live(status: ColumnElement[str]) -> ColumnElement[bool]:
    return or_(*(status == state.value for state in sorted(LIVE)))


def _grade(severity: ColumnElement[str]) -> ColumnElement[int]:
    return case({grade.value: place for place, grade in enumerate(Severity)}, value=severity)


_shown = tables.findings.alias("shown").c
"""What a ledger or a log shows, beside the answer that tells it once more."""
_LAST_DECISION = (
    select(_d.decision)
    .where(_d.checkpoint == _f.subject, _d.site == _f.site)
    .order_by(_d.at.desc(), _d.basis.desc())
    .limit(1)
    .scalar_subquery()
)
_SHOWN_ALREADY = exists().where(
    _shown.source != Source.ANSWERS.value,
    _live(_shown.status),
    or_(_f.site == "", _f.site == _shown.site),
    # Not LIKE, to which the case of letters is one thing here and another there.
    func.replace(_shown.checkpoints, '"' + _f.subject + '"', "") != _shown.checkpoints,
    _grade(_shown.severity) <= _grade(_f.severity),
)
_OPEN_COUNT = select(func.count()).where(
    _live(_f.status), not_(and_(_f.source == Source.ANSWERS.value, _LAST_DECISION == "adopted", _SHOWN_ALREADY))
)


class FindingRows:
    """Findings are replaced by id, and deleted only where they go on under another one."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def all(self) -> tuple[Finding, ...]:
        """Every finding, by id."""
        return self._read(self._content.wire.rows(_ALL))

    def chosen(self, query: FindingQuery) -> tuple[Finding, ...]:
        """The findings that the query leaves, by id."""
        statement: Any = select(*_FINDING.columns).order_by(_f.id)
        for column, wanted in ((_f.source, query.source), (_f.severity, query.severity), (_f.rule, query.rule)):
            if wanted:
                statement = statement.where(column == wanted)
        if query.site is not None:
            statement = statement.where(_f.site == query.site)
        if query.ids is not None:
            statement = statement.where(_f.id.in_(sorted(query.ids)))
        if query.checkpoint:
            statement = statement.where(_f.checkpoints.contains(f'"{query.checkpoint}"', autoescape=True))
        return self._read(map(tuple, self._content.wire.connection.execute(statement)))

    def open_count(self) -> int:
        """How many stand open, as `app.domain.findings.counted`."""
        row = self._content.wire.first(_OPEN_COUNT)
        return int(row[0]) if row else 0

    def get(self, identity: str) -> Finding | None:
        """One finding."""
        row = self._content.wire.first(_ONE, id=identity)
        return None if row is None else self._read([row])[0]

    def _read(self, rows: Iterable[Row]) -> tuple[Finding, ...]:
        accepted = self._acceptances()
        found = map(_FINDING.value, rows)
        return tuple(replace(f, acceptance=accepted[f.id]) if f.id in accepted else f for f in found)

    def _acceptances(self) -> dict[str, Acceptance]:
        return {row[0]: _ACCEPTANCE.value(row[1:]) for row in self._content.wire.rows(_ACCEPTANCES)}

    def put(self, findings: Iterable[Finding]) -> None:
        """Add or replace findings."""
        self._content.put_all(tables.findings, map(_FINDING.row, self._with_acceptances(findings)))

    def drop(self, identity: str) -> None:
        """Take one out that is put under another id."""
        self._content.remove(tables.acceptances, identity)
        self._content.remove(tables.findings, identity)

    def _with_acceptances(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        known = self._acceptances()
        for finding in findings:
            kept, before = finding.acceptance, known.get(finding.id)
            if kept is None and before is not None:
                self._content.remove(tables.acceptances, finding.id)
            elif kept is not None and kept != before:
                self._content.put(tables.acceptances, (finding.id, *_ACCEPTANCE.row(kept)))
            yield finding

    def accepted_until(self) -> Mapping[str, str]:
        """Accepted findings and until when (ISO) that holds."""
        return dict(self._content.wire.rows(_UNTIL))

    def grounds(self) -> tuple[Ground, ...]:
        """What has changed under answers since they were given."""
        return tuple(map(_GROUND.value, self._content.wire.rows(_GROUNDS)))

    def ground(self, checkpoint: str, site: str) -> Ground | None:
        """What has changed under the answer at a place."""
        row = self._content.wire.first(_GROUND_AT, checkpoint=checkpoint, site=site)
        return None if row is None else _GROUND.value(row)

    def put_ground(self, ground: Ground) -> None:
        """Store what has changed under the answer at a place."""
        self._content.put(tables.grounds, _GROUND.row(ground))

    def drop_ground(self, checkpoint: str, site: str) -> None:
        """Nothing has changed any more under the answer at a place."""
        self._content.remove(tables.grounds, checkpoint, site)

    def decisions(self) -> tuple[ProposalDecision, ...]:
        """Every decision on a proposal, the earliest first."""
        return tuple(map(_DECISION.value, self._content.wire.rows(_DECISIONS)))

    def put_decision(self, decision: ProposalDecision) -> None:
        """Store the decision on a proposal; a later one on the same basis replaces it."""
        self._content.put(tables.proposal_decisions, _DECISION.row(decision))

    def drop_decision(self, checkpoint: str, site: str, basis: str) -> None:
        """Nothing is decided any more on the proposal that stood on `basis`; the history keeps what was."""
        self._content.remove(tables.proposal_decisions, checkpoint, site, basis)
