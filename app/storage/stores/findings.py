"""Findings by id, and the decisions on proposals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from app.domain.findings import Finding, ProposalDecision
from app.services.ports import FindingQuery
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_FINDING = Shape(Finding, tables.findings)
_DECISION = Shape(ProposalDecision, tables.proposal_decisions)
_ALL = select(*_FINDING.columns).order_by(tables.findings.c.id)
_ONE = select(*_FINDING.columns).where(tables.findings.c.id == bindparam("id"))
_f = tables.findings.c
_d = tables.proposal_decisions.c
_DECISIONS = select(*_DECISION.columns).order_by(_d.at, _d.checkpoint, _d.site, _d.basis)


class FindingRows:
    """Findings are replaced by id and never deleted."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def all(self) -> tuple[Finding, ...]:
        """Every finding, by id."""
        return tuple(map(_FINDING.value, self._content.wire.rows(_ALL)))

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
        return tuple(_FINDING.value(tuple(row)) for row in self._content.wire.connection.execute(statement))

    def get(self, identity: str) -> Finding | None:
        """One finding."""
        row = self._content.wire.first(_ONE, id=identity)
        return None if row is None else _FINDING.value(row)

    def put(self, findings: Iterable[Finding]) -> None:
        """Add or replace findings."""
        self._content.put_all(tables.findings, map(_FINDING.row, findings))

    def decisions(self) -> tuple[ProposalDecision, ...]:
        """Every decision on a proposal, the earliest first."""
        return tuple(map(_DECISION.value, self._content.wire.rows(_DECISIONS)))

    def put_decision(self, decision: ProposalDecision) -> None:
        """Store the decision on a proposal; a later one on the same basis replaces it."""
        self._content.put(tables.proposal_decisions, _DECISION.row(decision))
