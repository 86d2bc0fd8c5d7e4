"""Part A: the official items one after the other, each with what was found and what is done about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.audit import COMPANY
from app.domain.catalogue import Item
from app.domain.findings import Finding, Source, Status
from app.domain.grades import Cause, Severity
from app.domain.plan import Action, ActionState
from app.domain.progress import Tally
from app.services.reporting import beside
from app.services.reporting.improvement_plan import coverage_map, split
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    KeepTogether,
    Paragraph,
    Row,
    Run,
    Table,
)

# So many checkpoints are named where an item has no deficiency.
_NAMED = 3
# Of our own parts: they stand after the official items.
_OWN = ("V", "S")


def part(material: Material) -> list[Block]:
    """Part A with its seventeen items, then the measures of our own parts (¶4, ¶5)."""
    _ = material.translate
    blocks: list[Block] = [
        Heading(1, _("A Fundamental strengthening of internal control")),
        Paragraph(
            _(
                "We give the results of the self-audit by item, and the measures we take. Each measure is carried out "
                "by the section in charge, and its execution is checked in the way named beside it."
            ),
            style="letter",
        ),
        *coverage_map.blocks(material),
    ]
    for item in material.catalogue.items:
        if item.element.startswith("A"):
            blocks += _item(material, item)
    for item in material.catalogue.items:
        if item.element in _OWN and (_tally(material, item) or _actions_of(material, item)):
            blocks += _item(material, item)
    return blocks


def action_table(material: Material, actions: Iterable[Action]) -> Table:
    """現状の問題 → 対策 → 実施時期 → 責任部署 → 確認方法."""
    _ = material.translate
    columns = (
        Column(_("No."), "number"),
        Column(_("Present problem"), weight=1.15),
        Column(_("Measure"), weight=1.15),
        Column(_("When"), "date"),
        Column(_("Section"), "short"),
        Column(_("How it is checked"), weight=0.9),
    )
    chosen = tuple(actions)
    bare = {a.id for a in material.without_problem(chosen)}
    return Table(columns, tuple(row for a in chosen for row in _rows(material, a, bare=a.id in bare)))


def when(material: Material, action: Action) -> str:
    """実施時期: year and month, or that it is done."""
    _ = material.translate
    if action.state in (ActionState.DONE, ActionState.SETTLING):
        month = material.month(action.done)
        return _("done\n({month})").format(month=month) if month else _("done")
    if action.revised is not None and action.due is not None:
        return _("{month}\n(originally\n{original})").format(
            month=material.month(action.revised), original=material.month(action.due)
        )
    return material.month(action.due) or _("(to be decided)")


def _rows(material: Material, action: Action, *, bare: bool) -> tuple[Row, ...]:
    """The row of a measure, and its texts across the table where they are long.

    `bare` says that nobody has told the present problem yet.
    """
    _ = material.translate
    told, measure, method = (material.fitted(_cell(text)) for text in (action.problem, action.measure, action.method))
    problem: tuple[Run, ...] = (Run(told[0] or _("(measure of prevention)")),)
    if bare:
        # The paper never passes for complete where nobody wrote what was found.
        problem = (*problem[: bool(action.problem)], Run("\n" * bool(action.problem) + _("(details to be entered)")))
    if places := material.places_of(action):
        problem = (*problem, Run("\n" + places, quiet=True))
    row: Row = (
        str(action.number),
        Cell(problem),
        measure[0],
        when(material, action),
        action.department or action.owner or _("(to be decided)"),
        method[0] or _("(to be decided)"),
    )
    headed = ((_("Present problem"), told[1]), (_("Measure"), measure[1]), (_("How it is checked"), method[1]))
    across: list[tuple[Run, ...]] = [(Run(head + "　", bold=True), Run(text)) for head, text in headed if text]
    if lines := beside.lines(material, action):
        across.append(tuple(run for head, text in lines for run in (Run(head + "　", bold=True), Run(text + "　　"))))
    return (row, *((Cell(runs),) for runs in across))


def _cell(text: str) -> str:
    """A text as a cell bears it: a sentence that stands alone has no full stop, whoever wrote it."""
    text = text.strip()
    return text[:-1] if text.endswith("。") and text.count("。") == 1 and "\n" not in text else text


def _tally(material: Material, item: Item) -> Tally | None:
    return material.outline.by_item().get(item.id)


def _actions_of(material: Material, item: Item) -> list[Action]:
    return [a for a in material.actions if a.item == item.id]


def _item(material: Material, item: Item) -> list[Block]:
    _ = material.translate
    tally = _tally(material, item)
    actions = _actions_of(material, item)
    label = material.item_label(item)
    if item.element in _OWN:
        label = _("Besides the items above: {title}").format(title=label)
    blocks: list[Block] = [Heading(2, label)]
    if tally is None:
        said = [_not_asked(material, item)]
        # Ledgers tell more than an audit of a few items asks.
        if hits := _hits(material, material.by_item(item.id)):
            said.append(_("The comparison of ledgers revealed: {hits}.").format(hits=material.listed(hits)))
        blocks.append(Paragraph(material.joined(said), style="letter", keep=bool(actions)))
    else:
        blocks += _found(material, item, tally, bool(actions))
    if actions:
        table = replace(action_table(material, actions), note=_grounds(material, actions))
        blocks.append(table)
    if not actions:
        # Where there are measures, their table says how far it holds together.
        blocks = [KeepTogether(tuple(blocks))]
    if item.id == "A4-1":
        blocks += split.programme(material)
    return blocks


def _not_asked(material: Material, item: Item) -> str:
    _ = material.translate
    role = material.outline.audit.role
    if not any(role in c.roles for c in material.catalogue.checkpoints if c.item == item.id):
        return _("No checkpoint of this item is asked of our kind of company.")
    return _("This item was not within the scope of the present self-audit.")


def _found(material: Material, item: Item, tally: Tally, acted: bool) -> list[Block]:
    """What the self-audit found, in one or two sentences whose counts can be traced to answers and ledger rows."""
    _ = material.translate
    asked = sum(c.item == item.id for c in material.outline.checkpoints)
    scheduled = item.id == "A4-1" and bool(material.separations)
    if not tally.answered and (acted or scheduled):
        text = _(
            "The examination of this item is not finished (answers: 0 of {places}); what has been laid down ahead "
            "of it is as follows."
        ).format(places=f"{tally.total:,}")
        return [Paragraph(text, style="letter", keep=True)]
    if not tally.answered:
        return [Paragraph(_("This item has not been examined yet; it is written once it has been."), style="letter")]
    said = []
    found = material.by_item(item.id)
    hits = _hits(material, found)
    bad = tally.nonconforming + tally.partly
    if tally.not_applicable == tally.total:
        said.append(
            _("Every checkpoint of this item ({checkpoints}) was found not applicable to our company.").format(
                checkpoints=asked
            )
        )
    elif bad:
        said += _deficient(material, found, tally, asked)
    elif tally.open:
        said.append(
            _(
                "Answers given in this item: {answered} of {places} (checkpoints: {checkpoints}); they show no "
                "deficiency."
            ).format(checkpoints=asked, places=f"{tally.total:,}", answered=f"{tally.answered:,}")
        )
    else:
        said.append(
            _(
                "The self-audit found no deficiency in this item (checkpoints: {checkpoints}, answers: {places})."
            ).format(checkpoints=asked, places=f"{tally.total:,}")
        )
    if hits:
        said.append(_("The comparison of ledgers revealed: {hits}.").format(hits=material.listed(hits)))
    if tally.unanswered:
        said.append(_("Not yet confirmed besides: {count}.").format(count=f"{tally.unanswered:,}"))
    said += _settled(material, found)
    here = [p for p in material.outline.places if material.catalogue.item_of(p[0]) == item.id]
    if bare := material.unproven(tally, here):
        said.append(bare)
    if copied := material.copied(here):
        said.append(copied)
    sound = not bad and not hits and tally.conforming > 0 and not tally.open
    if sound and acted:
        said.append(_("We keep the present controls and take the following measures besides."))
    elif sound:
        said.append(_("We keep the present controls and go on checking the following among others."))
    keeps = sound and not acted
    blocks: list[Block] = [Paragraph(material.joined(said), style="letter", keep=acted or keeps)]
    if keeps:
        blocks.append(Bullets(_kept(material, item)))
    return blocks


def _deficient(material: Material, found: Sequence[Finding], tally: Tally, asked: int) -> list[str]:
    _ = material.translate
    said = [
        _(
            "Of the answers in this item ({places}; checkpoints: {checkpoints}) these are deficient: {deficiencies}."
        ).format(checkpoints=asked, places=f"{tally.total:,}", deficiencies=material.deficiencies(tally))
    ]
    answered = [f for f in found if f.source is Source.ANSWERS]
    names = dict.fromkeys(s.name for s in material.sites if any(f.site == s.id for f in answered))
    if names and not any(f.site == COMPANY for f in answered):
        said.append(_("The sites concerned are: {sites}.").format(sites=material.listed(names)))
    return said


def _hits(material: Material, found: Sequence[Finding]) -> list[str]:
    """What ledger and log rules found, by rule, with the number; what was accepted is told apart (`_settled`)."""
    _ = material.translate
    counts: dict[str, int] = {}
    for finding in found:
        if finding.source is not Source.ANSWERS and finding.status is not Status.ACCEPTED:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    said = _("“{title}” {count}")
    return [
        said.format(title=material.catalogue.rule_title(rule).in_language(material.language), count=f"{number:,}")
        for rule, number in sorted(counts.items())
    ]


def _settled(material: Material, found: Sequence[Finding]) -> list[str]:
    """How many of the findings of an item need no measure any more, and why."""
    _ = material.translate
    states = [f.status for f in found]
    said = []
    if corrected := states.count(Status.CORRECTED):
        said.append(_("Findings of this item that have been corrected: {count}.").format(count=corrected))
    if accepted := states.count(Status.ACCEPTED):
        said.append(
            _("Findings of this item that were accepted as they are, for reasons on record: {count}.").format(
                count=accepted
            )
        )
    return said


def _kept(material: Material, item: Item) -> tuple[str, ...]:
    """The gravest checkpoints of an item without deficiency."""
    grades = list(Severity)
    asked = [c for c in material.outline.checkpoints if c.item == item.id]
    gravest = sorted(asked, key=lambda c: grades.index(c.severity))[:_NAMED]
    return tuple(material.asked(c.question) for c in asked if c in gravest)


def _grounds(material: Material, actions: Iterable[Action]) -> str:
    """根拠, 原因区分 and 対策の方向性 of the measures above."""
    _ = material.translate
    chosen = list(actions)
    checkpoints = [material.catalogue.known(a.checkpoint) for a in chosen]
    bases = material.bases(b for c in checkpoints if c is not None for b in c.basis)
    causes = [material.cause(c) for c in Cause if any(c in a.causes for a in chosen)]
    signs = "".join(
        d.title.in_language(material.language)[0]
        for d in material.catalogue.directions
        if any(d.id in a.directions for a in chosen)
    )
    parts = [
        _("Basis: {bases}.").format(bases=bases) if bases else "",
        _("Factor: {causes}.").format(causes=material.listed(causes)) if causes else "",
        _("Direction of the measures: {directions}.").format(directions=signs) if signs else "",
    ]
    return material.joined(p for p in parts if p)
