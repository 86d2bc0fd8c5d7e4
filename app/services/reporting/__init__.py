"""Reports: built from one reading of the audit as a frozen model, then handed to a renderer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.domain.audit import Site, live_sites
from app.domain.evidence import Evidence
from app.domain.findings import adopted_places
from app.domain.history import Event
from app.domain.rules import THRESHOLDS
from app.errors import UserError, register_messages
from app.services import auditing, finding_context, findings, interviewing, ledger_corrections, sampling, wording
from app.services.auditing import Outline
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork
from app.services.reporting import (
    confirmations,
    improvement_plan,
    interview_sheet,
    results,
    sample_sheet,
    unfinished,
)
from app.services.reporting.material import Material, Translate
from app.services.reporting.model import Report

register_messages(
    {
        "report_kind_unknown": "There is no report {kind}.",
        "report_suffix": "{file} must end in .pdf.",
        "report_site_not_wanted": "The report {kind} is of the whole audit; name no site.",
        "report_no_sites": "The audit has no site; a confirmation per site needs one.",
    }
)

_BUILDERS: dict[str, Callable[[Material, Sequence[str]], Report]] = {
    "plan": improvement_plan.build,
    "results": results.build,
    "attestation": confirmations.build_all,
    "site-confirmation": confirmations.build_sites,
    "result-confirmation": confirmations.build_result,
}
KINDS = tuple(_BUILDERS)
_PER_SITE = ("attestation", "site-confirmation")
_DATES = "report.dates"


class Dates(StrEnum):
    """Whether a date that stands alone bears the Japanese year beside the western one."""

    BOTH = "both"
    WESTERN = "western"


class Renderer(Protocol):
    """Writes a report to a file. Raises UserError."""

    def __call__(self, report: Report, target: Path) -> None: ...


def build(desk: Desk, kind: str, translate: Translate, language: str = "ja", site: str = "") -> Report:
    """The report model. `site` is a site's name; it limits confirmations to it. Raises UserError."""
    if kind not in _BUILDERS:
        raise UserError("report_kind_unknown", kind=kind)
    if site and kind not in _PER_SITE:
        raise UserError("report_site_not_wanted", kind=kind)
    material = _read(desk, translate, language, site)
    missing = unfinished.sentences(material, kind)
    _ = translate
    return replace(
        _BUILDERS[kind](material, missing),
        watermark=_("DRAFT") if missing else "",
        missing=missing,
        kind=kind,
        fingerprint=material.fingerprint,
        audit_id=material.outline.audit.id,
        created=desk.stamp(),
    )


def build_sample(desk: Desk, number: int, translate: Translate, language: str = "ja") -> Report:
    """The work list of a sample (抽出点検表). Raises UserError `sample_unknown`."""
    material = _read(desk, translate, language, "", number)
    return replace(
        sample_sheet.build(material, desk.world.ledgers),
        kind="sample",
        fingerprint=material.fingerprint,
        audit_id=material.outline.audit.id,
        created=desk.stamp(),
    )


def build_interview(
    desk: Desk, translate: Translate, language: str = "ja", count: int = interviewing.MANY, site: str = ""
) -> Report:
    """The questions that would be asked at a hearing (ヒアリング想定問答); `count` 0 for all of them, `site` the name
    of a site that they are limited to. Raises UserError."""
    material = _read(desk, translate, language, site)
    limit = auditing.site_named(material.outline.sites, site).id if site else None
    asked = interviewing.questions(desk, translate, language, count, limit)
    return replace(
        interview_sheet.build(material, asked),
        kind="interview",
        fingerprint=material.fingerprint,
        audit_id=material.outline.audit.id,
        created=desk.stamp(),
    )


def _read(desk: Desk, translate: Translate, language: str, site: str, sample: int = 0) -> Material:
    # One transaction: the fingerprint covers what the paper shows.
    with desk.file.read() as work:
        outline = auditing.outline_of(work, desk.catalogue)
        actions = work.plan.actions()
        kinds = work.ledgers.kinds()
        not_run, in_part = findings.untested(desk, work)
        # What was attached at a site that was taken out is no evidence of this audit.
        gone = {site.id for site in outline.sites if site.removed}
        samples = sampling.listing_in(work)
        proofs = (e for e in work.evidence.all() if not e.removed and e.site not in gone)
        return Material(
            outline=outline,
            catalogue=desk.catalogue,
            findings=work.findings.all(),
            actions=tuple(a for a in actions if not a.withdrawn),
            withdrawn=tuple(a for a in actions if a.withdrawn),
            cases=work.plan.cases(),
            separations=work.plan.separations(),
            evidence=_in_order(desk, outline, proofs),
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
            content=work.history.content(),
            today=desk.world.clock.today(),
            language=language,
            translate=translate,
            sites=_chosen(outline, site),
            eras=work.audit.setting(_DATES) != Dates.WESTERN,
            sample=sampling.view_in(work, sample) if sample else None,
            samples=samples,
            forms={each.sample.kind: desk.world.ledgers.form(each.sample.kind) for each in samples},
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
    desk: Desk, kind: str, target: Path, render: Renderer, translate: Translate, language: str = "ja", site: str = ""
) -> Report:
    """Build and render to `target`. Raises UserError, leaving an earlier file as it was."""
    _check_target(target)
    report = build(desk, kind, translate, language, site)
    render(report, target)
    return report


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
) -> Report:
    """As `write`, the questions that would be asked at a hearing."""
    _check_target(target)
    report = build_interview(desk, translate, language, count, site)
    render(report, target)
    return report


def _check_target(target: Path) -> None:
    if target.suffix.lower() != ".pdf":
        raise UserError("report_suffix", file=target.name)
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)


def _in_order(desk: Desk, outline: Outline, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """By checkpoint, site and name, so that the numbers that reports give it follow the order of the audit."""
    checkpoints = {c.id: n for n, c in enumerate(desk.catalogue.checkpoints)}
    sites = {s.id: n for n, s in enumerate(live_sites(outline.sites), start=1)}
    last = len(checkpoints)
    return tuple(
        sorted(
            evidence,
            key=lambda e: (checkpoints.get(e.checkpoint, last), e.checkpoint, sites.get(e.site, 0), e.name, e.sha256),
        )
    )


def _chosen(outline: Outline, site: str) -> tuple[Site, ...]:
    if site:
        return (auditing.site_named(outline.sites, site),)
    return live_sites(outline.sites)


__all__ = ["KINDS", "Dates", "Renderer", "build", "build_sample", "dates", "set_dates", "write", "write_sample"]
