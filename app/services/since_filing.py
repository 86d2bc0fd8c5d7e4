"""What the history tells of the time around a filing: what the audit says otherwise since, and what of the plan was
changed between the day of the filing and the moment at which it was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.catalogue import Catalogue
from app.domain.filings import Submission
from app.domain.grades import Verdict
from app.domain.history import REDONE, UNDONE, Entry
from app.domain.plan import Case
from app.domain.since_filing import AnswerTold, CaseTurn, Turned, case_turn, turned
from app.services.ports import Desk, UnitOfWork
from app.services.told_values import whole

_TURNS = (UNDONE, REDONE)
_ANSWERS = ("answer.recorded", "answer.copied", "answer.taken_over")
_CASES = ("case.added", "case.changed")
_FILED = "plan.filed"
_PLAN = (
    "plan.drafted",
    "plan.added",
    "plan.edited",
    "plan.withdrawn",
    "plan.restored",
    "plan.due_revised",
    "plan.followed",
    "plan.linked",
    "plan.effect_checked",
)
_SPLIT = ("separation.added", "separation.changed", "separation.removed", "separation.moved", "separation.done")


@dataclass(frozen=True, slots=True)
class Since:
    """What the audit says otherwise since a filing. `verdicts` are those that stood and are others now; `answered`
    counts the places that had no verdict then. `cases` are those of which a figure says something else."""

    verdicts: tuple[Turned, ...] = ()
    answered: int = 0
    cases: tuple[CaseTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class Between:
    """What of the plan was changed after a day and before a filing of that day was recorded: measures by number, and
    systems of the schedule by name."""

    measures: tuple[int, ...] = ()
    systems: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.measures or self.systems)


def since(work: UnitOfWork, catalogue: Catalogue, filed: Submission) -> Since | None:
    """What the audit says otherwise than when a paper was recorded as filed; None where the history does not tell."""
    begun = _recorded(work, filed)
    if begun is None:
        return None
    entries = work.history.since(begun.seq, *_ANSWERS, *_CASES, *_TURNS)
    changed = turned(_answers(entries, catalogue))
    stood = tuple(each for each in changed if each.before is not Verdict.UNANSWERED)
    return Since(stood, len(changed) - len(stood), tuple(_cases(entries, work.plan.cases())))


def _recorded(work: UnitOfWork, filed: Submission) -> Entry | None:
    return next((e for e in work.history.since(0, _FILED) if e.event.subject == filed.id), None)


def revised_at_once(work: UnitOfWork, filed: Submission) -> frozenset[tuple[str, int]]:
    """The due dates revised within the second in which a filing was recorded, and after it: measure and number."""
    begun = _recorded(work, filed)
    if begun is None:
        return frozenset()
    entries = (e for e in work.history.since(begun.seq, "plan.due_revised", *_TURNS) if e.at == begun.at)
    told = ((e.event.subject, (e.event.after or {}).get("number")) for e in entries if _act(e) == "plan.due_revised")
    return frozenset((action, int(str(number))) for action, number in told if number is not None)


def _act(entry: Entry) -> str:
    """What was done, or taken back, or done again."""
    return str((entry.event.after or {}).get("act", "")) if entry.event.act in _TURNS else entry.event.act


def _answers(entries: tuple[Entry, ...], catalogue: Catalogue) -> Iterator[AnswerTold]:
    for entry in entries:
        after = entry.event.after or {}
        if _act(entry) in _ANSWERS and "verdict" in after:
            checkpoint = entry.event.checkpoint
            yield AnswerTold(
                catalogue.renamed.get(checkpoint, checkpoint),
                entry.event.site,
                Verdict(str((entry.event.before or {}).get("verdict", Verdict.UNANSWERED.value))),
                Verdict(str(after["verdict"])),
                str(after.get("reason", "")),
                entry.at,
                entry.by,
            )


def _cases(entries: tuple[Entry, ...], now: tuple[Case, ...]) -> Iterator[CaseTurn]:
    """What each case was before the first entry that changed it is what it was when the paper was filed."""
    before: dict[str, Case | None] = {}
    for entry in entries:
        if _act(entry) in _CASES:
            told = entry.event.before
            before.setdefault(entry.event.subject, whole(Case, told) if told is not None else None)
    for case in now:
        if case.id in before and (turn := case_turn(before[case.id], case)).figures:
            yield turn


def between(desk: Desk, filed: Submission) -> Between:
    """As `between_in`, in a transaction of its own."""
    with desk.file.read() as work:
        return between_in(work, filed)


def between_in(work: UnitOfWork, filed: Submission) -> Between:
    """What of the plan was changed after the day of a filing and before it was recorded; nothing where it was recorded
    on its day."""
    if filed.recorded_on <= filed.filed_on:
        return Between()
    entry = _recorded(work, filed)
    return _changed(work, filed.filed_on, entry.seq if entry is not None else None)


def changed_after(desk: Desk, day: date) -> Between:
    """What of the plan was changed after a day: a filing of that day would be recorded with what stands now."""
    with desk.file.read() as work:
        return _changed(work, day, None)


def _changed(work: UnitOfWork, day: date, until: int | None) -> Between:
    numbers = {action.id: action.number for action in work.plan.actions()}
    systems = {each.id: each.system for each in work.plan.separations()}
    measures: set[int] = set()
    named: set[str] = set()
    for entry in work.history.since(0, *_PLAN, *_SPLIT, *_TURNS):
        if entry.at[:10] <= day.isoformat() or (until is not None and entry.seq >= until):
            continue
        event, act = entry.event, _act(entry)
        if act == "plan.drafted":
            told = (event.after or {}).get("numbers")
            measures.update(int(str(number)) for number in (told if isinstance(told, list) else ()))
        elif act in _PLAN and event.subject in numbers:
            measures.add(numbers[event.subject])
        elif act in _SPLIT:
            named.add(systems.get(event.subject) or _system(event.before, event.after))
    return Between(tuple(sorted(measures)), tuple(sorted(filter(None, named))))


def _system(*told: Mapping[str, object] | None) -> str:
    """The name of a system that is in the schedule no more."""
    return next((str(each["system"]) for each in told if each and "system" in each), "")
