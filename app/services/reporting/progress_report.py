"""進捗報告 (実施状況報告): what became of the measures since a filing, with a cover letter as the plan's (§6.3).

Item · measure · planned date (original, revised) · state · what was done · proof · deviation and reason · next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.filings import Move, Moved, Paper
from app.domain.measures import next_step
from app.domain.plan import overdue
from app.services import measure_words
from app.services.filings import ProgressView
from app.services.reporting import beside, progress_changes, progress_splits
from app.services.reporting.improvement_plan import letter
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Column,
    Heading,
    Letter,
    Paragraph,
    Report,
    Row,
    Run,
    Table,
    Title,
)

_NAMED = 2
"""So many pieces of evidence are named for a measure; the rest is counted."""


def build(material: Material, missing: Sequence[str]) -> Report:
    """The report as it would be filed. Raises ValueError for a reading without it (our bug)."""
    _ = material.translate
    audit, seen = material.outline.audit, _seen(material)
    blocks: list[Block] = [
        _cover(material, seen),
        Paragraph(_("Annex"), style="right"),
        Title(
            _("State of execution of the improvement plan"),
            material.full_day(material.today) + "\n" + audit.organisation,
        ),
        Heading(1, _("1 Summary")),
        Paragraph(_since(material, seen), style="letter"),
        *_recorded_late(material, seen),
        Paragraph(_states(material), style="letter", keep=True),
        _counts(material, seen),
        *_changes(material, seen),
        Heading(1, _("3 Execution of each measure")),
        *_all(material, seen),
        *(splits := progress_splits.blocks(material, seen.splits)),
        *progress_changes.blocks(material, seen, 5 if splits else 4),
    ]
    if missing:
        blocks += [
            Heading(1, _("What is still missing")),
            Paragraph(_("This report is a draft. It may be filed when the following has been settled.")),
            Box((Bullets(tuple(missing)),), tone="notice"),
        ]
    return Report(
        title=_("Progress report"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        subject=audit.period,
    )


def gaps(material: Material) -> tuple[str, ...]:
    """What keeps the report from being filed, in sentences."""
    _ = material.translate
    filing, seen = material.outline.audit.filing, _seen(material)
    said = []
    if not filing.addressee:
        said.append(_("The addressee is to be entered."))
    if not filing.representative:
        said.append(_("The representative is to be entered."))
    if seen.filed is None and filing.submitted is None:
        said.append(_("That the plan was filed is to be recorded: this report tells what changed since."))
    slipped = [m for m in seen.moved if Move.SLIPPED in m.moves]
    if silent := [m.action.number for m in slipped if not _reasons(seen, m)]:
        told = _("Delayed measures without a reason (revise the due date with its reason): {numbers}.")
        said.append(told.format(numbers=material.listed(map(str, silent))))
    if undone := [m.action.number for m in seen.moved if m.now.finished and m.action.done is None]:
        told = _("Measures that are done, without the day: {numbers}.")
        said.append(told.format(numbers=material.listed(map(str, undone))))
    return (*said, *progress_changes.gaps(material, seen.since))


def _seen(material: Material) -> ProgressView:
    if material.progress is None:
        raise ValueError("no progress was read")
    return material.progress


def _filed_on(material: Material, seen: ProgressView) -> date | None:
    """The day on which the plan was filed."""
    return material.plan_filed or material.outline.audit.filing.submitted


def _cover(material: Material, seen: ProgressView) -> Letter:
    _ = material.translate
    audit, filing = material.outline.audit, material.outline.audit.filing
    filed = material.letter_day(_filed_on(material, seen)) or _("(date to be entered)")
    return Letter(
        date=material.letter_day(material.today),
        addressee=(filing.addressee or _("(addressee to be entered)"),),
        sender=(audit.organisation, letter.representative(material)),
        title=_("Report on the execution of the improvement plan"),
        paragraphs=(
            _(
                "We report as attached how far the improvement plan that we submitted on {filed} has been carried out, "
                "as of {day}."
            ).format(filed=filed, day=material.letter_day(material.today)),
            _("We shall go on carrying out the plan steadily and answer sincerely when its execution is examined."),
        ),
        closing=_("End"),
        enclosures=(_("Annex: state of execution of the improvement plan"),),
    )


def _since(material: Material, seen: ProgressView) -> str:
    _ = material.translate
    if seen.filed is None:
        return _("No earlier filing is on record; every measure is told as new.")
    paper = measure_words.paper_word(Paper(seen.filed.paper), _)
    return _("Changes are counted from the {paper} filed on {day} (filing no. {number}).").format(
        paper=paper, day=material.full_day(seen.filed.filed_on), number=seen.filed.number
    )


def _recorded_late(material: Material, seen: ProgressView) -> list[Block]:
    """That a filing was recorded on a later day than it was filed, and what was changed before: what this report
    compares with is the plan as it stood when it was recorded."""
    _ = material.translate
    if (filed := seen.filed) is None or not filed.late:
        return []
    said = _(
        "That filing was recorded on {day} by {person}; what is compared with is the plan as it stood then."
    ).format(day=material.full_day(filed.recorded_on), person=filed.by)
    changed = measure_words.between_words(seen.between, _, material.listed)
    return [Paragraph(material.joined((said, changed)), style="letter")]


def _states(material: Material) -> str:
    _ = material.translate
    counts = (
        [
            _("{state}: {count}").format(
                state=measure_words.state_word(state, _), count=sum(a.state is state for a in material.actions)
            )
            for state in type(material.actions[0].state)
        ]
        if material.actions
        else []
    )
    return _("Measures in the plan: {total} ({states}).").format(
        total=len(material.actions), states=material.listed(counts) or "－"
    )


def _counts(material: Material, seen: ProgressView) -> Table:
    _ = material.translate
    rows = []
    for move in Move:
        numbers = [str(m.action.number) for m in seen.moved if move in m.moves]
        rows.append((measure_words.move_word(move, _), f"{len(numbers):,}", material.listed(numbers) or "－"))
    columns = (Column(_("Since that filing"), "short"), Column(_("Number"), "number"), Column(_("Measures (No.)")))
    note = _("A measure may stand in several lines: one that is new may be carried out, or delayed, already.")
    return Table(columns, tuple(rows), caption=_("Measures by what became of them"), note=note)


def _changes(material: Material, seen: ProgressView) -> list[Block]:
    """New, carried out, delayed, withdrawn measures: a table of each kind that there is."""
    _ = material.translate
    kinds = (Move.NEW, Move.FINISHED, Move.REOPENED, Move.SLIPPED, Move.WITHDRAWN)
    found = {move: [m for m in seen.moved if move in m.moves] for move in kinds}
    if seen.filed is None:
        found[Move.NEW] = []  # All of them, which the table of all tells.
    blocks: list[Block] = [Heading(1, _("2 What changed"))]
    if not any(found.values()):
        return [*blocks, Paragraph(_("Nothing was added, carried out, delayed or withdrawn."), style="letter")]
    for move, members in found.items():
        if members:
            blocks.append(Heading(2, measure_words.move_word(move, _)))
            blocks.append(_table(material, seen, move, members))
    return blocks


def _table(material: Material, seen: ProgressView, move: Move, members: Sequence[Moved]) -> Table:
    _ = material.translate
    columns: tuple[Column, ...]
    rows: list[Row]
    number, measure = Column(_("No."), "number"), Column(_("Measure"), weight=1.6)
    if move is Move.SLIPPED:
        columns = (
            number,
            measure,
            Column(_("Date as filed"), "date"),
            Column(_("Date now"), "date"),
            Column(_("Late by"), "short"),
            Column(_("Reason"), weight=1.4),
        )
        rows = [
            (
                str(m.action.number),
                m.action.measure,
                (material.day(m.before.until) or "－") if m.before else _("－ (added since)"),
                material.day(m.now.until) or "－",
                _late(material, m),
                _reasons(seen, m) or _("(reason to be entered)"),
            )
            for m in members
        ]
    elif move is Move.WITHDRAWN:
        columns = (number, measure, Column(_("Date as filed"), "date"), Column(_("Reason"), weight=1.4))
        rows = [
            (
                str(m.action.number),
                m.action.measure,
                material.day(m.before.until if m.before else None) or "－",
                m.action.withdrawn,
            )
            for m in members
        ]
    elif move is Move.FINISHED:
        columns = (
            number,
            measure,
            Column(_("Planned date"), "date"),
            Column(_("Day of completion"), "date"),
            Column(_("Effect"), weight=1.2),
        )
        rows = [
            (
                str(m.action.number),
                m.action.measure,
                material.day(m.now.until) or "－",
                material.day(m.action.done) or _("(day to be entered)"),
                beside.effect(material, seen.checks.get(m.action.id)) or _("(not looked at yet)"),
            )
            for m in members
        ]
    else:
        columns = (number, measure, Column(_("Planned date"), "date"), Column(_("Section"), "short"))
        rows = [
            (
                str(m.action.number),
                m.action.measure,
                material.day(m.now.until) or "－",
                m.action.department or m.action.owner or _("(to be decided)"),
            )
            for m in members
        ]
    return Table(columns, tuple(rows))


def _late(material: Material, moved: Moved) -> str:
    """How many days a measure is later than it was filed, or past its date."""
    _ = material.translate
    until, then = moved.now.until, moved.before.until if moved.before else None
    if until is None:
        return "－"
    days = (until - then).days if then is not None and until > then else (material.today - until).days
    return _("{days} days").format(days=f"{days:,}")


def _reasons(seen: ProgressView, moved: Moved) -> str:
    """The reasons of the revisions since the filing."""
    return "\n".join(each.reason for each in seen.revisions.get(moved.action.id, ()))


def _reasons_before(material: Material, moved: Moved) -> str:
    """The reasons of all revisions: what deviates from the plan does so in every later report as well."""
    view = material.measures.get(moved.action.id)
    return "\n".join(each.reason for each in view.revisions) if view is not None else ""


def _all(material: Material, seen: ProgressView) -> list[Block]:
    """Every measure in the plan, under its item."""
    _ = material.translate
    members = [m for m in seen.moved if not m.action.withdrawn]
    if not members:
        return [Paragraph(_("No measure is in the plan."), style="letter")]
    labels = {item.id: material.item_label(item) for item in material.catalogue.items}
    items = [*labels, *dict.fromkeys(m.action.item for m in members if m.action.item not in labels)]
    blocks: list[Block] = []
    for item in items:
        here = [m for m in members if m.action.item == item]
        if here:
            columns = (
                Column(_("Planned date"), "date"),
                Column(_("State"), "short"),
                Column(_("What was done"), weight=1.2),
                Column(_("Evidence of it"), weight=0.9),
                Column(_("Deviation and reason")),
                Column(_("What comes next"), weight=0.9),
            )
            rows = tuple(row for m in here for row in _row(material, seen, m))
            blocks += [Heading(2, labels.get(item, item)), Table(columns, rows)]
    return blocks


def _row(material: Material, seen: ProgressView, moved: Moved) -> tuple[Row, ...]:
    """The measure across the table, what is told of it below, and what no cell holds."""
    _ = material.translate
    action = moved.action
    texts = (
        (_("What was done"), _done(material, seen, moved)),
        (_("Evidence of it"), _proof(material, seen, moved)),
        (_("Deviation and reason"), _deviation(material, seen, moved)),
        (_("What comes next"), _next(material, seen, moved)),
    )
    fitted = [material.fitted(text) for _head, text in texts]
    state = measure_words.state_word(action.state, _)
    if progress := beside.percent(material, moved.now.progress):
        state = f"{state}\n{progress}"
    moves = material.listed(measure_words.move_word(move, _) for move in moved.moves if move is not Move.SAME)
    head = _("No. {number} {measure}").format(number=action.number, measure=action.measure)
    who = action.department or action.owner
    told = "　".join(part for part in (head, f"[{moves}]" if moves else "", f"({who})" if who else "") if part)
    row: Row = (_planned(material, moved), state, *(cell or "－" for cell, _rest in fitted))
    across = [(name, rest) for (name, _text), (_cell, rest) in zip(texts, fitted, strict=True) if rest]
    below = ((Cell((Run(name + "　", bold=True), Run(text))),) for name, text in across)
    return ((Cell(told, bold=True),), row, *below)


def _planned(material: Material, moved: Moved) -> str:
    _ = material.translate
    action = moved.action
    if action.revised is None or action.due is None:
        return material.month(action.due) or _("(to be decided)")
    return _("{month}\n(originally\n{original})").format(
        month=material.month(action.revised), original=material.month(action.due)
    )


def _done(material: Material, seen: ProgressView, moved: Moved) -> str:
    """What an officer wrote of it, and the milestones that were reached since the filing."""
    _ = material.translate
    facts = seen.facts.get(moved.action.id)
    said = [facts.account] if facts and facts.account else []
    if moved.reached:
        said.append(
            _("Reached: {steps}").format(
                steps=material.listed(
                    _("{step} ({day})").format(step=s.text, day=material.day(s.done)) for s in moved.reached
                )
            )
        )
    if Move.FINISHED in moved.moves and moved.action.done:
        said.append(_("Completed on {day}").format(day=material.day(moved.action.done)))
    return "\n".join(said)


def _proof(material: Material, seen: ProgressView, moved: Moved) -> str:
    """The evidence in force at the places of the measure, and what the look at its effect came to."""
    _ = material.translate
    action = moved.action
    sites = set(action.sites) or {site.id for site in material.outline.sites}
    names = [
        exhibit.piece.evidence.name
        for exhibit in material.evidence
        if not exhibit.expired and any(c == action.checkpoint and (not s or s in sites) for c, s in exhibit.places)
    ]
    said = []
    if names:
        told = material.listed(names[:_NAMED])
        if len(names) > _NAMED:
            told = _("{names} and {count} more").format(names=told, count=len(names) - _NAMED)
        said.append(told)
    if effect := beside.effect(material, seen.checks.get(action.id)):
        said.append(_("Effect: {effect}").format(effect=effect))
    return "\n".join(said)


def _deviation(material: Material, seen: ProgressView, moved: Moved) -> str:
    _ = material.translate
    said = []
    if reasons := _reasons(seen, moved) or _reasons_before(material, moved):
        said.append(reasons)
    if overdue(moved.action, material.today) and moved.now.until is not None:
        days = (material.today - moved.now.until).days
        said.append(_("past its date by {days} days").format(days=f"{days:,}"))
    if Move.REOPENED in moved.moves:
        said.append(_("taken up again after it had been told as done"))
    return "\n".join(said)


def _next(material: Material, seen: ProgressView, moved: Moved) -> str:
    facts = seen.facts.get(moved.action.id)
    if facts and facts.upcoming:
        return facts.upcoming
    if moved.now.finished:
        return ""
    coming = next_step(moved.now.milestones)
    return beside.step(material, coming) if coming is not None else ""
