"""Comparing audits: read side by side, matched by checkpoint, words and site, and never by what something is called.

Only the verdicts of checkpoints that were asked in the same words are compared; what cannot be compared is told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain import comparing, rules, sealing
from app.domain.answers import Answer
from app.domain.audit import COMPANY, Audit, Site, live_sites
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.comparing import (
    ActionCourse,
    Course,
    FailedCheckpoint,
    FindingCourse,
    PlaceRow,
    Said,
    SiteCounts,
    SiteRank,
    Turn,
)
from app.domain.findings import Finding, Source
from app.domain.grades import Verdict
from app.domain.plan import Action
from app.domain.progress import Place, checkpoints_in_scope, places
from app.domain.sealing import Revision
from app.errors import UserError, register_messages
from app.services import copies, overlaying, proving
from app.services.asking import Asked
from app.services.carrying_reading import open_actions, same_sites
from app.services.ports import Desk, UnitOfWork, World

register_messages(
    {
        "compare_needs_two": "Name at least two audits to compare.",
        "compare_same": "{file} and {other} hold the same audit with the same content; name another one.",
    }
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the audits: what it is, and its counts over all places that it asks. `revision` is the one that the file
    holds, `last` the time of its last entry, and `again` tells that another state of the same audit is compared."""

    file: str
    audit: Audit
    counts: SiteCounts
    sites: int
    texts_known: bool
    revision: Revision = Revision(1)
    last: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Audits by their as-of dates, the latest last, and revisions of one by their numbers. Ids of sites are those of
    the open audit, or of the latest one; `names` has the names of all, of sites that only an earlier audit has as well.
    `turns` counts `rows`."""

    audits: tuple[Compared, ...]
    names: Mapping[str, str]
    rows: tuple[PlaceRow, ...]
    turns: Mapping[Turn, int]
    checkpoints: tuple[FailedCheckpoint, ...]
    sites: tuple[SiteRank, ...]
    findings: tuple[FindingCourse, ...]
    actions: tuple[ActionCourse, ...]


def compare(world: World, files: Sequence[Path], desk: Desk | None = None) -> Comparison:
    """Compare the audits in `files`, and the open one of `desk`. Files are read, neither locked nor changed.

    Raises UserError `compare_needs_two`, `compare_same` and those of reading.
    """
    if len(files) + (desk is not None) < 2:
        raise UserError("compare_needs_two")
    at, today = world.clock.now().isoformat(timespec="seconds"), world.clock.today()
    read: list[_Read] = []
    with ExitStack() as stack:
        if desk is not None:
            work = stack.enter_context(desk.file.read())
            read.append(_Read(desk.catalogue, work, Path(desk.file.location), True, today))
        for path in files:
            with world.files.reading(path, world.user, at) as file, file.read() as work:
                read.append(_Read(overlaying.shelf_of(world, work).catalogue, work, path, desk is None, today))
    _refuse_same(read)
    read.sort(key=lambda each: (each.audit.as_of, each.audit.created_at, each.revision.number, each.entries))
    return _compared(world.catalogue, read)


def _refuse_same(read: Sequence[_Read]) -> None:
    known: dict[tuple[str, int, str], str] = {}
    for each in read:
        state = each.audit.id, each.revision.number, each.content
        if (other := known.get(state)) is not None:
            raise UserError("compare_same", file=each.file, other=other)
        known[state] = each.file


class _Read:
    """What is needed of one audit, read in one transaction. Checkpoints go by their present ids."""

    def __init__(self, catalogue: Catalogue, work: UnitOfWork, path: Path, names_sites: bool, today: date) -> None:
        self.file, self.names_sites = path.name, names_sites
        self.audit = work.audit.get()
        self.revision = sealing.latest(work.reviews.revisions())
        head = work.history.head()
        self.entries, self.last, self.content = (head.seq, head.at, head.content) if head is not None else (0, "", "")
        self.sites: tuple[Site, ...] = live_sites(work.sites.all())
        self._present = catalogue.renamed
        asked = Asked(work, catalogue)
        self.texts_known = asked.latest() is not None
        self.said = self._answers(catalogue, work, asked, today)
        self._columns = {kind: work.ledgers.fields(kind) for kind in work.ledgers.kinds()}
        self.findings: dict[str, Finding] = {f.id: f for f in work.findings.all() if f.source is not Source.ANSWERS}
        self.actions: dict[str, Action] = {a.id: a for a in work.plan.actions()}

    def _answers(self, catalogue: Catalogue, work: UnitOfWork, asked: Asked, today: date) -> dict[Place, Said]:
        answers = work.answers.all_current()
        copied = copies.of_all(work, answers)
        proofs = proving.proofs(work, answers, self.revision.proof_day(today))
        latest = asked.latest()
        said: dict[Place, Said] = {}
        for place in self._asked_places(catalogue, answers, asked):
            answer = answers.get(place)
            verdict = answer.verdict if answer is not None else Verdict.UNANSWERED
            if answer is not None and answer.verdict is not Verdict.UNANSWERED:
                words = asked.answered(answer)
            else:
                words = latest.get(place[0]) if latest is not None else None
            proven = place in proofs and proofs[place].lack is None
            fingerprint = words.fingerprint if words is not None else ""
            each = comparing.said(verdict, fingerprint, copied=place in copied, proven=proven)
            now = (self._present.get(place[0], place[0]), place[1])
            # Of several former checkpoints that are one now the gravest counts, and the least sure of equals.
            other = said.get(now)
            if other is None or _weight(each) > _weight(other):
                said[now] = each
        return said

    def _asked_places(self, catalogue: Catalogue, answers: Mapping[Place, Answer], asked: Asked) -> tuple[Place, ...]:
        """What is asked, by the ids of then; of what the present catalogue asks no more, or elsewhere, the places with
        an answer, for nothing else tells them."""
        scope = {c.id: c for c in checkpoints_in_scope(self.audit, catalogue)}
        latest = asked.latest()
        known: Collection[str] = latest if latest is not None else scope
        found: list[Place] = []
        for identity in known:
            checkpoint = scope.get(self._present.get(identity, identity))
            if checkpoint is not None:
                found += [(identity, site) for _, site in places((checkpoint,), self.sites)]
        live = {COMPANY, *(site.id for site in self.sites)}
        # Where the present catalogue asks itself, what it does not ask is not asked: hidden, out of scope, moved.
        if asked.last_edition != catalogue.edition:
            found += [
                place
                for place, answer in answers.items()
                if place[1] in live
                and answer.verdict is not Verdict.UNANSWERED
                and (latest is None or place[0] in latest)
                and self._was_asked(catalogue, scope, place[0])
            ]
        return tuple(dict.fromkeys(found))

    def _was_asked(self, catalogue: Catalogue, scope: Mapping[str, Checkpoint], identity: str) -> bool:
        """Whether an earlier edition asked a checkpoint of this audit, as far as can be told."""
        if identity in catalogue.hidden:
            return False
        return catalogue.known(identity) is None or self._present.get(identity, identity) in scope

    def move(self, to: Mapping[str, str]) -> None:
        """Call the sites by other ids."""

        def moved(place: Place) -> Place:
            return place[0], to.get(place[1], place[1])

        self.said = {moved(place): said for place, said in self.said.items()}
        self.sites = tuple(replace(site, id=to.get(site.id, site.id)) for site in self.sites)
        self.findings = {f.id: replace(f, site=to.get(f.site, f.site)) for f in self.findings.values()}

    def examines(self, finding: Finding) -> bool:
        """Whether it would tell a finding of another audit, if it were one here: the site is one of its own, and the
        rule ran over the ledger whose record it is about, with all the ledgers and columns that it needs."""
        if finding.site != COMPANY and all(site.id != finding.site for site in self.sites):
            return False
        kinds = [row.kind for row in finding.rows[:1]]
        if finding.rule not in rules.RULES:
            return all(kind in self._columns for kind in kinds)
        ran = rules.runnable(finding.rule, self._columns.keys(), self._columns, self.audit.role)
        return any(part.kind in kinds for part in ran)

    def counts(self) -> SiteCounts:
        """Counts of all places."""
        return comparing.counts((said.verdict, said.firm) for said in self.said.values())

    def by_site(self) -> dict[str, SiteCounts]:
        """Counts of each of its sites."""
        found: dict[str, list[tuple[Verdict, bool]]] = {site.id: [] for site in self.sites}
        for place, said in self.said.items():
            if place[1] in found:
                found[place[1]].append((said.verdict, said.firm))
        return {site: comparing.counts(verdicts) for site, verdicts in found.items()}


_RANK = (Verdict.UNANSWERED, Verdict.NOT_APPLICABLE, Verdict.CONFORMING, Verdict.PARTLY, Verdict.NONCONFORMING)


def _weight(said: Said) -> tuple[int, bool]:
    return _RANK.index(said.verdict), not said.firm


def _compared(catalogue: Catalogue, read: Sequence[_Read]) -> Comparison:
    ground = next((each for each in read if each.names_sites and len({r.names_sites for r in read}) > 1), read[-1])
    for each in read:
        if each is not ground:
            each.move(_same(ground.sites, each.sites))
    order = {c.id: number for number, c in enumerate(catalogue.checkpoints)}
    names = {site.id: site.name for each in (*read, ground) for site in each.sites} | {COMPANY: ""}
    rows = _rows(read, order, [*(s.id for s in ground.sites), *names])
    by_site = [each.by_site() for each in read]
    sites = {site.id: [counts.get(site.id) for counts in by_site] for site in read[-1].sites}
    times = Counter(each.audit.id for each in read)
    return Comparison(
        audits=tuple(
            Compared(
                r.file,
                r.audit,
                r.counts(),
                len(r.sites),
                r.texts_known,
                revision=r.revision,
                last=r.last,
                again=times[r.audit.id] > 1,
            )
            for r in read
        ),
        names=names,
        rows=rows,
        turns=Counter(row.turn for row in rows),
        checkpoints=comparing.most_failed(rows, order),
        sites=comparing.ranked(sites),
        findings=tuple(_findings(read[-2], read[-1])),
        actions=tuple(_actions(read[-2], read[-1])),
    )


def _same(ground: Sequence[Site], others: Sequence[Site]) -> dict[str, str]:
    """The ids of another audit's sites → those of the same sites on the ground: by id, then by name and alias."""
    known = {site.id for site in ground}
    found = {site.id: site.id for site in others if site.id in known}
    rest = [site for site in others if site.id not in found]
    free = [site for site in ground if site.id not in found]
    met, left = same_sites(rest, [site.name for site in free], {})
    by_name = {site.name: site for site in free}
    found |= {theirs.id: by_name[name].id for name, theirs in met.items()}
    # A name of today may be what the earlier audit calls by another one.
    ours, _ = same_sites([s for s in free if s.id not in found.values()], [site.name for site in left], {})
    by_earlier = {site.name: site for site in left}
    return found | {by_earlier[name].id: site.id for name, site in ours.items()}


def _rows(read: Sequence[_Read], order: Mapping[str, int], sites: Sequence[str]) -> tuple[PlaceRow, ...]:
    everywhere = dict.fromkeys(place for each in read for place in each.said)
    of_site = {site: number for number, site in reversed(list(enumerate(sites, start=1)))} | {COMPANY: 0}
    wanted = sorted(everywhere, key=lambda p: (order.get(p[0], len(order)), p[0], of_site.get(p[1], len(sites) + 1)))
    rows = []
    for place in wanted:
        said = [each.said.get(place) for each in read]
        verdicts = tuple(each.verdict if each is not None else None for each in said)
        rows.append(PlaceRow(*place, verdicts, comparing.turn(said[-2], said[-1])))
    return tuple(rows)


def _findings(before: _Read, now: _Read) -> Iterable[FindingCourse]:
    for identity in sorted(before.findings.keys() | now.findings.keys()):
        then, today = before.findings.get(identity), now.findings.get(identity)
        if (told := today or then) is None:
            continue
        # Where it was is told by the finding that was open; what was settled may not tell.
        course = comparing.finding_course(then, today, examined=now.examines(then or told))
        if course is not None:
            yield FindingCourse(identity, told.rule, told.subject, told.site, course)


def _actions(before: _Read, now: _Read) -> Iterable[ActionCourse]:
    was = {a.id for a in open_actions(tuple(before.actions.values()))}
    is_open = {a.id for a in open_actions(tuple(now.actions.values()))}
    known = {**before.actions, **now.actions}
    for identity in sorted(was | is_open, key=lambda i: (known[i].number, i)):
        action = known[identity]
        if identity in is_open:
            course = Course.STAYED if identity in was else Course.OPENED
        else:
            course = Course.CLOSED if identity in now.actions else Course.DROPPED
        yield ActionCourse(identity, action.number, action.measure, action.checkpoint, course)
