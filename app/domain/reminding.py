"""Reminders (期限の一覧): what is due, how many business days are left, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.business_days import BusinessCalendar
from app.domain.text import Text


class Subject(StrEnum):
    """What is due: a measure, an assigned audit, proof that expires, an accepted risk, an exception or an account that
    ends, a stage of a split, the report of a case, an answer that a reviewer returned, answers that a
    reviewer is asked to accept, a milestone of a measure, or a report on the progress of the plan."""

    ACTION = "action"
    ASSIGNMENT = "assignment"
    EVIDENCE = "evidence"
    ACCEPTANCE = "acceptance"
    EXCEPTION = "exception"
    ACCOUNT = "account"
    SEPARATION = "separation"
    CASE = "case"
    REVIEW = "review"
    ACCEPTING = "accepting"
    STEP = "step"
    PROGRESS = "progress"


PRELIMINARY, FINAL = "preliminary", "final"
"""In `Due.stage` of a case: the report of a leak (速報, 確報) whose clock the officer has set."""


class Urgency(StrEnum):
    """期限超過 / まもなく期限 / それ以降 / 期限なし (waits for somebody)."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Link:
    """Where in the window it is seen to: a page and what it is to show. Empty fields say nothing; `site` is None where
    it does not matter."""

    page: str
    checkpoint: str = ""
    site: str | None = None
    finding: str = ""
    kind: str = ""
    key: str = ""
    action: int = 0
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day, as it was found. `id` is the same as long as it is the same thing.

    `name` is what the audit calls it; `item`, `stage`, `term` and `count` say more where its subject has them. `since`
    is the day from which it waits, for what has no day of its own.
    """

    id: str
    subject: Subject
    name: str
    link: Link
    day: date | None = None
    since: date | None = None
    person: str = ""
    department: str = ""
    site: str = ""
    number: int = 0
    item: str = ""
    stage: str = ""
    term: Term | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A term that runs from the day a case became known, which counts as the first, until `checkpoint` is answered.

    `limit` and `extended_limit` name its days in the catalogue, `days` and `extended` are those that hold.
    """

    id: str
    checkpoint: str
    limit: str
    extended_limit: str
    title: Text
    when: Text
    days: int = 0
    extended: int = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something due, seen from a day: `left` business days are left, negative where it is late, and how long it has
    waited where it has no day."""

    due: Due
    urgency: Urgency
    left: int


SOON_DAYS = 10
"""Business days ahead of which something is due soon: two weeks of work."""


def remind(due: Iterable[Due], today: date, calendar: BusinessCalendar, days: int | None) -> tuple[Reminder, ...]:
    """What is due up to `days` business days from today (0: today; None: whenever), what is late, and what waits; the
    most pressing first. What ends on a day off is due on the last business day before it."""
    found = [_seen(each, today, calendar) for each in due]
    always = (Urgency.OVERDUE, Urgency.WAITING)
    wanted = (r for r in found if days is None or r.urgency in always or r.left <= days)
    return tuple(sorted(wanted, key=_order))


def _seen(due: Due, today: date, calendar: BusinessCalendar) -> Reminder:
    if due.day is None:
        return Reminder(due, Urgency.WAITING, calendar.between(due.since, today) if due.since is not None else 0)
    left = calendar.between(today, due.day)
    if due.day < today:
        return Reminder(due, Urgency.OVERDUE, left)
    return Reminder(due, Urgency.SOON if left <= SOON_DAYS else Urgency.LATER, left)


_RANK = {Urgency.OVERDUE: 0, Urgency.SOON: 1, Urgency.WAITING: 2, Urgency.LATER: 3}


def _order(reminder: Reminder) -> tuple[object, ...]:
    due = reminder.due
    return _RANK[reminder.urgency], due.day or due.since or date.max, list(Subject).index(due.subject), due.id


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A day in a calendar, every text in its language. `id` is the same as long as it is the same thing, `sequence`
    grows with each change of the audit; `warn` is the day on which the calendar speaks, None for never."""

    id: str
    day: date
    title: str
    text: str
    place: str
    category: str
    sequence: int
    warn: date | None = None
