"""The rows of 図表2 nearest to a case, by shared facts, with the differences; no score and no rank (domain §7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.precedents import Disposition

NEAREST = 4
"""So many rows are shown; more would tell nothing."""


@dataclass(frozen=True, slots=True)
class Near:
    """A row of 図表2 beside a case. Facts are ids, in the order of the row or of the case.

    `shared` are facts of both, `neither` those that the row says were not found and that were established not to be so
    here. `not_here` are those that the row names and that were established not to be so here; `denied_there` those that
    are so here while the row says that they were not found; `open_here` those that the row names and that are still to
    establish here; `only_here` those that the row does not speak of. `leaks` are shared types of ¶3; `other_side` tells
    that the row is of the other side of the barrier.
    """

    row: Disposition
    shared: tuple[str, ...]
    not_here: tuple[str, ...]
    denied_there: tuple[str, ...]
    open_here: tuple[str, ...]
    only_here: tuple[str, ...]
    leaks: tuple[str, ...]
    other_side: bool
    neither: tuple[str, ...] = ()


def nearest(
    rows: Sequence[Disposition],
    yes: Sequence[str],
    no: Collection[str],
    leaks: Collection[str],
    sides: Collection[str],
    most: int = NEAREST,
) -> tuple[Near, ...]:
    """The rows that share a fact or a type of leak with the case, those that share most facts first.

    `yes` and `no` are the facts that are, and are not, so here; `leaks` the types of ¶3; `sides` those of the company.
    """
    found = []
    for place, row in enumerate(rows):
        shared = tuple(fact for fact in row.facts if fact in yes)
        types = tuple(leak for leak in row.leak if leak in leaks)
        if not (shared or types):  # What neither has makes nothing alike.
            continue
        near = Near(
            row=row,
            shared=shared,
            not_here=tuple(fact for fact in row.facts if fact in no),
            denied_there=tuple(fact for fact in row.denied if fact in yes),
            open_here=tuple(fact for fact in row.facts if fact not in yes and fact not in no),
            only_here=tuple(fact for fact in yes if fact not in row.facts and fact not in row.denied),
            leaks=types,
            other_side=row.side not in sides,
            neither=tuple(fact for fact in row.denied if fact in no),
        )
        against = len(near.not_here) + len(near.denied_there)
        found.append((-len(shared), near.other_side, -len(types), against, place, near))
    return tuple(near for *_order, near in sorted(found, key=lambda each: each[:-1])[:most])
