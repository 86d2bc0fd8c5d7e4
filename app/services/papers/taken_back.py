"""Printings that were taken back (取消): no longer on record as printed, but their paper may have gone out.

The history holds what each of them was, who took it back and when; nothing of it is stored once more. A printing that
was done again counts as if it had never been taken back.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.history import UNDONE
from app.domain.paper_loop import Key, Printing, TakenBack
from app.errors import UserError
from app.services.papers.days import day_of
from app.services.ports import UnitOfWork
from app.services.told_values import whole

PRINTED = "paper.printed"
NOT_PRINTED = "paper.not_printed"
FILED = "paper.filed"
RESTORED = "restored"
"""In what is told of a scan that was filed: the printing that was taken back and counts again with it."""
TAKEN_BACK = "paper_taken_back"
"""The code of the refusal of such a paper."""


def read(work: UnitOfWork) -> tuple[TakenBack, ...]:
    """Every printing that was taken back and not done again, by the number and edition of its paper."""
    # Of one that was taken back twice the last time counts.
    last = {entry.event.subject: entry for entry in work.history.turned(UNDONE, PRINTED)}
    if not last:
        return ()
    there = {each.code for each in work.papers.printings()}
    told = () if there.isdisjoint(last) else work.history.told(FILED)
    by_hand = {str(after["code"]) for _number, _act, _place, after in told if RESTORED in after}
    found = [
        TakenBack(whole(Printing, entry.event.before), entry.at, entry.by, restored=code in there)
        for code, entry in last.items()
        if entry.event.before is not None and (code not in there or code in by_hand)
    ]
    return tuple(sorted(found, key=lambda each: (each.printing.number, each.printing.edition)))


def of_key(taken: Iterable[TakenBack]) -> dict[Key, tuple[TakenBack, ...]]:
    """Those of each paper."""
    found: dict[Key, list[TakenBack]] = {}
    for each in taken:
        found.setdefault(each.printing.key, []).append(each)
    return {key: tuple(own) for key, own in found.items()}


def refusal(taken: TakenBack) -> UserError:
    """Why a paper whose printing was taken back is not taken in: it is named, with who took it back and when."""
    printing = taken.printing
    return UserError(
        TAKEN_BACK,
        number=printing.number,
        name=printing.name or printing.title,
        edition=printing.edition,
        printed=day_of(printing.printed_at),
        by=taken.by,
        day=day_of(taken.at),
    )
