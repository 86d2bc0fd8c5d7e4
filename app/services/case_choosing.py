"""Which case is meant: by its number in the list of cases, or the only one that occurred."""

from __future__ import annotations

from app.domain.plan import Case
from app.errors import UserError, register_messages
from app.services import planning
from app.services.ports import Desk

register_messages(
    {
        "case_number_unknown": "There is no case {number}; `shadan plan case FILE` lists them from 1 to {last}.",
        "case_none_occurred": "No case is recorded as having occurred; say so first with "
        "`shadan plan case FILE KIND --occurred yes`.",
        "case_which": "Several cases occurred; name one with --case ({numbers}).",
    }
)


def numbered_cases(desk: Desk) -> tuple[tuple[int, Case], ...]:
    """The cases with their numbers, in the order in which they are listed everywhere."""
    return tuple(enumerate(planning.cases(desk), start=1))


def chosen(desk: Desk, number: int | None = None) -> tuple[int, Case]:
    """The case of that number; without one, the only case that occurred. Raises UserError."""
    cases = numbered_cases(desk)
    if number is not None:
        for each in cases:
            if each[0] == number:
                return each
        raise UserError("case_number_unknown", number=number, last=len(cases))
    happened = [each for each in cases if each[1].occurred]
    if not happened:
        raise UserError("case_none_occurred")
    if len(happened) > 1:
        raise UserError("case_which", numbers=[n for n, _case in happened])
    return happened[0]
