"""The whole audit in one reading, as the consistency checks look at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from app.domain import pieces
from app.domain.answers import Answer
from app.domain.audit import Audit, Site, live_sites
from app.domain.carrying import Carried
from app.domain.case_papers import CaseNote, LeakReport
from app.domain.catalogue import Catalogue, Checkpoint, SpokenWord
from app.domain.challenges import Disproof, Reply
from app.domain.consistency.periods import Period, read_period
from app.domain.consistency.statements import Said, Vocabulary
from app.domain.duties import Flag, Officer
from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
from app.domain.filings import Submission
from app.domain.findings import Finding, Ground, ProposalDecision
from app.domain.grades import Level, Verdict
from app.domain.measures import DueRevision, EffectCheck, MeasureFacts
from app.domain.pieces import Piece
from app.domain.plan import Action, Case, Separation
from app.domain.progress import Place
from app.domain.review import Review, State, state_of
from app.domain.sealing import Revision
from app.domain.splitting import Control, Course
from app.domain.taken_out import TakenOut
from app.domain.unprinted import Unprinted

DEFICIENT = frozenset({Verdict.PARTLY, Verdict.NONCONFORMING})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample and how many of its records nobody has looked at yet."""

    number: int
    open: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records a ledger has: in use at the least, all of them at the most."""

    least: int
    most: int


@dataclass(frozen=True)
class Whole:
    """Everything that a check may look at, read at one moment.

    `answers` are those in force at places that are asked; `counted` gives the records of a ledger by site (`COMPANY`:
    all of them); `imported` the day (ISO) of the last import of a ledger by kind and file, and of its last file
    whatever its name is under the kind and an empty name; `lacking` how many ledger rules wait for a ledger, by kind;
    `stored` the digests of evidence whose bytes are there; `unproven` the places whose 適合 nothing proves, and of
    these `refuted` those that a second person refuted; `held_attempts` the attempts that held and prove an answer in
    force, `self_held` those of them that were entered by one who gave the answer; `replies` those to challenges that
    are asked, as the facts are now; `shared` the systems that a ledger calls shared or only logically split;
    `stand_ins` the sentences by which drafts say no more than that a checkpoint failed.
    """

    audit: Audit
    catalogue: Catalogue
    today: date
    sites: tuple[Site, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    places: tuple[Place, ...] = ()
    answers: Mapping[Place, Answer] = field(default_factory=dict)
    copies: Mapping[Place, str] = field(default_factory=dict)
    stale: Mapping[Place, Ground] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    uses: tuple[EvidenceUse, ...] = ()
    facts: Mapping[str, EvidenceFacts] = field(default_factory=dict)
    stored: frozenset[str] = frozenset()
    disproofs: tuple[Disproof, ...] = ()
    held_attempts: tuple[Disproof, ...] = ()
    self_held: tuple[Disproof, ...] = ()
    replies: tuple[Reply, ...] = ()
    unproven: frozenset[Place] = frozenset()
    refuted: Mapping[Place, Disproof] = field(default_factory=dict)
    reviews: Mapping[Place, Review] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    decisions: tuple[ProposalDecision, ...] = ()
    actions: tuple[Action, ...] = ()
    beside: Mapping[str, MeasureFacts] = field(default_factory=dict)
    checks: Mapping[str, EffectCheck] = field(default_factory=dict)
    revisions: tuple[DueRevision, ...] = ()
    filed: tuple[Submission, ...] = ()
    separations: tuple[Separation, ...] = ()
    controls: tuple[Control, ...] = ()
    courses: tuple[Course, ...] = ()
    cases: tuple[Case, ...] = ()
    case_notes: tuple[CaseNote, ...] = ()
    clocks: tuple[LeakReport, ...] = ()
    samples: tuple[Drawn, ...] = ()
    carried: tuple[Carried, ...] = ()
    flags: tuple[Flag, ...] = ()
    officers: tuple[Officer, ...] = ()
    revision: Revision = Revision(1)
    ledgers: frozenset[str] = frozenset()
    lacking: Mapping[str, int] = field(default_factory=dict)
    imported: Mapping[tuple[str, str], str] = field(default_factory=dict)
    counted: Callable[[str], Mapping[str, Counted]] = lambda kind: {}
    shared: tuple[str, ...] = ()
    stand_ins: frozenset[str] = frozenset()
    taken_out: tuple[TakenOut, ...] = ()
    unprinted: Callable[[str], Unprinted | None] = lambda text: None
    """What a report would not print of a text as it is written."""

    @property
    def proof_day(self) -> date:
        """The day on which evidence is asked whether it proves anything: that of the seal, else today."""
        return self.revision.proof_day(self.today)

    @cached_property
    def live(self) -> tuple[Site, ...]:
        """The sites that are examined."""
        return live_sites(self.sites)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of sites by id, those taken out included."""
        return {site.id: site.name for site in self.sites}

    @cached_property
    def gone(self) -> tuple[Site, ...]:
        """The sites that were taken out and whose names no site of the audit has."""
        standing = {name for site in self.live for name in (site.name, *site.aliases)}
        return tuple(s for s in self.sites if s.removed and s.name not in standing)

    @cached_property
    def asked(self) -> Mapping[str, Checkpoint]:
        """The checkpoints in scope by id, in catalogue order."""
        return {c.id: c for c in self.checkpoints}

    @cached_property
    def given(self) -> Mapping[Place, Answer]:
        """The answers with a verdict, in the order of the catalogue and the sites."""
        return {
            p: a for p in self.places if (a := self.answers.get(p)) is not None and a.verdict is not Verdict.UNANSWERED
        }

    @cached_property
    def own(self) -> Mapping[Place, Answer]:
        """Those given at their place: no copies that nobody confirmed."""
        return {place: answer for place, answer in self.given.items() if place not in self.copies}

    @cached_property
    def by_checkpoint(self) -> Mapping[str, tuple[Answer, ...]]:
        """The answers of the sites themselves, by checkpoint that is asked at sites."""
        found: dict[str, list[Answer]] = {c.id: [] for c in self.checkpoints if c.level is Level.SITE}
        for (checkpoint, _site), answer in self.own.items():
            if checkpoint in found:
                found[checkpoint].append(answer)
        return {checkpoint: tuple(answers) for checkpoint, answers in found.items()}

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All evidence with its uses, facts and versions, removed and replaced pieces included."""
        return pieces.pieces(self.evidence, self.uses, self.facts)

    @cached_property
    def serving(self) -> Mapping[Place, tuple[Evidence, ...]]:
        """The evidence that counts at each place: neither removed nor replaced nor expired there."""
        return pieces.by_place(self.pieces, self.proof_day)

    @cached_property
    def held(self) -> frozenset[Place]:
        """The places whose answer in force a second person tried to disprove, in vain."""
        return frozenset((each.checkpoint, each.site) for each in self.held_attempts)

    @cached_property
    def measures(self) -> tuple[Action, ...]:
        """The actions that were not withdrawn."""
        return tuple(a for a in self.actions if not a.withdrawn)

    @cached_property
    def measured(self) -> Mapping[str, tuple[Action, ...]]:
        """The measures that answer a checkpoint."""
        found: dict[str, list[Action]] = {}
        for action in self.measures:
            if action.checkpoint:
                found.setdefault(action.checkpoint, []).append(action)
        return {checkpoint: tuple(actions) for checkpoint, actions in found.items()}

    @cached_property
    def naming(self) -> Mapping[str, tuple[Action, ...]]:
        """The measures that name a finding, by its id."""
        found: dict[str, list[Action]] = {}
        for action in self.measures:
            for identity in action.findings:
                found.setdefault(identity, []).append(action)
        return {identity: tuple(actions) for identity, actions in found.items()}

    def state(self, place: Place) -> State:
        """How far the review of a place is."""
        return state_of(self.answers.get(place), self.reviews.get(place))

    @cached_property
    def period(self) -> Period | None:
        """The period of the audit where its words tell days."""
        return read_period(self.audit.period)

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def held_by(self, ledger: str, site: str) -> Counted | None:
        """How many records a ledger has at a site (`COMPANY`: in all); None where it has none there, for then it may
        not be of that site. Of sites the audit itself knows how many there are."""
        if ledger == "sites":
            return None if site else Counted(len(self.live), len(self.live))
        found = self.counted(ledger).get(site)
        return found if found is not None and found.most else None

    # --- what is said in free text -----------------------------------------------------------------------------------

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words by which facts are told, with the names of the sites."""
        names = [(s.id, name) for s in self.live for name in (s.name, *s.aliases)]
        return Vocabulary(self.catalogue.spoken, tuple(names))

    @cached_property
    def words(self) -> Mapping[str, SpokenWord]:
        """The words of facts by their ids."""
        return {word.id: word for word in self.catalogue.spoken}

    @cached_property
    def said(self) -> Mapping[Place, Said]:
        """What the remarks tell of facts that can be compared, by place; of most nothing."""
        known: dict[str, Said | None] = {}
        found: dict[Place, Said] = {}
        for place, answer in self.own.items():
            if not answer.comment:
                continue
            # The same remark stands at many places.
            if answer.comment not in known:
                known[answer.comment] = self.vocabulary.read(answer.comment)
            if (said := known[answer.comment]) is not None:
                found[place] = said
        return found

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The ledgers of which remarks tell how many records they have."""
        things = {count.thing for said in self.said.values() for count in said.counts}
        return frozenset(self.words[thing].ledger for thing in things if thing in self.words) - {"", "sites"}
