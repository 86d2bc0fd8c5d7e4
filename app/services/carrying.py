"""The next audit (次回点検): begun from an earlier one, whose file is read and never changed.

Sites, ledgers, people, settings, the open part of the plan and accepted risks that still hold come along; answers come
as proposals (`app.services.carried_answers`), and evidence, reviews and finished measures stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain import findings as facts
from app.domain.audit import COMPANY, Audit, Filing, Site, live_sites
from app.domain.carrying import Carried, Predecessor, Standing
from app.domain.case_papers import CASE
from app.domain.catalogue import Catalogue
from app.domain.duties import Officer
from app.domain.findings import Finding, Status
from app.domain.grades import Role, Verdict
from app.domain.history import Event
from app.domain.plan import Action, Case
from app.errors import INTEGRITY, UserError, register_messages
from app.services import asking, auditing, consistency, house_styling, overlaying, people
from app.services import findings as finding_service
from app.services.auditing import NewAudit
from app.services.carrying_ledgers import LedgerKept, ledgers_in, take_ledgers
from app.services.carrying_reading import (
    Texts,
    accepted_still,
    carried_answers,
    open_actions,
    same_sites,
    texts,
)
from app.services.ports import Desk, Progress, UnitOfWork, World

register_messages(
    {
        "earlier_is_new": "{file} is the earlier audit itself; keep the new one in another file.",
    }
)
register_messages(
    {"earlier_damaged": "{file} does not pass the check of its content; nothing is taken over from it."},
    exit_code=INTEGRITY,
)

_NOT_CARRIED = ("untested", consistency.SETTING, people.ONE_PERSON)
"""Settings that tell of the earlier audit alone, besides the texts it asked in: what was left as it was, and that one
person did both, is for each audit to say anew."""


@dataclass(frozen=True, slots=True)
class EarlierAudit:
    """What an earlier audit holds for the next one, as somebody is told of it before it begins.

    `answered` counts its answers, `accepted` the accepted risks that still hold. `texts` compares what is asked now.
    """

    file: str
    audit: Audit
    revision: int
    sealed: bool
    fingerprint: str
    sites: tuple[Site, ...]
    ledgers: tuple[LedgerKept, ...]
    people: tuple[Officer, ...]
    assignments: int
    aliases: int
    actions: tuple[Action, ...]
    separations: int
    cases: int
    overlays: int
    accepted: int
    answered: int
    texts: Texts

    @property
    def records(self) -> int:
        """How many records stand in its ledgers."""
        return sum(ledger.records for ledger in self.ledgers)


@dataclass(frozen=True, slots=True)
class Come:
    """What came along, and what was left behind: sites that are none of the new audit, with their answers."""

    sites: int = 0
    records: int = 0
    people: int = 0
    actions: int = 0
    accepted: int = 0
    unchanged: int = 0
    changed: int = 0
    retired: int = 0
    left_sites: tuple[str, ...] = ()
    left_answers: int = 0
    left_actions: int = 0

    def told(self) -> dict[str, object]:
        """For the history and `--json`."""
        return {
            "sites": self.sites,
            "records": self.records,
            "people": self.people,
            "actions": self.actions,
            "accepted": self.accepted,
            "unchanged": self.unchanged,
            "changed": self.changed,
            "retired": self.retired,
            "sites_left": list(self.left_sites),
            "answers_left": self.left_answers,
            "actions_left": self.left_actions,
        }


def look(world: World, earlier: Path, role: Role | None = None, areas: tuple[str, ...] = ()) -> EarlierAudit:
    """What an earlier audit holds for a next one of that role (None: its own) and those areas (empty: all).

    The file may be open here or elsewhere; it is neither locked nor changed. Raises UserError `audit_*`.
    """
    with world.files.reading(earlier, world.user, _now(world)) as file, file.read() as work:
        return _look(world, work, earlier, role, areas)


def _look(world: World, work: UnitOfWork, earlier: Path, role: Role | None, areas: tuple[str, ...]) -> EarlierAudit:
    audit = work.audit.get()
    revision, sealed = _revision(work)
    asked = replace(audit, role=role or audit.role, areas=areas)
    return EarlierAudit(
        file=earlier.name,
        audit=audit,
        revision=revision,
        sealed=sealed,
        fingerprint=work.history.content(),
        sites=live_sites(work.sites.all()),
        ledgers=ledgers_in(work),
        people=work.duties.officers(),
        assignments=len(work.duties.assignments()),
        aliases=len(work.hands.aliases()),
        actions=open_actions(work.plan.actions()),
        separations=len(work.plan.separations()),
        cases=len(work.plan.cases()),
        overlays=len(work.overlays.all()),
        accepted=len(accepted_still(work, _now(world)[:10])),
        answered=sum(a.verdict is not Verdict.UNANSWERED for a in work.answers.all_current().values()),
        texts=texts(work, overlaying.shelf_of(world, work).catalogue, asked),
    )


def proposed(earlier: EarlierAudit, period: str, as_of: date) -> NewAudit:
    """What a next audit begins with unless the officer says otherwise: the same company, sites, scope and addressee.

    The ground of the plan is not last time's: why one is filed now is a question of its own.
    """
    once = earlier.audit
    filing = Filing(
        addressee=once.filing.addressee,
        representative_title=once.filing.representative_title,
        representative=once.filing.representative,
    )
    return NewAudit(
        organisation=once.organisation,
        role=once.role,
        period=period,
        as_of=as_of,
        auditor=once.auditor,
        department=once.department,
        affiliates=once.affiliates,
        sites=tuple(site.name for site in earlier.sites),
        areas=once.areas,
        filing=filing,
        confidentiality=once.confidentiality,
    )


def create_from(
    world: World,
    path: Path,
    new: NewAudit,
    earlier: Path,
    progress: Progress | None = None,
    renamed: Mapping[str, str] | None = None,
) -> tuple[Desk, Come]:
    """Begin an audit in a new file from an earlier one; `renamed` are sites by their former name → the name in `new`.

    Sites of the earlier audit that `new` does not name stay behind with all that is theirs. Raises UserError; then
    there is no new file, and the earlier one is as it was in every case.
    """
    if path.exists() and earlier.exists() and path.samefile(earlier):
        raise UserError("earlier_is_new", file=earlier.name)
    at = _now(world)
    audit, names = auditing.described(world, new, at)
    if world.files.verify(earlier, progress).problems:
        raise UserError("earlier_damaged", file=earlier.name)
    with world.files.reading(earlier, world.user, at) as file, file.read() as before:
        met, left = _meet(before, names, renamed or {})
        sites = _sites(world, names, met)
        # What the company laid over the catalogue comes along, and with it how its checkpoints are asked.
        shelf = overlaying.shelf_of(world, before)
        settings = {**_settings(before), **asking.first_settings(shelf.catalogue, at)}
        desk = Desk(world, world.files.create(path, audit, sites, at, world.user, settings), shelf)
        with _or_none(desk, path):
            come = _fill(desk, before, earlier, left, at, progress)
    return desk, come


@contextmanager
def _or_none(desk: Desk, path: Path) -> Iterator[None]:
    """An audit that could not be filled is taken away again."""
    try:
        yield
    except BaseException:
        desk.file.close()
        path.unlink(missing_ok=True)
        raise


def _meet(
    before: UnitOfWork, names: tuple[str, ...], renamed: Mapping[str, str]
) -> tuple[dict[str, Site], tuple[Site, ...]]:
    sites = before.sites.all()
    for old, name in renamed.items():
        auditing.site_named(sites, old)
        if name not in names:
            raise UserError("site_unknown", site=name)
    return same_sites(sites, names, renamed)


def _sites(world: World, names: Iterable[str], met: Mapping[str, Site]) -> list[Site]:
    """A site that was one before keeps its id, so that all that speaks of it goes on doing so."""
    made = []
    for number, name in enumerate(names, start=1):
        old = met.get(name)
        if old is None:
            made.append(Site(world.new_id(), name, number))
            continue
        aliases = tuple(dict.fromkeys(a for a in (*old.aliases, old.name) if a != name))
        made.append(replace(old, name=name, position=number, aliases=aliases))
    return made


def _settings(before: UnitOfWork) -> dict[str, str]:
    kept = before.audit.settings("").items()
    return {n: v for n, v in kept if n not in _NOT_CARRIED and n.partition(".")[0] != asking.SETTING}


def _fill(
    desk: Desk, before: UnitOfWork, earlier: Path, left: tuple[Site, ...], at: str, progress: Progress | None
) -> Come:
    with desk.file.write() as work:
        audit = work.audit.get()
        ids = {site.id for site in work.sites.all()}
        live = {site.id for site in live_sites(before.sites.all())}
        revision, sealed = _revision(before)
        once = before.audit.get()
        work.carried.put_predecessor(
            Predecessor(
                once.id, once.organisation, once.period, once.as_of, earlier.name, revision, sealed,
                before.history.content(), once.catalogue_version, at, desk.world.user,
            )
        )  # fmt: skip
        answers, left_answers = carried_answers(before, desk.catalogue, audit, ids, desk.world.clock.today())
        work.carried.add(answers)
        records = take_ledgers(before, work, progress)
        people = _take_duties(before, work, ids)
        actions, left_actions = _take_plan(before, work, desk.catalogue, ids)
        for part in before.overlays.all():
            work.overlays.put(part)
        house_styling.carry_logo(before, work)
        accepted = 0
        if work.ledgers.kinds():
            finding_service.run_rules(desk, work, at[:10], progress)
            accepted = _accept(work, accepted_still(before, at[:10]))
        _take_notes(before, work)
        come = Come(
            len(ids & live), records, people, actions, accepted, *_standings(answers),
            tuple(site.name for site in left), left_answers, left_actions,
        )  # fmt: skip
        told: dict[str, object] = {"source": earlier.name, "period": once.period, **come.told()}
        work.history.record(at, desk.world.user, Event("audit.carried", audit.id, after=told))
        work.commit()
    return come


def _standings(answers: Iterable[Carried]) -> tuple[int, int, int]:
    found = [each.standing for each in answers]
    return found.count(Standing.UNCHANGED), found.count(Standing.CHANGED), found.count(Standing.RETIRED)


def _take_duties(before: UnitOfWork, work: UnitOfWork, ids: set[str]) -> int:
    """People and their tasks, without last time's due days."""
    people = before.duties.officers()
    for officer in people:
        work.duties.put_officer(officer)
    wanted = (a for a in before.duties.assignments() if a.site == COMPANY or a.site in ids)
    work.duties.put_assignments(tuple(replace(a, due=None) for a in wanted))
    return len(people)


def _take_plan(before: UnitOfWork, work: UnitOfWork, catalogue: Catalogue, ids: set[str]) -> tuple[int, int]:
    """Open measures with their numbers, cases and splits of systems; how many measures came, and how many did not
    because all their sites were left behind."""
    came: set[str] = set()
    wanted = open_actions(before.plan.actions())
    for action in wanted:
        sites = tuple(site for site in action.sites if site in ids)
        if action.sites and not sites:
            continue
        checkpoint = catalogue.known(action.checkpoint)
        present = checkpoint.id if checkpoint is not None else action.checkpoint
        work.plan.put_action(replace(action, sites=sites, checkpoint=present))
        came.add(action.id)
    _take_measures(before, work, came)
    for separation in before.plan.separations():
        work.plan.put_separation(separation)
    kept = {separation.id for separation in before.plan.separations()}
    for course in before.splits.courses():
        if course.separation in kept:
            work.splits.put_course(course)
    for control in before.splits.controls():
        if control.separation in kept:
            known = (catalogue.known(each) for each in control.checkpoints)
            work.splits.put_control(replace(control, checkpoints=tuple(c.id for c in known if c is not None)))
    for case in before.plan.cases():
        work.plan.put_case(_case(case, came))
    return len(came), len(wanted) - len(came)


def _take_measures(before: UnitOfWork, work: UnitOfWork, came: set[str]) -> None:
    """What stands beside the measures that came, and what was filed: the next report tells what changed since."""
    for beside in before.measures.facts().values():
        if beside.action in came:
            work.measures.put_facts(beside)
    for revision in before.measures.revisions():
        if revision.action in came:
            work.measures.put_revision(revision)
    for check in before.measures.checks():
        if check.action in came:
            work.measures.put_check(check)
    for submission in before.measures.submissions():
        work.measures.put_submission(submission)


def _take_notes(before: UnitOfWork, work: UnitOfWork) -> None:
    """What was written of the cases that came and of the findings that the ledgers still tell, and the clocks of the
    reports to the Commission: a term that began goes on."""
    cases = {case.id for case in work.plan.cases()}
    for note in before.case_papers.notes():
        kind, _colon, identity = note.subject.partition(":")
        if identity in cases if kind == CASE else work.findings.get(identity) is not None:
            work.case_papers.put_note(note)
    for report in before.case_papers.reports():
        if report.case_id in cases:
            work.case_papers.put_report(report)


def _case(case: Case, actions: set[str]) -> Case:
    """A case names measures that are in the plan only."""
    causes = tuple(replace(c, actions=tuple(a for a in c.actions if a in actions)) for c in case.causes)
    return replace(case, causes=causes)


def _accept(work: UnitOfWork, accepted: Iterable[Finding]) -> int:
    """Let a risk stay accepted where the ledgers say what they said when it was; how many do."""
    write = []
    for old in accepted:
        now = work.findings.get(old.id)
        if now is not None and now.status is Status.OPEN and facts.says_the_same(now, old):
            write.append(replace(now, status=Status.ACCEPTED, remark=old.remark, acceptance=old.acceptance))
    work.findings.put(write)
    return len(write)


def _revision(work: UnitOfWork) -> tuple[int, bool]:
    """The number of the revision the audit is in, from 1, and whether that is sealed."""
    revisions = work.reviews.revisions()
    if not revisions:
        return 1, False
    last = revisions[-1]
    return (last.number + 1, False) if last.reopened_at else (last.number, last.sealed)


def _now(world: World) -> str:
    return world.clock.now().isoformat(timespec="seconds")
