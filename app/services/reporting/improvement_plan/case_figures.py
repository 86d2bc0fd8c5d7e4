"""The figures of a case: what they say now, and in a table of their own what they said before (domain §3.13 B-01)."""

from __future__ import annotations

from app.domain import case_figures
from app.domain.case_figures import CaseFigure, FigureKind
from app.domain.plan import Case
from app.services.case_words import purpose_word
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Cell, Column, KeepTogether, Row, Table


def blocks(material: Material, case: Case) -> list[Block]:
    """The present figures, those by purpose of ¶4, the corrections."""
    figures = case_figures.numbered(case.figures)
    said = case_figures.live(figures)
    made: list[Block] = [KeepTogether((_present(material, [f for f in said if f.kind is not FigureKind.PURPOSE]),))]
    if by_purpose := [f for f in said if f.kind is FigureKind.PURPOSE]:
        made.append(KeepTogether((_purposes(material, by_purpose),)))
    if changed := case_figures.corrected(figures):
        made.append(_corrections(material, changed))
    return made


def _columns(material: Material, first: str) -> tuple[Column, ...]:
    _ = material.translate
    return (
        Column(first, weight=1.2),
        Column(_("Value"), "short"),
        Column(_("As of"), "date"),
        Column(_("Kind"), "short"),
        Column(_("Source")),
    )


def _row(material: Material, figure: CaseFigure, label: str) -> Row:
    _ = material.translate
    wordy = len(figure.value) > 24
    return (
        label,
        Cell(figure.value, align=None if wordy else "right"),
        material.day(figure.as_of) or _("(as-of date to be entered)"),
        _("estimated") if figure.estimated else _("counted"),
        figure.source or _("(source to be entered)"),
    )


def _present(material: Material, figures: list[CaseFigure]) -> Table:
    _ = material.translate
    rows = tuple(_row(material, figure, figure.label) for figure in figures)
    columns = _columns(material, _("Figure"))
    if any(len(figure.value) > 24 for figure in figures):
        columns = (columns[0], Column(_("Value"), weight=1.2), *columns[2:])
    return Table(columns, rows, _("No figures have been entered yet."), caption=_("Figures of the case"))


def _purposes(material: Material, figures: list[CaseFigure]) -> Table:
    """The counts by the seven situations of ¶4, in their order."""
    _ = material.translate
    order = {p.id: place for place, p in enumerate(material.catalogue.patterns)}
    rows = []
    for figure in sorted(figures, key=lambda f: order.get(f.purpose, len(order))):
        word = purpose_word(material.catalogue, figure.purpose, _, material.language)
        rows.append(_row(material, figure, word if figure.label in word else f"{word}\n{figure.label}"))
    caption = _("Views by purpose (report summary ¶4)")
    return Table(_columns(material, _("Purpose")), tuple(rows), caption=caption)


def _corrections(material: Material, figures: tuple[CaseFigure, ...]) -> Table:
    """One row for each correction: what was said, what took its place, when and why."""
    _ = material.translate
    rows: list[Row] = []
    for figure in figures:
        label = figure.label
        if figure.kind is FigureKind.PURPOSE:
            label = purpose_word(material.catalogue, figure.purpose, _, material.language)
        for place, old in enumerate(figure.earlier):
            later = figure.earlier[place + 1] if place + 1 < len(figure.earlier) else figure
            why = old.reason or _("(reason to be entered)")
            rows.append(
                (
                    old.label or label,
                    _said(material, old.value, material.day(old.as_of)),
                    _said(material, later.value, material.day(later.as_of)),
                    material.day(old.corrected),
                    why,
                )
            )
        if figure.withdrawn_on is not None:
            before = _said(material, figure.value, material.day(figure.as_of))
            why = figure.withdrawn or _("(reason to be entered)")
            rows.append((label, before, _("withdrawn"), material.day(figure.withdrawn_on), why))
    columns = (
        Column(_("Figure"), weight=0.9),
        Column(_("Before"), weight=0.8),
        Column(_("After"), weight=0.8),
        Column(_("Corrected on"), "date"),
        Column(_("Reason")),
    )
    return Table(columns, tuple(rows), caption=_("Corrections of the figures"))


def _said(material: Material, value: str, as_of: str) -> str:
    _ = material.translate
    return _("{value}\n(as of {date})").format(value=value, date=as_of) if as_of else value
