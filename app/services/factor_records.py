"""What the audit itself tells of the six factors of ¶13, in sentences: figures, days, sites, ledgers, answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain import case_figures
from app.domain.audit import COMPANY
from app.domain.case_figures import OTHER_PURPOSE, CaseFigure, FigureKind
from app.domain.case_papers import LeakReport
from app.domain.catalogue import Catalogue
from app.domain.findings import TOLD, Finding
from app.domain.grades import Role
from app.domain.plan import Action, Case
from app.domain.progress import Tally
from app.services import wording
from app.services.ports import Batch

Translate = Callable[[str], str]

CONTROLS = ("A1-1", "A2-1", "A5-1", "A5-2")
"""Items that tell of responsibility, inventories, log review and audit."""


@dataclass(frozen=True, slots=True)
class Records:
    """What the facts are told from: one reading of the audit."""

    role: Role
    catalogue: Catalogue
    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    batches: tuple[Batch, ...]
    records: Mapping[str, int]
    sites: Mapping[str, str]
    items: Mapping[str, Tally]
    clocks: Mapping[str, LeakReport]


def recorded(
    case: Case | None, finding: Finding | None, records: Records, translate: Translate, language: str
) -> dict[str, tuple[str, ...]]:
    """Sentences by the name of a record (`CASE_RECORDS`); nothing where there is none."""
    teller = _Teller(case, finding, records, translate, language)
    return {
        "counts": tuple(teller.counts()),
        "purposes": tuple(teller.purposes()),
        "spread": tuple(teller.spread()),
        "days": tuple(teller.days()),
        "corrections": tuple(teller.corrections()),
        "control": tuple(teller.control()),
    }


def figure_line(figure: CaseFigure, catalogue: Catalogue, translate: Translate, language: str) -> str:
    """A figure with its day, its source and whether it was counted."""
    _ = translate
    told = [_("as of {date}").format(date=wording.day(figure.as_of.isoformat(), language)) if figure.as_of else ""]
    told += [_("estimated") if figure.estimated else _("counted"), figure.source]
    label = figure_label(figure, catalogue, language)
    return _("{what}: {value} ({told})").format(
        what=label, value=figure.value, told=(", " if language == "en" else "、").join(part for part in told if part)
    )


def figure_label(figure: CaseFigure, catalogue: Catalogue, language: str) -> str:
    """What is counted; of a purpose, its pattern of ¶4 first."""
    if figure.kind is not FigureKind.PURPOSE:
        return figure.label
    pattern = next((p for p in catalogue.patterns if p.id == figure.purpose), None)
    if pattern is None:
        return figure.label
    return f"¶4({pattern.id}) {figure.label}"


class _Teller:
    def __init__(
        self, case: Case | None, finding: Finding | None, records: Records, translate: Translate, language: str
    ) -> None:
        self._case = case
        self._finding = finding
        self._records = records
        self._translate = translate
        self._language = language

    def _day(self, day: date | None) -> str:
        return wording.day(day.isoformat(), self._language) if day is not None else ""

    def _listed(self, words: Sequence[str]) -> str:
        return (", " if self._language == "en" else "、").join(words)

    def counts(self) -> Iterator[str]:
        """Figures of a case but those by purpose; the rows behind a finding."""
        _ = self._translate
        for figure in case_figures.live(self._case.figures) if self._case else ():
            if figure.kind is not FigureKind.PURPOSE:
                yield figure_line(figure, self._records.catalogue, _, self._language)
        if self._finding is not None and self._finding.rows:
            kinds = Counter(row.kind for row in self._finding.rows)
            told = [f"{wording.ledger_name(kind, _)} {count:,}" for kind, count in kinds.items()]
            yield _("Rows of ledgers behind it: {rows}").format(rows=self._listed(told))

    def purposes(self) -> Iterator[str]:
        """Counts by the seven situations of ¶4 and other."""
        figures = case_figures.live(self._case.figures) if self._case else ()
        order = [*(p.id for p in self._records.catalogue.patterns), OTHER_PURPOSE]
        by_purpose = [f for f in figures if f.kind is FigureKind.PURPOSE]
        for figure in sorted(by_purpose, key=lambda f: order.index(f.purpose) if f.purpose in order else len(order)):
            yield figure_line(figure, self._records.catalogue, self._translate, self._language)

    def spread(self) -> Iterator[str]:
        """Sites of what lies behind; of a finding, where the same was found."""
        _ = self._translate
        findings = self._records.findings
        if self._finding is not None:
            own = self._finding
            yield _("Found at: {site}").format(site=wording.finding_place(own, self._records.sites, _))
            alike = [f for f in findings if f.source is own.source and f.rule == own.rule and f.status in TOLD]
            if own.rule and len(alike) > 1:
                sites = len({f.site for f in alike})
                yield _("Found by the same comparison: {count} (sites: {sites})").format(
                    count=f"{len(alike):,}", sites=f"{sites:,}"
                )
        if self._case is not None:
            answering = {identity for cause in self._case.causes for identity in cause.actions}
            behind = {f for a in self._records.actions if a.id in answering for f in a.findings}
            sites_of = {f.site for f in findings if f.id in behind and f.status in TOLD and f.site != COMPANY}
            names = [name for identity, name in self._records.sites.items() if identity in sites_of]
            if names:
                yield _("Sites of the findings that the measures against its causes answer: {sites}").format(
                    sites=self._listed(names)
                )

    def days(self) -> Iterator[str]:
        """Discovery, the report to the privacy commission, publication."""
        _ = self._translate
        if self._finding is not None and self._finding.first_seen:
            yield _("Found by the audit on {date}").format(
                date=wording.day(self._finding.first_seen[:10], self._language)
            )
        if self._case is None:
            return
        clock = self._records.clocks.get(self._case.id)
        told = (
            (_("Discovered on {date}"), self._case.discovered),
            (_("Known, for the report of the leak of personal data, on {date}"), clock.known if clock else None),
            (_("Preliminary report of the leak on {date}"), clock.preliminary if clock else None),
            (_("Final report of the leak on {date}"), clock.final if clock else None),
        )
        for text, day in told:
            if day is not None:
                yield text.format(date=self._day(day))
        if self._case.publication:
            yield _("Publication: {text}").format(text=self._case.publication)

    def corrections(self) -> Iterator[str]:
        """What figures said before."""
        _ = self._translate
        for figure in self._case.figures if self._case else ():
            label = figure_label(figure, self._records.catalogue, self._language)
            for place, old in enumerate(figure.earlier):
                later = figure.earlier[place + 1] if place + 1 < len(figure.earlier) else figure
                before, after = old.value, later.value
                if before == after and old.as_of and later.as_of and old.as_of != later.as_of:
                    # What was corrected is the day of which it is true.
                    as_of = _("{value} as of {date}")
                    before = as_of.format(value=before, date=self._day(old.as_of))
                    after = as_of.format(value=after, date=self._day(later.as_of))
                why = old.reason or _("(reason to be entered)")
                yield _("{what}: {before} → {after} ({date}: {reason})").format(
                    what=label, before=before, after=after, date=self._day(old.corrected), reason=why
                )

    def control(self) -> Iterator[str]:
        """The ledgers on record, and what was answered of responsibility, risk, log review and audit."""
        _ = self._translate
        latest = {batch.kind: batch.at[:10] for batch in self._records.batches}
        told = [
            _("{ledger} ({rows} rows, {date})").format(
                ledger=wording.ledger_name(kind, _), rows=f"{count:,}", date=wording.day(latest[kind], self._language)
            )
            for kind, count in self._records.records.items()
            if kind in latest
        ]
        if told:
            yield _("Ledgers taken in by this audit: {ledgers}").format(ledgers=self._listed(told))
        for item in CONTROLS:
            tally = self._records.items.get(item)
            if tally is None or not tally.answered:
                continue
            title = self._records.catalogue.item(item).title.in_language(self._language)
            yield _(
                "{item} {title}: conforming {good}, partly {partly}, nonconforming {bad}, not answered {open}"
            ).format(
                item=item,
                title=title,
                good=tally.conforming,
                partly=tally.partly,
                bad=tally.nonconforming,
                open=tally.unanswered,
            )
