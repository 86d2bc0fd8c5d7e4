"""業務改善計画: cover letter, introduction, A by the official items, B and C for each case, schedule, what is missing.

One module for each part; a new part is added to `build` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.services.reporting.improvement_plan import cases, controls, letter, schedule
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Box,
    Bullets,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    TableOfContents,
    Title,
)


def build(material: Material, missing: Sequence[str]) -> Report:
    """The improvement plan as it would be filed; a draft as long as something is `missing`."""
    _ = material.translate
    audit = material.outline.audit
    blocks: list[Block] = [
        letter.cover(material),
        Paragraph(_("Annex"), style="right"),
        Title(_("Improvement plan"), material.full_day(material.dated) + "\n" + audit.organisation),
        TableOfContents(_("Contents")),
        PageBreak(),
        *letter.introduction(material),
        *controls.part(material),
        *cases.parts(material),
        *schedule.part(material),
    ]
    if missing:
        blocks += _still_missing(material, missing)
    return Report(
        title=_("Improvement plan"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
    )


def _still_missing(material: Material, missing: Sequence[str]) -> list[Block]:
    _ = material.translate
    inner: list[Block] = [Bullets(tuple(missing))]
    limits = tuple(each for each in material.limits() if each not in missing)
    if limits:
        inner += [Paragraph(_("Limits of the audit that stay when the plan is complete:")), Bullets(limits)]
    return [
        Heading(1, _("What is still missing")),
        Paragraph(_("This plan is a draft. It may be filed when the following has been settled.")),
        Box(tuple(inner), tone="notice"),
    ]
