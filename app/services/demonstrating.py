"""The sample audit: a fictitious grid operator whose audit is made through the same services as the window's.

Its ledgers are imported first; what they propose is adopted or rejected as the sample says, so that ledgers, answers,
evidence, plan and reports tell the same story.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.audit import COMPANY, Site
from app.domain.catalogue import Checkpoint
from app.domain.challenges import Outcome
from app.domain.findings import Finding, Status
from app.domain.grades import Role, Verdict
from app.domain.progress import Place
from app.domain.text import Text
from app.errors import UserError, from_os_error, register_messages
from app.services import (
    answering,
    auditing,
    challenging,
    demonstrating_papers,
    demonstrating_people,
    demonstrating_plan,
    evidencing,
    findings,
    ledgers,
    planning,
    proving,
    reporting,
    wording,
)
from app.services.demonstrating_papers import PapersSample
from app.services.demonstrating_people import PeopleSample
from app.services.demonstrating_plan import PlanSample
from app.services.demonstrating_progress import UpTo
from app.services.ledgers import ImportResult
from app.services.ports import Clock, Desk, Progress, World
from app.services.reporting import Renderer
from app.services.reporting.material import Translate
from app.services.reporting.sheets import Form

register_messages(
    {
        "demo_foreign": "{file} exists already and is not the sample audit; choose another folder for the sample.",
        "demo_stopped": "The sample was not made; what had been written of it was removed.",
    }
)


def going_on(_what: str, _done: int, _total: int) -> bool:
    """A progress nobody looks at."""
    return True


@dataclass(frozen=True, slots=True)
class Sample:
    """What the sample is made of; `remarks` gives verdict and comment by checkpoint or checkpoint@site, `places` the
    sites that those by checkpoint hold at.

    `ledgers` are kind → file in the order of import, `contents` their bytes by file. `received` names, by checkpoint,
    the kind of ledger that is attached to it as it was received. `adopted` is the comment on an adopted proposal,
    `rejected` the reason by checkpoint@site, `elsewhere` the checkpoint that the facts belong to instead, told by
    `belonging`. `record` is attached as evidence to the checkpoints of `visited`. `papers` are
    those that are filled from the ledgers: kind → file and site. `tried` gives who tried to disprove an answer, what
    came of it and what was tried, `replied` the challenge and the reply to it. `handed` are the papers that are
    followed until they come back.
    """

    file: str
    organisation: str
    affiliate: str
    period: str
    as_of: date
    auditor: str
    sites: tuple[str, ...]
    remarks: dict[str, tuple[Verdict, Text]]
    conforming: Text
    reports: dict[str, str]
    filing: dict[str, object]
    sections: dict[str, str]
    ledgers: dict[str, str]
    contents: dict[str, bytes]
    received: dict[str, str]
    adopted: Text
    record: Text
    visited: tuple[str, ...]
    places: dict[str, tuple[str, ...]]
    rejected: dict[str, Text]
    elsewhere: dict[str, str]
    belonging: Text
    plan: PlanSample
    papers: dict[str, tuple[str, str]] = field(default_factory=dict)
    tried: dict[str, tuple[str, Outcome, Text]] = field(default_factory=dict)
    replied: dict[str, tuple[str, Text]] = field(default_factory=dict)
    people: PeopleSample = PeopleSample()
    handed: PapersSample = PapersSample()

    @property
    def printed(self) -> tuple[str, ...]:
        """The files of all reports and papers."""
        return (*self.reports.values(), *(file for file, _site in self.papers.values()), *self.handed.files)

    def content(self, kind: str) -> bytes:
        """The file of a ledger."""
        return self.contents[self.ledgers[kind]]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the files and their counts. `open` of the `findings` are not dealt with yet."""

    file: Path
    ledgers: tuple[Path, ...]
    imported: tuple[ImportResult, ...]
    answered: int
    total: int
    findings: int
    from_ledger: int
    evidence: int
    actions: int
    reports: tuple[Path, ...]


def make(
    world: World,
    sample: Sample,
    folder: Path,
    render: Renderer,
    translate: Translate,
    language: str,
    progress: Progress = going_on,
) -> Made:
    """Make the sample audit in `folder`, replacing an earlier sample of the same name and nothing else.

    When it is stopped or fails, what it made until then is taken away. Raises UserError.
    """
    _clear(world, sample, folder)
    # Outside of what is taken away: refused, it is somebody else's who has just begun here.
    dated = replace(world, clock=UpTo(world.clock, sample.plan.submitted))
    desk = _begin(dated, sample, folder / sample.file)
    try:
        try:
            return _make(desk, world.clock, sample, folder, render, translate, language, progress)
        finally:
            desk.file.close()
    except BaseException:
        _take_away(sample, folder)
        raise


def _take_away(sample: Sample, folder: Path) -> None:
    """Remove what was made; the audit last, for by it the rest is known as an earlier sample."""
    logs = (f"{sample.file}{ending}" for ending in ("-wal", "-shm", "-journal"))
    for name in (*sample.ledgers.values(), *sample.printed, sample.file, *logs):
        # What is still held open goes with the next sample.
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _begin(world: World, sample: Sample, path: Path) -> Desk:
    new = auditing.NewAudit(
        organisation=sample.organisation,
        role=Role.GRID_OPERATOR,
        period=sample.period,
        as_of=sample.as_of,
        auditor=sample.auditor,
        affiliates=(sample.affiliate,),
        sites=sample.sites,
    )
    return auditing.create(world, path, new)


def _make(
    desk: Desk,
    clock: Clock,
    sample: Sample,
    folder: Path,
    render: Renderer,
    translate: Translate,
    language: str,
    progress: Progress,
) -> Made:
    imported = tuple(_import(desk, sample, folder, progress, translate))

    def speaking(_language: str) -> Translate:
        return translate

    demonstrating_papers.begin(desk, sample.handed, folder, render, speaking, language)
    proposals = _answer(desk, sample, language, progress)
    _prove(desk, sample, folder, proposals, translate, language)
    _defend(desk, sample, language)
    auditing.change_filing(desk, **sample.filing)
    planning.draft_plan(desk, language)
    for action in planning.view(desk).actions:
        if section := sample.sections.get(action.item, ""):
            planning.edit_action(desk, action.number, department=section)
    demonstrating_plan.fill(desk, sample.plan, clock, language)
    desk = replace(desk, world=replace(desk.world, clock=clock))
    demonstrating_people.fill(desk, sample.people, language)
    actions = planning.view(desk).actions
    reports = []
    for number, (kind, name) in enumerate(sample.reports.items()):
        _told(progress, "reports", number, len(sample.printed))
        reporting.write(desk, kind, folder / name, render, translate, language)
        reports.append(folder / name)
    for kind, (name, site) in sample.papers.items():
        _told(progress, "reports", len(reports), len(sample.printed))
        reporting.write_papers(desk, Form(kind), folder / name, render, translate, language, site)
        reports.append(folder / name)
    _told(progress, "reports", len(reports), len(sample.printed))
    demonstrating_papers.finish(desk, sample.handed, folder, render, speaking, language)
    reports += [folder / name for name in sample.handed.files]
    counts = auditing.outline(desk).total()
    found = findings.listing(desk)
    evidence = len(evidencing.listing(desk))
    return Made(
        file=folder / sample.file,
        ledgers=tuple(folder / name for name in sample.ledgers.values()),
        imported=imported,
        answered=counts.answered,
        total=counts.total,
        findings=len(found),
        from_ledger=sum(bool(f.rule) for f in found),
        evidence=evidence,
        actions=len(actions),
        reports=tuple(reports),
    )


def _import(
    desk: Desk, sample: Sample, folder: Path, progress: Progress, translate: Translate
) -> Iterator[ImportResult]:
    """Write the ledgers and import one after the other."""
    for name, content in sample.contents.items():
        _write(folder / name, content)
    total = len(sample.ledgers)
    for number, (kind, name) in enumerate(sample.ledgers.items()):

        def wanted(_what: str, _done: int, _total: int, number: int = number) -> bool:
            return progress("ledgers", number, total)

        _told(wanted, "ledgers", number, total)
        yield ledgers.import_batch(desk, kind, folder / name, progress=wanted, translate=translate)


# --- answers ----------------------------------------------------------------------------------------------------------


def _told(progress: Progress, what: str, done: int, total: int) -> None:
    """Tell how far it is. Raises UserError `demo_stopped` when somebody wants it to stop."""
    if not progress(what, done, total):
        raise UserError("demo_stopped")


_A_YEAR = 365
"""For how many days the sample accepts a risk."""


def _answer(desk: Desk, sample: Sample, language: str, progress: Progress) -> dict[Place, tuple[Finding, ...]]:
    """Answer every place, deciding on what the ledger proposes; returns the findings behind adopted proposals."""
    outline = auditing.outline(desk)
    names = {site.id: site.name for site in outline.sites}
    adopted: dict[Place, tuple[Finding, ...]] = {}
    until = desk.world.clock.today() + timedelta(days=_A_YEAR)
    spoken = {c for f in findings.listing(desk) if f.status is Status.OPEN for c in f.checkpoints}
    for number, (checkpoint, site) in enumerate(outline.places):
        _told(progress, "answers", number, len(outline.places))
        view = findings.proposal(desk, checkpoint, site) if checkpoint in spoken else None
        verdict, comment = _remark(sample, outline.sites, checkpoint, site, names, language)
        if view is not None:
            basis, found = view.proposal.basis, view.proposal.findings
            here = _at(checkpoint, names[site]) if site in names else checkpoint
            if other := sample.elsewhere.get(here):
                comment = sample.belonging.in_language(language).format(count=len(found), other=other)
                findings.decide(desk, checkpoint, site, basis, "rejected", comment)
                verdict = Verdict.CONFORMING
            elif refused := sample.rejected.get(here):
                reason = refused.in_language(language)
                findings.decide(desk, checkpoint, site, basis, "rejected", reason)
                for finding in found:
                    findings.accept(desk, finding.id, reason, outline.audit.auditor or desk.world.user, until)
                verdict, comment = Verdict.CONFORMING, reason
            else:
                findings.decide(desk, checkpoint, site, basis, "adopted")
                adopted[checkpoint, site] = found
                if verdict is not view.proposal.verdict:
                    verdict = view.proposal.verdict
                    comment = sample.adopted.in_language(language).format(count=len(found))
        reason = comment if verdict is Verdict.NOT_APPLICABLE else ""
        answering.record_answer(desk, checkpoint, site, verdict, comment, reason)
    return adopted


def _at(checkpoint: str, site: str) -> str:
    """How the sample names a place."""
    return f"{checkpoint}@{site}"


def _remark(
    sample: Sample, sites: Sequence[Site], checkpoint: str, site: str, names: dict[str, str], language: str
) -> tuple[Verdict, str]:
    good = Verdict.CONFORMING, sample.conforming
    if site != COMPANY and (here := sample.remarks.get(_at(checkpoint, names[site]))):
        return here[0], here[1].in_language(language)
    said = sample.remarks.get(checkpoint, good)
    where = sample.places.get(checkpoint) or tuple(s.name for s in sites[1:3])
    if site == COMPANY or said[0] is Verdict.NOT_APPLICABLE or names[site] in where:
        return said[0], said[1].in_language(language)
    return good[0], good[1].in_language(language)


# --- evidence ---------------------------------------------------------------------------------------------------------


def _prove(
    desk: Desk,
    sample: Sample,
    folder: Path,
    adopted: dict[Place, tuple[Finding, ...]],
    translate: Translate,
    language: str,
) -> None:
    """Attach the extract of the ledgers to adopted proposals, and a record of the visit to what was looked at."""
    outline = auditing.outline(desk)
    names = {site.id: site.name for site in outline.sites}
    asked = {c.id: c for c in outline.checkpoints}
    with TemporaryDirectory() as scratch:
        for (checkpoint, site), found in adopted.items():
            extract = Path(scratch) / f"台帳照合_{checkpoint}_{names.get(site, '全社')}.csv"
            extract.write_bytes(_extract(desk, found, translate, language))
            evidencing.attach(desk, checkpoint, site, extract)
        for (checkpoint, site), answer in outline.answers.items():
            if checkpoint in sample.visited and site:
                record = Path(scratch) / f"現地確認記録_{checkpoint}_{names[site]}.txt"
                text = _record(sample, asked[checkpoint], names[site], answer.verdict, answer.comment, language)
                record.write_text(text, encoding="utf-8")
                evidencing.attach(desk, checkpoint, site, record)
    # A ledger as it was received proves what the comparison rests on.
    for checkpoint, kind in sample.received.items():
        evidencing.attach(desk, checkpoint, COMPANY, folder / sample.ledgers[kind])


def _extract(desk: Desk, found: Sequence[Finding], translate: Translate, language: str) -> bytes:
    """The findings as CSV that a spreadsheet opens."""
    _ = translate
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([_("Rule"), _("Ledger"), _("Key"), _("Sheet"), _("Row"), _("Finding"), _("What the ledger shows")])
    for finding in found:
        row = finding.rows[0]
        title = wording.finding_title(desk.catalogue, finding, language)
        why = wording.finding_sentence(desk.catalogue, finding, translate, language)
        ledger = desk.world.ledgers.form(row.kind).title.in_language(language)
        table.writerow([finding.rule, ledger, row.key, row.sheet, row.row, title, why])
    return text.getvalue().encode("utf-8-sig")


def _record(sample: Sample, checkpoint: Checkpoint, site: str, verdict: Verdict, comment: str, language: str) -> str:
    words = {
        Verdict.CONFORMING: "○",
        Verdict.PARTLY: "△",
        Verdict.NONCONFORMING: "×",
        Verdict.NOT_APPLICABLE: "－",
        Verdict.UNANSWERED: "・",
    }
    return sample.record.in_language(language).format(
        site=site,
        checkpoint=checkpoint.id,
        question=checkpoint.question.in_language(language),
        verify=checkpoint.verify.in_language(language),
        verdict=words[verdict],
        comment=comment,
    )


def _defend(desk: Desk, sample: Sample, language: str) -> None:
    """Record who tried to disprove answers, and reply to challenges."""
    sites = {site.name: site.id for site in auditing.outline(desk).sites}
    for at, (person, outcome, tried) in sample.tried.items():
        checkpoint, _sign, site = at.partition("@")
        proving.record(desk, checkpoint, sites.get(site, COMPANY), person, tried.in_language(language), outcome)
    for at, (challenge, reply) in sample.replied.items():
        checkpoint, _sign, site = at.partition("@")
        challenging.reply(desk, checkpoint, sites.get(site, COMPANY), challenge, reply.in_language(language))


# --- files ------------------------------------------------------------------------------------------------------------


def _clear(world: World, sample: Sample, folder: Path) -> None:
    """Make room for the sample: only an earlier one is replaced. Raises UserError `demo_foreign`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os_error(error, str(folder)) from error
    path = folder / sample.file
    if path.exists():
        _is_ours(world, sample, path)
        path.unlink()
        return
    for name in (*sample.ledgers.values(), *sample.printed):
        if (folder / name).exists():
            raise UserError("demo_foreign", file=name)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise from_os_error(error, path.name) from error


def _is_ours(world: World, sample: Sample, path: Path) -> None:
    """Refuse to replace a file that is not an earlier sample."""
    try:
        desk = auditing.open_audit(world, path)
    except UserError as error:
        if error.code == "audit_locked":
            raise
        raise UserError("demo_foreign", file=path.name) from error
    try:
        with desk.file.read() as work:
            ours = work.audit.get().organisation == sample.organisation
    finally:
        desk.file.close()
    if not ours:
        raise UserError("demo_foreign", file=path.name)
