"""The cover letter (鑑) and はじめに."""

from __future__ import annotations

from app.domain.audit import Ground
from app.services.reporting.improvement_plan.cases import nothing_occurred
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Column, Heading, Letter, Paragraph, Table


def dated(material: Material) -> str:
    """The day of the plan."""
    return material.letter_day(material.dated)


def cover(material: Material) -> Letter:
    """The letter: the article and date of what is answered, the annex, resolve. A voluntary plan names no article."""
    _ = material.translate
    audit, filing = material.outline.audit, material.outline.audit.filing
    day = material.letter_day(filing.dated) or _("(date to be entered)")
    ground = ground_word(material)
    resolve = _(
        "We take this {ground} gravely, shall carry out the plan steadily, and shall answer sincerely when its "
        "execution is examined."
    ).format(ground=ground)
    if filing.ground is Ground.VOLUNTARY:
        opening = _("On the results of our own audit we have made the improvement plan attached.")
        resolve = _("We shall carry out the plan steadily and answer sincerely when its execution is examined.")
    elif filing.law:
        opening = _("Following the {ground} of {date} under {law}, we have made the improvement plan attached.").format(
            ground=ground, law=material.catalogue.basis_label(filing.law, material.language), date=day
        )
    else:
        opening = _("Following the {ground} of {date}, we have made the improvement plan attached.").format(
            ground=ground, date=day
        )
    return Letter(
        date=dated(material),
        addressee=(filing.addressee or _("(addressee to be entered)"),),
        sender=(audit.organisation, representative(material)),
        title=_("Submission of the improvement plan"),
        paragraphs=(opening, filing.resolve or resolve),
        closing=_("End"),
        enclosures=(_("Annex: improvement plan"),),
    )


def representative(material: Material) -> str:
    """Title and name of who signs the letter."""
    _ = material.translate
    filing = material.outline.audit.filing
    return f"{filing.representative_title}　{filing.representative or _('(name to be entered)')}".strip("　")


def ground_word(material: Material) -> str:
    """業務改善命令, 業務改善勧告 or 業務改善指導; empty for a voluntary plan."""
    _ = material.translate
    return {
        Ground.ORDER: _("business improvement order"),
        Ground.RECOMMENDATION: _("business improvement recommendation"),
        Ground.GUIDANCE: _("business improvement guidance"),
        Ground.VOLUNTARY: "",
    }[material.outline.audit.filing.ground]


def introduction(material: Material) -> list[Block]:
    """はじめに: why the plan is made, on which audit it rests, and where each demand of ¶12 is answered."""
    _ = material.translate
    return [
        Heading(1, _("Introduction")),
        Paragraph(_occasion(material), style="letter"),
        Paragraph(_audit(material), style="letter"),
        *(Paragraph(text, style="letter") for text in _ledgers(material)),
        _answers_to_demands(material),
    ]


def _occasion(material: Material) -> str:
    _ = material.translate
    filing = material.outline.audit.filing
    if filing.ground is Ground.VOLUNTARY:
        return _(
            "We examined by ourselves whether non-public information is barred from our affiliates, and made this plan "
            "on the results. We shall strengthen our internal control and conduct our business so that users of "
            "electricity and all retailers can trust its neutrality and fairness."
        )
    # With the year as the letter gives it, since the rest of the plan counts years in the western way.
    day = material.full_day(filing.dated) or _("(date to be entered)")
    ground = ground_word(material)
    if filing.law:
        law = material.catalogue.basis_label(filing.law, material.language)
        ground = _("{ground} under {law}").format(ground=ground, law=law)
    return _(
        "We received the {ground} of {date}. We take it gravely and, to regain the trust of users of electricity and "
        "of all retailers in the neutrality and fairness of our business, shall fundamentally strengthen our internal "
        "control and work on measures that prevent a recurrence. For this we have made the present plan."
    ).format(ground=ground, date=day)


def _audit(material: Material) -> str:
    _ = material.translate
    outline = material.outline
    total = outline.total()
    rests = _("The plan rests on the self-audit as of {date}, in which {checkpoints} checkpoints were put to {whom}.")
    said = [
        rests.format(
            date=material.day(outline.audit.as_of), checkpoints=len(outline.checkpoints), whom=material.asked_whom()
        ),
        material.results(total),
        material.copied(outline.places),
        _("Measures in this plan: {actions}.").format(actions=len(material.actions)) if material.actions else "",
    ]
    return material.joined(text for text in said if text)


def _ledgers(material: Material) -> list[str]:
    _ = material.translate
    said = []
    if material.records:
        held = [
            _("{ledger}, rows: {count}").format(ledger=material.ledger(kind), count=f"{count:,}")
            for kind, count in material.records.items()
        ]
        said.append(
            _(
                "Besides the answers, ledgers were compared ({ledgers}), and what they revealed is part of the plan."
            ).format(ledgers=material.listed(held))
        )
    if material.not_run:
        said.append(
            _(
                "Comparisons of ledgers that have not been run, as the ledgers they need have "
                "not been taken in: {count}. This plan draws no conclusion from them."
            ).format(count=len(material.not_run))
        )
    return said


def _answers_to_demands(material: Material) -> Table:
    _ = material.translate
    none = nothing_occurred(material)
    last = _("No such case was found at our company; B and C are left out.") if none else _("B and C")
    rows = (
        (_("① Plan for the physical split of systems with wheeling information, and its execution"), _("A 4 (1)")),
        (_("② Measures against recurrence with a fundamental strengthening of internal control"), _("A 1 to 6")),
        (_("③ Facts and causes of the case, their publication, discipline of those involved"), last),
    )
    columns = (Column(_("What is asked (report summary ¶12)"), weight=2.0), Column(_("Where this plan answers it")))
    return Table(columns, rows, caption=_("Structure of this plan"))
