"""Audit, sites, answers, evidence, findings and plan: each noun's rows and the questions asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from app.domain.answers import Answer
from app.domain.audit import Audit, Site
from app.domain.evidence import Evidence
from app.domain.findings import Finding, ProposalDecision
from app.domain.plan import Action, Case, Separation
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

T = TypeVar("T")

_AUDIT = Shape(Audit, tables.audit)
_SITE = Shape(Site, tables.sites)
_ANSWER = Shape(Answer, tables.answers)
_EVIDENCE = Shape(Evidence, tables.evidence)
_FINDING = Shape(Finding, tables.findings)
_DECISION = Shape(ProposalDecision, tables.proposal_decisions)
_ACTION = Shape(Action, tables.actions)
_SEPARATION = Shape(Separation, tables.separations)
_CASE = Shape(Case, tables.cases)


def _all(content: Content, shape: Shape[T], *order: Any) -> tuple[T, ...]:
    return tuple(shape.value(row) for row in content.wire.rows(select(*shape.columns).order_by(*order)))


_ONE_AUDIT = select(*_AUDIT.columns)
_SETTING = select(tables.settings.c.value).where(tables.settings.c.name == bindparam("name"))


class AuditRows:
    """The one audit of the file, and small settings by name."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def get(self) -> Audit:
        """The audit. Raises LookupError in a file without one (which `create` never leaves)."""
        row = self._content.wire.first(_ONE_AUDIT)
        if row is None:
            raise LookupError("no audit in the file")
        return _AUDIT.value(row)

    def put(self, audit: Audit) -> None:
        """Write the audit."""
        self._content.put(tables.audit, _AUDIT.row(audit))

    def setting(self, name: str) -> str | None:
        """A setting's value, or None."""
        row = self._content.wire.first(_SETTING, name=name)
        return None if row is None else str(row[0])

    def set_setting(self, name: str, value: str) -> None:
        """Write a setting."""
        self._content.put(tables.settings, (name, value))


class SiteRows:
    """The sites of the audit, removed ones included."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def all(self) -> tuple[Site, ...]:
        """All sites in the officer's order."""
        return _all(self._content, _SITE, tables.sites.c.position, tables.sites.c.name)

    def put(self, site: Site) -> None:
        """Add or replace a site by id."""
        self._content.put(tables.sites, _SITE.row(site))


_a = tables.answers.c
_AT = (_a.checkpoint == bindparam("checkpoint")) & (_a.site == bindparam("site"))
_REVISIONS = select(*_ANSWER.columns).where(_AT).order_by(_a.revision)
_CURRENT = select(*_ANSWER.columns).where(_AT).order_by(_a.revision.desc())
_ALL_REVISIONS = select(*_ANSWER.columns).order_by(_a.checkpoint, _a.site, _a.revision)


class AnswerRows:
    """Answers by place, every revision kept."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def current(self, checkpoint: str, site: str) -> Answer | None:
        """The latest revision at a place."""
        row = self._content.wire.first(_CURRENT, checkpoint=checkpoint, site=site)
        return None if row is None else _ANSWER.value(row)

    def all_current(self) -> dict[tuple[str, str], Answer]:
        """The latest revision of every place."""
        # In order of revision, so that the last one of a place stays.
        rows = (_ANSWER.value(row) for row in self._content.wire.stream(_ALL_REVISIONS))
        return {(answer.checkpoint, answer.site): answer for answer in rows}

    def revisions(self, checkpoint: str, site: str) -> tuple[Answer, ...]:
        """All revisions at a place, the first one first."""
        rows = self._content.wire.rows(_REVISIONS, checkpoint=checkpoint, site=site)
        return tuple(_ANSWER.value(row) for row in rows)

    def append(self, answer: Answer) -> None:
        """Add a revision."""
        self._content.insert(tables.answers, [_ANSWER.row(answer)])


_e = tables.evidence.c
_EVIDENCE_BY_ID = select(*_EVIDENCE.columns).where(_e.id == bindparam("id"))
_EVIDENCE_AT = (
    select(*_EVIDENCE.columns)
    .where(_e.checkpoint == bindparam("checkpoint"), _e.site == bindparam("site"))
    .order_by(_e.added_at, _e.id)
)
_BLOB = select(tables.blobs.c.size).where(tables.blobs.c.sha256 == bindparam("sha256"))
_k = tables.blob_chunks.c
_CHUNK = select(_k.data).where(_k.sha256 == bindparam("sha256"), _k.seq == bindparam("seq"))


class EvidenceRows:
    """Evidence records and their bytes, addressed by content. The same bytes are stored once."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def get(self, identity: str) -> Evidence | None:
        """One piece of evidence, or None."""
        row = self._content.wire.first(_EVIDENCE_BY_ID, id=identity)
        return None if row is None else _EVIDENCE.value(row)

    def all(self) -> tuple[Evidence, ...]:
        """All evidence, removed pieces included."""
        return _all(self._content, _EVIDENCE, _e.checkpoint, _e.site, _e.added_at, _e.id)

    def at(self, checkpoint: str, site: str) -> tuple[Evidence, ...]:
        """The evidence at one place, removed pieces included."""
        rows = self._content.wire.rows(_EVIDENCE_AT, checkpoint=checkpoint, site=site)
        return tuple(_EVIDENCE.value(row) for row in rows)

    def put(self, evidence: Evidence) -> None:
        """Add or replace a record by id."""
        self._content.put(tables.evidence, _EVIDENCE.row(evidence))

    def has_blob(self, sha256: str) -> bool:
        """Whether these bytes are stored already."""
        return self._content.wire.first(_BLOB, sha256=sha256) is not None

    def write_blob(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Store bytes under their digest. Raises ValueError when they do not have it."""
        digest, size = _hash(), 0
        for seq, data in enumerate(chunks):
            self._content.insert(tables.blob_chunks, [(sha256, seq, data)])
            digest.update(data)
            size += len(data)
        if digest.hexdigest() != sha256:
            raise ValueError("the bytes changed while they were read")
        self._content.insert(tables.blobs, [(sha256, size)])

    def read_blob(self, sha256: str) -> Iterator[bytes]:
        """The bytes in pieces as they were written. Raises LookupError for an unknown digest."""
        if not self.has_blob(sha256):
            raise LookupError(sha256)
        seq = 0
        while (row := self._content.wire.first(_CHUNK, sha256=sha256, seq=seq)) is not None:
            yield row[0]
            seq += 1


def _hash() -> Any:
    return sha256()


_FINDING_BY_ID = select(*_FINDING.columns).where(tables.findings.c.id == bindparam("id"))


class FindingRows:
    """Findings by id, and the decisions on proposals."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def all(self) -> tuple[Finding, ...]:
        """All findings, resolved ones included."""
        return _all(self._content, _FINDING, tables.findings.c.id)

    def get(self, identity: str) -> Finding | None:
        """One finding, or None."""
        row = self._content.wire.first(_FINDING_BY_ID, id=identity)
        return None if row is None else _FINDING.value(row)

    def put(self, findings: Iterable[Finding]) -> None:
        """Add or replace findings by id."""
        self._content.put_all(tables.findings, (_FINDING.row(f) for f in findings))

    def decisions(self) -> tuple[ProposalDecision, ...]:
        """All decisions on proposals."""
        return _all(self._content, _DECISION, tables.proposal_decisions.c.at)

    def put_decision(self, decision: ProposalDecision) -> None:
        """Write a decision."""
        self._content.put(tables.proposal_decisions, _DECISION.row(decision))


class PlanRows:
    """Actions, the separation programme and cases."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def actions(self) -> tuple[Action, ...]:
        """All actions by number, withdrawn ones included."""
        return _all(self._content, _ACTION, tables.actions.c.number)

    def put_action(self, action: Action) -> None:
        """Add or replace an action by id."""
        self._content.put(tables.actions, _ACTION.row(action))

    def separations(self) -> tuple[Separation, ...]:
        """The separation programme in its order."""
        return _all(self._content, _SEPARATION, tables.separations.c.position, tables.separations.c.id)

    def put_separation(self, separation: Separation) -> None:
        """Add or replace a system's split by id."""
        self._content.put(tables.separations, _SEPARATION.row(separation))

    def remove_separation(self, identity: str) -> None:
        """Take a system out of the programme."""
        self._content.remove(tables.separations, identity)

    def cases(self) -> tuple[Case, ...]:
        """The cases in their order."""
        return _all(self._content, _CASE, tables.cases.c.position, tables.cases.c.id)

    def put_case(self, case: Case) -> None:
        """Add or replace a case by id."""
        self._content.put(tables.cases, _CASE.row(case))
