"""Evidence: bytes that are missing, days that have passed, one photograph for several sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from app.domain.consistency.model import Found, Spot, Where, check
from app.domain.consistency.periods import day_in_name
from app.domain.consistency.whole import Whole
from app.domain.evidence import Evidence

SOON = 30
"""Days before its last day from which evidence is told of."""
_GRACE = timedelta(days=366)
"""Evidence may be so much older than the period: contracts, rules and lists are."""


def _where(piece: Evidence, field: str = "evidence") -> Where:
    return Where(Spot.EVIDENCE, field, piece.checkpoint, piece.site, piece.id)


def _kept(whole: Whole) -> Iterator[Evidence]:
    asked = set(whole.places)
    return (e for e in whole.evidence if not e.removed and (e.checkpoint, e.site) in asked)


@check("K20")
def without_file(whole: Whole) -> Iterator[Found]:
    """Evidence whose bytes are not in the audit file, or that is empty."""
    for piece in _kept(whole):
        if piece.sha256 not in whole.stored:
            yield "missing", _where(piece), {"name": piece.name}
        elif not piece.size:
            yield "empty", _where(piece), {"name": piece.name}


@check("K21")
def expired(whole: Whole) -> Iterator[Found]:
    """Evidence that proves nothing any more."""
    for piece in _kept(whole):
        if whole.expired(piece.id) and piece.id not in whole.replaced:
            yield "expired", _where(piece, "expires"), {"name": piece.name, "date": _last_day(whole, piece)}


@check("K22")
def expires_soon(whole: Whole) -> Iterator[Found]:
    """Evidence that will soon prove nothing any more."""
    for piece in _kept(whole):
        facts = whole.facts.get(piece.id)
        if facts is None or facts.expires is None or piece.id in whole.replaced:
            continue
        if whole.today <= facts.expires <= whole.today + timedelta(days=SOON):
            yield "soon", _where(piece, "expires"), {"name": piece.name, "date": _last_day(whole, piece)}


def _last_day(whole: Whole, piece: Evidence) -> str:
    day = whole.facts[piece.id].expires
    return day.isoformat() if day else ""


@check("K23", lack=lambda whole: "" if whole.period else "period_unread")
def of_another_time(whole: Whole) -> Iterator[Found]:
    """Evidence of a day that its name tells, and that is after today or long before the period."""
    if (period := whole.period) is None:
        return
    for piece in _kept(whole):
        day = day_in_name(piece.name)
        if day is None:
            continue
        values = {"name": piece.name, "date": day.isoformat()}
        if day > whole.today:
            yield "ahead", _where(piece, "name"), values
        elif day < period.first - _GRACE:
            yield "old", _where(piece, "name"), values


@check("K24")
def one_picture_for_many(whole: Whole) -> Iterator[Found]:
    """The very same photograph added at several sites: it can have been taken at one of them only."""
    alike: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for piece in _kept(whole):
        if piece.site and piece.media_type.startswith("image/"):
            alike[piece.sha256, piece.checkpoint].append(piece)
    for pieces in alike.values():
        sites = dict.fromkeys(whole.names.get(p.site, "") for p in pieces)
        if len(sites) > 1:
            values = {"name": pieces[0].name, "count": str(len(sites)), "sites": "、".join(list(sites)[:3])}
            yield "same_picture", _where(pieces[0]), values, tuple(_where(p) for p in pieces[1:])
