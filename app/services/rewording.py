"""Answers that were given to a question which is put in other words now: told stale, as where findings have changed.

The mark names the edition in whose words the question was answered. It goes when the answer is given anew or upheld,
and when the question is put again as it was.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain import findings as facts
from app.domain.answers import Answer
from app.domain.catalogue import Catalogue
from app.domain.findings import WORDING, Ground
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.services import acceptance, asking
from app.services.asking import Wording
from app.services.ports import HistoryQuery, UnitOfWork


def follow(work: UnitOfWork, before: Mapping[str, Wording], edition: str, after: Catalogue, at: str, by: str) -> None:
    """Mark every answer whose checkpoint was asked as `before` says, in `edition`, and is asked otherwise from now on.

    A checkpoint that was not asked for a time is held against the words in which it was answered. What was accepted
    answered the question as it was put then: the acceptance ends. Called before the new words are kept; whoever calls
    commits.
    """
    now = {c.id: c.fingerprint for c in after.checkpoints}
    moved = {i for i, said in now.items() if i not in before or before[i].fingerprint != said}
    if not moved:
        return
    given = [a for p, a in work.answers.all_current().items() if p[0] in moved and a.verdict is not Verdict.UNANSWERED]
    if not given:
        return
    known = {(g.checkpoint, g.site): g for g in work.findings.grounds()}
    asked = asking.Asked(work)
    ended: dict[Place, Answer] = {}
    for answer in given:
        place = (answer.checkpoint, answer.site)
        ground = known.get(place, Ground(*place, {}, answer.at, answer.by))
        then = ground.findings.get(WORDING) or (edition if place[0] in before else _edition_of(work, asked, answer))
        words = before[place[0]] if then == edition and place[0] in before else asked.words(then, place[0])
        # In which words it was answered may be unknown where a file lived without them; that is no change.
        same = words is None or words.fingerprint == now[place[0]]
        marked = facts.reworded(ground, "" if same else then, at[:10])
        if marked.findings:
            work.findings.put_ground(marked)
        elif place in known:
            work.findings.drop_ground(*place)
        if not same:
            ended[place] = answer
    acceptance.lapse_those(work, ended, at, by)


def _edition_of(work: UnitOfWork, asked: asking.Asked, answer: Answer) -> str:
    """In whose words a question that was not asked for a time was put when it was answered, or its answer upheld."""
    upheld = work.history.entries(HistoryQuery(answer.checkpoint, answer.site, act="answer.upheld"), limit=1)
    since = [e.at for e in upheld if (e.event.after or {}).get("revision") == answer.revision]
    return asked.edition_at(since[0] if since else answer.at)


def words_then(work: UnitOfWork, ground: Ground | None) -> Wording | None:
    """How the question was put when the answer on that ground was given; None where that is as it is now."""
    if ground is None or WORDING not in ground.findings:
        return None
    return asking.Asked(work).words(ground.findings[WORDING], ground.checkpoint)


def all_then(work: UnitOfWork, grounds: Mapping[Place, Ground]) -> dict[Place, Wording]:
    """`words_then` of many places; those whose question is put as it was are not there."""
    asked = asking.Asked(work)
    marked = {place: ground.findings[WORDING] for place, ground in grounds.items() if WORDING in ground.findings}
    found = {place: asked.words(edition, place[0]) for place, edition in marked.items()}
    return {place: words for place, words in found.items() if words is not None}
