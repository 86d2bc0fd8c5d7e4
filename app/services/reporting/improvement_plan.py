"""業務改善計画: cover letter, A by the official items, B and C, what is missing."""

from __future__ import annotations

from app.domain.audit import Ground
from app.domain.catalogue import Cause
from app.domain.plan import Action, ActionState, unanswered_directions
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Column, Heading, Letter, PageBreak, Paragraph, Report, Table


def build(material: Material) -> Report:
    """The improvement plan as it would be filed; a draft as long as something is missing."""
    _ = material.translate
    audit = material.outline.audit
    missing = (*_gaps(material), *material.missing())
    blocks: list[Block] = [_letter(material), Heading(1, _("A Fundamental strengthening of internal control"))]
    total = material.outline.total()
    blocks.append(
        Paragraph(
            _(
                "The self-audit as of {date} asked {total} points; {bad} did not conform and {partly} did so in part."
            ).format(date=material.day(audit.as_of), total=total.total, bad=total.nonconforming, partly=total.partly)
        )
    )
    for item in material.catalogue.items:
        actions = [a for a in material.actions if a.item == item.id]
        if actions and item.element.startswith("A"):
            blocks += [
                Heading(2, f"{item.id} {item.title.in_language(material.language)}"),
                _actions(material, actions),
            ]
    other = [a for a in material.actions if not a.item.startswith("A")]
    if other:
        blocks += [Heading(2, _("Other measures")), _actions(material, other)]
    not_said = _("It has not been recorded yet whether a case occurred; this part is written once it is.")
    blocks += [
        Heading(1, _("B Facts and causes of the case")),
        Paragraph(not_said),
        Heading(1, _("C Discipline of those involved")),
        Paragraph(not_said),
        PageBreak(),
        Heading(1, _("What is still missing")),
        *(Paragraph(f"・{sentence}") for sentence in missing),
    ]
    return Report(
        title=_("Improvement plan"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        watermark=_("DRAFT") if missing else "",
    )


def _letter(material: Material) -> Letter:
    _ = material.translate
    audit, filing = material.outline.audit, material.outline.audit.filing
    if filing.ground is not Ground.VOLUNTARY and filing.law:
        opening = _("Following the {ground} of {date} under {law}, we have made the improvement plan attached.").format(
            ground=_ground(material, filing.ground),
            law=material.catalogue.basis_label(filing.law, material.language),
            date=material.day(filing.dated) or _("(date to be entered)"),
        )
    elif filing.ground is not Ground.VOLUNTARY:
        opening = _("Following the {ground} of {date}, we have made the improvement plan attached.").format(
            ground=_ground(material, filing.ground), date=material.day(filing.dated) or _("(date to be entered)")
        )
    else:
        opening = _("On the results of our own audit we have made the improvement plan attached.")
    resolve = _("We shall carry out the plan steadily and answer sincerely when its execution is examined.")
    return Letter(
        date=material.day(filing.submitted or material.today),
        addressee=(filing.addressee or _("(addressee to be entered)"),),
        sender=(audit.organisation, f"{filing.representative_title} {filing.representative}".strip()),
        title=_("Submission of the improvement plan"),
        paragraphs=(opening, filing.resolve or resolve),
        closing=_("End"),
    )


def _ground(material: Material, ground: Ground) -> str:
    _ = material.translate
    return {
        Ground.ORDER: _("business improvement order"),
        Ground.RECOMMENDATION: _("business improvement recommendation"),
        Ground.GUIDANCE: _("business improvement guidance"),
        Ground.VOLUNTARY: "",
    }[ground]


def _actions(material: Material, actions: list[Action]) -> Table:
    _ = material.translate
    columns = (
        Column(_("No."), "number"),
        Column(_("Present problem")),
        Column(_("Measure")),
        Column(_("When"), "short"),
        Column(_("Section")),
        Column(_("How it is checked")),
    )
    done = _("done {date}")
    rows = tuple(
        (
            str(a.number),
            a.problem,
            a.measure,
            done.format(date=material.day(a.done)) if a.state is ActionState.DONE else material.day(a.due),
            a.department or a.owner or _("(to be decided)"),
            a.method,
        )
        for a in actions
    )
    return Table(columns, rows)


def _gaps(material: Material) -> tuple[str, ...]:
    _ = material.translate
    filing = material.outline.audit.filing
    said = [_("It is to be recorded whether a case occurred (also that of the renewable-energy system, ¶12).")]
    if not filing.addressee:
        said.append(_("The addressee is to be entered."))
    if filing.ground is not Ground.VOLUNTARY and filing.dated is None:
        said.append(_("The date of the order, recommendation or guidance is to be entered."))
    if not filing.representative:
        said.append(_("The representative is to be entered."))
    bare = [a.number for a in material.actions if not (a.department or a.owner)]
    if bare:
        said.append(_("{count} measures have no section in charge.").format(count=len(bare)))
    titles = {d.id: d.title.in_language(material.language) for d in material.catalogue.directions}
    directions = {d.id: Cause(d.parent) for d in material.catalogue.directions}
    for direction in unanswered_directions(material.actions, directions):
        said.append(_("No measure serves the direction: {title}").format(title=titles[direction]))
    return tuple(said)
