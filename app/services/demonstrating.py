"""The sample audit: a fictitious grid operator whose audit is begun and answered through the same services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.audit import COMPANY
from app.domain.catalogue import Role, Verdict
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.services import answering, auditing, demonstrating_plan, planning, reporting
from app.services.demonstrating_plan import PlanSample
from app.services.ports import World
from app.services.reporting import Renderer
from app.services.reporting.material import Translate

register_messages(
    {"demo_foreign": "{file} exists already and is not the sample audit; choose another folder for the sample."}
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What the sample is made of; `remarks` gives verdict and comment by checkpoint."""

    file: str
    organisation: str
    affiliate: str
    period: str
    as_of: date
    auditor: str
    sites: tuple[str, ...]
    remarks: dict[str, tuple[Verdict, str]]
    conforming: Text
    reports: dict[str, str]
    filing: dict[str, object]
    sections: dict[str, str]
    plan: PlanSample


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the file and its counts."""

    file: Path
    answered: int
    total: int
    findings: int
    reports: tuple[Path, ...]


def make(world: World, sample: Sample, folder: Path, render: Renderer, translate: Translate, language: str) -> Made:
    """Make the sample audit in `folder`, replacing an earlier sample of the same name and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / sample.file
    if path.exists():
        _is_ours(world, sample, path)
        path.unlink()
    new = auditing.NewAudit(
        organisation=sample.organisation,
        role=Role.GRID_OPERATOR,
        period=sample.period,
        as_of=sample.as_of,
        auditor=sample.auditor,
        affiliates=(sample.affiliate,),
        sites=sample.sites,
    )
    desk = auditing.create(world, path, new)
    reports: list[Path] = []
    try:
        outline = auditing.outline(desk)
        failing = {s.id for s in outline.sites[1:3]}
        for checkpoint, site in outline.places:
            verdict, comment = sample.remarks.get(checkpoint, (Verdict.CONFORMING, sample.conforming.ja))
            if site != COMPANY and site not in failing and verdict is not Verdict.NOT_APPLICABLE:
                verdict, comment = Verdict.CONFORMING, sample.conforming.ja
            reason = comment if verdict is Verdict.NOT_APPLICABLE else ""
            answering.record_answer(desk, checkpoint, site, verdict, comment, reason)
        counts = auditing.outline(desk).total()
        with desk.file.read() as work:
            findings = len(work.findings.all())
        auditing.change_filing(desk, **sample.filing)
        planning.draft_plan(desk, language)
        for action in planning.view(desk).actions:
            if section := sample.sections.get(action.item, ""):
                planning.edit_action(desk, action.number, department=section)
        demonstrating_plan.fill(desk, sample.plan, language)
        for kind, name in sample.reports.items():
            reporting.write(desk, kind, folder / name, render, translate, language)
            reports.append(folder / name)
    finally:
        desk.file.close()
    return Made(path, counts.answered, counts.total, findings, tuple(reports))


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
