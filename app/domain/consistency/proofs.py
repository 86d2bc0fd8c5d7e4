"""Evidence: bytes that are missing, days that have passed, one photograph for several sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from app.domain.consistency.model import Found, Spot, Where, check
from app.domain.consistency.periods import day_in_name
from app.domain.consistency.whole import Whole
from app.domain.pieces import Piece
from app.domain.progress import Place

SOON = 30
"""Days before its last day from which evidence is told of."""
_GRACE = timedelta(days=366)
"""Evidence may be so much older than the period: contracts, rules and lists are."""


def _where(piece: Piece, place: Place, field: str = "evidence") -> Where:
    return Where(Spot.EVIDENCE, field, *place, piece.evidence.id)


def _serving(whole: Whole) -> Iterator[tuple[Piece, tuple[Place, ...]]]:
    """The evidence in force with the places that are asked and that it serves, wherever it was added."""
    asked = set(whole.places)
    for piece in whole.pieces:
        if piece.latest and (served := tuple(place for place in piece.places if place in asked)):
            yield piece, served


@check("K20")
def without_file(whole: Whole) -> Iterator[Found]:
    """Evidence whose bytes are not in the audit file, or that is empty."""
    for piece, (place, *_others) in _serving(whole):
        if piece.evidence.sha256 not in whole.stored:
            yield "missing", _where(piece, place), {"name": piece.evidence.name}
        elif not piece.evidence.size:
            yield "empty", _where(piece, place), {"name": piece.evidence.name}


@check("K21")
def expired(whole: Whole) -> Iterator[Found]:
    """Evidence that proves nothing any more."""
    for piece, (place, *_others) in _serving(whole):
        if piece.expired(whole.proof_day):
            yield "expired", _where(piece, place, "expires"), _last_day(piece)


@check("K22")
def expires_soon(whole: Whole) -> Iterator[Found]:
    """Evidence that will soon prove nothing any more."""
    for piece, (place, *_others) in _serving(whole):
        if piece.expires_within(whole.proof_day, SOON):
            yield "soon", _where(piece, place, "expires"), _last_day(piece)


def _last_day(piece: Piece) -> dict[str, str]:
    day = piece.facts.expires
    return {"name": piece.evidence.name, "date": day.isoformat() if day else ""}


@check("K23", lack=lambda whole: "" if whole.period else "period_unread")
def of_another_time(whole: Whole) -> Iterator[Found]:
    """Evidence of a day that its name tells, and that is after today or long before the period."""
    if (period := whole.period) is None:
        return
    for piece, (place, *_others) in _serving(whole):
        day = day_in_name(piece.evidence.name)
        if day is None:
            continue
        values = {"name": piece.evidence.name, "date": day.isoformat()}
        if day > whole.proof_day:
            yield "ahead", _where(piece, place, "name"), values
        elif day < period.first - _GRACE:
            yield "old", _where(piece, place, "name"), values


@check("K24")
def one_picture_for_many(whole: Whole) -> Iterator[Found]:
    """The very same photograph as evidence at several sites: it can have been taken at one of them only."""
    alike: dict[tuple[str, str], list[tuple[Piece, Place]]] = defaultdict(list)
    for piece, served in _serving(whole):
        if piece.evidence.media_type.startswith("image/"):
            for checkpoint, site in served:
                if site:
                    alike[piece.evidence.sha256, checkpoint].append((piece, (checkpoint, site)))
    for pieces in alike.values():
        sites = dict.fromkeys(whole.names.get(site, "") for _piece, (_checkpoint, site) in pieces)
        if len(sites) > 1:
            (first, place), *others = pieces
            values = {"name": first.evidence.name, "count": str(len(sites)), "sites": "\n".join(list(sites)[:3])}
            yield "same_picture", _where(first, place), values, tuple(_where(*other) for other in others)
