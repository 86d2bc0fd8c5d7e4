"""What answers rest on: an answer is told stale when findings behind it come, go or change after it was given.

Nothing is kept while an answer is given, which must cost little: what findings said then is kept when one changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import findings as facts
from app.domain.catalogue import Catalogue
from app.domain.findings import SLIP, WORDING, Change, Ground
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.services.asking import Asked
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


def rest_on_findings(work: UnitOfWork, checkpoint: str, site: str) -> dict[str, object]:
    """As `rest_anew`, where only findings were looked at: that the question is put in other words stays, and that a
    milestone slipped."""
    ground = work.findings.ground(checkpoint, site)
    of_findings, of_others = facts.parted(ground) if ground is not None else (None, None)
    if of_findings is None:
        return {}
    if of_others is not None:
        work.findings.put_ground(of_others)
    else:
        work.findings.drop_ground(checkpoint, site)
    return rested(of_findings)


def put_back(work: UnitOfWork, catalogue: Catalogue, rested: Ground) -> None:
    """Let an answer that is back rest on what it rested on; what has changed under it since stays told.

    Where the question is put again as it was when it was answered, there is nothing to tell of its words.
    """
    now = work.findings.ground(rested.checkpoint, rested.site)
    if now is None:
        now = rested
    edition = rested.findings.get(WORDING) or now.findings.get(WORDING, "")
    if edition:
        then, asked = Asked(work).words(edition, rested.checkpoint), catalogue.known(rested.checkpoint)
        if then is not None and asked is not None and then.fingerprint == asked.fingerprint:
            edition = ""
    ground = facts.reworded(now, edition, rested.stale_at)
    ground = _slips_back(work, ground, rested)
    if ground.findings:
        work.findings.put_ground(ground)
    else:
        work.findings.drop_ground(rested.checkpoint, rested.site)


def _slips_back(work: UnitOfWork, ground: Ground, rested: Ground) -> Ground:
    """`ground` with the slips that `rested` tells of, as far as they have not been taken back since."""
    told = {name for ground_ in (ground, rested) for name in ground_.findings if name.startswith(SLIP)}
    if not told:
        return ground
    standing = {SLIP + revision.id for course in work.splits.courses() for revision in course.revisions}
    ground = facts.without(ground, told - standing)
    for mark in rested.stale:
        if mark.finding in standing and mark.finding not in ground.findings:
            ground = facts.slipped(ground, mark, rested.findings[mark.finding], rested.stale_at)
    return ground


def take_off(work: UnitOfWork, rested: Ground) -> None:
    """Let an answer that was given or upheld again rest on what it rested on then: without what is told in `rested`."""
    now = work.findings.ground(rested.checkpoint, rested.site)
    _of_findings, of_others = facts.parted(now) if now is not None else (None, None)
    left = facts.without(of_others, rested.findings) if of_others is not None else None
    if left is not None and left.findings:
        work.findings.put_ground(left)
    else:
        work.findings.drop_ground(rested.checkpoint, rested.site)


def rested(ground: Ground) -> dict[str, object]:
    """What an answer rested on, and what had changed under it, for the history."""
    stale = told(ground)
    return {"stale": stale, RESTED: plain(ground)} if stale else {RESTED: plain(ground)}


def told(ground: Ground) -> list[str]:
    """What has changed under an answer, for the history."""
    return [" ".join(part for part in (s.shift.value, s.rule, s.subject) if part) for s in ground.stale]
