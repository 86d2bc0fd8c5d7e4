"""One import inside its unit of work: chunk by chunk compared, stored and shown to the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from app.domain.audit import Site, live_sites
from app.domain.findings import PLACED
from app.domain.history import Event
from app.domain.ledgers import Record
from app.domain.ledgers.values import normaliser_of
from app.domain.ledgers.writing import rows_told
from app.domain.rules.sides import Sides
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.services import auditing, ledger_corrections, ledger_differences, ledger_marks, ledger_parts, site_offers
from app.services import findings as finding_service
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ledger_collisions import Collisions
from app.services.ledger_keeping import Keeping
from app.services.ledger_marks import AskedMark
from app.services.ledger_names import put_alias, site_called
from app.services.ledger_parts import Parts
from app.services.ledger_ports import (
    CUT_SHORT,
    MAYBE_CUT,
    NEW_SITE,
    CellProblem,
    Choices,
    Chunk,
    Corrected,
    How,
    Look,
    MarkMet,
)
from app.services.ledger_problems import FIRST
from app.services.ledger_results import COUNTS, MOST_PROBLEMS, ForeignOffice, ImportResult, RowCounts, SheetResult
from app.services.ledger_telling import title_values
from app.services.ledger_unmapped import open_columns
from app.services.ports import KEPT, KEPT_FIELD, PART, Batch, Comparison, Desk, Progress, RecordScope, UnitOfWork
from app.services.site_matching import SiteMatcher, similar

register_messages(
    {
        "ledger_no_records": "Not one row of {file} can be taken as a record; nothing was changed. Check that the "
        "header row and the column of the record number were chosen rightly, and that the rows below hold numbers.",
        "ledger_only_skipped": "All {count} rows of {file} below the headings are blank, or were passed over as "
        "examples (例), notes (※), sums, repeated headings or names of blocks; nothing was changed. If there are "
        "records among them, see that their numbers do not begin like that, and that the header row was chosen "
        "rightly.",
        "ledger_site_not_found": "The office {value} of the ledger is none of the audit's "
        "sites; add it to the audit or confirm the name as another "
        "name of a site. Rows shown without a site until then: {count}.",
        "ledger_site_left": "The office {value} was taken out of the audit; its rows ({count}) "
        "are kept, but nothing is found in them. Take the site back into "
        "the audit if it is to be examined.",
        "ledger_takes_much": "{file} has some of the records of {before}, but {gone} of its {records} are missing; "
        "offices that do not occur in it at all: {sites}. Nothing was changed. If it is a newer version and they are "
        "gone, say --replaces (of one file alone --replaces-file NAME); if it is another part of the ledger, such as "
        "that of one region, say --part; if it is the file of one office, say --site NAME.",
        "import_stopped": "The import was stopped; nothing was changed.",
    }
)

MOST_KEYS = 10
"""How many records are named where many are told of."""

MOST_OFFICES = 50
"""How many offices that are no sites are asked about at a time: more is a column that holds something else."""

Translate = Callable[[str], str]


@dataclass
class Run:
    """One import inside its unit of work."""

    desk: Desk
    work: UnitOfWork
    batch: Batch
    look: Look
    choices: Choices
    progress: Progress | None
    dropped: tuple[Corrected, ...] = ()
    wary: bool = False
    same_numbers: bool = False
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
        self._noted: Counter[tuple[str, str]] = Counter()
        self.counts = {name: Counter() for name in self.choices.sheets}
        self._foreign: dict[str, tuple[str, int, int]] = {}
        self._corrected: list[Corrected] = []
        self._marks: list[MarkMet] = []
        self._struck: frozenset[str] = frozenset()
        self._homeless: dict[str, list[int]] = {}
        if {s.id for s in self._before if s.removed} & {s.id for s in live_sites(self.sites)}:
            finding_service.follow_sites(self.desk, self.work, self.batch.at[:10])
        self._first = not self.work.ledgers.count(self.batch.kind)
        self._findings = FindingCounts()
        self._rules: finding_service.RuleRun | None = None
        self._done = self._total = 0
        self._cut = self._may_be_cut = False
        self._scope = RecordScope()
        self._limited = False
        self._standing: Mapping[str, int] = {}
        self._earlier: tuple[Batch, ...] = ()
        self._parts = Parts()
        form = self.desk.world.ledgers.form(self.batch.kind)
        self._keeping = Keeping(self.work, form, self.batch, self.choices)
        self._collisions = Collisions(form, self.batch)

    def _decide_offices(self) -> None:
        """Store what the officer said of offices that were no sites, before any row is placed or judged."""
        for name, meant in self.choices.offices.items():
            if not meant:
                continue
            if meant != NEW_SITE:
                site = put_alias(self.work, meant, name.strip())
                self._aliases += [f"{name} = {site.name}"] if site is not None else []
            elif site_called(self.work.sites.all(), name) is None:  # Another spelling may just have been added.
                self._added.append(auditing.put_new_site(self.desk.world, self.work, name.strip()).name)

    def store(self, chunks: Iterable[Chunk], sheets: frozenset[str]) -> None:
        """Store all chunks; what they lack is looked for on `sheets` alone where some are given. A whole ledger is
        shown to the rules on its way."""
        self._total = sum(s.rows for s in self.look.sheets if s.name in self.choices.sheets)
        whole = not sheets and not self.choices.site
        self._count_standing(sheets)
        self.work.ledgers.begin(self.batch)
        in_one = all(batch.part == 1 for batch in self._earlier if batch.id in self._standing)
        # What the rules are shown on the way must be all that there is of a record, and of its columns.
        whole = whole and not self._keeping.possible
        if whole and in_one and finding_service.may_be_shown(self.work.audit.get(), self.batch.kind):
            self._rules = finding_service.RuleRun(self.desk, self.work, self.batch.kind)
        self._tell()
        for chunk in chunks:
            self._take(chunk)
            self._done += chunk.read
            self._tell()
        if not any(counts[name] for counts in self.counts.values() for name in ("added", "changed", "unchanged")):
            self._refuse_without_records()

    def _refuse_without_records(self) -> NoReturn:
        skipped = sum(counts["skipped"] for counts in self.counts.values())
        if skipped and not any(counts["rejected"] for counts in self.counts.values()):
            raise UserError("ledger_only_skipped", file=self.batch.source, count=skipped)
        raise UserError("ledger_no_records", file=self.batch.source)

    def _count_standing(self, sheets: frozenset[str]) -> None:
        """Count what stands where the file may take records away; where nothing does, what stands elsewhere, which
        stays but tells to what part of the ledger the file belongs."""
        ledgers, kind = self.work.ledgers, self.batch.kind
        self._earlier = ledgers.batches(kind)
        self._scope = RecordScope(sheets, self._offices_meant())
        self._standing = ledgers.brought(kind, self._scope)
        self._limited = not self._standing and self._scope != RecordScope()
        if self._limited:
            self._standing = ledgers.brought(kind, RecordScope())

    def _offices_meant(self) -> frozenset[str]:
        """The site that all rows belong to, however the ledger calls it; none where the file is not of one site."""
        if not self.choices.site:
            return frozenset()
        site = self.matcher.of(self.choices.site)
        texts = self.work.ledgers.site_texts(self.batch.kind) if site else ()
        return frozenset({self.choices.site, *(t for t in texts if t and self.matcher.of(t) == site)})

    def _take(self, chunk: Chunk) -> None:
        read, chunk = chunk.records, self._keeping.completed(chunk)
        for record in chunk.records:
            self._place(record)
        compared = self.work.ledgers.compare_and_put(self.batch, chunk.records)
        # As they were read: what is kept of a record speaks for no other.
        self._collisions.see(read, compared)
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
        self._cut = self._cut or any(problem.code == CUT_SHORT for problem in chunk.problems)
        self._may_be_cut = self._may_be_cut or any(problem.code == MAYBE_CUT for problem in chunk.problems)
        self._note(chunk.problems)
        self._corrected.extend(chunk.corrected)
        self._marks.extend(chunk.marks)

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
        form = self.desk.world.ledgers.form(self.batch.kind)
        met = {(c.record, c.field) for c in self._corrected}
        for known in ledger_corrections.known(self.work, self.batch.kind):
            if (known.record, known.field) in met:
                continue
            stored = self.work.ledgers.get(self.batch.kind, known.record)
            if stored is None or stored.batch != self.batch.id or known in self.dropped:
                continue
            record = stored.record
            value = record.values.get(known.field, "")
            if known.field in self._keeping.kept and value == normaliser_of(form.field(known.field))(known.after)[0]:
                continue  # The file has no column for it: it holds as it was given.
            if value != normaliser_of(form.field(known.field))(known.after)[0]:
                told = {"after": known.after}
                place = (record.sheet, record.row, known.column)
                self._note([CellProblem(*place, value, "hand_lost", told, field=known.field)])
            self._corrected.append(replace(known, how=How.OVERRULED))

    def _note(self, problems: Sequence[CellProblem]) -> None:
        self.problem_count += len(problems)
        for problem in problems:
            # Of each kind some are told, however many of another came before.
            kind = problem.code, problem.column
            if len(self.problems) < MOST_PROBLEMS or self._noted[kind] < FIRST:
                self._noted[kind] += 1
                self.problems.append(problem)

    def _tell(self) -> None:
        if self.progress is not None and not self.progress("rows", self._done, max(self._done, self._total)):
            raise UserError("import_stopped")

    def close(self) -> int:
        """Mark what the file lacks as gone, note the offices that no site is, run the rules."""
        ledgers = self.work.ledgers
        if not (self.same_numbers or self.choices.replaces):
            self._collisions.refuse(self._earlier)
        self._parts = self._part_of()
        gone = self._close_missing()
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
        self.batch = replace(self.batch, counts={**totals.data(), **self._part_told()})
        ledgers.finish(self.batch)
        today = self.batch.at[:10]
        try:
            run = self._rules or finding_service.RuleRun(self.desk, self.work)
            self._findings = run.finish(today, self.progress).counts
        except UserError as error:
            raise UserError("import_stopped") from error if error.code == "rules_stopped" else error
        return gone

    def _part_of(self) -> Parts:
        """The part of the ledger that the file is, by what was on record that it has as well."""
        scope = RecordScope() if self._limited else self._scope
        left = self.work.ledgers.brought(self.batch.kind, scope) if self._standing else {}
        shares = ledger_parts.shares_of(self._earlier, self._standing, left)
        new = ledger_parts.next_part(self._earlier) if shares else 1
        read = sum(counts[name] for counts in self.counts.values() for name in ("added", "changed", "unchanged"))
        parts = ledger_parts.decide(shares, read, new, self.choices.replaces)
        if self._keeping.is_other_list and parts.matters and not parts.said:
            parts = Parts(new, shares=shares, doubtful=True)
        if self._cut or self._may_be_cut:
            return Parts(ledger_parts.likeliest(parts))
        # Nothing can be gone where nothing stood within the scope.
        return Parts(parts.part) if self._limited else parts

    def _part_told(self) -> dict[str, int]:
        """What the counts of the batch tell of the part."""
        part, kept = self._parts.part, self._parts.kept
        fields = {f"{KEPT_FIELD}{name}": count for name, count in self._keeping.fields.items()}
        return {**({PART: part} if part > 1 else {}), **({KEPT: kept} if kept else {}), **fields}

    def _close_missing(self) -> int:
        """Mark what the file lacks of the parts that it replaces as gone, and count it. What a file lacks that was or
        may be cut short is not gone: it stays as it is. Where something stays, the rules look at all of it."""
        if self._cut or self._may_be_cut or self._parts.kept:
            self._rules = None
        if not self._parts.replaced:
            return 0
        replaced = frozenset(batch.id for batch in self._earlier if batch.part in self._parts.replaced)
        if self.wary and not self._parts.said and not self.choices.site:
            self._refuse_to_empty(replaced)
        return self.work.ledgers.close_missing(self.batch, replace(self._scope, batches=replaced))

    def _refuse_to_empty(self, replaced: frozenset[str]) -> None:
        """Refuse to take away what no newer version lacks. Raises `ledger_takes_much`."""
        ledgers, kind = self.work.ledgers, self.batch.kind
        form = self.desk.world.ledgers.form(kind)
        sites = frozenset[str]()
        if form.site_field in form and form.site_field not in form.keys:
            here = ledgers.in_sites(kind, RecordScope(batches=frozenset({self.batch.id})))
            missing = ledgers.in_sites(kind, replace(self._scope, batches=replaced))
            known = {self.matcher.of(text) or text for text in here if text}
            sites = frozenset(text for text in missing if text and (self.matcher.of(text) or text) not in known)
            if not known:  # A file without offices says nothing of any.
                sites = frozenset()
        if ledger_parts.takes_much(self._parts, len(sites)):
            shares = [share for share in self._parts.shares if share.part in self._parts.replaced]
            raise UserError(
                "ledger_takes_much",
                file=self.batch.source,
                before=[share.file for share in shares],
                records=f"{sum(share.records for share in shares):,}",
                gone=f"{sum(share.missing for share in shares):,}",
                sites=sorted(sites)[:MOST_KEYS] or [Text("－", "–")],
            )

    def _unplaced(self, text: str) -> str:
        return "ledger_site_left" if self.matcher.left(text) else "ledger_site_not_found"

    def _totals(self, gone: int) -> RowCounts:
        totals: Counter[str] = Counter()
        for counts in self.counts.values():
            totals.update(counts)
        return RowCounts(**{name: totals[name] for name in COUNTS if name != "gone"}, gone=gone)

    def result(self, gone: int, translate: Translate) -> ImportResult:
        """What the import did."""
        rows = self._totals(gone)
        form, looks = self.desk.world.ledgers.form(self.batch.kind), {sheet.name: sheet for sheet in self.look.sheets}
        sheets = tuple(
            SheetResult(
                name=name,
                header_row=choice.header_row,
                mapping={h: f for h, f in self.batch.mapping[name].items() if f},
                unmapped=tuple(h for h, f in self.batch.mapping[name].items() if not f),
                rows=RowCounts(**{n: self.counts[name][n] for n in COUNTS}),
                unsure=tuple(
                    c.heading or c.letter
                    for c in looks[name].columns
                    if c.index in choice.unsaid and choice.columns.get(c.index)
                ),
                told=title_values(form, looks[name], replace(choice, site=self.choices.site or choice.site)),
                open=open_columns(looks[name], choice),
                columns=looks[name].columns,
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
            marks=ledger_marks.asked(self._marks, self.choices.marks),
            parts=self._parts,
            kept_fields=dict(sorted(self._keeping.kept.items(), key=lambda each: (-each[1], each[0]))),
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
        if self._cut:
            told = _(
                "The file ends in the middle of a row: it may lack further ones, and nothing that it lacks was taken "
                "for gone."
            )
            named.append(told)
        elif self._may_be_cut:
            told = _(
                "The file may end in the middle of its last row: it may lack further ones, and nothing that it lacks "
                "was taken for gone."
            )
            named.append(told)
        if self._parts.kept:
            named.append(ledger_differences.kept(self.batch.kind, self._parts, translate))
        if self._first:
            return (_("First import, records: {added}.").format(added=f"{rows.added:,}"), *named)
        if not (rows.added or rows.changed or rows.gone):
            return (_("Nothing has changed since the last import."), *named)
        said = ledger_differences.sentences(
            self.batch.kind,
            rows.data(),
            lambda: self.work.ledgers.changes(self.batch.id, "changed"),
            self._sides,
            translate,
            self._had(),
        )
        return (*said, *named)

    def _had(self) -> frozenset[str]:
        """The fields of which an import before has a column."""
        mappings = [mapping for batch in self._earlier if not batch.undone for mapping in batch.mapping.values()]
        return frozenset(field for mapping in mappings for field in mapping.values() if field)

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
            **self._part_told(),
            **({"aliases": self._aliases} if self._aliases else {}),
            **({"sites_added": self._added} if self._added else {}),
            **({"corrections": told} if (told := _told(result.corrected)) else {}),
            **({"marks": said} if (said := _said(result.marks)) else {}),
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


def _said(marks: Sequence[AskedMark]) -> list[str]:
    """What the officer said of marks, for the history."""
    return [f"{mark.mark} = {mark.meant or '－'}" for mark in marks if mark.meant is not None]


def _without_office(sheet: str, rows: Sequence[int]) -> CellProblem:
    """That rows of a sheet name no office, and the sheet tells none either."""
    told = {"count": str(len(rows)), "rows": rows_told(rows)}
    return CellProblem(sheet, rows[0], "", "", "site_missing", told, field="site", rows=tuple(rows))
