"""The programme of the physical split (物理分割), cases (part B and C), and what the plan is filed with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.domain.audit import Ground
from app.domain.case_figures import live
from app.domain.catalogue import SPLIT_YEARS
from app.domain.consistency.model import Found, Spot, Where, check
from app.domain.consistency.statements import plain_name
from app.domain.consistency.whole import Whole
from app.domain.plan import Case, Horizon, Separation, beyond_horizon, offered_cases
from app.domain.plan_checks import out_of_order
from app.domain.splitting import lacking_beyond

AFTER = timedelta(days=92)
"""The as-of date (点検基準日) may be so long after the period."""


def _split(separation: Separation, field: str) -> Where:
    return Where(Spot.SEPARATION, field, identity=separation.id)


@check("K40")
def beyond(whole: Whole) -> Iterator[Found]:
    """A split that ends later than the horizon (報告書概要 ¶12①), without reason or interim measures."""
    horizon = Horizon(whole.audit.counted_from, whole.catalogue.limit(SPLIT_YEARS))
    for separation in whole.separations:
        if separation.due is None or not beyond_horizon(separation, horizon):
            continue
        values = {"system": separation.system, "date": separation.due.isoformat(), "years": str(horizon.years)}
        for field in lacking_beyond(separation, horizon, whole.controls):
            yield f"no_{field}", _split(separation, field), values


@check("K41")
def stages_out_of_order(whole: Whole) -> Iterator[Found]:
    """A stage that begins or ends before the one before it, or ends before it begins."""
    for separation in whole.separations:
        for milestone in separation.milestones:
            if milestone.end < milestone.start:
                values = {"system": separation.system, "stage": milestone.stage.value}
                yield "ends_before", _split(separation, "milestones"), values
        if (stages := out_of_order(separation.milestones)) is not None:
            values = {"system": separation.system, "earlier": stages[0].value, "stage": stages[1].value}
            yield "out_of_order", _split(separation, "milestones"), values


@check("K42")
def split_untold(whole: Whole) -> Iterator[Found]:
    """A system in the programme without a schedule, a state or somebody in charge; or split by now and not said so."""
    for separation in whole.separations:
        values = {"system": separation.system}
        if separation.current == "physical":
            continue
        if not separation.current:
            yield "no_state", _split(separation, "current"), values
        if separation.due is None:
            yield "no_schedule", _split(separation, "milestones"), values
        elif separation.due < whole.today:
            yield "should_be_split", _split(separation, "current"), {**values, "date": separation.due.isoformat()}
        if not separation.owner.strip():
            yield "no_owner", _split(separation, "owner"), values


@check("K43", lack=lambda whole: "" if "systems" in whole.ledgers else "systems_missing")
def shared_unplanned(whole: Whole) -> Iterator[Found]:
    """A system that the ledger calls shared or only logically split, and that is not in the programme."""
    planned = {plain_name(separation.system) for separation in whole.separations}
    for system in whole.shared:
        if plain_name(system) not in planned:
            yield "unplanned", Where(Spot.PLAN, "separations", identity=system), {"system": system}


def _case(case: Case, field: str) -> Where:
    return Where(Spot.CASE, field, identity=case.id)


PART_B = "B"
"""The item that asks what happened (事案の内容)."""


@check("K50")
def unsaid(whole: Whole) -> Iterator[Found]:
    """Whether a case happened that every audit of the role must speak of (報告書概要 ¶12), where part B is asked."""
    if not any(checkpoint.item == PART_B for checkpoint in whole.checkpoints):
        return
    said = {case.kind for case in whole.cases if case.occurred is not None}
    for kind in offered_cases(whole.audit.role):
        if kind not in said:
            yield kind, Where(Spot.CASE, "occurred", identity=kind)


@check("K51")
def case_incomplete(whole: Whole) -> Iterator[Found]:
    """A case that happened, without figures, causes or discipline, or with a cause that nothing is done about."""
    numbers = {action.id for action in whole.measures}
    for case in whole.cases:
        if not case.occurred:
            continue
        if not live(case.figures):
            yield "figures", _case(case, "figures"), {"title": case.title}
        if not case.causes:
            yield "causes", _case(case, "causes"), {"title": case.title}
        if not case.discipline and not case.discipline_note.strip():
            yield "discipline", _case(case, "discipline"), {"title": case.title}
        for cause in case.causes:
            if not numbers.intersection(cause.actions) and not cause.items:
                yield f"cause_{cause.cause.value}", _case(case, "causes"), {"title": case.title, "cause": cause.text}


@check("K52")
def case_contradicts_itself(whole: Whole) -> Iterator[Found]:
    """Not happened, yet with figures, causes or discipline; or found out after the as-of date."""
    for case in whole.cases:
        if case.occurred is False and (case.figures or case.causes or case.discipline):
            yield "not_happened", _case(case, "occurred"), {"title": case.title}
        if case.occurred and case.discovered and case.discovered > whole.today:
            yield "ahead", _case(case, "discovered"), {"title": case.title, "date": case.discovered.isoformat()}


@check("K53")
def filing_incomplete(whole: Whole) -> Iterator[Found]:
    """The plan cannot be filed: ground without its day, no addressee, no sender."""
    filing = whole.audit.filing
    if not whole.measures:
        return
    if filing.ground is not Ground.VOLUNTARY and filing.dated is None:
        yield "dated", Where(Spot.FILING, "dated")
    for field in ("addressee", "representative_title", "representative"):
        if not getattr(filing, field).strip():
            yield field, Where(Spot.FILING, field)
    if filing.dated and filing.submitted and filing.submitted < filing.dated:
        values = {"date": filing.submitted.isoformat(), "dated": filing.dated.isoformat()}
        yield "submitted_before", Where(Spot.FILING, "submitted"), values


@check("K54", lack=lambda whole: "" if whole.period else "period_unread")
def as_of_elsewhere(whole: Whole) -> Iterator[Found]:
    """The as-of date before the period, or long after it."""
    if (period := whole.period) is None:
        return
    as_of = whole.audit.as_of
    values = {"date": as_of.isoformat(), "first": period.first.isoformat(), "last": period.last.isoformat()}
    if as_of < period.first:
        yield "before", Where(Spot.AUDIT, "as_of"), values
    elif as_of > period.last + AFTER:
        yield "after", Where(Spot.AUDIT, "as_of"), values


@check("K55")
def auditor_unnamed(whole: Whole) -> Iterator[Found]:
    """Nobody is named who audits."""
    for field in ("auditor", "department"):
        if not getattr(whole.audit, field).strip():
            yield field, Where(Spot.AUDIT, field)
