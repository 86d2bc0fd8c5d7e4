"""Revised due dates that a list of measures brings back: each with its reason, and nothing of them written over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.measures import check_revision, due_gone_by
from app.domain.plan import Action
from app.domain.tracker import REVISED, WHY, Change, Value
from app.errors import UserError, register_messages
from app.services.typed_days import day_text

register_messages(
    {
        "tracker_revised_wordless": "A revised due date needs its reason in the column beside it, written anew; the "
        "date was not taken.",
        "tracker_revised_dayless": "The reason came back without a new due date; write the date beside it.",
        "tracker_revised_stays": "A due date that was revised is revised again, with a reason, and not taken out.",
        "tracker_revised_past": "The day {due} has passed, and the measure is not done; the date was not taken. Give a "
        "day to come, or revise it in the plan.",
    }
)


@dataclass(frozen=True, slots=True)
class Revising:
    """What a row says of the due date from now on: `day` where it came back otherwise, `due` what it is then, and the
    reason where that was written anew."""

    day: bool
    due: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What of it is not taken: the column, what stands there, and why."""

    field: str
    value: str
    error: UserError


def taken_apart(written: dict[str, Value], changes: Iterable[Change], row: Mapping[str, Value]) -> Revising | None:
    """The revision among what is to be `written`, taken out of that; None where there is none."""
    names = {name for name in (REVISED, WHY) if written.pop(name, "absent") != "absent"}
    if not names:
        return None
    fresh = {change.field: change.edited for change in changes if change.field in (REVISED, WHY)}
    day = fresh.get(REVISED)
    why = str(row.get(WHY) or "") if WHY in fresh else ""
    return Revising(REVISED in fresh, date.fromisoformat(day) if isinstance(day, str) and day else None, why)


def refusal(revising: Revising, action: Action, today: date) -> Refused | None:
    """Why a revision is not taken of a measure that is `action` with the rest of its row."""
    if not revising.day:
        return Refused(WHY, revising.why, UserError("tracker_revised_dayless"))
    if revising.due is None:
        return Refused(REVISED, "", UserError("tracker_revised_stays"))
    value = revising.due.isoformat()
    if not revising.why.strip():
        return Refused(REVISED, value, UserError("tracker_revised_wordless"))
    if (refused := check_revision(action, revising.due, revising.why)) is not None:
        code, values = refused
        return Refused(REVISED, value, UserError(code, exit_code=None, **values))
    if due_gone_by(action, revising.due, today):
        return Refused(REVISED, value, UserError("tracker_revised_past", due=day_text(revising.due)))
    return None
