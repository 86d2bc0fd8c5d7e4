"""Taking back evidence, where it serves and what is known of it, and doing it again."""

from __future__ import annotations

from dataclasses import replace

from app.domain.evidence import EvidenceFacts, EvidenceUse
from app.domain.history import Entry
from app.services import acceptance, proofs
from app.services.changes import Changes
from app.services.told_values import from_texts
from app.services.undo_tasks import Changed, Task, Told


def evidence_out(task: Task, entry: Entry) -> Changes:
    evidence = task.work.evidence.get(entry.event.subject)
    if evidence is None or evidence.removed:
        raise Changed
    store, own = task.work.evidence, (evidence.checkpoint, evidence.site)
    served = (use for use in store.uses_of(evidence.id) if not use.removed)
    # It proves something elsewhere by now, or a newer version stands on it.
    if store.replaced_by(evidence.id) or any((use.checkpoint, use.site) != own for use in served):
        raise Changed
    reason = str((entry.event.after or {}).get("reason") or task.why)
    lapsed = acceptance.lapse_at(task.work, [own], task.at, task.user)
    task.work.evidence.put(
        replace(evidence, removed_at=task.at, removed_by=task.user, removed_reason=reason),
    )
    task.tell(entry, None, {"name": evidence.name, "reason": reason})
    return Changes(at=task.at, evidence=True, reviews=lapsed, places=frozenset({own}))


def evidence_in(task: Task, entry: Entry) -> Changes:
    evidence = task.work.evidence.get(entry.event.subject)
    if evidence is None or not evidence.removed:
        raise Changed
    task.work.evidence.put(replace(evidence, removed_at="", removed_by="", removed_reason=""))
    task.tell(entry, None, {"name": evidence.name})
    return Changes(at=task.at, evidence=True, places=frozenset({(evidence.checkpoint, evidence.site)}))


def use_out(task: Task, entry: Entry) -> Changes:
    """A piece does not serve the place of the entry any more."""
    use = _use(task, entry, standing=True)
    reason = str((entry.event.after or {}).get("reason") or task.why)
    lapsed = acceptance.lapse_at(task.work, [(use.checkpoint, use.site)], task.at, task.user)
    task.work.evidence.put_use(replace(use, removed_at=task.at, removed_by=task.user, removed_reason=reason))
    return replace(_use_told(task, entry, {"reason": reason}), reviews=lapsed)


def use_in(task: Task, entry: Entry) -> Changes:
    """A piece serves the place of the entry again."""
    use = _use(task, entry, standing=False)
    task.work.evidence.put_use(replace(use, removed_at="", removed_by="", removed_reason=""))
    return _use_told(task, entry, {})


def _use(task: Task, entry: Entry, *, standing: bool) -> EvidenceUse:
    event = entry.event
    uses = task.work.evidence.uses_at(event.checkpoint, event.site)
    found = next((use for use in uses if use.evidence == event.subject), None)
    if found is None or found.removed is standing:
        raise Changed
    return found


def _use_told(task: Task, entry: Entry, told: Told) -> Changes:
    event = entry.event
    task.tell(entry, None, {"name": (event.after or {}).get("name", ""), **told})
    return Changes(at=task.at, evidence=True, places=frozenset({(event.checkpoint, event.site)}))


def evidence_facts(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    event = entry.event
    facts = task.work.evidence.facts_of(event.subject)
    then, now = (from_texts(EvidenceFacts, _two(told)) for told in (expected, wanted))
    if any(getattr(facts, name) != value for name, value in then.items()):
        raise Changed
    task.work.evidence.put_facts(replace(facts, **now))
    piece = proofs.piece(task.work, event.subject)
    serves = piece.places if piece is not None and piece.latest else ()
    lapsed = now.get("expires", facts.expires) != facts.expires and acceptance.lapse_at(
        task.work, serves, task.at, task.user
    )
    task.tell(entry, _two(expected), _two(wanted))
    places = frozenset({(event.checkpoint, event.site), *serves})
    return Changes(at=task.at, evidence=True, reviews=lapsed, places=places)


def _two(told: Told) -> Told:
    return {name: told[name] for name in ("expires", "note") if name in told}
