"""Evidence as the command line tells it: a line for people, an object for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.domain.evidence import Evidence
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.i18n import gettext as _
from app.i18n import listed
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


def line(entry: Entry, names: Names) -> str:
    """A piece in one line: id, checkpoint, site, name, size, and what there is to say of it."""
    piece, evidence = entry.piece, entry.piece.evidence
    checkpoint, site = entry.places[0] if entry.places else piece.home
    words = [evidence.id, checkpoint, names.get(site, ""), evidence.name, f"{evidence.size:,}"]
    if piece.version > 1:
        words.append(_("version {number}").format(number=piece.version))
    if piece.facts.expires:
        words.append(_("until {day}").format(day=piece.facts.expires.isoformat()))
    if (more := len(entry.places) - 1) > 0:
        words.append(_("also serves {count} more").format(count=more))
    words += [f"[{mark_word(mark)}]" for mark in Mark if mark in entry.marks]
    if evidence.removed:
        words.append(f"({evidence.removed_reason})")
    return "  ".join(word for word in words if word)


def whole(register: Register) -> str:
    """How many pieces there are and what they take in the file."""
    words = _("Evidence files: {count}, {size} MB in the audit; above {limit} MB a file is large.")
    size = f"{register.size / 1024 / 1024:,.1f}"
    return words.format(count=f"{len(register.entries):,}", size=size, limit=register.limit_mb)


def details(entry: Entry, names: Names) -> list[str]:
    """A piece with everything known of it, a line each."""
    piece, evidence = entry.piece, entry.piece.evidence
    expires = piece.facts.expires.isoformat() if piece.facts.expires else ""
    told = [
        ("id", evidence.id),
        ("name", evidence.name),
        ("size", f"{evidence.size:,}"),
        ("sha256", evidence.sha256),
        ("added_at", evidence.added_at),
        ("added_by", evidence.added_by),
        ("version", str(piece.version)),
        ("expires", expires),
        ("note", piece.facts.note),
        ("marks", listed(mark_word(mark) for mark in Mark if mark in entry.marks)),
        ("removed_reason", evidence.removed_reason),
    ]
    lines = [f"{name} = {value}" for name, value in told if value]
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
    return f"{place[0]} {names.get(place[1], '')}".strip()


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
