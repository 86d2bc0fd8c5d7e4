"""What a report on the progress tells beside the measures: corrected figures of cases, and verdicts that changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.case_figures import CaseFigure, FigureKind
from app.domain.filings import Submission
from app.domain.grades import Verdict
from app.domain.since_filing import CaseTurn, FigureMove, FigureTurn, Turned
from app.services.case_words import purpose_word
from app.services.filings import ProgressView
from app.services.reporting.improvement_plan.cases import case_title
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Column, Heading, Paragraph, Row, Table
from app.services.since_filing import Since

_NAMED = 5
"""So many sites are named in a row; the rest is counted."""


def blocks(material: Material, seen: ProgressView, number: int) -> list[Block]:
    """The sections that there is something to tell in, numbered from `number`."""
    _ = material.translate
    if seen.filed is None:
        return []
    if seen.since is None:
        text = _("What figures and verdicts said when filing no. {number} was recorded is not on record.")
        return [
            Heading(1, _("{number} Figures and verdicts").format(number=number)),
            Paragraph(text.format(number=seen.filed.number), style="letter"),
        ]
    told: list[Block] = []
    if seen.since.cases:
        told += _figures(material, seen.filed, seen.since.cases, number)
        number += 1
    if seen.since.verdicts or seen.since.answered:
        told += _verdicts(material, seen.filed, seen.since, number)
    return told


def gaps(material: Material, since: Since | None) -> tuple[str, ...]:
    """Corrections whose reason nobody gave: a regulator asks for it first."""
    _ = material.translate
    bare = [
        f.now.label for turn in (since.cases if since else ()) for f in turn.figures if f.move is not FigureMove.NEW
        and not _why(f)
    ]  # fmt: skip
    if not bare:
        return ()
    return (_("Corrected figures without a reason: {figures}.").format(figures=material.quoted(bare)),)


def _figures(material: Material, filed: Submission, cases: Iterable[CaseTurn], number: int) -> list[Block]:
    _ = material.translate
    columns = (
        Column(_("Figure"), weight=0.9),
        Column(_("As filed"), weight=0.8),
        Column(_("Now"), weight=0.8),
        Column(_("Source"), weight=1.0),
        Column(_("Corrected on"), "date"),
        Column(_("Reason"), weight=1.4),
    )
    told: list[Block] = [
        Heading(1, _("{number} Corrected figures of cases").format(number=number)),
        Paragraph(
            _("Figures that say something else than when filing no. {number} was recorded on {day}.").format(
                number=filed.number, day=material.full_day(filed.recorded_on)
            ),
            style="letter",
        ),
    ]
    for turn in cases:
        rows = tuple(_figure(material, each) for each in turn.figures)
        told += [Heading(2, case_title(material, turn.case)), Table(columns, rows)]
    return told


def _figure(material: Material, turn: FigureTurn) -> Row:
    _ = material.translate
    now, label = turn.now, turn.now.label
    if now.kind is FigureKind.PURPOSE:
        word = purpose_word(material.catalogue, now.purpose, _, material.language)
        label = word if label in word else f"{word}\n{label}"
    # Of figures without a trail of corrections the day is that of taking them back, or nobody's.
    days = [step.corrected for step in turn.steps] + ([now.withdrawn_on] if now.withdrawn_on is not None else [])
    return (
        label,
        _said(material, turn.before) if turn.before is not None else _("(not told then)"),
        _("(withdrawn)") if turn.move is FigureMove.WITHDRAWN else _said(material, now),
        now.source or _("(source to be entered)"),
        material.day(days[-1] if days else None) or "－",
        (_why(turn) or _("(reason to be entered)")) if turn.move is not FigureMove.NEW else _("(new)"),
    )


def _said(material: Material, figure: CaseFigure) -> str:
    """The value with its as-of date, and that it is an estimate."""
    _ = material.translate
    value = _("{value} (estimated)").format(value=figure.value) if figure.estimated else figure.value
    if figure.as_of is None:
        return _("{value}\n(as-of date to be entered)").format(value=value)
    return _("{value}\n(as of {date})").format(value=value, date=material.day(figure.as_of))


def _why(turn: FigureTurn) -> str:
    """The reasons of all corrections since, each once."""
    said = [step.reason for step in turn.steps] + [turn.now.withdrawn]
    return "\n".join(dict.fromkeys(filter(None, map(str.strip, said))))


def _verdicts(material: Material, filed: Submission, since: Since, number: int) -> list[Block]:
    _ = material.translate
    told: list[Block] = [Heading(1, _("{number} Changed verdicts").format(number=number))]
    if since.verdicts:
        opening = _("Verdicts that are others than when filing no. {number} was recorded on {day}: {count}.").format(
            number=filed.number, day=material.full_day(filed.recorded_on), count=f"{len(since.verdicts):,}"
        )
        told += [Paragraph(opening, style="letter"), _table(material, since.verdicts)]
    if since.answered:
        first = _("Answered since for the first time (not listed): {count}.").format(count=f"{since.answered:,}")
        told.append(Paragraph(first, style="letter"))
    return told


def _table(material: Material, verdicts: Iterable[Turned]) -> Table:
    """A row for each checkpoint, change, day and reason, with the sites where it is so."""
    _ = material.translate
    order = {checkpoint.id: place for place, checkpoint in enumerate(material.catalogue.checkpoints)}
    groups: dict[tuple[str, str, str, str, str], list[str]] = {}
    for each in sorted(verdicts, key=lambda turn: (order.get(turn.checkpoint, len(order)), turn.at)):
        key = (
            each.checkpoint,
            material.verdict(each.before),
            _now(material, each),
            each.at[:10],
            each.reason.strip(),
        )
        groups.setdefault(key, []).append(material.place(each.site) or _("(site taken out)"))
    rows = []
    for (checkpoint, before, now, day, reason), places in groups.items():
        named = material.listed(places[:_NAMED])
        if len(places) > _NAMED:
            named = _("{names} and {count} more").format(names=named, count=len(places) - _NAMED)
        question = material.catalogue.question(checkpoint).in_language(material.language)
        rows.append(
            (
                f"{checkpoint}\n{question}",
                named,
                before,
                now,
                material.day(date.fromisoformat(day)),
                reason or _("(no reason is on record)"),
            )
        )
    columns = (
        Column(_("Checkpoint"), weight=1.5),
        Column(_("Site"), weight=0.7),
        Column(_("Then"), "short"),
        Column(_("Now"), "short"),
        Column(_("Changed on"), "date"),
        Column(_("Reason"), weight=1.1),
    )
    note = _("A conforming answer that nothing proves yet is marked as unproven, a copied one as unconfirmed.")
    return Table(columns, tuple(rows), note=note)


def _now(material: Material, turn: Turned) -> str:
    """The verdict that stands, and what keeps it from counting."""
    _ = material.translate
    place, word = (turn.checkpoint, turn.site), material.verdict(turn.now)
    if place in material.copies:
        return _("{verdict}\n(unconfirmed)").format(verdict=word)
    if turn.now is Verdict.CONFORMING and place in material.outline.unproven:
        return _("{verdict}\n(unproven)").format(verdict=word)
    return word
