"""Figures of a case (報告書概要 ¶12③): told twice and differently, not adding up, or still told as they were before."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain import case_figures
from app.domain.case_papers import CASE, WRONGFUL, Duty, late, subject_of
from app.domain.catalogue import FINAL_REPORT_WRONGFUL_DAYS
from app.domain.consistency.model import Found, Spot, Where, check
from app.domain.consistency.whole import Whole
from app.domain.plan import Case


def _figures(case: Case) -> Where:
    return Where(Spot.CASE, "figures", identity=case.id)


@check("K56")
def figures_differ(whole: Whole) -> Iterator[Found]:
    """Two figures of one thing as of one day that say different things; counts by purpose that do not add up."""
    for case in whole.cases:
        if not case.occurred:
            continue
        known = {f.number: f for f in case_figures.numbered(case.figures)}
        for pair in case_figures.differing(tuple(known.values())):
            first, second = known[pair.first], known[pair.second]
            yield "twice", _figures(case), {"label": first.label, "first": first.value, "second": second.value}
        if (sums := case_figures.purposes_sum(case.figures)) is not None:
            total, said, figure = sums
            yield "sum", _figures(case), {"label": figure.label, "held": f"{said:,}", "count": f"{total:,}"}


@check("K57")
def still_told(whole: Whole) -> Iterator[Found]:
    """A text of the case that tells a figure as it was before its correction."""
    for case in whole.cases:
        if not case.occurred or not case.figures:
            continue
        subject = subject_of(CASE, case.id)
        written = [(note.topic, note.text) for note in whole.case_notes if note.subject == subject]
        texts = [(field, getattr(case, field)) for field in ("overview", "cause_analysis", "publication")]
        for field, text in (*texts, *written):
            for figure, old in case_figures.outdated(text, case.figures):
                values = {"label": figure.label, "before": old.value, "now": figure.value}
                yield "before", Where(Spot.CASE, field, identity=case.id), values, (_figures(case),)


@check("K58")
def figures_bare(whole: Whole) -> Iterator[Found]:
    """A figure of a case that tells no day as of which it holds, or no source (報告書概要 ¶12③)."""
    for case in whole.cases:
        if not case.occurred:
            continue
        for figure in case_figures.live(case.figures):
            values = {"label": figure.label, "value": figure.value}
            if figure.as_of is None:
                yield "as_of", _figures(case), values
            if not figure.source.strip():
                yield "source", _figures(case), values


@check("K59")
def clock_contradicts_itself(whole: Whole) -> Iterator[Found]:
    """The term of the report of a leak is not that of the situation chosen, or the final report came after it (domain
    §11.4 B-05)."""
    wrongful = whole.catalogue.limit(FINAL_REPORT_WRONGFUL_DAYS)
    cases = {case.id: case for case in whole.cases if case.occurred}
    for clock in whole.clocks:
        case = cases.get(clock.case_id)
        if case is None or clock.duty is Duty.NOT_NEEDED:
            continue
        where = Where(Spot.CASE, "privacy", identity=case.id)
        if WRONGFUL in clock.kinds and clock.days and clock.days != wrongful:
            yield "term", where, {"days": str(clock.days), "held": str(wrongful)}
        if clock.final is not None and late(clock, whole.today) and clock.due is not None:
            yield "late", where, {"date": clock.final.isoformat(), "due": clock.due.isoformat()}
