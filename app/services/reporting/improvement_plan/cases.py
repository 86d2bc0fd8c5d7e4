"""Parts B and C: facts, causes and discipline for each case that occurred."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.grades import Cause
from app.domain.plan import Case, CaseCause, measures_beside, offered_cases
from app.services.reporting.improvement_plan import case_figures, case_texts
from app.services.reporting.improvement_plan.controls import action_table
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Cell,
    Column,
    Heading,
    KeepTogether,
    KeyValues,
    Matrix,
    MatrixRow,
    Paragraph,
    Row,
    Table,
)


def parts(material: Material) -> list[Block]:
    """B and C; where the officer said of every case that it did not occur, only what measures there are."""
    _ = material.translate
    if nothing_occurred(material):
        return _left_over(material)
    happened = [c for c in material.cases if c.occurred]
    blocks: list[Block] = [Heading(1, _("B Facts and causes of the case"))]
    blocks += [Paragraph(text, style="letter") for text in _said_of_others(material)]
    for number, case in enumerate(happened, start=1):
        blocks += _facts(material, case, number if len(happened) > 1 else 0)
    own = [a for a in material.actions if a.item == "B"]
    if own:
        blocks += [Heading(2, _("Measures on investigation and publication")), action_table(material, own)]
    blocks.append(Heading(1, _("C Discipline of those involved")))
    if not happened:
        blocks.append(Paragraph(_not_said(material), style="letter"))
    for case in happened:
        blocks += _discipline(material, case, several=len(happened) > 1)
    own = [a for a in material.actions if a.item == "C"]
    if own:
        blocks.append(action_table(material, own))
    return blocks


def _left_over(material: Material) -> list[Block]:
    """Measures under the items of B and C where the parts themselves are left out: no measure may vanish."""
    _ = material.translate
    blocks: list[Block] = []
    for item, title in (
        ("B", _("Measures on investigation and publication")),
        ("C", _("Measures on the discipline of those involved")),
    ):
        if own := [a for a in material.actions if a.item == item]:
            heading = Heading(2, _("Besides the items above: {title}").format(title=title))
            blocks.append(KeepTogether((heading, action_table(material, own))))
    return blocks


def nothing_occurred(material: Material) -> bool:
    """Whether the officer said of every case that it did not occur."""
    said = {c.kind: c.occurred for c in material.cases}
    offered = offered_cases(material.outline.audit.role)
    return all(said.get(kind) is False for kind in offered) and all(c.occurred is False for c in material.cases)


def undecided(material: Material) -> tuple[str, ...]:
    """The kinds and titles of which it has not been said whether they occurred."""
    kinds = {c.kind for c in material.cases}
    blank = [Case("", 0, kind) for kind in offered_cases(material.outline.audit.role) if kind not in kinds]
    return tuple(case_title(material, c) for c in (*blank, *material.cases) if c.occurred is None)


def case_title(material: Material, case: Case) -> str:
    """The officer's title, else what the kind is called."""
    _ = material.translate
    if case.title:
        return case.title
    return {
        "entrant_customers": _("case of information on new entrants' customers"),
        "renewable": _("case of the renewable-energy administration system"),
    }.get(case.kind, _("other case"))


def factors_without_cause(case: Case) -> tuple[Cause, ...]:
    """Those of 機会・動機・正当化 under which no cause is written."""
    return tuple(c for c in Cause if not any(cause.cause is c for cause in case.causes))


def unanswered_causes(material: Material, case: Case) -> tuple[str, ...]:
    """The marks of causes that no live measure answers: a gap of the matrix."""
    live = {a.id for a in material.actions}
    return tuple(mark for mark, cause in marked(material, case) if not live.intersection(cause.actions))


def marked(material: Material, case: Case) -> tuple[tuple[str, CaseCause], ...]:
    """The causes in the order of the factors, each with its mark: 機会1, 機会2, 動機1."""
    result = []
    for factor in Cause:
        own = [c for c in case.causes if c.cause is factor]
        word = material.cause(factor)
        gap = "" if material.language == "ja" else " "
        result += [(f"{word}{gap}{n}", cause) for n, cause in enumerate(own, start=1)]
    return tuple(result)


def _not_said(material: Material) -> str:
    _ = material.translate
    return _("It has not been recorded yet whether a case occurred; this part is written once it is.")


def _said_of_others(material: Material) -> list[str]:
    """Which cases are told here, and of which it is not said whether they occurred; one that did not is left out."""
    _ = material.translate
    said = []
    happened = [case_title(material, c) for c in material.cases if c.occurred]
    if happened:
        said.append(
            _("The following occurred at our company and is told here: {cases}.").format(
                cases=material.quoted(happened)
            )
        )
    if open_ := undecided(material):
        said.append(
            _("It has not been recorded yet whether the following occurred: {cases}.").format(
                cases=material.quoted(open_)
            )
        )
    return said


def _facts(material: Material, case: Case, number: int) -> list[Block]:
    """(1) facts, (2) causes, (3) how the causes relate to A."""
    _ = material.translate
    blocks: list[Block] = []
    if number:
        blocks.append(Heading(2, _("Case {number}: {title}").format(number=number, title=case_title(material, case))))
    level: int = 3 if number else 2
    blocks += [_head(level, _("(1) Facts")), *_overview(material, case)]
    blocks += [_head(level, _("(2) Causes")), *_causes(material, case)]
    blocks += [_head(level, _("(3) How the causes relate to A")), *_relation(material, case)]
    return blocks


def _head(level: int, text: str) -> Heading:
    return Heading(3, text) if level == 3 else Heading(2, text)


def _paragraphs(text: str, *, keep: bool = False) -> list[Block]:
    """A text as paragraphs; `keep` holds the last one with the table it opens."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Paragraph(line, style="letter", keep=keep and line is lines[-1]) for line in lines]


def _overview(material: Material, case: Case) -> list[Block]:
    _ = material.translate
    items = [
        (_("Case"), case_title(material, case)),
        (_("Discovered on"), material.day(case.discovered) or _("(date to be entered)")),
        (_("Publication"), case.publication or _("(to be entered)")),
    ]
    told = [*_paragraphs(case.overview), *case_texts.blocks(material, case, "overview")]
    blocks: list[Block] = [*(told or [Paragraph(_("(overview to be entered)"))])]
    blocks.append(KeyValues(tuple(items)))
    return [*blocks, *case_figures.blocks(material, case)]


def _causes(material: Material, case: Case) -> list[Block]:
    _ = material.translate
    parts = case_texts.blocks(material, case, "causes")
    blocks = [*_paragraphs(case.cause_analysis, keep=not parts), *parts]
    rows: list[Row] = []
    numbered = marked(material, case)
    for factor in Cause:
        own = [(mark, cause) for mark, cause in numbered if cause.cause is factor]
        directions = [
            d.title.in_language(material.language) for d in material.catalogue.directions if d.parent == factor
        ]
        rows.append(
            (
                Cell(
                    _("{factor} — {directions}").format(
                        factor=material.cause(factor), directions=material.listed(directions)
                    ),
                    bold=True,
                ),
            )
        )
        rows += [(mark, cause.text) for mark, cause in own] or [
            ("－", _("(no cause under this factor has been entered)"))
        ]
    columns = (Column(_("Mark"), "short"), Column(_("Cause")))
    caption = _("Causes by opportunity, motive and rationalisation (report summary ¶7)")
    return [*blocks, Table(columns, tuple(rows), caption=caption)]


def _relation(material: Material, case: Case) -> list[Block]:
    """Causes × items of A; a cell holds the numbers of the measures. Gaps are told."""
    _ = material.translate
    numbered = marked(material, case)
    if not numbered:
        return [Paragraph(_("The causes have not been entered yet."), style="letter")]
    live = {a.id: a for a in material.actions}
    answers = {mark: [live[i] for i in cause.actions if i in live] for mark, cause in numbered}
    named = {mark: {*cause.items, *(a.item for a in answers[mark])} for mark, cause in numbered}
    items = [i.id for i in material.catalogue.items if any(i.id in used for used in named.values())]
    if not items:
        return [_unrelated(material, numbered)]
    rows = []
    for mark, cause in numbered:
        cells: list[str | None] = []
        for item in items:
            numbers = [str(a.number) for a in answers[mark] if a.item == item]
            cells.append(material.listed(numbers) or ("○" if item in cause.items else None))
        rows.append(MatrixRow(mark, tuple(cells)))
    matrix = Matrix(
        tuple(material.item_short(i) for i in items),
        tuple(rows),
        corner=_("Cause / item of A"),
        caption=_("Causes and the measures that answer them"),
        note=_items_note(material, items, marked_only=any("○" in row.cells for row in rows)),
    )
    opening = _("Each cause is answered by measures of part A as follows; the numbers are those of the measures.")
    blocks: list[Block] = [Paragraph(opening, style="letter", keep=True), KeepTogether((matrix,))]
    if bare := unanswered_causes(material, case):
        blocks.append(Paragraph(_("No measure answers yet: {causes}.").format(causes=material.listed(bare))))
    return [*blocks, *_beside(material)]


def _beside(material: Material) -> list[Block]:
    """The measures that answer no cause of any case: told, so that nobody takes the matrix for all of them."""
    _ = material.translate
    happened = [case for case in material.cases if case.occurred]
    blocks: list[Block] = []
    if beside := measures_beside(material.actions, happened):
        text = _("Measures that rest on findings of the audit and answer no cause of a case: {numbers}.")
        told = [str(a.number) for a in beside if a.causes]
        if told:
            blocks.append(Paragraph(text.format(numbers=material.listed(told)), quiet=True))
        if bare := [str(a.number) for a in beside if not a.causes]:
            text = _("Measures that name no cause at all: {numbers}.")
            blocks.append(Paragraph(text.format(numbers=material.listed(bare))))
    return blocks


def _unrelated(material: Material, numbered: Sequence[tuple[str, CaseCause]]) -> Table:
    """Causes that neither a measure nor an item of A answers, each with its gap: a matrix would have no columns."""
    _ = material.translate
    rows = tuple((mark, cause.text, _("(no measure)")) for mark, cause in numbered)
    columns = (Column(_("Mark"), "short"), Column(_("Cause")), Column(_("Measure"), "short"))
    return Table(
        columns,
        rows,
        caption=_("Causes and the measures that answer them"),
        note=_("No measure of part A has been assigned to these causes yet."),
    )


def _items_note(material: Material, items: Sequence[str], *, marked_only: bool) -> str:
    """What the heads of the columns mean; and the sign ○ where it is used."""
    _ = material.translate
    said = [
        f"{material.item_short(i)} {material.catalogue.item(i).title.in_language(material.language)}" for i in items
    ]
    if not marked_only:
        return _("Items: {items}.").format(items=material.listed(said))
    return _("Items: {items}. ○: the item is concerned without a measure of its own.").format(
        items=material.listed(said)
    )


def _discipline(material: Material, case: Case, *, several: bool) -> list[Block]:
    _ = material.translate
    blocks: list[Block] = [Heading(2, case_title(material, case))] if several else []
    parts = case_texts.blocks(material, case, "discipline")
    blocks += [*_paragraphs(case.discipline_note, keep=bool(case.discipline) and not parts), *parts]
    if case.discipline:
        rows = tuple(
            (d.target, d.measure, d.reason, material.day(d.dated) or _("(date to be entered)")) for d in case.discipline
        )
        columns = (
            Column(_("Persons concerned")),
            Column(_("Discipline"), weight=0.8),
            Column(_("Reason"), weight=1.4),
            Column(_("Date"), "date"),
        )
        blocks.append(Table(columns, rows))
    elif not (case.discipline_note or parts):
        text = _("Persons, content and reasons of the discipline are written as soon as they have been decided.")
        blocks.append(Paragraph(text, style="letter"))
    return blocks
