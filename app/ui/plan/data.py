"""One reading of the plan, for all tabs of its page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from app.domain.cadence import Cadence
from app.domain.case_papers import CaseNote, LeakReport
from app.domain.filings import Submission
from app.domain.findings import Finding
from app.domain.plan import Action, Case, Separation
from app.domain.timeline import Timeline
from app.errors import UserError
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import (
    case_notes,
    filings,
    findings,
    measure_verdicts,
    measures,
    planning,
    since_filing,
    splitting,
    timeline,
)
from app.services.changes import Changes
from app.services.measures import MeasureView
from app.services.ports import Desk
from app.services.since_filing import Between
from app.services.splitting import Programme

TOLD = 12
"""Findings of a measure that are told one by one; the rest is counted."""

_Part = TypeVar("_Part", Case, Separation)


@dataclass(frozen=True, slots=True)
class PlanData:
    """The plan as it lies in the file. `findings` by id, those only that are told one by one (`TOLD` of each measure);
    overdue is counted from `today`; `timeline` is in the language `spoken`. `beside`
    is what stands beside a measure, by its number; `filed` what was filed, `next_due` when progress is to be reported
    next, and `offering` are the finished measures that propose verdicts.
    `notes` are what is written of cases beside the plan, `clocks` those of their reports to the privacy commission,
    `between` what was changed between the day of a filing and its recording, by the id of a late one."""

    actions: tuple[Action, ...]
    unanswered: tuple[str, ...]
    cases: tuple[Case, ...]
    separations: tuple[Separation, ...]
    programme: Programme
    timeline: Timeline
    spoken: str
    findings: Mapping[str, Finding]
    today: date
    beside: Mapping[int, MeasureView] = field(default_factory=dict)
    filed: tuple[Submission, ...] = ()
    cadence: Cadence = Cadence()
    next_due: date | None = None
    offering: frozenset[int] = frozenset()
    notes: Mapping[tuple[str, str], CaseNote] = field(default_factory=dict)
    clocks: Mapping[str, LeakReport] = field(default_factory=dict)
    between: Mapping[str, Between] = field(default_factory=dict)

    def action(self, number: int) -> Action | None:
        """The measure of that number."""
        return next((a for a in self.actions if a.number == number), None)


def read(desk: Desk) -> PlanData:
    """Read everything anew; called off the GUI thread."""
    view = planning.view(desk)
    programme, language = splitting.programme(desk), current_language()
    with desk.file.read() as work:
        notes = case_notes.notes(work)
        clocks = {report.case_id: report for report in work.case_papers.reports()}
    told = {finding for action in view.actions for finding in action.findings[:TOLD]}
    filed = filings.listing(desk)
    return PlanData(
        view.actions,
        view.unanswered_directions,
        planning.cases(desk),
        programme.separations,
        programme,
        timeline.of_programme(programme, desk.catalogue, language),
        language,
        findings.some(desk, told),
        desk.world.clock.today(),
        {found.action.number: found for found in measures.listing(desk)},
        filed,
        filings.cadence(desk),
        filings.next_due(desk),
        frozenset(measure_verdicts.finished_with_offers(desk)),
        notes,
        clocks,
        {each.id: since_filing.between(desk, each) for each in filed if each.late},
    )


def adding(
    read: Callable[[Desk], Sequence[Case | Separation]], put: Callable[[Desk], Changes]
) -> Callable[[Desk], tuple[Changes, str]]:
    """Work that adds a case or a system, and tells its id."""

    def work(desk: Desk) -> tuple[Changes, str]:
        before = {each.id for each in read(desk)}
        changes = put(desk)
        return changes, next((each.id for each in read(desk) if each.id not in before), "")

    return work


def writing(
    read: Callable[[Desk], Sequence[_Part]], put: Callable[[Desk, _Part], Changes], gone: str
) -> Callable[[Hashable, str, Any], Callable[[Desk], Changes]]:
    """How one field of a case or a system is written: it is read anew, so that what others wrote meanwhile stays.

    The work raises UserError `gone` where it is there no more.
    """

    def written(record: Hashable, name: str, value: Any) -> Callable[[Desk], Changes]:
        def work(desk: Desk) -> Changes:
            known = next((each for each in read(desk) if each.id == record), None)
            if known is None:
                raise UserError(gone)
            return put(desk, replace(known, **{name: value}))

        return work

    return written


def refusal_of(check: Callable[[], tuple[str, Mapping[str, object]] | None]) -> str:
    """The sentence of a refusal of the domain, empty where there is none."""

    refused = check()
    if refused is None:
        return ""
    code, values = refused
    return UserError(code, exit_code=None, **values).sentence(_)
