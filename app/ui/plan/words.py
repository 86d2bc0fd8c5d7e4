"""Words of the plan: kinds of case, states of a system, how pressing a due date is."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.plan import Action, ActionState, overdue
from app.i18n import gettext as _
from app.services.overview import SOON
from app.ui.words import day_word
from app.words import case_word, current_word


def occurred_word(occurred: bool | None) -> str:
    """A case with its sign: told by shape and word."""
    if occurred is None:
        return _("・ Not said yet")
    return _("● It occurred") if occurred else _("－ It did not occur")


def due_soon(action: Action, today: date) -> bool:
    """Whether an unfinished action is due within the days that count as soon."""
    return (
        not action.withdrawn
        and action.until is not None
        and today <= action.until <= today + timedelta(days=SOON)
        and action.state in (ActionState.NOT_STARTED, ActionState.IN_PROGRESS)
    )


def due_sign(action: Action, today: date) -> str:
    """The due date with how pressing it is, told by sign and word."""
    day = day_word(action.until)
    if action.until is None:
        return _("－ no date")
    if overdue(action, today):
        return _("× {date} overdue").format(date=day)
    if due_soon(action, today):
        return _("△ {date} soon").format(date=day)
    return day


def due_tone(action: Action, today: date) -> str:
    """The colour token of the due date; empty for the usual one."""
    if overdue(action, today):
        return "nonconforming"
    if due_soon(action, today) or (action.until is None and not action.withdrawn):
        return "partly"
    return ""


__all__ = [
    "case_word",
    "current_word",
    "due_sign",
    "due_soon",
    "due_tone",
    "occurred_word",
]
