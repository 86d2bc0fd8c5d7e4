"""What the audit says otherwise than when a paper was filed: corrected figures of cases, and verdicts that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.case_figures import CaseFigure, FigureStatement, numbered
from app.domain.grades import Verdict
from app.domain.plan import Case


@dataclass(frozen=True, slots=True)
class AnswerTold:
    """One time that an answer was given, as the history keeps it: the verdict before it and the one it gave."""

    checkpoint: str
    site: str
    before: Verdict
    now: Verdict
    reason: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that is another one now: from the one that stood to the one that stands. `at`, `by` and `reason` are
    those of the answer that gave it last."""

    checkpoint: str
    site: str
    before: Verdict
    now: Verdict
    at: str
    by: str
    reason: str


def turned(told: Iterable[AnswerTold]) -> tuple[Turned, ...]:
    """The places whose verdict is another one than before the first answer told, in the order of their last turn.

    Back and forth is no change; a remark that was written anew is none either.
    """
    first: dict[tuple[str, str], Verdict] = {}
    last: dict[tuple[str, str], AnswerTold] = {}
    for each in told:
        place = each.checkpoint, each.site
        first.setdefault(place, each.before)
        if each.before is not each.now:
            last.pop(place, None)
            last[place] = each
    return tuple(
        Turned(each.checkpoint, each.site, first[place], each.now, each.at, each.by, each.reason)
        for place, each in last.items()
        if first[place] is not each.now
    )


class FigureMove(StrEnum):
    """What became of a figure: 新規 / 訂正 / 撤回."""

    NEW = "new"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FigureTurn:
    """A figure beside what it said: `before` is None for one that was not told then. `steps` are the corrections made
    since, each with what it replaced, its day, its reason and by whom."""

    now: CaseFigure
    before: CaseFigure | None
    move: FigureMove
    steps: tuple[FigureStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseTurn:
    """The figures of one case that say something else now."""

    case: Case
    figures: tuple[FigureTurn, ...]


def case_turn(before: Case | None, now: Case) -> CaseTurn:
    """The figures of a case beside those it had; one that did not occur tells none."""
    then = before.figures if before is not None and before.occurred else ()
    return CaseTurn(now, _figures(then, now.figures if now.occurred or then else ()))


def _figures(before: Sequence[CaseFigure], now: Sequence[CaseFigure]) -> tuple[FigureTurn, ...]:
    known = {figure.number: figure for figure in numbered(before)}
    found = []
    for figure in numbered(now):
        old = known.get(figure.number)
        told = old is not None and old.withdrawn_on is None
        if not told:
            if figure.withdrawn_on is None:
                found.append(FigureTurn(figure, None, FigureMove.NEW))
            continue
        assert old is not None  # noqa: S101 - told, so it is there
        steps = figure.earlier[len(old.earlier) :]
        if figure.withdrawn_on is not None:
            found.append(FigureTurn(figure, old, FigureMove.WITHDRAWN, steps))
        elif _said(old) != _said(figure):
            found.append(FigureTurn(figure, old, FigureMove.CORRECTED, steps))
    return tuple(found)


def _said(figure: CaseFigure) -> tuple[object, ...]:
    return figure.label, figure.value, figure.as_of, figure.source, figure.estimated
