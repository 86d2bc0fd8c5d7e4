"""Measures of the plan: who, until when, how it is checked, and whether the plan answers all causes."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.consistency.model import Found, Spot, Where, check
from app.domain.consistency.whole import DEFICIENT, Whole
from app.domain.duties import same_person
from app.domain.findings import Acceptance, Finding, Source, Status
from app.domain.grades import Cause, Severity
from app.domain.plan import (
    Action,
    ActionState,
    drafted_fields,
    overdue,
    still_draft,
    unanswered_directions,
    without_measure,
    without_problem,
)

_OVER = (ActionState.DONE, ActionState.SETTLING)
MOST_YEARS = 3
"""A risk that is accepted for longer than this is told of."""
_MOST_REMARK = 40
"""So many letters of a remark are told."""


def _where(action: Action, field: str) -> Where:
    return Where(Spot.ACTION, field, action.checkpoint, number=action.number)


def _named(action: Action, **values: str) -> dict[str, str]:
    return {"number": str(action.number), **values}


@check("K25")
def said_to_be_corrected(whole: Whole) -> Iterator[Found]:
    """A finding of ledgers or logs that is said to be corrected, and that the rules still find."""
    for finding in _corrected(whole):
        if not finding.unexplained:
            remark = finding.remark if len(finding.remark) <= _MOST_REMARK else finding.remark[: _MOST_REMARK - 1] + "…"
            yield "still_found", _finding(finding), {**_shown(whole, finding), "remark": remark}


@check("K26")
def corrected_without_a_word(whole: Whole) -> Iterator[Found]:
    """The same without a remark on what was done; files of earlier versions have such findings."""
    for finding in _corrected(whole):
        if finding.unexplained:
            yield "no_remark", _finding(finding), _shown(whole, finding)


@check("K80")
def accepted_for_long(whole: Whole) -> Iterator[Found]:
    """A risk that is accepted for years to come, so that nobody will look at it again."""
    today = whole.today
    latest = f"{today.year + MOST_YEARS:04}-{today:%m-%d}"
    for finding, acceptance in _accepted(whole):
        if acceptance.until > latest:
            values = {**_named_finding(finding), "date": acceptance.until, "years": str(MOST_YEARS)}
            yield "long", _finding(finding), values


@check("K81")
def accepted_by_nobody_listed(whole: Whole) -> Iterator[Found]:
    """A risk whose approver is none of the people of the audit, where there is a list of them."""
    for finding, acceptance in _accepted(whole):
        by = acceptance.approver.strip()
        if by and whole.officers and not any(same_person(officer.name, by) for officer in whole.officers):
            yield "not_listed", _finding(finding), {**_named_finding(finding), "name": by}


def _accepted(whole: Whole) -> Iterator[tuple[Finding, Acceptance]]:
    for finding in whole.findings:
        if finding.status is Status.ACCEPTED and finding.acceptance is not None:
            yield finding, finding.acceptance


def _named_finding(finding: Finding) -> dict[str, str]:
    return {"rule": finding.rule, "subject": finding.subject}


def _corrected(whole: Whole) -> Iterator[Finding]:
    # Of answers, K02 asks for a measure whatever is said of their findings.
    return (f for f in whole.findings if f.status is Status.CORRECTED and f.source is not Source.ANSWERS)


def _finding(finding: Finding) -> Where:
    return Where(Spot.FINDING, "status", site=finding.site, identity=finding.id)


def _shown(whole: Whole, finding: Finding) -> dict[str, str]:
    """What a finding is, and the ledger that shows it with the day on which that came."""
    row = finding.rows[0] if finding.rows else None
    day = whole.imported.get((row.kind, row.file)) or whole.imported.get((row.kind, ""), "") if row else ""
    return {"rule": finding.rule, "subject": finding.subject, "ledger": row.kind if row else "", "date": day}


@check("K28")
def still_drafted(whole: Whole) -> Iterator[Found]:
    """A measure that the program drafted and nobody decided on, or whose present problem nobody has told."""
    for action in whole.measures:
        if still_draft(action):
            field = "measure" if "measure" in drafted_fields(action) else "due"
            yield field, _where(action, field), _named(action)
    for action in without_problem(whole.measures, whole.findings, whole.stand_ins):
        yield "problem", _where(action, "problem"), _named(action)


@check("K29")
def half_in_charge(whole: Whole) -> Iterator[Found]:
    """A measure that names a section and no person in charge, or a person and no section."""
    for action in whole.measures:
        for field, other in (("owner", action.department), ("department", action.owner)):
            if other.strip() and not getattr(action, field).strip():
                yield field, _where(action, field), _named(action)


@check("K30")
def nobody_in_charge(whole: Whole) -> Iterator[Found]:
    """A measure without anybody in charge."""
    for action in whole.measures:
        if not action.owner.strip() and not action.department.strip():
            yield "nobody", _where(action, "owner"), _named(action)


@check("K31")
def without_due(whole: Whole) -> Iterator[Found]:
    """A measure without a due date."""
    for action in whole.measures:
        if action.due is None and action.state not in _OVER:
            yield "due", _where(action, "due"), _named(action)


@check("K32")
def unchecked(whole: Whole) -> Iterator[Found]:
    """A measure of which nobody said how its effect is checked."""
    for action in whole.measures:
        if not action.method.strip():
            yield "method", _where(action, "method"), _named(action)


@check("K33")
def late(whole: Whole) -> Iterator[Found]:
    """A measure whose due date has passed."""
    for action in whole.measures:
        if overdue(action, whole.today) and action.until is not None:
            days = (whole.today - action.until).days
            yield "overdue", _where(action, "due"), _named(action, date=action.until.isoformat(), days=str(days))


@check("K34")
def done_without_day(whole: Whole) -> Iterator[Found]:
    """Done without the day, a day without being done, or done on a day to come."""
    for action in whole.measures:
        if action.state in _OVER and action.done is None:
            yield "no_day", _where(action, "done"), _named(action)
        elif action.done is not None and action.state not in _OVER:
            yield "not_done", _where(action, "state"), _named(action, date=action.done.isoformat())
        elif action.done is not None and action.done > whole.today:
            yield "ahead", _where(action, "done"), _named(action, date=action.done.isoformat())


@check("K35")
def ends_before_it_begins(whole: Whole) -> Iterator[Found]:
    """Due or done before the start."""
    for action in whole.measures:
        for field, day in (("due", action.due), ("done", action.done)):
            if action.start and day and day < action.start:
                values = _named(action, start=action.start.isoformat(), date=day.isoformat())
                yield field, _where(action, field), values


@check("K36")
def at_a_site_gone(whole: Whole) -> Iterator[Found]:
    """A measure for a site that was taken out of the audit."""
    live = {site.id for site in whole.live}
    for action in whole.measures:
        for site in action.sites:
            if site not in live:
                yield "site_gone", _where(action, "sites"), _named(action, site=whole.names.get(site, site))


@check("K37")
def causes_unanswered(whole: Whole) -> Iterator[Found]:
    """No measure against 機会, 動機 or 正当化 (報告書概要 ¶7)."""
    answered = {cause for action in whole.measures for cause in action.causes}
    for cause in Cause if _plans(whole) else ():
        if cause not in answered:
            yield cause.value, Where(Spot.PLAN, "causes", identity=cause.value)


@check("K38")
def directions_unanswered(whole: Whole) -> Iterator[Found]:
    """No measure in a direction ①–⑤ (報告書概要 ¶7)."""
    directions = {d.id: Cause(d.parent) for d in whole.catalogue.directions}
    for direction in unanswered_directions(whole.measures, directions) if _plans(whole) else ():
        yield "direction", Where(Spot.PLAN, "directions", identity=direction), {"direction": direction}


def _plans(whole: Whole) -> bool:
    """Whether there is something to plan: a measure, or a deficiency."""
    return bool(whole.measures) or any(a.verdict in DEFICIENT for a in whole.given.values())


@check("K39")
def grave_without_measure(whole: Whole) -> Iterator[Found]:
    """A serious finding of ledgers or logs that no measure answers."""
    grave = (f for f in whole.findings if f.severity is Severity.SERIOUS and f.source is not Source.ANSWERS)
    for finding in without_measure(grave, whole.measures):
        values = {"rule": finding.rule, "subject": finding.subject}
        yield "no_measure", Where(Spot.FINDING, "measure", site=finding.site, identity=finding.id), values
