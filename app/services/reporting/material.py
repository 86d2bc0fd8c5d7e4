"""What every report is made of: one reading of the audit, its words and its fingerprint."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.audit import COMPANY, Site, live_sites
from app.domain.calendar import era_year
from app.domain.case_papers import CaseNote, LeakReport
from app.domain.catalogue import Catalogue, Item
from app.domain.challenges import Disproof
from app.domain.findings import LIVE, TOLD, Finding, Source, Status, counted
from app.domain.grades import Cause, Severity, Verdict
from app.domain.ledgers.form import LedgerForm
from app.domain.papers import PaperText
from app.domain.pieces import Piece
from app.domain.plan import Action, Case, Separation, without_problem
from app.domain.progress import Place, Tally
from app.domain.proofs import Proof
from app.domain.review import State
from app.domain.rules import NotRun
from app.domain.sealing import Revision, short_fingerprint
from app.domain.taken_out import TakenOut
from app.domain.text import Text
from app.services.auditing import Outline
from app.services.challenging import ChallengeView
from app.services.consistency import Consistency
from app.services.filings import ProgressView
from app.services.measures import MeasureView
from app.services.overview import Overview
from app.services.ports import Batch
from app.services.proving import DisproofView
from app.services.reminders import Reminders
from app.services.reporting.held import Held
from app.services.reporting.model import Report, StackedRow
from app.services.sampling import SampleView
from app.services.six_factors import FactorSheet
from app.services.splitting import Programme
from app.services.wording import (
    acceptance,
    asked_of,
    finding_place,
    finding_sentence,
    for_print,
    ledger_name,
    stand_ins,
)
from app.services.yearly import Yearly

Translate = Callable[[str], str]

# So many characters go into a cell of a table with several columns of text.
_CELL = 180
_REFUTED_NAMED = 3
_PLACE_IN_SOURCE = re.compile(r"^(.+?)(?=¶|図表|Table|第\d|art\.)")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence as reports number it: in its newest version, with the places of this audit that it serves,
    and whether its last day is over."""

    piece: Piece
    places: tuple[Place, ...]
    expired: bool


@dataclass(frozen=True, slots=True)
class Material:
    """One reading of the audit. `content` is the digest over all stored content, `recorded` the moment of the last
    entry of the history, `translate` turns English msgids.

    `actions` are those in the plan, `withdrawn` those taken out of it. `copies` are the places whose answer was copied
    from another site and is not confirmed there. `records` counts what each ledger holds;
    `not_run` are the ledger rules that could not be run, `in_part` those that were run without some columns, and
    `columns` names the columns that a rule lacks in a ledger, `rests` what its records leave untested; `settings` are
    those of rules that differ from what they are at first (rule, at first, here); `set_by_hand` are the fields set
    right by hand, by kind and match key of the record; `sample` is the one that a check list is about, `samples` are
    all that were drawn, and `forms` the forms of their ledgers; `challenges` are those without a reply,
    `replied` those with one, be it to an earlier state of the facts; `proofs` is what stands beside the answers, by
    place, `attempts` are all that were made to disprove one;
    `consistency`, `due` and `view` are read for the reports of them, the first and the last for the results as well;
    `review` counts the places in each state of a review, `reviewers` the accepted ones by who accepted them, `by_one`
    those whose answer was accepted by who gave it, `one_person` is the reason for which the audit allows that, `former`
    the revision that was sealed before this one;
    `taken_out` are the sites that are not examined any more;
    `texts` are the words of the papers that are handed out, `held` what the ledgers hold for them;
    `notes` are what was written of cases, by subject and topic, `clocks` those of the reports to the privacy commission
    and `named` how many names of the list of people stand in the texts, both by case; `factors` and `yearly` are read
    for the reports of them;
    `adopted` are the places where a proposal of the ledgers was adopted. `eras` asks for
    the Japanese year beside the western one where a date stands alone. `measures` is what stands beside the measures,
    by their id, `progress` what became of them since a filing, `plan_filed` the day on which the plan was filed last.
    """

    outline: Outline
    catalogue: Catalogue
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    withdrawn: tuple[Action, ...]
    cases: tuple[Case, ...]
    separations: tuple[Separation, ...]
    programme: Programme
    evidence: tuple[Exhibit, ...]
    copies: frozenset[Place]
    batches: tuple[Batch, ...]
    records: Mapping[str, int]
    not_run: tuple[NotRun, ...]
    in_part: tuple[NotRun, ...]
    columns: Mapping[tuple[str, str], tuple[str, ...]]
    rests: Mapping[tuple[str, str], tuple[str, ...]]
    settings: tuple[tuple[str, str, str], ...]
    set_by_hand: Mapping[tuple[str, str], tuple[str, ...]]
    adopted: frozenset[Place]
    content: str
    recorded: str
    today: date
    language: str
    translate: Translate
    sites: tuple[Site, ...]
    eras: bool = True
    sample: SampleView | None = None
    samples: tuple[SampleView, ...] = ()
    forms: Mapping[str, LedgerForm] = field(default_factory=dict)
    challenges: tuple[ChallengeView, ...] = ()
    replied: tuple[ChallengeView, ...] = ()
    taken_out: tuple[TakenOut, ...] = ()
    proofs: Mapping[Place, Proof] = field(default_factory=dict)
    attempts: tuple[DisproofView, ...] = ()
    consistency: Consistency | None = None
    review: Mapping[State, int] = field(default_factory=dict)
    reviewers: Mapping[str, int] = field(default_factory=dict)
    by_one: int = 0
    one_person: str = ""
    former: Revision | None = None
    due: Reminders | None = None
    view: Overview | None = None
    texts: Mapping[str, PaperText] = field(default_factory=dict)
    held: Held = Held()
    measures: Mapping[str, MeasureView] = field(default_factory=dict)
    progress: ProgressView | None = None
    plan_filed: date | None = None
    notes: Mapping[tuple[str, str], CaseNote] = field(default_factory=dict)
    clocks: Mapping[str, LeakReport] = field(default_factory=dict)
    named: Mapping[str, int] = field(default_factory=dict)
    factors: tuple[FactorSheet, ...] = ()
    yearly: Yearly | None = None
    of_site: bool = False
    """Whether it is limited to one site."""

    # --- dates and words ----------------------------------------------------------------------------------------------

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits of the content's digest in groups of four; of a sealed audit, of what was sealed."""
        return short_fingerprint(self.content)

    def identified(self, report: Report, kind: str) -> Report:
        """The report as one of this kind and of this reading: its moment is that of what is recorded, so that the same
        data give the same bytes on the same day."""
        return replace(
            report,
            kind=kind,
            fingerprint=self.fingerprint,
            audit_id=self.outline.audit.id,
            created=self.recorded,
            made=self.today.isoformat(),
        )

    def day(self, day: date | None) -> str:
        """A date in the report's language; empty for none."""
        if day is None:
            return ""
        return day.isoformat() if self.language == "en" else f"{day.year}年{day.month}月{day.day}日"

    def full_day(self, day: date | None) -> str:
        """A date that stands alone, with the Japanese year where the officer wants it: 2026年11月24日(令和8年)."""
        said, year = self.day(day), self._era(day)
        return f"{said}({year})" if year else said

    def letter_day(self, day: date | None) -> str:
        """A date in a letter, which names the Japanese year alone where the officer wants it: 令和8年11月24日."""
        year = self._era(day)
        return f"{year}{day.month}月{day.day}日" if day is not None and year else self.day(day)

    def _era(self, day: date | None) -> str:
        """令和8年; empty where it is not wanted or not known."""
        if day is None or not self.eras or self.language == "en":
            return ""
        return era_year(day)

    def month(self, day: date | None) -> str:
        """Year and month of a date; empty for none."""
        if day is None:
            return ""
        return f"{day.year}-{day.month:02}" if self.language == "en" else f"{day.year}年{day.month}月"

    def listed(self, words: Iterable[str]) -> str:
        """Words one after the other, as the language lists them."""
        return (", " if self.language == "en" else "、").join(words)

    def quoted(self, words: Iterable[str]) -> str:
        """Words in quotation marks, one after the other."""
        begin, end = ("“", "”") if self.language == "en" else ("「", "」")
        return self.listed(f"{begin}{word}{end}" for word in words)

    def fitted(self, text: str) -> tuple[str, str]:
        """A text as a narrow cell bears it, and what stands across the table below it where the cell cannot hold it."""
        _ = self.translate
        return (_("(in full below)"), text) if len(text) > _CELL else (text, "")

    def joined(self, sentences: Iterable[str]) -> str:
        """Sentences as one paragraph."""
        return (" " if self.language == "en" else "").join(sentences)

    def asked_whom(self) -> str:
        """Who was audited: the company, and its sites where it has any."""
        _ = self.translate
        sites = len(self.outline.by_site())
        if not sites:
            return _("our company")
        return (
            _("our company and its site") if sites == 1 else _("our company and its {sites} sites").format(sites=sites)
        )

    def results(self, tally: Tally) -> str:
        """How many of the answers due were given, and what they are, in one sentence."""
        _ = self.translate
        if not tally.answered:
            return _("None of the {total} answers due has been given yet.").format(total=f"{tally.total:,}")
        said = _("All {total} answers due were given; the results are: {verdicts}.")
        if tally.open:
            said = _("{answered} of {total} answers due were given; the results are: {verdicts}.")
        return said.format(answered=f"{tally.answered:,}", total=f"{tally.total:,}", verdicts=self.verdicts(tally))

    def deficiencies(self, tally: Tally) -> str:
        """How many answers failed, by verdict; only what there is."""
        _ = self.translate
        said = []
        if tally.nonconforming:
            said.append(_("{count} not conforming").format(count=f"{tally.nonconforming:,}"))
        if tally.partly:
            said.append(_("{count} partly deficient").format(count=f"{tally.partly:,}"))
        return self.listed(said)

    def verdicts(self, tally: Tally) -> str:
        """All verdicts given, with their numbers; only what there is."""
        _ = self.translate
        conforming = _("{count} conforming")
        if tally.unproven:
            conforming = _("{count} conforming (of these unproven: {unproven})")
        good = conforming.format(count=f"{tally.conforming:,}", unproven=f"{tally.unproven:,}")
        said = [good, self.deficiencies(tally)]
        if tally.not_applicable:
            said.append(_("{count} not applicable").format(count=f"{tally.not_applicable:,}"))
        if tally.copied:
            said.append(_("{count} copied, to be confirmed").format(count=f"{tally.copied:,}"))
        if tally.unanswered:
            said.append(_("{count} not yet confirmed").format(count=f"{tally.unanswered:,}"))
        return self.listed(each for each in said if each)

    def unproven(self, tally: Tally, places: Iterable[Place] | None = None) -> str:
        """How many of the conforming answers at `places` (None: all) nothing proves, and which of them a second person
        refuted; empty where all are proven."""
        _ = self.translate
        if not tally.unproven:
            return ""
        told = _(
            "Conforming answers: {conforming}; of these not sufficiently backed by evidence or by a second "
            "person's attempt to disprove them (unproven): {count}."
        )
        said = told.format(conforming=f"{tally.conforming:,}", count=f"{tally.unproven:,}")
        refuted = self.outline.refuted
        return said + self._refuted([refuted[p] for p in (refuted if places is None else places) if p in refuted])

    def _refuted(self, disproofs: Sequence[Disproof]) -> str:
        _ = self.translate
        if not disproofs:
            return ""
        sites = {site.id: site.name for site in self.outline.sites}
        named = [
            _("{checkpoint} {site}: {person}, {day}").format(
                checkpoint=each.checkpoint,
                site=sites.get(each.site, _("Company")),
                person=each.person,
                day=self.day(date.fromisoformat(each.at[:10])),
            )
            for each in disproofs[:_REFUTED_NAMED]
        ]
        if len(disproofs) > len(named):
            named.append(_("{count} more").format(count=f"{len(disproofs) - len(named):,}"))
        return _(" Refuted by a second person: {count} ({named}).").format(
            count=f"{len(disproofs):,}", named=self.listed(named)
        )

    def copied(self, places: Iterable[Place]) -> str:
        """What the copies among these places that nobody confirmed count for; empty where there is none."""
        _ = self.translate
        tally = self.outline.tally(places)
        said = []
        if tally.copied:
            said.append(
                _(
                    "Answers that are copies from another site and were not confirmed at their "
                    "own: {count}; they count neither as conforming nor as not applicable."
                ).format(count=f"{tally.copied:,}")
            )
        if tally.doubtful:
            said.append(
                _("Of the deficiencies counted, copied from another site and not confirmed there: {count}.").format(
                    count=f"{tally.doubtful:,}"
                )
            )
        return self.joined(said)

    def footer(self) -> str:
        """Fingerprint and 基準日."""
        _ = self.translate
        as_of = self.day(self.outline.audit.as_of)
        if self.former is not None:
            return _("Fingerprint {fingerprint} (revision {number}; before: {former} {old})  as of {date}").format(
                fingerprint=self.fingerprint,
                number=self.outline.revision.number,
                former=self.former.number,
                old=self.former.short,
                date=as_of,
            )
        return _("Fingerprint {fingerprint}  as of {date}").format(fingerprint=self.fingerprint, date=as_of)

    def seal(self) -> tuple[tuple[str, str], ...]:
        """What is to be told of the seal: revision with its fingerprint, who approved and sealed it and when; the
        revision before this one; that one person answered and accepted. Nothing where there is nothing of it."""
        _ = self.translate
        revision, said = self.outline.revision, []
        if revision.sealed:
            text = _(
                "revision {number}, fingerprint {fingerprint}; approved: {approver}, {day}; sealed: {sealer}, {on}"
            )
            told = text.format(
                number=revision.number,
                fingerprint=revision.short,
                approver=revision.approved_by,
                day=self._day_of(revision.approved_at),
                sealer=revision.sealed_by,
                on=self._day_of(revision.sealed_at),
            )
            said.append((_("Sealed revision"), told))
        if self.former is not None:
            text = _("revision {number} goes on from revision {former}, fingerprint {fingerprint}; reopened: {reason}")
            told = text.format(
                number=revision.number,
                former=self.former.number,
                fingerprint=self.former.short,
                reason=for_print(self.former.reason),
            )
            said.append((_("Revision before"), told))
        if self.one_person:
            told = _("one person may answer and accept ({reason}); answers so accepted: {count}").format(
                reason=for_print(self.one_person), count=f"{self.by_one:,}"
            )
            said.append((_("Review by a second person"), told))
        elif self.by_one:
            told = _("answers accepted by who gave them: {count}").format(count=f"{self.by_one:,}")
            said.append((_("Review by a second person"), told))
        return tuple(said)

    def _day_of(self, at: str) -> str:
        return self.day(date.fromisoformat(at[:10])) if at else ""

    def verdict(self, verdict: Verdict) -> str:
        """A verdict as sign and word."""
        _ = self.translate
        return {
            Verdict.CONFORMING: _("○ conforming"),
            Verdict.PARTLY: _("△ partly deficient"),
            Verdict.NONCONFORMING: _("× nonconforming"),
            Verdict.NOT_APPLICABLE: _("－ not applicable"),
            Verdict.UNANSWERED: _("・ not answered"),
        }[verdict]

    def severity(self, severity: Severity) -> str:
        """A grade in words."""
        _ = self.translate
        return {
            Severity.SERIOUS: _("serious"),
            Severity.IMPROVEMENT: _("to be improved"),
            Severity.OBSERVATION: _("observation"),
        }[severity]

    def cause(self, cause: Cause) -> str:
        """機会, 動機 or 正当化."""
        return next(e.title for e in self.catalogue.causes if e.id == cause.value).in_language(self.language)

    def ledger(self, kind: str) -> str:
        """What a kind of ledger is called."""
        return ledger_name(kind, self.translate)

    # --- the official structure ---------------------------------------------------------------------------------------

    def item_label(self, item: Item) -> str:
        """An item as the plans of operators head it: 4 情報伝達・ITガバナンス (4) 端末の管理."""
        title = item.title.in_language(self.language)
        if not item.number:
            return title
        element = next(e for e in self.catalogue.elements if e.id == item.element)
        return f"{element.id[1:]} {element.title.in_language(self.language)} ({item.number}) {title}"

    def item_short(self, identity: str) -> str:
        """An item where room is short: 4(4); the letter of the part where it has no number."""
        item = self.catalogue.item(identity)
        return f"{item.element[1:]}({item.number})" if item.number else item.id

    def bases(self, identities: Iterable[str]) -> str:
        """Bases in the order of the catalogue, each source named once: 報告書概要 ¶3(3)②、¶8."""
        wanted = set(identities)
        known = [*(p.id for p in self.catalogue.paragraphs), *(law.id for law in self.catalogue.laws)]
        said: list[str] = []
        last = ""
        for identity in (i for i in known if i in wanted):
            label = self.catalogue.basis_label(identity, self.language)
            found = _PLACE_IN_SOURCE.match(label)
            source = found.group(1) if found else ""
            said.append(label[len(source) :] if source and source == last else label)
            last = source
        return self.listed(said)

    @property
    def dated(self) -> date:
        """The day that the plan bears: that of its submission where it is laid down, else today."""
        return self.outline.audit.filing.submitted or self.today

    # --- findings -----------------------------------------------------------------------------------------------------

    def place(self, site: str) -> str:
        """The name of a site, or the company as a whole."""
        _ = self.translate
        if site == COMPANY:
            return _("Company")
        return next((s.name for s in self.outline.sites if s.id == site), "")

    def place_of(self, finding: Finding) -> str:
        """The site of a finding, the company, or that the office is unknown."""
        return finding_place(finding, {s.id: s.name for s in self.outline.sites}, self.translate)

    def places_of(self, action: Action) -> str:
        """The sites of a measure, and that some of what it answers is at an unknown one."""
        _ = self.translate
        wanted, answered = set(action.sites), set(action.findings)
        named = [s.name for s in live_sites(self.outline.sites) if s.id in wanted]
        if self.outline.sites and any(f.id in answered and f.unplaced for f in self.findings):
            named.append(_("Site unknown"))
        return self.listed(named)

    def fact(self, finding: Finding) -> str:
        """What a finding says, in one sentence."""
        _ = self.translate
        if finding.source is Source.ANSWERS and not finding.values.get("comment"):
            if finding.message == "answer.partly":
                return _("The answer is: partly deficient. No remark was written.")
            return _("The answer is: not conforming. No remark was written.")
        return for_print(finding_sentence(self.catalogue, finding, self.translate, self.language))

    def asked(self, text: Text) -> str:
        """A text of the catalogue as it is put to the company's role."""
        return asked_of(self.outline.audit.role, text, self.language)

    def live(self) -> tuple[Finding, ...]:
        """The findings about which somebody still has to do something."""
        return tuple(f for f in self.findings if f.status in LIVE)

    def counted(self) -> tuple[Finding, ...]:
        """Those of them that totals count: an answer that adopts what the ledger found is counted with the ledger."""
        return counted(self.findings, self.adopted)

    def without_problem(self, actions: Iterable[Action]) -> tuple[Action, ...]:
        """Those of these measures whose present problem nobody has told, though something was found."""
        chosen = tuple(actions)
        drafted = (a.checkpoint for a in chosen if "problem" not in a.edited)
        said = stand_ins(self.catalogue, self.outline.audit.role, drafted)
        return without_problem(chosen, self.findings, said)

    def corrected(self) -> tuple[Finding, ...]:
        """The findings that are put right, though the fact still stands in an answer or a ledger."""
        return tuple(f for f in self.findings if f.status is Status.CORRECTED)

    def acceptance(self, finding: Finding) -> str:
        """Who approved that a finding is accepted and until when, or that this has lapsed."""
        return acceptance(finding, self.language, self.translate)

    def accepted(self) -> tuple[Finding, ...]:
        """The findings that the officer left as they are, with the reason in their remark."""
        return tuple(f for f in self.findings if f.status is Status.ACCEPTED)

    def by_item(self, item: str) -> tuple[Finding, ...]:
        """The findings whose fact stands and that speak to a checkpoint of the item. What speaks to none that is asked
        stands where the plan answers it."""
        return tuple(f for f in self.findings if f.status in TOLD and item in self._items_of(f))

    def _items_of(self, finding: Finding) -> set[str]:
        if finding.checkpoints or not finding.rule:
            return {self.catalogue.item_of(c) for c in finding.checkpoints}
        return {c.item for c in self.catalogue.spoken_to(finding.rule, self.outline.audit.role)[:1]}

    def bar(self, label: str, tally: Tally) -> StackedRow:
        """Counts as a row of the chart, in the order of the verdicts."""
        return StackedRow(label, self.counts(tally))

    def counts(self, tally: Tally) -> tuple[int, ...]:
        """The numbers that `legend` names."""
        copied = (tally.copied,) if self._copied_apart() else ()
        unproven = (tally.unproven,) if self._unproven_apart() else ()
        counts = (tally.proven, tally.partly, tally.nonconforming, tally.not_applicable, tally.unanswered)
        return (*counts, *copied, *unproven)

    def legend(self) -> tuple[str, ...]:
        """The words of the chart: the verdicts, the copies where there are some, and apart from what is proven the
        conforming answers that are not."""
        _ = self.translate
        words = list(self.verdict_words())
        if self._copied_apart():
            words.append(_("◇ copy, to be confirmed"))
        if self._unproven_apart():
            words[0] = _("○ conforming, proven")
            words.append(_("※ conforming, unproven"))
        return tuple(words)

    def verdict_words(self) -> tuple[str, ...]:
        """The five verdicts with their signs."""
        return tuple(self.verdict(v) for v in Verdict)

    def _copied_apart(self) -> bool:
        return bool(self.outline.total().copied)

    def _unproven_apart(self) -> bool:
        return bool(self.outline.unproven)

    # --- what is missing ----------------------------------------------------------------------------------------------

    def missing(self) -> tuple[str, ...]:
        """What the officer still has to do before the audit is complete, in sentences."""
        return self.missing_at(self.outline.places)

    def missing_at(self, places: Iterable[Place]) -> tuple[str, ...]:
        """The same of some places only."""
        _ = self.translate
        wanted = tuple(places)
        said = []
        if unanswered := self.outline.tally(wanted).unanswered:
            said.append(_("Answers still to be given: {count}.").format(count=f"{unanswered:,}"))
        if copied := sum(place in self.copies for place in wanted):
            # Nobody has looked at the facts there: it is no answer of that site yet.
            said.append(
                _("Answers copied from another site and not confirmed there: {count}.").format(count=f"{copied:,}")
            )
        if stale := sum(place in self.outline.stale for place in wanted):
            said.append(
                _("Answers to look at again, since findings or the question have changed: {count}.").format(
                    count=f"{stale:,}"
                )
            )
        return tuple(said)

    def limits(self, *, brief: bool = False) -> tuple[str, ...]:
        """What the audit did not look at, or not prove, though it is complete: told, and never taken for 問題なし.

        `brief` leaves the names of ledgers to the report on the results, for a form of one page.
        """
        _ = self.translate
        said = []
        idle, halved = len(self.not_run), len({each.rule for each in self.in_part})
        if brief and (idle or halved):
            text = _(
                "Comparisons of ledgers not run: {count}, run in part: {halved} "
                "(as listed in the report on the results)"
            )
            if not halved:
                text = _("Comparisons of ledgers not run: {count} (as listed in the report on the results)")
            elif not idle:
                text = _("Comparisons of ledgers run in part: {halved} (as listed in the report on the results)")
            said.append(text.format(count=idle, halved=halved))
        if self.not_run and not brief:
            kinds = dict.fromkeys(kind for each in self.not_run for kind in (*each.missing, each.kind) if kind)
            said.append(
                _("Comparisons of ledgers that could not be run: {count} (no ledger or column): {kinds}").format(
                    count=idle, kinds=self.listed(self.ledger(k) for k in kinds)
                )
            )
        if halved and not brief:
            said.append(
                _("Comparisons of ledgers that were run in part only, for want of a ledger or column: {count}").format(
                    count=halved
                )
            )
        if self.settings:
            none = _("(none)")
            changed = self.listed(f"{rule}({first or none} → {here or none})" for rule, first, here in self.settings)
            said.append(
                _("Thresholds of comparisons that differ from those given: {count}.").format(count=len(self.settings))
                if brief
                else _("Thresholds of comparisons that differ from those given: {changed}.").format(changed=changed)
            )
        if over := sum(exhibit.expired for exhibit in self.evidence):
            said.append(
                _("Evidence past its last day, which proves nothing any more: {count}.").format(count=f"{over:,}")
            )
        # A form of one page tells it among what no cut may hide.
        if not brief and (bare := self.unproven(self.outline.total())):
            said.append(bare)
        if self.challenges and not brief:
            told = _("Challenges drafted from ledgers and findings that nobody has replied to: {count}.")
            said.append(told.format(count=f"{len(self.challenges):,}"))
        return tuple(said)
