"""What answers rest on: an answer is told stale when findings behind it come, go or change after it was given.

Nothing is kept while an answer is given, which must cost little: what findings said then is kept when one changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import findings as facts
from app.domain.findings import Change, Ground
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.services.ports import UnitOfWork
from app.services.told_values import plain


def follow_grounds(work: UnitOfWork, changes: Sequence[Change], today: str) -> tuple[tuple[Place, ...], bool]:
    """Mark the answers under which findings have changed, and take the mark from those under which all is as it was;
    returns the places that bear another mark than before, and whether anything was written."""
    if not changes:
        return (), False
    answers = {p: a for p, a in work.answers.all_current().items() if a.verdict is not Verdict.UNANSWERED}
    moves = facts.moves(changes, answers.keys()) if answers else {}
    if not moves:
        return (), False
    known = {(g.checkpoint, g.site): g for g in work.findings.grounds()}
    marked, written = [], False
    for place, of_place in moves.items():
        answer, before = answers[place], known.get(place)
        ground = facts.moved(before or Ground(*place, {}, answer.at, answer.by), of_place, today)
        if ground == before or (before is None and not ground.findings):
            continue
        written = True
        if ground.findings:
            work.findings.put_ground(ground)
        else:
            work.findings.drop_ground(*place)
        if ground.stale and (before is None or ground.stale != before.stale):
            marked.append(place)
    return tuple(marked), written


RESTED = "rested"
"""In `Event.before`: what the answer rested on, from which it can be put back."""


def rest_anew(work: UnitOfWork, checkpoint: str, site: str) -> dict[str, object]:
    """Let the answer at a place rest on what the ledgers say now; returns what had changed, for the history."""
    ground = work.findings.ground(checkpoint, site)
    if ground is None:
        return {}
    work.findings.drop_ground(checkpoint, site)
    return rested(ground)


def rested(ground: Ground) -> dict[str, object]:
    """What an answer rested on, and what had changed under it, for the history."""
    stale = told(ground)
    return {"stale": stale, RESTED: plain(ground)} if stale else {RESTED: plain(ground)}


def told(ground: Ground) -> list[str]:
    """What has changed under an answer, for the history."""
    return [" ".join(part for part in (s.shift.value, s.rule, s.subject) if part) for s in ground.stale]
