"""What the page of a ledger reads off the GUI thread: the ledger apart from its rows, the ids of a view, what is behind
a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from time import sleep

from app.domain.findings import Finding, RowRef
from app.domain.grades import Severity
from app.domain.ledgers.form import Field
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import findings as finding_service
from app.services import ledgers
from app.services.ledger_ports import Corrected
from app.services.ports import Batch, Desk, LedgerQuery, StoredRecord

FIRST = 128
"""Rows that are shown before the rest of a ledger is known."""


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


@dataclass(frozen=True, slots=True)
class FirstRows:
    """What a screen shows of a ledger that was just chosen, while the rest of it is read."""

    total: int
    fields: tuple[Field, ...]
    held: frozenset[str]
    rows: tuple[StoredRecord, ...]
    batches: tuple[Batch, ...]


def read_first(desk: Desk, kind: str, query: LedgerQuery) -> FirstRows:
    """The columns and the first rows of a view that asks for neither findings nor sites."""
    batches, by_hand = ledgers.batches(desk, kind), ledgers.corrected(desk, kind)
    ids = ledgers.row_ids(desk, kind, replace(query, most=FIRST))
    return FirstRows(
        total=ledgers.counts(desk).get(kind, 0),
        fields=ledgers.fields(desk, kind),
        held=_held(batches, by_hand),
        rows=ledgers.rows(desk, ids),
        batches=batches,
    )


def _held(batches: tuple[Batch, ...], by_hand: Mapping[str, tuple[Corrected, ...]]) -> frozenset[str]:
    """The fields that a column was read for, or that something was given for by hand."""
    mapped = {f for b in batches for mapping in b.mapping.values() for f in mapping.values()}
    return frozenset(f for f in mapped if f) | {each.field for given in by_hand.values() for each in given}


def read_ledger(desk: Desk, kind: str, wait: float = 0.0) -> Held:
    """What the page knows of a ledger before it asks for rows. It begins after `wait` seconds: while much is read,
    whoever paints waits for the interpreter again and again."""
    if wait:
        sleep(wait)
    batches = ledgers.batches(desk, kind)
    by_hand = ledgers.corrected(desk, kind)
    return Held(
        total=ledgers.counts(desk).get(kind, 0),
        fields=ledgers.fields(desk, kind),
        held=_held(batches, by_hand),
        findings=ledgers.findings_by_key(desk, kind),
        offices=ledgers.offices(desk, kind),
        batches=batches,
        corrected=by_hand,
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
    """The match keys of the records of one ledger behind a finding, or of the record that `key` names.

    Raises UserError `finding_unknown`.
    """
    found = finding_service.get(desk, finding) if finding else None
    if found is None:
        return ledgers.keys_of(desk, kind, [key]), None
    keys: set[str] = set()
    # The match key is that of the subject, which the first row is about.
    if found.rows and found.rows[0].kind == kind and (subject := found.values.get("match_key", "")):
        keys |= ledgers.keys_of(desk, kind, [subject])
    of_kind = [ref for ref in found.rows if ref.kind == kind]
    keys.update(ref.match_key for ref in of_kind if ref.match_key)
    for ref in of_kind:
        if not ref.match_key:
            keys |= _keys_at(desk, ref)
    return frozenset(keys), found


def rows_asked(desk: Desk, place: tuple[str, str], challenge: str) -> tuple[frozenset[str], str]:
    """The match keys of the records that a challenge to the answer at a place asks about, and its question; nothing
    where it is not asked any more."""
    from app.services import challenge_words, challenging

    for view in challenging.at_place(desk, *place):
        asked = view.challenge
        if asked.basis == challenge:
            language = current_language()
            return asked.keys, challenge_words.question(desk.catalogue, asked.code, asked.values, _, language)
    return frozenset(), ""


def _keys_at(desk: Desk, ref: RowRef) -> frozenset[str]:
    """The record in that row; where the ledger came anew since, those that are called so."""
    ids = ledgers.row_ids(desk, ref.kind, LedgerQuery(text=ref.key, with_gone=True))
    called = [r.record for r in ledgers.rows(desk, ids[: ledgers.MOST_PROBLEMS]) if r.record.key == ref.key]
    there = [r for r in called if (r.sheet, r.row) == (ref.sheet, ref.row)]
    return frozenset(r.match_key for r in there or called)
