"""Ledgers as they stand, for tables and those who ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.domain.findings import WHOLE, Finding, Source
from app.domain.ledgers.form import Field
from app.errors import UserError, register_messages
from app.services import ledger_corrections
from app.services.ledger_ports import Corrected
from app.services.ledger_results import MOST_PROBLEMS
from app.services.ports import Batch, Desk, FindingQuery, Hand, LedgerQuery, RecordChange, StoredRecord
from app.services.site_matching import SiteMatcher

register_messages(
    {
        "import_unknown": "There is no import {batch} in this audit.",
    }
)


def fields(desk: Desk, kind: str) -> tuple[Field, ...]:
    """The columns of a ledger table: those that hold something first, each part in the form's order."""
    form = desk.world.ledgers.form(kind)
    with desk.file.read() as work:
        held = work.ledgers.fields(kind)
    return tuple(sorted(form.fields, key=lambda f: f.id not in held))


def row_ids(desk: Desk, kind: str, query: LedgerQuery) -> Sequence[int]:
    """The ids of the rows that a table shows."""
    with desk.file.read() as work:
        return work.ledgers.ids(kind, query)


def rows(desk: Desk, ids: Sequence[int]) -> tuple[StoredRecord, ...]:
    """The rows with these ids, in their order."""
    with desk.file.read() as work:
        return work.ledgers.rows(ids)


def keys_of(desk: Desk, kind: str, names: Iterable[str]) -> frozenset[str]:
    """The match keys of the records that have one of `names` as their match key or as their key as written."""
    found: set[str] = set()
    with desk.file.read() as work:
        for name in names:
            record = work.ledgers.get(kind, name)
            if record is not None:
                found.add(record.record.match_key)
            ids = work.ledgers.ids(kind, LedgerQuery(text=name, with_gone=True))
            found.update(r.record.match_key for r in work.ledgers.rows(ids[:MOST_PROBLEMS]) if r.record.key == name)
    return frozenset(found)


def offices(desk: Desk, kind: str) -> dict[str, str]:
    """The offices as the ledger names them, each with the id of the site it means; empty where it means none."""
    with desk.file.read() as work:
        matcher = SiteMatcher(work.sites.all())
        return {text: matcher.of(text) for text in work.ledgers.site_texts(kind)}


def counts(desk: Desk) -> dict[str, int]:
    """How many records each kind of ledger has that can be imported."""
    with desk.file.read() as work:
        return {kind: work.ledgers.count(kind) for kind in desk.world.ledgers.kinds()}


def findings_by_key(desk: Desk, kind: str) -> dict[str, tuple[Finding, ...]]:
    """The findings of rules that are not resolved, by the match key of the record that they are about: of all that
    show it, where it is a fact of the whole company."""
    with desk.file.read() as work:
        found = work.findings.chosen(FindingQuery(source=Source.RULES.value))
    by_key: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.rows and finding.rows[0].kind == kind and finding.status.value != "resolved":
            whole = WHOLE in finding.values
            for key in (r.match_key for r in finding.rows) if whole else (finding.values.get("match_key", ""),):
                by_key.setdefault(key, []).append(finding)
    return {key: tuple(each) for key, each in by_key.items()}


def corrected(desk: Desk, kind: str) -> dict[str, tuple[Corrected, ...]]:
    """What is set right by hand in the ledger as it stands, by the match key of the record."""
    with desk.file.read() as work:
        known = ledger_corrections.known(work, kind)
    found: dict[str, list[Corrected]] = {}
    for each in known:
        found.setdefault(each.record, []).append(each)
    return {key: tuple(each) for key, each in found.items()}


def fields_set_by_hand(desk: Desk) -> dict[tuple[str, str], tuple[str, ...]]:
    """Kind and match key of the records of which cells were set right by hand, with their fields."""
    with desk.file.read() as work:
        return ledger_corrections.fields_set(work, work.ledgers.kinds())


def hands(desk: Desk, kind: str) -> dict[str, tuple[Hand, ...]]:
    """The records that were added or struck off by hand, by their match key."""
    with desk.file.read() as work:
        known = work.hands.hands(kind)
    found: dict[str, list[Hand]] = {}
    for each in known:
        found.setdefault(each.record, []).append(each)
    return {key: tuple(each) for key, each in found.items()}


def batches(desk: Desk, kind: str) -> tuple[Batch, ...]:
    """The imports of a kind, the earliest first."""
    with desk.file.read() as work:
        return work.ledgers.batches(kind)


def changes(desk: Desk, batch_id: str) -> Iterator[RecordChange]:
    """What an import added, changed and found gone. Raises UserError `import_unknown` when first asked."""
    with desk.file.read() as work:
        if all(b.id != batch_id for b in work.ledgers.batches()):
            raise UserError("import_unknown", batch=batch_id)
        yield from work.ledgers.changes(batch_id)
