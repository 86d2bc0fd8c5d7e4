"""Taking back answers, decisions on proposals and flags, and giving them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain import answers
from app.domain.answers import Answer
from app.domain.duties import Flag
from app.domain.findings import Finding, Ground, ProposalDecision
from app.domain.grades import Verdict
from app.domain.history import UNDONE, Entry, Event
from app.domain.progress import Place
from app.errors import UserError
from app.services import answer_findings, carried_following, finding_grounds, undo_reviews
from app.services.changes import Changes
from app.services.told_values import whole
from app.services.undo_tasks import Changed, Settled, Task, Told, together


@dataclass(frozen=True, slots=True)
class _Turn:
    """An entry, what its place is to say, and what it says as yet; `until` is the entry up to which copies are looked
    at."""

    entry: Entry
    wanted: Told | None
    expected: Told | None
    until: int

    @property
    def place(self) -> Place:
        """Where the answer was given."""
        return self.entry.event.checkpoint, self.entry.event.site


def take_answers(task: Task, entries: Sequence[Entry]) -> Changes:
    """Let places say what they said before."""
    return _answer_all(task, [_Turn(e, e.event.before, e.event.after, e.seq - 1) for e in entries])


def give_answers(task: Task, entries: Sequence[Entry]) -> Changes:
    """Let places say again what was said."""
    return _answer_all(task, [_Turn(e, e.event.after, e.event.before, e.seq) for e in entries])


def _answer_all(task: Task, turns: Sequence[_Turn]) -> Changes:
    """Further revisions; where one place comes several times, one after the other."""
    if len({turn.place for turn in turns}) < len(turns):
        return together([_answer_all(task, [turn]) for turn in turns], task.at)
    revisions = task.work.answers.revisions_at([turn.place for turn in turns])
    answers_now = {turn.place: _answer(task, turn, revisions.get(turn.place, ())) for turn in turns}
    task.work.answers.append_all(tuple(answers_now.values()))
    found = _follow(task, turns, answers_now)
    turned = {turn.entry.seq: task.act != UNDONE for turn in turns}
    carried = carried_following.turn_back(task.work, answers_now, turned)
    reviewed = undo_reviews.follow_answers(task.work, [(t.entry, answers_now[t.place], t.wanted) for t in turns])
    for turn in turns:
        _rest(task, turn.entry.event)
    said = ((t, revisions.get(t.place, ()), answers_now[t.place]) for t in turns)
    task.tell_all((t.entry, _told_of(known[-1] if known else None), answers.told(now)) for t, known, now in said)
    task.marks.settle_all(task, [_settled(task, t, revisions.get(t.place, ()), answers_now[t.place]) for t in turns])
    return Changes(at=task.at, places=frozenset(answers_now), findings=found, carried=carried, reviews=reviewed)


def _answer(task: Task, turn: _Turn, revisions: Sequence[Answer]) -> Answer:
    """The next revision. Raises Changed where the place does not say any more what it is expected to."""
    current = revisions[-1] if revisions else None
    if _said(_told_of(current)) != _said(turn.expected):
        raise Changed
    if turn.place[1] and turn.place[1] not in task.marks.sites:
        raise UserError("site_gone")
    told = turn.wanted or {"verdict": Verdict.UNANSWERED.value, "comment": "", "reason": ""}
    verdict, comment, reason = Verdict(str(told["verdict"])), str(told["comment"]), str(told["reason"])
    number = current.revision + 1 if current else 1
    return Answer(*turn.place, verdict, comment, reason, number, task.at, task.user)


def _settled(task: Task, turn: _Turn, revisions: Sequence[Answer], answer: Answer) -> Settled:
    wanted = turn.wanted
    known = tuple(a for a in revisions if wanted is not None and a.revision <= int(str(wanted["revision"])))
    source = task.marks.source(known, turn.place, turn.until)
    return Settled(turn.entry, answer, (*revisions, answer), source)


def _follow(task: Task, turns: Sequence[_Turn], written: Mapping[Place, Answer]) -> bool:
    """Let findings be what they were before the act, or follow the answers as they did then; whether one changed."""
    back = task.act == UNDONE
    told = {t.place: (t.entry.event.before or {}).get("finding") for t in turns} if back else {}
    kept = [whole(Finding, each) for each in told.values() if isinstance(each, Mapping)]
    task.work.findings.put(kept)
    others = {place: answer for place, answer in written.items() if not isinstance(told.get(place), Mapping)}
    if not others:
        return True
    checkpoints = {}
    for identity in dict.fromkeys(checkpoint for checkpoint, _site in others):
        if (checkpoint := task.desk.catalogue.known(identity)) is None:
            raise UserError("checkpoint_unknown", checkpoint=identity)
        checkpoints[identity] = checkpoint
    since = min(turn.entry.at for turn in turns)[:10] if back else ""
    return answer_findings.follow_all(task.work, checkpoints, others, task.at[:10], since)[0] or bool(kept)


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
    if task.act == UNDONE:
        finding_grounds.put_back(task.work, task.desk.catalogue, whole(Ground, rested))
    else:
        finding_grounds.take_off(task.work, whole(Ground, rested))


def upheld(task: Task, entry: Entry) -> Changes:
    event = entry.event
    _standing(task, entry)
    _rest(task, event)
    if task.act == UNDONE:
        task.tell(entry, event.after, {"stale": (event.before or {}).get("stale")})
    else:
        task.tell(entry, event.before, event.after)
    return Changes(at=task.at, places=frozenset({(event.checkpoint, event.site)}))


def confirmed(task: Task, entries: Sequence[Entry]) -> Changes:
    """Let copies wait again to be confirmed, or be confirmed again."""
    if len({(e.event.checkpoint, e.event.site) for e in entries}) < len(entries):
        return together([confirmed(task, [entry]) for entry in entries], task.at)
    places = [(e.event.checkpoint, e.event.site) for e in entries]
    revisions = task.work.answers.revisions_at(places)
    settled = []
    for entry, place in zip(entries, places, strict=True):
        known, after = tuple(revisions.get(place, ())), entry.event.after or {}
        if not known or known[-1].verdict.value != after.get("verdict"):
            raise Changed
        settled.append(Settled(entry, known[-1], known, str(after["from"]) if task.act == UNDONE else ""))
    task.tell_all((entry, None, entry.event.after) for entry in entries)
    task.marks.settle_all(task, settled)
    return Changes(at=task.at, places=frozenset(places))


def _standing(task: Task, entry: Entry) -> Answer:
    """The answer that the entry speaks of, if it still says what it said."""
    answer = task.work.answers.current(entry.event.checkpoint, entry.event.site)
    if answer is None or answer.verdict.value != (entry.event.after or {}).get("verdict"):
        raise Changed
    return answer


def decisions(task: Task, entries: Sequence[Entry]) -> Changes:
    """What was decided on proposals, or what stood before."""
    store, told = task.work.findings, []
    current = {(d.checkpoint, d.site, d.basis): d for d in store.decisions()}
    for entry in entries:
        before, after = entry.event.before or {}, entry.event.after or {}
        said = str(after["decision"]), task.at, task.user, str(after.get("reason", ""))
        given = ProposalDecision(entry.event.checkpoint, entry.event.site, str(after["basis"]), *said)
        key = given.checkpoint, given.site, given.basis
        if task.act == UNDONE:
            old = before.get("decided")
            if key not in current or current[key].decision != given.decision:
                raise Changed
            del current[key]
            if isinstance(old, Mapping):
                current[key] = whole(ProposalDecision, old)
                store.put_decision(current[key])
            else:
                store.drop_decision(*key)
        else:
            current[key] = given
            store.put_decision(given)
        _rest(task, entry.event)
        shown = {name: after.get(name) for name in ("decision", "reason")}
        told.append((entry, shown, None) if task.act == UNDONE else (entry, None, shown))
    task.tell_all(told)
    places = frozenset((entry.event.checkpoint, entry.event.site) for entry in entries)
    return Changes(at=task.at, places=places, findings=True)


def flags_after(task: Task, entries: Sequence[Entry]) -> Changes:
    """Flags as the act left them."""
    return _flags(task, [(entry, entry.event.after, entry.event.before) for entry in entries])


def flags_before(task: Task, entries: Sequence[Entry]) -> Changes:
    """Flags as they were before the act."""
    return _flags(task, [(entry, entry.event.before, entry.event.after) for entry in entries])


def _flags(task: Task, turns: Sequence[tuple[Entry, Told | None, Told | None]]) -> Changes:
    """Flags with what is wanted of their notes, or none where no note is told."""
    duties = task.work.duties
    notes = {(flag.checkpoint, flag.site): flag.note for flag in duties.flags()}
    for entry, wanted, expected in turns:
        place = entry.event.checkpoint, entry.event.site
        if notes.get(place) != (expected or {}).get("note"):
            raise Changed
        if wanted is None or "note" not in wanted:
            notes.pop(place, None)
            duties.drop_flag(*place)
        else:
            at, by = str(wanted.get("at", task.at)), str(wanted.get("by", task.user))
            notes[place] = str(wanted["note"])
            duties.put_flag(Flag(*place, notes[place], at, by))
    task.tell_all((entry, expected, wanted) for entry, wanted, expected in turns)
    return Changes(at=task.at, duties=True)
