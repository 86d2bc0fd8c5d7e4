"""六要素の整理表: the facts of ¶13 ①–⑥ in that order, recorded or still to establish, of cases and serious findings.

No weight, no score, no forecast (domain §7); beside a case the nearest rows of 図表2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.case_papers import CASE, Known
from app.services.case_words import known_word, near_told, no_forecast
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyValues,
    Matrix,
    MatrixRow,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Run,
    Table,
    Title,
)
from app.services.six_factors import FactorSheet, FactorView, FactView

_WHOLE = "control"
"""The record that is told of the whole company, whatever was found: once is enough."""
MOST = 8
"""So many records of one factor are told where findings have a sheet together."""


def build(material: Material, missing: Sequence[str]) -> Report:
    """The table of all subjects, then a sheet for each."""
    _ = material.translate
    audit = material.outline.audit
    title = _("Facts of the six factors")
    blocks: list[Block] = [
        Title(title, f"{audit.organisation}　{audit.period}"),
        Paragraph(
            _(
                "The factors are those that the Commission named for considering dispositions (report summary ¶13); "
                "it gives them no weights and ends with “and so on”. The facts to establish, and which of them Table 2 "
                "names, are this program's reading."
            ),
            quiet=True,
        ),
        Paragraph((Run(no_forecast(_), bold=True),)),
    ]
    if not material.factors:
        blocks.append(Paragraph(_("There is no case that occurred and no serious finding that is open.")))
    else:
        blocks.append(_matrix(material))
    for sheet in material.factors:
        if sheet.kind == CASE:
            blocks += [PageBreak(), *_case(material, sheet)]
    findings = [sheet for sheet in material.factors if sheet.kind != CASE]
    if findings:
        blocks += [
            Heading(1, _("Serious findings")),
            Paragraph(
                _("Findings of one comparison of which nobody has recorded anything yet are told together."), quiet=True
            ),
        ]
        facts = [view for factor in findings[0].factors for view in factor.facts]
        whole = [line for view in facts if view.fact.record == _WHOLE for line in view.told]
        if whole:
            blocks += [Paragraph(_("Of the whole company, under ⑥:"), keep=True), Bullets(tuple(whole))]
    for members in _groups(findings):
        blocks += _findings(material, members)
    return Report(
        title=title,
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        subject=audit.period,
        author=audit.auditor,
    )


def sentences(material: Material) -> tuple[str, ...]:
    """What is still to establish of the cases; what is open of findings stands in the sheets."""
    _ = material.translate
    return tuple(
        _("{case}: facts still to establish: {count}.").format(case=sheet.title, count=sheet.open)
        for sheet in material.factors
        if sheet.kind == CASE and sheet.open
    )


def mark(criterion: str) -> str:
    """① … ⑥."""
    return chr(0x245F + int(criterion)) if criterion.isdecimal() and 1 <= int(criterion) <= 20 else criterion


def _matrix(material: Material) -> Matrix:
    _ = material.translate
    columns = tuple(mark(c.id) for c in material.catalogue.criteria)
    rows = []
    cases = [[sheet] for sheet in material.factors if sheet.kind == CASE]
    for members in (*cases, *_groups([sheet for sheet in material.factors if sheet.kind != CASE])):
        cells = []
        for place, factor in enumerate(members[0].factors):
            counts = sorted({len(factor.facts) - member.factors[place].open for member in members})
            least = str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"
            cells.append(f"{least}/{len(factor.facts)}")
        rows.append(MatrixRow(_title(material, members), tuple(cells)))
    titles = [f"{mark(c.id)} {c.title.in_language(material.language)}" for c in material.catalogue.criteria]
    return Matrix(
        columns,
        tuple(rows),
        corner=_("Case or serious finding"),
        caption=_("Facts recorded of those to establish, by factor"),
        note=material.listed(titles),
    )


def _case(material: Material, sheet: FactorSheet) -> list[Block]:
    _ = material.translate
    leaks = [e.title.in_language(material.language) for e in material.catalogue.leaks if e.id in sheet.leaks]
    blocks: list[Block] = [
        Heading(1, f"{sheet.number}　{sheet.title}"),
        KeyValues(((_("Types of leak (¶3, ¶5)"), material.listed(leaks) or _("still to establish")),)),
    ]
    for factor in sheet.factors:
        blocks += _factor(material, factor)
    blocks += _precedents(material, sheet)
    return blocks


def _factor(material: Material, factor: FactorView) -> list[Block]:
    _ = material.translate
    heading = Heading(2, f"{mark(factor.criterion.id)} {factor.criterion.title.in_language(material.language)}")
    rows: list[Row] = []
    for view in factor.facts:
        rests_on = view.text or (_("(to be entered)") if view.known is Known.NO and view.open else "－")
        rows.append((view.fact.ask.in_language(material.language), _state(material, view), rests_on))
        rows += [(Cell(f"　{said}", quiet=True),) for said in view.told]
    columns = (Column(_("Fact"), weight=1.3), Column(_("State"), "short"), Column(_("What it rests on")))
    reasoning = factor.text or _("(to be entered)")
    return [
        heading,
        Table(columns, tuple(rows)),
        Paragraph((Run(_("Reasoning of the officer") + "　", bold=True), Run(reasoning))),
    ]


def _state(material: Material, view: FactView) -> str:
    _ = material.translate
    if view.known is Known.OPEN and (view.told or view.text):
        return _("● recorded")
    return known_word(view.known, _)


def _precedents(material: Material, sheet: FactorSheet) -> list[Block]:
    _ = material.translate
    blocks: list[Block] = [
        Heading(2, _("Nearest rows of Table 2 of the report summary")),
        Paragraph((Run(no_forecast(_), bold=True),), keep=True),
    ]
    if not sheet.near:
        blocks.append(Paragraph(_("No row of Table 2 shares a fact that is recorded yet.")))
    for near in sheet.near:
        told = near_told(near, material.catalogue, _, material.language)
        inner: list[Block] = [Paragraph(reason) for reason in told.reasons]
        inner.append(KeyValues(told.lines))
        head = _("{company} (held appropriate: {measure})").format(company=told.company, measure=told.measure)
        blocks.append(Box(tuple(inner), head))
    return blocks


def _groups(findings: Sequence[FactorSheet]) -> list[list[FactorSheet]]:
    """Findings that have a sheet together, in their order."""
    groups: dict[str, list[FactorSheet]] = {}
    for sheet in findings:
        groups.setdefault(sheet.subject if sheet.written else f"~{sheet.group}", []).append(sheet)
    return list(groups.values())


def _findings(material: Material, members: Sequence[FactorSheet]) -> list[Block]:
    """Six rows: what is recorded of these findings, what is still to establish, the officer's reasoning."""
    _ = material.translate
    first = members[0]
    rows: list[Row] = []
    for place, factor in enumerate(first.factors):
        recorded = list(_recorded(material, factor))
        views = [view for m in members for view in m.factors[place].facts]
        recorded += [line for view in views if view.fact.record != _WHOLE for line in view.told]
        if any(view.fact.record == _WHOLE and view.told for view in views):
            recorded.append(_("(of the whole company: as told above)"))
        told = list(dict.fromkeys(recorded))
        if len(told) > MOST:
            told = [*told[:MOST], _("and {count} more").format(count=len(told) - MOST)]
        open_ = [view.fact.here.in_language(material.language) for view in factor.facts if view.open]
        rows.append(
            (
                mark(factor.criterion.id),
                "\n".join(told) or _("(nothing yet)"),
                Cell(material.listed(open_) or "－", quiet=True),
            )
        )
    columns = (Column("¶13", "mark"), Column(_("Recorded"), weight=1.2), Column(_("Still to establish")))
    types = dict.fromkeys(leak for member in members for leak in member.leaks)
    leaks = [e.title.in_language(material.language) for e in material.catalogue.leaks if e.id in types]
    note = _("Types of leak (¶3, ¶5): {leaks}").format(leaks=material.listed(leaks)) if leaks else ""
    return [Heading(2, _title(material, members)), Table(columns, tuple(rows), note=note)]


def _title(material: Material, members: Sequence[FactorSheet]) -> str:
    """Number and title; of findings that are told together the first and the last number, and how many they are."""
    _ = material.translate
    first = members[0]
    if len(members) == 1:
        return f"{first.number}　{first.title}"
    title = first.title.rpartition(" (")[0] or first.title
    numbers = _("{first}–{last}").format(first=first.number, last=members[-1].number)
    return f"{numbers}　{title} " + _("(findings: {count})").format(count=len(members))


def _recorded(material: Material, factor: FactorView) -> Iterator[str]:
    """What the officer established and wrote under a factor."""
    _ = material.translate
    for view in factor.facts:
        if view.known is not Known.OPEN or view.text:
            said = view.fact.here.in_language(material.language)
            told = f"{known_word(view.known, _)} {said}"
            yield _("{what}: {text}").format(what=told, text=view.text) if view.text else told
    if factor.text:
        yield factor.text
