"""What services need of the world below them. Storage implements these; nothing here knows SQL or a library."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

# Named in signatures only: who uses a store imports what it holds.
if TYPE_CHECKING:
    from app.domain.answers import Answer
    from app.domain.audit import Audit, Site
    from app.domain.business_days import Holidays
    from app.domain.carrying import Carried, Predecessor
    from app.domain.case_papers import CaseNote, LeakReport
    from app.domain.catalogue import Catalogue
    from app.domain.challenges import Disproof, Reply
    from app.domain.duties import Assignment, Flag, Officer
    from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
    from app.domain.filings import Submission
    from app.domain.findings import Finding, Ground, ProposalDecision
    from app.domain.history import Entry, Event
    from app.domain.house_style import House
    from app.domain.ledgers import Alias, Record
    from app.domain.measures import DueRevision, EffectCheck, MeasureFacts
    from app.domain.overlay import Overlay, OverlayPart, Spot
    from app.domain.paper_loop import Printing, Return, Scan, ScannedPage
    from app.domain.papers import PaperText
    from app.domain.plan import Action, Case, Separation
    from app.domain.reminding import CalendarEvent, Term
    from app.domain.review import Review
    from app.domain.room_walks import RoomList, Walk
    from app.domain.sampling import Drawn, Result, Sample
    from app.domain.sealing import Revision
    from app.domain.splitting import Control, Course
    from app.domain.text import Text
    from app.domain.unprinted import Unprinted
    from app.errors import UserError
    from app.services.ledger_ports import Corrected, LedgerFiles
    from app.services.ledger_values import ADDED as ADDED
    from app.services.ledger_values import KEPT as KEPT
    from app.services.ledger_values import KEPT_FIELD as KEPT_FIELD
    from app.services.ledger_values import PART as PART
    from app.services.ledger_values import STRUCK as STRUCK
    from app.services.ledger_values import Batch as Batch
    from app.services.ledger_values import Comparison as Comparison
    from app.services.ledger_values import Hand as Hand
    from app.services.ledger_values import LedgerQuery as LedgerQuery
    from app.services.ledger_values import RecordChange as RecordChange
    from app.services.ledger_values import RecordScope as RecordScope
    from app.services.ledger_values import Restored as Restored
    from app.services.ledger_values import StoredRecord as StoredRecord
    from app.services.ledger_values import Undone as Undone
    from app.services.reporting.model import Report
    from app.services.tracker_ports import TrackerFiles


if not TYPE_CHECKING:  # Else a name that is not there would be no mistake.

    def __getattr__(name: str) -> object:
        """The values of ledgers stand here for who asks for one: an audit is opened without them, and making nine
        frozen classes takes as long as reading some modules."""
        if not name.startswith("_"):  # The import system asks for `__path__`.
            from app.services import ledger_values

            if hasattr(ledger_values, name):
                return getattr(ledger_values, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Clock(Protocol):
    """The time, from outside."""

    def now(self) -> datetime:
        """The present moment with its zone."""

    def today(self) -> date:
        """The present day."""


# --- stores -----------------------------------------------------------------------------------------------------------


class AuditStore(Protocol):
    """The one audit of the file, and small settings by name."""

    def get(self) -> Audit: ...
    def put(self, audit: Audit) -> None: ...
    def setting(self, name: str) -> str | None: ...
    def settings(self, prefix: str = "") -> dict[str, str]:
        """The settings whose names begin so, by name."""

    def set_setting(self, name: str, value: str) -> None: ...


class SiteStore(Protocol):
    """The sites of the audit, removed ones included."""

    def all(self) -> tuple[Site, ...]: ...
    def put(self, site: Site) -> None: ...


class AnswerStore(Protocol):
    """Answers by place, every revision kept."""

    def current(self, checkpoint: str, site: str) -> Answer | None: ...
    def all_current(self) -> dict[tuple[str, str], Answer]: ...
    def current_of(self, checkpoints: Collection[str]) -> dict[tuple[str, str], Answer]:
        """The answers in force on some checkpoints, at all sites."""

    def count(self) -> int:
        """How many revisions there are."""

    def authors(self) -> frozenset[str]:
        """The names of all who wrote a revision."""

    def revisions(self, checkpoint: str, site: str) -> tuple[Answer, ...]: ...
    def revisions_at(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[Answer, ...]]:
        """As `revisions`, at many places; those without any are left out."""

    def deficient(self) -> tuple[Answer, ...]:
        """Every revision that told of a deficiency, the first one of a place before its later ones."""

    def append(self, answer: Answer) -> None: ...
    def append_all(self, answers: Sequence[Answer]) -> None: ...


class EvidenceStore(Protocol):
    """Evidence records and their bytes, addressed by content. The same bytes are stored once."""

    def get(self, identity: str) -> Evidence | None: ...
    def all(self) -> tuple[Evidence, ...]: ...
    def at(self, checkpoint: str, site: str) -> tuple[Evidence, ...]: ...
    def put(self, evidence: Evidence) -> None: ...
    def uses(self) -> tuple[EvidenceUse, ...]:
        """Where evidence serves beside the place it was added at, uses that were ended included."""

    def uses_at(self, checkpoint: str, site: str) -> tuple[EvidenceUse, ...]: ...
    def uses_of(self, identity: str) -> tuple[EvidenceUse, ...]:
        """All uses of one piece, those that were ended included."""

    def serving(self) -> Sequence[tuple[str, str, str]]:
        """Every piece in force (neither removed nor replaced) with each checkpoint and site that it serves: where it
        was added, unless it was taken off there, and by a use that was not ended."""

    def put_use(self, use: EvidenceUse) -> None: ...
    def facts(self) -> dict[str, EvidenceFacts]:
        """What is known of pieces of evidence, by id; of most nothing is."""

    def facts_of(self, identity: str) -> EvidenceFacts: ...
    def replaced_by(self, identity: str) -> str:
        """The id of the next version of a piece, empty where there is none."""

    def put_facts(self, facts: EvidenceFacts) -> None: ...
    def has_blob(self, sha256: str) -> bool: ...
    def write_blob(self, sha256: str, chunks: Iterable[bytes]) -> None: ...
    def read_blob(self, sha256: str) -> Iterator[bytes]: ...


class LedgerStore(Protocol):
    """Records of ledgers by kind and match key, with their import batches."""

    def begin(self, batch: Batch) -> None: ...
    def compare_and_put(self, batch: Batch, records: Sequence[Record]) -> Comparison:
        """Store a chunk of records: new ones added, differing ones replaced (a `RecordChange` keeps the old values)."""

    def close_missing(self, batch: Batch, scope: RecordScope) -> int:
        """Mark the records within `scope` that this batch did not bring as gone; returns how many."""

    def standing_with(self, kind: str, keys: Sequence[str]) -> Mapping[str, Record]:
        """The records with these match keys that are not gone, or struck off by hand, by match key."""

    def brought(self, kind: str, scope: RecordScope) -> Mapping[str, int]:
        """How many records within `scope` stand as each import brought them last; those by hand are none of these."""

    def in_sites(self, kind: str, scope: RecordScope) -> Mapping[str, int]:
        """How many records within `scope` stand at each office, as the ledger names it; those by hand are none."""

    def finish(self, batch: Batch) -> None: ...
    def undo(self, batch: Batch, undone: Undone) -> Restored:
        """Take the newest import of its kind back: what it added goes, what it changed or found gone is as before."""

    def batches(self, kind: str | None = None) -> tuple[Batch, ...]: ...
    def changes(self, batch: str, only: str = "") -> Generator[RecordChange, None, None]:
        """What an import added, changed and found gone; `only` limits to one of these. To be closed."""

    def present(self, kind: str) -> Iterator[Record]:
        """All records that are not gone, streamed in the order of their rows."""

    def standing(self, kind: str) -> Generator[tuple[Record, str], None, None]:
        """As `present`, each with the import that brought it; without the cells as written. To be closed."""

    def chunks(self, kind: str) -> Generator[tuple[str, list[Record]], None, None]:
        """As `standing`, many at a time, each chunk of one import. To be closed."""

    def site_texts(self, kind: str) -> tuple[str, ...]:
        """The offices as the records that are not gone name them."""

    def count(self, kind: str) -> int: ...
    def kinds(self) -> tuple[str, ...]: ...
    def fields(self, kind: str) -> frozenset[str]:
        """The fields that the latest whole import of each part of the ledger that stands had a column for."""

    def get(self, kind: str, match_key: str) -> StoredRecord | None: ...
    def named(self, kind: str, key: str) -> tuple[StoredRecord, ...]:
        """The records, gone or not, whose key as written is `key`."""

    def columns(self, kind: str, keys: Collection[str]) -> Mapping[str, tuple[str, str]]:
        """Of those records that stand for one of several columns of their row (match keys): its letter and heading."""

    def written(self, kind: str, keys: Collection[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Of the records with these match keys, the cells that were written otherwise than they were understood."""

    def by_hand(self, kind: str) -> tuple[Record, ...]:
        """The records that were added by hand and stand in no file."""

    def put_by_hand(self, record: Record, *, replaces: str = "") -> None:
        """Add a record by hand, or write over the one with the key `replaces`, which keeps its place in a file."""

    def strike(self, kind: str, match_key: str, *, off: bool) -> None:
        """Strike a record off by hand, or take that back."""

    def ids(self, kind: str, query: LedgerQuery) -> Sequence[int]: ...
    def rows(self, ids: Sequence[int]) -> tuple[StoredRecord, ...]: ...


class HandStore(Protocol):
    """What officers did to ledgers by hand: cells set right, records added or struck off, names confirmed."""

    def corrections(self, kind: str) -> tuple[Corrected, ...]: ...
    def put_correction(self, kind: str, correction: Corrected) -> None: ...
    def drop_correction(self, kind: str, record: str, field: str) -> None: ...
    def displace(self, batch: str, record: str, field: str, before: Corrected | None) -> None:
        """Keep what a correction was before an import changed it."""

    def displaced(self, batch: str) -> tuple[tuple[str, str, Corrected | None], ...]:
        """(record, field, correction) as they were before an import."""

    def forget_displaced(self, batch: str) -> None: ...
    def rename(self, kind: str, before: str, after: str, key: str) -> None:
        """Let what is kept of a record by its match key follow it; `key` is its new key as written."""

    def hands(self, kind: str) -> tuple[Hand, ...]: ...
    def put_hand(self, hand: Hand) -> None: ...
    def drop_hand(self, kind: str, record: str, act: str) -> None: ...
    def aliases(self) -> tuple[Alias, ...]: ...
    def put_alias(self, alias: Alias) -> None: ...
    def drop_alias(self, kind: str, folded: str) -> None: ...


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """Which findings: empty fields do not limit, None for `site` and `ids` neither (empty is a site: none).

    `ids` are a few: what a screen tells one by one.
    """

    source: str = ""
    severity: str = ""
    rule: str = ""
    checkpoint: str = ""
    site: str | None = None
    ids: frozenset[str] | None = None


class FindingStore(Protocol):
    """Findings by id, and the decisions on proposals."""

    def all(self) -> tuple[Finding, ...]: ...
    def chosen(self, query: FindingQuery) -> tuple[Finding, ...]:
        """The findings that the query leaves, by id."""

    def open_count(self) -> int:
        """How many stand open, each fact counted once: as many as `app.domain.findings.counted`, and none is read."""

    def get(self, identity: str) -> Finding | None: ...
    def put(self, findings: Iterable[Finding]) -> None: ...
    def drop(self, identity: str) -> None:
        """Take one out that is put under another id."""

    def decisions(self) -> tuple[ProposalDecision, ...]: ...
    def put_decision(self, decision: ProposalDecision) -> None: ...
    def drop_decision(self, checkpoint: str, site: str, basis: str) -> None: ...
    def accepted_until(self) -> Mapping[str, str]:
        """Accepted findings and until when (ISO) that holds."""

    def grounds(self) -> tuple[Ground, ...]:
        """What has changed under answers since they were given."""

    def ground(self, checkpoint: str, site: str) -> Ground | None: ...
    def put_ground(self, ground: Ground) -> None: ...
    def drop_ground(self, checkpoint: str, site: str) -> None: ...


class PlanStore(Protocol):
    """Actions, the separation programme and cases."""

    def actions(self) -> tuple[Action, ...]: ...
    def put_action(self, action: Action) -> None: ...
    def remove_action(self, identity: str) -> None: ...
    def separations(self) -> tuple[Separation, ...]: ...
    def put_separation(self, separation: Separation) -> None: ...
    def remove_separation(self, identity: str) -> None: ...
    def cases(self) -> tuple[Case, ...]: ...
    def put_case(self, case: Case) -> None: ...
    def remove_case(self, identity: str) -> None: ...


class MeasureStore(Protocol):
    """What stands beside the measures of the plan, every revision of their due dates, and what was filed."""

    def facts(self) -> dict[str, MeasureFacts]: ...
    def facts_of(self, action: str) -> MeasureFacts: ...
    def put_facts(self, facts: MeasureFacts) -> None:
        """Add or replace them; those that say nothing are kept no more."""

    def revisions(self) -> tuple[DueRevision, ...]:
        """Every revision of a due date, by measure, the first one first."""

    def put_revision(self, revision: DueRevision) -> None: ...
    def drop_revision(self, action: str, number: int) -> None: ...
    def checks(self) -> tuple[EffectCheck, ...]:
        """Every look at an effect, by measure, the first one first."""

    def put_check(self, check: EffectCheck) -> None: ...
    def drop_check(self, action: str, number: int) -> None: ...
    def submissions(self) -> tuple[Submission, ...]:
        """Every filing, the first one first. No seal covers them: what was sealed is filed."""

    def put_submission(self, submission: Submission) -> None: ...
    def drop_submission(self, identity: str) -> None: ...


class SplitStore(Protocol):
    """What became of the stages of physical splits, and their interim controls; of systems taken out as well."""

    def courses(self) -> tuple[Course, ...]: ...
    def put_course(self, course: Course) -> None: ...
    def drop_course(self, separation: str, stage: str) -> None: ...
    def controls(self) -> tuple[Control, ...]: ...
    def put_control(self, control: Control) -> None: ...
    def remove_control(self, identity: str) -> None: ...


class SampleStore(Protocol):
    """Samples of ledgers with the records drawn, and every revision of what was found in them."""

    def all(self) -> tuple[Sample, ...]: ...
    def put(self, sample: Sample) -> None: ...
    def add_records(self, records: Sequence[Drawn]) -> None: ...
    def records(self, sample: str) -> tuple[Drawn, ...]: ...
    def results(self, sample: str) -> dict[int, Result]: ...
    def revisions(self, sample: str) -> tuple[Result, ...]: ...
    def append(self, result: Result) -> None: ...


class ReviewStore(Protocol):
    """Reviews of answers, what was tried against them, replies to challenges, and the revisions of the audit."""

    def steps(self, checkpoint: str, site: str) -> tuple[Review, ...]: ...
    def steps_at(self, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[Review, ...]]:
        """As `steps`, at many places; those without any are left out."""

    def latest(self) -> dict[tuple[str, str], Review]:
        """The last step of each place, by (checkpoint, site)."""

    def append(self, reviews: tuple[Review, ...]) -> None: ...
    def disproofs(self) -> tuple[Disproof, ...]: ...
    def disproofs_at(self, checkpoint: str, site: str) -> tuple[Disproof, ...]: ...
    def disproof(self, identity: str) -> Disproof | None: ...
    def put_disproof(self, disproof: Disproof) -> None: ...
    def replies(self) -> tuple[Reply, ...]: ...
    def put_reply(self, reply: Reply) -> None: ...
    def drop_reply(self, checkpoint: str, site: str, basis: str) -> None: ...
    def revisions(self) -> tuple[Revision, ...]:
        """The revisions of the audit, the first one first; none before the first approval."""

    def put_revision(self, revision: Revision) -> None: ...


class DutyStore(Protocol):
    """The people of the audit, what they look at, and what they flagged."""

    def officers(self) -> tuple[Officer, ...]: ...
    def put_officer(self, officer: Officer) -> None: ...
    def drop_officer(self, name: str) -> None: ...
    def assignments(self) -> tuple[Assignment, ...]: ...
    def put_assignments(self, assignments: tuple[Assignment, ...]) -> None: ...
    def drop_assignments(self, identities: tuple[str, ...]) -> None: ...
    def flags(self) -> tuple[Flag, ...]: ...
    def put_flag(self, flag: Flag) -> None: ...
    def drop_flag(self, checkpoint: str, site: str) -> None: ...


class CarriedStore(Protocol):
    """What came along from an earlier audit, and what was decided on it."""

    def predecessors(self) -> tuple[Predecessor, ...]: ...
    def put_predecessor(self, predecessor: Predecessor) -> None: ...
    def all(self) -> tuple[Carried, ...]: ...
    def at(self, checkpoint: str, site: str) -> Carried | None: ...
    def add(self, carried: tuple[Carried, ...]) -> None: ...
    def put(self, carried: Carried) -> None: ...


class CasePaperStore(Protocol):
    """What is written of cases and serious findings, and the clock of the report of each case to the Commission."""

    def notes(self) -> tuple[CaseNote, ...]: ...
    def note(self, subject: str, topic: str) -> CaseNote | None: ...
    def put_note(self, note: CaseNote) -> None: ...
    def remove_note(self, subject: str, topic: str) -> None: ...
    def reports(self) -> tuple[LeakReport, ...]: ...
    def put_report(self, report: LeakReport) -> None: ...
    def remove_report(self, case_id: str) -> None: ...


class OverlayStore(Protocol):
    """The company's own parts of the catalogue, in the order in which they lie over it."""

    def all(self) -> tuple[OverlayPart, ...]: ...
    def put(self, part: OverlayPart) -> None: ...
    def drop(self, identity: str) -> None: ...


class PaperStore(Protocol):
    """Papers that are handed out, what came back of them, and the scans, byte for byte. No seal covers them, but
    what was entered of floor-walk sheets, which is in the ledgers."""

    def printings(self) -> tuple[Printing, ...]: ...
    def printing(self, code: str) -> Printing | None: ...
    def put(self, printing: Printing) -> None: ...
    def drop(self, code: str) -> None: ...
    def room_list(self, code: str) -> RoomList | None:
        """The terminals that were printed on a floor-walk sheet; None where none were kept."""

    def put_room_list(self, listed: RoomList) -> None: ...
    def walks(self) -> tuple[Walk, ...]: ...
    def walk(self, code: str) -> Walk | None:
        """What was entered of a floor-walk sheet."""

    def put_walk(self, walk: Walk) -> None: ...
    def drop_walk(self, code: str) -> None: ...
    def returns(self) -> tuple[Return, ...]:
        """What came back, in the order of time, withdrawn ones included."""

    def returns_of(self, code: str) -> tuple[Return, ...]: ...
    def put_return(self, returned: Return) -> None: ...
    def drop_return(self, identity: str) -> None: ...
    def scan(self, sha256: str) -> Scan | None: ...
    def write_scan(self, scan: Scan, chunks: Iterable[bytes]) -> None:
        """Keep a scan once. Raises ValueError when the bytes are not those of its digest (the file changed)."""

    def read_scan(self, sha256: str) -> Iterator[bytes]:
        """The bytes in pieces. Raises KeyError for a scan that is not kept."""


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """A filter on the history; empty fields do not filter. Days are ISO dates; `before` is the number of an entry that
    all of them are earlier than."""

    checkpoint: str = ""
    site: str = ""
    by: str = ""
    day: str = ""
    act: str = ""
    before: int = 0


class HistoryStore(Protocol):
    """The hash-chained history. `record` is called after the content was written; a unit of work in which content was
    written after its last entry cannot be committed."""

    def record(self, at: str, by: str, event: Event) -> Entry: ...
    def record_all(self, at: str, by: str, events: Sequence[Event]) -> None:
        """As `record` for many acts of one moment, after all of their content was written."""

    def since(self, seq: int, *acts: str) -> tuple[Entry, ...]:
        """The entries after the one of that number, of these acts where any are named; the first one first."""

    def told(
        self, *acts: str, places: Collection[tuple[str, str]] | None = None
    ) -> Iterable[tuple[int, str, tuple[str, str], Mapping[str, object]]]:
        """Of all entries of these acts, or of those at some places, the first one first: number, act, checkpoint and
        site, and what was `after`."""

    def turned(self, act: str, of: str) -> tuple[Entry, ...]:
        """The entries of an act that took back, or did again, entries of the act `of`; the first one first."""

    def asserted(
        self, *acts: str, places: Collection[tuple[str, str]] | None = None
    ) -> Iterable[tuple[str, tuple[str, str], int, str]]:
        """Of all entries of these acts, or of those at some places, the newest first: act, checkpoint and site, the
        revision of the answer that they tell (0: none), and who made them."""

    def entries(self, query: HistoryQuery, offset: int = 0, limit: int = 200) -> tuple[Entry, ...]: ...
    def count(self, query: HistoryQuery) -> int: ...
    def people(self) -> tuple[str, ...]:
        """Everybody who made an entry, by name."""

    def head(self) -> Entry | None: ...
    def last(self) -> int:
        """The number of the last entry."""

    def content(self) -> str:
        """The digest over all stored content, from which fingerprints are made (64 hex digits)."""


class PlaceStore(Protocol):
    """Everything that is kept at the places of checkpoints, of whatever kind it is."""

    def kept(self, checkpoints: Collection[str]) -> frozenset[str]:
        """Those of some checkpoints at which anything is kept."""

    def move(self, before: str, after: str) -> int:
        """Let all that is kept at a checkpoint stand at another id, where there is no such thing yet; how much it
        was."""


class UnitOfWork(Protocol):
    """One transaction over all stores. Leaving without `commit` rolls back."""

    @property
    def audit(self) -> AuditStore: ...
    @property
    def sites(self) -> SiteStore: ...
    @property
    def answers(self) -> AnswerStore: ...
    @property
    def evidence(self) -> EvidenceStore: ...
    @property
    def ledgers(self) -> LedgerStore: ...
    @property
    def hands(self) -> HandStore: ...
    @property
    def findings(self) -> FindingStore: ...
    @property
    def plan(self) -> PlanStore: ...
    @property
    def measures(self) -> MeasureStore: ...
    @property
    def splits(self) -> SplitStore: ...
    @property
    def samples(self) -> SampleStore: ...
    @property
    def reviews(self) -> ReviewStore: ...
    @property
    def duties(self) -> DutyStore: ...
    @property
    def carried(self) -> CarriedStore: ...
    @property
    def overlays(self) -> OverlayStore: ...
    @property
    def places(self) -> PlaceStore: ...
    @property
    def papers(self) -> PaperStore: ...
    @property
    def case_papers(self) -> CasePaperStore: ...
    @property
    def history(self) -> HistoryStore: ...
    def commit(self) -> None: ...


# --- the audit file ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IntegrityProblem:
    """Something `verify` found: the table or store, which record, and a code: `page_structure`, `row_changed`,
    `row_missing`, `history_broken`, `blob_changed`, `content_digest`, `seal_broken`."""

    code: str
    where: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class IntegrityResult:
    """The outcome of `verify`: what was checked and what is wrong. `sealed` is the revision in which the audit is
    sealed; its fingerprint was compared with the content."""

    rows: int
    entries: int
    blobs: int
    problems: tuple[IntegrityProblem, ...]
    sealed: Revision | None = None


class OpenFile(Protocol):
    """An audit file held open and locked for this process."""

    @property
    def location(self) -> str: ...
    @property
    def refusal(self) -> UserError | None:
        """Why nothing can be written since it was opened, or since the audit was sealed; None where it can."""

    def write(self, *, unsealing: bool = False, beside: bool = False) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that will write (takes the write lock at once).

        Raises UserError `audit_sealed` in a sealed audit, unless it is `unsealing` it or writes only what lies `beside`
        the content: papers that are handed out and come back, and filings.
        """

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only reads a consistent state."""

    def backup(self, target: Path) -> None: ...
    def close(self) -> None: ...


class ReadableFile(Protocol):
    """An audit file that is only looked at; what an `OpenFile` can do as well."""

    @property
    def location(self) -> str: ...
    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only reads a consistent state."""


class AuditFiles(Protocol):
    """Creates, opens, checks and restores audit files."""

    def create(
        self, path: Path, audit: Audit, sites: Sequence[Site], at: str, by: str, settings: Mapping[str, str] = ...
    ) -> OpenFile:
        """A new file with the audit, its sites and its first settings, open and locked."""

    def open(self, path: Path, by: str, at: str) -> OpenFile: ...
    def reading(self, path: Path, by: str, at: str) -> AbstractContextManager[ReadableFile]:
        """A file to be read while this lasts, neither locked nor changed, whatever its format and whoever has it."""

    def verify(self, path: Path, progress: Progress | None = None) -> IntegrityResult: ...
    def restore(self, backup: Path, target: Path) -> None: ...


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """Whether a PDF is byte for byte the one this program wrote; `reason` is `changed`, `appended`, `rewritten` or "".

    `info` is what the PDF says of itself: kind, fingerprint, audit, draft.
    """

    ok: bool
    fingerprint: str
    reason: str
    info: Mapping[str, str]


Progress = Callable[[str, int, int], bool]
"""Called with a code of what is being done, how many are done, how many in all (0: unknown); False asks to stop."""


T = TypeVar("T")


class Turn(Protocol):
    """Runs what writes when its turn comes among all that is written, and gives what it gives."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


class Calendars(Protocol):
    """Tables of holidays (国民の祝日・休日), terms that the law sets, and calendars for other programs."""

    def holidays(self) -> Holidays:
        """The table of holidays that comes with the program."""

    def read_holidays(self, source: Path) -> Holidays:
        """The table in a file. Raises UserError `holidays_*`."""

    def terms(self) -> tuple[Term, ...]:
        """The terms that run from the day a case became known."""

    def write_events(self, target: Path, events: Sequence[CalendarEvent], now: datetime) -> None:
        """Write days as an iCalendar file. Raises UserError, leaving an earlier file as it was."""


# --- what services are handed -----------------------------------------------------------------------------------------


class OverlayFiles(Protocol):
    """Reads and writes the company's own part of the catalogue."""

    def read(self, path: Path) -> str:
        """The overlay that a .toml or .xlsx file holds, as its TOML text. Raises UserError in one sentence."""

    def parse(self, content: str, source: str) -> Overlay:
        """The overlay of a TOML text. Raises UserError that names `source` and the entry."""

    def place(self, path: Path, spot: Spot) -> Mapping[str, object]:
        """Where an entry stands in a file that was read, as the values of a UserError."""

    def write(self, target: Path, overlay: Overlay | None, language: str) -> None:
        """An overlay as .toml or .xlsx by the suffix; without one a template with an example. Raises UserError."""


class PaperTexts(Protocol):
    """The words of the papers that people sign or fill in."""

    def text(self, form: str) -> PaperText:
        """The words of a form by its kind. Raises UserError `paper_text_*`."""


@dataclass(frozen=True, slots=True)
class ScanRead:
    """A scan as it was read: its digest, name, kind, size in bytes, how many pages, what stands on each, and why some
    of them could not be read."""

    sha256: str
    name: str
    media_type: str
    size: int
    pages: tuple[ScannedPage, ...]
    unread: Mapping[int, UserError] = field(default_factory=dict)


class Scans(Protocol):
    """Papers as files: how many pages they have when they are printed, and scans of them. Scans are hostile: they are
    read in a process of its own, within limits."""

    def sheet_pages(self, report: Report, progress: Progress | None = None) -> tuple[int, ...]:
        """How many pages each sheet of a report has. Raises UserError, `report_stopped` when `progress` says so."""

    def unprinted(self, text: str) -> Unprinted | None:
        """What a report on paper would not show of a text as it is written; None where it prints all of it."""

    def is_scan(self, path: Path) -> bool:
        """Whether the name of a file is that of a scan."""

    def read(self, path: Path, progress: Progress | None = None) -> ScanRead:
        """A scan with what its QR codes say. Raises UserError `scan_*` in one sentence; `scan_stopped` when `progress`
        ("scanning", pages done, pages in all) says so."""

    def picture(self, path: Path, page: int) -> tuple[int, int, bytes]:
        """A page, counted from 1, as width, height and RGB bytes, to be looked at. Raises UserError."""

    def extract(self, path: Path, pages: Sequence[int]) -> bytes:
        """Some pages of a PDF as a PDF. Raises UserError."""


@dataclass(frozen=True, slots=True)
class LogoRead:
    """A logo as it was read: a plain PNG, its size in points of the picture, the digest of the PNG."""

    png: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """Of the PNG, in hex."""
        from hashlib import sha256

        return sha256(self.png).hexdigest()


@dataclass(frozen=True, slots=True)
class HouseRead:
    """A house style as it was read, with the PNG of its logo."""

    house: House
    logo: bytes | None


class HouseFiles(Protocol):
    """House styles (体裁) as files. What comes from outside is hostile: bounded in bytes and points."""

    def name(self, field: str) -> Text:
        """What a value of a style is called, by the field of a `StyleProblem`."""

    def fits(self, field: str, text: str) -> bool:
        """Whether a header or footer (`field`) stands whole on the pages, if need be small and on two lines."""

    def presets(self) -> House:
        """The style at first, before a company has one of its own."""

    def read(self, path: Path) -> HouseRead:
        """The style in a .toml file. Raises UserError `style_*`, `logo_*` in one sentence."""

    def write(self, target: Path, house: House, logo: bytes | None) -> None:
        """A style with its logo as one .toml file. Raises UserError, leaving an earlier file as it was."""

    def read_logo(self, path: Path) -> LogoRead:
        """The logo in a PNG or JPEG. Raises UserError `logo_*` in one sentence."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything outside an audit: built once by bootstrap and handed to services, window and command line."""

    catalogue: Catalogue
    files: AuditFiles
    clock: Clock
    user: str
    new_id: Callable[[], str]
    ledgers: LedgerFiles
    overlays: OverlayFiles
    calendars: Calendars
    scans: Scans
    papers: PaperTexts
    trackers: TrackerFiles
    houses: HouseFiles


class Shelf:
    """The catalogue of one audit: the regulator's with what the company lays over it. Replaced as a whole."""

    __slots__ = ("catalogue",)

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue


@dataclass(frozen=True, slots=True)
class Desk:
    """One audit on the desk: the open file and the world around it. Every service takes it first."""

    world: World
    file: OpenFile
    shelf: Shelf

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue of checkpoints, with the company's own part."""
        return self.shelf.catalogue

    def stamp(self) -> str:
        """The present moment as stored: ISO 8601 with seconds and zone."""
        return self.world.clock.now().isoformat(timespec="seconds")
