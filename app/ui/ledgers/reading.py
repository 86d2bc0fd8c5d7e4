"""What the page of a ledger reads off the GUI thread: the ledger apart from its rows, the ids of a view, what is behind
a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.findings import Finding
from app.domain.grades import Severity
from app.domain.ledgers.form import Field
from app.services import findings as finding_service
from app.services import ledgers
from app.services.ledger_ports import Corrected
from app.services.ports import Batch, Desk, LedgerQuery


@dataclass(frozen=True, slots=True)
class Held:
    """A ledger as it stands, apart from its rows."""

    total: int
    fields: tuple[Field, ...]
    held: frozenset[str]
    findings: Mapping[str, tuple[Finding, ...]]
    offices: Mapping[str, str]
    batches: tuple[Batch, ...]
    corrected: Mapping[str, tuple[Corrected, ...]]


def read_ledger(desk: Desk, kind: str) -> Held:
    """What the page knows of a ledger before it asks for rows."""
    batches = ledgers.batches(desk, kind)
    mapped = (f for b in batches for mapping in b.mapping.values() for f in mapping.values())
    return Held(
        total=ledgers.counts(desk).get(kind, 0),
        fields=ledgers.fields(desk, kind),
        held=frozenset(f for f in mapped if f),
        findings=ledgers.findings_by_key(desk, kind),
        offices=ledgers.offices(desk, kind),
        batches=batches,
        corrected=ledgers.corrected(desk, kind),
    )


def read_ids(
    desk: Desk, kind: str, query: LedgerQuery, by_findings: Mapping[str, tuple[Finding, ...]] | None
) -> list[int]:
    """The rows of a view; `by_findings` puts those with the gravest findings first (or last, if `descending` not)."""
    if by_findings is None:
        return list(ledgers.row_ids(desk, kind, query))
    keys: dict[Severity, set[str]] = {grade: set() for grade in Severity}
    for key, found in by_findings.items():
        keys[min((f.severity for f in found), key=list(Severity).index)].add(key)
    plain = replace(query, descending=False)
    ordered: list[int] = []
    for grade in Severity:
        wanted = frozenset(keys[grade])
        both = wanted if query.keys is None else wanted & query.keys
        if both:
            ordered.extend(ledgers.row_ids(desk, kind, replace(plain, keys=both)))
    first = set(ordered)
    rest = [i for i in ledgers.row_ids(desk, kind, plain) if i not in first]
    return [*ordered, *rest] if query.descending else [*rest, *reversed(ordered)]


def rows_behind(desk: Desk, kind: str, key: str, finding: str) -> tuple[frozenset[str], Finding | None]:
    """The match keys of the records behind a finding, or of the record that `key` names.

    Raises UserError `finding_unknown`.
    """
    found = finding_service.get(desk, finding) if finding else None
    if found is None:
        return ledgers.keys_of(desk, kind, [key]), None
    names = dict.fromkeys([found.values.get("match_key", ""), *(row.key for row in found.rows if row.kind == kind)])
    return ledgers.keys_of(desk, kind, [name for name in names if name]), found
