"""ヒアリング想定問答: what would be asked of the weakest answers, what was answered, and room for what is prepared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.services.interviewing import Asked
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Box,
    Bullets,
    Heading,
    KeepTogether,
    KeyValues,
    Paragraph,
    Report,
    Run,
    Spacer,
    Title,
)

_TO_WRITE = 18.0
"""Millimetres for what is written by hand."""


def build(material: Material, asked: Sequence[Asked]) -> Report:
    """The questions, the weakest answer first, each kept on one page."""
    _ = material.translate
    audit = material.outline.audit
    title = _("Questions to expect at a hearing")
    blocks: list[Block] = [
        Title(title, f"{audit.organisation}　{audit.period}"),
        Paragraph(
            _(
                "Drafted by this program from the weakest answers of the audit, for the company's own preparation. "
                "What an authority asks or decides is not predicted."
            ),
            quiet=True,
        ),
    ]
    if not asked:
        blocks.append(Paragraph(_("There is no answer yet that anything would be asked about.")))
    for number, each in enumerate(asked, start=1):
        blocks += _question(material, number, each)
    return Report(
        title=title,
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
    )


def _question(material: Material, number: int, asked: Asked) -> Iterator[Block]:
    _ = material.translate
    where = asked.site_name or _("(company)")
    head = f"{number}. {asked.checkpoint.id}　{where}　{material.verdict(asked.answer.verdict)}"
    parts: list[Block] = [
        Heading(2, head),
        Paragraph(asked.checkpoint.question.in_language(material.language), quiet=True),
        Paragraph((Run(asked.question, bold=True),)),
    ]
    if asked.further:
        parts.append(Bullets(asked.further))
    parts.append(KeyValues(tuple(_known(material, asked))))
    parts.append(Box((Spacer(_TO_WRITE),), _("Answer to give, and the evidence to show")))
    yield KeepTogether(tuple(parts))


def _known(material: Material, asked: Asked) -> Iterator[tuple[str, str]]:
    _ = material.translate
    between = "; " if material.language == "en" else "、"
    said = [part for part in (asked.answer.comment, asked.answer.reason) if part]
    yield _("Remark, reason"), "\n".join(said) or _("none")
    yield _("Evidence files"), between.join(piece.name for piece in asked.evidence) or _("none")
    if asked.action is not None:
        owner = asked.action.owner or asked.action.department
        due = material.day(asked.action.until)
        told = between.join(part for part in (asked.action.measure, owner, due) if part)
        yield _("Measure"), _("No. {number}").format(number=asked.action.number) + f"　{told}"
    yield _("Why they would ask"), material.joined(asked.why)
