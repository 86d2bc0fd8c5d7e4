"""Reminders without mail: everything in the audit that has a day or waits for somebody, in business days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from app.domain.audit import COMPANY
from app.domain.business_days import BusinessCalendar
from app.domain.case_papers import Duty as ReportDuty
from app.domain.case_papers import LeakReport
from app.domain.duties import Duty, person_key
from app.domain.findings import Status
from app.domain.grades import Verdict
from app.domain.plan import ActionState, Case
from app.domain.progress import Place
from app.domain.reminding import (
    FINAL,
    PRELIMINARY,
    SOON_DAYS,
    CalendarEvent,
    Due,
    Link,
    Reminder,
    Subject,
    Term,
    Urgency,
    remind,
)
from app.domain.review import Review, State, state_of
from app.domain.text import one_line
from app.services import auditing, business_calendar, filings, proofs, reminder_words, reviewing
from app.services.auditing import Outline
from app.services.ports import Desk, FindingQuery, LedgerQuery, UnitOfWork
from app.services.site_matching import SiteMatcher

_OPEN = (ActionState.NOT_STARTED, ActionState.IN_PROGRESS)
_CLOSED = "終了"
_VALID = frozenset({"", "有効"})
_DISASTER_ACCOUNTS = "災害用"
_PHYSICAL = "physical"


@dataclass(frozen=True)
class Reminders:
    """What is due as one reading found it. `days` is how far ahead it looks, in business days (None: everything).

    `sites` are names by id. The holidays of the years after `known` are not in the table.
    """

    today: date
    days: int | None
    items: tuple[Reminder, ...]
    sites: Mapping[str, str]
    known: int
    calendar: BusinessCalendar
    audit: str
    sequence: int

    def of(self, urgency: Urgency) -> tuple[Reminder, ...]:
        """Those that are so pressing."""
        return tuple(r for r in self.items if r.urgency is urgency)

    @cached_property
    def by_department(self) -> dict[str, tuple[Reminder, ...]]:
        """Those of each department in the order of its name, those of none last."""
        found: dict[str, list[Reminder]] = {}
        for each in self.items:
            found.setdefault(each.due.department, []).append(each)
        return {name: tuple(found[name]) for name in sorted(found, key=lambda name: (not name, name))}


def reminders(
    desk: Desk, days: int | None = SOON_DAYS, department: str = "", outline: Outline | None = None
) -> Reminders:
    """What is due within `days` business days (None: whenever), late, or waiting; of one department where named. The
    outline may have been read already: it is most of the work."""
    with desk.file.read() as work:
        return reminders_in(desk, work, days, department, outline)


def reminders_in(
    desk: Desk, work: UnitOfWork, days: int | None, department: str = "", outline: Outline | None = None
) -> Reminders:
    """`reminders` as one transaction sees them, which may have read the outline already."""
    outline = outline or auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
    calendar = business_calendar.calendar_of(desk.world, work)
    today = desk.world.clock.today()
    # What lies further ahead need not be fetched; days off follow the last business day.
    until = date.max if days is None else calendar.add(today, days + 1)
    found = _Collector(desk, work, outline, until).all()
    if department:
        wanted = one_line(department)
        found = [each for each in found if one_line(each.department) == wanted]
    head = work.history.head()
    years = calendar.holidays.years
    return Reminders(
        today=today,
        days=days,
        items=remind(found, today, calendar, days),
        sites={site.id: site.name for site in outline.sites},
        known=years[1] if years else 0,
        calendar=calendar,
        audit=outline.audit.id,
        sequence=head.seq if head is not None else 0,
    )


def events(found: Reminders, translate: reminder_words.Translate, language: str) -> tuple[CalendarEvent, ...]:
    """The reminders that have a day, as a calendar takes them: each speaks on the business day before."""
    made = []
    for each in found.items:
        due = each.due
        if due.day is None:
            continue
        before = found.calendar.add(due.day, -1)
        made.append(
            CalendarEvent(
                id=f"{due.id}@{found.audit}.shadan",
                day=due.day,
                title=reminder_words.calendar_title(due, translate, language),
                text=reminder_words.calendar_text(due, found.sites, translate, language),
                place=found.sites.get(due.site, ""),
                category=reminder_words.subject_word(due.subject, translate),
                sequence=found.sequence,
                warn=before if before >= found.today else None,
            )
        )
    return tuple(made)


def write_calendar(
    desk: Desk, found: Reminders, target: Path, translate: reminder_words.Translate, language: str
) -> int:
    """Write the reminders that have a day as an iCalendar file; returns how many. Raises UserError."""
    made = events(found, translate, language)
    desk.world.calendars.write_events(target, made, desk.world.clock.now())
    return len(made)


class _Collector:
    """Finds what has a day up to `until`, each kind of it in one go."""

    def __init__(self, desk: Desk, work: UnitOfWork, outline: Outline, until: date) -> None:
        self._desk = desk
        self._work = work
        self._outline = outline
        self._until = until
        self._asked = frozenset(outline.places)
        self._departments = {o.name: o.department for o in work.duties.officers()}
        self._items = {c.id: c.item for c in outline.checkpoints}

    def all(self) -> list[Due]:
        """Everything, in no order."""
        parts = (
            self._actions(),
            self._assignments(),
            self._evidence(),
            self._acceptances(),
            self._exceptions(),
            self._accounts(),
            self._separations(),
            self._cases(),
            self._reviews(),
            self._accepting(),
            self._steps(),
            self._progress(),
        )
        return [due for part in parts for due in part]

    def _near(self, day: date | None) -> bool:
        return day is not None and day <= self._until

    def _actions(self) -> Iterator[Due]:
        for action in self._work.plan.actions():
            if action.withdrawn or action.state not in _OPEN or not self._near(action.until):
                continue
            yield Due(
                id=f"action-{action.id}",
                subject=Subject.ACTION,
                name=one_line(action.measure),
                link=Link("plan", action=action.number),
                day=action.until,
                person=action.owner,
                department=action.department,
                site=action.sites[0] if len(action.sites) == 1 else COMPANY,
                number=action.number,
                item=action.item,
                count=len(action.sites),
            )

    def _steps(self) -> Iterator[Due]:
        """Milestones of open measures that were not reached yet."""
        facts = self._work.measures.facts()
        for action in self._work.plan.actions() if facts else ():
            if action.withdrawn or action.state not in _OPEN or action.id not in facts:
                continue
            for place, step in enumerate(facts[action.id].milestones, start=1):
                if step.done is None and self._near(step.due):
                    yield Due(
                        id=f"step-{action.id}-{place}",
                        subject=Subject.STEP,
                        name=one_line(step.text),
                        link=Link("plan", action=action.number),
                        day=step.due,
                        person=action.owner,
                        department=action.department,
                        number=action.number,
                        item=action.item,
                    )

    def _progress(self) -> Iterator[Due]:
        """The next report of the plan's progress, as its cadence has it."""
        day = filings.next_due_in(self._work)
        if self._near(day):
            audit = self._outline.audit
            yield Due(
                id=f"progress-{day}",
                subject=Subject.PROGRESS,
                name="",
                link=Link("plan", options={"tab": "filing"}),
                day=day,
                person=audit.auditor,
                department=audit.department,
            )

    def _assignments(self) -> Iterator[Due]:
        assignments = [a for a in self._work.duties.assignments() if self._near(a.due)]
        missing = self._missing() if assignments else {}
        for each in assignments:
            if count := missing.get((each.site, each.item), 0):
                options = {"filter": "unanswered", "site": each.site}
                if each.item:
                    options["item"] = each.item
                yield Due(
                    id=f"assignment-{each.id}",
                    subject=Subject.ASSIGNMENT,
                    name="",
                    link=Link("checkpoints", site=each.site or None, options=options),
                    day=each.due,
                    person=each.person,
                    department=each.department or self._departments.get(each.person, ""),
                    site=each.site,
                    item=each.item,
                    count=count,
                )

    def _missing(self) -> dict[tuple[str, str], int]:
        """How many answers are missing by site and item, and by site under the empty item."""
        counts: dict[tuple[str, str], int] = {}
        answers, copies = self._outline.answers, self._outline.copies
        for place in self._outline.places:
            answer = answers.get(place)
            if answer is None or answer.verdict is Verdict.UNANSWERED or place in copies:
                for key in ((place[1], self._items[place[0]]), (place[1], "")):
                    counts[key] = counts.get(key, 0) + 1
        return counts

    def _evidence(self) -> Iterator[Due]:
        # Of most evidence no last day is known.
        if not any(self._near(fact.expires) for fact in self._work.evidence.facts().values()):
            return
        for piece in proofs.pieces(self._work):
            # A piece that has a newer version proves nothing by itself any more.
            places = [place for place in piece.places if place in self._asked]
            if not places or not piece.latest or not self._near(piece.facts.expires):
                continue
            checkpoint, site = places[0]
            yield Due(
                id=f"evidence-{piece.evidence.id}",
                subject=Subject.EVIDENCE,
                name=piece.evidence.name,
                link=Link("checkpoints", checkpoint=checkpoint, site=site or None),
                day=piece.facts.expires,
                person=piece.evidence.added_by,
                department=self._departments.get(piece.evidence.added_by, ""),
                site=site,
                item=checkpoint,
                count=len(places),
            )

    def _acceptances(self) -> Iterator[Due]:
        days = {i: _day(until) for i, until in self._work.findings.accepted_until().items() if until}
        ending = frozenset(identity for identity, day in days.items() if self._near(day))
        if not ending:
            return
        for finding in self._work.findings.chosen(FindingQuery(ids=ending)):
            if finding.status is not Status.ACCEPTED or finding.acceptance is None:
                continue
            person = finding.acceptance.approver
            yield Due(
                id=f"acceptance-{finding.id}",
                subject=Subject.ACCEPTANCE,
                name=finding.id,
                link=Link("findings", finding=finding.id, options={"status": Status.ACCEPTED.value}),
                day=days[finding.id],
                person=person,
                department=self._departments.get(person, ""),
                site=finding.site,
                item=finding.rule or finding.subject,
            )

    def _exceptions(self) -> Iterator[Due]:
        if not {"ends"} <= self._fields("exceptions"):
            return
        matcher = SiteMatcher(self._outline.sites)
        for record in self._work.ledgers.present("exceptions"):
            values = record.values
            day = _day(values.get("ends", ""))
            if not self._near(day) or values.get("closed", "") or values.get("status", "") == _CLOSED:
                continue
            yield Due(
                id=f"exception-{record.match_key}",
                subject=Subject.EXCEPTION,
                name=one_line(values.get("subject", "") or values.get("purpose", "") or record.key),
                link=Link("ledgers", kind="exceptions", key=record.key),
                day=day,
                person=values.get("person", "") or values.get("approver", ""),
                department=values.get("department", ""),
                site=matcher.of(record.site),
                item=record.key,
            )

    def _accounts(self) -> Iterator[Due]:
        """Accounts for disasters that expire: a few of a ledger that may be large, chosen by the storage."""
        if not {"kind", "expires"} <= self._fields("accounts"):
            return
        matcher = SiteMatcher(self._outline.sites)
        ids = self._work.ledgers.ids("accounts", LedgerQuery(fields={"kind": _DISASTER_ACCOUNTS}))
        for row in self._work.ledgers.rows(ids):
            record, values = row.record, row.record.values
            day = _day(values.get("expires", ""))
            if not self._near(day) or values.get("revoked", "") or values.get("status", "") not in _VALID:
                continue
            yield Due(
                id=f"account-{record.match_key}",
                subject=Subject.ACCOUNT,
                name=record.key,
                link=Link("ledgers", kind="accounts", key=record.key),
                day=day,
                person=values.get("person", ""),
                department=values.get("department", ""),
                site=matcher.of(record.site),
                item=values.get("system", ""),
            )

    def _fields(self, kind: str) -> frozenset[str]:
        return self._work.ledgers.fields(kind) if kind in self._work.ledgers.kinds() else frozenset()

    def _separations(self) -> Iterator[Due]:
        """Stages still ahead, and the whole where its last day has passed; none that is said to be done."""
        today = self._desk.world.clock.today()
        done = {(c.separation, c.stage) for c in self._work.splits.courses() if c.done is not None}
        for each in self._work.plan.separations():
            if each.current == _PHYSICAL:
                continue
            for stage in each.milestones:
                if (each.id, stage.stage) in done:
                    continue
                if self._near(stage.end) and (stage.end >= today or stage.end == each.due):
                    yield Due(
                        id=f"separation-{each.id}-{stage.stage.value}",
                        subject=Subject.SEPARATION,
                        name=each.system,
                        link=Link("plan", options={"tab": "separation"}),
                        day=stage.end,
                        person=each.owner,
                        department=self._departments.get(each.owner, ""),
                        stage=stage.stage.value,
                    )

    def _cases(self) -> Iterator[Due]:
        catalogue = self._desk.catalogue
        terms = tuple(
            replace(each, days=catalogue.limit(each.limit), extended=catalogue.limit(each.extended_limit))
            for each in self._desk.world.calendars.terms()
        )
        clocks = {report.case_id: report for report in self._work.case_papers.reports()}
        for case in self._work.plan.cases():
            clock = clocks.get(case.id)
            if case.occurred and clock is not None and clock.duty is ReportDuty.NOT_NEEDED:
                continue
            if case.occurred and clock is not None and clock.duty is ReportDuty.NEEDED and clock.known is not None:
                # The officer has decided: what the clock says takes the place of the general term.
                yield from self._clocked(case, clock, clock.known, terms)
                continue
            for term in terms if case.occurred and case.discovered is not None else ():
                place = (term.checkpoint, COMPANY)
                answer = self._outline.answers.get(place)
                if place not in self._asked or (answer is not None and answer.verdict is not Verdict.UNANSWERED):
                    continue
                day = case.discovered + timedelta(days=term.days - 1) if case.discovered is not None else None
                if self._near(day):
                    yield Due(
                        id=f"case-{case.id}-{term.id}",
                        subject=Subject.CASE,
                        name=one_line(case.title),
                        link=Link("checkpoints", checkpoint=term.checkpoint),
                        day=day,
                        item=case.kind,
                        term=term,
                    )

    def _clocked(self, case: Case, clock: LeakReport, known: date, terms: Iterable[Term]) -> Iterator[Due]:
        """The reports of a leak of personal data that are still to be handed in: the preliminary one waits from the day
        it became known, the final one is due at the end of the term that was chosen, of the shorter one until then."""
        link = Link("plan", options={"tab": "privacy", "record": case.id})
        if clock.preliminary is None:
            yield Due(
                id=f"case-{case.id}-preliminary",
                subject=Subject.CASE,
                name=one_line(case.title),
                link=link,
                since=known,
                item=case.kind,
                stage=PRELIMINARY,
            )
        for term in terms:
            day = clock.due or known + timedelta(days=term.days - 1)
            if clock.final is None and self._near(day):
                yield Due(
                    id=f"case-{case.id}-{term.id}",
                    subject=Subject.CASE,
                    name=one_line(case.title),
                    link=link,
                    day=day,
                    item=case.kind,
                    stage=FINAL if clock.days else "",
                    term=term,
                    count=clock.days,
                )

    @cached_property
    def _latest(self) -> Mapping[Place, Review]:
        """The last step of each review."""
        return self._work.reviews.latest()

    def _reviews(self) -> Iterator[Due]:
        """Answers that were returned and still stand as they were."""
        people = {(a.site, a.item): a for a in self._work.duties.assignments()}
        for place, review in self._latest.items():
            answer = self._outline.answers.get(place)
            if place not in self._asked or state_of(answer, review) is not State.RETURNED or answer is None:
                continue
            checkpoint, site = place
            assigned = people.get((site, self._items[checkpoint])) or people.get((site, ""))
            person = assigned.person if assigned is not None else answer.by
            department = assigned.department if assigned is not None else ""
            yield Due(
                id=f"review-{checkpoint}-{site}",
                subject=Subject.REVIEW,
                name=one_line(review.reason),
                link=Link("checkpoints", checkpoint=checkpoint, site=site or None),
                since=_day(review.at[:10]),
                person=person,
                department=department or self._departments.get(person, ""),
                site=site,
                item=checkpoint,
            )

    def _accepting(self) -> Iterator[Due]:
        """Answers of which the review was asked for, once for each reviewer with those that this one may accept; for
        nobody by name where nobody has that duty."""
        answers = self._outline.answers
        asked = {
            place: review
            for place, review in self._latest.items()
            if place in self._asked and state_of(answers.get(place), review) is State.REQUESTED
        }
        if not asked:
            return
        reviewers = {o.name: o.department for o in self._work.duties.officers() if Duty.REVIEWER in o.duties}
        waiting = reviewing.open_to(self._work, answers, asked.keys(), reviewers) if reviewers else {"": tuple(asked)}
        for name, places in waiting.items():
            if not places:
                continue
            since = min(_day(asked[place].at[:10]) or date.max for place in places)
            department = reviewers.get(name, "")
            yield Due(
                id=f"accepting-{person_key(name)}",
                subject=Subject.ACCEPTING,
                name="",
                link=Link("finish", options={"tab": "places", "state": State.REQUESTED.value}),
                since=since,
                person=name,
                department=department,
                count=len(places),
            )


def _day(text: str) -> date | None:
    """A day as ledgers and settings keep it; None where it is none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def counts(found: Iterable[Reminder]) -> dict[Urgency, int]:
    """How many there are of each urgency."""
    told = dict.fromkeys(Urgency, 0)
    for each in found:
        told[each.urgency] += 1
    return told
