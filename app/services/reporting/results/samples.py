"""5, its second part: samples of ledgers that were checked (抽出点検), and what may be concluded from them."""

from __future__ import annotations

from app.domain.ledgers.form import LedgerForm
from app.domain.sampling import Outcome, Tally
from app.services import sampling_words as words
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Column, Heading, KeyValues, Paragraph, Row, Table
from app.services.sampling import SampleView
from app.services.sampling_files import about

_TOLD = (Outcome.DIFFERENT, Outcome.UNCHECKED)


def section(material: Material) -> list[Block]:
    """Every sample that was drawn, the unfinished and withdrawn ones told as such; nothing where there is none."""
    _ = material.translate
    if not material.samples:
        return []
    blocks: list[Block] = [Heading(2, _("Checks by sample")), Paragraph(_count(material), style="letter")]
    for view in material.samples:
        form = material.forms[view.sample.kind]
        title = _("{ledger}, sample no. {number}").format(
            ledger=material.ledger(view.sample.kind), number=view.sample.number
        )
        blocks += [Heading(3, f"{title}{_state(material, view)}"), KeyValues(_particulars(material, view, form))]
        if rows := _rows(material, view):
            blocks.append(_table(material, form, rows))
    finished = any(not _state(material, view) for view in material.samples)
    return [*blocks, Paragraph(words.caveat(material.translate), quiet=True)] if finished else blocks


def _count(material: Material) -> str:
    """How many samples there are, and how many of them tell something."""
    _ = material.translate
    withdrawn = sum(bool(view.sample.withdrawn) for view in material.samples)
    unfinished = sum(bool(v.tally.pending) and not v.sample.withdrawn for v in material.samples)
    drawn = _("Records of ledgers were drawn at random and looked at on the spot (samples: {count}).")
    said = [drawn.format(count=len(material.samples))]
    if unfinished:
        told = _("Of these, not finished, so that nothing is concluded from them yet: {count}.")
        said.append(told.format(count=unfinished))
    if withdrawn:
        said.append(_("Of these, withdrawn: {count}.").format(count=withdrawn))
    return material.joined(said)


def _state(material: Material, view: SampleView) -> str:
    _ = material.translate
    if view.sample.withdrawn:
        return _(" (withdrawn)")
    return _(" (not finished)") if view.tally.pending else ""


def _particulars(material: Material, view: SampleView, form: LedgerForm) -> tuple[tuple[str, str], ...]:
    """What the work list says of the sample, with its numbers before the conclusion."""
    _ = material.translate
    told = dict(about(view, form, material.translate, material.language))
    conclusion = told.pop(_("Conclusion"))
    return (
        *told.items(),
        (_("Population and records drawn"), _numbers(material, view)),
        (_("Confidence"), _confidence(material, view)),
        (_("Results by record"), _results(material, view.tally)),
        (_("Conclusion"), conclusion),
    )


def _numbers(material: Material, view: SampleView) -> str:
    _ = material.translate
    sample = view.sample
    return _("{size} of {population} records").format(size=f"{sample.size:,}", population=f"{sample.population:,}")


def _confidence(material: Material, view: SampleView) -> str:
    """The confidence that was asked for, or, where the size was said, the one that the conclusion takes."""
    _ = material.translate
    sample, tally = view.sample, view.tally
    if tally.whole:
        return _("(all records were drawn)")
    if sample.confidence:
        return _("{confidence} (tolerable rate of differing records: {rate})").format(
            confidence=words.percent(sample.confidence), rate=words.percent(sample.rate)
        )
    return _("{confidence} (for the conclusion; the size was laid down)").format(
        confidence=words.percent(tally.confidence)
    )


def _results(material: Material, tally: Tally) -> str:
    counts = {
        Outcome.SOUND: tally.sound,
        Outcome.DIFFERENT: tally.different,
        Outcome.UNCHECKED: tally.unchecked,
        Outcome.PENDING: tally.pending,
    }
    _ = material.translate
    return material.listed(
        _("{outcome}: {count}").format(outcome=words.outcome_word(outcome, material.translate), count=f"{count:,}")
        for outcome, count in counts.items()
        if count or outcome in (Outcome.SOUND, Outcome.DIFFERENT)
    )


def _rows(material: Material, view: SampleView) -> tuple[Row, ...]:
    """The records that differ or could not be checked; what was drawn in a sample that was withdrawn tells nothing."""
    rows: list[Row] = []
    for record in () if view.sample.withdrawn else view.records:
        result = view.results.get(record.number)
        if result is not None and result.outcome in _TOLD:
            said = "\n".join(text for text in (result.difference, result.remark) if text)
            outcome = words.outcome_word(result.outcome, material.translate)
            rows.append((str(record.number), record.key, record.site, outcome, said, result.evidence))
    return tuple(rows)


def _table(material: Material, form: LedgerForm, rows: tuple[Row, ...]) -> Table:
    _ = material.translate
    caption = _("Records that differ or could not be checked")
    columns = (
        Column(_("No."), "number"),
        Column(form.field(form.keys[0]).title.in_language(material.language), "short"),
        Column(_("Site"), "short"),
        Column(_("Result"), "short"),
        Column(_("What differs")),
        Column(_("Evidence no."), "short"),
    )
    if not any(row[-1] for row in rows):
        return Table(columns[:-1], tuple(row[:-1] for row in rows), caption=caption)
    return Table(columns, rows, caption=caption)
