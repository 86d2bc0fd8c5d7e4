"""Takes a tracker that came back into the plan: one transaction, one step to undo, nothing lost on either side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app.domain.filings import check_due
from app.domain.measures import EffectCheck, check_completion
from app.domain.plan import Action
from app.domain.tracker import (
    ADOPTED,
    AS_ADOPTED,
    FIELDS,
    REVISED,
    WHY,
    Change,
    Outcome,
    Value,
    alike,
    chosen,
    compared,
    paired,
)
from app.errors import UserError, register_messages
from app.services import measures, planning, tracker_revising, tracking
from app.services.changes import Changes
from app.services.joined import joined
from app.services.ports import Desk, UnitOfWork
from app.services.told_values import some
from app.services.tracker_reading import Edited, EditedRow, Trouble
from app.services.tracker_rows import NewRow, marked, new_rows

register_messages(
    {
        "tracker_gone": "Measure {number} is not in the plan any more; nothing of the row was taken.",
        "tracker_adopted": "A measure that was adopted is no draft again; write it anew, or withdraw it.",
        "tracker_new_revised": "Nothing is revised of a new measure; write its date into the column of the due date.",
        "tracker_new_item": "A new measure needs an item of the list; “{value}” is none.",
        "tracker_new_item_missing": "A new measure needs its item; choose it from the list.",
    }
)


class Prefer(StrEnum):
    """What is to become of conflicts: what stands in the audit stays, or what came back is taken."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class New:
    """A measure that a new row became."""

    row: int
    number: int
    item: str
    measure: str


@dataclass
class Merged:
    """What taking a tracker in did, or would do. Rows read = changed + added + unchanged + refused.

    `taken` are the fields that were written, `conflicts` those that were changed on both sides and left as they stand,
    `deleted` the measures (number, text) whose rows were taken out, which stay, `troubles` what was not understood.
    """

    edited: Edited
    taken: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    added: list[New] = field(default_factory=list)
    deleted: list[tuple[int, str]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def read(self) -> int:
        """How many rows were read."""
        return self.changed + self.added_rows + self.unchanged + self.refused

    @property
    def added_rows(self) -> int:
        """How many rows became new measures."""
        return len(self.added)

    @property
    def writes(self) -> bool:
        """Whether anything is written."""
        return bool(self.taken or self.added)


def merge(
    desk: Desk,
    edited: Edited,
    prefer: Prefer | None = None,
    taken: Collection[tuple[str, str]] = (),
    *,
    dry_run: bool = False,
) -> tuple[Changes, Merged]:
    """Take what came back: fields that only the other side changed, and new rows as new measures. Of conflicts those in
    `taken` (measure and field) or, with `prefer` theirs, all. `dry_run` takes nothing. Raises UserError."""
    at = desk.stamp()
    told = Merged(edited, troubles=list(edited.troubles))
    whole = {trouble.row for trouble in edited.troubles if not any(trouble.row == row.row for row in edited.rows)}
    told.refused = len(whole)
    with desk.file.write() as work:
        actions = {action.id: action for action in work.plan.actions()}
        new = new_rows(work, edited, actions)
        why = tracking.whys(work)
        with (inner := joined(desk, work, lambda event: marked(new.values(), event))).file.write() as own:
            for row in edited.rows:
                _take(inner, own, at, row, actions, new, why, told, prefer, taken)
        for identity in edited.manifest.numbers:
            action = actions.get(identity)
            if identity not in edited.seen and action is not None and not action.withdrawn:
                told.deleted.append((action.number, action.measure))
        if told.writes and not dry_run:
            work.commit()
    told.troubles.sort(key=lambda trouble: trouble.row)
    return (Changes(at=at, plan=True) if told.writes and not dry_run else Changes()), told


def _take(
    desk: Desk,
    work: UnitOfWork,
    at: str,
    row: EditedRow,
    actions: dict[str, Action],
    new: Mapping[int, NewRow],
    whys: Mapping[str, str],
    told: Merged,
    prefer: Prefer | None,
    taken: Collection[tuple[str, str]],
) -> None:
    manifest = told.edited.manifest
    own = new.get(row.row)
    identity = row.slot if own is None else own.identity
    action = actions.get(identity)
    if action is None and own is not None:
        added = _add(desk, row, identity, told)
        if added is not None:
            actions[identity] = added
        return
    exported = manifest.values.get(identity, {})
    if action is None:
        if any(not alike(value, exported.get(name)) for name, value in row.values.items()):
            _refuse(told, row, UserError("tracker_gone", number=manifest.numbers[identity]))
        else:
            told.unchanged += 1
        return
    why = whys.get(identity, "")
    if own is not None:
        changes = own.compared(action, row.values, why)
    else:
        changes = list(compared(identity, action.number, exported, row.values, tracking.told(action, why)))
    changes = paired(changes)
    written = chosen(changes, taken, theirs=prefer is Prefer.THEIRS)
    revising = tracker_revising.taken_apart(written, changes, row.values)
    _keep_due(work, row, action, written, told)
    _keep_completion(row, action, work.measures.checks(), written, told)
    _keep_adopted(row, written, told)
    if (written or revising) and action.withdrawn:
        _refuse(told, row, UserError("action_withdrawn", number=action.number))
        return
    if revising is not None:
        after = planning.as_written(action, some(Action, {n: v for n, v in written.items() if n != ADOPTED}))
        refused = tracker_revising.refusal(revising, after, desk.world.clock.today())
        if refused is not None:
            told.troubles.append(Trouble(row.row, told.edited.headings[refused.field], refused.value, refused.error))
            changes = [c for c in changes if c.field not in (REVISED, WHY)]
            revising = None
    both = {REVISED, WHY} if revising is not None else set()
    told.conflicts += [c for c in changes if c.outcome is Outcome.CONFLICT and c.field not in {*written, *both}]
    if not written and revising is None:
        told.unchanged += 1
        return
    try:
        if written:
            planning.rewrite_action(desk, work, at, action, some(Action, written))
        if ADOPTED in written:
            planning.accept_draft(desk, action.number)
        if revising is not None and revising.due is not None:
            measures.revise_due(desk, action.number, revising.due, revising.why)
    except UserError as error:
        _refuse(told, row, error)
        return
    told.changed += 1
    told.taken += [change for change in changes if change.field in {*written, *both}]


def _keep_due(work: UnitOfWork, row: EditedRow, action: Action, written: dict[str, Value], told: Merged) -> None:
    """A due date that was filed is revised with its reason, in columns of their own: the other fields are taken."""
    if "due" not in written:
        return
    due = some(Action, {"due": written["due"]})["due"]
    refused = check_due(action, due if isinstance(due, date) else None, work.measures.submissions())
    if refused is not None:
        value = written.pop("due")
        code, values = refused
        error = UserError(code, exit_code=None, **values)
        told.troubles.append(Trouble(row.row, told.edited.headings["due"], str(value or ""), error))


def _keep_completion(
    row: EditedRow, action: Action, looked: Iterable[EffectCheck], written: dict[str, Value], told: Merged
) -> None:
    """A list says no more easily than the window that a measure is done: where day, state or start are wanting, state
    and day stay as they are, and the rest of the row is taken."""
    if written.keys().isdisjoint(("state", "done")):
        return
    last = {check.action: check for check in looked}.get(action.id)
    new = planning.as_written(action, some(Action, written))
    refused = check_completion(new, last)
    if refused is None:
        return
    code, values = refused
    error = UserError(code, exit_code=None, **values)
    for name in ("state", "done"):
        value = str(written.pop(name, "") or "")
        if getattr(new, name) != getattr(action, name):
            told.troubles.append(Trouble(row.row, told.edited.headings[name], value, error))


def _keep_adopted(row: EditedRow, written: dict[str, Value], told: Merged) -> None:
    """What was adopted is no draft again: it is written anew, or withdrawn."""
    if written.get(ADOPTED, AS_ADOPTED) != AS_ADOPTED:
        value = str(written.pop(ADOPTED) or "")
        told.troubles.append(Trouble(row.row, told.edited.headings[ADOPTED], value, UserError("tracker_adopted")))


def _add(desk: Desk, row: EditedRow, identity: str, told: Merged) -> Action | None:
    """A new row as a new measure; None where nothing is written in it, or it was refused."""
    values = {f.name: row.values[f.name] for f in FIELDS if f.name in row.values}
    for name in (REVISED, WHY):
        if value := values.pop(name, None):
            error = UserError("tracker_new_revised")
            told.troubles.append(Trouble(row.row, told.edited.headings[name], str(value), error))
    if not row.item_text and all(alike(values.get(f.name, f.blank), f.blank) for f in FIELDS):
        return None
    if not row.item:
        code = "tracker_new_item" if row.item_text else "tracker_new_item_missing"
        _refuse(told, row, UserError(code, value=row.item_text[:60]))
        return None
    _keep_completion(row, Action(identity, 0, row.item), (), values, told)
    measure = str(values.pop("measure", ""))
    filled = {f.name: values[f.name] for f in FIELDS if f.name in values and not alike(values[f.name], f.blank)}
    try:
        maker = replace(desk, world=replace(desk.world, new_id=lambda: identity))
        _changes, action = planning.add_action(maker, row.item, measure, **some(Action, filled))
    except UserError as error:
        _refuse(told, row, error)
        return None
    told.added.append(New(row.row, action.number, action.item, action.measure))
    return action


def _refuse(told: Merged, row: EditedRow, error: UserError) -> None:
    told.refused += 1
    told.troubles.append(Trouble(row.row, "", "", error))


def counted(told: Merged, source: str, translate: Callable[[str], str]) -> str:
    """What taking a tracker in did, or would do, in one line."""
    _ = translate
    return _(
        "{source}: {read} rows read; {changed} measures changed, {added} new, {unchanged} unchanged, {refused} not "
        "taken; conflicts: {conflicts}"
    ).format(
        source=source,
        read=told.read,
        changed=told.changed,
        added=told.added_rows,
        unchanged=told.unchanged,
        refused=told.refused,
        conflicts=len(told.conflicts),
    )
