"""The improvement plan: drafted from open findings, written on by people, never overwriting what they wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from app.domain import plan
from app.domain.catalogue import Cause, Checkpoint, Severity
from app.domain.findings import Finding, Source
from app.domain.history import Event
from app.domain.plan import Action, DraftGround
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.ports import Desk

register_messages(
    {
        "action_unknown": "There is no measure {number} in this plan.",
        "action_needs_measure": "The measure needs a text.",
        "action_due_before_start": "The due date lies before the start.",
    }
)

WRITABLE = frozenset(
    {"problem", "measure", "owner", "department", "start", "due", "done", "state", "method", "causes", "directions"}
)
"""The fields of an action that a person may write."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan as it stands. `unanswered_directions` are those of 報告書概要 ¶7 ①–⑤ that no live measure serves."""

    actions: tuple[Action, ...]
    unanswered_directions: tuple[str, ...]


def view(desk: Desk) -> PlanView:
    """The plan as it stands."""
    with desk.file.read() as work:
        actions = work.plan.actions()
    directions = {d.id: Cause(d.parent) for d in desk.catalogue.directions}
    return PlanView(actions, plan.unanswered_directions(actions, directions))


def draft_plan(desk: Desk, language: str = "ja") -> Changes:
    """Draft one measure for each checkpoint with an open finding; what people wrote is kept."""
    at = desk.stamp()
    with desk.file.write() as work:
        grounds = _grounds(desk, plan.still_open(work.findings.all()), language)
        ids = (desk.world.new_id() for _ in count())
        write = plan.draft(grounds, work.plan.actions(), work.audit.get().as_of, ids)
        if not write:
            return Changes()
        for action in write:
            work.plan.put_action(action)
        after = {"numbers": [action.number for action in write]}
        work.history.record(at, desk.world.user, Event("plan.drafted", "plan", after=after))
        work.commit()
    return Changes(at=at, plan=True)


def edit_action(desk: Desk, number: int, **changes: object) -> tuple[Changes, Action]:
    """Write fields of a measure by hand (`WRITABLE`). Raises UserError, changing nothing.

    Raises TypeError for a field that is not writable (our bug).
    """
    if foreign := set(changes) - WRITABLE:
        raise TypeError(f"not writable: {sorted(foreign)}")
    at = desk.stamp()
    with desk.file.write() as work:
        old = next((a for a in work.plan.actions() if a.number == number), None)
        if old is None:
            raise UserError("action_unknown", number=number)
        new = replace(old, **changes, edited=old.edited | set(changes))  # type: ignore[arg-type]
        if not new.measure.strip():
            raise UserError("action_needs_measure")
        if new.start and new.due and new.due < new.start:
            raise UserError("action_due_before_start")
        if new == old:
            return Changes(), old
        work.plan.put_action(new)
        before, after = _told(old, changes), _told(new, changes)
        event = Event("plan.edited", new.id, new.checkpoint, before=before, after=after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, plan=True), new


def _grounds(desk: Desk, found: Sequence[Finding], language: str) -> list[DraftGround]:
    by_checkpoint: dict[str, list[Finding]] = {}
    for finding in found:
        for checkpoint in finding.checkpoints:
            by_checkpoint.setdefault(checkpoint, []).append(finding)
    return [
        _ground(checkpoint, by_checkpoint[checkpoint.id], language)
        for checkpoint in desk.catalogue.checkpoints
        if checkpoint.id in by_checkpoint
    ]


def _ground(checkpoint: Checkpoint, found: Sequence[Finding], language: str) -> DraftGround:
    said = dict.fromkeys(f.values.get("comment", "") for f in found if f.source is Source.ANSWERS)
    remarks = [text for text in said if text]
    grades = list(Severity)
    return DraftGround(
        item=checkpoint.item,
        checkpoint=checkpoint.id,
        problem="\n".join(remarks) or checkpoint.question.in_language(language),
        measure=checkpoint.actions[0].in_language(language) if checkpoint.actions else "",
        method=checkpoint.evidence[0].in_language(language) if checkpoint.evidence else "",
        causes=checkpoint.causes,
        directions=checkpoint.directions,
        severity=min((f.severity for f in found), key=grades.index),
        sites=tuple(sorted({f.site for f in found if f.site})),
        findings=tuple(sorted(f.id for f in found)),
    )


def _told(action: Action, names: Mapping[str, object]) -> dict[str, object]:
    return {name: _plain(getattr(action, name)) for name in sorted(names)}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value if value is None else str(value)
