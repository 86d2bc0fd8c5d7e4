"""自己点検結果報告書: results per area and site, findings, what is missing."""

from __future__ import annotations

from app.domain.catalogue import Severity
from app.domain.plan import still_open
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    StackedBars,
    Table,
    Title,
)


def build(material: Material) -> Report:
    """The report on the results of the self-audit."""
    _ = material.translate
    audit, total = material.outline.audit, material.outline.total()
    found = still_open(material.findings)
    counts = [f"{material.severity(s)} {sum(f.severity is s for f in found)}" for s in Severity]
    items = {i.id: i.title.in_language(material.language) for i in material.catalogue.items}
    names = {s.id: s.name for s in material.outline.sites}
    blocks: list[Block] = [
        Title(_("Report on the results of the self-audit"), f"{audit.organisation}  {audit.period}"),
        Heading(1, _("1 Summary")),
        KeyValues(
            (
                (_("As-of date"), material.day(audit.as_of)),
                (_("Section in charge"), audit.department or audit.auditor),
                (_("Sites"), _("{count} sites").format(count=len(names))),
                (_("Answered"), f"{total.answered} / {total.total}"),
                (_("Open findings"), "  ".join(counts)),
            )
        ),
        Paragraph(
            _(
                "Not answered is never counted as conforming. Grades are the company's own; they do not predict any "
                "disposition."
            ),
            quiet=True,
        ),
        Heading(1, _("2 Results by item")),
        StackedBars(
            tuple(material.bar(f"{i} {items[i]}", t) for i, t in material.outline.by_item().items()), material.legend()
        ),
        Heading(1, _("3 Results by site")),
        Paragraph(_("Checkpoints that are answered once per site."), quiet=True),
        StackedBars(tuple(material.bar(names[s], t) for s, t in material.outline.by_site().items()), material.legend()),
        Heading(1, _("4 Findings")),
        _findings(material, names),
        Heading(1, _("5 Evidence")),
        Table(
            (Column(_("Checkpoint"), "short"), Column(_("Site")), Column(_("Name")), Column("SHA-256")),
            tuple((e.checkpoint, names.get(e.site, ""), e.name, e.sha256[:16]) for e in material.evidence),
            _("There is no evidence yet."),
        ),
        PageBreak(),
        Heading(1, _("6 What is still missing")),
        *(Paragraph(f"・{sentence}") for sentence in material.missing()),
    ]
    return Report(
        title=_("Report on the results of the self-audit"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        watermark=_("DRAFT") if material.missing() else "",
    )


def _findings(material: Material, names: dict[str, str]) -> Table:
    _ = material.translate
    grades = list(Severity)
    order = {identity: number for number, identity in enumerate(names, start=1)}
    rows = []
    for finding in sorted(
        still_open(material.findings), key=lambda f: (grades.index(f.severity), f.subject, order.get(f.site, 0))
    ):
        checkpoint = material.catalogue.checkpoint(finding.subject)
        rows.append(
            (
                checkpoint.id,
                material.severity(finding.severity),
                names.get(finding.site, _("Company")),
                finding.values.get("comment", "") or checkpoint.question.in_language(material.language),
                "\n".join(material.catalogue.basis_label(b, material.language) for b in checkpoint.basis[:2]),
            )
        )
    columns = (
        Column(_("Checkpoint"), "short"),
        Column(_("Grade"), "short"),
        Column(_("Site"), "short"),
        Column(_("Fact")),
        Column(_("Basis")),
    )
    return Table(columns, tuple(rows), _("There are no open findings."))
