"""Filings of the plan and of its progress, and how often progress is reported (domain handbook §6.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain import cadence as rhythm
from app.domain import filings
from app.domain.audit import Audit
from app.domain.cadence import Cadence
from app.domain.filings import Moved, MovedSplit, Paper, Submission
from app.domain.history import Event
from app.domain.measures import DueRevision, EffectCheck, MeasureFacts
from app.errors import UserError, register_messages
from app.services import measures, since_filing
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork
from app.services.since_filing import Between, Since
from app.services.told_values import plain

register_messages(
    {
        "filing_ahead": "The day of the filing lies in the future; record it once it was filed.",
        "filing_needs_addressee": "Name to whom it was filed.",
        "filing_nothing": "There is nothing to file yet: the plan has no measure.",
        "filing_unknown": "There is no filing {number}.",
        "filing_plan_first": "No plan was filed yet; record that first, then the progress reports.",
        "filing_same": "Filing {number} of {date} says the same of the plan, to the same addressee; nothing has "
        "changed since.",
        "filing_before": "Filing {number} was made on {date} already; a later one cannot lie before it.",
        "cadence_unreadable": "The cadence “{text}” cannot be understood; it is never, twice_monthly, monthly or "
        "quarterly with days of the month, or days with dates.",
    }
)

CADENCE = "report.cadence"
"""The name of the setting."""


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What became of the plan since a filing (`filed`; None: nothing was filed, or everything is asked for).

    `revisions` are those of due dates made since, by measure; `since` is what the audit says otherwise, None where
    nothing was filed or the history does not tell; `between` what was changed before the filing was recorded.
    """

    filed: Submission | None
    moved: tuple[Moved, ...]
    splits: tuple[MovedSplit, ...]
    facts: dict[str, MeasureFacts]
    checks: dict[str, EffectCheck]
    revisions: dict[str, tuple[DueRevision, ...]]
    next_due: date | None
    cadence: Cadence
    since: Since | None = None
    between: Between = Between()


def listing(desk: Desk) -> tuple[Submission, ...]:
    """Every filing, the first one first."""
    with desk.file.read() as work:
        return work.measures.submissions()


def file_paper(
    desk: Desk,
    paper: Paper,
    filed_on: date | None = None,
    addressee: str = "",
    remark: str = "",
    covers: date | None = None,
) -> tuple[Changes, Submission]:
    """Record that the plan, or a report on its progress, was filed on a day to somebody, with what it said then.

    Without an addressee it is the usual one; `covers` is the due day that a progress report meets, found from the
    cadence where it is not given. What was sealed is filed as well. Raises UserError, changing nothing.
    """
    at, today = desk.stamp(), desk.world.clock.today()
    with desk.file.write(beside=True) as work:
        known = work.measures.submissions()
        audit = work.audit.get()
        day = filed_on or today
        to = addressee.strip() or usual_addressee(audit, known)
        _may_file(work, known, paper, day, to, today)
        if paper is Paper.PROGRESS and covers is None:
            until = filings.covered_until(known, audit.filing.submitted)
            covers = rhythm.met_by(cadence_in(work), until, day) if until is not None else None
        facts, checks = work.measures.facts(), measures.last_checks(work)
        submission = Submission(
            id=desk.world.new_id(),
            number=max((each.number for each in known), default=0) + 1,
            paper=paper,
            filed_on=day,
            addressee=to,
            remark=remark.strip(),
            covers=covers if paper is Paper.PROGRESS else None,
            measures=tuple(filings.filed_measure(a, facts.get(a.id), checks.get(a.id)) for a in work.plan.actions()),
            splits=tuple(map(filings.filed_split, work.plan.separations())),
            fingerprint=work.history.content(),
            at=at,
            by=desk.world.user,
        )
        _refuse_same(known, submission)
        work.measures.put_submission(submission)
        told = {name: plain(getattr(submission, name)) for name in ("number", "paper", "filed_on", "addressee")}
        told |= {"covers": plain(submission.covers), "remark": submission.remark, "snapshot": plain(submission)}
        work.history.record(at, desk.world.user, Event("plan.filed", submission.id, after=told))
        work.commit()
    return Changes(at=at, plan=True), submission


def last_before(known: Sequence[Submission], day: date) -> UserError | None:
    """Why nothing can have been filed on a day: the last filing lies after it."""
    if not known or day >= known[-1].filed_on:
        return None
    return UserError("filing_before", number=known[-1].number, date=known[-1].filed_on.isoformat())


def usual_addressee(audit: Audit, known: Sequence[Submission]) -> str:
    """To whom it is filed where nobody says otherwise: the addressee of the plan, else that of the last filing."""
    return audit.filing.addressee.strip() or (known[-1].addressee if known else "")


def _may_file(
    work: UnitOfWork, known: tuple[Submission, ...], paper: Paper, day: date, addressee: str, today: date
) -> None:
    """Raises UserError."""
    if day > today:
        raise UserError("filing_ahead")
    if not addressee:
        raise UserError("filing_needs_addressee")
    if not any(not action.withdrawn for action in work.plan.actions()):
        raise UserError("filing_nothing")
    if paper is Paper.PROGRESS and not known and work.audit.get().filing.submitted is None:
        raise UserError("filing_plan_first")
    if (refused := last_before(known, day)) is not None:
        raise refused


def _refuse_same(known: tuple[Submission, ...], made: Submission) -> None:
    """A button pressed twice is no second filing. Raises UserError."""
    last = next((each for each in reversed(known) if each.paper is made.paper), None)
    if last is None:
        return
    own = ("paper", "filed_on", "addressee", "remark", "covers", "measures", "splits")
    if all(getattr(last, name) == getattr(made, name) for name in own):
        raise UserError("filing_same", number=last.number, date=last.filed_on.isoformat())


def numbered(work: UnitOfWork, number: int) -> Submission:
    """The filing of that number. Raises UserError `filing_unknown`."""
    found = next((each for each in work.measures.submissions() if each.number == number), None)
    if found is None:
        raise UserError("filing_unknown", number=number)
    return found


def progress(desk: Desk, number: int | None = None) -> ProgressView:
    """What became of the plan since a filing: the last one, or that of a number. Raises UserError `filing_unknown`."""
    with desk.file.read() as work:
        return progress_in(desk, work, number)


def progress_in(desk: Desk, work: UnitOfWork, number: int | None = None) -> ProgressView:
    """As `progress`, as one transaction sees it."""
    known = work.measures.submissions()
    filed = numbered(work, number) if number is not None else (known[-1] if known else None)
    facts, checks, today = work.measures.facts(), measures.last_checks(work), desk.world.clock.today()
    revisions: dict[str, tuple[DueRevision, ...]] = {}
    same = since_filing.revised_at_once(work, filed) if filed is not None else frozenset()
    for each in work.measures.revisions():
        if filed is None or each.at > filed.at or (each.action, each.number) in same:
            revisions[each.action] = (*revisions.get(each.action, ()), each)
    return ProgressView(
        filed=filed,
        moved=filings.since(filed, work.plan.actions(), facts, checks, today),
        splits=filings.splits_since(filed, work.plan.separations()),
        facts=facts,
        checks=checks,
        revisions=revisions,
        next_due=next_due_in(work),
        cadence=cadence_in(work),
        since=since_filing.since(work, desk.catalogue, filed) if filed is not None else None,
        between=since_filing.between_in(work, filed) if filed is not None else Between(),
    )


def next_due(desk: Desk) -> date | None:
    """The day on which the next report of progress is due; None while no plan was filed or no cadence is set."""
    with desk.file.read() as work:
        return next_due_in(work)


def next_due_in(work: UnitOfWork) -> date | None:
    """As `next_due`, as one transaction sees it."""
    wanted = cadence_in(work)
    if wanted.every is rhythm.Every.NEVER:
        return None
    until = filings.covered_until(work.measures.submissions(), work.audit.get().filing.submitted)
    return rhythm.next_due(wanted, until) if until is not None else None


def cadence(desk: Desk) -> Cadence:
    """How often progress is reported."""
    with desk.file.read() as work:
        return cadence_in(work)


def cadence_in(work: UnitOfWork) -> Cadence:
    """As `cadence`, as one transaction sees it."""
    return rhythm.read(work.audit.setting(CADENCE) or "")


def set_cadence(desk: Desk, text: str) -> Changes:
    """Say how often progress is reported, as `Cadence.text` has it. Raises UserError `cadence_unreadable`."""
    try:
        wanted = rhythm.read(text.strip())
    except ValueError:
        raise UserError("cadence_unreadable", text=text) from None
    at = desk.stamp()
    with desk.file.write() as work:
        before = cadence_in(work)
        if before == wanted:
            return Changes()
        work.audit.set_setting(CADENCE, wanted.text)
        event = Event("setting.changed", CADENCE, before={"value": before.text}, after={"value": wanted.text})
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, audit=True, plan=True)
