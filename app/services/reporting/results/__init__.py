"""自己点検結果報告書: ten chapters, for the president and the board.

One module for each group of chapters; a chapter is added to `build` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.findings import Finding
from app.domain.grades import Severity
from app.services.reporting.confirmations import addressee
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Box,
    Bullets,
    Column,
    Cover,
    Heading,
    KeepTogether,
    Paragraph,
    Report,
    Row,
    StackedBars,
    Table,
    TableOfContents,
)
from app.services.reporting.results import annexes, doubts, findings, grounds, ledgers, scope


def build(material: Material, missing: Sequence[str]) -> Report:
    """The report on the results of the self-audit; a draft as long as something is `missing`."""
    _ = material.translate
    audit = material.outline.audit
    blocks: list[Block] = [
        _cover(material),
        TableOfContents(_("Contents"), depth=1),
        *_summary(material),
        *scope.chapter(material),
        *findings.chapter(material),
        *doubts.unproven(material),
        *doubts.challenges(material),
        *grounds.tables(material),
        *doubts.left_as_they_are(material),
        *_sites(material),
        *ledgers.chapter(material),
        *annexes.logs(material),
        *annexes.changes(material),
        *annexes.actions(material),
        *annexes.evidence(material),
        *annexes.forms(material),
    ]
    if missing:
        blocks += [
            Heading(1, _("What is still missing")),
            Paragraph(_("This report is a draft until the following has been settled.")),
            Box((Bullets(tuple(missing)),), tone="notice"),
        ]
    return Report(
        title=_("Report on the results of the self-audit"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
    )


def _cover(material: Material) -> Cover:
    _ = material.translate
    audit = material.outline.audit
    return Cover(
        title=_("Report on the results of the self-audit"),
        subtitle=audit.period,
        addressee=tuple(addressee(material).split("\n")),
        items=(
            (_("Section in charge"), audit.department or audit.auditor or _("(to be entered)")),
            (_("As-of date"), material.full_day(audit.as_of)),
            (_("Date of making"), material.full_day(material.today)),
            (_("Edition of the checkpoints"), audit.catalogue_version),
            (_("Fingerprint of the data"), material.fingerprint),
        ),
        lines=(audit.organisation,),
    )


def _summary(material: Material) -> list[Block]:
    _ = material.translate
    outline = material.outline
    total = outline.total()
    found, corrected, accepted = material.counted(), material.corrected(), material.accepted()
    again = len(material.live()) - len(found)
    rows: tuple[Row, ...] = tuple(
        (
            material.severity(grade),
            f"{sum(f.severity is grade and not f.rule for f in found):,}",
            f"{sum(f.severity is grade and bool(f.rule) for f in found):,}",
            f"{sum(f.severity is grade for f in found):,}",
            *(f"{sum(f.severity is grade for f in settled):,}" for settled in (corrected, accepted) if settled),
        )
        for grade in Severity
    )
    labels = {
        i.id: f"{material.item_short(i.id)} {i.title.in_language(material.language)}" for i in material.catalogue.items
    }
    opening = _("The self-audit as of {date} put {checkpoints} checkpoints to {whom}.").format(
        date=material.day(outline.audit.as_of), checkpoints=len(outline.checkpoints), whom=material.asked_whom()
    )
    said = [
        opening,
        material.results(total),
        material.copied(outline.places),
        grounds.proven(material),
        _open(material, found),
        _("Answers that adopt what the ledgers found are counted with the ledgers, and not again: {count}.").format(
            count=f"{again:,}"
        )
        if again
        else "",
        _("Besides, findings that have been corrected: {count}.").format(count=f"{len(corrected):,}")
        if corrected
        else "",
        _("Besides, findings accepted as they are: {count}.").format(count=f"{len(accepted):,}") if accepted else "",
    ]
    return [
        Heading(1, _("1 Summary")),
        Paragraph(material.joined(t for t in said if t), style="letter"),
        Table(
            (
                Column(_("Grade"), "short"),
                Column(_("From answers"), "number"),
                Column(_("From ledgers"), "number"),
                Column(_("Total"), "number"),
                *([Column(_("Corrected (besides)"), "number")] if corrected else []),
                *([Column(_("Accepted (besides)"), "number")] if accepted else []),
            ),
            rows,
            caption=_("Open findings by grade"),
            note=_(
                "Not answered is never counted as conforming. Grades are the company's own; they do not predict any "
                "disposition."
            ),
        ),
        KeepTogether(
            (
                StackedBars(
                    tuple(material.bar(labels[i], t) for i, t in outline.by_item().items()),
                    material.legend(),
                    alt=_("Answers by item and verdict, as in the numbers at the right."),
                    caption=_("Answers by item"),
                    total=_("Total"),
                    share=True,
                ),
            )
        ),
    ]


def _open(material: Material, found: Sequence[Finding]) -> str:
    """How many findings are open, and how many of them serious."""
    _ = material.translate
    if not found:
        return _("No finding is open.")
    serious = sum(f.severity is Severity.SERIOUS for f in found)
    said = (
        _("Open findings: {findings}, of these serious: {serious}.")
        if serious
        else _("Open findings: {findings}, none of them serious.")
    )
    return said.format(findings=f"{len(found):,}", serious=f"{serious:,}")


def _sites(material: Material) -> list[Block]:
    """4: items × sites, and counts by site."""
    _ = material.translate
    blocks: list[Block] = [Heading(1, _("4 Results by site"))]
    if not material.outline.by_site():
        return [*blocks, Paragraph(_("The audit has no site; all checkpoints were answered for the company."))]
    return [
        *blocks,
        Paragraph(_("Checkpoints that are answered once per site."), quiet=True, keep=True),
        KeepTogether((findings.site_matrix(material),)),
        StackedBars(
            tuple(material.bar(material.place(s), t) for s, t in material.outline.by_site().items()),
            material.legend(),
            alt=_("Answers by site and verdict, as in the numbers at the right."),
            caption=_("Answers by site"),
            total=_("Total"),
        ),
    ]
