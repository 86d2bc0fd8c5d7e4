"""The days of a measure moved at once, as in the timeline: what was filed or decided stays, and is revised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.domain.filings import due_kept
from app.services import measures, planning
from app.services.changes import Changes
from app.services.joined import joined
from app.services.ports import Desk
from app.services.undo_tasks import together


def move_measure(
    desk: Desk, number: int, due: date, start: date | None = None, why: str = "", *, past: bool = False
) -> Changes:
    """Give a measure another due date, and another start with it; one step.

    A due date that is kept (`due_kept`) is revised, which needs `why`; one of a draft is written anew, and `why` stays
    in the history. `past` as for `measures.revise_due`. Raises UserError, changing nothing.
    """
    with desk.file.write() as work:
        action = measures.standing(work, number)
        inside = joined(desk, work, lambda event: event)
        written = {} if start is None or start == action.start else {"start": start}
        kept = due_kept(action, work.measures.submissions(), due)
        if not kept and due != action.until:
            written["due"] = due
        steps: list[Callable[[], Changes]] = []
        if written:
            told = "" if kept else why
            steps.append(lambda: planning.edit_action(inside, number, why=told, **written)[0])
        if kept:
            # The start never lies behind the due date, whichever way both go.
            last = start is not None and action.start is not None and start < action.start
            steps.insert(len(steps) if last else 0, lambda: measures.revise_due(inside, number, due, why, past=past))
        changes = [step() for step in steps]
        if not any(changes):
            return Changes()
        work.commit()
    return together(changes, max(each.at for each in changes))
