"""What was begun and not ended: ledgers that are missing, samples, marks, what came from the last audit."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.carrying import Decision, Standing
from app.domain.consistency.model import Found, Spot, Where, check, place
from app.domain.consistency.whole import Whole


@check("K60")
def ledger_missing(whole: Whole) -> Iterator[Found]:
    """A ledger without which rules could not be run."""
    for kind, rules in whole.lacking.items():
        yield "missing", Where(Spot.LEDGER, identity=kind), {"ledger": kind, "count": str(rules)}


@check("K61")
def sample_unfinished(whole: Whole) -> Iterator[Found]:
    """Records of a sample that nobody has looked at."""
    for sample in whole.samples:
        if sample.open:
            values = {"number": str(sample.number), "count": str(sample.open), "drawn": str(sample.drawn)}
            yield "unfinished", Where(Spot.SAMPLE, number=sample.number), values


@check("K62")
def flag_left(whole: Whole) -> Iterator[Found]:
    """A mark that somebody set to come back to."""
    asked = set(whole.places)
    for flag in whole.flags:
        if (flag.checkpoint, flag.site) in asked:
            values = {"by": flag.by, "date": flag.at[:10], "note": flag.note}
            yield ("note" if flag.note.strip() else "flag"), place(flag.checkpoint, flag.site), values


@check("K63")
def carried_undecided(whole: Whole) -> Iterator[Found]:
    """What the last audit said, and on which nothing was decided although the place was answered."""
    for carried in whole.carried:
        at = (carried.checkpoint, carried.site)
        answer = whole.given.get(at)
        if answer is None or carried.decision is not Decision.OPEN or carried.standing is Standing.RETIRED:
            continue
        if answer.verdict is not carried.verdict:
            yield f"{carried.verdict.value}_{answer.verdict.value}", place(*at)
