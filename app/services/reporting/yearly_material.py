"""年次報告の基礎資料: what the audit knows for the yearly report of 電気事業法第23条の4第2項.

The form and the date of the report are laid down by ordinance, of which no article could be read (domain §9): this is a
draft of facts, says so on every page by its watermark, and lists what is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.plan import ActionState
from app.services import measure_words
from app.services.reporting.improvement_plan.controls import when
from app.services.reporting.improvement_plan.words import state_word
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Box,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyValues,
    Paragraph,
    Report,
    Row,
    Table,
    Title,
)
from app.services.reporting.progress_splits import interim
from app.services.yearly import TRAINING

LAW = "eba-23no4-2"


def build(material: Material, missing: Sequence[str]) -> Report:
    """Who, results by item, measures, training, changes, what is missing."""
    _ = material.translate
    audit = material.outline.audit
    title = _("Material for the yearly report on arrangements")
    blocks: list[Block] = [
        Title(title, f"{audit.organisation}　{audit.period}"),
        Box(
            (
                Paragraph(
                    _(
                        "A draft of facts for the report under {law}. The form and the date of that report are "
                        "not known to this program: they are to be taken from the ordinance in force. Nothing "
                        "here says that the arrangements are sufficient."
                    ).format(law=material.catalogue.basis_label(LAW, material.language))
                ),
            ),
            tone="notice",
        ),
        Heading(1, _("1 The audit")),
        KeyValues(tuple(_audit(material))),
        Heading(1, _("2 Results by item")),
        _results(material),
        Heading(1, _("3 Measures")),
        *_measures(material),
        Heading(1, _("4 Training")),
        *_training(material),
        Heading(1, _("5 Changes")),
        *_changes(material),
        Heading(1, _("6 What is missing")),
        Box((Bullets(tuple(missing)),), tone="notice"),
    ]
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
    """What is not known; the form never is, so that this always is a draft."""
    _ = material.translate
    said = [
        _("The form and the date of the report: laid down by ordinance, not known to this program."),
        *material.missing(),
    ]
    if unproven := material.unproven(material.outline.total()):
        said.append(unproven)
    if not material.actions:
        said.append(_("Measures: none is in the plan."))
    read = material.yearly
    if read is None or read.training is None:
        said.append(_("Training: there is no list of people."))
    elif "trained" not in read.training.told:
        said.append(_("Training: the list of people has no column with the day of training."))
    if read is None or read.predecessor is None:
        said.append(_("Changes since the year before: this audit does not go on from an earlier one."))
    said += material.limits()
    return tuple(dict.fromkeys(said))


def _audit(material: Material) -> list[tuple[str, str]]:
    _ = material.translate
    audit = material.outline.audit
    edition = _("{count} ({edition})").format(count=len(material.outline.checkpoints), edition=audit.catalogue_version)
    total = material.outline.total()
    rows = [
        (_("Organisation"), audit.organisation),
        (_("Period"), audit.period),
        (_("As-of date"), material.full_day(audit.as_of)),
        (_("Who was audited"), material.asked_whom()),
        (_("Checkpoints that were asked"), edition),
        (_("Results"), material.results(total)),
    ]
    ledgers = [f"{material.ledger(kind)} ({count:,})" for kind, count in material.records.items()]
    rows.append((_("Ledgers looked at (rows)"), material.listed(ledgers) or _("none")))
    return [*rows, *material.seal()]


def _results(material: Material) -> Table:
    _ = material.translate
    rows: list[Row] = []
    open_by_item: dict[str, int] = {}
    for finding in material.counted():
        if finding.checkpoints:
            named = material.catalogue.item_of(finding.checkpoints[0])
            open_by_item[named] = open_by_item.get(named, 0) + 1
    for item in material.catalogue.items:
        tally = material.outline.by_item().get(item.id)
        if tally is None:
            continue
        rows.append(
            (
                material.item_label(item),
                f"{tally.conforming:,}",
                f"{tally.partly:,}",
                f"{tally.nonconforming:,}",
                f"{tally.unanswered:,}",
                f"{open_by_item.get(item.id, 0):,}",
            )
        )
    columns = (
        Column(_("Item"), weight=2),
        *(Column(word, "number") for word in (_("Conforming"), _("Partly"), _("Nonconforming"), _("Not answered"))),
        Column(_("Open findings"), "number"),
    )
    return Table(columns, tuple(rows), note=_("Not answered is never counted as conforming."))


def _measures(material: Material) -> list[Block]:
    _ = material.translate
    order = (ActionState.DONE, ActionState.SETTLING, ActionState.IN_PROGRESS, ActionState.NOT_STARTED)
    counts = [(measure_words.state_word(s, _), sum(a.state is s for a in material.actions)) for s in order]
    told = [_("{state}: {count}").format(state=word, count=count) for word, count in counts]
    rows: list[Row] = []
    for action in material.actions:
        if action.state in (ActionState.DONE, ActionState.SETTLING):
            rows.append((str(action.number), action.item, action.measure, when(material, action)))
    columns = (
        Column(_("No."), "number"),
        Column(_("Item"), "short"),
        Column(_("Measure"), weight=2),
        Column(_("When"), "date"),
    )
    return [
        Paragraph(
            _("Measures in the plan: {total} ({states}).").format(
                total=len(material.actions), states=material.listed(told)
            )
        ),
        Table(columns, tuple(rows), _("No measure is done yet."), caption=_("Measures that were carried out")),
    ]


def _training(material: Material) -> list[Block]:
    _ = material.translate
    read = material.yearly
    blocks: list[Block] = []
    if read is not None and read.training is not None:
        training = read.training
        none = _("(the list of people does not tell)")
        trained = f"{training.trained:,}" if "trained" in training.told else none
        pledged = f"{training.pledged:,}" if "pledged" in training.told else none
        blocks.append(
            KeyValues(
                (
                    (_("People in the list who have not left"), f"{training.people:,}"),
                    (_("Of these, trained within the year before the as-of date"), trained),
                    (_("Of these, with a pledge on record"), pledged),
                )
            )
        )
    rows: list[Row] = []
    for checkpoint in material.outline.checkpoints:
        if checkpoint.item == TRAINING:
            places = [place for place in material.outline.places if place[0] == checkpoint.id]
            question = checkpoint.question.in_language(material.language)
            rows.append((checkpoint.id, question, material.results(material.outline.tally(places))))
    columns = (Column(_("Checkpoint"), "short"), Column(_("What was asked"), weight=1.2), Column(_("Results")))
    blocks.append(Table(columns, tuple(rows), _("The audit asks nothing of training.")))
    return blocks


def _changes(material: Material) -> list[Block]:
    _ = material.translate
    read = material.yearly
    blocks: list[Block] = []
    if read is not None and read.predecessor is not None:
        earlier = read.predecessor
        said = _("Compared with the audit of {period} (as of {date}).").format(
            period=earlier.period, date=material.day(earlier.as_of)
        )
        blocks.append(Paragraph(said))
        rows: list[Row] = [
            (material.item_label(item), f"{read.changed[item.id][0]:,}", f"{read.changed[item.id][1]:,}")
            for item in material.catalogue.items
            if item.id in read.changed
        ]
        columns = (
            Column(_("Item"), weight=2),
            Column(_("Verdicts that became better"), "number"),
            Column(_("Verdicts that became worse"), "number"),
        )
        blocks.append(Table(columns, tuple(rows), _("No verdict became better or worse.")))
    else:
        blocks.append(Paragraph(_("There is no earlier audit to compare with.")))
    split: list[Row] = []
    for each in material.separations:
        due = material.month(each.due) or _("(to be decided)")
        split.append((each.system, state_word(material, each.current), due, Cell(interim(material, each) or "－")))
    if split:
        heads = (
            Column(_("System")),
            Column(_("Present state"), "short"),
            Column(_("Planned end"), "date"),
            Column(_("Interim measures"), weight=1.4),
        )
        blocks.append(Table(heads, tuple(split), caption=_("Physical split of systems")))
    return blocks
