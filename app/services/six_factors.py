"""The six factors of ¶13 for a case or a serious finding: what is recorded of each, what is still to establish, and the
nearest rows of 図表2 (domain §7). Facts only: no score, no forecast of any measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.audit import live_sites
from app.domain.case_papers import CASE, FINDING, CaseFact, CaseNote, Known, subject_of
from app.domain.catalogue import Catalogue, Entry
from app.domain.findings import LIVE, Finding
from app.domain.grades import Role, Severity
from app.domain.nearness import Near, nearest
from app.domain.plan import Action, Case
from app.errors import UserError, register_messages
from app.services import auditing, case_notes, wording
from app.services.auditing import Outline
from app.services.case_notes import CRITERION, LEAK
from app.services.factor_records import Records, Translate, recorded
from app.services.ports import Desk, UnitOfWork

register_messages({"factors_unknown": "There is no case or serious finding {subject} in this audit."})


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact: what the audit tells of it in sentences, what the officer established and wrote."""

    fact: CaseFact
    known: Known
    text: str
    told: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether it is still to establish; that something is not so wants to be said by what."""
        return self.known is not Known.YES and not self.text and not self.told


@dataclass(frozen=True, slots=True)
class FactorView:
    """One criterion of ¶13 with its facts and the officer's reasoning."""

    criterion: Entry
    facts: tuple[FactView, ...]
    text: str

    @property
    def open(self) -> int:
        """How many facts are still to establish."""
        return sum(fact.open for fact in self.facts)


@dataclass(frozen=True, slots=True)
class FactorSheet:
    """The sheet of one subject: its number in the list, id, kind and title, types of leak, factors, nearest rows.

    `group` is what findings of one comparison, or of one checkpoint, have in common; empty for a case.
    """

    number: int
    subject: str
    title: str
    leaks: tuple[str, ...]
    factors: tuple[FactorView, ...]
    near: tuple[Near, ...]
    group: str = ""

    @property
    def written(self) -> bool:
        """Whether the officer recorded anything of it."""
        return any(f.text or any(v.text or v.known is not Known.OPEN for v in f.facts) for f in self.factors)

    @property
    def kind(self) -> str:
        """`case` or `finding`."""
        return self.subject.partition(":")[0]

    @property
    def open(self) -> int:
        """How many facts are still to establish."""
        return sum(factor.open for factor in self.factors)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sheet is about: a case that occurred, or a serious finding that is not settled."""

    id: str
    title: str
    case: Case | None = None
    finding: Finding | None = None


def sides(role: Role) -> tuple[str, ...]:
    """The sides of 図表2 on which a company of this role stands."""
    if role is Role.INTEGRATED_OPERATOR:
        return ("grid", "retail")
    return ("grid",) if role is Role.GRID_OPERATOR else ("retail",)


def subjects(cases: Iterable[Case], findings: Iterable[Finding], titled: Mapping[str, str]) -> tuple[Subject, ...]:
    """Cases that occurred, then serious findings that are live; `titled` has their titles by subject."""
    found = []
    for case in cases:
        if case.occurred:
            subject = subject_of(CASE, case.id)
            found.append(Subject(subject, titled.get(subject, case.title or case.kind), case=case))
    serious = (f for f in findings if f.severity is Severity.SERIOUS and f.status in LIVE)
    for finding in sorted(serious, key=lambda f: (f.source.value, f.rule or f.subject, f.site, f.id)):
        subject = subject_of(FINDING, finding.id)
        found.append(Subject(subject, titled.get(subject, finding.id), finding=finding))
    return tuple(found)


def sheet(
    number: int,
    subject: Subject,
    catalogue: Catalogue,
    role: Role,
    notes: Mapping[tuple[str, str], CaseNote],
    records: Records,
    translate: Translate,
    language: str,
) -> FactorSheet:
    """The sheet of one subject out of what was read."""
    own = {topic: note for (about, topic), note in notes.items() if about == subject.id}
    told = recorded(subject.case, subject.finding, records, translate, language)
    factors = []
    for criterion in catalogue.criteria:
        views = tuple(
            FactView(
                fact,
                own[fact.id].known if fact.id in own else Known.OPEN,
                own[fact.id].text if fact.id in own else "",
                tuple(told.get(fact.record, ())) if fact.record else (),
            )
            for fact in catalogue.case_facts
            if fact.criterion == criterion.id
        )
        note = own.get(f"{CRITERION}{criterion.id}")
        factors.append(FactorView(criterion, views, note.text if note else ""))
    leaks = leaks_of(subject, own, records.actions, records.findings)
    near = precedents_of(catalogue, role, own, leaks)
    group = (subject.finding.rule or subject.finding.subject) if subject.finding is not None else ""
    return FactorSheet(number, subject.id, subject.title, leaks, tuple(factors), near, group)


def leaks_of(
    subject: Subject, own: Mapping[str, CaseNote], actions: Sequence[Action], findings: Sequence[Finding]
) -> tuple[str, ...]:
    """The types of ¶3 and ¶5: what the officer said, else those of the finding, or of the findings behind a case."""
    said = {topic.removeprefix(LEAK): note.known for topic, note in own.items() if topic.startswith(LEAK)}
    derived: tuple[str, ...] = ()
    if subject.finding is not None:
        derived = subject.finding.leaks
    elif subject.case is not None:
        answering = {identity for cause in subject.case.causes for identity in cause.actions}
        behind = {f for action in actions if action.id in answering for f in action.findings}
        derived = tuple(dict.fromkeys(leak for f in findings if f.id in behind for leak in f.leaks))
    kept = [leak for leak in derived if said.get(leak) is not Known.NO]
    return tuple(dict.fromkeys((*kept, *(leak for leak, known in said.items() if known is Known.YES))))


def precedents_of(
    catalogue: Catalogue, role: Role, own: Mapping[str, CaseNote], leaks: Sequence[str]
) -> tuple[Near, ...]:
    """The nearest rows of 図表2 by what the officer established."""
    yes = [f.id for f in catalogue.case_facts if f.id in own and own[f.id].known is Known.YES]
    no = {topic for topic, note in own.items() if note.known is Known.NO}
    return nearest(catalogue.dispositions, yes, no, leaks, sides(role))


def sheets(
    catalogue: Catalogue,
    records: Records,
    notes: Mapping[tuple[str, str], CaseNote],
    titled: Mapping[str, str],
    translate: Translate,
    language: str,
) -> tuple[FactorSheet, ...]:
    """The sheets of all subjects: the cases that occurred, then the serious findings."""
    return tuple(
        sheet(number, subject, catalogue, records.role, notes, records, translate, language)
        for number, subject in enumerate(subjects(records.cases, records.findings, titled), start=1)
    )


def read(desk: Desk, translate: Translate, language: str) -> tuple[FactorSheet, ...]:
    """The sheets in a reading of their own; called off the GUI thread."""
    with desk.file.read() as work:
        return read_in(desk, work, translate, language)


def read_in(
    desk: Desk, work: UnitOfWork, translate: Translate, language: str, outline: Outline | None = None
) -> tuple[FactorSheet, ...]:
    """As `read` in one transaction, which may have read the outline already."""
    outline = outline or auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
    records = records_in(desk, work, outline)
    return sheets(
        desk.catalogue, records, case_notes.notes(work), titles(records, translate, language), translate, language
    )


def records_in(desk: Desk, work: UnitOfWork, outline: Outline) -> Records:
    """What the facts are told from."""
    return Records(
        role=outline.audit.role,
        catalogue=desk.catalogue,
        cases=tuple(work.plan.cases()),
        findings=work.findings.all(),
        actions=tuple(a for a in work.plan.actions() if not a.withdrawn),
        batches=tuple(batch for batch in work.ledgers.batches() if batch.undone is None),
        records={kind: work.ledgers.count(kind) for kind in work.ledgers.kinds()},
        sites={site.id: site.name for site in live_sites(outline.sites)},
        items=outline.by_item(),
        clocks={report.case_id: report for report in work.case_papers.reports()},
    )


def titles(records: Records, translate: Translate, language: str) -> dict[str, str]:
    """What each subject is called."""
    found = {}
    for case in records.cases:
        found[subject_of(CASE, case.id)] = case.title or case_title(case.kind, translate)
    for finding in records.findings:
        if finding.severity is Severity.SERIOUS:
            title = wording.finding_title(records.catalogue, finding, language)
            place = wording.finding_place(finding, records.sites, translate)
            found[subject_of(FINDING, finding.id)] = f"{title} ({place})"
    return found


def case_title(kind: str, translate: Translate) -> str:
    """What a kind of case is called where it has no title."""
    _ = translate
    return {
        "entrant_customers": _("case of information on new entrants' customers"),
        "renewable": _("case of the renewable-energy administration system"),
    }.get(kind, _("other case"))


def one(found: Sequence[FactorSheet], subject: str) -> FactorSheet:
    """The sheet of a subject. Raises UserError `factors_unknown`."""
    for each in found:
        if each.subject == subject:
            return each
    raise UserError("factors_unknown", subject=subject.partition(":")[2])
