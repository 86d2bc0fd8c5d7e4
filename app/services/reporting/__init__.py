"""Reports: built from one reading of the audit as a frozen model, then handed to a renderer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from app.domain.audit import Site, live_sites
from app.domain.filings import Paper
from app.domain.findings import adopted_places
from app.domain.history import Event
from app.domain.house_style import Dates as Dates
from app.domain.house_style import House, HouseStyle, Recipient
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.domain.review import State
from app.domain.rules import THRESHOLDS
from app.domain.sealing import former
from app.errors import UserError, register_messages
from app.services import (
    auditing,
    case_notes,
    challenging,
    comparing,
    consistency,
    filings,
    finding_context,
    findings,
    house_styling,
    interviewing,
    ledger_corrections,
    measures,
    named_people,
    overview,
    proofs,
    proving,
    reminders,
    reviewing,
    sampling,
    six_factors,
    splitting,
    wording,
    yearly,
)
from app.services.auditing import Outline
from app.services.changes import Changes
from app.services.ports import Desk, Progress, UnitOfWork
from app.services.reporting import (
    comparison_sheet,
    confirmations,
    consistency_checks,
    dressing,
    due_list,
    factor_sheets,
    finding_list,
    forms,
    held,
    improvement_plan,
    interview_sheet,
    overview_sheet,
    privacy_report,
    progress_report,
    results,
    sample_sheet,
    unfinished,
    yearly_material,
)
from app.services.reporting.improvement_plan import gaps as plan_gaps
from app.services.reporting.material import Exhibit, Material, Translate
from app.services.reporting.model import Report, TableOfContents
from app.services.reporting.sheets import Form, SheetDraft
from app.services.taken_out import taken_out_in

register_messages(
    {
        "report_kind_unknown": "There is no report {kind}.",
        "report_suffix": "{file} must end in .pdf.",
        "report_since_unwanted": "The report {kind} is not counted from a filing; --since belongs to progress.",
        "report_suffix_of": "{file} must end in one of {suffixes}; the report {kind} is written as these.",
        "report_site_not_wanted": "The report {kind} is of the whole audit; name no site.",
        "report_withheld": "The report {kind} is not meant for this recipient; choose another recipient, or change the "
        "house style (style set --allow {kind}).",
        "report_no_sites": "The audit has no site; a confirmation per site needs one.",
    }
)

_BUILDERS: dict[str, Callable[[Material, Sequence[str]], Report]] = {
    "plan": improvement_plan.build,
    "results": results.build,
    "attestation": confirmations.build_all,
    "site-confirmation": confirmations.build_sites,
    "result-confirmation": confirmations.build_result,
    "findings": finding_list.build,
    "consistency": consistency_checks.build,
    "progress": progress_report.build,
    "overview": overview_sheet.build,
    "reminders": due_list.build,
    "privacy-report": privacy_report.build,
    "factors": factor_sheets.build,
    "yearly": yearly_material.build,
}
KINDS = tuple(_BUILDERS)
_PROGRESS = "progress"
EDITED = frozenset({"plan", "results", "findings", "consistency", "progress", "privacy-report", "factors", "yearly"})
"""Reports on which people write, drafts of facts among them: to be had as .docx and .xlsx too. The others are signed,
or looked at once."""
PER_SITE = ("attestation", "site-confirmation", "findings")
"""Reports that may be of one site only."""
_DATES = "report.dates"


class Renderer(Protocol):
    """Writes a report to a file, as what its suffix says. Raises UserError."""

    def __call__(self, report: Report, target: Path) -> None: ...


class WatchedRenderer(Protocol):
    """The same, telling how far it is: ("report_setting", blocks, all) and ("report_drawing", pages, all). Raises
    UserError `report_stopped` when `progress` says so."""

    def __call__(self, report: Report, target: Path, progress: Progress | None = None) -> None: ...


def watched(render: WatchedRenderer, progress: Progress) -> Renderer:
    """A renderer that tells this progress how far it is. Building comes before it: that is ("report_building", 0, 0)
    from now on."""
    progress("report_building", 0, 0)

    def tell(report: Report, target: Path) -> None:
        render(report, target, progress)

    return tell


def build(
    desk: Desk,
    kind: str,
    translate: Translate,
    language: str = "ja",
    site: str = "",
    since: int | None = None,
    recipient: Recipient = Recipient.GENERAL,
) -> Report:
    """The report model. `site` is a site's name; it limits confirmations and the findings to it. `since` is the number
    of the filing from which a report on the progress counts; the last one where it is None. `recipient` is whom it is
    dressed for in the house style. Raises UserError."""
    if kind not in _BUILDERS:
        raise UserError("report_kind_unknown", kind=kind)
    if site and kind not in PER_SITE:
        raise UserError("report_site_not_wanted", kind=kind)
    if since is not None and kind != _PROGRESS:
        raise UserError("report_since_unwanted", kind=kind)
    worn = _worn(desk, kind, recipient, language)
    material = _read(desk, translate, language, site, kind=kind, since=since, style=worn.style)
    missing = unfinished.sentences(material, kind)
    _ = translate
    built = replace(_BUILDERS[kind](material, missing), watermark=_("DRAFT") if missing else "", missing=missing)
    report = material.identified(built, kind)
    return dressing.dressed(report, material, worn.style, worn.logo)


def lacking_of_plan(desk: Desk, translate: Translate, language: str = "ja") -> tuple[str, ...]:
    """What the plan itself still lacks to be filed, in sentences: after the seal it can be entered no more. Nothing
    where the audit has no plan."""
    material = _read(desk, translate, language, "", kind="plan")
    return plan_gaps.sentences(material) if material.actions else ()


@dataclass(frozen=True, slots=True)
class _Worn:
    style: HouseStyle
    logo: bytes | None


def _worn(desk: Desk, kind: str, recipient: Recipient, language: str) -> _Worn:
    """What a report wears. Raises UserError `report_withheld`."""
    with desk.file.read() as work:
        house = house_styling.house_in(desk, work)
        style = house.style(recipient, language)
        logo = house_styling.logo_in(work, style.logo)
    if kind in style.withheld:
        raise UserError("report_withheld", kind=kind)
    return _Worn(style, logo)


_TRIED = 8
"""So many blocks of the plan show what a style looks like: the first page and the head of the second."""


def trial(
    desk: Desk, house: House, logo: bytes | None, recipient: Recipient, translate: Translate, language: str = "ja"
) -> Report:
    """The beginning of the improvement plan in a style that is not kept yet, to be looked at."""
    style = house.style(recipient, language)
    material = _read(desk, translate, language, "", kind="plan", style=style)
    built = _BUILDERS["plan"](material, ())
    blocks = tuple(block for block in built.blocks if not isinstance(block, TableOfContents))[:_TRIED]
    report = material.identified(replace(built, blocks=blocks), "plan")
    return dressing.dressed(report, material, style, logo)


def papers(
    desk: Desk,
    wanted: Collection[Form],
    translate: Translate,
    language: str = "ja",
    site: str = "",
    only: Collection[str] = (),
) -> tuple[Material, Mapping[Form, tuple[SheetDraft, ...]]]:
    """The papers of these forms with the one reading that they were made from: those of a site by
    its name, and those with these keys. Raises UserError `paper_*`, `site_unknown`."""
    material = read_material(desk, translate, language, wanted)
    at = auditing.site_named(material.outline.sites, site).id if site else None
    return material, {form: forms.drafts(material, form, at, only) for form in wanted}


def build_sample(desk: Desk, number: int, translate: Translate, language: str = "ja") -> Report:
    """The work list of a sample (抽出点検表). Raises UserError `sample_unknown`."""
    material = _read(desk, translate, language, "", number)
    return material.identified(sample_sheet.build(material, desk.world.ledgers), "sample")


def build_interview(
    desk: Desk,
    translate: Translate,
    language: str = "ja",
    count: int = interviewing.MANY,
    site: str = "",
    recipient: Recipient = Recipient.GENERAL,
) -> Report:
    """The questions that would be asked at a hearing (ヒアリング想定問答); `count` 0 for all of them, `site` the name
    of a site that they are limited to. Raises UserError."""
    worn = _worn(desk, "interview", recipient, language)
    material = _read(desk, translate, language, site, style=worn.style)
    limit = auditing.site_named(material.outline.sites, site).id if site else None
    asked = interviewing.questions(desk, translate, language, count, limit)
    report = material.identified(interview_sheet.build(material, asked), "interview")
    return dressing.dressed(report, material, worn.style, worn.logo)


def build_comparison(
    desk: Desk,
    others: Sequence[Path],
    translate: Translate,
    language: str = "ja",
    recipient: Recipient = Recipient.GENERAL,
) -> Report:
    """The audit beside others, which are only read (点検の比較). Raises UserError `compare_needs_two`, `compare_same`
    and those of reading."""
    worn = _worn(desk, "comparison", recipient, language)
    told = comparing.compare(desk.world, others, desk)
    material = _read(desk, translate, language, "", style=worn.style)
    report = material.identified(comparison_sheet.build(material, told), "comparison")
    return dressing.dressed(report, material, worn.style, worn.logo)


def read_material(desk: Desk, translate: Translate, language: str, wanted: Collection[Form]) -> Material:
    """One reading of the audit, with the words of these forms and the ledgers that they are filled from."""
    return _read(desk, translate, language, "", papers=frozenset(wanted))


def _read(
    desk: Desk,
    translate: Translate,
    language: str,
    site: str,
    sample: int = 0,
    kind: str = "",
    papers: Collection[Form] = (),
    since: int | None = None,
    style: HouseStyle | None = None,
) -> Material:
    # One transaction: the fingerprint covers what the paper shows.
    with desk.file.read() as work:
        outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
        day = outline.revision.proof_day(desk.world.clock.today())
        actions = work.plan.actions()
        kinds = work.ledgers.kinds()
        not_run, in_part = findings.untested(desk, work)
        samples = sampling.listing_in(work)
        states = reviewing.states_of(work, outline)
        asked = challenging.challenges_in(desk, work)
        # How the results compare with last time is counted as in the overview.
        going_on = kind == "results" and bool(work.carried.predecessors())
        chosen = _chosen(outline, site)
        # Of one site, a list of findings holds what concerns it.
        found = work.findings.all()
        if site and kind == "findings":
            found = tuple(each for each in found if each.site == chosen[0].id)
        dated = style.dates if style is not None and style.dates is not None else work.audit.setting(_DATES)
        return Material(
            outline=outline,
            catalogue=desk.catalogue,
            findings=found,
            actions=tuple(a for a in actions if not a.withdrawn),
            withdrawn=tuple(a for a in actions if a.withdrawn),
            cases=work.plan.cases(),
            separations=work.plan.separations(),
            programme=splitting.programme_in(desk, work),
            evidence=_exhibits(desk, outline, proofs.pieces(work), day),
            copies=frozenset(outline.copies),
            # What was taken back is no ground of this audit.
            batches=tuple(batch for batch in work.ledgers.batches() if batch.undone is None),
            records={kind: work.ledgers.count(kind) for kind in kinds},
            not_run=not_run,
            in_part=in_part,
            columns={
                (each.rule, each.kind): wording.columns_lacking(desk.world.ledgers, each, language)
                for each in (*not_run, *in_part)
            },
            rests={
                (each.rule, each.kind): wording.rests_untested(desk.world.ledgers, each, language, translate)
                for each in in_part
            },
            settings=_changed_settings(work),
            set_by_hand=ledger_corrections.fields_set(work, kinds),
            adopted=adopted_places(work.findings.decisions()),
            # A sealed audit is what was sealed: its papers name that, not the content with the seal in it.
            content=outline.revision.fingerprint if outline.sealed else work.history.content(),
            recorded=last.at if (last := work.history.head()) is not None else "",
            today=desk.world.clock.today(),
            language=language,
            translate=translate,
            sites=chosen,
            of_site=bool(site),
            eras=dated != Dates.WESTERN,
            sample=sampling.view_in(work, sample) if sample else None,
            samples=samples,
            consistency=consistency.check_in(desk, work, outline) if kind in ("consistency", "results") else None,
            due=reminders.reminders_in(desk, work, due_list.AHEAD, outline=outline) if kind == "reminders" else None,
            view=overview.overview_in(desk, work, outline) if kind == "overview" or going_on else None,
            measures={found.action.id: found for found in measures.listing_in(work)},
            progress=filings.progress_in(desk, work, since) if kind == _PROGRESS else None,
            plan_filed=max((f.filed_on for f in work.measures.submissions() if f.paper is Paper.PLAN), default=None),
            forms={each.sample.kind: desk.world.ledgers.form(each.sample.kind) for each in samples},
            challenges=tuple(view for view in asked if view.open),
            replied=tuple(view for view in asked if view.reply is not None),
            proofs=proving.proofs(work, outline.answers, day),
            taken_out=taken_out_in(work, work.findings.all(), day),
            attempts=proving.listing_in(work, day),
            review=states.counts(),
            reviewers=Counter(states.last[p].by for p, state in states.by_place.items() if state is State.ACCEPTED),
            by_one=len(reviewing.both_by_one(work, outline, states)),
            one_person=reviewing.one_person_in(work),
            former=former(work.reviews.revisions()),
            texts={form.value: desk.world.papers.text(form) for form in papers if form in forms.PAPERS},
            held=held.read(desk, work, outline, forms.ledgers_of(papers)) if papers else held.Held(),
            notes=case_notes.notes(work),
            clocks={report.case_id: report for report in work.case_papers.reports()},
            named=Counter(each.case_id for each in named_people.named_in(work)) if kind == "plan" else {},
            factors=six_factors.read_in(desk, work, translate, language, outline) if kind == "factors" else (),
            yearly=yearly.read_in(desk, work, outline) if kind == "yearly" else None,
        )


def _changed_settings(work: UnitOfWork) -> tuple[tuple[str, str, str], ...]:
    """The settings of rules that the audit has changed: rule, what it is at first, what it is here."""
    told = []
    for name, value in sorted(finding_context.thresholds_in(work).items()):
        threshold = THRESHOLDS[name]
        if value != threshold.default:
            told.append((name.partition(".")[0], str(threshold.shown(threshold.default)), str(threshold.shown(value))))
    return tuple(told)


def dates(desk: Desk) -> Dates:
    """How dates that stand alone are printed."""
    with desk.file.read() as work:
        return Dates(work.audit.setting(_DATES) or Dates.BOTH)


def set_dates(desk: Desk, wanted: Dates) -> Changes:
    """Choose how dates that stand alone are printed."""
    at = desk.stamp()
    with desk.file.write() as work:
        before = Dates(work.audit.setting(_DATES) or Dates.BOTH)
        if before is wanted:
            return Changes()
        work.audit.set_setting(_DATES, wanted.value)
        event = Event("setting.changed", _DATES, before={"value": before.value}, after={"value": wanted.value})
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, audit=True)


def write(
    desk: Desk,
    kind: str,
    target: Path,
    render: Renderer,
    translate: Translate,
    language: str = "ja",
    site: str = "",
    since: int | None = None,
    recipient: Recipient = Recipient.GENERAL,
) -> Report:
    """Build and render to `target`. Raises UserError, leaving an earlier file as it was."""
    _check_target(target, kind)
    report = build(desk, kind, translate, language, site, since, recipient)
    render(report, target)
    return report


@dataclass(frozen=True, slots=True)
class Printed:
    """The papers of a form as they were written: the report, how many there are, and and, where all of them are
    printed, how many people or contractors of the ledger have none: those who left (or whose contract is over) and
    those of the other side."""

    report: Report
    count: int
    gone: int
    others: int


def write_papers(
    desk: Desk,
    form: Form,
    target: Path,
    render: Renderer,
    translate: Translate,
    language: str = "ja",
    site: str = "",
    only: Collection[str] = (),
    recipient: Recipient = Recipient.GENERAL,
) -> Printed:
    """As `write`, the papers of a form in one file. Raises UserError as `papers` does."""
    _check_target(target)
    worn = _worn(desk, form.value, recipient, language)
    material, made = papers(desk, (form,), translate, language, site, only)
    report = material.identified(forms.report(material, form, made[form]), form.value)
    report = dressing.dressed(report, material, worn.style, worn.logo)
    render(report, target)
    gone, others = (
        0 if site or only else material.held.left_out.get((forms.NEEDS[form].ledger, reason), 0)
        for reason in (held.GONE, held.OTHERS)
    )
    if form is Form.TRANSFER and others:
        # Those who went over to the other side have theirs.
        others -= len(material.held.crossed)
    return Printed(report, len(made[form]), gone, others)


def write_sample(
    desk: Desk, number: int, target: Path, render: Renderer, translate: Translate, language: str = "ja"
) -> Report:
    """As `write`, the work list of a sample."""
    _check_target(target)
    report = build_sample(desk, number, translate, language)
    render(report, target)
    return report


def write_interview(
    desk: Desk,
    target: Path,
    render: Renderer,
    translate: Translate,
    language: str = "ja",
    count: int = interviewing.MANY,
    site: str = "",
    recipient: Recipient = Recipient.GENERAL,
) -> Report:
    """As `write`, the questions that would be asked at a hearing."""
    _check_target(target)
    report = build_interview(desk, translate, language, count, site, recipient)
    render(report, target)
    return report


def write_comparison(
    desk: Desk,
    others: Sequence[Path],
    target: Path,
    render: Renderer,
    translate: Translate,
    language: str = "ja",
    recipient: Recipient = Recipient.GENERAL,
) -> Report:
    """As `write`, the audit beside others."""
    _check_target(target)
    report = build_comparison(desk, others, translate, language, recipient)
    render(report, target)
    return report


def suffixes(kind: str) -> tuple[str, ...]:
    """How the file of a report may end."""
    return (".pdf", ".docx", ".xlsx") if kind in EDITED else (".pdf",)


def _check_target(target: Path, kind: str = "") -> None:
    allowed = suffixes(kind)
    if target.suffix.lower() not in allowed:
        if len(allowed) == 1:
            raise UserError("report_suffix", file=target.name)
        raise UserError("report_suffix_of", file=target.name, suffixes=list(allowed), kind=kind)
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)


def _exhibits(desk: Desk, outline: Outline, held: Iterable[Piece], day: date) -> tuple[Exhibit, ...]:
    """What is in force, by checkpoint, site and name, so that the numbers that reports give it follow the order of the
    audit. What serves only sites that were taken out is no evidence of this audit. What is past its last day on `day`
    is told to have expired."""
    checkpoints = {c.id: n for n, c in enumerate(desk.catalogue.checkpoints)}
    sites = {s.id: n for n, s in enumerate(live_sites(outline.sites), start=1)}
    last = len(checkpoints)

    def rank(place: Place) -> tuple[int, str, int]:
        return checkpoints.get(place[0], last), place[0], sites.get(place[1], 0)

    found = []
    for piece in held:
        places = sorted((p for p in piece.places if not p[1] or p[1] in sites), key=rank)
        if piece.latest and places:
            found.append(Exhibit(piece, tuple(places), piece.expired(day)))
    return tuple(sorted(found, key=lambda e: (*rank(e.places[0]), e.piece.evidence.name, e.piece.evidence.sha256)))


def _chosen(outline: Outline, site: str) -> tuple[Site, ...]:
    if site:
        return (auditing.site_named(outline.sites, site),)
    return live_sites(outline.sites)


__all__ = [
    "KINDS",
    "Dates",
    "Printed",
    "Renderer",
    "WatchedRenderer",
    "build",
    "build_sample",
    "dates",
    "papers",
    "read_material",
    "set_dates",
    "watched",
    "write",
    "write_papers",
    "write_sample",
]
