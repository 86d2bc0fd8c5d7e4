"""整合性チェック結果: contradictions and gaps as they stand, by weight and check, and what was left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.grades import Gravity
from app.services import consistency_wording as words
from app.services.consistency import Consistency, Told
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Bullets,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Report,
    Row,
    Table,
    Title,
)

MOST = 100
"""So many hits of one check are told one by one."""


def build(material: Material, missing: Sequence[str]) -> Report:
    """What the checks found at the moment of the report; the rest is counted."""
    _ = material.translate
    found = material.consistency
    if found is None:
        raise ValueError("the checks were not run")
    audit = material.outline.audit
    title = _("Result of the consistency checks")
    blocks: list[Block] = [
        Title(title, audit.period),
        KeyValues(
            (
                (_("Organisation"), audit.organisation),
                (_("As-of date"), material.full_day(audit.as_of)),
                (_("Date of making"), material.full_day(material.today)),
                (_("Fingerprint of the data"), material.fingerprint),
            )
        ),
        *_summary(material, found),
    ]
    for weight in Gravity:
        blocks += _of_weight(material, found, weight)
    blocks += _noted(material, found)
    blocks += _idle(material, found)
    return Report(
        title=title,
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
    )


def _summary(material: Material, found: Consistency) -> list[Block]:
    _ = material.translate
    said = _("{checks} checks looked through answers, remarks, evidence, measures, the split, cases and filing.")
    lines = [said.format(checks=len(found.rules))]
    if not found.hits:
        lines.append(_("No contradiction and no gap was found."))
    rows: list[Row] = [(words.gravity(weight, _), f"{found.count(weight):,}") for weight in Gravity]
    rows.append((_("Left as they are"), f"{len(found.noted):,}"))
    return [
        Heading(1, _("Summary")),
        Paragraph(material.joined(lines), style="letter", keep=True),
        Table(
            (Column(_("Weight"), "text"), Column(_("Number"), "number")),
            tuple(rows),
            note=_("Errors and gaps are to be settled, or left as they are with a reason, before the audit is sealed."),
        ),
    ]


def _of_weight(material: Material, found: Consistency, weight: Gravity) -> list[Block]:
    """The checks of one weight that found something, each with its hits."""
    _ = material.translate
    by_check: dict[str, list[Told]] = {}
    for told in found.hits:
        if told.severity is weight:
            by_check.setdefault(told.hit.rule, []).append(told)
    if not by_check:
        return []
    blocks: list[Block] = [Heading(1, f"{words.SIGNS[weight]} {words.gravity(weight, _)}")]
    for rule, members in by_check.items():
        text = members[0].text
        count = _("{title} ({rule}): {count}").format(
            title=text.title.in_language(material.language), rule=rule, count=f"{len(members):,}"
        )
        more = len(members) - MOST
        blocks += [
            Heading(2, count),
            Paragraph(text.remedy.in_language(material.language), quiet=True, keep=True),
            Table(
                _columns(material),
                tuple(_row(material, found, told) for told in members[:MOST]),
                note=_("Further ones, not told one by one: {count}.").format(count=f"{more:,}") if more > 0 else "",
            ),
        ]
    return blocks


def _columns(material: Material) -> tuple[Column, ...]:
    _ = material.translate
    return Column(_("Place"), weight=0.9), Column(_("Field"), weight=0.5), Column(_("What was found"), weight=2.2)


def _row(material: Material, found: Consistency, told: Told) -> Row:
    _ = material.translate
    where, names = told.hit.where, found.names
    return (
        words.place(where, names.sites, names.systems, names.cases, _),
        words.field(where, _),
        words.sentence(material.catalogue, told.hit, _, material.language),
    )


def _noted(material: Material, found: Consistency) -> list[Block]:
    """What was left as it is: who, why."""
    _ = material.translate
    table = noted(material, found, found.noted)
    return [Heading(1, _("Left as they are")), table] if table else []


def noted(material: Material, found: Consistency, left: Sequence[Told], caption: str = "") -> Table | None:
    """Hits that were left as they are, with the reason and who gave it; None where there is none."""
    _ = material.translate
    rows = tuple((*_row(material, found, told), _why(material, told)) for told in left[:MOST])
    if not rows:
        return None
    more = len(left) - MOST
    note = _("Further ones, not told one by one: {count}.").format(count=f"{more:,}") if more > 0 else ""
    columns = (*_columns(material), Column(_("Reason and by whom"), weight=1.2))
    return Table(columns, rows, caption=caption, note=note)


def _why(material: Material, told: Told) -> str:
    note = told.note
    return "" if note is None else f"{note.reason}\n{note.by} {note.at[:10]}"


def _idle(material: Material, found: Consistency) -> list[Block]:
    """The checks that could say nothing: what was not checked is not thereby in order."""
    _ = material.translate
    told = tuple(_untested(material, found))
    if not told:
        return []
    lead = _("What was not checked is not thereby in order.")
    return [Heading(1, _("Checks that could say nothing")), Paragraph(lead, quiet=True, keep=True), Bullets(told)]


def _untested(material: Material, found: Consistency) -> Iterable[str]:
    _ = material.translate
    for each in found.not_checked:
        text = words.text_of(material.catalogue, each.rule)
        yield _("{rule}: {why}").format(
            rule=f"{text.id} {text.title.in_language(material.language)}", why=words.why_not(each.why, _)
        )
