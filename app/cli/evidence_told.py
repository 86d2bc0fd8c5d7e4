"""Evidence as the command line tells it: a line for people, an object for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.cli.columns import aligned
from app.cli.times import moment_word
from app.domain.evidence import Evidence
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import wording
from app.services.evidencing_register import Entry, Mark, Register

Names = Mapping[str, str]
"""Names of sites by id."""


def mark_word(mark: Mark) -> str:
    """What a mark of the register is called."""
    return {
        Mark.EXPIRED: _("expired"),
        Mark.SOON: _("expires soon"),
        Mark.UNUSED: _("serves no checkpoint"),
        Mark.LARGE: _("large"),
        Mark.DOUBLE: _("same content as another"),
        Mark.REPLACED: _("replaced by a newer version"),
        Mark.REMOVED: _("removed"),
    }[mark]


def lines(entries: Sequence[Entry], names: Names) -> list[str]:
    """A piece in a line: id, checkpoint, site, name, size, and what there is to say of it."""
    return aligned([_cells(entry, names) for entry in entries])


def _cells(entry: Entry, names: Names) -> tuple[str, ...]:
    piece, evidence = entry.piece, entry.piece.evidence
    checkpoint, site = entry.places[0] if entry.places else piece.home
    where = names.get(site, "") or (_("(company)") if checkpoint and not site else "")
    words = []
    if piece.version > 1:
        words.append(_("version {number}").format(number=piece.version))
    if piece.facts.expires:
        words.append(_("until {day}").format(day=piece.facts.expires.isoformat()))
    if (more := len(entry.places) - 1) > 0:
        words.append(_("also serves {count} more").format(count=more))
    words += [f"[{mark_word(mark)}]" for mark in Mark if mark in entry.marks]
    if evidence.removed:
        words.append(f"({evidence.removed_reason})")
    return evidence.id, checkpoint, where, evidence.name, _size(evidence), "  ".join(words)


def _size(evidence: Evidence) -> str:
    return _("{count} B").format(count=f"{evidence.size:,}")


def whole(register: Register) -> str:
    """How many pieces there are and what they take in the file."""
    words = _("Evidence files: {count}, {size} MB in the audit; above {limit} MB a file is large.")
    size = f"{register.size / 1024 / 1024:,.1f}"
    return words.format(count=f"{len(register.entries):,}", size=size, limit=register.limit_mb)


def details(entry: Entry, names: Names) -> list[str]:
    """A piece with everything known of it, a line each."""
    piece, evidence = entry.piece, entry.piece.evidence
    told = [
        ("ID", evidence.id),
        (_("Name"), evidence.name),
        (_("Size"), _size(evidence)),
        ("SHA-256", evidence.sha256),
        (_("Received"), moment_word(evidence.added_at)),
        (_("Received by"), evidence.added_by),
        (_("Version"), str(piece.version)),
        (
            _("Proves until"),
            wording.day(piece.facts.expires.isoformat(), current_language()) if piece.facts.expires else "",
        ),
        (_("Note"), piece.facts.note),
        (_("Marks"), listed(mark_word(mark) for mark in Mark if mark in entry.marks)),
        (_("Removed because"), evidence.removed_reason),
    ]
    lines = aligned([(f"{name}:", value) for name, value in told if value])
    lines += [_("serves {place}").format(place=_place(place, names)) for place in entry.places]
    for use in piece.uses:
        if use.removed:
            words = _("taken off at {place}: {reason}")
            lines.append(words.format(place=_place((use.checkpoint, use.site), names), reason=use.removed_reason))
    lines += [
        _("version {number}: {id}  {name}").format(number=number, id=older.id, name=older.name)
        for number, older in enumerate(piece.earlier, start=1)
    ]
    return lines


def _place(place: Place, names: Names) -> str:
    return f"{place[0]} {names.get(place[1], '') if place[1] else _('(company)')}".strip()


def data(evidence: Evidence, names: Names) -> dict[str, Any]:
    """What is told of a record."""
    return {
        "id": evidence.id,
        "checkpoint": evidence.checkpoint,
        "site": names.get(evidence.site, ""),
        "name": evidence.name,
        "size": evidence.size,
        "sha256": evidence.sha256,
        "added_at": evidence.added_at,
        "removed": evidence.removed,
        "removed_reason": evidence.removed_reason,
    }


def entry_data(entry: Entry, names: Names, today: date) -> dict[str, Any]:
    """What is told of a piece in the register."""
    piece = entry.piece
    return {
        **data(piece.evidence, names),
        **facts_data(piece),
        "expired": piece.expired(today),
        "counts": piece.counts(today) and bool(entry.places),
        "places": places_data(entry.places, names),
        "marks": [mark.value for mark in Mark if mark in entry.marks],
    }


def facts_data(piece: Piece) -> dict[str, Any]:
    """Versions, last day and note."""
    return {
        "version": piece.version,
        "versions": [older.id for older in piece.earlier],
        "replaces": piece.facts.replaces,
        "replaced_by": piece.newer,
        "expires": piece.facts.expires.isoformat() if piece.facts.expires else None,
        "note": piece.facts.note,
    }


def places_data(places: Sequence[Place], names: Names) -> list[dict[str, str]]:
    """Places with the names of their sites."""
    return [{"checkpoint": checkpoint, "site": names.get(site, "")} for checkpoint, site in places]
