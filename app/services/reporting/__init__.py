"""Reports: built from one reading of the audit as a frozen model, then handed to a renderer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.audit import Site, live_sites
from app.errors import UserError, register_messages
from app.services import auditing
from app.services.auditing import Outline
from app.services.ports import Desk
from app.services.reporting import confirmations, improvement_plan, results
from app.services.reporting.material import Material, Translate
from app.services.reporting.model import Report

register_messages(
    {
        "report_kind_unknown": "There is no report {kind}.",
        "report_suffix": "{file} must end in .pdf.",
        "report_no_sites": "The audit has no site; a confirmation per site needs one.",
    }
)

_BUILDERS: dict[str, Callable[[Material], Report]] = {
    "plan": improvement_plan.build,
    "results": results.build,
    "attestation": confirmations.build_all,
    "site-confirmation": confirmations.build_sites,
    "result-confirmation": confirmations.build_result,
}
KINDS = tuple(_BUILDERS)


class Renderer(Protocol):
    """Writes a report to a file. Raises UserError."""

    def __call__(self, report: Report, target: Path) -> None: ...


def build(desk: Desk, kind: str, translate: Translate, language: str = "ja", site: str = "") -> Report:
    """The report model. `site` is a site's name; it limits confirmations to it. Raises UserError."""
    if kind not in _BUILDERS:
        raise UserError("report_kind_unknown", kind=kind)
    outline = auditing.outline(desk)
    with desk.file.read() as work:
        material = Material(
            outline=outline,
            catalogue=desk.catalogue,
            findings=work.findings.all(),
            actions=tuple(a for a in work.plan.actions() if not a.withdrawn),
            cases=work.plan.cases(),
            evidence=tuple(e for e in work.evidence.all() if not e.removed),
            content=work.history.content(),
            today=desk.world.clock.today(),
            language=language,
            translate=translate,
            sites=_chosen(outline, site),
        )
    return replace(
        _BUILDERS[kind](material),
        kind=kind,
        fingerprint=material.fingerprint,
        audit_id=outline.audit.id,
        created=desk.stamp(),
    )


def write(
    desk: Desk, kind: str, target: Path, render: Renderer, translate: Translate, language: str = "ja", site: str = ""
) -> Report:
    """Build and render to `target`. Raises UserError, leaving an earlier file as it was."""
    if target.suffix.lower() != ".pdf":
        raise UserError("report_suffix", file=target.name)
    report = build(desk, kind, translate, language, site)
    render(report, target)
    return report


def _chosen(outline: Outline, site: str) -> tuple[Site, ...]:
    if site:
        return (auditing.site_named(outline.sites, site),)
    return live_sites(outline.sites)


__all__ = ["KINDS", "Renderer", "build", "write"]
