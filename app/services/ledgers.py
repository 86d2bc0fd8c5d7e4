"""Ledgers (台帳): read, compared with what is on record, stored as a whole or not at all, and shown.

An import is one transaction with one history entry. Rows keep where they stood, and what officers decided stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.audit import Site, live_sites
from app.domain.findings import PLACED, WHOLE, Finding, Source
from app.domain.history import Event
from app.domain.ledgers import Record
from app.domain.ledgers.form import Field
from app.domain.ledgers.writing import rows_told
from app.domain.rules import HEARD
from app.domain.rules.sides import Sides
from app.errors import UserError, register_messages
from app.services import (
    auditing,
    ledger_corrections,
    ledger_crossing,
    ledger_details,
    ledger_differences,
    ledger_layouts,
    ledger_offices,
    ledger_repeats,
    site_offers,
)
from app.services import findings as finding_service
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ledger_details import Details
from app.services.ledger_ports import (
    NEW_SITE,
    CellProblem,
    Choices,
    Chunk,
    Column,
    Corrected,
    Earlier,
    How,
    Look,
    SheetChoice,
    SheetLook,
)
from app.services.ports import (
    Batch,
    Comparison,
    Desk,
    FindingQuery,
    Hand,
    LedgerQuery,
    Progress,
    RecordChange,
    RecordScope,
    StoredRecord,
    UnitOfWork,
    World,
)
from app.services.site_matching import SiteMatcher, similar
from app.services.site_offers import SiteOffer

register_messages(
    {
        "ledger_kind_later": "Ledgers of the kind {kind} cannot be imported yet; possible are: {kinds}.",
        "ledger_not_recognised": "No sheet of {file} looks like this ledger; headings seen: {headings}. Say what the "
        "columns are, on the command line with --header-row and --map HEADING=FIELD.",
        "ledger_sheet_unknown": "{file} has no sheet named {sheet}; there are: {sheets}.",
        "site_alias_taken": "“{name}” means the site {site} already.",
        "ledger_no_records": "Not one row of {file} can be taken as a record; nothing was changed. Check that the "
        "header row and the column of the record number were chosen rightly, and that the rows below hold numbers.",
        "ledger_site_not_found": "The office {value} of the ledger is none of the audit's "
        "sites; add it to the audit or confirm the name as another "
        "name of a site. Rows shown without a site until then: {count}.",
        "ledger_site_left": "The office {value} was taken out of the audit; its rows ({count}) "
        "are kept, but nothing is found in them. Take the site back into "
        "the audit if it is to be examined.",
        "import_stopped": "The import was stopped; nothing was changed.",
        "import_unknown": "There is no import {batch} in this audit.",
    }
)

MOST_PROBLEMS = 1_000
"""How many problems a result carries; the rest is counted."""

MOST_KEYS = 10
"""How many records are named where many are told of."""

LIKELY = 0.5
"""The confidence from which a column is taken although nobody was asked; it is told then (`SheetResult.unsure`)."""

MOST_OFFICES = 50
"""How many offices that are no sites are asked about at a time: more is a column that holds something else."""

_MOST_HEADINGS = 30
_LONGEST_HEADING = 40

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of an import: read = added + changed + unchanged + rejected + skipped. `gone` were in earlier imports."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0
    gone: int = 0

    def data(self) -> dict[str, int]:
        """As plain numbers by name."""
        return {name: getattr(self, name) for name in _COUNTS}


_COUNTS = ("read", "added", "changed", "unchanged", "rejected", "skipped", "gone")


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became of one sheet. `mapping` is heading → field, `unmapped` the headings that were left out.

    `unsure` are headings in `mapping` of which the program alone was not certain.
    """

    name: str
    header_row: int
    mapping: Mapping[str, str]
    unmapped: tuple[str, ...]
    rows: RowCounts
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignOffice:
    """An office of the file that was no site before the import: how many rows name it, and what was decided.

    `meant` is as in `Choices.offices`, None where nobody has decided; `like` are the ids of sites with a similar name.
    """

    name: str
    rows: int
    meant: str | None
    like: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do (`dry_run`). `problems` are the first 1,000 of `problem_count`; `earlier` is the
    import of the very same file before this one, `corrected` what was set right by hand in it, or was before,
    `left_out` the sheets with something in them that were not read. `details` are there where they were asked for."""

    kind: str
    source: str
    batch: str
    rows: RowCounts
    sheets: tuple[SheetResult, ...]
    problems: tuple[CellProblem, ...]
    problem_count: int
    findings: FindingCounts
    sentences: tuple[str, ...]
    changes: Changes
    offices: tuple[ForeignOffice, ...] = ()
    earlier: Earlier | None = None
    corrected: tuple[Corrected, ...] = ()
    site_offers: tuple[SiteOffer, ...] = ()
    details: Details | None = None
    left_out: tuple[SheetLook, ...] = ()


# --- before the import ------------------------------------------------------------------------------------------------


def look(
    desk: Desk,
    kind: str,
    path: Path,
    password: str = "",
    progress: Progress | None = None,
    header_rows: Mapping[str, int] | None = None,
) -> Look:
    """Sheets, headers and columns of a file, with what was confirmed for this layout before. Raises UserError."""
    _require(desk.world, kind)
    found = desk.world.ledgers.look(kind, path, password, progress, header_rows)
    with desk.file.read() as work:
        memory = ledger_layouts.recall(work, kind, found.layout)
        earlier = ledger_repeats.recall(work, kind, found)
        sites = work.sites.all()
    if header_rows is None and (rows := memory.header_rows(found)):
        found = memory.settle(found, desk.world.ledgers.look(kind, path, password, progress, rows))
    return replace(ledger_offices.settled(ledger_layouts.apply(found, memory), sites), earlier=earlier)


def proposed(look: Look) -> Choices:
    """What is taken when nobody says otherwise: the visible sheets that look like the ledger, columns as recognised."""
    return Choices(
        {
            sheet.name: SheetChoice(sheet.header_row, sheet.header_lines, likely(sheet), sheet.site)
            for sheet in look.sheets
            if sheet.visible and sheet.ledger
        }
    )


def likely(sheet: SheetLook) -> dict[int, str]:
    """The columns as recognised, for where nobody is there to be asked: mere guesses are left out."""
    return {c.index: c.field if c.sure or c.confidence >= LIKELY else "" for c in sheet.columns}


def chosen_before(look: Look) -> Choices:
    """As `proposed`; for a file that was imported before with its office and what was set right by hand then."""
    return ledger_repeats.repeated(look, proposed(look))


def unclear(look: Look, choices: Choices) -> tuple[tuple[str, Column], ...]:
    """The columns of the chosen sheets that hold something and of which nobody is sure what."""
    return tuple(
        (sheet.name, column)
        for sheet in look.sheets
        if sheet.name in choices.sheets
        for column in sheet.columns
        if not column.sure and any(sample.strip() for sample in column.samples)
    )


def headings_seen(look: Look) -> list[str]:
    """The headings of a file for a refusal: of the sheet that looks best, else what stands on top of it."""
    best = max((s for s in look.sheets if s.visible), key=lambda s: s.confidence, default=None)
    if best is None:
        return []
    seen = [c.heading for c in best.columns if c.heading]
    if not seen:
        seen = [cell for row in best.top for cell in row if cell.strip()]
    return [_clipped(" ".join(text.split())) for text in seen[:_MOST_HEADINGS]]


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_HEADING else f"{text[:_LONGEST_HEADING]}…"


def _require(world: World, kind: str) -> None:
    kinds = world.ledgers.kinds()
    if kind not in kinds:
        raise UserError("ledger_kind_later", kind=kind, kinds=list(kinds))


# --- the import -------------------------------------------------------------------------------------------------------


def import_batch(
    desk: Desk,
    kind: str,
    path: Path,
    choices: Choices | None = None,
    password: str = "",
    progress: Progress | None = None,
    dry_run: bool = False,
    translate: Translate = str,
    details: bool = False,
) -> ImportResult:
    """Import a ledger file; `dry_run` does the same work and rolls it back. Raises UserError, changing nothing.

    `details` asks for every record and finding that the import touches (`ImportResult.details`).

    Records of earlier imports that the file lacks become gone: of the whole kind, of `choices.site` alone where one is
    given, and of the chosen sheets alone where the officer left out some that look like the ledger.
    """
    found = look(desk, kind, path, password, progress)
    layout, earlier = found.layout, found.earlier
    offered = proposed(found)
    taken = chosen_before(found) if choices is None else choices
    if choices is not None and (rows := ledger_layouts.chosen(found, choices.sheets)):
        found = look(desk, kind, path, password, progress, rows)
    if ledger_crossing.concerns(kind):
        with desk.file.read() as work:
            ledger_crossing.refuse(work, found, taken)
    _check(found, taken, desk.world.ledgers.form(kind).keys)
    batch = Batch(
        id=desk.world.new_id(),
        kind=kind,
        source=path.name,
        sha256=found.sha256,
        at=desk.stamp(),
        by=desk.world.user,
        mapping=_mapping(found, taken),
        site=taken.site,
    )
    scope = frozenset(taken.sheets) if offered.sheets.keys() - taken.sheets.keys() else frozenset[str]()
    result = None
    while result is None:
        with desk.file.read() as work:
            corrected = ledger_corrections.known(work, kind)
        dropped = ledger_corrections.taken_back(corrected, earlier, taken)
        kept = ledger_corrections.by_cell(each for each in corrected if each not in dropped)
        taken = replace(taken, kept=kept)
        # Before the audit is locked for writing: others store answers while a file is read.
        chunks = desk.world.ledgers.read(kind, path, taken, password, _stopping(progress), found.sha256)
        with closing(chunks), desk.file.write() as work:  # type: ignore[type-var]  # an iterator that may be left early
            if ledger_corrections.known(work, kind) != corrected:
                continue  # Somebody set a cell right while the file was read.
            run = _Run(desk, work, batch, found, taken, progress, dropped)
            run.store(chunks, whole=not scope and not taken.site)
            gone = run.close(scope)
            result = run.result(gone, translate)
            if details:
                result = replace(result, details=ledger_details.collect(desk, work, batch, result.findings))
            if not dry_run:
                ledger_layouts.remember(work, kind, layout, found, taken)
                ledger_repeats.remember(work, kind, found, taken)
                ledger_corrections.remember(work, batch, result.corrected, dropped)
                run.record(result)
                work.commit()
    if not dry_run:
        desk.world.ledgers.forget()
    return replace(result, earlier=earlier, changes=Changes() if dry_run else result.changes)


def _stopping(progress: Progress | None) -> Progress | None:
    """What the reader is to ask: who stops it has stopped the import."""
    if progress is None:
        return None

    def wanted(what: str, done: int, total: int) -> bool:
        if not progress(what, done, total):
            raise UserError("import_stopped")
        return True

    return wanted


def _check(look: Look, choices: Choices, keys: Sequence[str]) -> None:
    """Refuse choices that do not fit the file; what the columns may be is checked when it is read."""
    found = {sheet.name for sheet in look.sheets}
    for name in choices.sheets:
        if name not in found:
            sheets = [sheet.name for sheet in look.sheets]
            raise UserError("ledger_sheet_unknown", file=look.file, sheet=name, sheets=sheets)
    if not any(field in keys for choice in choices.sheets.values() for field in choice.columns.values()):
        raise UserError("ledger_not_recognised", file=look.file, headings=headings_seen(look))


def _mapping(look: Look, choices: Choices) -> dict[str, dict[str, str]]:
    """Sheet → heading → field, empty for what is left out; a column without heading goes by its letter. What the name
    or a title of the sheet tells of all its rows stands there as it is written."""
    found = {sheet.name: sheet for sheet in look.sheets}
    mapping: dict[str, dict[str, str]] = {name: {} for name in choices.sheets}
    for name, choice in choices.sheets.items():
        for column in found[name].columns:
            field = choice.columns.get(column.index, "")
            if not (field or column.heading or any(sample.strip() for sample in column.samples)):
                continue
            heading = column.heading or column.letter
            if field and mapping[name].get(heading):  # Two columns of one heading, and both are read.
                heading = f"{heading} ({column.letter})"
            mapping[name][heading] = field or mapping[name].get(heading, "")
        known = {*mapping[name].values()}
        for field, written in {**found[name].told, **({"site": choice.site} if choice.site else {})}.items():
            if field not in known:
                mapping[name].setdefault(written, field)
    return mapping


@dataclass
class _Run:
    """One import inside its unit of work."""

    desk: Desk
    work: UnitOfWork
    batch: Batch
    look: Look
    choices: Choices
    progress: Progress | None
    dropped: tuple[Corrected, ...] = ()
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    problem_count: int = 0

    def __post_init__(self) -> None:
        self._aliases: list[str] = []
        self._added: list[str] = []
        self._before: tuple[Site, ...] = self.work.sites.all()
        self._decide_offices()
        self.sites: tuple[Site, ...] = self.work.sites.all()
        self.matcher = SiteMatcher(self.sites)
        self._decided: Counter[str] = Counter()
        self.counts = {name: Counter() for name in self.choices.sheets}
        self._foreign: dict[str, tuple[str, int, int]] = {}
        self._corrected: list[Corrected] = []
        self._struck: frozenset[str] = frozenset()
        self._homeless: dict[str, list[int]] = {}
        if {s.id for s in self._before if s.removed} & {s.id for s in live_sites(self.sites)}:
            finding_service.follow_sites(self.desk, self.work, self.batch.at[:10])
        self._first = not self.work.ledgers.count(self.batch.kind)
        self._findings = FindingCounts()
        self._rules: finding_service.RuleRun | None = None
        self._done = self._total = 0

    def _decide_offices(self) -> None:
        """Store what the officer said of offices that were no sites, before any row is placed or judged."""
        for name, meant in self.choices.offices.items():
            if not meant:
                continue
            if meant != NEW_SITE:
                site = _put_alias(self.work, meant, name.strip())
                self._aliases += [f"{name} = {site.name}"] if site is not None else []
            elif site_called(self.work.sites.all(), name) is None:  # Another spelling may just have been added.
                self._added.append(auditing.put_new_site(self.desk.world, self.work, name.strip()).name)

    def store(self, chunks: Iterable[Chunk], *, whole: bool) -> None:
        """Store all chunks. The `whole` ledger is shown to the rules on its way."""
        self._total = sum(s.rows for s in self.look.sheets if s.name in self.choices.sheets)
        self.work.ledgers.begin(self.batch)
        if whole and finding_service.may_be_shown(self.work.audit.get(), self.batch.kind):
            self._rules = finding_service.RuleRun(self.desk, self.work, self.batch.kind)
        self._tell()
        for chunk in chunks:
            self._take(chunk)
            self._done += chunk.read
            self._tell()
        if not any(counts[name] for counts in self.counts.values() for name in ("added", "changed", "unchanged")):
            raise UserError("ledger_no_records", file=self.batch.source)

    def _take(self, chunk: Chunk) -> None:
        for record in chunk.records:
            self._place(record)
        compared = self.work.ledgers.compare_and_put(self.batch, chunk.records)
        self._struck |= compared.struck
        if self._rules is not None:
            standing = [r for r in chunk.records if r.match_key not in compared.struck] if compared.struck else None
            self._rules.see(chunk.records if standing is None else standing, self.batch.id)
        self._tell_of_hands(chunk, compared)
        self.counts[chunk.sheet].update(
            read=chunk.read,
            added=compared.added,
            changed=compared.changed,
            unchanged=compared.unchanged,
            rejected=chunk.rejected,
            skipped=chunk.skipped,
        )
        self._note(chunk.problems)
        self._corrected.extend(chunk.corrected)

    def _place(self, record: Record) -> None:
        """Count a record under its office, where that is no site or unknown."""
        site = record.site
        if not site:
            self._homeless.setdefault(record.sheet, []).append(record.row)
        elif site in self.choices.offices:
            self._decided[site] += 1
        elif not self.matcher.of(site):
            sheet, row, count = self._foreign.get(site, (record.sheet, record.row, 0))
            self._foreign[site] = (sheet, row, count + 1)

    def _tell_of_hands(self, chunk: Chunk, compared: Comparison) -> None:
        """Tell of records that hands had added or struck off."""
        if not compared.back and not compared.by_hand:
            return
        back, by_hand = frozenset(compared.back), frozenset(compared.by_hand)
        told = [(r, "record_comes_back") for r in chunk.records if r.match_key in back]
        told += [(r, "record_by_hand") for r in chunk.records if r.match_key in by_hand - back]
        self._note([CellProblem(r.sheet, r.row, "", r.key, code) for r, code in told])

    def _hands(self) -> None:
        """Tell of what stays as hands left it, and of cells whose row is no longer told by what it was known by."""
        staying = self.work.ledgers.by_hand(self.batch.kind)
        struck = [s.record for key in sorted(self._struck) if (s := self.work.ledgers.get(self.batch.kind, key))]
        for records, code in ((staying, "record_stays_by_hand"), (struck, "record_stays_struck")):
            if records:
                told = {"count": str(len(records)), "keys": "、".join(r.key for r in records[:MOST_KEYS])}
                self._note([CellProblem("", 0, "", "", code, told)])
        if self._rules is not None and staying:
            self._rules.see(staying, "")
        met = {(c.record, c.field) for c in self._corrected}
        for known in ledger_corrections.known(self.work, self.batch.kind):
            if (known.record, known.field) in met:
                continue
            stored = self.work.ledgers.get(self.batch.kind, known.record)
            if stored is None or stored.batch != self.batch.id or known in self.dropped:
                continue
            record = stored.record
            value = record.values.get(known.field, "")
            if value != known.after.strip():
                told = {"after": known.after}
                place = (record.sheet, record.row, known.column)
                self._note([CellProblem(*place, value, "hand_lost", told, field=known.field)])
            self._corrected.append(replace(known, how=How.OVERRULED))

    def _note(self, problems: Sequence[CellProblem]) -> None:
        self.problem_count += len(problems)
        if room := MOST_PROBLEMS - len(self.problems):
            self.problems.extend(problems[:room])

    def _tell(self) -> None:
        if self.progress is not None and not self.progress("rows", self._done, max(self._done, self._total)):
            raise UserError("import_stopped")

    def close(self, sheets: frozenset[str]) -> int:
        """Mark what the file lacks as gone, note the offices that no site is, run the rules."""
        ledgers = self.work.ledgers
        if self.choices.site:
            site = self.matcher.of(self.choices.site)
            texts = [t for t in ledgers.site_texts(self.batch.kind) if t and self.matcher.of(t) == site] if site else []
            gone = sum(
                ledgers.close_missing(self.batch, RecordScope(sheets, text))
                for text in dict.fromkeys((*texts, self.choices.site))
            )
        else:
            gone = ledgers.close_missing(self.batch, RecordScope(sheets))
        self._note(
            [
                CellProblem(sheet, row, "", text, self._unplaced(text), {"count": str(count)}, field="site")
                for text, (sheet, row, count) in self._foreign.items()
            ]
        )
        form = self.desk.world.ledgers.form(self.batch.kind)
        if form.kind in PLACED and form.site_field == "site" and live_sites(self.sites):
            self._note([_without_office(sheet, rows) for sheet, rows in self._homeless.items()])
        self._hands()
        totals = self._totals(gone)
        self.batch = replace(self.batch, counts=totals.data())
        ledgers.finish(self.batch)
        today = self.batch.at[:10]
        try:
            run = self._rules or finding_service.RuleRun(self.desk, self.work)
            self._findings = run.finish(today, self.progress).counts
        except UserError as error:
            raise UserError("import_stopped") from error if error.code == "rules_stopped" else error
        return gone

    def _unplaced(self, text: str) -> str:
        return "ledger_site_left" if self.matcher.left(text) else "ledger_site_not_found"

    def _totals(self, gone: int) -> RowCounts:
        totals: Counter[str] = Counter()
        for counts in self.counts.values():
            totals.update(counts)
        return RowCounts(**{name: totals[name] for name in _COUNTS if name != "gone"}, gone=gone)

    def result(self, gone: int, translate: Translate) -> ImportResult:
        """What the import did."""
        rows = self._totals(gone)
        columns = {name: choice.columns for name, choice in self.choices.sheets.items()}
        asked = unclear(self.look, self.choices)
        doubtful = [(name, c) for name, c in asked if c.field and columns[name].get(c.index) == c.field]
        sheets = tuple(
            SheetResult(
                name=name,
                header_row=choice.header_row,
                mapping={h: f for h, f in self.batch.mapping[name].items() if f},
                unmapped=tuple(h for h, f in self.batch.mapping[name].items() if not f),
                rows=RowCounts(**{n: self.counts[name][n] for n in _COUNTS}),
                unsure=tuple(c.heading or c.letter for n, c in doubtful if n == name),
            )
            for name, choice in self.choices.sheets.items()
        )
        return ImportResult(
            kind=self.batch.kind,
            source=self.batch.source,
            batch=self.batch.id,
            rows=rows,
            sheets=sheets,
            problems=tuple(self.problems),
            problem_count=self.problem_count,
            findings=self._findings,
            sentences=self._sentences(rows, translate),
            changes=Changes(
                at=self.batch.at,
                sites=bool(self._aliases or self._added),
                ledgers=frozenset({self.batch.kind}),
                findings=True,
                places=frozenset(self._findings.stale),
            ),
            offices=self._offices(),
            corrected=self._signed(),
            site_offers=site_offers.offers_in(self.work) if self.batch.kind == "sites" else (),
            left_out=tuple(
                sheet
                for sheet in self.look.sheets
                if sheet.name not in self.choices.sheets and sheet.reason != "sheet_empty"
            ),
        )

    def _signed(self) -> tuple[Corrected, ...]:
        before = ledger_corrections.known(self.work, self.batch.kind)
        return ledger_corrections.signed(self._corrected, before, self.batch)

    def _offices(self) -> tuple[ForeignOffice, ...]:
        """What no site was called before, those that want a word first."""
        # A site that was taken out is known; it comes back by the officer's word alone.
        foreign = {n: count for n, (_sheet, _row, count) in self._foreign.items() if not self.matcher.left(n)}
        most = sorted(foreign.items(), key=lambda each: -each[1])[:MOST_OFFICES]
        undecided = [ForeignOffice(n, c, None, similar(n, self._before)) for n, c in most]
        decided = [
            ForeignOffice(name, self._decided[name], meant, similar(name, self._before))
            for name, meant in self.choices.offices.items()
        ]
        return (*undecided, *decided)

    def _sentences(self, rows: RowCounts, translate: Translate) -> tuple[str, ...]:
        _ = translate
        named = []
        between = _(", ")
        if self._aliases:
            named.append(_("Kept as other names of sites: {names}.").format(names=between.join(self._aliases)))
        if self._added:
            named.append(_("Added to the sites: {names}.").format(names=between.join(self._added)))
        if self._first:
            return (_("First import: {added} records.").format(added=f"{rows.added:,}"), *named)
        if not (rows.added or rows.changed or rows.gone):
            return (_("Nothing has changed since the last import."), *named)
        said = ledger_differences.sentences(
            self.batch.kind,
            rows.data(),
            lambda: self.work.ledgers.changes(self.batch.id, "changed"),
            self._sides,
            translate,
        )
        return (*said, *named)

    def _sides(self) -> Sides:
        audit, kinds = self.work.audit.get(), frozenset(self.work.ledgers.kinds())
        return finding_service.sides_of(self.work, audit, self.work.sites.all(), kinds)

    def record(self, result: ImportResult) -> None:
        """The one history entry of the import."""
        after: dict[str, object] = {
            "kind": self.batch.kind,
            "source": self.batch.source,
            "sha256": self.batch.sha256,
            "sheets": list(self.choices.sheets),
            **result.rows.data(),
            **({"aliases": self._aliases} if self._aliases else {}),
            **({"sites_added": self._added} if self._added else {}),
            **({"corrections": told} if (told := _told(result.corrected)) else {}),
            "problems": result.problem_count,
            "findings": finding_service.told(self.work, result.findings),
        }
        site = self.matcher.of(self.choices.site)
        event = Event("ledger.imported", self.batch.id, site=site, after=after)
        self.work.history.record(self.batch.at, self.batch.by, event)


def _told(corrected: Sequence[Corrected]) -> list[str]:
    """What was set right by hand, for the history: cells whose file says something else now are not."""
    right = [c for c in corrected if c.how is not How.OVERRULED and c.before.strip() != c.after.strip()]
    return [f"{c.key} {c.column}: {c.before.strip()} → {c.after}" for c in right[:MOST_PROBLEMS]]


def _without_office(sheet: str, rows: Sequence[int]) -> CellProblem:
    """That rows of a sheet name no office, and the sheet tells none either."""
    told = {"count": str(len(rows)), "rows": rows_told(rows)}
    return CellProblem(sheet, rows[0], "", "", "site_missing", told, field="site", rows=tuple(rows))


# --- looking ----------------------------------------------------------------------------------------------------------


def fields(desk: Desk, kind: str) -> tuple[Field, ...]:
    """The columns of a ledger table: those that hold something first, each part in the form's order."""
    form = desk.world.ledgers.form(kind)
    with desk.file.read() as work:
        held = work.ledgers.fields(kind)
    return tuple(sorted(form.fields, key=lambda f: f.id not in held))


def row_ids(desk: Desk, kind: str, query: LedgerQuery) -> Sequence[int]:
    """The ids of the rows that a table shows."""
    with desk.file.read() as work:
        return work.ledgers.ids(kind, query)


def rows(desk: Desk, ids: Sequence[int]) -> tuple[StoredRecord, ...]:
    """The rows with these ids, in their order."""
    with desk.file.read() as work:
        return work.ledgers.rows(ids)


def keys_of(desk: Desk, kind: str, names: Iterable[str]) -> frozenset[str]:
    """The match keys of the records that have one of `names` as their match key or as their key as written."""
    found: set[str] = set()
    with desk.file.read() as work:
        for name in names:
            record = work.ledgers.get(kind, name)
            if record is not None:
                found.add(record.record.match_key)
            ids = work.ledgers.ids(kind, LedgerQuery(text=name, with_gone=True))
            found.update(r.record.match_key for r in work.ledgers.rows(ids[:MOST_PROBLEMS]) if r.record.key == name)
    return frozenset(found)


def offices(desk: Desk, kind: str) -> dict[str, str]:
    """The offices as the ledger names them, each with the id of the site it means; empty where it means none."""
    with desk.file.read() as work:
        matcher = SiteMatcher(work.sites.all())
        return {text: matcher.of(text) for text in work.ledgers.site_texts(kind)}


def counts(desk: Desk) -> dict[str, int]:
    """How many records each kind of ledger has that can be imported."""
    with desk.file.read() as work:
        return {kind: work.ledgers.count(kind) for kind in desk.world.ledgers.kinds()}


def findings_by_key(desk: Desk, kind: str) -> dict[str, tuple[Finding, ...]]:
    """The findings of rules that are not resolved, by the match key of the record that they are about: of all that
    show it, where it is a fact of the whole company."""
    with desk.file.read() as work:
        found = work.findings.chosen(FindingQuery(source=Source.RULES.value))
    by_key: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.rows and finding.rows[0].kind == kind and finding.status.value != "resolved":
            whole = WHOLE in finding.values
            for key in (r.match_key for r in finding.rows) if whole else (finding.values.get("match_key", ""),):
                by_key.setdefault(key, []).append(finding)
    return {key: tuple(each) for key, each in by_key.items()}


def corrected(desk: Desk, kind: str) -> dict[str, tuple[Corrected, ...]]:
    """What is set right by hand in the ledger as it stands, by the match key of the record."""
    with desk.file.read() as work:
        known = ledger_corrections.known(work, kind)
    found: dict[str, list[Corrected]] = {}
    for each in known:
        found.setdefault(each.record, []).append(each)
    return {key: tuple(each) for key, each in found.items()}


def hands(desk: Desk, kind: str) -> dict[str, tuple[Hand, ...]]:
    """The records that were added or struck off by hand, by their match key."""
    with desk.file.read() as work:
        known = work.hands.hands(kind)
    found: dict[str, list[Hand]] = {}
    for each in known:
        found.setdefault(each.record, []).append(each)
    return {key: tuple(each) for key, each in found.items()}


def batches(desk: Desk, kind: str) -> tuple[Batch, ...]:
    """The imports of a kind, the earliest first."""
    with desk.file.read() as work:
        return work.ledgers.batches(kind)


def changes(desk: Desk, batch_id: str) -> Iterator[RecordChange]:
    """What an import added, changed and found gone. Raises UserError `import_unknown` when first asked."""
    with desk.file.read() as work:
        if all(b.id != batch_id for b in work.ledgers.batches()):
            raise UserError("import_unknown", batch=batch_id)
        yield from work.ledgers.changes(batch_id)


# --- names of sites ---------------------------------------------------------------------------------------------------


def confirm_site(desk: Desk, site_id: str, name: str) -> Changes:
    """Confirm that a ledger means the site by `name`, from now on and in what is imported. Raises UserError."""
    at = desk.stamp()
    with desk.file.write() as work:
        site = _put_alias(work, site_id, name := name.strip())
        if site is None:
            return Changes()
        counts = finding_service.run_rules(desk, work, at[:10]).counts
        after = {"name": site.name, "alias": name, "findings": finding_service.told(work, counts)}
        event = Event("site.alias", site.id, site=site.id, after=after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, sites=True, findings=True, places=frozenset(counts.stale))


def _put_alias(work: UnitOfWork, site_id: str, name: str) -> Site | None:
    """Give a site another name, to be recorded by the caller; None when it is called so already. Raises UserError."""
    sites = work.sites.all()
    site = next((s for s in live_sites(sites) if s.id == site_id), None)
    if not name:
        raise UserError("site_name_missing")
    if site is None:
        raise UserError("site_unknown", site=site_id)
    known = site_called(sites, name)
    if known is not None and known.id == site.id:
        return None
    if known is not None:
        raise UserError("site_alias_taken", name=name, site=known.name)
    work.sites.put(named := replace(site, aliases=(*site.aliases, name)))
    return named


# --- files ------------------------------------------------------------------------------------------------------------


def save_template(world: World, kind: str, target: Path, language: str) -> None:
    """Write the Excel template of a ledger. Raises UserError."""
    _require(world, kind)
    world.ledgers.template(kind, target, language)


def export(desk: Desk, kind: str, target: Path, query: LedgerQuery | None = None, language: str = "ja") -> int:
    """Write a ledger as it stands, or what `query` leaves of it; returns how many records. Raises UserError."""
    _require(desk.world, kind)
    form = desk.world.ledgers.form(kind)
    heard = HEARD.get(kind, ())
    with desk.file.read() as work:
        # A value that was given by hand may stand where no file has a column.
        held = work.ledgers.fields(kind) | {c.field for c in work.hands.corrections(kind)}
        shown = [f.id for f in form.fields if f.id in held]
        ids = work.ledgers.ids(kind, query or LedgerQuery())
        headings = _headings(work, kind, heard)
        every = shown or [f.id for f in form.fields]
        desk.world.ledgers.export(kind, target, _records(work, ids), every, language, headings)
    return len(ids)


def _headings(work: UnitOfWork, kind: str, fields: Sequence[str]) -> dict[str, str]:
    """What `fields` are headed in the latest import that has them: 最終受講日 tells more than 研修受講日."""
    found: dict[str, str] = {}
    for batch in work.ledgers.batches(kind) if fields else ():
        for mapping in () if batch.undone else batch.mapping.values():
            told = {field: heading.rpartition("›")[2].strip() for heading, field in mapping.items() if field in fields}
            found.update(told)
    return found


def _records(work: UnitOfWork, ids: Sequence[int]) -> Iterator[Record]:
    for start in range(0, len(ids), MOST_PROBLEMS):
        for row in work.ledgers.rows(ids[start : start + MOST_PROBLEMS]):
            yield row.record


def site_called(sites: Sequence[Site], text: str) -> Site | None:
    """The live site that a ledger's text means, or None."""
    found = SiteMatcher(sites).of(text)
    return next((s for s in live_sites(sites) if s.id == found), None) if found else None
