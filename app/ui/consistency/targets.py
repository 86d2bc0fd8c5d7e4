"""Where in the window the field of a hit is."""

from __future__ import annotations

from app.domain.consistency import Spot, Where
from app.ui.session import Target


def target_of(where: Where) -> Target | None:
    """The page that holds a field, and what it is asked to show; None where a dialog holds it."""
    field = {"field": where.field} if where.field else {}
    if where.spot in (Spot.PLACE, Spot.EVIDENCE):
        if where.spot is Spot.PLACE and where.identity:
            field |= {"record": where.identity}
        return Target("checkpoints", checkpoint=where.checkpoint, site=where.site or None, options=field)
    if where.spot is Spot.ACTION:
        return Target("plan", action=where.number, options=field)
    return {
        Spot.PLAN: Target("plan", options={"tab": "separations" if where.field == "separations" else "actions"}),
        Spot.SEPARATION: Target("plan", options={"tab": "separations", "record": where.identity, **field}),
        Spot.CASE: Target("plan", options={"tab": "cases", "record": where.identity, **field}),
        Spot.FILING: Target("plan", options={"tab": "filing", **field}),
        Spot.FINDING: Target("findings", finding=where.identity),
        Spot.SAMPLE: Target("sampling", options={"sample": str(where.number)}),
        Spot.LEDGER: Target("ledgers", kind=where.identity),
    }.get(where.spot)
