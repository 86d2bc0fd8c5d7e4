"""A first pass over what is not answered (即答): which places, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.answers import Answer
from app.domain.audit import COMPANY
from app.domain.catalogue import Checkpoint
from app.domain.grades import Level, Verdict
from app.domain.progress import Place


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass goes over: the places that had no verdict when it began.

    One of these says what it is about: `site` (empty: the company), `item` at a site and for the company, or one
    `checkpoint` over all sites.
    """

    places: tuple[Place, ...]
    site: str | None = None
    item: str = ""
    checkpoint: str = ""


def passes(
    asked: Sequence[Place],
    answers: Mapping[Place, Answer],
    checkpoints: Sequence[Checkpoint],
    site: str,
    at: str = "",
) -> tuple[Pass, ...]:
    """The passes that make sense for who is at a `site` and looks `at` a checkpoint; none that is empty."""
    left = tuple(place for place in asked if is_open(answers.get(place)))
    item_of = {checkpoint.id: checkpoint.item for checkpoint in checkpoints}
    here = tuple(place for place in left if place[1] in (site, COMPANY))
    found = [Pass(tuple(p for p in left if p[1] == site), site=site)] if site else []
    found.append(Pass(tuple(p for p in left if p[1] == COMPANY), site=COMPANY))
    over = next((c for c in checkpoints if c.id == at and c.level is Level.SITE), None)
    if over is not None:
        found.append(Pass(tuple(p for p in left if p[0] == over.id), checkpoint=over.id))
    items = dict.fromkeys(item_of[place[0]] for place in here if place[0] in item_of)
    found += [Pass(tuple(p for p in here if item_of.get(p[0]) == item), site=site, item=item) for item in items]
    return tuple(each for each in found if each.places)


def is_open(answer: Answer | None) -> bool:
    """Whether there is no verdict."""
    return answer is None or answer.verdict is Verdict.UNANSWERED
