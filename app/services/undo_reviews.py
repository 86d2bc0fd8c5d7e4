"""Taking back what was done in reviews, and doing it again: every step that was made stays on record.

What is taken back is withdrawn by whoever takes it back; the step that stood before is said again after that, with the
day and the name of whoever made it. Only a reviewer does so with what a reviewer said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from app.domain import review as domain
from app.domain.answers import Answer
from app.domain.duties import Duty
from app.domain.history import UNDONE, Entry
from app.domain.progress import Place
from app.domain.review import Review, ReviewAct, State
from app.domain.steps import Step
from app.services import mending, people, reviewing
from app.services.changes import Changes
from app.services.ports import UnitOfWork
from app.services.reviewing import Basis
from app.services.undo_tasks import Changed, Task, Told

ACTS = {
    "review.requested": ReviewAct.REQUESTED,
    "review.withdrawn": ReviewAct.WITHDRAWN,
    "review.accepted": ReviewAct.ACCEPTED,
    "review.returned": ReviewAct.RETURNED,
}
_MADE_BY = {
    State.REQUESTED: ReviewAct.REQUESTED,
    State.ACCEPTED: ReviewAct.ACCEPTED,
    State.RETURNED: ReviewAct.RETURNED,
}
_JUDGED = (State.ACCEPTED, State.RETURNED)
_SAID_AGAIN = (ReviewAct.REQUESTED, ReviewAct.RETURNED)


def turn(task: Task, entries: Sequence[Entry]) -> Changes:
    """Let reviews be in the state in which they were before these entries, or after them again."""
    places = frozenset((e.event.checkpoint, e.event.site) for e in entries)
    reviewed = task.marks.reviewed(task.desk, places)
    made = _Made(task, places)
    turns = [_Turn(entry, *_states(task, entry)) for entry in entries]
    steps: list[Review] = []
    for entry, wanted, expected in turns:
        place = entry.event.checkpoint, entry.event.site
        answer, last = reviewed.basis.answers.get(place), reviewed.latest.get(place)
        if answer is None or last is None or domain.state_of(answer, last) is not expected:
            raise Changed
        steps += _back(made, answer, last, wanted) if task.act == UNDONE else [_again(task, entry, answer, last)]
        reviewed.latest[place] = steps[-1]
    _require_unchanged(task, turns)
    # After that it is known that the entries are told as reviews are, and stand.
    _require_reviewer(task, reviewed.basis, turns)
    task.work.reviews.append(tuple(steps))
    task.tell_all((entry, {"review": was.value}, {"review": now.value}) for entry, now, was in turns)
    reviewed.entry = task.work.history.last()
    return Changes(at=task.at, reviews=True, places=places)


class _Turn(NamedTuple):
    """An entry, the state that its place is to be in, and the one in which it is expected."""

    entry: Entry
    wanted: State
    expected: State


@dataclass(frozen=True)
class _Made:
    """The steps that were made at places before, read where one of them is said again."""

    task: Task
    places: Collection[Place]

    @cached_property
    def steps(self) -> Mapping[Place, tuple[Review, ...]]:
        """All of them, by place."""
        return self.task.work.reviews.steps_at(self.places)


def _states(task: Task, entry: Entry) -> tuple[State, State]:
    """The state that is wanted, and the one that is expected."""
    before, after = (State(str((told or {})["review"])) for told in (entry.event.before, entry.event.after))
    return (before, after) if task.act == UNDONE else (after, before)


def _back(made: _Made, answer: Answer, last: Review, wanted: State) -> list[Review]:
    """The withdrawal of the last step, and after it the one that made the state before."""
    place, task = (answer.checkpoint, answer.site), made.task
    number, back = last.seq + 1, []
    if last.act is not ReviewAct.WITHDRAWN:
        back.append(Review(*place, number, ReviewAct.WITHDRAWN, answer.revision, "", task.at, task.user))
        number += 1
    if wanted in _MADE_BY:
        steps = made.steps.get(place, ())
        earlier = next((s for s in reversed(steps) if s.seq < last.seq and s.act is _MADE_BY[wanted]), None)
        if earlier is None:
            raise Changed
        back.append(replace(earlier, seq=number, revision=answer.revision))
    if not back:
        raise Changed
    return back


def _again(task: Task, entry: Entry, answer: Answer, last: Review) -> Review:
    reason = str((entry.event.after or {}).get("reason", ""))
    act = ACTS[entry.event.act]
    return Review(answer.checkpoint, answer.site, last.seq + 1, act, answer.revision, reason, task.at, task.user)


def _require_unchanged(task: Task, turns: Sequence[_Turn]) -> None:
    """Raises Changed where a reviewer's word would come back on something else than it was said of: evidence, attempts
    to disprove or replies have come, gone or changed beside the answer since."""
    entries = {
        (turn.entry.event.checkpoint, turn.entry.event.site): turn.entry.seq for turn in turns if turn.wanted in _JUDGED
    }
    if entries and mending.changed_since(task.work, entries):
        raise Changed


def _require_reviewer(task: Task, basis: Basis, turns: Sequence[_Turn]) -> None:
    """Raises UserError where a reviewer's word is taken back, or comes back, and whoever does it is none, or could not
    say so of that answer."""
    if any(turn.wanted in _JUDGED or turn.expected in _JUDGED for turn in turns):
        people.require_duty(task.work, Duty.REVIEWER, task.user)
    for state in _JUDGED:
        # Who gave the answer may lose its acceptance, and not get rid of its return.
        places = [
            (turn.entry.event.checkpoint, turn.entry.event.site)
            for turn in turns
            if state is turn.wanted or state is turn.expected is State.RETURNED
        ]
        if places:
            reviewing.require_judging(task.work, basis, _MADE_BY[state], places, task.user)


def follow_answers(work: UnitOfWork, turns: Sequence[tuple[Entry, Answer, Told | None]]) -> bool:
    """Let a wish for a review, or a return, speak again of an answer that says again what it spoke of; whether one
    does. An acceptance ends with the answer it was given for: what it rested on may be another thing by now."""
    made = work.reviews.steps_at([(answer.checkpoint, answer.site) for _entry, answer, _wanted in turns])
    steps = []
    for entry, answer, wanted in turns:
        last = next(reversed(made.get((answer.checkpoint, answer.site), ())), None)
        if last is None or wanted is None or last.act not in _SAID_AGAIN:
            continue
        # Of the answer before the act, or of one that was made when the act was taken back earlier.
        since = int(str((entry.event.after or {}).get("revision", 0)))
        if entry.event.before == wanted and (last.revision == wanted.get("revision") or last.revision > since):
            steps.append(replace(last, seq=last.seq + 1, revision=answer.revision))
    work.reviews.append(tuple(steps))
    return bool(steps)


def accepted(work: UnitOfWork, step: Step) -> frozenset[Place]:
    """The places whose answers are accepted, or were until this step; of one that is about answers alone, its own."""
    only = step.places if all(e.event.act.startswith("answer.") for e in step.entries) else None
    latest = _last_steps(work, only)
    said = {place for place, last in latest.items() if last.act is ReviewAct.ACCEPTED}
    current = work.answers.current_of({checkpoint for checkpoint, _site in said})
    found = {place for place in said if domain.state_of(current.get(place), latest[place]) is State.ACCEPTED}
    for entry in step.entries:
        place, before = (entry.event.checkpoint, entry.event.site), entry.event.before or {}
        last = latest.get(place)
        lapsed = before.get("review") == State.ACCEPTED.value
        # What was accepted was the answer before this one.
        replaced = last is not None and last.act is ReviewAct.ACCEPTED and last.revision == before.get("revision")
        if lapsed or replaced:
            found.add(place)
    return frozenset(found)


def waiting(work: UnitOfWork, places: Collection[Place]) -> frozenset[Place]:
    """Those of the places that have an answer nobody has accepted, returned, or is asked to look at."""
    if not places:
        return frozenset()
    current, latest = work.answers.current_of({checkpoint for checkpoint, _site in places}), _last_steps(work, places)
    return frozenset(p for p in places if domain.state_of(current.get(p), latest.get(p)) is State.ANSWERED)


def _last_steps(work: UnitOfWork, places: Collection[Place] | None) -> Mapping[Place, Review]:
    """The last step of each review, of some places alone where they are given."""
    if places is None:
        return work.reviews.latest()
    return {place: steps[-1] for place, steps in work.reviews.steps_at(list(places)).items() if steps}
