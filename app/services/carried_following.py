"""What becomes of an answer that came along from an earlier audit once its place is answered."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import carrying
from app.domain.answers import Answer
from app.services.ports import UnitOfWork

TAKEN_OVER = "answer.taken_over"
"""The act of the history that records a carried answer as the officer's own."""


def follow(work: UnitOfWork, answer: Answer, act: str) -> bool:
    """Keep that the place was answered, as it was answered last time or otherwise; whether that changed anything."""
    carried = work.carried.at(answer.checkpoint, answer.site)
    if carried is None:
        return False
    now = carrying.followed(carried, answer.verdict, answer.at, answer.by, taken=act == TAKEN_OVER)
    if now == carried:
        return False
    work.carried.put(now)
    return True


def follow_all(work: UnitOfWork, answers: Iterable[Answer], act: str) -> bool:
    """As `follow`, for many answers at once."""
    waiting = {(c.checkpoint, c.site): c for c in work.carried.all()} if work.carried.predecessors() else {}
    written = False
    for answer in answers:
        if (carried := waiting.get((answer.checkpoint, answer.site))) is None:
            continue
        now = carrying.followed(carried, answer.verdict, answer.at, answer.by, taken=act == TAKEN_OVER)
        if now != carried:
            work.carried.put(now)
            written = True
    return written
