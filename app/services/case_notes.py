"""What the officer writes of cases and serious findings: parts of the texts of B and C, facts of the six criteria, the
nine items of the report to the Commission; and the clock of that report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

from app.domain.case_papers import CASE, FINDING, CaseNote, Known, LeakReport, check_report
from app.domain.catalogue import FINAL_REPORT_WRONGFUL_DAYS, Catalogue
from app.domain.history import Event
from app.errors import UserError, register_messages
from app.services import planning
from app.services.changes import Changes
from app.services.joined import joined
from app.services.ports import Desk, UnitOfWork
from app.services.told_values import plain

register_messages(
    {
        "topic_unknown": "There is nothing called {topic} to be written of a case; `shadan plan text list FILE` and "
        "`shadan plan facts list FILE` tell what there is.",
        "topic_no_yes_no": "{topic} is no question of yes or no; give a text.",
        "note_subject_gone": "What this was to be written of is not in the audit any more; nothing was written.",
        "note_long": "The text is longer than {limit} letters; write the essence here and attach the rest as evidence.",
        "leak_term_unknown": "The term of the final report is one of {known} days, not {days}.",
        "leak_term_longer": "The term of {days} days is that of a possible wrongful purpose, which is none of the "
        "situations chosen.",
        "leak_kind_unknown": "There is no kind of reportable leak {kind}; known are {known}.",
        "leak_not_needed_reason": "Give the reason for which no report is needed.",
        "leak_day_ahead": "{date} lies in the future.",
        "leak_day_before": "{date} lies before the day on which it became known ({known}).",
        "leak_final_first": "The final report cannot be earlier than the preliminary one.",
    }
)

LONGEST = 20_000
NOTE_CHANGED, REPORT_CHANGED = "case.noted", "case.clock"
WRITABLE = ("duty", "known", "kinds", "days", "reason", "preliminary", "final")
LEAK, CRITERION = "leak-", "criterion-"
"""How the topics begin that stand for types of ¶3 and ¶5, and for criteria of ¶13."""


def topics(catalogue: Catalogue) -> dict[str, bool]:
    """Every topic, and whether it is a question of yes or no."""
    return dict(_topics(catalogue))


def _topics(catalogue: Catalogue) -> Iterator[tuple[str, bool]]:
    yield from ((field.id, False) for field in catalogue.case_fields)
    yield from ((fact.id, not fact.record) for fact in catalogue.case_facts)
    yield from ((item.id, False) for item in catalogue.privacy_items)
    yield from ((f"{LEAK}{leak.id}", True) for leak in catalogue.leaks)
    yield from ((f"{CRITERION}{criterion.id}", False) for criterion in catalogue.criteria)


def notes(work: UnitOfWork) -> dict[tuple[str, str], CaseNote]:
    """All notes by subject and topic."""
    return {(note.subject, note.topic): note for note in work.case_papers.notes()}


def of_subject(desk: Desk, subject: str) -> dict[str, CaseNote]:
    """The notes of one subject by topic."""
    with desk.file.read() as work:
        return {note.topic: note for note in work.case_papers.notes() if note.subject == subject}


def write(desk: Desk, subject: str, topic: str, text: str | None = None, known: Known | None = None) -> Changes:
    """Write what is known of one topic of a case (`case:ID`) or finding; None leaves that part as it is.

    Raises UserError, changing nothing.
    """
    kinds = topics(desk.catalogue)
    if topic not in kinds:
        raise UserError("topic_unknown", topic=topic)
    if known not in (None, Known.OPEN) and not kinds[topic]:
        raise UserError("topic_no_yes_no", topic=topic)
    if text is not None and len(text) > LONGEST:
        raise UserError("note_long", limit=LONGEST)
    kind, _colon, identity = subject.partition(":")
    with desk.file.write() as work:
        if kind == CASE:
            _store_offered(desk, work, identity)
        at = desk.stamp()
        if kind == FINDING and work.findings.get(identity) is None:
            raise UserError("note_subject_gone")
        old = work.case_papers.note(subject, topic)
        before = old or CaseNote(subject, topic)
        said = before.text if text is None else text.strip()
        new = replace(before, text=said, known=before.known if known is None else known)
        if new == before:
            return Changes()
        new = replace(new, at=at, by=desk.world.user)
        put(work, new)
        work.history.record(at, desk.world.user, Event(NOTE_CHANGED, subject, before=told(before), after=told(new)))
        work.commit()
    return Changes(at=at, plan=True)


def put(work: UnitOfWork, note: CaseNote) -> None:
    """Keep a note; one that says nothing goes."""
    if note.empty:
        work.case_papers.remove_note(note.subject, note.topic)
    else:
        work.case_papers.put_note(note)


def told(note: CaseNote) -> dict[str, object]:
    """What the history tells of a note."""
    return {"topic": note.topic, "text": note.text, "known": note.known.value}


def refusal(
    catalogue: Catalogue, old: LeakReport, new: LeakReport, latest: date
) -> tuple[str, Mapping[str, object]] | None:
    """Why `new` cannot take the place of `old`; the code of a refusal and its values."""
    kinds = [kind.id for kind in catalogue.privacy_kinds]
    # A term that stands was one when it was chosen.
    terms = [*catalogue.report_terms, *([old.days] if new.days == old.days else [])]
    return check_report(new, kinds, terms, catalogue.limit(FINAL_REPORT_WRONGFUL_DAYS), latest)


def _store_offered(desk: Desk, work: UnitOfWork, identity: str) -> None:
    """Store a case that is merely offered, in the transaction of what is written of it: refused, nothing stays. Raises
    UserError."""
    if any(stored.id == identity for stored in work.plan.cases()):
        return
    inside = joined(desk, work, lambda event: event)
    case = next((c for c in planning.cases(inside) if c.id == identity), None)
    if case is None:
        raise UserError("note_subject_gone")
    planning.put_case(inside, case)


# --- the clock --------------------------------------------------------------------------------------------------------


def report_of(work: UnitOfWork, case_id: str) -> LeakReport:
    """The clock of a case as it stands; an empty one where nothing was said."""
    return next((r for r in work.case_papers.reports() if r.case_id == case_id), LeakReport(case_id))


def clock(desk: Desk, case_id: str) -> LeakReport:
    """As `report_of`, in a reading of its own."""
    with desk.file.read() as work:
        return report_of(work, case_id)


def set_clock(desk: Desk, case_id: str, **written: object) -> tuple[Changes, LeakReport]:
    """Write fields of a clock (`WRITABLE`). Raises UserError, changing nothing; TypeError for others (our bug)."""
    if foreign := set(written) - set(WRITABLE):
        raise TypeError(f"not writable: {sorted(foreign)}")
    with desk.file.write() as work:
        _store_offered(desk, work, case_id)
        at = desk.stamp()
        stored = next((r for r in work.case_papers.reports() if r.case_id == case_id), None)
        old = stored or LeakReport(case_id)
        new = replace(old, **written)  # type: ignore[arg-type]
        new = replace(new, reason=new.reason.strip())
        refused = refusal(desk.catalogue, old, new, desk.world.clock.today())
        if refused is not None:
            raise UserError(refused[0], exit_code=None, **refused[1])
        if new == old:
            return Changes(), new
        work.case_papers.put_report(new)
        before = clock_told(stored) if stored else None
        work.history.record(at, desk.world.user, Event(REPORT_CHANGED, case_id, before=before, after=clock_told(new)))
        work.commit()
    return Changes(at=at, plan=True), new


def clock_told(report: LeakReport) -> Mapping[str, object]:
    """What the history tells of a clock."""
    return {f.name: plain(getattr(report, f.name)) for f in fields(report)}
