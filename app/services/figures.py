"""The figures of a case: said, corrected with the reason, taken back; what they said before stays (domain §3.13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain import case_figures
from app.domain.case_figures import OTHER_PURPOSE, CaseFigure, FigureKind, FigureStatement
from app.domain.plan import Case
from app.domain.text import gives_reason
from app.errors import UserError, register_messages
from app.services import planning
from app.services.changes import Changes
from app.services.ports import Desk

register_messages(
    {
        "figure_unknown": "The case has no figure {number}.",
        "figure_withdrawn": "Figure {number} is withdrawn; add it anew if it holds again.",
        "figure_same": "Figure {number} says this already; nothing was corrected.",
        "figure_purpose_unknown": "There is no purpose {purpose}; it is one of {known}.",
        "figure_purpose_missing": "Say which purpose is counted: one of {known}.",
        "figure_corrected_before": "Figure {number} was corrected on {date} already; a later correction cannot lie "
        "before it.",
        "figure_corrected_early": "Figure {number} cannot be corrected before {date}, the day as of which it says what "
        "it says now.",
        "figure_corrected_ahead": "The day of the correction lies in the future.",
        "case_gone": "There is no such case in this audit any more; nothing was written.",
    }
)


_NARROW = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
"""Figures as they are typed in Japanese, as papers print them."""


def listing(desk: Desk, case_id: str) -> tuple[CaseFigure, ...]:
    """All figures of a case with their numbers, withdrawn ones included. Raises UserError `case_gone`."""
    return case_figures.numbered(_case(desk, case_id).figures)


def add(desk: Desk, case_id: str, figure: CaseFigure) -> tuple[Changes, CaseFigure]:
    """Add a figure to a case. Raises UserError, changing nothing."""
    case = _case(desk, case_id)
    known = case_figures.numbered(case.figures)
    number = max((f.number for f in known), default=0) + 1
    new = replace(_stated(desk, figure), number=number, earlier=(), withdrawn="", withdrawn_on=None)
    changes = planning.put_case(desk, replace(case, figures=(*known, new)))
    return changes, new


def correct(
    desk: Desk, case_id: str, number: int, said: CaseFigure, reason: str, on: date | None = None
) -> tuple[Changes, CaseFigure]:
    """Let figure `number` say what `said` says; what it said before is kept with `reason` and the day `on` (today).

    Raises UserError, changing nothing: `reason_missing`, `figure_same`, …
    """
    if not gives_reason(reason):
        raise UserError("reason_wordless" if reason.strip() else "reason_missing")
    today = desk.world.clock.today()
    if on is not None and on > today:
        raise UserError("figure_corrected_ahead")
    case = _case(desk, case_id)
    old = _numbered(case, number)
    new = replace(_stated(desk, said), number=number, withdrawn="", withdrawn_on=None, earlier=old.earlier)
    if new == old:
        raise UserError("figure_same", number=number)
    day = on or today
    if old.earlier and day < (last := old.earlier[-1].corrected):
        raise UserError("figure_corrected_before", number=number, date=last.isoformat())
    if new.as_of is not None and day < new.as_of:
        raise UserError("figure_corrected_early", number=number, date=new.as_of.isoformat())
    told = FigureStatement(old.value, old.as_of, old.source, old.estimated, day, reason.strip())
    told = replace(told, by=desk.world.user, label=old.label if old.label != new.label else "")
    statement = (new.label, new.value, new.as_of, new.source, new.estimated)
    if statement != (old.label, old.value, old.as_of, old.source, old.estimated):
        # Only what is said is corrected; under which kind it is kept is no statement.
        new = replace(new, earlier=(*old.earlier, told))
    return planning.put_case(desk, replace(case, figures=_with(case, new))), new


def withdraw(desk: Desk, case_id: str, number: int, reason: str) -> Changes:
    """Take a figure back: it is no fact of the case any more, and stays on record with the reason. Raises UserError."""
    if not gives_reason(reason):
        raise UserError("reason_wordless" if reason.strip() else "reason_missing")
    case = _case(desk, case_id)
    old = _numbered(case, number)
    gone = replace(old, withdrawn=reason.strip(), withdrawn_on=desk.world.clock.today())
    return planning.put_case(desk, replace(case, figures=_with(case, gone)))


def _case(desk: Desk, case_id: str) -> Case:
    case = next((c for c in planning.cases(desk) if c.id == case_id), None)
    if case is None:
        raise UserError("case_gone")
    return case


def _numbered(case: Case, number: int) -> CaseFigure:
    figure = next((f for f in case_figures.numbered(case.figures) if f.number == number), None)
    if figure is None:
        raise UserError("figure_unknown", number=number)
    if figure.withdrawn_on is not None:
        raise UserError("figure_withdrawn", number=number)
    return figure


def _with(case: Case, figure: CaseFigure) -> tuple[CaseFigure, ...]:
    return tuple(figure if f.number == figure.number else f for f in case_figures.numbered(case.figures))


def _stated(desk: Desk, figure: CaseFigure) -> CaseFigure:
    """With its texts trimmed, and a purpose of ¶4 where purposes are counted. Raises UserError."""
    known = [*(p.id for p in desk.catalogue.patterns), OTHER_PURPOSE]
    if figure.kind is FigureKind.PURPOSE and not figure.purpose:
        raise UserError("figure_purpose_missing", known=known)
    purpose = figure.purpose if figure.kind is FigureKind.PURPOSE else ""
    if purpose and purpose not in known:
        raise UserError("figure_purpose_unknown", purpose=purpose, known=known)
    texts = {name: " ".join(getattr(figure, name).split()) for name in ("label", "value", "source")}
    texts["value"] = texts["value"].translate(_NARROW)
    return replace(figure, purpose=purpose, **texts)  # type: ignore[arg-type]
