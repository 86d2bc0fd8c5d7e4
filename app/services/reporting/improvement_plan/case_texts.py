"""The parts of the texts of B and C that the officer wrote under headings of their own."""

from __future__ import annotations

from app.domain.case_papers import CASE, subject_of
from app.domain.plan import Case
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Paragraph, Run


def written(material: Material, case: Case, part: str) -> list[tuple[str, str]]:
    """(title, text) of what is written of a part: `overview`, `causes` or `discipline`."""
    subject = subject_of(CASE, case.id)
    found = []
    for field in material.catalogue.case_fields:
        note = material.notes.get((subject, field.id))
        if field.part == part and note is not None and note.text:
            found.append((field.title.in_language(material.language), note.text))
    return found


def blocks(material: Material, case: Case, part: str) -> list[Block]:
    """Each with its title in bold; nothing for what is not written."""
    made: list[Block] = []
    for title, text in written(material, case, part):
        made.append(Paragraph((Run(title, bold=True),), keep=True))
        made += [Paragraph(line.strip(), style="letter") for line in text.splitlines() if line.strip()]
    return made
