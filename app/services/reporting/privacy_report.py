"""漏えい等報告: facts for the nine items of 個人情報保護法施行規則第8条 of each case, a draft (domain §6.2)."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain import case_figures
from app.domain.case_figures import FigureKind
from app.domain.case_papers import CASE, Duty, LeakReport, late, subject_of
from app.domain.plan import Case
from app.services.case_words import duty_word
from app.services.factor_records import figure_line
from app.services.reporting.improvement_plan.cases import case_title
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Box,
    Bullets,
    Cell,
    CheckItem,
    CheckList,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Table,
    Title,
)

_BASES = ("ppa-26", "ppr-7", "ppr-8")


def build(material: Material, missing: Sequence[str]) -> Report:
    """One part for each case that occurred."""
    _ = material.translate
    audit = material.outline.audit
    title = _("Facts for the report of a leak of personal data")
    happened = [case for case in material.cases if case.occurred]
    blocks: list[Block] = [
        Title(title, f"{audit.organisation}　{audit.period}"),
        Paragraph(
            _(
                "A draft of facts for the report to the Personal Information Protection Commission ({bases}). It is "
                "not the form in which the report is made."
            ).format(bases=material.bases(_BASES)),
            quiet=True,
        ),
    ]
    if not happened:
        blocks.append(Paragraph(_("No case is recorded as having occurred.")))
    for number, case in enumerate(happened):
        if number:
            blocks.append(PageBreak())
        blocks += _case(material, case)
    if missing:
        blocks += [Heading(1, _("What is still missing")), Box((Bullets(tuple(missing)),), tone="notice")]
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
    """What is still to establish or to decide, for each case that occurred."""
    _ = material.translate
    said = []
    for case in material.cases:
        if not case.occurred:
            continue
        clock = _clock(material, case)
        title = case_title(material, case)
        if clock.duty is Duty.NOT_NEEDED:
            continue
        lacking = (
            (
                clock.duty is Duty.OPEN,
                _("{case}: whether a report to the privacy commission is needed is to be decided."),
            ),
            (clock.known is None, _("{case}: the day on which it became known is to be entered.")),
            (
                not clock.days,
                _("{case}: the term of the final report ({days} days) is to be chosen, with the reason."),
            ),
            (bool(clock.days) and not clock.reason, _("{case}: the reason for the term chosen is to be entered.")),
            (not clock.kinds, _("{case}: the situations of article 7 that apply are to be chosen.")),
            (clock.preliminary is None, _("{case}: the day of the preliminary report is to be entered.")),
            (late(clock, material.today), _("{case}: the final report is later than its last day.")),
        )
        days = _(" or ").join(map(str, material.catalogue.report_terms))
        said += [text.format(case=title, days=days) for is_lacking, text in lacking if is_lacking]
        if open_ := [word for word, text, _facts in _items(material, case) if not text]:
            said.append(
                _("{case}: items still to establish: {items}.").format(case=title, items=material.listed(open_))
            )
    return tuple(said)


def _clock(material: Material, case: Case) -> LeakReport:
    return material.clocks.get(case.id, LeakReport(case.id))


def _case(material: Material, case: Case) -> list[Block]:
    _ = material.translate
    clock = _clock(material, case)
    term = material.catalogue.report_terms.get(clock.days)
    chosen = _("(to be chosen)")
    if term is not None:
        chosen = _("{term} ({condition})").format(
            term=term.title.in_language(material.language), condition=term.text.in_language(material.language)
        )
    last = material.day(clock.due) or _("(not known yet)")
    if late(clock, material.today):
        last = _("{day} (past)").format(day=last)
    particulars = [
        (_("Report to the commission"), duty_word(clock.duty, _)),
        (_("Became known on (the first day of the term)"), material.day(clock.known) or _("(date to be entered)")),
        (_("Preliminary report (promptly)"), material.day(clock.preliminary) or _("(not made yet)")),
        (_("Term of the final report"), chosen),
        (_("Reason for the choice"), clock.reason or _("(to be entered)")),
        (_("Last day of the final report"), last),
        (_("Final report"), material.day(clock.final) or _("(not made yet)")),
    ]
    kinds = tuple(
        CheckItem(kind.text.in_language(material.language), kind.id in clock.kinds)
        for kind in material.catalogue.privacy_kinds
    )
    return [
        Heading(1, case_title(material, case)),
        KeyValues(tuple(particulars)),
        Paragraph(_("Situations that must be reported ({basis})").format(basis=material.bases(["ppr-7"])), keep=True),
        CheckList(kinds),
        _nine(material, case),
    ]


def _nine(material: Material, case: Case) -> Table:
    _ = material.translate
    rows: list[Row] = []
    for number, (word, text, facts) in enumerate(_items(material, case), start=1):
        rows.append((f"{number} {word}", _("recorded") if text else _("still to establish"), text or "－"))
        rows += [((f"　{fact}"),) for fact in facts]
    columns = (
        Column(_("Item"), weight=0.7),
        Column(_("State"), "short"),
        Column(_("Content"), weight=1.8),
    )
    return Table(
        columns,
        tuple(_across(row) for row in rows),
        caption=_("The nine items ({basis})").format(basis=material.bases(["ppr-8"])),
        note=_("Lines across the table are what the plan has on record; they are not part of the text."),
    )


def _across(row: Row) -> Row:
    return (Cell(row[0], quiet=True),) if len(row) == 1 and isinstance(row[0], str) else row


def _items(material: Material, case: Case) -> list[tuple[str, str, tuple[str, ...]]]:
    """(title, text of the officer, what the plan has on record) of the nine items."""
    subject = subject_of(CASE, case.id)
    facts = _facts(material, case)
    found = []
    for item in material.catalogue.privacy_items:
        note = material.notes.get((subject, item.id))
        title = item.title.in_language(material.language)
        found.append((title, note.text if note is not None else "", facts.get(item.id, ())))
    return found


def _facts(material: Material, case: Case) -> dict[str, tuple[str, ...]]:
    """What the plan has on record for each item."""
    _ = material.translate
    live = case_figures.live(case.figures)

    def lines(*kinds: FigureKind) -> tuple[str, ...]:
        return tuple(figure_line(f, material.catalogue, _, material.language) for f in live if f.kind in kinds)

    answering = {identity for cause in case.causes for identity in cause.actions}
    measures = [a for a in material.actions if a.id in answering]
    numbers = material.listed(str(a.number) for a in measures)
    return {
        "privacy-1": tuple(line.strip() for line in case.overview.splitlines() if line.strip()),
        "privacy-2": lines(FigureKind.ITEMS),
        "privacy-3": lines(FigureKind.PERSONS, FigureKind.CASES),
        "privacy-4": tuple(
            _("{what}: {text}").format(what=material.cause(cause.cause), text=cause.text) for cause in case.causes
        ),
        "privacy-5": lines(FigureKind.PURPOSE),
        "privacy-7": (case.publication,) if case.publication else (),
        "privacy-8": (_("Measures of the plan that answer the causes: {numbers}").format(numbers=numbers),)
        if measures
        else (),
        "privacy-9": tuple(_corrections(material, case)),
    }


def _corrections(material: Material, case: Case) -> list[str]:
    _ = material.translate
    count = sum(len(figure.earlier) for figure in case.figures)
    return [_("Corrections of the figures on record: {count}").format(count=count)] if count else []
