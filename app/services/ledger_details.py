"""All that an import would do, for who tries it before: records with their values, findings, names that are on no list.

It is read inside the unit of work of the import, which is rolled back after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from app.domain.findings import Finding, Status
from app.services import aliases
from app.services.aliases import Candidate
from app.services.findings import FindingCounts
from app.services.ports import Batch, Desk, FindingQuery, RecordChange, UnitOfWork

MOST = 1_000
"""How many records of each change, and how many findings that come or go, are told; the rest is counted."""

_CHANGES = ("changed", "gone", "added")


@dataclass(frozen=True, slots=True)
class Details:
    """What came of an import. `changes` are those of at most 1,000 records of each kind of change; `came` and `went`
    are findings that it opens and resolves; `names` are those in the ledgers that are not on record."""

    changes: tuple[RecordChange, ...]
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]
    names: tuple[Candidate, ...]


def collect(desk: Desk, work: UnitOfWork, batch: Batch, counts: FindingCounts) -> Details:
    """Read what an import did that is not finished yet."""
    changes: list[RecordChange] = []
    for change in _CHANGES:
        with closing(work.ledgers.changes(batch.id, change)) as found:
            changes.extend(islice(found, MOST))
    some = work.findings.chosen(FindingQuery(ids=frozenset((*counts.came[:MOST], *counts.went[:MOST]))))
    found_now: Mapping[str, Finding] = {finding.id: finding for finding in some}
    told = [found_now[each] for each in (*counts.came[:MOST], *counts.went[:MOST]) if each in found_now]
    return Details(
        changes=tuple(changes),
        came=tuple(f for f in told if f.status is not Status.RESOLVED),
        went=tuple(f for f in told if f.status is Status.RESOLVED),
        names=aliases.candidates_in(desk, work),
    )
