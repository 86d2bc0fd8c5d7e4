"""Taking back answers, decisions on proposals and flags, and giving them again."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain import answers
from app.domain.answers import Answer
from app.domain.duties import Flag
from app.domain.findings import Finding, Ground, ProposalDecision
from app.domain.grades import Verdict
from app.domain.history import Entry, Event
from app.domain.steps import UNDONE
from app.errors import UserError
from app.services import answering, carried_following, finding_grounds
from app.services.changes import Changes
from app.services.told_values import whole
from app.services.undo_tasks import Changed, Task, Told


def _answer(task: Task, entry: Entry, wanted: Told | None, expected: Told | None, *, until: int) -> Changes:
    """A further revision that says what `wanted` tells; `until` is the entry up to which copies are looked at."""
    event, work = entry.event, task.work
    place = event.checkpoint, event.site
    revisions = work.answers.revisions(*place)
    current = revisions[-1] if revisions else None
    if _said(_told_of(current)) != _said(expected):
        raise Changed
    if place[1] and place[1] not in task.marks.sites:
        raise UserError("site_gone")
    told = wanted or {"verdict": Verdict.UNANSWERED.value, "comment": "", "reason": ""}
    number = current.revision + 1 if current else 1
    verdict = Verdict(str(told["verdict"]))
    answer = Answer(*place, verdict, str(told["comment"]), str(told["reason"]), number, task.at, task.user)
    work.answers.append(answer)
    found = _follow(task, entry, answer)
    carried = carried_following.follow(work, answer, "")
    _rest(task, event)
    task.tell(entry, _told_of(current), answers.told(answer))
    known = tuple(a for a in revisions if wanted is not None and a.revision <= int(str(wanted["revision"])))
    task.marks.settle(task, entry, answer, task.marks.source(known, place, until))
    return Changes(at=task.at, places=frozenset({place}), findings=found, carried=carried)


def _follow(task: Task, entry: Entry, answer: Answer) -> bool:
    """Let the finding be what it was before the act, or follow the answer as it did then; whether one changed."""
    kept = (entry.event.before or {}).get("finding")
    if task.act == UNDONE and isinstance(kept, Mapping):
        task.work.findings.put([whole(Finding, kept)])
        return True
    checkpoint = task.desk.catalogue.known(answer.checkpoint)
    if checkpoint is None:
        raise UserError("checkpoint_unknown", checkpoint=answer.checkpoint)
    back = entry.at[:10] if task.act == UNDONE else ""
    return answering.follow(task.work, checkpoint, answer, task.at[:10], back)[0]


def _told_of(answer: Answer | None) -> Told | None:
    return None if answer is None else answers.told(answer)


def _said(told: Told | None) -> tuple[object, ...]:
    told = told or {"verdict": Verdict.UNANSWERED.value}
    return told["verdict"], told.get("comment", ""), told.get("reason", "")


def _rest(task: Task, event: Event) -> None:
    """Let the answer rest on what it rested on before the act, or again on what ledgers said at it."""
    rested = (event.before or {}).get(finding_grounds.RESTED)
    if not isinstance(rested, Mapping):
        return
    if task.act != UNDONE:
        task.work.findings.drop_ground(event.checkpoint, event.site)
    elif task.work.findings.ground(event.checkpoint, event.site) is None:
        task.work.findings.put_ground(whole(Ground, rested))


def take_answer(task: Task, entry: Entry) -> Changes:
    return _answer(task, entry, entry.event.before, entry.event.after, until=entry.seq - 1)


def give_answer(task: Task, entry: Entry) -> Changes:
    return _answer(task, entry, entry.event.after, entry.event.before, until=entry.seq)


def upheld(task: Task, entry: Entry) -> Changes:
    event = entry.event
    _standing(task, entry)
    _rest(task, event)
    if task.act == UNDONE:
        task.tell(entry, event.after, {"stale": (event.before or {}).get("stale")})
    else:
        task.tell(entry, event.before, event.after)
    return Changes(at=task.at, places=frozenset({(event.checkpoint, event.site)}))


def confirmed(task: Task, entry: Entry) -> Changes:
    answer = _standing(task, entry)
    after = entry.event.after or {}
    task.tell(entry, None, after)
    task.marks.settle(task, entry, answer, str(after["from"]) if task.act == UNDONE else "")
    return Changes(at=task.at, places=frozenset({(answer.checkpoint, answer.site)}))


def _standing(task: Task, entry: Entry) -> Answer:
    """The answer that the entry speaks of, if it still says what it said."""
    answer = task.work.answers.current(entry.event.checkpoint, entry.event.site)
    if answer is None or answer.verdict.value != (entry.event.after or {}).get("verdict"):
        raise Changed
    return answer


def decision(task: Task, entry: Entry) -> Changes:
    """What was decided on a proposal, or what stood before."""
    event, store = entry.event, task.work.findings
    before, after = event.before or {}, event.after or {}
    place, basis = (event.checkpoint, event.site), str(after["basis"])
    old = before.get("decided")
    given = ProposalDecision(*place, basis, str(after["decision"]), task.at, task.user, str(after.get("reason", "")))
    current = next((d for d in reversed(store.decisions()) if (d.checkpoint, d.site, d.basis) == (*place, basis)), None)
    if task.act == UNDONE:
        if current is None or current.decision != given.decision:
            raise Changed
        if isinstance(old, Mapping):
            store.put_decision(whole(ProposalDecision, old))
        else:
            store.drop_decision(*place, basis)
    else:
        store.put_decision(given)
    _rest(task, event)
    shown = {name: after.get(name) for name in ("decision", "reason")}
    task.tell(entry, shown if task.act == UNDONE else None, None if task.act == UNDONE else shown)
    return Changes(at=task.at, places=frozenset({place}), findings=True)


def flag(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """The flag with its note, or none where no note is told."""
    place, duties = (entry.event.checkpoint, entry.event.site), task.work.duties
    current = next((flag for flag in duties.flags() if (flag.checkpoint, flag.site) == place), None)
    if (current.note if current is not None else None) != (expected or {}).get("note"):
        raise Changed
    if wanted is None or "note" not in wanted:
        duties.drop_flag(*place)
    else:
        at, by = str(wanted.get("at", task.at)), str(wanted.get("by", task.user))
        duties.put_flag(Flag(*place, str(wanted["note"]), at, by))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, duties=True)
