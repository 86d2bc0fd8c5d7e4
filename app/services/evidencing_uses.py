"""Where evidence serves, which version of it counts, and until when: uses, versions and facts of a piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
from app.domain.history import Event
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.domain.text import gives_reason
from app.errors import UserError, register_messages
from app.services import acceptance, proofs
from app.services import evidencing_files as files
from app.services.changes import Changes
from app.services.chosen_places import present_place
from app.services.evidencing import (
    check_site,
    checked_note,
    checked_place,
    new_evidence,
    standing_piece,
    told_facts,
)
from app.services.evidencing_files import Told
from app.services.ports import Desk, UnitOfWork

register_messages(
    {
        "evidence_replaced": "{name} was replaced by a newer version; use that one.",
        "evidence_serves_not": "{name} does not serve {checkpoint} there; there is nothing to take off.",
        "evidence_use_needs_reason": "Give the reason for taking the evidence off.",
        "evidence_version_needs_reason": "Give the reason for the new version.",
        "evidence_no_version_before": "{name} has no earlier version that could count again.",
        "evidence_revived_needs_reason": "{name} has expired. Give the reason for which it proves again, in words.",
        "evidence_same_content": "{file} has the very content of the version that is there; nothing was stored.",
    }
)


def serve(desk: Desk, evidence_id: str, places: Sequence[Place]) -> Changes:
    """Let a piece of evidence serve other places as well, all or none. Raises UserError."""
    return serve_several(desk, (evidence_id,), places)


def serve_several(desk: Desk, evidence_ids: Sequence[str], places: Sequence[Place]) -> Changes:
    """Let pieces of evidence serve places, all or none; where one serves already nothing is recorded."""
    places = tuple(dict.fromkeys(checked_place(desk, *place) for place in places))
    at = desk.stamp()
    new: set[Place] = set()
    with desk.file.write() as work:
        check_site(work, *(site for _checkpoint, site in places))
        for identity in dict.fromkeys(evidence_ids):
            piece = _newest(work, identity)
            for place in places:
                if place not in piece.places:
                    _use(desk, work, piece.evidence, place, at)
                    new.add(place)
        if not new:
            return Changes()
        work.commit()
    return Changes(at=at, evidence=True, places=frozenset(new))


def _use(desk: Desk, work: UnitOfWork, evidence: Evidence, place: Place, at: str) -> None:
    work.evidence.put_use(EvidenceUse(evidence.id, *place, at, desk.world.user))
    event = Event("evidence.used", evidence.id, *place, after={"name": evidence.name, "sha256": evidence.sha256})
    work.history.record(at, desk.world.user, event)


def end_use(desk: Desk, evidence_id: str, place: Place, reason: str) -> Changes:
    """Take a piece off at one place; elsewhere it serves on, and it can be used here again. Raises UserError."""
    if not reason.strip():
        raise UserError("evidence_use_needs_reason")
    at = desk.stamp()
    with desk.file.write() as work:
        piece = standing_piece(work, evidence_id)
        evidence = piece.evidence
        if place not in piece.places:
            place = present_place(desk, place)
        if place not in piece.places:
            raise UserError("evidence_serves_not", name=evidence.name, checkpoint=place[0])
        use = next((u for u in piece.uses if (u.checkpoint, u.site) == place), None)
        # At the place where it was added there is a use only once it was taken off there.
        use = use or EvidenceUse(evidence.id, *place, evidence.added_at, evidence.added_by)
        work.evidence.put_use(replace(use, removed_at=at, removed_by=desk.world.user, removed_reason=reason.strip()))
        after = {"name": evidence.name, "reason": reason.strip()}
        acceptance.lapse_at(work, [place], at, desk.world.user)
        work.history.record(at, desk.world.user, Event("evidence.ended", evidence.id, *place, after=after))
        work.commit()
    return Changes(at=at, evidence=True, reviews=True, places=frozenset({place}))


def replace_with(
    desk: Desk,
    evidence_id: str,
    path: Path,
    reason: str,
    told: Told | None = None,
    *,
    large: bool = True,
    expires: date | None = None,
    note: str | None = None,
) -> tuple[Changes, Evidence]:
    """Store a file as the next version of a piece: it serves where that one did, which stays readable.

    Without another `note` the one before goes on with it; the last day does not, a new paper has its own (`expires`).
    Raises UserError, changing nothing.
    """
    note = None if note is None else checked_note(note)
    if not reason.strip():
        raise UserError("evidence_version_needs_reason")
    files.check(desk, path, large=large)
    sha256, size = files.digest(path, told)
    at = desk.stamp()
    with desk.file.write() as work:
        old = _newest(work, evidence_id)
        if old.evidence.sha256 == sha256:
            raise UserError("evidence_same_content", file=path.name)
        home, *others = old.places or (old.home,)
        new = new_evidence(desk, home, path, sha256, size, at)
        files.keep(work, new, path, told)
        said = old.facts.note if note is None else note
        work.evidence.put_facts(EvidenceFacts(new.id, expires, old.evidence.id, said))
        for place in others:
            work.evidence.put_use(EvidenceUse(new.id, *place, at, desk.world.user))
        if not old.places:
            # What serves nowhere has no place that a newer version could bring it back to.
            ended = EvidenceUse(new.id, *home, at, desk.world.user, at, desk.world.user, reason.strip())
            work.evidence.put_use(ended)
        before: dict[str, object] = {
            "name": old.evidence.name,
            "size": old.evidence.size,
            "sha256": old.evidence.sha256,
            **told_facts(old.facts.expires, old.facts.note),
        }
        after: dict[str, object] = {"name": new.name, "size": size, "sha256": sha256, "reason": reason.strip()}
        after |= {"version": old.version + 1, **told_facts(expires, said)}
        acceptance.lapse_at(work, old.places, at, desk.world.user)
        work.history.record(at, desk.world.user, Event("evidence.replaced", new.id, *home, before, after))
        work.commit()
    return Changes(at=at, evidence=True, reviews=True, places=frozenset((home, *others))), new


def term_dropped(desk: Desk, evidence_id: str) -> date | None:
    """The last day that the version before a piece has, where the piece itself was given none."""
    with desk.file.read() as work:
        facts = work.evidence.facts_of(evidence_id)
        if facts.expires is not None or not facts.replaces:
            return None
        return work.evidence.facts_of(facts.replaces).expires


def withdraw_version(desk: Desk, evidence_id: str, reason: str) -> Changes:
    """Take the newest version of a piece out: it is removed, and the version before counts again where it served.

    For a file that was stored as a version by mistake. Raises UserError, changing nothing.
    """
    if not reason.strip():
        raise UserError("evidence_needs_reason")
    at = desk.stamp()
    with desk.file.write() as work:
        newer = _newest(work, evidence_id)
        older = proofs.piece(work, newer.facts.replaces) if newer.facts.replaces else None
        if older is None or older.evidence.removed:
            raise UserError("evidence_no_version_before", name=newer.evidence.name)
        gone = replace(newer.evidence, removed_at=at, removed_by=desk.world.user, removed_reason=reason.strip())
        work.evidence.put(gone)
        work.evidence.put_facts(replace(newer.facts, replaces=""))
        before: dict[str, object] = {"name": newer.evidence.name, "version": newer.version}
        after: dict[str, object] = {"name": older.evidence.name, "version": older.version, "reason": reason.strip()}
        acceptance.lapse_at(work, newer.places, at, desk.world.user)
        event = Event("evidence.version_withdrawn", newer.evidence.id, *newer.home, before, after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    places = frozenset((*newer.places, newer.home, *older.places, older.home))
    return Changes(at=at, evidence=True, reviews=True, places=places)


def set_facts(desk: Desk, evidence_id: str, expires: date | None, note: str, reason: str = "") -> Changes:
    """Set the last day on which a piece proves anything (None: it does for ever) and its note. Raises UserError.

    Another last day makes another proof of it: the acceptance of answers that it stands beside ends. What has expired
    proves again for a `reason` in words alone, which the history keeps.
    """
    said = checked_note(note)
    at = desk.stamp()
    with desk.file.write() as work:
        piece = _newest(work, evidence_id)
        if (piece.facts.expires, piece.facts.note) == (expires, said):
            return Changes()
        today = desk.world.clock.today()
        if _over(piece.facts.expires, today) and not _over(expires, today) and not gives_reason(reason):
            raise UserError("evidence_revived_needs_reason", name=piece.evidence.name)
        work.evidence.put_facts(replace(piece.facts, expires=expires, note=said))
        before, after = told_facts(piece.facts.expires, piece.facts.note), told_facts(expires, said)
        after["name"] = piece.evidence.name
        if reason.strip():
            after["reason"] = reason.strip()
        lapsed = piece.facts.expires != expires and acceptance.lapse_at(work, piece.places, at, desk.world.user)
        work.history.record(at, desk.world.user, Event("evidence.facts", piece.evidence.id, *piece.home, before, after))
        work.commit()
    return Changes(at=at, evidence=True, reviews=lapsed, places=frozenset((*piece.places, piece.home)))


def _over(expires: date | None, today: date) -> bool:
    return expires is not None and expires < today


def _newest(work: UnitOfWork, evidence_id: str) -> Piece:
    """A piece that is in force in its newest version. Raises UserError `evidence_unknown`, `evidence_replaced`."""
    piece = standing_piece(work, evidence_id)
    if not piece.latest:
        raise UserError("evidence_replaced", name=piece.evidence.name)
    return piece
